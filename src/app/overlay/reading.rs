//! How shall the article be set? Its face, the size of its letters, and how long and how far apart its lines are.

use std::ops::RangeInclusive;

use egui::{Ui, Vec2};
use lucide_icons::Icon;

use super::{Reply, focus_first, heading};
use crate::app::theme;
use crate::app::typeset::Typesetter;
use crate::app::widgets;
use crate::store::{Face, Reading};

/// Width of the column of names, in points.
const NAMES: f32 = 96.0;

/// Shows what is chosen; the article beside it follows at once.
pub fn show(ui: &mut Ui, setter: &mut Typesetter, reading: &mut Reading) -> Reply {
    heading(ui, "Reading");
    ui.add_space(4.0);
    ui.spacing_mut().item_spacing = Vec2::new(4.0, 8.0);
    row(ui, "Face", |ui| {
        for (face, name) in [(Face::Serif, "Serif"), (Face::Sans, "Sans")] {
            let response = widgets::segment(ui, setter, name, reading.face == face);
            if reading.face == face {
                focus_first(ui, &response);
            }
            if response.clicked() {
                reading.face = face;
            }
        }
    });
    row(ui, "Letters", |ui| {
        let shown = format!("{} points", plain(reading.size));
        stepper(ui, ["Smaller letters", "Larger letters"], &shown, &mut reading.size, 0.5, Reading::SIZES);
    });
    row(ui, "Line length", |ui| {
        let shown = format!("{} letters", plain(reading.measure));
        stepper(ui, ["Shorter lines", "Longer lines"], &shown, &mut reading.measure, 2.0, Reading::MEASURES);
    });
    row(ui, "Line height", |ui| {
        let shown = format!("{:.2}", reading.line_height);
        let names = ["Lines closer together", "Lines further apart"];
        stepper(ui, names, &shown, &mut reading.line_height, 0.06, Reading::LINE_HEIGHTS);
    });
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        let done = ui.button("Done").clicked();
        if ui.add_enabled(*reading != Reading::default(), egui::Button::new("Reset")).clicked() {
            *reading = Reading::default();
        }
        done.then_some(None)
    })
    .inner
}

fn row(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(Vec2::new(NAMES, 28.0), egui::Sense::hover());
        let palette = theme::Palette::of(ui.ctx());
        let font = egui::FontId::proportional(theme::BODY);
        ui.painter().text(rect.left_center(), egui::Align2::LEFT_CENTER, name, font, palette.soft);
        content(ui);
    });
}

/// A number between two buttons that make it less and more.
fn stepper(ui: &mut Ui, names: [&str; 2], shown: &str, value: &mut f32, step: f32, range: RangeInclusive<f32>) {
    let (least, most) = (*range.start(), *range.end());
    if widgets::icon_button(ui, Icon::Minus, names[0], *value > least).clicked() {
        *value = (*value - step).clamp(least, most);
    }
    let (rect, response) = ui.allocate_exact_size(Vec2::new(92.0, 28.0), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, shown));
    let palette = theme::Palette::of(ui.ctx());
    let font = egui::FontId::proportional(theme::BODY);
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, shown, font, palette.ink);
    if widgets::icon_button(ui, Icon::Plus, names[1], *value < most).clicked() {
        *value = (*value + step).clamp(least, most);
    }
}

/// A number without a fraction that says nothing.
fn plain(number: f32) -> String {
    let tenths = (number * 10.0).round() / 10.0;
    tenths.to_string()
}
