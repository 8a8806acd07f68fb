//! How is a project of Label Studio made of articles? Its tasks with their annotations, and the labelling configuration that
//! names every label, choice and relation.
//!
//! ```json
//! {"id":1,"data":{"text":"…","doc_id":"ex1"},"meta":{"title":"…"},"annotations":[{"id":1,"result":[
//! {"id":"a1","from_name":"label","to_name":"text","type":"labels","value":{"start":2,"end":42,"text":"…","labels":["claim"]}},
//! {"id":"a1","from_name":"stance","to_name":"text","type":"choices","value":{"start":2,"end":42,"choices":["denies"]}},
//! {"type":"relation","from_id":"a4","to_id":"a2","direction":"right","labels":["disputes"],"id":"r1"}]}]}
//! ```
//!
//! Positions count Unicode code points, end exclusive; the editor converts them from its own. A region is all results with
//! one id: an attribute that has choices is a `Choices` of it, any other a `TextArea`, and its note is one too.

mod config;
mod markup;
mod read;
mod regions;

use serde::Serialize;

use config::Config;

use super::json::{self, EachEntry, Shown};
use super::marks::{Mark, Marks};
use super::outgoing::{BLOCKS, Losses, SCHEME, SPLIT, Time, id_among};
use super::{Facet, Format, LossKind, Named, OutFile, Place, Positions, Shape, TextAt, Wish, Written};
use crate::project::{Attributes, Id, Project};
use crate::text::Unit;

/// The format.
pub(super) const LABEL_STUDIO: Format = Format {
    name: "label-studio",
    title: "Label Studio tasks and labelling configuration",
    extensions: &["json"],
    shape: Shape::Folder,
    beside: &[],
    reads: &["json"],
    text: TextAt::Within,
    positions: Positions::In(Unit::Chars),
    loses: KINDS,
    write: Some(write),
    read: Some(read::read),
};

const KINDS: &[&LossKind] = &[&SPLIT, &ATTRIBUTE_NAMES, &CONFIGURED, &BLOCKS, &CARRIAGE_RETURNS, &NAMES_WITH_CONTROLS];

const ATTRIBUTE_NAMES: LossKind = LossKind::recast(
    Facet::Attributes,
    "attribute names",
    "an attribute is called by letters, digits, `_` and `-` alone, and by no name that Label Studio has for itself",
);
/// The scheme.
const CONFIGURED: LossKind = LossKind::dropped(
    Facet::Scheme,
    "scheme",
    "labels, colours, keys and choices are in config.xml, which is not read back; guidelines are not",
);
const CARRIAGE_RETURNS: LossKind = LossKind::changed(
    Facet::Elsewhere,
    "carriage returns",
    "Label Studio may count a carriage return with its line feed as one: marks behind it may then look shifted there",
);
const NAMES_WITH_CONTROLS: LossKind = LossKind::changed(
    Facet::Elsewhere,
    "control characters in names",
    "a control character in a label, choice or relation is a space in config.xml, since XML has no place for it",
);

/// What the controls are called that every configuration has.
const LABEL: &str = "label";
const TEXT: &str = "text";
const NOTE: &str = "note";

#[derive(Serialize)]
struct Data<'a> {
    text: &'a str,
    doc_id: &'a str,
}

/// One result: a part of a region.
#[derive(Serialize)]
struct Part<'a, V: Serialize> {
    id: &'a str,
    from_name: &'a str,
    to_name: &'static str,
    r#type: &'static str,
    value: V,
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<Meta<'a>>,
}

#[derive(Serialize)]
struct Labels<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    labels: [&'a str; 1],
}

#[derive(Serialize)]
struct Choices<'a> {
    start: usize,
    end: usize,
    choices: [&'a str; 1],
}

#[derive(Serialize)]
struct Texts<'a> {
    start: usize,
    end: usize,
    text: [&'a str; 1],
}

/// What Label Studio keeps of a region and has no control for.
#[derive(Serialize)]
struct Meta<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    by: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Shown<Time>>,
    /// The attributes that are called otherwise in the file.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "as_object")]
    names: Vec<(&'a str, &'a str)>,
}

#[derive(Serialize)]
struct Relation<'a> {
    r#type: &'static str,
    from_id: String,
    to_id: String,
    direction: &'static str,
    labels: [&'a str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Shown<&'a Id>>,
}

