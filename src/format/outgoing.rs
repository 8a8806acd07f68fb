//! What does an export give? Files by their place, and what the format could not hold.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::growth::Growth;
use super::{Named, ron};
use crate::project::{Annotation, Article, Id, Moment, Project};
use crate::text::{Counter, Span, Unit};

/// What a format makes of projects.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The files; the first is the main one where there is one.
    pub files: Vec<OutFile>,
    /// What is not in them, a kind of thing each.
    pub losses: Vec<Loss>,
}

/// How much of something is written: of `of`, `written`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// So many are in the file.
    pub written: usize,
    /// So many there are.
    pub of: usize,
}

impl Written {
    /// How many annotations and relations of `projects` are in the files.
    pub fn shares(&self, projects: &[Named<'_>]) -> [Share; 2] {
        let dropped = |facet: Facet| -> usize {
            let those = |loss: &&Loss| loss.kind.facet == facet && loss.kind.effect == Effect::Dropped;
            self.losses.iter().filter(those).map(|loss| loss.ids.len()).sum()
        };
        // What an article that is left out had is not named one by one.
        let left_out = |named: &&Named<'_>| {
            let is_article = |loss: &Loss| loss.kind.facet == Facet::Article && loss.ids.contains(&named.id);
            !self.losses.iter().any(is_article)
        };
        let share = |facet, count: fn(&Project) -> usize| {
            let of = projects.iter().map(|named| count(named.project)).sum();
            let here: usize = projects.iter().filter(left_out).map(|named| count(named.project)).sum();
            Share { written: here.saturating_sub(dropped(facet)), of }
        };
        [
            share(Facet::Annotation, |project| project.annotations().len()),
            share(Facet::Relation, |project| project.relations().len()),
        ]
    }
}

/// One file, without a folder yet.
#[derive(Clone, Debug)]
pub struct OutFile {
    /// Where it goes.
    pub place: Place,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Where a file of an export goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The file that was asked for.
    Main,
    /// Beside it.
    Beside(Beside),
    /// Within the folder that was asked for, at this path of safe names.
    Within(String),
}

/// How a file that belongs beside another is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Beside {
    /// `FILE.word.EXTENSION`.
    Word(&'static str),
    /// `FILE.ending`, in place of the extension.
    Ending(&'static str),
}

/// A kind of thing that a format cannot hold, or holds in another form.
#[derive(Debug, PartialEq, Eq)]
pub struct LossKind {
    /// One or two words for it.
    pub name: &'static str,
    /// What happens to it, as a sentence: "the text of an article is not in the file".
    pub sentence: &'static str,
    /// How bad that is.
    pub effect: Effect,
    /// What of a project it touches.
    pub facet: Facet,
}

/// What becomes of something in an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It is not in the file.
    Dropped,
    /// It is in the file in another form, and stays so when it is read back.
    Changed,
    /// It is in the file in another form, and is itself again when Copydesk reads it back.
    Recast,
}

/// What of a project, annotation or relation something touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// An article as a whole.
    Article,
    /// What an article is called.
    Name,
    /// The text of an article.
    Text,
    /// Title, author and the other fields of an article.
    Fields,
    /// The scheme.
    Scheme,
    /// Which lines are titles, headings and the like, and who says them when.
    Blocks,
    /// An annotation as a whole.
    Annotation,
    /// Where an annotation lies.
    Place,
    /// What an annotation is called.
    Id,
    /// The label of an annotation.
    Label,
    /// The attributes of an annotation.
    Attributes,
    /// The note of an annotation.
    Note,
    /// Who made an annotation, and when.
    Maker,
    /// A relation as a whole.
    Relation,
    /// What a relation is called, or its kind.
    RelationName,
    /// Nothing in the file: some other program will do it.
    Elsewhere,
}

/// What an export left out or changed, of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The kind.
    pub kind: &'static LossKind,
    /// Ids of the projects, annotations or relations that lost something.
    pub ids: Vec<String>,
}

impl LossKind {
    /// A kind of thing that is left out.
    pub const fn dropped(facet: Facet, name: &'static str, sentence: &'static str) -> Self {
        Self { name, sentence, effect: Effect::Dropped, facet }
    }

    pub(super) const fn changed(facet: Facet, name: &'static str, sentence: &'static str) -> Self {
        Self { name, sentence, effect: Effect::Changed, facet }
    }

    pub(super) const fn recast(facet: Facet, name: &'static str, sentence: &'static str) -> Self {
        Self { name, sentence, effect: Effect::Recast, facet }
    }
}

