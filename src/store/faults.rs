//! What if the disk fails just there? Refuses, cuts short or ends every step of what is done below one folder.
//!
//! Plans are held by folder, so that tests beside each other do not meet. A plan also knows what would be left after a power
//! cut: of a file what was synced last, of a folder the names that were synced last. That is the worst that a disk may do
//! that keeps what it was told to keep.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::disk::Step;

/// How a step fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is refused, and all goes on.
    Error(io::ErrorKind),
    /// Half of a write is done, and then the disk is full.
    ShortWrite,
    /// The process ends there: nothing more is done.
    Crash,
    /// The same, and what was not synced is lost.
    PowerCut,
}

impl Fault {
    pub(super) const ALL: [Self; 7] = [
        Self::Error(io::ErrorKind::StorageFull),
        Self::Error(io::ErrorKind::PermissionDenied),
        Self::Error(io::ErrorKind::NotFound),
        Self::Error(io::ErrorKind::Other),
        Self::ShortWrite,
        Self::Crash,
        Self::PowerCut,
    ];

    /// Whether the process goes on after it.
    pub(super) fn is_survived(self) -> bool {
        !matches!(self, Self::Crash | Self::PowerCut)
    }
}

/// What happens to the steps below a folder, for as long as it is held.
pub(super) struct Plan {
    folder: PathBuf,
    state: Arc<Mutex<State>>,
}

struct State {
    folder: PathBuf,
    /// The steps so far.
    taken: Vec<Step>,
    /// At which step what happens.
    fault: Option<(usize, Fault)>,
    /// Which step it happened to.
    struck: Option<Step>,
    /// Whether nothing is done any more.
    over: bool,
    kept: Kept,
}

/// What a power cut leaves: the bytes that were synced, under the names that were synced.
#[derive(Default)]
struct Kept {
    files: Vec<Vec<u8>>,
    now: BTreeMap<PathBuf, usize>,
    synced: BTreeMap<PathBuf, usize>,
}

static PLANS: Mutex<Vec<Arc<Mutex<State>>>> = Mutex::new(Vec::new());

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Plan {
    /// Counts the steps below `folder`; the one numbered `place` meets the fault.
    pub(super) fn new(folder: &Path, fault: Option<(usize, Fault)>) -> Self {
        let folder = fs::canonicalize(folder).expect("the folder is there");
        let mut kept = Kept::default();
        kept.find(&folder);
        let state = State { folder: folder.clone(), taken: Vec::new(), fault, struck: None, over: false, kept };
        let state = Arc::new(Mutex::new(state));
        held(&PLANS).push(Arc::clone(&state));
        Self { folder, state }
    }

    /// The step that met the fault, if one did.
    pub(super) fn struck(&self) -> Option<Step> {
        held(&self.state).struck
    }

    /// How many steps were taken.
    pub(super) fn steps(&self) -> usize {
        held(&self.state).taken.len()
    }

    /// Ends it. After a power cut the folder is as the disk has kept it.
    pub(super) fn end(self) {
        held(&PLANS).retain(|plan| !Arc::ptr_eq(plan, &self.state));
        let state = held(&self.state);
        if state.over && matches!(state.fault, Some((_, Fault::PowerCut))) {
            state.kept.restore(&self.folder);
        }
    }
}

impl Drop for Plan {
    fn drop(&mut self) {
        held(&PLANS).retain(|plan| !Arc::ptr_eq(plan, &self.state));
    }
}

impl Kept {
    fn find(&mut self, folder: &Path) {
        for path in below(folder) {
            self.now.insert(path.clone(), self.files.len());
            self.synced.insert(path.clone(), self.files.len());
            self.files.push(fs::read(&path).expect("a file"));
        }
    }

    fn created(&mut self, path: &Path) {
        if !self.now.contains_key(path) {
            self.now.insert(path.to_owned(), self.files.len());
            self.files.push(Vec::new());
        }
    }

    fn restore(&self, folder: &Path) {
        for path in below(folder) {
            if !self.synced.contains_key(&path) {
                fs::remove_file(&path).expect("removed");
            }
        }
        for (path, &file) in &self.synced {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).expect("made");
            }
            fs::write(path, &self.files[file]).expect("written");
        }
    }
}

/// Every file below `folder`.
pub(super) fn below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files = Vec::new();
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            files.extend(below(&path));
        } else if !path.is_symlink() {
            files.push(path);
        }
    }
    files
}

fn plan_of(path: &Path) -> Option<Arc<Mutex<State>>> {
    held(&PLANS).iter().find(|plan| path.starts_with(&held(plan).folder)).cloned()
}

fn ended() -> io::Error {
    io::Error::other("the world has ended")
}

pub(super) fn begin(step: Step, path: &Path) -> io::Result<()> {
    meet(step, path).map(drop)
}

pub(super) fn begin_write(path: &Path, length: usize) -> io::Result<usize> {
    meet(Step::Write, path).map(|is_whole| if is_whole { length } else { length / 2 })
}

/// Lets a step happen, whole or half, or not.
fn meet(step: Step, path: &Path) -> io::Result<bool> {
    let Some(plan) = plan_of(path) else { return Ok(true) };
    let mut state = held(&plan);
    if state.over {
        return Err(ended());
    }
    state.taken.push(step);
    let Some((_, fault)) = state.fault.filter(|(place, _)| *place + 1 == state.taken.len()) else { return Ok(true) };
    if fault == Fault::ShortWrite && step != Step::Write {
        return Ok(true);
    }
    state.struck = Some(step);
    match fault {
        Fault::Error(kind) => Err(kind.into()),
        Fault::ShortWrite => Ok(false),
        Fault::Crash | Fault::PowerCut => {
            state.over = true;
            // What is written at that moment may be there in part.
            if step == Step::Write { Ok(false) } else { Err(ended()) }
        }
    }
}

pub(super) fn end(step: Step, path: &Path) {
    let Some(plan) = plan_of(path) else { return };
    let kept = &mut held(&plan).kept;
    match step {
        Step::Create => kept.created(path),
        Step::Sync => {
            if let Some(&file) = kept.now.get(path) {
                kept.files[file] = fs::read(path).unwrap_or_default();
            }
        }
        Step::Remove => drop(kept.now.remove(path)),
        Step::RemoveFolder => kept.now.retain(|name, _| !name.starts_with(path)),
        Step::SyncFolder => {
            // Names here, and those in folders that are gone from here.
            let Kept { now, synced, .. } = kept;
            synced.retain(|name, _| !name.starts_with(path) || (name.parent() != Some(path) && now.contains_key(name)));
            let here: Vec<_> = kept.now.iter().filter(|(name, _)| name.parent() == Some(path)).collect();
            let here: Vec<_> = here.into_iter().map(|(name, file)| (name.clone(), *file)).collect();
            kept.synced.extend(here);
        }
        _ => {}
    }
}

pub(super) fn renamed(from: &Path, to: &Path) {
    let Some(plan) = plan_of(to) else { return };
    let kept = &mut held(&plan).kept;
    if let Some(file) = kept.now.remove(from) {
        kept.now.insert(to.to_owned(), file);
    }
}
