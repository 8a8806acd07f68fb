//! How does what was held to its article become a project? Annotation by annotation, and then the relations between them.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::{Incoming, IncomingRelation, Names, Placed, Said, check_name, fragments, named_of};
use crate::format::growth::Growth;
use crate::format::{Part, ReadError, Reading, Refusal, bounded, named};
use crate::project::{Attributes, Edit, EditError, Id, Project, Relation, Scheme, Series};

/// Room is made for so many annotations at once; for fewer it would be mostly empty.
const MANY: usize = 4096;

/// So many refusals are listed one by one; a file that is wrong all over is not repeated.
const MOST_REFUSALS: usize = 1000;

/// So many things that were added or passed over are listed, of each kind.
const MOST_NOTES: usize = 100;

impl Reading {
    /// Takes one article in, with all of it that holds; one of which no text is known is refused.
    pub(in crate::format) fn take(&mut self, mut incoming: Incoming) {
        let Some((article, told)) = incoming.settle() else {
            let id = named(&incoming.id);
            let message = format!("has no text: its {} annotations are left out", incoming.said);
            let hint = format!("give the article as `--text {id}.txt`, or a folder with a file of that name");
            return self.refuse(incoming.line, Part::Main, format!("article {id}"), ReadError::new(message, hint));
        };
        for told in told {
            note(&mut self.notes, || bounded(format!("article {}: {told}", named(&incoming.id))));
        }
        let Incoming { id, line, fields, mut relations, mut placed, names, refused, .. } = incoming;
        fragments::join(&mut placed, &mut relations);
        refused.refused.into_iter().for_each(|refusal| self.list(refusal));
        self.count_unlisted(refused.unlisted);
        let scheme = self.grown_scheme(&placed, &names.labels, &relations);
        let project = match Project::new(article, scheme) {
            Ok(project) => project.called(&id),
            Err(error) => return self.refuse(line, Part::Main, named_of("article", &id, ""), refusal(&error, "")),
        };
        let mut taking = Taking { reading: self, project, article: id, last: [0; 2] };
        taking.annotate(placed, &names);
        taking.relate(relations);
        for (name, value) in fields {
            // A field takes any name and value.
            let _ = taking.project.apply(Edit::Field { name, value });
        }
        let project = taking.project;
        self.projects.push(project);
    }

    /// Notes what was left out, and why.
    pub(in crate::format) fn refuse(&mut self, line: usize, file: Part, of: impl Into<String>, why: ReadError) {
        self.list(Refusal { line, file, of: bounded(of.into()), message: why.message, hint: why.hint });
    }

    fn list(&mut self, refusal: Refusal) {
        if self.refused.len() < MOST_REFUSALS {
            self.refused.push(refusal);
        } else {
            self.count_unlisted(Some((refusal.file, refusal.line, 1)));
        }
    }

    fn count_unlisted(&mut self, more: Option<(Part, usize, usize)>) {
        self.unlisted = match (self.unlisted, more) {
            (Some((file, line, count)), Some((_, _, more))) => Some((file, line, count + more)),
            (known, more) => known.or(more),
        };
    }

    /// Notes that something was decided.
    pub(in crate::format) fn note(&mut self, what: impl FnOnce() -> String) {
        note(&mut self.notes, what);
    }

    /// Notes that something was passed over.
    pub(in crate::format) fn ignore(&mut self, what: impl FnOnce() -> String) {
        note(&mut self.ignored, what);
    }

    /// Puts the refusals in the order of the files; those that are not listed stand last, as one.
    pub(in crate::format) fn sorted(mut self) -> Self {
        self.refused.sort_by_key(|refusal| (refusal.file, refusal.line));
        if let Some((file, line, count)) = self.unlisted {
            let message = format!("this and {count} more are left out, and not listed one by one");
            let hint = "correct those that are listed and import it again".to_owned();
            self.refused.push(Refusal { line, file, of: String::new(), message, hint });
        }
        self
    }

