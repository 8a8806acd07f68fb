//! What was marked in an article that is not saved yet? A project of its own in the state folder, until it is saved.
//!
//! A draft is a folder with a project, as any other is saved, the journal beside it, and what it is a draft of. It is held
//! by the lock of that project, so a draft that nobody holds was left behind by a window that did not end well.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::lock::{Asked, ProjectLock};
use super::{Existing, State, StoreError, Trouble, disk, files, journal, texts};
use crate::format::{file_stem, ron};
use crate::progress::Progress;
use crate::project::Project;

/// The project within a draft's folder.
const PROJECT: &str = "project.ron";
/// What it is a draft of, within its folder.
const ABOUT: &str = "draft.ron";

/// What a draft is of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// The article's name on screen.
    pub name: String,
    /// The file of the article it was made from; none for one that was pasted.
    pub origin: Option<PathBuf>,
    /// The project file that it goes on with, when nothing could be kept beside that.
    pub project: Option<PathBuf>,
    /// The hash of that file then; empty when there is none.
    pub hash: String,
}

impl About {
    /// The project in the file `path`, which has this hash.
    pub(super) fn of_project(path: &Path, hash: &str) -> Self {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Self { name, origin: None, project: Some(path.to_owned()), hash: hash.to_owned() }
    }
}

/// A draft that this process holds.
#[derive(Debug)]
pub(super) struct Draft {
    folder: PathBuf,
    /// The hash of its project file.
    pub hash: String,
    lock: ProjectLock,
}

/// A draft that nobody holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftDraft {
    /// What it is a draft of.
    pub about: About,
    /// When it was changed last.
    pub changed: Option<SystemTime>,
    pub(super) folder: PathBuf,
}

impl Draft {
    /// A new draft that begins with `project`.
    pub(super) fn create(state: &State, about: &About, project: &Project) -> Result<Self, StoreError> {
        let Some(drafts) = state.drafts() else {
            let hint = "set $HOME, or save the project (Ctrl+S): beside it changes are kept";
            let error =
                StoreError::new("keep", Path::new(&about.name), "there is no folder for what is not saved", hint);
            return Err(StoreError { kind: Trouble::NoPlace, ..error });
        };
        let failed = |error: &std::io::Error| StoreError::of_io("make the folder", &drafts, error);
        let folder = disk::make_numbered_folder(&drafts, &file_stem(&about.name)).map_err(|error| failed(&error))?;
        let made = Self::fill(&folder, about, project);
        if made.is_err() {
            let _ = disk::remove_folder(&folder);
        }
        made
    }

    fn fill(folder: &Path, about: &About, project: &Project) -> Result<Self, StoreError> {
        let path = folder.join(PROJECT);
        let lock = match ProjectLock::ask(&path, "window")? {
            Asked::Free(lock) => lock,
            Asked::Held(holder) => return Err(StoreError::held(&path, holder)),
        };
        // A name that is no text cannot be written as RON: then it is a draft of nothing in particular.
        let words = ron::write_value(about)
            .or_else(|_| ron::write_value(&About { origin: None, project: None, ..about.clone() }));
        let words = words.map_err(|error| StoreError::new("keep", folder, error.message, error.hint))?;
        files::write_whole(&folder.join(ABOUT), &words, Existing::Replace)?;
        let (bytes, text_file) = ron::write_apart(project, &Progress::default())
            .map_err(|cancelled| StoreError::new("keep", folder, cancelled, ""))?;
        if let Some(text_file) = text_file {
            texts::keep(&path, &text_file, project.text())?;
        }
        files::write_whole(&path, &bytes, Existing::Replace)?;
        let above = super::folders::folder_of(folder);
        disk::sync_folder(above).map_err(|error| StoreError::of_io("keep", folder, &error))?;
        Ok(Self { folder: folder.to_owned(), hash: journal::hash(&bytes), lock })
    }

