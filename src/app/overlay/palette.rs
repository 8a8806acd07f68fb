//! What is it called? Finds words in the article, and every command by its name.

use std::collections::HashMap;

use egui::{Align2, FontId, Key, Modifiers, Rect, Role, TextEdit, Ui, Vec2, WidgetInfo};

use super::{Answer, Reply, choice};
use crate::app::access;
use crate::app::desk::Desk;
use crate::app::find::{grouped, search::Search};
use crate::app::keys;
use crate::app::theme::{self, Palette};
use crate::app::typeset::{Family, TextLayout, TextStyle, Typesetter};
use crate::app::words::{self, Look};
use crate::project::Scheme;
use crate::session::{Command, Keys, Selection};
use crate::text::find::Query;
use crate::text::{Span, surroundings};

/// How many places in the article are shown.
const SHOWN: usize = 8;
/// Room at the right end of a line, in points.
const KEY: f32 = 96.0;

/// What has been typed, and which line is chosen.
#[derive(Debug, Default)]
pub struct Finder {
    typed: String,
    chosen: usize,
    search: Search,
    /// The places as they are laid out, for a width and a scale.
    snippets: HashMap<Span, Snippet>,
    set_for: (f32, f32),
}

/// A place with the words around it, laid out.
#[derive(Debug)]
struct Snippet {
    words: String,
    layout: TextLayout,
    /// Where in it the place is.
    found: std::ops::Range<usize>,
}

/// One line of the list.
struct Entry {
    name: String,
    key: String,
    /// The place in the article that the line shows.
    place: Option<Span>,
    answer: Answer,
}

impl Finder {
    /// Shows the field and what it finds.
    pub fn show(&mut self, ui: &mut Ui, desk: Option<&Desk>, setter: &mut Typesetter) -> Reply {
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
        let mut entries = self.places(ui, desk, setter);
        let scheme = desk.map(|desk| &**desk.session.project().scheme());
        entries.extend(commands(&self.typed, &keys::current(ui.ctx()), scheme));
        self.chosen = match (up, down) {
            (true, _) => self.chosen.saturating_sub(1),
            (_, true) => (self.chosen + 1).min(entries.len().saturating_sub(1)),
            _ => self.chosen.min(entries.len().saturating_sub(1)),
        };
        let mut taken = enter.then_some(self.chosen);
        egui::ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            for (number, entry) in entries.iter().enumerate() {
                let response = self.line(ui, entry, number == self.chosen, setter);
                access::option(&response, number == self.chosen, (number, entries.len()));
                if number == self.chosen {
                    access::means(&field, &response);
                }
                if number == self.chosen && (up || down) {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    taken = Some(number);
                }
            }
            if entries.is_empty() {
                ui.weak(if self.search.part().is_some() { "Looking…" } else { NOTHING });
            }
        });
        taken.filter(|&number| number < entries.len()).map(|number| Some(entries.swap_remove(number).answer))
    }

    /// The places where what was typed stands in the article, those after the caret first.
    fn places(&mut self, ui: &Ui, desk: Option<&Desk>, setter: &mut Typesetter) -> Vec<Entry> {
        let Some(desk) = desk else { return Vec::new() };
        let article = desk.session.project().article();
        let after = desk.session.selection().head;
        let words = if is_enough(&self.typed) { self.typed.as_str() } else { "" };
        self.search.look_for(ui.ctx(), article, &Query::words(words), after);
        self.search.take_news();
        let spans = self.search.spans();
        let (before, onwards) = spans.split_at(spans.partition_point(|span| span.start() < after));
        let shown: Vec<Span> = onwards.iter().chain(before).take(SHOWN).copied().collect();
        self.lay_out(ui, article.text(), &shown, setter);
        let entry = |(number, span): (usize, Span)| Entry {
            name: self.snippets.get(&span).map(|snippet| snippet.words.clone()).unwrap_or_default(),
            key: if number == 0 { self.count() } else { String::new() },
            place: Some(span),
            answer: Answer::GoTo(Selection { anchor: span.start(), head: span.end() }),
        };
        shown.into_iter().enumerate().map(entry).collect()
    }

    fn count(&self) -> String {
        let more = if self.search.part().is_some() { "…" } else { "" };
        match self.search.count() {
            1 => format!("1 place{more}"),
            count => format!("{} places{more}", grouped(count)),
        }
    }

    /// Lays out the places that are shown and forgets the others.
    fn lay_out(&mut self, ui: &Ui, text: &str, shown: &[Span], setter: &mut Typesetter) {
        let (width, scale) = (ui.available_width() - KEY - 8.0, ui.ctx().pixels_per_point());
        if self.set_for != (width, scale) {
            self.snippets.clear();
            self.set_for = (width, scale);
        }
        self.snippets.retain(|span, _| shown.contains(span));
        for &span in shown {
            self.snippets.entry(span).or_insert_with(|| {
                let (words, found) = surroundings(text, span);
                let style = TextStyle::new(Family::Serif, 14.0, 1.5);
                let layout = setter.lay_out_snippet(&words, &style, width, scale, 1);
                Snippet { words, layout, found }
            });
        }
    }

    fn line(&self, ui: &mut Ui, entry: &Entry, chosen: bool, setter: &mut Typesetter) -> egui::Response {
        let snippet = entry.place.and_then(|span| self.snippets.get(&span));
        let response = choice(ui, chosen, |ui, rect, palette| {
            let at = rect.right_center() - Vec2::new(8.0, 0.0);
            let font = FontId::proportional(theme::SMALL);
            let key = ui.painter_at(rect).text(at, Align2::RIGHT_CENTER, &entry.key, font, palette.soft);
            match snippet {
                Some(snippet) => snippet.paint(ui, rect, palette, setter),
                None => {
                    // A scheme may have names of any script.
                    let room = key.left() - rect.left() - 16.0;
                    let name = words::lay_out(ui, setter, &entry.name, &Look::new(palette.ink).within(room));
                    let at = rect.left_center() + Vec2::new(8.0, -name.size().y / 2.0);
                    words::paint(ui, setter, &name, at, palette.ink);
                }
            }
        });
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &entry.name));
        response
    }
}

