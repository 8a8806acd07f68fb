//! How is an article with its annotations one line of JSON? The plain record that scripts and data sets share.
//!
//! ```json
//! {"id":"ex1","text":"…","spans":[{"id":"a1","start":2,"end":42,"fragments":[[2,30],[35,42]],"label":"quote","text":"…",
//! "attributes":{"speaker":"…"},"note":"","by":"","at":""}],"relations":[{"id":"r1","type":"attributed_to","from":"a1",
//! "to":"a2"}],"meta":{"title":"…","url":"…"}}
//! ```
//!
//! Positions count Unicode code points, end exclusive. The text of a record is taken as it stands, since they count it.

mod read;

use serde::Serialize;
use serde_json::{Map, Value};

use super::outgoing::{BLOCKS, Losses, SCHEME};
use super::{Format, Named, OutFile, Shape, Written, edits};
use crate::project::{Annotation, Attributes, Project};

/// The format.
pub(super) const JSONL: Format = Format {
    name: "jsonl",
    title: "JSON lines, an article a line",
    extensions: &["jsonl", "ndjson"],
    shape: Shape::File,
    beside: None,
    loses: KINDS,
    write: Some(write),
    read: Some(read::read),
};

const KINDS: &[&super::LossKind] = &[&SCHEME, &BLOCKS];

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    text: &'a str,
    spans: Vec<SpanWords<'a>>,
    relations: Vec<RelationWords<'a>>,
    meta: Map<String, Value>,
}

#[derive(Serialize)]
struct SpanWords<'a> {
    id: String,
    start: usize,
    end: usize,
    fragments: Vec<(usize, usize)>,
    label: &'a str,
    text: String,
    attributes: &'a Attributes,
    note: &'a str,
    by: &'a str,
    at: String,
}

#[derive(Serialize)]
struct RelationWords<'a> {
    id: String,
    r#type: &'a str,
    from: String,
    to: String,
}

fn write(projects: &[Named<'_>]) -> Written {
    let mut bytes = Vec::new();
    for named in projects {
        // Text, numbers and lists of them, written to memory: nothing that JSON cannot hold.
        let _ = serde_json::to_writer(&mut bytes, &Line::of(named));
        bytes.push(b'\n');
    }
    let mut losses = Losses::default();
    losses.lose_settings(projects);
    Written { files: vec![OutFile::main(bytes)], losses: losses.in_order(KINDS) }
}

impl<'a> Line<'a> {
    fn of(named: &'a Named<'_>) -> Self {
        let (id, project) = (named.id.as_str(), named.project);
        let relations = project.relations().iter().map(|relation| RelationWords {
            id: relation.id.to_string(),
            r#type: &relation.kind,
            from: relation.from.to_string(),
            to: relation.to.to_string(),
        });
        Self {
            id,
            text: project.text(),
            spans: named.annotations().map(|annotation| SpanWords::of(project, annotation)).collect(),
            relations: relations.collect(),
            meta: project.fields().iter().map(|(name, value)| (name.to_owned(), value.into())).collect(),
        }
    }
}

impl<'a> SpanWords<'a> {
    fn of(project: &'a Project, annotation: &'a Annotation) -> Self {
        let hull = project.article().char_range(annotation.hull());
        Self {
            id: annotation.id().to_string(),
            start: hull.start,
            end: hull.end,
            fragments: edits::ranges(project.article(), annotation.fragments()),
            label: &project.label_of(annotation).id,
            text: project.words_of(annotation),
            attributes: annotation.attributes(),
            note: annotation.note(),
            by: project.maker_of(annotation),
            at: project.time_of(annotation).map(|moment| moment.to_string()).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests;
