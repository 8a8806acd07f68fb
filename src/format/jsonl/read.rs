//! How do lines of JSON become projects? Record by record, and in a record span by span.

mod plain;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use crate::format::incoming::{Incoming, IncomingAnnotation, IncomingRelation, check_articles, check_name, named_of};
use crate::format::json::{self, Raw};
use crate::format::{Part, ReadError, Reading, Source, named};
use crate::project::{Article, Attributes};
use crate::text::Unit;

const RECORD_KEYS: [&str; 5] = ["id", "text", "spans", "relations", "meta"];
const SPAN_KEYS: [&str; 10] = ["id", "start", "end", "fragments", "label", "text", "attributes", "note", "by", "at"];
const RELATION_KEYS: [&str; 4] = ["id", "type", "from", "to"];

/// The projects in `source`, one a line; blank lines are passed over. Positions count code points, and nothing else.
pub(super) fn read(source: &Source<'_>) -> Result<Reading, ReadError> {
    lines(source, None)
}

/// The projects in `source`, whose positions should count `native`: what they do count is decided by the quoted words.
pub(in crate::format) fn lines(source: &Source<'_>, native: Option<Unit>) -> Result<Reading, ReadError> {
    let bytes = source.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(source.bytes);
    let mut reading = Reading::default();
    let mut seen = HashMap::new();
    for (number, line) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        match record(&mut reading, number, line, native) {
            Ok(incoming) => match seen.get(&incoming.id) {
                Some(first) => {
                    let message = format!("is refused: line {first} has an article of that id");
                    let why = ReadError::new(message, "give each article an id of its own");
                    reading.refuse(number, Part::Main, named_of("article", &incoming.id, ""), why);
                }
                None => {
                    check_articles(seen.len() + 1)?;
                    seen.insert(incoming.id.clone(), number);
                    reading.take(incoming);
                }
            },
            Err(why) => reading.refuse(number, Part::Main, "the record", why),
        }
    }
    Ok(reading.sorted())
}

fn record(reading: &mut Reading, line: usize, bytes: &[u8], native: Option<Unit>) -> Result<Incoming, ReadError> {
    let Some(object) = Object::of_bytes(reading, bytes, RECORD_KEYS, "of a record") else {
        json::value(bytes).map_err(|error| not_json(&error, 0))?;
        return Err(ReadError::new("is no JSON object", "a record is {\"id\":…,\"text\":…,\"spans\":[…]}"));
    };
    let id = required(name(&object, "id")?, "id")?;
    check_name("id", &id)?;
    // What is wrong with a text is told with its place in the line.
    let text = match object.value("text").filter(|value| value.get().starts_with('"')) {
        Some(value) => {
            let before = value.get().as_ptr() as usize - bytes.as_ptr() as usize;
            json::read::<String>(value).map_err(|error| not_json(&error, before))?
        }
        None => required(text(&object, "text")?, "text")?.into_owned(),
    };
    let article = Article::new(text).map_err(|error| ReadError::new(format!("is refused: {error}"), "split it"))?;
    let mut incoming = Incoming::new(id, line, Some(Arc::new(article)));
    if let Some(native) = native {
        incoming = incoming.counting(native, false);
    }
    incoming.fields = fields(&object)?;
    let (spans, relations) = (list(&object, "spans")?, list(&object, "relations")?);
    // Nearly all spans are as this program writes them, and are read in one pass; from the first that is not, each is looked
    // at part by part.
    let plain = spans.map_or(0, |spans| plain::take(spans, line, &mut incoming));
    each(reading, line, &incoming.id.clone(), ("annotation", SPAN_KEYS, "of a span", plain), spans, |object| {
        incoming.take(annotation(line, object)?);
        Ok(())
    });
    each(reading, line, &incoming.id.clone(), ("relation", RELATION_KEYS, "of a relation", 0), relations, |object| {
        incoming.relations.push(relation(line, object)?);
        Ok(())
    });
    Ok(incoming)
}

