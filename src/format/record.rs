//! What does an object of JSON say? Its values by key, each taken only as what it should be; and where the records of a file
//! begin.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::incoming::{Incoming, article_of, check_articles, check_name, named_of};
use super::json::{self, Lines, Raw};
use super::{Part, ReadError, Reading, named};
use crate::project::{Article, Attributes};
use crate::text::Unit;

/// The values of an object by key. What comes twice counts as it stands last, and `null` is as good as missing.
pub(super) struct Object<'a, const N: usize> {
    keys: [&'static str; N],
    values: [Option<Raw<'a>>; N],
}

impl<'a, const N: usize> Object<'a, N> {
    /// The object that `value` is; its other keys are passed over.
    pub(super) fn of(reading: &mut Reading, value: Raw<'a>, keys: [&'static str; N], of: &str) -> Option<Self> {
        Self::beside(value, keys, |key, _| reading.ignore(|| format!("key `{}` {of}", named(&key))))
    }

    /// The object that `value` is; `other` is called with each key and value beside `keys`.
    pub(super) fn beside(
        value: Raw<'a>,
        keys: [&'static str; N],
        mut other: impl FnMut(Cow<'a, str>, Raw<'a>),
    ) -> Option<Self> {
        let mut values = [None; N];
        json::object(value, |key, value| match keys.iter().position(|known| *known == key) {
            Some(place) => values[place] = Some(value).filter(|value| !json::is_null(value)),
            None => other(key, value),
        })?;
        Some(Self { keys, values })
    }

    /// The object that has `values` for `keys`, each of which is as it is written or missing.
    pub(super) fn with(keys: [&'static str; N], values: [Option<Raw<'a>>; N]) -> Self {
        Self { keys, values }
    }

    pub(super) fn value(&self, key: &str) -> Option<Raw<'a>> {
        self.keys.iter().position(|known| *known == key).and_then(|place| self.values[place])
    }

    pub(super) fn text(&self, key: &str) -> Result<Option<Cow<'a, str>>, ReadError> {
        self.value(key).map(|value| json::text(value).map_err(|_| wrong(key, "text"))).transpose()
    }

    /// An id; files from elsewhere count them.
    pub(super) fn name(&self, key: &str) -> Result<Option<Cow<'a, str>>, ReadError> {
        match self.value(key) {
            Some(value) if is_number(value) => Ok(Some(value.get().into())),
            _ => self.text(key),
        }
    }

    pub(super) fn position(&self, key: &str) -> Result<Option<usize>, ReadError> {
        let whole = |value| json::read(value).map_err(|_| wrong(key, "whole number from 0 on"));
        self.value(key).map(whole).transpose()
    }

    /// The text of an article, as it stands.
    pub(super) fn article(&self, key: &str) -> Result<Option<Arc<Article>>, ReadError> {
        let Some(value) = self.value(key) else { return Ok(None) };
        if !value.get().starts_with('"') {
            return Err(wrong(key, "text"));
        }
        let text = json::read(value).map_err(|error| {
            let hint = "every character that is written as two `\\u` escapes needs both";
            json::not_json(&format!("has a `{key}` that is"), &error, 0, hint)
        })?;
        article_of(text).map(Some)
    }

    pub(super) fn list(&self, key: &str) -> Result<Option<Raw<'a>>, ReadError> {
        match self.value(key) {
            Some(value) if !value.get().starts_with('[') => Err(wrong(key, "list")),
            value => Ok(value),
        }
    }

    /// Values by name, each a text; all of them may be a text of JSON.
    pub(super) fn attributes(&self, key: &str) -> Result<Attributes, ReadError> {
        let Some(value) = self.value(key) else { return Ok(Attributes::new()) };
        match json::text(value) {
            Ok(within) => attributes_in(&within),
            Err(_) => attributes_of(key, value),
        }
    }

    /// The fields of an article; what is no text is kept as its JSON. All of them may be a text of JSON.
    pub(super) fn fields(&self, key: &str) -> Result<Vec<(String, String)>, ReadError> {
        let Some(value) = self.value(key) else { return Ok(Vec::new()) };
        match json::text(value) {
            Ok(within) => fields_in(&within),
            Err(_) => fields_of(key, value),
        }
    }
}

/// Attributes that are as this program writes them: an object of texts, or a text of one.
#[derive(Default)]
pub(super) struct Values(pub(super) Attributes);

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(values: D) -> Result<Self, D::Error> {
        values.deserialize_any(ValuesVisitor)
    }
}

struct ValuesVisitor;

impl<'de> Visitor<'de> for ValuesVisitor {
    type Value = Values;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object, or a text of one")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Values, A::Error> {
        let mut attributes = Attributes::new();
        while let Some((name, value)) = entries.next_entry()? {
            attributes.insert(name, value);
        }
        Ok(Values(attributes))
    }

    fn visit_str<E: Error>(self, within: &str) -> Result<Values, E> {
        match within {
            "{}" => Ok(Values::default()),
            within => attributes_in(within).map(Values).map_err(|why| E::custom(why)),
        }
    }
}

