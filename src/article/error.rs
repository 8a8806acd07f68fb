//! Why does an article not come in, and what would cure it?

use std::fmt;

use super::plain;
use crate::progress::Cancelled;
use crate::project::ArticleError;
use crate::reading::ReadError;

/// Why bytes are no article, and what would cure it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntakeError {
    /// Not UTF-8 text.
    NotText {
        /// The first byte that belongs to no character.
        at: usize,
        /// The line it is in, from 1.
        line: usize,
        /// What the bytes look like instead, e.g. "a PNG picture".
        looks_like: Option<&'static str>,
    },
    /// Text that no article can hold.
    Article(ArticleError),
    /// A file of a kind that is read, but not this one: damaged, encrypted, too large, without text.
    Refused(ReadError),
    /// It is not wanted any more.
    Cancelled,
}

impl IntakeError {
    /// A file that is refused: what is wrong, as the end of a sentence, and what would cure it.
    pub(super) fn refused(why: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Refused(ReadError::new(why, hint))
    }

    /// Whether the bytes may still be text, in another encoding.
    pub fn may_be_text(&self) -> bool {
        matches!(self, Self::NotText { looks_like: None | Some(plain::UTF_16), .. })
    }

    /// What would cure it.
    pub fn hint(&self) -> &str {
        match self {
            Self::NotText { .. } => "save it as plain UTF-8 text, or copy its text and paste it",
            Self::Article(_) => "split it into several articles",
            Self::Refused(error) => &error.hint,
            Self::Cancelled => "",
        }
    }
}

impl fmt::Display for IntakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText { looks_like: Some(name), .. } => write!(f, "it is not UTF-8 text but {name}"),
            Self::NotText { at, line, looks_like: None } => {
                write!(f, "it is not UTF-8 text: byte {at}, in line {line}, belongs to no character")
            }
            Self::Article(error) => error.fmt(f),
            Self::Refused(error) => error.fmt(f),
            Self::Cancelled => Cancelled.fmt(f),
        }
    }
}

impl std::error::Error for IntakeError {}

impl From<ReadError> for IntakeError {
    fn from(error: ReadError) -> Self {
        Self::Refused(error)
    }
}

impl From<ArticleError> for IntakeError {
    fn from(error: ArticleError) -> Self {
        Self::Article(error)
    }
}

impl From<Cancelled> for IntakeError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}