/// The values of an object by key. What comes twice counts as it stands last, and `null` is as good as missing.
struct Object<'a, const N: usize> {
    keys: [&'static str; N],
    values: [Option<Raw<'a>>; N],
}

impl<'a, const N: usize> Object<'a, N> {
    /// The object that `value` is; its other keys are passed over.
    fn of(reading: &mut Reading, value: Raw<'a>, keys: [&'static str; N], of: &str) -> Option<Self> {
        let mut values = [None; N];
        json::object(value, |key, value| match keys.iter().position(|known| *known == key) {
            Some(place) => values[place] = Some(value).filter(|value| !json::is_null(value)),
            None => reading.ignore(|| format!("key `{}` {of}", named(&key))),
        })?;
        Some(Self { keys, values })
    }

    /// The object that `bytes` are, without looking at them twice; nothing when they are none.
    fn of_bytes(reading: &mut Reading, bytes: &'a [u8], keys: [&'static str; N], of: &str) -> Option<Self> {
        let mut values = [None; N];
        let mut others = Vec::new();
        json::object_of_bytes(bytes, |key, value| match keys.iter().position(|known| *known == key) {
            Some(place) => values[place] = Some(value).filter(|value| !json::is_null(value)),
            None => others.push(key),
        })?;
        others.iter().for_each(|key| reading.ignore(|| format!("key `{}` {of}", named(key))));
        Some(Self { keys, values })
    }

    fn value(&self, key: &str) -> Option<Raw<'a>> {
        self.keys.iter().position(|known| *known == key).and_then(|place| self.values[place])
    }
}

/// Reads each of `values` but the first `passed` by `read`; what does not hold is refused.
fn each<'a, const N: usize>(
    reading: &mut Reading,
    line: usize,
    article: &str,
    (what, keys, of, passed): (&str, [&'static str; N], &str, usize),
    values: Option<Raw<'a>>,
    mut read: impl FnMut(&Object<'a, N>) -> Result<(), ReadError>,
) {
    let Some(values) = values else { return };
    let mut number = 0;
    json::list(values, |value| {
        number += 1;
        if number <= passed {
            return;
        }
        let object = Object::of(reading, value, keys, of);
        let result = object.as_ref().map_or_else(
            || {
                let hint = "each line is one record: {\"id\": …, \"text\": …, \"spans\": […]}";
                Err(ReadError::new("is no JSON object", hint))
            },
            &mut read,
        );
        if let Err(why) = result {
            let id = object.as_ref().and_then(|object| text(object, "id").ok().flatten()).unwrap_or_default();
            reading.refuse(line, Part::Main, named_of(what, &id, article), why);
        }
    });
}

type SpanObject<'a> = Object<'a, { SPAN_KEYS.len() }>;

fn annotation<'a>(line: usize, object: &SpanObject<'a>) -> Result<IncomingAnnotation<'a>, ReadError> {
    Ok(IncomingAnnotation {
        line,
        id: name(object, "id")?.unwrap_or_default(),
        label: required(text(object, "label")?, "label")?,
        start: required(position(object, "start")?, "start")?,
        end: required(position(object, "end")?, "end")?,
        fragments: fragments(object)?,
        text: text(object, "text")?,
        is_beginning: false,
        attributes: attributes(object)?,
        note: text(object, "note")?.unwrap_or_default(),
        by: text(object, "by")?.unwrap_or_default(),
        at: text(object, "at")?.unwrap_or_default(),
    })
}

fn relation(line: usize, object: &Object<'_, { RELATION_KEYS.len() }>) -> Result<IncomingRelation, ReadError> {
    Ok(IncomingRelation {
        line,
        file: Part::Main,
        id: name(object, "id")?.unwrap_or_default().into_owned(),
        kind: required(text(object, "type")?, "type")?.into_owned(),
        from: required(name(object, "from")?, "from")?.into_owned(),
        to: required(name(object, "to")?, "to")?.into_owned(),
    })
}

fn required<T>(value: Option<T>, key: &str) -> Result<T, ReadError> {
    value.ok_or_else(|| ReadError::new(format!("has no `{key}`"), format!("give it `{key}`")))
}

fn wrong(key: &str, wanted: &str) -> ReadError {
    ReadError::new(format!("has a `{key}` that is no {wanted}"), format!("make it {wanted}"))
}

