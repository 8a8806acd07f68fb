//! How does a file change? Whole or not at all.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::{self, DiskFile, Permissions, Temporary};
use super::{StoreError, folders};

/// The largest project file that is read, in bytes: an article of 4 GiB written with escapes stays below it.
pub const MAX_PROJECT_BYTES: u64 = 1 << 33;

/// What to do with a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Leave it alone and say so.
    Keep,
    /// Put the new one in its place.
    Replace,
}

/// Whether there is a file at `path` that begins with `words`.
pub(super) fn begins_with(path: &Path, words: &str) -> bool {
    begin_of(path, words.len()).is_ok_and(|start| start == words.as_bytes())
}

/// The first `most` bytes of a file, or fewer where it has no more.
pub fn begin_of(path: &Path, most: usize) -> Result<Vec<u8>, StoreError> {
    let mut bytes = vec![0; most];
    let filled = DiskFile::open(path).and_then(|mut file| file.fill(&mut bytes));
    bytes.truncate(filled.map_err(|error| StoreError::of_io("open", path, &error))?);
    Ok(bytes)
}

/// The bytes of a file.
pub fn read_file(path: &Path) -> Result<Vec<u8>, StoreError> {
    read_limited(path, MAX_PROJECT_BYTES).map_err(|error| StoreError::of_io("open", path, &error))
}

/// The bytes of a file; nothing when there is none.
pub(super) fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match read_limited(path, MAX_PROJECT_BYTES) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::of_io("open", path, &error)),
    }
}

