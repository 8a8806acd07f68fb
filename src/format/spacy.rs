//! How is an article a document of spaCy? As what `Doc.to_json` gives, a line an article, with a script that makes a `.spacy`
//! file of them.
//!
//! ```json
//! {"text":"…","ents":[],"tokens":[{"id":0,"start":0,"end":3}],"spans":{"sc":[{"start":2,"end":42,"label":"claim","kb_id":""}]},
//! "doc_id":"ex1","copydesk":{…}}
//! ```
//!
//! Marks are in the span group `sc`, where they may overlap and where a SpanCategorizer learns from them. Positions count
//! Unicode code points, end exclusive; spaCy refuses a span whose edge is no token's. Keys that it does not know
//! it passes over: what else is said of a mark stands in one of them ([`kept`]), and the script puts it into `doc.user_data`.

mod read;

use serde::Serialize;

use super::json::{self, Each};
use super::kept::{KEPT_ATTRIBUTES, KEPT_MAKERS, KEPT_NOTES, KEPT_RELATIONS, kept, lose_kept};
use super::marks::{AT_BLANKS, BLANK_PARTS, Marks};
use super::outgoing::{BLANK, BLOCKS, EDGES, Losses, SCHEME, SPLIT, id_among};
use super::tokens::spaced_tokens;
use super::{Beside, Format, LossKind, Named, OutFile, Place, Positions, Shape, TextAt, Wish, Written};
use crate::text::Unit;

/// The format.
pub(super) const SPACY: Format = Format {
    name: "spacy",
    title: "spaCy documents, JSON lines",
    extensions: &["jsonl"],
    shape: Shape::File,
    beside: &[DOC_BIN],
    reads: &["jsonl", "json"],
    text: TextAt::Within,
    positions: Positions::In(Unit::Chars),
    loses: KINDS,
    write: Some(write),
    read: Some(read::read),
};

const KINDS: &[&LossKind] = &[
    &BLANK,
    &AT_BLANKS,
    &BLANK_PARTS,
    &EDGES,
    &SPLIT,
    &KEPT_RELATIONS,
    &KEPT_ATTRIBUTES,
    &KEPT_NOTES,
    &KEPT_MAKERS,
    &SCHEME,
    &BLOCKS,
];

/// The script that makes a DocBin.
const DOC_BIN: Beside = Beside::Ending("docbin.py");

/// It looks for the file that it lies beside, whatever that is called.
const SCRIPT: &str = include_str!("spacy/docbin.py");

/// About as much a token takes in the file.
const TOKEN_BYTES: usize = 48;

#[derive(Serialize)]
struct Document<'a, T: Serialize, S: Serialize, K: Serialize> {
    text: &'a str,
    /// Entities cannot overlap.
    ents: [(); 0],
    tokens: T,
    spans: Groups<S>,
    doc_id: &'a str,
    copydesk: K,
}

#[derive(Serialize)]
struct Token {
    id: usize,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Groups<S: Serialize> {
    sc: S,
}

#[derive(Serialize)]
struct SpanWords<'a> {
    start: usize,
    end: usize,
    label: &'a str,
    kb_id: &'static str,
}

fn write(projects: &[Named<'_>], _: &Wish) -> Written {
    let mut losses = Losses::default();
    let mut bytes = Vec::new();
    for named in projects {
        let project = named.project;
        let marks = Marks::trimmed(projects, named, &mut losses);
        let tokens = spaced_tokens(project.text(), &marks.edges());
        let count = tokens.len();
        let mut counter = project.article().counter(Unit::Chars);
        let tokens = tokens.iter().enumerate().map(|(id, token)| Token {
            id,
            start: counter.at(token.bytes.start),
            end: counter.at(token.bytes.end),
        });
        let spans = marks.list.iter().map(|mark| SpanWords {
            start: mark.start,
            end: mark.end,
            label: mark.label(project),
            kb_id: "",
        });
        let document = Document {
            text: project.text(),
            ents: [],
            tokens: Each::of(tokens),
            spans: Groups { sc: Each::of(spans) },
            doc_id: &named.id,
            copydesk: kept(&marks, true),
        };
        bytes.reserve(project.text().len() + count * TOKEN_BYTES);
        json::write(&mut bytes, &document);
        bytes.push(b'\n');
        for id in marks.links().filter_map(|link| link.id) {
            losses.lose(&KEPT_RELATIONS, id_among(projects, named, id));
        }
    }
    losses.lose_settings(projects);
    lose_kept(&mut losses, projects);
    let script = OutFile { place: Place::Beside(DOC_BIN), bytes: SCRIPT.as_bytes().to_vec() };
    Written { files: vec![OutFile::main(bytes), script], losses: losses.in_order(KINDS) }
}

#[cfg(test)]
mod tests;
