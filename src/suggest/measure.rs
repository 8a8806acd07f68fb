//! What does a measuring phrase say? Its value as a plain decimal number, its unit, and what kind of statement it is.

use super::amount::{Amount, Half, Unit, Value};
use super::number_words::rank;
use super::phrase::{Phrase, Shape, is_core, phrase_at};
use super::tokens::{Line, digit, is_one_of, vulgar};
use super::units::POINTS;
use crate::text::{WINDOW, single_spaced};

/// The most digits a value has; a longer one is no number that someone reads.
const MOST_DIGITS: usize = 100;

/// What a phrase such as `more than 1,200 homes` says. What the words do not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// A decimal number with a point and without groups; two with an en dash between for a range.
    pub value: String,
    /// `%` for per cent and shares, else the sign or the words of the text.
    pub unit: String,
    /// One of approximately, range, at least, at most, change, share, rank, average. Where the words say several: a range first,
    /// then what softens (approximately, at least, at most, average), then change, rank and share.
    pub modifier: Option<&'static str>,
}

/// What the first measuring phrase of `words` says. Only the first 16 KB are read.
///
/// ```
/// let measure = copydesk::suggest::measure("nearly one in five adults");
/// assert_eq!((&*measure.value, &*measure.unit, measure.modifier), ("20", "%", Some("approximately")));
/// ```
pub fn measure(words: &str) -> Measure {
    let line = Line::new(words, 0..words.floor_char_boundary(words.len().min(WINDOW)));
    let found = (0..line.len()).filter(|at| is_core(&line, *at)).find_map(|at| phrase_at(&line, at, 0));
    match found {
        Some(phrase) => of_phrase(&line, &phrase),
        None => ranked(&line),
    }
}

fn of_phrase(line: &Line<'_>, phrase: &Phrase) -> Measure {
    let last = phrase.second.as_ref().unwrap_or(&phrase.amount);
    let (value, unit) = match phrase.shape {
        Shape::Plain => (value(line, &phrase.amount), unit(line, last)),
        Shape::Range => (range(line, &phrase.amount, last), unit(line, last)),
        Shape::OneIn => (one_in(line, phrase), "%".to_owned()),
        Shape::Part(above, below) => (per_cent(above, below), "%".to_owned()),
        Shape::Times(halves) => (per_cent(halves, 2), "%".to_owned()),
    };
    let value = value.filter(|value| value.len() <= MOST_DIGITS).unwrap_or_default();
    let modifier = if value.is_empty() { None } else { modifier(line, phrase) };
    Measure { unit: if value.is_empty() { String::new() } else { unit }, value, modifier }
}

/// A place in an order: `the third largest`.
fn ranked(line: &Line<'_>) -> Measure {
    let best = |word: &str| word.ends_with("est") || is_one_of(word, &["most", "least", "place"]);
    let found = (0..line.len()).find_map(|at| {
        let word = line.word(at);
        let (head, tail) = word.split_once('-').unwrap_or((word, line.word(at + 1)));
        rank(head).filter(|_| best(tail))
    });
    match found {
        Some(place) => Measure { value: place.to_string(), unit: String::new(), modifier: Some("rank") },
        None => Measure::default(),
    }
}

fn modifier(line: &Line<'_>, phrase: &Phrase) -> Option<&'static str> {
    let grows = line.is_one_of(
        phrase.end,
        &["more", "higher", "lower", "less", "fewer", "larger", "faster", "increase", "rise", "fall", "drop"],
    );
    let moves = is_one_of(line.before(phrase.first), &["up", "down", "by"]) || grows;
    let last = phrase.second.as_ref().unwrap_or(&phrase.amount);
    let of = last.unit == Unit::Percent && line.is(phrase.end, "of");
    match phrase.shape {
        Shape::Range => Some("range"),
        _ if phrase.modifier.is_some() => phrase.modifier,
        Shape::Times(_) => Some("change"),
        _ if moves => Some("change"),
        Shape::OneIn | Shape::Part(..) => Some("share"),
        Shape::Plain => of.then_some("share"),
    }
}

fn unit(line: &Line<'_>, amount: &Amount) -> String {
    let words = line.text.get(amount.unit_bytes.clone()).unwrap_or_default();
    if amount.unit == Unit::Percent && !is_one_of(words, POINTS) {
        return "%".to_owned();
    }
    single_spaced(words)
}

fn range(line: &Line<'_>, first: &Amount, last: &Amount) -> Option<String> {
    // Of $3 to $5 million, both are millions.
    let power = if first.power == 0 { last.power } else { first.power };
    let first = Amount { power, ..first.clone() };
    Some(format!("{}–{}", value(line, &first)?, value(line, last)?))
}

fn one_in(line: &Line<'_>, phrase: &Phrase) -> Option<String> {
    let whole = |amount: &Amount| value(line, amount)?.parse::<u128>().ok();
    per_cent(whole(&phrase.amount)?, whole(phrase.second.as_ref()?)?)
}

/// `above` of `below` in per cent, to one place.
fn per_cent(above: u128, below: u128) -> Option<String> {
    let tenths = above.checked_mul(2000)?.checked_add(below)?.checked_div(below.checked_mul(2)?)?;
    Some(match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    })
}

