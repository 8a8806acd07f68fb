//! Which commands do the keys of this frame mean? egui's key events to strokes, and strokes to commands.

use std::sync::Arc;

use egui::{Context, Event, Key, KeyboardShortcut, Modifiers};

use super::pane::Pane;
use crate::project::Scheme;
use crate::session::{Command, CommandInfo, Keys, Stroke};

/// Makes `keys` those of the window from now on.
pub fn install(ctx: &Context, keys: Keys) {
    // egui closes the window by a key of its own, which is ours as long as nobody has chosen another.
    let usual = KeyboardShortcut::new(Modifiers::COMMAND, Key::Q);
    let kept = keys.of(&Command::Quit).iter().any(|key| key == "Ctrl+Q");
    ctx.options_mut(|options| options.quit_shortcuts = if kept { vec![usual] } else { Vec::new() });
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
        ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    }
    let elsewhere = ctx.memory(egui::Memory::focused).is_some_and(|id| id != Pane::id());
    // What has the keyboard has the arrows: they lead on from there.
    let keeps_arrows = elsewhere || super::access::keeps_arrows(ctx);
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
        Event::Key { key, pressed: true, modifiers, .. } => keys.command_for(&written(*key, *modifiers), scheme),
        Event::Copy => Some(Command::CopyText),
        _ => None,
    }
}

/// The key press that a person could choose: no modifier alone, and none that is only held.
pub fn stroke(event: &Event) -> Option<Stroke> {
    match event {
        Event::Key { key, pressed: true, repeat: false, modifiers, .. } if !is_modifier(*key) => {
            Some(written(*key, *modifiers))
        }
        _ => None,
    }
}

fn written(key: Key, modifiers: Modifiers) -> Stroke {
    Stroke { ctrl: modifiers.command, alt: modifiers.alt, shift: modifiers.shift, key: key.name().to_owned() }
}

fn is_modifier(key: Key) -> bool {
    use Key as K;
    matches!(
        key,
        K::ShiftLeft
            | K::ShiftRight
            | K::ControlLeft
            | K::ControlRight
            | K::AltLeft
            | K::AltRight
            | K::SuperLeft
            | K::SuperRight
    )
}

/// What among the keys no keyboard has, in sentences.
pub fn unknown(keys: &Keys) -> Vec<String> {
    let strokes = keys.lines().flat_map(|(info, own)| own.iter().map(move |written| (info, written)));
    let wrong = |(info, written): (&CommandInfo, &String)| {
        let stroke: Stroke = written.parse().ok()?;
        let known = Key::from_name(&stroke.key);
        match known {
            Some(key) if is_modifier(key) => Some(format!("{written} of “{}” is a modifier alone", info.name)),
            Some(key) if key.name() == stroke.key => None,
            Some(key) => Some(format!("{written} of “{}” is written with {}", info.name, key.name())),
            None => Some(format!("{written} of “{}” is no key", info.name)),
        }
    };
    strokes.filter_map(wrong).collect()
}

/// While a field has the keyboard, only what no field wants; while a button has it, not the keys that work a button.
fn allowed(event: &Event, command: &Command, typing: bool, elsewhere: bool) -> bool {
    if typing {
        return !types(event)
            && matches!(
                command,
                Command::Open
                    | Command::Save
                    | Command::SaveAs
                    | Command::Export
                    | Command::Import
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
                    | Command::Settings
                    | Command::FocusMode
                    | Command::Guideline
            );
    }
    let works_a_button = matches!(event, Event::Key { key, modifiers, .. }
        if matches!(key, Key::Enter | Key::Space | Key::Delete | Key::Backspace)
            && !modifiers.command);
    !(elsewhere && works_a_button)
}

/// Whether a key press types something, or moves about in what is typed.
fn types(event: &Event) -> bool {
    let is_function = |key: &Key| key.name().len() > 1 && key.name().starts_with('F');
    matches!(event, Event::Key { key, modifiers, .. } if !modifiers.command && !is_function(key))
}
