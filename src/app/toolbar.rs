//! The row on top: what is open, undo and redo, the labels, and the ways to everything else.

use egui::{RichText, Role, Ui};
use lucide_icons::Icon;

use super::access;
use super::desk::Desk;
use super::keys;
use super::theme::{self, Palette};
use super::typeset::Typesetter;
use super::widgets::{self, Chip};
use super::words::{self, Look};
use crate::project::LabelIndex;
use crate::session::{Command, Group, Intent};

/// Shows the row; returns what the person wishes.
pub fn show(ui: &mut Ui, desk: Option<&Desk>, setter: &mut Typesetter) -> Option<Command> {
    let mut wish = None;
    ui.horizontal_centered(|ui| {
        access::region(ui, Role::Toolbar, "Tools");
        ui.spacing_mut().item_spacing.x = 6.0;
        let narrow = ui.available_width() < 900.0;
        if let Some(desk) = desk {
            wish = article(ui, desk, narrow, setter);
        } else {
            ui.label(RichText::new("Copydesk").font(theme::bold(theme::BODY)));
        }
        let said = everywhere(ui, desk.is_some(), narrow);
        wish = wish.take().or(said);
    });
    wish
}

fn article(ui: &mut Ui, desk: &Desk, narrow: bool, setter: &mut Typesetter) -> Option<Command> {
    let mut wish = None;
    let palette = Palette::of(ui.ctx());
    let look = Look::new(palette.ink).bold().within(if narrow { 90.0 } else { 180.0 });
    let name = words::show(ui, setter, &desk.name(), look);
    words::tip(name, setter, &desk.place());
    let claim = desk.session.project().scheme().labels.first().map(|label| palette.shade(label.color).line);
    let changed = desk.session.history().is_changed();
    widgets::dot(ui, claim.filter(|_| changed), "Not saved yet");
    let history = desk.session.history();
    for (icon, command, enabled) in
        [(Icon::Undo2, Command::Undo, history.can_undo()), (Icon::Redo2, Command::Redo, history.can_redo())]
    {
        let name = keys::named(ui.ctx(), &command);
        if widgets::icon_button(ui, icon, &name, enabled).clicked() {
            wish = Some(command);
        }
    }
    ui.add_space(8.0);
    let room = (ui.available_width() - if narrow { 110.0 } else { 330.0 }).max(80.0);
    egui::ScrollArea::horizontal().max_width(room).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            wish = wish.take().or(labels(ui, desk, room, setter));
        });
    });
    wish
}

/// The labels; in little `room` without their names, but for the armed one.
fn labels(ui: &mut Ui, desk: &Desk, room: f32, setter: &mut Typesetter) -> Option<Command> {
    let mut wish = None;
    let scheme = desk.session.project().scheme();
    let plain = if room < 96.0 * scheme.offered().count() as f32 { Chip::Short } else { Chip::Framed };
    for (index, label) in scheme.offered() {
        let armed = *desk.session.intent() == Intent::Mark(index);
        let response = widgets::label_chip(ui, setter, label, if armed { Chip::Armed } else { plain });
        if response.clicked() {
            wish = Some(click(desk, index));
        }
        if let Some(key) = label.key {
            access::key(&response, &key.to_string());
        }
        let key = label.key.map(|key| format!(" ({key})")).unwrap_or_default();
        let what = if armed {
            "armed: each selection is marked. Escape or a click ends it"
        } else {
            "click to mark each selection"
        };
        access::describe(&response, what);
        words::tip(response, setter, &format!("{}{key} — {what}", label.name));
    }
    wish
}

/// A click on a label marks the selection when there is one, else arms the label.
fn click(desk: &Desk, label: LabelIndex) -> Command {
    if desk.session.selection().is_caret() { Command::Arm(label) } else { Command::Tag(label) }
}

/// What is there with and without an article, at the right end of the row: as Tab goes, from left to right.
fn everywhere(ui: &mut Ui, open: bool, narrow: bool) -> Option<Command> {
    let id = ui.scope_id().with("everywhere");
    // As wide as it was in the frame before: the keys that are shown are a person's own.
    let width = ui.data(|data| data.get_temp(id)).unwrap_or(if narrow { 96.0 } else { 280.0 });
    ui.add_space((ui.available_width() - width).max(0.0));
    let shown = ui.horizontal(|ui| {
        let found = find(ui, narrow);
        let themed = theme(ui);
        menu(ui, open).or(themed).or(found)
    });
    let is = shown.response.rect.width();
    if (is - width).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, is));
        ui.ctx().request_repaint();
    }
    shown.inner
}

fn menu(ui: &mut Ui, open: bool) -> Option<Command> {
    let mut wish = None;
    let menu = widgets::icon_button(ui, Icon::Ellipsis, "Menu", true);
    access::opens_menu(&menu);
    // In a low window the last entries would lie below its edge.
    let room = ui.ctx().content_rect().bottom() - menu.rect.bottom() - 24.0;
    egui::Popup::menu(&menu).show(|ui| {
        egui::ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, |ui| {
            ui.set_min_width(260.0);
            // All of it fits a window of 700 points.
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.spacing_mut().button_padding.y = 1.0;
            ui.spacing_mut().interact_size.y = 20.0;
            let groups = [Group::File, Group::View];
            let keys = keys::current(ui.ctx());
            let mut group = Group::File;
            for (info, own) in keys.lines().filter(|(info, _)| groups.contains(&info.group)) {
                if std::mem::replace(&mut group, info.group) != info.group {
                    ui.separator();
                }
                let needs_article = matches!(
                    info.command,
                    Command::Save
                        | Command::SaveAs
                        | Command::Export
                        | Command::PreviousArticle
                        | Command::ToggleDone
                        | Command::Original
                        | Command::CloseArticle
                        | Command::EditScheme
                        | Command::Find
                        | Command::FindNext
                        | Command::FindPrevious
                        | Command::FocusMode
                        | Command::Guideline
                );
                let key = RichText::new(own.first().map_or("", String::as_str)).size(theme::SMALL).weak();
                let button = egui::Button::new(info.name)
                    .frame_when_inactive(false)
                    .right_text(key)
                    .min_size([250.0, 21.0].into());
                if ui.add_enabled(open || !needs_article, button).clicked() {
                    wish = Some(info.command.clone());
                    ui.close();
                }
            }
        })
    });
    wish
}

fn theme(ui: &mut Ui) -> Option<Command> {
    let icon = if Palette::of(ui.ctx()).dark { Icon::Sun } else { Icon::Moon };
    let button = widgets::icon_button(ui, icon, &keys::named(ui.ctx(), &Command::NextTheme), true);
    button.clicked().then_some(Command::NextTheme)
}

fn find(ui: &mut Ui, narrow: bool) -> Option<Command> {
    let mut wish = None;
    if narrow {
        if widgets::icon_button(ui, Icon::Search, &keys::named(ui.ctx(), &Command::Palette), true).clicked() {
            wish = Some(Command::Palette);
        }
    } else {
        let hint = RichText::new("Find or run a command").color(Palette::of(ui.ctx()).soft);
        let key = RichText::new(keys::current(ui.ctx()).shown(&Command::Palette).replace('+', " "))
            .font(theme::bold(11.0))
            .color(Palette::of(ui.ctx()).soft);
        let find = ui.add(egui::Button::new(hint).right_text(key).min_size([212.0, 28.0].into()));
        let name = keys::named(ui.ctx(), &Command::Palette);
        find.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &name));
        if find.clicked() {
            wish = Some(Command::Palette);
        }
    }
    wish
}
