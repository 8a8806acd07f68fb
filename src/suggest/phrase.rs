//! Which words beside a number belong to it? Small words before, multiplier, unit or the counted noun behind.

use std::ops::Range;

use super::amount::{
    Amount, Unit, Value, amount_at, is_like_a_year, is_plural, is_small, noun, rough, small, word_amount,
};
use super::number_words::{fraction, is_number_word, part, read};
use super::tokens::{Kind, Line, is_dash, is_hyphen, is_one_of};
use super::units::{FUNCTION, MODIFIERS};

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
        let by =
            ["by", "to", "nearly", "almost", "about", "over", "than", "least", "roughly", "around", "in", "a", "an"];
        let before = at.checked_sub(2).map_or("", |index| line.word(index));
        // Whatever softens a number opens it, so that the words of a proposal alone say what they say in the text.
        let opens = before.is_empty() || is_one_of(before, &by) || modifier_before(line, at - 1).is_some();
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

fn with_noun(line: &Line<'_>, shape: Shape, mut amount: Amount, mut second: Option<Amount>) -> Phrase {
    let first = amount.first;
    let last = second.as_mut().unwrap_or(&mut amount);
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
    let (end, bytes) = (last.end, line.start(first)..last.end_byte);
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
