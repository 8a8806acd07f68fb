//! What has been marked? An article, a scheme, annotations and relations, and the one door by which they change.

mod annotation;
mod annotations;
mod article;
mod color;
mod cue;
mod edit;
mod history;
mod id;
mod original;
mod relations;
mod scheme;
mod scheme_adopted;
mod scheme_change;
mod status;
mod time;
mod vision;

use std::fmt;
use std::sync::Arc;

pub(crate) use annotation::Given;
pub use annotation::{Annotation, Attributes, LabelIndex, Record, Relation};
pub use annotations::{Annotations, Stretch};
pub use article::{Article, ArticleBuilder, ArticleError, Block, BlockKind, Fields, LONGEST, PIECE, TextHash};
pub use color::Color;
pub use cue::{Cue, CueTime};
pub use edit::{Edit, EditError, Missing};
pub use history::{Change, History, How};
pub use id::{Id, Series};
pub use original::Original;
pub use relations::Relations;
#[cfg(test)]
pub(crate) use scheme::tests::default_scheme;
pub use scheme::{Attribute, Finds, Label, Line, RelationKind, Scheme, SchemeError};
pub use scheme_adopted::Adopted;
pub use scheme_change::{Fate, SchemeChange};
pub use status::Status;
pub use time::Moment;
pub use vision::{ALIKE, LookAlike, Vision};

use crate::text::{Fragments, Span};

/// One article with everything that has been said of it: a value that can be compared and saved.
///
/// It changes by [`Project::apply`] alone. These rules hold after every change: ids are unique; labels and relation kinds
/// are of the scheme; attributes are known to the scheme, with values that it allows; fragments lie in the text, on
/// character boundaries; a relation joins two different annotations that are there.
#[derive(Clone)]
pub struct Project {
    /// The project's own id; may be empty, then its file's name stands for it.
    id: String,
    article: Arc<Article>,
    /// Shared between copies, as the article and the scheme are.
    fields: Arc<Fields>,
    /// The file that the article came from, where that is known.
    original: Option<Arc<Original>>,
    scheme: Arc<Scheme>,
    annotations: Annotations,
    relations: Relations,
    people: People,
    series: NextIds,
}

/// Who works on the project.
#[derive(Clone, Debug, Default)]
struct People {
    /// Who new annotations are by; may be empty.
    annotator: String,
    /// Everyone an annotation is by; `Annotation::by` is a place in it.
    known: Vec<String>,
}

/// The numbers of the next ids: above all that were ever given, so that none comes back with another meaning.
#[derive(Clone, Copy, Debug)]
struct NextIds {
    annotation: u32,
    relation: u32,
}

impl PartialEq for Project {
    /// Whether both say the same. In which order people became known, and which ids were given before, is no part of it.
    fn eq(&self, other: &Self) -> bool {
        let same = |(a, b): (&Annotation, &Annotation)| self.record(a) == other.record(b);
        (&self.id, &self.article, &self.fields, &self.original, &self.scheme, self.annotator())
            == (&other.id, &other.article, &other.fields, &other.original, &other.scheme, other.annotator())
            && self.relations == other.relations
            && self.annotations.len() == other.annotations.len()
            && self.annotations.iter().zip(other.annotations.iter()).all(same)
    }
}

impl fmt::Debug for Project {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let records: Vec<Record> = self.annotations.iter().map(|annotation| self.record(annotation)).collect();
        f.debug_struct("Project")
            .field("id", &self.id)
            .field("text", &self.article.hash())
            .field("scheme", &self.scheme.name)
            .field("annotations", &records)
            .field("relations", &self.relations)
            .finish_non_exhaustive()
    }
}

impl Project {
    /// A project in which nothing is marked yet; an error when the scheme does not hold.
    pub fn new(article: Arc<Article>, scheme: Arc<Scheme>) -> Result<Self, SchemeError> {
        scheme.check()?;
        Ok(Self {
            id: String::new(),
            article,
            fields: Arc::default(),
            original: None,
            scheme,
            annotations: Annotations::default(),
            relations: Relations::default(),
            people: People::default(),
            series: NextIds { annotation: 1, relation: 1 },
        })
    }

