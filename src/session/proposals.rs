//! What does the text itself say of a mark? Who speaks, in which form, and how much a number is: proposals, until a person
//! keeps them.

use crate::project::{Annotation, Article, Edit, Finds, Id, Label, Project};
use crate::suggest::{self, Kind};
use crate::text::{Fragments, Span};

use super::Selection;

/// What the text proposes for one annotation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposals {
    /// Values for attributes that have none, in the order of the label's attributes.
    values: Vec<(String, String)>,
    /// The other half of a split quote.
    half: Option<Span>,
}

/// The longest annotation for which something is proposed, in bytes: nobody quotes or counts in more.
const LONGEST: usize = 16 * 1024;

impl Proposals {
    /// What the text proposes for `annotation` of `project`.
    pub fn of(project: &Project, annotation: &Annotation) -> Self {
        let hull = annotation.hull();
        let label = project.label_of(annotation);
        if hull.len() > LONGEST || label.helper {
            return Self::default();
        }
        let values = values(project.article(), annotation.fragments(), label);
        let is_empty = |(name, _): &(String, String)| !annotation.attributes().contains_key(name);
        let values = values.into_iter().filter(is_empty).collect();
        let half = label.attribute("form").and_then(|_| other_half(project.text(), annotation.fragments()));
        Self { values, half }
    }

    /// The other half of a split quote of which the annotation marks one.
    pub fn other_half(&self) -> Option<Span> {
        self.half
    }

    /// The value proposed for the attribute `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Whether no value is proposed.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The change that gives all to the annotation `id`; nothing when nothing is proposed.
    pub fn keeping(self, id: &Id) -> Option<Edit> {
        let set = |(name, value)| Edit::Set { id: id.clone(), name, value: Some(value) };
        (!self.is_empty()).then(|| Edit::All(self.values.into_iter().map(set).collect()))
    }
}

