//! What is a thing called in a project of REFI-QDA? By an identifier of 128 bits, which is the same whenever the same is written.
//!
//! It has the form of RFC 9562, version 8:
//!
//! ```text
//! xxxxxxxx-xxxx-8kkk-vxxx-xxxxxxxxxxxx     x hash, k kind of thing, v variant
//! xxxxxxxx-xxxx-81kk-vxxx-0061 0000000c    annotation a12: x hash of its article alone, 61 the letter, c the number
//! ```
//!
//! So an id as Copydesk gives them out comes back from the identifier, and thousands of those take little room when packed.

use std::fmt;

/// The identifier of a thing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Guid(u128);

/// What is identified.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    User = 1,
    Code,
    Variable,
    Source,
    Selection,
    Coding,
    Link,
}

/// The bits that are no hash: version 8 and the variant of the RFC.
const FORM: u128 = 0x8 << 76 | 0b10 << 62;
/// The bits of the kind.
const KIND: u128 = 0xFFF << 64;
/// Tells an identifier that ends in a number.
const COUNTED: u128 = 0x100 << 64;
/// The bits of the letter and the number.
const NUMBER: u128 = 0xFFFF_FFFF_FFFF;
/// The bits of the hash that come before the number.
const HASH: u128 = !(0xF << 76 | KIND | 0b11 << 62 | NUMBER);

impl Guid {
    /// The identifier of the thing that `names` name.
    pub(super) fn of(kind: Kind, names: &[&str]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for name in names {
            // So that no two lists of names run into the same bytes.
            hasher.update(&name.len().to_le_bytes());
            hasher.update(name.as_bytes());
        }
        let mut hash = [0; 16];
        hasher.finalize_xof().fill(&mut hash);
        Self(u128::from_be_bytes(hash) & (HASH | NUMBER) | FORM | (kind as u128) << 64)
    }

    /// The identifier of what is called `id` in the article that this identifies.
    pub(super) fn within(self, kind: Kind, id: &str) -> Self {
        match counted(id) {
            Some((letter, number)) => {
                let number = u128::from(letter) << 32 | u128::from(number);
                Self(self.0 & HASH | FORM | COUNTED | (kind as u128) << 64 | number)
            }
            None => Self::of(kind, &[&self.to_string(), id]),
        }
    }

    /// The id that `article` gave to what this identifies, when it tells.
    pub(super) fn id_within(self, article: Self) -> Option<String> {
        let letter = u8::try_from(self.0 >> 32 & 0xFFFF).ok().filter(u8::is_ascii_alphabetic)?;
        let number = self.0 & 0xFFFF_FFFF;
        let is_counted = self.0 & COUNTED != 0 && self.0 & HASH == article.0 & HASH;
        is_counted.then(|| format!("{}{number}", char::from(letter)))
    }

    /// The identifier written `text`, in braces or not.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
        let mut value = 0;
        for (at, byte) in text.bytes().enumerate() {
            if !matches!(at, 8 | 13 | 18 | 23) {
                value = value << 4 | u128::from(char::from(byte).to_digit(16)?);
            } else if byte != b'-' {
                return None;
            }
        }
        (text.len() == 36).then_some(Self(value))
    }

    /// Adds it to `xml`.
    pub(super) fn push(self, xml: &mut String) {
        let mut digits = [b'-'; 36];
        let places = (0..36).filter(|place| !matches!(place, 8 | 13 | 18 | 23));
        for (place, digit) in places.zip((0..32_u32).rev()) {
            digits[place] = b"0123456789abcdef"[(self.0 >> (4 * digit) & 0xF) as usize];
        }
        xml.push_str(std::str::from_utf8(&digits).unwrap_or_default());
    }
}

/// The letter and the number of an id such as `a12`.
fn counted(id: &str) -> Option<(u8, u32)> {
    let (letter, digits) = id.split_at_checked(1)?;
    let letter = letter.bytes().next().filter(u8::is_ascii_alphabetic)?;
    let is_plain = !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.parse().ok().filter(|_| is_plain)?;
    Some((letter, number))
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(36);
        self.push(&mut text);
        f.write_str(&text)
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_has_the_form_of_the_rfc_and_is_read_again() {
        for id in ["a12", "x y", "", "a01", "a4294967296", "é1"] {
            let guid = Guid::of(Kind::Source, &["ex1"]).within(Kind::Selection, id);
            let text = guid.to_string();
            assert_eq!((text.len(), &text[14..15], Guid::read(&text)), (36, "8", Some(guid)));
            assert!(matches!(&text[19..20], "8" | "9" | "a" | "b"), "{text}");
            assert_eq!(Guid::read(&format!("{{{}}}", text.to_uppercase())), Some(guid));
        }
        for wrong in ["", "12", "0000000000000000000000000000000000000", "zzzzzzzz-0000-0000-0000-000000000000"] {
            assert_eq!(Guid::read(wrong), None);
        }
    }

    #[test]
    fn a_counted_id_comes_back_from_its_own_article_alone() {
        let [one, two] = ["ex1", "ex2"].map(|id| Guid::of(Kind::Source, &[id]));
        for id in ["a1", "a12", "T4294967295", "r7", "a0"] {
            let told = one.within(Kind::Link, id).id_within(one);
            assert_eq!(told.as_deref(), Some(id).filter(|id| *id != "a0"), "a leading zero is no number");
        }
        assert_eq!(one.within(Kind::Selection, "a1").id_within(two), None);
        assert_eq!(one.within(Kind::Selection, "x y").id_within(one), None);
        assert_eq!(one.id_within(one), None);
        assert!(one.within(Kind::Selection, "a1").to_string().ends_with("-006100000001"));
    }

    #[test]
    fn no_two_things_share_one() {
        let source = Guid::of(Kind::Source, &["ex1"]);
        let kinds = [Kind::Selection, Kind::Coding, Kind::Link];
        let ids = ["a1", "a2", "b1", "a1/2", "x"];
        let mut all: Vec<String> =
            kinds.iter().flat_map(|kind| ids.map(|id| source.within(*kind, id).to_string())).collect();
        all.extend([Guid::of(Kind::Code, &["ex1"]), Guid::of(Kind::Code, &["ex", "1"]), source].map(|g| g.to_string()));
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
