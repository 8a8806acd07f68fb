//! What stands around a place? Its line, as much of it as fits on one line of the screen.

use std::ops::Range;

use super::{Span, cluster_at_or_before};

/// How much of a line is read before a place, in code points.
const BEFORE: usize = 28;
/// How much of a line is read behind a place, in bytes: more than is ever shown.
const BEHIND: usize = 400;

/// The words around `span` in its line, and where in them it is.
pub fn surroundings(text: &str, span: Span) -> (String, Range<usize>) {
    let bytes = text.as_bytes();
    let earliest = text[..span.start()].char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| at);
    let earliest = cluster_at_or_before(text, earliest);
    let line = memchr::memrchr(b'\n', &bytes[earliest..span.start()]).map(|newline| earliest + newline + 1);
    // Not from the middle of a word, if there is a beginning of one.
    let blank = || memchr::memchr(b' ', &bytes[earliest..span.start()]).map(|blank| earliest + blank + 1);
    let is_cut = line.is_none() && earliest > 0;
    let start = line.or_else(|| blank().filter(|_| is_cut)).unwrap_or(earliest);
    let latest = text.floor_char_boundary(span.end() + BEHIND);
    let end = memchr::memchr(b'\n', &bytes[span.end()..latest]).map_or(latest, |newline| span.end() + newline);
    let dots = if is_cut { "… " } else { "" };
    let found = span.start() - start + dots.len()..span.end() - start + dots.len();
    (format!("{dots}{}", &text[start..end]), found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_shown_with_the_words_around_it_in_its_line() {
        let text = "Before.\nThe owner said that the rents of قالت would rise.\nAfter.";
        for (words, expected) in [
            ("The", "The owner said that the rents of قالت would rise."),
            ("rise", "… the rents of قالت would rise."),
            ("After", "After."),
        ] {
            let start = text.find(words).expect("there");
            let (shown, found) = surroundings(text, Span::new(text, start..start + words.len()).expect("a span"));
            assert_eq!((shown.as_str(), &shown[found]), (expected, words));
        }
    }
}
