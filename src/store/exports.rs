//! Where do the files of an export go? Each to its place, whole or not at all.

use std::path::{Path, PathBuf};

use super::{Existing, StoreError, files, folders};
use crate::format::{Beside, Format, Loss, Named, OutFile, Place, Wish};

/// Writes one project to `path` in `format`, as is wished; returns what the format could not hold.
pub fn export_one(
    path: &Path,
    (format, wish): (&Format, &Wish),
    named: &Named<'_>,
    existing: Existing,
) -> Result<Vec<Loss>, StoreError> {
    let Some(write) = format.write else {
        return Err(StoreError::new(
            "export",
            path,
            format!("the format {} is only read", format.name),
            "choose another one",
        ));
    };
    let by_name = format.asked_by(&extension_of(path));
    let wish = Wish { parquet: wish.parquet || by_name.parquet, ..*wish };
    let written = write(std::slice::from_ref(named), &wish);
    let cancelled = |cancelled| StoreError::new("export", path, cancelled, "nothing was written");
    named.progress.check().map_err(cancelled)?;
    write_files(path, &written.files, existing)?;
    Ok(written.losses)
}

/// Writes the files of an export that was asked for as `path`; returns where they went.
pub fn write_files(path: &Path, out: &[OutFile], existing: Existing) -> Result<Vec<PathBuf>, StoreError> {
    let places: Vec<PathBuf> = out.iter().map(|file| place_of(path, &file.place)).collect();
    // None is written when one is in the way, so that nobody is left with half an export.
    if existing == Existing::Keep
        && let Some(taken) = places.iter().find(|place| folders::is_taken(place))
    {
        return Err(StoreError::of_io("save", taken, &std::io::ErrorKind::AlreadyExists.into()));
    }
    let mut ready = Vec::with_capacity(out.len());
    for (file, place) in out.iter().zip(&places) {
        if matches!(file.place, Place::Within(_))
            && let Some(folder) = place.parent()
        {
            folders::make_folder(folder)?;
        }
        let of_io = |error: std::io::Error| StoreError::of_io("save", place, &error);
        ready.push((place, files::Ready::new(place, &file.bytes, existing).map_err(of_io)?));
    }
    // All are written and on the disk: what is left is to give them their names.
    for (place, file) in ready {
        file.put().map_err(|error| StoreError::of_io("save", place, &error))?;
    }
    Ok(places)
}

fn place_of(path: &Path, place: &Place) -> PathBuf {
    match place {
        Place::Main => path.to_owned(),
        Place::Beside(how) => beside(path, *how),
        Place::Within(inner) => path.join(inner),
    }
}

/// The extension of a file's name, in small letters; empty where it has none.
pub fn extension_of(path: &Path) -> String {
    path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Where the file that belongs beside the one at `path` lies.
pub fn beside(path: &Path, how: Beside) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(".");
    match how {
        Beside::Ending(ending) => name.push(ending),
        Beside::Word(word) => {
            name.push(word);
            if let Some(extension) = path.extension() {
                name.push(".");
                name.push(extension);
            }
        }
    }
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::format::FORMATS;
    use crate::project::draw;

    #[test]
    fn the_files_of_an_export_go_to_their_places_all_or_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let main = folder.path().join("a.csv");
        let out = [
            OutFile { place: Place::Main, bytes: b"main".into() },
            OutFile { place: Place::Beside(Beside::Word("relations")), bytes: b"beside".into() },
        ];
        let places = vec![main.clone(), folder.path().join("a.relations.csv")];
        fs::write(&places[1], "old").expect("written");
        let taken = write_files(&main, &out, Existing::Keep).expect_err("one is in the way");
        assert!(taken.message.ends_with("a.relations.csv: it exists already") && !main.exists());
        assert_eq!(write_files(&main, &out, Existing::Replace).as_ref(), Ok(&places));
        assert_eq!(
            places.iter().map(|place| fs::read(place).expect("there")).collect::<Vec<_>>().concat(),
            b"mainbeside"
        );
        let within = [OutFile { place: Place::Within("b/c.html".into()), bytes: b"within".into() }];
        let all = folder.path().join("all");
        assert_eq!(write_files(&all, &within, Existing::Keep), Ok(vec![all.join("b/c.html")]));
        assert_eq!(fs::read(all.join("b/c.html")).expect("there"), b"within");
        let blocked = folder.path().join("blocked.csv");
        fs::create_dir(folder.path().join("blocked.relations.csv")).expect("made");
        assert!(write_files(&blocked, &out, Existing::Replace).is_err());
        assert!(!blocked.exists(), "one that cannot be written keeps the other from being there");
        assert_eq!(beside(Path::new("/x/notes"), Beside::Word("relations")), Path::new("/x/notes.relations"));
        assert_eq!(beside(Path::new("/x/a.b.ann"), Beside::Ending("txt")), Path::new("/x/a.b.txt"));
    }

    #[test]
    fn an_export_says_what_its_format_could_not_hold() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.csv");
        let project = draw("Rents rose 12%.\n^^^^^ claim");
        let csv = FORMATS.iter().find(|format| format.name == "csv").expect("a format");
        let losses = export_one(&path, (csv, &Wish::default()), &Named::new("a", &project), Existing::Keep);
        assert!(losses.is_ok_and(|losses| !losses.is_empty()) && path.exists());
    }
}
