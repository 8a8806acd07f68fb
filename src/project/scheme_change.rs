//! What becomes of what is marked when the scheme changes? Renaming, removing and replacing what is in use, each as one edit.
//!
//! `Edit::Scheme` refuses a scheme that lacks something in use. So each change here first makes the annotations and relations
//! say what the new scheme knows, then puts the scheme in its place: one `Edit::All`, taken back as one.

use super::edit::in_words;
use super::{Annotation, Edit, EditError, Label, LabelIndex, Missing, Project, Relation, RelationKind, Scheme};

/// What becomes of what uses a part of the scheme that goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays: a label is retired, and anything else that is in use is not removed.
    Keep,
    /// It is given this one of the same kind, by its id.
    MoveTo(String),
    /// It goes too.
    Remove,
}

/// A change of the scheme, with what it does to what is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeChange {
    /// The change, one step.
    pub edit: Edit,
    /// How many annotations change or go.
    pub annotations: usize,
    /// How many relations change or go.
    pub relations: usize,
    /// How many values are lost by it, which nothing in the new scheme allows.
    pub cleared: usize,
}

impl Project {
    /// How many annotations have the label `id`.
    pub fn uses_of_label(&self, id: &str) -> usize {
        self.scheme.label(id).map_or(0, |(index, _)| self.annotations.count_of(index))
    }

    /// How many annotations would lose a value if `label` had the attribute `id` no more. Looks at every annotation.
    pub fn uses_of_attribute(&self, label: &str, id: &str) -> usize {
        self.without_attribute(label, id).map_or(0, |scheme| self.having(label, id, None, &scheme).count())
    }

    /// How many annotations would lose their value if it were no choice of the attribute `id` of `label` any more. Looks at
    /// every annotation.
    pub fn uses_of_choice(&self, label: &str, id: &str, value: &str) -> usize {
        let scheme = self.without_choice(label, id, value);
        scheme.map_or(0, |scheme| self.having(label, id, Some(value), &scheme).count())
    }

    /// How many relations are of the kind `id`. Looks at every relation.
    pub fn uses_of_relation_kind(&self, id: &str) -> usize {
        self.relations.iter().filter(|relation| relation.kind == id).count()
    }

    /// Gives the label `id` the id `new`; its annotations go with it.
    pub fn renaming_label(&self, id: &str, new: &str) -> Result<SchemeChange, EditError> {
        let (index, label) = self.known_label(id)?;
        let mut scheme = Scheme::clone(&self.scheme);
        new.clone_into(&mut scheme.labels[index.get()].id);
        for end in ends(&mut scheme) {
            end.iter_mut().filter(|end| *end == id).for_each(|end| new.clone_into(end));
        }
        scheme.check().map_err(EditError::Scheme)?;
        if new == id {
            return Ok(SchemeChange::new(Vec::new(), scheme));
        }
        let own = self.with_label(index);
        let relabel = |annotation: &Annotation| Edit::Relabel { id: annotation.id.clone(), label: new.to_owned() };
        let relabelled: Vec<Edit> = own.map(relabel).collect();
        let annotations = relabelled.len();
        // Between the two every annotation has a label: the old one stands beside the new one.
        let bare = Label { key: None, retired: true, attributes: Vec::new(), ..label.clone() };
        let mut both = scheme.clone();
        both.labels.push(bare);
        let steps = if annotations == 0 { Vec::new() } else { [vec![scheme_edit(both)], relabelled].concat() };
        Ok(SchemeChange { annotations, ..SchemeChange::new(steps, scheme) })
    }

