//! What was changed since the last save? A line a change beside the project, on the disk before anyone is told it is kept.
//!
//! The file is `NAME.journal`. Its first line names the project file it continues, by hash; each further line is a change:
//! how it came about, and the edit as [`edits`](crate::format::edits) writes it. Every line carries a checksum of its own:
//!
//! ```text
//! 1f0c2ab94d7e6a53 journal {"version":1,"base":"blake3:…"}
//! 8a3de0417bb2c96f made {"annotate":{"id":"a1",…}}
//! 03b77c52e1fd5a90 undone {"remove":{"id":"a1"}}
//! ```
//!
//! A last line that was cut short by a crash is not counted. A line that is damaged in the middle ends the replay there, and
//! the file is kept. When the project is saved the journal first notes the hash of the file about to replace the old one,
//! and how many of its changes that file has; so a crash between the two steps never makes a change twice, nor loses one.
//!
//! Reading takes 13 times the memory of a file of marks, 16 times that of the shortest changes there are, 31 times that of one
//! change with nothing but attributes (measured on 20 MB each).

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::disk::{self, DiskFile};
use super::lock::{Asked, ProjectLock};
use super::{Existing, StoreError, Trouble, files, folders};
use crate::format::{ReadError, edits, shorten};
use crate::project::{Article, Change, How};

const VERSION: u32 = 1;
const CHANGED: &str = "its file was changed by another program while its journal held unsaved changes";

/// The journal of one project, open for more.
#[derive(Debug)]
pub(super) struct Journal {
    file: DiskFile,
    path: PathBuf,
    /// How many bytes of it are on the disk.
    length: u64,
}

/// What a journal adds to its project file.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The changes that the file lacks, in order.
    pub changes: Vec<Change>,
    /// Whether a journal is there at all, be it empty.
    pub is_there: bool,
    /// Whether it can be gone on with as it is: every line of it is whole, and none is of an earlier save.
    pub is_whole: bool,
    /// The hash of the note of what could be undone where its changes begin.
    pub history: String,
    /// Its length in bytes.
    pub length: u64,
    /// Whether its last line was cut short.
    pub torn: bool,
    /// Why it can be read no further, and where: "line 7 is damaged (its checksum differs)".
    pub damage: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Head {
    version: u32,
    /// The hash of the project file.
    base: String,
    /// The hash of the note of what could be undone in that; empty when there was none.
    #[serde(default)]
    history: String,
}

#[derive(Serialize, Deserialize)]
struct Saving {
    /// The hash of the file that is about to be there.
    hash: String,
    /// How many of the changes of this journal it has.
    changes: usize,
}

impl Journal {
    /// A journal of the project at `project`, whose file and whose note of what could be undone in it have the hashes `base`
    /// and `history`, with these changes, in place of what is there.
    pub(super) fn write(
        project: &Path,
        (base, history): (&str, &str),
        article: &Article,
        changes: &[Change],
    ) -> Result<Self, StoreError> {
        let path = path_of(project);
        let head = Head { version: VERSION, base: base.to_owned(), history: history.to_owned() };
        let mut text = line("journal", &json(&head));
        text.extend(changes.iter().map(|change| change_line(article, change)));
        let written = || {
            // The journal holds what the project holds: nobody else may read it.
            let permissions = disk::metadata(&disk::resolve(project)).ok().map(|metadata| metadata.permissions());
            let ready = files::Ready::with_permissions(&path, text.as_bytes(), Existing::Replace, permissions)?;
            ready.put()?;
            DiskFile::open_to_append(&path)
        };
        let file = written().map_err(|error| StoreError::of_io("keep the journal", &path, &error))?;
        Ok(Self { file, path, length: text.len() as u64 })
    }

    /// The journal that was found whole beside the project at `project`.
    pub(super) fn resume(project: &Path, found: &Found) -> Result<Self, StoreError> {
        let path = path_of(project);
        let file = DiskFile::open_to_append(&path);
        let file = file.map_err(|error| StoreError::of_io("keep the journal", &path, &error))?;
        let journal = Self { file, path, length: found.length };
        journal.check_own()?;
        Ok(journal)
    }

    /// Adds changes; when this returns they are on the disk. After an error none of them is counted, and the journal may
    /// have to be written anew.
    pub(super) fn append(&mut self, article: &Article, changes: &[Change]) -> Result<(), StoreError> {
        self.add(&changes.iter().map(|change| change_line(article, change)).collect::<String>())
    }

