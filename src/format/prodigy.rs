//! How is an article a task of Prodigy? As a line of JSON with its tokens, spans and relations.
//!
//! ```json
//! {"text":"…","meta":{"doc_id":"ex1","title":"…"},"tokens":[{"text":"The","start":2,"end":5,"id":1,"ws":true}],
//! "spans":[{"start":2,"end":42,"label":"claim","token_start":1,"token_end":9}],"relations":[{"head":20,"child":14,
//! "label":"disputes","head_span":{…},"child_span":{…}}],"answer":"accept","copydesk":{…}}
//! ```
//!
//! Positions count Unicode code points, end exclusive, but `token_end` is the last token itself. A relation names its marks
//! by their last tokens, and in full. `meta` is what Prodigy shows below a task; it hands on every other key as it is: so
//! ids, attributes and notes stand in one of them ([`kept`]).

mod read;

use serde::Serialize;

use super::json::{self, Each, EachEntry};
use super::kept::{KEPT_ATTRIBUTES, KEPT_MAKERS, KEPT_NOTES, kept, lose_kept};
use super::marks::{AT_BLANKS, BLANK_PARTS, Mark, Marks};
use super::outgoing::{BLANK, BLOCKS, EDGES, Losses, SCHEME, SPLIT};
use super::tokens::{SpacedToken, spaced_tokens};
use super::{Facet, Format, LossKind, Named, OutFile, Positions, Shape, TextAt, Wish, Written};
use crate::project::Project;
use crate::text::Unit;

/// The format.
pub(super) const PRODIGY: Format = Format {
    name: "prodigy",
    title: "Prodigy tasks, JSON lines",
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

const KINDS: &[&LossKind] = &[
    &BLANK,
    &AT_BLANKS,
    &BLANK_PARTS,
    &EDGES,
    &SPLIT,
    &OWN_DOC_ID,
    &KEPT_ATTRIBUTES,
    &KEPT_NOTES,
    &KEPT_MAKERS,
    &SCHEME,
    &BLOCKS,
];

/// A field that is called as the id is.
const OWN_DOC_ID: LossKind = LossKind::dropped(
    Facet::Fields,
    "field doc_id",
    "a field `doc_id` of an article is left out, since the article's own id stands there",
);

/// What the id of an article is called in `meta`.
const DOC_ID: &str = "doc_id";

/// About as much a token takes in the file.
const TOKEN_BYTES: usize = 72;

#[derive(Serialize)]
struct Task<'a, M: Serialize, T: Serialize, S: Serialize, R: Serialize, K: Serialize> {
    text: &'a str,
    meta: M,
    tokens: T,
    spans: S,
    relations: R,
    answer: &'static str,
    copydesk: K,
}

#[derive(Serialize)]
struct Token<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    id: usize,
    ws: bool,
}

#[derive(Serialize)]
struct SpanWords<'a> {
    start: usize,
    end: usize,
    label: &'a str,
    token_start: usize,
    token_end: usize,
}

#[derive(Serialize)]
struct Relation<'a> {
    head: usize,
    child: usize,
    label: &'a str,
    head_span: SpanWords<'a>,
    child_span: SpanWords<'a>,
}

fn write(projects: &[Named<'_>], _: &Wish) -> Written {
    let mut losses = Losses::default();
    let mut bytes = Vec::new();
    for named in projects {
        let project = named.project;
        let marks = Marks::trimmed(projects, named, &mut losses);
        let tokens = spaced_tokens(project.text(), &marks.edges());
        let span = |mark: &Mark<'_>| SpanWords::of(project, &tokens, mark);
        let relations = marks.links().map(|link| {
            let (head_span, child_span) = (span(&marks.list[link.from]), span(&marks.list[link.to]));
            Relation { head: head_span.token_end, child: child_span.token_end, label: link.kind, head_span, child_span }
        });
        let fields = project.fields().iter().filter(|(name, _)| *name != DOC_ID);
        let task = Task {
            text: project.text(),
            meta: EachEntry::of(std::iter::once((DOC_ID, named.id.as_str())).chain(fields)),
            tokens: Each::of(token_words(project, &tokens)),
            spans: Each::of(marks.list.iter().map(span)),
            relations: Each::of(relations),
            answer: "accept",
            copydesk: kept(&marks, false),
        };
        bytes.reserve(project.text().len() + tokens.len() * TOKEN_BYTES);
        json::write(&mut bytes, &task);
        bytes.push(b'\n');
        if !project.fields().get(DOC_ID).is_empty() {
            losses.lose(&OWN_DOC_ID, &named.id);
        }
    }
    losses.lose_settings(projects);
    lose_kept(&mut losses, projects);
    Written { files: vec![OutFile::main(bytes)], losses: losses.in_order(KINDS) }
}

fn token_words<'a>(project: &'a Project, tokens: &'a [SpacedToken]) -> impl Iterator<Item = Token<'a>> {
    let mut counter = project.article().counter(Unit::Chars);
    tokens.iter().enumerate().map(move |(id, SpacedToken { bytes, has_space })| Token {
        text: &project.text()[bytes.clone()],
        start: counter.at(bytes.start),
        end: counter.at(bytes.end),
        id,
        ws: *has_space,
    })
}

impl<'a> SpanWords<'a> {
    fn of(project: &'a Project, tokens: &[SpacedToken], mark: &Mark<'_>) -> Self {
        let before = |at: usize| tokens.partition_point(|token| token.bytes.start < at);
        let span = mark.piece.span;
        Self {
            start: mark.start,
            end: mark.end,
            label: mark.label(project),
            token_start: before(span.start()),
            // A mark has a letter, so the token before its end is one of it.
            token_end: before(span.end()).saturating_sub(1),
        }
    }
}

#[cfg(test)]
mod tests;