    /// Takes the label `id` out of the scheme, with `fate` for the annotations that have it.
    pub fn removing_label(&self, id: &str, fate: &Fate) -> Result<SchemeChange, EditError> {
        let (index, _) = self.known_label(id)?;
        let mut scheme = Scheme::clone(&self.scheme);
        if *fate == Fate::Keep {
            let label = &mut scheme.labels[index.get()];
            (label.retired, label.key) = (true, None);
            return Ok(SchemeChange::new(Vec::new(), scheme));
        }
        scheme.labels.remove(index.get());
        ends(&mut scheme).for_each(|end| end.retain(|end| end != id));
        scheme.check().map_err(EditError::Scheme)?;
        let mut steps: Vec<Edit> = match fate {
            Fate::MoveTo(other) => {
                let known = scheme.labels.iter().map(|label| label.id.as_str());
                scheme.label(other).ok_or_else(|| EditError::UnknownLabel(Missing::new(other, "the scheme", known)))?;
                let relabel = |known: &Annotation| Edit::Relabel { id: known.id.clone(), label: other.clone() };
                self.with_label(index).map(relabel).collect()
            }
            _ => self.with_label(index).map(|annotation| Edit::Remove(annotation.id.clone())).collect(),
        };
        let annotations = steps.len();
        let goes = matches!(steps.first(), Some(Edit::Remove(_)));
        let is_of_gone = |id| self.annotations.get(id).is_some_and(|annotation| annotation.label == index);
        let relations =
            self.relations.iter().filter(|relation| goes && (is_of_gone(&relation.from) || is_of_gone(&relation.to)));
        let relations = relations.count();
        // What was relabelled before may still have values of the label that goes.
        let stays = self.annotations.iter().filter(|annotation| !goes || annotation.label != index);
        let cleared: Vec<Edit> = stays.flat_map(|annotation| not_allowed(annotation, &scheme)).collect();
        let count = cleared.len();
        steps.extend(cleared);
        Ok(SchemeChange { annotations, relations, cleared: count, ..SchemeChange::new(steps, scheme) })
    }

    /// Gives the attribute `id` of `label` the id `new`; the values go with it.
    pub fn renaming_attribute(&self, label: &str, id: &str, new: &str) -> Result<SchemeChange, EditError> {
        let mut scheme = Scheme::clone(&self.scheme);
        let attribute = attribute_of(&mut scheme, label, id)?;
        let before = attribute.clone();
        new.clone_into(&mut attribute.id);
        scheme.check().map_err(EditError::Scheme)?;
        if new == id {
            return Ok(SchemeChange::new(Vec::new(), scheme));
        }
        let mut both = scheme.clone();
        both.labels
            .iter_mut()
            .filter(|known| known.id == label)
            .for_each(|known| known.attributes.push(before.clone()));
        let mut steps = Vec::new();
        for annotation in self.having(label, id, None, &scheme) {
            steps.extend(moved(annotation, id, new));
        }
        let annotations = steps.len() / 2;
        if annotations > 0 {
            steps.insert(0, scheme_edit(both));
        }
        let replaced =
            self.having(label, id, None, &scheme).filter(|known| known.attributes().contains_key(new)).count();
        Ok(SchemeChange { annotations, cleared: replaced, ..SchemeChange::new(steps, scheme) })
    }

    /// Takes the attribute `id` from `label`, with `fate` for the values: `MoveTo` names another attribute of the label.
    pub fn removing_attribute(&self, label: &str, id: &str, fate: &Fate) -> Result<SchemeChange, EditError> {
        let scheme = self.without_attribute(label, id)?;
        let what = || format!("the attribute `{}` of `{}`", in_words(id), in_words(label));
        let (mut steps, mut annotations, mut cleared) = (Vec::new(), 0, 0);
        for annotation in self.having(label, id, None, &scheme) {
            annotations += 1;
            let has_room = |other: &String| {
                let fits = annotation.attributes().get(id).is_some_and(|value| scheme.allows(other, value));
                fits && !annotation.attributes().contains_key(other)
            };
            match fate {
                Fate::MoveTo(other) if has_room(other) => steps.extend(moved(annotation, id, other)),
                _ => {
                    cleared += 1;
                    steps.push(set(annotation, id, None));
                }
            }
        }
        refuse_kept(fate, what, annotations)?;
        Ok(SchemeChange { annotations, cleared, ..SchemeChange::new(steps, scheme) })
    }