    /// Notes that the project is about to be replaced by a file with the hash `next`, which has the first `changes` of this
    /// journal.
    pub(super) fn announce(&mut self, next: &str, changes: usize) -> Result<(), StoreError> {
        self.add(&line("saving", &json(&Saving { hash: next.to_owned(), changes })))
    }

    fn add(&mut self, lines: &str) -> Result<(), StoreError> {
        self.check_own()?;
        let written = self.file.write_all(lines.as_bytes()).and_then(|()| self.file.sync());
        if let Err(error) = written {
            // Whoever is told that it failed must not find it done later. Where that fails too, the journal is written anew
            // before anything is added to it.
            let _ = self.file.set_length(self.length).and_then(|()| self.file.sync());
            return Err(StoreError::of_io("keep the journal", &self.path, &error));
        }
        self.length += lines.len() as u64;
        Ok(())
    }

    /// An error when the file is gone, or somebody else has written to it: on a file system without locks that may be.
    fn check_own(&self) -> Result<(), StoreError> {
        let failed = |error: &io::Error| StoreError::of_io("keep the journal", &self.path, error);
        if !self.file.is_in_place() {
            return Err(failed(&io::ErrorKind::NotFound.into()));
        }
        let length = self.file.metadata().map_err(|error| failed(&error))?.len();
        if length == self.length {
            return Ok(());
        }
        let hint = "close the project in the other program; what is marked here is written to the journal anew";
        Err(StoreError::new("keep the journal", &self.path, "another program has written to it", hint))
    }
}

/// What the journal of the project at `project`, whose file has the hash `base`, adds to it.
pub(super) fn find(project: &Path, base: &str, article: &Article) -> Result<Found, StoreError> {
    let path = path_of(project);
    match files::read_if_there(&path)? {
        None => Ok(Found::default()),
        Some(bytes) => read(&bytes, base, article).map_err(|error| {
            let kind = if error.message == CHANGED { Trouble::Changed } else { Trouble::Any };
            let hint = format!(
                "its journal {} was left as it is: move it away to open the project without those changes{}{}",
                path.display(),
                if error.hint.is_empty() { "" } else { "; " },
                error.hint
            );
            StoreError { kind, ..StoreError::new("open", project, error.message, hint) }
        }),
    }
}

/// What a journal of these bytes adds to the project file with the hash `base`; an error when it is none, or another's.
pub fn read_changes(bytes: &[u8], base: &str, article: &Article) -> Result<Vec<Change>, ReadError> {
    read(bytes, base, article).map(|found| found.changes)
}

/// Like [`read_changes`], with how much of it could be read.
pub(super) fn read(bytes: &[u8], base: &str, article: &Article) -> Result<Found, ReadError> {
    let no_journal = || ReadError::new("what lies in the place of its journal is no journal", "");
    let mut found = Found { is_there: true, length: bytes.len() as u64, ..Found::default() };
    let mut lines = bytes.split_inclusive(|&byte| byte == b'\n').enumerate().peekable();
    let Some((_, first)) = lines.next() else { return Ok(found) };
    let Some((word, text)) = parts_of(first) else {
        // A crash came before the first line was whole: nothing was ever in it.
        found.torn = true;
        return if lines.peek().is_none() && looks_like_a_line(first) { Ok(found) } else { Err(no_journal()) };
    };
    let head: Option<Head> = serde_json::from_str(text).ok();
    let head = head.filter(|_| word == "journal").ok_or_else(no_journal)?;
    if head.version != VERSION {
        return Err(ReadError::new("its journal was written by another version of Copydesk", "open it with that one"));
    }
    let (mut changes, mut has_saves) = (Vec::new(), false);
    // How many changes the file has already, once that is known.
    let mut included = (head.base == base).then_some(0);
    while let Some((place, line)) = lines.next() {
        let damaged = |reason: String| Some(format!("line {} is damaged ({reason})", place + 1));
        let Some((word, text)) = parts_of(line) else {
            found.torn = lines.peek().is_none();
            found.damage = if found.torn { None } else { damaged("its checksum differs".into()) };
            break;
        };
        if word == "saving" {
            has_saves = true;
            match serde_json::from_str::<Saving>(text) {
                Ok(saving) if saving.hash == base => included = Some(saving.changes),
                Ok(_) => {}
                Err(error) => found.damage = damaged(error.to_string()),
            }
        } else {
            match change_of(word, text, article) {
                Ok(change) => changes.push(change),
                Err(error) => found.damage = damaged(error.message),
            }
        }
        if found.damage.is_some() {
            break;
        }
    }
    let cure = "`copydesk versions` lists the earlier versions of the project";
    let included = included.ok_or_else(|| ReadError::new(CHANGED, cure))?;
    found.is_whole = !has_saves && !found.torn && found.damage.is_none();
    // Of what could be undone after a save that it only announced, it knows nothing.
    found.history = if head.base == base { head.history } else { String::new() };
    found.changes = changes.split_off(included.min(changes.len()));
    Ok(found)
}

