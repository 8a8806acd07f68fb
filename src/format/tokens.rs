//! Where are the tokens of a text? Words by UAX #29, and every other character that is no blank, cut at edges of marks.
//!
//! Formats that count tokens cannot say where an annotation begins within one, so no token goes over an edge. No token holds a
//! blank, whatever Python takes for one, since nearly all readers are written in it.

use std::ops::Range;

use super::outgoing::is_blank;
use crate::text::{WINDOW, word_parts};

/// Calls `take` with each token of `text`, in order. `edges` are bytes of the text, ascending.
pub(super) fn tokens(text: &str, edges: &[usize], mut take: impl FnMut(Range<usize>)) {
    let mut edges = edges;
    let mut cut = |token: Range<usize>| {
        let mut start = token.start;
        let passed = edges.iter().take_while(|&&edge| edge <= start).count();
        edges = &edges[passed..];
        while let Some(&edge) = edges.first().filter(|&&edge| edge < token.end) {
            if edge > start {
                take(start..edge);
                start = edge;
            }
            edges = &edges[1..];
        }
        take(start..token.end);
    };
    let mut at = 0;
    while let Some(chunk) = next_chunk(text, at) {
        at = chunk.end;
        if text.as_bytes()[chunk.clone()].is_ascii() {
            ascii_tokens(text.as_bytes(), chunk, &mut cut);
        } else {
            word_parts(text, chunk).for_each(&mut cut);
        }
    }
}

/// A token as spaCy has it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SpacedToken {
    pub(super) bytes: Range<usize>,
    /// Whether a space follows, which is no token.
    pub(super) has_space: bool,
}

/// The tokens of `text` as spaCy has them: one space after a token is part of none, all other blanks are tokens of their own,
/// row by row, so that tokens and spaces are the text again.
pub(super) fn spaced_tokens(text: &str, edges: &[usize]) -> Vec<SpacedToken> {
    let mut spaced = Vec::with_capacity(text.len() / 5);
    // Where what is not taken begins.
    let mut at = 0;
    let blanks =
        |bytes: Range<usize>| Some(SpacedToken { bytes, has_space: false }).filter(|row| !row.bytes.is_empty());
    tokens(text, edges, |bytes| {
        spaced.extend(blanks(at..bytes.start));
        let has_space = text.as_bytes().get(bytes.end) == Some(&b' ');
        at = bytes.end + usize::from(has_space);
        spaced.push(SpacedToken { bytes, has_space });
    });
    spaced.extend(blanks(at..text.len()));
    spaced
}

/// The next row of characters that are no blanks, from the byte `at` on; a very long one is cut.
fn next_chunk(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = at;
    loop {
        match bytes.get(start)? {
            byte if byte.is_ascii_graphic() => break,
            byte if byte.is_ascii() => {
                if !is_blank(char::from(*byte)) {
                    break;
                }
                start += 1;
            }
            _ => {
                let char = text[start..].chars().next()?;
                if !is_blank(char) {
                    break;
                }
                start += char.len_utf8();
            }
        }
    }
    let mut end = start;
    while end < bytes.len() && end - start < WINDOW {
        let byte = bytes[end];
        if byte.is_ascii_graphic() {
            end += 1;
        } else if byte.is_ascii() {
            if is_blank(char::from(byte)) {
                break;
            }
            end += 1;
        } else {
            let char = text[end..].chars().next()?;
            if is_blank(char) {
                break;
            }
            end += char.len_utf8();
        }
    }
    Some(start..end)
}

