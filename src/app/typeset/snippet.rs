//! How is a text cut so that it fits a few lines?

use std::rc::Rc;

use super::layout::{Cell, Line, TextLayout};
use super::prepare::LineEnds;
use super::style::{StyleKey, TextStyle};
use super::typesetter::Typesetter;

const ELLIPSIS: &str = "…";

/// Narrower than any letter on average, as a part of the size: more text than this never fits.
const NARROWEST: f32 = 0.12;

/// Snippets kept; they are laid out again as fast as they are forgotten.
const KEPT: usize = 300;

/// What a snippet's layout depends on.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct SnippetKey {
    text: String,
    style: StyleKey,
    width_bits: u32,
    scale_bits: u32,
    max_lines: usize,
}

impl Typesetter {
    /// The same as [`Typesetter::lay_out_snippet`], kept for the next frame.
    pub fn snippet(
        &mut self,
        text: &str,
        style: &TextStyle,
        width_points: f32,
        pixels_per_point: f32,
        max_lines: usize,
    ) -> Rc<TextLayout> {
        let (width_bits, scale_bits) = (width_points.to_bits(), pixels_per_point.to_bits());
        let key = SnippetKey { text: text.to_owned(), style: style.key(), width_bits, scale_bits, max_lines };
        if let Some(layout) = self.shown.get(&key) {
            return Rc::clone(layout);
        }
        if self.shown.len() >= KEPT {
            self.shown.clear();
        }
        let layout = Rc::new(self.lay_out_snippet(text, style, width_points, pixels_per_point, max_lines));
        self.shown.insert(key, Rc::clone(&layout));
        layout
    }

    /// Lays out the start of a text on at most `max_lines` lines; an ellipsis stands for what does not fit.
    ///
    /// Line ends count as spaces. The ellipsis stands where the text would go on, in either direction; a hit on it and
    /// its rectangle are those of all that was cut off, see [`TextLayout::cut_at`].
    pub fn lay_out_snippet(
        &mut self,
        text: &str,
        style: &TextStyle,
        width_points: f32,
        pixels_per_point: f32,
        max_lines: usize,
    ) -> TextLayout {
        let max_lines = max_lines.max(1);
        let mut shown = String::from(head(text, style, width_points, max_lines));
        let whole = self.compose(&shown, LineEnds::Space, style, width_points, pixels_per_point);
        if shown.len() == text.len() && whole.lines.len() <= max_lines {
            return whole;
        }
        let mut cuts = cuts(&whole, max_lines, self.ellipsis_width(style, pixels_per_point), width_points);
        loop {
            let cut = cuts.pop().unwrap_or(0);
            shown.truncate(cut);
            let cut = shown.trim_end().len();
            shown.truncate(cut);
            shown.push_str(ELLIPSIS);
            let mut layout = self.compose(&shown, LineEnds::Space, style, width_points, pixels_per_point);
            if layout.lines.len() <= max_lines || cut == 0 {
                layout.cut(cut, text.len());
                return layout;
            }
            shown.truncate(cut);
        }
    }

    fn ellipsis_width(&mut self, style: &TextStyle, pixels_per_point: f32) -> f32 {
        self.compose(ELLIPSIS, LineEnds::Space, style, f32::INFINITY, pixels_per_point).size.x
    }
}

/// As much of a text as could possibly fit, so that a long text is not shaped for one line of it.
fn head<'a>(text: &'a str, style: &TextStyle, width_points: f32, max_lines: usize) -> &'a str {
    let per_line = width_points / (style.size_points * NARROWEST).max(0.1);
    if !per_line.is_finite() {
        return text;
    }
    let most = (per_line.max(0.0) as usize).saturating_add(16).saturating_mul(max_lines);
    text.char_indices().nth(most).and_then(|(byte, _)| text.get(..byte)).unwrap_or(text)
}

/// Where the text may be cut, the best last: the cluster boundaries up to the end of the last line that is kept.
fn cuts(whole: &TextLayout, max_lines: usize, ellipsis: f32, width_points: f32) -> Vec<usize> {
    let Some(last) = whole.lines.get(max_lines - 1).or(whole.lines.last()) else { return vec![0] };
    let mut clusters: Vec<&Cell> = whole.lines.iter().take(max_lines).flat_map(|line| whole.cells_of(line)).collect();
    clusters.sort_by_key(|cell| cell.start);
    clusters.dedup_by_key(|cell| cell.start);
    let room = room(last, ellipsis, width_points);
    let mut used = 0.0;
    clusters.retain(|cell| {
        if cell.start as usize >= last.bytes.start {
            used += cell.right - cell.left;
        }
        used <= room
    });
    let mut cuts: Vec<usize> = clusters.iter().map(|cell| cell.end as usize).collect();
    cuts.insert(0, 0);
    cuts
}

fn room(last: &Line, ellipsis: f32, width_points: f32) -> f32 {
    if width_points.is_finite() { width_points - ellipsis } else { last.right - last.left }
}
