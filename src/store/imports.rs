//! How do files of another format come in? Each with what lies beside it, and with the articles that it is about.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{
    StoreError, annotator, beside, extension_of, files_below, files_in, is_folder, is_project, is_taken, read_file,
};
use super::{open_project, take_in};
use crate::format::{Format, Part, Reading, Refusal, Shape, Source, Texts};
use crate::project::{Article, Project};

/// The files that `paths` name, and those of the format in the folders among them; not those that belong beside another.
pub fn import_files(paths: &[PathBuf], format: &Format) -> Result<Vec<PathBuf>, StoreError> {
    let mut files = Vec::new();
    for path in paths {
        if !is_folder(path) {
            files.push(path.clone());
            continue;
        }
        let inside = without_twins(files_below(path, format.reads)?, format.reads);
        if inside.is_empty() {
            let endings: Vec<String> = format.reads.iter().map(|ending| format!(".{ending}")).collect();
            let hint = format!("{} reads files that end in {}", format.name, endings.join(", "));
            return Err(StoreError::new("import", path, "no file in it is of the format", hint));
        }
        files.extend(inside);
    }
    let belonging = files.iter().flat_map(|file| format.beside.iter().map(|&how| beside(file, how)));
    let belonging: HashSet<PathBuf> = belonging.collect();
    files.retain(|file| !belonging.contains(file));
    Ok(files)
}

/// `files` without those that say the same in another form: of several that differ in their extension alone, the one whose
/// extension stands first in `extensions`.
fn without_twins(files: Vec<PathBuf>, extensions: &[&str]) -> Vec<PathBuf> {
    let rank = |file: &Path| extensions.iter().position(|known| *known == extension_of(file));
    let mut best: HashMap<PathBuf, Option<usize>> = HashMap::new();
    for file in &files {
        let rank = rank(file);
        best.entry(file.with_extension("")).and_modify(|known| *known = (*known).min(rank)).or_insert(rank);
    }
    files.into_iter().filter(|file| best.get(&file.with_extension("")) == Some(&rank(file))).collect()
}

/// Reads the file of the format at `path`, with what lies beside it.
pub fn import(path: &Path, format: &Format, texts: &Texts) -> Result<Reading, StoreError> {
    let mut companions = Vec::new();
    for &how in format.beside {
        let companion = beside(path, how);
        if is_taken(&companion) {
            companions.push((how, Cow::Owned(read_file(&companion)?)));
        }
    }
    let bytes = read_file(path)?;
    let source = Source { stem: &named_by(path, format), bytes: &bytes, beside: companions, texts };
    import_bytes(path, format, &source)
}

/// Reads what is at hand already; `path` is what it is called in an error.
pub fn import_bytes(path: &Path, format: &Format, source: &Source<'_>) -> Result<Reading, StoreError> {
    let reading = format.read.map_or_else(|| Ok(Reading::default()), |read| read(source));
    let mut reading = reading.map_err(|error| StoreError::new("import", path, &error, error.hint.clone()))?;
    let annotator = annotator();
    let named = |project: Project| {
        if project.annotator().is_empty() { project.annotated_by(annotator.as_str()) } else { project }
    };
    reading.projects = reading.projects.into_iter().map(named).collect();
    Ok(reading)
}

/// Where a refused record stands: the file, and the line where that is known.
pub fn refused_at(path: &Path, refusal: &Refusal) -> String {
    let file = match refusal.file {
        Part::Beside(how) => beside(path, how),
        Part::Main => path.to_owned(),
    };
    match refusal.line {
        0 => file.display().to_string(),
        line => format!("{}:{line}", file.display()),
    }
}