/// An id that is a text or a number.
#[derive(Default)]
pub(super) struct Name<'a>(pub(super) Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Name<'a> {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        let value: Raw<'de> = Deserialize::deserialize(value)?;
        let name = if is_number(value) { Ok(value.get().into()) } else { json::text(value) };
        name.map(Name).map_err(D::Error::custom)
    }
}

/// The attributes of an object that is written as a text, for tables whose columns have one type.
pub(super) fn attributes_in(within: &str) -> Result<Attributes, ReadError> {
    let key = "attributes";
    match within {
        "" => Ok(Attributes::new()),
        _ => json::value(within.as_bytes()).map_err(|_| wrong(key, "object")).and_then(|raw| attributes_of(key, raw)),
    }
}

fn attributes_of(key: &str, value: Raw<'_>) -> Result<Attributes, ReadError> {
    let (mut attributes, mut why) = (Attributes::new(), None);
    json::object(value, |name, value| match json::text(value) {
        _ if json::is_null(value) => {}
        Ok(text) => drop(attributes.insert(name.into_owned(), text.into_owned())),
        Err(_) => why = Some(wrong(&format!("attribute {}", named(&name)), "text")),
    })
    .ok_or_else(|| wrong(key, "object"))?;
    why.map_or(Ok(attributes), Err)
}

/// The fields of an object that is written as a text.
pub(super) fn fields_in(within: &str) -> Result<Vec<(String, String)>, ReadError> {
    let key = "meta";
    match within {
        "" => Ok(Vec::new()),
        _ => json::value(within.as_bytes()).map_err(|_| wrong(key, "object")).and_then(|raw| fields_of(key, raw)),
    }
}

fn fields_of(key: &str, value: Raw<'_>) -> Result<Vec<(String, String)>, ReadError> {
    let mut fields = Vec::new();
    json::object(value, |name, value| fields.extend(field(name, value))).ok_or_else(|| wrong(key, "object"))?;
    Ok(fields)
}

