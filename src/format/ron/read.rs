//! How does a file become a project? Every rule of the model is checked again, and all that does not hold is told.

use std::fmt;
use std::sync::Arc;

use serde::Deserialize;

use super::{
    AnnotationEntry, ArticleEntry, BlockEntry, ProjectEntry, RelationEntry, TextFile, VERSION, excerpt, options, syntax,
};
use crate::format::{ReadError, shorten, utf8};
use crate::progress::Progress;
use crate::project::{Article, Block, Edit, EditError, Id, Project, Record, Relation};
use crate::text::{Anchored, Fragments, Quote, Span};

/// One thing in a file that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// What it is about: "annotation a7", "the article".
    pub of: String,
    /// What is wrong with it.
    pub message: String,
    /// What would cure it; may be empty.
    pub hint: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.of, self.message)
    }
}

/// The project in `bytes`, or why there is none: read whole or not at all, since saving a half-read one would lose the
/// other half.
pub fn read(bytes: &[u8]) -> Result<Project, ReadError> {
    read_in(bytes, &Surroundings::default())
}

/// Finds the text that is said to be in a file, with a hash if one is known.
pub type FindText<'a> = dyn Fn(&TextFile, Option<&str>) -> Result<Article, ReadError> + 'a;

/// What lies around a project's bytes.
#[derive(Clone)]
pub struct Surroundings<'a> {
    /// Finds the text of a large article in the folder of the project: the file, and the hash that it must have if one is
    /// known.
    pub text: &'a FindText<'a>,
    /// How far the reading is, for who waits for it.
    pub progress: Progress,
}

impl Surroundings<'_> {
    /// What is said where nothing is known to lie around them.
    fn none(file: &TextFile, _: Option<&str>) -> Result<Article, ReadError> {
        let message = format!("has its text in the file {}, which lies beside it", file.name);
        Err(ReadError::new(message, "name the project's own file, so that the one beside it can be found"))
    }
}

impl Default for Surroundings<'_> {
    fn default() -> Self {
        Self { text: &Self::none, progress: Progress::default() }
    }
}

/// Like [`read`], for a project whose article may stand beside it.
pub fn read_in(bytes: &[u8], around: &Surroundings<'_>) -> Result<Project, ReadError> {
    let mut complaints = Vec::new();
    let project = build(entry(bytes)?, around, &mut complaints);
    around.progress.check().map_err(|cancelled| ReadError::new(cancelled.to_string(), ""))?;
    match (complaints.split_first(), project) {
        (None, Some(project)) => Ok(project),
        (Some((first, rest)), _) => Err(refusal(first, rest.len())),
        (None, None) => Err(ReadError::new("it holds no project", "")),
    }
}

/// All in `bytes` that does not hold; an error when they are no project file at all.
pub fn check(bytes: &[u8], around: &Surroundings<'_>) -> Result<Vec<Complaint>, ReadError> {
    let mut complaints = Vec::new();
    build(entry(bytes)?, around, &mut complaints);
    Ok(complaints)
}

fn refusal(first: &Complaint, others: usize) -> ReadError {
    let hint = match others {
        0 => first.hint.clone(),
        _ => format!("{}; `copydesk check` lists this and {others} more", first.hint),
    };
    ReadError::new(first.to_string(), hint.trim_start_matches("; "))
}

fn entry(bytes: &[u8]) -> Result<ProjectEntry<'_>, ReadError> {
    let text = utf8(bytes)?;
    let newer = |version| {
        ReadError::new(
            format!(
                "it was written by a newer Copydesk: its format is version {version}, this program reads up to {VERSION}"
            ),
            "open it with a newer Copydesk; the file was left as it is",
        )
    };
    match options().from_str::<ProjectEntry>(text) {
        Ok(entry) if entry.copydesk > VERSION => Err(newer(entry.copydesk)),
        Ok(entry) if entry.copydesk == 0 => {
            Err(ReadError::new("its format is version 0, which never was", "write `copydesk: 1`"))
        }
        Ok(entry) => Ok(entry),
        Err(error) => Err(match version_alone(text) {
            Some(version) if version > VERSION => newer(version),
            _ => syntax(&error),
        }),
    }
}

