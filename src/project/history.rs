//! What has been done? Every change with the change that takes it back, without end.

use std::mem;

use super::{Edit, EditError, Project};

/// One change as it was made: what a journal keeps. Changes that are replayed in order on the project they were made on give
/// the same project with the same history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// How it came about.
    pub how: How,
    /// What was applied to the project.
    pub edit: Edit,
}

/// How a change came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It was made: a step of its own.
    Made,
    /// It goes on with a text that was being typed: one step with the change before.
    Typed,
    /// It takes the last step back.
    Undone,
    /// It does the last step taken back again.
    Redone,
}

/// The changes made to one project.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// What takes the changes back, the last one at the end.
    undo: Vec<Step>,
    /// What does the undone ones again.
    redo: Vec<Step>,
    /// The number of the present state of the project.
    state: u64,
    /// The highest number given to a state.
    newest: u64,
    /// The state that is on the disk.
    saved: u64,
    /// Whether the last change was typing that more typing at the same place may still join.
    typing: bool,
}

#[derive(Clone, Debug)]
struct Step {
    edit: Edit,
    /// The state that the edit leads back to.
    state: u64,
}

impl History {
    /// The history that a person may go on with: the edits that take back what led here, and those that do again what was
    /// taken back, the next one of each at the end.
    pub fn remembered(undo: Vec<Edit>, redo: Vec<Edit>) -> Self {
        let (before, after) = (undo.len() as u64, redo.len() as u64);
        // States are numbered from the oldest one; the undone ones come after the present one.
        let undo = undo.into_iter().zip(0..).map(|(edit, state)| Step { edit, state }).collect();
        let redo = redo.into_iter().enumerate();
        let redo = redo.map(|(place, edit)| Step { edit, state: before + after - place as u64 }).collect();
        Self { undo, redo, state: before, newest: before + after, saved: before, typing: false }
    }

    /// The edits that take back what led to the present state, the next one at the end.
    pub fn undoing(&self) -> impl DoubleEndedIterator<Item = &Edit> + ExactSizeIterator {
        self.undo.iter().map(|step| &step.edit)
    }

    /// The edits that do again what was taken back, the next one at the end.
    pub fn redoing(&self) -> impl DoubleEndedIterator<Item = &Edit> + ExactSizeIterator {
        self.redo.iter().map(|step| &step.edit)
    }

    /// This history with no more than the nearest `steps` each way.
    #[must_use]
    pub fn recent(&self, steps: usize) -> Self {
        let nearest = |all: &[Step]| all[all.len().saturating_sub(steps)..].to_vec();
        Self { undo: nearest(&self.undo), redo: nearest(&self.redo), ..*self }
    }

    /// Applies `edit` to the project and remembers how to take it back.
    pub fn edit(&mut self, project: &mut Project, edit: Edit) -> Result<Change, EditError> {
        self.apply(project, edit.clone())?;
        self.typing = false;
        Ok(Change { how: How::Made, edit })
    }

    /// Like `edit`, for a text that is being typed: as long as nothing else comes between, it is one step.
    pub fn typed(&mut self, project: &mut Project, edit: Edit) -> Result<Change, EditError> {
        let joins = self.typing && self.could_join(&edit);
        let change = if joins { self.join(project, edit)? } else { self.edit(project, edit)? };
        self.typing = true;
        Ok(change)
    }

    /// Ends a stretch of typing: what comes next is a step of its own.
    pub fn pause(&mut self) {
        self.typing = false;
    }

    /// Takes the last change back; nothing when there is none.
    pub fn undo(&mut self, project: &mut Project) -> Option<Change> {
        self.typing = false;
        let edit = self.undo.last()?.edit.clone();
        self.stepped(project, Change { how: How::Undone, edit })
    }

    /// Does the last undone change again; nothing when there is none.
    pub fn redo(&mut self, project: &mut Project) -> Option<Change> {
        self.typing = false;
        let edit = self.redo.last()?.edit.clone();
        self.stepped(project, Change { how: How::Redone, edit })
    }

    /// What was done can be taken back, and what was taken back done again: a law of `Project`. Were it ever broken, the step
    /// stays for another try.
    fn stepped(&mut self, project: &mut Project, change: Change) -> Option<Change> {
        self.step(project, change.clone()).ok().map(|()| change)
    }

    /// Makes a change as it was made before. One that takes back what this history does not know is made all the same.
    pub fn replay(&mut self, project: &mut Project, change: Change) -> Result<(), EditError> {
        match change.how {
            How::Made => self.edit(project, change.edit).map(drop),
            How::Typed if self.could_join(&change.edit) => self.join(project, change.edit).map(drop),
            How::Typed => self.edit(project, change.edit).map(drop),
            How::Undone | How::Redone => self.step(project, change),
        }
    }