    /// Takes `value` from the choices of the attribute `id` of `label`, with `fate` for the annotations that have it: `MoveTo`
    /// names another choice.
    pub fn removing_choice(&self, label: &str, id: &str, value: &str, fate: &Fate) -> Result<SchemeChange, EditError> {
        let scheme = self.without_choice(label, id, value)?;
        let other = match fate {
            Fate::MoveTo(other) if scheme.allows(id, other) => Some(other.clone()),
            Fate::MoveTo(other) => {
                let known = scheme.attributes(id).flat_map(|attribute| attribute.values.iter().map(String::as_str));
                return Err(EditError::UnknownValue(Missing::new(
                    other,
                    format!("the attribute `{}`", in_words(id)),
                    known,
                )));
            }
            _ => None,
        };
        let steps: Vec<Edit> =
            self.having(label, id, Some(value), &scheme).map(|known| set(known, id, other.clone())).collect();
        let annotations = steps.len();
        refuse_kept(fate, || format!("the choice `{}` of `{}`", in_words(value), in_words(id)), annotations)?;
        let cleared = if other.is_some() { 0 } else { annotations };
        Ok(SchemeChange { annotations, cleared, ..SchemeChange::new(steps, scheme) })
    }

    /// Gives the relation kind `id` the id `new`; its relations go with it.
    pub fn renaming_relation_kind(&self, id: &str, new: &str) -> Result<SchemeChange, EditError> {
        let place = self.place_of_kind(id)?;
        let mut scheme = Scheme::clone(&self.scheme);
        new.clone_into(&mut scheme.relations[place].id);
        scheme.check().map_err(EditError::Scheme)?;
        if new == id {
            return Ok(SchemeChange::new(Vec::new(), scheme));
        }
        let mut both = scheme.clone();
        both.relations.push(RelationKind { key: None, ..self.scheme.relations[place].clone() });
        let mut steps = self.of_kind(id, Some(new));
        let relations = steps.len() / 2;
        if relations > 0 {
            steps.insert(0, scheme_edit(both));
        }
        Ok(SchemeChange { relations, ..SchemeChange::new(steps, scheme) })
    }

    /// Takes the relation kind `id` out of the scheme, with `fate` for its relations.
    pub fn removing_relation_kind(&self, id: &str, fate: &Fate) -> Result<SchemeChange, EditError> {
        let place = self.place_of_kind(id)?;
        let mut scheme = Scheme::clone(&self.scheme);
        scheme.relations.remove(place);
        let steps = match fate {
            Fate::MoveTo(other) => {
                let known = scheme.relations.iter().map(|kind| kind.id.as_str());
                scheme
                    .relation_kind(other)
                    .ok_or_else(|| EditError::UnknownKind(Missing::new(other, "the scheme", known)))?;
                self.of_kind(id, Some(other))
            }
            _ => self.of_kind(id, None),
        };
        let relations = self.uses_of_relation_kind(id);
        refuse_kept(fate, || format!("the relation `{}`", in_words(id)), relations)?;
        Ok(SchemeChange { relations, ..SchemeChange::new(steps, scheme) })
    }

    fn with_label(&self, index: LabelIndex) -> impl Iterator<Item = &Annotation> {
        let all = self.annotations.count_of(index);
        self.annotations.iter().filter(move |annotation| annotation.label == index).take(all)
    }

