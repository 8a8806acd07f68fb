//! What stands in a piece of JSON? Its parts as they are written: what nobody asks for is never taken into memory. And how is
//! it written without gathering it first?

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{ReadError, said};

/// A value as it is written.
pub(super) type Raw<'a> = &'a RawValue;

/// The one value in `bytes`, well written from end to end, be it nested however deep.
pub(super) fn value(bytes: &[u8]) -> serde_json::Result<Raw<'_>> {
    serde_json::from_slice(bytes)
}

/// Says in which line of a file its parts begin; quick when they are asked for in their order.
pub(super) struct Lines<'a> {
    bytes: &'a [u8],
    counted: usize,
    before: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, counted: 0, before: 0 }
    }

    /// The line in which `part` begins, from 1.
    pub(super) fn at(&mut self, part: Raw<'_>) -> usize {
        let at = (part.get().as_ptr() as usize).saturating_sub(self.bytes.as_ptr() as usize).min(self.bytes.len());
        if at < self.counted {
            (self.counted, self.before) = (0, 0);
        }
        self.before += memchr::memchr_iter(b'\n', &self.bytes[self.counted..at]).count();
        self.counted = at;
        self.before + 1
    }
}

/// Calls `take` with each key of an object and its value, in order; nothing when it is none.
pub(super) fn object<'a>(value: Raw<'a>, mut take: impl FnMut(Cow<'a, str>, Raw<'a>)) -> Option<()> {
    let json = Some(value.get()).filter(|json| json.starts_with('{'))?;
    Entries(&mut take).deserialize(&mut serde_json::Deserializer::from_str(json)).ok()
}

/// Calls `take` with each value of a list, in order; nothing when it is none.
pub(super) fn list<'a>(value: Raw<'a>, mut take: impl FnMut(Raw<'a>)) -> Option<()> {
    let json = Some(value.get()).filter(|json| json.starts_with('['))?;
    Items(&mut take, PhantomData).deserialize(&mut serde_json::Deserializer::from_str(json)).ok()
}

/// Calls `take` with each value of a list but the first `passed`, in order; nothing when it is none.
pub(super) fn list_behind<'a>(value: Raw<'a>, passed: usize, mut take: impl FnMut(Raw<'a>)) -> Option<()> {
    let mut number = 0;
    list(value, |value| {
        number += 1;
        if number > passed {
            take(value);
        }
    })
}

/// Calls `take` with each object of a list as long as they are of the form of `T`: so none is taken apart first. Where that
/// ends before the list does, how many there were is the error.
pub(super) fn plain_list<'a, T: Deserialize<'a>>(value: Raw<'a>, mut take: impl FnMut(T)) -> Result<(), usize> {
    let mut count = 0;
    let mut each = |AsObject(value)| {
        count += 1;
        take(value);
    };
    let result = Items(&mut each, PhantomData).deserialize(&mut serde_json::Deserializer::from_str(value.get()));
    result.map_err(|_| count)
}

/// What is written as an object; a list of its values in their order is none.
pub(super) struct AsObject<T>(pub(super) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for AsObject<T> {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        value.deserialize_map(AsObjectVisitor(PhantomData))
    }
}

struct AsObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for AsObjectVisitor<T> {
    type Value = AsObject<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<AsObject<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(entries)).map(AsObject)
    }
}

/// The value as `T`, when it is one.
pub(super) fn read<'a, T: Deserialize<'a>>(value: Raw<'a>) -> serde_json::Result<T> {
    serde_json::from_str(value.get())
}

/// A text, which is borrowed where it has no escapes.
pub(super) fn text<'a>(value: Raw<'a>) -> serde_json::Result<Cow<'a, str>> {
    #[derive(Deserialize)]
    struct Text<'a>(#[serde(borrow)] Cow<'a, str>);
    read::<Text<'_>>(value).map(|text| text.0)
}

/// Whether the value is `null`.
pub(super) fn is_null(value: Raw<'_>) -> bool {
    value.get() == "null"
}

/// The value without blanks between its parts.
pub(super) fn compact(value: Raw<'_>) -> String {
    let (mut in_text, mut escaped) = (false, false);
    let keep = |char: &char| {
        let is_blank = !in_text && char.is_ascii_whitespace();
        in_text ^= *char == '"' && !escaped;
        escaped = *char == '\\' && !escaped;
        !is_blank
    };
    value.get().chars().filter(keep).collect()
}

/// Why `what` is not JSON, and in which column of its line.
pub(super) fn not_json(what: &str, error: &serde_json::Error, before: usize, hint: &str) -> ReadError {
    let message = said(error);
    let reason = message.split(" at line ").next().unwrap_or_default();
    ReadError::new(format!("{what} not JSON: {reason} at column {}", before + error.column()), hint)
}

/// Writes what an iterator gives as a list, one after the other; it can be written once.
pub(super) struct Each<I>(Cell<Option<I>>);

impl<I: Iterator> Each<I> {
    pub(super) fn of(values: I) -> Self {
        Self(Cell::new(Some(values)))
    }
}

impl<I: Iterator<Item: Serialize>> Serialize for Each<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.take().into_iter().flatten())
    }
}

/// Writes what an iterator gives, keys and values, as an object; it can be written once.
pub(super) struct EachEntry<I>(Cell<Option<I>>);

impl<I: Iterator> EachEntry<I> {
    pub(super) fn of(entries: I) -> Self {
        Self(Cell::new(Some(entries)))
    }
}

impl<K: Serialize, V: Serialize, I: Iterator<Item = (K, V)>> Serialize for EachEntry<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.take().into_iter().flatten())
    }
}

/// Writes a value as the text that it is shown as.
pub(super) struct Shown<T>(pub(super) T);

impl<T: fmt::Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// Writes `value` to the end of `bytes`.
pub(super) fn write<T: Serialize + ?Sized>(bytes: &mut Vec<u8>, value: &T) {
    // Text, numbers and lists of them, keys of text, written to memory: nothing that JSON cannot hold.
    let _ = serde_json::to_writer(bytes, value);
}

struct Entries<F>(F);

impl<'de, F: FnMut(Cow<'de, str>, Raw<'de>)> DeserializeSeed<'de> for Entries<F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        value.deserialize_map(self)
    }
}

impl<'de, F: FnMut(Cow<'de, str>, Raw<'de>)> Visitor<'de> for Entries<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        #[derive(Deserialize)]
        struct Key<'a>(#[serde(borrow)] Cow<'a, str>);
        while let Some((Key(key), value)) = entries.next_entry()? {
            (self.0)(key, value);
        }
        Ok(())
    }
}

struct Items<T, F>(F, PhantomData<T>);

impl<'de, T: Deserialize<'de>, F: FnMut(T)> DeserializeSeed<'de> for Items<T, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        value.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de>, F: FnMut(T)> Visitor<'de> for Items<T, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        while let Some(value) = items.next_element()? {
            (self.0)(value);
        }
        Ok(())
    }
}
