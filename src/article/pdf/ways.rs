//! Which way does text run on a page, and how do the letters of one sign stand in it?

use super::direction::{is_from_right, is_mark};
use super::sheet::Glyph;

/// How far from upright a line may run, as the tangent: what leans more is a watermark or a margin.
const UPRIGHT: f64 = 0.05;

/// The ways in which text can run on a page: to the right, down, to the left, up, and in columns of vertical script.
pub(super) const WAYS: usize = 5;

/// Whether a way leads along the width of the page as it is.
pub(super) fn is_level(way: usize) -> bool {
    matches!(way, 0 | 2)
}

/// The way in which text runs whose lines lead `across` the page; nothing when it is none of the four.
pub(super) fn way(across: (f64, f64), is_vertical: bool) -> Option<usize> {
    let (x, y) = across;
    let is_level = y.abs() <= UPRIGHT * x.abs();
    let is_plumb = x.abs() <= UPRIGHT * y.abs();
    match (is_level, is_plumb) {
        (true, _) if is_vertical => Some(4),
        (true, _) => Some(if x >= 0.0 { 0 } else { 2 }),
        (_, true) => Some(if y >= 0.0 { 1 } else { 3 }),
        _ => None,
    }
}

/// The letters of one sign, side by side within its width; those from the right begin at its right. A mark has the place of
/// its letter.
pub(super) fn spread(letters: &str, sign: Glyph, into: &mut Vec<Glyph>) {
    let is_on_other = |at: usize, letter: char| at > 0 && is_mark(letter);
    let letters = || letters.chars().filter(|letter| *letter != '\0').enumerate();
    let count = letters().filter(|(at, letter)| !is_on_other(*at, *letter)).count().max(1);
    let share = (sign.right - sign.left) / count as f32;
    let from_right = count > 1 && letters().next().is_some_and(|(_, letter)| is_from_right(letter));
    let mut place = 0;
    for (at, letter) in letters() {
        if at > 0 && !is_mark(letter) {
            place += 1;
        }
        let from_left = if from_right { count - 1 - place } else { place } as f32;
        let left = sign.left + share * from_left;
        into.push(Glyph { letter, left, right: left + share, ..sign });
    }
}

/// Puts other letters in place of those from `before` on.
pub(super) fn replace(instead: &str, glyphs: &mut Vec<Glyph>, before: usize) {
    let Some(first) = glyphs.get(before).copied() else { return };
    let right = glyphs[before..].iter().map(|glyph| glyph.right).fold(first.right, f32::max);
    let left = glyphs[before..].iter().map(|glyph| glyph.left).fold(first.left, f32::min);
    // A stretch of several lines cannot be spread over one: there the letters that are drawn stand for themselves.
    if glyphs[before..].iter().any(|glyph| (glyph.baseline - first.baseline).abs() > first.size) {
        return;
    }
    // A mark that is drawn before its letter stands too high to tell where the line is.
    let wider = |one: Glyph, other: &Glyph| if other.right - other.left > one.right - one.left { *other } else { one };
    let widest = glyphs[before..].iter().fold(first, wider);
    glyphs.truncate(before);
    if !instead.is_empty() {
        spread(instead, Glyph { left, right, ..widest }, glyphs);
    }
}