    /// The annotations whose value of the attribute `id` goes with it from `label`: those that have the label, and those
    /// that `scheme` leaves no other way to keep it. With a `value`, only those that have that one.
    fn having<'a>(
        &'a self,
        label: &'a str,
        id: &'a str,
        value: Option<&'a str>,
        scheme: &'a Scheme,
    ) -> impl Iterator<Item = &'a Annotation> {
        let index = self.scheme.label(label).map(|found| found.0);
        let still_there = scheme.label(label).and_then(|(_, label)| label.attribute(id));
        self.annotations.iter().filter(move |annotation| {
            let Some(own) = annotation.attributes().get(id).filter(|own| value.is_none_or(|value| *own == value))
            else {
                return false;
            };
            let loses = Some(annotation.label) == index && !still_there.is_some_and(|attribute| attribute.allows(own));
            loses || !scheme.allows(id, own)
        })
    }

    fn without_attribute(&self, label: &str, id: &str) -> Result<Scheme, EditError> {
        let mut scheme = Scheme::clone(&self.scheme);
        attribute_of(&mut scheme, label, id)?;
        let own = scheme.labels.iter_mut().filter(|known| known.id == label);
        own.for_each(|label| label.attributes.retain(|attribute| attribute.id != id));
        Ok(scheme)
    }

    fn without_choice(&self, label: &str, id: &str, value: &str) -> Result<Scheme, EditError> {
        let mut scheme = Scheme::clone(&self.scheme);
        attribute_of(&mut scheme, label, id)?.values.retain(|known| known != value);
        Ok(scheme)
    }

    fn place_of_kind(&self, id: &str) -> Result<usize, EditError> {
        self.scheme.relations.iter().position(|kind| kind.id == id).ok_or_else(|| {
            let known = self.scheme.relations.iter().map(|kind| kind.id.as_str());
            EditError::UnknownKind(Missing::new(id, "the scheme", known))
        })
    }

    /// Removes the relations of the kind `id`; with a new kind, they come back with that.
    fn of_kind(&self, id: &str, new: Option<&str>) -> Vec<Edit> {
        let mut steps = Vec::new();
        for relation in self.relations.iter().filter(|relation| relation.kind == id) {
            steps.push(Edit::Remove(relation.id.clone()));
            let again = |kind: &str| Edit::Relate(Relation { kind: kind.to_owned(), ..relation.clone() });
            steps.extend(new.map(again));
        }
        steps
    }
}

impl SchemeChange {
    /// The steps, then the scheme that they have made possible.
    fn new(mut steps: Vec<Edit>, scheme: Scheme) -> Self {
        let last = scheme_edit(scheme);
        let edit = if steps.is_empty() {
            last
        } else {
            steps.push(last);
            Edit::All(steps)
        };
        Self { edit, annotations: 0, relations: 0, cleared: 0 }
    }
}

pub(super) fn scheme_edit(scheme: Scheme) -> Edit {
    Edit::Scheme(Box::new(scheme))
}

/// The ids of labels at the usual ends of every relation kind.
fn ends(scheme: &mut Scheme) -> impl Iterator<Item = &mut Vec<String>> {
    scheme.relations.iter_mut().flat_map(|kind| [&mut kind.from, &mut kind.to])
}

fn attribute_of<'a>(scheme: &'a mut Scheme, label: &str, id: &str) -> Result<&'a mut super::Attribute, EditError> {
    let unknown = || EditError::UnknownAttribute(Missing::new(id, format!("the label `{}`", in_words(label)), []));
    let own = scheme.labels.iter_mut().find(|known| known.id == label).ok_or_else(unknown)?;
    own.attributes.iter_mut().find(|attribute| attribute.id == id).ok_or_else(unknown)
}

fn set(annotation: &Annotation, name: &str, value: Option<String>) -> Edit {
    Edit::Set { id: annotation.id.clone(), name: name.to_owned(), value }
}

/// Gives the value of one attribute to another one.
fn moved(annotation: &Annotation, from: &str, to: &str) -> [Edit; 2] {
    let value = annotation.attributes().get(from).cloned();
    [set(annotation, to, value), set(annotation, from, None)]
}

/// Clears every value that `scheme` does not allow.
fn not_allowed<'a>(annotation: &'a Annotation, scheme: &'a Scheme) -> impl Iterator<Item = Edit> + 'a {
    let lost = annotation.attributes().iter().filter(|(name, value)| !scheme.allows(name, value));
    lost.map(|(name, _)| set(annotation, name, None))
}

fn refuse_kept(fate: &Fate, what: impl FnOnce() -> String, uses: usize) -> Result<(), EditError> {
    match fate {
        Fate::Keep if uses > 0 => Err(EditError::InUse { what: what(), uses }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
