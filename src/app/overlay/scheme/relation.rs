//! What is one kind of relation? Its name, id, key, and which labels it usually joins.

use egui::{Ui, Vec2};

use super::fields::remark;
use super::label::{key_field, take_keyboard};
use super::question::{self, Question};
use super::{Form, names};
use crate::app::widgets;
use crate::project::{RelationKind, Scheme};

/// How many relations the kind at a place has, for one state of the project.
#[derive(Debug, Default)]
pub struct Counted(Option<(u64, usize)>, usize);

/// How many relations the kind at `place` has.
pub fn counted(form: &mut Form<'_>, place: usize, kind: &RelationKind) -> usize {
    let now = Some((form.state, place));
    if form.editor.seen.counted.0 != now {
        form.editor.seen.counted = Counted(now, form.project.uses_of_relation_kind(&kind.id));
    }
    form.editor.seen.counted.1
}

/// Shows the form of the relation kind at the place `place`.
pub fn show(ui: &mut Ui, form: &mut Form<'_>, place: usize) {
    let scheme = std::sync::Arc::clone(form.project.scheme());
    let Some(kind) = scheme.relations.get(place) else { return };
    let uses = counted(form, place, kind);
    question::show(ui, form, |question| matches!(question, Question::Relation(id) if *id == kind.id));
    form.row(ui, "Name", |form, ui| name(ui, form, place, kind, uses));
    form.row(ui, "Id", |form, ui| {
        ui.horizontal_wrapped(|ui| {
            if let Some(typed) = form.entered(ui, "id", "Relation id", &kind.id, 170.0) {
                match form.project.renaming_relation_kind(&kind.id, typed.trim()) {
                    Ok(change) => form.carry_out(Ok(change), &format!("{} has the id {typed} now", kind.name)),
                    Err(error) => form.refuse("id", typed, crate::app::run::capital(&error.to_string())),
                }
            }
            remark(
                ui,
                &match uses {
                    0 => "Not in use".to_owned(),
                    1 => "Used by 1 relation".to_owned(),
                    uses => format!("Used by {} relations", crate::app::find::grouped(uses as u64)),
                },
            );
        });
    });
    form.row(ui, "Key", |form, ui| key_field(ui, form, kind.key, &kind.id));
    form.row(ui, "From", |form, ui| ends(ui, form, place, "From", |kind| &mut kind.from));
    form.row(ui, "To", |form, ui| ends(ui, form, place, "To", |kind| &mut kind.to));
    remark(ui, "The usual ends guide the eye; any annotation may be joined to any other.");
}

fn name(ui: &mut Ui, form: &mut Form<'_>, place: usize, kind: &RelationKind, uses: usize) {
    let trouble = |typed: &str| typed.trim().is_empty().then(|| "A relation needs a name".to_owned());
    let (response, typed) = form.text(ui, "name", "Relation name", &kind.name, f32::INFINITY, trouble);
    take_keyboard(form, &response);
    let Some(typed) = typed else { return };
    let is_taken = |id: &str| form.scheme().relation_kind(id).is_some();
    let id = names::following(&kind.name, &typed, &kind.id, is_taken).filter(|_| uses == 0);
    form.type_in(|scheme| {
        let kind = &mut scheme.relations[place];
        kind.name = typed;
        kind.id = id.unwrap_or_else(|| std::mem::take(&mut kind.id));
    });
}

/// The labels of one end, each to be taken or left.
fn ends(
    ui: &mut Ui,
    form: &mut Form<'_>,
    place: usize,
    end: &str,
    ids: impl Fn(&mut RelationKind) -> &mut Vec<String>,
) {
    let mut scheme = Scheme::clone(form.scheme());
    let taken = ids(&mut scheme.relations[place]).clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::new(3.0, 3.0);
        for label in &scheme.labels {
            let has = taken.contains(&label.id);
            let response = widgets::segment(ui, form.setter, &label.name, has);
            response.widget_info(|| {
                let name = format!("{end} {}", label.name);
                egui::WidgetInfo::selected(egui::Role::CheckBox, true, has, name)
            });
            if response.clicked() {
                form.change(|scheme| {
                    let ids = ids(&mut scheme.relations[place]);
                    if has {
                        ids.retain(|id| *id != label.id);
                    } else {
                        ids.push(label.id.clone());
                    }
                });
            }
        }
    });
}
