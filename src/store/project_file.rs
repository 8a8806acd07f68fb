//! How is a project opened and saved? Its file with its journal, whole or not at all.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::{Existing, ProjectLock, StoreError, files, folders, journal};
use crate::article;
use crate::format::ron;
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
    let known = |file: &PathBuf| is_project(file) || file.extension().is_some_and(|ending| ending == "txt");
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
    // File and journal are two reads, and another process may save between them: then both are read again.
    let mut tries = 0;
    loop {
        let before = times(path);
        let opened = open_once(path);
        tries += 1;
        if before == times(path) || tries == 5 {
            return opened;
        }
    }
}

/// What changes with every save of a file.
fn times(path: &Path) -> Option<(SystemTime, u64)> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

fn open_once(path: &Path) -> Result<Opened, StoreError> {
    let bytes = files::read_file(path)?;
    let mut project =
        ron::read(&bytes).map_err(|error| StoreError::new("open", path, &error.message, error.hint.clone()))?;
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
    Ok(Opened { project, recovered, has_journal, notes })
}

/// What a project said at some time, by hash: two that differ mean that something was changed between. Whether a change
/// lies in the file or in the journal makes no difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp([u8; 32]);

impl Stamp {
    /// The stamp of `project` as it is now.
    pub fn of(project: &Project) -> Self {
        Self(*blake3::hash(&ron::write(project)).as_bytes())
    }
}

/// Saves a project to `path`, whole or not at all, and folds its journal in.
pub fn save_project(path: &Path, project: &Project, existing: Existing) -> Result<(), StoreError> {
    let bytes = ron::write(project);
    match existing {
        Existing::Replace => journal::announce_save(path, &bytes)?,
        Existing::Keep if folders::is_taken(&journal::path_of(path)) && !folders::is_taken(path) => {
            let hint = "move that journal away first: it holds changes of a project that is gone";
            return Err(StoreError::new("save", path, "the journal of another project lies beside it", hint));
        }
        Existing::Keep => {}
    }
    // The new file stays locked until the old one's journal is gone: whoever opens it next begins a journal of its own.
    let _locked = files::write_locked(path, &bytes, existing)?;
    journal::remove(path)
}

/// Saves like `save_project`, in place of whatever project is there, unless another process is changing that one.
pub fn replace_project(path: &Path, project: &Project, existing: Existing) -> Result<(), StoreError> {
    let _lock = if existing == Existing::Replace { lock_if_there(path)? } else { None };
    save_project(path, project, existing)
}

/// Saves like `replace_project`, but only if file and journal still say what they said at `stamp`, or what is saved.
pub fn save_over(path: &Path, project: &Project, stamp: Stamp) -> Result<(), StoreError> {
    let lock = lock_if_there(path)?;
    if lock.is_some() && ![stamp, Stamp::of(project)].contains(&Stamp::of(&open_once(path)?.project)) {
        let hint = "save it under another name (Ctrl+Shift+S), or open it again to go on with what is there";
        return Err(StoreError::new("save", path, "another program has changed it since it was opened", hint));
    }
    save_project(path, project, Existing::Replace)
}

/// The lock of the project at `path`; none where nothing is, be it behind a link.
fn lock_if_there(path: &Path) -> Result<Option<ProjectLock>, StoreError> {
    folders::is_taken(&files::resolve(path)).then(|| ProjectLock::take(path)).transpose()
}

/// A new project of the article in the file `path`, by `scheme` or the default one.
pub fn take_in(path: &Path, scheme: Option<Arc<Scheme>>) -> Result<Project, StoreError> {
    let failed = |reason: String, hint: String| StoreError::new("open", path, reason, hint);
    let bytes = files::read_file(path)?;
    let article = article::read_text(&bytes).map_err(|error| failed(error.to_string(), error.hint().into()))?;
    let scheme = scheme.unwrap_or_else(ron::default_scheme);
    Project::new(Arc::new(article), scheme).map_err(|error| failed(error.to_string(), String::new()))
}

/// The scheme in the file `path`.
pub fn open_scheme(path: &Path) -> Result<Arc<Scheme>, StoreError> {
    let bytes = files::read_file(path)?;
    let scheme = ron::read_scheme(&bytes);
    scheme.map(Arc::new).map_err(|error| StoreError::new("open the scheme", path, error.message, error.hint))
}
