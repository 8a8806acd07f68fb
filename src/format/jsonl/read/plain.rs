//! How is a line read that is as this program writes it? In one pass, with no part of it taken apart first.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::format::Part;
use crate::format::incoming::{Incoming, IncomingAnnotation, IncomingRelation, check_name};
use crate::format::json::AsObject;
use crate::format::record::Values;
use crate::project::Article;
use crate::text::Unit;

/// A span with all that it may have, each of the type that it should be.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Span<'a> {
    #[serde(borrow, default)]
    id: Cow<'a, str>,
    start: usize,
    end: usize,
    #[serde(default)]
    fragments: Vec<(usize, usize)>,
    #[serde(borrow)]
    label: Cow<'a, str>,
    #[serde(borrow, default)]
    text: Option<Text<'a>>,
    #[serde(default)]
    attributes: Values,
    #[serde(borrow, default)]
    note: Cow<'a, str>,
    #[serde(borrow, default)]
    by: Cow<'a, str>,
    #[serde(borrow, default)]
    at: Cow<'a, str>,
}

/// A text that is borrowed where it has no escapes.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// A relation with all that it has, each a text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Relation {
    #[serde(default)]
    id: String,
    r#type: String,
    from: String,
    to: String,
}

/// The article that a line says, when all of it is as this program writes it; nothing when any part is not, and then the line
/// is to be read part by part, with what is wrong.
pub(super) fn record(bytes: &[u8], line: usize, native: Option<Unit>) -> Option<Incoming> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let incoming = json.deserialize_map(Record { line, native }).ok()?;
    json.end().ok()?;
    check_name("id", &incoming.id).ok().map(|()| incoming)
}

struct Record {
    line: usize,
    native: Option<Unit>,
}

impl<'de> Visitor<'de> for Record {
    type Value = Incoming;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Incoming, A::Error> {
        let other = || A::Error::custom("not as it is written here");
        let Some(("id", id)) = entries.next_entry::<&str, String>()? else { return Err(other()) };
        let Some(("text", text)) = entries.next_entry::<&str, String>()? else { return Err(other()) };
        let article = Article::new(text).map_err(|_| other())?;
        let mut incoming = Incoming::new(id, self.line, Some(Arc::new(article)));
        if let Some(native) = self.native {
            incoming = incoming.counting(native, false);
        }
        let line = self.line;
        let mut rest = ["spans", "relations", "meta"].into_iter();
        while let Some(key) = entries.next_key::<&str>()? {
            // Each at most once, and in this order.
            if !rest.any(|known| known == key) {
                return Err(other());
            }
            match key {
                "spans" => entries.next_value_seed(Each(|span| incoming.take(annotation(span, line)), PhantomData))?,
                "relations" => {
                    entries
                        .next_value_seed(Each(|given| incoming.relations.push(relation(given, line)), PhantomData))?;
                }
                // An object of texts, or a text of one, as attributes are.
                _ => incoming.fields = entries.next_value::<Values>()?.0.into_iter().collect(),
            }
        }
        Ok(incoming)
    }
}

/// Calls a function with each value of a list.
struct Each<T, F>(F, PhantomData<T>);

impl<'de, T: Deserialize<'de>, F: FnMut(T)> DeserializeSeed<'de> for Each<T, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, list: D) -> Result<(), D::Error> {
        list.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de>, F: FnMut(T)> Visitor<'de> for Each<T, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        while let Some(AsObject(value)) = items.next_element()? {
            (self.0)(value);
        }
        Ok(())
    }
}

fn relation(given: Relation, line: usize) -> IncomingRelation {
    let Relation { id, r#type: kind, from, to } = given;
    IncomingRelation { line, file: Part::Main, id, kind, from, to }
}

fn annotation(span: Span<'_>, line: usize) -> IncomingAnnotation<'_> {
    let Span { id, start, end, fragments, label, text, attributes, note, by, at } = span;
    IncomingAnnotation {
        line,
        id,
        label,
        start,
        end,
        fragments,
        text: text.map(|text| text.0),
        is_beginning: false,
        attributes: attributes.0,
        note,
        by,
        at,
    }
}
