//! Which keys are there? A page made from the command table and the scheme.

use egui::{Grid, RichText, Ui};

use super::{Reply, heading};
use crate::app::desk::Desk;
use crate::app::keys;
use crate::app::theme::{self, Palette};
use crate::app::typeset::Typesetter;
use crate::app::words::{self, Look};
use crate::session::Group;

/// Shows the page.
pub fn show(ui: &mut Ui, desk: Option<&Desk>, setter: &mut Typesetter) -> Reply {
    heading(ui, "Help");
    ui.label("Drag over words, or click a word twice or a sentence three times, then press a label’s key. Press the key first, and every selection is marked until Escape. Click a mark to choose it, again for the one underneath. Ctrl and + or − make the whole window larger or smaller.");
    ui.add_space(8.0);
    egui::ScrollArea::vertical().max_height(ui.available_height() - 60.0).show(ui, |ui| {
        ui.columns(2, |columns| {
            labels(&mut columns[0], desk, setter);
            for group in [Group::File, Group::Mark, Group::View] {
                table(&mut columns[0], group);
            }
            for group in [Group::Move, Group::Select] {
                table(&mut columns[1], group);
            }
        });
    });
    ui.add_space(8.0);
    ui.button("Close").clicked().then_some(None)
}

fn labels(ui: &mut Ui, desk: Option<&Desk>, setter: &mut Typesetter) {
    let Some(desk) = desk else { return };
    section(ui, "Labels", |ui| {
        for (_, label) in desk.session.project().scheme().offered() {
            let palette = Palette::of(ui.ctx());
            ui.label(
                RichText::new(label.key.map(String::from).unwrap_or_default()).size(theme::SMALL).color(palette.soft),
            );
            words::show(ui, setter, &label.name, Look::new(palette.ink).within(260.0))
                .on_hover_text("Marks the selection, or changes the annotation in focus.");
            ui.end_row();
        }
    });
}

fn table(ui: &mut Ui, group: Group) {
    section(ui, group.name(), |ui| {
        let keys = keys::current(ui.ctx());
        for (info, own) in keys.lines().filter(|(info, _)| info.group == group) {
            line(ui, &own.join("  "), info.name, info.help);
        }
    });
}

fn section(ui: &mut Ui, name: &str, lines: impl FnOnce(&mut Ui)) {
    ui.add_space(8.0);
    ui.label(RichText::new(name).font(theme::bold(theme::BODY)));
    ui.spacing_mut().interact_size.y = 18.0;
    Grid::new(name).num_columns(2).spacing([12.0, 3.0]).min_col_width(112.0).show(ui, lines);
}

fn line(ui: &mut Ui, keys: &str, name: &str, help: &str) {
    let palette = Palette::of(ui.ctx());
    ui.label(RichText::new(keys).size(theme::SMALL).color(palette.soft));
    ui.label(name).on_hover_text(help);
    ui.end_row();
}