    /// The draft that was left, held from now on; nothing when another process holds it.
    pub(super) fn hold(left: &LeftDraft, hash: String) -> Result<Option<Self>, StoreError> {
        match ProjectLock::ask(&left.path(), "window")? {
            Asked::Free(lock) => Ok(Some(Self { folder: left.folder.clone(), hash, lock })),
            Asked::Held(_) => Ok(None),
        }
    }

    /// Where its project lies.
    pub(super) fn path(&self) -> PathBuf {
        self.folder.join(PROJECT)
    }

    /// Removes it, since it is saved or not wanted; but a journal of it that is damaged stays.
    pub(super) fn remove(self, is_damaged: bool) {
        if is_damaged {
            let _ = journal::put_away(&self.path(), true);
        }
        let name = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().contains(".damaged-"));
        let keeps = disk::entries(&self.folder).is_ok_and(|entries| entries.iter().any(name));
        // What is left over after an error is offered once more, and harms nobody.
        let _ = if keeps { disk::remove(&self.path()) } else { disk::remove_folder(&self.folder) };
        drop(self.lock);
    }
}

impl LeftDraft {
    /// Where its project lies.
    pub fn path(&self) -> PathBuf {
        self.folder.join(PROJECT)
    }

    fn of(folder: PathBuf) -> Option<Self> {
        let path = folder.join(PROJECT);
        if !disk::is_file(&path) || !matches!(ProjectLock::ask(&path, "window"), Ok(Asked::Free(_))) {
            return None;
        }
        let about = files::read_file(&folder.join(ABOUT)).ok().and_then(|bytes| read_about(&bytes)).unwrap_or_default();
        let times = [journal::path_of(&path), path].into_iter().filter_map(|file| disk::metadata(&file).ok());
        let changed = times.filter_map(|metadata| metadata.modified().ok()).max();
        Some(Self { about, changed, folder })
    }

    /// Whether it is a draft of the article or project in the file `path`.
    pub fn is_of(&self, path: &Path) -> bool {
        let path = super::resolve(path);
        [&self.about.origin, &self.about.project].into_iter().flatten().any(|own| super::resolve(own) == path)
    }
}

/// What the bytes of a draft's description say, if they make sense.
pub fn read_about(bytes: &[u8]) -> Option<About> {
    ron::read_value(bytes).ok()
}

/// The drafts that nobody holds, the one changed last first.
pub fn left_drafts(state: &State) -> Vec<LeftDraft> {
    let entries = state.drafts().and_then(|folder| disk::entries(&folder).ok()).unwrap_or_default();
    let mut left: Vec<LeftDraft> = entries.into_iter().filter_map(LeftDraft::of).collect();
    left.sort_by(|a, b| b.changed.cmp(&a.changed).then_with(|| a.folder.cmp(&b.folder)));
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_of_the_article_or_project_that_it_names() {
        let left = |origin: Option<&str>, project: Option<&str>| {
            let about = About { origin: origin.map(Into::into), project: project.map(Into::into), ..About::default() };
            LeftDraft { about, changed: None, folder: PathBuf::new() }
        };
        let path = Path::new("/copydesk/a.txt");
        assert!(left(Some("/copydesk/a.txt"), None).is_of(path) && left(None, Some("/copydesk/a.txt")).is_of(path));
        assert!(!left(Some("/copydesk/b.txt"), Some("/copydesk/b.ron")).is_of(path) && !left(None, None).is_of(path));
    }

    #[cfg(unix)]
    #[test]
    fn a_draft_of_a_file_whose_name_is_no_text_is_kept_all_the_same() {
        use std::os::unix::ffi::OsStrExt;

        let folder = tempfile::tempdir().expect("a folder");
        let state = State::within(folder.path());
        let odd = Some(PathBuf::from(std::ffi::OsStr::from_bytes(b"/x/\xff.txt")));
        let about = About { name: "rents".into(), origin: odd.clone(), project: odd, hash: String::new() };
        drop(Draft::create(&state, &about, &crate::project::draw("Rents rose.")).expect("kept"));
        let left = left_drafts(&state);
        assert_eq!((left.len(), &*left[0].about.name, &left[0].about.origin), (1, "rents", &None));
    }
}
