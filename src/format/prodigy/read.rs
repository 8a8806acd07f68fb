//! How do tasks of Prodigy become projects? Those that were accepted, with the marks that a person made and relations between
//! them.

use std::borrow::Cow;
use std::collections::HashMap;

use super::DOC_ID;
use crate::format::incoming::{Incoming, IncomingRelation};
use crate::format::json::{self, Raw};
use crate::format::kept::{KEY, Kept, KeptLink, MarkPlace};
use crate::format::record::{ArticleIds, Object, each_object, records, required};
use crate::format::{Part, ReadError, Reading, Source, shorten};
use crate::project::Moment;
use crate::text::Unit;

/// Tokens are where Prodigy needs them, and hashes are its own.
const KEYS: [&str; 13] = [
    "text",
    "label",
    "meta",
    "tokens",
    "spans",
    "relations",
    "answer",
    KEY,
    "_annotator_id",
    "_session_id",
    "_timestamp",
    "_input_hash",
    "_task_hash",
];
const SPAN_KEYS: [&str; 6] = ["start", "end", "label", "text", "token_start", "token_end"];
const RELATION_KEYS: [&str; 5] = ["head", "child", "label", "head_span", "child_span"];

type Task<'a> = Object<'a, { KEYS.len() }>;
type RelationObject<'a> = Object<'a, { RELATION_KEYS.len() }>;

/// The projects in `source`, one a task.
pub(super) fn read(source: &Source<'_>) -> Result<Reading, ReadError> {
    let mut reading = Reading::default();
    let mut ids = ArticleIds::within(source.stem);
    records(source.bytes, |line, value| {
        ids.count()?;
        match value.and_then(|value| task(&mut reading, &mut ids, line, value)) {
            Ok(Some(incoming)) => reading.take(incoming),
            Ok(None) => {}
            Err(why) => reading.refuse(line, Part::Main, "the task", why),
        }
        Ok(())
    })?;
    Ok(reading.sorted())
}

/// The article of a task; nothing when it was not accepted.
fn task<'a>(
    reading: &mut Reading,
    ids: &mut ArticleIds<'_>,
    line: usize,
    value: Raw<'a>,
) -> Result<Option<Incoming>, ReadError> {
    let object = Object::of(reading, value, KEYS, "of a task")
        .ok_or_else(|| ReadError::new("is no JSON object", "a task is {\"text\":…,\"spans\":[…]}"))?;
    if let Some(answer) = object.text("answer")?.filter(|answer| answer != "accept") {
        reading.ignore(|| format!("tasks that were answered with `{}`", shorten(&answer)));
        return Ok(None);
    }
    let article = required(object.article("text")?, "text")?;
    let meta = object.value("meta").and_then(|meta| Object::beside(meta, [DOC_ID], |_, _| {}));
    let id = meta.map_or(Ok(None), |meta| meta.name(DOC_ID))?;
    let mut incoming = Incoming::new(ids.of_article(reading, id)?, line, Some(article));
    incoming.fields = object.fields("meta")?;
    incoming.fields.retain(|(name, _)| name != DOC_ID);
    let (spans, relations) = (object.list("spans")?, object.list("relations")?);
    if spans.is_some_and(has_words) {
        incoming = incoming.counting(Unit::Chars, false);
    }
    let kept = Kept::of(reading, object.value(KEY));
    let has_relations = relations.is_some_and(|relations| relations.get() != "[]");
    let label = object.text("label").ok().flatten();
    let mut marks = Marks { kept, has_relations, label, ..Marks::default() };
    marks.take(reading, &mut incoming, spans, &maker(&object));
    if object.value("label").is_some() && !marks.uses_label {
        reading.ignore(|| "key `label` of a task".to_owned());
    }
    marks.relate(reading, &mut incoming, relations);
    Ok(Some(incoming))
}

/// Whether the first span says what it marks: then the words decide what positions count.
fn has_words(spans: Raw<'_>) -> bool {
    let mut is_first = true;
    let mut has_words = false;
    json::list(spans, |span| {
        if std::mem::take(&mut is_first) {
            has_words = Object::beside(span, ["text"], |_, _| {}).is_some_and(|span| span.value("text").is_some());
        }
    });
    has_words
}

/// Who did the task, and when.
fn maker<'a>(task: &Task<'a>) -> (Cow<'a, str>, String) {
    let name = |key| task.text(key).ok().flatten();
    let by = name("_annotator_id").or_else(|| name("_session_id")).unwrap_or_default();
    // Seconds since 1970, with parts of them or without.
    let second = task.value("_timestamp").and_then(|value| json::read::<f64>(value).ok());
    let at = second.and_then(|second| Moment::of_second(second as i64));
    (by, at.map_or_else(String::new, |at| at.to_string()))
}

