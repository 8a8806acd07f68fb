//! Where in a text? Spans, fragments, the one converter of units, quotations, segmentation and search.
//!
//! In memory a place is a UTF-8 byte, and only as a [`Span`]; whatever leaves the process counts in a unit that its name says.

mod direction;
pub mod find;
mod fragments;
mod offsets;
mod quote;
mod segment;
mod shorten;
mod snap;
mod span;
mod surroundings;

pub use direction::{Direction, runs_from_right};
pub use fragments::{Fragments, FragmentsError};
pub use offsets::{Counter, Finder, LineColumn, Offsets};
pub use quote::{Anchored, Quote};
pub use segment::{
    WINDOW, cluster_after, cluster_at_or_before, cluster_before, is_unspaced, line_around, sentence_after,
    sentence_around, sentence_before, word_after, word_around, word_before, word_parts, words,
};
pub use shorten::{shorten, single_spaced};
pub use snap::snap;
pub use span::{Span, SpanError, Unit};
pub use surroundings::surroundings;
