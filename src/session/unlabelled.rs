//! What waits for a label? Numbers that measure and words in quotation marks that nobody has marked yet.

use crate::progress::Progress;
use crate::project::{Finds, LabelIndex, Project};
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

/// Whether a place stands in a title or a heading.
pub fn is_heading(project: &Project, span: Span) -> bool {
    let block = project.article().block_at(span.start()).and_then(|block| project.article().blocks().get(block));
    block.is_some_and(|block| block.kind.is_heading())
}

/// What was found on the way to the next candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// One that waits.
    Found(Span),
    /// None as far as was looked: up to this byte.
    Beyond(usize),
    /// None up to the end of the article.
    Ended,
}

/// How much of a text is looked through at a time, in bytes: a person waits for it.
const STRETCH: usize = 1 << 20;

/// The first candidate behind the selection that waits.
pub fn after(project: &Project, selection: Selection) -> Way {
    let (text, wanted, from) = (project.text(), Wanted::of(project), selection.bytes());
    // One that is selected at the moment has been seen.
    let start = if from.is_empty() { from.start } else { from.start + 1 };
    let end = line_end(text, start.saturating_add(STRETCH));
    let mut found = suggest::candidate_after(&text[..end], start);
    match found.find(|candidate| wanted.waits(project, candidate)) {
        Some(candidate) => Way::Found(candidate.span),
        None if end < text.len() => Way::Beyond(end),
        None => Way::Ended,
    }
}

/// The last candidate before the selection that waits.
pub fn before(project: &Project, selection: Selection) -> Way {
    let (text, wanted, at) = (project.text(), Wanted::of(project), selection.bytes().start);
    // From a line's end on, or where a line has none, from anywhere.
    let near = text.floor_char_boundary(at.saturating_sub(STRETCH));
    let start = if near == 0 { 0 } else { Some(line_end(text, near)).filter(|end| *end < at).unwrap_or(near) };
    let shifted = |candidate: Candidate| {
        let bytes = candidate.span.start() + start..candidate.span.end() + start;
        Span::new(text, bytes).ok().map(|span| Candidate { span, ..candidate })
    };
    let mut found = suggest::candidate_before(&text[start..], at - start).filter_map(shifted);
    match found.find(|candidate| wanted.waits(project, candidate)) {
        Some(candidate) => Way::Found(candidate.span),
        None if start > 0 => Way::Beyond(start),
        None => Way::Ended,
    }
}

/// The end of the line at the byte `at`, or of as much of a long one as is looked at: a character boundary.
fn line_end(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    let near = (at + STRETCH).min(text.len());
    memchr::memchr(b'\n', &text.as_bytes()[at..near]).map_or(text.floor_char_boundary(near), |length| at + length)
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
