//! How is an article with its annotations one line of JSON? The plain record that scripts and data sets share.
//!
//! ```json
//! {"id":"ex1","text":"…","spans":[{"id":"a1","start":2,"end":42,"fragments":[[2,30],[35,42]],"label":"quote","text":"…",
//! "attributes":{"speaker":"…"},"note":"","by":"","at":""}],"relations":[{"id":"r1","type":"attributed_to","from":"a1",
//! "to":"a2"}],"meta":{"title":"…","url":"…"}}
//! ```
//!
//! Positions count Unicode code points, end exclusive. The text of a record is taken as it stands, since they count it.

pub(super) mod read;

use std::borrow::Cow;

use serde::Serialize;

use super::json::{self, Each, EachEntry, Shown};
use super::outgoing::{BLOCKS, Losses, Placing, SCHEME, Time, words_of};
use super::{Format, Named, OutFile, Positions, Shape, Wish, Written, edits};
use crate::project::{Annotation, Attributes, Id, Project, Relation};
use crate::text::Unit;

/// The format.
pub(super) const JSONL: Format = Format {
    name: "jsonl",
    title: "JSON lines, an article a line",
    extensions: &["jsonl", "ndjson"],
    shape: Shape::File,
    beside: &[],
    reads: &["jsonl", "ndjson"],
    positions: Positions::In(Unit::Chars),
    loses: KINDS,
    write: Some(write),
    read: Some(read::read),
};

const KINDS: &[&super::LossKind] = &[&SCHEME, &BLOCKS];

#[derive(Serialize)]
struct Line<'a, S: Serialize, R: Serialize, M: Serialize> {
    id: &'a str,
    text: &'a str,
    spans: S,
    relations: R,
    meta: M,
}

#[derive(Serialize)]
struct SpanWords<'a> {
    id: Shown<&'a Id>,
    start: usize,
    end: usize,
    fragments: Ranges,
    label: &'a str,
    text: Cow<'a, str>,
    attributes: &'a Attributes,
    note: &'a str,
    by: &'a str,
    at: Shown<Time>,
}

/// Start and end of each fragment; nearly always there is one.
#[derive(Serialize)]
#[serde(untagged)]
enum Ranges {
    One([(usize, usize); 1]),
    Several(Vec<(usize, usize)>),
}

#[derive(Serialize)]
struct RelationWords<'a> {
    id: Shown<&'a Id>,
    r#type: &'a str,
    from: Shown<&'a Id>,
    to: Shown<&'a Id>,
}

fn write(projects: &[Named<'_>], _: &Wish) -> Written {
    let mut bytes = Vec::new();
    for named in projects {
        let project = named.project;
        // About what it takes, so that little is moved about.
        bytes.reserve(project.text().len() + project.annotations().len() * 200);
        let relations = project.relations().iter().map(|Relation { id, kind, from, to }| RelationWords {
            id: Shown(id),
            r#type: kind,
            from: Shown(from),
            to: Shown(to),
        });
        let mut placing = Placing::new(project.article(), Unit::Chars);
        let spans = named.annotations().map(|annotation| SpanWords::of(project, annotation, &mut placing));
        let line = Line {
            id: &named.id,
            text: project.text(),
            spans: Each::of(spans),
            relations: Each::of(relations),
            meta: EachEntry::of(project.fields().iter()),
        };
        json::write(&mut bytes, &line);
        bytes.push(b'\n');
    }
    let mut losses = Losses::default();
    losses.lose_settings(projects);
    Written { files: vec![OutFile::main(bytes)], losses: losses.in_order(KINDS) }
}

impl<'a> SpanWords<'a> {
    fn of(project: &'a Project, annotation: &'a Annotation, placing: &mut Placing<'_>) -> Self {
        let (start, end) = placing.range(annotation.hull());
        Self {
            id: Shown(annotation.id()),
            start,
            end,
            fragments: match annotation.fragments().spans() {
                [_] => Ranges::One([(start, end)]),
                _ => Ranges::Several(edits::ranges(project.article(), annotation.fragments())),
            },
            label: &project.label_of(annotation).id,
            text: words_of(project, annotation),
            attributes: annotation.attributes(),
            note: annotation.note(),
            by: project.maker_of(annotation),
            at: Shown(Time(project.time_of(annotation))),
        }
    }
}

#[cfg(test)]
mod tests;
