//! Which stretch of a text? A half-open range of its UTF-8 bytes that is never empty.

use std::fmt;
use std::ops::Range;

/// A half-open range of UTF-8 bytes of one text.
///
/// Invariant: `start < end`, and both lie on character boundaries of the text it was made for. A text has at most
/// `u32::MAX` bytes (4 GiB), so that a million spans take 8 MB; `Article` refuses a longer one.
///
/// ```text
/// C a f é   o w n e r
///       └┘            Span 3..5: one character, two bytes
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

/// What a number of a range counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// UTF-8 bytes.
    Bytes,
    /// Unicode code points.
    Chars,
    /// UTF-16 code units.
    Utf16,
}

/// Why two numbers are no span of a text. The numbers are in `unit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the numbers that were given, and the unit they count in")]
pub enum SpanError {
    /// The end lies before the start.
    Backwards { start: usize, end: usize, unit: Unit },
    /// Start and end are the same place.
    Empty { at: usize, unit: Unit },
    /// The end lies beyond the text.
    Beyond { start: usize, end: usize, length: usize, unit: Unit },
    /// A place lies inside a character.
    InsideCharacter { at: usize, unit: Unit },
}

impl Span {
    /// The span `bytes` of `text`; an error when that is backwards, empty, beyond the end or inside a character.
    pub fn new(text: &str, bytes: Range<usize>) -> Result<Self, SpanError> {
        let Range { start, end } = bytes;
        check_range(start, end, text.len(), Unit::Bytes)?;
        if let Some(at) = [start, end].into_iter().find(|&at| !text.is_char_boundary(at)) {
            return Err(SpanError::InsideCharacter { at, unit: Unit::Bytes });
        }
        let narrow = |at: usize| u32::try_from(at).map_err(|_| beyond(start, end));
        Ok(Self { start: narrow(start)?, end: narrow(end)? })
    }

    /// The first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The byte after the last.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Its length in bytes, at least 1.
    #[expect(clippy::len_without_is_empty, reason = "a span is never empty")]
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// The bytes as a range, to slice with.
    pub fn bytes(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The stretch of `text` that it marks; empty for a text it was not made for.
    pub fn of(self, text: &str) -> &str {
        text.get(self.bytes()).unwrap_or_default()
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the two share a byte or one begins where the other ends.
    pub fn touches(self, other: Self) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// Whether every byte of `other` is its own.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte `at` is its own.
    pub fn contains_byte(self, at: usize) -> bool {
        self.bytes().contains(&at)
    }

    /// What the two share.
    pub fn intersect(self, other: Self) -> Option<Self> {
        self.overlaps(other).then(|| Self { start: self.start.max(other.start), end: self.end.min(other.end) })
    }

    /// The shortest span that contains both.
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Refuses a range that is backwards, empty or beyond `length`, all in `unit`.
pub(super) fn check_range(start: usize, end: usize, length: usize, unit: Unit) -> Result<(), SpanError> {
    if end < start {
        Err(SpanError::Backwards { start, end, unit })
    } else if end > length {
        Err(SpanError::Beyond { start, end, length, unit })
    } else if start == end {
        Err(SpanError::Empty { at: start, unit })
    } else {
        Ok(())
    }
}

fn beyond(start: usize, end: usize) -> SpanError {
    SpanError::Beyond { start, end, length: u32::MAX as usize, unit: Unit::Bytes }
}

impl SpanError {
    /// What would cure it.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Backwards { .. } => "write the smaller number first",
            Self::Empty { .. } => "the end is exclusive: the range of one character at 5 is 5..6",
            Self::Beyond { unit: Unit::Chars, .. } => "positions count Unicode code points, not bytes or UTF-16 units",
            Self::Beyond { .. } => "no position lies beyond the end of the article",
            Self::InsideCharacter { .. } => "move the position to the beginning of the character",
        }
    }
}

impl Unit {
    /// The unit's name, in the plural.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Chars => "characters",
            Self::Utf16 => "UTF-16 units",
        }
    }
}

impl fmt::Display for SpanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Backwards { start, end, unit } => {
                write!(f, "the range {start}..{end} ({}) is backwards", unit.name())
            }
            Self::Empty { at, unit } => write!(f, "the range {at}..{at} ({}) is empty", unit.name()),
            Self::Beyond { start, end, length, unit } => {
                write!(f, "marks {} {start}..{end}, the article has {length}", unit.name())
            }
            Self::InsideCharacter { at, unit } => {
                write!(f, "position {at} ({}) lies inside a character", unit.name())
            }
        }
    }
}

impl std::error::Error for SpanError {}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Café 👩‍🚀";

    fn span(start: usize, end: usize) -> Span {
        Span::new("abcdefghij", start..end).expect("a span of ten letters")
    }

    #[test]
    fn a_span_is_never_empty_backwards_beyond_or_inside_a_character() {
        let error = |bytes| Span::new(TEXT, bytes).expect_err("no span");
        assert_eq!(error(2..2), SpanError::Empty { at: 2, unit: Unit::Bytes });
        #[expect(clippy::reversed_empty_ranges, reason = "that is what is refused")]
        let backwards = error(3..1);
        assert_eq!(backwards, SpanError::Backwards { start: 3, end: 1, unit: Unit::Bytes });
        assert!(matches!(error(0..99), SpanError::Beyond { length: 17, .. }));
        assert_eq!(error(0..4), SpanError::InsideCharacter { at: 4, unit: Unit::Bytes });
        assert_eq!(error(0..4).hint(), "move the position to the beginning of the character");
        assert_eq!(Span::new(TEXT, 3..5).expect("é").of(TEXT), "é");
    }

    #[test]
    fn set_words_mean_what_they_say() {
        assert!(span(0, 4).overlaps(span(3, 6)) && !span(0, 4).overlaps(span(4, 6)));
        assert!(span(0, 4).touches(span(4, 6)) && !span(0, 4).touches(span(5, 6)));
        assert!(span(0, 4).contains(span(0, 4)) && !span(1, 4).contains(span(0, 4)));
        assert_eq!(span(0, 4).intersect(span(3, 6)), Some(span(3, 4)));
        assert_eq!(span(0, 4).intersect(span(4, 6)), None);
        assert_eq!(span(0, 2).cover(span(5, 6)), span(0, 6));
    }
}
