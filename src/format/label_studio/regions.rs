//! What do the results of a task say? Regions with their labels, what each control says of a region, and relations.

mod plain;

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::NOTE;
use super::read::Said;
use crate::format::incoming::{Incoming, IncomingAnnotation, IncomingRelation, check_name, named_of};
use crate::format::json::{self, Lines, Raw};
use crate::format::record::{Object, required, wrong};
use crate::format::{Part, ReadError, Reading, named};
use crate::project::Attributes;

const KEYS: [&str; 11] =
    ["id", "type", "from_name", "to_name", "value", "meta", "from_id", "to_id", "direction", "labels", "origin"];
const META_KEYS: [&str; 4] = ["by", "at", "names", "text"];
const VALUE_KEYS: [&str; 13] = [
    "start",
    "end",
    "text",
    "labels",
    "hypertextlabels",
    "globalOffsets",
    "startOffset",
    "endOffset",
    "choices",
    "number",
    "rating",
    "datetime",
    "taxonomy",
];

/// What the control of the note is called, here and where people set up projects themselves.
const NOTES: [&str; 4] = [NOTE, "notes", "comment", "comments"];
/// The most labels of one region.
const MOST_LABELS: usize = 100;
/// What a relation is that nobody gave a kind.
const ANY_KIND: &str = "related_to";

type ResultObject<'a> = Object<'a, { KEYS.len() }>;
type Value<'a> = Object<'a, { VALUE_KEYS.len() }>;

/// The results of one task, as annotations.
#[derive(Default)]
pub(super) struct Results<'a> {
    annotations: Vec<IncomingAnnotation<'a>>,
    relations: Vec<IncomingRelation>,
    /// What controls say of the whole task.
    fields: Vec<(String, String)>,
    /// The annotation of each region, and what its attributes are called beside their controls.
    places: HashMap<Cow<'a, str>, usize>,
    names: HashMap<usize, Attributes>,
    /// Whether positions count the text of a page.
    pub(super) has_global_offsets: bool,
}

/// Whether `text` has markup.
pub(super) fn is_page(text: &str) -> bool {
    text.contains('<')
}

impl<'a> Results<'a> {
    /// Takes in what was said of a task.
    pub(super) fn take(&mut self, reading: &mut Reading, lines: &mut Lines<'_>, article: &str, said: &Said<'a>) {
        let Some(list) = said.results else { return };
        let mut others = Vec::new();
        json::list(list, |value| {
            let line = lines.at(value);
            if let Some((annotation, names)) = plain::region(value, line, said) {
                return self.add(annotation, names);
            }
            let Some(object) = Object::of(reading, value, KEYS, "of a result") else {
                let why =
                    ReadError::new("is no JSON object", "a result is {\"id\":…,\"type\":\"labels\",\"value\":{…}}");
                return reading.refuse(line, Part::Main, named_of("result", "", article), why);
            };
            match object.text("type") {
                Ok(Some(kind)) if kind.ends_with("labels") => {
                    if let Err(why) = self.region(reading, line, &kind, &object, said) {
                        let id = object.name("id").ok().flatten().unwrap_or_default();
                        reading.refuse(line, Part::Main, named_of("annotation", &id, article), why);
                    }
                }
                // A control may say something of a region that stands further below.
                _ => others.push((line, value)),
            }
        });
        for (line, value) in others {
            let Some(object) = Object::beside(value, KEYS, |_, _| {}) else { continue };
            let kind = object.text("type").ok().flatten().unwrap_or_default();
            if kind == "relation" {
                if let Err(why) = self.relation(reading, line, &object) {
                    reading.refuse(line, Part::Main, named_of("relation", "", article), why);
                }
            } else {
                self.control(reading, &kind, &object);
            }
        }
    }

