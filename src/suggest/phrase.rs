//! Which words beside a number belong to it? Small words before, multiplier, unit or the counted noun behind.

use std::ops::Range;

use super::number_words::{fraction, is_number_word, magnitude, part, read};
use super::tokens::{Kind, Line, digit, is_dash, is_hyphen, is_one_of, is_unspaced};
use super::units::{
    CURRENCY_CODES, DOLLAR_LETTERS, FUNCTION, GLUED, HYPHENED, MEASURES, MODIFIERS, MONEY, NO_NOUNS, PERCENT, PLURALS,
    POINTS, STATES, UNSPACED_MAGNITUDES, UNSPACED_UNITS, is_currency,
};

/// What a phrase says of its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One number: `more than 1,200 homes`.
    Plain,
    /// Two ends: `from 12 to 15 degrees`.
    Range,
    /// Some of so many: `one in five adults`.
    OneIn,
    /// A fraction of a whole: `two thirds of voters`. Numerator and denominator.
    Part(u128, u128),
    /// So many times what something else is: `twice as many`. In halves.
    Times(u128),
}

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

/// A whole phrase that measures or counts.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub first: usize,
    pub end: usize,
    pub bytes: Range<usize>,
    pub shape: Shape,
    pub amount: Amount,
    pub second: Option<Amount>,
    pub modifier: Option<&'static str>,
}

/// Whether a phrase may have its first number at the token `index`.
pub(super) fn is_core(line: &Line<'_>, index: usize) -> bool {
    let word = line.word(index);
    match line.kind(index) {
        Some(Kind::Number) => true,
        Some(Kind::Word) => {
            is_number_word(word) || is_one_of(word, &["half", "third", "quarter", "fifth", "tenth", "twice", "thrice"])
        }
        _ => false,
    }
}

/// The phrase whose first number is at the token `core`, beginning no earlier than the token `floor`.
pub(super) fn phrase_at(line: &Line<'_>, core: usize, floor: usize) -> Option<Phrase> {
    let amount = amount_at(line, core, floor);
    let bare = times(line, core, amount.as_ref())
        .or_else(|| parts(line, core, floor))
        .or_else(|| Some(counted(line, amount?, floor)))?;
    Some(softened(line, bare, floor))
}

