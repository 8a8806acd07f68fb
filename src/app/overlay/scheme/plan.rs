//! When is done what was clicked? After what was typed before it, one thing a frame, of the scheme as it is then.

use std::fmt;

use super::fields::Draft;
use super::{Chosen, Form};
use crate::project::{Attribute, Label, RelationKind};

/// What is to be done.
pub struct Plan(Box<dyn FnOnce(&mut Form<'_>)>);

impl fmt::Debug for Plan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Plan")
    }
}

impl Form<'_> {
    /// Does `deed` when what was typed is the scheme's, and what was clicked before is done.
    pub fn then(&mut self, deed: impl FnOnce(&mut Form<'_>) + 'static) {
        self.editor.plans.push_back(Plan(Box::new(deed)));
    }

    /// Changes the label that is chosen then.
    pub fn then_change_label(&mut self, change: impl FnOnce(&mut Label) + 'static) {
        self.then(|form| {
            if let Chosen::Label(place) = form.editor.chosen {
                form.change(|scheme| scheme.labels.get_mut(place).map(change).unwrap_or_default());
            }
        });
    }

    /// Changes the relation kind that is chosen then.
    pub fn then_change_kind(&mut self, change: impl FnOnce(&mut RelationKind) + 'static) {
        self.then(|form| {
            if let Chosen::Relation(place) = form.editor.chosen {
                form.change(|scheme| scheme.relations.get_mut(place).map(change).unwrap_or_default());
            }
        });
    }

    /// Changes an attribute of the label that is chosen then.
    pub fn then_change_attribute(&mut self, number: usize, change: impl FnOnce(&mut Attribute) + 'static) {
        self.then_change_label(move |label| label.attributes.get_mut(number).map(change).unwrap_or_default());
    }

    /// Does what is planned, when its turn has come.
    pub(super) fn go_on(&mut self, ctx: &egui::Context) {
        // What has no field any more cannot be taken in, and nothing shall wait for it.
        self.editor.drafts.retain(Draft::has_place);
        while self.editor.wish.is_none() && !self.editor.drafts.iter().any(Draft::waits) {
            let Some(Plan(deed)) = self.editor.plans.pop_front() else { return };
            deed(self);
        }
        if self.editor.plans.is_empty() {
            return;
        }
        // A click that came without a pointer has left the keyboard in the field.
        if ctx.text_edit_focused() {
            super::Editor::leave_fields(ctx);
        }
        ctx.request_repaint();
    }
}