fn as_object<S: serde::Serializer>(names: &[(&str, &str)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(names.iter().copied())
}

fn write(projects: &[Named<'_>], _: &Wish) -> Written {
    let mut losses = Losses::default();
    let config = Config::of(projects);
    let mut bytes = b"[".to_vec();
    for (number, named) in (1..).zip(projects) {
        bytes.extend_from_slice(if number == 1 { b"\n" } else { b",\n" });
        let marks = Marks::of(projects, named, &mut losses);
        task(&mut bytes, &config, named, &marks, number);
    }
    bytes.extend_from_slice(b"\n]\n");
    note_losses(&mut losses, projects, &config);
    let xml = config.to_xml();
    let within = |path: &str, bytes| OutFile { place: Place::Within(path.to_owned()), bytes };
    let files = vec![within("tasks.json", bytes), within("config.xml", xml.into_bytes())];
    Written { files, losses: losses.in_order(KINDS) }
}

/// Writes one task, a result a line: so a person can read it, and a reader can say where something stands.
fn task(bytes: &mut Vec<u8>, config: &Config<'_>, named: &Named<'_>, marks: &Marks<'_>, number: usize) {
    let project = named.project;
    bytes.extend_from_slice(b"{\"id\":");
    json::write(bytes, &number);
    bytes.extend_from_slice(b",\"data\":");
    json::write(bytes, &Data { text: project.text(), doc_id: &named.id });
    bytes.extend_from_slice(b",\"meta\":");
    json::write(bytes, &EachEntry::of(project.fields().iter()));
    bytes.extend_from_slice(b",\"annotations\":[{\"id\":");
    json::write(bytes, &number);
    bytes.extend_from_slice(b",\"result\":[");
    let mut results = Results { bytes, is_first: true };
    for mark in &marks.list {
        region(&mut results, config, project, mark);
    }
    for link in marks.links() {
        results.add(&Relation {
            r#type: "relation",
            from_id: marks.list[link.from].piece.id(),
            to_id: marks.list[link.to].piece.id(),
            direction: "right",
            labels: [link.kind],
            id: link.id.map(Shown),
        });
    }
    bytes.extend_from_slice(b"\n]}]}");
}

/// Results of one annotation on their way to bytes.
struct Results<'b> {
    bytes: &'b mut Vec<u8>,
    is_first: bool,
}

impl Results<'_> {
    fn add(&mut self, result: &impl Serialize) {
        let between: &[u8] = if std::mem::take(&mut self.is_first) { b"\n" } else { b",\n" };
        self.bytes.extend_from_slice(between);
        json::write(self.bytes, result);
    }
}

fn region(results: &mut Results<'_>, config: &Config<'_>, project: &Project, mark: &Mark<'_>) {
    let (annotation, id) = (mark.piece.annotation, mark.piece.id());
    let (id, start, end) = (id.as_str(), mark.start, mark.end);
    let no_values = Attributes::new();
    let is_first = mark.piece.number == 0;
    let attributes = if is_first { annotation.attributes() } else { &no_values };
    let value = Labels { start, end, text: mark.piece.span.of(project.text()), labels: [mark.label(project)] };
    let meta = meta(config, project, mark, attributes);
    results.add(&Part { id, from_name: LABEL, to_name: TEXT, r#type: "labels", value, meta });
    for (name, value) in attributes {
        let control = config.control(name);
        let from_name = control.name.as_str();
        if control.choices.is_some() {
            let value = Choices { start, end, choices: [value] };
            results.add(&Part { id, from_name, to_name: TEXT, r#type: "choices", value, meta: None });
        } else {
            let value = Texts { start, end, text: [value] };
            results.add(&Part { id, from_name, to_name: TEXT, r#type: "textarea", value, meta: None });
        }
    }
    if is_first && !annotation.note().is_empty() {
        let value = Texts { start, end, text: [annotation.note()] };
        results.add(&Part { id, from_name: NOTE, to_name: TEXT, r#type: "textarea", value, meta: None });
    }
}

fn meta<'a>(
    config: &'a Config<'_>,
    project: &'a Project,
    mark: &Mark<'a>,
    attributes: &'a Attributes,
) -> Option<Meta<'a>> {
    if mark.piece.number > 0 {
        return None;
    }
    let named = attributes.keys().map(|name| (config.control(name).name.as_str(), name.as_str()));
    let names: Vec<(&str, &str)> = named.filter(|(name, own)| name != own).collect();
    let by = project.maker_of(mark.piece.annotation);
    let at = project.time_of(mark.piece.annotation).map(|at| Shown(Time(Some(at))));
    (!by.is_empty() || at.is_some() || !names.is_empty()).then_some(Meta { by, at, names })
}

fn note_losses(losses: &mut Losses, projects: &[Named<'_>], config: &Config<'_>) {
    let mut settings = Losses::default();
    settings.lose_settings(projects);
    for loss in settings.in_order(&[&SCHEME, &BLOCKS]) {
        let kind = if *loss.kind == SCHEME { &CONFIGURED } else { loss.kind };
        loss.ids.into_iter().for_each(|id| losses.lose(kind, id));
    }
    for named in projects {
        if named.project.text().contains('\r') {
            losses.lose(&CARRIAGE_RETURNS, &named.id);
        }
        if config::has_controls(named.project.scheme()) {
            losses.lose(&NAMES_WITH_CONTROLS, &named.id);
        }
        for annotation in named.project.annotations().iter() {
            if annotation.attributes().keys().any(|name| config.control(name).name != *name) {
                losses.lose(&ATTRIBUTE_NAMES, id_among(projects, named, annotation.id()));
            }
        }
    }
}

#[cfg(test)]
mod tests;
