//! What shall become of what is marked with something that goes? Asked in place, where it was deleted.

use egui::{Frame, Margin, RichText, Stroke, Ui, Vec2};

use super::Form;
use crate::app::find::grouped;
use crate::app::theme::{self, CORNER, Palette};
use crate::app::widgets;
use crate::project::{Fate, SchemeChange};

/// What is to go, by its ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// A label.
    Label(String),
    /// An attribute of a label.
    Attribute(String, String),
    /// A choice of an attribute of a label.
    Choice(String, String, String),
    /// A relation kind.
    Relation(String),
}

/// A question as it stands.
#[derive(Debug)]
pub struct Asked {
    question: Question,
    /// How many annotations or relations have it.
    uses: usize,
    /// Whether it is to be chosen where they shall go.
    moving: bool,
    /// Whether it was shown already.
    is_seen: bool,
}

/// Deletes what is not in use; asks about what is.
pub fn ask(form: &mut Form<'_>, question: Question, uses: usize) {
    if uses == 0 {
        let planned = planned(form, &question, &Fate::Remove);
        let said = format!("Deleted {}", named(form, &question));
        form.carry_out(planned, &said);
        form.editor.question = None;
    } else {
        form.editor.question = Some(Asked { question, uses, moving: false, is_seen: false });
    }
}

/// A question that stands goes on about what has another id now: the label, relation kind, or attribute of a label.
pub fn renamed(form: &mut Form<'_>, (own, attribute): (&str, Option<&str>), new: &str) {
    let Some(asked) = &mut form.editor.question else { return };
    let renamed = match (&mut asked.question, attribute) {
        (Question::Attribute(label, id) | Question::Choice(label, id, _), Some(before)) if label == own => {
            Some(id).filter(|id| *id == before)
        }
        (_, Some(_)) => None,
        (
            Question::Label(id) | Question::Relation(id) | Question::Attribute(id, _) | Question::Choice(id, _, _),
            None,
        ) => Some(id).filter(|id| *id == own),
    };
    if let Some(id) = renamed {
        new.clone_into(id);
    }
}

/// Shows the question, if it is the one that is meant here.
pub fn show(ui: &mut Ui, form: &mut Form<'_>, is_meant: impl Fn(&Question) -> bool) {
    let Some(asked) = form.editor.question.as_ref().filter(|asked| is_meant(&asked.question)) else { return };
    let (question, uses, moving) = (asked.question.clone(), asked.uses, asked.moving);
    let palette = Palette::of(ui.ctx());
    let frame = Frame::NONE.inner_margin(Margin::same(10)).corner_radius(CORNER);
    let shown = frame.stroke(Stroke::new(1.0, palette.focus)).fill(palette.chosen()).show(ui, |ui| {
        ui.spacing_mut().item_spacing = Vec2::new(6.0, 6.0);
        let have = match (&question, uses) {
            (Question::Relation(_), 1) => "1 relation is of this kind".to_owned(),
            (Question::Relation(_), _) => format!("{} relations are of this kind", grouped(uses as u64)),
            (Question::Choice(_, _, value), 1) => format!("1 annotation has “{value}”"),
            (Question::Choice(_, _, value), _) => format!("{} annotations have “{value}”", grouped(uses as u64)),
            (_, 1) => "1 annotation has it".to_owned(),
            _ => format!("{} annotations have it", grouped(uses as u64)),
        };
        ui.label(RichText::new(have).font(theme::bold(theme::BODY)));
        let answer = if moving { targets(ui, form, &question) } else { fates(ui, form, &question) };
        if let Some(fate) = answer {
            form.then(move |form| answered(form, fate.as_ref()));
        }
    });
    if let Some(asked) = &mut form.editor.question
        && !std::mem::replace(&mut asked.is_seen, true)
    {
        shown.response.scroll_to_me(None);
    }
}

/// Does what was answered; nothing where there is no question any more.
fn answered(form: &mut Form<'_>, fate: Option<&Fate>) {
    let asked = form.editor.question.take();
    let Some((Asked { question, .. }, fate)) = asked.zip(fate) else { return };
    let done = if *fate == Fate::Keep { "Retired" } else { "Deleted" };
    let said = format!("{done} {}", named(form, &question));
    let planned = planned(form, &question, fate);
    form.carry_out(planned, &said);
}

