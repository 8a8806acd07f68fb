//! What does the text itself propose? Numbers, quotations, who said them, and where a clause ends.
//!
//! Nothing here has a state or changes anything: each function reads the line it is asked about, at most 16 KB of it at a time,
//! and always says the same of the same text. A proposal is a guess from tables of words; a person takes it or leaves it.

mod amount;
mod attribution;
mod candidates;
mod clause;
mod cues;
mod halves;
mod measure;
mod number_words;
mod numbers;
mod phrase;
mod quotations;
mod speaker;
mod tokens;
mod units;

pub use attribution::{Attribution, attribution};
pub use candidates::{Candidate, Kind, candidate_after, candidate_before, candidates};
pub use clause::{clause_end, sentence_end};
pub use halves::other_half;
pub use measure::{Measure, measure};
pub use numbers::numbers;
pub use quotations::{form, quotations};

#[cfg(test)]
mod tests;
