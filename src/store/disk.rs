//! What touches the disk? Every single step that can fail, each with a name, so that a test can make it fail.
//!
//! All of [`store`](super) goes through here. In the program a step is the call of the system and nothing else; in tests
//! `faults` stands before each, and can refuse it, cut a write short, or end the world there.

use std::fs::{self, File, Metadata, OpenOptions};
pub(super) use std::fs::{Permissions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::files::Existing;

/// One thing that is asked of the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Step {
    /// A file is opened to be read.
    Open,
    /// A file is made, or opened to be written.
    Create,
    /// Bytes are read.
    Read,
    /// Bytes are written.
    Write,
    /// A file's bytes are made to last.
    Sync,
    /// A file is cut.
    SetLength,
    /// A file gets another name, perhaps that of another one.
    Rename,
    /// The names in a folder are made to last.
    SyncFolder,
    /// A file's name is taken away.
    Remove,
    /// A folder is made.
    MakeFolder,
    /// A folder is removed with all that is in it.
    RemoveFolder,
    /// The lock of a file is asked for.
    Lock,
}

/// A file that is open, with the path it was opened by.
#[derive(Debug)]
pub(super) struct DiskFile {
    file: File,
    path: PathBuf,
}

impl DiskFile {
    /// The file at `path`, to read; an error for a folder.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        begin(Step::Open, path)?;
        let file = File::open(path)?;
        if file.metadata()?.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        Ok(Self { file, path: path.to_owned() })
    }

    /// The file at `path`, to add to its end.
    pub(super) fn open_to_append(path: &Path) -> io::Result<Self> {
        begin(Step::Create, path)?;
        let file = OpenOptions::new().append(true).open(path)?;
        Ok(Self { file, path: path.to_owned() })
    }

    /// The file at `path`, to read and write; made when it is not there, for its owner alone.
    pub(super) fn open_or_create(path: &Path) -> io::Result<Self> {
        begin(Step::Create, path)?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o644);
        let file = options.open(path)?;
        end(Step::Create, path);
        Ok(Self { file, path: path.to_owned() })
    }

    /// The file at `path`, to read and write, or only to read where that is all that is allowed.
    pub(super) fn open_or_create_or_read(path: &Path) -> io::Result<Self> {
        match Self::open_or_create(path) {
            // A lock that another user holds is there, and can be asked for, but not written.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied && is_taken(path) => Self::open(path),
            opened => opened,
        }
    }

    /// A new file at `path`, in place of what is there.
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        begin(Step::Create, path)?;
        let file = File::create(path)?;
        end(Step::Create, path);
        Ok(Self { file, path: path.to_owned() })
    }

    /// Its length, permissions and times.
    pub(super) fn metadata(&self) -> io::Result<Metadata> {
        self.file.metadata()
    }

    /// Adds its bytes to `bytes`, no more than `most`.
    pub(super) fn read_to_end(&mut self, bytes: &mut Vec<u8>, most: u64) -> io::Result<usize> {
        begin(Step::Read, &self.path)?;
        (&mut self.file).take(most).read_to_end(bytes)
    }

    /// Fills `piece`, or as much of it as there is; returns how much.
    pub(super) fn fill(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        begin(Step::Read, &self.path)?;
        let mut filled = 0;
        while filled < piece.len() {
            match self.file.read(&mut piece[filled..]) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    /// Writes all of `bytes`; after an error some of them may be there.
    pub(super) fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        write_all(&mut self.file, &self.path, bytes)
    }

    /// Makes what was written last through a power cut.
    pub(super) fn sync(&self) -> io::Result<()> {
        begin(Step::Sync, &self.path)?;
        self.file.sync_data()?;
        end(Step::Sync, &self.path);
        Ok(())
    }

    /// Cuts it to `length` bytes.
    pub(super) fn set_length(&self, length: u64) -> io::Result<()> {
        begin(Step::SetLength, &self.path)?;
        self.file.set_len(length)
    }

    /// Takes the lock of the operating system; an error when another process has it, or the file system has none.
    pub(super) fn try_lock(&self) -> Result<(), TryLockError> {
        begin(Step::Lock, &self.path).map_err(TryLockError::Error)?;
        self.file.try_lock()
    }

    /// Whether it is still the file at its path: not removed, and none put in its place.
    pub(super) fn is_in_place(&self) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            let same = |a: &Metadata, b: &Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
            matches!((self.file.metadata(), fs::metadata(&self.path)), (Ok(own), Ok(there)) if same(&own, &there))
        }
        // Elsewhere a file that is open can be neither removed nor replaced.
        #[cfg(not(unix))]
        true
    }
}

