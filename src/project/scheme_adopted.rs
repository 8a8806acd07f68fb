//! What is kept when another scheme comes in the place of a project's own? All that is in use.

use super::edit::in_words;
use super::scheme_change::scheme_edit;
use super::{Annotation, Attribute, Edit, EditError, Label, LabelIndex, Project, RelationKind, Scheme};

/// Another scheme in the place of a project's own, with what is kept of the old one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted {
    /// The change, one step.
    pub edit: Edit,
    /// What the new scheme lacked and is in use, e.g. "the label Quote".
    pub kept: Vec<String>,
}

impl Project {
    /// Puts `scheme` in the place of this project's own. Labels, attributes and kinds are the same when their ids are; what
    /// is in use and not in `scheme` is kept: labels retired, attributes under "more".
    pub fn adopting(&self, scheme: Scheme) -> Result<Adopted, EditError> {
        scheme.check().map_err(EditError::Scheme)?;
        let mut growing = Growing { own: self, scheme, kept: Vec::new() };
        growing.keep_labels();
        growing.keep_kinds();
        if !growing.scheme.holds_all_of(&self.scheme) {
            self.annotations.iter().for_each(|annotation| growing.keep_values(annotation));
        }
        let Growing { scheme, kept, .. } = growing;
        scheme.check().map_err(EditError::Scheme)?;
        Ok(Adopted { edit: scheme_edit(scheme), kept })
    }
}

/// A scheme that comes in the place of another one, while it grows by what is in use.
struct Growing<'a> {
    own: &'a Project,
    scheme: Scheme,
    kept: Vec<String>,
}

impl Growing<'_> {
    fn keep_labels(&mut self) {
        for (index, label) in (0..=u16::MAX).map(LabelIndex).zip(&self.own.scheme.labels) {
            if self.own.annotations.count_of(index) > 0 && self.scheme.label(&label.id).is_none() {
                self.kept.push(format!("the label {}", in_words(&label.name)));
                self.scheme.labels.push(Label { key: None, retired: true, ..label.clone() });
            }
        }
    }

    fn keep_kinds(&mut self) {
        for kind in &self.own.scheme.relations {
            if self.scheme.relation_kind(&kind.id).is_none() && self.own.uses_of_relation_kind(&kind.id) > 0 {
                self.kept.push(format!("the relation {}", in_words(&kind.name)));
                self.scheme.relations.push(RelationKind { key: None, ..kind.clone() });
            }
        }
    }

    fn keep_values(&mut self, annotation: &Annotation) {
        for (name, value) in annotation.attributes() {
            if !self.scheme.allows(name, value) {
                self.keep_value(annotation, name, value);
            }
        }
    }

    fn keep_value(&mut self, annotation: &Annotation, name: &str, value: &str) {
        let label = self.own.label_of(annotation);
        let of_others = || self.own.scheme.attributes(name).find(|attribute| attribute.allows(value));
        let Some(before) = label.attribute(name).filter(|own| own.allows(value)).or_else(of_others) else { return };
        let Some(own) = self.scheme.labels.iter_mut().find(|known| known.id == label.id) else { return };
        let called = format!("{} of {}", in_words(&before.name), in_words(&own.name));
        match own.attributes.iter_mut().find(|known| known.id == name) {
            None => {
                self.kept.push(format!("the attribute {called}"));
                own.attributes.push(Attribute { more: true, ..before.clone() });
            }
            // A text that could be anything would become a choice without end.
            Some(known) if before.values.is_empty() => {
                self.kept.push(format!("any text as {called}"));
                known.values.clear();
            }
            Some(known) => {
                self.kept.push(format!("the choice {} as {called}", in_words(value)));
                known.values.push(value.to_owned());
            }
        }
    }
}
