//! Which hyphens broke a word, and which are the writer's own? Some programs draw the two apart; where they do not, the words
//! must tell.

use super::sheet::{Glyph, Sheet};

/// The hyphen that some programs put where they break a word, and some fonts have for any.
const HYPHEN: char = '\u{2010}';

/// Makes plain hyphens of those that seem to break a word, in a document that draws those within a line the same way.
pub(super) fn settle(sheets: &mut [Sheet]) {
    let is_own = |is: fn(&Glyph) -> bool| sheets.iter().any(|sheet| stands_within_word(&sheet.glyphs, is));
    let (own_hyphens, own_alone) =
        (is_own(|glyph| glyph.letter == HYPHEN), is_own(|glyph| glyph.letter == '-' && glyph.style.alone));
    for glyph in sheets.iter_mut().flat_map(|sheet| &mut sheet.glyphs) {
        if own_hyphens && glyph.letter == HYPHEN {
            glyph.letter = '-';
            glyph.style.alone = false;
        }
        if own_alone && glyph.letter == '-' {
            glyph.style.alone = false;
        }
    }
}

/// Whether a hyphen of this kind has a letter on each side, right beside it.
fn stands_within_word(glyphs: &[Glyph], is: fn(&Glyph) -> bool) -> bool {
    glyphs.windows(3).any(|three| {
        let [before, hyphen, after] = three else { return false };
        let touches = |one: &Glyph, other: &Glyph| {
            (other.left - one.right).abs() < 0.15 * hyphen.size
                && (other.baseline - one.baseline).abs() < 0.1 * hyphen.size
        };
        is(hyphen)
            && before.letter.is_alphabetic()
            && after.letter.is_alphabetic()
            && touches(before, hyphen)
            && touches(hyphen, after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::pdf::sheet::{Mark, Style};

    fn sheet(text: &str) -> Sheet {
        let glyphs = text.chars().enumerate().map(|(at, letter)| Glyph {
            letter,
            left: 5.0 * at as f32,
            right: 5.0 * at as f32 + 5.0,
            baseline: 9.0,
            size: 10.0,
            style: Style::default(),
            mark: Mark::None,
        });
        Sheet { glyphs: glyphs.collect(), ..Sheet::default() }
    }

    #[test]
    fn a_hyphen_that_stands_within_words_too_breaks_none_by_itself() {
        for (texts, last) in [(["well\u{2010}known", "apart\u{2010}"], '-'), (["well-known", "apart\u{2010}"], HYPHEN)]
        {
            let mut sheets = texts.map(sheet);
            settle(&mut sheets);
            assert_eq!(sheets[1].glyphs.last().map(|glyph| glyph.letter), Some(last));
        }
    }
}
