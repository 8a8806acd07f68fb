//! Which marks stand where on a row? Decided here without pixels; painted elsewhere.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::rows::RowId;
use crate::project::{Annotation, Id, LabelIndex};
use crate::session::Session;
use crate::text::Span;

/// One annotation's part in a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The annotation.
    pub id: Id,
    /// Its label.
    pub label: LabelIndex,
    /// The stretches of the row that it marks, in bytes of the row.
    pub parts: Vec<Range<usize>>,
    /// Unmarked stretches of the row between two of its fragments, in bytes of the row.
    pub gaps: Vec<Range<usize>>,
    /// How low its line lies: 0 right under the text; one that contains others lies below theirs.
    pub lane: usize,
}

/// Rows kept; they are found again as fast as they are forgotten.
const KEPT: usize = 1000;

/// The marks on the rows seen lately, found once for each state of the project.
#[derive(Debug, Default)]
pub struct Marks {
    state: u64,
    rows: HashMap<RowId, Rc<[Mark]>>,
}

impl Marks {
    /// The marks on the row `id`, which is `row` in the text.
    pub fn on(&mut self, session: &Session, id: RowId, row: Span) -> Rc<[Mark]> {
        let state = session.history().state();
        if self.state != state || self.rows.len() > KEPT {
            self.rows.clear();
            self.state = state;
        }
        Rc::clone(self.rows.entry(id).or_insert_with(|| marks_on(session, row).into()))
    }
}

/// The marks on the row that is `row` in the text, outer ones first: the order in which they are painted.
///
/// ```text
/// She said rents rose 12% in May.
///                     ───            lane 0
///          ──────────────            lane 1
/// ───────────────────────            lane 2
/// ```
fn marks_on(session: &Session, row: Span) -> Vec<Mark> {
    let part_of = |annotation: &Annotation| {
        let spans = annotation.fragments().spans();
        let parts: Vec<_> = spans.iter().filter_map(|span| Some(within(row, span.intersect(row)?.bytes()))).collect();
        let gaps = spans.array_windows().map(|[before, after]| before.end()..after.start());
        let gaps = gaps.map(|gap| gap.start.max(row.start())..gap.end.min(row.end()));
        let gaps: Vec<_> = gaps.filter(|gap| !gap.is_empty()).map(|gap| within(row, gap)).collect();
        let (id, label) = (annotation.id().clone(), annotation.label());
        (!parts.is_empty() || !gaps.is_empty()).then_some(Mark { id, label, parts, gaps, lane: 0 })
    };
    let mut marks: Vec<Mark> = session.project().annotations().over(row).filter_map(part_of).collect();
    marks.sort_by_key(Mark::length);
    for place in 0..marks.len() {
        let (inner, outer) = marks.split_at_mut(place);
        let Some(mark) = outer.first_mut() else { continue };
        mark.lane = inner.iter().filter(|other| mark.meets(other)).map(|other| other.lane + 1).max().unwrap_or(0);
    }
    marks.reverse();
    marks
}

fn within(row: Span, bytes: Range<usize>) -> Range<usize> {
    bytes.start - row.start()..bytes.end - row.start()
}

impl Mark {
    /// How much of the row it marks, in bytes.
    fn length(&self) -> usize {
        self.parts.iter().map(ExactSizeIterator::len).sum()
    }

    fn meets(&self, other: &Self) -> bool {
        self.parts.iter().any(|part| other.crosses(part))
    }

    /// Whether a stretch of the row has something that it marks.
    pub fn crosses(&self, stretch: &Range<usize>) -> bool {
        self.parts.iter().any(|part| part.start < stretch.end && stretch.start < part.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::draw;

    /// The lanes of the marks on the row of `drawing`, drawn.
    fn check(drawing: &str, expected: &[&str]) {
        let session = Session::new(draw(drawing));
        let row = session.project().article().blocks()[0].span;
        let drawn: Vec<String> = marks_on(&session, row)
            .iter()
            .map(|mark| {
                let end = mark.parts.iter().chain(&mark.gaps).map(|part| part.end).max().expect("a part");
                let mut line = vec![b' '; end];
                mark.gaps.iter().for_each(|gap| line[gap.clone()].fill(b'.'));
                mark.parts.iter().for_each(|part| line[part.clone()].fill(b'-'));
                let label = &session.project().scheme().label_at(mark.label).id;
                format!("{} {} {label}", String::from_utf8_lossy(&line), mark.lane)
            })
            .collect();
        assert_eq!(drawn, expected);
    }

    #[test]
    fn an_outer_mark_lies_lower_and_is_painted_first() {
        let drawing = "She said rents rose 12% in May.
^^^^^^^^^^^^^^^^^^^^^^^ quote
         ^^^^^^^^^^^^^^ claim
                    ^^^ statistic
                           ^^^ cue";
        check(
            drawing,
            &[
                "----------------------- 2 quote",
                "         -------------- 1 claim",
                "                           --- 0 cue",
                "                    --- 0 statistic",
            ],
        );
    }

    #[test]
    fn crossing_marks_get_lanes_of_their_own_and_gaps_are_kept() {
        let drawing = "one two three four five
^^^     ^^^^^ quote
    ^^^ cue
         ^^^^^^^^^ claim";
        check(drawing, &["         --------- 1 claim", "---.....----- 0 quote", "    --- 0 cue"]);
    }
}
