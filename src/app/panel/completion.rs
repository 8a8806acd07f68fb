//! What was said before? While a field is filled, values that the article has already are offered below it.

use std::collections::HashMap;

use egui::{Area, Frame, Key, Margin, Modifiers, Order, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use crate::app::theme::{self, Palette};
use crate::app::typeset::Typesetter;
use crate::app::words::{self, Look};
use crate::project::{Annotation, Project};

/// At most so many values are offered.
const SHOWN: usize = 7;
/// At most so many annotations are asked for what they say: a fraction of a second is too long for a field to open.
const ASKED: usize = 100_000;
/// The longest words of a helper that are a name, in bytes.
const LONGEST_NAME: usize = 80;

/// The values offered for one field, for as long as it has the keyboard.
#[derive(Debug, Default)]
pub struct Completion {
    /// The field that it is for.
    field: Option<egui::Id>,
    /// Every value there is, the most frequent first, and how it is compared.
    known: Vec<(String, String)>,
    /// Which of those that fit is chosen, by the arrow keys.
    chosen: Option<usize>,
    /// Whether the list is shown: after something was typed, or an arrow key.
    open: bool,
}

/// What the keys of this frame mean for the list.
pub enum Keys {
    /// Nothing.
    None,
    /// The chosen value is wanted.
    Take,
}

impl Completion {
    /// Takes the keys that the list of the field `id` wants, before the field sees them.
    pub fn take_keys(&mut self, ui: &Ui, id: egui::Id) -> Keys {
        if self.field != Some(id) || !ui.memory(|memory| memory.has_focus(id)) {
            return Keys::None;
        }
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowDown) {
            self.chosen = Some(self.chosen.map_or(0, |chosen| chosen + 1).min(SHOWN - 1));
            self.open = true;
        }
        if self.open && pressed(Key::ArrowUp) {
            self.chosen = self.chosen.and_then(|chosen| chosen.checked_sub(1));
        }
        if self.open && self.chosen.is_some() && pressed(Key::Enter) {
            return Keys::Take;
        }
        Keys::None
    }

    /// Follows the field `response`, which has `typed` in it; returns the value that a person takes.
    pub fn follow(
        &mut self,
        ui: &Ui,
        setter: &mut Typesetter,
        (response, typed, keys): (&Response, &str, Keys),
        values: impl FnOnce() -> Vec<String>,
    ) -> Option<String> {
        if !response.has_focus() {
            if self.field == Some(response.id) && !pointer_is_over(ui) {
                *self = Self::default();
            }
            if self.field != Some(response.id) {
                return None;
            }
        } else if self.field != Some(response.id) {
            *self = Self { field: Some(response.id), known: compared(values()), ..Self::default() };
        }
        if response.changed() {
            self.open = !typed.trim().is_empty();
            self.chosen = None;
        }
        if !self.open {
            return None;
        }
        let fitting: Vec<String> = self.fitting(typed).into_iter().map(str::to_owned).collect();
        self.chosen = self.chosen.filter(|_| !fitting.is_empty()).map(|chosen| chosen.min(fitting.len() - 1));
        if fitting.is_empty() {
            return None;
        }
        let taken = match keys {
            Keys::Take => self.chosen.and_then(|chosen| fitting.get(chosen).cloned()),
            Keys::None => None,
        };
        let taken = taken.or_else(|| self.list(ui, setter, response.rect, &fitting));
        if taken.is_some() {
            self.open = false;
            self.chosen = None;
        }
        taken
    }

    /// The known values that fit what was typed: those that begin so first.
    fn fitting(&self, typed: &str) -> Vec<&str> {
        let typed = typed.trim().to_lowercase();
        let (begin, contain): (Vec<_>, Vec<_>) = self
            .known
            .iter()
            .filter(|(_, value)| *value != typed && value.contains(&typed))
            .partition(|(_, value)| value.starts_with(&typed));
        begin.into_iter().chain(contain).take(SHOWN).map(|(value, _)| value.as_str()).collect()
    }

    fn list(&self, ui: &Ui, setter: &mut Typesetter, field: Rect, values: &[String]) -> Option<String> {
        let mut taken = None;
        let area = Area::new(area_id()).order(Order::Foreground).fixed_pos(field.left_bottom() + Vec2::new(0.0, 3.0));
        area.accessible_name("Values of this article").show(ui.ctx(), |ui| {
            let palette = Palette::of(ui.ctx());
            Frame::popup(ui.style()).inner_margin(Margin::same(4)).fill(palette.field).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (number, value) in values.iter().enumerate() {
                    let size = Vec2::new(field.width().max(120.0) - 8.0, 24.0);
                    let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK);
                    let chosen = self.chosen == Some(number);
                    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, value));
                    if chosen || response.hovered() {
                        ui.painter().rect_filled(rect, theme::CORNER, palette.chosen());
                    }
                    let look = Look::new(palette.ink).within(rect.width() - 12.0);
                    let layout = words::lay_out(ui, setter, value, &look);
                    let at = rect.left_center() + Vec2::new(6.0, -layout.size().y / 2.0);
                    words::paint(ui, setter, &layout, at, palette.ink);
                    if response.is_pointer_button_down_on() || response.clicked() {
                        taken = Some(value.clone());
                    }
                }
            });
        });
        taken
    }
}

