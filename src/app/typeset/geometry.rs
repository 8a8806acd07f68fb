//! Which byte is at a point, and which points are a range of bytes?

use std::ops::Range;

use eframe::egui::{Rect, Vec2, pos2};

use super::layout::{Cell, Line, TextLayout};

/// Width of a caret, in points.
const CARET: f32 = 1.0;

/// Gaps between two cells that are nothing but rounding, in points.
const SEAM: f32 = 0.02;

/// A part of a line that a range of bytes covers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineRect {
    /// Index into [`TextLayout::lines`].
    pub line: usize,
    /// From the upper to the lower edge of the letters.
    pub rect: Rect,
}

/// One grapheme cluster of a line, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// Which bytes it is.
    pub bytes: Range<usize>,
    /// Its left edge, in points from the layout's.
    pub left: f32,
    /// Its right edge; the left one again of what is not seen.
    pub right: f32,
    /// Whether it runs from right to left.
    pub rtl: bool,
}

impl Letter {
    /// Itself, or where it has more than `most` bytes the parts that it has to be cut into, at the same place.
    pub fn cut(self, text: &str, most: usize) -> Vec<Self> {
        let mut parts = Vec::with_capacity(1);
        let mut start = self.bytes.start;
        while self.bytes.end - start > most {
            let end = text.floor_char_boundary(start + most);
            parts.push(Self { bytes: start..end, ..self.clone() });
            start = end;
        }
        parts.push(Self { bytes: start..self.bytes.end, ..self });
        parts
    }
}

impl TextLayout {
    /// The letters of a line, in the order of the text.
    pub fn letters(&self, line: usize) -> Vec<Letter> {
        let cells = self.lines.get(line).map(|line| self.cells_of(line)).unwrap_or_default();
        let letter = |cell: &Cell| Letter { bytes: cell.bytes(), left: cell.left, right: cell.right, rtl: cell.rtl };
        let mut letters: Vec<Letter> = cells.iter().map(letter).collect();
        letters.sort_by_key(|letter| letter.bytes.start);
        letters
    }

    /// The caret position nearest to a point: always a boundary of grapheme clusters.
    ///
    /// Points above and below the layout count as on its first and last line. The cluster under the point decides, so
    /// at a change of direction each half of a letter gives that letter's own side.
    pub fn byte_at(&self, pos: Vec2) -> usize {
        self.byte_on_line(self.line_at(pos.y), pos.x)
    }

    /// The caret position on a line that is nearest to an x; past an end of the line, that end of its text.
    pub fn byte_on_line(&self, line: usize, x_points: f32) -> usize {
        let Some(line) = self.lines.get(line.min(self.lines.len().saturating_sub(1))) else { return 0 };
        let (before, behind) = (line.bytes.start, line.visible_end.max(line.bytes.start));
        if x_points < line.left {
            return if line.rtl { behind } else { before };
        }
        if x_points >= line.right {
            return if line.rtl { before } else { behind };
        }
        let visible = self.cells_of(line).iter().filter(|cell| cell.is_visible());
        let nearest = visible.min_by(|a, b| distance(a, x_points).total_cmp(&distance(b, x_points)));
        nearest.map_or(before, |cell| {
            let is_left_half = x_points < f32::midpoint(cell.left, cell.right);
            if is_left_half == cell.rtl { cell.end as usize } else { cell.start as usize }
        })
    }

    /// The bytes of the grapheme cluster on whose painted rectangle a point lies.
    pub fn cluster_at(&self, pos: Vec2) -> Option<Range<usize>> {
        let line = self.lines.get(self.line_at(pos.y))?;
        if pos.y < line.text_top || pos.y >= line.text_bottom {
            return None;
        }
        let cell = self.cells_of(line).iter().find(|cell| cell.left <= pos.x && pos.x < cell.right)?;
        Some(cell.bytes())
    }

    /// A thin rectangle where a caret stands.
    ///
    /// Where the direction changes, one byte has two places on the line; the caret stands at the letter that runs in the
    /// paragraph's direction. At a soft line break it stands at the start of the later line.
    pub fn caret(&self, byte: usize) -> Rect {
        self.caret_on(self.line_of(byte), byte)
    }

    /// The same on a line that begins with the byte, has it, or ends with it: a soft line break is both an end and a
    /// beginning.
    pub fn caret_on(&self, line: usize, byte: usize) -> Rect {
        let byte = self.snap(byte);
        let Some(line) = self.lines.get(line) else { return Rect::ZERO };
        let places = self.places(line);
        let x = places.iter().find(|place| place.0 == byte).map_or_else(|| self.natural_x(line, byte), |place| place.1);
        Rect::from_min_max(pos2(x, line.text_top), pos2(x + CARET, line.text_bottom))
    }

