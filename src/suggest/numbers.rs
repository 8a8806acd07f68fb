//! Which numbers of a text measure or count something? Not dates and times, not names, pages and ordinals.

use std::ops::Range;

use super::amount::{Amount, Unit, Value, is_like_a_year};
use super::measure::measure;
use super::number_words::is_number_word;
use super::phrase::{Phrase, Shape, is_core, phrase_at};
use super::tokens::{Kind, Line, digit, is_dash, is_one_of, pieces, whole};
use super::units::{AGO, CLOCK_OPENERS, CLOCKS, FUNCTION, LABELS, MONTHS, UNSPACED_TIMES};
use crate::text::{Span, is_unspaced};

/// The stretches of `range` that measure or count something, each with its unit and the small words that change its size, in order.
///
/// ```
/// let text = "Fares rose about 4.2 per cent on 12 May 2024.";
/// let found = copydesk::suggest::numbers(text, 0..text.len());
/// assert_eq!(found.iter().map(|span| span.of(text)).collect::<Vec<_>>(), ["about 4.2 per cent"]);
/// ```
pub fn numbers(text: &str, range: Range<usize>) -> Vec<Span> {
    pieces(text, range).flat_map(|piece| in_line(&Line::new(text, piece))).collect()
}

/// The numbers of one piece. What says no number when it stands alone, such as `3.5½`, is not proposed: nothing could be
/// filled in of it.
pub(super) fn in_line(line: &Line<'_>) -> Vec<Span> {
    let found = phrases(line).into_iter().filter_map(|phrase| whole(line.text, phrase.bytes));
    found.filter(|span| !measure(span.of(line.text)).value.is_empty()).collect()
}