/// Notes in the journal of the project at `project`, if there is one, that a file with the hash `next` is about to be there,
/// which has nothing more to do with it. One that cannot be read is put away. Whether it holds changes, which are in no file.
pub(super) fn settle(project: &Path, next: &str) -> Result<bool, StoreError> {
    let path = path_of(project);
    let Some(bytes) = files::read_if_there(&path)? else { return Ok(false) };
    if bytes.split_inclusive(|&byte| byte == b'\n').any(|line| parts_of(line).is_none()) {
        return put_away(project, true).map(|_| false);
    }
    let file = DiskFile::open_to_append(&path).map_err(|error| StoreError::of_io("save", &path, &error))?;
    Journal { file, path, length: bytes.len() as u64 }.announce(next, usize::MAX)?;
    Ok(whole_lines(&bytes).any(|(word, _)| !["journal", "saving"].contains(&word)))
}

/// Takes the journal of the project at `project` away, since the project has all of it. One that is damaged is kept beside
/// it under another name, which is returned.
pub(super) fn put_away(project: &Path, is_damaged: bool) -> Result<Option<PathBuf>, StoreError> {
    let path = path_of(project);
    if !is_damaged {
        return match disk::remove(&path) {
            Ok(()) => Ok(None),
            Err(error) => Err(StoreError::of_io("remove", &path, &error)),
        };
    }
    let name = |number: u32| folders::companion(&disk::resolve(project), "", &format!(".journal.damaged-{number}"));
    let free = (1..).map(name).find(|path| !disk::is_taken(path)).unwrap_or_else(|| name(0));
    match disk::rename(&path, &free).and_then(|()| disk::sync_folder(folders::folder_of(&free))) {
        Ok(()) => Ok(Some(free)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::of_io("keep the damaged journal", &path, &error)),
    }
}

/// The hash of the project file that the journal of the project at `project` continues, and its bytes; nothing when there is
/// none that can be read.
pub(super) fn base_of(project: &Path) -> Option<(String, Vec<u8>)> {
    let bytes = files::read_file(&path_of(project)).ok()?;
    let (word, text) = whole_lines(&bytes).next()?;
    let head: Head = serde_json::from_str(text).ok().filter(|_| word == "journal")?;
    Some((head.base, bytes))
}

/// When the journal of the project at `project` was written last, if there is one with changes and nobody is about to fold it
/// in.
pub fn left_journal(project: &Path) -> Option<SystemTime> {
    let metadata = disk::metadata(&path_of(project)).ok()?;
    match ProjectLock::ask(project, "window") {
        Ok(Asked::Free(_)) => metadata.modified().ok(),
        _ => None,
    }
}

/// Where the journal of the project at `project` lies.
pub(super) fn path_of(project: &Path) -> PathBuf {
    folders::companion(&disk::resolve(project), "", ".journal")
}

/// The hash by which a journal knows a project file.
pub fn hash(bytes: &[u8]) -> String {
    format!("blake3:{}", blake3::hash(bytes).to_hex())
}

fn change_line(article: &Article, change: &Change) -> String {
    let how = match change.how {
        How::Made => "made",
        How::Typed => "typed",
        How::Undone => "undone",
        How::Redone => "redone",
    };
    line(how, &edits::to_text(article, &change.edit))
}

fn change_of(word: &str, text: &str, article: &Article) -> Result<Change, ReadError> {
    let how = match word {
        "made" => How::Made,
        "typed" => How::Typed,
        "undone" => How::Undone,
        "redone" => How::Redone,
        other => return Err(ReadError::new(format!("`{}` is no kind of change", shorten(other)), "")),
    };
    edits::from_text(article, text).map(|edit| Change { how, edit })
}

