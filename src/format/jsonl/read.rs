//! How do lines of JSON become projects? Record by record, and in a record span by span.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::format::incoming::{Incoming, IncomingAnnotation, IncomingRelation, named_of};
use crate::format::{Part, ReadError, Reading, Source};
use crate::project::{Article, Attributes};

const RECORD_KEYS: [&str; 5] = ["id", "text", "spans", "relations", "meta"];
const SPAN_KEYS: [&str; 10] = ["id", "start", "end", "fragments", "label", "text", "attributes", "note", "by", "at"];
const RELATION_KEYS: [&str; 4] = ["id", "type", "from", "to"];

/// The projects in `source`, one a line; blank lines are passed over.
pub(super) fn read(source: &Source<'_>) -> Result<Reading, ReadError> {
    let bytes = source.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(source.bytes);
    let mut reading = Reading::default();
    let mut seen = HashMap::new();
    for (number, line) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        match record(&mut reading, number, line) {
            Ok(incoming) => match seen.get(&incoming.id) {
                Some(first) => {
                    let message = format!("is refused: line {first} has an article of that id");
                    let why = ReadError::new(message, "give each article an id of its own");
                    reading.refuse(number, Part::Main, format!("article {}", incoming.id), why);
                }
                None => {
                    seen.insert(incoming.id.clone(), number);
                    reading.take(incoming);
                }
            },
            Err(why) => reading.refuse(number, Part::Main, "the record", why),
        }
    }
    Ok(reading.sorted())
}

fn record(reading: &mut Reading, line: usize, bytes: &[u8]) -> Result<Incoming, ReadError> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| not_json(&error))?;
    let Value::Object(mut object) = value else {
        return Err(ReadError::new("is no JSON object", "a record is {\"id\":…,\"text\":…,\"spans\":[…]}"));
    };
    let id = required(name(&mut object, "id")?, "id")?;
    let text = required(string(&mut object, "text")?, "text")?;
    let article = Article::new(text).map_err(|error| ReadError::new(format!("is refused: {error}"), "split it"))?;
    let annotations = list(&mut object, "spans")?;
    let relations = list(&mut object, "relations")?;
    let fields = fields(&mut object)?;
    pass_over(reading, &object, &RECORD_KEYS, "of a record");
    let mut read = Reader { reading, line, article: id };
    let annotations = annotations.into_iter().filter_map(|value| read.one("annotation", value, annotation)).collect();
    let relations = relations.into_iter().filter_map(|value| read.one("relation", value, relation)).collect();
    Ok(Incoming { id: read.article, line, article: Arc::new(article), fields, annotations, relations })
}

/// Reads what a record lists.
struct Reader<'a> {
    reading: &'a mut Reading,
    line: usize,
    article: String,
}

type OneOf<T> = fn(usize, &mut Map<String, Value>) -> Result<T, ReadError>;

impl Reader<'_> {
    fn one<T>(&mut self, what: &str, value: Value, read: OneOf<T>) -> Option<T> {
        let known: &[&str] = if what == "annotation" { &SPAN_KEYS } else { &RELATION_KEYS };
        let id = value.get("id").and_then(Value::as_str).unwrap_or_default();
        let shown = named_of(what, id, &self.article);
        let result = match value {
            Value::Object(mut object) => {
                let result = read(self.line, &mut object);
                pass_over(
                    self.reading,
                    &object,
                    known,
                    if what == "annotation" { "of a span" } else { "of a relation" },
                );
                result
            }
            _ => Err(ReadError::new(
                "is no JSON object",
                "each line is one record: {\"id\": …, \"text\": …, \"spans\": […]}",
            )),
        };
        result.map_err(|why| self.reading.refuse(self.line, Part::Main, shown, why)).ok()
    }
}

fn annotation(line: usize, object: &mut Map<String, Value>) -> Result<IncomingAnnotation, ReadError> {
    Ok(IncomingAnnotation {
        line,
        id: name(object, "id")?.unwrap_or_default(),
        label: required(string(object, "label")?, "label")?,
        start: required(position(object, "start")?, "start")?,
        end: required(position(object, "end")?, "end")?,
        fragments: fragments(object)?,
        text: string(object, "text")?,
        attributes: attributes(object)?,
        note: string(object, "note")?.unwrap_or_default(),
        by: string(object, "by")?.unwrap_or_default(),
        at: string(object, "at")?.unwrap_or_default(),
    })
}