    fn region(
        &mut self,
        reading: &mut Reading,
        line: usize,
        kind: &str,
        object: &ResultObject<'a>,
        said: &Said<'a>,
    ) -> Result<(), ReadError> {
        let value = required(object.value("value"), "value")?;
        let value = Value::of(reading, value, VALUE_KEYS, "of a value").ok_or_else(|| wrong("value", "object"))?;
        let (start, end) = self.range(&value)?;
        let meta =
            object.value("meta").and_then(|meta| Object::of(reading, meta, META_KEYS, "of the meta of a region"));
        let said_in = |key| meta.as_ref().map_or(Ok(None), |meta| meta.text(key));
        let (by, at) = match (said_in("by")?, said_in("at")?) {
            (None, None) => (said.by.clone(), said.at.clone()),
            (by, at) => (by.unwrap_or_default(), at.unwrap_or_default()),
        };
        check_name("maker", &by)?;
        check_name("time", &at)?;
        let labels = value.value(if value.value(kind).is_some() { kind } else { "labels" });
        let labels = several(labels)?;
        let place = self.annotations.len();
        // A region of several labels is an annotation for each; the first is called as it, and has what is said of it.
        let annotation = |label| {
            let (by, at) = (by.clone(), at.clone());
            IncomingAnnotation { line, label, start, end, by, at, ..IncomingAnnotation::default() }
        };
        self.annotations.extend(labels.into_iter().map(annotation));
        let first = &mut self.annotations[place];
        first.text = value.text("text")?;
        let id = object.name("id")?.unwrap_or_default();
        if let Some(id) = self.new_id(id, place) {
            self.annotations[place].id = id;
        }
        if let Some(meta) = meta {
            self.annotations[place].note = meta.value("text").and_then(words).unwrap_or_default().into();
            let names = meta.attributes("names")?;
            if !names.is_empty() {
                self.names.insert(place, names);
            }
        }
        Ok(())
    }

    /// Takes in a region that is as this program writes it.
    fn add(&mut self, mut annotation: IncomingAnnotation<'a>, names: Attributes) {
        let place = self.annotations.len();
        annotation.id = self.new_id(annotation.id, place).unwrap_or_default();
        self.annotations.push(annotation);
        if !names.is_empty() {
            self.names.insert(place, names);
        }
    }