impl Snippet {
    fn paint(&self, ui: &Ui, rect: Rect, palette: &Palette, setter: &mut Typesetter) {
        let painter = ui.painter_at(rect);
        let at = rect.left_center() + Vec2::new(8.0, -self.layout.size().y / 2.0);
        for part in self.layout.rects(self.found.clone()) {
            painter.rect_filled(part.rect.translate(at.to_vec2()), 2.0, palette.hit());
        }
        setter.paint(&painter, &self.layout, at, palette.ink);
    }
}

const NOTHING: &str = "Not in the article, and no command of that name";

/// Whether something was typed that is worth looking for: a single Latin letter is not, a single sign of Chinese is.
fn is_enough(typed: &str) -> bool {
    let typed = typed.trim();
    typed.chars().count() > 1 || !typed.is_ascii()
}

/// Every command whose name has all words that were typed, in any order; then the labels and the kinds of relations.
fn commands(typed: &str, keys: &Keys, scheme: Option<&Scheme>) -> Vec<Entry> {
    let typed = typed.to_lowercase();
    let fits = |name: &str| {
        let name = name.to_lowercase();
        typed.split_whitespace().all(|word| name.contains(word))
    };
    let entry =
        |name: String, key: String, command: Command| Entry { name, key, place: None, answer: Answer::Run(command) };
    let table = keys.lines().filter(|(info, _)| info.command != Command::Palette);
    let table = table.map(|(info, own)| entry(info.name.to_owned(), own.join("  "), info.command.clone()));
    let mut entries: Vec<Entry> = table.collect();
    let written = |key: Option<char>| key.map(|key| key.to_uppercase().to_string()).unwrap_or_default();
    for (index, label) in scheme.iter().flat_map(|scheme| scheme.offered()) {
        let name = format!("Mark as {}", label.name.to_lowercase());
        entries.push(entry(name, written(label.key), Command::Tag(index)));
    }
    for kind in scheme.iter().flat_map(|scheme| &scheme.relations) {
        let name = format!("Relate: {}", kind.name);
        entries.push(entry(name, written(kind.key), Command::BeginRelation(kind.id.clone())));
    }
    entries.retain(|entry| fits(&entry.name));
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_label_and_relation_is_found_by_its_words_in_any_order() {
        let mut scheme = crate::project::default_scheme();
        let found = |typed: &str, scheme: &Scheme| -> Vec<(String, String)> {
            let entries = commands(typed, &Keys::default(), Some(scheme));
            entries.into_iter().map(|entry| (entry.name, entry.key)).collect()
        };
        let all = found("", &scheme);
        for info in crate::session::COMMANDS.iter().filter(|info| info.command != Command::Palette) {
            let name = info.name.to_owned();
            assert!(all.contains(&(name, info.keys.join("  "))), "{}", info.name);
            let backwards: Vec<&str> = info.name.split_whitespace().rev().collect();
            assert!(found(&backwards.join(" "), &scheme).iter().any(|(name, _)| name == info.name), "{}", info.name);
        }
        assert_eq!(all.len(), crate::session::COMMANDS.len() - 1 + scheme.labels.len() + scheme.relations.len());
        assert_eq!(found("CLAIM mark", &scheme), [("Mark as claim".to_owned(), "1".to_owned())]);
        assert_eq!(found("attributed", &scheme), [("Relate: attributed to".to_owned(), "6".to_owned())]);
        scheme.labels[0].retired = true;
        assert_eq!(found("claim mark", &scheme), [], "what is retired is not offered");
    }

    #[test]
    fn one_letter_is_looked_for_where_it_is_a_word() {
        assert!(is_enough("桥") && is_enough("it") && !is_enough(" a ") && !is_enough(" "));
    }
}
