//! What can be said of a stretch of text? Labels, their attributes and the kinds of relations: data, not code.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::edit::in_words;
use super::{Color, LabelIndex};

/// The labels and relation kinds of a project. Read from RON and checked: see [`Scheme::check`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// What it is called, e.g. "fact-check".
    pub name: String,
    /// The labels, in the order of the tool row; the first nine can be had by digit.
    pub labels: Vec<Label>,
    /// The kinds of relations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<RelationKind>,
}

/// One label: a word for what a stretch of text is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// The name that files use, e.g. "claim"; unique.
    pub id: String,
    /// The name on screen, e.g. "Claim".
    pub name: String,
    /// The key that gives this label: one character.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<char>,
    /// Its base colour; the shades for paper, dark and tint are derived from it.
    pub color: Color,
    /// The line under what it marks, so that labels differ without colour too.
    #[serde(default, skip_serializing_if = "Line::is_solid")]
    pub line: Line,
    /// A label for what relations lead to (a speaker, a cue) rather than a finding; drawn as a line alone.
    #[serde(default, skip_serializing_if = "is_false")]
    pub helper: bool,
    /// What of the text waits to be marked with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finds: Option<Finds>,
    /// Kept for the annotations that have it, but no longer offered.
    #[serde(default, skip_serializing_if = "is_false")]
    pub retired: bool,
    /// What else can be said of what it marks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<Attribute>,
    /// When to mark and when not, shown beside the article; paragraphs of plain text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub guideline: String,
}

/// One thing to say of a marked stretch, e.g. its speaker. Always optional.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// The name that files use; unique in its label.
    pub id: String,
    /// The name on screen.
    pub name: String,
    /// The values to choose from; none means free text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// Shown under "more", since it is filled seldom.
    #[serde(default, skip_serializing_if = "is_false")]
    pub more: bool,
    /// The length, in code points, to stay below; counted on screen, not enforced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
}

/// One kind of relation, e.g. "supports".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationKind {
    /// The name that files use; unique.
    pub id: String,
    /// The name on screen.
    pub name: String,
    /// The key that begins a relation of this kind: one character, of no label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<char>,
    /// Ids of the labels it usually begins at. A guide for the person, not a rule: a file from elsewhere may join anything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// Ids of the labels it usually leads to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
}

/// What in a text can be found and is waiting for a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finds {
    /// Numbers that measure or count.
    Numbers,
    /// Words in quotation marks.
    Quotations,
}

/// The line under a mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// One line.
    #[default]
    Solid,
    /// Two thin lines.
    Double,
    /// A row of dots.
    Dotted,
    /// A row of dashes.
    Dashed,
}

