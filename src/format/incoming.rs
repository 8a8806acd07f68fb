//! How do annotations from elsewhere become a project? Each is checked on its own; what does not hold is left out and told.

use std::collections::HashSet;
use std::sync::Arc;

use super::growth::Growth;
use super::{Part, ReadError, Reading, Refusal, edits, shorten};
use crate::project::{Article, Attributes, Edit, EditError, Id, Project, Record, Relation, Scheme, Series};
use crate::text::{Anchored, Fragments, Quote};

/// One article with what a file says of it.
pub(super) struct Incoming {
    pub(super) id: String,
    /// The line at which the file begins to speak of it.
    pub(super) line: usize,
    pub(super) article: Arc<Article>,
    pub(super) fields: Vec<(String, String)>,
    pub(super) annotations: Vec<IncomingAnnotation>,
    pub(super) relations: Vec<IncomingRelation>,
}

/// What a file says of one annotation; positions count code points.
#[derive(Default)]
pub(super) struct IncomingAnnotation {
    pub(super) line: usize,
    /// Empty: the next free one.
    pub(super) id: String,
    pub(super) label: String,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Empty: one fragment, from start to end.
    pub(super) fragments: Vec<(usize, usize)>,
    /// What the file says that it marks.
    pub(super) text: Option<String>,
    pub(super) attributes: Attributes,
    pub(super) note: String,
    pub(super) by: String,
    /// RFC 3339, or empty.
    pub(super) at: String,
}

/// What a file says of one relation.
pub(super) struct IncomingRelation {
    pub(super) line: usize,
    pub(super) file: Part,
    /// Empty: the next free one.
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) from: String,
    pub(super) to: String,
}

/// An annotation whose place holds; without an id it waits for those that have one.
struct Placed {
    line: usize,
    id: Option<Id>,
    record: Record,
}

impl Reading {
    /// Takes one article in, with all of it that holds.
    pub(super) fn take(&mut self, incoming: Incoming) {
        let Incoming { id, line, article, fields, annotations, relations } = incoming;
        let placed: Vec<Placed> =
            annotations.into_iter().filter_map(|annotation| self.place(&id, &article, annotation)).collect();
        let scheme = self.grown_scheme(&placed, &relations);
        let project = match Project::new(article, scheme) {
            Ok(project) => project.called(&id),
            Err(error) => return self.refuse(line, Part::Main, format!("article {id}"), refusal(&error, "")),
        };
        let mut taking = Taking { reading: self, project, article: id };
        taking.annotate(placed);
        taking.relate(relations);
        for (name, value) in fields {
            // A field takes any name and value.
            let _ = taking.project.apply(Edit::Field { name, value });
        }
        let project = taking.project;
        self.projects.push(project);
    }

    /// Notes what was left out, and why.
    pub(super) fn refuse(&mut self, line: usize, file: Part, of: impl Into<String>, why: ReadError) {
        self.refused.push(Refusal { line, file, of: of.into(), message: why.message, hint: why.hint });
    }

    /// Puts the refusals in the order of the files.
    pub(super) fn sorted(mut self) -> Self {
        self.refused.sort_by_key(|refusal| (refusal.file, refusal.line));
        self
    }

    fn place(&mut self, article_id: &str, article: &Article, annotation: IncomingAnnotation) -> Option<Placed> {
        let (line, id) = (annotation.line, annotation.id.clone());
        let placed = placed(article, annotation);
        placed.map_err(|why| self.refuse(line, Part::Main, named_of("annotation", &id, article_id), why)).ok()
    }

    /// The default scheme with what the annotations and relations need beside it.
    fn grown_scheme(&mut self, placed: &[Placed], relations: &[IncomingRelation]) -> Arc<Scheme> {
        let mut growth = Growth::new();
        for Placed { record, .. } in placed {
            growth.for_annotation(&record.label, &record.attributes);
        }
        let there: HashSet<&Id> = placed.iter().filter_map(|placed| placed.id.as_ref()).collect();
        let is_there = |id: &str| Id::new(id).is_some_and(|id| there.contains(&id));
        // A relation that will be refused adds nothing.
        let joins = |relation: &&IncomingRelation| {
            let IncomingRelation { kind, from, to, .. } = relation;
            is_there(from) && is_there(to) && from != to && !kind.is_empty()
        };
        relations.iter().filter(joins).for_each(|relation| growth.for_relation(&relation.kind));
        self.added.append(&mut growth.added);
        growth.scheme
    }
}

/// A project that is being filled.
struct Taking<'a> {
    reading: &'a mut Reading,
    project: Project,
    article: String,
}

