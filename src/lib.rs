//! Copydesk marks claims, quotes and statistics in an article, and keeps and exchanges the annotations.
//!
//! # From above
//!
//! One [`project::Project`] is one article with everything that has been said of it. It changes by one door,
//! [`project::Project::apply`], which takes an [`project::Edit`] and gives back the edit that undoes it; so a history, a
//! journal and an undo are the same thing. A [`session::Session`] turns what a person wishes, a [`session::Command`], into
//! edits. The window and the command line stand side by side on top: one turns keys and the pointer into commands, the
//! other words into edits.
//!
//! ```text
//! key 2 ─► app::keys ─► Command::Tag(quote) ─► Session::run ─► Edit::Annotate ─► Project::apply
//!                                                                                   │
//!        next frame: the pane lays out what is on the screen, and paints from &Session ◄─┘
//! ```
//!
//! No change waits for a save to be safe: [`store::Keeping`] writes each to a journal, in the window on the thread of a
//! [`store::Keeper`], and a save puts the whole project in its place and begins the journal anew.
//!
//! ```text
//! Session::run ─► Change ─► Keeper ─► Keeping::keep ─► journal beside the project, or in a draft; synced
//!      └─ Ctrl+S ─► prepare (a thread) ─► Keeping::commit ─► file in its place ─► journal anew, an earlier version
//! ```
//!
//! # The rooms
//!
//! | room | its question | may name |
//! | --- | --- | --- |
//! | [`text`] | where in a text? spans, fragments, the only converter of units, words and sentences, search | – |
//! | [`suggest`] | what does the text itself propose? numbers, quotations, who said it, clauses; no state | text |
//! | [`project`] | what has been marked? article, scheme, annotations, relations, edits | text |
//! | [`session`] | how does a person change it? commands, keys as data, selection, history | project, suggest, text |
//! | [`format`](mod@format) | how is it written down? RON without loss, one file for each exchange format | project, text |
//! | [`article`] | how does an article come in? bytes of a file to its text, blocks and fields | project, text |
//! | [`store`] | where is it kept? whole-or-nothing saves, journal, drafts, versions, lock, settings | all above but session, suggest |
//! | [`cli`] | the command line: words to edits to a printed answer | all above |
//! | `app` | how does it look? the window (feature `window`) | all above but cli |
//!
//! Beside them stand two that every room may name: [`progress`], how far a piece of long work is and whether it is still wanted;
//! and [`reading`], how a file from elsewhere is read without trust.
//!
//! # What is absent
//!
//! - No place in a text is a bare number within the program: it is a [`text::Span`] of UTF-8 bytes. What leaves the process
//!   counts Unicode code points, and converts through [`text::Offsets`] alone.
//! - No article ever changes, so no mark ever shifts. A large one is shown before all of it is read, and marked after.
//! - Nothing is kept for each row of an article: rows are found from the text, and a place on the screen is a row and an
//!   offset, never a pixel of the whole.
//! - No egui below `app`, no disk outside `store::disk`, where each step can be made to fail, no network anywhere, no `unsafe`.
//! - No offset comes from an egui text widget: they are wrong after right-to-left words. `app::typeset` lays the article out.
//! - No dialog asks about what can be undone.
//!
//! `tests/architecture.rs` holds the code to this page.

#[cfg(feature = "window")]
pub mod app;
pub mod article;
pub mod cli;
pub mod format;
pub mod progress;
pub mod project;
pub mod reading;
pub mod session;
pub mod store;
pub mod suggest;
pub mod text;
