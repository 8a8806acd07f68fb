//! How are annotations a tag for each token? The columns that named-entity taggers learn from.
//!
//! ```text
//! -DOCSTART- -X- O O
//!
//! Rents -X- _ B-claim
//! rose -X- _ I-claim
//! 12 -X- _ I-claim
//! % -X- _ I-claim
//! . -X- _ O
//! ```
//!
//! One layer: of marks that share words the longest stays, unless each label gets a file of its own. Marks begin and end with
//! tokens, since tokens are cut where marks begin and end, and no sentence ends within one. The blanks between tokens are not
//! in the file, so it is read beside the text, and a document finds its article by its words.

mod read;
mod sentences;
mod texts;
mod write;

use super::outgoing::{
    ATTRIBUTES, BLANK, BLOCKS, EDGES, FIELDS, MAKERS, NOTES, RELATIONS, RENAMED, SCHEME, SPLIT_APART,
};
use super::{Facet, Format, LossKind, Positions, Shape, TextAt};

/// The format.
pub(super) const CONLL: Format = Format {
    name: "conll",
    title: "CoNLL, a tag for each token",
    extensions: &["conll"],
    shape: Shape::File,
    beside: &[],
    reads: &["conll", "iob", "iob2", "bio"],
    text: TextAt::Beside,
    positions: Positions::Tokens,
    loses: KINDS,
    write: Some(write::write),
    read: Some(read::read),
};

const KINDS: &[&LossKind] = &[
    &OVERLAPS,
    &OVERLAPPED_PARTS,
    &SPLIT_APART,
    &BLANK,
    &EDGES,
    &LABELS,
    &ATTRIBUTES,
    &NOTES,
    &MAKERS,
    &RELATIONS,
    &IDS,
    &TEXT,
    &FIELDS,
    &RENAMED,
    &SCHEME,
    &BLOCKS,
];

const OVERLAPS: LossKind = LossKind::dropped(
    Facet::Annotation,
    "overlaps",
    "a token has one tag: a mark that shares words with a longer one is left out",
);
const OVERLAPPED_PARTS: LossKind = LossKind::changed(
    Facet::Annotation,
    "overlapped fragments",
    "a fragment that shares words with a longer mark is left out, and nothing says the others belong together",
);
const LABELS: LossKind = LossKind::changed(
    Facet::Label,
    "labels",
    "a label has ASCII letters, digits, `_` and `-` alone, and a number where two would be the same",
);
const IDS: LossKind =
    LossKind::dropped(Facet::Id, "ids", "an annotation has no id in the file, and gets a new one when it is read");
const TEXT: LossKind = LossKind::dropped(
    Facet::Text,
    "text",
    "the blanks between tokens are not in the file; to read it back, give the text",
);

/// The line that begins a document.
const START: &str = "-DOCSTART-";

#[cfg(test)]
mod tests;
