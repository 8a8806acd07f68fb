//! `copydesk import`: how do annotations from elsewhere become projects?

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::export::format_called;
use super::failure::Failure;
use super::output::{Output, one_line};
use super::place::{self, Place};
use super::projects;
use super::words::ImportWords;
use crate::format::{Format, Reading, Source, Texts, bounded, distinct_stems, ron};
use crate::project::Project;
use crate::store::{self, State};

pub(super) fn run(words: &ImportWords, output: &mut Output) -> Result<(), Failure> {
    let format = format_called(&words.from, |format| format.read.is_some())?;
    let texts = words.text.as_deref().map_or(Ok(Texts::None), |path| texts(path, output))?;
    let mut found = Vec::new();
    for path in &store::import_files(&words.files, format)? {
        match read(path, format, &texts, output) {
            Ok(reading) => {
                tell(path, &reading, output);
                if reading.projects.is_empty() && reading.refused.is_empty() {
                    let hint = format!("is it a file of {}? `copydesk formats` lists them all", format.name);
                    output.problem(&Failure::of("import", path, "there is no article in it", hint));
                }
                found.extend(reading.projects.into_iter().map(|project| (id_of(&project, path), project)));
            }
            Err(failure) => output.problem(&failure),
        }
    }
    save(words, &found, output)
}

fn id_of(project: &Project, path: &Path) -> String {
    project.id_or(&place::stem(path)).to_owned()
}

fn read(path: &Path, format: &Format, texts: &Texts, output: &mut Output) -> Result<Reading, Failure> {
    if format.name == "ron" {
        // A project is read with its journal, whatever it is read for.
        let from = projects::look_at(path, output)?;
        return Ok(Reading { projects: vec![from.project], ..Reading::default() });
    }
    if place::is_standard(path) {
        let bytes = place::read(path)?;
        let source = Source { stem: &place::stem(path), bytes: &bytes, beside: Vec::new(), texts };
        return Ok(store::import_bytes(path, format, &source)?);
    }
    Ok(store::import(path, format, texts)?)
}

/// The articles that `--text` names, by the stems of their files.
fn texts(path: &Path, output: &mut Output) -> Result<Texts, Failure> {
    let (texts, errors) = store::import_texts(path)?;
    errors.iter().for_each(|error| output.tell(format_args!("warning: {error}")));
    Ok(texts)
}

fn tell(path: &Path, reading: &Reading, output: &mut Output) {
    for refusal in &reading.refused {
        let place = store::refused_at(path, refusal);
        output.problem(&Failure::new(format!("{place}: {refusal}"), &refusal.hint));
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
