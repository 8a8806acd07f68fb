//! Which words are the speaker, and which the verb? Names without titles, groups of words that name someone, pronouns.

use std::ops::Range;

use super::cues::{ADVERBS, AUXILIARIES, DETERMINERS, PRONOUNS, STOPS, TITLES, VERBS, WITH_SPEAKER};
use super::tokens::{Kind, Line, is_one_of};

/// The most words of a speaker.
const MOST_WORDS: usize = 12;

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

/// The speaker within a French verb: `dit-il` has it in itself.
pub(super) fn of_verb(line: &Line<'_>, cue: &Range<usize>) -> Option<Range<usize>> {
    cue.clone().find(|index| line.is_one_of(*index, WITH_SPEAKER)).map(|index| index..index + 1)
}

/// The speaker from the token `at` on.
pub(super) fn after(line: &Line<'_>, at: usize) -> Option<Range<usize>> {
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
pub(super) fn ahead_of(line: &Line<'_>, first: usize, end: usize) -> Option<Range<usize>> {
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
        if !(whole_group || after_of && is_large(head)) {
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
    (!(name.is_empty() || name.len() == 1 && is_one_of(first, DETERMINERS)))
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
