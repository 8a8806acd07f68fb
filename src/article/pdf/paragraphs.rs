//! Where does a paragraph begin in a page without tags? After a gap, a short line, at an indent, at letters of another look.

use super::lines::{End, Line};
use super::pieces::{Kind, Piece, bullet, note_label};
use super::words::{Vocabulary, joined};
use super::zones::Zone;

/// What is usual in a document.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Usual {
    /// The size of most letters.
    size: f32,
    /// From one baseline to the next within a paragraph, in sizes.
    leading: f32,
    /// Whether paragraphs begin with an indent.
    has_indents: bool,
    /// Whether lines are filled to the right edge.
    is_justified: bool,
}

/// A paragraph on its way.
#[derive(Clone, Debug)]
struct Group {
    kind: Kind,
    lines: Vec<Line>,
    /// How far its column reaches.
    left: f32,
    right: f32,
    /// Whether it is the first or the last of its column.
    is_first: bool,
    is_last: bool,
}

/// The pieces of a document, from its zones in the order of reading.
pub(super) fn pieces(zones: &[Zone]) -> Vec<Piece> {
    let vocabulary = Vocabulary::of(zones.iter().flat_map(lines_of));
    let usual = Usual::of(zones);
    let mut groups: Vec<Group> = Vec::new();
    for zone in zones {
        match zone {
            Zone::Column { lines, left, .. } => groups.extend(groups_of(lines, *left, &usual)),
            Zone::Table { rows } => groups.extend(rows.iter().map(row)),
        }
    }
    let groups = merged(groups, &usual);
    let text = |group: &Group| match group.kind {
        Kind::Row => vocabulary.mended(&joined(&group.lines, &vocabulary)),
        _ => joined(&group.lines, &vocabulary),
    };
    groups.iter().map(|group| Piece::of(group.kind, text(group), &group.lines)).collect()
}

fn lines_of(zone: &Zone) -> &[Line] {
    match zone {
        Zone::Column { lines, .. } => lines,
        Zone::Table { rows } => rows,
    }
}

fn row(line: &Line) -> Group {
    let (left, right) = (line.left, line.right);
    Group { kind: Kind::Row, lines: vec![line.clone()], left, right, is_first: false, is_last: false }
}

impl Usual {
    fn of(zones: &[Zone]) -> Self {
        let columns = || {
            zones.iter().filter_map(|zone| match zone {
                Zone::Column { lines, left, right } => Some((lines, *left, *right)),
                Zone::Table { .. } => None,
            })
        };
        let size = usual_size(columns().flat_map(|(lines, ..)| lines));
        let is_body = |line: &Line| (line.size - size).abs() < 0.06 * size;
        let mut leadings: Vec<f32> = columns()
            .flat_map(|(lines, ..)| lines.windows(2))
            .filter(|pair| pair.iter().all(is_body))
            .map(|pair| (pair[1].baseline - pair[0].baseline) / size)
            .filter(|leading| (0.8..3.0).contains(leading))
            .collect();
        leadings.sort_by(f32::total_cmp);
        // Below the middle: in a document of short paragraphs half of the steps are gaps between them.
        let leading = leadings.get(leadings.len() / 3).copied().unwrap_or(1.2);
        let usual = Self { size, leading, has_indents: false, is_justified: false };
        let (mut indents, mut flush, mut full, mut steps) = (0, 0, 0, 0);
        for (lines, _, right) in columns().filter(|(lines, ..)| lines.len() > 2) {
            for pair in lines.windows(2).filter(|pair| pair.iter().all(is_body)) {
                steps += 1;
                let step = pair[1].left - pair[0].left;
                let is_close = !usual.is_gap(&pair[0], &pair[1]);
                if is_close && (0.6 * size..5.0 * size).contains(&step) && bullet(&pair[0].text) == 0 {
                    indents += 1;
                }
                flush += usize::from(right - pair[0].right < 0.15 * size);
                full += usize::from(right - pair[0].right < 3.0 * size);
            }
        }
        Self { has_indents: indents * 25 > steps && indents > 1, is_justified: flush * 10 > full * 7, ..usual }
    }

