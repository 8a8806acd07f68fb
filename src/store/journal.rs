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

use super::{StoreError, files::sync_folder, folders::folder_of};
use crate::format::edits;
use crate::project::{Edit, Project};

const VERSION: u64 = 1;
const CHANGED: &str = "its file was changed by another program while its journal held unsaved changes";

/// The journal of one project, open for more.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
    /// How many bytes of it are on the disk.
    length: u64,
}

/// What lies beside a project file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// No journal.
    Nothing,
    /// A journal that adds this many edits, perhaps none; `torn` when its last line was cut short.
    Journal { count: usize, torn: bool },
}

impl Journal {
    /// The journal of the project at `project`; a new one, or the one that is there.
    pub fn begin(project: &Path) -> Result<Self, StoreError> {
        let path = path_of(project);
        let failed = |error: io::Error| StoreError::of_io("keep the journal", &path, &error);
        let base = super::read_file(&super::resolve(project))?;
        let mut options = OpenOptions::new();
        options.create(true).append(true).read(true);
        #[cfg(unix)]
        if let Ok(metadata) = fs::metadata(project) {
            // The journal holds what the project holds: nobody else may read it.
            use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
            options.mode(metadata.permissions().mode() & 0o777 | 0o600);
        }
        let mut file = options.open(&path).map_err(failed)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(failed)?;
        let contents = Contents::of(&bytes).map_err(|reason| wrong(project, &path, reason))?;
        // A torn last line would spoil the next one, and what was saved already is not to be replayed.
        let added = contents.added_to(&base).map_err(|()| wrong(project, &path, CHANGED))?;
        let mut length = if added.is_empty() { 0 } else { contents.length };
        file.set_len(length).map_err(failed)?;
        if length == 0 {
            let head = line(&json!({"journal": VERSION, "base": hash(&base)}));
            if let Err(error) = file.write_all(head.as_bytes()) {
                // A journal without a head says nothing and is in everybody's way.
                let _ = fs::remove_file(&path);
                return Err(failed(error));
            }
            length = head.len() as u64;
        }
        file.sync_all().map_err(failed)?;
        sync_folder(folder_of(&path)).map_err(failed)?;
        Ok(Self { file, path, length })
    }

    /// Adds edits that were applied to `project`; when this returns they are on the disk. After an error none of them is.
    pub fn append(&mut self, project: &Project, applied: &[Edit]) -> Result<(), StoreError> {
        let lines: String = applied.iter().map(|edit| line(&edits::to_json(project.article(), edit))).collect();
        let written = self.file.write_all(lines.as_bytes()).and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            // Whoever is told that it failed must not find it done later.
            let undone = self.file.set_len(self.length).and_then(|()| self.file.sync_all());
            let error = undone.err().unwrap_or(error);
            return Err(StoreError::of_io("keep the journal", &self.path, &error));
        }
        self.length += lines.len() as u64;
        Ok(())
    }
}

/// What a journal file holds.
struct Contents {
    /// Empty for a journal that was cut short in its first line.
    lines: Vec<Value>,
    /// Bytes of the whole lines.
    length: u64,
    torn: bool,
}

impl Contents {
    /// The contents of the bytes of a journal; the reason when they are none or damaged in the middle.
    fn of(bytes: &[u8]) -> Result<Self, String> {
        let (mut lines, mut length) = (Vec::new(), 0);
        let mut rest = bytes.split_inclusive(|&byte| byte == b'\n').enumerate().peekable();
        while let Some((number, line)) = rest.next() {
            match value_of(line) {
                Some(value) => {
                    lines.push(value);
                    length += line.len() as u64;
                }
                None if rest.peek().is_none() && (number > 0 || looks_like_a_line(line)) => {
                    return Ok(Self { lines, length, torn: true });
                }
                None if number == 0 => return Err("what lies in the place of its journal is no journal".into()),
                None => return Err(format!("line {} of its journal is damaged", number + 1)),
            }
        }
        match lines.first() {
            Some(head) if head["journal"] != VERSION => {
                Err("its journal was written by another version of Copydesk".into())
            }
            _ => Ok(Self { lines, length, torn: false }),
        }
    }

