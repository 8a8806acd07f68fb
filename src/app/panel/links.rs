//! What is an annotation tied to? Its relations to others, and its parts.

use egui::Ui;

use super::inspector::row;
use crate::app::access;
use crate::app::theme::Palette;
use crate::app::typeset::Typesetter;
use crate::app::widgets;
use crate::app::words::{self, Look};
use crate::project::{Annotation, Edit, Id, Project, Relation};
use crate::session::{Command, Session};

/// Room for a cross behind words, in points.
const CROSS: f32 = 24.0;

/// Shows the relations of `annotation`.
pub fn relations(
    ui: &mut Ui,
    setter: &mut Typesetter,
    session: &Session,
    annotation: &Annotation,
    commands: &mut Vec<Command>,
) {
    let project = session.project();
    row(ui, setter, "Relations", |ui, setter| {
        ui.add_space(3.0);
        ui.spacing_mut().interact_size.y = 20.0;
        ui.spacing_mut().item_spacing.y = 1.0;
        for relation in project.relations().of(annotation.id()) {
            ui.horizontal(|ui| relation_line(ui, setter, project, annotation.id(), relation, commands));
        }
        let add = widgets::link(ui, "Add…");
        access::opens_menu(&add);
        egui::Popup::menu(&add).show(|ui| {
            ui.set_min_width(180.0);
            for kind in project.scheme().kinds_from(&project.label_of(annotation).id) {
                let look = Look::new(Palette::of(ui.ctx()).ink);
                let key = kind.key.map(|key| format!("  {key}")).unwrap_or_default();
                if words::button(ui, setter, &format!("{} …{key}", kind.name), look).clicked() {
                    commands.push(Command::BeginRelation(kind.id.clone()));
                    ui.close();
                }
            }
        });
        add
    });
}

fn relation_line(
    ui: &mut Ui,
    setter: &mut Typesetter,
    project: &Project,
    own: &Id,
    relation: &Relation,
    commands: &mut Vec<Command>,
) {
    let name = project.scheme().relation_kind(&relation.kind).map_or(relation.kind.as_str(), |kind| &kind.name);
    let outwards = relation.from == *own;
    let other = if outwards { &relation.to } else { &relation.from };
    let shown = if outwards { name.to_owned() } else { format!("{name} (from)") };
    let soft = Look::new(Palette::of(ui.ctx()).soft);
    words::show(ui, setter, &shown, soft.within(ui.available_width() * 0.5));
    let words = project.annotations().get(other).map(|other| project.words_of(other)).unwrap_or_default();
    if let Some(other) = project.annotations().get(other) {
        widgets::swatch(ui, project.label_of(other), &Palette::of(ui.ctx()));
    }
    let response = words::link(ui, setter, &words, soft.within(ui.available_width() - CROSS));
    access::describe(&response, &shown);
    if words::tip(response, setter, &words).clicked() {
        commands.push(Command::Focus(Some(other.clone())));
    }
    if widgets::cross(ui, &format!("Remove this relation: {shown} {words}"), "Remove this relation").clicked() {
        commands.push(Command::Edit(Box::new(Edit::Remove(relation.id.clone()))));
    }
}

/// Shows the parts of an annotation that has several.
pub fn fragments(
    ui: &mut Ui,
    setter: &mut Typesetter,
    project: &Project,
    annotation: &Annotation,
    commands: &mut Vec<Command>,
) {
    let spans = annotation.fragments().spans();
    if spans.len() < 2 {
        return;
    }
    row(ui, setter, "Parts", |ui, setter| {
        ui.add_space(3.0);
        ui.spacing_mut().interact_size.y = 20.0;
        ui.spacing_mut().item_spacing.y = 1.0;
        let mut last = None;
        for (place, span) in spans.iter().enumerate() {
            ui.horizontal(|ui| {
                ui.label(format!("{}.", place + 1));
                let look = Look::new(Palette::of(ui.ctx()).ink).within(ui.available_width() - CROSS);
                words::show(ui, setter, span.of(project.text()), look);
                let response = widgets::cross(ui, &format!("Remove part {}", place + 1), "Remove this part");
                if response.clicked() {
                    commands.push(Command::RemoveFragment(annotation.id().clone(), place));
                }
                last = Some(response);
            });
        }
        last.unwrap_or_else(|| ui.label(""))
    });
}
