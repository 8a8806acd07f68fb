//! How is a project opened and saved? Its file with its journal, whole or not at all.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::{Existing, StoreError, files, folders, journal};
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
    /// What a person should know of it, a sentence each.
    pub notes: Vec<String>,
}

/// Whether `path` names a project by its ending, `.ron`.
pub fn is_project(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|ending| ending.eq_ignore_ascii_case("ron"))
}

/// The articles and projects that `path` names: itself, or what lies in the folder that it is, by name. Where a project
/// lies beside the article it was made from, the project stands for both.
pub fn articles_in(path: PathBuf) -> Vec<PathBuf> {
    if !folders::is_folder(&path) {
        return vec![path];
    }
    let known = |file: &PathBuf| is_project(file) || file.extension().is_some_and(|ending| ending == "txt");
    let mut files: Vec<PathBuf> = folders::files_in(&path).unwrap_or_default().into_iter().filter(known).collect();
    let projects: Vec<PathBuf> =
        files.iter().filter(|file| is_project(file)).map(|file| file.with_extension("")).collect();
    files.retain(|file| is_project(file) || !projects.contains(&file.with_extension("")));
    files
}

/// The project at `path`, with its journal.
pub fn open_project(path: &Path) -> Result<Opened, StoreError> {
    // File and journal are two reads, and another process may save between them: then both are read again.
    let mut tries = 0;
    loop {
        let before = stamp(path);
        let opened = open_once(path);
        tries += 1;
        if before == stamp(path) || tries == 5 {
            return opened;
        }
    }
}

/// What changes with every save of a file.
fn stamp(path: &Path) -> Option<(SystemTime, u64)> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

fn open_once(path: &Path) -> Result<Opened, StoreError> {
    let bytes = files::read_file(path)?;
    let mut project =
        ron::read(&bytes).map_err(|error| StoreError::new("open", path, &error.message, error.hint.clone()))?;
    let found = journal::replay(path, &bytes, &mut project)?;
    // A journal that was saved already is left: the next save takes it away, and reading changes nothing.
    let (recovered, torn) = match found {
        journal::Found::Nothing | journal::Found::Saved => (0, false),
        journal::Found::Edits { count, torn } => (count, torn),
    };
    let mut notes = Vec::new();
    if recovered > 0 {
        let changes = if recovered == 1 { "1 change" } else { &format!("{recovered} changes") };
        notes.push(format!("recovered {changes} made after the last save"));
    }
    if torn {
        notes.push("one change was cut short before it was done, and is not there".into());
    }
    Ok(Opened { project, recovered, notes })
}

/// Saves a project to `path`, whole or not at all, and folds its journal in.
pub fn save_project(path: &Path, project: &Project, existing: Existing) -> Result<(), StoreError> {
    let bytes = ron::write(project);
    if existing == Existing::Replace {
        journal::announce_save(path, &bytes)?;
    }
    files::write_whole(path, &bytes, existing)?;
    journal::remove(path)
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
