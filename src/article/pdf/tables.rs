//! What are the rows and cells of a table? Bits on a line, divided where white space runs down the table.

use super::bits::{Bit, line_of, max, median_size, min, rows};
use super::direction::runs_from_right;
use super::lines::Line;
use super::sheet::Glyph;
use super::words::{Vocabulary, joined};
use super::zones::Zone;

/// The rows of a table: what stands on a line, its cells by the white space that runs down between them.
pub(super) fn table(bits: &[Bit], head: &[Bit], page: usize, from_right: bool) -> Zone {
    let edges = cell_edges(bits);
    let mut all: Vec<(Vec<Vec<Line>>, Line)> = Vec::new();
    for row in rows(head).into_iter().chain(rows(bits)) {
        let line = line_of(&row, page);
        let mut glyphs = vec![Vec::new(); edges.len() + 1];
        for bit in row.iter().flat_map(|bit| divided(bit, &edges)) {
            let at = edges.partition_point(|edge| *edge < bit.left.midpoint(bit.right).min(bit.left + 2.0 * bit.size));
            if let Some(cell) = glyphs.get_mut(at) {
                cell.extend(bit.glyphs.iter().copied());
            }
        }
        let lines = glyphs
            .iter()
            .map(|glyphs: &Vec<Glyph>| if glyphs.is_empty() { vec![] } else { vec![Line::of(glyphs, page)] });
        let cells: Vec<Vec<Line>> = lines.collect();
        match all.last_mut() {
            Some((above, last)) if goes_on(above, &cells, line.baseline - last.baseline, line.size) => {
                above.iter_mut().zip(cells).for_each(|(above, cell)| above.extend(cell));
                last.baseline = line.baseline;
            }
            _ => all.push((cells, line)),
        }
    }
    Zone::Table {
        rows: all.iter().map(|(cells, line)| Line { text: row_text(cells, from_right), ..line.clone() }).collect(),
    }
}

/// The parts of a bit that are cells of their own: in a table without padding the widest cell touches the next.
fn divided(bit: &Bit, edges: &[f32]) -> Vec<Bit> {
    let is_edge = |place: f32| edges.iter().any(|edge| (-0.5..0.7).contains(&(place - edge)));
    // Only where letters meet as they do in no word: what reaches across several columns stays whole.
    let meets = |last: char, next: char| {
        (last.is_alphabetic() && next.is_numeric())
            || (!last.is_uppercase() && !last.is_whitespace() && next.is_uppercase())
    };
    let goes_on = |last: &Glyph, next: &Glyph| !(is_edge(next.left) && meets(last.letter, next.letter));
    bit.glyphs.chunk_by(goes_on).map(|part| Bit::of(part.to_vec())).collect()
}

/// Whether a line of a table goes on with cells of the row above it: with some of them, and close below.
fn goes_on(above: &[Vec<Line>], cells: &[Vec<Line>], step: f32, size: f32) -> bool {
    let filled = |cells: &[Vec<Line>]| cells.iter().filter(|cell| !cell.is_empty()).count();
    let is_within = above.iter().zip(cells).all(|(above, cell)| cell.is_empty() || !above.is_empty());
    is_within && filled(cells) * 2 <= filled(above) && step < 1.5 * size
}

fn row_text(cells: &[Vec<Line>], from_right: bool) -> String {
    let vocabulary = Vocabulary::default();
    let mut texts: Vec<String> = cells.iter().map(|lines| joined(lines, &vocabulary)).collect();
    if from_right {
        texts.reverse();
    }
    while texts.last().is_some_and(String::is_empty) {
        texts.pop();
    }
    texts.join("\t")
}

/// How many lines the head of a table may have.
const MOST_HEAD_LINES: usize = 4;

/// The lines right above a table whose first has as many bits as the table has columns, and the others go on with some of
/// them: its head, whose words are set otherwise.
pub(super) fn head_of_table(above: &mut Vec<Bit>, band: &[Bit]) -> Vec<Bit> {
    let Some(from) = top_of_head(above, band) else { return Vec::new() };
    let (rest, head) = std::mem::take(above).into_iter().partition(|bit| bit.middle() < from);
    *above = rest;
    head
}

/// How far up the head of a table reaches; nothing when it has none.
fn top_of_head(above: &[Bit], band: &[Bit]) -> Option<f32> {
    let edges = cell_edges(band);
    let columns = edges.len() + 1;
    // A word of the head may be longer than all below it: it is of its cell until the next begins.
    let spans: Vec<(f32, f32)> = edges.iter().map(|edge| (*edge, begin_of_cells(band, *edge))).collect();
    let is_within_cell = |bit: &&Bit| !spans.iter().any(|(edge, end)| bit.left + 1.0 < *edge && bit.right > *end);
    let mut below = band.iter().map(Bit::top).fold(f32::INFINITY, f32::min);
    for row in rows(above).iter().rev().take(MOST_HEAD_LINES) {
        let size = row.first().map_or(0.0, |bit| bit.size);
        let is_near = below - max(row, Bit::bottom) <= 1.3 * size;
        if columns < 2 || row.len() > columns || !is_near || !row.iter().all(|bit| is_cell(bit)) {
            return None;
        }
        if row.len() == columns {
            return Some(min(row, Bit::middle));
        }
        if !row.iter().all(is_within_cell) {
            return None;
        }
        below = min(row, Bit::top);
    }
    None
}