impl Write for DiskFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A file that has no name yet by which anybody would look for it. It is gone when it is dropped.
#[derive(Debug)]
pub(super) struct Temporary {
    file: tempfile::NamedTempFile,
}

impl Temporary {
    /// A new one in `folder`, with these permissions or those that a new file gets.
    pub(super) fn create(folder: &Path, permissions: Option<Permissions>) -> io::Result<Self> {
        begin(Step::Create, folder)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".copydesk-").suffix(".part");
        // What only its owner may read is never to be seen by others, not even half written.
        #[cfg(unix)]
        builder.permissions(permissions.clone().unwrap_or_else(|| std::os::unix::fs::PermissionsExt::from_mode(0o666)));
        let file = builder.tempfile_in(folder)?;
        if let Some(permissions) = permissions {
            // The mask of the process took something from them.
            file.as_file().set_permissions(permissions)?;
        }
        end(Step::Create, file.path());
        Ok(Self { file })
    }

    /// Writes all of `bytes`.
    pub(super) fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let path = self.file.path().to_owned();
        write_all(self.file.as_file_mut(), &path, bytes)
    }

    /// Makes what was written last through a power cut.
    pub(super) fn sync(&self) -> io::Result<()> {
        begin(Step::Sync, self.file.path())?;
        self.file.as_file().sync_all()?;
        end(Step::Sync, self.file.path());
        Ok(())
    }

    /// Gives it its name, `target`; returns it open.
    pub(super) fn persist(self, target: &Path, existing: Existing) -> io::Result<DiskFile> {
        begin(Step::Rename, target)?;
        let from = self.file.path().to_owned();
        let file = match existing {
            Existing::Keep => self.file.persist_noclobber(target)?,
            Existing::Replace => self.file.persist(target)?,
        };
        renamed(&from, target);
        Ok(DiskFile { file, path: target.to_owned() })
    }
}

fn write_all(file: &mut File, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let allowed = begin_write(path, bytes.len())?;
    file.write_all(&bytes[..allowed])?;
    if allowed < bytes.len() { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
}

/// Gives the file at `from` the name `to`, in the same folder, in place of what is there.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    begin(Step::Rename, to)?;
    fs::rename(from, to)?;
    renamed(from, to);
    Ok(())
}

/// Removes the file at `path`; no error when there is none.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    begin(Step::Remove, path)?;
    unless_gone(fs::remove_file(path))?;
    end(Step::Remove, path);
    Ok(())
}

/// What is gone already need not be removed.
fn unless_gone(removed: io::Result<()>) -> io::Result<()> {
    removed.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// Makes the names in `folder` last through a power cut. Windows has no such call and needs none.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    begin(Step::SyncFolder, folder)?;
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    end(Step::SyncFolder, folder);
    Ok(())
}

/// Makes the folder `path` and those above it, where they are not there.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    begin(Step::MakeFolder, path)?;
    fs::create_dir_all(path)
}

/// Makes the folder `path` and those above it for their owner alone, where they are not there.
pub(super) fn make_private_folder(path: &Path) -> io::Result<()> {
    begin(Step::MakeFolder, path)?;
    private().recursive(true).create(path)
}

