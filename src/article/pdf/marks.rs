//! On which letter does a vowel or another mark of Arabic and Hebrew stand? A PDF places it by itself, often before its letter.

use super::direction::{is_from_right, is_mark};
use super::sheet::Glyph;

/// How far beside its letter a mark may begin, in sizes of the letter.
const BESIDE: f32 = 0.7;

/// How far above or below its letter it may be, in sizes.
const ABOVE: f32 = 1.1;

/// Gives each mark the place of the letter that it stands on, right behind it.
///
/// What is drawn from left to right is drawn as it is seen, and there a mark comes before its letter.
pub(super) fn settle(glyphs: &mut Vec<Glyph>) {
    if !glyphs.iter().any(is_mark_from_right) {
        return;
    }
    let mut settled: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut waiting: Vec<Glyph> = Vec::new();
    let mut rest = glyphs.iter();
    while let Some(glyph) = rest.next() {
        if !is_mark_from_right(glyph) {
            settled.push(*glyph);
            settled.extend(waiting.drain(..).rev().map(|mark| on(&mark, glyph)));
            continue;
        }
        let before = settled.last().copied();
        let next = rest.as_slice().iter().find(|next| !is_mark_from_right(next));
        match letter_of(glyph, before.as_ref(), next) {
            Side::Before(letter) => settled.push(on(glyph, &letter)),
            Side::Next => waiting.push(*glyph),
            Side::Neither => settled.push(*glyph),
        }
    }
    *glyphs = settled;
}

/// Where the letter of a mark is among those drawn.
enum Side {
    Before(Glyph),
    Next,
    Neither,
}

fn letter_of(mark: &Glyph, before: Option<&Glyph>, next: Option<&Glyph>) -> Side {
    let before = before.filter(|letter| carries(letter, mark)).copied();
    let next = next.filter(|letter| carries(letter, mark));
    match (before, next) {
        // One sign for both has been given one place.
        (Some(letter), _) if letter.left == mark.left && letter.right == mark.right => Side::Before(letter),
        (Some(letter), Some(next)) if next.left < letter.left => Side::Before(letter),
        (_, Some(_)) => Side::Next,
        (Some(letter), None) => Side::Before(letter),
        (None, None) => Side::Neither,
    }
}

/// Whether a mark may stand on a letter by their places.
fn carries(letter: &Glyph, mark: &Glyph) -> bool {
    let beside = BESIDE * letter.size;
    let middle = mark.left.midpoint(mark.right);
    is_from_right(letter.letter)
        && (letter.left - beside..=letter.right + beside).contains(&middle)
        && (letter.baseline - mark.baseline).abs() < ABOVE * letter.size
}

fn on(mark: &Glyph, letter: &Glyph) -> Glyph {
    Glyph { letter: mark.letter, ..*letter }
}

fn is_mark_from_right(glyph: &Glyph) -> bool {
    is_mark(glyph.letter) && is_from_right(glyph.letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::pdf::lines::Line;
    use crate::article::pdf::sheet::{Mark, Style};

    /// Letters with their places, in the order in which they are drawn; marks have no width and stand high.
    fn check(drawn: &[(char, f32, f32)], read: &str) {
        let mut glyphs: Vec<Glyph> = drawn
            .iter()
            .map(|&(letter, left, width)| Glyph {
                letter,
                left,
                right: left + width,
                baseline: if width > 0.0 { 20.0 } else { 15.0 },
                size: 10.0,
                style: Style::default(),
                mark: Mark::None,
            })
            .collect();
        settle(&mut glyphs);
        assert_eq!(Line::of(&glyphs, 0).text, read);
    }

    #[test]
    fn a_mark_stands_on_its_letter_whichever_is_drawn_first() {
        check(
            &[('ا', 10.0, 3.0), ('\u{64B}', 14.0, 0.0), ('ر', 13.0, 5.0), ('ئ', 18.0, 5.0), ('ب', 23.0, 4.0)],
            "بئرًا",
        );
        check(
            &[('ا', 10.0, 3.0), ('\u{64B}', 12.0, 0.0), ('ر', 13.0, 5.0), ('ئ', 18.0, 5.0), ('ب', 23.0, 4.0)],
            "بئرًا",
        );
        check(
            &[('ب', 23.0, 4.0), ('ئ', 18.0, 5.0), ('ر', 13.0, 5.0), ('\u{64B}', 14.0, 0.0), ('ا', 10.0, 3.0)],
            "بئرًا",
        );
        check(
            &[('ם', 10.0, 5.0), ('ו', 15.0, 3.0), ('ל', 18.0, 4.0), ('\u{5B8}', 24.0, 0.0), ('ש', 22.0, 6.0)],
            "שָלום",
        );
    }
}
