//! How is a span read that is as this program writes it? In one pass, with no part of it taken apart first.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::format::incoming::{Incoming, IncomingAnnotation};
use crate::format::json::{self, Raw};
use crate::format::record::attributes_in;
use crate::project::Attributes;

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

/// Attributes: an object, or a text of one.
#[derive(Default)]
struct Values(Attributes);

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

/// Takes the spans of a list in as long as each is plain; returns how many were.
pub(super) fn take(spans: Raw<'_>, line: usize, incoming: &mut Incoming) -> usize {
    let mut count = 0;
    // Where it ends early, the rest is read part by part, with what is wrong.
    json::list_of(spans, |span: Span<'_>| {
        incoming.take(annotation(span, line));
        count += 1;
    });
    count
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
