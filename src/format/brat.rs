//! How are annotations a file of their own beside the text? brat's standoff: a folder that its server opens as it is.
//!
//! ```text
//! T1  quote 6 17;38 52  “We close,” “not the patch.”
//! A1  form T1 direct
//! #1  AnnotatorNotes T1  Ask her
//! T2  actor 23 27  Ines
//! R1  attributed_to Arg1:T1 Arg2:T2
//! ```
//!
//! Tabs stand between the parts. Positions count Unicode code points, end exclusive. A name is of ASCII letters, digits,
//! `_` and `-`; a mark ends with its line. The annotation `a7` is `T7` and the relation `r7` is `R7`; what has another id
//! says it in a comment of the type `Id`, what brat has no name for stands in one of the type `Label` or `Attributes`, and
//! a note of several lines in one of the type `Lines`.

mod conf;
mod read;
mod write;

use super::outgoing::{BLANK, BLOCKS, FIELDS, LOOSE, MAKERS, RENAMED, SCHEME};
use super::{Beside, Facet, Format, LossKind, Positions, Shape, TextAt};
use crate::text::Unit;

/// The format.
pub(super) const BRAT: Format = Format {
    name: "brat",
    title: "brat standoff, a folder",
    extensions: &["ann"],
    shape: Shape::Folder,
    beside: &[TEXT, MORE],
    reads: &["ann", "a1"],
    text: TextAt::Within,
    positions: Positions::In(Unit::Chars),
    loses: KINDS,
    write: Some(write::write),
    read: Some(read::read),
};

const KINDS: &[&LossKind] = &[
    &BLANK,
    &LOOSE,
    &LINE_ENDS,
    &LABELS,
    &ATTRIBUTE_NAMES,
    &VALUES,
    &NOTE_LINES,
    &MAKERS,
    &RELATION_KINDS,
    &FIELDS,
    &RENAMED,
    &CARRIAGE_RETURNS,
    &MARK,
    &SCHEME,
    &BLOCKS,
];

const LINE_ENDS: LossKind =
    LossKind::changed(Facet::Place, "marks over line ends", "a mark over a line end has a fragment on each line");
const LABELS: LossKind = LossKind::recast(
    Facet::Label,
    "labels",
    "a label has ASCII letters, digits, `_` and `-` alone, and a number where two would be the same; a comment has it in full",
);
const ATTRIBUTE_NAMES: LossKind = LossKind::recast(
    Facet::Attributes,
    "attribute names",
    "two attributes whose names brat cannot tell apart are told apart by a number; a comment has them in full",
);
const VALUES: LossKind = LossKind::recast(
    Facet::Attributes,
    "values",
    "names and values have ASCII letters, digits, `_` and `-` alone; a comment has them in full",
);
const NOTE_LINES: LossKind =
    LossKind::recast(Facet::Note, "note lines", "the lines of a note are one line; a comment has them as they were");
const RELATION_KINDS: LossKind = LossKind::recast(
    Facet::RelationName,
    "relation kinds",
    "the kind of a relation has ASCII letters, digits, `_` and `-` alone; a comment has it in full",
);
const MARK: LossKind = LossKind::changed(
    Facet::Text,
    "byte-order mark",
    "a byte-order mark before a text without annotations is no part of it when it is read back",
);
const CARRIAGE_RETURNS: LossKind = LossKind::changed(
    Facet::Text,
    "carriage returns",
    "the carriage return of a CRLF is a space: brat counts both, most scripts one, and so all count the same",
);

/// The text of the article.
const TEXT: Beside = Beside::Ending("txt");
/// The events, where a task gives the entities in a file of their own.
const MORE: Beside = Beside::Ending("a2");

/// The type of a comment with a note.
const NOTE: &str = "AnnotatorNotes";
/// The type of a comment with the id of something.
const ID: &str = "Id";
/// The type of a comment with a label, or the kind of a relation, that brat has no name for.
const LABEL: &str = "Label";
/// The type of a comment with the attributes that brat has no names for, as JSON.
const ATTRIBUTES: &str = "Attributes";
/// The type of a comment with a note of several lines, as JSON.
const LINES: &str = "Lines";

/// Whether brat's server takes `char` for the end of a line.
fn is_break(char: char) -> bool {
    matches!(char, '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// `text` on one line.
fn on_one_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(is_break, " ")
}

#[cfg(test)]
mod tests;
