//! How do documents of spaCy become projects? The spans of every group and the entities are their annotations.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::format::incoming::{Incoming, IncomingRelation};
use crate::format::json::{self, Raw};
use crate::format::kept::{KEY, Kept, MarkPlace};
use crate::format::record::{ArticleIds, Object, each_object, records, required, tell_assumed, wrong};
use crate::format::{Part, ReadError, Reading, Source, named};

/// Tokens are where spaCy needs them, and say nothing of the article.
const KEYS: [&str; 6] = ["text", "tokens", "ents", "spans", "doc_id", KEY];
const SPAN_KEYS: [&str; 4] = ["start", "end", "label", "kb_id"];

/// The projects in `source`, one a document.
pub(super) fn read(source: &Source<'_>) -> Result<Reading, ReadError> {
    let mut reading = Reading::default();
    let mut ids = ArticleIds::within(source.stem);
    records(source.bytes, |line, value| {
        ids.count()?;
        match value.and_then(|value| document(&mut reading, &mut ids, line, value)) {
            Ok(incoming) => reading.take(incoming),
            Err(why) => reading.refuse(line, Part::Main, "the document", why),
        }
        Ok(())
    })?;
    Ok(reading.sorted())
}

fn document<'a>(
    reading: &mut Reading,
    ids: &mut ArticleIds<'_>,
    line: usize,
    value: Raw<'a>,
) -> Result<Incoming, ReadError> {
    let object = Object::of(reading, value, KEYS, "of a document")
        .ok_or_else(|| ReadError::new("is no JSON object", "a document is what `Doc.to_json` gives"))?;
    let article = required(object.article("text")?, "text")?;
    let mut incoming = Incoming::new(ids.of_article(reading, object.name("doc_id")?)?, line, Some(article));
    let mut kept = Kept::of(reading, object.value(KEY));
    incoming.fields = std::mem::take(&mut kept.fields);
    let ents = object.list("ents")?.filter(|ents| ents.get() != "[]");
    let mut spans = Spans { kept, places: ents.map(|_| HashSet::new()) };
    for group in groups(reading, object.value("spans"))? {
        spans.take(reading, &mut incoming, Some(group), false);
    }
    spans.take(reading, &mut incoming, ents, true);
    // What was written here counts code points.
    if object.value(KEY).is_none() {
        tell_assumed(reading, &incoming);
    }
    incoming.relations = std::mem::take(&mut spans.kept.links)
        .into_iter()
        .map(|link| {
            let [id, kind, from, to] = [link.id, link.kind, link.from, link.to].map(Cow::into_owned);
            IncomingRelation { line, file: Part::Main, id, kind, from, to }
        })
        .collect();
    Ok(incoming)
}

/// The lists of spans of all groups.
fn groups<'a>(reading: &mut Reading, value: Option<Raw<'a>>) -> Result<Vec<Raw<'a>>, ReadError> {
    let Some(value) = value else { return Ok(Vec::new()) };
    let (mut groups, mut is_list, mut names) = (Vec::new(), true, Vec::new());
    json::object(value, |name, list| {
        is_list &= list.get().starts_with('[');
        groups.push(list);
        if names.len() < 10 {
            names.push(format!("`{}`", named(&name)));
        }
    })
    .ok_or_else(|| wrong("spans", "object"))?;
    if groups.len() > 1 {
        reading.note(|| format!("the spans of several groups are taken together: {}", names.join(", ")));
    }
    if is_list { Ok(groups) } else { Err(wrong("spans", "object of lists")) }
}

/// The spans of one document.
struct Spans<'a> {
    kept: Kept<'a>,
    /// Where those of groups stand, when there are entities: one that is both is taken once.
    places: Option<HashSet<MarkPlace<'a>>>,
}

impl<'a> Spans<'a> {
    fn take(&mut self, reading: &mut Reading, incoming: &mut Incoming, values: Option<Raw<'a>>, are_ents: bool) {
        let (line, article) = (incoming.line, incoming.id.clone());
        each_object(reading, line, &article, ("annotation", SPAN_KEYS, "of a span"), values, |object| {
            let place: MarkPlace<'a> = (
                required(object.position("start")?, "start")?,
                required(object.position("end")?, "end")?,
                required(object.text("label")?, "label")?,
            );
            if let Some(places) = &mut self.places
                && !places.insert(place.clone())
                && are_ents
            {
                return Ok(());
            }
            let mut mark = self.kept.take(&place);
            let entry = object.name("kb_id")?.unwrap_or_default();
            if !entry.is_empty() {
                mark.attributes.insert("kb_id".to_owned(), entry.into_owned());
            }
            incoming.take(mark.annotation(line, place));
            Ok(())
        });
    }
}
