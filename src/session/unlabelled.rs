//! What waits for a label? Numbers that measure and words in quotation marks that nobody has marked yet.

use crate::progress::Progress;
use crate::project::{BlockKind, Finds, LabelIndex, Project};
use crate::suggest::{self, Candidate, Kind};
use crate::text::Span;

use super::Selection;

/// How many numbers and quotations of an article wait for a label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unlabelled {
    /// Numbers.
    pub numbers: usize,
    /// Quotations.
    pub quotations: usize,
}

/// The labels that the candidates of a project wait for.
struct Wanted {
    numbers: Option<LabelIndex>,
    quotations: Option<LabelIndex>,
}

impl Wanted {
    fn of(project: &Project) -> Self {
        let label = |finds| project.scheme().label_finding(finds).map(|(index, _)| index);
        Self { numbers: label(Finds::Numbers), quotations: label(Finds::Quotations) }
    }

    /// Whether `candidate` waits for its label. What stands in a title or a heading is never marked.
    fn waits(&self, project: &Project, candidate: &Candidate) -> bool {
        let label = match candidate.kind {
            Kind::Number => self.numbers,
            Kind::Quotation => self.quotations,
        };
        label.is_some_and(|label| !is_marked(project, candidate.span, label)) && !is_heading(project, candidate.span)
    }
}

fn is_marked(project: &Project, span: Span, label: LabelIndex) -> bool {
    let mut here = project.annotations().over(span);
    here.any(|annotation| annotation.label() == label && annotation.fragments().overlaps(span))
}

fn is_heading(project: &Project, span: Span) -> bool {
    let block = project.article().block_at(span.start()).and_then(|block| project.article().blocks().get(block));
    block.is_some_and(|block| matches!(block.kind, BlockKind::Title | BlockKind::Heading))
}

/// The first candidate behind the selection that waits.
pub fn after(project: &Project, selection: Selection) -> Option<Span> {
    let wanted = Wanted::of(project);
    let from = selection.bytes();
    // One that is selected at the moment has been seen.
    let start = if from.is_empty() { from.start } else { from.start + 1 };
    let mut found = suggest::candidate_after(project.text(), start);
    found.find(|candidate| wanted.waits(project, candidate)).map(|candidate| candidate.span)
}

/// The last candidate before the selection that waits.
pub fn before(project: &Project, selection: Selection) -> Option<Span> {
    let wanted = Wanted::of(project);
    let mut found = suggest::candidate_before(project.text(), selection.bytes().start);
    found.find(|candidate| wanted.waits(project, candidate)).map(|candidate| candidate.span)
}

impl Unlabelled {
    /// What waits in `project`; nothing when `progress` is cancelled meanwhile.
    pub fn count(project: &Project, progress: &Progress) -> Option<Self> {
        let wanted = Wanted::of(project);
        let mut left = Self::default();
        for candidate in suggest::candidate_after(project.text(), 0) {
            if progress.is_cancelled() {
                return None;
            }
            if wanted.waits(project, &candidate) {
                match candidate.kind {
                    Kind::Number => left.numbers += 1,
                    Kind::Quotation => left.quotations += 1,
                }
            }
        }
        Some(left)
    }
}
