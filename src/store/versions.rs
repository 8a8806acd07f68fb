//! What did a project say before? Copies of its last saves, in the state folder, thinned as they grow older.
//!
//! Each is a whole project file of its own, so a project that cannot be read never takes its earlier versions with it. Its
//! name says when it was kept, why, and how much is in it, so that a list of them opens none.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{Existing, Over, State, StoreError, Trouble, disk, files, journal, project_file, texts};
use crate::format::ron;
use crate::progress::Progress;
use crate::project::{Article, Edit, History, Moment, Project};

/// How many of the latest versions are always kept.
const LATEST: usize = 10;
/// How many versions are kept at most.
const MOST: usize = 50;
/// How many bytes the versions of a project take at most, the three latest apart.
const MOST_BYTES: u64 = 256 << 20;
/// How many steps of undo outlive a save, at most, and how many bytes they take.
const STEPS: usize = 1000;
const STEP_BYTES: usize = 4 << 20;

/// One earlier version of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// When it was kept, in milliseconds since 1970.
    milliseconds: u64,
    /// Why it was kept.
    pub why: Why,
    /// How many annotations and how many relations it has; nothing of what may be no project at all.
    pub counts: Option<(usize, usize)>,
    /// Its file.
    path: PathBuf,
}

/// Why a version was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It was saved.
    Saved,
    /// It was on the screen, and a person let it go.
    Discarded,
    /// It was found in the place of the project, written by another program, when that was saved over.
    Found,
}

impl Why {
    const ALL: [Self; 3] = [Self::Saved, Self::Discarded, Self::Found];

    fn word(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Discarded => "discarded",
            Self::Found => "found",
        }
    }

    /// What is said of such a version.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Discarded => "discarded without saving",
            Self::Found => "written by another program",
        }
    }
}

impl Version {
    /// When it was kept.
    pub fn at(&self) -> Option<Moment> {
        Moment::of_second(i64::try_from(self.milliseconds / 1000).ok()?)
    }

    /// "12 annotations, 3 relations".
    pub fn counts_in_words(&self) -> String {
        let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        match self.counts {
            None => "cannot be counted".into(),
            Some((annotations, 0)) => counted(annotations, "annotation"),
            Some((annotations, relations)) => {
                format!("{}, {}", counted(annotations, "annotation"), counted(relations, "relation"))
            }
        }
    }

    /// Whether its file holds `bytes`; it is read only where it could.
    fn holds(&self, bytes: &[u8]) -> bool {
        let length = disk::metadata(&self.path).map(|metadata| metadata.len());
        length.is_ok_and(|length| length == bytes.len() as u64)
            && files::read_file(&self.path).is_ok_and(|own| own == bytes)
    }

    /// The version in the file at `path`, if its name is one of a version.
    fn of_file(path: PathBuf) -> Option<Self> {
        let name = path.file_name()?.to_str()?.strip_suffix(".ron")?;
        let mut parts = name.split('-');
        let milliseconds = parts.next()?.parse().ok()?;
        let word = parts.next()?;
        let why = Why::ALL.into_iter().find(|why| why.word() == word)?;
        let counts = match (parts.next(), parts.next()) {
            (Some(annotations), Some(relations)) => Some((annotations.parse().ok()?, relations.parse().ok()?)),
            _ => None,
        };
        Some(Self { milliseconds, why, counts, path })
    }

    fn file_name(milliseconds: u64, why: Why, counts: Option<(usize, usize)>) -> String {
        let counts = counts.map_or(String::new(), |(annotations, relations)| format!("-{annotations}-{relations}"));
        format!("{milliseconds:014}-{}{counts}.ron", why.word())
    }
}

/// The earlier versions of the project at `project`, the latest first.
pub fn versions(state: &State, project: &Path) -> Vec<Version> {
    let entries = state.versions_of(project).and_then(|folder| disk::entries(&folder).ok()).unwrap_or_default();
    let mut versions: Vec<Version> = entries.into_iter().filter_map(Version::of_file).collect();
    versions.sort_by(|a, b| b.path.cmp(&a.path));
    versions
}

/// The project as it was in a version of the project at `project`.
pub fn open_version(project: &Path, version: &Version, progress: &Progress) -> Result<Project, StoreError> {
    let bytes = files::read_file(&version.path)?;
    // The text of a large article lies beside the version, or else beside the project.
    project_file::read_project(&version.path, &bytes, &[&version.path, project], progress)
}

