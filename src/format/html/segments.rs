//! How do overlapping marks lie on a line? Flat segments, and a lane for each mark, the outer lower.
//!
//! ```text
//! rust has eaten through more than a third of the pins
//! ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ claim
//!                        ^^^^^^^^^^^^^^^^^ statistic
//! [   claim             ][ both          ][ claim    ]   segments
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::project::{Annotation, Project};
use crate::text::Span;

/// The lowest lane that is drawn apart.
const DEEPEST: usize = 3;

/// More marks than this on one stretch are a heap, which is drawn thinned.
const HEAP: usize = 12;

/// A stretch of a block that the same marks cover.
pub(super) struct Segment<'a> {
    pub(super) span: Span,
    /// The marks, the outermost first.
    pub(super) marks: Vec<Mark<'a>>,
}

/// One annotation over a segment.
#[derive(Clone, Copy)]
pub(super) struct Mark<'a> {
    pub(super) annotation: &'a Annotation,
    /// How far below the text its line lies: 0 is the nearest.
    pub(super) lane: usize,
}

/// The segments of `block`, in the order of the text; together they are the block.
pub(super) fn segments<'a>(project: &'a Project, block: Span) -> Vec<Segment<'a>> {
    let over: Vec<&Annotation> = project.annotations().over(block).collect();
    let lanes = lanes(&over);
    let mut changes: BTreeMap<usize, Vec<(usize, bool)>> =
        BTreeMap::from([(block.start(), vec![]), (block.end(), vec![])]);
    for (number, annotation) in over.iter().enumerate() {
        for span in annotation.fragments().spans().iter().filter_map(|span| span.intersect(block)) {
            changes.entry(span.start()).or_default().push((number, true));
            changes.entry(span.end()).or_default().push((number, false));
        }
    }
    let mut active: Vec<usize> = Vec::new();
    let mut segments = Vec::new();
    let mut start = block.start();
    for (at, changes) in changes {
        if let Ok(span) = Span::new(project.text(), start..at) {
            let mut marks: Vec<Mark<'a>> =
                active.iter().map(|&number| Mark { annotation: over[number], lane: lanes[number] }).collect();
            marks.sort_by_key(|mark| (std::cmp::Reverse(mark.lane), mark.annotation.hull().start()));
            thin(&mut marks);
            segments.push(Segment { span, marks });
        }
        active.retain(|number| !changes.contains(&(*number, false)));
        active.extend(changes.iter().filter(|(_, begins)| *begins).map(|(number, _)| *number));
        start = at;
    }
    segments
}

/// Leaves out of a heap of marks those that nobody could tell apart: of one label in one lane all but the first. Without
/// this a page grows with the square of the marks on one place.
fn thin(marks: &mut Vec<Mark<'_>>) {
    if marks.len() > HEAP {
        let mut seen = BTreeSet::new();
        marks.retain(|mark| seen.insert((mark.annotation.label(), mark.lane)));
    }
}

/// A lane for each of `annotations`, which stand in the order of the text: those that overlap never share one, and within a
/// group of overlapping ones the first and longest lies lowest.
fn lanes(annotations: &[&Annotation]) -> Vec<usize> {
    let mut lanes: Vec<usize> = Vec::with_capacity(annotations.len());
    let (mut group, mut group_end) = (0, 0);
    let mut ends: Vec<usize> = Vec::new();
    let turn = |lanes: &mut [usize], depth: usize| {
        for lane in lanes {
            *lane = (depth - 1 - *lane).min(DEEPEST);
        }
    };
    for (number, annotation) in annotations.iter().enumerate() {
        let hull = annotation.hull();
        if hull.start() >= group_end && number > 0 {
            turn(&mut lanes[group..], ends.len());
            (group, ends) = (number, Vec::new());
        }
        let lane = ends.iter().position(|end| *end <= hull.start()).unwrap_or(ends.len());
        match ends.get_mut(lane) {
            Some(end) => *end = hull.end(),
            None => ends.push(hull.end()),
        }
        group_end = group_end.max(hull.end());
        lanes.push(lane);
    }
    turn(&mut lanes[group..], ends.len());
    lanes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::draw;

    /// Each segment with the lanes of its marks.
    fn check(drawing: &str, expected: &str) {
        let project = draw(drawing);
        let block = project.article().blocks()[0].span;
        let segments = segments(&project, block).into_iter().map(|segment| {
            let marks = segment.marks.iter().map(|mark| format!("{}{}", mark.annotation.id(), mark.lane));
            let marks: Vec<String> = marks.collect();
            format!("{}[{}]", segment.span.of(project.text()), marks.join(" "))
        });
        assert_eq!(segments.collect::<String>(), expected);
    }

    #[test]
    fn overlapping_marks_become_segments_and_the_outer_lies_lower() {
        check("plain", "plain[]");
        check(
            "\
rust ate a third of it, or 12%
^^^^^^^^^^^^^^^^ claim
         ^^^^^^^ statistic
     ^^^^^^^^^^^^^^^^^ quote
                           ^^^ statistic",
            "rust [a12]ate [a12 a31]a third[a12 a31 a20] of it[a31], or []12%[a40]",
        );
    }

    #[test]
    fn fragments_of_one_annotation_keep_their_lane() {
        check(
            "\
“We close,” she said, “once.”
^^^^^^^^^^^           ^^^^^^^ quote
            ^^^ actor",
            "“We close,”[a11] []she[a20] said, []“once.”[a11]",
        );
    }

    #[test]
    fn a_heap_of_marks_is_drawn_thinned() {
        let text = "x".repeat(4000);
        let marks: String =
            (0..1000).map(|start| format!("\n{}{} claim", " ".repeat(start), "^".repeat(2000))).collect();
        let project = draw(&format!("{text}{marks}"));
        let segments = segments(&project, project.article().blocks()[0].span);
        assert_eq!(segments.len(), 2000);
        assert!(segments.iter().all(|segment| segment.marks.len() <= HEAP));
    }
}