    /// Whether two lines are further apart than those of a paragraph.
    fn is_gap(&self, above: &Line, below: &Line) -> bool {
        let size = above.size.max(below.size);
        let step = below.baseline - above.baseline;
        step > (self.leading * 1.22).max(self.leading + 0.18) * size || step < -0.3 * size
    }
}

fn usual_size<'a>(lines: impl Iterator<Item = &'a Line>) -> f32 {
    let mut sizes: Vec<(f32, usize)> = Vec::new();
    for line in lines {
        match sizes.iter_mut().find(|(size, _)| (*size - line.size).abs() < 0.25) {
            Some((_, letters)) => *letters += line.text.len(),
            None => sizes.push((line.size, line.text.len())),
        }
    }
    sizes.into_iter().max_by_key(|(_, letters)| *letters).map_or(10.0, |(size, _)| size.max(1.0))
}

/// The paragraphs of a column.
fn groups_of(lines: &[Line], left: f32, usual: &Usual) -> Vec<Group> {
    let edge = usual_left(lines);
    let mut groups: Vec<Group> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let kind = kind_of(line, usual);
        match groups.last_mut() {
            Some(group) if goes_on(group, line, kind, edge, usual) => group.lines.push(line.clone()),
            _ => {
                let right = reach_of_block(lines, at, edge).unwrap_or_else(|| reach(lines, line.size));
                groups.push(Group { kind, lines: vec![line.clone()], left, right, is_first: false, is_last: false });
            }
        }
    }
    settle(&mut groups, usual);
    groups
}

/// How far lines of a size reach: a note below a column may reach across the page.
fn reach(lines: &[Line], size: f32) -> f32 {
    let alike = lines.iter().filter(|line| (line.size - size).abs() < 0.06 * size);
    alike.map(|line| line.right).fold(f32::NEG_INFINITY, f32::max)
}

/// How far the lines of an indented block reach, as those of a quotation: it may end short of its column's edge.
fn reach_of_block(lines: &[Line], at: usize, edge: f32) -> Option<f32> {
    let first = lines.get(at)?;
    let is_alike = |line: &&Line| (line.left - first.left).abs() < 1.0 && (line.size - first.size).abs() < 0.25;
    let before = lines[..at].iter().rev().take_while(is_alike);
    let block = before.chain(lines[at..].iter().take_while(is_alike));
    let is_block = first.left > edge + 0.8 * first.size && block.clone().count() > 2;
    is_block.then(|| block.map(|line| line.right).fold(f32::NEG_INFINITY, f32::max))
}

/// Where most lines of a column begin.
fn usual_left(lines: &[Line]) -> f32 {
    let mut places: Vec<(f32, usize)> = Vec::new();
    for line in lines {
        match places.iter_mut().find(|(left, _)| (*left - line.left).abs() < 1.5) {
            Some((_, count)) => *count += 1,
            None => places.push((line.left, 1)),
        }
    }
    let most = places.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let often = places.into_iter().filter(|(_, count)| *count * 10 >= most * 6).map(|(left, _)| left);
    often.fold(f32::INFINITY, f32::min)
}

/// What a line is by itself.
fn kind_of(line: &Line, usual: &Usual) -> Kind {
    let is_large = line.size > 1.12 * usual.size;
    let is_small = line.size < 0.93 * usual.size;
    let letters = line.text.chars().filter(|letter| letter.is_alphabetic()).count();
    if is_caption(&line.text, is_small || line.italic || line.bold) {
        Kind::Caption
    } else if (is_large || (line.bold && !is_small)) && letters > 1 {
        Kind::Heading
    } else if is_small && (!line.label.is_empty() || note_label(&line.text) > 0) {
        Kind::Note
    } else if bullet(&line.text) > 0 {
        Kind::Item
    } else {
        Kind::Paragraph
    }
}

/// Whether a line begins as a caption does: "Figure 3", and "Figure 3:" where it looks as the text does.
fn is_caption(text: &str, looks_apart: bool) -> bool {
    const WORDS: [&str; 22] = [
        "figure",
        "fig",
        "table",
        "photo",
        "image",
        "picture",
        "chart",
        "map",
        "graphic",
        "source",
        "illustration",
        "abbildung",
        "abb",
        "tabelle",
        "bild",
        "foto",
        "grafik",
        "tableau",
        "figura",
        "tabla",
        "图",
        "表",
    ];
    let text = text.trim_start().to_lowercase();
    let end = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
    let rest = text[end..].trim_start_matches(['.', ' ']);
    let number = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    let has_colon = rest[number..].starts_with([':', '|', '–', '—']);
    WORDS.contains(&&text[..end]) && (has_colon || (number > 0 && looks_apart))
}

