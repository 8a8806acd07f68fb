//! Who changes a project? One process at a time, by a lock of the operating system on its file.
//!
//! The lock is on the file itself, so nothing is left behind when a process dies. A save puts a new file in the place of
//! the old one; whoever got the lock of a file that is no longer there tries again with the one that is.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use super::StoreError;

/// How long to wait for another process that only saves.
const PATIENCE: Duration = Duration::from_secs(2);

/// The right to change one project, until it is dropped.
#[derive(Debug)]
pub struct ProjectLock {
    _file: Option<File>,
}

impl ProjectLock {
    /// The right to change the project at `path`; waits a moment for another process, then says that there is one.
    pub fn take(path: &Path) -> Result<Self, StoreError> {
        let began = Instant::now();
        loop {
            if let Some(lock) = Self::try_take(path)? {
                return Ok(lock);
            }
            if began.elapsed() > PATIENCE {
                let hint = "wait until it is done there, or close it; nothing was changed";
                return Err(StoreError::new("change", path, "another copydesk is changing it at the moment", hint));
            }
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// The right to change the project at `path`, unless another process has it.
    pub fn try_take(path: &Path) -> Result<Option<Self>, StoreError> {
        let failed = |error: io::Error| StoreError::of_io("open", path, &error);
        let file = File::open(path).map_err(failed)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Ok(None),
            // Some network file systems have no locks: then there is nobody to ask.
            Err(TryLockError::Error(_)) => Ok(Some(Self { _file: None })),
            Ok(()) if is_at(&file, path) => Ok(Some(Self { _file: Some(file) })),
            Ok(()) => Ok(None),
        }
    }
}

/// Whether `file` is the one that is at `path` now.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |a: &std::fs::Metadata, b: &std::fs::Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
    matches!((file.metadata(), std::fs::metadata(path)), (Ok(own), Ok(there)) if same(&own, &there))
}

/// Elsewhere a file that is open cannot be replaced.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_and_the_next_when_it_is_dropped() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.ron");
        std::fs::write(&path, "old").expect("written");
        let lock = ProjectLock::take(&path).expect("free");
        assert!(ProjectLock::try_take(&path).expect("there").is_none());
        assert!(ProjectLock::take(&path).expect_err("taken").message.contains("another copydesk"));
        drop(lock);
        assert!(ProjectLock::try_take(&path).expect("there").is_some());
        assert!(ProjectLock::take(&folder.path().join("none.ron")).is_err());
    }
}