/// Reads each of `values`, objects of the article's record in `line`, by `read`; what does not hold is refused.
pub(super) fn each_object<'a, const N: usize>(
    reading: &mut Reading,
    line: usize,
    article: &str,
    about: (&str, [&'static str; N], &str),
    values: Option<Raw<'a>>,
    read: impl FnMut(&Object<'a, N>) -> Result<(), ReadError>,
) {
    each_object_behind(reading, line, article, about, (values, 0), read);
}

/// As [`each_object`], of those behind the first `passed`.
pub(super) fn each_object_behind<'a, const N: usize>(
    reading: &mut Reading,
    line: usize,
    article: &str,
    (what, keys, of): (&str, [&'static str; N], &str),
    (values, passed): (Option<Raw<'a>>, usize),
    mut read: impl FnMut(&Object<'a, N>) -> Result<(), ReadError>,
) {
    let Some(values) = values else { return };
    json::list_behind(values, passed, |value| {
        let object = Object::of(reading, value, keys, of);
        let no_object =
            || ReadError::new("is no JSON object", format!("write it as an object with the keys {}", keys.join(", ")));
        let result = object.as_ref().map_or_else(|| Err(no_object()), &mut read);
        if let Err(why) = result {
            let id = object.as_ref().and_then(|object| object.text("id").ok().flatten()).unwrap_or_default();
            reading.refuse(line, Part::Main, named_of(what, &id, article), why);
        }
    });
}

/// Tells that positions are taken as the format has them, where they might count UTF-16 units and no words are quoted.
pub(super) fn tell_assumed(reading: &mut Reading, incoming: &Incoming) {
    let article = incoming.article.as_ref();
    if incoming.said > 0 && article.is_some_and(|article| article.total(Unit::Utf16) != article.total(Unit::Chars)) {
        let assumed = "no words say what its positions count: they are taken as code points, as the format has them";
        reading.note(|| format!("article {}: {assumed}", named(&incoming.id)));
    }
}

/// A field of an article; what is no text is kept as its JSON, and `null` is none.
pub(super) fn field(name: Cow<'_, str>, value: Raw<'_>) -> Option<(String, String)> {
    let words = || json::text(value).map_or_else(|_| json::compact(value), Cow::into_owned);
    (!json::is_null(value)).then(|| (name.into_owned(), words()))
}

pub(super) fn required<T>(value: Option<T>, key: &str) -> Result<T, ReadError> {
    value.ok_or_else(|| ReadError::new(format!("has no `{key}`"), format!("give it `{key}`")))
}

pub(super) fn wrong(key: &str, wanted: &str) -> ReadError {
    ReadError::new(format!("has a `{key}` that is no {wanted}"), format!("make it {wanted}"))
}

/// Whether the value is a number.
pub(super) fn is_number(value: Raw<'_>) -> bool {
    value.get().starts_with(|char: char| char == '-' || char.is_ascii_digit())
}

/// Calls `take` with each record of a file and its line: lines of JSON, or one list of records, or a single one.
pub(super) fn records<'a>(
    bytes: &'a [u8],
    mut take: impl FnMut(usize, Result<Raw<'a>, ReadError>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let start = bytes.len() - bytes.trim_ascii_start().len();
    let first = bytes[start..].split(|&byte| byte == b'\n').next().unwrap_or_default();
    if bytes[start..].starts_with(b"[") {
        let mut lines = Lines::of(bytes);
        // All of it is looked at before any is taken.
        let list: Result<Vec<Raw<'a>>, _> = serde_json::from_slice(bytes);
        let list = list.map_err(|error| json::value(bytes).err().unwrap_or(error));
        let mut values = list.map_err(|error| not_json_file(&error))?.into_iter();
        return values.try_for_each(|value| take(lines.at(value), Ok(value)));
    }
    let mut first = json::value(first).ok();
    if first.is_none()
        && let Ok(value) = json::value(bytes)
    {
        return take(Lines::of(bytes).at(value), Ok(value));
    }
    for (number, line) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
        if !line.trim_ascii().is_empty() {
            let hint = "every line is one JSON object";
            let value = first.take().map_or_else(|| json::value(line), Ok);
            take(number, value.map_err(|error| json::not_json("is", &error, 0, hint)))?;
        }
    }
    Ok(())
}

fn not_json_file(error: &serde_json::Error) -> ReadError {
    json::not_json(&format!("line {}: it is", error.line()), error, 0, "export it anew: a part of it may be missing")
}

/// What the articles of a file are called, for a format whose records need no id of their own.
pub(super) struct ArticleIds<'a> {
    stem: &'a str,
    count: usize,
    /// The last number that was given, or tried: none is tried again, however a file fills them.
    last: usize,
    taken: HashSet<String>,
}

impl<'a> ArticleIds<'a> {
    /// Those of a file called `stem`.
    pub(super) fn within(stem: &'a str) -> Self {
        Self { stem, count: 0, last: 0, taken: HashSet::new() }
    }

    /// Counts one record more; an error when there are more than can each be a project.
    pub(super) fn count(&mut self) -> Result<(), ReadError> {
        self.count += 1;
        check_articles(self.count)
    }

    /// The id of this record's article: the one that it has, else the file's name. A later one of the same id gets a number, and
    /// that is told: programs cut an article in several, or hand it to several people.
    pub(super) fn of_article(&mut self, reading: &mut Reading, own: Option<Cow<'_, str>>) -> Result<String, ReadError> {
        let own = own.filter(|own| !own.is_empty());
        let has_own = own.is_some();
        let id = own.map_or_else(|| self.stem.to_owned(), Cow::into_owned);
        check_name("id", &id)?;
        if self.taken.insert(id.clone()) {
            return Ok(id);
        }
        if has_own {
            reading.note(|| format!("several articles are called `{}`: the later ones got a number", named(&id)));
        }
        loop {
            self.last = self.count.max(self.last + 1);
            let free = format!("{id}-{}", self.last);
            if self.taken.insert(free.clone()) {
                return Ok(free);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(file: &str) -> Result<Vec<(usize, String)>, ReadError> {
        let mut found = Vec::new();
        records(file.as_bytes(), |line, value| {
            found.push((line, value.map_or_else(|why| why.message, json::compact)));
            Ok(())
        })?;
        Ok(found)
    }

    #[test]
    fn records_stand_in_lines_or_in_a_list_or_alone() {
        let both = |a: usize, b: usize| Ok(vec![(a, "{\"a\":1}".to_owned()), (b, "{\"b\":2}".to_owned())]);
        assert_eq!(found("\u{feff}{\"a\":1}\r\n\n{\"b\":2}\n"), both(1, 3));
        assert_eq!(found("\n[{\"a\":1},\n\n{\"b\":2}]"), both(2, 4));
        assert_eq!(found("{\n\"a\": 1\n}\n"), Ok(vec![(1, "{\"a\":1}".to_owned())]));
        assert_eq!(found(" \n"), Ok(vec![]));
        let cut = found("{\"a\":1}\n{\"b\":").expect("the first is whole");
        assert_eq!(cut[1], (2, "is not JSON: EOF while parsing a value at column 5".to_owned()));
        let cut = found("[{\"a\":1},\n{\"b\"").expect_err("a list is whole or none");
        assert_eq!(cut.message, "line 2: it is not JSON: EOF while parsing an object at column 4");
    }

    #[test]
    fn two_articles_are_never_called_the_same() {
        let mut reading = Reading::default();
        let mut ids = ArticleIds::within("file");
        let mut next = |own: Option<&str>| {
            ids.count().expect("a few");
            ids.of_article(&mut reading, own.map(Cow::from)).expect("a short name")
        };
        let given = [Some("a"), None, Some("a"), None, Some("a-3"), Some("")].map(&mut next);
        assert_eq!(given, ["a", "file", "a-3", "file-4", "a-3-5", "file-6"]);
        assert_eq!(reading.notes.len(), 2, "of those that the file names");
    }
}
