//! How is a project opened and left? With its journal folded in.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::output::Output;
use super::place;
use crate::format::{Named, ron};
use crate::project::Project;
use crate::store::{self, Keeping, Over, State, StoreError};

/// A project and the file that it came from.
pub(super) struct FromFile {
    pub(super) path: PathBuf,
    pub(super) project: Project,
    /// The right to change it, for as long as it is changed.
    pub(super) keeping: Option<Keeping>,
}

impl FromFile {
    /// The id it came with, else its file's name.
    pub(super) fn id(&self) -> String {
        match self.project.id() {
            "" => place::stem(&self.path),
            id => id.to_owned(),
        }
    }

    /// The project as formats take it.
    pub(super) fn named(&self) -> Named<'_> {
        Named::new(self.id(), &self.project)
    }
}

/// Opens a project that is only looked at; a journal beside it is folded in. `-` is standard input.
pub(super) fn look_at(path: &Path, output: &mut Output) -> Result<FromFile, Failure> {
    if place::is_standard(path) {
        let project = ron::read(&place::read(path)?)
            .map_err(|error| Failure::new(format!("cannot read standard input: {error}"), error.hint.clone()))?;
        return Ok(FromFile { path: path.to_owned(), project, keeping: None });
    }
    let opened = open(path, output)?;
    let project = if opened.has_journal { fold(path, opened.project, output) } else { opened.project };
    Ok(FromFile { path: path.to_owned(), project, keeping: None })
}

/// Folds the journal of a project in, unless another process is changing it: then that one will. The answer is right all
/// the same, and the journal still has what the file lacks.
fn fold(path: &Path, project: Project, output: &mut Output) -> Project {
    let folded = || -> Result<Option<Project>, StoreError> {
        if let store::Asked::Held(_) = store::ProjectLock::ask(path, "command")? {
            return Ok(None);
        }
        // What it was before the lock was had may be old by now.
        let (opened, mut keeping) = store::open_to_change(path, &State::of_user())?;
        keeping.save(path, &opened.project, None, Over::Own)?;
        Ok(Some(opened.project))
    };
    match folded() {
        Ok(folded) => folded.unwrap_or(project),
        Err(error) => {
            output.tell(format_args!("warning: {error}"));
            project
        }
    }
}

/// Opens all of `paths`; those that cannot be opened are told, and the rest is gone on with.
pub(super) fn look_at_all(paths: &[PathBuf], output: &mut Output) -> Vec<FromFile> {
    let mut projects = Vec::with_capacity(paths.len());
    for path in paths {
        match look_at(path, output) {
            Ok(project) => projects.push(project),
            Err(failure) => output.problem(&failure),
        }
    }
    projects
}

/// Opens a project to change it; until it is dropped nobody else can.
pub(super) fn open_to_change(path: &Path, output: &mut Output) -> Result<FromFile, Failure> {
    if place::is_standard(path) {
        return Err(Failure::new("a project on standard input cannot be changed in its place", "name its file"));
    }
    let (opened, keeping) = store::open_to_change(path, &State::of_user()).map_err(|error| explain(path, error))?;
    tell(path, &opened, output);
    Ok(FromFile { path: path.to_owned(), project: opened.project, keeping: Some(keeping) })
}

/// Saves a project where it came from.
pub(super) fn save(from: &mut FromFile) -> Result<(), Failure> {
    if let Some(keeping) = &mut from.keeping {
        keeping.save(&from.path, &from.project, None, Over::Own)?;
    }
    Ok(())
}

/// Writes a project to standard output.
pub(super) fn print(project: &Project, output: &mut Output) -> Result<(), Failure> {
    output.bytes(&ron::write(project))
}

fn open(path: &Path, output: &mut Output) -> Result<store::Opened, Failure> {
    let opened = store::open_project(path).map_err(|error| explain(path, error))?;
    tell(path, &opened, output);
    Ok(opened)
}

fn tell(path: &Path, opened: &store::Opened, output: &mut Output) {
    for note in &opened.notes {
        output.tell(format_args!("note: {}: {note}", path.display()));
    }
}

/// An article in place of a project is the commonest slip.
fn explain(path: &Path, error: StoreError) -> Failure {
    let failure = Failure::from(error);
    if store::is_project(path) || store::is_folder(path) || !store::is_taken(path) {
        return failure;
    }
    Failure {
        hint: format!("a project ends in .ron: `copydesk new {}` makes one of an article", path.display()),
        ..failure
    }
}