/// The bytes of a file; an error where it has more than `most`.
pub(super) fn read_limited(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut file = DiskFile::open(path)?;
    let length = file.metadata()?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(most)).unwrap_or(0));
    if file.read_to_end(&mut bytes, most + 1)? as u64 > most {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// Writes `bytes` to `path` so that the file there is the old one or the new one, whole, whatever happens meanwhile; when
/// this returns, the new one is on the disk. A symbolic link stays one, and permissions stay as they are.
pub fn write_whole(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), StoreError> {
    write_open(path, bytes, existing).map(drop).map_err(|error| StoreError::of_io("save", path, &error))
}

/// Like [`write_whole`]; returns the new file, open.
pub(super) fn write_open(path: &Path, bytes: &[u8], existing: Existing) -> io::Result<DiskFile> {
    Ready::new(path, bytes, existing)?.put()
}

/// Follows symbolic links to the file that is meant, so that it is replaced and not the link.
pub fn resolve(path: &Path) -> PathBuf {
    disk::resolve(path)
}

/// A file that is written and on the disk, and only has to be given its name.
#[derive(Debug)]
pub(super) struct Ready {
    temporary: Temporary,
    target: PathBuf,
    existing: Existing,
}

impl Ready {
    /// Writes `bytes`, to stand at `path` with the permissions of what is there.
    pub(super) fn new(path: &Path, bytes: &[u8], existing: Existing) -> io::Result<Self> {
        Self::with_permissions(path, bytes, existing, None)
    }

    /// Writes `bytes`, to stand at `path` with these permissions, if any are given.
    pub(super) fn with_permissions(
        path: &Path,
        bytes: &[u8],
        existing: Existing,
        permissions: Option<Permissions>,
    ) -> io::Result<Self> {
        let target = resolve(path);
        let before = disk::metadata(&target).ok();
        match &before {
            Some(_) if disk::is_folder(&target) => return Err(io::ErrorKind::IsADirectory.into()),
            Some(_) if existing == Existing::Keep => return Err(io::ErrorKind::AlreadyExists.into()),
            _ => {}
        }
        let permissions = permissions.or_else(|| before.map(|metadata| metadata.permissions()));
        let mut temporary = Temporary::create(folders::folder_of(&target), permissions)?;
        temporary.write_all(bytes)?;
        temporary.sync()?;
        Ok(Self { temporary, target, existing })
    }

    /// Puts it in its place. An error may mean that it is there and nobody can say whether it will last.
    pub(super) fn put(self) -> io::Result<DiskFile> {
        let file = self.temporary.persist(&self.target, self.existing)?;
        disk::sync_folder(folders::folder_of(&self.target))?;
        Ok(file)
    }
}

/// A new log in the file `path`, beginning with `head`, in place of what is there. It is written row by row and needs no
/// care: nothing is lost with it.
pub fn create_log(path: &Path, head: &str) -> Result<Box<dyn io::Write + Send>, StoreError> {
    let create = || {
        let mut file = DiskFile::create(path)?;
        file.write_all(head.as_bytes()).map(|()| file)
    };
    let file = create().map_err(|error| StoreError::of_io("write the log", path, &error))?;
    Ok(Box::new(file))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write as _;

    use super::super::disk::Step;
    use super::super::faults::{Fault, Plan};
    use super::*;

    #[test]
    fn a_write_that_fails_half_way_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.ron");
        write_whole(&path, b"old", Existing::Keep).expect("written");
        for step in 0..8 {
            let plan = Plan::new(folder.path(), Some((step, Fault::Error(io::ErrorKind::StorageFull))));
            let written = write_whole(&path, b"new", Existing::Replace);
            let late = plan.struck() == Some(Step::SyncFolder);
            plan.end();
            assert_eq!(fs::read(&path).expect("there"), if written.is_ok() || late { b"new" } else { b"old" });
            assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "no part is left behind");
            write_whole(&path, b"old", Existing::Replace).expect("saving again works");
        }
    }

    #[test]
    fn what_is_there_is_kept_unless_it_shall_be_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.ron");
        fs::write(&path, "old").expect("written");
        let error = write_whole(&path, b"new", Existing::Keep).expect_err("kept");
        assert!(error.message.ends_with("a.ron: it exists already") && error.hint.contains("--force"));
        assert_eq!(fs::read(&path).expect("there"), b"old");
        let error = write_whole(folder.path(), b"new", Existing::Replace).expect_err("a folder");
        assert!(error.message.ends_with("it is a folder"));
        let missing = folder.path().join("missing/a.ron");
        assert!(write_whole(&missing, b"x", Existing::Keep).expect_err("no folder").message.contains("no such"));
        assert!(read_file(&missing).expect_err("no file").message.starts_with("cannot open"));
        let long = folder.path().join("é".repeat(300));
        assert!(!write_whole(&long, b"x", Existing::Keep).expect_err("too long").hint.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};

        let folder = tempfile::tempdir().expect("a folder");
        let (path, link) = (folder.path().join("قالت.ron"), folder.path().join("link.ron"));
        fs::write(&path, "old").expect("written");
        fs::set_permissions(&path, Permissions::from_mode(0o640)).expect("set");
        symlink("قالت.ron", &link).expect("linked");
        write_whole(&link, b"new", Existing::Replace).expect("written");
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
        assert_eq!(fs::read(&path).expect("there"), b"new");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o640);
        let dangling = folder.path().join("dangling.ron");
        symlink("between.ron", &dangling).expect("linked");
        symlink("later.ron", folder.path().join("between.ron")).expect("linked");
        write_whole(&dangling, b"new", Existing::Keep).expect("written");
        assert_eq!(fs::read(folder.path().join("later.ron")).expect("made where the link points"), b"new");
    }

    #[test]
    fn a_log_has_what_is_written_to_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("frames.log");
        fs::write(&path, "of an earlier start, and longer").expect("written");
        let mut log = create_log(&path, "head\n").expect("made");
        writeln!(log, "row {}", 1).and_then(|()| log.flush()).expect("written");
        assert_eq!(fs::read_to_string(&path).expect("there"), "head\nrow 1\n");
        assert!(create_log(folder.path(), "").is_err_and(|error| error.message.starts_with("cannot write the log ")));
    }

    #[test]
    fn no_file_is_nothing_and_a_folder_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(read_if_there(&folder.path().join("none")), Ok(None));
        assert!(read_if_there(folder.path()).is_err());
        let error = write_whole(folder.path(), b"x", Existing::Keep).expect_err("a folder");
        assert!(error.message.ends_with("it is a folder"), "{error}");
    }

    #[test]
    fn a_file_begins_with_its_first_bytes() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a");
        for (bytes, expected) in
            [("// A project", true), ("// A", true), ("// B project", false), ("// ", false), ("", false)]
        {
            fs::write(&path, bytes).expect("written");
            assert_eq!(begins_with(&path, "// A"), expected, "{bytes}");
        }
        assert!(!begins_with(&folder.path().join("none"), ""));
    }
}
