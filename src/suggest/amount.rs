//! How much, and of what? A number with its sign, its multiplier and its unit, or the noun that it counts.

use std::ops::Range;

use super::number_words::{magnitude, read};
use super::tokens::{Kind, Line, digit, is_hyphen, is_one_of};
use super::units::{
    CURRENCY_CODES, DOLLAR_LETTERS, FUNCTION, GLUED, HYPHENED, MEASURES, MONEY, NO_NOUNS, PERCENT, PLURALS, POINTS,
    STATES, UNSPACED_MAGNITUDES, UNSPACED_UNITS, is_currency,
};
use crate::text::is_unspaced;

/// The digits or the words of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// These bytes of the text.
    Digits(Range<usize>),
    /// Words that say this.
    Words(u128),
}

/// What `half` does to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// It is not there.
    Absent,
    /// `half a million`
    Of,
    /// `two and a half`
    More,
}

/// What a number counts or is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Nothing that the text says.
    Bare,
    /// Per cent, in any spelling.
    Percent,
    /// Anything else that only measures: money, kilometres, points.
    Measure,
    /// A counted noun.
    Noun,
}

/// A number with what belongs to it. Tokens `first..end`; `core` is its first digit or word.
#[derive(Clone, Debug)]
pub(super) struct Amount {
    pub first: usize,
    pub core: usize,
    pub end: usize,
    pub end_byte: usize,
    pub value: Value,
    pub power: usize,
    pub half: Half,
    pub unit: Unit,
    pub unit_bytes: Range<usize>,
}

pub(super) fn small(line: &Line<'_>, amount: &Amount) -> Option<u128> {
    match &amount.value {
        Value::Words(value) => Some(*value),
        Value::Digits(bytes) => line.text.get(bytes.clone())?.parse().ok().filter(|value| *value <= 1_000_000),
    }
}

/// Whether four plain digits may be a year.
pub(super) fn is_like_a_year(line: &Line<'_>, amount: &Amount) -> bool {
    let Value::Digits(bytes) = &amount.value else { return false };
    let digits = line.text.get(bytes.clone()).unwrap_or_default();
    let value: u32 = digits.chars().try_fold(0_u32, |sum, char| Some(sum.checked_mul(10)? + digit(char)?)).unwrap_or(0);
    digits.chars().count() == 4 && (1500..=2100).contains(&value) && amount.power == 0
}

/// About how much a number says, to compare two.
pub(super) fn rough(line: &Line<'_>, amount: &Amount) -> f64 {
    match &amount.value {
        Value::Words(value) => value.to_string().parse().unwrap_or(f64::MAX),
        Value::Digits(bytes) => {
            let digits = line.text.get(bytes.clone()).unwrap_or_default().chars().take(40);
            let plain: String = digits
                .filter_map(|char| if char == '.' { Some(char) } else { char::from_digit(digit(char)?, 10) })
                .collect();
            plain.parse().unwrap_or(f64::MIN)
        }
    }
}

pub(super) fn word_amount(line: &Line<'_>, core: usize, end: usize, value: u128) -> Amount {
    let end_byte = line.end(end);
    Amount {
        first: core,
        core,
        end,
        end_byte,
        value: Value::Words(value),
        power: 0,
        half: Half::Absent,
        unit: Unit::Bare,
        unit_bytes: end_byte..end_byte,
    }
}

/// The number at the token `core` with sign, multiplier and unit, but without the counted noun.
pub(super) fn amount_at(line: &Line<'_>, core: usize, floor: usize) -> Option<Amount> {
    let mut amount = match line.kind(core)? {
        Kind::Number => Amount {
            value: Value::Digits(line.get(core)?.start..line.get(core)?.end),
            ..word_amount(line, core, core + 1, 0)
        },
        Kind::Word => in_words(line, core, floor)?,
        Kind::Mark => return None,
    };
    and_a_half(line, &mut amount);
    multiplied(line, &mut amount);
    let money = signed(line, &mut amount, floor);
    measured(line, &mut amount);
    if let Some(money) = money.filter(|_| amount.unit == Unit::Bare) {
        amount.unit = Unit::Measure;
        amount.unit_bytes = money;
    }
    per(line, &mut amount);
    Some(amount)
}

fn in_words(line: &Line<'_>, core: usize, floor: usize) -> Option<Amount> {
    if line.is(core, "half") && line.is_one_of(core + 1, &["a", "an"]) {
        let (value, end) = read(line, core + 1).unwrap_or((1, core + 2));
        let amount = Amount { half: Half::Of, ..word_amount(line, core, end, value) };
        return (value > 1 || line.phrase(end, MEASURES).is_some()).then_some(amount);
    }
    if let Some(amount) = hyphened(line, core) {
        return Some(amount);
    }
    let (value, end) = read(line, core)?;
    let mut amount = word_amount(line, core, end, value);
    let article =
        core > floor && line.is_one_of(core - 1, &["a", "an"]) && [12, 100].contains(&value) | (value >= 1000);
    if article {
        amount.first -= 1;
        if amount.first > floor && line.is(amount.first - 1, "half") {
            amount.first -= 1;
            amount.half = Half::Of;
        }
    }
    Some(amount)
}

