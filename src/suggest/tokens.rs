//! Of which words, numbers and marks is a line made? Each with its place, found in one pass.

use std::cell::OnceCell;
use std::ops::Range;

use super::units::GERMAN;
use crate::text::{Span, WINDOW, cluster_at_or_before, is_unspaced};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, also with digits, hyphens and apostrophes between them: `load-bearing`, `don’t`, `COVID-19`, `U.S.`
    Word,
    /// Digits with their separators: `1,200`, `4.2`, `1 200`, `٤٫٢`, `½`.
    Number,
    /// One other character.
    Mark,
}

/// A word, a number or a mark of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// A stretch of one line in its tokens. Asking beyond either end gives nothing: the empty word, no kind.
pub(super) struct Line<'t> {
    pub text: &'t str,
    pub tokens: Vec<Token>,
    /// Whether nouns are written large in it, as soon as someone asked.
    german: OnceCell<bool>,
}

impl<'t> Line<'t> {
    /// The tokens of `range`, which should be no longer than a piece.
    pub fn new(text: &'t str, range: Range<usize>) -> Self {
        let mut tokens = Vec::new();
        let mut at = range.start;
        while let Some(char) = text.get(at..range.end).and_then(|rest| rest.chars().next()) {
            if char.is_whitespace() {
                at += char.len_utf8();
                continue;
            }
            let token = token_at(&text[..range.end], at, char);
            at = token.end;
            tokens.push(token);
        }
        Self { text, tokens, german: OnceCell::new() }
    }

    /// Whether the line has words that only German has: there nouns are written large.
    pub fn is_german(&self) -> bool {
        let words = || (0..self.len()).filter(|index| self.is_one_of(*index, GERMAN));
        *self.german.get_or_init(|| words().take(2).count() == 2)
    }

    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    pub fn get(&self, index: usize) -> Option<Token> {
        self.tokens.get(index).copied()
    }

    pub fn kind(&self, index: usize) -> Option<Kind> {
        self.get(index).map(|token| token.kind)
    }

    /// The characters of a token; empty beyond the ends.
    pub fn word(&self, index: usize) -> &'t str {
        self.get(index).map_or("", |token| &self.text[token.start..token.end])
    }

    /// The token before `index`, and its place in the line.
    pub fn before(&self, index: usize) -> &'t str {
        index.checked_sub(1).map_or("", |before| self.word(before))
    }

    pub fn is(&self, index: usize, word: &str) -> bool {
        same(self.word(index), word)
    }

    pub fn is_one_of(&self, index: usize, words: &[&str]) -> bool {
        is_one_of(self.word(index), words)
    }

    /// Whether nothing stands between a token and the one before it.
    pub fn is_glued(&self, index: usize) -> bool {
        match (index.checked_sub(1).and_then(|before| self.get(before)), self.get(index)) {
            (Some(before), Some(token)) => before.end == token.start,
            _ => false,
        }
    }

    pub fn start(&self, index: usize) -> usize {
        self.get(index).map_or(self.text.len(), |token| token.start)
    }

    /// Where the token before `index` ends, so that `first..index` is `start(first)..end(index)`.
    pub fn end(&self, index: usize) -> usize {
        index.checked_sub(1).and_then(|last| self.get(last)).map_or(0, |token| token.end)
    }

    /// How many tokens from `index` on say one of `phrases` (words with one blank between); the longest is taken.
    pub fn phrase(&self, index: usize, phrases: &[&str]) -> Option<usize> {
        let first = self.word(index).as_bytes().first();
        let alike = phrases.iter().filter(|phrase| is_alike(phrase.as_bytes().first(), first));
        alike.filter_map(|phrase| self.says(index, phrase)).max()
    }

    /// How many tokens before `index` say one of `phrases`; the longest is taken.
    pub fn phrase_before(&self, index: usize, phrases: &[&str]) -> Option<usize> {
        let last = self.before(index).as_bytes().last();
        let alike = phrases.iter().filter(|phrase| is_alike(phrase.as_bytes().last(), last));
        let ends = |phrase: &&str| {
            let count = phrase.split(' ').count();
            let first = index.checked_sub(count)?;
            (self.says(first, phrase) == Some(count)).then_some(count)
        };
        alike.filter_map(ends).max()
    }

    fn says(&self, index: usize, phrase: &str) -> Option<usize> {
        let mut count = 0;
        for word in phrase.split(' ') {
            if !self.is(index + count, word) {
                return None;
            }
            count += 1;
        }
        Some(count)
    }
}

