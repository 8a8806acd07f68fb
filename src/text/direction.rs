//! Which way does a text run? By the letters at its beginning, as a reader would say at a glance.

use std::ops::RangeInclusive;

/// How much of a text is looked at, in bytes.
const LOOKED_AT: usize = 4 << 10;

/// The blocks of the scripts that run from the right.
const FROM_RIGHT: [RangeInclusive<char>; 5] = [
    '\u{590}'..='\u{8FF}',
    '\u{FB1D}'..='\u{FDFF}',
    '\u{FE70}'..='\u{FEFE}',
    '\u{10800}'..='\u{10FFF}',
    '\u{1E800}'..='\u{1EFFF}',
];

/// The way a text runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// From the left, as Latin does, and what has no letters.
    #[default]
    LeftToRight,
    /// From the right, as Arabic and Hebrew do.
    RightToLeft,
}

impl Direction {
    /// The way in which most letters of the first 4 KB of `text` run; digits and marks say nothing.
    pub fn of(text: &str) -> Self {
        let beginning = &text[..text.floor_char_boundary(LOOKED_AT)];
        let letters = beginning.chars().filter(|char| char.is_alphabetic());
        let (right, left): (Vec<char>, Vec<char>) = letters.partition(|char| runs_from_right(*char));
        if right.len() > left.len() { Self::RightToLeft } else { Self::LeftToRight }
    }
}

/// Whether `char` is of a script that runs from the right.
pub fn runs_from_right(char: char) -> bool {
    char >= '\u{590}' && FROM_RIGHT.iter().any(|block| block.contains(&char))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_letters_of_the_beginning_say_which_way_a_text_runs() {
        use Direction::{LeftToRight, RightToLeft};
        let long = format!("{}{}", "a".repeat(LOOKED_AT), "ب".repeat(9 * LOOKED_AT));
        for (text, expected) in [
            ("", LeftToRight),
            ("12% – 😀", LeftToRight),
            ("٣٤٥ 12%", LeftToRight),
            ("Rents rose by 12%.", LeftToRight),
            ("قالت نادية إن الإيجار (12%) كثير.", RightToLeft),
            ("BBC: قالت نادية إن الإيجار كثير.", RightToLeft),
            ("The word قال means “said”.", LeftToRight),
            ("מחיר הלחם עלה", RightToLeft),
            ("部长周二表示租金上涨", LeftToRight),
            ("ߒߞߏ", RightToLeft),
            (&long, LeftToRight),
        ] {
            assert_eq!(Direction::of(text), expected, "{}", crate::text::shorten(text, 40));
        }
    }

    #[test]
    fn a_letter_across_the_end_of_the_beginning_is_left_out() {
        let text = format!("{}ب", " ".repeat(LOOKED_AT - 1));
        assert_eq!(Direction::of(&text), Direction::LeftToRight);
        assert_eq!(Direction::of(&text[1..]), Direction::RightToLeft);
    }
}
