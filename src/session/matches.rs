//! Where else does it stand? The places of some words in the article, to be looked through, ticked, and marked as one step.

use super::unlabelled::is_heading;
use crate::project::{Annotation, Edit, LabelIndex, Project};
use crate::text::find::{self, Case, Extent, Mode, Pattern, Query};
use crate::text::{Fragments, Span, word_around};

/// How many places are listed at most: nobody looks through more, and each is a change of its own.
pub const MOST: usize = 10_000;

/// The places where some words stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Matches {
    query: Query,
    /// The places, in the order of the text.
    spans: Vec<Span>,
    /// For each place whether it shall be marked.
    ticks: Vec<bool>,
    /// Whether there are more than are listed.
    more: bool,
    /// Why nothing can be looked for, if that is so.
    error: Option<String>,
    /// The label that Enter gives: that of the annotation whose words are looked for.
    label: Option<LabelIndex>,
}

impl Matches {
    /// The places in `project` of the words of `span`, to be marked with `label` unless another is asked for.
    pub fn of(project: &Project, span: Span, label: Option<LabelIndex>) -> Self {
        let text = project.text();
        let extent = if is_whole_words(text, span) { Extent::WholeWords } else { Extent::Anywhere };
        let query = Query { words: span.of(text).to_owned(), mode: Mode::Literal, case: Case::Kept, extent };
        Self::like(project, query, label)
    }

    /// The places in `project` that `query` finds.
    pub fn like(project: &Project, query: Query, label: Option<LabelIndex>) -> Self {
        let mut matches = Self { query, spans: Vec::new(), ticks: Vec::new(), more: false, error: None, label };
        match Pattern::new(&matches.query) {
            Err(error) => matches.error = Some(error.to_string()),
            Ok(pattern) => {
                let text = project.text();
                let mut found = pattern.search(text, 0..text.len());
                matches.spans = found.by_ref().take(MOST).collect();
                // What stands in a heading is listed, and ticked by who wants it: headings are not marked.
                matches.ticks = matches.spans.iter().map(|span| !is_heading(project, *span)).collect();
                matches.more = found.next().is_some();
            }
        }
        matches
    }

    /// What is looked for.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The places, in the order of the text.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Whether the place with this number shall be marked.
    pub fn is_ticked(&self, number: usize) -> bool {
        self.ticks.get(number).copied().unwrap_or(false)
    }

    /// Whether there are more places than are listed.
    pub fn has_more(&self) -> bool {
        self.more
    }

    /// Why nothing can be looked for, in words.
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// The label that Enter gives.
    pub fn label(&self) -> Option<LabelIndex> {
        self.label
    }

    /// How many are ticked.
    pub fn ticked(&self) -> usize {
        self.ticks.iter().filter(|ticked| **ticked).count()
    }

    /// Ticks the place with this number in the list, or takes the tick back.
    pub fn tick(&mut self, number: usize) {
        if let Some(ticked) = self.ticks.get_mut(number) {
            *ticked = !*ticked;
        }
    }

    /// The first place behind the byte `at`.
    pub fn after(&self, at: usize) -> Option<Span> {
        self.spans.get(self.spans.partition_point(|span| span.start() < at)).copied()
    }

    /// The last place that begins before the byte `at`.
    pub fn before(&self, at: usize) -> Option<Span> {
        let before = self.spans.partition_point(|span| span.start() < at);
        before.checked_sub(1).and_then(|last| self.spans.get(last)).copied()
    }

    /// The number in the list of the place `bytes`, if it is one.
    pub fn number_of(&self, bytes: &std::ops::Range<usize>) -> Option<usize> {
        find::number_of(&self.spans, bytes)
    }

    /// Ticks all, or none when all are ticked.
    pub fn tick_all(&mut self) {
        let all = self.ticked() == self.ticks.len();
        self.ticks.fill(!all);
    }

    /// The change that marks what is ticked with `label`, and how many marks it makes: what is marked so already stays as it
    /// is. Nothing when nothing is left to mark.
    pub fn marking(&self, project: &Project, label: LabelIndex) -> Option<(Edit, usize)> {
        let ticked = self.spans.iter().zip(&self.ticks).filter(|(_, ticked)| **ticked).map(|(span, _)| *span);
        let wanted: Vec<Fragments> =
            ticked.map(Fragments::from).filter(|fragments| marked_so(project, fragments, label).is_none()).collect();
        let records = project.drafts(&project.scheme().label_at(label).id, wanted);
        let edits: Vec<Edit> = records.into_iter().map(|record| Edit::Annotate(Box::new(record))).collect();
        let count = edits.len();
        (count > 0).then_some((Edit::All(edits), count))
    }
}

/// The annotation that marks just `span` with `label`, if there is one.
pub fn marked_so<'a>(project: &'a Project, fragments: &Fragments, label: LabelIndex) -> Option<&'a Annotation> {
    let same = |other: &&Annotation| other.label() == label && other.fragments() == fragments;
    project.annotations().over(fragments.hull()).find(same)
}

fn is_whole_words(text: &str, span: Span) -> bool {
    let (first, last) = (word_around(text, span.start()), word_around(text, span.end()));
    first.start >= span.start() && (last.end <= span.end() || last.start >= span.end())
}