/// Values with how they are compared: in either case.
fn compared(values: Vec<String>) -> Vec<(String, String)> {
    values.into_iter().map(|value| (value.clone(), value.to_lowercase())).collect()
}

fn area_id() -> egui::Id {
    egui::Id::unique("completion")
}

fn pointer_is_over(ui: &Ui) -> bool {
    let rect = ui.memory(|memory| memory.area_rect(area_id()));
    let pos = ui.input(|input| input.pointer.latest_pos());
    ui.input(|input| input.pointer.any_down()) && rect.zip(pos).is_some_and(|(rect, pos)| rect.contains(pos))
}

/// What `project` says for the attribute `name` already, the most frequent first; for one that names somebody also the
/// words that helper labels mark.
pub fn values(project: &Project, name: &str) -> Vec<String> {
    let names_somebody = matches!(name, "speaker" | "claimant" | "name");
    let mut counts: HashMap<String, usize> = HashMap::new();
    for annotation in project.annotations().iter().take(ASKED) {
        if let Some(value) = annotation.attributes().get(name) {
            *counts.entry(value.clone()).or_default() += 1;
        } else if names_somebody && is_name(project, annotation) {
            *counts.entry(project.words_of(annotation)).or_default() += 1;
        }
    }
    let mut counted: Vec<(String, usize)> = counts.into_iter().collect();
    counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counted.into_iter().map(|(value, _)| value).collect()
}

/// Whether an annotation marks somebody: the helper that has a name of its own.
fn is_name(project: &Project, annotation: &Annotation) -> bool {
    let label = project.label_of(annotation);
    label.helper && label.attribute("name").is_some() && annotation.hull().len() <= LONGEST_NAME
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Edit, draw};

    #[test]
    fn values_of_the_article_come_the_most_frequent_first_and_names_with_them() {
        let mut project = draw(
            "“A,” said Mara Lund. “B.” “C,” said Ana.
^^^^ quote
          ^^^^^^^^^ actor
                     ^^^^ quote
                          ^^^^ quote",
        );
        let ids: Vec<_> = project.annotations().iter().map(|annotation| annotation.id().clone()).collect();
        for (id, speaker) in [(0, "Mara"), (2, "Mara"), (3, "Ana")] {
            let value = Some(speaker.to_owned());
            project.apply(Edit::Set { id: ids[id].clone(), name: "speaker".into(), value }).expect("a speaker");
        }
        assert_eq!(values(&project, "speaker"), ["Mara", "Ana", "Mara Lund"]);
        assert_eq!(values(&project, "cue"), [""; 0]);
        let completion = Completion { known: compared(values(&project, "speaker")), ..Completion::default() };
        assert_eq!(completion.fitting("lun"), ["Mara Lund"]);
        assert_eq!(completion.fitting("A"), ["Ana", "Mara", "Mara Lund"]);
        assert_eq!(completion.fitting("mara"), ["Mara Lund"]);
    }
}