/// Makes the project at `path` again what it was in a version. What is there, with its journal, becomes a version itself; what
/// cannot be read is kept all the same. Returns what a person should know, a sentence each.
pub fn restore(path: &Path, version: &Version, state: &State) -> Result<Vec<String>, StoreError> {
    let project = open_version(path, version, &Progress::default())?;
    let (opened, mut keeping) = match project_file::open_to_change(path, state) {
        Ok(opened) => opened,
        Err(error) if matches!(error.kind, Trouble::Held(_)) => return Err(error),
        Err(_) => {
            let journal = if disk::is_taken(&journal::path_of(path)) { journal::put_away(path, true)? } else { None };
            if let Some(bytes) = files::read_if_there(path)? {
                keep_before(state, path, &bytes, None)?;
            }
            project_file::save_new(path, &project, Existing::Replace, state)?;
            let note =
                |journal: PathBuf| format!("its journal could not be read, and is kept as {}", journal.display());
            return Ok(journal.map(note).into_iter().collect());
        }
    };
    if opened.recovered > 0 {
        keep_discarded(state, path, &opened.project)?;
    }
    keeping.save(path, &project, None, Over::Own).map(|saved| saved.notes)
}

/// The version of the project at `path` whose file has the hash `hash`.
pub(super) fn version_with(state: &State, path: &Path, hash: &str) -> Option<Version> {
    let has = |version: &Version| files::read_file(&version.path).is_ok_and(|bytes| journal::hash(&bytes) == hash);
    versions(state, path).into_iter().find(has)
}

/// Keeps `project`, which stands at `path`, as a version, and lets go of old ones. `bytes` are those of its file.
///
/// A version is an addition: whoever saves is only told when there is none.
pub(super) fn keep(
    state: &State,
    path: &Path,
    project: &Project,
    bytes: &[u8],
    (why, at): (Why, SystemTime),
) -> Result<(), StoreError> {
    let counts = (project.annotations().len(), project.relations().iter().count());
    let Some(version) = keep_bytes(state, path, bytes, (why, at), Some(counts))? else { return Ok(()) };
    if let Some(text_file) = ron::text_file(project) {
        texts::keep(&version, &text_file, project.text())?;
    }
    Ok(())
}

/// Keeps `project` as it is on the screen as a version of the project at `path`.
pub fn keep_discarded(state: &State, path: &Path, project: &Project) -> Result<(), StoreError> {
    let written = ron::write_apart(project, &Progress::default());
    let (bytes, _) = written.map_err(|cancelled| StoreError::new("keep", path, cancelled, ""))?;
    keep(state, path, project, &bytes, (Why::Discarded, SystemTime::now()))
}

/// Keeps what is at `path` before it is saved over, unless it is one of the versions already. What this program has opened
/// there is known as a `project`; anything else was written by another program.
pub(super) fn keep_before(
    state: &State,
    path: &Path,
    bytes: &[u8],
    project: Option<&Project>,
) -> Result<(), StoreError> {
    if versions(state, path).iter().any(|version| version.holds(bytes)) {
        return Ok(());
    }
    let at = disk::metadata(path).and_then(|metadata| metadata.modified()).unwrap_or_else(|_| SystemTime::now());
    match project {
        Some(project) => keep(state, path, project, bytes, (Why::Saved, at)),
        None => keep_bytes(state, path, bytes, (Why::Found, at), None).map(drop),
    }
}

/// Keeps `bytes`; returns where, or nothing when the latest version has them or nothing is kept at all.
fn keep_bytes(
    state: &State,
    path: &Path,
    bytes: &[u8],
    (why, at): (Why, SystemTime),
    counts: Option<(usize, usize)>,
) -> Result<Option<PathBuf>, StoreError> {
    let Some(folder) = state.versions_of(path) else { return Ok(None) };
    let known = versions(state, path);
    let same = known.first().filter(|latest| latest.holds(bytes));
    if same.is_some_and(|latest| latest.counts.is_some() || counts.is_none()) {
        return Ok(None);
    }
    disk::make_private_folder(&folder).map_err(|error| StoreError::of_io("make the folder", &folder, &error))?;
    let at = at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis();
    // Two in one millisecond, or a clock that went back: the later one is still the latest.
    let milliseconds = u64::try_from(at).unwrap_or(0).max(known.first().map_or(0, |latest| latest.milliseconds + 1));
    let place = folder.join(Version::file_name(milliseconds, why, counts));
    files::write_whole(&place, bytes, Existing::Replace)?;
    if let Some(latest) = same {
        // More is known of it now.
        let _ = disk::remove(&latest.path);
    }
    let size = |version: &Version| disk::metadata(&version.path).map_or(0, |metadata| metadata.len());
    let known = versions(state, path);
    let sized: Vec<(u64, u64)> = known.iter().map(|version| (version.milliseconds, size(version))).collect();
    for (version, stays) in known.iter().zip(thinned(&sized)) {
        if !stays {
            // What cannot be removed now is removed another time.
            let _ = disk::remove(&version.path);
        }
    }
    Ok(Some(place))
}