/// The buttons; returns the fate, or that nothing shall happen.
fn fates(ui: &mut Ui, form: &mut Form<'_>, question: &Question) -> Option<Option<Fate>> {
    let mut answer = None;
    let is_new = form.editor.question.as_ref().is_some_and(|asked| !asked.is_seen);
    ui.horizontal_wrapped(|ui| {
        let keep = matches!(question, Question::Label(_)).then(|| ui.button("Keep them"));
        let can_move = !others(form, question).is_empty();
        let go = ui.add_enabled(can_move, egui::Button::new("Move to …"));
        if is_new {
            keep.as_ref().unwrap_or(&go).request_focus();
        }
        let kept = "The label stays for them alone, and is offered nowhere";
        if keep.is_some_and(|keep| keep.on_hover_text(kept).clicked()) {
            answer = Some(Some(Fate::Keep));
        }
        if go.clicked()
            && let Some(asked) = &mut form.editor.question
        {
            asked.moving = true;
        }
        let also = match question {
            Question::Label(_) | Question::Relation(_) => "Delete them too",
            Question::Attribute(..) | Question::Choice(..) => "Clear them",
        };
        if ui.button(also).clicked() {
            answer = Some(Some(Fate::Remove));
        }
        if ui.button("Cancel").clicked() {
            answer = Some(None);
        }
    });
    answer
}

/// Where they could go.
fn targets(ui: &mut Ui, form: &mut Form<'_>, question: &Question) -> Option<Option<Fate>> {
    let mut answer = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::new(3.0, 3.0);
        for (id, name) in others(form, question) {
            let response = widgets::segment(ui, form.setter, &name, false);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Move to {name}")));
            if response.clicked() {
                answer = Some(Some(Fate::MoveTo(id)));
            }
        }
        if ui.button("Cancel").clicked() {
            answer = Some(None);
        }
    });
    answer
}

/// Ids and names of the others of its kind.
fn others(form: &Form<'_>, question: &Question) -> Vec<(String, String)> {
    let scheme = form.scheme();
    let pair = |id: &String, name: &String| (id.clone(), name.clone());
    match question {
        Question::Label(own) => {
            let others = scheme.offered().filter(|(_, label)| label.id != *own);
            others.map(|(_, label)| pair(&label.id, &label.name)).collect()
        }
        Question::Attribute(label, own) => {
            let attributes = scheme.label(label).map_or(&[][..], |(_, label)| &label.attributes);
            attributes.iter().filter(|other| other.id != *own).map(|other| pair(&other.id, &other.name)).collect()
        }
        Question::Choice(label, attribute, own) => {
            let attribute = scheme.label(label).and_then(|(_, label)| label.attribute(attribute));
            let values = attribute.map_or(&[][..], |attribute| &attribute.values);
            values.iter().filter(|value| *value != own).map(|value| pair(value, value)).collect()
        }
        Question::Relation(own) => {
            scheme.relations.iter().filter(|kind| kind.id != *own).map(|kind| pair(&kind.id, &kind.name)).collect()
        }
    }
}

fn planned(form: &Form<'_>, question: &Question, fate: &Fate) -> Result<SchemeChange, crate::project::EditError> {
    let project = form.project;
    match question {
        Question::Label(id) => project.removing_label(id, fate),
        Question::Attribute(label, id) => project.removing_attribute(label, id, fate),
        Question::Choice(label, id, value) => project.removing_choice(label, id, value, fate),
        Question::Relation(id) => project.removing_relation_kind(id, fate),
    }
}

/// "the label Claim".
fn named(form: &Form<'_>, question: &Question) -> String {
    let scheme = form.scheme();
    match question {
        Question::Label(id) => {
            format!("the label {}", scheme.label(id).map_or(id.as_str(), |(_, label)| &label.name))
        }
        Question::Attribute(label, id) => {
            let attribute = scheme.label(label).and_then(|(_, label)| label.attribute(id));
            format!("the attribute {}", attribute.map_or(id.as_str(), |attribute| &attribute.name))
        }
        Question::Choice(_, _, value) => format!("the choice {value}"),
        Question::Relation(id) => {
            format!("the relation {}", scheme.relation_kind(id).map_or(id.as_str(), |kind| &kind.name))
        }
    }
}
