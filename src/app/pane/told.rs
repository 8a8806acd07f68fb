//! What is said of an annotation to somebody who cannot see it?

use crate::project::{Annotation, LabelIndex, Project};
use crate::session::Session;
use crate::text::{shorten, words};

/// The most annotations that are asked which of them overlap one.
const MOST_OVERLAPS: usize = 64;
/// How much of a marked text is told, in code points.
const TOLD: usize = 300;
/// Words are counted up to this many.
const MOST_WORDS: usize = 2000;

/// "quote in 2 parts, 12 words, overlaps claim and statistic, in focus".
pub fn name_of(session: &Session, annotation: &Annotation) -> String {
    let project = session.project();
    let spans = annotation.fragments().spans();
    let mut name = project.label_of(annotation).name.to_lowercase();
    if spans.len() > 1 {
        name.push_str(&format!(" in {} parts", spans.len()));
    }
    let counted: usize = spans.iter().map(|span| words(project.text(), span.bytes()).take(MOST_WORDS).count()).sum();
    match counted {
        1 => name.push_str(", 1 word"),
        many => name.push_str(&format!(", {many} words")),
    }
    let overlapped = overlapped_by(project, annotation);
    if let Some((last, others)) = overlapped.split_last() {
        let others = if others.is_empty() { String::new() } else { format!("{} and ", others.join(", ")) };
        name.push_str(&format!(", overlaps {others}{last}"));
    }
    if session.focused().map(Annotation::id) == Some(annotation.id()) {
        name.push_str(", in focus");
    }
    name
}

/// What is said when an annotation comes into focus: what it is, then its words.
pub fn described(session: &Session, annotation: &Annotation) -> String {
    let name = name_of(session, annotation);
    format!("{}: {}", name.trim_end_matches(", in focus"), words_of(session.project(), annotation))
}

/// The labels of the annotations that share text with `annotation`, in the scheme's order and in small letters.
fn overlapped_by(project: &Project, annotation: &Annotation) -> Vec<String> {
    let spans = annotation.fragments().spans();
    let shares = |other: &&Annotation| {
        let overlaps = |own| other.fragments().spans().iter().any(|span| span.overlaps(own));
        other.id() != annotation.id() && spans.iter().any(|own| overlaps(*own))
    };
    let near = project.annotations().over(annotation.hull()).take(MOST_OVERLAPS);
    let mut labels: Vec<LabelIndex> = near.filter(shares).map(Annotation::label).collect();
    labels.sort_unstable();
    labels.dedup();
    labels.into_iter().map(|label| project.scheme().label_at(label).name.to_lowercase()).collect()
}

/// The marked words; of many the beginning.
pub fn words_of(project: &Project, annotation: &Annotation) -> String {
    let text = project.text();
    let cut = |part: &str| part[..part.floor_char_boundary(4 * TOLD)].to_owned();
    let parts: Vec<String> = annotation.fragments().spans().iter().take(8).map(|span| cut(span.of(text))).collect();
    shorten(&parts.join(" … "), TOLD).into_owned()
}
