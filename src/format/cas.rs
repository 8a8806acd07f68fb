//! How are annotations a UIMA CAS? As INCEpTION has it: spans and relations over the text, in JSON or in XMI.
//!
//! Every fragment is a `custom.Span` with a feature for each attribute, every relation a `custom.Relation`: INCEpTION's basic
//! layers. What those have no feature for is in types that other programs pass over: the article's id and fields, and
//! names of attributes that are no names for features. Positions count UTF-16 units, end exclusive.

pub(super) mod json;
mod read;
pub(super) mod xmi;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::outgoing::{Losses, NEXT_FRAGMENT, Piece, Placing, SPLIT, Time, id_among};
use super::{Facet, LossKind, Named};
use crate::project::{Annotation, Id, Project};
use crate::text::Unit;

const ATTRIBUTE_NAMES: LossKind = LossKind::recast(
    Facet::Attributes,
    "attribute names",
    "a feature is named with ASCII letters, digits and `_` alone; the attribute's own name is in the file beside it",
);

const STRING: &str = "uima.cas.String";
/// The structure of the text.
const SOFA: usize = 1;
/// The name of the only view.
const VIEW: &str = "_InitialView";
/// What the field is called that is the article's own id: INCEpTION puts names of its own where DKPro has one.
const OWN_ID: &str = "id";

/// A type of feature structures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// What is known of the article.
    Document,
    /// The article's id, or a field of it: other programs write over what DKPro has features for.
    Field,
    /// An attribute whose name is no name for a feature.
    Attribute,
    Span,
    Relation,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Document, Self::Field, Self::Attribute, Self::Span, Self::Relation];

    /// The package of its type, and the name in that.
    fn parts(self) -> (&'static str, &'static str) {
        match self {
            Self::Document => ("de.tudarmstadt.ukp.dkpro.core.api.metadata.type", "DocumentMetaData"),
            Self::Field => ("copydesk", "Field"),
            Self::Attribute => ("copydesk", "Attribute"),
            Self::Span => ("custom", "Span"),
            Self::Relation => ("custom", "Relation"),
        }
    }

    fn name(self) -> String {
        let (package, name) = self.parts();
        format!("{package}.{name}")
    }

    fn super_type(self) -> &'static str {
        match self {
            Self::Document => "uima.tcas.DocumentAnnotation",
            Self::Field | Self::Attribute => "uima.cas.TOP",
            Self::Span | Self::Relation => "uima.tcas.Annotation",
        }
    }

    /// Its features with their types, but for those of attributes.
    fn features(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Document => &[("documentTitle", STRING), ("documentId", STRING), ("documentUri", STRING)],
            Self::Field => &[("name", STRING), ("value", STRING)],
            Self::Attribute => &[("feature", STRING), ("name", STRING)],
            Self::Span => {
                &[("label", STRING), ("note", STRING), ("identifier", STRING), ("by", STRING), ("at", STRING)]
            }
            Self::Relation => {
                &[("Governor", "custom.Span"), ("Dependent", "custom.Span"), ("label", STRING), ("identifier", STRING)]
            }
        }
    }
}

/// A feature structure on its way out.
struct Structure<'a> {
    number: usize,
    kind: Kind,
    /// Where it lies, for all that have a place.
    place: Option<(usize, usize)>,
    features: Vec<(&'a str, Value<'a>)>,
}

enum Value<'a> {
    Text(Cow<'a, str>),
    Structure(usize),
}

impl<'a> Value<'a> {
    fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }
}

/// The names that attributes have as features.
struct FeatureNames<'a>(BTreeMap<&'a str, String>);

impl<'a> FeatureNames<'a> {
    fn of(project: &'a Project) -> Self {
        let annotations = project.annotations().iter();
        let names: BTreeSet<&str> =
            annotations.flat_map(|known| known.attributes().keys().map(String::as_str)).collect();
        let features = Kind::Span.features().iter().map(|(name, _)| *name);
        let mut taken: BTreeSet<String> = features.chain(["begin", "end", "sofa", "id"]).map(str::to_owned).collect();
        // A name that is good as it is goes before those that would become it.
        let (good, others): (Vec<&str>, Vec<&str>) =
            names.into_iter().partition(|name| feature_name(name) == *name && !taken.contains(*name));
        taken.extend(good.iter().map(|name| (*name).to_owned()));
        let mut named: BTreeMap<&str, String> = good.into_iter().map(|name| (name, name.to_owned())).collect();
        for name in others {
            let stem = feature_name(name);
            let numbered = (2..).map(|number| format!("{stem}_{number}"));
            let free = std::iter::once(stem.clone()).chain(numbered).find(|name| !taken.contains(name));
            let free = free.unwrap_or_default();
            taken.insert(free.clone());
            named.insert(name, free);
        }
        Self(named)
    }

    /// The feature of an attribute.
    fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Features with the names of their attributes.
    fn described(&self) -> BTreeMap<&str, &'a str> {
        self.changed().collect()
    }

    /// Features with the attributes whose names they do not have.
    fn changed(&self) -> impl Iterator<Item = (&str, &'a str)> {
        self.0.iter().filter(|(name, feature)| *name != feature).map(|(name, feature)| (feature.as_str(), *name))
    }
}

/// `name` as UIMA names a feature: a name of Java, of ASCII alone.
fn feature_name(name: &str) -> String {
    let mut feature: String = name.chars().map(|char| if char.is_ascii_alphanumeric() { char } else { '_' }).collect();
    if !feature.starts_with(|char: char| char.is_ascii_alphabetic()) {
        feature.insert(0, 'a');
    }
    feature
}

