//! Who says it, by which word? From the words between, behind or before what is said.

use std::ops::Range;

use super::cues::{
    ADVERBS, AUXILIARIES, DETERMINERS, PREFIXES, PRONOUNS, STOPS, TITLES, UNSPACED, VERBS, WITH_SPEAKER,
};
use super::quotations::{around, is_quote};
use super::tokens::{Kind, Line, is_dash, is_one_of, is_unspaced, whole};
use crate::text::{Span, line_around, sentence_around};

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
    let part = text.get(room.clone())?.trim_end_matches(|char: char| matches!(char, '：' | ':' | '，' | ','));
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

/// Whether a dot stands behind a title or an initial.
pub(super) fn ends_title(line: &Line<'_>, index: usize) -> bool {
    let before = line.before(index);
    line.word(index) == "."
        && (is_title(before) || (before.chars().count() == 1 && before.chars().all(char::is_uppercase)))
}

/// Only as it is written: a president may be titled, `prime` and `don` may be words.
fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}

/// The tokens of the reporting verb at `at` with what is of it.
pub(super) fn cue_at(line: &Line<'_>, at: usize) -> Option<Range<usize>> {
    let count = line.phrase(at, VERBS).or_else(|| line.phrase(at, WITH_SPEAKER))?;
    let mut start = at;
    let is_of_it = |index: usize| line.is_one_of(index, AUXILIARIES) || line.is_one_of(index, ADVERBS);
    while start > 0 && is_of_it(start - 1) && !line.is_glued(start) {
        start -= 1;
    }
    while line.is_one_of(start, ADVERBS) && start < at {
        start += 1;
    }
    // French: a-t-il déclaré.
    if start > 0 && line.is_one_of(start - 1, WITH_SPEAKER) {
        start -= 1;
    }
    let turned = line.is_one_of(at, WITH_SPEAKER) && line.phrase(at + count, VERBS).is_some();
    let named = line.is_one_of(
        start.wrapping_sub(1),
        &["the", "a", "his", "her", "their", "of", "to", "was", "been", "were", "is"],
    );
    let is_noun = named
        && line.is_one_of(
            at,
            &["notes", "claims", "reports", "states", "warning", "calls", "promises", "told", "read", "hopes", "asked"],
        );
    (!is_noun).then_some(start..at + count + usize::from(turned))
}

fn found(line: &Line<'_>, cue: Range<usize>, speaker: Option<Range<usize>>) -> Attribution {
    let span = |tokens: Range<usize>| whole(line.text, line.start(tokens.start)..line.end(tokens.end));
    Attribution { speaker: speaker.and_then(span), cue: span(cue) }
}

/// The speaker within a French verb: `dit-il` has it in itself.
fn of_verb(line: &Line<'_>, cue: &Range<usize>) -> Option<Range<usize>> {
    cue.clone().find(|index| line.is_one_of(*index, WITH_SPEAKER)).map(|index| index..index + 1)
}

/// The speaker from the token `at` on.
fn after(line: &Line<'_>, at: usize) -> Option<Range<usize>> {
    if line.is_one_of(at, PRONOUNS) {
        return Some(at..at + 1);
    }
    let stops = |index: usize| {
        let mark = line.kind(index) != Some(Kind::Word) && !(ends_title(line, index) || is_inner(line, index));
        mark || line.is_one_of(index, STOPS) && !joins_names(line, index) || cue_at(line, index).is_some()
    };
    let end = (at..line.len()).find(|index| stops(*index)).unwrap_or(line.len());
    let group = named(line, at..end.min(at + MOST_WORDS));
    let close = |from: usize| {
        (from..line.len()).find(|index| line.kind(*index) == Some(Kind::Mark) && !ends_title(line, *index))
    };
    let apposed =
        (line.word(end) == ",").then(|| whole_name(line, end + 1..close(end + 1).unwrap_or(line.len()).min(end + 6)));
    by_name(line, group, apposed.flatten())
}

fn is_inner(line: &Line<'_>, index: usize) -> bool {
    matches!(line.word(index), "&" | "-" | "'" | "’") && index > 0
}

/// `Smith and Jones`.
fn joins_names(line: &Line<'_>, index: usize) -> bool {
    line.is_one_of(index, &["and", "und", "et", "y"])
        && is_large(line.word(index + 1))
        && index > 0
        && is_large(line.before(index))
}

