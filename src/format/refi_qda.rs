//! How do programs for qualitative research exchange a project? One archive by REFI-QDA: codes, texts and what is coded in them.
//!
//! ```text
//! project.qde              users, codes, variables, sources with their selections, links
//! sources/GUID.txt         the text of an article
//! ```
//!
//! A label is a code, an annotation a selection with one coding, a field of an article a variable of its source, a relation a
//! link. Positions count code points, end exclusive, as QualCoder does; the specification says "characters" and no more. Values,
//! notes and what no element holds stand in descriptions ([`description`]), ids in the identifiers themselves ([`guid`]).

mod description;
mod guid;
mod parts;
mod read;
mod text;
mod write;

use super::outgoing::{BLOCKS, SPLIT};
use super::{Facet, Format, LossKind, Positions, Shape, TextAt};
use crate::text::Unit;

/// The format.
pub(super) const REFI_QDA: Format = Format {
    name: "refi-qda",
    title: "REFI-QDA project, for QualCoder, ATLAS.ti, MAXQDA and NVivo",
    extensions: &["qdpx"],
    shape: Shape::File,
    beside: &[],
    reads: &["qdpx"],
    text: TextAt::Within,
    positions: Positions::In(Unit::Chars),
    loses: KINDS,
    write: Some(write::write),
    read: Some(read::read),
};

const KINDS: &[&LossKind] =
    &[&OWN_SCHEME, &BLOCKS, &SPLIT, &ATTRIBUTES, &IDS, &RELATION_IDS, &POSITIONS, &LINE_ENDS, &TWINS];

/// What of a scheme has a place: labels with their colours and guidelines.
const OWN_SCHEME: LossKind = LossKind::dropped(
    Facet::Scheme,
    "scheme",
    "of a scheme of one's own only labels, colours and guidelines are in the file, and only labels are read back",
);
const ATTRIBUTES: LossKind = LossKind::recast(
    Facet::Attributes,
    "attributes",
    "attributes are lines in the description of a mark, which other programs show as words",
);
const IDS: LossKind = LossKind::recast(
    Facet::Id,
    "ids",
    "an id that is not a letter and a number is a line in the description of a mark, which other programs show as words",
);
const RELATION_IDS: LossKind = LossKind::recast(
    Facet::RelationName,
    "relation ids",
    "an id of a relation that is not a letter and a number is a line in the description of the article",
);
const POSITIONS: LossKind = LossKind::changed(
    Facet::Elsewhere,
    "positions",
    "positions count code points, as in QualCoder; a program that counts UTF-16 units finds marks after an emoji too early",
);
const LINE_ENDS: LossKind = LossKind::changed(
    Facet::Elsewhere,
    "carriage returns",
    "a text with carriage returns is counted otherwise by some programs: marks after them may be found elsewhere",
);
const TWINS: LossKind = LossKind::changed(
    Facet::Elsewhere,
    "equal marks",
    "of marks with the same place, label and maker QualCoder keeps one",
);

/// What a file of our own says that it comes from.
const ORIGIN: &str = "Copydesk";

/// What a note, an id or a name is called in a description, where it has no place of its own.
const NOTE: &str = "note";
const ID: &str = "id";
const LABEL: &str = "label";
const BY: &str = "by";
const RELATION: &str = "relation ";
const KIND: &str = "kind ";

#[cfg(test)]
mod tests;
