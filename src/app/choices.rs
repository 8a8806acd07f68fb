//! How is one of a few values chosen? A row of choices that is one stop of Tab: arrows go on, Enter or Space chooses.

use egui::accesskit::Role;
use egui::{Key, PointerButton, Response, Ui, Vec2};

use super::access::{self, Stop};
use super::typeset::Typesetter;
use super::widgets;

/// What a person did with a row of choices.
#[derive(Debug)]
pub struct Choices {
    /// The choice that Tab comes to; nothing where there is none.
    pub stop: Option<Response>,
    /// The value that was chosen, by its place.
    pub chosen: Option<usize>,
    /// Whether the value that stood was taken back.
    pub is_taken_back: bool,
}

/// Which of the values stands, and which the text proposes while none does, by their places.
#[derive(Clone, Copy, Debug, Default)]
pub struct Standing {
    /// The one that stands.
    pub chosen: Option<usize>,
    /// The one that is proposed.
    pub proposed: Option<usize>,
}

/// Shows the `values` of what is called `name`; the one numbered `chosen` stands.
pub fn show(ui: &mut Ui, setter: &mut Typesetter, name: &str, values: &[&str], chosen: Option<usize>) -> Choices {
    show_standing(ui, setter, name, values, Standing { chosen, proposed: None })
}

/// Shows the `values` of what is called `name` as they stand.
pub fn show_standing(
    ui: &mut Ui,
    setter: &mut Typesetter,
    name: &str,
    values: &[&str],
    Standing { chosen, proposed }: Standing,
) -> Choices {
    let mut choices = Choices { stop: None, chosen: None, is_taken_back: false };
    ui.horizontal_wrapped(|ui| {
        access::region(ui, Role::RadioGroup, name);
        ui.spacing_mut().item_spacing = Vec2::new(3.0, 3.0);
        let base = ui.scope_id().with(("choices", name));
        let usual = chosen.unwrap_or(0);
        let stop = Stop::new(ui.ctx(), base, 0..values.len(), usual);
        let mut next = None;
        for (place, value) in values.iter().enumerate() {
            let is_chosen = chosen == Some(place);
            let response = widgets::segment_as(ui, setter, value, is_chosen, (stop.id(place), stop.sense(place)));
            if proposed == Some(place) {
                widgets::dashed(ui, response.rect, response.has_focus());
                access::describe(&response, "proposed by the text");
            }
            // A click takes a choice back; Enter does not, since it may come twice, but Delete does.
            let is_erased = response.has_focus() && ui.input(|input| input.key_pressed(Key::Delete));
            choices.is_taken_back |= is_chosen && (response.clicked_by(PointerButton::Primary) || is_erased);
            if response.clicked() && !is_chosen {
                choices.chosen = Some(place);
            }
            next = stop.follow(&response, place, values.len()).or(next);
            if place == usual {
                choices.stop = Some(response);
            }
        }
        if let Some(next) = next {
            stop.give(ui.ctx(), next);
        }
    });
    choices
}
