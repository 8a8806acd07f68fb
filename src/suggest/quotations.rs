//! Which stretches stand in quotation marks? Of every news language, paragraph by paragraph.

use std::ops::Range;

use super::tokens::{pieces, whole};
use crate::text::{Span, line_around};

/// The stretches of `range` in quotation marks, marks included, in order. One that is not closed in its paragraph, as where a
/// quotation goes on in the next, reaches to the paragraph's end. What is quoted within a quotation is part of it. Titles and
/// words held at a distance look the same and are given too.
///
/// ```
/// let text = "“We don’t know,” she said.";
/// assert_eq!(copydesk::suggest::quotations(text, 0..text.len())[0].of(text), "“We don’t know,”");
/// ```
pub fn quotations(text: &str, range: Range<usize>) -> Vec<Span> {
    pieces(text, range).flat_map(|piece| in_piece(text, piece)).collect()
}

/// What `spans` of `text` are by the guideline: `direct` when only quoted words stand in them, `mixed` when their own words
/// stand beside quoted ones, `indirect` without a quotation mark. Nothing when they have no word at all.
pub fn form(text: &str, spans: &[Span]) -> Option<&'static str> {
    let (mut quoted, mut own) = (false, false);
    for span in spans {
        let around = line_around(text, span.start());
        let marks = quotations(text, around.start..around.end.max(span.end()));
        let mut at = span.start();
        for mark in marks.into_iter().filter_map(|mark| mark.intersect(*span)) {
            own |= has_words(text.get(at..mark.start()).unwrap_or_default());
            quoted |= has_words(mark.of(text));
            at = mark.end();
        }
        own |= has_words(text.get(at..span.end()).unwrap_or_default());
    }
    match (quoted, own) {
        (true, false) => Some("direct"),
        (true, true) => Some("mixed"),
        (false, true) => Some("indirect"),
        (false, false) => None,
    }
}

fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// The quotations of the paragraph around `at`.
pub(super) fn around(text: &str, at: usize) -> (Range<usize>, Vec<Span>) {
    let line = line_around(text, at);
    (line.clone(), in_piece(text, line))
}

/// Whether `char` is one of the marks that quotations are written with.
pub(super) fn is_quote(char: char) -> bool {
    matches!(
        char,
        '"' | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '‘'
            | '’'
            | '‚'
            | '\''
            | '＂'
    )
}

/// The quotations of one piece.
pub(super) fn in_piece(text: &str, piece: Range<usize>) -> Vec<Span> {
    let line = &text[piece.clone()];
    let mut found = Vec::new();
    let mut at = 0;
    let mut hopeless = Hopeless::default();
    while let Some((start, mark)) =
        line[at..].char_indices().map(|(start, char)| (at + start, char)).find(|(_, char)| is_quote(*char))
    {
        at = start + mark.len_utf8();
        let place = Place::new(line, start, mark);
        if !place.opens(mark) || hopeless.is_so(mark, start) {
            continue;
        }
        let end = match closing(line, at, mark) {
            Some(end) => end,
            None if is_single(mark) => {
                hopeless.until(mark, line, at);
                continue;
            }
            None => line.trim_end().len(),
        };
        if has_words(&line[start..end]) {
            found.extend(whole(text, piece.start + start..piece.start + end));
        }
        at = end;
    }
    found
}

/// Up to where a mark is known to have no partner, so that a line of lone marks is not searched again for each.
#[derive(Default)]
struct Hopeless(Vec<(char, usize)>);

impl Hopeless {
    fn is_so(&self, mark: char, at: usize) -> bool {
        self.0.iter().any(|(other, end)| *other == mark && at < *end)
    }

    /// Notes that `mark`, opened right before `at`, has no partner up to the next mark that a search for one stops at.
    fn until(&mut self, mark: char, line: &str, at: usize) {
        let end = line[at..].find(|char| stops_single(char) && char != mark).map_or(line.len(), |length| at + length);
        self.0.retain(|(other, _)| *other != mark);
        self.0.push((mark, end));
    }
}

/// Marks that no quotation in single marks reaches over.
fn stops_single(char: char) -> bool {
    matches!(char, '‘' | '“' | '”' | '"')
}

/// Marks that are apostrophes too: without a partner they are no quotation.
fn is_single(mark: char) -> bool {
    matches!(mark, '‘' | '’' | '\'' | '‚' | '‹' | '›')
}

/// What stands on both sides of a mark.
struct Place<'t> {
    before: Option<char>,
    after: Option<char>,
    rest: &'t str,
}

impl<'t> Place<'t> {
    fn new(line: &'t str, at: usize, mark: char) -> Self {
        let rest = &line[at + mark.len_utf8()..];
        Self { before: line[..at].chars().next_back(), after: rest.chars().next(), rest }
    }

    /// Whether the mark stands where something begins.
    fn leads(&self) -> bool {
        let apart = self.before.is_none_or(|char| char.is_whitespace() || is_opening(char) || is_zero_width(char));
        apart && self.after.is_some_and(|char| !char.is_whitespace())
    }

