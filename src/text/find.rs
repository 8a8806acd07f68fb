//! Where do the words stand that someone looks for? In any script, in linear time, a stretch of the text at a time.
//!
//! What counts as found:
//!
//! - Nothing that is found is empty or crosses the end of a line: `\s+` finds the blanks of a line, `^` and `$` are its ends.
//! - Words as typed are found in both ways to write é, whichever was typed. A blank finds a no-break space too, `"` and `'`
//!   find curly and angle quotation marks too. Without regard to case means Unicode's simple folding: `ß` is no `ss`.
//! - What would cut a character that is seen as one is not found: `e` is not in é, no woman is in 👩‍👩‍👧‍👦. What a regular
//!   expression matches is widened to whole characters instead.
//! - Whole words: neither end cuts a word in two, see `find::edges`. Of a regular expression's ways to match at a place, only the
//!   first is tried.

mod edges;
mod error;
mod parts;
mod source;
#[cfg(test)]
mod tests;

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::{Span, cluster_after, cluster_at_or_before};
use crate::progress::Progress;
use edges::Edges;
pub use error::QueryError;
pub use parts::{Part, Parts};

/// How much memory a regular expression may take, in bytes.
const COMPILED: usize = 16 << 20;
/// How much memory a search may keep of what it has learnt of the text, in bytes; what is more is learnt again.
const LEARNT: usize = 8 << 20;
/// A match longer than this, in bytes, may be cut, and only in a line that is longer.
const LONGEST: usize = 4 << 20;

/// The longest regular expression, in bytes: a short piece of one may stand for thousands of letters.
const LONGEST_EXPRESSION: usize = 4 << 10;
/// The longest words that can be looked for, in bytes.
const LONGEST_WORDS: usize = 64 << 10;

/// The number of the place `bytes` among the places `found`, which are in the order of the text; nothing when it is none.
pub fn number_of(found: &[Span], bytes: &Range<usize>) -> Option<usize> {
    let number = found.binary_search_by_key(&bytes.start, |span| span.start()).ok()?;
    (found[number].end() == bytes.end).then_some(number)
}

/// What someone looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// As it was typed.
    pub words: String,
    /// How that is meant.
    pub mode: Mode,
    /// Whether upper and lower case are the same.
    pub case: Case,
    /// Whether it may begin or end inside a word.
    pub extent: Extent,
}

/// How the words of a query are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Just as they stand there.
    #[default]
    Literal,
    /// As a regular expression, with the syntax of the crate `regex`.
    Regex,
}

/// Whether upper and lower case are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Case {
    /// They are.
    #[default]
    Ignored,
    /// They are not.
    Kept,
}

/// Where a match may begin and end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// Anywhere.
    #[default]
    Anywhere,
    /// Never inside a word.
    WholeWords,
}

/// A query that is ready to search with.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
    mode: Mode,
    extent: Extent,
    /// The length of the longest match in bytes, where there is one.
    longest: Option<usize>,
}

impl Query {
    /// A query for words just as they stand there, in either case.
    pub fn words(words: &str) -> Self {
        Self { words: words.to_owned(), ..Self::default() }
    }
}

/// `words` as a regular expression that matches just them.
pub fn escaped(words: &str) -> String {
    regex_syntax::escape(words)
}

impl Pattern {
    /// The pattern of a query; without words it finds nothing. An error when the regular expression is wrong or too large.
    pub fn new(query: &Query) -> Result<Self, QueryError> {
        let most = if query.mode == Mode::Regex { LONGEST_EXPRESSION } else { LONGEST_WORDS };
        if query.words.len() > most {
            return Err(QueryError::too_long(most));
        }
        let source = match query.mode {
            Mode::Literal => source::literal(&query.words),
            Mode::Regex => query.words.clone(),
        };
        let found = source::within_lines(source::parse(&source, query.case)?);
        if query.mode == Mode::Regex && source::is_never(&found) && !source.is_empty() {
            return Err(QueryError::needs_line_end());
        }
        let written = if source.is_empty() { source::NEVER.to_owned() } else { found.to_string() };
        let longest = found.properties().maximum_len().filter(|&longest| longest <= LONGEST);
        let regex = RegexBuilder::new(&written).size_limit(COMPILED).dfa_size_limit(LEARNT).build();
        let regex = regex.map_err(|_| QueryError::too_large(COMPILED))?;
        Ok(Self { regex, mode: query.mode, extent: query.extent, longest })
    }

    /// What begins in `bytes` of `text`, from left to right and without overlaps.
    pub fn search<'a>(&'a self, text: &'a str, bytes: Range<usize>) -> impl Iterator<Item = Span> + 'a {
        Search::new(self, text, bytes, Progress::default())
    }

    /// All of `text` from the byte `start` on, a part at a time, counted in bytes by `progress`; ends early when that is
    /// cancelled.
    pub fn parts<'a>(&'a self, text: &'a str, start: usize, progress: &Progress) -> Parts<'a> {
        Parts::new(self, text, start, progress)
    }

    /// How far a search for what begins before `end` has to read: to the end of the line, or as far as a match can reach.
    fn reach(&self, text: &str, end: usize) -> usize {
        if end == 0 || end >= text.len() || text.as_bytes()[end - 1] == b'\n' {
            return end.min(text.len());
        }
        // What follows a match decides where it ends: some bytes more.
        let far = text.floor_char_boundary(end.saturating_add(self.longest.unwrap_or(LONGEST) + 8));
        memchr::memchr(b'\n', &text.as_bytes()[end..far]).map_or(far, |length| end + length)
    }
}

/// A search of one stretch of a text.
struct Search<'a> {
    pattern: &'a Pattern,
    text: &'a str,
    at: usize,
    end: usize,
    reach: usize,
    edges: Edges<'a>,
    progress: Progress,
}

impl<'a> Search<'a> {
    fn new(pattern: &'a Pattern, text: &'a str, bytes: Range<usize>, progress: Progress) -> Self {
        let (at, end) = (text.floor_char_boundary(bytes.start), text.floor_char_boundary(bytes.end));
        Self { pattern, text, at, end, reach: pattern.reach(text, end), edges: Edges::new(text), progress }
    }

    /// What `found` stands for, when it counts.
    fn accepted(&mut self, found: Range<usize>) -> Option<Span> {
        if found.is_empty() {
            return None;
        }
        let (start, end) = (cluster_at_or_before(self.text, found.start), cluster_at_or_before(self.text, found.end));
        let whole = (start, end) == (found.start, found.end);
        let bytes = match self.pattern.mode {
            _ if whole => found,
            Mode::Literal => return None,
            Mode::Regex if end == found.end => start..end,
            Mode::Regex => start..cluster_after(self.text, found.end),
        };
        let cuts_a_word = self.pattern.extent == Extent::WholeWords
            && !(self.edges.is_edge(bytes.start) && self.edges.is_edge(bytes.end));
        if cuts_a_word { None } else { Span::new(self.text, bytes).ok() }
    }
}

impl Iterator for Search<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        while self.at < self.end && !self.progress.is_cancelled() {
            // What stands before `at` is seen too, so that `^` and `\b` mean what they say.
            let found = self.pattern.regex.find_at(self.text.get(..self.reach)?, self.at)?.range();
            if found.start >= self.end {
                break;
            }
            if let Some(span) = self.accepted(found.clone()) {
                self.at = span.end();
                return Some(span);
            }
            self.at = self.text.ceil_char_boundary(found.start + 1);
        }
        self.at = self.end;
        None
    }
}
