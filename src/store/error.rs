//! What went wrong with a file? What was wanted, on which file, why, and the cure.

use std::fmt;
use std::io;
use std::path::Path;

use super::Holder;

/// Why a file could not be read or written, in words for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreError {
    /// "cannot open saved/may.ron: …".
    pub message: String,
    /// What would cure it.
    pub hint: String,
    /// What the window may offer to do about it.
    pub kind: Trouble,
}

/// What kind of trouble there is, where more can be done about it than to read of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing that is known better than by its words.
    #[default]
    Any,
    /// Another process has the right to change the project.
    Held(Box<Holder>),
    /// Another program has changed the file since it was opened.
    Changed,
    /// Nothing can be kept in this place: elsewhere it may.
    NoPlace,
}

impl StoreError {
    /// `wanted` (open, save …) could not be done on `path` because of `reason`.
    pub fn new(wanted: &str, path: &Path, reason: impl fmt::Display, hint: impl Into<String>) -> Self {
        let message = format!("cannot {wanted} {}: {reason}", path.display());
        Self { message, hint: hint.into(), kind: Trouble::Any }
    }

    /// The project at `path` cannot be changed: `holder` has the right to.
    pub(super) fn held(path: &Path, holder: Holder) -> Self {
        let hint = "wait until it is done there, or close it; `copydesk export PROJECT --to ron -o COPY.ron` makes a copy \
                    to work on; nothing was changed";
        Self { kind: Trouble::Held(Box::new(holder.clone())), ..Self::new("change", path, holder, hint) }
    }

    /// Another program has changed the project at `path` since it was opened.
    pub(super) fn changed(path: &Path) -> Self {
        let hint = "save it under another name (Ctrl+Shift+S), or open it again to go on with what is there";
        let reason = "another program has changed it since it was opened";
        Self { kind: Trouble::Changed, ..Self::new("save", path, reason, hint) }
    }

    pub(super) fn of_io(wanted: &str, path: &Path, error: &io::Error) -> Self {
        let (reason, hint) = reason_and_cure(error);
        let kind = if is_about_the_place(error) { Trouble::NoPlace } else { Trouble::Any };
        Self { kind, ..Self::new(wanted, path, reason, hint) }
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

/// Whether the same might be done in another folder.
fn is_about_the_place(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    matches!(
        error.kind(),
        Kind::NotFound
            | Kind::PermissionDenied
            | Kind::NotADirectory
            | Kind::ReadOnlyFilesystem
            | Kind::InvalidFilename
            | Kind::Unsupported
    )
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for StoreError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_disk_refuses_is_said_in_words_with_its_cure() {
        use io::ErrorKind as Kind;
        let said = |kind: Kind| {
            let error = StoreError::of_io("save", Path::new("a.ron"), &kind.into());
            assert!(!error.hint.is_empty() && error.to_string() == error.message);
            (error.message, error.kind == Trouble::NoPlace)
        };
        let check = |kind, reason: &str, elsewhere| {
            assert_eq!(said(kind), (format!("cannot save a.ron: {reason}"), elsewhere));
        };
        assert_eq!(StoreError::changed(Path::new("a.ron")).kind, Trouble::Changed);
        assert!(matches!(StoreError::held(Path::new("a.ron"), Holder::default()).kind, Trouble::Held(_)));
        check(Kind::NotFound, "there is no such file or folder", true);
        check(Kind::PermissionDenied, "you have no permission for it", true);
        check(Kind::IsADirectory, "it is a folder", false);
        check(Kind::NotADirectory, "a part of the path is a file, not a folder", true);
        check(Kind::AlreadyExists, "it exists already", false);
        check(Kind::StorageFull, "the disk is full", false);
        check(Kind::QuotaExceeded, "the disk is full", false);
        check(Kind::ReadOnlyFilesystem, "the disk is read-only", true);
        check(Kind::InvalidFilename, "the name is too long or not allowed", true);
        check(Kind::ResourceBusy, "another program holds it", false);
        check(Kind::TimedOut, "timed out", false);
    }
}
