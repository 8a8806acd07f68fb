//! What is a paragraph once it is laid out?

use std::cell::RefCell;
use std::ops::Range;

use eframe::egui::{Rect, Vec2, pos2, vec2};

use super::paint::Painted;
use super::signs::{Placed, Sign};

/// A paragraph whose lines, clusters and glyphs have their places.
///
/// Every length is in egui points from the layout's top left corner, every place in the text is a byte of the text that
/// was given. A byte inside a grapheme cluster counts as the cluster's start, one past the end as the end.
///
/// ```text
///             top ─────────────────────────
///        text_top ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─   rects() and caret() reach from text_top to text_bottom
///        baseline ─  T h e   t e x t  ─ ─ ─
///     text_bottom ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─ ─
///          bottom ─────────────────────────   the top of the next line
/// ```
#[derive(Debug)]
pub struct TextLayout {
    pub(super) lines: Vec<Line>,
    /// In visual order, line by line.
    pub(super) cells: Vec<Cell>,
    pub(super) glyphs: Vec<Glyph>,
    /// What stands for characters without a shape, in points from the layout's corner.
    pub(super) signs: Vec<Placed>,
    pub(super) size: Vec2,
    pub(super) rtl: bool,
    pub(super) text_len: usize,
    pub(super) cut_at: Option<usize>,
    pub(super) pixels_per_point: f32,
    pub(super) painted: RefCell<Painted>,
}

/// One line of a layout. Its height never depends on the fonts that stand in for missing characters.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Upper edge of the line.
    pub top: f32,
    /// Upper edge of the letters of the style's own font.
    pub text_top: f32,
    /// Where the letters stand.
    pub baseline: f32,
    /// Lower edge of the letters of the style's own font.
    pub text_bottom: f32,
    /// Lower edge of the line.
    pub bottom: f32,
    /// The line's text with the white space and the line end that close it. The lines' bytes follow one another.
    pub bytes: Range<usize>,
    /// Left edge of the visible text.
    pub left: f32,
    /// Right edge of the visible text.
    pub right: f32,
    pub(super) rtl: bool,
    pub(super) cells: Range<usize>,
    /// End of the visible text: the hanging white space and the line end lie behind it.
    pub(super) visible_end: usize,
}

/// The place of one grapheme cluster on a line. A paragraph is far shorter than 4 GiB.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cell {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) rtl: bool,
}

impl Cell {
    pub(super) fn bytes(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(super) fn is_visible(&self) -> bool {
        self.right > self.left
    }

    pub(super) fn leading(&self) -> f32 {
        if self.rtl { self.right } else { self.left }
    }

    pub(super) fn trailing(&self) -> f32 {
        if self.rtl { self.left } else { self.right }
    }
}

/// A glyph and its origin in physical pixels from the layout's top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) face: u32,
    pub(super) id: u16,
    pub(super) x_px: f32,
    pub(super) y_px: f32,
}

/// A sign on a line whose height is not known yet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct DraftSign {
    pub(super) sign: Sign,
    pub(super) left_px: f32,
    pub(super) right_px: f32,
}

impl TextLayout {
    /// Extent to the right edge of the longest line and the bottom of the last.
    pub fn size(&self) -> Vec2 {
        self.size
    }

    /// Whether the paragraph runs from right to left, by its first letter that has a direction.
    pub fn is_rtl(&self) -> bool {
        self.rtl
    }

    /// The lines from top to bottom; never empty.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Where a snippet was cut: what follows is not shown, an ellipsis stands for it. `None` if all is shown.
    pub fn cut_at(&self) -> Option<usize> {
        self.cut_at
    }

    /// The scale that the layout was made for.
    pub fn pixels_per_point(&self) -> f32 {
        self.pixels_per_point
    }

    pub(super) fn cells_of(&self, line: &Line) -> &[Cell] {
        self.cells.get(line.cells.clone()).unwrap_or_default()
    }

    /// Lets the ellipsis stand for all that was cut off.
    pub(super) fn cut(&mut self, at: usize, text_len: usize) {
        for cell in &mut self.cells {
            if cell.end as usize > at {
                cell.start = cell.start.min(at as u32);
                cell.end = text_len as u32;
            }
        }
        if let Some(line) = self.lines.last_mut() {
            line.bytes.end = text_len;
            line.visible_end = text_len;
        }
        self.text_len = text_len;
        self.cut_at = Some(at);
    }
}