/// The articles that lie at `path`, a file or a folder of them, by the stems of their files; and which files were none.
pub fn import_texts(path: &Path) -> Result<(Texts, Vec<StoreError>), StoreError> {
    if !is_folder(path) {
        return Ok((Texts::Only(stem(path), text(path)?), Vec::new()));
    }
    let (mut texts, mut errors) = (BTreeMap::new(), Vec::new());
    for file in files_in(path)? {
        match text(&file) {
            // A project stands before a text of its name: it has the text as it is annotated.
            Ok(article) => drop(texts.entry(stem(&file)).or_insert(article)),
            // Other files may well lie there too.
            Err(error) => errors.push(error),
        }
    }
    Ok((Texts::Named(texts), errors))
}

/// What a file is called when it does not say so itself: by its own name, or by its folder's where each article has one.
fn named_by(path: &Path, format: &Format) -> String {
    let folder = path.parent().and_then(Path::file_name).filter(|_| format.shape == Shape::Folder);
    match (stem(path), folder) {
        (stem, Some(folder)) if stem == "doc" => folder.to_string_lossy().into_owned(),
        (stem, _) => stem,
    }
}

/// The article in a file: of a project, its text as it stands.
fn text(path: &Path) -> Result<Arc<Article>, StoreError> {
    let project = if is_project(path) { open_project(path)?.project } else { take_in(path, None)? };
    Ok(Arc::clone(project.article()))
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::format::Format;

    fn format(name: &str) -> &'static Format {
        Format::called(name).expect("a format")
    }

    #[test]
    fn a_folder_gives_its_files_but_not_what_belongs_beside_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("inner");
        fs::create_dir(&inner).expect("made");
        for name in ["b.csv", "b.relations.csv", "inner/a.csv", "inner/a.txt", ".hidden.csv"] {
            fs::write(folder.path().join(name), "start,end,label\n").expect("written");
        }
        let files = import_files(&[folder.path().to_owned()], format("csv")).expect("files");
        assert_eq!(files, [folder.path().join("b.csv"), inner.join("a.csv")]);
        let given = [folder.path().join("b.csv"), folder.path().join("b.relations.csv")];
        assert_eq!(import_files(&given, format("csv")), Ok(vec![given[0].clone()]));
        let none = import_files(&[inner], format("jsonl")).expect_err("none");
        assert!(none.message.ends_with("no file in it is of the format") && none.hint.contains(".jsonl"));
    }

    #[test]
    fn of_two_forms_of_the_same_in_a_folder_one_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["data.jsonl", "data.parquet", "other.parquet", "README.md"] {
            fs::write(folder.path().join(name), "").expect("written");
        }
        let files = import_files(&[folder.path().to_owned()], format("hf")).expect("files");
        assert_eq!(files, ["data.jsonl", "other.parquet"].map(|name| folder.path().join(name)));
    }

    #[test]
    fn a_table_comes_in_with_its_relations_and_its_text() {
        let folder = tempfile::tempdir().expect("a folder");
        let table = folder.path().join("rents.csv");
        fs::write(&table, "annotation_id,start,end,label\na1,0,5,claim\na2,11,14,statistic\n,90,99,claim\n")
            .expect("written");
        fs::write(folder.path().join("rents.relations.csv"), "type,from,to\nsupports,a2,a1\nhides,a1,\n")
            .expect("written");
        let article = folder.path().join("rents.txt");
        fs::write(&article, "Rents rose 12%.").expect("written");
        let (texts, errors) = import_texts(folder.path()).expect("texts");
        assert_eq!(errors, []);
        let reading = import(&table, format("csv"), &texts).expect("read");
        let [project] = &reading.projects[..] else { panic!("one article") };
        assert_eq!((project.annotations().len(), project.relations().len()), (2, 1));
        let places: Vec<String> = reading.refused.iter().map(|refusal| refused_at(&table, refusal)).collect();
        let relations = folder.path().join("rents.relations.csv");
        assert_eq!(places, [format!("{}:4", table.display()), format!("{}:3", relations.display())]);
        assert!(matches!(import_texts(&article), Ok((Texts::Only(name, _), _)) if name == "rents"));
    }
}
