//! Where does white space run down a page between text on both sides? Between columns, and between the cells of a table.

use super::bits::{Bit, max, median_size, min, rows, shares_line};
use super::direction::runs_from_right;
use super::tables::is_cell;
use super::zones::Cutter;

/// The smallest gutter between two columns, in sizes of their letters.
const GUTTER: f32 = 0.75;

/// The most stretches of white space that are looked at for one place: the highest.
const MOST_STRETCHES: usize = 40;

/// The most bits of a page that are searched for gutters; a sheet of newsprint has some thousands.
const MOST_BITS: usize = 8_000;

/// How many places times bits are looked at in one cut.
const MOST_WORK: usize = 400_000;

/// The most places on a page that are tried for a gutter.
const MOST_CANDIDATES: usize = 160;

/// White space that runs down a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gutter {
    pub(super) x: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) is_table: bool,
}

impl Gutter {
    pub(super) fn height(&self) -> f32 {
        self.bottom - self.top
    }
}

/// The gutter that parts the most: one between columns before one in a table, and the highest.
pub(super) fn best_gutter(bits: &[Bit], cutter: &Cutter) -> Option<Gutter> {
    if bits.len() > MOST_BITS {
        return None;
    }
    let mut best: Option<Gutter> = None;
    for x in candidates(bits, cutter.cell_gap) {
        let is_known = cutter.known.iter().any(|known| (known - x).abs() < 4.0);
        for (top, bottom) in free_stretches(bits, x) {
            let is_better = |gutter: &Gutter| match best {
                Some(best) if best.is_table == gutter.is_table => gutter.height() > best.height() + 1.0,
                Some(best) => best.is_table,
                None => true,
            };
            if let Some(gutter) = gutter_at(bits, (x, is_known), (top, bottom), cutter.cell_gap).filter(is_better) {
                best = Some(gutter);
            }
        }
    }
    best
}

/// The places where a gutter may be: left of what stands beside something else.
fn candidates(bits: &[Bit], cell_gap: f32) -> Vec<f32> {
    let mut places: Vec<(i32, u32, f32)> = Vec::new();
    for row in rows(bits) {
        for pair in row.windows(2) {
            let gap = pair[1].left - pair[0].right;
            if gap >= cell_gap.min(GUTTER) * pair[0].size.min(pair[1].size) {
                note(&mut places, pair[1].left - 0.5);
                note(&mut places, pair[0].right + 0.5);
            }
        }
    }
    for bit in bits {
        note(&mut places, bit.left - 0.5);
    }
    places.sort_by_key(|(key, count, _)| (std::cmp::Reverse(*count), *key));
    // The more there is on a page, the fewer places are tried: the work for each grows with it.
    places.truncate((MOST_WORK / bits.len().max(1)).clamp(12, MOST_CANDIDATES));
    places.into_iter().map(|(.., x)| x).collect()
}

fn note(places: &mut Vec<(i32, u32, f32)>, x: f32) {
    let key = (x / 2.0).round() as i32;
    match places.iter_mut().find(|(known, ..)| *known == key) {
        Some((_, count, least)) => {
            *count += 1;
            *least = least.min(x);
        }
        None => places.push((key, 1, x)),
    }
}

/// The stretches down the page in which nothing stands at `x`. The bits are in the order of their baselines.
fn free_stretches(bits: &[Bit], x: f32) -> Vec<(f32, f32)> {
    let mut covers: Vec<(f32, f32)> =
        bits.iter().filter(|bit| bit.left < x && bit.right > x).map(|bit| (bit.top(), bit.bottom())).collect();
    covers.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (mut stretches, mut top) = (Vec::new(), f32::MIN);
    for (from, to) in covers {
        if from > top {
            stretches.push((top, from));
        }
        top = top.max(to);
    }
    stretches.push((top, f32::MAX));
    stretches.sort_by(|one, other| (other.1 - other.0).total_cmp(&(one.1 - one.0)));
    stretches.truncate(MOST_STRETCHES);
    stretches
}

/// The gutter at `x` between two heights, if there is text on both its sides that it parts.
fn gutter_at(bits: &[Bit], (x, is_known): (f32, bool), (top, bottom): (f32, f32), cell_gap: f32) -> Option<Gutter> {
    let within: Vec<&Bit> = bits.iter().filter(|bit| bit.middle() > top && bit.middle() < bottom).collect();
    let (left, right): (Vec<&Bit>, Vec<&Bit>) = within.into_iter().partition(|bit| bit.left < x);
    if left.is_empty() || right.is_empty() {
        return None;
    }
    let size = median_size(&left).min(median_size(&right));
    let edge = |bits: &[&Bit]| (first(bits), last(bits));
    let width = min(&right, |bit| bit.left) - max(&left, |bit| bit.right);
    let ((left_top, left_bottom), (right_top, right_bottom)) = (edge(&left), edge(&right));
    // Columns stand beside one another: what one has above or below the other is not between them.
    let (shared_top, shared_bottom) = (left_top.max(right_top), left_bottom.min(right_bottom));
    if shared_bottom < shared_top {
        return None;
    }
    let whole =
        Gutter { x, top: left_top.min(right_top) - 0.1, bottom: left_bottom.max(right_bottom) + 0.1, is_table: false };
    let are_columns = || is_prose(&left) && is_prose(&right) && is_aligned(&right, &left, size);
    if width >= GUTTER * size && (is_known && is_prose(&left) || are_columns()) {
        return Some(whole);
    }
    table_gutter(&left, &right, x, cell_gap * size)
}