impl Effect {
    /// One word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dropped => "dropped",
            Self::Changed => "changed",
            Self::Recast => "recast",
        }
    }
}

// What several formats cannot hold. Where one needs other words for it, it declares a kind of its own.

/// The scheme.
pub(super) const SCHEME: LossKind = LossKind::dropped(
    Facet::Scheme,
    "scheme",
    "colours, keys, choices and guidelines of a scheme of one's own are not in the file",
);
/// What is only written: for people.
pub(super) const READING_BACK: LossKind = LossKind::dropped(
    Facet::Elsewhere,
    "reading back",
    "it is for people: positions and the scheme are not in it, and it cannot be read back",
);
/// Blocks other than paragraphs.
pub(super) const BLOCKS: LossKind = LossKind::dropped(
    Facet::Blocks,
    "blocks",
    "which lines are titles, headings and the like, and who says them when, is not in the file",
);
/// Title, author and the like.
pub(super) const FIELDS: LossKind =
    LossKind::dropped(Facet::Fields, "fields", "title, author and the other fields of an article are not in the file");
/// Fragments, where each is a mark of its own that leads to the next.
pub(super) const SPLIT: LossKind = LossKind::recast(
    Facet::Place,
    "fragments",
    "each fragment is a mark of its own, with a relation `next_fragment` to the one after it",
);
/// Fragments, where each is a mark of its own that nothing links.
pub(super) const SPLIT_APART: LossKind = LossKind::changed(
    Facet::Annotation,
    "fragments",
    "each fragment is a mark of its own, and nothing says they belong together",
);
/// Marks on nothing but blanks.
pub(super) const BLANK: LossKind = LossKind::dropped(
    Facet::Annotation,
    "blank marks",
    "a mark on nothing but blanks is left out, since readers refuse it",
);
/// Relations at marks that are left out.
pub(super) const LOOSE: LossKind =
    LossKind::dropped(Facet::Relation, "loose relations", "a relation at a mark that is left out is left out with it");
/// Ids of articles, in a format that calls them after their files.
pub(super) const RENAMED: LossKind = LossKind::changed(
    Facet::Name,
    "article ids",
    "an article is called after its file, and no file can have this id for a name",
);
/// Blanks at the edges of marks.
pub(super) const EDGES: LossKind = LossKind::changed(
    Facet::Place,
    "blank edges",
    "a mark ends at its first and last letter, not in the blanks around them",
);
/// Attributes.
pub(super) const ATTRIBUTES: LossKind =
    LossKind::dropped(Facet::Attributes, "attributes", "attributes are not in the file");
/// Empty values of attributes, where a field is either filled or not there.
pub(super) const EMPTY_VALUES: LossKind =
    LossKind::changed(Facet::Attributes, "empty values", "an attribute with an empty value reads like one without any");
/// Notes.
pub(super) const NOTES: LossKind = LossKind::dropped(Facet::Note, "notes", "notes are not in the file");
/// Who made an annotation and when.
pub(super) const MAKERS: LossKind =
    LossKind::dropped(Facet::Maker, "makers", "who made an annotation and when is not in the file");
/// Relations.
pub(super) const RELATIONS: LossKind = LossKind::dropped(Facet::Relation, "relations", "relations are not in the file");
/// An article without text.
pub(super) const EMPTY: LossKind =
    LossKind::dropped(Facet::Article, "empty articles", "an article without text is left out, since readers refuse it");
/// Characters that XML has no place for.
pub(super) const XML_CHARACTERS: LossKind =
    LossKind::changed(Facet::Text, "control characters", "a character that XML 1.0 forbids is a space; positions stay");

/// The kind of relation that leads from a fragment to the next, in a format that has no fragments.
pub(super) const NEXT_FRAGMENT: &str = "next_fragment";

/// Where the annotations of an article lie, in one unit; quick when they are asked for in their order.
pub(super) struct Placing<'a> {
    start: Counter<'a>,
    end: Counter<'a>,
}

impl<'a> Placing<'a> {
    pub(super) fn new(article: &'a Article, unit: Unit) -> Self {
        Self { start: article.counter(unit), end: article.counter(unit) }
    }

    /// Start and end of `span`, end exclusive.
    pub(super) fn range(&mut self, span: Span) -> (usize, usize) {
        (self.start.at(span.start()), self.end.at(span.end()))
    }
}

