//! Who changes a project? One process at a time, by a lock of the operating system.
//!
//! The lock is on a file beside the project, `.NAME.lock`, which says who has it. The system takes the lock back when the
//! process ends, however it ends; a lock file that was left behind then holds nobody up, and the next one takes it along.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::disk::{self, DiskFile, TryLockError};
use super::{StoreError, folders};
use crate::format::named;
use crate::project::Moment;

/// How long to wait for another process that only saves.
const PATIENCE: Duration = Duration::from_secs(2);
/// The longest that a holder says of itself, in bytes.
const LONGEST: u64 = 4096;

/// The right to change one project, until it is dropped.
#[derive(Debug)]
pub struct ProjectLock {
    /// Nothing where the folder takes no file or the file system has no locks: then there is nobody to ask.
    held: Option<(DiskFile, PathBuf)>,
}

/// Who has the right to change a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Holder {
    /// The name of the person; may be empty.
    pub who: String,
    /// "window" or "command".
    pub what: String,
    /// The number of the process.
    pub process: u32,
    /// The machine; may be empty.
    pub machine: String,
    /// Since when, in RFC 3339; may be empty.
    pub since: String,
}

/// What came of asking for a lock.
#[derive(Debug)]
pub enum Asked {
    /// It was free.
    Free(ProjectLock),
    /// Somebody has it.
    Held(Holder),
}

impl Holder {
    /// This process, which is a `what`: "window" or "command".
    pub fn this(what: &str) -> Self {
        Self {
            who: super::annotator(),
            what: what.to_owned(),
            process: std::process::id(),
            machine: machine(),
            since: Moment::now().to_string(),
        }
    }

    /// The holder that a lock file of `bytes` names, as far as it does.
    pub fn read(bytes: &[u8]) -> Self {
        serde_json::from_slice(bytes).unwrap_or_default()
    }
}

impl fmt::Display for Holder {
    /// "ines has it open in a window (process 4242) since 2026-03-14T09:30:00Z".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.process == 0 {
            return f.write_str("another copydesk is changing it at the moment");
        }
        let who = if self.who.is_empty() { "somebody".into() } else { named(&self.who) };
        match self.what.as_str() {
            "window" => write!(f, "{who} has it open in a window")?,
            _ => write!(f, "{who} is changing it by a command")?,
        }
        write!(f, " (process {}", self.process)?;
        if !self.machine.is_empty() && self.machine != machine() {
            write!(f, " on {}", named(&self.machine))?;
        }
        match self.since.parse::<Moment>() {
            Ok(since) => write!(f, ") since {}", since.in_words()),
            Err(_) => f.write_str(")"),
        }
    }
}

/// The name of this machine, where that is easily known.
fn machine() -> String {
    let name = super::files::read_file(Path::new("/proc/sys/kernel/hostname")).unwrap_or_default();
    String::from_utf8_lossy(&name).trim().to_owned()
}

impl ProjectLock {
    /// The right to change the project at `path`, for a command; waits a moment for another process, then says who it is.
    pub fn take(path: &Path) -> Result<Self, StoreError> {
        let began = Instant::now();
        loop {
            match Self::ask(path, "command")? {
                Asked::Free(lock) => return Ok(lock),
                Asked::Held(holder) if began.elapsed() > PATIENCE => return Err(StoreError::held(path, holder)),
                Asked::Held(_) => thread::sleep(Duration::from_millis(10)),
            }
        }
    }

    /// The right to change the project at `path`, for a process that is a `what`, or who has it.
    pub fn ask(path: &Path, what: &str) -> Result<Asked, StoreError> {
        let lock = folders::companion(&disk::resolve(path), ".", ".lock");
        loop {
            let file = match DiskFile::open_or_create_or_read(&lock) {
                Ok(file) => file,
                Err(error) if is_no_place(&error) => return Ok(Asked::Free(Self { held: None })),
                Err(error) => return Err(StoreError::of_io("open", path, &error)),
            };
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => return Ok(Asked::Held(holder_in(&lock))),
                Err(TryLockError::Error(_)) => {
                    // Some network file systems have no locks.
                    let _ = disk::remove(&lock);
                    return Ok(Asked::Free(Self { held: None }));
                }
                // Whoever had it before has just taken the file away: the lock of a file that nobody finds is none.
                Ok(()) if !file.is_in_place() => {}
                Ok(()) => return Ok(Asked::Free(Self { held: Some((signed(file, what), lock)) })),
            }
        }
    }

    /// Whether other processes are kept out by it.
    pub fn is_real(&self) -> bool {
        self.held.is_some()
    }
}

impl Drop for ProjectLock {
    fn drop(&mut self) {
        if let Some((_file, path)) = self.held.take() {
            // Taken away while it is still locked, so that nobody is found in the middle of taking it.
            let _ = disk::remove(&path);
        }
    }
}

