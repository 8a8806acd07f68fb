//! How do doccano's lines become projects? Those of this program, and what doccano exports: entities with relations, or a list
//! of spans, with the metadata of the document beside them.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Deserialize;

use crate::format::incoming::{Incoming, IncomingRelation, named_of};
use crate::format::json::{self, Raw};
use crate::format::kept::{KEY, Kept, KeptLink, MarkPlace};
use crate::format::record::{
    ArticleIds, Name, Object, each_object, each_object_behind, field, records, required, tell_assumed,
};
use crate::format::{Part, ReadError, Reading, Source};

/// `data` is what doccano called the text before it had other kinds of data.
const KEYS: [&str; 10] = ["id", "text", "data", "entities", "relations", "label", "labels", "doc_id", "Comments", KEY];
const ENTITY_KEYS: [&str; 4] = ["id", "label", "start_offset", "end_offset"];
const RELATION_KEYS: [&str; 4] = ["id", "from_id", "to_id", "type"];

/// An entity as doccano and this program write it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entity<'a> {
    #[serde(borrow, default)]
    id: Option<Name<'a>>,
    #[serde(borrow)]
    label: Cow<'a, str>,
    start_offset: usize,
    end_offset: usize,
}

type Record<'a> = Object<'a, { KEYS.len() }>;

/// The projects in `source`, one a record.
pub(super) fn read(source: &Source<'_>) -> Result<Reading, ReadError> {
    let mut reading = Reading::default();
    let mut ids = ArticleIds::within(source.stem);
    records(source.bytes, |line, value| {
        ids.count()?;
        match value.and_then(|value| record(&mut reading, &mut ids, line, value)) {
            Ok(incoming) => reading.take(incoming),
            Err(why) => reading.refuse(line, Part::Main, "the record", why),
        }
        Ok(())
    })?;
    Ok(reading.sorted())
}

fn record<'a>(
    reading: &mut Reading,
    ids: &mut ArticleIds<'_>,
    line: usize,
    value: Raw<'a>,
) -> Result<Incoming, ReadError> {
    let mut fields = Vec::new();
    let object = Record::beside(value, KEYS, |name, value| fields.extend(field(name, value)))
        .ok_or_else(|| ReadError::new("is no JSON object", "a record is {\"text\":…,\"entities\":[…]}"))?;
    let article = object.article("text")?;
    let article = article.map_or_else(|| object.article("data"), |article| Ok(Some(article)))?;
    let article = required(article, "text")?;
    let id = object.name("doc_id")?.map_or_else(|| object.name("id"), |id| Ok(Some(id)))?;
    let id = ids.of_article(reading, id)?;
    let mut incoming = Incoming::new(id, line, Some(article));
    let mut kept = Kept::of(reading, object.value(KEY));
    fields.append(&mut kept.fields);
    fields.extend(comments(&object));
    incoming.fields = fields;
    let relations = object.list("relations")?;
    let names = entities(reading, &mut incoming, &mut kept, object.list("entities")?, relations.is_some());
    for key in ["label", "labels"] {
        spans(reading, &mut incoming, &mut kept, object.list(key)?);
    }
    // What was written here counts code points.
    if object.value(KEY).is_none() {
        tell_assumed(reading, &incoming);
    }
    relate(reading, &mut incoming, kept, &names, relations);
    Ok(incoming)
}

/// Takes the entities in; returns what each is called here by its id in the file, if that is asked for.
fn entities<'a>(
    reading: &mut Reading,
    incoming: &mut Incoming,
    kept: &mut Kept<'a>,
    values: Option<Raw<'a>>,
    has_relations: bool,
) -> HashMap<Cow<'a, str>, Cow<'a, str>> {
    let (line, article) = (incoming.line, incoming.id.clone());
    let mut names = HashMap::new();
    let mut take = |place: MarkPlace<'a>, id: Result<Option<Cow<'a, str>>, ReadError>| {
        let mut mark = kept.take(&place);
        if has_relations && let Some(id) = id? {
            mark = kept.named(mark);
            names.insert(id, mark.id.clone());
        }
        incoming.take(mark.annotation(line, place));
        Ok(())
    };
    let plain = |Entity { id, label, start_offset, end_offset }: Entity<'a>| {
        let taken: Result<(), ReadError> = take((start_offset, end_offset, label), Ok(id.map(|id| id.0)));
        debug_assert!(taken.is_ok(), "an id that was read is taken");
    };
    let Some(Err(passed)) = values.map(|values| json::plain_list(values, plain)) else { return names };
    let about = ("annotation", ENTITY_KEYS, "of an entity");
    each_object_behind(reading, line, &article, about, (values, passed), |object| {
        let place = (
            required(object.position("start_offset")?, "start_offset")?,
            required(object.position("end_offset")?, "end_offset")?,
            required(object.text("label")?, "label")?,
        );
        take(place, object.name("id"))
    });
    names
}

/// Takes in the spans of a list `[[start, end, label], …]`, which is what a project without relations exports.
fn spans<'a>(reading: &mut Reading, incoming: &mut Incoming, kept: &mut Kept<'a>, values: Option<Raw<'a>>) {
    let Some(values) = values else { return };
    let line = incoming.line;
    json::list(values, |value| match json::read::<MarkPlace<'a>>(value) {
        Ok(place) => incoming.take(kept.take(&place).annotation(line, place)),
        Err(_) if value.get().starts_with('"') => reading.ignore(|| "labels of whole documents".to_owned()),
        Err(_) => {
            let why = ReadError::new("is no span", "a span is [start, end, \"label\"], positions are whole numbers");
            reading.refuse(line, Part::Main, named_of("annotation", "", &incoming.id), why);
        }
    });
}

fn relate<'a>(
    reading: &mut Reading,
    incoming: &mut Incoming,
    mut kept: Kept<'a>,
    names: &HashMap<Cow<'a, str>, Cow<'a, str>>,
    values: Option<Raw<'a>>,
) {
    let (line, article) = (incoming.line, incoming.id.clone());
    let ends = |link: &KeptLink<'a>| Some((link.kind.to_string(), link.from.to_string(), link.to.to_string()));
    let mut links = kept.links_by(ends);
    // What joins nothing that is known is told by the id that the file has.
    let named = |id: &str| names.get(id).map_or(id, |name| &**name).to_owned();
    each_object(reading, line, &article, ("relation", RELATION_KEYS, "of a relation"), values, |object| {
        let kind = required(object.text("type")?, "type")?.into_owned();
        let from = named(&required(object.name("from_id")?, "from_id")?);
        let to = named(&required(object.name("to_id")?, "to_id")?);
        let ends = (kind, from, to);
        let id = links.get_mut(&ends).and_then(Vec::pop).map_or_else(String::new, |link| link.id.into_owned());
        let (kind, from, to) = ends;
        incoming.relations.push(IncomingRelation { line, file: Part::Main, id, kind, from, to });
        Ok(())
    });
}

/// What people said of the document in doccano, as its memo.
fn comments(object: &Record<'_>) -> Option<(String, String)> {
    let mut comments = Vec::new();
    json::list(object.value("Comments")?, |value| {
        let comment = match Object::beside(value, ["comment"], |_, _| {}) {
            Some(comment) => comment.text("comment").ok().flatten(),
            None => json::text(value).ok(),
        };
        comments.extend(comment);
    });
    (!comments.is_empty()).then(|| ("memo".to_owned(), comments.join("\n")))
}
