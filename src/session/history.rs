//! What has been done? Every change with the change that takes it back, without end.

use std::mem;

use crate::project::{Edit, EditError, Project};

/// The changes made to one project since it was opened.
#[derive(Debug, Default)]
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

#[derive(Debug)]
struct Step {
    edit: Edit,
    /// The state that the edit leads back to.
    state: u64,
}

impl History {
    /// Applies `edit` to the project and remembers how to take it back.
    pub fn edit(&mut self, project: &mut Project, edit: Edit) -> Result<(), EditError> {
        self.apply(project, edit)?;
        self.typing = false;
        Ok(())
    }

    /// Like `edit`, for a text that is being typed: as long as nothing else comes between, it is one step.
    pub fn typed(&mut self, project: &mut Project, edit: Edit) -> Result<(), EditError> {
        let goes_on = self.typing && self.undo.last().is_some_and(|step| same_place(&step.edit, &edit));
        self.apply(project, edit)?;
        if goes_on {
            // The step before holds the text from before the typing began.
            self.undo.pop();
        }
        self.typing = true;
        Ok(())
    }

    /// Ends a stretch of typing: what comes next is a step of its own.
    pub fn pause(&mut self) {
        self.typing = false;
    }

    /// Takes the last change back; returns the edit that did it, nothing when there is none.
    pub fn undo(&mut self, project: &mut Project) -> Option<Edit> {
        step(project, &mut self.undo, &mut self.redo, &mut self.state, &mut self.typing)
    }

    /// Does the last undone change again; returns the edit that did it.
    pub fn redo(&mut self, project: &mut Project) -> Option<Edit> {
        step(project, &mut self.redo, &mut self.undo, &mut self.state, &mut self.typing)
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
        self.undo.push(Step { edit: inverse, state: self.state });
        self.redo.clear();
        self.newest += 1;
        self.state = self.newest;
        Ok(())
    }
}

fn step(
    project: &mut Project,
    from: &mut Vec<Step>,
    to: &mut Vec<Step>,
    state: &mut u64,
    typing: &mut bool,
) -> Option<Edit> {
    *typing = false;
    let Step { edit, state: leads_to } = from.last()?;
    // What was done can be taken back, and what was taken back done again: a law of `Project`. Were it ever broken, the
    // step stays for another try.
    let inverse = project.apply(edit.clone()).ok()?;
    to.push(Step { edit: inverse, state: mem::replace(state, *leads_to) });
    from.pop().map(|step| step.edit)
}

fn same_place(a: &Edit, b: &Edit) -> bool {
    match (a, b) {
        (Edit::Note { id: a, .. }, Edit::Note { id: b, .. }) => a == b,
        (Edit::Set { id: a, name: m, .. }, Edit::Set { id: b, name: n, .. }) => a == b && m == n,
        (Edit::Field { name: m, .. }, Edit::Field { name: n, .. }) => m == n,
        _ => false,
    }
}
