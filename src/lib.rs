//! Copydesk.

#[cfg(feature = "window")]
pub mod app;
pub mod article;
pub mod cli;
pub mod format;
pub mod project;
pub mod session;
pub mod store;
pub mod text;
