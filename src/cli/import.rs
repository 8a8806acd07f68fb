//! `copydesk import`: how do annotations from elsewhere become projects?

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::export::format_called;
use super::failure::Failure;
use super::output::{Output, one_line};
use super::place::{self, Place};
use super::projects;
use super::words::ImportWords;
use crate::format::{Format, Part, Reading, Refusal, Shape, Source, Texts, bounded, distinct_stems, ron};
use crate::project::{Article, Project};
use crate::store::{self, State, StoreError};

pub(super) fn run(words: &ImportWords, output: &mut Output) -> Result<(), Failure> {
    let format = format_called(&words.from, |format| format.read.is_some())?;
    let texts = words.text.as_deref().map_or(Ok(Texts::None), |path| texts(path, output))?;
    let mut found = Vec::new();
    let files = files(words, format, output)?;
    let beside = files.iter().flat_map(|file| format.beside.iter().map(|&how| store::beside(file, how)));
    let beside: HashSet<PathBuf> = beside.collect();
    for path in files.iter().filter(|path| !beside.contains(*path)) {
        match read(path, format, &texts, output) {
            Ok(reading) => {
                tell(path, &reading, output);
                found.extend(reading.projects.into_iter().map(|project| (id_of(&project, path), project)));
            }
            Err(failure) => output.problem(&failure),
        }
    }
    save(words, &found, output)
}

/// The files that are named, and those of the format in the folders that are.
fn files(words: &ImportWords, format: &Format, output: &mut Output) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in &words.files {
        if !store::is_folder(path) {
            files.push(path.clone());
            continue;
        }
        let inside = store::files_below(path, format.reads)?;
        if inside.is_empty() {
            let endings: Vec<String> = format.reads.iter().map(|ending| format!(".{ending}")).collect();
            let hint = format!("{} reads files that end in {}", format.name, endings.join(", "));
            output.problem(&Failure::of("import", path, "no file in it is of the format", hint));
        }
        files.extend(inside);
    }
    Ok(files)
}

fn id_of(project: &Project, path: &Path) -> String {
    if project.id().is_empty() { place::stem(path) } else { project.id().to_owned() }
}

fn read(path: &Path, format: &Format, texts: &Texts, output: &mut Output) -> Result<Reading, Failure> {
    if format.name == "ron" {
        // A project is read with its journal, whatever it is read for.
        let from = projects::look_at(path, output)?;
        return Ok(Reading { projects: vec![from.project], ..Reading::default() });
    }
    let bytes = place::read(path)?;
    let mut beside = Vec::new();
    for &how in format.beside {
        let path = store::beside(path, how);
        if store::is_taken(&path) {
            beside.push((how, Cow::Owned(store::read_file(&path)?)));
        }
    }
    let stem = named_by(path, format);
    let source = Source { stem: &stem, bytes: &bytes, beside, texts };
    let reading = format.read.map_or_else(|| Ok(Reading::default()), |read| read(&source));
    let mut reading = reading.map_err(|error| Failure::of("import", path, &error, error.hint.clone()))?;
    let named = |project: Project| {
        if project.annotator().is_empty() { project.annotated_by(store::annotator()) } else { project }
    };
    reading.projects = reading.projects.into_iter().map(named).collect();
    Ok(reading)
}

/// What a file is called when it does not say so itself: by its own name, or by its folder's where each article has one.
fn named_by(path: &Path, format: &Format) -> String {
    let folder = path.parent().and_then(Path::file_name).filter(|_| format.shape == Shape::Folder);
    match (place::stem(path), folder) {
        (stem, Some(folder)) if stem == "doc" => folder.to_string_lossy().into_owned(),
        (stem, _) => stem,
    }
}

/// The articles that `--text` names, by the stems of their files.
fn texts(path: &Path, output: &mut Output) -> Result<Texts, Failure> {
    if !store::is_folder(path) {
        return Ok(Texts::Only(place::stem(path), text(path)?));
    }
    let mut texts = BTreeMap::new();
    for file in store::files_in(path)? {
        match text(&file) {
            // A project stands before a text of its name: it has the text as it is annotated.
            Ok(article) => drop(texts.entry(place::stem(&file)).or_insert(article)),
            // Other files may well lie there too.
            Err(error) => output.tell(format_args!("warning: {error}")),
        }
    }
    Ok(Texts::Named(texts))
}

/// The article in a file: of a project, its text as it stands.
fn text(path: &Path) -> Result<Arc<Article>, StoreError> {
    let project =
        if store::is_project(path) { store::open_project(path)?.project } else { store::take_in(path, None)? };
    Ok(Arc::clone(project.article()))
}

fn tell(path: &Path, reading: &Reading, output: &mut Output) {
    for refusal in &reading.refused {
        let file = match refusal.file {
            Part::Beside(how) => store::beside(path, how),
            Part::Main => path.to_owned(),
        };
        let Refusal { line, hint, .. } = refusal;
        let place = if *line > 0 { format!("{}:{line}", file.display()) } else { file.display().to_string() };
        output.problem(&Failure::new(format!("{place}: {refusal}"), hint));
    }
    let list = |words: &BTreeSet<String>| -> String {
        one_line(&bounded(words.iter().map(String::as_str).collect::<Vec<_>>().join(", ")))
    };
    if !reading.added.is_empty() {
        output.tell(format_args!("note: {}: added to the scheme: {}", path.display(), list(&reading.added)));
    }
    for note in &reading.notes {
        output.tell(format_args!("note: {}: {}", path.display(), one_line(note)));
    }
    if !reading.ignored.is_empty() {
        output.tell(format_args!("warning: {}: passed over: {}", path.display(), list(&reading.ignored)));
    }
}

fn save(words: &ImportWords, found: &[(String, Project)], output: &mut Output) -> Result<(), Failure> {
    let (existing, state) = (place::existing(words.force), State::of_user());
    match (Place::of(&words.output), found) {
        (_, []) => Ok(()),
        (Place::Standard, [(_, project)]) => output.bytes(&ron::write(project)),
        (Place::File(path), [(_, project)]) => {
            store::save_new(&path, project, existing, &state)?;
            output.path(&path)
        }
        (Place::Folder(folder), _) => {
            let stems = distinct_stems(found.iter().map(|(id, _)| id.as_str()));
            let paths: Vec<PathBuf> = stems.into_iter().map(|stem| folder.join(stem + ".ron")).collect();
            place::check_free(paths.iter().map(PathBuf::as_path), existing)?;
            store::make_folder(&folder)?;
            for (path, (_, project)) in paths.iter().zip(found) {
                store::save_new(path, project, existing, &state)?;
                output.path(path)?;
            }
            Ok(())
        }
        _ => {
            let hint = "give a folder: -o with a path that ends in /";
            Err(Failure::new(format!("{} articles do not go into one file", found.len()), hint))
        }
    }
}