    /// This project called `id`.
    #[must_use]
    pub fn called(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// This project, with new annotations by `annotator`.
    #[must_use]
    pub fn annotated_by(mut self, annotator: impl Into<String>) -> Self {
        self.people.annotator = annotator.into();
        self
    }

    /// This project, with what is known of its article.
    #[must_use]
    pub fn described(mut self, fields: Fields) -> Self {
        self.fields = Arc::new(fields);
        self
    }

    /// This project, whose article came from the file `original`.
    #[must_use]
    pub fn taken_from(mut self, original: Original) -> Self {
        self.original = Some(Arc::new(original));
        self
    }

    /// The project's own id; may be empty.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The project's own id, or `name` where it has none.
    pub fn id_or<'a>(&'a self, name: &'a str) -> &'a str {
        if self.id.is_empty() { name } else { &self.id }
    }

    /// The article.
    pub fn article(&self) -> &Arc<Article> {
        &self.article
    }

    /// The article's text.
    pub fn text(&self) -> &str {
        self.article.text()
    }

    /// What is known about the article.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The file that the article came from, where that is known.
    pub fn original(&self) -> Option<&Original> {
        self.original.as_deref()
    }

    /// The labels and relation kinds.
    pub fn scheme(&self) -> &Arc<Scheme> {
        &self.scheme
    }

    /// What has been marked, in the order of the text.
    pub fn annotations(&self) -> &Annotations {
        &self.annotations
    }

    /// What belongs together, by id.
    pub fn relations(&self) -> &Relations {
        &self.relations
    }

    /// Who new annotations are by; may be empty.
    pub fn annotator(&self) -> &str {
        &self.people.annotator
    }

    /// The label of an annotation of this project.
    pub fn label_of(&self, annotation: &Annotation) -> &Label {
        self.scheme.label_at(annotation.label)
    }

    /// Who made an annotation of this project; may be empty.
    pub fn maker_of(&self, annotation: &Annotation) -> &str {
        self.people.known.get(usize::from(annotation.by)).map_or("", String::as_str)
    }

    /// When an annotation was made, if that is known.
    pub fn time_of(&self, annotation: &Annotation) -> Option<Moment> {
        annotation.at.checked_sub(1).and_then(|second| Moment::of_second(i64::from(second)))
    }

    /// The marked words of an annotation of this project, fragments joined by one space.
    pub fn words_of(&self, annotation: &Annotation) -> String {
        annotation.fragments.text(self.text())
    }

    /// An annotation of this project in full.
    pub fn record(&self, annotation: &Annotation) -> Record {
        Record {
            id: annotation.id.clone(),
            label: self.label_of(annotation).id.clone(),
            fragments: annotation.fragments.clone(),
            attributes: annotation.attributes().clone(),
            note: annotation.note().to_owned(),
            by: self.maker_of(annotation).to_owned(),
            at: self.time_of(annotation),
        }
    }

    /// An annotation ready to be added: with the next free id, by this project's annotator, now.
    pub fn draft(&self, label: &str, fragments: Fragments) -> Record {
        let id = self.free_id(Series::Annotations);
        Record { by: self.people.annotator.clone(), at: Some(Moment::now()), ..Record::new(id, label, fragments) }
    }

    /// An annotation for each of `fragments`, ready to be added one after another, as [`Self::draft`] makes one.
    pub fn drafts(&self, label: &str, fragments: Vec<Fragments>) -> Vec<Record> {
        let mut next = self.free_id(Series::Annotations).number_in(Series::Annotations).unwrap_or(0);
        let draft = |fragments: Fragments| {
            let mut ids = (next..=u32::MAX).map(|number| Id::counted(Series::Annotations, number));
            let id = ids.find(|id| !self.has(id)).unwrap_or_else(|| self.free_id(Series::Annotations));
            next = id.number_in(Series::Annotations).unwrap_or(next).saturating_add(1);
            Record { by: self.people.annotator.clone(), at: Some(Moment::now()), ..Record::new(id, label, fragments) }
        };
        fragments.into_iter().map(draft).collect()
    }

    /// The next id that nothing has and nothing had.
    pub fn free_id(&self, series: Series) -> Id {
        let next = match series {
            Series::Annotations => self.series.annotation,
            Series::Relations => self.series.relation,
        };
        let mut ids = (next..=u32::MAX).chain(1..next).map(|number| Id::counted(series, number));
        // There are four thousand million ids, and every one in use takes memory.
        ids.find(|id| !self.has(id)).unwrap_or_else(|| Id::counted(series, 0))
    }

    /// Makes room for `annotations` more, which saves time when they come one by one.
    pub fn reserve(&mut self, annotations: usize) {
        self.annotations.reserve(annotations);
    }

    /// Changes the project and returns the change that takes it back; or refuses it, and nothing has changed.
    ///
    /// Costs what the change costs, not what the project has, but for a change of the scheme.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, EditError> {
        match edit {
            Edit::Annotate(record) => self.annotate(*record),
            Edit::Remove(id) => self.remove(&id),
            Edit::Relabel { id, label } => self.relabel(id, &label),
            Edit::Move { id, fragments } => self.move_to(id, fragments),
            Edit::Set { id, name, value } => self.set(id, name, value),
            Edit::Note { id, text } => self.note(id, text),
            Edit::Relate(relation) => self.relate(relation),
            Edit::Field { name, value } => {
                let before = Arc::make_mut(&mut self.fields).set(&name, &value);
                Ok(Edit::Field { name, value: before })
            }
            Edit::Scheme(scheme) => self.change_scheme(*scheme),
            Edit::All(edits) => self.apply_all(edits),
        }
    }