/// Which of the versions stay, the latest first, each with its time in milliseconds and its size in bytes: the latest ten;
/// of older ones the last in each hour, of those older than two days the last in each day; and no more than fit.
fn thinned(versions: &[(u64, u64)]) -> Vec<bool> {
    const HOUR: u64 = 60 * 60 * 1000;
    let newest = versions.first().map_or(0, |(time, _)| *time);
    let bucket = |time: u64| {
        if newest.saturating_sub(time) < 48 * HOUR { (0, time / HOUR) } else { (1, time / (24 * HOUR)) }
    };
    let (mut count, mut bytes, mut last) = (0, 0, None);
    let mut stays = Vec::with_capacity(versions.len());
    for &(time, size) in versions {
        let is_wanted = count < LATEST || last != Some(bucket(time));
        let fits = count < 3 || (count < MOST && bytes + size <= MOST_BYTES);
        if is_wanted && fits {
            count += 1;
            bytes += size;
            last = Some(bucket(time));
        }
        stays.push(is_wanted && fits);
    }
    stays
}

/// Notes what a person may still undo and redo in the project at `path`, whose file has the hash `base`; returns the hash of
/// that note.
pub(super) fn keep_history(
    state: &State,
    path: &Path,
    base: &str,
    article: &Article,
    history: &History,
) -> Result<String, StoreError> {
    let Some(folder) = state.versions_of(path) else { return Ok(String::new()) };
    disk::make_private_folder(&folder).map_err(|error| StoreError::of_io("make the folder", &folder, &error))?;
    let written = |word, edit: &Edit| journal::line(word, &crate::format::edits::to_text(article, edit));
    // The nearest steps are the ones that count.
    let mut room = STEP_BYTES;
    let mut steps = Vec::new();
    let nearest = history.redoing().rev().map(|edit| written("redo", edit));
    for step in nearest.chain(history.undoing().rev().map(|edit| written("undo", edit))).take(STEPS) {
        if step.len() > room {
            break;
        }
        room -= step.len();
        steps.push(step);
    }
    let text = journal::line("history", base) + &steps.concat();
    files::write_whole(&folder.join("history"), text.as_bytes(), Existing::Replace)?;
    Ok(journal::hash(text.as_bytes()))
}

/// What a person may still undo and redo in the project at `path`, whose file has the hash `base`, and the hash of the note
/// of it; empty when there is none.
pub(super) fn history_of(state: &State, path: &Path, base: &str, article: &Article) -> (History, String) {
    let file = state.versions_of(path).map(|folder| folder.join("history"));
    match file.and_then(|file| files::read_file(&file).ok()) {
        Some(bytes) => (read_history(&bytes, base, article), journal::hash(&bytes)),
        None => (History::default(), String::new()),
    }
}