/// Whether a line goes on with the paragraph above it.
fn goes_on(group: &Group, line: &Line, kind: Kind, edge: f32, usual: &Usual) -> bool {
    let Some(last) = group.lines.last() else { return false };
    let first = group.lines.first().unwrap_or(last);
    if (line.size - last.size).abs() > 0.09 * last.size || is_apart(group, last, line, usual) {
        return false;
    }
    match (group.kind, kind) {
        (Kind::Heading, Kind::Heading) => line.bold == last.bold,
        (Kind::Heading, _) | (_, Kind::Heading) => false,
        (_, Kind::Note | Kind::Caption) => false,
        (_, Kind::Item) => !begins_item(group, line, edge),
        (Kind::Caption | Kind::Note, _) => true,
        (Kind::Item, _) => continues_item(group, first, last, line),
        _ => !begins_paragraph(group, last, line, edge, usual),
    }
}

/// Whether a line goes on with an item: below its words, or, in the first line after its bullet, anywhere right of that.
fn continues_item(group: &Group, first: &Line, last: &Line, line: &Line) -> bool {
    if is_short(group, last, line) && begins_sentence(&line.text) {
        return false;
    }
    match group.lines.get(1) {
        Some(second) => (line.left - second.left).abs() < 0.3 * line.size,
        None if (line.left - first.second).abs() < 0.35 * line.size => true,
        None if (line.left - first.left).abs() < 0.3 * line.size => !is_short(group, last, line),
        None => !ends_sentence(&last.text) && !begins_sentence(&line.text),
    }
}

/// Whether two lines are further apart than those of their paragraph are.
fn is_apart(group: &Group, last: &Line, line: &Line, usual: &Usual) -> bool {
    let lift = if line.has_raised { 0.4 * line.size } else { 0.0 };
    let step = line.baseline - last.baseline - lift;
    match group.lines.len() {
        0 | 1 => {
            let is_body = (line.size - usual.size).abs() < 0.06 * usual.size;
            // Large letters and small ones have a leading of their own.
            if is_body {
                usual.is_gap(last, &Line { baseline: line.baseline - lift, ..line.clone() })
            } else {
                step > (usual.leading + 0.35) * line.size || step < -lift
            }
        }
        count => {
            let own = (last.baseline - group.lines[0].baseline) / (count - 1) as f32;
            step > own + 0.2 * line.size || step < -lift
        }
    }
}

/// Whether a line that begins like an item is one: not a dash or a number that a paragraph's line happens to begin with.
fn begins_item(group: &Group, line: &Line, edge: f32) -> bool {
    let is_mark = line.text.starts_with(['•', '◦', '▪', '●', '○', '■', '‣', '▫', '□', '➢']);
    is_mark
        || group.kind == Kind::Item
        || line.left > edge + 0.5 * line.size
        || group.lines.last().is_some_and(|last| is_short(group, last, line))
}

/// Whether a line begins a paragraph by its place, or by how the one above it ends.
fn begins_paragraph(group: &Group, last: &Line, line: &Line, edge: f32, usual: &Usual) -> bool {
    if super::lines::is_line_from_right(line) {
        let indent = group.right - line.right;
        let is_indented =
            indent > 0.6 * line.size && indent < 6.0 * line.size && group.right - last.right < 0.5 * line.size;
        // Lines may begin at the left and be ragged at the right even so.
        return ends_sentence(&last.text) && (is_indented || last.left - group.left > 4.0 * line.size);
    }
    let indent = line.left - edge;
    let is_indented = indent > 0.6 * line.size && indent < 6.0 * line.size;
    if is_indented && last.left < line.left - 0.5 * line.size {
        return true;
    }
    if is_indented && usual.has_indents && (last.left - line.left).abs() < 0.5 * line.size {
        return is_short(group, last, line) && ends_sentence(&last.text);
    }
    if !is_short(group, last, line) || !begins_sentence(&line.text) {
        return false;
    }
    let space = group.right - last.right;
    match (usual.is_justified, ends_sentence(&last.text)) {
        // A line that is spread to fill its column is short only at the end of a paragraph.
        (true, ends) => space > if ends { 1.5 } else { 4.0 } * line.size,
        (false, true) => !usual.has_indents || line.left > edge + 0.3 * line.size || space > 6.0 * line.size,
        (false, false) => space > (0.3 * (group.right - group.left)).max(6.0 * line.size),
    }
}

