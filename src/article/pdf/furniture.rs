//! What on a page is not the article? Running heads and feet, which stand at the same place of several pages, and page
//! numbers.

use std::collections::HashMap;

use super::bits::Bit;
use super::lines::{Line, stretches};
use super::sheet::{Mark, Sheet};

/// How many lines at the head and at the foot of a page may be furniture.
const LINES: usize = 3;

/// How far a running head may move between pages, in points.
const SAME_PLACE: f32 = 3.0;

/// How many pages before and behind a page are compared with it.
const NEIGHBOURS: usize = 40;

/// How far down a running head may stand that is on no other page, as a part of the page's height.
const HEAD: f32 = 0.09;

/// A line at the head or foot of a page.
#[derive(Clone, Debug, PartialEq)]
struct Edge {
    page: usize,
    /// Its text with each number as `#`.
    pattern: String,
    /// The first number in it.
    number: Option<i64>,
    baseline: f32,
    /// How far down the page that is, as a part of its height.
    from_top: f32,
    size: f32,
    /// How far it is from the next line towards the middle of the page.
    distance: f32,
    /// Whether it could be a heading: bold, or larger than the next line.
    is_loud: bool,
    /// Whether it is at the foot.
    at_foot: bool,
    /// How many lines are between it and the edge of the page.
    depth: usize,
}

/// Takes running heads, running feet, page numbers and what the file itself calls an artifact off the pages.
pub(super) fn remove(sheets: &mut [Sheet]) {
    let has_text =
        sheets.iter().any(|sheet| sheet.glyphs.iter().any(|glyph| glyph.mark != Mark::Artifact && !glyph.is_space()));
    if has_text {
        for sheet in sheets.iter_mut() {
            sheet.glyphs.retain(|glyph| glyph.mark != Mark::Artifact);
        }
    }
    let edges: Vec<Edge> = sheets.iter().enumerate().flat_map(|(page, sheet)| edges(sheet, page)).collect();
    let mut gone: HashMap<usize, Vec<(f32, f32)>> = HashMap::new();
    for edge in &edges {
        let is_outermost = |other: &Edge| is_furniture(other, &edges, sheets.len());
        // A line is furniture only when all between it and the edge of the page is.
        let outside = edges
            .iter()
            .filter(|other| other.page == edge.page && other.at_foot == edge.at_foot && other.depth <= edge.depth);
        if outside.clone().all(is_outermost) {
            gone.entry(edge.page).or_default().push((edge.baseline, edge.size));
        }
    }
    for (page, lines) in gone {
        if let Some(sheet) = sheets.get_mut(page) {
            sheet
                .glyphs
                .retain(|glyph| !lines.iter().any(|(baseline, size)| (glyph.baseline - baseline).abs() < 0.4 * size));
        }
    }
}

/// The lines at the head and the foot of a page.
fn edges(sheet: &Sheet, page: usize) -> Vec<Edge> {
    let mut bits: Vec<Bit> = stretches(&sheet.glyphs, 1.0).into_iter().map(Bit::of).collect();
    bits.sort_by(|one, other| one.baseline.total_cmp(&other.baseline));
    let mut lines: Vec<Line> = Vec::new();
    let mut row: Vec<Bit> = Vec::new();
    for bit in bits {
        if row.first().is_some_and(|first| bit.baseline - first.baseline > 0.35 * first.size.max(bit.size)) {
            lines.push(line(&std::mem::take(&mut row), page));
        }
        row.push(bit);
    }
    if !row.is_empty() {
        lines.push(line(&row, page));
    }
    let count = lines.len();
    let head = lines.iter().enumerate().take(LINES.min(count)).map(|(at, line)| {
        let next = lines.get(at + 1);
        let distance = next.map_or(f32::MAX, |next| next.baseline - line.baseline);
        let is_loud = line.bold || next.is_none_or(|next| line.size > next.size + 0.3);
        Edge { is_loud, from_top: line.baseline / sheet.height.max(1.0), ..edge(line, distance, false, at) }
    });
    let foot = lines.iter().rev().enumerate().take(LINES.min(count)).map(|(at, line)| {
        let distance = lines.iter().rev().nth(at + 1).map_or(f32::MAX, |next| line.baseline - next.baseline);
        edge(line, distance, true, at)
    });
    head.chain(foot).collect()
}

fn line(row: &[Bit], page: usize) -> Line {
    let glyphs: Vec<_> = row.iter().flat_map(|bit| bit.glyphs.iter().copied()).collect();
    Line::of(&glyphs, page)
}

fn edge(line: &Line, distance: f32, at_foot: bool, depth: usize) -> Edge {
    let (pattern, number) = pattern(&line.text);
    Edge {
        page: line.page,
        pattern,
        number,
        baseline: line.baseline,
        from_top: 0.0,
        size: line.size,
        distance,
        is_loud: true,
        at_foot,
        depth,
    }
}

