//! What lies where? Folders, and whether there is something at a path.

use std::path::{Path, PathBuf};

use super::{StoreError, disk};

/// Whether `path` is a folder, or a link to one.
pub fn is_folder(path: &Path) -> bool {
    disk::is_folder(path)
}

/// Whether there is anything at `path`, be it a link to nothing.
pub fn is_taken(path: &Path) -> bool {
    disk::is_taken(path)
}

/// The folder that the file at `path` lies in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes the folder `path` and those above it, where they are not there.
pub fn make_folder(path: &Path) -> Result<(), StoreError> {
    disk::make_folder(path).map_err(|error| StoreError::of_io("make the folder", path, &error))
}

/// The files in the folder `path`, by name; not those in folders within it, nor hidden ones.
pub fn files_in(path: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut files = disk::entries(path).map_err(|error| StoreError::of_io("open", path, &error))?;
    files.retain(|file| !is_hidden(file) && disk::is_file(file));
    files.sort();
    Ok(files)
}

/// The files with one of `extensions` in the folder `path` and in folders within it, by name; not hidden ones. Links to folders
/// are not followed, and no more than a hundred thousand are given.
pub fn files_below(path: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>, StoreError> {
    let mut files = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let mut entries = disk::entries(&folder).map_err(|error| StoreError::of_io("open", &folder, &error))?;
        entries.retain(|entry| !is_hidden(entry));
        for entry in entries {
            if disk::is_own_folder(&entry) {
                folders.push(entry);
            } else if extensions.contains(&&*super::extension_of(&entry)) && disk::is_file(&entry) {
                files.push(entry);
            }
        }
        if files.len() + folders.len() > MOST_FILES {
            let message = format!("it has more than {MOST_FILES} files");
            return Err(StoreError::new("open", path, message, "give the files, or a part of the folder"));
        }
    }
    files.sort();
    Ok(files)
}

/// So many files of a folder are read at once.
const MOST_FILES: usize = 100_000;

fn is_hidden(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// The name of a file that belongs to the one at `path`: its name with `ending` added, and `before` put in front. Where that
/// would be longer than file systems allow, the name is cut and told apart by its hash.
pub(super) fn companion(path: &Path, before: &str, ending: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default();
    let bytes = name.as_encoded_bytes();
    let mut whole = std::ffi::OsString::from(before);
    if before.len() + bytes.len() + ending.len() <= LONGEST_NAME {
        whole.push(name);
    } else {
        // Text that is cut between characters, so that any file system takes it.
        let text = name.to_string_lossy();
        let end = (0..=LONGEST_NAME / 2).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
        whole.push(&text[..end]);
        whole.push(format!("-{}", &blake3::hash(bytes).to_hex()[..16]));
    }
    whole.push(ending);
    path.with_file_name(whole)
}

/// The longest name, in bytes, that the usual file systems allow.
const LONGEST_NAME: usize = 255;

#[cfg(test)]
mod tests {
    use std::fs;

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

    #[test]
    fn a_companion_has_the_name_of_its_file_or_one_cut_short() {
        let check = |name: &str, expected: &str| {
            assert_eq!(companion(&Path::new("/a").join(name), ".", ".lock"), Path::new("/a").join(expected));
        };
        check("rents.ron", ".rents.ron.lock");
        let long = "é".repeat(122) + ".ron";
        check(&long, &format!(".{long}.lock"));
        let longer = "é".repeat(125) + ".ron";
        let name = companion(Path::new(&longer), ".", ".lock").into_os_string().into_string().expect("text");
        assert!(name.starts_with(".éé") && name.ends_with(".lock") && name.len() < 160, "{name}");
        let other = companion(Path::new(&("é".repeat(125) + "e.ron")), ".", ".lock");
        assert_ne!(other.to_str(), Some(&*name));
    }

    #[test]
    fn a_companion_is_cut_short_only_where_it_would_be_too_long() {
        let length = |name: usize| companion(Path::new(&"x".repeat(name)), ".", ".lock").as_os_str().len();
        assert_eq!((length(249), length(250) < 200), (255, true));
    }
}
