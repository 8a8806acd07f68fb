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

use serde::Serialize;

use super::json::{self, EachEntry, Shown};
use super::outgoing::{BLOCKS, Losses, Placing, SCHEME, Time, words_of};
use super::{Format, Named, OutFile, Positions, Shape, TextAt, Wish, Written, edits};
use crate::project::{Annotation, Project, Relation};
use crate::text::Unit;

/// The format.
pub(super) const JSONL: Format = Format {
    name: "jsonl",
    title: "JSON lines, an article a line",
    extensions: &["jsonl", "ndjson"],
    shape: Shape::File,
    beside: &[],
    reads: &["jsonl", "ndjson"],
    text: TextAt::Within,
    positions: Positions::In(Unit::Chars),
    loses: KINDS,
    write: Some(write),
    read: Some(read::read),
};

const KINDS: &[&super::LossKind] = &[&SCHEME, &BLOCKS];

fn write(projects: &[Named<'_>], _: &Wish) -> Written {
    let mut bytes = Vec::new();
    for named in projects {
        // About what it takes, so that little is moved about.
        bytes.reserve(named.project.text().len() + named.project.annotations().len() * 200);
        line(&mut bytes, named);
    }
    let mut losses = Losses::default();
    losses.lose_settings(projects);
    Written { files: vec![OutFile::main(bytes)], losses: losses.in_order(KINDS) }
}

/// Writes one article. Its spans are far more than all else: their keys are written as they stand, with no look at them.
fn line(bytes: &mut Vec<u8>, named: &Named<'_>) {
    let project = named.project;
    value(bytes, r#"{"id":"#, &named.id);
    value(bytes, r#","text":"#, project.text());
    let mut placing = Placing::new(project.article(), Unit::Chars);
    bytes.extend_from_slice(br#","spans":["#);
    let mut between: &[u8] = b"";
    for annotation in named.annotations() {
        bytes.extend_from_slice(between);
        span(bytes, project, annotation, &mut placing);
        between = b",";
    }
    bytes.extend_from_slice(br#"],"relations":["#);
    between = b"";
    for Relation { id, kind, from, to } in project.relations().iter() {
        bytes.extend_from_slice(between);
        value(bytes, r#"{"id":"#, &Shown(id));
        value(bytes, r#","type":"#, kind);
        value(bytes, r#","from":"#, &Shown(from));
        value(bytes, r#","to":"#, &Shown(to));
        bytes.push(b'}');
        between = b",";
    }
    value(bytes, r#"],"meta":"#, &EachEntry::of(project.fields().iter()));
    bytes.extend_from_slice(b"}\n");
}

fn span(bytes: &mut Vec<u8>, project: &Project, annotation: &Annotation, placing: &mut Placing<'_>) {
    let (start, end) = placing.range(annotation.hull());
    value(bytes, r#"{"id":"#, &Shown(annotation.id()));
    value(bytes, r#","start":"#, &start);
    value(bytes, r#","end":"#, &end);
    match annotation.fragments().spans() {
        [_] => value(bytes, r#","fragments":"#, &[(start, end)]),
        _ => value(bytes, r#","fragments":"#, &edits::ranges(project.article(), annotation.fragments())),
    }
    value(bytes, r#","label":"#, &project.label_of(annotation).id);
    value(bytes, r#","text":"#, &*words_of(project, annotation));
    value(bytes, r#","attributes":"#, annotation.attributes());
    value(bytes, r#","note":"#, annotation.note());
    value(bytes, r#","by":"#, project.maker_of(annotation));
    value(bytes, r#","at":"#, &Shown(Time(project.time_of(annotation))));
    bytes.push(b'}');
}

/// Writes a value after its key, which is given as it stands in JSON.
fn value<T: Serialize + ?Sized>(bytes: &mut Vec<u8>, key: &str, value: &T) {
    bytes.extend_from_slice(key.as_bytes());
    json::write(bytes, value);
}

#[cfg(test)]
mod tests;
