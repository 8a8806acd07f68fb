//! How is a project opened and saved? Its file with its journal, whole or not at all.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::{
    Existing, Keeping, Over, ProjectLock, State, StoreError, disk, files, folders, journal, listed, texts, versions,
};
use crate::format::ReadError;
use crate::format::ron::{self, Complaint, Surroundings, TextFile};
use crate::progress::Progress;
use crate::project::{Article, History, Project, Scheme};

/// Where to go from a project that cannot be read.
const EARLIER: &str = "; `copydesk versions PROJECT` lists earlier versions";

/// A project as it was found.
#[derive(Debug)]
pub struct Opened {
    /// The project, with what its journal adds.
    pub project: Project,
    /// What a person may undo and redo in it.
    pub history: History,
    /// How many changes the journal added; they are not in the file yet.
    pub recovered: usize,
    /// Whether there is a journal, be it empty, that a save would fold in.
    pub has_journal: bool,
    /// What a person should know of it, a sentence each.
    pub notes: Vec<String>,
    /// The project as its file has it.
    pub(super) base: Project,
    /// The hash of the file.
    pub(super) hash: String,
    /// The hash of the note that the history begins with; empty when there is none.
    pub(super) remembered: String,
    /// The journal as it was found.
    pub(super) journal: journal::Found,
}

/// Whether `path` is a project's: it ends in `.ron`, or the file there begins as a project does.
pub fn is_project(path: &Path) -> bool {
    let named = path.extension().and_then(OsStr::to_str).is_some_and(|ending| ending.eq_ignore_ascii_case("ron"));
    named || files::begins_with(path, ron::FIRST_LINE)
}

/// The articles and projects that `path` names: itself, or what lies in the folder that it is, by name. Where a project
/// lies beside the article it was made from, the project stands for both.
pub fn articles_in(path: PathBuf) -> Result<Vec<PathBuf>, StoreError> {
    if !folders::is_folder(&path) {
        return Ok(vec![path]);
    }
    Ok(listed::in_folder(&path)?.into_iter().map(|listed| listed.path).collect())
}

/// The project at `path`, with its journal.
pub fn open_project(path: &Path) -> Result<Opened, StoreError> {
    open_project_with(path, &State::nowhere(), &Progress::default())
}

/// Like [`open_project`], for someone who waits, and may undo what `state` remembers.
pub fn open_project_with(path: &Path, state: &State, progress: &Progress) -> Result<Opened, StoreError> {
    // File and journal are two reads, and another process may save between them: then both are read again.
    let mut tries = 0;
    loop {
        let before = times(path);
        let opened = open_once(path, state, progress);
        tries += 1;
        if before == times(path) || tries == 5 || progress.is_cancelled() {
            return opened;
        }
    }
}

/// What changes with every save of a file.
pub(super) fn times(path: &Path) -> Option<(SystemTime, u64)> {
    let metadata = disk::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

fn open_once(path: &Path, state: &State, progress: &Progress) -> Result<Opened, StoreError> {
    let bytes = files::read_file(path)?;
    let base = read_project(path, &bytes, &[path], progress)?;
    let hash = journal::hash(&bytes);
    let mut journal = journal::find(path, &hash, base.article())?;
    let (mut history, note) = versions::history_of(state, path, &hash, base.article());
    if journal.is_there && journal.history != note {
        // The steps that its changes take back are of another history.
        history = History::default();
    }
    let remembered = if history.undoing().len() + history.redoing().len() > 0 { note } else { String::new() };
    let mut project = base.clone();
    for (place, change) in journal.changes.iter().enumerate() {
        if let Err(error) = history.replay(&mut project, change.clone()) {
            journal.damage = Some(format!("change {} no longer fits ({error})", place + 1));
            journal.is_whole = false;
            journal.changes.truncate(place);
            break;
        }
    }
    let (recovered, has_journal) = (journal.changes.len(), journal.is_there);
    Ok(Opened {
        project,
        history,
        recovered,
        has_journal,
        notes: notes_of(&journal, "made after the last save"),
        base,
        hash,
        remembered,
        journal,
    })
}

/// What a person should know of a journal, a sentence each; `which` says which changes it has.
pub(super) fn notes_of(journal: &journal::Found, which: &str) -> Vec<String> {
    let mut notes = Vec::new();
    match journal.changes.len() {
        0 => {}
        1 => notes.push(format!("recovered 1 change {which}")),
        many => notes.push(format!("recovered {many} changes {which}")),
    }
    if journal.torn {
        notes.push("one change was cut short before it was done, and is not there".into());
    }
    if let Some(damage) = &journal.damage {
        notes.push(format!("in its journal {damage}: what comes after is not there, and the journal is kept"));
    }
    notes
}

/// The project in `bytes`, those of the file at `path`. The text of a large article is looked for beside each of the paths
/// `beside`.
pub(super) fn read_project(
    path: &Path,
    bytes: &[u8],
    beside: &[&Path],
    progress: &Progress,
) -> Result<Project, StoreError> {
    let text = |file: &TextFile, hash: Option<&str>| -> Result<Article, ReadError> {
        let mut found = Err(ReadError::new("has its text nowhere", ""));
        for project in beside {
            found = texts::find(project, file, hash, progress);
            if found.is_ok() || progress.is_cancelled() {
                break;
            }
        }
        found
    };
    let around = Surroundings { text: &text, progress: progress.clone() };
    let refused = |error: ReadError| StoreError::new("open", path, error.message, error.hint + EARLIER);
    ron::read_in(bytes, &around).map_err(refused)
}

/// All in the project file at `path`, which holds `bytes`, that does not hold; an error when it is no project at all.
pub fn check_project(path: &Path, bytes: &[u8]) -> Result<Vec<Complaint>, ReadError> {
    let text = |file: &TextFile, hash: Option<&str>| texts::find(path, file, hash, &Progress::default());
    ron::check(bytes, &Surroundings { text: &text, progress: Progress::default() })
}

/// Saves a project to `path`, whole or not at all, perhaps in place of whatever is there, unless another process is changing
/// that.
pub fn save_new(path: &Path, project: &Project, existing: Existing, state: &State) -> Result<(), StoreError> {
    let over = if existing == Existing::Replace { Over::Anything } else { Over::Nothing };
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut keeping = Keeping::of_article(project.clone(), &name, None, state);
    keeping.save(path, project, None, over).map(drop)
}

/// The project at `path` with the right to change it, for a command.
pub fn open_to_change(path: &Path, state: &State) -> Result<(Opened, Keeping), StoreError> {
    let lock = ProjectLock::take(path)?;
    let opened = open_project(path)?;
    let keeping = Keeping::of_project(path, &opened, lock, state);
    Ok((opened, keeping))
}

/// The scheme in the file `path`.
pub fn open_scheme(path: &Path) -> Result<Arc<Scheme>, StoreError> {
    let bytes = files::read_file(path)?;
    let scheme = ron::read_scheme(&bytes);
    scheme.map(Arc::new).map_err(|error| StoreError::new("open the scheme", path, error.message, error.hint))
}

/// Writes a scheme to a file that [`open_scheme`] reads.
pub fn export_scheme(path: &Path, scheme: &Scheme, existing: Existing) -> Result<(), StoreError> {
    let bytes = ron::write_value(scheme);
    let bytes = bytes.map_err(|error| StoreError::new("export the scheme", path, error.message, error.hint))?;
    files::write_whole(path, &bytes, existing)
}
