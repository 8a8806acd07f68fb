//! Why was a command not done? A sentence with what was wanted, on what and why, and the cure.

use std::fmt;
use std::io;
use std::path::Path;

use crate::store::StoreError;

/// Why a command was not done.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) kind: Kind,
    pub(super) message: String,
    /// What would cure it; may be empty.
    pub(super) hint: String,
}

/// What follows from a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It was refused.
    Refused,
    /// The words are no command.
    Words,
    /// Nobody reads the answer any more, as in `copydesk list … | head`: that is no error.
    Unread,
}

impl Failure {
    /// A refusal with its cure.
    pub(super) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { kind: Kind::Refused, message: message.into(), hint: hint.into() }
    }

    /// Words that fit together in no command.
    pub(super) fn words(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { kind: Kind::Words, ..Self::new(message, hint) }
    }

    /// `wanted` ("tag", "export") could not be done on `path` because of `reason`.
    pub(super) fn of(wanted: &str, path: &Path, reason: impl fmt::Display, hint: impl Into<String>) -> Self {
        Self::new(format!("cannot {wanted} {}: {reason}", path.display()), hint)
    }

    /// Standard output does not take the answer.
    pub(super) fn of_output(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self { kind: Kind::Unread, ..Self::new("", "") },
            _ => Self::new(format!("cannot write to standard output: {error}"), "give -o FILE, or free some space"),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::new(error.message, error.hint)
    }
}