/// Whether the first word of a line would have stood on the one above it.
fn is_short(group: &Group, last: &Line, line: &Line) -> bool {
    let letters = line.text.chars().count().max(1) as f32;
    let first = line.text.split_whitespace().next().unwrap_or_default().chars().count() as f32;
    let width = first.min(12.0) * (line.right - line.left) / letters;
    last.end == End::Plain && group.right - last.right > width + 0.8 * line.size
}

fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(['”', '"', '’', '\'', '»', ')', ']', '“', ' ']);
    end.ends_with(['.', '!', '?', ':', '…', '。', '！', '？', '؟', '።'])
}

fn begins_sentence(text: &str) -> bool {
    let first = text.chars().find(|letter| letter.is_alphanumeric());
    first.is_some_and(|letter| !letter.is_lowercase())
}

/// Second thoughts, once a column's paragraphs are known: bold text that is none of a heading, notes that are none.
fn settle(groups: &mut [Group], usual: &Usual) {
    for group in groups.iter_mut() {
        let letters: usize = group.lines.iter().map(|line| line.text.chars().count()).sum();
        let is_large = group.lines.iter().all(|line| line.size > 1.12 * usual.size);
        if group.kind == Kind::Heading && (letters > 240 || (!is_large && letters > 140)) {
            group.kind = Kind::Paragraph;
        }
    }
    // What follows a note in the same small letters is one too; what is followed by text is none.
    for at in 1..groups.len() {
        let (before, group) = (&groups[at - 1], &groups[at]);
        let is_small = group.lines.iter().all(|line| line.size < 0.93 * usual.size);
        if before.kind == Kind::Note && group.kind == Kind::Paragraph && is_small {
            groups[at].kind = Kind::Note;
        }
    }
    for at in (0..groups.len()).rev() {
        let is_last = groups.get(at + 1).is_none_or(|next| next.kind == Kind::Note);
        if groups[at].kind == Kind::Note && !is_last {
            groups[at].kind = Kind::Paragraph;
        }
    }
    let is_text = |group: &Group| !matches!(group.kind, Kind::Note | Kind::Caption);
    if let Some(first) = groups.iter_mut().find(|group| is_text(group)) {
        first.is_first = true;
    }
    if let Some(last) = groups.iter_mut().rev().find(|group| is_text(group)) {
        last.is_last = true;
    }
}

/// Joins what a column's end or a page's end parts.
fn merged(groups: Vec<Group>, usual: &Usual) -> Vec<Group> {
    let mut merged: Vec<Group> = Vec::with_capacity(groups.len());
    for group in groups {
        let before = merged.iter().rposition(|before| !matches!(before.kind, Kind::Note | Kind::Caption));
        match before.and_then(|at| merged.get_mut(at)) {
            Some(before) if group.is_first && before.is_last && is_continued(before, &group, usual) => {
                before.lines.extend(group.lines);
                before.is_last = group.is_last;
                (before.left, before.right) = (group.left, group.right);
            }
            _ => merged.push(group),
        }
    }
    merged
}

/// Whether the last paragraph of a column goes on as the first of the next.
fn is_continued(before: &Group, group: &Group, usual: &Usual) -> bool {
    let (Some(last), Some(first)) = (before.lines.last(), group.lines.first()) else { return false };
    if is_cut_off(before, group, usual) {
        return true;
    }
    let are_text = matches!(before.kind, Kind::Paragraph | Kind::Item) && group.kind == Kind::Paragraph;
    if !are_text || (last.size - first.size).abs() > 0.06 * last.size || last.bold != first.bold {
        return false;
    }
    if last.end == End::Broken || first.text.starts_with(char::is_lowercase) {
        return true;
    }
    if !ends_sentence(&last.text) {
        // A line by itself, such as a byline, says little of how far lines reach; the next column says more.
        let is_wide = before.lines.len() > 1 || last.right - last.left > 0.7 * (group.right - group.left);
        return is_wide && !is_short(before, last, first);
    }
    let second = group.lines.get(1).map_or(group.left, |second| second.left);
    let is_indented = first.left - second.min(group.left) > 0.5 * first.size;
    if is_indented {
        return false;
    }
    let space = before.right - last.right;
    if usual.is_justified { space < 0.2 * last.size } else { usual.has_indents || !is_short(before, last, first) }
}