/// The speaker that ends right before the token `end`, over an apposition if one stands there.
fn ahead_of(line: &Line<'_>, first: usize, end: usize) -> Option<Range<usize>> {
    let is_comma = |index: usize| matches!(line.word(index), "," | "،" | "–" | "—" | "(" | ")");
    let mut end = end;
    let mut apposed = None;
    if end > first && is_comma(end - 1) {
        let begin = (first..end - 1).rev().find(|index| is_comma(*index))?;
        apposed = whole_name(line, begin + 1..end - 1);
        end = begin;
    }
    let stops = |index: usize| {
        let mark = line.kind(index) == Some(Kind::Mark) && !ends_title(line, index) && !is_inner(line, index);
        mark || line.is_one_of(
            index,
            &[
                "and", "but", "while", "because", "that", "when", "as", "if", "who", "which", "where", "und", "aber",
                "mais", "pero",
            ],
        ) && !joins_names(line, index)
    };
    let begin = (first..end).rev().find(|index| stops(*index)).map_or(first, |index| index + 1);
    // Adverbs between: she later said, he also added.
    while end > begin
        && (line.is_one_of(end - 1, AUXILIARIES)
            || line.is_one_of(end - 1, ADVERBS)
            || line.before(end).ends_with("ly") && line.before(end).chars().all(char::is_lowercase))
    {
        end -= 1;
    }
    if end == begin + 1 && line.is_one_of(begin, PRONOUNS) {
        return Some(begin..end);
    }
    let group = named(line, begin.max(end.saturating_sub(MOST_WORDS))..end);
    by_name(line, group, apposed)
}

/// `range` where it is a name and no more: `the mayor, Ada Obi, said`.
fn whole_name(line: &Line<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let name = name_at_end(line, range.clone()).filter(|name| name.len() > 1)?;
    (name.start == without_titles(line, range).start).then_some(name)
}

/// The name beside a group of words that only says what the speaker is, if there is one.
fn by_name(line: &Line<'_>, group: Option<Range<usize>>, name: Option<Range<usize>>) -> Option<Range<usize>> {
    let is_role = group.as_ref().is_none_or(|group| line.is_one_of(group.start, DETERMINERS));
    name.filter(|_| is_role).or(group)
}

fn is_large(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a word is of a script without letters of two sizes.
fn is_unsized(word: &str) -> bool {
    word.chars().next().is_some_and(|char| char.is_alphabetic() && !char.is_uppercase() && !char.is_lowercase())
}

/// The name or the group of words among the tokens `range` that says who.
fn named(line: &Line<'_>, range: Range<usize>) -> Option<Range<usize>> {
    if range.is_empty() {
        return None;
    }
    let range = without_titles(line, range);
    if range.is_empty() {
        return None;
    }
    let head = line.word(range.start);
    let determined = is_one_of(head, DETERMINERS);
    if let Some(name) = name_at_end(line, range.clone()) {
        let after_of = name.start > range.start
            && line.is_one_of(
                name.start - 1,
                &["of", "for", "in", "from", "at", "de", "von", "of the", "the", "du", "des"],
            );
        let whole_group = determined && (after_of || name.start == range.start + 1);
        if !whole_group && !(after_of && is_large(head)) {
            return Some(name);
        }
        return Some(range);
    }
    if is_unsized(head) {
        return Some(range.start..range.end.min(range.start + 4));
    }
    let few = range.len() <= 6;
    let plural = |index: usize| {
        line.word(index).ends_with('s') || line.is_one_of(index, &["police", "people", "women", "men", "children"])
    };
    let sound = determined || is_large(head) || range.clone().any(plural) || line.is_one_of(range.start, PRONOUNS);
    (few && sound && !(range.len() == 1 && determined)).then_some(range)
}

/// The run of words written large at the end of `range`, with small words of names in it: `Ludwig van Beethoven`.
fn name_at_end(line: &Line<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let joins = |index: usize| {
        ends_title(line, index)
            || is_inner(line, index)
            || line.is_one_of(
                index,
                &["van", "von", "de", "der", "den", "bin", "al", "da", "del", "di", "la", "le", "ibn", "ben"],
            )
            || joins_names(line, index)
    };
    let mut start = range.end;
    while start > range.start
        && (is_large(line.word(start - 1)) && line.kind(start - 1) == Some(Kind::Word)
            || (joins(start - 1) && start < range.end))
    {
        start -= 1;
    }
    while start < range.end && !is_large(line.word(start)) {
        start += 1;
    }
    let name = without_titles(line, start..range.end);
    let first = line.word(name.start);
    (!name.is_empty() && !(name.len() == 1 && is_one_of(first, DETERMINERS)))
        .then_some(if is_one_of(first, DETERMINERS) { name.start + 1..name.end } else { name })
}

/// `range` without the titles it begins with, unless nothing else is there.
fn without_titles(line: &Line<'_>, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    while start < range.end && (is_title(line.word(start)) || line.word(start) == "." && start > range.start) {
        start += 1;
    }
    let rest = start..range.end;
    if rest.is_empty() || !is_large(line.word(start)) { range } else { rest }
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
        let speaker = found.speaker.map_or(cue.start(), |speaker| speaker.start());
        words_before(&line, cue.start().min(speaker)) <= 4
    });
    closes && words <= MOST_WORDS && !ended && one_line && begins
}

/// How many words stand before the byte `at`: of a title before a name.
fn words_before(line: &Line<'_>, at: usize) -> usize {
    line.tokens.iter().filter(|token| token.start < at && token.kind != Kind::Mark).count()
}
