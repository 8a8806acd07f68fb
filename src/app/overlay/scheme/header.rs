//! Which scheme is it? Its name, steps back and forth, and the ways in and out.

use egui::{Button, Popup, RichText, Ui, Vec2};
use lucide_icons::Icon;

use super::fields::{Field, Taken};
use super::{Form, Wish};
use crate::app::desk::Desk;
use crate::app::keys;
use crate::app::overlay::heading;
use crate::app::theme::{self, Palette};
use crate::app::widgets;
use crate::format::ron::PRESETS;
use crate::session::{Command, Stroke};

/// Shows it; beneath it stands what the last change of the whole scheme has kept.
pub fn show(ui: &mut Ui, desk: &Desk, form: &mut Form<'_>) {
    ui.horizontal_wrapped(|ui| {
        heading(ui, "Labels and scheme");
        ui.add_space(8.0);
        let name = form.scheme().name.clone();
        let no_name = |typed: &str| typed.trim().is_empty().then(|| "A scheme needs a name".to_owned());
        let field = Field { own: "scheme name", name: "Scheme name", value: &name, taken: Taken::Rested };
        if let (_, Some(typed)) = form.text(ui, field, 160.0, no_name) {
            form.type_in(|scheme| scheme.name = typed);
        }
        // Redo before undo: its key is that of undo with one more.
        if let Some(step) = [Command::Redo, Command::Undo].into_iter().find(|step| wants_step(ui, step)) {
            form.then(move |form| form.editor.wish_for(Wish::Run(step, String::new())));
        }
        let history = desk.session.history();
        for (icon, command, enabled) in
            [(Icon::Undo2, Command::Undo, history.can_undo()), (Icon::Redo2, Command::Redo, history.can_redo())]
        {
            let name = if command == Command::Undo { "Undo a change" } else { "Redo a change" };
            if widgets::icon_button(ui, icon, name, enabled && ui.is_enabled()).clicked() {
                form.then(move |form| form.editor.wish_for(Wish::Run(command, String::new())));
            }
        }
        presets(ui, form);
        if ui.button("Import…").on_hover_text("Takes a scheme from a file in the place of this one").clicked() {
            form.then(move |form| form.editor.wish_for(Wish::Import));
        }
        if ui.button("Export…").on_hover_text("Writes this scheme to a file, for other articles").clicked() {
            form.then(move |form| form.editor.wish_for(Wish::Export));
        }
    });
    if !form.editor.told.is_empty() {
        ui.label(RichText::new(&form.editor.told).color(Palette::of(ui.ctx()).soft));
    }
    ui.add_space(4.0);
}

/// Whether the key of `command` was pressed where no field has it for its own letters.
fn wants_step(ui: &Ui, command: &Command) -> bool {
    let taken = ui.ctx().text_edit_focused();
    let keys = keys::current(ui.ctx());
    let pressed = |name: &String| {
        let Ok(stroke) = name.parse::<Stroke>() else { return false };
        let Some(key) = egui::Key::from_name(&stroke.key) else { return false };
        let modifiers =
            egui::Modifiers { alt: stroke.alt, shift: stroke.shift, command: stroke.ctrl, ..egui::Modifiers::NONE };
        ui.input_mut(|input| input.consume_shortcut(&egui::KeyboardShortcut::new(modifiers, key)))
    };
    !taken && ui.is_enabled() && keys.of(command).iter().any(pressed)
}

fn presets(ui: &mut Ui, form: &mut Form<'_>) {
    let button = ui.button("Presets").on_hover_text("Schemes that come with Copydesk");
    Popup::menu(&button).show(|ui| {
        ui.set_min_width(300.0);
        for preset in &PRESETS {
            let about = RichText::new(preset.about).size(theme::SMALL).weak();
            let line =
                Button::new(preset.name).frame_when_inactive(false).right_text(about).min_size(Vec2::new(380.0, 26.0));
            let line = ui.add(line);
            line.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, preset.name));
            if line.clicked() {
                form.then(move |form| form.editor.wish_for(Wish::Preset(preset)));
                ui.close();
            }
        }
    });
}