fn value(line: &Line<'_>, amount: &Amount) -> Option<String> {
    let decimal = match &amount.value {
        Value::Words(value) => Decimal { digits: value.to_string(), places: 0 },
        Value::Digits(bytes) => {
            let is_fraction = amount.power > 0 || amount.unit == Unit::Percent;
            Decimal::read(line.text.get(bytes.clone())?, if is_fraction { Groups::Unlikely } else { Groups::Likely })?
        }
    };
    let decimal = match amount.half {
        Half::Absent => decimal,
        Half::More => decimal.and_half(),
        Half::Of => decimal.halved()?,
    };
    let negative = amount.core.checked_sub(1).is_some_and(|_| {
        (amount.first..amount.core).any(|at| matches!(line.word(at), "-" | "−" | "–") || line.is(at, "minus"))
    });
    let value = decimal.shifted(amount.power).to_text();
    Some(if negative { format!("-{value}") } else { value })
}

/// Whether one separator before three digits makes thousands: 1.200 homes, but 1.234 million.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Groups {
    Likely,
    Unlikely,
}

/// Digits, the last `places` of which stand behind the point.
struct Decimal {
    digits: String,
    places: usize,
}

impl Decimal {
    fn read(text: &str, groups: Groups) -> Option<Self> {
        let last = text.chars().last()?;
        if let Some((above, below)) = vulgar(last) {
            let whole = text.strip_suffix(last)?;
            let thousandths = format!("{:03}", (above * 1000 + below / 2) / below);
            let whole =
                if whole.is_empty() { Self { digits: "0".into(), places: 0 } } else { Self::read(whole, groups)? };
            return (whole.places == 0).then(|| Self { digits: whole.digits + &thousandths, places: 3 });
        }
        let point = decimal_point(text, groups);
        let digits: String = text
            .chars()
            .filter_map(digit)
            .take(MOST_DIGITS + 1)
            .filter_map(|value| char::from_digit(value, 10))
            .collect();
        let places = point.map_or(0, |at| text[at..].chars().filter_map(digit).count());
        (digits.len() <= MOST_DIGITS).then_some(Self { digits, places })
    }

    fn and_half(mut self) -> Self {
        if self.places == 0 {
            self.digits.push('5');
            self.places = 1;
        }
        self
    }

    fn halved(self) -> Option<Self> {
        let tenths = self.digits.parse::<u128>().ok()?.checked_mul(5)?;
        Some(Self { digits: tenths.to_string(), places: self.places + 1 })
    }

    fn shifted(mut self, power: usize) -> Self {
        let zeros = power.saturating_sub(self.places);
        self.places = self.places.saturating_sub(power);
        self.digits.extend(std::iter::repeat_n('0', zeros));
        self
    }

    fn to_text(&self) -> String {
        let padded = format!("{:0>width$}", self.digits, width = self.places + 1);
        let (whole, places) = padded.split_at(padded.len() - self.places);
        let whole = match whole.trim_start_matches('0') {
            "" => "0",
            whole => whole,
        };
        match places.trim_end_matches('0') {
            "" => whole.to_owned(),
            places => format!("{whole}.{places}"),
        }
    }
}

/// Where the decimal point of a number stands, if it has one.
fn decimal_point(text: &str, groups: Groups) -> Option<usize> {
    let separators: Vec<(usize, char)> =
        text.char_indices().filter(|(_, char)| matches!(char, '.' | ',' | '٫' | '٬')).collect();
    let &(at, char) = separators.last()?;
    if char == '٫' {
        return Some(at);
    }
    let behind = text[at..].chars().filter_map(digit).count();
    let same = separators.iter().filter(|(_, other)| *other == char).count();
    if char == '٬' || same > 1 {
        return None;
    }
    let before = text[..at].chars().filter_map(digit).count();
    let zero = text.chars().next().and_then(digit) == Some(0);
    let grouped = separators.len() == 1
        && behind == 3
        && before <= 3
        && !zero
        && !text.contains([' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’']);
    // A comma before three digits makes thousands whatever follows; a point only where nothing says otherwise.
    let thousands = grouped && (char == ',' || groups == Groups::Likely);
    (!thousands).then_some(at)
}
