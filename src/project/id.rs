//! What is an annotation called? A short string that stays with it for life.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::edit::in_words;

/// The id of an annotation or a relation: any non-empty string, unique in its project.
///
/// Ids such as `a12` or `T3`, which is nearly all, are kept in place: 16 bytes and no allocation. They are ordered as people
/// count: `a2` before `a10`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Id(Form);

#[derive(Clone, PartialEq, Eq)]
enum Form {
    /// One to three ASCII letters (the rest zero) and a number without leading zeros.
    Counted([u8; 3], u32),
    Named(Box<str>),
}

impl Id {
    /// The id written `text`; nothing when that is empty.
    pub fn new(text: &str) -> Option<Self> {
        if text.is_empty() {
            return None;
        }
        Some(Self(counted(text).unwrap_or_else(|| Form::Named(text.into()))))
    }

    /// The id `number` of a series, e.g. `a12`.
    pub fn counted(series: Series, number: u32) -> Self {
        Self(Form::Counted([series.letter(), 0, 0], number))
    }

    /// As a message has it: in full, unless nobody would call that an id.
    pub(super) fn in_words(&self) -> String {
        match &self.0 {
            Form::Counted(..) => self.to_string(),
            Form::Named(name) => in_words(name),
        }
    }

    /// The number, when the id is one of `series`.
    pub fn number_in(&self, series: Series) -> Option<u32> {
        match self.0 {
            Form::Counted([letter, 0, 0], number) if letter == series.letter() => Some(number),
            _ => None,
        }
    }
}

/// The ids that Copydesk gives out itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Series {
    /// `a1`, `a2`, …
    Annotations,
    /// `r1`, `r2`, …
    Relations,
}

impl Series {
    fn letter(self) -> u8 {
        match self {
            Self::Annotations => b'a',
            Self::Relations => b'r',
        }
    }
}

fn counted(text: &str) -> Option<Form> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (prefix, digits) = text.split_at(letters);
    let plain =
        (1..=3).contains(&letters) && !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.parse().ok().filter(|_| plain)?;
    let mut padded = [0; 3];
    padded[..letters].copy_from_slice(prefix.as_bytes());
    Some(Form::Counted(padded, number))
}

impl Hash for Form {
    /// All of a counted id goes into the hash at once: ids are looked up by the hundred thousand.
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Counted([a, b, c], number) => {
                state.write_u64(u64::from(u32::from_le_bytes([*a, *b, *c, 0])) << 32 | u64::from(*number));
            }
            Self::Named(name) => name.hash(state),
        }
    }
}

impl Ord for Id {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Form::Counted(a, m), Form::Counted(b, n)) => a.cmp(b).then(m.cmp(n)),
            (Form::Counted(..), Form::Named(_)) => Ordering::Less,
            (Form::Named(_), Form::Counted(..)) => Ordering::Greater,
            (Form::Named(a), Form::Named(b)) => a.cmp(b),
        }
    }
}

impl PartialOrd for Id {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Counted(letters, number) => {
                // From the end on, in place: ids are written by the hundred thousand.
                let (mut written, mut start, mut rest) = ([0; 13], 13, *number);
                loop {
                    start -= 1;
                    written[start] = b'0' + (rest % 10) as u8;
                    rest /= 10;
                    if rest == 0 {
                        break;
                    }
                }
                for &letter in letters.iter().rev().filter(|&&letter| letter != 0) {
                    start -= 1;
                    written[start] = letter;
                }
                f.write_str(std::str::from_utf8(&written[start..]).unwrap_or_default())
            }
            Form::Named(name) => f.write_str(name),
        }
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_written_as_it_was_read() {
        for text in ["a1", "T30", "abc7", "abcd7", "a01", "a", "7", "a4294967296", "a-1", "é1", "urn:uuid:5", "a0"] {
            assert_eq!(Id::new(text).expect("not empty").to_string(), text);
        }
        assert_eq!(Id::new(""), None);
        assert_eq!(size_of::<Id>(), 16);
    }

    #[test]
    fn ids_are_ordered_as_people_count() {
        let mut ids: Vec<Id> = ["x y", "a10", "b1", "a2"].into_iter().filter_map(Id::new).collect();
        ids.sort();
        assert_eq!(format!("{ids:?}"), "[a2, a10, b1, x y]");
    }

    #[test]
    fn a_number_belongs_to_its_series() {
        let numbers = |text: &str| {
            let id = Id::new(text).expect("not empty");
            [Series::Annotations, Series::Relations].map(|series| id.number_in(series))
        };
        assert_eq!((numbers("a12"), numbers("r5")), ([Some(12), None], [None, Some(5)]));
        assert_eq!((numbers("T3"), numbers("ab1"), numbers("a-1")), ([None; 2], [None; 2], [None; 2]));
    }
}