/// When an annotation was made, in RFC 3339; empty where that is not known.
pub(super) struct Time(pub(super) Option<Moment>);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |moment| moment.fmt(f))
    }
}

/// The marked words of an annotation, fragments joined by one space.
pub(super) fn words_of<'a>(project: &'a Project, annotation: &Annotation) -> Cow<'a, str> {
    match annotation.fragments().spans() {
        [span] => span.of(project.text()).into(),
        _ => project.words_of(annotation).into(),
    }
}

/// One contiguous mark of an annotation, for a format that has no fragments.
pub(super) struct Piece<'a> {
    pub(super) annotation: &'a Annotation,
    /// Which of its fragments, from 0.
    pub(super) number: usize,
    pub(super) span: Span,
}

impl<'a> Piece<'a> {
    /// The pieces of an annotation, in the order of the text.
    pub(super) fn all(annotation: &'a Annotation) -> impl Iterator<Item = Self> {
        let spans = annotation.fragments().spans().iter().enumerate();
        spans.map(move |(number, &span)| Self { annotation, number, span })
    }

    /// What it is called: the first fragment as the annotation, the others with their number behind it.
    pub(super) fn id(&self) -> String {
        piece_id(self.annotation.id(), self.number)
    }

    /// What the fragment before it is called, if there is one: it leads to this by [`NEXT_FRAGMENT`].
    pub(super) fn before(&self) -> Option<String> {
        self.number.checked_sub(1).map(|before| piece_id(self.annotation.id(), before))
    }
}

fn piece_id(id: &Id, number: usize) -> String {
    if number == 0 { id.to_string() } else { format!("{id}/{}", number + 1) }
}

/// The byte range of `span` without the blanks at its edges; empty where there is nothing else. Blanks are what Python
/// takes for such, since nearly all readers are written in it.
pub(super) fn without_blank_edges(text: &str, span: Span) -> Range<usize> {
    let words = span.of(text);
    let start = span.start() + (words.len() - words.trim_start_matches(is_blank).len());
    start..start.max(span.start() + words.trim_end_matches(is_blank).len())
}

/// Whether Python's `str.split` cuts at `char`.
pub(super) fn is_blank(char: char) -> bool {
    char.is_whitespace() || matches!(char, '\u{1c}'..='\u{1f}')
}

impl OutFile {
    /// The file that was asked for.
    pub(super) fn main(bytes: Vec<u8>) -> Self {
        Self { place: Place::Main, bytes }
    }
}

/// What is lost, gathered while writing.
#[derive(Debug, Default)]
pub(super) struct Losses(Vec<Loss>);

impl Losses {
    /// Notes that `id` lost a thing of this kind.
    pub(super) fn lose(&mut self, kind: &'static LossKind, id: impl Into<String>) {
        match self.0.iter_mut().find(|loss| loss.kind == kind) {
            Some(loss) => loss.ids.push(id.into()),
            None => self.0.push(Loss { kind, ids: vec![id.into()] }),
        }
    }

    /// Notes which of the projects have what no table of annotations holds: a scheme of their own, or blocks. Who
    /// the next annotations will be by is no part of what was said, so it is not missed.
    pub(super) fn lose_settings(&mut self, projects: &[Named<'_>]) {
        for Named { id, project, .. } in projects {
            // What a reader adds to the default scheme again is not lost.
            if *project.scheme() != ron::default_scheme() && *project.scheme() != Growth::of(project).scheme {
                self.lose(&SCHEME, id);
            }
            if project.article().is_divided() || !project.article().cues().is_empty() {
                self.lose(&BLOCKS, id);
            }
        }
    }

    /// Notes which of the projects have fields.
    pub(super) fn lose_fields(&mut self, projects: &[Named<'_>]) {
        let with_fields = projects.iter().filter(|named| named.project.fields().iter().next().is_some());
        with_fields.for_each(|named| self.lose(&FIELDS, &named.id));
    }

    /// All, in the order in which `kinds` declares them.
    pub(super) fn in_order(mut self, kinds: &[&'static LossKind]) -> Vec<Loss> {
        self.0.sort_by_key(|loss| kinds.iter().position(|kind| *kind == loss.kind));
        self.0
    }
}

/// What the annotation or relation `id` is called among those of several projects.
pub fn id_among(projects: &[Named<'_>], named: &Named<'_>, id: &impl ToString) -> String {
    if projects.len() == 1 { id.to_string() } else { format!("{}/{}", named.id, id.to_string()) }
}