/// Whether two words are the same but for ASCII case and the kind of apostrophe.
pub(super) fn same(word: &str, other: &str) -> bool {
    is_one_of(word, &[other])
}

pub(super) fn is_one_of(word: &str, words: &[&str]) -> bool {
    let is_there = |word: &str| words.iter().any(|other| word.eq_ignore_ascii_case(other));
    !word.is_empty() && (is_there(word) || (word.contains('’') && is_there(&word.replace('’', "'"))))
}

/// Whether two words may begin, or end, with the same letter: most are told apart by that.
fn is_alike(byte: Option<&u8>, other: Option<&u8>) -> bool {
    byte.map(u8::to_ascii_lowercase) == other.map(u8::to_ascii_lowercase)
}

/// The lines of `range` without their ends, each cut into pieces of at most [`WINDOW`] bytes, at a blank where there is one.
pub(super) fn pieces(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let end = text.floor_char_boundary(range.end);
    let mut at = text.floor_char_boundary(range.start.min(end));
    std::iter::from_fn(move || {
        (at < end).then(|| {
            let piece = piece_at(text, at, end);
            at = piece.end + usize::from(text.as_bytes().get(piece.end) == Some(&b'\n'));
            piece
        })
    })
}

/// The piece that begins at `at`, which is a character's beginning.
fn piece_at(text: &str, at: usize, end: usize) -> Range<usize> {
    let limit = end.min(at + WINDOW);
    let window = &text.as_bytes()[at..limit];
    match memchr::memchr(b'\n', window) {
        Some(length) => at..at + length,
        None if limit == end => at..end,
        None => match memchr::memrchr(b' ', window).filter(|blank| *blank > 0) {
            Some(blank) => at..at + blank,
            None => {
                at..Some(cluster_at_or_before(text, limit)).filter(|cut| *cut > at).unwrap_or(limit_up(text, limit))
            }
        },
    }
}

fn limit_up(text: &str, limit: usize) -> usize {
    text.ceil_char_boundary(limit)
}

/// The span of `range`, unless it is empty or would cut a character that is seen as one.
pub(super) fn whole(text: &str, range: Range<usize>) -> Option<Span> {
    let is_edge = |at: usize| cluster_at_or_before(text, at) == at;
    let span = Span::new(text, range).ok()?;
    (is_edge(span.start()) && is_edge(span.end())).then_some(span)
}

/// The value of a decimal digit of the scripts that news is written in.
pub(super) fn digit(char: char) -> Option<u32> {
    if char.is_ascii() {
        return char.to_digit(10);
    }
    let zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];
    zeros.iter().map(|zero| (char as u32).wrapping_sub(*zero)).find(|value| *value < 10)
}

/// Numerator and denominator of a character such as ½.
pub(super) fn vulgar(char: char) -> Option<(u32, u32)> {
    Some(match char {
        '½' => (1, 2),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅛' => (1, 8),
        _ => return None,
    })
}

pub(super) fn is_hyphen(char: char) -> bool {
    matches!(char, '-' | '‐' | '‑')
}

pub(super) fn is_dash(char: char) -> bool {
    is_hyphen(char) || matches!(char, '–' | '—' | '―' | '−')
}

/// Signs that stand on the character before them.
fn clings(char: char) -> bool {
    matches!(char,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}'
        | '\u{200c}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}')
}

fn token_at(text: &str, at: usize, char: char) -> Token {
    if digit(char).is_some() || vulgar(char).is_some() {
        let end = number_end(text, at);
        return match next(text, end).is_some_and(clings) {
            false => Token { kind: Kind::Number, start: at, end },
            true => Token { kind: Kind::Mark, start: at, end: over(text, end, clings) },
        };
    }
    if char.is_alphabetic() {
        return Token { kind: Kind::Word, start: at, end: word_end(text, at, char) };
    }
    Token { kind: Kind::Mark, start: at, end: over(text, at + char.len_utf8(), clings) }
}

fn next(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|rest| rest.chars().next())
}