fn text<'a, const N: usize>(object: &Object<'a, N>, key: &str) -> Result<Option<Cow<'a, str>>, ReadError> {
    object.value(key).map(|value| json::text(value).map_err(|_| wrong(key, "text"))).transpose()
}

/// An id; files from elsewhere count them.
fn name<'a, const N: usize>(object: &Object<'a, N>, key: &str) -> Result<Option<Cow<'a, str>>, ReadError> {
    match object.value(key) {
        Some(value) if value.get().starts_with(|char: char| char == '-' || char.is_ascii_digit()) => {
            Ok(Some(value.get().into()))
        }
        _ => text(object, key),
    }
}

fn position<const N: usize>(object: &Object<'_, N>, key: &str) -> Result<Option<usize>, ReadError> {
    let whole = |value| json::read(value).map_err(|_| wrong(key, "whole number from 0 on"));
    object.value(key).map(whole).transpose()
}

fn list<'a, const N: usize>(object: &Object<'a, N>, key: &str) -> Result<Option<Raw<'a>>, ReadError> {
    match object.value(key) {
        Some(value) if !value.get().starts_with('[') => Err(wrong(key, "list")),
        value => Ok(value),
    }
}

fn fragments(object: &SpanObject<'_>) -> Result<Vec<(usize, usize)>, ReadError> {
    let pairs = |value| json::read(value).map_err(|_| wrong("fragments", "list of pairs [start, end]"));
    list(object, "fragments")?.map_or(Ok(Vec::new()), pairs)
}

fn attributes(object: &SpanObject<'_>) -> Result<Attributes, ReadError> {
    let Some(value) = object.value("attributes") else { return Ok(Attributes::new()) };
    match json::text(value) {
        Ok(within) => attributes_in(&within),
        Err(_) => attributes_of(value),
    }
}

/// The attributes of an object that is written as a text, for tables whose columns have one type.
pub(in crate::format) fn attributes_in(within: &str) -> Result<Attributes, ReadError> {
    match within {
        "" => Ok(Attributes::new()),
        within => json::value(within.as_bytes()).map_err(|_| wrong("attributes", "object")).and_then(attributes_of),
    }
}

fn attributes_of(value: Raw<'_>) -> Result<Attributes, ReadError> {
    let (mut attributes, mut why) = (Attributes::new(), None);
    json::object(value, |name, value| match json::text(value) {
        _ if json::is_null(value) => {}
        Ok(text) => drop(attributes.insert(name.into_owned(), text.into_owned())),
        Err(_) => why = Some(wrong(&format!("attribute {}", named(&name)), "text")),
    })
    .ok_or_else(|| wrong("attributes", "object"))?;
    why.map_or(Ok(attributes), Err)
}

/// The fields in `meta`; what is no text is kept as its JSON.
fn fields(object: &Object<'_, { RECORD_KEYS.len() }>) -> Result<Vec<(String, String)>, ReadError> {
    let Some(value) = object.value("meta") else { return Ok(Vec::new()) };
    match json::text(value) {
        Ok(within) => fields_in(&within),
        Err(_) => fields_of(value),
    }
}

/// The fields of an object that is written as a text.
pub(in crate::format) fn fields_in(within: &str) -> Result<Vec<(String, String)>, ReadError> {
    match within {
        "" => Ok(Vec::new()),
        within => json::value(within.as_bytes()).map_err(|_| wrong("meta", "object")).and_then(fields_of),
    }
}

fn fields_of(value: Raw<'_>) -> Result<Vec<(String, String)>, ReadError> {
    let mut fields = Vec::new();
    json::object(value, |name, value| {
        if !json::is_null(value) {
            let words = json::text(value).map_or_else(|_| json::compact(value), Cow::into_owned);
            fields.push((name.into_owned(), words));
        }
    })
    .ok_or_else(|| wrong("meta", "object"))?;
    Ok(fields)
}

fn not_json(error: &serde_json::Error, before: usize) -> ReadError {
    json::not_json("is", error, before, "every line is one JSON object")
}