impl Taking<'_> {
    fn annotate(&mut self, placed: Vec<Placed>) {
        // Those with an id go first, so that none is given to another before.
        let (named, nameless): (Vec<Placed>, Vec<Placed>) = placed.into_iter().partition(|placed| placed.id.is_some());
        for Placed { line, id, mut record } in named.into_iter().chain(nameless) {
            record.id = id.unwrap_or_else(|| self.project.free_id(Series::Annotations));
            let of = named_of("annotation", &record.id.to_string(), &self.article);
            self.apply(line, Part::Main, of, Edit::Annotate(Box::new(record)));
        }
    }

    fn relate(&mut self, relations: Vec<IncomingRelation>) {
        let (named, nameless): (Vec<_>, Vec<_>) = relations.into_iter().partition(|relation| !relation.id.is_empty());
        for IncomingRelation { line, file, id, kind, from, to } in named.into_iter().chain(nameless) {
            let of = named_of("relation", &id, &self.article);
            let id = Id::new(&id).unwrap_or_else(|| self.project.free_id(Series::Relations));
            match (Id::new(&from), Id::new(&to)) {
                (Some(from), Some(to)) => self.apply(line, file, of, Edit::Relate(Relation { id, kind, from, to })),
                _ => {
                    let why =
                        ReadError::new("does not say what it joins", "give it `from` and `to`, the ids of annotations");
                    self.reading.refuse(line, file, of, why);
                }
            }
        }
    }

    fn apply(&mut self, line: usize, file: Part, of: String, edit: Edit) {
        if let Err(error) = self.project.apply(edit) {
            let hint = match &error {
                EditError::UsedId(_) => "give each an id of its own, or none".to_owned(),
                EditError::UnknownId(_) => "it names an annotation that is not in the file, or was left out".to_owned(),
                _ => error.hint(),
            };
            self.reading.refuse(line, file, of, refusal(&error, &hint));
        }
    }
}

fn refusal(error: &impl ToString, hint: &str) -> ReadError {
    ReadError::new(format!("is refused: {}", error.to_string()), hint)
}

/// What a record is called in messages.
pub(super) fn named_of(what: &str, id: &str, article: &str) -> String {
    match id {
        "" if what.starts_with('a') => format!("an {what} of {article}"),
        "" => format!("a {what} of {article}"),
        _ => format!("{what} {id} of {article}"),
    }
}

fn placed(article: &Article, annotation: IncomingAnnotation) -> Result<Placed, ReadError> {
    let IncomingAnnotation { line, id, label, start, end, fragments, text, attributes, note, by, at } = annotation;
    if label.is_empty() {
        return Err(ReadError::new("has no label", "give it one"));
    }
    if attributes.contains_key("") {
        return Err(ReadError::new("has an attribute without a name", "give it one, or leave it out"));
    }
    let fragments = place(article, start, end, &fragments)?;
    if let Some(text) = text {
        check_words(article, &fragments, &text)?;
    }
    let at = edits::moment(&at)?;
    let id = Id::new(&id);
    // What has no id yet gets it when it is added.
    let draft = id.clone().unwrap_or_else(|| Id::counted(Series::Annotations, 0));
    let record = Record { attributes, note, by, at, ..Record::new(draft, label, fragments) };
    Ok(Placed { line, id, record })
}

fn place(article: &Article, start: usize, end: usize, ranges: &[(usize, usize)]) -> Result<Fragments, ReadError> {
    let hull = edits::marked(article, &[(start, end)])?;
    if ranges.is_empty() {
        return Ok(hull);
    }
    let fragments = edits::marked(article, ranges)?;
    if fragments.hull() == hull.hull() {
        return Ok(fragments);
    }
    let hint = "`start` is where the first fragment begins, `end` where the last one ends";
    Err(ReadError::new(format!("says {start}..{end}, but its fragments reach otherwise"), hint))
}

/// Refuses a place where the words that the file says do not stand.
fn check_words(article: &Article, fragments: &Fragments, said: &str) -> Result<(), ReadError> {
    let text = article.text();
    let words = fragments.text(text);
    if words == said {
        return Ok(());
    }
    let chars = article.char_range(fragments.hull());
    let message = format!("says `{}`, but {}..{} is `{}`", shorten(said), chars.start, chars.end, shorten(&words));
    let hint = match Quote::of_words(said).anchor(text, fragments.hull().bytes()) {
        _ if said.is_empty() => "leave `text` out, or say what is marked".to_owned(),
        Anchored::Moved(span) => {
            let chars = article.char_range(span);
            format!("that text stands at {}..{}; positions count Unicode code points", chars.start, chars.end)
        }
        Anchored::Ambiguous(places) => {
            format!("that text stands in {} places; positions count code points", places.len())
        }
        _ => "that text does not stand in the article".to_owned(),
    };
    Err(ReadError::new(message, hint))
}