/// What makes folders for their owner alone.
fn private() -> fs::DirBuilder {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Makes a folder of its own in `folder`, called `stem` and a number, for its owner alone.
pub(super) fn make_numbered_folder(folder: &Path, stem: &str) -> io::Result<PathBuf> {
    make_private_folder(folder)?;
    begin(Step::MakeFolder, folder)?;
    for number in 1_u32.. {
        let path = folder.join(format!("{stem}-{number}"));
        match private().create(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map(|()| path),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Removes the folder `path` with all that is in it; no error when there is none.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    begin(Step::RemoveFolder, path)?;
    unless_gone(fs::remove_dir_all(path))?;
    end(Step::RemoveFolder, path);
    Ok(())
}

/// What is known of the file at `path`, through links.
pub(super) fn metadata(path: &Path) -> io::Result<Metadata> {
    fs::metadata(path)
}

/// Whether `path` is a folder, or a link to one.
pub(super) fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether `path` is a folder itself, not a link to one.
pub(super) fn is_own_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|about| about.is_dir())
}

/// Whether there is anything at `path`, be it a link to nothing.
pub(super) fn is_taken(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Everything in the folder `path`, in no order.
pub(super) fn entries(path: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect()
}

/// Whether there is a file at `path`, through links.
pub(super) fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Follows symbolic links to the file that is meant, so that it is replaced and not the link.
pub(super) fn resolve(path: &Path) -> PathBuf {
    if let Ok(real) = fs::canonicalize(path) {
        return real;
    }
    // Links to a file that is not there yet: the file is made where they point. Forty are what Linux follows.
    let mut path = path.to_owned();
    for _ in 0..40 {
        let Ok(target) = fs::read_link(&path) else { break };
        path = path.parent().unwrap_or(Path::new("")).join(target);
    }
    // The same file has the same path, be it there or not: a lock or a journal is found by it.
    let folder = super::folders::folder_of(&path);
    match (fs::canonicalize(folder), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path,
    }
}

#[cfg(not(test))]
mod nothing {
    use super::{Path, Step, io};

    pub(super) fn begin(_: Step, _: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn begin_write(path: &Path, length: usize) -> io::Result<usize> {
        begin(Step::Write, path).map(|()| length)
    }

    pub(super) fn end(_: Step, _: &Path) {}

    pub(super) fn renamed(_: &Path, _: &Path) {}
}

#[cfg(test)]
use super::faults::{begin, begin_write, end, renamed};
#[cfg(not(test))]
use nothing::{begin, begin_write, end, renamed};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_removed_already_and_what_is_something_else_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, inner) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&file, "x").expect("written");
        fs::create_dir(&inner).expect("made");
        assert!(remove(&inner).is_err() && remove_folder(&file).is_err() && is_file(&file) && is_folder(&inner));
        for _ in 0..2 {
            assert!(remove(&file).is_ok() && remove_folder(&inner).is_ok() && !is_taken(&file) && !is_taken(&inner));
        }
    }

    #[test]
    fn numbered_folders_are_told_apart() {
        let folder = tempfile::tempdir().expect("a folder");
        let make = || make_numbered_folder(&folder.path().join("drafts"), "a");
        assert_eq!(
            [make(), make()].map(Result::ok),
            ["drafts/a-1", "drafts/a-2"].map(|path| Some(folder.path().join(path)))
        );
        assert!(make_numbered_folder(&folder.path().join("drafts"), "no/such").is_err());
    }

    #[test]
    fn a_file_that_is_not_there_yet_has_one_path_however_it_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("b")).expect("made");
        let real = fs::canonicalize(folder.path()).expect("there").join("a.ron");
        assert_eq!(resolve(&folder.path().join("b/../a.ron")), real);
        assert_eq!(resolve(Path::new("/no/such/a.ron")), Path::new("/no/such/a.ron"));
    }
}
