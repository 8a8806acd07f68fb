//! What is one label? Its name, id, key, look, what it finds, what can be said of it, and when to mark with it.

use egui::{Response, Ui, Vec2};

use super::fields::{Field, Taken, remark};
use super::question::{self, Question};
use super::{Chosen, Form, attributes, look, names};
use crate::app::keys;
use crate::app::widgets;
use crate::project::{Finds, Label};
use crate::session::Stroke;

/// Shows the form of the label at the place `place`.
pub fn show(ui: &mut Ui, form: &mut Form<'_>, place: usize) {
    let scheme = std::sync::Arc::clone(form.project.scheme());
    let Some(label) = scheme.labels.get(place) else { return };
    let uses = form.project.uses_of_label(&label.id);
    question::show(ui, form, |question| matches!(question, Question::Label(id) if *id == label.id));
    if label.retired {
        retired(ui, form, uses);
    }
    form.row(ui, "Name", |form, ui| name(ui, form, place, label, uses));
    form.row(ui, "Id", |form, ui| id(ui, form, label, uses));
    if !label.retired {
        form.row(ui, "Key", |form, ui| key_field(ui, form, label.key, &label.id));
    }
    look::show(ui, form, place, label);
    form.row(ui, "Finds", |form, ui| finds(ui, form, place, label));
    ui.add_space(4.0);
    attributes::show(ui, form, place, label);
    ui.add_space(4.0);
    form.row(ui, "Guideline", |form, ui| {
        let own = form.own("guideline");
        let field = Field { own: &own, name: "Label guideline", value: &label.guideline, taken: Taken::Rested };
        if let Some(text) = form.lines(ui, field, 6) {
            form.type_in(|scheme| scheme.labels[place].guideline = text);
        }
    });
}

fn retired(ui: &mut Ui, form: &mut Form<'_>, uses: usize) {
    ui.horizontal_wrapped(|ui| {
        remark(ui, &format!("Retired: kept for what is marked with it, and offered nowhere. {}", used_by(uses)));
        if ui.button("Bring back").clicked() {
            form.then_change_label(|label| label.retired = false);
        }
    });
}

/// "Used by 12 annotations".
fn used_by(uses: usize) -> String {
    match uses {
        0 => "Not in use".into(),
        1 => "Used by 1 annotation".into(),
        uses => format!("Used by {} annotations", crate::app::find::grouped(uses as u64)),
    }
}

fn name(ui: &mut Ui, form: &mut Form<'_>, place: usize, label: &Label, uses: usize) {
    let trouble = |typed: &str| typed.trim().is_empty().then(|| "A label needs a name".to_owned());
    let own = form.own("name");
    let field = Field { own: &own, name: "Label name", value: &label.name, taken: Taken::Rested };
    let (response, typed) = form.text(ui, field, f32::INFINITY, trouble);
    take_keyboard(form, &response);
    let Some(typed) = typed else { return };
    // The id of a new label follows its name, until something says it.
    let is_named =
        form.scheme().relations.iter().any(|kind| kind.from.contains(&label.id) || kind.to.contains(&label.id));
    let is_free = uses == 0 && !is_named;
    let is_taken = |id: &str| form.scheme().label(id).is_some();
    let id = names::following(&label.name, &typed, &label.id, is_taken).filter(|_| is_free);
    form.type_in(|scheme| {
        let label = &mut scheme.labels[place];
        label.name = typed;
        label.id = id.unwrap_or_else(|| std::mem::take(&mut label.id));
    });
}

/// Gives the keyboard to the name of what was just added.
pub fn take_keyboard(form: &mut Form<'_>, response: &Response) {
    if form.editor.wants_keyboard {
        form.editor.wants_keyboard = false;
        response.request_focus();
        // A name that was only given to have one is typed over.
        widgets::put_caret(&response.ctx, response.id, 0..usize::MAX);
    }
}

fn id(ui: &mut Ui, form: &mut Form<'_>, label: &Label, uses: usize) {
    ui.horizontal_wrapped(|ui| {
        let own = form.own("id");
        let field = Field { own: &own, name: "Label id", value: &label.id, taken: Taken::WhenLeft };
        if let (_, Some(typed)) = form.text(ui, field, 140.0, |_| None) {
            let said = format!("{} has the id {typed} now", label.name);
            match form.project.renaming_label(&label.id, typed.trim()) {
                Ok(change) => {
                    form.carry_out(Ok(change), &said);
                    question::renamed(form, (&label.id, None), typed.trim());
                }
                Err(error) => form.refuse(&own, typed, crate::app::run::capital(&error.to_string())),
            }
        }
        remark(ui, &used_by(uses));
    });
}

/// The key of a label or relation kind called `id`.
pub fn key_field(ui: &mut Ui, form: &mut Form<'_>, key: Option<char>, id: &str) {
    ui.horizontal_wrapped(|ui| {
        let shown = key.map(String::from).unwrap_or_default();
        let scheme = std::sync::Arc::clone(form.project.scheme());
        let trouble = |typed: &str| match names::key(typed) {
            Err(why) => Some(why),
            Ok(key) => key.and_then(|key| Some(format!("{key} is the key of {}", names::holder_of(&scheme, key, id)?))),
        };
        let own = form.own("key");
        let field = Field { own: &own, name: "Key", value: &shown, taken: Taken::AtOnce };
        let (_, typed) = form.text(ui, field, 40.0, trouble);
        if let Some(key) = typed.and_then(|typed| names::key(&typed).ok()) {
            let chosen = form.editor.chosen;
            form.change(|scheme| match chosen {
                Chosen::Label(place) => scheme.labels[place].key = key,
                Chosen::Relation(place) => scheme.relations[place].key = key,
            });
        }
        if let Some(command) = key.and_then(|key| command_with(ui, key)) {
            remark(ui, &format!("“{command}” had this key: it goes to the scheme"));
        }
    });
}

/// The name of the command that has this key in the window.
fn command_with(ui: &Ui, key: char) -> Option<&'static str> {
    let stroke = Stroke { ctrl: false, alt: false, shift: false, key: key.to_ascii_uppercase().to_string() };
    keys::current(ui.ctx()).command_for(&stroke, None)?.info().map(|info| info.name)
}

fn finds(ui: &mut Ui, form: &mut Form<'_>, place: usize, label: &Label) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::new(3.0, 3.0);
        for (finds, name) in
            [(None, "Nothing"), (Some(Finds::Numbers), "Numbers"), (Some(Finds::Quotations), "Quotations")]
        {
            let chosen = label.finds == finds;
            if widgets::segment(ui, form.setter, name, chosen).clicked() && !chosen {
                form.then_change_label(move |label| label.finds = finds);
            }
        }
    });
    let first =
        label.finds.and_then(|finds| form.scheme().label_finding(finds)).filter(|(first, _)| first.get() != place);
    if let Some((_, first)) = first.filter(|_| !label.retired) {
        remark(ui, &format!("{} finds them already, and stands before it", first.name));
    }
}
