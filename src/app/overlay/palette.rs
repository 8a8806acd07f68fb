//! What is it called? Finds words in the article, and every command by its name.

use egui::{Align2, FontId, Key, Modifiers, Role, TextEdit, Ui, WidgetInfo};

use super::{Answer, Reply, choice};
use crate::app::desk::Desk;
use crate::app::theme;
use crate::project::LabelIndex;
use crate::session::{COMMANDS, Command, Selection};

/// How many places are looked for; more are only counted as "more".
const PLACES: usize = 200;
/// How many lines of each kind are shown.
const SHOWN: usize = 8;

/// What has been typed, and which line is chosen.
#[derive(Debug, Default)]
pub struct Finder {
    typed: String,
    chosen: usize,
    found: Option<(String, Vec<usize>)>,
}

/// One line of the list.
struct Entry {
    name: String,
    key: String,
    answer: Answer,
}

impl Finder {
    /// Shows the field and what it finds.
    pub fn show(&mut self, ui: &mut Ui, desk: Option<&Desk>) -> Reply {
        let (up, down, enter) = ui.input_mut(|input| {
            (
                input.consume_key(Modifiers::NONE, Key::ArrowUp),
                input.consume_key(Modifiers::NONE, Key::ArrowDown),
                input.consume_key(Modifiers::NONE, Key::Enter),
            )
        });
        let hint = if desk.is_some() { "Words in the article, or a command" } else { "A command" };
        let field = ui.add(TextEdit::singleline(&mut self.typed).desired_width(f32::INFINITY).hint_text(hint));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, hint));
        field.request_focus();
        if field.changed() {
            self.chosen = 0;
        }
        ui.add_space(6.0);
        let mut entries = self.places(desk);
        entries.extend(commands(&self.typed, desk));
        self.chosen = match (up, down) {
            (true, _) => self.chosen.saturating_sub(1),
            (_, true) => (self.chosen + 1).min(entries.len().saturating_sub(1)),
            _ => self.chosen.min(entries.len().saturating_sub(1)),
        };
        let mut taken = enter.then_some(self.chosen);
        egui::ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            for (number, entry) in entries.iter().enumerate() {
                let response = line(ui, entry, number == self.chosen);
                if number == self.chosen && (up || down) {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    taken = Some(number);
                }
            }
            if entries.is_empty() {
                ui.weak("Not in the article, and no command of that name");
            }
        });
        taken.filter(|&number| number < entries.len()).map(|number| Some(entries.swap_remove(number).answer))
    }

    /// The places where what was typed stands in the article.
    fn places(&mut self, desk: Option<&Desk>) -> Vec<Entry> {
        let Some(desk) = desk.filter(|_| self.typed.trim().chars().count() > 1) else { return Vec::new() };
        let text = desk.session.project().text();
        if self.found.as_ref().is_none_or(|(typed, _)| *typed != self.typed) {
            self.found = Some((self.typed.clone(), find(text, &self.typed)));
        }
        let places = self.found.as_ref().map_or(&[][..], |(_, places)| places);
        let after = desk.session.selection().head;
        let next = places.partition_point(|&at| at < after);
        let (before, onwards) = places.split_at(next);
        let count = if places.len() == PLACES { format!("{PLACES}+") } else { places.len().to_string() };
        let entry = |(number, &at): (usize, &usize)| Entry {
            name: surroundings(text, at, self.typed.len()),
            key: if number == 0 { format!("1 of {count}") } else { String::new() },
            answer: Answer::GoTo(Selection { anchor: at, head: at + self.typed.len() }),
        };
        onwards.iter().chain(before).enumerate().take(SHOWN).map(entry).collect()
    }
}

/// Where `words` stand in `text`, upper and lower case of ASCII letters being the same.
fn find(text: &str, words: &str) -> Vec<usize> {
    let (text, words) = (text.to_ascii_lowercase(), words.to_ascii_lowercase());
    memchr::memmem::find_iter(text.as_bytes(), words.as_bytes()).take(PLACES).collect()
}

fn surroundings(text: &str, at: usize, length: usize) -> String {
    let start = text[..at].char_indices().rev().nth(24).map_or(0, |(at, _)| at);
    let end = at + length;
    let end = text[end..].char_indices().nth(40).map_or(text.len(), |(more, _)| end + more);
    let part = text[start..end].replace('\n', " ");
    format!("{}{part}{}", if start > 0 { "…" } else { "" }, if end < text.len() { "…" } else { "" })
}

fn commands(typed: &str, desk: Option<&Desk>) -> Vec<Entry> {
    let typed = typed.to_lowercase();
    let fits = |name: &str| typed.split_whitespace().all(|word| name.to_lowercase().contains(word));
    let labels = desk.map(|desk| desk.session.project().scheme().labels.iter().enumerate()).into_iter().flatten();
    let labels = labels.filter_map(|(_, label)| {
        let index: LabelIndex = desk?.session.project().scheme().label(&label.id)?.0;
        let key = label.key.map(String::from).unwrap_or_default();
        Some(Entry {
            name: format!("Mark as {}", label.name.to_lowercase()),
            key,
            answer: Answer::Run(Command::Tag(index)),
        })
    });
    let table = COMMANDS.iter().filter(|info| info.command != Command::Palette).map(|info| Entry {
        name: info.name.to_owned(),
        key: info.keys.first().copied().unwrap_or_default().to_owned(),
        answer: Answer::Run(info.command.clone()),
    });
    table.chain(labels).filter(|entry| fits(&entry.name)).collect()
}

fn line(ui: &mut Ui, entry: &Entry, chosen: bool) -> egui::Response {
    let response = choice(ui, chosen, |ui, rect, palette| {
        let painter = ui.painter_at(rect);
        let room = if entry.key.is_empty() { 8.0 } else { 96.0 };
        let narrower = ui.painter_at(rect.with_max_x(rect.right() - room));
        let at = rect.left_center() + egui::vec2(8.0, 0.0);
        narrower.text(at, Align2::LEFT_CENTER, &entry.name, FontId::proportional(theme::BODY), palette.ink);
        let at = rect.right_center() - egui::vec2(8.0, 0.0);
        painter.text(at, Align2::RIGHT_CENTER, &entry.key, FontId::proportional(theme::SMALL), palette.soft);
    });
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &entry.name));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_either_case_at_their_bytes() {
        let text = "É Rents قالت rents 👩‍🚀 RENTS";
        let places = find(text, "rents");
        assert_eq!(places.len(), 3);
        assert!(places.iter().all(|&at| text[at..at + 5].eq_ignore_ascii_case("rents")));
        assert_eq!(surroundings(text, places[1], 5), text);
        assert!(find(text, "قالت").len() == 1 && find("", "x").is_empty());
    }
}
