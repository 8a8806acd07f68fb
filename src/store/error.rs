//! What went wrong with a file? What was wanted, on which file, why, and the cure.

use std::fmt;
use std::io;
use std::path::Path;

/// Why a file could not be read or written, in words for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreError {
    /// "cannot open saved/may.ron: …".
    pub message: String,
    /// What would cure it.
    pub hint: String,
}

impl StoreError {
    /// `wanted` (open, save …) could not be done on `path` because of `reason`.
    pub fn new(wanted: &str, path: &Path, reason: impl fmt::Display, hint: impl Into<String>) -> Self {
        Self { message: format!("cannot {wanted} {}: {reason}", path.display()), hint: hint.into() }
    }

    pub(super) fn of_io(wanted: &str, path: &Path, error: &io::Error) -> Self {
        let (reason, hint) = reason_and_cure(error);
        Self::new(wanted, path, reason, hint)
    }
}

fn reason_and_cure(error: &io::Error) -> (String, &'static str) {
    use io::ErrorKind as Kind;
    let (reason, hint) = match error.kind() {
        Kind::NotFound => ("there is no such file or folder", "check the path; it may have been moved or deleted"),
        Kind::PermissionDenied => ("you have no permission for it", "change its permissions, or choose another folder"),
        Kind::IsADirectory => ("it is a folder", "name a file"),
        Kind::NotADirectory => ("a part of the path is a file, not a folder", "check the path"),
        Kind::AlreadyExists => ("it exists already", "choose another name; on the command line --force replaces it"),
        Kind::StorageFull | Kind::QuotaExceeded => {
            ("the disk is full", "free some space, or save elsewhere; nothing was changed")
        }
        Kind::ReadOnlyFilesystem => ("the disk is read-only", "save elsewhere; nothing was changed"),
        Kind::InvalidFilename => ("the name is too long or not allowed", "choose a shorter name"),
        Kind::ResourceBusy | Kind::ExecutableFileBusy => ("another program holds it", "close it there and try again"),
        _ => return (error.to_string(), "try again, or choose another place; nothing was changed"),
    };
    (reason.to_owned(), hint)
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for StoreError {}
