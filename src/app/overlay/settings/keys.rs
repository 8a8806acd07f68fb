//! Which key shall mean what? Every command with its keys, to be changed by pressing others; a clash is told at once.

use std::collections::BTreeMap;

use egui::{Align, Event, EventFilter, Key, Layout, Modifiers, RichText, Role, Sense, TextEdit, Ui, Vec2, WidgetInfo};
use lucide_icons::Icon;

use super::clash::{Clash, in_scheme};
use crate::app::desk::Desk;
use crate::app::keys;
use crate::app::theme::{self, Palette};
use crate::app::typeset::Typesetter;
use crate::app::widgets;
use crate::project::Scheme;
use crate::session::{CommandInfo, Keys, Stroke};
use crate::store::Settings;

/// Width of a command's name, in points; what is longer is shown whole under the pointer.
const NAME: f32 = 156.0;

/// The keys that a person has chosen, by the commands' ids.
type Chosen = BTreeMap<String, Vec<String>>;

/// What a person is at among the keys.
#[derive(Debug, Default)]
pub struct Editor {
    filter: String,
    asking: Option<Asking>,
    /// The command whose line gets the keyboard back.
    after: Option<usize>,
}

/// The next key press is one for this command.
#[derive(Debug)]
struct Asking {
    /// Its place in the table.
    place: usize,
    /// The key that the new one stands in for; none: one more.
    instead: Option<usize>,
    /// What was pressed, and why it is not simply taken.
    clash: Option<(Stroke, Clash)>,
}

/// What a line wishes.
enum Wish {
    Ask(Option<usize>),
    Remove(usize),
    Usual,
}

/// These settings with the keys of the table.
pub fn usual(settings: &Settings) -> Settings {
    Settings { keys: Chosen::new(), ..settings.clone() }
}

impl Editor {
    /// Whether the next key press is for a command, or a clash waits for an answer.
    pub fn is_asking(&self) -> bool {
        self.asking.is_some()
    }

