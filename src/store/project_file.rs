//! How is a project opened and saved? Its file with its journal, whole or not at all.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::{Existing, ProjectLock, Stamp, StoreError, files, folders, journal, texts};
use crate::format::ReadError;
use crate::format::ron::{self, Complaint, Surroundings, TextFile};
use crate::progress::Progress;
use crate::project::{Project, Scheme};

/// A project as it was found.
#[derive(Debug)]
pub struct Opened {
    /// The project, with what its journal adds.
    pub project: Project,
    /// How many changes the journal added; they are not in the file yet.
    pub recovered: usize,
    /// Whether there is a journal, be it empty, that a save would fold in.
    pub has_journal: bool,
    /// What a person should know of it, a sentence each.
    pub notes: Vec<String>,
    /// What the file held and said.
    pub stamp: Stamp,
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
    // The text of a large project is no article that waits for one.
    let is_text = |file: &Path| file.file_name().and_then(OsStr::to_str).is_some_and(TextFile::is_one);
    let named = |file: &Path| file.extension().is_some_and(|ending| ending == "txt") && !is_text(file);
    let known = |file: &PathBuf| is_project(file) || named(file);
    let mut files: Vec<PathBuf> = folders::files_in(&path)?.into_iter().filter(known).collect();
    let projects: Vec<PathBuf> =
        files.iter().filter(|file| is_project(file)).map(|file| file.with_extension("")).collect();
    files.retain(|file| is_project(file) || !projects.contains(&file.with_extension("")));
    if files.is_empty() {
        let hint = "open a file of it, or save its articles as .txt";
        return Err(StoreError::new("open", &path, "the folder holds no article (.txt) and no project (.ron)", hint));
    }
    Ok(files)
}

/// The project at `path`, with its journal.
pub fn open_project(path: &Path) -> Result<Opened, StoreError> {
    open_project_with(path, &Progress::default())
}

/// Like [`open_project`], for someone who waits.
pub fn open_project_with(path: &Path, progress: &Progress) -> Result<Opened, StoreError> {
    // File and journal are two reads, and another process may save between them: then both are read again.
    let mut tries = 0;
    loop {
        let before = times(path);
        let opened = open_once(path, progress);
        tries += 1;
        if before == times(path) || tries == 5 || progress.is_cancelled() {
            return opened;
        }
    }
}

/// What changes with every save of a file.
fn times(path: &Path) -> Option<(SystemTime, u64)> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

fn open_once(path: &Path, progress: &Progress) -> Result<Opened, StoreError> {
    let bytes = files::read_file(path)?;
    let text = |file: &TextFile, hash: Option<&str>| texts::find(path, file, hash, progress);
    let around = Surroundings { text: &text, progress: progress.clone() };
    let mut project = ron::read_in(&bytes, &around)
        .map_err(|error| StoreError::new("open", path, &error.message, error.hint.clone()))?;
    let found = journal::replay(path, &bytes, &mut project)?;
    let (has_journal, recovered, torn) = match found {
        journal::Found::Nothing => (false, 0, false),
        journal::Found::Journal { count, torn } => (true, count, torn),
    };
    let mut notes = Vec::new();
    if recovered > 0 {
        let changes = if recovered == 1 { "1 change" } else { &format!("{recovered} changes") };
        notes.push(format!("recovered {changes} made after the last save"));
    }
    if torn {
        notes.push("one change was cut short before it was done, and is not there".into());
    }
    let stamp = Stamp::of(path, &bytes, &project);
    Ok(Opened { project, recovered, has_journal, notes, stamp })
}

/// All in the project file at `path`, which holds `bytes`, that does not hold; an error when it is no project at all.
pub fn check_project(path: &Path, bytes: &[u8]) -> Result<Vec<Complaint>, ReadError> {
    let text = |file: &TextFile, hash: Option<&str>| texts::find(path, file, hash, &Progress::default());
    ron::check(bytes, &Surroundings { text: &text, progress: Progress::default() })
}

/// What a save may replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Nothing.
    Nothing,
    /// Whatever project is there: a person has said so.
    Anything,
    /// The project's own file, if it and its journal still say what they said then, or what is saved.
    Own(Stamp),
}