    /// Refuses attribute values that `label` itself does not have. `apply` also accepts those of other labels, which an
    /// annotation keeps when it is relabelled; what a person types is held to the label.
    pub fn check_attributes(&self, label: &str, attributes: &Attributes) -> Result<(), EditError> {
        let label = self.known_label(label)?.1;
        attributes.iter().try_for_each(|(name, value)| allow(label, label.attribute(name), name, Some(value)))
    }

    /// Refuses a value that no label's attribute of that name allows; none is allowed wherever the attribute is known.
    fn allow(&self, label: &Label, name: &str, value: Option<&str>) -> Result<(), EditError> {
        let fits = |attribute: &&Attribute| value.is_none_or(|value| attribute.allows(value));
        let fitting = self.scheme.attributes(name).find(fits);
        allow(label, fitting.or(label.attribute(name)).or(self.scheme.attributes(name).next()), name, value)
    }

    fn apply_all(&mut self, edits: Vec<Edit>) -> Result<Edit, EditError> {
        let mut back = Vec::with_capacity(edits.len());
        for edit in edits {
            match self.apply(edit) {
                Ok(inverse) => back.push(inverse),
                Err(error) => {
                    for inverse in back.into_iter().rev() {
                        let undone = self.apply(inverse);
                        debug_assert!(undone.is_ok(), "what was just done can be taken back: {undone:?}");
                    }
                    return Err(error);
                }
            }
        }
        back.reverse();
        Ok(Edit::All(back))
    }

    fn annotate(&mut self, record: Record) -> Result<Edit, EditError> {
        let Record { id, label, fragments, attributes, note, by, at } = record;
        let added = id.clone();
        self.add(Given { id, label: &label, fragments, attributes, note, by: &by, at })?;
        Ok(Edit::Remove(added))
    }

    /// Adds an annotation as [`Self::apply`] does, for those who fill a project and never go back.
    pub(crate) fn add(&mut self, given: Given<'_>) -> Result<(), EditError> {
        let Given { id, label, fragments, attributes, note, by, at } = given;
        // A number above all that were given before is looked for among the annotations in vain.
        let is_above = |number: u32| (self.series.annotation..u32::MAX).contains(&number);
        if !id.number_in(Series::Annotations).is_some_and(is_above) || self.relations.get(&id).is_some() {
            self.check_free(&id)?;
        }
        self.check_inside(&fragments)?;
        let (index, label) = self.known_label(label)?;
        for (name, value) in &attributes {
            self.allow(label, name, Some(value))?;
        }
        let by = self.known_person(by)?;
        // 0 stands for "not known"; the last second of 2106 is given up for it.
        let at = at.map_or(0, |moment| moment.second().saturating_add(1));
        raise(&mut self.series.annotation, id.number_in(Series::Annotations));
        let mut annotation = Annotation { id, fragments, details: None, at, label: index, by };
        annotation.set_details(attributes, note);
        self.annotations.insert(annotation);
        Ok(())
    }