    /// The default scheme with what the annotations and relations need beside it.
    fn grown_scheme(&mut self, placed: &[Placed], labels: &Names, relations: &[IncomingRelation]) -> Arc<Scheme> {
        let mut growth = Growth::new();
        let none = Attributes::new();
        let mut known = vec![false; labels.list.len()];
        for Placed { label, details, .. } in placed {
            let attributes = details.as_ref().map_or(&none, |details| &details.attributes);
            if !std::mem::replace(&mut known[*label as usize], true) || !attributes.is_empty() {
                growth.for_annotation(labels.get(*label), attributes);
            }
        }
        let is_new = |relation: &IncomingRelation| growth.scheme.relation_kind(&relation.kind).is_none();
        let relations: Vec<&IncomingRelation> = relations.iter().filter(|relation| is_new(relation)).collect();
        let there: HashSet<&Id> = if relations.is_empty() {
            HashSet::new()
        } else {
            placed.iter().filter_map(|placed| placed.id.as_ref()).collect()
        };
        let is_there = |id: &str| Id::new(id).is_some_and(|id| there.contains(&id));
        // A relation that will be refused adds nothing.
        let joins = |relation: &&&IncomingRelation| {
            let IncomingRelation { kind, from, to, .. } = relation;
            is_there(from) && is_there(to) && from != to && !kind.is_empty()
        };
        relations.iter().filter(joins).for_each(|relation| growth.for_relation(&relation.kind));
        growth.added.into_iter().for_each(|added| note(&mut self.added, || added));
        growth.scheme
    }
}

/// Notes one thing more, unless there are enough.
fn note(notes: &mut BTreeSet<String>, what: impl FnOnce() -> String) {
    match notes.len() {
        MOST_NOTES.. => {}
        _ if notes.len() == MOST_NOTES - 1 => drop(notes.insert("…".to_owned())),
        _ => drop(notes.insert(what())),
    }
}

/// A project that is being filled.
struct Taking<'a> {
    reading: &'a mut Reading,
    project: Project,
    article: String,
    /// The last numbers that were given, of annotations and of relations.
    last: [u32; 2],
}

impl Taking<'_> {
    fn annotate(&mut self, mut placed: Vec<Placed>, names: &Said) {
        if placed.len() > MANY {
            self.project.reserve(placed.len());
        }
        // Those with an id go first, so that none is given to another before.
        for has_id in [true, false] {
            for placed in placed.iter_mut().filter(|placed| placed.id.is_some() == has_id) {
                let id = placed.id.clone().unwrap_or_else(|| self.free_id(Series::Annotations));
                let added = self.project.add(placed.given(id.clone(), names));
                self.hold(placed.line, Part::Main, ("annotation", Some(&id)), added);
            }
        }
    }

    fn relate(&mut self, relations: Vec<IncomingRelation>) {
        let (named, nameless): (Vec<_>, Vec<_>) = relations.into_iter().partition(|relation| !relation.id.is_empty());
        for IncomingRelation { line, file, id, kind, from, to } in named.into_iter().chain(nameless) {
            let own = Id::new(&id);
            let names = [("id", &id), ("type", &kind)].into_iter().try_for_each(|(what, name)| check_name(what, name));
            if let Err(why) = names {
                let of = self.of("relation", own.as_ref());
                self.reading.refuse(line, file, of, why);
                continue;
            }
            let id = own.clone().unwrap_or_else(|| self.free_id(Series::Relations));
            match (Id::new(&from), Id::new(&to)) {
                (Some(from), Some(to)) => {
                    let taken = self.project.apply(Edit::Relate(Relation { id, kind, from, to }));
                    self.hold(line, file, ("relation", own.as_ref()), taken.map(drop));
                }
                _ => {
                    let why =
                        ReadError::new("does not say what it joins", "give it `from` and `to`, the ids of annotations");
                    let of = self.of("relation", own.as_ref());
                    self.reading.refuse(line, file, of, why);
                }
            }
        }
    }

    /// The next free id; those that were given are not tried again, though a file may have used up the highest numbers.
    fn free_id(&mut self, series: Series) -> Id {
        let place = usize::from(series == Series::Relations);
        let next = Id::counted(series, self.last[place].saturating_add(1));
        let is_free = self.project.annotations().get(&next).is_none() && self.project.relations().get(&next).is_none();
        let id = if self.last[place] > 0 && is_free { next } else { self.project.free_id(series) };
        self.last[place] = id.number_in(series).unwrap_or_default();
        id
    }

    fn of(&self, what: &str, id: Option<&Id>) -> String {
        named_of(what, &id.map(ToString::to_string).unwrap_or_default(), &self.article)
    }

    /// Refuses what the project did not take.
    fn hold(&mut self, line: usize, file: Part, (what, id): (&str, Option<&Id>), taken: Result<(), EditError>) {
        if let Err(error) = taken {
            let hint = match &error {
                EditError::UsedId(_) => "give each an id of its own, or none".to_owned(),
                EditError::UnknownId(_) => "it names an annotation that is not in the file, or was left out".to_owned(),
                _ => error.hint(),
            };
            let of = self.of(what, id);
            self.reading.refuse(line, file, of, refusal(&error, &hint));
        }
    }
}

fn refusal(error: &impl ToString, hint: &str) -> ReadError {
    ReadError::new(format!("is refused: {}", error.to_string()), hint)
}