    /// Goes one step back or forth, by the edit that does it.
    fn step(&mut self, project: &mut Project, Change { how, edit }: Change) -> Result<(), EditError> {
        let inverse = project.apply(edit)?;
        let taken = if how == How::Undone { self.undo.pop() } else { self.redo.pop() };
        let leads_to = taken.map_or_else(|| self.new_state(), |step| step.state);
        let step = Step { edit: inverse, state: self.go_to(leads_to) };
        let other = if how == How::Undone { &mut self.redo } else { &mut self.undo };
        other.push(step);
        Ok(())
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// The number of the present state; the same number means the same project.
    pub fn state(&self) -> u64 {
        self.state
    }

    /// Notes that the state numbered `state` is on the disk.
    pub fn saved(&mut self, state: u64) {
        self.saved = state;
        self.typing = false;
    }

    /// Whether the present state is not the one on the disk.
    pub fn is_changed(&self) -> bool {
        self.state != self.saved
    }

    /// Makes the present state one that is not on the disk, e.g. after a recovery.
    pub fn unsave(&mut self) {
        self.saved = u64::MAX;
    }

    fn apply(&mut self, project: &mut Project, edit: Edit) -> Result<(), EditError> {
        let inverse = project.apply(edit)?;
        let state = self.new_state();
        let step = Step { edit: inverse, state: self.go_to(state) };
        self.undo.push(step);
        self.redo.clear();
        Ok(())
    }

    /// Applies `edit` as a part of the last step, which holds the text from before the typing began.
    fn join(&mut self, project: &mut Project, edit: Edit) -> Result<Change, EditError> {
        self.apply(project, edit.clone())?;
        self.undo.pop();
        Ok(Change { how: How::Typed, edit })
    }

    fn could_join(&self, edit: &Edit) -> bool {
        self.undo.last().is_some_and(|step| same_place(&step.edit, edit))
    }

    fn new_state(&mut self) -> u64 {
        self.newest += 1;
        self.newest
    }

    /// Makes `state` the present one; returns the one before.
    fn go_to(&mut self, state: u64) -> u64 {
        self.typing = false;
        mem::replace(&mut self.state, state)
    }
}

fn same_place(a: &Edit, b: &Edit) -> bool {
    match (a, b) {
        (Edit::Note { id: a, .. }, Edit::Note { id: b, .. }) => a == b,
        (Edit::Set { id: a, name: m, .. }, Edit::Set { id: b, name: n, .. }) => a == b && m == n,
        (Edit::Field { name: m, .. }, Edit::Field { name: n, .. }) => m == n,
        (Edit::Scheme(a), Edit::Scheme(b)) => a.is_one_text_from(b),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::project::{Id, draw};

    const RENTS: &str = "Rents rose 12% in May.\n^^^^^ claim\n           ^^^ statistic";

    fn id(text: &str) -> Id {
        Id::new(text).expect("not empty")
    }

    fn note(of: &str, text: &str) -> Edit {
        Edit::Note { id: id(of), text: text.into() }
    }

    fn set(of: &str, name: &str, value: &str) -> Edit {
        Edit::Set { id: id(of), name: name.into(), value: Some(value.into()) }
    }

    fn field(name: &str, value: &str) -> Edit {
        Edit::Field { name: name.into(), value: value.into() }
    }

    /// How many steps it is to type `edits` one after the other.
    fn steps(edits: &[Edit]) -> usize {
        let (mut project, mut history) = (draw(RENTS), History::default());
        edits.iter().for_each(|edit| drop(history.typed(&mut project, edit.clone()).expect("allowed")));
        history.undoing().len()
    }

    #[test]
    fn typing_at_one_place_is_one_step() {
        assert_eq!(steps(&[note("a1", "a"), note("a1", "as"), note("a1", "ask")]), 1);
        assert_eq!(steps(&[note("a1", "a"), note("a2", "a")]), 2);
        assert_eq!(steps(&[set("a1", "place", "M"), set("a1", "place", "Ma")]), 1);
        assert_eq!(steps(&[set("a1", "place", "M"), set("a2", "place", "M")]), 2);
        assert_eq!(steps(&[set("a1", "place", "M"), set("a1", "speaker", "M")]), 2);
        assert_eq!(steps(&[field("url", "h"), field("url", "ht")]), 1);
        assert_eq!(steps(&[field("url", "h"), field("title", "h")]), 2);
        assert_eq!(steps(&[note("a1", "a"), set("a1", "place", "M"), field("url", "h")]), 3);
    }

    #[test]
    fn typing_goes_on_only_where_nothing_came_between() {
        let (mut project, mut history) = (draw(RENTS), History::default());
        history.edit(&mut project, note("a1", "a")).expect("allowed");
        history.typed(&mut project, note("a1", "as")).expect("allowed");
        assert_eq!(history.undoing().len(), 2, "what was made is not typed");
        history.pause();
        history.typed(&mut project, note("a1", "ask")).expect("allowed");
        assert_eq!(history.undoing().len(), 3);
        history.saved(history.state());
        history.typed(&mut project, note("a1", "ask!")).expect("allowed");
        assert_eq!(history.undoing().len(), 4, "a save can be gone back to");
    }

    /// A project on which four edits are made, then three taken back.
    fn some_done_some_undone() -> (Project, History) {
        let (mut project, mut history) = (draw(RENTS), History::default());
        for edit in [note("a1", "x"), note("a2", "y"), field("title", "Rents"), field("url", "u")] {
            history.edit(&mut project, edit).expect("allowed");
        }
        (0..3).for_each(|_| drop(history.undo(&mut project).expect("there is one")));
        (project, history)
    }

    #[test]
    fn the_same_number_is_the_same_project() {
        let (mut project, history) = some_done_some_undone();
        let undo = history.undoing().cloned().collect();
        let mut history = History::remembered(undo, history.redoing().cloned().collect());
        assert!(!history.is_changed() && history.can_undo() && history.can_redo());
        let mut states = HashMap::new();
        let mut is_known = |history: &History, project: &Project| {
            *states.entry(history.state()).or_insert_with(|| project.clone()) == *project
        };
        assert!(is_known(&history, &project));
        while history.undo(&mut project).is_some() {
            assert!(is_known(&history, &project) && history.is_changed());
        }
        assert_eq!((&project, history.can_undo(), history.redoing().len()), (&draw(RENTS), false, 4));
        while history.redo(&mut project).is_some() {
            assert!(is_known(&history, &project));
        }
        assert_eq!((history.can_redo(), history.undoing().len()), (false, 4));
        (0..4).for_each(|_| drop(history.undo(&mut project)));
        for text in ["a", "b", "c", "d", "e", "f"] {
            history.edit(&mut project, note("a2", text)).expect("allowed");
            assert!(is_known(&history, &project), "a new state has a number of its own");
        }
        assert!(!history.can_redo(), "another way was gone");
        history.saved(history.state());
        history.unsave();
        assert!(history.is_changed(), "what was saved is not any more");
    }

    #[test]
    fn of_a_long_history_the_nearest_steps_are_kept() {
        let (mut project, history) = some_done_some_undone();
        let mut recent = history.recent(2);
        assert_eq!((recent.undoing().len(), recent.redoing().len(), recent.state()), (1, 2, history.state()));
        recent.redo(&mut project).expect("the next one is there");
        assert_eq!(project.annotations().get(&id("a2")).map(crate::project::Annotation::note), Some("y"));
    }

    #[test]
    fn changes_that_are_replayed_give_the_same_history() {
        let (mut project, mut history) = (draw(RENTS), History::default());
        let mut made = Vec::new();
        for edit in [note("a1", "a"), note("a1", "as"), note("a2", "b"), set("a2", "place", "M"), field("url", "h")] {
            made.push(history.typed(&mut project, edit).expect("allowed"));
        }
        made.extend(
            [history.undo(&mut project), history.undo(&mut project), history.redo(&mut project)]
                .map(|change| change.expect("there is one")),
        );
        made.push(history.edit(&mut project, Edit::Remove(id("a1"))).expect("allowed"));
        made.extend(history.undo(&mut project));
        let (mut again, mut replayed) = (draw(RENTS), History::default());
        for change in made {
            replayed.replay(&mut again, change).expect("allowed");
        }
        assert_eq!((again, replayed.state()), (project, history.state()));
        assert!(replayed.undoing().eq(history.undoing()) && replayed.redoing().eq(history.redoing()));
    }

    #[test]
    fn typing_whose_beginning_is_forgotten_is_a_step() {
        let (mut project, mut history) = (draw(RENTS), History::default());
        history.edit(&mut project, field("title", "Rents")).expect("allowed");
        history.replay(&mut project, Change { how: How::Typed, edit: note("a1", "as") }).expect("allowed");
        assert_eq!(history.undoing().len(), 2);
    }
}
