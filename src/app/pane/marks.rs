//! Which marks stand where on a row? Decided here without pixels; painted elsewhere.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::rows::RowId;
use crate::project::{Annotation, Id, LabelIndex};
use crate::session::Session;
use crate::text::Span;

/// Lanes of lines that fit below a line of text; quotes nest up to five deep in news. What needs more is counted.
pub const LANES: usize = 6;
/// More annotations than this on one row are drawn as one for each label.
const MERGED: usize = 1000;
/// Rows kept; they are found again as fast as they are forgotten.
const KEPT: usize = 1000;

/// One annotation's part in a row, or that of all annotations of a label.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The annotation; nothing where those of a label are drawn as one.
    pub id: Option<Id>,
    /// Its label.
    pub label: LabelIndex,
    /// The stretches of the row that it marks, in bytes of the row.
    pub parts: Vec<Range<usize>>,
    /// Unmarked stretches of the row between two of its fragments, in bytes of the row.
    pub gaps: Vec<Range<usize>>,
    /// How low its line lies: 0 right under the text; one that contains others lies below theirs.
    pub lane: usize,
    /// Whether the annotation begins in this row.
    pub begins: bool,
}

/// What is marked on a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowMarks {
    /// What is drawn, outer ones first: the order in which they are painted.
    pub drawn: Vec<Mark>,
    /// What the lanes have no room for, and where annotations are merged each of them.
    pub hidden: Vec<Mark>,
}

impl RowMarks {
    /// How many lanes are in use.
    pub fn lanes(&self) -> usize {
        self.drawn.iter().map(|mark| mark.lane + 1).max().unwrap_or(0)
    }

    /// How many annotations stand on the row.
    pub fn count(&self) -> usize {
        self.drawn.iter().filter(|mark| mark.id.is_some()).count() + self.hidden.len()
    }
}

/// The marks on the rows seen lately, found once for each state of the project.
#[derive(Debug, Default)]
pub struct Marks {
    state: u64,
    rows: HashMap<RowId, Rc<RowMarks>>,
}

impl Marks {
    /// The marks on the row `id`, which is `row` in the text.
    pub fn on(&mut self, session: &Session, id: RowId, row: Span) -> Rc<RowMarks> {
        let state = session.history().state();
        if self.state != state || self.rows.len() > KEPT {
            self.rows.clear();
            self.state = state;
        }
        Rc::clone(self.rows.entry(id).or_insert_with(|| Rc::new(marks_on(session, row))))
    }
}

/// The marks on the row that is `row` in the text.
///
/// ```text
/// She said rents rose 12% in May.
///                     ───            lane 0
///          ──────────────            lane 1
/// ───────────────────────            lane 2
/// ```
fn marks_on(session: &Session, row: Span) -> RowMarks {
    let here = session.project().annotations().over(row);
    let mut marks: Vec<Mark> = here.filter_map(|annotation| part_of(annotation, row)).collect();
    if marks.len() > MERGED {
        let mut merged = merged(&marks);
        // Labels for which there is no lane are counted with the rest.
        assign_lanes(&mut merged);
        return RowMarks { drawn: merged, hidden: marks };
    }
    let hidden = assign_lanes(&mut marks);
    RowMarks { drawn: marks, hidden }
}

fn part_of(annotation: &Annotation, row: Span) -> Option<Mark> {
    let spans = annotation.fragments().spans();
    let parts: Vec<_> = spans.iter().filter_map(|span| Some(within(row, span.intersect(row)?.bytes()))).collect();
    let gaps = spans.array_windows().map(|[before, after]| before.end()..after.start());
    let gaps = gaps.map(|gap| gap.start.max(row.start())..gap.end.min(row.end()));
    let gaps: Vec<_> = gaps.filter(|gap| !gap.is_empty()).map(|gap| within(row, gap)).collect();
    let (id, label) = (Some(annotation.id().clone()), annotation.label());
    let begins = annotation.hull().start() >= row.start();
    (!parts.is_empty() || !gaps.is_empty()).then_some(Mark { id, label, parts, gaps, lane: LANES - 1, begins })
}

/// One mark for each label, of all that those of the label mark.
fn merged(marks: &[Mark]) -> Vec<Mark> {
    let mut labels: Vec<LabelIndex> = marks.iter().map(|mark| mark.label).collect();
    labels.sort_unstable();
    labels.dedup();
    let merge = |label: LabelIndex| {
        let of_label = marks.iter().filter(|mark| mark.label == label);
        let mut stretches: Vec<Range<usize>> = of_label.flat_map(|mark| mark.parts.iter().cloned()).collect();
        stretches.sort_unstable_by_key(|part| part.start);
        let mut parts: Vec<Range<usize>> = Vec::new();
        for part in stretches {
            match parts.last_mut() {
                Some(last) if part.start <= last.end => last.end = last.end.max(part.end),
                _ => parts.push(part),
            }
        }
        Mark { id: None, label, parts, gaps: Vec::new(), lane: LANES - 1, begins: true }
    };
    labels.into_iter().map(merge).collect()
}