impl Line {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
    fn is_solid(&self) -> bool {
        *self == Self::Solid
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// Why a scheme is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeError(String);

impl fmt::Display for SchemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SchemeError {}

/// How many labels, attributes, choices and relation kinds a scheme has at most: each is looked for among all of its kind,
/// for every annotation that a file has.
const MOST: usize = 2_000;

/// Grey, for labels that come from elsewhere without a colour.
const PLAIN: Color = Color { rgb: [0x99, 0x99, 0x99] };

impl Scheme {
    /// Refuses a scheme without labels, one id twice, an empty id or name, one key twice, and more
    /// than two thousand labels, attributes, choices and relation kinds in all.
    pub fn check(&self) -> Result<(), SchemeError> {
        let wrong = |message: String| Err(SchemeError(format!("the scheme {message}")));
        if self.labels.is_empty() {
            return wrong("needs from one to 2,000 labels".into());
        }
        if self.size() > MOST {
            return wrong("has more than 2,000 labels, attributes, choices and relation kinds".into());
        }
        if let Some(label) = self.labels.iter().find(|label| label.name.is_empty()) {
            return wrong(format!("has no name for the label `{}`", in_words(&label.id)));
        }
        let keys = self.labels.iter().filter_map(|label| label.key);
        let keys =
            keys.chain(self.relations.iter().filter_map(|kind| kind.key)).map(|key| key.to_lowercase().to_string());
        let lists: [(&str, Vec<Cow<'_, str>>); 3] = [
            ("label", self.labels.iter().map(|label| label.id.as_str().into()).collect()),
            ("key", keys.map(Cow::from).collect()),
            ("relation kind", self.relations.iter().map(|kind| kind.id.as_str().into()).collect()),
        ];
        let attributes = self.labels.iter().map(|label| {
            let ids = label.attributes.iter().map(|attribute| Cow::from(attribute.id.as_str()));
            ("attribute", ids.collect::<Vec<_>>())
        });
        for (what, mut names) in lists.into_iter().chain(attributes) {
            names.sort_unstable();
            if names.first().is_some_and(|first| first.is_empty()) {
                return wrong(format!("has a {what} without an id"));
            }
            if let Some([name, _]) = names.array_windows().find(|[a, b]| a == b) {
                return wrong(format!("has the {what} `{}` twice", in_words(name)));
            }
        }
        Ok(())
    }

    /// How many labels, attributes, choices and relation kinds it has.
    pub fn size(&self) -> usize {
        let of_label = |label: &Label| 1 + label.attributes.iter().map(|known| 1 + known.values.len()).sum::<usize>();
        self.relations.len() + self.labels.iter().map(of_label).sum::<usize>()
    }

    /// Whether nothing more has room in it.
    pub fn is_full(&self) -> bool {
        self.size() >= MOST
    }

    /// The label called `id`, with its place.
    pub fn label(&self, id: &str) -> Option<(LabelIndex, &Label)> {
        let index = self.labels.iter().position(|label| label.id == id)?;
        Some((LabelIndex(u16::try_from(index).ok()?), &self.labels[index]))
    }

    /// The label at `index`. Every index of a project's annotations is one of its scheme.
    pub fn label_at(&self, index: LabelIndex) -> &Label {
        &self.labels[index.get()]
    }

    /// The labels that are offered, each with its place: all that are not retired.
    pub fn offered(&self) -> impl Iterator<Item = (LabelIndex, &Label)> {
        let placed = (0..=u16::MAX).map(LabelIndex).zip(&self.labels);
        placed.filter(|(_, label)| !label.retired)
    }

    /// The label whose key is `key`, be it written as a capital or not; a retired one has no key.
    pub fn label_with_key(&self, key: char) -> Option<&Label> {
        let has_key = |label: &&Label| label.key.is_some_and(|own| own.to_lowercase().eq(key.to_lowercase()));
        self.labels.iter().filter(|label| !label.retired).find(has_key)
    }

    /// Whether some label's attribute `name` allows `value`.
    pub fn allows(&self, name: &str, value: &str) -> bool {
        self.attributes(name).any(|attribute| attribute.allows(value))
    }

    /// Whether all that annotations and relations can say by `other` they can say by this one too.
    pub fn holds_all_of(&self, other: &Self) -> bool {
        other.labels.iter().all(|label| self.label(&label.id).is_some())
            && other.relations.iter().all(|kind| self.relation_kind(&kind.id).is_some())
            && other.labels.iter().flat_map(|label| &label.attributes).all(|attribute| self.holds_values_of(attribute))
    }

    fn holds_values_of(&self, attribute: &Attribute) -> bool {
        let takes_all = self.attributes(&attribute.id).any(|own| own.values.is_empty());
        let takes = |value: &String| self.allows(&attribute.id, value);
        takes_all || !attribute.values.is_empty() && attribute.values.iter().all(takes)
    }

    /// Whether one name or guideline at most is other than in `other`: then both are moments of one text being typed. The id
    /// of a new label follows its name.
    pub(super) fn is_one_text_from(&self, other: &Self) -> bool {
        let (mut typed, mut texts) = (self.clone(), other.clone());
        let (mut own, texts) = (typed.texts(), texts.texts());
        let mut differing = Vec::new();
        for ((place, own), (_, text)) in own.iter_mut().zip(texts).filter(|(own, text)| *own.1 != *text.1) {
            differing.push(*place);
            own.clone_from(text);
        }
        differing.dedup();
        differing.len() <= 1 && typed == *other
    }

    /// Every text that a person types a letter at a time, with a number for each: a name has that of its id.
    fn texts(&mut self) -> Vec<(usize, &mut String)> {
        let mut texts = vec![vec![&mut self.name]];
        for label in &mut self.labels {
            texts.extend([vec![&mut label.id, &mut label.name], vec![&mut label.guideline]]);
            texts.extend(label.attributes.iter_mut().map(|attribute| vec![&mut attribute.id, &mut attribute.name]));
        }
        texts.extend(self.relations.iter_mut().map(|kind| vec![&mut kind.id, &mut kind.name]));
        let numbered = texts.into_iter().enumerate();
        numbered.flat_map(|(place, texts)| texts.into_iter().map(move |text| (place, text))).collect()
    }

    /// The kind of relation whose key is `key`, be it written as a capital or not.
    pub fn relation_with_key(&self, key: char) -> Option<&RelationKind> {
        self.relations.iter().find(|kind| kind.key.is_some_and(|own| own.to_lowercase().eq(key.to_lowercase())))
    }

    /// The label that is for what a text is searched for. Schemes from before could not say it: where none of the labels says
    /// anything, the one called so.
    pub fn label_finding(&self, finds: Finds) -> Option<(LabelIndex, &Label)> {
        let says_nothing = self.labels.iter().all(|label| label.finds.is_none());
        let said = self.offered().find(|(_, label)| label.finds == Some(finds));
        let usual = || self.offered().find(|(_, label)| label.id == finds.usual_label()).filter(|_| says_nothing);
        said.or_else(usual)
    }

    /// The kinds of relations, those that usually begin at the label `from` first.
    pub fn kinds_from(&self, from: &str) -> Vec<&RelationKind> {
        let mut kinds: Vec<_> = self.relations.iter().collect();
        kinds.sort_by_key(|kind| !kind.from.iter().any(|label| label == from));
        kinds
    }

    /// The helper label that a relation of the kind `kind` leads to, if it leads to no other.
    pub fn helper_at_end(&self, kind: &str) -> Option<(LabelIndex, &Label)> {
        match self.relation_kind(kind)?.to.as_slice() {
            [only] => self.label(only).filter(|(_, label)| label.helper && !label.retired),
            _ => None,
        }
    }

    /// The kind called `id`.
    pub fn relation_kind(&self, id: &str) -> Option<&RelationKind> {
        self.relations.iter().find(|kind| kind.id == id)
    }

    /// The attributes called `id` of every label that has one. An annotation may have a value that any of them allows: it
    /// keeps its values when it is relabelled.
    pub fn attributes<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Attribute> {
        self.labels.iter().filter_map(move |label| label.attribute(id))
    }

    /// This scheme with a plain label `id` added, unless it has one.
    #[must_use]
    pub fn with_label(mut self, id: &str) -> Self {
        if self.label(id).is_none() {
            self.labels.push(Label {
                id: id.to_owned(),
                name: id.to_owned(),
                key: None,
                color: PLAIN,
                line: Line::Dashed,
                helper: false,
                finds: None,
                retired: false,
                attributes: Vec::new(),
                guideline: String::new(),
            });
        }
        self
    }

    /// This scheme with `label` able to say `attribute`: the attribute is added as free text, or a value to its choices.
    #[must_use]
    pub fn with_value(mut self, label: &str, attribute: &str, value: &str) -> Self {
        let Some(label) = self.labels.iter_mut().find(|known| known.id == label) else { return self };
        match label.attributes.iter_mut().find(|known| known.id == attribute) {
            None => label.attributes.push(Attribute {
                id: attribute.to_owned(),
                name: attribute.to_owned(),
                values: Vec::new(),
                more: true,
                limit: None,
            }),
            Some(known) if !known.allows(value) => known.values.push(value.to_owned()),
            Some(_) => {}
        }
        self
    }

    /// This scheme with a relation kind `id` added, unless it has one.
    #[must_use]
    pub fn with_relation_kind(mut self, id: &str) -> Self {
        if self.relation_kind(id).is_none() {
            let (id, name) = (id.to_owned(), id.replace('_', " "));
            self.relations.push(RelationKind { id, name, key: None, from: Vec::new(), to: Vec::new() });
        }
        self
    }
}

impl Finds {
    fn usual_label(self) -> &'static str {
        match self {
            Self::Numbers => "statistic",
            Self::Quotations => "quote",
        }
    }
}

impl Label {
    /// Its attribute called `id`.
    pub fn attribute(&self, id: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.id == id)
    }
}

impl Attribute {
    /// Whether `value` may stand here: anything for free text, else one of the values.
    pub fn allows(&self, value: &str) -> bool {
        self.values.is_empty() || self.values.iter().any(|allowed| allowed == value)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The scheme that comes with Copydesk.
    pub(crate) fn default_scheme() -> Scheme {
        let bare = ron::extensions::Extensions::IMPLICIT_SOME;
        let options = ron::Options::default().with_default_extension(bare);
        options.from_str(include_str!("../../assets/scheme.ron")).expect("the default scheme is RON")
    }

    #[test]
    fn the_default_scheme_holds() {
        let scheme = default_scheme();
        assert_eq!(scheme.check(), Ok(()));
        let keys: String = scheme.labels.iter().filter_map(|label| label.key).collect();
        assert_eq!(keys, "12345");
    }

    #[test]
    fn what_a_text_is_searched_for_goes_to_the_label_that_says_so() {
        let mut scheme = default_scheme();
        let finding = |scheme: &Scheme, finds| scheme.label_finding(finds).map(|(_, label)| label.id.clone());
        assert_eq!(finding(&scheme, Finds::Numbers).as_deref(), Some("statistic"));
        scheme.labels[0].finds = Some(Finds::Quotations);
        assert_eq!(finding(&scheme, Finds::Quotations).as_deref(), Some("claim"), "the first that says so");
        scheme.labels[0].retired = true;
        assert_eq!(finding(&scheme, Finds::Quotations).as_deref(), Some("quote"));
        scheme.labels[2].finds = None;
        assert_eq!(finding(&scheme, Finds::Numbers), None, "a scheme that could say it says no");
        scheme.labels.iter_mut().for_each(|label| label.finds = None);
        assert_eq!(finding(&scheme, Finds::Numbers).as_deref(), Some("statistic"), "one from before could not");
        scheme.labels[2].retired = true;
        assert_eq!(finding(&scheme, Finds::Numbers), None);
    }

    #[test]
    fn a_scheme_never_has_a_name_twice() {
        let twice = |change: fn(&mut Scheme)| {
            let mut scheme = default_scheme();
            change(&mut scheme);
            scheme.check().expect_err("a clash").to_string()
        };
        assert_eq!(twice(|s| s.labels[1].id = "claim".into()), "the scheme has the label `claim` twice");
        assert_eq!(twice(|s| s.labels[1].key = Some('1')), "the scheme has the key `1` twice");
        assert_eq!(twice(|s| s.relations[0].id = String::new()), "the scheme has a relation kind without an id");
        assert_eq!(twice(|s| s.labels.clear()), "the scheme needs from one to 2,000 labels");
    }

    #[test]
    fn a_scheme_grows_by_what_a_file_brings() {
        let scheme = default_scheme()
            .with_label("rumour")
            .with_label("rumour")
            .with_value("rumour", "source", "a letter")
            .with_value("claim", "type", "rumour")
            .with_value("claim", "type", "rumour")
            .with_value("rumour", "source", "a call")
            .with_relation_kind("denies");
        assert_eq!(scheme.check(), Ok(()));
        let rumour = scheme.label("rumour").expect("added").1;
        assert!(rumour.attribute("source").is_some_and(|attribute| attribute.allows("anything")));
        let values = |label: usize, attribute: &str| &scheme.labels[label].attribute(attribute).expect("there").values;
        assert_eq!(values(0, "type").iter().filter(|value| *value == "rumour").count(), 1, "each value once");
        assert_eq!(values(scheme.labels.len() - 1, "source"), &[""; 0], "free text stays free");
    }

    #[test]
    fn labels_attributes_choices_and_kinds_are_two_thousand_at_most() {
        let mut scheme = default_scheme();
        let plain = Label { key: None, attributes: Vec::new(), ..scheme.labels[0].clone() };
        let several = Attribute { values: vec!["x".into(), "y".into()], ..scheme.labels[0].attributes[0].clone() };
        scheme.labels = (0..1996).map(|number| Label { id: number.to_string(), ..plain.clone() }).collect();
        scheme.relations.clear();
        scheme.labels[0].attributes.push(several);
        assert_eq!((scheme.check(), scheme.size(), scheme.is_full()), (Ok(()), 1999, false));
        let mut scheme = scheme.with_relation_kind("denies");
        assert_eq!((scheme.check(), scheme.is_full()), (Ok(()), true));
        scheme.labels.push(plain);
        assert!(scheme.check().is_err_and(|error| error.to_string().contains("more than 2,000 labels")));
    }
}