    /// Whether the mark stands where something ends.
    fn trails(&self) -> bool {
        self.before.is_some_and(|char| !char.is_whitespace()) && self.after.is_none_or(|char| !char.is_alphanumeric())
    }

    fn opens(&self, mark: char) -> bool {
        match mark {
            '“' => self.leads() || !self.trails(),
            '„' | '‟' | '「' | '『' => true,
            // French puts a blank behind.
            '«' | '‹' => self.before.is_none_or(|char| !char.is_alphanumeric()) && self.after.is_some(),
            '‘' | '\'' | '’' | '‚' => self.leads() && !self.is_elided(),
            '"' | '”' | '»' | '›' | '＂' => self.leads(),
            _ => false,
        }
    }

    /// Whether letters or the century were left out: ’90s, ’twas, ’em.
    fn is_elided(&self) -> bool {
        let word: String = self.rest.chars().take_while(|char| char.is_alphanumeric()).take(6).collect();
        let short = ["tis", "twas", "em", "til", "cause", "n", "bout", "round"];
        self.after.is_some_and(char::is_numeric) || short.contains(&word.to_ascii_lowercase().as_str())
    }
}

fn is_opening(char: char) -> bool {
    matches!(
        char,
        '(' | '['
            | '{'
            | '—'
            | '–'
            | '-'
            | '/'
            | ':'
            | '“'
            | '„'
            | '«'
            | '‘'
            | '‹'
            | '¿'
            | '¡'
            | '：'
            | '，'
            | '（'
    ) || crate::text::is_unspaced(char)
}

fn is_zero_width(char: char) -> bool {
    matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The end behind the mark that closes what `mark` opened right before `at`.
fn closing(line: &str, at: usize, mark: char) -> Option<usize> {
    let closers: &[char] = match mark {
        '“' => &['”'],
        '„' | '‟' => &['“', '”'],
        '”' => &['”', '“'],
        '«' => &['»'],
        '»' => &['«', '»'],
        '‹' => &['›'],
        '›' => &['‹', '›'],
        '「' => &['」'],
        '『' => &['』'],
        '‘' | '’' => return single(line, at, '’'),
        '‚' => return single(line, at, '‘').or_else(|| single(line, at, '’')),
        '\'' => return single(line, at, '\''),
        '"' => return straight(line, at),
        '＂' => &['＂'],
        _ => return None,
    };
    paired(line, at, mark, closers).or_else(|| (mark == '“').then(|| alike(line, at)).flatten())
}

/// The closing mark at the depth of the opening one.
fn paired(line: &str, at: usize, mark: char, closers: &[char]) -> Option<usize> {
    // Only marks of two kinds nest; a second “ is more often a first one that was never closed.
    let nests = matches!(mark, '«' | '「' | '『' | '„');
    let mut depth = 0_usize;
    for (offset, char) in line[at..].char_indices() {
        if nests && char == mark {
            depth += 1;
        } else if closers.contains(&char) {
            match depth {
                0 => return Some(at + offset + char.len_utf8()),
                _ => depth -= 1,
            }
        }
    }
    None
}

/// “…“: a mark of the opening kind where something ends.
fn alike(line: &str, at: usize) -> Option<usize> {
    let mut marks =
        line[at..].char_indices().filter(|(_, char)| *char == '“').map(|(offset, char)| (at + offset, char));
    marks.find(|(start, char)| Place::new(line, *start, *char).trails()).map(|(start, char)| start + char.len_utf8())
}

/// The closing straight mark: not the inches of 6'2".
fn straight(line: &str, at: usize) -> Option<usize> {
    let marks = memchr::memchr_iter(b'"', &line.as_bytes()[at..]).map(|offset| at + offset);
    let mut last = None;
    for start in marks {
        let place = Place::new(line, start, '"');
        if place.leads() && !place.trails() {
            // Another quotation begins: the one before it has ended, if it has.
            return last;
        }
        if !place.trails() {
            continue;
        }
        last = last.or(Some(start + 1));
        if !is_inches(&line[at..start]) {
            return Some(start + 1);
        }
    }
    last
}

/// Whether a number of feet or inches ends here, as in 6'2.
fn is_inches(before: &str) -> bool {
    let digits = before.trim_end_matches(|char: char| char.is_ascii_digit());
    digits.len() < before.len() && digits.ends_with(['\'', '’', '′'])
}

/// The closing single mark: no apostrophe within a word, nor, if there is a better one, that of the workers’ rights.
fn single(line: &str, at: usize, mark: char) -> Option<usize> {
    let mut possessive = None;
    for (start, char) in line[at..].char_indices().map(|(offset, char)| (at + offset, char)) {
        if stops_single(char) && char != mark {
            break;
        }
        let place = Place::new(line, start, char);
        if char != mark || !place.trails() {
            continue;
        }
        if !is_possessive(&line[..start], place.rest) {
            return Some(start + char.len_utf8());
        }
        possessive = possessive.or(Some(start + char.len_utf8()));
    }
    possessive
}

/// Whether the mark may be that of `workers’ rights`.
fn is_possessive(before: &str, after: &str) -> bool {
    before.ends_with('s') && after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase))
}