/// The end of the characters from `at` on that are `such`.
fn over(text: &str, at: usize, such: impl Fn(char) -> bool) -> usize {
    text[at..].char_indices().find(|(_, char)| !such(*char)).map_or(text.len(), |(length, _)| at + length)
}

fn word_end(text: &str, start: usize, first: char) -> usize {
    let rest = &text[start..];
    if ["http://", "https://", "www."].iter().any(|head| starts_with(rest, head)) {
        return over(text, start, |char| !char.is_whitespace());
    }
    if is_unspaced(first) {
        return over(text, start, |char| is_unspaced(char) || clings(char));
    }
    if let Some(end) = dotted_end(text, start) {
        return end;
    }
    let mut end = start;
    loop {
        end = over(text, end, |char| (char.is_alphanumeric() && !is_unspaced(char)) || clings(char));
        let Some(joint) = next(text, end).filter(|char| is_hyphen(*char) || matches!(char, '\'' | '’')) else {
            return end;
        };
        let behind = end + joint.len_utf8();
        if !next(text, behind).is_some_and(|char| char.is_alphanumeric() && !is_unspaced(char)) {
            return end;
        }
        end = behind;
    }
}

fn starts_with(text: &str, head: &str) -> bool {
    text.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head))
}

/// The end of letters with a dot behind each, two or more: `U.S.`, `p.m.`
fn dotted_end(text: &str, start: usize) -> Option<usize> {
    let mut end = start;
    let mut letters = 0;
    while let Some(letter) = next(text, end).filter(|char| char.is_alphabetic()) {
        if next(text, end + letter.len_utf8()) != Some('.') {
            break;
        }
        end += letter.len_utf8() + 1;
        letters += 1;
    }
    let ends = letters >= 2 && !next(text, end).is_some_and(char::is_alphanumeric);
    ends.then_some(end)
}

fn number_end(text: &str, start: usize) -> usize {
    let is_digit = |char: char| digit(char).is_some();
    let mut end = over(text, start, is_digit);
    while let Some(separator) = next(text, end) {
        let behind = end + separator.len_utf8();
        let group = over(text, behind, is_digit);
        let digits = text[behind..group].chars().take(4).count();
        let goes_on = match separator {
            '.' | ',' | '٫' | '٬' => digits > 0,
            '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’' => digits == 3,
            // Only where nothing but a group of thousands can be meant.
            ' ' => digits == 3 && end - start <= 3 && group - behind == 3 || is_grouped(text, start, end, digits),
            _ => false,
        };
        if !goes_on {
            break;
        }
        end = group;
    }
    match next(text, end) {
        Some(char) if vulgar(char).is_some() => end + char.len_utf8(),
        _ => end,
    }
}

/// Whether `start..end` already has groups with blanks, and three more digits follow.
fn is_grouped(text: &str, start: usize, end: usize, digits: usize) -> bool {
    digits == 3 && text[start..end].contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        let line = Line::new(text, 0..text.len());
        (0..line.len()).map(|index| line.word(index)).collect()
    }

    #[test]
    fn words_numbers_and_marks_are_told_apart() {
        assert_eq!(tokens("$3.5m, 1 200 homes"), ["$", "3.5", "m", ",", "1 200", "homes"]);
        assert_eq!(tokens("COVID-19 in the U.S. at 10:45"), ["COVID-19", "in", "the", "U.S.", "at", "10", ":", "45"]);
        assert_eq!(tokens("don’t ’90s 300人 4½"), ["don’t", "’", "90", "s", "300", "人", "4½"]);
        assert_eq!(tokens("at https://example.org/12 3️⃣"), ["at", "https://example.org/12", "3️⃣"]);
        assert_eq!(tokens("in 2020 300 people"), ["in", "2020", "300", "people"]);
    }

    #[test]
    fn a_long_line_is_cut_at_a_blank() {
        let text = format!("{}\n{}", "word ".repeat(10_000), "é".repeat(20_000));
        let pieces: Vec<_> = pieces(&text, 0..text.len()).collect();
        assert!(pieces.len() > 5 && pieces.iter().all(|piece| piece.len() <= WINDOW && !piece.is_empty()));
        let joined: String = pieces.iter().map(|piece| &text[piece.clone()]).collect();
        assert_eq!(joined.replace(' ', ""), text.replace([' ', '\n'], ""));
    }
}
