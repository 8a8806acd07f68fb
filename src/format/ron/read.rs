//! How does a file become a project? Every rule of the model is checked again, and all that does not hold is told.

use std::fmt;
use std::sync::Arc;

use super::{
    AnnotationEntry, ArticleEntry, BlockEntry, CueEntry, ProjectEntry, RelationEntry, TextFile, VERSION, excerpt,
    options, syntax,
};
use crate::format::{ReadError, bounded, named, shorten, utf8};
use crate::progress::Progress;
use crate::project::{Article, Block, Cue, CueTime, Edit, EditError, Id, Project, Record, Relation};
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
    let mut complaints = Complaints::default();
    let project = build(entry(bytes)?, around, &mut complaints);
    around.progress.check().map_err(|cancelled| ReadError::new(cancelled.to_string(), ""))?;
    match (complaints.list.split_first(), project) {
        (None, Some(project)) => Ok(project),
        (Some((first, rest)), _) => Err(refusal(first, rest.len())),
        (None, None) => Err(ReadError::new("it holds no project", "")),
    }
}

/// All in `bytes` that does not hold, up to a thousand things; an error when they are no project file at all.
pub fn check(bytes: &[u8], around: &Surroundings<'_>) -> Result<Vec<Complaint>, ReadError> {
    let mut complaints = Complaints::default();
    build(entry(bytes)?, around, &mut complaints);
    Ok(complaints.list)
}

/// After so many complaints the rest of a file is not looked at: what is wrong with it is wrong all over.
const MOST_COMPLAINTS: usize = 1000;

/// How much of an article is searched for text that does not stand where a file says, in bytes, all complaints together.
const SEARCHED: usize = 256 << 20;

/// What does not hold, while a file is read.
struct Complaints {
    list: Vec<Complaint>,
    /// How many bytes may still be searched to say where a text stands instead.
    search: usize,
}

impl Default for Complaints {
    fn default() -> Self {
        Self { list: Vec::new(), search: SEARCHED }
    }
}

impl Complaints {
    /// Notes what is wrong with `of`.
    fn take<T>(&mut self, of: &str, result: Result<T, ReadError>) -> Option<T> {
        let complaint = |ReadError { message, hint }| Complaint { of: bounded(of.to_owned()), message, hint };
        result.map_err(|error| self.list.push(complaint(error))).ok()
    }

    /// Whether there are enough of them; the last one says so.
    fn are_enough(&mut self) -> bool {
        let enough = self.list.len() >= MOST_COMPLAINTS;
        if enough {
            let hint = "correct these first".to_owned();
            self.list.push(Complaint { of: "the rest".into(), message: "was not looked at".into(), hint });
        }
        enough
    }
}

fn refusal(first: &Complaint, others: usize) -> ReadError {
    let hint = match others {
        0 => first.hint.clone(),
        _ if others >= MOST_COMPLAINTS => format!("{}; `copydesk check` lists the first thousand", first.hint),
        _ => format!("{}; `copydesk check` lists this and {others} more", first.hint),
    };
    ReadError::new(first.to_string(), hint.trim_start_matches("; "))
}

pub(super) fn entry(bytes: &[u8]) -> Result<ProjectEntry<'_>, ReadError> {
    let text = utf8(bytes)?;
    let newer = |version: u32| {
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
        Err(error) => {
            let version = version_alone(text).filter(|version| *version > VERSION);
            Err(version.map_or_else(|| syntax(error), newer))
        }
    }
}

/// The version of a file that otherwise cannot be read: a number that stands near the beginning, as this program writes it.
/// To read all of the file again for it would double what a broken one costs.
fn version_alone(text: &str) -> Option<u32> {
    const NAME: &str = "copydesk:";
    let head = &text[..text.floor_char_boundary(NEAR.min(text.len()))];
    let stands_alone = |at: &usize| head[..*at].trim_end().ends_with(['(', ',']);
    let at = head.match_indices(NAME).map(|(at, _)| at).find(stands_alone)?;
    let number = head[at + NAME.len()..].trim_start();
    number[..number.bytes().take_while(u8::is_ascii_digit).count()].parse().ok()
}

/// How much of a file is its beginning, in bytes.
const NEAR: usize = 4096;