/// Gives each mark the lane below all shorter ones that it meets, and sorts them, longer ones first; returns those for which
/// there is no lane.
fn assign_lanes(marks: &mut Vec<Mark>) -> Vec<Mark> {
    let mut lanes: [Vec<Range<usize>>; LANES] = Default::default();
    marks.sort_by_key(Mark::length);
    let mut hidden = Vec::new();
    marks.retain_mut(|mark| {
        let lowest = lanes.iter().rposition(|lane| mark.parts.iter().any(|part| meets(lane, part)));
        let lane = lowest.map_or(0, |lowest| lowest + 1);
        let Some(taken) = lanes.get_mut(lane) else {
            hidden.push(mark.clone());
            return false;
        };
        for part in &mark.parts {
            let at = taken.partition_point(|other| other.start < part.start);
            taken.insert(at, part.clone());
        }
        mark.lane = lane;
        true
    });
    marks.reverse();
    hidden
}

/// Whether one of the stretches of a lane, which are sorted and share nothing, shares something with `part`.
fn meets(lane: &[Range<usize>], part: &Range<usize>) -> bool {
    let after = lane.partition_point(|other| other.end <= part.start);
    lane.get(after).is_some_and(|other| other.start < part.end)
}

fn within(row: Span, bytes: Range<usize>) -> Range<usize> {
    bytes.start - row.start()..bytes.end - row.start()
}

impl Mark {
    /// How much of the row it marks, in bytes.
    fn length(&self) -> usize {
        self.parts.iter().map(ExactSizeIterator::len).sum()
    }

    /// Whether a stretch of the row has something that it marks.
    pub fn crosses(&self, stretch: &Range<usize>) -> bool {
        self.parts.iter().any(|part| part.start < stretch.end && stretch.start < part.end)
    }

    /// Whether the two mark a byte in common.
    pub fn meets(&self, other: &Self) -> bool {
        self.parts.iter().any(|part| other.crosses(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Edit, Record, Series, draw};
    use proptest::prelude::*;

    /// The lanes of the marks on the row of `drawing`, drawn.
    fn check(drawing: &str, expected: &[&str]) {
        let session = Session::new(draw(drawing));
        let row = session.project().article().blocks()[0].span;
        let drawn: Vec<String> = marks_on(&session, row)
            .drawn
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

    /// A session with `count` annotations on the second word of an article, of each label in turn.
    fn heap(count: u32) -> Session {
        let mut session = Session::new(draw("One word has all.\n^^^ quote"));
        for number in 0..count {
            let span = Span::new(session.project().text(), 4..8).expect("a word");
            let id = Id::counted(Series::Annotations, 1000 + number);
            let label = ["claim", "quote", "statistic"][number as usize % 3];
            session.edit(Edit::Annotate(Box::new(Record::new(id, label, span.into())))).expect("a good mark");
        }
        session
    }

    fn marks_of(session: &Session) -> RowMarks {
        marks_on(session, session.project().article().blocks()[0].span)
    }

    #[test]
    fn what_no_lane_has_room_for_is_counted() {
        let marks = marks_of(&heap(20));
        assert_eq!((marks.lanes(), marks.drawn.len(), marks.hidden.len(), marks.count()), (6, 7, 14, 21));
        assert!(
            marks.drawn.iter().any(|mark| mark.parts.first() == Some(&(0..3)) && mark.lane == 0),
            "elsewhere there is room"
        );
    }

    #[test]
    fn above_a_thousand_those_of_a_label_are_one() {
        let marks = marks_of(&heap(2000));
        let drawn: Vec<_> = marks.drawn.iter().map(|mark| (mark.label.get(), mark.parts.len(), mark.lane)).collect();
        assert_eq!(drawn, [(1, 2, 2), (2, 1, 1), (0, 1, 0)]);
        assert_eq!((marks.count(), marks.hidden.len()), (2001, 2001));
        let marks = marks_of(&heap(999));
        assert_eq!((marks.count(), marks.drawn.len(), marks.hidden.len()), (1000, 7, 993));
    }

    proptest! {
        #[test]
        fn in_a_lane_nothing_meets_and_an_outer_mark_lies_lower(
            stretches in prop::collection::vec((0..60_usize, 1..30_usize), 0..40)
        ) {
            let mut marks: Vec<Mark> = stretches.iter().map(|&(start, length)| Mark {
                id: None, label: LabelIndex::default(), parts: std::iter::once(start..start + length).collect(), gaps: vec![], lane: 0, begins: true,
            }).collect();
            let all = marks.len();
            let hidden = assign_lanes(&mut marks);
            prop_assert_eq!(marks.len() + hidden.len(), all);
            for (place, mark) in marks.iter().enumerate() {
                for inner in &marks[place + 1..] {
                    prop_assert!(!mark.meets(inner) || mark.lane > inner.lane);
                }
            }
        }
    }
}