/// UAX #29 for what is all ASCII, which is nearly everything: a run of letters, digits and `_`, with one `.` or `'` between
/// two letters, and one `.`, `,`, `;` or `'` between two digits.
fn ascii_tokens(bytes: &[u8], chunk: Range<usize>, take: &mut impl FnMut(Range<usize>)) {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let mut at = chunk.start;
    while at < chunk.end {
        let start = at;
        if !is_word(bytes[at]) {
            at += 1;
            take(start..at);
            continue;
        }
        loop {
            while at < chunk.end && is_word(bytes[at]) {
                at += 1;
            }
            let joins = at + 1 < chunk.end && {
                let (before, next) = (bytes[at - 1], bytes[at + 1]);
                match bytes[at] {
                    b'.' | b'\'' => {
                        (before.is_ascii_alphabetic() && next.is_ascii_alphabetic())
                            || (before.is_ascii_digit() && next.is_ascii_digit())
                    }
                    b',' | b';' => before.is_ascii_digit() && next.is_ascii_digit(),
                    _ => false,
                }
            };
            if !joins {
                break;
            }
            at += 1;
        }
        take(start..at);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found<'a>(text: &'a str, edges: &[usize]) -> Vec<&'a str> {
        let mut found = Vec::new();
        tokens(text, edges, |token| found.push(&text[token]));
        found
    }

    #[test]
    fn words_stay_whole_and_signs_stand_alone() {
        let check = |text: &str, expected: &[&str]| assert_eq!(found(text, &[]), expected, "{text}");
        check(
            "It can't be 1,200.5 km; U.S. said.",
            &["It", "can't", "be", "1,200.5", "km", ";", "U.S", ".", "said", "."],
        );
        check("“emissions fell” 😀", &["“", "emissions", "fell", "”", "😀"]);
        check("قالت نادية", &["قالت", "نادية"]);
        check("a\u{a0}b\u{2028}c\u{85}d\u{1c}e\r\nf", &["a", "b", "c", "d", "e", "f"]);
        check("\0 x\u{feff}", &["\0", "x\u{feff}"]);
        check("", &[]);
        check(" \n", &[]);
    }

    #[test]
    fn no_token_goes_over_an_edge() {
        assert_eq!(found("emissions fell 12%", &[3, 3, 9, 15, 17]), ["emi", "ssions", "fell", "12", "%"]);
        assert_eq!(found("👩‍👩‍👧‍👦", &[4]), ["👩", "\u{200d}👩‍👧‍👦"]);
    }

    fn found_spaced<'a>(text: &'a str, edges: &[usize]) -> Vec<(&'a str, bool)> {
        spaced_tokens(text, edges).into_iter().map(|token| (&text[token.bytes], token.has_space)).collect()
    }

    #[test]
    fn all_blanks_but_one_space_are_tokens() {
        let found = |text| found_spaced(text, &[]);
        assert_eq!(
            found("a  b\n c\u{a0}d "),
            [("a", true), (" ", false), ("b", false), ("\n ", false), ("c", false), ("\u{a0}", false), ("d", true)]
        );
        assert_eq!(found(" a"), [(" ", false), ("a", false)]);
        assert_eq!(found(" \n"), [(" \n", false)]);
        assert_eq!(found(""), []);
    }

    proptest! {
        #[test]
        fn spaced_tokens_are_the_text_again(text in "[a-c1 '.,\u{301}\u{2028}é😀\u{a0}中\r\n\u{1c}]{0,60}") {
            let words = |(token, space): (&str, bool)| format!("{token}{}", if space { " " } else { "" });
            prop_assert_eq!(found_spaced(&text, &[]).into_iter().map(words).collect::<String>(), text);
        }

        #[test]
        fn tokens_hold_all_but_the_blanks(text in "[a-c1 '.,\u{301}\u{2028}é😀\u{200d}ก中\r\n\u{1c}]{0,60}", cuts in prop::collection::vec(0..200_usize, 0..6)) {
            let mut edges: Vec<usize> = cuts.into_iter().filter(|&at| at <= text.len() && text.is_char_boundary(at)).collect();
            edges.sort_unstable();
            let tokens = found(&text, &edges);
            prop_assert!(tokens.iter().all(|token| !token.is_empty() && !token.contains(is_blank)));
            prop_assert_eq!(tokens.concat(), text.replace(is_blank, ""));
        }
    }
}