fn first(bits: &[&Bit]) -> f32 {
    min(bits, Bit::middle)
}

fn last(bits: &[&Bit]) -> f32 {
    max(bits, Bit::middle)
}

/// Whether bits are running text: lines that mostly fill their width, of several words.
fn is_prose(bits: &[&Bit]) -> bool {
    let rows = rows(bits.iter().copied());
    let (left, right) = (min(bits, |bit| bit.left), max(bits, |bit| bit.right));
    let size = median_size(bits).max(1.0);
    let full = rows.iter().filter(|row| {
        let (from, to) = (min(row, |bit| bit.left), max(row, |bit| bit.right));
        // The cells of a row stand apart.
        let is_whole = row.windows(2).all(|pair| pair[1].left - pair[0].right < 0.9 * size);
        to - from > 0.65 * (right - left) && is_whole && row.iter().map(|bit| bit.letters()).sum::<usize>() >= 14
    });
    rows.len() >= 2 && right - left > 7.0 * size && full.count() * 2 >= rows.len()
}

/// Whether the text right of a gutter begins at its edge, or that left of it ends there: what rivers in text do not do.
fn is_aligned(right: &[&Bit], left: &[&Bit], size: f32) -> bool {
    let (from, to) = (min(right, |bit| bit.left), max(left, |bit| bit.right));
    let begin = right.iter().filter(|bit| bit.left - from < 0.3 * size).count();
    let end = left.iter().filter(|bit| to - bit.right < 0.3 * size).count();
    begin * 10 >= right.len() * 4 || end * 10 >= left.len() * 5
}

/// The gutter of a table: lines that have a cell on each side, one under another.
fn table_gutter(left: &[&Bit], right: &[&Bit], x: f32, gap: f32) -> Option<Gutter> {
    let mut pairs: Vec<(f32, f32, f32)> = Vec::new();
    for bit in right {
        let beside = left.iter().filter(|other| shares_line(other, bit.top(), bit.bottom()));
        let near = beside.max_by(|one, other| one.right.total_cmp(&other.right));
        if let Some(near) = near
            .filter(|near| bit.left - near.right >= gap && is_cell(near) && is_cell(bit) && !is_sentence_gap(near, bit))
        {
            pairs.push((near.middle().min(bit.middle()), near.middle().max(bit.middle()), bit.size));
        }
    }
    pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut best: Option<(usize, f32, f32)> = None;
    let mut run: Option<(usize, f32, f32)> = None;
    for (top, bottom, size) in pairs {
        run = match run {
            Some((count, from, to)) if top - to < 3.2 * size => {
                Some((count + usize::from(top - to > 0.5 * size), from, bottom))
            }
            _ => Some((1, top, bottom)),
        };
        if run.map_or(0, |run| run.0) > best.map_or(0, |best| best.0) {
            best = run;
        }
    }
    let (count, top, bottom) = best?;
    let is_alone = |bit: &&Bit| bit.middle() > top - 0.1 && bit.middle() < bottom + 0.1;
    let letters = |bits: &[&Bit]| bits.iter().filter(|bit| is_alone(bit)).map(|bit| bit.letters()).sum::<usize>();
    let from_right = || runs_from_right(left.iter().flat_map(|bit| &bit.glyphs).map(|glyph| glyph.letter));
    // The bullets of a list stand apart from its text as cells do.
    let is_list = letters(left) <= 3 * count || (letters(right) <= 2 * count && from_right());
    (count >= 2 && !is_list).then_some(Gutter { x, top: top - 0.1, bottom: bottom + 0.1, is_table: true })
}

/// Whether the gap between two bits may be that after a sentence, in a line that is spread to fill its column.
fn is_sentence_gap(left: &Bit, right: &Bit) -> bool {
    let last = left.glyphs.iter().rev().find(|glyph| !glyph.is_space()).map_or(' ', |glyph| glyph.letter);
    matches!(last, '.' | ',' | '?' | '!' | ';' | ':' | '”') && right.left - left.right < 3.0 * left.size
}