/// Adds the line right below a table that goes on with its last row: a few letters in the first cell alone.
pub(super) fn tail_of_table(band: &mut Vec<Bit>, below: &mut Vec<Bit>) {
    let Some(edge) = cell_edges(band).first().copied() else { return };
    let (last, size) =
        band.iter().fold(
            (f32::NEG_INFINITY, 0.0),
            |last, bit| {
                if bit.baseline > last.0 { (bit.baseline, bit.size) } else { last }
            },
        );
    let is_near = |bit: &Bit| bit.baseline - last < 1.4 * size;
    let ends_sentence =
        |bit: &Bit| bit.glyphs.iter().rev().find(|glyph| !glyph.is_space()).is_some_and(|last| last.letter == '.');
    let mut near = below.iter().filter(|bit| is_near(bit));
    let is_tail =
        |bit: &Bit| bit.right < edge && bit.letters() <= 12 && (bit.size - size).abs() < 0.1 && !ends_sentence(bit);
    if near.next().is_some_and(is_tail) && near.next().is_none() {
        let (tail, rest) = std::mem::take(below).into_iter().partition(is_near);
        *below = rest;
        band.extend::<Vec<Bit>>(tail);
    }
}

/// Where the cells behind an edge begin.
fn begin_of_cells(band: &[Bit], edge: f32) -> f32 {
    band.iter().map(|bit| bit.left).filter(|left| *left > edge).fold(f32::INFINITY, f32::min)
}

/// Adds the line right below a table that is a row of it whose cells touch.
pub(super) fn last_row_of_table(band: &mut Vec<Bit>, below: &mut Vec<Bit>) {
    let edges: Vec<f32> = cell_edges(band).into_iter().map(|edge| begin_of_cells(band, edge)).collect();
    let last = band.iter().map(|bit| bit.baseline).fold(f32::NEG_INFINITY, f32::max);
    let rows = rows(below.iter());
    let Some(row) = rows.first() else { return };
    let parts: Vec<Bit> = row.iter().flat_map(|bit| divided(bit, &edges)).collect();
    let (size, foot) = (median_size(row), max(row, Bit::middle) + 0.1);
    let is_near = min(row, |bit| bit.baseline) - last < 1.8 * size;
    if is_near && parts.len() > row.len() && parts.len() == edges.len() + 1 && parts.iter().all(is_cell) {
        let (row, rest) = std::mem::take(below).into_iter().partition(|bit| bit.middle() < foot);
        *below = rest;
        band.extend::<Vec<Bit>>(row);
    }
}

/// Where one cell of a table ends and the next begins: at white space that runs down it, or where cells of most rows begin.
fn cell_edges(bits: &[Bit]) -> Vec<f32> {
    let mut spans: Vec<(f32, f32)> = bits.iter().map(|bit| (bit.left, bit.right)).collect();
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let size = median_size(&bits.iter().collect::<Vec<_>>());
    let (mut edges, mut end) = (Vec::new(), f32::MAX);
    for (left, right) in &spans {
        if left - end > 0.15 * size {
            edges.push((left + end) / 2.0);
        }
        end = if end == f32::MAX { *right } else { end.max(*right) };
    }
    let rows = rows(bits).len();
    let first = spans.first().map_or(0.0, |span| span.0);
    for begins in spans.chunk_by(|one, other| other.0 - one.0 < 1.0) {
        let left = begins.first().map_or(0.0, |span| span.0);
        // Where nothing reaches into it, white space has told already.
        let is_reached = spans.iter().any(|span| span.0 < left - 1.0 && span.1 > left - 0.15 * size);
        let is_new = left > first + size && is_reached;
        if begins.len() * 10 >= rows * 4 && begins.len() > 1 && is_new {
            edges.push(left - 0.1);
        }
    }
    edges.sort_by(f32::total_cmp);
    edges
}

/// Whether a bit is short enough for a cell.
pub(super) fn is_cell(bit: &Bit) -> bool {
    bit.right - bit.left < 22.0 * bit.size && bit.letters() <= 48
}

/// Whether a line is a row of cells far apart: only a document that has spaces tells these from words.
pub(super) fn is_lone_row(row: &[&Bit], cell_gap: f32) -> bool {
    let are_apart = row.windows(2).all(|pair| pair[1].left - pair[0].right > 1.5 * pair[0].size);
    let begins_with_words = row.first().is_some_and(|first| first.letters() > 3);
    // The number of an item that runs from the right is the last on its line.
    let is_item = row.last().is_some_and(|last| last.letters() <= 3)
        && runs_from_right(row.iter().flat_map(|bit| &bit.glyphs).map(|glyph| glyph.letter));
    let is_one_size = row.windows(2).all(|pair| (pair[1].size - pair[0].size).abs() < 0.5);
    cell_gap < 0.5
        && row.len() > 1
        && are_apart
        && begins_with_words
        && !is_item
        && is_one_size
        && row.iter().all(|bit| is_cell(bit))
}