fn relation(line: usize, object: &mut Map<String, Value>) -> Result<IncomingRelation, ReadError> {
    Ok(IncomingRelation {
        line,
        file: Part::Main,
        id: name(object, "id")?.unwrap_or_default(),
        kind: required(string(object, "type")?, "type")?,
        from: required(name(object, "from")?, "from")?,
        to: required(name(object, "to")?, "to")?,
    })
}

/// Takes `key` out; `null` is as good as missing.
fn take(object: &mut Map<String, Value>, key: &str) -> Option<Value> {
    object.get_mut(key).map(Value::take).filter(|value| !value.is_null())
}

fn required<T>(value: Option<T>, key: &str) -> Result<T, ReadError> {
    value.ok_or_else(|| ReadError::new(format!("has no `{key}`"), format!("give it `{key}`")))
}

fn wrong<T>(key: &str, wanted: &str) -> Result<T, ReadError> {
    Err(ReadError::new(format!("has a `{key}` that is no {wanted}"), format!("make it {wanted}")))
}

fn string(object: &mut Map<String, Value>, key: &str) -> Result<Option<String>, ReadError> {
    match take(object, key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => wrong(key, "text"),
    }
}

/// An id; files from elsewhere count them.
fn name(object: &mut Map<String, Value>, key: &str) -> Result<Option<String>, ReadError> {
    match take(object, key) {
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(Value::String(text)) => Ok(Some(text)),
        None => Ok(None),
        Some(_) => wrong(key, "text"),
    }
}

fn whole(value: &Value) -> Option<usize> {
    value.as_u64().and_then(|number| usize::try_from(number).ok())
}

fn position(object: &mut Map<String, Value>, key: &str) -> Result<Option<usize>, ReadError> {
    match take(object, key) {
        None => Ok(None),
        Some(value) => whole(&value).map_or_else(|| wrong(key, "whole number from 0 on"), |at| Ok(Some(at))),
    }
}

fn list(object: &mut Map<String, Value>, key: &str) -> Result<Vec<Value>, ReadError> {
    match take(object, key) {
        None => Ok(Vec::new()),
        Some(Value::Array(values)) => Ok(values),
        Some(_) => wrong(key, "list"),
    }
}

fn fragments(object: &mut Map<String, Value>) -> Result<Vec<(usize, usize)>, ReadError> {
    let pair = |value: &Value| match value.as_array().map(Vec::as_slice) {
        Some([start, end]) => whole(start).zip(whole(end)).map_or_else(|| wrong("fragments", PAIRS), Ok),
        _ => wrong("fragments", PAIRS),
    };
    list(object, "fragments")?.iter().map(pair).collect()
}

const PAIRS: &str = "list of pairs [start, end]";

fn attributes(object: &mut Map<String, Value>) -> Result<Attributes, ReadError> {
    match take(object, "attributes") {
        None => Ok(Attributes::new()),
        Some(Value::Object(values)) => values.into_iter().filter_map(attribute).collect(),
        Some(_) => wrong("attributes", "object"),
    }
}

fn attribute((name, value): (String, Value)) -> Option<Result<(String, String), ReadError>> {
    match value {
        Value::String(text) => Some(Ok((name, text))),
        Value::Null => None,
        _ => Some(wrong(&format!("attribute {name}"), "text")),
    }
}

/// The fields in `meta`; what is no text is kept as the text of its JSON.
fn fields(object: &mut Map<String, Value>) -> Result<Vec<(String, String)>, ReadError> {
    match take(object, "meta") {
        None => Ok(Vec::new()),
        Some(Value::Object(values)) => Ok(values
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| match value {
                Value::String(text) => (name, text),
                other => (name, other.to_string()),
            })
            .collect()),
        Some(_) => wrong("meta", "object"),
    }
}

fn pass_over(reading: &mut Reading, object: &Map<String, Value>, known: &[&str], of: &str) {
    let others = object.keys().filter(|key| !known.contains(&key.as_str()));
    reading.ignored.extend(others.map(|key| format!("key `{key}` {of}")));
}

fn not_json(error: &serde_json::Error) -> ReadError {
    let message = error.to_string();
    let reason = message.split(" at line ").next().unwrap_or_default();
    ReadError::new(format!("is not JSON: {reason} at column {}", error.column()), "every line is one JSON object")
}
