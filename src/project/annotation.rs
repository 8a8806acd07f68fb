//! What has been said of a stretch of text? A label, attribute values, a note, and who said it when.

use std::collections::BTreeMap;

use super::{Id, Moment};
use crate::text::{Fragments, Span};

/// The values of an annotation's attributes, by attribute id.
pub type Attributes = BTreeMap<String, String>;

/// One annotation in full, as it is handed in and out: names are spelled out, so it stands for itself in an edit, in the
/// journal and in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Unique in its project.
    pub id: Id,
    /// The id of a label of the project's scheme.
    pub label: String,
    /// What it marks.
    pub fragments: Fragments,
    /// Values by attribute id, all of attributes that the scheme knows.
    pub attributes: Attributes,
    /// Free text, often empty.
    pub note: String,
    /// Who made it; may be empty.
    pub by: String,
    /// When it was made, if that is known.
    pub at: Option<Moment>,
}

impl Record {
    /// A bare annotation: no values, no note, no maker.
    pub fn new(id: Id, label: impl Into<String>, fragments: Fragments) -> Self {
        let label = label.into();
        Self { id, label, fragments, attributes: Attributes::new(), note: String::new(), by: String::new(), at: None }
    }
}

/// A [`Record`] whose names are kept elsewhere, for those who add many that say the same.
pub(crate) struct Given<'a> {
    pub(crate) id: Id,
    pub(crate) label: &'a str,
    pub(crate) fragments: Fragments,
    pub(crate) attributes: Attributes,
    pub(crate) note: String,
    pub(crate) by: &'a str,
    pub(crate) at: Option<Moment>,
}

/// Which label of the scheme, by its place in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelIndex(pub(super) u16);

impl LabelIndex {
    /// The place in `Scheme::labels`.
    pub fn get(self) -> usize {
        usize::from(self.0)
    }
}

/// One annotation as the project keeps it: 48 bytes beside its values and note. Names are places in the project's tables,
/// so it is read through its `Project`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    pub(super) id: Id,
    pub(super) fragments: Fragments,
    /// Only when there is something to keep.
    pub(super) details: Option<Box<Details>>,
    pub(super) at: u32,
    pub(super) label: LabelIndex,
    /// Place in the project's annotators.
    pub(super) by: u16,
}

/// What few annotations have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Details {
    pub(super) attributes: Attributes,
    pub(super) note: String,
}

static NO_ATTRIBUTES: Attributes = Attributes::new();

impl Annotation {
    /// Its id.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// Its label, as a place in the project's scheme.
    pub fn label(&self) -> LabelIndex {
        self.label
    }

    /// What it marks.
    pub fn fragments(&self) -> &Fragments {
        &self.fragments
    }

    /// From its first byte to its last.
    pub fn hull(&self) -> Span {
        self.fragments.hull()
    }

    /// Values by attribute id.
    pub fn attributes(&self) -> &Attributes {
        self.details.as_ref().map_or(&NO_ATTRIBUTES, |details| &details.attributes)
    }

    /// Free text; often empty.
    pub fn note(&self) -> &str {
        self.details.as_ref().map_or("", |details| &details.note)
    }

    pub(super) fn set_details(&mut self, attributes: Attributes, note: String) {
        let details = Details { attributes, note };
        self.details = (details != Details::default()).then(|| Box::new(details));
    }

    /// What it is sorted by: its place, longer ones first, then its id.
    pub(super) fn order(&self) -> (usize, std::cmp::Reverse<usize>, &Id) {
        let hull = self.hull();
        (hull.start(), std::cmp::Reverse(hull.end()), &self.id)
    }
}

/// One annotation to another, with a kind: a statistic *supports* a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Unique in its project, also among the annotations.
    pub id: Id,
    /// The id of a kind of the project's scheme.
    pub kind: String,
    /// The annotation it begins at.
    pub from: Id,
    /// The annotation it leads to; not the same.
    pub to: Id,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_annotation_takes_forty_eight_bytes() {
        assert_eq!(size_of::<Annotation>(), 48);
    }
}
