//! What was changed since the last save? A line an edit beside the project, on the disk before anyone is told it is done.
//!
//! The file is `<project>.journal`. Its first line names the project file it continues, by hash; each further line is an
//! edit as [`edits`](crate::format::edits) writes it. Every line carries a checksum of its own:
//!
//! ```text
//! 1f0c2ab94d7e6a53 {"journal":1,"base":"blake3:…"}
//! 8a3de0417bb2c96f {"annotate":{"id":"a1",…}}
//! ```
//!
//! A line that was cut short by a crash is not counted, nor is anything after it. When the project is saved the journal
//! first notes the hash of the file about to replace the old one, so that a crash between the two steps never applies an
//! edit twice.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{StoreError, files::sync_folder};
use crate::format::edits;
use crate::project::{Edit, Project};

const VERSION: u64 = 1;

/// The journal of one project, open for more.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
}

/// What a journal adds to the project file beside it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// There is none, or it adds nothing.
    Nothing,
    /// Its edits were saved already; only its removal was missed.
    Saved,
    /// Edits to replay. `torn` when the last line was cut short.
    Edits { count: usize, torn: bool },
}

impl Journal {
    /// The journal of the project at `project`, whose file has the bytes `base`; a new one, or the one that is there.
    pub fn begin(project: &Path) -> Result<Self, StoreError> {
        let path = path_of(project);
        let failed = |error: io::Error| StoreError::of_io("keep the journal", &path, &error);
        let base = super::read_file(&super::resolve(project))?;
        let mut file = OpenOptions::new().create(true).append(true).read(true).open(&path).map_err(failed)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(failed)?;
        // A torn last line would spoil the next one, and what was saved already is not to be replayed.
        let saved = whole_lines(&bytes).is_ok_and(|(lines, _)| last_saving(&lines) == Some(&hash(&base)));
        let whole = memchr::memrchr(b'\n', &bytes).map_or(0, |newline| newline + 1);
        let whole = if saved { 0 } else { whole };
        file.set_len(whole as u64).map_err(failed)?;
        if whole == 0 {
            let head = json!({"journal": VERSION, "base": hash(&base)});
            file.write_all(line(&head).as_bytes()).map_err(failed)?;
            file.sync_all().map_err(failed)?;
            sync_folder(folder_of(&path)).map_err(failed)?;
        }
        Ok(Self { file, path })
    }

    /// Adds edits that were applied to `project`; when this returns they are on the disk.
    pub fn append(&mut self, project: &Project, applied: &[Edit]) -> Result<(), StoreError> {
        let lines: String = applied.iter().map(|edit| line(&edits::to_json(project.article(), edit))).collect();
        let written = self.file.write_all(lines.as_bytes()).and_then(|()| self.file.sync_data());
        written.map_err(|error| StoreError::of_io("keep the journal", &self.path, &error))
    }
}

/// Applies what the journal of `path` adds to `project`, which was read from the bytes `base`.
pub(super) fn replay(path: &Path, base: &[u8], project: &mut Project) -> Result<Found, StoreError> {
    let journal = path_of(path);
    let bytes = match fs::read(&journal) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(StoreError::of_io("open", &journal, &error)),
    };
    let wrong = |reason: String| {
        StoreError::new(
            "open",
            path,
            reason,
            format!(
                "its journal {} was left as it is: move it away to open the project without those changes",
                journal.display()
            ),
        )
    };
    let (lines, torn) = whole_lines(&bytes).map_err(|line| wrong(format!("line {line} of its journal is damaged")))?;
    let Some((head, rest)) = lines.split_first() else { return Ok(Found::Nothing) };
    if head["journal"] != VERSION {
        return Err(wrong("its journal was written by another version of Copydesk".into()));
    }
    if last_saving(rest) == Some(&hash(base)) {
        return Ok(Found::Saved);
    }
    if head["base"] != hash(base) {
        return Err(wrong("its file was changed by another program while its journal held unsaved changes".into()));
    }
    let mut count = 0;
    for value in rest.iter().filter(|value| value.get("saving").is_none()) {
        let edit = edits::from_json(project.article(), value).map_err(|error| wrong(error.to_string()))?;
        project.apply(edit).map_err(|error| wrong(format!("a change in its journal no longer fits: {error}")))?;
        count += 1;
    }
    Ok(Found::Edits { count, torn })
}

/// Notes that the project is about to be replaced by the bytes `next`, if it has a journal.
pub(super) fn announce_save(path: &Path, next: &[u8]) -> Result<(), StoreError> {
    let journal = path_of(path);
    let announce = || {
        let mut file = OpenOptions::new().append(true).open(&journal)?;
        file.write_all(line(&json!({"saving": hash(next)})).as_bytes())?;
        file.sync_data()
    };
    match announce() {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::of_io("save", &journal, &error)),
        _ => Ok(()),
    }
}

/// Removes the journal of a project that has just been saved.
pub(super) fn remove(path: &Path) -> Result<(), StoreError> {
    let journal = path_of(path);
    match fs::remove_file(&journal) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::of_io("remove", &journal, &error)),
        _ => Ok(()),
    }
}

/// The hash of the file that the last save was about to write.
fn last_saving(lines: &[Value]) -> Option<&str> {
    lines.iter().rev().find_map(|line| line["saving"].as_str())
}

fn path_of(project: &Path) -> PathBuf {
    let mut name = super::resolve(project).into_os_string();
    name.push(".journal");
    name.into()
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn hash(bytes: &[u8]) -> String {
    format!("blake3:{}", blake3::hash(bytes).to_hex())
}

fn line(value: &Value) -> String {
    let text = value.to_string();
    format!("{} {text}\n", checksum(&text))
}

fn checksum(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}

/// The values of all whole lines, and whether the last line was cut short; the number of a damaged line in the middle.
fn whole_lines(bytes: &[u8]) -> Result<(Vec<Value>, bool), usize> {
    let mut values = Vec::new();
    let mut lines = bytes.split_inclusive(|&byte| byte == b'\n').enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        let value = std::str::from_utf8(line).ok().and_then(|line| line.strip_suffix('\n')).and_then(|line| {
            let (sum, text) = line.split_once(' ')?;
            (sum == checksum(text)).then(|| serde_json::from_str(text).ok()).flatten()
        });
        match value {
            Some(value) => values.push(value),
            None if lines.peek().is_none() => return Ok((values, true)),
            None => return Err(number + 1),
        }
    }
    Ok((values, false))
}
