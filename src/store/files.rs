//! How does a file change? Whole or not at all.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

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
    let mut start = vec![0; words.len()];
    File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == words.as_bytes()
}

/// The bytes of a file.
pub fn read_file(path: &Path) -> Result<Vec<u8>, StoreError> {
    read_limited(path).map_err(|error| StoreError::of_io("open", path, &error))
}

fn read_limited(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(MAX_PROJECT_BYTES)).unwrap_or(0));
    if file.take(MAX_PROJECT_BYTES + 1).read_to_end(&mut bytes)? as u64 > MAX_PROJECT_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// Writes `bytes` to `path` so that the file there is the old one or the new one, whole, whatever happens meanwhile; when
/// this returns, the new one is on the disk. A symbolic link stays one, and permissions stay as they are.
pub fn write_whole(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), StoreError> {
    write_locked(path, bytes, existing).map(drop)
}

/// Like `write_whole`; the new file is locked from before it can be seen until what is returned is dropped.
pub(super) fn write_locked(path: &Path, bytes: &[u8], existing: Existing) -> Result<File, StoreError> {
    write_with(path, existing, |file| file.write_all(bytes)).map_err(|error| StoreError::of_io("save", path, &error))
}

/// A new log in the file `path`, beginning with `head`, in place of what is there. It is written row by row and needs no
/// care: nothing is lost with it.
pub fn create_log(path: &Path, head: &str) -> Result<Box<dyn Write + Send>, StoreError> {
    let create = || {
        let mut file = File::create(path)?;
        file.write_all(head.as_bytes()).map(|()| file)
    };
    let file = create().map_err(|error| StoreError::of_io("write the log", path, &error))?;
    Ok(Box::new(file))
}

/// Follows symbolic links to the file that is meant, so that it is replaced and not the link.
pub fn resolve(path: &Path) -> PathBuf {
    if let Ok(real) = fs::canonicalize(path) {
        return real;
    }
    // Links to a file that is not there yet: the file is made where they point. Forty are what Linux follows.
    let mut path = path.to_owned();
    for _ in 0..40 {
        let Ok(target) = fs::read_link(&path) else { break };
        path = path.parent().unwrap_or(Path::new("")).join(target);
    }
    path
}

fn write_with(path: &Path, existing: Existing, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<File> {
    let target = resolve(path);
    let before = fs::metadata(&target).ok();
    match &before {
        Some(metadata) if metadata.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Some(_) if existing == Existing::Keep => return Err(io::ErrorKind::AlreadyExists.into()),
        _ => {}
    }
    let folder = folders::folder_of(&target);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".copydesk-").suffix(".part");
    // What only its owner may read is never to be seen by others, not even half written.
    #[cfg(unix)]
    builder.permissions(match &before {
        Some(metadata) => metadata.permissions(),
        None => std::os::unix::fs::PermissionsExt::from_mode(0o666),
    });
    let mut temporary = builder.tempfile_in(folder)?;
    write(temporary.as_file_mut())?;
    if let Some(metadata) = before {
        temporary.as_file().set_permissions(metadata.permissions())?;
    }
    temporary.as_file().sync_all()?;
    // Nobody else has it yet; a file system without locks has none to give.
    let _ = temporary.as_file().try_lock();
    let file = match existing {
        Existing::Keep => temporary.persist_noclobber(&target)?,
        Existing::Replace => temporary.persist(&target)?,
    };
    sync_folder(folder)?;
    Ok(file)
}

/// Makes a rename in `folder` last through a power cut. Windows has no such call and needs none.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_that_fails_half_way_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.ron");
        write_whole(&path, b"old", Existing::Keep).expect("written");
        let full = |file: &mut File| file.write_all(b"ne").and(Err(io::ErrorKind::StorageFull.into()));
        assert!(write_with(&path, Existing::Replace, full).is_err());
        assert_eq!(fs::read(&path).expect("there"), b"old");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "no part is left behind");
        write_whole(&path, b"new", Existing::Replace).expect("saving again works");
        assert_eq!(read_file(&path), Ok(b"new".to_vec()));
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
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
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
}
