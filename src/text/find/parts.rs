//! How is a long text searched so that it can be followed and stopped? A part after another, each ending where a line does.

use std::ops::Range;

use super::{LONGEST, Pattern, Search};
use crate::progress::Progress;
use crate::text::{Span, cluster_at_or_before};

/// How much is searched at a time, in bytes: a few milliseconds.
const PART: usize = 1 << 20;

/// What was found in one part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The part: what begins in it was looked for.
    pub bytes: Range<usize>,
    /// What was found, from left to right and without overlaps.
    pub spans: Vec<Span>,
}

/// The parts of a text, searched one after another. They follow each other without gaps, and what begins in one may end in
/// the next.
///
/// A part ends with a line. A line longer than a part is cut between two characters, and the search reads on behind the cut
/// as far as a match can reach, so nothing is lost at it. Only where an expression's matches have no longest (`.*`) a line is
/// searched whole up to 4 MB; in a longer one a match of more than 4 MB may be cut.
pub struct Parts<'a> {
    pattern: &'a Pattern,
    text: &'a str,
    /// Where the next part begins.
    at: usize,
    /// The end of the last match, which the next may not overlap.
    free: usize,
    size: usize,
    progress: Progress,
}

impl<'a> Parts<'a> {
    pub(super) fn new(pattern: &'a Pattern, text: &'a str, start: usize, progress: &Progress) -> Self {
        let at = text.floor_char_boundary(start);
        Self { pattern, text, at, free: at, size: PART, progress: progress.clone() }
    }

    /// The same with parts of about `size` bytes.
    #[cfg(test)]
    pub(super) fn of_size(self, size: usize) -> Self {
        Self { size, ..self }
    }

    fn part_end(&self) -> usize {
        let bytes = self.text.as_bytes();
        let full = self.at.saturating_add(self.size).min(bytes.len());
        if full == bytes.len() {
            return full;
        }
        if let Some(newline) = memchr::memrchr(b'\n', &bytes[self.at..full]) {
            return self.at + newline + 1;
        }
        let most = if self.pattern.longest.is_some() { full } else { self.at.saturating_add(LONGEST).min(bytes.len()) };
        match memchr::memchr(b'\n', &bytes[full..most]) {
            Some(newline) => full + newline + 1,
            None => Some(cluster_at_or_before(self.text, most)).filter(|&cut| cut > self.at).unwrap_or(bytes.len()),
        }
    }
}

impl Iterator for Parts<'_> {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        if self.at >= self.text.len() || self.progress.is_cancelled() {
            return None;
        }
        let bytes = self.at..self.part_end();
        let start = bytes.start.max(self.free).min(bytes.end);
        let spans: Vec<Span> = Search::new(self.pattern, self.text, start..bytes.end, self.progress.clone()).collect();
        self.free = spans.last().map_or(self.free, |last| last.end());
        self.at = bytes.end;
        // What was found in a part that was given up halfway would look complete.
        self.progress.advance(bytes.len() as u64).ok()?;
        Some(Part { bytes, spans })
    }
}
