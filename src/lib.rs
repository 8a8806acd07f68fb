//! Copydesk.

pub mod format;
pub mod project;
pub mod text;
