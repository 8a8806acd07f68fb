//! `copydesk new`: how does an article become a project?

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::failure::Failure;
use super::output::Output;
use super::place::{self, Place};
use super::projects;
use super::words::NewWords;
use crate::article;
use crate::format::distinct_stems;
use crate::format::ron::{self, Preset};
use crate::project::{Project, Scheme};
use crate::store::{self, State};

pub(super) fn run(words: &NewWords, output: &mut Output) -> Result<(), Failure> {
    if words.text {
        let [article] = &words.articles[..] else {
            return Err(Failure::new("--text prints one article", "name one"));
        };
        return output.bytes(take_in(article, &ron::default_scheme())?.text().as_bytes());
    }
    if words.id.is_some() && words.articles.len() > 1 {
        return Err(Failure::new("--id names one project, and these are several", "name one article"));
    }
    let scheme = scheme(words)?;
    for (article, target) in words.articles.iter().zip(targets(words)?) {
        if let Err(failure) = make(words, article, &scheme, &target, output) {
            if failure.kind == super::failure::Kind::Unread {
                return Err(failure);
            }
            output.problem(&failure);
        }
    }
    Ok(())
}

fn scheme(words: &NewWords) -> Result<Arc<Scheme>, Failure> {
    match &words.scheme {
        None => Ok(ron::default_scheme()),
        Some(path) if place::is_standard(path) => ron::read_scheme(&place::read(path)?)
            .map(Arc::new)
            .map_err(|error| Failure::of("open the scheme", path, &error, error.hint.clone())),
        Some(path) if store::is_taken(path) => Ok(store::open_scheme(path)?),
        Some(path) => preset(path),
    }
}

/// The scheme that comes with Copydesk and is called `name`, where there is no such file.
fn preset(name: &Path) -> Result<Arc<Scheme>, Failure> {
    let known = name.to_str().and_then(Preset::called);
    let hint = || format!("name a file of a scheme in RON, or one that comes with Copydesk: {}", Preset::names());
    let missing = || Failure::of("open the scheme", name, "there is no such file or folder", hint());
    known.map(Preset::scheme).ok_or_else(missing)
}

/// Where the project of each article goes.
fn targets(words: &NewWords) -> Result<Vec<Place>, Failure> {
    let articles = &words.articles;
    match words.output.as_deref().map(Place::of) {
        Some(Place::Folder(folder)) => {
            let ids: Vec<String> = articles.iter().map(|article| id_of(words, article)).collect();
            store::make_folder(&folder)?;
            let stems = distinct_stems(ids.iter().map(String::as_str));
            Ok(stems.into_iter().map(|stem| Place::File(folder.join(stem + ".ron"))).collect())
        }
        Some(place) if articles.len() == 1 => Ok(vec![place]),
        Some(_) => {
            let hint = "give a folder: a path that ends in /";
            Err(Failure::new(format!("{} articles do not go into one file", articles.len()), hint))
        }
        None if articles.iter().any(|article| place::is_standard(article)) => {
            Err(Failure::new("an article on standard input has no name", "give -o FILE for its project"))
        }
        None => Ok(articles.iter().map(|article| Place::File(article.with_extension("ron"))).collect()),
    }
}

fn id_of(words: &NewWords, article: &Path) -> String {
    words.id.clone().unwrap_or_else(|| place::stem(article))
}

fn make(
    words: &NewWords,
    article: &PathBuf,
    scheme: &Arc<Scheme>,
    target: &Place,
    output: &mut Output,
) -> Result<(), Failure> {
    let project = take_in(article, scheme)?.annotated_by(store::annotator());
    let project = project.called(words.id.clone().unwrap_or_default());
    let Place::File(path) = target else { return projects::print(&project, output) };
    if path == article {
        return Err(Failure::of("make a project of", article, "it ends in .ron, as projects do", "give -o FILE"));
    }
    store::save_new(path, &project, place::existing(words.force), &State::of_user())?;
    output.path(path)
}

/// A project of the article at `path`, in which nothing is marked.
fn take_in(path: &Path, scheme: &Arc<Scheme>) -> Result<Project, Failure> {
    if !place::is_standard(path) {
        return Ok(store::take_in(path, Some(Arc::clone(scheme)))?);
    }
    let article = article::read_text(&place::read(path)?)
        .map_err(|error| Failure::new(format!("cannot read standard input: {error}"), error.hint()))?;
    Project::new(Arc::new(article), Arc::clone(scheme))
        .map_err(|error| Failure::new(error.to_string(), "correct the scheme; assets/scheme.ron is an example"))
}