/// The word and the rest of a whole line.
fn parts_of(line: &[u8]) -> Option<(&str, &str)> {
    let line = std::str::from_utf8(line).ok()?.strip_suffix('\n')?;
    let (sum, text) = line.split_once(' ')?;
    if sum != checksum(text) {
        return None;
    }
    text.split_once(' ')
}

/// Whether these bytes could be a line of a journal that was cut short.
fn looks_like_a_line(bytes: &[u8]) -> bool {
    bytes.iter().take(16).all(u8::is_ascii_hexdigit) && bytes.get(16).is_none_or(|&byte| byte == b' ')
}

/// `text` as a whole line with its checksum, as a journal has it; for other files of lines too.
pub(super) fn line(word: &str, text: &str) -> String {
    let text = format!("{word} {text}");
    format!("{} {text}\n", checksum(&text))
}

/// The word and the text of each whole line of `bytes`, up to the first that is damaged.
pub(super) fn whole_lines(bytes: &[u8]) -> impl Iterator<Item = (&str, &str)> {
    bytes.split_inclusive(|&byte| byte == b'\n').map_while(parts_of)
}

fn json<T: Serialize>(value: &T) -> String {
    // Text and numbers: nothing that JSON cannot hold.
    serde_json::to_string(value).unwrap_or_default()
}

fn checksum(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::faults::{Fault, Plan};
    use super::*;

    #[test]
    fn a_first_line_that_was_cut_short_is_an_empty_journal_and_other_words_are_none() {
        let article = Article::new("Rents.".into()).expect("an article");
        let head = line("journal", &json(&Head { version: VERSION, base: "b".into(), history: String::new() }));
        for cut in 0..=head.len() {
            assert_eq!(read_changes(&head.as_bytes()[..cut], "b", &article), Ok(vec![]), "cut at {cut}");
        }
        for other in ["x", "0123456789abcdefx", "01234 made", "0123456789abcdef x\nmore\n", "0123456789abcdef x\n\n"] {
            assert!(read_changes(other.as_bytes(), "b", &article).is_err(), "{other}");
        }
    }

    #[test]
    fn where_there_is_no_journal_none_is_put_away() {
        let folder = tempfile::tempdir().expect("a folder");
        let project = folder.path().join("a.ron");
        assert_eq!([put_away(&project, true), put_away(&project, false)], [Ok(None), Ok(None)]);
        assert_eq!(settle(&project, "b"), Ok(false));
        std::fs::write(path_of(&project), "damaged").expect("written");
        let plan = Plan::new(folder.path(), Some((0, Fault::Error(io::ErrorKind::PermissionDenied))));
        assert!(put_away(&project, true).is_err());
        plan.end();
        assert!(put_away(&project, true).is_ok_and(|kept| kept.is_some_and(|kept| disk::is_file(&kept))));
        std::fs::create_dir(path_of(&project)).expect("something else in its place");
        std::fs::create_dir(folder.path().join("a.ron.journal/inner")).expect("made");
        assert!(put_away(&project, false).is_err() && settle(&project, "b").is_err());
    }

    #[test]
    fn a_journal_was_left_where_nobody_is_about_to_fold_it_in() {
        let folder = tempfile::tempdir().expect("a folder");
        let project = folder.path().join("a.ron");
        assert_eq!(left_journal(&project), None);
        std::fs::write(path_of(&project), "").expect("written");
        assert!(left_journal(&project).is_some());
        let Ok(Asked::Free(_lock)) = ProjectLock::ask(&project, "window") else { panic!("it is free") };
        assert_eq!(left_journal(&project), None);
    }

    #[test]
    fn nothing_is_added_to_a_journal_that_is_gone_or_another_s() {
        let folder = tempfile::tempdir().expect("a folder");
        let (project, article) = (folder.path().join("a.ron"), Article::new("Rents.".into()).expect("an article"));
        let mut journal = Journal::write(&project, ("b", ""), &article, &[]).expect("written");
        journal.append(&article, &[]).expect("it is there");
        assert_eq!(settle(&project, "next"), Ok(false), "it holds no change");
        let bytes = files::read_file(&path_of(&project)).expect("it is whole, and goes on");
        assert_eq!(whole_lines(&bytes).map(|(word, _)| word).collect::<Vec<_>>(), ["journal", "saving"]);
        std::fs::remove_file(path_of(&project)).expect("removed");
        assert!(journal.append(&article, &[]).is_err());
        std::fs::write(path_of(&project), bytes).expect("by another program");
        assert!(journal.append(&article, &[]).is_err());
    }
}