/// What both ways to write a CAS lose.
fn note_losses(losses: &mut Losses, projects: &[Named<'_>]) {
    losses.lose_settings(projects);
    for named in projects {
        let names = FeatureNames::of(named.project);
        let changed: BTreeSet<&str> = names.changed().map(|(_, name)| name).collect();
        for annotation in named.project.annotations().iter() {
            if annotation.fragments().spans().len() > 1 {
                losses.lose(&SPLIT, id_among(projects, named, annotation.id()));
            }
            if annotation.attributes().keys().any(|name| changed.contains(name.as_str())) {
                losses.lose(&ATTRIBUTE_NAMES, id_among(projects, named, annotation.id()));
            }
        }
    }
}

/// The feature structures of a project beside its text, one after the other.
struct Structures<'a, F> {
    named: &'a Named<'a>,
    names: &'a FeatureNames<'a>,
    push: F,
    last: usize,
}

impl<'a, F: FnMut(&Structure<'_>)> Structures<'a, F> {
    /// Hands all of them to `push`; returns the number of the last.
    fn hand_over(named: &'a Named<'a>, names: &'a FeatureNames<'a>, push: F) -> usize {
        let mut structures = Self { named, names, push, last: SOFA };
        structures.document();
        structures.annotations();
        structures.last
    }

    fn push(&mut self, kind: Kind, place: Option<(usize, usize)>, features: Vec<(&str, Value<'_>)>) -> usize {
        self.last += 1;
        (self.push)(&Structure { number: self.last, kind, place, features });
        self.last
    }

    fn document(&mut self) {
        let (named, names) = (self.named, self.names);
        let field = |name, value| vec![("name", Value::Text(name)), ("value", Value::text(value))];
        let mut features = vec![("documentId", Value::text(named.id.as_str()))];
        let mut fields = vec![field(OWN_ID.into(), named.id.as_str())];
        for (name, value) in named.project.fields().iter() {
            match name {
                "title" => features.push(("documentTitle", Value::text(value))),
                "url" if is_address(value) => features.push(("documentUri", Value::text(value))),
                _ => {}
            }
            fields.push(field(written_field(name), value));
        }
        let length = named.project.article().total(Unit::Utf16);
        self.push(Kind::Document, Some((0, length)), features);
        for features in fields {
            self.push(Kind::Field, None, features);
        }
        for (feature, name) in names.changed() {
            self.push(Kind::Attribute, None, vec![("feature", Value::text(feature)), ("name", Value::text(name))]);
        }
    }

    fn annotations(&mut self) {
        let named = self.named;
        let relations = named.project.relations();
        // Where the ends of relations are.
        let mut ends: HashMap<&Id, (usize, (usize, usize))> = HashMap::new();
        ends.extend(relations.iter().flat_map(|relation| [(&relation.from, (0, (0, 0))), (&relation.to, (0, (0, 0)))]));
        let mut links = Vec::new();
        let mut placing = Placing::new(named.project.article(), Unit::Utf16);
        for annotation in named.annotations() {
            let mut before = None;
            for piece in Piece::all(annotation) {
                let place = placing.range(piece.span);
                let features = self.span_features(&piece);
                let number = self.push(Kind::Span, Some(place), features);
                match before.replace(number) {
                    Some(before) => links.push((before, number, place)),
                    None if ends.is_empty() => {}
                    None => drop(ends.get_mut(annotation.id()).map(|end| *end = (number, place))),
                }
            }
        }
        for relation in relations.iter() {
            if let (Some(from), Some(to)) = (ends.get(&relation.from), ends.get(&relation.to)) {
                let name = ("identifier", Value::text(relation.id.to_string()));
                let features = relation_features(&relation.kind, from.0, to.0).into_iter().chain([name]);
                self.push(Kind::Relation, Some(to.1), features.collect());
            }
        }
        for (from, to, place) in links {
            self.push(Kind::Relation, Some(place), relation_features(NEXT_FRAGMENT, from, to).into());
        }
    }

    /// What is said of a fragment: of the first all, of the others what they are called.
    fn span_features(&self, piece: &Piece<'a>) -> Vec<(&'a str, Value<'a>)> {
        let project = self.named.project;
        let annotation: &'a Annotation = piece.annotation;
        let mut features = Vec::with_capacity(5 + annotation.attributes().len());
        features.push(("label", Value::text(project.label_of(annotation).id.as_str())));
        features.push(("identifier", Value::text(piece.id())));
        if piece.number > 0 {
            return features;
        }
        let by = project.maker_of(annotation);
        for (name, text) in [("note", annotation.note()), ("by", by)] {
            if !text.is_empty() {
                features.push((name, Value::text(text)));
            }
        }
        if let Some(moment) = project.time_of(annotation) {
            features.push(("at", Value::text(Time(Some(moment)).to_string())));
        }
        let attributes = annotation.attributes().iter();
        features.extend(attributes.map(|(name, value)| (self.names.get(name), Value::text(value.as_str()))));
        features
    }
}

fn relation_features(kind: &str, from: usize, to: usize) -> [(&'static str, Value<'_>); 3] {
    [("Governor", Value::Structure(from)), ("Dependent", Value::Structure(to)), ("label", Value::text(kind))]
}

/// What a field of the article is called in the file: one whose name is that of the id has a mark before it.
fn written_field(name: &str) -> Cow<'_, str> {
    if name.trim_start_matches('\'') == OWN_ID { format!("'{name}").into() } else { name.into() }
}

/// The field that is called `written` in the file; none for the article's id.
fn read_field(written: &str) -> Option<&str> {
    match written.strip_prefix('\'') {
        Some(name) if name.trim_start_matches('\'') == OWN_ID => Some(name),
        _ => Some(written).filter(|name| *name != OWN_ID),
    }
}

/// Whether a document's address leads to the web; programs put the names of files there.
fn is_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

#[cfg(test)]
mod tests;
