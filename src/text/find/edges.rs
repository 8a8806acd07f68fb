//! Does a place lie inside a word? As a reader sees words, in scripts with and without blanks.
//!
//! A place is inside a word when a letter or digit stands on either side and UAX #29, with its dictionaries for Thai, Khmer,
//! Lao, Burmese and CJK, breaks no word there; and inside a number that a point or comma parts. So `homme` is a whole word of
//! l’homme, `Israel` of Israel’s, `ไทย` of ภาษาไทย, but `4` is none of 4.2. Beside punctuation, blanks and emoji every place
//! is an edge, also for a query that begins or ends with them.

use std::ops::Range;

use crate::text::{cluster_before, segment::word_breaks_around};

/// Below this, no script writes words without a break that a reader would find only by knowing them.
const FIRST_WITHOUT_BLANKS: char = '\u{e00}';

/// The edges of the words of a text; it keeps those of the line it was asked about last.
pub struct Edges<'a> {
    text: &'a str,
    line: Range<usize>,
    breaks: Vec<usize>,
}

impl<'a> Edges<'a> {
    /// The edges of the words of `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text, line: 0..0, breaks: Vec::new() }
    }

    /// Whether no word goes on over the byte `at`, a boundary of clusters.
    pub fn is_edge(&mut self, at: usize) -> bool {
        // The marks of a letter are of its word.
        let before = self.text[cluster_before(self.text, at)..at].chars().next();
        let after = self.text[at..].chars().next();
        let (Some(before), Some(after)) = (before, after) else { return true };
        match (is_of_word(before), is_of_word(after)) {
            (true, true) if before < FIRST_WITHOUT_BLANKS && after < FIRST_WITHOUT_BLANKS => false,
            (true, true) => self.is_break(at),
            (true, false) => !self.parts_a_number(at, at + after.len_utf8()),
            (false, true) => !self.parts_a_number(at - before.len_utf8(), at),
            (false, false) => true,
        }
    }

    /// Whether the sign from `start` to `end` stands between the digits of one number.
    fn parts_a_number(&self, start: usize, end: usize) -> bool {
        let is_sign = matches!(self.text.get(start..end), Some("." | "," | "٫" | "٬"));
        let is_digit = |char: Option<char>| char.is_some_and(char::is_numeric);
        is_sign && is_digit(self.text[..start].chars().next_back()) && is_digit(self.text[end..].chars().next())
    }

    fn is_break(&mut self, at: usize) -> bool {
        let Range { start, end } = self.line;
        let is_line_end = matches!(self.text.as_bytes().get(end), None | Some(b'\n'));
        // Where a long line was cut for reading, a word may be cut too.
        if !(start < at && at <= if is_line_end { end } else { end.saturating_sub(256) }) {
            (self.line, self.breaks) = word_breaks_around(self.text, at);
        }
        self.breaks.binary_search(&at).is_ok()
    }
}

fn is_of_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}
