//! What are the smallest parts of a page that are laid out? Stretches of letters as boxes, and the lines they stand on.

use super::lines::Line;
use super::sheet::Glyph;

/// A stretch of letters as a box.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bit {
    /// Its left edge.
    pub(super) left: f32,
    /// Its right edge.
    pub(super) right: f32,
    /// Its baseline.
    pub(super) baseline: f32,
    /// The size of its letters.
    pub(super) size: f32,
    /// Its letters.
    pub(super) glyphs: Vec<Glyph>,
}

impl Bit {
    /// The box of a stretch of letters.
    pub(super) fn of(glyphs: Vec<Glyph>) -> Self {
        let words = glyphs.iter().filter(|glyph| !glyph.is_space());
        let left = words.clone().map(|glyph| glyph.left).fold(f32::INFINITY, f32::min);
        let right = words.clone().map(|glyph| glyph.right).fold(f32::NEG_INFINITY, f32::max);
        let largest = words.fold(None, |most: Option<&Glyph>, glyph| match most {
            Some(most) if most.size >= glyph.size => Some(most),
            _ => Some(glyph),
        });
        let (baseline, size) = largest.map_or((0.0, 0.0), |glyph| (glyph.baseline, glyph.size));
        Self { left, right, baseline, size, glyphs }
    }

    pub(super) fn top(&self) -> f32 {
        self.baseline - 0.75 * self.size
    }

    pub(super) fn bottom(&self) -> f32 {
        self.baseline + 0.2 * self.size
    }

    pub(super) fn middle(&self) -> f32 {
        self.baseline - 0.3 * self.size
    }

    pub(super) fn letters(&self) -> usize {
        self.glyphs.iter().filter(|glyph| !glyph.is_space()).count()
    }
}

/// Bits by the line they stand on, from above; each line from the left.
pub(super) fn rows<'a>(bits: impl IntoIterator<Item = &'a Bit>) -> Vec<Vec<&'a Bit>> {
    let mut sorted: Vec<&Bit> = bits.into_iter().collect();
    sorted.sort_by(|one, other| one.baseline.total_cmp(&other.baseline));
    let mut rows: Vec<(Vec<&Bit>, f32, f32)> = Vec::new();
    for bit in sorted {
        match rows.last_mut() {
            Some((row, top, bottom)) if shares_line(bit, *top, *bottom) => {
                // The line is that of its largest letters: what is set high or low beside them does not move it.
                if bit.size > row.iter().map(|bit| bit.size).fold(0.0, f32::max) {
                    (*top, *bottom) = (bit.top(), bit.bottom());
                }
                row.push(bit);
            }
            _ => rows.push((vec![bit], bit.top(), bit.bottom())),
        }
    }
    let mut rows: Vec<Vec<&Bit>> = rows.into_iter().map(|(row, ..)| row).collect();
    rows.iter_mut().for_each(|row| row.sort_by(|one, other| one.left.total_cmp(&other.left)));
    rows
}

/// Whether a bit stands on the line between `top` and `bottom`.
pub(super) fn shares_line(bit: &Bit, top: f32, bottom: f32) -> bool {
    let overlap = bottom.min(bit.bottom()) - top.max(bit.top());
    overlap > 0.55 * (bottom - top).min(bit.bottom() - bit.top())
}

pub(super) fn min(bits: &[&Bit], of: impl Fn(&Bit) -> f32) -> f32 {
    bits.iter().map(|bit| of(bit)).fold(f32::INFINITY, f32::min)
}

pub(super) fn max(bits: &[&Bit], of: impl Fn(&Bit) -> f32) -> f32 {
    bits.iter().map(|bit| of(bit)).fold(f32::NEG_INFINITY, f32::max)
}

pub(super) fn median_size(bits: &[&Bit]) -> f32 {
    let mut sizes: Vec<f32> = bits.iter().map(|bit| bit.size).collect();
    super::lines::median(&mut sizes)
}

pub(super) fn line_of(row: &[&Bit], page: usize) -> Line {
    let glyphs: Vec<Glyph> = row.iter().flat_map(|bit| bit.glyphs.iter().copied()).collect();
    Line::of(&glyphs, page)
}
