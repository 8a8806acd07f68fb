//! `copydesk new`: how does an article become a project?

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::failure::Failure;
use super::output::{Output, one_line};
use super::place::{self, Place};
use super::projects;
use super::words::NewWords;
use crate::article::{self, Body, Choices, Doubt, Encoding};
use crate::format::distinct_stems;
use crate::format::ron::{self, Preset};
use crate::progress::Progress;
use crate::project::{Project, Scheme};
use crate::store::{self, Arrived, State};

pub(super) fn run(words: &NewWords, output: &mut Output) -> Result<(), Failure> {
    if words.text {
        let [article] = &words.articles[..] else {
            return Err(Failure::new("--text prints one article", "name one"));
        };
        let project = take_in(words, article, &ron::default_scheme(), output)?;
        return output.bytes(project.text().as_bytes());
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
    let project = take_in(words, article, scheme, output)?.annotated_by(store::annotator());
    let project = project.called(words.id.clone().unwrap_or_default());
    let Place::File(path) = target else { return projects::print(&project, output) };
    if path == article {
        return Err(Failure::of("make a project of", article, "it ends in .ron, as projects do", "give -o FILE"));
    }
    store::save_new(path, &project, place::existing(words.force), &State::of_user())?;
    output.path(path)
}

/// A project of the article at `path`, in which nothing is marked. What is not sure of it is told.
fn take_in(words: &NewWords, path: &Path, scheme: &Arc<Scheme>, output: &mut Output) -> Result<Project, Failure> {
    let choices = choices(words)?;
    let arrived = if place::is_standard(path) {
        from_input(path, scheme, &choices)?
    } else {
        store::take_in_with(path, Some(Arc::clone(scheme)), &choices, &Progress::default(), |_| ())?
    };
    let name = path.display();
    for note in &arrived.remarks.notes {
        output.tell(format_args!("note: {name}: {}", one_line(note)));
    }
    for doubt in &arrived.remarks.doubts {
        output.tell(format_args!("warning: {name}: {doubt}"));
        output.tell(format_args!("hint:  {}", option_for(doubt)));
    }
    Ok(arrived.project)
}

/// How a doubt is settled here.
fn option_for(doubt: &Doubt) -> &'static str {
    match doubt {
        Doubt::Body => "--whole-page takes all the words of the page",
        Doubt::Encoding(_) => "--encoding NAME says which it is, such as windows-1251",
    }
}

fn choices(words: &NewWords) -> Result<Choices, Failure> {
    let known = |name: &String| {
        let hint = || format!("one of {}", article::ENCODINGS.join(", "));
        Encoding::named(name).ok_or_else(|| Failure::new(format!("no encoding is called `{name}`"), hint()))
    };
    let encoding = words.encoding.as_ref().map(known).transpose()?;
    let body = if words.whole_page { Body::WholePage } else { Body::Article };
    Ok(Choices { encoding, body, chapter: words.chapter })
}

/// What stands on standard input, which has no name and is no file that could be proof of anything.
fn from_input(path: &Path, scheme: &Arc<Scheme>, choices: &Choices) -> Result<Arrived, Failure> {
    let taken = article::take_in("", &place::read(path)?, choices, &Progress::default())
        .map_err(|error| Failure::new(format!("cannot read standard input: {error}"), error.hint()))?;
    Arrived::of(taken, Arc::clone(scheme))
        .map_err(|error| Failure::new(error.to_string(), "correct the scheme; assets/scheme.ron is an example"))
}