/// A text with each number as `#`, and its first number.
fn pattern(text: &str) -> (String, Option<i64>) {
    let mut pattern = String::with_capacity(text.len());
    let mut number = None;
    let mut rest = text;
    while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit()) {
        pattern.push_str(&rest[..at]);
        let digits = &rest[at..];
        let end = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
        number = number.or_else(|| digits[..end].parse().ok());
        pattern.push('#');
        rest = &digits[end..];
    }
    pattern.push_str(rest);
    (pattern, number)
}

/// Whether a line is furniture by what stands on the other pages.
fn is_furniture(edge: &Edge, edges: &[Edge], pages: usize) -> bool {
    let from = edges.partition_point(|other| other.page + NEIGHBOURS < edge.page);
    let to = edges.partition_point(|other| other.page <= edge.page + NEIGHBOURS);
    let same = edges[from..to].iter().filter(|other| {
        other.page != edge.page && other.at_foot == edge.at_foot && (other.baseline - edge.baseline).abs() < SAME_PLACE
    });
    let is_number = edge.pattern.chars().filter(|letter| letter.is_alphabetic()).count() <= 4 && edge.number.is_some();
    let repeats = same.clone().filter(|other| is_alike(edge, other)).count();
    let counts = same.filter(|other| {
        other.number.zip(edge.number).is_some_and(|(other_number, number)| {
            is_number && other.pattern == edge.pattern && other_number - number == other.page as i64 - edge.page as i64
        })
    });
    let letters = edge.pattern.chars().filter(|letter| letter.is_alphanumeric()).count();
    let is_repeated = repeats > 0 && (repeats + 1) * 4 >= pages.min(40) && letters <= 120;
    is_repeated || counts.count() > 0 || (edge.depth == 0 && (is_lone_number(edge) || is_lone_head(edge)))
}

/// Whether a line at the head of a later page is apart from the text and no heading: the running head of an article whose
/// first page has none, in a document of two pages.
fn is_lone_head(edge: &Edge) -> bool {
    let letters = edge.pattern.chars().count();
    let is_apart = edge.distance > 2.2 * edge.size && edge.distance < f32::MAX;
    edge.page > 0
        && !edge.at_foot
        && !edge.is_loud
        && is_apart
        && edge.from_top < HEAD
        && letters <= 70
        && !edge.pattern.ends_with('.')
}

/// Whether two lines are the same but for their numbers.
fn is_alike(one: &Edge, other: &Edge) -> bool {
    let has_words = one.pattern.chars().any(char::is_alphabetic);
    one.pattern == other.pattern && (has_words || one.number.is_none()) && !one.pattern.is_empty()
}

/// Whether a line is a page number and nothing else, apart from the text.
fn is_lone_number(edge: &Edge) -> bool {
    let words: String = edge.pattern.to_lowercase().chars().filter(|letter| !letter.is_whitespace()).collect();
    let is_number = matches!(
        words.trim_matches(['-', '–', '—', '·', '|', '[', ']']),
        "#" | "#/#" | "page#" | "page#of#" | "#of#" | "p.#" | "seite#" | "seite#von#" | "#von#"
    );
    is_number && edge.distance > 1.6 * edge.size
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::pdf::sheet::{Glyph, Style};

    /// A page of lines, each at its height.
    fn sheet(lines: &[(f32, &str)]) -> Sheet {
        let glyphs = lines.iter().flat_map(|(baseline, text)| {
            text.chars().enumerate().map(|(at, letter)| Glyph {
                letter,
                left: 50.0 + 5.0 * at as f32,
                right: 55.0 + 5.0 * at as f32,
                baseline: *baseline,
                size: 10.0,
                style: Style::default(),
                mark: Mark::None,
            })
        });
        Sheet { height: 842.0, glyphs: glyphs.collect(), ..Sheet::default() }
    }

    fn left(sheets: &[Sheet]) -> Vec<String> {
        sheets.iter().map(|sheet| sheet.glyphs.iter().map(|glyph| glyph.letter).collect()).collect()
    }

    #[test]
    fn what_stands_at_the_same_place_of_several_pages_is_no_text() {
        let mut sheets = vec![
            sheet(&[(30.0, "The Gazette"), (80.0, "One."), (92.0, "Alpha."), (800.0, "Page 7")]),
            sheet(&[(30.0, "The Gazette"), (80.0, "Two."), (92.0, "Beta."), (800.0, "Page 8")]),
        ];
        remove(&mut sheets);
        assert_eq!(left(&sheets), ["One.Alpha.", "Two.Beta."]);
    }

    #[test]
    fn a_number_in_the_text_is_no_page_number() {
        let mut sheets =
            vec![sheet(&[(80.0, "In all"), (92.0, "12"), (300.0, "3")]), sheet(&[(80.0, "One."), (92.0, "99")])];
        remove(&mut sheets);
        assert_eq!(left(&sheets), ["In all12", "One.99"]);
    }
}