/// The version of a file that otherwise cannot be read.
fn version_alone(text: &str) -> Option<u32> {
    #[derive(Deserialize)]
    struct Version {
        copydesk: u32,
    }
    options().from_str::<Version>(text).ok().map(|entry| entry.copydesk)
}

fn build(entry: ProjectEntry<'_>, around: &Surroundings<'_>, complaints: &mut Vec<Complaint>) -> Option<Project> {
    let fields = entry.article.fields.clone();
    let article = complain(complaints, "the article", build_article(entry.article, around))?;
    let article = check_hash(article, complaints);
    let project = Project::new(Arc::new(article), Arc::new(entry.scheme))
        .map_err(|error| ReadError::new(error.to_string(), "every id and key of a scheme stands for one thing"));
    let mut project = complain(complaints, "", project)?.called(entry.id).annotated_by(entry.annotator);
    for (name, value) in fields {
        complain(
            complaints,
            "the article",
            project.apply(Edit::Field { name, value }).map_err(|error| refused(&error)),
        );
    }
    around.progress.begin(entry.annotations.len() as u64);
    project.reserve(entry.annotations.len());
    for entry in entry.annotations {
        around.progress.advance(1).ok()?;
        let of = format!("annotation {}", entry.id);
        let record = record(&project, entry);
        let done =
            record.and_then(|record| project.apply(Edit::Annotate(Box::new(record))).map_err(|error| refused(&error)));
        complain(complaints, &of, done);
    }
    for entry in entry.relations {
        let of = format!("relation {}", entry.id);
        let done =
            relation(entry).and_then(|relation| project.apply(Edit::Relate(relation)).map_err(|error| refused(&error)));
        complain(complaints, &of, done);
    }
    Some(project)
}

fn complain<T>(complaints: &mut Vec<Complaint>, of: &str, result: Result<T, ReadError>) -> Option<T> {
    let complaint = |ReadError { message, hint }| Complaint { of: of.to_owned(), message, hint };
    result.map_err(|error| complaints.push(complaint(error))).ok()
}

fn refused(error: &EditError) -> ReadError {
    let message = match error {
        EditError::Outside(_) | EditError::UsedId(_) => error.to_string(),
        other => format!("is refused: {other}"),
    };
    ReadError::new(message, error.hint())
}

/// The article as the file has it, with the hash that the file says.
struct Claimed {
    article: Article,
    hash: Option<String>,
}

fn build_article(entry: ArticleEntry<'_>, around: &Surroundings<'_>) -> Result<Claimed, ReadError> {
    let plain = |error: &dyn fmt::Display| ReadError::new(format!("cannot be taken: {error}"), "correct its blocks");
    let article = match &entry.text_file {
        None => Article::new(entry.text.join("\n")).map_err(|error| plain(&error))?,
        Some(_) if !entry.text.is_empty() => {
            return Err(ReadError::new("has its text here and in a file", "keep `text` or `text_file`, not both"));
        }
        Some(file) if !file.is_plain() => {
            let message = format!("names `{}` as the file of its text, which is no name", shorten(&file.name));
            return Err(ReadError::new(message, "the file lies beside the project: write its name without a folder"));
        }
        Some(file) => (around.text)(file, entry.hash.as_deref())?,
    };
    if entry.blocks.is_empty() {
        return Ok(Claimed { article, hash: entry.hash });
    }
    let block = |entry: &BlockEntry| {
        let span = article.span_of_chars(entry.start, entry.end).map_err(|error| plain(&error))?;
        Ok(Block { kind: entry.kind, span })
    };
    let blocks = entry.blocks.iter().map(block).collect::<Result<Vec<_>, ReadError>>()?;
    let article = article.divided(&blocks).map_err(|error| plain(&error))?;
    Ok(Claimed { article, hash: entry.hash })
}