    /// Shows the commands within the room, in points, and changes the keys that are `chosen`.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        chosen: &mut Chosen,
        desk: Option<&Desk>,
        (setter, room): (&mut Typesetter, f32),
    ) {
        let scheme = desk.map(|desk| &**desk.session.project().scheme());
        let table = Keys::chosen(chosen).0;
        self.catch(ui, chosen, &table, scheme);
        let field = ui.add(TextEdit::singleline(&mut self.filter).desired_width(f32::INFINITY).hint_text("Filter"));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Filter the commands"));
        let room = room - field.rect.height() - ui.spacing().item_spacing.y;
        egui::ScrollArea::vertical().max_height(room).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let fits: Vec<_> = table.lines().enumerate().filter(|(_, line)| fits(&self.filter, *line)).collect();
            for (place, (info, own)) in &fits {
                let wish = self.line(ui, (*place, info, own), setter);
                tell_trouble(ui, &table, (info, own), scheme);
                self.grant(wish.as_ref(), chosen, (*place, info, own));
                if self.asking.as_ref().is_some_and(|asking| asking.place == *place) {
                    self.ask(ui, chosen, &table, info);
                }
            }
            if fits.is_empty() {
                ui.weak("No command of that name, and none with that key");
            }
        });
    }

    /// A command with its keys, and buttons to change them. More than two keys have a line of their own.
    fn line(&mut self, ui: &mut Ui, line: Line<'_>, setter: &mut Typesetter) -> Option<Wish> {
        let (.., info, own) = line;
        let mut wish = None;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let room = ui.available_width();
            ui.allocate_ui_with_layout(Vec2::new(NAME, 26.0), Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(NAME);
                ui.add(egui::Label::new(info.name).truncate()).on_hover_text(info.help);
            });
            ui.allocate_ui_with_layout(
                Vec2::new(room - NAME - 2.0, 26.0),
                Layout::right_to_left(Align::Center),
                |ui| {
                    ui.add_space(12.0);
                    wish = self.more_or_usual(ui, line);
                    if own.len() < 3 {
                        let keys = own.iter().enumerate().rev();
                        keys.for_each(|(number, key)| wish_for_key(ui, setter, (number, key, info), &mut wish));
                    }
                },
            );
        });
        if own.len() > 2 {
            ui.horizontal_wrapped(|ui| {
                let keys = own.iter().enumerate();
                keys.for_each(|(number, key)| wish_for_key(ui, setter, (number, key, info), &mut wish));
            });
        }
        wish
    }

    fn more_or_usual(&mut self, ui: &mut Ui, (place, info, own): Line<'_>) -> Option<Wish> {
        let add = widgets::icon_button(ui, Icon::Plus, &format!("Add keys to {}", info.name), true);
        if self.after == Some(place) {
            add.request_focus();
            self.after = None;
        }
        let is_usual = own.iter().map(String::as_str).eq(info.keys.iter().copied());
        let back = format!("Back to {} for {}", info.keys.join(" "), info.name);
        if !is_usual && widgets::icon_button(ui, Icon::RotateCcw, &back, true).clicked() {
            return Some(Wish::Usual);
        }
        add.clicked().then_some(Wish::Ask(None))
    }

    fn grant(&mut self, wish: Option<&Wish>, chosen: &mut Chosen, (place, info, own): Line<'_>) {
        match wish {
            None => {}
            Some(&Wish::Ask(instead)) => self.asking = Some(Asking { place, instead, clash: None }),
            Some(&Wish::Remove(number)) => {
                let mut keys = own.to_vec();
                keys.remove(number);
                choose(chosen, info, keys);
                self.after = Some(place);
            }
            Some(Wish::Usual) => {
                chosen.remove(&info.id());
                self.after = Some(place);
            }
        }
    }

    /// Takes the key press that was asked for.
    fn catch(&mut self, ui: &Ui, chosen: &mut Chosen, table: &Keys, scheme: Option<&Scheme>) {
        let Some(asking) = self.asking.as_mut() else { return };
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.after = self.asking.take().map(|asking| asking.place);
            return;
        }
        if asking.clash.is_some() {
            return;
        }
        let Some(stroke) = ui.input_mut(|input| pressed(&mut input.events)) else { return };
        match Clash::of(&stroke, asking.place, table, scheme) {
            Some(clash) => asking.clash = Some((stroke, clash)),
            None => self.take(chosen, table, &stroke),
        }
    }

    /// Gives the command that was asked for this key press, and takes it from any other.
    fn take(&mut self, chosen: &mut Chosen, table: &Keys, stroke: &Stroke) {
        let Some(Asking { place, instead, .. }) = self.asking.take() else { return };
        let written = stroke.to_string();
        for (number, (info, own)) in table.lines().enumerate() {
            let mut keys = own.to_vec();
            if number == place {
                keys = with(own, instead, &written);
            } else {
                keys.retain(|key| *key != written);
            }
            if keys != own {
                choose(chosen, info, keys);
            }
        }
        self.after = Some(place);
    }

    /// Asks for the key press, or what to do about a clash.
    fn ask(&mut self, ui: &mut Ui, chosen: &mut Chosen, table: &Keys, info: &CommandInfo) {
        let Some(asking) = &self.asking else { return };
        let palette = Palette::of(ui.ctx());
        let Some((stroke, clash)) = &asking.clash else {
            return prompt(ui, &format!("Press the new keys for {}; Escape cancels", info.name));
        };
        ui.add(egui::Label::new(RichText::new(clash.told(stroke)).color(palette.alarm)).wrap());
        let stroke = stroke.clone();
        let take = match clash {
            Clash::Command(_) => Some("Take it from there"),
            Clash::Scheme(_) => Some("Take it all the same"),
            Clash::Reserved(_) => None,
        };
        ui.horizontal_wrapped(|ui| {
            let taken = take.is_some_and(|name| focused_button(ui, name));
            let again =
                if take.is_some() { ui.button("Press others").clicked() } else { focused_button(ui, "Press others") };
            let cancelled = ui.button("Cancel").clicked();
            if taken {
                self.take(chosen, table, &stroke);
            } else if again && let Some(asking) = &mut self.asking {
                asking.clash = None;
            } else if cancelled {
                self.after = self.asking.take().map(|asking| asking.place);
            }
        });
        ui.add_space(4.0);
    }
}

/// A key of a command, to be changed or removed.
fn wish_for_key(
    ui: &mut Ui,
    setter: &mut Typesetter,
    (number, key, info): (usize, &str, &CommandInfo),
    wish: &mut Option<Wish>,
) {
    let mut remove = |ui: &mut Ui| {
        if small_cross(ui, &format!("Remove {key} from {}", info.name)).clicked() {
            *wish = Some(Wish::Remove(number));
        }
    };
    // The cross is behind the key, whichever of the two comes first.
    let is_reversed = ui.layout().prefer_right_to_left();
    if is_reversed {
        remove(ui);
    }
    let change = widgets::segment(ui, setter, key, false);
    let spoken = format!("Change {key} of {}", info.name);
    change.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    if !is_reversed {
        remove(ui);
    }
    if change.on_hover_text(&spoken).clicked() {
        *wish = Some(Wish::Ask(Some(number)));
    }
}