    fn remove(&mut self, id: &Id) -> Result<Edit, EditError> {
        if let Some(relation) = self.relations.remove(id) {
            return Ok(Edit::Relate(relation));
        }
        let record = self.record(self.known(id)?);
        let ids: Vec<Id> = self.relations.of(id).map(|relation| relation.id.clone()).collect();
        let relations: Vec<Relation> = ids.iter().filter_map(|id| self.relations.remove(id)).collect();
        self.annotations.remove(id);
        let annotate = Edit::Annotate(Box::new(record));
        if relations.is_empty() {
            return Ok(annotate);
        }
        Ok(Edit::All(std::iter::once(annotate).chain(relations.into_iter().map(Edit::Relate)).collect()))
    }

    fn relabel(&mut self, id: Id, label: &str) -> Result<Edit, EditError> {
        let index = self.known_label(label)?.0;
        let relabel = |annotation: &mut Annotation| std::mem::replace(&mut annotation.label, index);
        let before = self.annotations.change(&id, relabel).ok_or_else(|| EditError::UnknownId(id.clone()))?;
        Ok(Edit::Relabel { id, label: self.scheme.label_at(before).id.clone() })
    }

    fn move_to(&mut self, id: Id, fragments: Fragments) -> Result<Edit, EditError> {
        self.check_inside(&fragments)?;
        let mut annotation = self.annotations.remove(&id).ok_or_else(|| EditError::UnknownId(id.clone()))?;
        let before = std::mem::replace(&mut annotation.fragments, fragments);
        self.annotations.insert(annotation);
        Ok(Edit::Move { id, fragments: before })
    }

    fn set(&mut self, id: Id, name: String, value: Option<String>) -> Result<Edit, EditError> {
        let annotation = self.known(&id)?;
        let label = self.label_of(annotation);
        self.allow(label, &name, value.as_deref())?;
        let before = self.change_details(&id, |attributes, _| match value {
            Some(value) => attributes.insert(name.clone(), value),
            None => attributes.remove(&name),
        })?;
        Ok(Edit::Set { id, name, value: before })
    }

    fn note(&mut self, id: Id, text: String) -> Result<Edit, EditError> {
        let before = self.change_details(&id, |_, note| std::mem::replace(note, text))?;
        Ok(Edit::Note { id, text: before })
    }

    fn change_details<T>(
        &mut self,
        id: &Id,
        change: impl FnOnce(&mut Attributes, &mut String) -> T,
    ) -> Result<T, EditError> {
        let change = |annotation: &mut Annotation| {
            let mut details = annotation.details.take().unwrap_or_default();
            let result = change(&mut details.attributes, &mut details.note);
            annotation.set_details(details.attributes, details.note);
            result
        };
        self.annotations.change(id, change).ok_or_else(|| EditError::UnknownId(id.clone()))
    }

    fn relate(&mut self, relation: Relation) -> Result<Edit, EditError> {
        self.check_free(&relation.id)?;
        self.known(&relation.from)?;
        self.known(&relation.to)?;
        if relation.from == relation.to {
            return Err(EditError::ToItself(relation.from));
        }
        if self.scheme.relation_kind(&relation.kind).is_none() {
            let known = self.scheme.relations.iter().map(|kind| kind.id.as_str());
            return Err(EditError::UnknownKind(Missing::new(&relation.kind, "the scheme", known)));
        }
        raise(&mut self.series.relation, relation.id.number_in(Series::Relations));
        let id = relation.id.clone();
        self.relations.insert(relation);
        Ok(Edit::Remove(id))
    }

