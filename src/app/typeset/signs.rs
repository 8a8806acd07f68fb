//! What stands for a character that has no shape of its own, or none in any font?
//!
//! A bidi control turns words around without being seen, so an article that has one would be marked blindly. Each is shown
//! as a small dashed box with the way it turns the words; like any letter it can be pointed at, selected and marked.

use eframe::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2};

/// Width of a control's sign, as a part of the size.
pub(super) const CONTROL_EM: f32 = 0.7;

/// Least width of the box for a character that no font has, as a part of the size.
pub(super) const MISSING_EM: f32 = 0.5;

/// How much of the ink a sign has: less than letters, so that it is never taken for one.
const INK: f32 = 0.62;

/// Which way words run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Left,
    Right,
}

/// What a sign stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// An invisible letter of that direction.
    Mark(Way),
    /// Begins words of that direction.
    Embed(Way),
    /// Begins words whose letters all run that way.
    Override(Way),
    /// Begins words of that direction that leave their surroundings alone.
    Isolate(Way),
    /// Begins words of the direction of their first letter.
    FirstStrong,
    /// Ends what one of the others began.
    Pop,
    /// A character without a glyph in any font.
    Missing,
}

/// A sign and where it stands, as what holds it measures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    pub(super) sign: Sign,
    pub(super) rect: Rect,
}

impl Sign {
    /// The sign of a bidi control.
    pub(super) fn of(character: char) -> Option<Self> {
        Some(match character {
            '\u{200E}' => Self::Mark(Way::Right),
            '\u{200F}' | '\u{61C}' => Self::Mark(Way::Left),
            '\u{202A}' => Self::Embed(Way::Right),
            '\u{202B}' => Self::Embed(Way::Left),
            '\u{202D}' => Self::Override(Way::Right),
            '\u{202E}' => Self::Override(Way::Left),
            '\u{2066}' => Self::Isolate(Way::Right),
            '\u{2067}' => Self::Isolate(Way::Left),
            '\u{2068}' => Self::FirstStrong,
            '\u{202C}' | '\u{2069}' => Self::Pop,
            _ => return None,
        })
    }
}

/// What a bidi control is called; nothing for any other character.
pub fn name_of_control(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{200E}' => "left-to-right mark, U+200E",
        '\u{200F}' => "right-to-left mark, U+200F",
        '\u{61C}' => "Arabic letter mark, U+061C",
        '\u{202A}' => "left-to-right embedding, U+202A",
        '\u{202B}' => "right-to-left embedding, U+202B",
        '\u{202C}' => "end of an embedding or override, U+202C",
        '\u{202D}' => "left-to-right override, U+202D",
        '\u{202E}' => "right-to-left override, U+202E",
        '\u{2066}' => "left-to-right isolate, U+2066",
        '\u{2067}' => "right-to-left isolate, U+2067",
        '\u{2068}' => "isolate of its first letter’s direction, U+2068",
        '\u{2069}' => "end of an isolate, U+2069",
        _ => return None,
    })
}

impl Placed {
    /// Paints the sign in a part of the letters' colour, `moved` from where it stands.
    pub(super) fn paint(&self, painter: &Painter, moved: Vec2, letters: Color32) {
        let color = letters.gamma_multiply(INK);
        let rect = self.rect.translate(moved);
        let stroke = Stroke::new((rect.height() * 0.08).clamp(0.8, 1.6), color);
        if self.sign == Sign::Missing {
            painter.rect_stroke(rect.shrink2(Vec2::new(rect.width() * 0.1, 0.0)), 1.0, stroke, StrokeKind::Inside);
            return;
        }
        let frame = rect.shrink2(Vec2::new(rect.width() * 0.06, 0.0));
        let corners =
            [frame.left_top(), frame.right_top(), frame.right_bottom(), frame.left_bottom(), frame.left_top()];
        let dash = (frame.height() * 0.16).max(1.2);
        painter.extend(Shape::dashed_line(&corners, Stroke::new(stroke.width * 0.8, color), dash, dash));
        let inner = Rect::from_center_size(frame.center(), frame.size() * Vec2::new(0.6, 0.42));
        for line in self.sign.lines() {
            let points = line.iter().map(|&(x, y)| within(inner, x, y)).collect();
            painter.add(Shape::line(points, stroke));
        }
    }
}

impl Sign {
    /// The lines of the drawing, in a square from (0, 0) at its top left to (1, 1).
    fn lines(self) -> Vec<Vec<(f32, f32)>> {
        let (way, drawn) = match self {
            Self::Mark(way) => (way, vec![head(0.3, 0.8)]),
            Self::Embed(way) => (way, vec![head(0.5, 1.0), vec![(0.0, 0.5), (1.0, 0.5)]]),
            Self::Override(way) => (way, vec![head(0.0, 0.5), head(0.5, 1.0)]),
            Self::Isolate(way) => {
                (way, vec![vec![(0.0, 0.0), (0.0, 1.0)], head(0.5, 1.0), vec![(0.0, 0.5), (1.0, 0.5)]])
            }
            Self::FirstStrong => (Way::Right, vec![head(0.65, 1.0), head(0.35, 0.0), vec![(0.0, 0.5), (1.0, 0.5)]]),
            Self::Pop => (Way::Right, vec![vec![(0.5, 0.0), (0.5, 1.0)]]),
            Self::Missing => (Way::Right, Vec::new()),
        };
        match way {
            Way::Right => drawn,
            Way::Left => drawn.into_iter().map(|line| line.into_iter().map(|(x, y)| (1.0 - x, y)).collect()).collect(),
        }
    }
}

/// An arrow's head from its back to its point.
fn head(back: f32, point: f32) -> Vec<(f32, f32)> {
    vec![(back, 0.0), (point, 0.5), (back, 1.0)]
}

fn within(rect: Rect, x: f32, y: f32) -> Pos2 {
    pos2(rect.left() + rect.width() * x, rect.top() + rect.height() * y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bidi_control_has_a_sign_and_a_name_and_no_other_character_has() {
        let controls: Vec<char> = ('\0'..=char::MAX).filter(|&character| Sign::of(character).is_some()).collect();
        let expected = ['\u{61C}', '\u{200E}', '\u{200F}'].into_iter();
        let expected: Vec<char> = expected.chain('\u{202A}'..='\u{202E}').chain('\u{2066}'..='\u{2069}').collect();
        assert_eq!(controls, expected);
        assert!(('\0'..='\u{FFFF}').all(|at| name_of_control(at).is_some() == Sign::of(at).is_some()));
    }
}
