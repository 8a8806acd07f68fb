//! Where are the columns of a page, and where its tables? White space that runs down between text on both sides.
//!
//! ```text
//! ┌──────────────────────┐  a line across bounds the gutter below it
//! │ A heading across it  │
//! ├──────────┬┬──────────┤  the highest gutter first, then what is above, left, right and below of it:
//! │ one      ││ two      │  one column each, in the order in which they are read
//! └──────────┴┴──────────┘
//! ```

use super::bits::{Bit, line_of, rows};
use super::direction::runs_from_right;
use super::gutters::best_gutter;
use super::lines::Line;
use super::tables::{head_of_table, is_lone_row, last_row_of_table, table, tail_of_table};
use crate::progress::{Cancelled, Progress};

/// How high a gutter is that tells of the whole document, in points.
const LONG: f32 = 120.0;

/// How often a page may be cut.
const DEEPEST: usize = 24;

/// A part of a page in which nothing stands beside anything else.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Zone {
    /// Lines under one another, and how far to the right and left they may reach.
    Column { lines: Vec<Line>, left: f32, right: f32 },
    /// The rows of a table, cells joined by a tab.
    Table { rows: Vec<Line> },
}

/// The zones of all pages in the order of reading.
///
/// `cell_gap` is the smallest gap between two cells of a table, in sizes of their letters.
pub(super) fn zones(pages: Vec<Vec<Bit>>, cell_gap: f32, progress: &Progress) -> Result<Vec<Zone>, Cancelled> {
    let letters = pages.iter().flatten().flat_map(|bit| bit.glyphs.iter().map(|glyph| glyph.letter));
    let mut cutter = Cutter { from_right: runs_from_right(letters), cell_gap, ..Cutter::default() };
    let first = cutter.all(pages.clone(), progress)?;
    cutter.known = std::mem::take(&mut cutter.found);
    cutter.known.sort_by(f32::total_cmp);
    cutter.known.dedup_by(|next, last| (*next - *last).abs() < 4.0);
    if cutter.known.is_empty() {
        return Ok(first);
    }
    // Where one page has columns, a short column on another is one too.
    cutter.all(pages, progress)
}

/// Cuts pages into zones: what is known of the document.
#[derive(Debug, Default)]
pub(super) struct Cutter {
    /// Whether its text runs from the right.
    from_right: bool,
    /// The smallest gap between two cells.
    pub(super) cell_gap: f32,
    /// Where the gutters between long columns are, on whichever page.
    pub(super) known: Vec<f32>,
    /// Where such gutters have been found.
    found: Vec<f32>,
}

impl Cutter {
    /// The zones of all pages; an error when they are not wanted any more.
    fn all(&mut self, pages: Vec<Vec<Bit>>, progress: &Progress) -> Result<Vec<Zone>, Cancelled> {
        let mut zones = Vec::new();
        for (page, bits) in pages.into_iter().enumerate() {
            progress.check()?;
            self.cut(bits, page, 0, &mut zones);
        }
        Ok(zones)
    }

    fn cut(&mut self, mut bits: Vec<Bit>, page: usize, depth: usize, into: &mut Vec<Zone>) {
        bits.sort_by(|one, other| one.baseline.total_cmp(&other.baseline));
        let gutter = if depth < DEEPEST { best_gutter(&bits, self) } else { None };
        let Some(gutter) = gutter else {
            into.extend(column(&bits, page, self.cell_gap));
            return;
        };
        let (mut above, rest): (Vec<Bit>, Vec<Bit>) = bits.into_iter().partition(|bit| bit.middle() < gutter.top);
        let (mut band, mut below): (Vec<Bit>, Vec<Bit>) =
            rest.into_iter().partition(|bit| bit.middle() < gutter.bottom);
        if gutter.is_table {
            last_row_of_table(&mut band, &mut below);
            tail_of_table(&mut band, &mut below);
        }
        let head = if gutter.is_table { head_of_table(&mut above, &band) } else { Vec::new() };
        self.cut(above, page, depth + 1, into);
        if gutter.is_table {
            into.push(table(&band, &head, page, self.from_right));
        } else {
            if gutter.height() > LONG {
                self.found.push(gutter.x);
            }
            let (left, right): (Vec<Bit>, Vec<Bit>) = band.into_iter().partition(|bit| bit.left < gutter.x);
            let (first, second) = if self.from_right { (right, left) } else { (left, right) };
            self.cut(first, page, depth + 1, into);
            self.cut(second, page, depth + 1, into);
        }
        self.cut(below, page, depth + 1, into);
    }
}

/// The zones of bits that stand in one column: its lines, but for the rows of a table that a page's end has left alone.
fn column(bits: &[Bit], page: usize, cell_gap: f32) -> Vec<Zone> {
    let (mut zones, mut lines): (Vec<Zone>, Vec<Line>) = (Vec::new(), Vec::new());
    for row in rows(bits) {
        let line = line_of(&row, page);
        if is_lone_row(&row, cell_gap) {
            zones.extend(column_of(std::mem::take(&mut lines)));
            let text = row.iter().map(|bit| line_of(&[bit], page).text).collect::<Vec<_>>().join("\t");
            zones.push(Zone::Table { rows: vec![Line { text, ..line }] });
        } else if !line.text.is_empty() {
            lines.push(line);
        }
    }
    zones.extend(column_of(lines));
    zones
}

