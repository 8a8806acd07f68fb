//! Which small shapes on a page are the bullets of a list? Browsers draw a disc or a square where others write a sign.

use super::sheet::{Glyph, Mark};

/// The least and the most size of a bullet, in sizes of the letters beside it.
const SIZES: std::ops::Range<f32> = 0.12..0.62;

/// How far from its words a bullet may be, in sizes.
const DISTANCE: f32 = 1.6;

/// The most small shapes that a page of lists has: more of them are the dots of a chart.
const MOST_SHAPES: usize = 200;

/// The path that is being drawn, and the small shapes that have been.
#[derive(Clone, Debug, Default)]
pub(super) struct Shapes {
    path: Option<Shape>,
    small: Vec<Shape>,
}

impl Shapes {
    /// Adds a point to the path.
    pub(super) fn add(&mut self, (x, y): (f32, f32)) {
        let point = Shape { left: x, right: x, top: y, bottom: y };
        self.path = Some(self.path.map_or(point, |path| Shape {
            left: path.left.min(x),
            right: path.right.max(x),
            top: path.top.min(y),
            bottom: path.bottom.max(y),
        }));
    }

    /// Draws the path.
    pub(super) fn paint(&mut self) {
        let path = self.path.take().filter(Shape::is_small);
        if self.small.len() <= MOST_SHAPES {
            self.small.extend(path);
        }
    }

    /// Leaves the path undrawn.
    pub(super) fn drop_path(&mut self) {
        self.path = None;
    }

    /// The small shapes of a page whose dots are no chart.
    pub(super) fn small(&self) -> &[Shape] {
        if self.small.len() > MOST_SHAPES { &[] } else { &self.small }
    }
}

/// A shape that is filled or drawn: the box around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shape {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
}

impl Shape {
    /// Whether it is as broad as it is high, and small enough for a bullet of any text.
    fn is_small(&self) -> bool {
        let (width, height) = (self.right - self.left, self.bottom - self.top);
        width > 0.8 && width < 16.0 && (width - height).abs() < 0.25 * width.max(height)
    }
}

/// Writes a bullet before each line of untagged text that a small shape stands before.
pub(super) fn settle(glyphs: &mut Vec<Glyph>, shapes: &[Shape]) {
    let bullet = |shape: &Shape| {
        let at = words_of(shape, glyphs)?;
        Some((at, Glyph { letter: '•', left: shape.left, right: shape.right, ..*glyphs.get(at)? }))
    };
    let mut bullets: Vec<(usize, Glyph)> = shapes.iter().filter_map(bullet).collect();
    bullets.sort_by_key(|(at, _)| *at);
    // A disc is drawn as a filling and its edge.
    bullets.dedup_by_key(|(at, _)| *at);
    for (at, bullet) in bullets.into_iter().rev() {
        let right = glyphs.get(at).map_or(bullet.right, |words| words.left.max(bullet.right));
        glyphs.splice(at..at, [bullet, Glyph { letter: ' ', left: bullet.right, right, ..bullet }]);
    }
}

/// The letter that a shape stands before: the first of its line, a little right of it.
fn words_of(shape: &Shape, glyphs: &[Glyph]) -> Option<usize> {
    let middle = shape.top.midpoint(shape.bottom);
    let is_level = |glyph: &&Glyph| (0.1..0.6).contains(&((glyph.baseline - middle) / glyph.size));
    let beside = |glyph: &Glyph| (-0.1..DISTANCE).contains(&((glyph.left - shape.right) / glyph.size));
    let before = glyphs.iter().filter(is_level).any(|glyph| {
        !glyph.is_space() && glyph.left < shape.left && shape.left - glyph.right < 2.0 * DISTANCE * glyph.size
    });
    if before {
        return None;
    }
    let level = glyphs.iter().enumerate().filter(|(_, glyph)| is_level(glyph) && !glyph.is_space());
    let (at, first) =
        level.filter(|(_, glyph)| beside(glyph)).min_by(|one, other| one.1.left.total_cmp(&other.1.left))?;
    let size = (shape.right - shape.left) / first.size;
    (first.mark == Mark::None && first.letter.is_alphanumeric() && SIZES.contains(&size)).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::pdf::sheet::Style;

    fn words(left: f32, baseline: f32, text: &str) -> Vec<Glyph> {
        let glyph = |(at, letter)| Glyph {
            letter,
            left: left + 5.0 * at as f32,
            right: left + 5.0 * at as f32 + 5.0,
            baseline,
            size: 10.0,
            style: Style::default(),
            mark: Mark::None,
        };
        text.chars().enumerate().map(glyph).collect()
    }

    fn disc(left: f32, top: f32) -> Shape {
        Shape { left, right: left + 4.0, top, bottom: top + 4.0 }
    }

    #[test]
    fn a_small_shape_before_a_line_is_a_bullet_and_one_within_it_is_none() {
        let mut glyphs = [words(40.0, 20.0, "One"), words(40.0, 32.0, "Two"), words(40.0, 60.0, "a b")].concat();
        settle(
            &mut glyphs,
            &[disc(30.0, 15.0), disc(30.0, 27.0), disc(30.0, 27.1), disc(45.0, 55.0), disc(30.0, 90.0)],
        );
        let text: String = glyphs.iter().map(|glyph| glyph.letter).collect();
        assert_eq!(text, "• One• Twoa b");
    }
}