/// A line of the table: its place, its command, the command's keys.
type Line<'a> = (usize, &'a CommandInfo, &'a [String]);

/// A command's keys with one more, which may stand in for one of them.
fn with(own: &[String], instead: Option<usize>, written: &str) -> Vec<String> {
    let place = instead.unwrap_or(own.len());
    let (before, rest) = own.split_at(place.min(own.len()));
    let others = |keys: &[String]| keys.iter().filter(|key| *key != written).cloned().collect::<Vec<_>>();
    [others(before), vec![written.to_owned()], others(rest.get(1..).unwrap_or_default())].concat()
}

/// Notes the keys of a command; nothing is noted of one that has those of the table.
fn choose(chosen: &mut Chosen, info: &CommandInfo, keys: Vec<String>) {
    if keys.iter().map(String::as_str).eq(info.keys.iter().copied()) {
        chosen.remove(&info.id());
    } else {
        chosen.insert(info.id(), keys);
    }
}

/// Whether a command is looked for: by words of its name in any order, or by one of its keys.
fn fits(filter: &str, (info, own): (&CommandInfo, &[String])) -> bool {
    let name = info.name.to_lowercase();
    let words = filter.to_lowercase();
    let by_name = words.split_whitespace().all(|word| name.contains(word));
    by_name || own.iter().any(|key| key.to_lowercase() == words.trim())
}

/// Takes the first key press out of the events; a modifier alone is none, nor is one that is held.
fn pressed(events: &mut Vec<Event>) -> Option<Stroke> {
    let place = events.iter().position(|event| keys::stroke(event).is_some() || clipboard(event).is_some())?;
    let event = events.remove(place);
    keys::stroke(&event).or_else(|| clipboard(&event))
}

/// The keys of the clipboard come as what they mean.
fn clipboard(event: &Event) -> Option<Stroke> {
    let key = match event {
        Event::Copy => "Ctrl+C",
        Event::Cut => "Ctrl+X",
        Event::Paste(_) => "Ctrl+V",
        _ => return None,
    };
    key.parse().ok()
}

/// Says what of a command's keys does not work.
fn tell_trouble(ui: &mut Ui, table: &Keys, (info, own): (&CommandInfo, &[String]), scheme: Option<&Scheme>) {
    let alarm = Palette::of(ui.ctx()).alarm;
    for key in own {
        let before = table.lines().take_while(|(other, _)| other.command != info.command);
        let first = before.map(|(other, keys)| (other.name, keys)).find(|(_, keys)| keys.contains(key));
        let stroke = key.parse::<Stroke>().ok();
        let here = stroke.zip(scheme).and_then(|(stroke, scheme)| in_scheme(&stroke, scheme));
        let trouble = match (first, here) {
            (Some((name, _)), _) => format!("{key} is {name} too, and works for that alone"),
            (None, Some(what)) => format!("{key} is {what} in this article’s scheme, which comes first"),
            (None, None) => continue,
        };
        ui.add(egui::Label::new(RichText::new(trouble).size(theme::SMALL).color(alarm)).wrap());
    }
}

/// Asks for a key press, with the keyboard to itself.
fn prompt(ui: &mut Ui, words: &str) {
    let palette = Palette::of(ui.ctx());
    let frame = egui::Frame::NONE.fill(palette.selection()).corner_radius(theme::CORNER).inner_margin(6);
    let shown = frame.show(ui, |ui| ui.add(egui::Label::new(RichText::new(words).color(palette.ink)).wrap())).inner;
    let prompt = ui.interact(shown.rect, ui.scope_id().with("prompt"), Sense::focusable_noninteractive());
    prompt.request_focus();
    let all = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(prompt.id, all));
}

/// A button that has the keyboard as soon as nothing else in the sheet has it.
fn focused_button(ui: &mut Ui, name: &str) -> bool {
    let button = ui.button(name);
    if ui.memory(egui::Memory::focused).is_none() {
        button.request_focus();
    }
    button.clicked()
}

fn small_cross(ui: &mut Ui, name: &str) -> egui::Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(18.0, 25.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let palette = Palette::of(ui.ctx());
    let color = if response.hovered() || response.has_focus() { palette.ink } else { palette.soft };
    if response.has_focus() {
        let stroke = egui::Stroke::new(1.5, palette.focus);
        ui.painter().rect_stroke(rect, theme::CORNER, stroke, egui::StrokeKind::Inside);
    }
    let font = theme::icons(12.0);
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, Icon::X.unicode(), font, color);
    response.on_hover_text(name)
}