/// The phrases of one piece that measure or count, in order, none touching another.
fn phrases(line: &Line<'_>) -> Vec<Phrase> {
    let mut found = Vec::new();
    let (mut at, mut floor) = (0, 0);
    while at < line.len() {
        match is_core(line, at).then(|| phrase_at(line, at, floor)).flatten() {
            Some(phrase) => {
                let end = phrase.end.max(at + 1);
                if measures(line, &phrase) {
                    found.push(phrase);
                    floor = end;
                }
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a phrase measures or counts something.
fn measures(line: &Line<'_>, phrase: &Phrase) -> bool {
    if matches!(phrase.shape, Shape::Part(..) | Shape::Times(_)) && matches!(phrase.amount.value, Value::Words(_)) {
        return true;
    }
    let amounts = || std::iter::once(&phrase.amount).chain(&phrase.second);
    if amounts().any(|amount| is_part_of_more(line, amount, phrase)) {
        return false;
    }
    let last = phrase.second.as_ref().unwrap_or(&phrase.amount);
    let named = is_name(line, phrase) && last.unit != Unit::Percent;
    !named && !is_date(line, phrase, last) && !is_time(line, phrase, last) && says_enough(line, phrase, last)
}

/// Whether digits are only a piece of something longer: a path, a telephone number, `5G`, `3rd`, `2-1`.
fn is_part_of_more(line: &Line<'_>, amount: &Amount, phrase: &Phrase) -> bool {
    if !matches!(amount.value, Value::Digits(_)) {
        return false;
    }
    let (first, end) = (amount.first, amount.end);
    let inside = |index: usize| phrase.first < index && index < phrase.end;
    let joins = |word: &str| {
        word.chars().all(|char| {
            matches!(char, '/' | '#' | '@' | '_' | '=' | '&' | ':' | '\\' | '’' | '\'' | '.' | '§') || is_dash(char)
        })
    };
    let joined_before = line.is_glued(first)
        && !inside(first)
        && (joins(line.before(first)) || is_spaced_word(line, first.wrapping_sub(1)));
    let behind = line.word(end);
    let whole_token = amount.end_byte == line.end(end);
    let hyphened = behind.chars().all(is_dash)
        && !behind.is_empty()
        && (line.is_glued(end + 1) || line.is_one_of(end + 1, &["to", "and", "or"]))
        && line.kind(end + 1) != Some(Kind::Mark);
    let joined_behind = whole_token
        && line.is_glued(end)
        && !inside(end)
        && (is_spaced_word(line, end) || hyphened || matches!(behind, "/" | ":" | "_" | "@") && line.is_glued(end + 1));
    let bracketed = first > 1 && line.before(first) == "(" && line.is_glued(first) && line.is_glued(first - 1);
    joined_before || joined_behind || bracketed || leads_with_zero(line, amount) || is_telephone(line, phrase)
}

/// Whether a token is a word of a language that writes blanks between words.
fn is_spaced_word(line: &Line<'_>, index: usize) -> bool {
    line.kind(index) == Some(Kind::Word) && !line.word(index).chars().next().is_some_and(is_unspaced)
}

fn leads_with_zero(line: &Line<'_>, amount: &Amount) -> bool {
    let digits = line.word(amount.core);
    let mut chars = digits.chars().map(digit);
    chars.next() == Some(Some(0)) && chars.next().is_some_and(|second| second.is_some())
}

/// Numbers stand in a row.
fn is_telephone(line: &Line<'_>, phrase: &Phrase) -> bool {
    let is_number = |index: Option<usize>| index.and_then(|index| line.kind(index)) == Some(Kind::Number);
    let before = phrase.first.checked_sub(1);
    let over_mark = phrase
        .first
        .checked_sub(2)
        .filter(|_| line.is_glued(phrase.first) && line.before(phrase.first).chars().all(is_dash));
    let behind = phrase.end + usize::from(line.word(phrase.end) == ")");
    !is_measured(phrase) && (is_number(before) || is_number(over_mark) || is_number(Some(behind)))
}

/// `Route 66`, `page 3`, `Boeing 787`, `Phase two`; and `1.` where a list has it.
fn is_name(line: &Line<'_>, phrase: &Phrase) -> bool {
    let first = phrase.amount.first.min(phrase.first);
    if first == 0 {
        let behind = line.word(phrase.end);
        return phrase.amount.unit == Unit::Bare
            && matches!(behind, "." | ")")
            && line.is_glued(phrase.end)
            && line.len() > phrase.end + 1;
    }
    let before = line.before(first);
    let dotted = before == "." && line.is_glued(first - 1);
    let label = if dotted && first > 1 { line.before(first - 1) } else { before };
    if is_label(label) && !(dotted && first > 2 && !is_abbreviated(label)) {
        return true;
    }
    let is_large = before.chars().next().is_some_and(char::is_uppercase);
    let opens = first == 1 || matches!(line.before(first - 1), "." | "!" | "?" | "“" | "\"" | ":");
    is_large && !opens && phrase.first == phrase.amount.first && !is_one_of(before, FUNCTION) && !is_measured(phrase)
}

fn is_abbreviated(label: &str) -> bool {
    is_one_of(label, &["no", "nos", "nr", "p", "pp", "fig", "art", "vol", "apt", "para"])
}

fn is_label(word: &str) -> bool {
    let run = word.chars().next_back().filter(|char| *char == '第');
    run.is_some() || is_one_of(word, LABELS)
}

fn is_measured(phrase: &Phrase) -> bool {
    let last = phrase.second.as_ref().unwrap_or(&phrase.amount);
    matches!(last.unit, Unit::Measure | Unit::Percent) || last.power > 0
}

/// Days with their month, and years.
fn is_date(line: &Line<'_>, phrase: &Phrase, last: &Amount) -> bool {
    let digits = matches!(phrase.amount.value, Value::Digits(_));
    let month = |index: usize| is_month(line.word(index));
    let behind = phrase.amount.end.min(last.core + 1);
    let next = behind + usize::from(line.word(behind) == "." || line.is_one_of(behind, &["de", "of"]));
    let dotted = phrase.first > 1 && line.before(phrase.first) == "." && month(phrase.first - 2);
    let beside = digits
        && (month(last.core + 1)
            || month(next)
            || (dotted || phrase.first > 0 && month(phrase.first - 1)) && !is_measured(phrase));
    if beside
        || UNSPACED_TIMES.iter().any(|time| {
            digits && last.end_byte == line.end(last.core + 1) && line.word(last.core + 1).starts_with(*time)
        })
    {
        return true;
    }
    if !is_like_a_year(line, &phrase.amount) || is_measured(phrase) {
        return false;
    }
    let counted = [
        "people",
        "homes",
        "children",
        "jobs",
        "deaths",
        "cases",
        "houses",
        "students",
        "workers",
        "patients",
        "residents",
        "votes",
        "soldiers",
        "families",
        "pupils",
        "schools",
        "men",
        "women",
        "copies",
        "employees",
        "members",
        "visitors",
        "personnes",
        "personas",
        "troops",
        "refugees",
        "migrants",
        "prisoners",
        "protesters",
        "passengers",
        "tickets",
        "trees",
        "logements",
    ];
    let noun = line.text.get(last.unit_bytes.clone()).unwrap_or_default();
    let softened = phrase.modifier.is_some() && last.unit == Unit::Noun;
    !(softened || is_one_of(noun, &counted))
}

fn is_month(word: &str) -> bool {
    let is_large = word.chars().next().is_some_and(|char| !char.is_lowercase());
    is_one_of(word, MONTHS) && (is_large || !matches!(word, "may" | "march" | "mar" | "sept" | "jun" | "dec" | "oct"))
}

/// A time of the day, or a stretch of time that only says when.
fn is_time(line: &Line<'_>, phrase: &Phrase, last: &Amount) -> bool {
    if line.is_one_of(phrase.end, AGO) && last.unit == Unit::Measure && !line.is(phrase.end, "on") {
        return true;
    }
    let clock = line.is_one_of(last.core + 1, CLOCKS) && matches!(last.value, Value::Digits(_));
    let worded = line.is_one_of(last.end, &["o'clock", "a.m.", "p.m.", "am", "pm", "Uhr"]) && last.unit == Unit::Bare;
    let dotted = last.unit == Unit::Bare
        && is_one_of(line.before(phrase.first), CLOCK_OPENERS)
        && line
            .word(last.core)
            .split_once('.')
            .is_some_and(|(hours, minutes)| hours.len() <= 2 && minutes.len() == 2 && minutes < "60");
    clock || worded || dotted
}

/// Whether a phrase has a unit or a noun, or is a number that needs none.
fn says_enough(line: &Line<'_>, phrase: &Phrase, last: &Amount) -> bool {
    if phrase.shape == Shape::OneIn {
        return true;
    }
    let before = line.before(phrase.first);
    match (&phrase.amount.value, last.unit) {
        (Value::Words(1), unit) if phrase.shape == Shape::Plain => is_one_that_counts(line, phrase, unit),
        (_, Unit::Measure | Unit::Percent) => true,
        (Value::Words(_), Unit::Noun) => !is_one_of(before, &["few", "several", "many", "other", "those"]),
        (Value::Digits(_), Unit::Noun) => true,
        (Value::Words(value), Unit::Bare) => {
            let alone = phrase.shape == Shape::Plain
                && !is_one_of(before, &["few", "several", "many", "the", "these", "those"]);
            alone && (*value > 12 || phrase.modifier.is_some()) || last.power > 0
        }
        (Value::Digits(_), Unit::Bare) => {
            let ranged = phrase.shape == Shape::Range && phrase.first == phrase.amount.first;
            !ranged
                && !is_age(line, phrase)
                && !is_limit_of_age(line, phrase)
                && !is_address(line, phrase)
                && !is_score(line, phrase)
        }
    }
}

/// `one` that is no person, thing or day: before a unit, or softened.
fn is_one_that_counts(line: &Line<'_>, phrase: &Phrase, unit: Unit) -> bool {
    let before = line.before(phrase.first);
    let idle = ["no", "any", "every", "each", "some", "the", "this", "that", "only", "which", "another"];
    let vague = is_one_of(line.word(phrase.amount.core + 1), &["day", "point", "time", "second", "minute"]);
    let softened = phrase.modifier.is_some() || phrase.first < phrase.amount.first;
    match unit {
        Unit::Percent => true,
        Unit::Measure => (softened || !vague) && !is_one_of(before, &idle),
        Unit::Noun => softened && !is_one_of(before, &idle),
        Unit::Bare => phrase.amount.power > 0,
    }
}

/// `Ana Ruiz, 45, said`; `he was 12`.
fn is_age(line: &Line<'_>, phrase: &Phrase) -> bool {
    let small = line.word(phrase.amount.core).chars().count() <= 2 && phrase.first == phrase.amount.core;
    if small && is_one_of(line.before(phrase.first), &["aged", "is", "was", "am", "turned", "are", "were"]) {
        return true;
    }
    let named = phrase.first >= 2 && line.word(phrase.first - 2).chars().next().is_some_and(char::is_uppercase);
    line.before(phrase.first) == ","
        && named
        && matches!(line.word(phrase.end), "," | "")
        && !is_number_word(line.word(phrase.end))
}

/// `children under 5`, `people over 65`: two digits and no unit.
fn is_limit_of_age(line: &Line<'_>, phrase: &Phrase) -> bool {
    let limits = line.is_one_of(phrase.first, &["under", "over"]) && phrase.amount.first == phrase.first + 1;
    limits && phrase.amount.power == 0 && line.word(phrase.amount.core).chars().count() <= 2
}

/// `12 Elm Street`.
fn is_address(line: &Line<'_>, phrase: &Phrase) -> bool {
    let is_large = line.word(phrase.end).starts_with(char::is_uppercase);
    is_large && phrase.first == phrase.amount.core && phrase.amount.power == 0
}

/// `by 7 to 2`.
fn is_score(line: &Line<'_>, phrase: &Phrase) -> bool {
    let before = phrase.first.checked_sub(2).is_some_and(|index| line.kind(index) == Some(Kind::Number));
    let behind = line.is(phrase.end, "to") && line.kind(phrase.end + 1) == Some(Kind::Number);
    phrase.first == phrase.amount.core && (behind || (before && line.is(phrase.first - 1, "to")))
}