    /// The edits that a project file with the bytes `base` lacks; an error when the journal continues another file.
    fn added_to(&self, base: &[u8]) -> Result<Vec<&Value>, ()> {
        let Some((head, rest)) = self.lines.split_first() else { return Ok(Vec::new()) };
        let base = hash(base);
        let saved = rest.iter().rposition(|line| line["saving"] == base);
        if saved.is_none() && head["base"] != base {
            return Err(());
        }
        let after = saved.map_or(0, |place| place + 1);
        Ok(rest[after..].iter().filter(|line| line.get("saving").is_none()).collect())
    }
}

fn value_of(line: &[u8]) -> Option<Value> {
    let line = std::str::from_utf8(line).ok()?.strip_suffix('\n')?;
    let (sum, text) = line.split_once(' ')?;
    (sum == checksum(text)).then(|| serde_json::from_str(text).ok()).flatten()
}

/// Whether these bytes could be a line of a journal that was cut short.
fn looks_like_a_line(bytes: &[u8]) -> bool {
    bytes.iter().take(16).all(u8::is_ascii_hexdigit) && bytes.get(16).is_none_or(|&byte| byte == b' ')
}

fn wrong(project: &Path, journal: &Path, reason: impl std::fmt::Display) -> StoreError {
    let hint = format!(
        "its journal {} was left as it is: move it away to open the project without those changes",
        journal.display()
    );
    StoreError::new("open", project, reason, hint)
}

/// Applies what the journal of `path` adds to `project`, which was read from the bytes `base`.
pub(super) fn replay(path: &Path, base: &[u8], project: &mut Project) -> Result<Found, StoreError> {
    let journal = path_of(path);
    let bytes = match fs::read(&journal) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(StoreError::of_io("open", &journal, &error)),
    };
    let wrong = |reason: &dyn std::fmt::Display| wrong(path, &journal, reason);
    let contents = Contents::of(&bytes).map_err(|reason| wrong(&reason))?;
    let added = contents
        .added_to(base)
        .map_err(|()| wrong(&"its file was changed by another program while its journal held unsaved changes"))?;
    for value in &added {
        let edit = edits::from_json(project.article(), value).map_err(|error| wrong(&error))?;
        let done = project.apply(edit);
        done.map_err(|error| wrong(&format_args!("a change in its journal no longer fits: {error}")))?;
    }
    Ok(Found::Journal { count: added.len(), torn: contents.torn })
}

/// Notes that the project is about to be replaced by the bytes `next`, if it has a journal.
pub(super) fn announce_save(path: &Path, next: &[u8]) -> Result<(), StoreError> {
    let journal = path_of(path);
    let failed = |error: io::Error| StoreError::of_io("save", &journal, &error);
    let bytes = match fs::read(&journal) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(error)),
    };
    let contents = Contents::of(&bytes).map_err(|reason| wrong(path, &journal, reason))?;
    if contents.lines.is_empty() {
        // Nothing was ever in it: a crash came before its first line was whole.
        return remove(path);
    }
    let mut file = OpenOptions::new().append(true).open(&journal).map_err(failed)?;
    // The note stands on a line of its own, or not at all: a torn line before it would swallow it.
    let note = line(&json!({"saving": hash(next)}));
    let noted =
        file.set_len(contents.length).and_then(|()| file.write_all(note.as_bytes())).and_then(|()| file.sync_data());
    noted.or_else(|error| file.set_len(contents.length).and(Err(error))).map_err(failed)
}

/// Removes the journal of a project that has just been saved.
pub(super) fn remove(path: &Path) -> Result<(), StoreError> {
    let journal = path_of(path);
    match fs::remove_file(&journal) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::of_io("remove", &journal, &error)),
        _ => Ok(()),
    }
}

pub(super) fn path_of(project: &Path) -> PathBuf {
    let mut name = super::resolve(project).into_os_string();
    name.push(".journal");
    name.into()
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