    /// The id of the annotation at `place`, which is noted; nothing where it has none, or one before it has it.
    fn new_id(&mut self, id: Cow<'a, str>, place: usize) -> Option<Cow<'a, str>> {
        if id.is_empty() {
            return None;
        }
        let Entry::Vacant(free) = self.places.entry(id) else { return None };
        let id = free.key().clone();
        free.insert(place);
        Some(id)
    }

    /// Start and end: those over the text where there are such, since others may be paths in the markup of a page.
    fn range(&mut self, value: &Value<'a>) -> Result<(usize, usize), ReadError> {
        let global =
            value.value("globalOffsets").and_then(|global| Object::beside(global, ["start", "end"], |_, _| {}));
        if let Some(global) = global {
            self.has_global_offsets = true;
            return Ok((required(global.position("start")?, "start")?, required(global.position("end")?, "end")?));
        }
        if value.value("start").is_some_and(|start| start.get().starts_with('"')) {
            let hint = "export it from a Label Studio that writes `globalOffsets`, 1.0 or later";
            return Err(ReadError::new("says by paths in a page where it stands, and not in numbers", hint));
        }
        Ok((required(value.position("start")?, "start")?, required(value.position("end")?, "end")?))
    }

    fn relation(&mut self, reading: &mut Reading, line: usize, object: &ResultObject<'a>) -> Result<(), ReadError> {
        let mut from = required(object.name("from_id")?, "from_id")?.into_owned();
        let mut to = required(object.name("to_id")?, "to_id")?.into_owned();
        match object.text("direction")?.as_deref() {
            Some("left") => std::mem::swap(&mut from, &mut to),
            Some("bi") => {
                reading.note(|| "relations in both directions lead from the first mark to the second".to_owned());
            }
            _ => {}
        }
        let mut kinds = object.value("labels").and_then(texts).unwrap_or_default();
        if kinds.is_empty() {
            kinds.push(ANY_KIND.into());
        }
        let mut id = object.name("id")?.unwrap_or_default().into_owned();
        for kind in kinds {
            let (from, to) = (from.clone(), to.clone());
            let id = std::mem::take(&mut id);
            let kind = kind.into_owned();
            self.relations.push(IncomingRelation { line, file: Part::Main, id, kind, from, to });
        }
        Ok(())
    }

    /// What a control says: an attribute of a region, its note, or a field of the article.
    fn control(&mut self, reading: &mut Reading, kind: &str, object: &ResultObject<'a>) {
        let value = object.value("value").and_then(|value| Value::beside(value, VALUE_KEYS, |_, _| {}));
        let said = value.as_ref().and_then(|value| value.value(if kind == "textarea" { "text" } else { kind }));
        let name = object.text("from_name").ok().flatten().filter(|name| !name.is_empty());
        let (Some(words), Some(name)) = (said.and_then(words), name) else {
            return reading.ignore(|| format!("results of the type `{}`", named(kind)));
        };
        let id = object.name("id").ok().flatten().unwrap_or_default();
        let Some(place) = self.places.get(&id).copied() else {
            let is_of_text = value.is_some_and(|value| value.value("start").is_none());
            if is_of_text {
                self.fields.push((name.into_owned(), words));
            } else {
                reading.ignore(|| format!("results of `{}` for regions without a label", named(&name)));
            }
            return;
        };
        let Some(annotation) = self.annotations.get_mut(place) else { return };
        if kind == "textarea" && NOTES.contains(&&*name) {
            annotation.note = words.into();
        } else {
            let own = self.names.get(&place).and_then(|names| names.get(&*name)).cloned();
            annotation.attributes.insert(own.unwrap_or_else(|| name.into_owned()), words);
        }
    }

    /// Gives all of it to the article.
    pub(super) fn hand_to(self, incoming: &mut Incoming) {
        incoming.fields.extend(self.fields);
        self.annotations.into_iter().for_each(|annotation| incoming.take(annotation));
        incoming.relations.extend(self.relations);
    }
}

/// Takes in what JSON-MIN has of regions: a list of values by the name of each control. They have no ids, so what other
/// controls say of them belongs to none.
pub(super) fn min_results<'a>(
    reading: &mut Reading,
    lines: &mut Lines<'_>,
    data: &[(Cow<'a, str>, Raw<'a>)],
    article: &str,
    results: &mut Results<'a>,
) {
    for (name, list) in data {
        json::list(list, |value| {
            let line = lines.at(value);
            let Some(region) = Value::beside(value, VALUE_KEYS, |_, _| {}) else {
                return reading.ignore(|| format!("what `{}` says of regions, which are not named", named(name)));
            };
            let Some(labels) = region.value("labels").or_else(|| region.value("hypertextlabels")) else {
                return reading.ignore(|| format!("what `{}` says of regions, which are not named", named(name)));
            };
            let mut take = || {
                let (start, end) = results.range(&region)?;
                let mut text = region.text("text")?;
                for label in several(Some(labels))? {
                    let text = text.take();
                    results.annotations.push(IncomingAnnotation {
                        line,
                        label,
                        start,
                        end,
                        text,
                        ..IncomingAnnotation::default()
                    });
                }
                Ok(())
            };
            if let Err(why) = take() {
                reading.refuse(line, Part::Main, named_of("annotation", "", article), why);
            }
        });
    }
}

/// The labels of one region, each once.
fn several(values: Option<Raw<'_>>) -> Result<Vec<Cow<'_, str>>, ReadError> {
    let all = texts(required(values, "labels")?).ok_or_else(|| wrong("labels", "list of texts"))?;
    if all.len() > MOST_LABELS {
        let message = format!("has more than {MOST_LABELS} labels");
        return Err(ReadError::new(message, "give it the one that it is"));
    }
    let mut labels = Vec::new();
    for label in all {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    if labels.is_empty() { Err(ReadError::new("has no label", "give it one")) } else { Ok(labels) }
}

/// The texts of a list; nothing when it is none, or has something else.
fn texts(value: Raw<'_>) -> Option<Vec<Cow<'_, str>>> {
    let (mut texts, mut are_all) = (Vec::new(), true);
    json::list(value, |value| match json::text(value) {
        Ok(text) => texts.push(text),
        Err(_) => are_all = false,
    })?;
    are_all.then_some(texts)
}

/// A value in words: several texts are joined, and a number is its digits.
fn words(value: Raw<'_>) -> Option<String> {
    let first = value.get().chars().next()?;
    match first {
        '"' => json::text(value).ok().map(Cow::into_owned),
        '[' => texts(value).map(|texts| texts.join("; ")),
        '-' | '0'..='9' => Some(value.get().to_owned()),
        _ => None,
    }
}
