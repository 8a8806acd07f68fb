//! What does the default scheme lack for annotations from elsewhere? Labels, attributes, values and kinds of relations.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{named, ron};
use crate::project::{Attributes, Project, Scheme};

/// The default scheme with what was found to be missing.
pub(super) struct Growth {
    pub(super) scheme: Arc<Scheme>,
    /// What was added, e.g. "label `rumour`".
    pub(super) added: BTreeSet<String>,
}

impl Growth {
    pub(super) fn new() -> Self {
        Self { scheme: ron::default_scheme(), added: BTreeSet::new() }
    }

    /// The scheme that `project` comes back with from a file that holds its annotations and relations alone.
    pub(super) fn of(project: &Project) -> Self {
        let mut growth = Self::new();
        for annotation in project.annotations().iter() {
            growth.for_annotation(&project.label_of(annotation).id, annotation.attributes());
        }
        project.relations().iter().for_each(|relation| growth.for_relation(&relation.kind));
        growth
    }

    /// Adds what an annotation with this label and these values needs.
    pub(super) fn for_annotation(&mut self, label: &str, attributes: &Attributes) {
        if self.scheme.label(label).is_none() {
            self.add(format!("label `{}`", named(label)), |scheme| scheme.with_label(label));
        }
        for (name, value) in attributes {
            let Some((_, known)) = self.scheme.label(label) else { continue };
            let what = match known.attribute(name) {
                _ if self.scheme.attributes(name).any(|attribute| attribute.allows(value)) => continue,
                Some(_) => format!("value `{}` for `{}` of `{}`", named(value), named(name), named(label)),
                None => format!("attribute `{}` of `{}`", named(name), named(label)),
            };
            self.add(what, |scheme| scheme.with_value(label, name, value));
        }
    }

    /// Adds what a relation of this kind needs.
    pub(super) fn for_relation(&mut self, kind: &str) {
        if self.scheme.relation_kind(kind).is_none() {
            self.add(format!("relation `{}`", named(kind)), |scheme| scheme.with_relation_kind(kind));
        }
    }

    /// A full scheme stays as it is; what needs more is refused.
    fn add(&mut self, what: String, change: impl FnOnce(Scheme) -> Scheme) {
        if self.scheme.is_full() {
            return;
        }
        let own = Arc::make_mut(&mut self.scheme);
        let nothing = Scheme { name: String::new(), labels: Vec::new(), relations: Vec::new() };
        *own = change(std::mem::replace(own, nothing));
        self.added.insert(what);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_grows_by_what_is_missing_and_no_more() {
        let mut growth = Growth::new();
        let attributes = |name: &str, value: &str| Attributes::from([(name.to_owned(), value.to_owned())]);
        growth.for_annotation("claim", &attributes("type", "quantity"));
        growth.for_relation("supports");
        assert!(growth.added.is_empty() && Arc::ptr_eq(&growth.scheme, &ron::default_scheme()));
        growth.for_annotation("claim", &attributes("type", "rumour"));
        growth.for_annotation("claim", &attributes("source", "a letter"));
        growth.for_annotation("rumour", &attributes("source", "another"));
        growth.for_relation("denies");
        let added: Vec<&str> = growth.added.iter().map(String::as_str).collect();
        let expected = [
            "attribute `source` of `claim`",
            "label `rumour`",
            "relation `denies`",
            "value `rumour` for `type` of `claim`",
        ];
        assert_eq!(added, expected);
        assert_eq!(growth.scheme.check(), Ok(()));
    }
}
