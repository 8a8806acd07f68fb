//! Where is it written? A file, a folder, or standard output, as `-o` says.

use std::io::{self, Read};
use std::path::{Path, PathBuf, is_separator};

use super::failure::Failure;
use crate::store::{self, Existing};

/// What `-o` says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// `-`.
    Standard,
    /// A file.
    File(PathBuf),
    /// A folder that takes files inside it.
    Folder(PathBuf),
}

impl Place {
    /// The place that `path` means: a folder when it ends in a separator or is one.
    pub(super) fn of(path: &Path) -> Self {
        let ends_in_separator = path.to_string_lossy().ends_with(is_separator);
        if is_standard(path) {
            Self::Standard
        } else if ends_in_separator || store::is_folder(path) {
            Self::Folder(path.to_owned())
        } else {
            Self::File(path.to_owned())
        }
    }
}

/// Whether `path` stands for standard input or output.
pub(super) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The bytes of a file or of standard input.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    if !is_standard(path) {
        return Ok(store::read_file(path)?);
    }
    let mut bytes = Vec::new();
    match io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => Err(Failure::new(format!("cannot read standard input: {error}"), "give a file")),
    }
}

/// A file's name without its ending.
pub(super) fn stem(path: &Path) -> String {
    if is_standard(path) {
        return "stdin".into();
    }
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What to do with files that are there, with and without `--force`.
pub(super) fn existing(force: bool) -> Existing {
    if force { Existing::Replace } else { Existing::Keep }
}

/// Refuses before anything is written when one of `paths` is taken, unless it may be replaced.
pub(super) fn check_free<'a>(paths: impl IntoIterator<Item = &'a Path>, existing: Existing) -> Result<(), Failure> {
    let mut taken = paths.into_iter().filter(|path| existing == Existing::Keep && store::is_taken(path));
    match taken.next() {
        Some(path) => {
            let hint = "choose another name; on the command line --force replaces it";
            Err(Failure::of("save", path, "it exists already", hint))
        }
        None => Ok(()),
    }
}