    /// The rectangles that cover a range: one a line, or several where directions mix; left to right within a line.
    ///
    /// A cluster that the range only touches is covered whole. Nothing covers white space that hangs at a soft line end.
    pub fn rects(&self, bytes: Range<usize>) -> Vec<LineRect> {
        let mut rects = Vec::new();
        if bytes.is_empty() {
            return rects;
        }
        let first = self.line_of(bytes.start);
        for (number, line) in
            self.lines.iter().enumerate().skip(first).take_while(|(_, line)| line.bytes.start < bytes.end)
        {
            let covered = |cell: &&Cell| (cell.start as usize) < bytes.end && bytes.start < cell.end as usize;
            for cell in self.cells_of(line).iter().filter(|cell| cell.is_visible()).filter(covered) {
                push_rect(&mut rects, number, line, cell);
            }
        }
        rects
    }

    /// The caret positions of a line and where they stand, from left to right; the line's end is one of them.
    ///
    /// A line of n clusters has as many caret positions as gaps, n + 1, and each gap is the place of one. So a caret that
    /// goes from place to place is never seen to stand still or to jump.
    pub(super) fn places(&self, line: &Line) -> Vec<(usize, f32)> {
        let cells = self.cells_of(line);
        let mut gaps: Vec<f32> = cells.iter().map(|cell| cell.left).chain([line.right]).collect();
        gaps.sort_by(f32::total_cmp);
        let mut bytes: Vec<usize> = cells.iter().map(|cell| cell.start as usize).chain([line.bytes.end]).collect();
        bytes.sort_unstable();
        bytes.dedup();
        if line.rtl {
            bytes.reverse();
        }
        let mut places: Vec<(usize, f32)> = self.natural_places(line, &bytes);
        places.sort_by(|a, b| a.1.total_cmp(&b.1));
        if places.len() == gaps.len() {
            places.iter_mut().zip(gaps).for_each(|(place, gap)| place.1 = gap);
        }
        places
    }

    /// Where each of `bytes` stands by itself: at the letter before or behind it that runs as the paragraph does.
    fn natural_places(&self, line: &Line, bytes: &[usize]) -> Vec<(usize, f32)> {
        let mut starts: Vec<&Cell> = self.cells_of(line).iter().collect();
        starts.sort_by_key(|cell| cell.start);
        let mut ends = starts.clone();
        ends.sort_by_key(|cell| cell.end);
        let place = |&byte: &usize| {
            let after = starts.binary_search_by_key(&byte, |cell| cell.start as usize).ok();
            let before = ends.binary_search_by_key(&byte, |cell| cell.end as usize).ok();
            let after = after.and_then(|at| starts.get(at)).copied();
            (byte, between(before.and_then(|at| ends.get(at)).copied(), after, line))
        };
        bytes.iter().map(place).collect()
    }

    fn natural_x(&self, line: &Line, byte: usize) -> f32 {
        self.natural_places(line, &[byte]).first().map_or(line.left, |place| place.1)
    }

    /// The start of the cluster that holds a byte, or the end of the text.
    pub(super) fn snap(&self, byte: usize) -> usize {
        if byte >= self.text_len {
            return self.text_len;
        }
        let line = self.lines.get(self.line_of(byte));
        let cells = line.map(|line| self.cells_of(line)).unwrap_or_default();
        cells.iter().find(|cell| cell.bytes().contains(&byte)).map_or(byte, |cell| cell.start as usize)
    }

    /// The line at a height: the first above the layout, the last below it.
    pub fn line_at(&self, y: f32) -> usize {
        self.lines.partition_point(|line| line.bottom <= y).min(self.lines.len().saturating_sub(1))
    }
}

/// Where a caret stands between two clusters. Beyond the ends of a line one has to think of letters of its direction.
fn between(before: Option<&Cell>, after: Option<&Cell>, line: &Line) -> f32 {
    let (start, end) = if line.rtl { (line.right, line.left) } else { (line.left, line.right) };
    match (before, after) {
        (Some(before), Some(after)) if after.rtl != line.rtl && before.rtl == line.rtl => before.trailing(),
        (Some(_), Some(after)) => after.leading(),
        (None, Some(_)) => start,
        (Some(_), None) => end,
        (None, None) => start,
    }
}

fn distance(cell: &Cell, x: f32) -> f32 {
    (cell.left - x).max(x - cell.right).max(0.0)
}

fn push_rect(rects: &mut Vec<LineRect>, number: usize, line: &Line, cell: &Cell) {
    match rects.last_mut() {
        Some(last) if last.line == number && (cell.left - last.rect.right()).abs() < SEAM => {
            last.rect.set_right(cell.right);
        }
        _ => {
            let rect = Rect::from_min_max(pos2(cell.left, line.text_top), pos2(cell.right, line.text_bottom));
            rects.push(LineRect { line: number, rect });
        }
    }
}
