//! What lies where? Folders, and whether there is something at a path.

use std::fs;
use std::path::{Path, PathBuf};

use super::StoreError;

/// Whether `path` is a folder, or a link to one.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether there is anything at `path`, be it a link to nothing.
pub fn is_taken(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// The folder that the file at `path` lies in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes the folder `path` and those above it, where they are not there.
pub fn make_folder(path: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(path).map_err(|error| StoreError::of_io("make the folder", path, &error))
}

/// The files in the folder `path`, by name; not those in folders within it, nor hidden ones.
pub fn files_in(path: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let failed = |error| StoreError::of_io("open", path, &error);
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if !hidden && entry.path().is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_made_and_its_files_are_listed_by_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("a/b");
        make_folder(&inner).expect("made");
        make_folder(&inner).expect("there already");
        for name in ["z.txt", "a.txt", ".hidden"] {
            fs::write(inner.join(name), "x").expect("written");
        }
        make_folder(&inner.join("c")).expect("made");
        let names: Vec<PathBuf> = files_in(&inner).expect("listed");
        assert_eq!(names, [inner.join("a.txt"), inner.join("z.txt")]);
        assert!(is_folder(&inner) && !is_folder(&names[0]) && is_taken(&names[0]) && !is_taken(&inner.join("y")));
        assert!(make_folder(&names[0]).expect_err("a file").message.starts_with("cannot make the folder"));
        assert!(files_in(&inner.join("y")).is_err());
    }
}