/// The history that the bytes of a file of one tell, if it is of the project file with the hash `base`.
pub fn read_history(bytes: &[u8], base: &str, article: &Article) -> History {
    let mut lines = journal::whole_lines(bytes);
    if lines.next() != Some(("history", base)) {
        return History::default();
    }
    let (mut undo, mut redo) = (Vec::new(), Vec::new());
    for (word, text) in lines {
        let Ok(edit) = crate::format::edits::from_text(article, text) else { break };
        if word == "undo" { undo.push(edit) } else { redo.push(edit) }
    }
    undo.reverse();
    redo.reverse();
    History::remembered(undo, redo)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: u64 = 60 * 60 * 1000;

    #[test]
    fn the_latest_stay_and_older_ones_are_thinned() {
        let every_minute: Vec<(u64, u64)> = (0..3000).map(|minute| ((100 * HOUR) - minute * 60_000, 1)).collect();
        let stays = thinned(&every_minute);
        assert!(stays[..10].iter().all(|stays| *stays), "the latest ten");
        let times: Vec<u64> = every_minute.iter().zip(&stays).filter(|(_, stays)| **stays).map(|(v, _)| v.0).collect();
        assert_eq!(times.len(), 50, "no more than fifty");
        assert!(times[11..].windows(2).all(|pair| pair[0] / HOUR != pair[1] / HOUR), "one an hour");
        let days: Vec<(u64, u64)> = (0..200).map(|step| (10_000 * HOUR - step * 6 * HOUR, 1)).collect();
        let stays = thinned(&days);
        let days: Vec<u64> =
            days.iter().zip(&stays).filter(|(_, stays)| **stays).map(|(v, _)| v.0 / (24 * HOUR)).collect();
        assert!(days[11..].windows(2).all(|pair| pair[0] != pair[1]), "one a day");
        assert!(*days.last().expect("one") < days[0] - 35, "that reach back");
    }

    #[test]
    fn what_is_too_large_goes_but_for_the_last_three() {
        let large: Vec<(u64, u64)> = (0..10).map(|step| (100 - step, MOST_BYTES / 2 + 1)).collect();
        assert_eq!(thinned(&large).iter().filter(|stays| **stays).count(), 3);
        let small: Vec<(u64, u64)> = (0..10).map(|step| (100 - step, MOST_BYTES / 4)).collect();
        assert_eq!(thinned(&small).iter().filter(|stays| **stays).count(), 4);
        assert_eq!(thinned(&[]), [false; 0]);
    }

    #[test]
    fn a_name_says_when_why_and_how_much() {
        let check = |milliseconds, why, counts| {
            let path = Path::new("/v").join(Version::file_name(milliseconds, why, counts));
            assert_eq!(Version::of_file(path.clone()), Some(Version { milliseconds, why, counts, path }));
        };
        check(1_790_000_000_123, Why::Saved, Some((12, 3)));
        check(0, Why::Discarded, Some((0, 0)));
        check(99, Why::Found, None);
        for name in ["history", "1-lost-1-1.ron", "x-saved-1-1.ron", "1-saved-1-x.ron", "1-saved.txt", "article-00.txt"]
        {
            assert_eq!(Version::of_file(Path::new("/v").join(name)), None, "{name}");
        }
    }

    #[test]
    fn at_the_edges_of_an_hour_and_of_two_days() {
        let minutes: Vec<(u64, u64)> = (0..20).map(|minute| (100 * HOUR - minute * 60_000, 1)).collect();
        assert!(!thinned(&minutes)[10], "the eleventh is not the last in its hour");
        let newest = 100 * 24 * HOUR + 5 * HOUR;
        let mut versions: Vec<(u64, u64)> = (0..10).map(|step| (newest - step, 1)).collect();
        versions.extend([(newest - 48 * HOUR, 1), (newest - 49 * HOUR, 1)]);
        assert_eq!(thinned(&versions)[10..], [true, false], "two days old, they are of one day");
    }

    #[test]
    fn a_version_says_when_why_and_how_much_in_words() {
        let version =
            |counts| Version { milliseconds: 1_790_000_000_999, why: Why::Saved, counts, path: PathBuf::new() };
        assert_eq!(version(None).at(), Moment::of_second(1_790_000_000));
        let words = |counts| version(counts).counts_in_words();
        assert_eq!((words(None), words(Some((12, 0)))), ("cannot be counted".into(), "12 annotations".into()));
        assert_eq!(
            (words(Some((1, 1))), words(Some((0, 2)))),
            ("1 annotation, 1 relation".into(), "0 annotations, 2 relations".into())
        );
        assert_eq!(Why::ALL.map(Why::in_words), ["saved", "discarded without saving", "written by another program"]);
    }

    #[test]
    fn each_version_is_kept_once_and_a_later_one_comes_first_whatever_the_clock_says() {
        let folder = tempfile::tempdir().expect("a folder");
        let (state, path) = (State::within(folder.path()), folder.path().join("a.ron"));
        let noon = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_790_000_000);
        let keep = |bytes: &[u8], counts| {
            keep_bytes(&state, &path, bytes, (Why::Saved, noon), counts).expect("kept").is_some()
        };
        let kept = || {
            versions(&state, &path).iter().map(|version| files::read_file(&version.path)).collect::<Result<Vec<_>, _>>()
        };
        assert!(keep(b"one", Some((1, 0))) && !keep(b"one", Some((1, 0))) && !keep(b"one", None));
        assert!(keep(b"two", Some((1, 0))));
        assert_eq!(kept(), Ok(vec![b"two".to_vec(), b"one".to_vec()]));
        for (bytes, count) in [(b"one", 2), (b"six", 3), (b"six", 3)] {
            keep_before(&state, &path, bytes, None).expect("kept");
            assert_eq!(versions(&state, &path).len(), count, "what is kept is not kept again");
        }
    }

    #[test]
    fn of_a_history_the_nearest_steps_that_fit_are_kept() {
        use crate::project::{Id, draw};
        let folder = tempfile::tempdir().expect("a folder");
        let (state, path) = (State::within(folder.path()), folder.path().join("a.ron"));
        let kept = |notes: &[String]| {
            let (mut project, mut history) = (draw("Rents.\n^^^^^ claim"), History::default());
            for text in notes {
                let edit = Edit::Note { id: Id::new("a1").expect("an id"), text: text.clone() };
                history.edit(&mut project, edit).expect("allowed");
            }
            keep_history(&state, &path, "base", project.article(), &history).expect("kept");
            let (read, _) = history_of(&state, &path, "base", project.article());
            assert!(read.undoing().rev().zip(history.undoing().rev()).all(|(read, own)| read == own));
            read.undoing().len()
        };
        assert_eq!(kept(&(0..1200).map(|number| number.to_string()).collect::<Vec<_>>()), 1000);
        let long = "x".repeat(STEP_BYTES / 2 + 1);
        assert_eq!(kept(&[long.clone(), long, String::new()]), 1, "two of more than half have no room");
    }
}
