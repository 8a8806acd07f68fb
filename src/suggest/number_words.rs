//! Which number do words say? English from one to trillions, and what multiplies a number in other languages.

use super::tokens::{Kind, Line, is_hyphen, same};

const SMALL: &[(&str, u128)] = &[
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fourty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("dozen", 12),
];

/// What multiplies, as a power of ten. A word with a dot is read without it.
const MAGNITUDES: &[(&str, usize)] = &[
    ("hundred", 2),
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
    ("lakh", 5),
    ("crore", 7),
    ("k", 3),
    ("m", 6),
    ("mn", 6),
    ("mln", 6),
    ("bn", 9),
    ("b", 9),
    ("tn", 12),
    ("trn", 12),
    ("tausend", 3),
    ("millionen", 6),
    ("mio", 6),
    ("milliarde", 9),
    ("milliarden", 9),
    ("mrd", 9),
    ("billionen", 12),
    ("mille", 3),
    ("millions", 6),
    ("milliard", 9),
    ("milliards", 9),
    ("mil", 3),
    ("millón", 6),
    ("millones", 6),
    ("ألف", 3),
    ("آلاف", 3),
    ("الف", 3),
    ("مليون", 6),
    ("ملايين", 6),
    ("مليار", 9),
    ("مليارات", 9),
];

/// Multipliers that only stand glued to digits, or are no English word.
const SHORT: &[&str] = &["k", "m", "b"];

/// What both ranks and divides.
const ORDINALS: &[(&str, u128)] = &[
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
];

/// What divides and does not rank.
const PARTS: &[(&str, u128)] = &[("half", 2), ("quarter", 4), ("twentieth", 20), ("hundredth", 100)];

/// What ranks and does not divide.
const RANKS: &[(&str, u128)] = &[("first", 1), ("second", 2)];

fn value_in<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, value)| *value)
}

/// The power of ten that the token at `index` multiplies with. `m` does so only glued to digits.
pub(super) fn magnitude(line: &Line<'_>, index: usize) -> Option<usize> {
    let word = line.word(index);
    let power = value_in(MAGNITUDES, word)?;
    (!is_short(word) || line.is_glued(index)).then_some(power)
}

fn is_short(word: &str) -> bool {
    SHORT.iter().any(|short| same(word, short))
}

/// What the word divides by: 3 for `third` and `thirds`.
pub(super) fn part(word: &str) -> Option<u128> {
    if word.eq_ignore_ascii_case("halves") {
        return Some(2);
    }
    let singular = |word| value_in(PARTS, word).or_else(|| value_in(ORDINALS, word));
    singular(word).or_else(|| singular(word.strip_suffix('s')?))
}

/// The place that the word gives: 3 for `third`.
pub(super) fn rank(word: &str) -> Option<u128> {
    value_in(RANKS, word).or_else(|| value_in(ORDINALS, word))
}

/// Numerator and denominator of one word: `two-thirds`.
pub(super) fn fraction(word: &str) -> Option<(u128, u128)> {
    let (count, of) = word.split_once(is_hyphen)?;
    Some((value_in(SMALL, count)?, part(of)?))
}

/// Whether a number may begin with this word.
pub(super) fn is_number_word(word: &str) -> bool {
    // `seventeen` and `trillion` are the longest; `forty-two` counts by its first half.
    let first = word.split(is_hyphen).next().unwrap_or_default();
    (3..=9).contains(&first.len())
        && first.is_ascii()
        && (value_in(SMALL, first).is_some() || value_in(&MAGNITUDES[..5], first).is_some())
}

/// The number that the words from `index` on say, and the token behind them: `one hundred and five`, `a dozen`.
pub(super) fn read(line: &Line<'_>, index: usize) -> Option<(u128, usize)> {
    let mut sum = Sum::default();
    let mut at = index;
    let has_article = line.is_one_of(index, &["a", "an"]);
    if has_article {
        at += 1;
        magnitude_word(line.word(at))?;
    }
    let first = at;
    while line.kind(at) == Some(Kind::Word) && (at == first || !line.is_glued(at)) {
        let and = usize::from(at > first && line.is(at, "and") && sum.is_round());
        let Some(next) = sum.with(line.word(at + and)) else { break };
        if and == 1 && next.last >= 100 {
            break;
        }
        sum = next;
        at += and + 1;
    }
    (at > first).then(|| (sum.value(), at))
}

fn magnitude_word(word: &str) -> Option<u128> {
    if word.eq_ignore_ascii_case("dozen") {
        return Some(12);
    }
    value_in(&MAGNITUDES[..5], word).and_then(|power| 10_u128.checked_pow(u32::try_from(power).ok()?))
}

/// A number as its words come in.
#[derive(Clone, Copy, Default)]
struct Sum {
    /// Whole thousands, millions and more.
    done: u128,
    /// What is below them; nothing yet when no word came.
    group: Option<u128>,
    /// The value of the last word.
    last: u128,
}

impl Sum {
    /// With one more word, `forty-two` being two; nothing when it does not go on so.
    fn with(self, word: &str) -> Option<Self> {
        let word = word.strip_suffix('s').filter(|word| word.eq_ignore_ascii_case("dozen")).unwrap_or(word);
        word.split(is_hyphen).try_fold(self, Self::with_one)
    }

    fn with_one(self, word: &str) -> Option<Self> {
        if let Some(times) = magnitude_word(word) {
            let value = self.group.unwrap_or(1).checked_mul(times)?;
            if times <= 100 {
                return (self.last < 100).then_some(Self { group: Some(value), last: times.max(100), ..self });
            }
            let fits = self.done == 0 || self.done >= times.checked_mul(1000)? || self.group.is_some();
            let done = self.done.checked_add(value)?;
            return fits.then_some(Self { done, group: None, last: times });
        }
        let value = value_in(SMALL, word)?;
        let group = self.group.unwrap_or(0);
        let room = match group % 100 {
            0 => 100,
            tens if tens >= 20 && tens % 10 == 0 && self.last < 100 => 10,
            _ => 0,
        };
        let fits = value < room && (value > 0 || self.group.is_none());
        fits.then_some(Self { group: Some(group + value), last: value, ..self })
    }

    /// Whether `and` may follow: after hundred, thousand and so on.
    fn is_round(self) -> bool {
        self.last >= 100
    }

    fn value(self) -> u128 {
        self.done.saturating_add(self.group.unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_numbers() {
        for (words, value) in [
            ("forty-two", 42),
            ("one hundred and five homes", 105),
            ("a dozen eggs", 12),
            ("two dozen", 24),
            ("three million two hundred thousand", 3_200_000),
            ("a million", 1_000_000),
            ("twelve hundred", 1200),
            ("nineteen and two", 19),
            ("two three", 2),
            ("five thousand and ten", 5010),
            ("dozens of", 12),
            ("twenty one", 21),
            ("one hundred thousand", 100_000),
        ] {
            let line = Line::new(words, 0..words.len());
            assert_eq!(read(&line, 0).map(|(value, _)| value), Some(value), "{words}");
        }
        let long = "nine trillion ".repeat(5000);
        assert!(read(&Line::new(&long, 0..long.len()), 0).is_some());
        assert_eq!((part("thirds"), fraction("two-thirds"), rank("third")), (Some(3), Some((2, 3)), Some(3)));
    }
}
