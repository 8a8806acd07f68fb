//! What takes long about a save? Writing the project down beside its place, where nobody sees it yet.

use std::path::{Path, PathBuf};

use super::files::Ready;
use super::{Existing, StoreError, disk, folders, journal, texts};
use crate::format::ron;
use crate::progress::Progress;
use crate::project::Project;

/// What a save may replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Nothing.
    Nothing,
    /// Whatever is there: a person has said so.
    Anything,
    /// The project's own file, if it still says what it said when it was opened or saved last, or what is saved.
    Own,
}

/// A project that is written and on the disk, and has only to be put in its place.
#[derive(Debug)]
pub struct Prepared {
    /// Where it shall be, links followed.
    pub(super) path: PathBuf,
    /// The same as a person has named it.
    pub(super) named: PathBuf,
    pub(super) project: Project,
    pub(super) bytes: Vec<u8>,
    pub(super) hash: String,
    pub(super) ready: Ready,
    pub(super) over: Over,
}

impl Prepared {
    /// Where it shall be, as a person has named it.
    pub fn named(&self) -> &Path {
        &self.named
    }
}

/// Writes `project` beside `path`, ready to be put in its place. The text of a large article goes into a file of its own.
///
/// This is what takes long about a save, and nothing of it is seen yet.
pub fn prepare(named: &Path, project: &Project, over: Over, progress: &Progress) -> Result<Prepared, StoreError> {
    let path = disk::resolve(named);
    let cancelled = |cancelled| StoreError::new("save", named, cancelled, "nothing was changed");
    let (bytes, text_file) = ron::write_apart(project, progress).map_err(cancelled)?;
    let existing = if over == Over::Nothing { Existing::Keep } else { Existing::Replace };
    if over == Over::Nothing && folders::is_taken(&journal::path_of(&path)) && !folders::is_taken(&path) {
        let hint = "move that journal away first: it holds changes of a project that is gone";
        return Err(StoreError::new("save", named, "the journal of another project lies beside it", hint));
    }
    if let Some(text_file) = text_file {
        texts::keep(&path, &text_file, project.text())?;
    }
    let ready = Ready::new(&path, &bytes, existing).map_err(|error| StoreError::of_io("save", named, &error))?;
    progress.check().map_err(cancelled)?;
    let hash = journal::hash(&bytes);
    let (named, project) = (named.to_owned(), project.clone());
    Ok(Prepared { path, named, project, bytes, hash, ready, over })
}
