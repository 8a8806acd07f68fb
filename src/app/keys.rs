//! Which commands do the keys of this frame mean? egui's key events to strokes, and strokes to commands.

use std::sync::Arc;

use egui::{Context, Event};

use super::pane::Pane;
use crate::project::Scheme;
use crate::session::{Command, Keys, Stroke};

/// Makes `keys` those of the window from now on.
pub fn install(ctx: &Context, keys: Keys) {
    ctx.data_mut(|data| data.insert_temp(place(), Arc::new(keys)));
}

/// The keys of the window.
pub fn current(ctx: &Context) -> Arc<Keys> {
    ctx.data_mut(|data| Arc::clone(data.get_temp_mut_or_default(place())))
}

/// The name of `command`, with its key behind it.
pub fn named(ctx: &Context, command: &Command) -> String {
    let name = command.info().map_or("", |info| info.name);
    match current(ctx).shown(command) {
        "" => name.to_owned(),
        key => format!("{name} ({key})"),
    }
}

fn place() -> egui::Id {
    egui::Id::unique("keys")
}

/// Takes the keys that mean something out of this frame's events; what is typed into a field stays there.
pub fn take(ctx: &Context, scheme: Option<&Scheme>, was_typing: bool) -> Vec<Command> {
    // An open menu has the keys: arrows and Enter choose in it, Escape closes it.
    if egui::Popup::is_any_open(ctx) {
        return Vec::new();
    }
    let typing = ctx.text_edit_focused();
    if was_typing && !typing {
        // Escape has just taken the keyboard from a field; that is all it shall do.
        ctx.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
    }
    let elsewhere = ctx.memory(egui::Memory::focused).is_some_and(|id| id != Pane::id());
    let keeps_arrows = super::access::keeps_arrows(ctx);
    let mut commands = Vec::new();
    let keys = current(ctx);
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let command = meant(event, &keys, scheme).filter(|_| !(keeps_arrows && is_arrow(event)));
            let taken = command.filter(|command| allowed(event, command, typing, elsewhere));
            let keep = taken.is_none();
            commands.extend(taken);
            keep
        });
    });
    commands
}

/// Whether it is a key that leads from one of several choices to another.
fn is_arrow(event: &Event) -> bool {
    use egui::Key::{ArrowDown, ArrowLeft, ArrowRight, ArrowUp, End, Home};
    let arrows = [ArrowDown, ArrowLeft, ArrowRight, ArrowUp, End, Home];
    matches!(event, Event::Key { key, modifiers, .. } if modifiers.is_none() && arrows.contains(key))
}

fn meant(event: &Event, keys: &Keys, scheme: Option<&Scheme>) -> Option<Command> {
    match event {
        Event::Key { key, pressed: true, modifiers, .. } => {
            let stroke = Stroke {
                ctrl: modifiers.command,
                alt: modifiers.alt,
                shift: modifiers.shift,
                key: key.name().to_owned(),
            };
            keys.command_for(&stroke, scheme)
        }
        Event::Copy => Some(Command::CopyText),
        _ => None,
    }
}

/// While a field has the keyboard, only what no field wants; while a button has it, not the keys that work a button.
fn allowed(event: &Event, command: &Command, typing: bool, elsewhere: bool) -> bool {
    if typing {
        return matches!(
            command,
            Command::Open
                | Command::Save
                | Command::SaveAs
                | Command::Export
                | Command::NextArticle
                | Command::PreviousArticle
                | Command::ToggleDone
                | Command::Quit
                | Command::Find
                | Command::FindNext
                | Command::FindPrevious
                | Command::Palette
                | Command::Help
                | Command::TogglePanel
                | Command::NextTheme
        );
    }
    let works_a_button = matches!(event, Event::Key { key, modifiers, .. }
        if matches!(key, egui::Key::Enter | egui::Key::Space | egui::Key::Delete | egui::Key::Backspace)
            && !modifiers.command);
    !(elsewhere && works_a_button)
}