/// Says in the lock file who has it. A file that says nothing is a lock all the same.
fn signed(mut file: DiskFile, what: &str) -> DiskFile {
    let words = serde_json::to_vec(&Holder::this(what)).unwrap_or_default();
    let _ = file.set_length(0).and_then(|()| file.write_all(&words));
    file
}

fn holder_in(lock: &Path) -> Holder {
    let mut bytes = Vec::new();
    let read = DiskFile::open(lock).and_then(|mut file| file.read_to_end(&mut bytes, LONGEST));
    read.map(|_| Holder::read(&bytes)).unwrap_or_default()
}

/// Whether nobody could make a file there: then nobody can save there either, and there is nothing to keep apart.
fn is_no_place(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    matches!(
        error.kind(),
        Kind::PermissionDenied | Kind::ReadOnlyFilesystem | Kind::StorageFull | Kind::QuotaExceeded | Kind::Unsupported
    )
}

#[cfg(test)]
mod tests {
    use super::super::disk::Step;
    use super::super::faults::{Fault, Plan};
    use super::*;

    fn is_free(path: &Path) -> bool {
        matches!(ProjectLock::ask(path, "window"), Ok(Asked::Free(_)))
    }

    #[test]
    fn one_at_a_time_and_the_next_when_it_is_dropped() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.ron");
        let lock_file = folder.path().join(".a.ron.lock");
        let Ok(Asked::Free(lock)) = ProjectLock::ask(&path, "window") else { panic!("it is free") };
        let Ok(Asked::Held(holder)) = ProjectLock::ask(&path, "command") else { panic!("it is taken") };
        assert_eq!((holder.process, holder.what.as_str()), (std::process::id(), "window"));
        let error = ProjectLock::take(&path).expect_err("taken");
        assert!(error.message.contains("has it open in a window (process "), "{error}");
        assert!(lock.is_real() && lock_file.exists());
        drop(lock);
        assert!(!lock_file.exists() && is_free(&path) && !lock_file.exists());
    }

    #[test]
    fn a_lock_file_that_was_left_behind_holds_nobody_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.ron");
        std::fs::write(folder.path().join(".a.ron.lock"), "{\"process\":1}").expect("left");
        assert!(is_free(&path));
        assert!(!folder.path().join(".a.ron.lock").exists());
    }

    #[test]
    fn what_a_lock_file_says_is_taken_as_far_as_it_makes_sense() {
        let words = |bytes: &[u8]| Holder::read(bytes).to_string();
        assert_eq!(words(b"\xff{"), "another copydesk is changing it at the moment");
        assert_eq!(words(b"{\"process\":7}"), "somebody is changing it by a command (process 7)");
        let all = br#"{"who":"ines","what":"window","process":7,"machine":"desk 3","since":"2026-03-14T09:30:00Z"}"#;
        assert!(words(all).starts_with("ines has it open in a window (process 7 on desk 3) since "), "{}", words(all));
    }

    #[test]
    fn without_locks_nobody_is_kept_out_and_nothing_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.ron");
        for (place, kind) in [(0, io::ErrorKind::PermissionDenied), (1, io::ErrorKind::Unsupported)] {
            let plan = Plan::new(folder.path(), Some((place, Fault::Error(kind))));
            let Ok(Asked::Free(lock)) = ProjectLock::ask(&path, "window") else { panic!("nobody to ask") };
            assert!(!lock.is_real() && plan.struck().is_some_and(|step| [Step::Create, Step::Lock].contains(&step)));
            plan.end();
            drop(lock);
            assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
        }
        assert!(ProjectLock::ask(&folder.path().join("none/a.ron"), "window").is_err());
    }

    #[test]
    fn a_command_waits_for_another_that_only_saves() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.ron");
        let Ok(Asked::Free(lock)) = ProjectLock::ask(&path, "command") else { panic!("it is free") };
        let other = thread::spawn(move || {
            thread::sleep(Duration::from_millis(200));
            drop(lock);
        });
        assert!(ProjectLock::take(&path).is_ok_and(|lock| lock.is_real()));
        other.join().expect("it has ended");
    }

    #[test]
    fn this_process_says_who_it_is_and_names_no_machine_where_that_is_the_reader_s_own() {
        let holder = Holder::this("window");
        let words = holder.to_string();
        assert!(words.contains(&format!("has it open in a window (process {}) since ", std::process::id())), "{words}");
        assert!(!cfg!(target_os = "linux") || !holder.machine.is_empty());
        assert!(Holder { machine: "elsewhere".into(), ..holder }.to_string().contains(" on elsewhere) since "));
    }
}