/// Saves a project to `path`, whole or not at all, and folds its journal in.
///
/// The text of a large article goes into a file of its own beside it, see [`TextFile`].
pub fn save_project(path: &Path, project: &Project, existing: Existing) -> Result<(), StoreError> {
    write_project(path, project, existing, &Progress::default()).map(drop)
}

fn write_project(path: &Path, project: &Project, existing: Existing, progress: &Progress) -> Result<Stamp, StoreError> {
    let cancelled = |cancelled| StoreError::new("save", path, cancelled, "nothing was changed");
    let (bytes, text_file) = ron::write_apart(project, progress).map_err(cancelled)?;
    if existing == Existing::Keep && folders::is_taken(&journal::path_of(path)) && !folders::is_taken(path) {
        let hint = "move that journal away first: it holds changes of a project that is gone";
        return Err(StoreError::new("save", path, "the journal of another project lies beside it", hint));
    }
    if let Some(text_file) = text_file {
        texts::keep(path, &text_file, project.text())?;
    }
    if existing == Existing::Replace {
        journal::announce_save(path, &bytes)?;
    }
    // The new file stays locked until the old one's journal is gone: whoever opens it next begins a journal of its own.
    let _locked = files::write_locked(path, &bytes, existing)?;
    journal::remove(path)?;
    Ok(Stamp::of(path, &bytes, project))
}

/// Saves like [`save_project`], in place of whatever project is there, unless another process is changing that one.
pub fn replace_project(path: &Path, project: &Project, existing: Existing) -> Result<(), StoreError> {
    let over = if existing == Existing::Replace { Over::Anything } else { Over::Nothing };
    save(path, project, over, &Progress::default()).map(drop)
}

/// Saves like [`save_project`] for someone who waits, unless another process is changing what is there; returns the stamp
/// of what is there now.
pub fn save(path: &Path, project: &Project, over: Over, progress: &Progress) -> Result<Stamp, StoreError> {
    let lock = if over == Over::Nothing { None } else { lock_if_there(path)? };
    if let (Over::Own(stamp), Some(_)) = (over, &lock)
        && was_changed(path, project, stamp, progress)?
    {
        let hint = "save it under another name (Ctrl+Shift+S), or open it again to go on with what is there";
        return Err(StoreError::new("save", path, "another program has changed it since it was opened", hint));
    }
    let existing = if over == Over::Nothing { Existing::Keep } else { Existing::Replace };
    write_project(path, project, existing, progress)
}

/// Whether the file at `path` says something new since `stamp`, and not just what `project` says.
fn was_changed(path: &Path, project: &Project, stamp: Stamp, progress: &Progress) -> Result<bool, StoreError> {
    if stamp.still_holds(path, &files::read_file(path)?) {
        return Ok(false);
    }
    let there = open_once(path, progress)?;
    Ok(!stamp.says(&there.project) && !there.stamp.says(project))
}

/// The lock of the project at `path`; none where nothing is, be it behind a link.
fn lock_if_there(path: &Path) -> Result<Option<ProjectLock>, StoreError> {
    folders::is_taken(&files::resolve(path)).then(|| ProjectLock::take(path)).transpose()
}

/// A new project of the article in the file `path`, by `scheme` or the default one.
pub fn take_in(path: &Path, scheme: Option<Arc<Scheme>>) -> Result<Project, StoreError> {
    take_in_with(path, scheme, &Progress::default(), |_| ())
}

/// Like [`take_in`], for someone who waits: as soon as the beginning of a large article is there, `begun` is given a project
/// of that alone.
pub fn take_in_with(
    path: &Path,
    scheme: Option<Arc<Scheme>>,
    progress: &Progress,
    begun: impl FnOnce(Project),
) -> Result<Project, StoreError> {
    let scheme = scheme.unwrap_or_else(ron::default_scheme);
    let project = |article| Project::new(Arc::new(article), Arc::clone(&scheme));
    let article = texts::read_article(path, progress, |beginning| {
        if let Ok(project) = project(beginning) {
            begun(project);
        }
    })?;
    project(article).map_err(|error| StoreError::new("open", path, error, ""))
}

/// The scheme in the file `path`.
pub fn open_scheme(path: &Path) -> Result<Arc<Scheme>, StoreError> {
    let bytes = files::read_file(path)?;
    let scheme = ron::read_scheme(&bytes);
    scheme.map(Arc::new).map_err(|error| StoreError::new("open the scheme", path, error.message, error.hint))
}