/// A number and its unit in one word: `five-metre`.
fn hyphened(line: &Line<'_>, core: usize) -> Option<Amount> {
    let token = line.get(core)?;
    let (count, unit) = line.word(core).rsplit_once(is_hyphen).filter(|(_, unit)| is_one_of(unit, HYPHENED))?;
    let number = Line::new(line.text, token.start..token.start + count.len());
    let (value, end) = read(&number, 0)?;
    let unit_bytes = token.end - unit.len()..token.end;
    let amount = Amount { unit: Unit::Measure, unit_bytes, ..word_amount(line, core, core + 1, value) };
    (end == number.len()).then_some(amount)
}

fn and_a_half(line: &Line<'_>, amount: &mut Amount) {
    if let Some(count) = line.phrase(amount.end, &["and a half"]) {
        amount.half = Half::More;
        amount.end += count;
        amount.end_byte = line.end(amount.end);
    }
}

fn multiplied(line: &Line<'_>, amount: &mut Amount) {
    for _ in 0..3 {
        let Some(power) = magnitude(line, amount.end).filter(|_| !is_metres(line, amount)) else { break };
        amount.power = (amount.power + power).min(30);
        let dotted = is_one_of(line.word(amount.end), &["mio", "mrd"]) && line.word(amount.end + 1) == ".";
        amount.end += 1 + usize::from(dotted);
        amount.end_byte = line.end(amount.end);
    }
}

/// Whether `m` behind digits is metres: no currency stands before, nothing is counted behind.
fn is_metres(line: &Line<'_>, amount: &Amount) -> bool {
    let money =
        line.before(amount.core).chars().any(is_currency) || is_one_of(line.before(amount.core), CURRENCY_CODES);
    line.word(amount.end) == "m" && !money && noun(line, amount.end + 1, &amount.value) == 0
}

/// Takes a sign and a currency before the number; gives back where the currency stands.
fn signed(line: &Line<'_>, amount: &mut Amount, floor: usize) -> Option<Range<usize>> {
    let mut money = None;
    if let Some(before) = amount.first.checked_sub(1).filter(|before| *before >= floor) {
        let word = line.word(before);
        let sign = word.chars().all(is_currency) && !word.is_empty();
        if sign || (is_one_of(word, CURRENCY_CODES) && word.chars().all(|char| !char.is_lowercase() || char == 's')) {
            let letters = before > floor && sign && line.is_glued(before) && line.is_one_of(before - 1, DOLLAR_LETTERS);
            amount.first = before - usize::from(letters);
            money = Some(line.start(amount.first)..line.end(before + 1));
        }
    }
    if let Some(before) = amount.first.checked_sub(1).filter(|before| *before >= floor) {
        let apart = !line.is_glued(before) || matches!(line.before(before), "(" | "[" | "“" | "\"" | "«");
        let sign =
            matches!(line.word(before), "+" | "-" | "−" | "–" | "±" | "~") && line.is_glued(amount.first) && apart;
        if sign || line.is(before, "minus") {
            amount.first = before;
        }
    }
    money
}

fn measured(line: &Line<'_>, amount: &mut Amount) {
    let at = amount.end;
    let word = line.word(at);
    let glued = line.is_glued(at);
    if glued && word.chars().next().is_some_and(is_unspaced) {
        return unspaced(line, amount);
    }
    let (unit, first, count) = if matches!(word, "%" | "‰" | "٪" | "％") {
        (Unit::Percent, at, 1)
    } else if let Some(count) = line.phrase(at, POINTS) {
        (Unit::Measure, at, count)
    } else if let Some(count) = line.phrase(at, PERCENT) {
        (Unit::Percent, at, count)
    } else if matches!(word, "°" | "º" | "℃" | "℉") {
        (Unit::Measure, at, 1 + usize::from(line.is_glued(at + 1) && matches!(line.word(at + 1), "C" | "F")))
    } else if word.chars().all(is_currency) && !word.is_empty() && !line.is_glued(at + 1) {
        (Unit::Measure, at, 1)
    } else if glued
        && word.chars().all(is_hyphen)
        && !word.is_empty()
        && line.is_glued(at + 1)
        && line.is_one_of(at + 1, HYPHENED)
    {
        (Unit::Measure, at + 1, 1)
    } else if glued && GLUED.contains(&word) {
        (Unit::Measure, at, 1)
    } else if let Some(count) =
        line.phrase(at, MONEY).max(line.phrase(at, MEASURES)).filter(|_| !glued && word.len() > 1)
    {
        (Unit::Measure, at, count)
    } else {
        return;
    };
    amount.unit = unit;
    amount.end = first + count;
    amount.end_byte = line.end(amount.end);
    amount.unit_bytes = line.start(first)..amount.end_byte;
}

