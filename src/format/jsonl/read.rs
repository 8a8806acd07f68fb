//! How do lines of JSON become projects? Record by record, and in a record span by span.

mod plain;

use std::collections::HashMap;

use crate::format::incoming::{
    Incoming, IncomingAnnotation, IncomingRelation, article_of, check_articles, check_name, named_of,
};
use crate::format::json;
use crate::format::record::{Object, each_object, required, wrong};
use crate::format::{Part, ReadError, Reading, Source};
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
        // Nearly all lines are as this program writes them; where one is not, each part of it is looked at.
        let plain = plain::record(line, number, native);
        match plain.map_or_else(|| record(&mut reading, number, line, native), Ok) {
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
    let value = json::value(bytes).map_err(|error| not_json(&error, 0))?;
    let Some(object) = Object::of(reading, value, RECORD_KEYS, "of a record") else {
        return Err(ReadError::new("is no JSON object", "a record is {\"id\":…,\"text\":…,\"spans\":[…]}"));
    };
    let id = required(object.name("id")?, "id")?;
    check_name("id", &id)?;
    // What is wrong with a text is told with its place in the line.
    let text = match object.value("text").filter(|value| value.get().starts_with('"')) {
        Some(value) => {
            let before = value.get().as_ptr() as usize - bytes.as_ptr() as usize;
            json::read::<String>(value).map_err(|error| not_json(&error, before))?
        }
        None => required(object.text("text")?, "text")?.into_owned(),
    };
    let mut incoming = Incoming::new(id, line, Some(article_of(text)?));
    if let Some(native) = native {
        incoming = incoming.counting(native, false);
    }
    incoming.fields = object.fields("meta")?;
    let (spans, relations) = (object.list("spans")?, object.list("relations")?);
    let article = incoming.id.clone();
    let about = ("annotation", SPAN_KEYS, "of a span");
    each_object(reading, line, &article, about, spans, |object| {
        incoming.take(annotation(line, object)?);
        Ok(())
    });
    let about = ("relation", RELATION_KEYS, "of a relation");
    each_object(reading, line, &article, about, relations, |object| {
        incoming.relations.push(relation(line, object)?);
        Ok(())
    });
    Ok(incoming)
}

type SpanObject<'a> = Object<'a, { SPAN_KEYS.len() }>;

fn annotation<'a>(line: usize, object: &SpanObject<'a>) -> Result<IncomingAnnotation<'a>, ReadError> {
    Ok(IncomingAnnotation {
        line,
        id: object.name("id")?.unwrap_or_default(),
        label: required(object.text("label")?, "label")?,
        start: required(object.position("start")?, "start")?,
        end: required(object.position("end")?, "end")?,
        fragments: fragments(object)?,
        text: object.text("text")?,
        is_beginning: false,
        attributes: object.attributes("attributes")?,
        note: object.text("note")?.unwrap_or_default(),
        by: object.text("by")?.unwrap_or_default(),
        at: object.text("at")?.unwrap_or_default(),
    })
}

fn relation(line: usize, object: &Object<'_, { RELATION_KEYS.len() }>) -> Result<IncomingRelation, ReadError> {
    Ok(IncomingRelation {
        line,
        file: Part::Main,
        id: object.name("id")?.unwrap_or_default().into_owned(),
        kind: required(object.text("type")?, "type")?.into_owned(),
        from: required(object.name("from")?, "from")?.into_owned(),
        to: required(object.name("to")?, "to")?.into_owned(),
    })
}

fn fragments(object: &SpanObject<'_>) -> Result<Vec<(usize, usize)>, ReadError> {
    let pairs = |value| json::read(value).map_err(|_| wrong("fragments", "list of pairs [start, end]"));
    object.list("fragments")?.map_or(Ok(Vec::new()), pairs)
}

fn not_json(error: &serde_json::Error, before: usize) -> ReadError {
    json::not_json("is", error, before, "every line is one JSON object")
}