/// Whether a heading's last line has been taken for the first of the column below it, because it is short.
fn is_cut_off(before: &Group, group: &Group, usual: &Usual) -> bool {
    let (Some(last), [first]) = (before.lines.last(), &group.lines[..]) else { return false };
    let begin = before.lines.first().map_or(last.left, |line| line.left);
    before.kind == group.kind
        && last.page == first.page
        && (last.size - first.size).abs() < 0.06 * last.size
        && last.bold == first.bold
        && (begin - first.left).abs() < 0.3 * first.size
        && !is_apart(before, last, first, usual)
        && !is_short(before, last, first)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A column of lines: their left edge, the step to them, and their words; each letter is 5 points wide and 10 high.
    fn check(lines: &[(f32, f32, &str)], expected: &[(Kind, &str)]) {
        let mut baseline = 100.0;
        let lines: Vec<Line> = lines
            .iter()
            .map(|(left, step, words)| {
                baseline += step;
                let right = left + 5.0 * words.chars().count() as f32;
                let second = left + 5.0 * words.find(' ').map_or(0, |at| at + 1) as f32;
                Line { left: *left, right, second, baseline, size: 10.0, text: (*words).to_owned(), ..Line::default() }
            })
            .collect();
        let right = lines.iter().map(|line| line.right).fold(0.0, f32::max);
        let found = pieces(&[Zone::Column { lines, left: 50.0, right }]);
        let found: Vec<(Kind, &str)> = found.iter().map(|piece| (piece.kind, piece.text.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_paragraph_begins_at_an_indent_or_after_a_gap() {
        check(
            &[
                (60.0, 12.0, "The rents in the old city rose again"),
                (50.0, 12.0, "in the last year, said the office."),
                (60.0, 12.0, "It counts them every autumn, when the"),
                (50.0, 12.0, "leaves have fallen."),
                (50.0, 22.0, "Others count them in spring."),
            ],
            &[
                (Kind::Paragraph, "The rents in the old city rose again in the last year, said the office."),
                (Kind::Paragraph, "It counts them every autumn, when the leaves have fallen."),
                (Kind::Paragraph, "Others count them in spring."),
            ],
        );
    }

    #[test]
    fn a_line_of_an_indented_block_is_full_where_the_block_ends() {
        check(
            &[
                (50.0, 12.0, "The rents in the old city rose again in the last"),
                (50.0, 12.0, "year, said the office that counts them in autumn"),
                (50.0, 12.0, "and it was not surprised, as others were by it."),
                (70.0, 20.0, "I have been told that it is made."),
                (70.0, 12.0, "My daughter has learned to swim in"),
                (70.0, 12.0, "the time that it took."),
            ],
            &[
                (
                    Kind::Paragraph,
                    "The rents in the old city rose again in the last year, said the office that counts them in autumn and it was \
                     not surprised, as others were by it.",
                ),
                (
                    Kind::Paragraph,
                    "I have been told that it is made. My daughter has learned to swim in the time that it took.",
                ),
            ],
        );
    }

    #[test]
    fn an_item_has_the_lines_below_its_words_and_a_short_line_ends_a_paragraph() {
        check(
            &[
                (50.0, 12.0, "There are two things to be said of it, and"),
                (50.0, 12.0, "both are old."),
                (60.0, 12.0, "• The first of them is longer than the"),
                (70.0, 12.0, "line that it begins on"),
                (60.0, 12.0, "• The second is not"),
                (50.0, 12.0, "What follows is a paragraph of its own."),
            ],
            &[
                (Kind::Paragraph, "There are two things to be said of it, and both are old."),
                (Kind::Item, "• The first of them is longer than the line that it begins on"),
                (Kind::Item, "• The second is not"),
                (Kind::Paragraph, "What follows is a paragraph of its own."),
            ],
        );
    }
}