fn check_hash(claimed: Claimed, complaints: &mut Vec<Complaint>) -> Article {
    let Claimed { article, hash } = claimed;
    if hash.is_some_and(|hash| hash != article.hash().to_string()) {
        complaints.push(Complaint {
            of: "the article".into(),
            message: "is not the text that was annotated: its hash differs".into(),
            hint: "go back to the earlier text; if the change is meant, delete the line `hash`, and each annotation is held \
                   to the text it says"
                .into(),
        });
    }
    article
}

fn record(project: &Project, entry: AnnotationEntry<'_>) -> Result<Record, ReadError> {
    let id = Id::new(&entry.id).ok_or_else(|| ReadError::new("has an empty id", "give it an id of its own"))?;
    let fragments = fragments(project.article(), &entry)?;
    check_words(project.article(), &fragments, &entry)?;
    let at = match &*entry.at {
        "" => None,
        text => {
            Some(text.parse().map_err(|error: String| ReadError::new(format!("says {error}"), "correct its `at`"))?)
        }
    };
    Ok(Record {
        id,
        label: entry.label.into_owned(),
        fragments,
        attributes: entry.attributes.into_owned(),
        note: entry.note.into_owned(),
        by: entry.by.into_owned(),
        at,
    })
}

fn fragments(article: &Article, entry: &AnnotationEntry<'_>) -> Result<Fragments, ReadError> {
    let span =
        |start, end| article.span_of_chars(start, end).map_err(|error| ReadError::new(error.to_string(), error.hint()));
    let hull = span(entry.start, entry.end)?;
    if entry.fragments.is_empty() {
        return Ok(hull.into());
    }
    let spans = entry.fragments.iter().map(|&(start, end)| span(start, end)).collect::<Result<Vec<Span>, _>>()?;
    let fragments =
        Fragments::new(spans).map_err(|error| ReadError::new(format!("is refused: {error}"), error.hint()))?;
    if fragments.hull() == hull {
        Ok(fragments)
    } else {
        let hint = "`start` is where the first fragment begins, `end` where the last one ends";
        Err(ReadError::new(format!("says {}..{}, but its fragments reach otherwise", entry.start, entry.end), hint))
    }
}

/// Refuses a place where the text that the entry says does not stand.
fn check_words(article: &Article, fragments: &Fragments, entry: &AnnotationEntry<'_>) -> Result<(), ReadError> {
    let words = fragments.text(article.text());
    let said = (&*entry.text, entry.tail.as_deref(), entry.length);
    let (start, tail, length) = excerpt(&words);
    if said == (&*start, tail.as_deref(), length) {
        return Ok(());
    }
    let message =
        format!("says `{}`, but {}..{} is `{}`", shorten(&entry.text), entry.start, entry.end, shorten(&words));
    Err(ReadError::new(message, elsewhere(article, fragments.hull(), entry)))
}

/// Where the words of an entry stand instead.
fn elsewhere(article: &Article, hull: Span, entry: &AnnotationEntry<'_>) -> String {
    let whole = entry.tail.is_none() && entry.fragments.is_empty() && !entry.text.is_empty();
    match Quote::of_words(&entry.text).anchor(article.text(), hull.bytes()) {
        Anchored::Moved(span) if whole => {
            let chars = article.char_range(span);
            format!("that text stands at {}..{}: write that, or delete the annotation", chars.start, chars.end)
        }
        Anchored::Ambiguous(places) if whole => {
            format!("that text stands in {} places: write the right one", places.len())
        }
        _ => "correct its position or its text, or delete the annotation".into(),
    }
}

fn relation(entry: RelationEntry) -> Result<Relation, ReadError> {
    let id = |text: &str| Id::new(text).ok_or_else(|| ReadError::new("has an empty id", "name two annotations"));
    Ok(Relation { id: id(&entry.id)?, kind: entry.r#type, from: id(&entry.from)?, to: id(&entry.to)? })
}