/// Multipliers and the measure word at the beginning of a run of Chinese or Japanese.
fn unspaced(line: &Line<'_>, amount: &mut Amount) {
    let mut rest = line.word(amount.end);
    let mut at = line.start(amount.end);
    while let Some((word, power)) = UNSPACED_MAGNITUDES.iter().find(|(word, _)| rest.starts_with(word)) {
        amount.power = (amount.power + power).min(30);
        rest = &rest[word.len()..];
        at += word.len();
    }
    amount.end_byte = at;
    amount.end += usize::from(at > line.start(amount.end));
    if let Some(unit) = UNSPACED_UNITS.iter().find(|unit| rest.starts_with(**unit)) {
        amount.unit = Unit::Measure;
        amount.unit_bytes = at..at + unit.len();
        amount.end_byte = at + unit.len();
        amount.end = amount.end.max(amount.core + 2);
    }
}

/// `per hour`, `an hour`, `/h` behind a unit.
fn per(line: &Line<'_>, amount: &mut Amount) {
    let whole = [
        "hour", "day", "week", "month", "year", "litre", "liter", "gallon", "barrel", "head", "person", "share",
        "night", "ton", "tonne", "kilo", "kilogram", "pound", "minute", "second", "mile", "metre", "meter", "foot",
    ];
    let at = amount.end;
    let slash =
        line.word(at) == "/" && line.is_glued(at) && line.is_glued(at + 1) && line.kind(at + 1) == Some(Kind::Word);
    let shaped = usize::from(line.is_one_of(at + 1, &["cubic", "square", "metric", "working"]));
    let article = line.is_one_of(at, &["a", "an", "per", "each"]) && line.is_one_of(at + 1 + shaped, &whole);
    let per = line.is(at, "per") && line.kind(at + 1) == Some(Kind::Word) && !line.is(at + 1, "cent");
    let bare = amount.unit == Unit::Bare;
    if amount.end_byte != line.end(at) || !(article || (!bare && (slash || per))) {
        return;
    }
    amount.end += 2 + shaped;
    amount.end_byte = line.end(amount.end);
    if bare {
        amount.unit = Unit::Measure;
        amount.unit_bytes = line.start(at)..amount.end_byte;
    } else if amount.unit_bytes.end > line.start(amount.core) {
        amount.unit_bytes.end = amount.end_byte;
    }
}

/// How many tokens at `at` are the counted noun: `homes`, `new homes`; none where it is no noun.
pub(super) fn noun(line: &Line<'_>, at: usize, value: &Value) -> usize {
    if line.kind(at) != Some(Kind::Word) || line.is_glued(at) {
        return 0;
    }
    let word = line.word(at);
    if is_one_of(word, FUNCTION) || is_one_of(word, NO_NOUNS) {
        return 0;
    }
    if is_people(word) {
        return 1;
    }
    if !is_small(word) {
        return usize::from(word.len() > 1 && word.chars().skip(1).all(char::is_lowercase) && line.is_german());
    }
    let state = is_one_of(word, STATES);
    if is_plural(word) && !state {
        return 1;
    }
    if is_small(line.word(at + 1))
        && is_plural(line.word(at + 1))
        && !line.is_one_of(at + 1, FUNCTION)
        && !line.is_glued(at + 1)
    {
        return 2;
    }
    if state {
        return 1;
    }
    let describes = ["ed", "ing", "ly"].iter().any(|end| word.ends_with(end));
    let single = matches!(value, Value::Words(1)) || matches!(value, Value::Digits(_));
    usize::from(single && !describes && word.chars().count() > 2)
}

/// Whether a word written large names people: Americans, Republicans, Israelis.
fn is_people(word: &str) -> bool {
    let ends = ["ans", "crats", "ists", "ims", "ites", "lis", "nis", "ews"];
    let short = word.strip_suffix('s').is_some_and(|short| short.len() > 1 && short.chars().all(char::is_uppercase));
    let is_name = word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase);
    short || word.len() > 4 && is_name && ends.iter().any(|end| word.ends_with(end))
}

/// Whether a word is not written large; a script without letters of two sizes has only small ones.
pub(super) fn is_small(word: &str) -> bool {
    word.chars().next().is_some_and(|char| char.is_alphabetic() && !char.is_uppercase() && !is_unspaced(char))
}

pub(super) fn is_plural(word: &str) -> bool {
    let known = word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && word.len() > 3;
    let unsized_script = word.chars().next().is_some_and(|char| !char.is_lowercase() && !char.is_uppercase());
    (known || unsized_script || is_one_of(word, PLURALS)) && !is_one_of(word, NO_NOUNS)
}