/// Height of a sign, as a part of the font's ascent.
const SIGN_HEIGHT: f32 = 0.66;

/// What all lines of a style share, in physical pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measure {
    pub(super) line_px: f32,
    pub(super) ascent_px: f32,
    pub(super) descent_px: f32,
    pub(super) space_px: f32,
}

impl Measure {
    /// The baseline's distance from the top of its line, on a whole pixel.
    pub(super) fn baseline_px(&self) -> f32 {
        (self.ascent_px + (self.line_px - self.ascent_px - self.descent_px) / 2.0).round()
    }
}

/// A line whose text starts at 0 and which does not know its height yet.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) bytes: Range<usize>,
    pub(super) visible_end: usize,
    pub(super) rtl: bool,
    pub(super) cells: Vec<Cell>,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) signs: Vec<DraftSign>,
    pub(super) width_px: f32,
}

/// Stacks the lines and aligns each at the side where its paragraph starts.
pub(super) fn stack(drafts: Vec<Draft>, measure: &Measure, width_px: Option<f32>, pixels_per_point: f32) -> TextLayout {
    let widest = drafts.iter().map(|draft| draft.width_px).fold(0.0, f32::max);
    let column_px = width_px.unwrap_or(widest);
    let mut layout = TextLayout {
        lines: Vec::with_capacity(drafts.len()),
        cells: Vec::with_capacity(drafts.iter().map(|draft| draft.cells.len()).sum()),
        glyphs: Vec::with_capacity(drafts.iter().map(|draft| draft.glyphs.len()).sum()),
        signs: Vec::new(),
        size: Vec2::ZERO,
        rtl: drafts.iter().find(|draft| draft.width_px > 0.0).is_some_and(|draft| draft.rtl),
        text_len: drafts.last().map_or(0, |draft| draft.bytes.end),
        cut_at: None,
        pixels_per_point,
        painted: RefCell::default(),
    };
    for draft in drafts {
        layout.push(draft, measure, column_px);
    }
    let right = layout.lines.iter().map(|line| line.right).fold(0.0, f32::max);
    layout.size = vec2(right, layout.lines.len() as f32 * measure.line_px / pixels_per_point);
    layout
}

impl TextLayout {
    fn push(&mut self, draft: Draft, measure: &Measure, column_px: f32) {
        let scale = self.pixels_per_point.recip();
        let top_px = self.lines.len() as f32 * measure.line_px;
        let baseline_px = top_px + measure.baseline_px();
        let left_px = if draft.rtl { column_px - draft.width_px } else { 0.0 };
        let first_cell = self.cells.len();
        self.cells.extend(draft.cells.iter().map(|cell| Cell {
            left: (left_px + cell.left) * scale,
            right: (left_px + cell.right) * scale,
            ..*cell
        }));
        self.glyphs.extend(draft.glyphs.iter().map(|glyph| Glyph {
            x_px: left_px + glyph.x_px,
            y_px: baseline_px + glyph.y_px,
            ..*glyph
        }));
        // As high as a capital: the box of a sign stands on the line as letters do.
        let sign_top_px = baseline_px - (measure.ascent_px * SIGN_HEIGHT).round();
        self.signs.extend(draft.signs.iter().map(|sign| {
            let (left, right) = (left_px + sign.left_px, left_px + sign.right_px);
            let rect = Rect::from_min_max(pos2(left, sign_top_px) * scale, pos2(right, baseline_px) * scale);
            Placed { sign: sign.sign, rect }
        }));
        let (top, bottom) = (top_px * scale, (top_px + measure.line_px) * scale);
        self.lines.push(Line {
            top,
            text_top: ((baseline_px - measure.ascent_px).round() * scale).max(top),
            baseline: baseline_px * scale,
            text_bottom: ((baseline_px + measure.descent_px).round() * scale).min(bottom),
            bottom,
            bytes: draft.bytes,
            left: left_px * scale,
            right: (left_px + draft.width_px) * scale,
            rtl: draft.rtl,
            cells: first_cell..self.cells.len(),
            visible_end: draft.visible_end,
        });
    }
}
