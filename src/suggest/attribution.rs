//! Who says it, by which word? From the words between, behind or before what is said.

use std::ops::Range;

use super::cues::{PREFIXES, PRONOUNS, UNSPACED};
use super::quotations::{around, is_quote};
use super::speaker::{after, ahead_of, cue_at, ends_title, of_verb};

use super::tokens::{Kind, Line, is_dash, is_one_of, whole};

use crate::text::{Span, is_unspaced, line_around, sentence_around};

/// The most words of an attribution.
const MOST_WORDS: usize = 12;

/// How many words behind a quotation are looked at for a verb.
const FAR: usize = 20;

/// Who says something, and the words that say so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// The person or the body, without titles and appositions.
    pub speaker: Option<Span>,
    /// The verb, or `according to`.
    pub cue: Option<Span>,
}

impl Attribution {
    fn is_found(self) -> bool {
        self.cue.is_some()
    }
}

/// Who says what `spans` mark, by the words between them, else right behind, else right before them.
///
/// ```
/// # use copydesk::{suggest, text::Span};
/// let text = "“It holds,” said Mara Lindqvist, the city engineer.";
/// let quote = Span::new(text, 0..text.find(" said").unwrap())?;
/// let found = suggest::attribution(text, &[quote]);
/// assert_eq!(found.speaker.map(|span| span.of(text)), Some("Mara Lindqvist"));
/// # Ok::<(), copydesk::text::SpanError>(())
/// ```
pub fn attribution(text: &str, spans: &[Span]) -> Attribution {
    let mut spans: Vec<Span> = spans.iter().copied().filter(|span| !span.of(text).is_empty()).collect();
    spans.sort_unstable();
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return Attribution::default() };
    let between =
        || spans.array_windows().map(|[a, b]| behind(text, a.end()..b.start())).find(|found| found.is_found());
    let after = || Some(behind(text, room_behind(text, last.end()))).filter(|found| found.is_found());
    let before = || Some(before(text, room_before(text, first.start()))).filter(|found| found.is_found());
    let other = || {
        let half = super::halves::other_half(text, *first)?;
        let gap = if half < *first { half.end()..first.start() } else { first.end()..half.start() };
        Some(behind(text, gap)).filter(|found| found.is_found())
    };
    let near = between().or_else(|| match breaks_off(text, *last) {
        Some(true) => after().or_else(before),
        Some(false) => before(),
        // Words within a sentence: what leads to them says it sooner than what follows.
        None => before().or_else(after),
    });
    near.or_else(other).unwrap_or_default()
}

/// Whether the sentence that `said` ends in goes on behind it with who speaks: for certain behind a comma, a question or a cry; for
/// certain not behind a full stop or before a new sentence. Nothing where neither is certain.
fn breaks_off(text: &str, said: Span) -> Option<bool> {
    let room = room_behind(text, said.end());
    let head = text[said.start()..room.start].trim_end_matches(|char: char| !char.is_alphanumeric() && !is_stop(char));
    let last = head.chars().next_back();
    let rest = text[room.start..].trim_start_matches(|char: char| is_quote(char) || char == ' ');
    if rest.starts_with([',', '،', '，', '—', '–']) {
        return Some(true);
    }
    let first = rest.split(|char: char| !char.is_alphanumeric()).next().unwrap_or_default();
    let anew = first.starts_with(char::is_uppercase) && is_one_of(first, PRONOUNS);
    match last {
        Some('.' | '。') => Some(false),
        Some(',' | '?' | '!' | '…' | '—' | '–' | '،' | '؟' | '，') => Some(!anew),
        _ => None,
    }
}

fn is_stop(char: char) -> bool {
    matches!(char, '.' | '。' | ',' | '?' | '!' | '…' | '—' | '–' | '،' | '؟' | '，')
}

/// From `end` to the end of the sentence that goes on there, or to the next quotation.
fn room_behind(text: &str, end: usize) -> Range<usize> {
    let (line, quotations) = around(text, end);
    let start = quotations.iter().find(|span| span.start() < end && end <= span.end()).map_or(end, |span| {
        // The mark that closes what was given without it.
        if has_words(&text[end..span.end()]) { end } else { span.end() }
    });
    let next = quotations.iter().map(|span| span.start()).find(|next| *next >= start).unwrap_or(line.end);
    start..next.clamp(start, line.end.max(start))
}

/// From the beginning of the sentence, or the end of the quotation before it, to `start`.
fn room_before(text: &str, start: usize) -> Range<usize> {
    let (line, quotations) = around(text, start);
    let inside = quotations.iter().find(|span| span.start() < start && start < span.end());
    let end = inside.filter(|span| !has_words(&text[span.start()..start])).map_or(start, |span| span.start());
    // Of several quotations in a row, joined by no more than a word, the first follows the verb.
    let mut end = end;
    let mut earlier = quotations.iter().rev().filter(|span| span.end() <= start).peekable();
    while let Some(span) = earlier.next_if(|span| is_joint(&text[span.end()..end])) {
        end = span.start();
    }
    let last = earlier.next().map_or(line.start, |span| span.end());
    let sentence = sentence_around(text, end).start;
    last.max(sentence).min(end)..end
}

/// Whether only `and` or its like stands between two quotations.
fn is_joint(between: &str) -> bool {
    let word = between.trim_matches(|char: char| !char.is_alphanumeric());
    is_one_of(word, &["and", "or", "und", "oder", "et", "ou", "y", "o"])
}

fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// An attribution that stands behind what is said: `, said X, the mayor`, `X said`, `according to X`.
pub(super) fn behind(text: &str, room: Range<usize>) -> Attribution {
    let line = limited(text, room);
    let first = (0..line.len())
        .find(|index| !matches!(line.word(*index), "," | "-" | "–" | "—" | "،" | "，"))
        .unwrap_or(line.len());
    if line.kind(first) != Some(Kind::Word) || line.is_one_of(first, &["and", "but", "while", "und", "et", "y"]) {
        return Attribution::default();
    }
    if let Some(count) = line.phrase(first, PREFIXES) {
        return found(&line, first..first + count, after(&line, first + count));
    }
    let end = sentence_tokens(&line, first);
    let Some(cue) = (first..end.min(first + FAR)).find_map(|at| cue_at(&line, at)) else {
        return Attribution::default();
    };
    let speaker = ahead_of(&line, first, cue.start);
    if cue.start == first || (speaker.is_none() && cue.start <= first + 1) {
        return found(&line, cue.clone(), of_verb(&line, &cue).or_else(|| after(&line, cue.end)));
    }
    // What is neither a speaker nor the verb makes a sentence of its own.
    match speaker {
        Some(speaker) => found(&line, cue, Some(speaker)),
        None => Attribution::default(),
    }
}

/// An attribution that stands before what is said: `X said:`, `according to X,`.
fn before(text: &str, room: Range<usize>) -> Attribution {
    if let Some(found) = unspaced(text, room.clone()) {
        return found;
    }
    let line = limited_back(text, room);
    if let Some((at, count)) = (0..line.len()).find_map(|at| Some((at, line.phrase(at, PREFIXES).filter(|_| at == 0)?)))
    {
        return found(&line, at..at + count, after(&line, at + count));
    }
    let Some(cue) = (0..line.len()).rev().find_map(|at| cue_at(&line, at)) else { return Attribution::default() };
    let speaker = of_verb(&line, &cue).or_else(|| ahead_of(&line, 0, cue.start)).or_else(|| after(&line, cue.end));
    found(&line, cue, speaker)
}

/// Chinese and Japanese: the verb ends what stands before, the speaker is what stands before it up to a mark.
fn unspaced(text: &str, room: Range<usize>) -> Option<Attribution> {
    let part = text.get(room.clone())?.trim_end_matches(['：', ':', '，', ',']);
    let verb = UNSPACED.iter().find(|verb| part.ends_with(**verb))?;
    let end = room.start + part.len() - verb.len();
    let name = &text[room.start..end];
    let name = &name[name
        .rfind(|char: char| !is_unspaced(char))
        .map_or(0, |at| at + name[at..].chars().next().map_or(0, char::len_utf8))..];
    let speaker = (name.chars().count() <= MOST_WORDS).then(|| whole(text, end - name.len()..end)).flatten();
    Some(Attribution { speaker, cue: whole(text, end..end + verb.len()) })
}

fn limited(text: &str, room: Range<usize>) -> Line<'_> {
    let end = line_around(text, room.start).end.clamp(room.start, room.end.max(room.start));
    Line::new(text, room.start..end)
}

fn limited_back(text: &str, room: Range<usize>) -> Line<'_> {
    let start = line_around(text, room.end).start.clamp(room.start, room.end);
    Line::new(text, start..room.end)
}

/// The token at which the sentence ends that begins at `first`.
fn sentence_tokens(line: &Line<'_>, first: usize) -> usize {
    let ends =
        |index: &usize| matches!(line.word(*index), "." | "!" | "?" | "。" | "؟" | ";") && !ends_title(line, *index);
    (first..line.len()).find(ends).unwrap_or(line.len())
}

fn found(line: &Line<'_>, cue: Range<usize>, speaker: Option<Range<usize>>) -> Attribution {
    let span = |tokens: Range<usize>| whole(line.text, line.start(tokens.start)..line.end(tokens.end));
    Attribution { speaker: speaker.and_then(span), cue: span(cue) }
}

/// Whether the words of `room`, between two quotations, only say who speaks.
pub(super) fn only_attributes(text: &str, room: Range<usize>) -> bool {
    let line = limited(text, room.clone());
    let last = line.word(line.len().wrapping_sub(1));
    let closes = matches!(last, "," | "." | ":" | ";" | "،" | "，" | "。" | "：")
        || last.chars().all(is_dash) && !last.is_empty();
    let words = (0..line.len()).filter(|index| line.kind(*index) != Some(Kind::Mark)).count();
    let ended = (0..line.len().saturating_sub(1))
        .any(|index| matches!(line.word(index), "." | "!" | "?" | ";" | "。" | "؟") && !ends_title(&line, index));
    let one_line = line.get(line.len().wrapping_sub(1)).is_some_and(|token| token.end + 3 >= room.end);
    let found = behind(text, room);
    let begins = found.cue.is_some_and(|cue| {
        let speaker = found.speaker.map_or(cue.start(), Span::start);
        words_before(&line, cue.start().min(speaker)) <= 4
    });
    closes && words <= MOST_WORDS && !ended && one_line && begins
}

/// How many words stand before the byte `at`: of a title before a name.
fn words_before(line: &Line<'_>, at: usize) -> usize {
    line.tokens.iter().filter(|token| token.start < at && token.kind != Kind::Mark).count()
}
