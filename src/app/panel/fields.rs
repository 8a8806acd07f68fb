//! What is known about the article? Its fields, ready to be changed.

use egui::{Margin, RichText, Ui, Vec2};

use super::inspector::{note_field, text_field};
use crate::app::choices;
use crate::app::run::capital;
use crate::app::theme::Palette;
use crate::app::typeset::Typesetter;
use crate::app::words::{self, Look};
use crate::project::{Edit, Fields, Moment, Status};
use crate::session::{Command, Session};

fn status(ui: &mut Ui, setter: &mut Typesetter, status: Status) -> Option<String> {
    let names = Status::ALL.map(Status::name);
    let chosen = names.iter().position(|name| *name == status.name());
    let choices = choices::show(ui, setter, "Status", &names, chosen);
    let clicked = choices.chosen.and_then(|place| names.get(place)).map(|name| (*name).to_owned());
    clicked.or(choices.is_taken_back.then(String::new))
}

/// Shows the fields; returns what the person wishes.
pub fn show(ui: &mut Ui, session: &Session, setter: &mut Typesetter) -> Vec<Command> {
    let mut commands = Vec::new();
    let project = session.project();
    let palette = Palette::of(ui.ctx());
    egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        egui::Frame::NONE.inner_margin(Margin::same(16)).show(ui, |ui| {
            ui.spacing_mut().item_spacing = Vec2::new(6.0, 4.0);
            let others = project.fields().iter().map(|(name, _)| name).filter(|name| !Fields::STANDARD.contains(name));
            for name in Fields::STANDARD.into_iter().chain(others) {
                let shown = if name == "url" { "URL".into() } else { capital(name) };
                words::show(ui, setter, &shown, Look::new(palette.soft).within(ui.available_width()));
                let value = project.fields().get(name);
                let typed = match name {
                    "status" => status(ui, setter, project.status()),
                    "memo" => note_field(ui, name, value).1,
                    _ => text_field(ui, name, value).1,
                };
                if let Some(value) = typed {
                    let edit = Edit::Field { name: name.to_owned(), value };
                    commands.push(Command::Type(Box::new(edit)));
                }
                ui.add_space(4.0);
            }
            ui.add_space(8.0);
            let article = project.article();
            let facts = format!(
                "{} characters · {} paragraphs · scheme “{}”",
                article.chars(),
                article.blocks().len(),
                project.scheme().name
            );
            original(ui, setter, session, &mut commands);
            let look = Look::new(palette.soft).sized(11.0).within(ui.available_width()).wrapped();
            words::show(ui, setter, &facts, look);
            ui.add(
                egui::Label::new(RichText::new(article.hash().to_string()).size(11.0).color(palette.soft)).truncate(),
            );
        });
    });
    commands
}

/// Says which file the article came from, and offers to open it.
fn original(ui: &mut Ui, setter: &mut Typesetter, session: &Session, commands: &mut Vec<Command>) {
    let Some(original) = session.project().original() else { return };
    let palette = Palette::of(ui.ctx());
    let retrieved = original.retrieved.parse().map(|moment: Moment| format!(" · {}", moment.in_words()));
    let facts = format!("{} · {} bytes{}", original.name, original.bytes, retrieved.unwrap_or_default());
    words::show(ui, setter, "Original", Look::new(palette.soft).within(ui.available_width()));
    words::show(ui, setter, &facts, Look::new(palette.ink).within(ui.available_width()).wrapped());
    if ui.button("Show original").clicked() {
        commands.push(Command::Original);
    }
    ui.add_space(8.0);
}
