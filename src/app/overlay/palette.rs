//! What is it called? Finds words in the article, and every command by its name.

use std::collections::HashMap;

use egui::{Align2, FontId, Key, Modifiers, Rect, Role, TextEdit, Ui, Vec2, WidgetInfo};

use super::{Answer, Reply, choice};
use crate::app::desk::Desk;
use crate::app::find::{grouped, search::Search};
use crate::app::keys;
use crate::app::theme::{self, Palette};
use crate::app::typeset::{Family, TextLayout, TextStyle, Typesetter};
use crate::session::{Command, Keys, Selection};
use crate::text::find::Query;
use crate::text::{Span, cluster_at_or_before};

/// How many places in the article are shown.
const SHOWN: usize = 8;
/// How much of a line is read before a place, in code points.
const BEFORE: usize = 28;
/// How much of a line is read behind a place, in bytes: more than is ever shown.
const BEHIND: usize = 400;
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
        entries.extend(commands(&self.typed, &keys::current(ui.ctx()), desk));
        self.chosen = match (up, down) {
            (true, _) => self.chosen.saturating_sub(1),
            (_, true) => (self.chosen + 1).min(entries.len().saturating_sub(1)),
            _ => self.chosen.min(entries.len().saturating_sub(1)),
        };
        let mut taken = enter.then_some(self.chosen);
        egui::ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            for (number, entry) in entries.iter().enumerate() {
                let response = self.line(ui, entry, number == self.chosen, setter);
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
            match snippet {
                Some(snippet) => snippet.paint(ui, rect, palette, setter),
                None => {
                    let narrower = ui.painter_at(rect.with_max_x(rect.right() - KEY));
                    let at = rect.left_center() + Vec2::new(8.0, 0.0);
                    narrower.text(at, Align2::LEFT_CENTER, &entry.name, FontId::proportional(theme::BODY), palette.ink);
                }
            }
            let at = rect.right_center() - Vec2::new(8.0, 0.0);
            let font = FontId::proportional(theme::SMALL);
            ui.painter_at(rect).text(at, Align2::RIGHT_CENTER, &entry.key, font, palette.soft);
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

/// The words around `span` in its line, and where in them it is.
fn surroundings(text: &str, span: Span) -> (String, std::ops::Range<usize>) {
    let bytes = text.as_bytes();
    let earliest = text[..span.start()].char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| at);
    let earliest = cluster_at_or_before(text, earliest);
    let line = memchr::memrchr(b'\n', &bytes[earliest..span.start()]).map(|newline| earliest + newline + 1);
    // Not from the middle of a word, if there is a beginning of one.
    let blank = || memchr::memchr(b' ', &bytes[earliest..span.start()]).map(|blank| earliest + blank + 1);
    let is_cut = line.is_none() && earliest > 0;
    let start = line.or_else(|| blank().filter(|_| is_cut)).unwrap_or(earliest);
    let latest = text.floor_char_boundary(span.end() + BEHIND);
    let end = memchr::memchr(b'\n', &bytes[span.end()..latest]).map_or(latest, |newline| span.end() + newline);
    let dots = if is_cut { "… " } else { "" };
    let found = span.start() - start + dots.len()..span.end() - start + dots.len();
    (format!("{dots}{}", &text[start..end]), found)
}

fn commands(typed: &str, keys: &Keys, desk: Option<&Desk>) -> Vec<Entry> {
    let typed = typed.to_lowercase();
    let fits = |name: &str| typed.split_whitespace().all(|word| name.to_lowercase().contains(word));
    let labels = desk.map(|desk| desk.session.project().scheme().offered()).into_iter().flatten();
    let labels = labels.map(|(index, label)| Entry {
        name: format!("Mark as {}", label.name.to_lowercase()),
        key: label.key.map(String::from).unwrap_or_default(),
        place: None,
        answer: Answer::Run(Command::Tag(index)),
    });
    let table = keys.lines().filter(|(info, _)| info.command != Command::Palette).map(|(info, own)| Entry {
        name: info.name.to_owned(),
        key: own.first().cloned().unwrap_or_default(),
        place: None,
        answer: Answer::Run(info.command.clone()),
    });
    table.chain(labels).filter(|entry| fits(&entry.name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_shown_with_the_words_around_it_in_its_line() {
        let text = "Before.\nThe owner said that the rents of قالت would rise.\nAfter.";
        for (words, expected) in [
            ("The", "The owner said that the rents of قالت would rise."),
            ("rise", "… the rents of قالت would rise."),
            ("After", "After."),
        ] {
            let start = text.find(words).expect("there");
            let (shown, found) = surroundings(text, Span::new(text, start..start + words.len()).expect("a span"));
            assert_eq!((shown.as_str(), &shown[found]), (expected, words));
        }
    }

    #[test]
    fn one_letter_is_looked_for_where_it_is_a_word() {
        assert!(is_enough("桥") && is_enough("it") && !is_enough(" a ") && !is_enough(" "));
    }
}
