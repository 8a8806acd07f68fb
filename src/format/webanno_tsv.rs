//! How are annotations columns beside each token? WebAnno TSV 3.3, which INCEpTION takes in beside CAS.
//!
//! ```text
//! #FORMAT=WebAnno TSV 3.3
//! #T_SP=custom.Span|identifier|label|note|by|at
//! #T_RL=custom.Relation|identifier|label|BT_custom.Span
//!
//!
//! #Text=Rents rose 12%.
//! 1-1  0-5  Rents  a1[1]  claim[1]  *[1]  ines[1]  *[1]  _  _  _
//! 1-2  6-10  rose  a1[1]  claim[1]  *[1]  ines[1]  *[1]  _  _  _
//! ```
//!
//! Tabs stand between the cells. Positions count UTF-16 code units, end exclusive. A sentence is a line of the text. What
//! overlaps stands in one cell, `|` between, with the number of its annotation behind it: `claim[1]|statistic[2]`; `_` is
//! nothing and `*` an annotation that has no such value. A relation stands at the token where it leads to: `1-1[1_2]` says
//! that it comes from the annotation 1, which begins at the token 1-1, and goes to 2.

mod escapes;
mod read;
mod write;

use super::outgoing::{BLANK, BLOCKS, EDGES, EMPTY_VALUES, FIELDS, LOOSE, RENAMED, SCHEME, SPLIT};
use super::{Facet, Format, LossKind, Positions, Shape, TextAt};
use crate::text::Unit;

/// The format.
pub(super) const WEBANNO_TSV: Format = Format {
    name: "webanno-tsv",
    title: "WebAnno TSV 3.3, for INCEpTION",
    extensions: &["tsv"],
    shape: Shape::FileEach,
    beside: &[],
    reads: &["tsv"],
    text: TextAt::Within,
    positions: Positions::In(Unit::Utf16),
    loses: KINDS,
    write: Some(write::write),
    read: Some(read::read),
};

const KINDS: &[&LossKind] = &[
    &BLANK,
    &LOOSE,
    &SPLIT,
    &EDGES,
    &ATTRIBUTE_NAMES,
    &EMPTY_VALUES,
    &LINE_ENDS,
    &FIELDS,
    &RENAMED,
    &SCHEME,
    &BLOCKS,
    &LAYERS,
];

const ATTRIBUTE_NAMES: LossKind = LossKind::changed(
    Facet::Attributes,
    "attribute names",
    "the name of an attribute has ASCII letters, digits, `_` and `-` alone, and a number where it stands for something else",
);
const LINE_ENDS: LossKind = LossKind::changed(
    Facet::Text,
    "blanks at line ends",
    "blanks where a line or the text begins and ends are not in the file; to read them back, give the text",
);
const LAYERS: LossKind = LossKind::changed(
    Facet::Elsewhere,
    "layers",
    "INCEpTION takes the file into a project that has the layers custom.Span and custom.Relation with these features",
);

const FORMAT: &str = "#FORMAT=WebAnno TSV 3.";
const SPANS: &str = "#T_SP=";
const RELATIONS: &str = "#T_RL=";
const CHAINS: &str = "#T_CH=";
const TEXT: &str = "#Text=";
/// The layer of annotations.
const SPAN_LAYER: &str = "custom.Span";
/// The layer of relations.
const RELATION_LAYER: &str = "custom.Relation";
/// What the column begins with that says where a relation comes from; the layer of that follows.
const BASE: &str = "BT_";
/// The features that every annotation may have, before its attributes.
const FEATURES: [&str; 5] = ["identifier", "label", "note", "by", "at"];

#[cfg(test)]
mod tests;