    fn change_scheme(&mut self, scheme: Scheme) -> Result<Edit, EditError> {
        scheme.check().map_err(EditError::Scheme)?;
        self.check_in_use(&scheme)?;
        let places: Vec<LabelIndex> = self
            .scheme
            .labels
            .iter()
            .map(|label| scheme.label(&label.id).map_or(LabelIndex(0), |found| found.0))
            .collect();
        // A name that is typed costs nothing for each annotation.
        if places.iter().enumerate().any(|(before, after)| before != after.get()) {
            self.annotations.change_all(|annotation| annotation.label = places[annotation.label.get()]);
        }
        let before = std::mem::replace(&mut self.scheme, Arc::new(scheme));
        Ok(Edit::Scheme(Box::new(Arc::unwrap_or_clone(before))))
    }

    /// Refuses a scheme that lacks what an annotation or relation uses.
    fn check_in_use(&self, scheme: &Scheme) -> Result<(), EditError> {
        if scheme.holds_all_of(&self.scheme) {
            return Ok(());
        }
        let lacking = |annotation: &Annotation| {
            let id = &self.label_of(annotation).id;
            if scheme.label(id).is_none() {
                return Some(format!("the label `{id}`"));
            }
            annotation.attributes().iter().find_map(|(name, value)| {
                let allowed = scheme.attributes(name).any(|attribute| attribute.allows(value));
                (!allowed).then(|| format!("the attribute `{name}` with the value `{value}`"))
            })
        };
        let mut lacks = self.annotations.iter().filter_map(lacking);
        if let Some(what) = lacks.next() {
            let uses = 1 + lacks.filter(|other| *other == what).count();
            return Err(EditError::InUse { what, uses });
        }
        let mut kinds = self.relations.iter().filter(|relation| scheme.relation_kind(&relation.kind).is_none());
        match kinds.next() {
            Some(relation) => {
                let uses = 1 + kinds.filter(|other| other.kind == relation.kind).count();
                Err(EditError::InUse { what: format!("the relation `{}`", relation.kind), uses })
            }
            None => Ok(()),
        }
    }

    fn has(&self, id: &Id) -> bool {
        self.annotations.get(id).is_some() || self.relations.get(id).is_some()
    }

    fn check_free(&self, id: &Id) -> Result<(), EditError> {
        if self.has(id) { Err(EditError::UsedId(id.clone())) } else { Ok(()) }
    }

    fn check_inside(&self, fragments: &Fragments) -> Result<(), EditError> {
        let check = |span: &Span| Span::new(self.text(), span.bytes()).map(|_| ()).map_err(EditError::Outside);
        fragments.spans().iter().try_for_each(check)
    }

    fn known(&self, id: &Id) -> Result<&Annotation, EditError> {
        self.annotations.get(id).ok_or_else(|| EditError::UnknownId(id.clone()))
    }

    fn known_label(&self, id: &str) -> Result<(LabelIndex, &Label), EditError> {
        self.scheme.label(id).ok_or_else(|| {
            let known = self.scheme.labels.iter().map(|label| label.id.as_str());
            EditError::UnknownLabel(Missing::new(id, "the scheme", known))
        })
    }

    fn known_person(&mut self, name: &str) -> Result<u16, EditError> {
        let known = &mut self.people.known;
        let place = known.iter().position(|person| *person == name).unwrap_or(known.len());
        let index = u16::try_from(place).map_err(|_| EditError::TooManyAnnotators)?;
        if place == known.len() {
            known.push(name.to_owned());
        }
        Ok(index)
    }
}

fn raise(next: &mut u32, given: Option<u32>) {
    *next = (*next).max(given.map_or(0, |number| number.saturating_add(1)));
}

fn allow(label: &Label, attribute: Option<&Attribute>, name: &str, value: Option<&str>) -> Result<(), EditError> {
    let Some(attribute) = attribute else {
        let known = label.attributes.iter().map(|attribute| attribute.id.as_str());
        return Err(EditError::UnknownAttribute(Missing::new(name, format!("the label `{}`", label.id), known)));
    };
    if let Some(value) = value.filter(|value| !attribute.allows(value)) {
        let known = attribute.values.iter().map(String::as_str);
        return Err(EditError::UnknownValue(Missing::new(value, format!("the attribute `{name}`"), known)));
    }
    Ok(())
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::{draw, drawing};