fn build(entry: ProjectEntry<'_>, around: &Surroundings<'_>, complaints: &mut Complaints) -> Option<Project> {
    let mut entry = entry;
    let fields = std::mem::take(&mut entry.article.fields);
    let original = entry.article.original.take();
    let article = complaints.take("the article", build_article(entry.article, around))?;
    let article = check_hash(article, complaints);
    let project = Project::new(Arc::new(article), Arc::new(entry.scheme))
        .map_err(|error| ReadError::new(error.to_string(), "every id and key of a scheme stands for one thing"));
    let mut project = complaints.take("", project)?.called(entry.id).annotated_by(entry.annotator);
    if let Some(original) = original {
        project = project.taken_from(original);
    }
    for (name, value) in fields {
        complaints.take("the article", project.apply(Edit::Field { name, value }).map_err(|error| refused(&error)));
    }
    around.progress.begin(entry.annotations.len() as u64);
    project.reserve(entry.annotations.len());
    for entry in entry.annotations {
        around.progress.advance(1).ok()?;
        let of = format!("annotation {}", named(&entry.id));
        let record = record(&project, entry, &mut complaints.search);
        let done =
            record.and_then(|record| project.apply(Edit::Annotate(Box::new(record))).map_err(|error| refused(&error)));
        complaints.take(&of, done);
        if complaints.are_enough() {
            return None;
        }
    }
    for entry in entry.relations {
        let of = format!("relation {}", named(&entry.id));
        let done =
            relation(entry).and_then(|relation| project.apply(Edit::Relate(relation)).map_err(|error| refused(&error)));
        complaints.take(&of, done);
        if complaints.are_enough() {
            return None;
        }
    }
    Some(project)
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

fn build_article(entry: ArticleEntry, around: &Surroundings<'_>) -> Result<Claimed, ReadError> {
    let plain = |error: &dyn fmt::Display| ReadError::new(format!("cannot be taken: {error}"), "correct its blocks");
    let article = match &entry.text_file {
        None => Article::new(entry.text.unwrap_or_default()).map_err(|error| plain(&error))?,
        Some(_) if entry.text.is_some() => {
            return Err(ReadError::new("has its text here and in a file", "keep `text` or `text_file`, not both"));
        }
        Some(file) if !file.is_plain() => {
            let message = format!("names `{}` as the file of its text, which is no name", shorten(&file.name));
            return Err(ReadError::new(message, "the file lies beside the project: write its name without a folder"));
        }
        Some(file) => (around.text)(file, entry.hash.as_deref())?,
    };
    let article = said_in(divided(article, &entry.blocks)?, entry.cues)?;
    Ok(Claimed { article, hash: entry.hash })
}

/// The article, divided as the file says.
fn divided(article: Article, entries: &[BlockEntry]) -> Result<Article, ReadError> {
    let plain = |error: &dyn fmt::Display| ReadError::new(format!("cannot be taken: {error}"), "correct its blocks");
    let block = |entry: &BlockEntry| {
        let span = article.span_of_chars(entry.start, entry.end).map_err(|error| plain(&error))?;
        Ok(Block { kind: entry.kind, span })
    };
    let blocks = entries.iter().map(block).collect::<Result<Vec<_>, ReadError>>()?;
    article.divided(&blocks).map_err(|error| plain(&error))
}

/// The article, as it is said in the cues of the file.
fn said_in(article: Article, entries: Vec<CueEntry>) -> Result<Article, ReadError> {
    let plain = |error: &dyn fmt::Display| ReadError::new(format!("cannot be taken: {error}"), "correct its cues");
    let cue = |CueEntry { start, end, time, speaker }: CueEntry| {
        let span = article.span_of_chars(start, end).map_err(|error| plain(&error))?;
        let read = CueTime::read(&time);
        if read.is_none() && !time.is_empty() {
            let message = format!("has a cue with the time `{}`, which is none", shorten(&time));
            return Err(ReadError::new(message, "write it as 00:01:02.500 --> 00:01:04.000"));
        }
        Ok(Cue { span, time: read, speaker })
    };
    let cues = entries.into_iter().map(cue).collect::<Result<Vec<_>, ReadError>>()?;
    article.said_in(cues).map_err(|error| plain(&error))
}

fn check_hash(claimed: Claimed, complaints: &mut Complaints) -> Article {
    let Claimed { article, hash } = claimed;
    if hash.is_some_and(|hash| hash != article.hash().to_string()) {
        complaints.list.push(Complaint {
            of: "the article".into(),
            message: "is not the text that was annotated: its hash differs".into(),
            hint: "go back to the earlier text; if the change is meant, delete the line `hash`, and each annotation is held \
                   to the text it says"
                .into(),
        });
    }
    article
}

fn record(project: &Project, entry: AnnotationEntry<'_>, search: &mut usize) -> Result<Record, ReadError> {
    let id = Id::new(&entry.id).ok_or_else(|| ReadError::new("has an empty id", "give it an id of its own"))?;
    let fragments = fragments(project.article(), &entry)?;
    check_words(project.article(), &fragments, &entry, search)?;
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
fn check_words(
    article: &Article,
    fragments: &Fragments,
    entry: &AnnotationEntry<'_>,
    search: &mut usize,
) -> Result<(), ReadError> {
    let said = (&*entry.text, entry.tail.as_deref(), entry.length);
    let (start, tail, length) = excerpt(article, fragments);
    if said == (&*start, tail.as_deref(), length) {
        return Ok(());
    }
    let message =
        format!("says `{}`, but {}..{} is `{}`", shorten(&entry.text), entry.start, entry.end, shorten(&start));
    let hint = match *search {
        0 => "correct its position or its text, or delete the annotation".into(),
        _ => elsewhere(article, fragments.hull(), entry),
    };
    *search = search.saturating_sub(article.text().len());
    Err(ReadError::new(message, hint))
}

/// Where the words of an entry stand instead.
fn elsewhere(article: &Article, hull: Span, entry: &AnnotationEntry<'_>) -> String {
    let whole = entry.tail.is_none() && entry.fragments.is_empty() && !entry.text.is_empty();
    if !whole {
        return "correct its position or its text, or delete the annotation".into();
    }
    match Quote::of_words(&entry.text).anchor(article.text(), hull.bytes()) {
        Anchored::Moved(span) => {
            let chars = article.char_range(span);
            format!("that text stands at {}..{}: write that, or delete the annotation", chars.start, chars.end)
        }
        Anchored::Ambiguous(places) => {
            format!("that text stands in {} places: write the right one", places.len())
        }
        _ => "correct its position or its text, or delete the annotation".into(),
    }
}

fn relation(entry: RelationEntry<'_>) -> Result<Relation, ReadError> {
    let id = |text: &str| Id::new(text).ok_or_else(|| ReadError::new("has an empty id", "name two annotations"));
    Ok(Relation { id: id(&entry.id)?, kind: entry.r#type.into_owned(), from: id(&entry.from)?, to: id(&entry.to)? })
}
