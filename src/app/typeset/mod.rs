//! The text engine: how is a paragraph of any script set, painted, and found again under the pointer?
//!
//! egui shapes letters but does not reorder right-to-left text, and its character counts are wrong after such words. So
//! every text whose places matter is laid out here, and every place is a byte of the text that was given:
//!
//! ```text
//! text ─ prepare ─► parley ─ breaks, compose ─► TextLayout ─┬─ geometry, movement ─► bytes ◄─► points
//!                     ▲                                     └─ paint ─ atlas, faces ─► egui mesh
//!                   fonts
//! ```

mod atlas;
mod breaks;
mod compose;
mod faces;
mod fonts;
mod geometry;
mod layout;
mod missing;
mod movement;
mod paint;
mod picture;
mod prepare;
mod signs;
mod snippet;
mod style;
mod typesetter;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod movement_laws;
#[cfg(test)]
mod samples;

pub use fonts::Fonts;
pub use geometry::{Letter, LineRect};
pub use layout::{Line, TextLayout};
pub use missing::{Writing, told};
pub use signs::name_of_control;
pub use style::{Family, StyleKey, TextStyle, Weight};
pub use typesetter::Typesetter;
