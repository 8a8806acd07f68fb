//! How are articles a data set of Hugging Face? A row an article, as JSON lines or as Parquet, with a card that names the columns.
//!
//! Every row has the same columns of the same types, whatever it says: what a row may have or not, such as attributes, is a
//! text of JSON, and nothing is ever null. Positions count Unicode code points, as Python slices a text.

mod card;
mod parquet;
mod striped;

use std::borrow::Cow;

use serde::Serialize;

use super::json::{self, Each, Shown};
use super::jsonl;
use super::outgoing::{BLOCKS, Losses, Placing, SCHEME, Time};
use super::{
    Beside, Format, LossKind, Named, OutFile, Place, Positions, ReadError, Reading, Shape, Source, TextAt, Wish,
    Written, edits,
};
use crate::project::{Annotation, Fields, Id, Project, Relation};
use crate::text::Unit;

/// The format.
pub(super) const HF: Format = Format {
    name: "hf",
    title: "Hugging Face data set, JSON lines or Parquet",
    extensions: &["jsonl", "parquet"],
    shape: Shape::File,
    beside: &[],
    reads: &["jsonl", "parquet"],
    text: TextAt::Within,
    positions: Positions::In(Unit::Chars),
    loses: KINDS,
    write: Some(write),
    read: Some(read),
};

const KINDS: &[&LossKind] = &[&SCHEME, &BLOCKS];

/// The card of a file that lies alone.
const CARD: Beside = Beside::Ending("README.md");

fn write(projects: &[Named<'_>], wish: &Wish) -> Written {
    let within = |name: &str, bytes| OutFile { place: Place::Within(name.to_owned()), bytes };
    let files = if wish.is_folder {
        vec![
            within("data.jsonl", lines(projects)),
            within("data.parquet", parquet::write(projects)),
            within("README.md", card::of_folder(projects)),
        ]
    } else {
        let bytes = if wish.parquet { parquet::write(projects) } else { lines(projects) };
        let card = card::of_file(projects, if wish.parquet { "parquet" } else { "jsonl" });
        vec![OutFile::main(bytes), OutFile { place: Place::Beside(CARD), bytes: card }]
    };
    let mut losses = Losses::default();
    losses.lose_settings(projects);
    Written { files, losses: losses.in_order(KINDS) }
}

fn read(source: &Source<'_>) -> Result<Reading, ReadError> {
    if source.bytes.starts_with(parquet::MAGIC) {
        return parquet::read(source.bytes);
    }
    jsonl::read::lines(source, Some(Unit::Chars))
}

#[derive(Serialize)]
struct Row<'a, S: Serialize, R: Serialize> {
    id: &'a str,
    text: &'a str,
    spans: S,
    relations: R,
    meta: String,
}

#[derive(Serialize)]
struct SpanWords<'a> {
    id: Shown<&'a Id>,
    start: usize,
    end: usize,
    fragments: Vec<(usize, usize)>,
    label: &'a str,
    text: &'a str,
    attributes: Cow<'static, str>,
    note: &'a str,
    by: &'a str,
    at: Shown<Time>,
}

#[derive(Serialize)]
struct RelationWords<'a> {
    id: Shown<&'a Id>,
    r#type: &'a str,
    from: Shown<&'a Id>,
    to: Shown<&'a Id>,
}

fn lines(projects: &[Named<'_>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for named in projects {
        let project = named.project;
        let mut placing = Placing::new(project.article(), Unit::Chars);
        let spans = named.annotations().map(|annotation| SpanWords::of(project, annotation, &mut placing));
        let row = Row {
            id: &named.id,
            text: project.text(),
            spans: Each::of(spans),
            relations: Each::of(project.relations().iter().map(RelationWords::of)),
            meta: meta(project.fields()),
        };
        json::write(&mut bytes, &row);
        bytes.push(b'\n');
    }
    bytes
}

impl<'a> SpanWords<'a> {
    fn of(project: &'a Project, annotation: &'a Annotation, placing: &mut Placing<'_>) -> Self {
        let (start, end) = placing.range(annotation.hull());
        Self {
            id: Shown(annotation.id()),
            start,
            end,
            fragments: match annotation.fragments().spans() {
                [_] => vec![(start, end)],
                _ => edits::ranges(project.article(), annotation.fragments()),
            },
            label: &project.label_of(annotation).id,
            text: annotation.hull().of(project.text()),
            attributes: attributes(annotation),
            note: annotation.note(),
            by: project.maker_of(annotation),
            at: Shown(Time(project.time_of(annotation))),
        }
    }
}

impl<'a> RelationWords<'a> {
    fn of(relation: &'a Relation) -> Self {
        let Relation { id, kind, from, to } = relation;
        Self { id: Shown(id), r#type: kind, from: Shown(from), to: Shown(to) }
    }
}

/// The attributes of an annotation as a text of JSON.
fn attributes(annotation: &Annotation) -> Cow<'static, str> {
    match annotation.attributes() {
        none if none.is_empty() => "{}".into(),
        some => serde_json::to_string(some).unwrap_or_default().into(),
    }
}

/// The fields of an article as a text of JSON.
fn meta(fields: &Fields) -> String {
    serde_json::to_string(&json::EachEntry::of(fields.iter())).unwrap_or_default()
}

#[cfg(test)]
mod tests;