/// The marks of one task, as relations name them.
#[derive(Default)]
struct Marks<'a> {
    kept: Kept<'a>,
    /// Else nothing asks for them.
    has_relations: bool,
    /// What the task says that all spans are which say nothing themselves, and whether one did.
    label: Option<Cow<'a, str>>,
    uses_label: bool,
    places: HashMap<String, MarkPlace<'a>>,
    /// The first mark at each place.
    ids: HashMap<MarkPlace<'a>, String>,
    /// By the last token.
    ends: HashMap<usize, MarkPlace<'a>>,
}

impl<'a> Marks<'a> {
    fn take(
        &mut self,
        reading: &mut Reading,
        incoming: &mut Incoming,
        values: Option<Raw<'a>>,
        (by, at): &(Cow<'a, str>, String),
    ) {
        let (line, article) = (incoming.line, incoming.id.clone());
        each_object(reading, line, &article, ("annotation", SPAN_KEYS, "of a span"), values, |object| {
            self.uses_label |= object.value("label").is_none();
            let place = place(object, self.label.as_ref())?;
            let mut mark = self.kept.take(&place);
            if mark.id.is_empty() {
                mark.by.clone_from(by);
                mark.at = at.clone().into();
            }
            if self.has_relations {
                mark = self.kept.named(mark);
                self.places.insert(mark.id.to_string(), place.clone());
                self.ids.entry(place.clone()).or_insert_with(|| mark.id.to_string());
                if let Some(end) = object.position("token_end")? {
                    self.ends.entry(end).or_insert_with(|| place.clone());
                }
            }
            let mut annotation = mark.annotation(line, place);
            annotation.text = object.text("text")?;
            incoming.take(annotation);
            Ok(())
        });
    }

    fn relate(&mut self, reading: &mut Reading, incoming: &mut Incoming, values: Option<Raw<'a>>) {
        let (line, article) = (incoming.line, incoming.id.clone());
        let places = &self.places;
        let place = |id: &str| places.get(id).cloned();
        let ends = |link: &KeptLink<'a>| Some((link.kind.to_string(), place(&link.from)?, place(&link.to)?));
        let mut links = self.kept.links_by(ends);
        each_object(reading, line, &article, ("relation", RELATION_KEYS, "of a relation"), values, |object| {
            let kind = required(object.text("label")?, "label")?.into_owned();
            let (from, to) = (self.end(object, "head", "head_span")?, self.end(object, "child", "child_span")?);
            let key = (kind, from, to);
            let link = links.get_mut(&key).and_then(Vec::pop);
            let (kind, from, to) = key;
            let [id, from, to] = match link {
                Some(link) => [link.id, link.from, link.to].map(Cow::into_owned),
                None => [String::new(), self.id_at(&from), self.id_at(&to)],
            };
            incoming.relations.push(IncomingRelation { line, file: Part::Main, id, kind, from, to });
            Ok(())
        });
    }

    /// The mark at one end of a relation: it is named in full, or by its last token.
    fn end(&self, object: &RelationObject<'a>, token: &str, span: &str) -> Result<MarkPlace<'a>, ReadError> {
        let span = object.value(span).and_then(|span| Object::beside(span, SPAN_KEYS, |_, _| {}));
        let named = match span {
            Some(span) if span.value("label").is_some() => Some(place(&span, None)?),
            _ => None,
        };
        let at_token = match object.position(token)? {
            Some(token) => self.ends.get(&token).cloned(),
            None => None,
        };
        let known = named.filter(|place| self.ids.contains_key(place)).or(at_token);
        known.ok_or_else(|| {
            let hint = "mark what it joins: a relation leads from one span to another";
            ReadError::new(format!("joins what is no span, by its `{token}`"), hint)
        })
    }

    fn id_at(&self, place: &MarkPlace<'a>) -> String {
        self.ids.get(place).cloned().unwrap_or_default()
    }
}

/// Where a span stands, and its label or that of its task.
fn place<'a>(
    object: &Object<'a, { SPAN_KEYS.len() }>,
    label: Option<&Cow<'a, str>>,
) -> Result<MarkPlace<'a>, ReadError> {
    let (start, end) = (required(object.position("start")?, "start")?, required(object.position("end")?, "end")?);
    let label = object.text("label")?.or_else(|| label.cloned());
    let none = || ReadError::new("has no `label`", "give it `label`, or its task the one that all its spans have");
    Ok((start, end, label.ok_or_else(none)?))
}
