//! How do doccano's projects for sequence labelling hold an article? As a line of JSON with entities and relations.
//!
//! ```json
//! {"text":"…","entities":[{"id":1,"label":"claim","start_offset":2,"end_offset":42}],"relations":[{"id":1,"from_id":4,
//! "to_id":2,"type":"disputes"}],"doc_id":"ex1","copydesk":{…}}
//! ```
//!
//! Positions count Unicode code points, end exclusive. Every other key becomes metadata of the document and is in an export
//! again: so ids, attributes and notes stand in one of them ([`kept`]). All lines have the same keys, since doccano
//! makes a table of them and fills what one lacks.

mod read;

use serde::Serialize;

use super::json::{self, Each};
use super::kept::{KEPT_ATTRIBUTES, KEPT_MAKERS, KEPT_NOTES, kept, lose_kept};
use super::marks::Marks;
use super::outgoing::{BLOCKS, EMPTY, Losses, SCHEME, SPLIT};
use super::{Facet, Format, LossKind, Named, OutFile, Positions, Shape, TextAt, Wish, Written};
use crate::text::Unit;

/// The format.
pub(super) const DOCCANO: Format = Format {
    name: "doccano",
    title: "doccano, sequence labelling with relations",
    extensions: &["jsonl"],
    shape: Shape::File,
    beside: &[],
    reads: &["jsonl", "json"],
    text: TextAt::Within,
    positions: Positions::In(Unit::Chars),
    loses: KINDS,
    write: Some(write),
    read: Some(read::read),
};

const KINDS: &[&LossKind] = &[&EMPTY, &OVERLAPS, &SPLIT, &KEPT_ATTRIBUTES, &KEPT_NOTES, &KEPT_MAKERS, &SCHEME, &BLOCKS];

/// What doccano does with overlaps unless it is told otherwise; the file holds them.
const OVERLAPS: LossKind = LossKind::changed(
    Facet::Elsewhere,
    "overlaps",
    "doccano drops marks that overlap without a word, unless its project has `Allow overlapping spans` on; the file has them",
);

#[derive(Serialize)]
struct Line<'a, E: Serialize, R: Serialize, K: Serialize> {
    text: &'a str,
    entities: E,
    relations: R,
    doc_id: &'a str,
    copydesk: K,
}

#[derive(Serialize)]
struct Entity<'a> {
    id: usize,
    label: &'a str,
    start_offset: usize,
    end_offset: usize,
}

#[derive(Serialize)]
struct Relation<'a> {
    id: usize,
    from_id: usize,
    to_id: usize,
    r#type: &'a str,
}

fn write(projects: &[Named<'_>], _: &Wish) -> Written {
    let mut losses = Losses::default();
    let mut bytes = Vec::new();
    // The last numbers that were given, each once in the file.
    let (mut entities, mut relations) = (0, 0);
    for named in projects {
        let project = named.project;
        if project.text().is_empty() {
            losses.lose(&EMPTY, &named.id);
            continue;
        }
        let marks = Marks::of(projects, named, &mut losses);
        if overlap(&marks) {
            losses.lose(&OVERLAPS, &named.id);
        }
        let numbered = (entities + 1..).zip(&marks.list).map(|(id, mark)| Entity {
            id,
            label: mark.label(project),
            start_offset: mark.start,
            end_offset: mark.end,
        });
        let linked = (1..).zip(marks.links()).map(|(number, link)| Relation {
            id: relations + number,
            from_id: entities + 1 + link.from,
            to_id: entities + 1 + link.to,
            r#type: link.kind,
        });
        let line = Line {
            text: project.text(),
            entities: Each::of(numbered),
            relations: Each::of(linked),
            doc_id: &named.id,
            copydesk: kept(&marks, true),
        };
        json::write(&mut bytes, &line);
        bytes.push(b'\n');
        entities += marks.list.len();
        relations += marks.links().count();
    }
    losses.lose_settings(projects);
    lose_kept(&mut losses, projects);
    Written { files: vec![OutFile::main(bytes)], losses: losses.in_order(KINDS) }
}

/// Whether some marks share text.
fn overlap(marks: &Marks<'_>) -> bool {
    let mut ranges: Vec<(usize, usize)> = marks.list.iter().map(|mark| (mark.start, mark.end)).collect();
    ranges.sort_unstable();
    ranges.array_windows().any(|[before, next]| next.0 < before.1)
}

#[cfg(test)]
mod tests;