/// The words before and behind that change the size.
fn softened(line: &Line<'_>, mut phrase: Phrase, floor: usize) -> Phrase {
    for _ in 0..2 {
        if let Some((name, count)) =
            modifier_before(line, phrase.first).filter(|(_, count)| phrase.first >= floor + count)
        {
            phrase.first -= count;
            phrase.modifier = phrase.modifier.or((!name.is_empty()).then_some(name));
        }
    }
    let behind: &[(&'static str, &[&str])] = &[
        ("at least", &["or more"]),
        ("at most", &["or less", "or fewer"]),
        ("approximately", &["or so"]),
        ("average", &["on average"]),
    ];
    for (name, phrases) in behind {
        if let Some(count) = line.phrase(phrase.end, phrases) {
            phrase.end += count;
            phrase.bytes.end = line.end(phrase.end);
            phrase.modifier = phrase.modifier.or(Some(name));
            with_late_noun(line, &mut phrase);
        }
    }
    phrase.bytes.start = line.start(phrase.first);
    phrase
}

/// The noun of `15 or more employees`.
fn with_late_noun(line: &Line<'_>, phrase: &mut Phrase) {
    let count = noun(line, phrase.end, &phrase.amount.value);
    if phrase.shape == Shape::Plain && phrase.amount.unit == Unit::Bare && count > 0 {
        phrase.amount.unit = Unit::Noun;
        phrase.amount.unit_bytes = line.start(phrase.end)..line.end(phrase.end + count);
        phrase.end += count;
        phrase.bytes.end = line.end(phrase.end);
    }
}

fn modifier_before(line: &Line<'_>, index: usize) -> Option<(&'static str, usize)> {
    // A dot may stand behind an abbreviation: ca. 300.
    let dotted = usize::from(
        line.before(index) == "."
            && index.checked_sub(2).is_some_and(|before| line.is_one_of(before, &["ca", "approx"])),
    );
    let found =
        MODIFIERS.iter().filter_map(|(name, phrases)| Some((*name, line.phrase_before(index - dotted, phrases)?)));
    found.max_by_key(|(_, count)| *count).map(|(name, count)| (name, count + dotted))
}

fn plain(line: &Line<'_>, shape: Shape, amount: Amount, end: usize) -> Phrase {
    let bytes = line.start(amount.first)..if end > amount.end { line.end(end) } else { amount.end_byte };
    Phrase { first: amount.first, end: end.max(amount.end), bytes, shape, amount, second: None, modifier: None }
}

/// `twice as many`, `three times more`, `half as much`.
fn times(line: &Line<'_>, core: usize, amount: Option<&Amount>) -> Option<Phrase> {
    let single = [("twice", 4), ("thrice", 6), ("half", 1)].into_iter().find(|(word, _)| line.is(core, word));
    if let Some((_, halves)) = single {
        let end = compared(line, core + 1)?;
        return Some(plain(line, Shape::Times(halves), word_amount(line, core, core + 1, halves), end));
    }
    let amount = amount.filter(|amount| line.is(amount.end - 1, "times"))?;
    let end = compared(line, amount.end)?;
    let count = small(line, amount)?.checked_mul(2)?;
    Some(plain(line, Shape::Times(count), amount.clone(), end))
}

/// The end of `as many`, `more`, `the number` at the token `at`.
fn compared(line: &Line<'_>, at: usize) -> Option<usize> {
    if line.is(at, "as") && line.kind(at + 1) == Some(Kind::Word) && !is_one_of(line.word(at + 1), FUNCTION) {
        return Some(at + 2);
    }
    if line
        .is_one_of(at, &["more", "higher", "larger", "greater", "bigger", "faster", "longer", "less", "fewer", "lower"])
    {
        return Some(at + 1);
    }
    let named = ["number", "size", "amount", "rate", "price", "cost", "level", "average", "length", "height"];
    (line.is(at, "the") && line.is_one_of(at + 1, &named)).then_some(at + 2)
}

/// `half of the schools`, `a third`, `two-thirds of voters`.
fn parts(line: &Line<'_>, core: usize, floor: usize) -> Option<Phrase> {
    let (above, below, first, behind) = part_at(line, core, floor)?;
    let end = of_what(line, behind)?;
    let mut amount = word_amount(line, core, behind, 1);
    amount.first = first;
    let phrase = plain(line, Shape::Part(above, below), amount, end);
    Some(phrase)
}

/// Numerator, denominator, first token and the token behind.
fn part_at(line: &Line<'_>, core: usize, floor: usize) -> Option<(u128, u128, usize, usize)> {
    let word = line.word(core);
    if let Some((above, below)) = fraction(word) {
        return Some((above, below, core, core + 1));
    }
    let article = core > floor && line.is_one_of(core - 1, &["a", "an"]) && !line.is_glued(core);
    let first = if article { core - 1 } else { core };
    if line.is(core, "half") {
        let other = [
            "first", "second", "other", "better", "latter", "former", "later", "this", "last", "next", "his", "her",
            "each", "its",
        ];
        return (!is_one_of(line.before(first), &other)).then_some((1, 2, first, core + 1));
    }
    if let Some(below) = part(word).filter(|_| article) {
        return Some((1, below, first, core + 1));
    }
    let (above, behind) = read(line, core).filter(|(above, _)| (1..10).contains(above))?;
    let below = part(line.word(behind)).filter(|below| *below > above)?;
    let plural = above == 1 || line.word(behind).ends_with('s');
    plural.then_some((above, below, core, behind + 1))
}

/// The end of a fraction with what it is of; nothing where the word before was no fraction, as in `a third man`.
fn of_what(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_half = line.is(at - 1, "half");
    if line.is(at, "of") {
        let determiner = ["the", "all", "its", "their", "our", "these", "those", "his", "her", "your", "my", "all the"];
        let noun = at + 1 + line.phrase(at + 1, &determiner).unwrap_or(0);
        if noun == at + 1 && line.is_one_of(noun, &["them", "us", "it", "you", "that", "this"]) {
            return Some(noun + 1);
        }
        let count = head(line, noun);
        return Some(if count > 0 { noun + count } else { at });
    }
    if is_half && line.is_one_of(at, &["the", "its", "their", "our", "his", "her", "my", "all"]) {
        let count = head(line, at + 1);
        return (count > 0).then_some(at + 1 + count);
    }
    if is_half {
        let by = ["by", "to", "nearly", "almost", "about", "over", "than", "least", "roughly", "around", "in", "a"];
        let before =
            if line.is(at.wrapping_sub(2), "a") { "a" } else { at.checked_sub(2).map_or("", |index| line.word(index)) };
        let opens = before.is_empty() || is_one_of(before, &by);
        return (opens && !line.is_one_of(at, &["a", "an"]) && ends_here(line, at)).then_some(at);
    }
    ends_here(line, at).then_some(at)
}

/// Whether no noun follows that the word before would only describe.
fn ends_here(line: &Line<'_>, at: usize) -> bool {
    line.kind(at) != Some(Kind::Word) && !(line.is_glued(at) && line.word(at).chars().all(is_hyphen))
        || line.is_one_of(at, FUNCTION)
}

/// How many tokens at `at` are the noun of a part: `schools`, `public schools`, `Americans`.
fn head(line: &Line<'_>, at: usize) -> usize {
    let is_content = |at: usize| line.kind(at) == Some(Kind::Word) && !line.is_one_of(at, FUNCTION);
    match () {
        () if !is_content(at) => 0,
        () if !is_plural(line.word(at))
            && is_content(at + 1)
            && is_small(line.word(at + 1))
            && is_plural(line.word(at + 1)) =>
        {
            2
        }
        () => 1,
    }
}

/// Plain numbers, ranges, and some of so many.
fn counted(line: &Line<'_>, amount: Amount, floor: usize) -> Phrase {
    let found = one_in(line, &amount).or_else(|| range(line, &amount, floor));
    found.unwrap_or_else(|| with_noun(line, Shape::Plain, amount, None))
}

fn with_noun(line: &Line<'_>, shape: Shape, amount: Amount, second: Option<Amount>) -> Phrase {
    let first = amount.first;
    let mut last = second.clone().unwrap_or_else(|| amount.clone());
    if last.unit == Unit::Bare && last.end_byte == line.end(last.end) {
        let de = last.power > 0 && line.is(last.end, "de") && noun(line, last.end + 1, &last.value) > 0;
        let of = usize::from(de);
        let count = of + noun(line, last.end + of, &last.value);
        if count > 0 {
            last.unit = Unit::Noun;
            last.unit_bytes = line.start(last.end + of)..line.end(last.end + count);
            last.end += count;
            last.end_byte = line.end(last.end);
        }
    }
    let bytes = line.start(first)..last.end_byte;
    let (amount, second, end) = match second {
        Some(_) => (amount, Some(last.clone()), last.end),
        None => (last.clone(), None, last.end),
    };
    Phrase { first, end, bytes, shape, amount, second, modifier: None }
}

/// `one in five adults`, `two out of three`, `nine of ten`.
fn one_in(line: &Line<'_>, amount: &Amount) -> Option<Phrase> {
    if amount.unit != Unit::Bare || amount.power > 0 {
        return None;
    }
    let between = line.phrase(amount.end, &["in", "in every", "out of", "out of every", "of", "of every", "of the"])?;
    let second = amount_at(line, amount.end + between, amount.end + between)?;
    let of = line.is(amount.end, "of");
    let (above, below) = (small(line, amount)?, small(line, &second)?);
    let fits = above < below
        && second.unit == Unit::Bare
        && (below <= 100 || below.is_multiple_of(100))
        && !is_like_a_year(line, &second);
    if !fits {
        return None;
    }
    let phrase = with_noun(line, Shape::OneIn, amount.clone(), Some(second));
    let named = phrase.second.as_ref().is_some_and(|second| second.unit == Unit::Noun);
    (named || !of || matches!(amount.value, Value::Words(_))).then_some(phrase)
}

fn small(line: &Line<'_>, amount: &Amount) -> Option<u128> {
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

/// `from 12 to 15 degrees`, `12–15 %`, `two or three days`.
fn range(line: &Line<'_>, amount: &Amount, floor: usize) -> Option<Phrase> {
    let before = amount.first.checked_sub(1).filter(|before| *before >= floor);
    let opened = before
        .filter(|before| line.is_one_of(*before, &["from", "between", "von", "zwischen", "de", "entre", "من", "بين"]));
    let joint = line.word(amount.end);
    let is_joint = match () {
        () if is_one_of(joint, &["to", "or", "bis", "à", "a", "إلى", "oder", "ou"]) => true,
        () if is_one_of(joint, &["and", "und", "et", "y"]) => opened.is_some_and(|before| !line.is(before, "from")),
        () => {
            joint.chars().all(|char| is_dash(char) || char == '~')
                && !joint.is_empty()
                && amount.end_byte == line.start(amount.end)
        }
    };
    if !is_joint || !(is_core(line, amount.end + 1) || line.kind(amount.end + 1) == Some(Kind::Mark)) {
        return None;
    }
    let next = amount.end + 1;
    let core = (next..next + 3).find(|core| is_core(line, *core))?;
    let second = amount_at(line, core, next).filter(|second| second.first == next)?;
    let mut phrase = with_noun(line, Shape::Range, amount.clone(), Some(second));
    let last = phrase.second.as_ref()?;
    let falls = opened.is_none() && rough(line, amount) >= rough(line, last) && last.power == amount.power;
    let differ = amount.unit != Unit::Bare && last.unit != Unit::Bare && amount.unit != last.unit;
    let money = amount.unit != Unit::Bare && last.unit == Unit::Bare;
    if falls || differ || money || is_like_a_year(line, amount) && last.unit != Unit::Percent {
        return None;
    }
    if let Some(opened) = opened {
        phrase.first = opened;
    }
    Some(phrase)
}

/// About how much a number says, to compare two.
fn rough(line: &Line<'_>, amount: &Amount) -> f64 {
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

fn word_amount(line: &Line<'_>, core: usize, end: usize, value: u128) -> Amount {
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
        if matches!(line.word(before), "+" | "-" | "−" | "–" | "±" | "~") && line.is_glued(amount.first) && apart {
            amount.first = before;
        } else if line.is(before, "minus") {
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
fn noun(line: &Line<'_>, at: usize, value: &Value) -> usize {
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
fn is_small(word: &str) -> bool {
    word.chars().next().is_some_and(|char| char.is_alphabetic() && !char.is_uppercase() && !is_unspaced(char))
}

fn is_plural(word: &str) -> bool {
    let known = word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && word.len() > 3;
    let unsized_script = word.chars().next().is_some_and(|char| !char.is_lowercase() && !char.is_uppercase());
    (known || unsized_script || is_one_of(word, PLURALS)) && !is_one_of(word, NO_NOUNS)
}