fn column_of(lines: Vec<Line>) -> Option<Zone> {
    let left = lines.iter().map(|line| line.left).fold(f32::INFINITY, f32::min);
    let right = lines.iter().map(|line| line.right).fold(f32::NEG_INFINITY, f32::max);
    (!lines.is_empty()).then_some(Zone::Column { lines, left, right })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::pdf::sheet::{Glyph, Mark, Style};

    /// A box of words: each letter is 5 points wide and 10 high.
    fn bit(left: f32, baseline: f32, words: &str) -> Bit {
        let glyphs = words.chars().enumerate().map(|(at, letter)| Glyph {
            letter,
            left: left + 5.0 * at as f32,
            right: left + 5.0 * at as f32 + 5.0,
            baseline,
            size: 10.0,
            style: Style::default(),
            mark: Mark::None,
        });
        Bit::of(glyphs.collect())
    }

    fn check(bits: Vec<Bit>, expected: &[&str]) {
        let texts: Vec<String> = zones(vec![bits], 0.22, &Progress::default())
            .expect("wanted")
            .iter()
            .flat_map(|zone| match zone {
                Zone::Column { lines, .. } => lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>(),
                Zone::Table { rows } => rows.iter().map(|row| row.text.clone()).collect(),
            })
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn a_heading_across_two_columns_is_read_before_them() {
        check(
            vec![
                bit(50.0, 92.0, "the first column here"),
                bit(170.0, 92.0, "the second column too"),
                bit(50.0, 50.0, "a heading that runs across both of them"),
                bit(170.0, 80.0, "and that is followed b"),
                bit(50.0, 80.0, "this text begins in th"),
            ],
            &[
                "a heading that runs across both of them",
                "this text begins in th",
                "the first column here",
                "and that is followed b",
                "the second column too",
            ],
        );
    }

    #[test]
    fn the_head_of_a_table_may_have_several_lines_and_two_rows_of_cells_are_no_columns() {
        let row = |y, cells: [&str; 4]| {
            cells.iter().zip([50.0, 150.0, 260.0, 370.0]).map(|(cell, x)| bit(x, y, cell)).collect::<Vec<_>>()
        };
        let mut bits = row(50.0, ["Stretch", "Inspections required", "Inspections made", "Walked by"]);
        bits.push(bit(150.0, 62.0, "each year"));
        bits.extend(row(84.0, ["Mile 0 to mile 6", "36", "71", "64%"]));
        bits.extend(row(104.0, ["Mile 6 to mile 12", "36", "58", "41%"]));
        check(
            bits,
            &[
                "Stretch\tInspections required each year\tInspections made\tWalked by",
                "Mile 0 to mile 6\t36\t71\t64%",
                "Mile 6 to mile 12\t36\t58\t41%",
            ],
        );
    }

    #[test]
    fn cells_that_touch_are_parted_where_others_begin() {
        let row = |y, cells: [&str; 3]| {
            cells.iter().zip([50.0, 85.0, 150.0]).map(|(cell, x)| bit(x, y, cell)).collect::<Vec<_>>()
        };
        let mut bits = [row(50.0, ["North", "4,120", "61%"]), row(64.0, ["South", "3,905", "58%"])].concat();
        bits.extend([bit(50.0, 78.0, "Harbour2,210"), bit(150.0, 78.0, "44%")]);
        check(bits, &["North\t4,120\t61%", "South\t3,905\t58%", "Harbour\t2,210\t44%"]);
    }

    #[test]
    fn the_numbers_of_a_list_from_the_right_are_no_cells() {
        let item = |y, words: &str| [bit(300.0, y, words), bit(420.0, y, ".1")];
        check(
            [item(50.0, "םימ םיבאוש אל"), item(64.0, "םימ םירכומ אל")].concat(),
            &["1. לא שואבים מים", "1. לא מוכרים מים"],
        );
    }

    #[test]
    fn layout_ends_when_it_is_not_wanted_any_more() {
        let progress = Progress::default();
        progress.cancel();
        assert_eq!(zones(vec![vec![bit(50.0, 50.0, "a word")]], 0.22, &progress), Err(Cancelled));
    }

    #[test]
    fn a_table_is_read_row_by_row_with_its_broken_cells() {
        let row = |y, cells: [&str; 3]| {
            cells.iter().zip([50.0, 130.0, 200.0]).map(|(cell, x)| bit(x, y, cell)).collect::<Vec<_>>()
        };
        let mut bits = [row(50.0, ["District", "Rent", "Change"]), row(64.0, ["The old", "940", "12%"])].concat();
        bits.push(bit(50.0, 76.0, "city"));
        bits.extend(row(90.0, ["Harbour", "710", "3%"]));
        check(bits, &["District\tRent\tChange", "The old city\t940\t12%", "Harbour\t710\t3%"]);
    }
}
