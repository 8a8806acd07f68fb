//! What is one kind of relation? Its name, id, key, and which labels it usually joins.

use egui::{Role, Ui, Vec2, WidgetInfo};

use super::fields::{Field, Taken, remark};
use super::label::{key_field, take_keyboard};
use super::question::{self, Question};
use super::{Form, names};
use crate::app::widgets;
use crate::project::RelationKind;

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
            let own = form.own("id");
            let field = Field { own: &own, name: "Relation id", value: &kind.id, taken: Taken::WhenLeft };
            if let (_, Some(typed)) = form.text(ui, field, 140.0, |_| None) {
                match form.project.renaming_relation_kind(&kind.id, typed.trim()) {
                    Ok(change) => {
                        form.carry_out(Ok(change), &format!("{} has the id {typed} now", kind.name));
                        question::renamed(form, (&kind.id, None), typed.trim());
                    }
                    Err(error) => form.refuse(&own, typed, crate::app::run::capital(&error.to_string())),
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
    ends(ui, form, place, End::From);
    ends(ui, form, place, End::To);
    remark(ui, "The usual ends guide the eye; any annotation may be joined to any other.");
}

fn name(ui: &mut Ui, form: &mut Form<'_>, place: usize, kind: &RelationKind, uses: usize) {
    let trouble = |typed: &str| typed.trim().is_empty().then(|| "A relation needs a name".to_owned());
    let own = form.own("name");
    let field = Field { own: &own, name: "Relation name", value: &kind.name, taken: Taken::Rested };
    let (response, typed) = form.text(ui, field, f32::INFINITY, trouble);
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

/// One end of a kind of relation.
#[derive(Clone, Copy)]
enum End {
    From,
    To,
}

impl End {
    fn name(self) -> &'static str {
        match self {
            Self::From => "From",
            Self::To => "To",
        }
    }

    fn of(self, kind: &RelationKind) -> &[String] {
        match self {
            Self::From => &kind.from,
            Self::To => &kind.to,
        }
    }

    fn of_mut(self, kind: &mut RelationKind) -> &mut Vec<String> {
        match self {
            Self::From => &mut kind.from,
            Self::To => &mut kind.to,
        }
    }
}

/// The labels of one end, each to be taken or left.
fn ends(ui: &mut Ui, form: &mut Form<'_>, place: usize, end: End) {
    let scheme = std::sync::Arc::clone(form.project.scheme());
    form.row(ui, end.name(), |form, ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::new(3.0, 3.0);
            for label in &scheme.labels {
                let has = end.of(&scheme.relations[place]).contains(&label.id);
                if label.retired && !has {
                    continue;
                }
                let response = widgets::segment(ui, form.setter, &label.name, has);
                let (enabled, name) = (ui.is_enabled(), format!("{} {}", end.name(), label.name));
                response.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, has, &name));
                if response.clicked() {
                    let id = label.id.clone();
                    form.then_change_kind(move |kind| toggle(end.of_mut(kind), &id));
                }
            }
        });
    });
}

fn toggle(ids: &mut Vec<String>, id: &str) {
    let before = ids.len();
    ids.retain(|known| known != id);
    if ids.len() == before {
        ids.push(id.to_owned());
    }
}
