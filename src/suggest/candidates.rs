//! What in a line is worth a mark, and where is the next such place? Lazily, at the speed at which a text is searched.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::numbers;
use super::quotations;
use super::tokens::{Line, pieces};
use crate::text::{Span, WINDOW, line_around};

/// What a candidate would be marked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A stretch in quotation marks.
    Quotation,
    /// A number that measures or counts something.
    Number,
}

/// A stretch that the text itself proposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where it stands.
    pub span: Span,
    /// What it would be marked as.
    pub kind: Kind,
}

/// What no line with a candidate lacks: a digit, a quotation mark (but no apostrophe within a word), a number in words. `None`
/// when it does not compile, which a test rules out; then every line is read.
static HINT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let words = "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|\
        seventeen|eighteen|nineteen|twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety|dozen|hundred|thousand|million|\
        billion|trillion|half|third|quarter|fifth|tenth|twice|thrice";
    let digits =
        r"[0-9]|\xD9[\xA0-\xA9]|\xDB[\xB0-\xB9]|\xE0(?:[\xA5\xA7][\xA6-\xAF]|\xB9[\x90-\x99])|\xEF\xBC[\x82\x90-\x99]";
    let fractions = r"\xC2[\xBC-\xBE]|\xE2\x85[\x90-\x9F]";
    let quotes = r#""|\xC2[\xAB\xBB]|\xE2\x80[\x98\x9A-\x9F\xB9\xBA]|\xE3\x80[\x8C-\x8F]|\B(?:'|\xE2\x80\x99)"#;
    Regex::new(&format!(r"(?s-u)(?:{digits}|{fractions}|{quotes}|(?:\b|_)(?i:{words})(?:\b|_))")).ok()
});

/// Where in `bytes` the first candidate's line is known by, at or after `at`; the end of `bytes` when there is none.
fn hint(bytes: &[u8], at: usize) -> usize {
    match &*HINT {
        Some(hint) => hint.find_at(bytes, at).map_or(bytes.len(), |found| found.start()),
        None => at,
    }
}

/// The numbers and the quotations of `line`, by place; where two begin together the quotation first.
pub fn candidates(text: &str, line: Range<usize>) -> Vec<Candidate> {
    pieces(text, line).flat_map(|piece| in_piece(text, piece)).collect()
}

fn in_piece(text: &str, piece: Range<usize>) -> Vec<Candidate> {
    if hint(&text.as_bytes()[..piece.end], piece.start) >= piece.end {
        return Vec::new();
    }
    let quotations =
        quotations::in_piece(text, piece.clone()).into_iter().map(|span| Candidate { span, kind: Kind::Quotation });
    let numbers =
        numbers::in_line(&Line::new(text, piece)).into_iter().map(|span| Candidate { span, kind: Kind::Number });
    let mut found: Vec<Candidate> = quotations.chain(numbers).collect();
    found.sort_unstable_by_key(|candidate| (candidate.span.start(), candidate.kind));
    found
}

/// The candidates that begin at or after the byte `at`, nearest first. Each step reads on only as far as it must.
pub fn candidate_after(text: &str, at: usize) -> impl Iterator<Item = Candidate> + '_ {
    let first = line_around(text, at).start;
    forwards(text, first..text.len()).filter(move |candidate| candidate.span.start() >= at)
}

/// The candidates that begin before the byte `at`, nearest first.
pub fn candidate_before(text: &str, at: usize) -> impl Iterator<Item = Candidate> + '_ {
    let mut end = line_around(text, at).end;
    let chunks = std::iter::from_fn(move || {
        let back = end.checked_sub(1)?;
        let chunk = line_around(text, back.saturating_sub(WINDOW)).start..end;
        end = chunk.start;
        Some(chunk)
    });
    let found = chunks.flat_map(|chunk| forwards(text, chunk).collect::<Vec<_>>().into_iter().rev());
    found.filter(move |candidate| candidate.span.start() < at)
}

/// The candidates of `range`, which begins where a line does or within a long one.
fn forwards(text: &str, range: Range<usize>) -> impl Iterator<Item = Candidate> + '_ {
    let mut at = range.start;
    let pieces = std::iter::from_fn(move || {
        let found = hint(&text.as_bytes()[..range.end], at);
        if found >= range.end {
            return None;
        }
        let start = line_around(text, found).start.max(at);
        let piece = pieces(text, start..range.end).next()?;
        at = piece.end + usize::from(text.as_bytes().get(piece.end) == Some(&b'\n'));
        Some(piece)
    });
    pieces.flat_map(|piece| in_piece(text, piece))
}