/// What the text proposes for the attributes of `label` when it marks `fragments`.
fn values(article: &Article, fragments: &Fragments, label: &Label) -> Vec<(String, String)> {
    let text = article.text();
    let known = |name: &str| label.attribute(name).is_some();
    let mut found: Vec<(&str, String)> = Vec::new();
    if ["speaker", "cue", "claimant"].into_iter().any(known) {
        let said = suggest::attribution(text, fragments.spans());
        let words = |span: Option<Span>| span.map(|span| span.of(text).to_owned());
        let (speaker, cue) = (words(said.speaker), words(said.cue));
        // A transcript knows who speaks where the words themselves do not say it.
        let heard = article.cue_at(fragments.hull().start()).map(|cue| cue.speaker.clone());
        let speaker = speaker.or(heard.filter(|speaker| !speaker.is_empty()));
        found.extend(speaker.clone().map(|speaker| ("speaker", speaker)));
        found.extend(speaker.map(|speaker| ("claimant", speaker)));
        found.extend(cue.map(|cue| ("cue", cue)));
    }
    if known("form") {
        found.extend(suggest::form(text, fragments.spans()).map(|form| ("form", form.to_owned())));
    }
    if known("value") {
        let measure = suggest::measure(&fragments.text(text));
        found.extend([("value", measure.value), ("unit", measure.unit)]);
        found.extend(measure.modifier.map(|modifier| ("modifier", modifier.to_owned())));
    }
    let place = |name: &str| label.attributes.iter().position(|attribute| attribute.id == name);
    let allowed = |name: &str, value: &str| label.attribute(name).is_some_and(|attribute| attribute.allows(value));
    found.retain(|(name, value)| !value.is_empty() && allowed(name, value));
    found.sort_by_key(|(name, _)| place(name));
    found.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The change that makes a quote whole: the annotation in focus, else the quotation at the selection, with its other half,
/// and with speaker and cue where it has none. Nothing when the text there is no half of a quotation.
pub fn joined(project: &Project, focused: Option<&Annotation>, selection: Selection) -> Option<(Id, Edit)> {
    // What is selected is meant before what is in focus elsewhere.
    let selected = selection.span(project.text());
    match focused.filter(|focused| selected.is_none_or(|span| focused.hull().contains(span))) {
        Some(focused) => join(project, focused),
        None => whole(project, selection),
    }
}

fn join(project: &Project, focused: &Annotation) -> Option<(Id, Edit)> {
    let text = project.text();
    let half = other_half(text, focused.fragments())?;
    let (id, label) = (focused.id().clone(), project.label_of(focused));
    let fragments = focused.fragments().with(half);
    let set = |(name, value): (String, String)| Edit::Set { id: id.clone(), name, value: Some(value) };
    let is_open = |(name, _): &(String, String)| is_said_between(name) && !focused.attributes().contains_key(name);
    let fills: Vec<Edit> = values(project.article(), &fragments, label).into_iter().filter(is_open).map(set).collect();
    let absorbed = bare_twin(project, focused, half).map(Edit::Remove);
    let whole = Edit::Move { id: id.clone(), fragments };
    Some((id.clone(), Edit::All(absorbed.into_iter().chain([whole]).chain(fills).collect())))
}

/// The half of a split quote that goes on from the last or comes before the first of `fragments`, and is none of them.
fn other_half(text: &str, fragments: &Fragments) -> Option<Span> {
    let spans = fragments.spans();
    let ends = [spans.last(), spans.first()].into_iter().flatten();
    ends.filter_map(|span| suggest::other_half(text, *span)).find(|half| !fragments.overlaps(*half))
}

/// An annotation of the same label on just the other half, which says nothing that would be lost with it.
fn bare_twin(project: &Project, focused: &Annotation, half: Span) -> Option<Id> {
    let is_twin = |other: &&Annotation| {
        let same = other.label() == focused.label() && *other.fragments() == Fragments::from(half);
        let says_nothing = other.attributes().is_empty() && other.note().is_empty();
        same && says_nothing && project.relations().of(other.id()).next().is_none()
    };
    project.annotations().over(half).find(is_twin).map(|twin| twin.id().clone())
}

/// The quotation at the selection and its other half as a new annotation.
fn whole(project: &Project, selection: Selection) -> Option<(Id, Edit)> {
    let text = project.text();
    let (_, label) = project.scheme().label_finding(Finds::Quotations)?;
    let selected = selection.span(text);
    let at = selected.map_or(selection.head, Span::start);
    // Some of its words are enough to mean a quotation.
    let around = quotation_at(project, at).filter(|around| selected.is_none_or(|span| around.contains(span)));
    let first = around.or(selected)?;
    let fragments = Fragments::from(first).with(suggest::other_half(text, first)?);
    let mut record = project.draft(&label.id, fragments.clone());
    record.attributes =
        values(project.article(), &fragments, label).into_iter().filter(|(name, _)| is_said_between(name)).collect();
    Some((record.id.clone(), Edit::Annotate(Box::new(record))))
}

/// `span`, with the quotation marks around it when it is just the words between them: they belong to a quote.
pub fn with_quotation_marks(project: &Project, span: Span) -> Span {
    let text = project.text();
    let just = |around: &Span| {
        let (before, after) = (&text[around.start()..span.start()], &text[span.end()..around.end()]);
        let is_mark = |char: char| !char.is_alphanumeric() && !char.is_whitespace();
        before.chars().count() == 1 && after.chars().count() <= 2 && !after.is_empty() && after.chars().all(is_mark)
    };
    quotation_at(project, span.start()).filter(|around| around.contains(span)).filter(just).unwrap_or(span)
}

/// The quotation that the byte `at` lies in.
fn quotation_at(project: &Project, at: usize) -> Option<Span> {
    let article = project.article();
    let block = article.blocks().get(article.block_at(at)?)?.span;
    let start = article.text().floor_char_boundary(block.start().max(at.saturating_sub(LONGEST)));
    let here = suggest::candidate_after(article.text(), start).take_while(|found| found.span.start() <= at);
    here.filter(|found| found.kind == Kind::Quotation && found.span.contains_byte(at)).last().map(|found| found.span)
}

/// Whether the words between two halves say the attribute `name`.
fn is_said_between(name: &str) -> bool {
    matches!(name, "speaker" | "cue")
}
