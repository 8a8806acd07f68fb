//! How does a person like it? One sheet beside the article: reading, marking, layout and keys, each followed at once.

mod clash;
mod keys;
mod layout;
mod marking;
mod reading;
mod saving;

use std::ops::RangeInclusive;

use egui::{Role, Ui, Vec2, WidgetInfo};
use lucide_icons::Icon;

use super::{Reply, focus_first, heading};
use crate::app::desk::Desk;
use crate::app::theme::{self, Palette};
use crate::app::typeset::Typesetter;
use crate::app::widgets;
use crate::store::Settings;

/// Width of the column of names, in points.
const NAMES: f32 = 96.0;

/// Room below what scrolls, in points.
const BELOW: f32 = 48.0;

/// The sheet, and what a person is at in it.
#[derive(Debug, Default)]
pub struct Sheet {
    tab: Tab,
    keys: keys::Editor,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    Reading,
    Marking,
    Layout,
    Saving,
    Keys,
}

const TABS: [(Tab, &str); 5] = [
    (Tab::Reading, "Reading"),
    (Tab::Marking, "Marking"),
    (Tab::Layout, "Layout"),
    (Tab::Saving, "Saving"),
    (Tab::Keys, "Keys"),
];

impl Sheet {
    /// The sheet at the keys.
    pub fn at_keys() -> Self {
        Self { tab: Tab::Keys, ..Self::default() }
    }

    /// Whether the next key is not for the sheet, but one to be chosen.
    pub fn is_asking(&self) -> bool {
        self.tab == Tab::Keys && self.keys.is_asking()
    }

    /// Shows the sheet, and changes the settings.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        settings: &mut Settings,
        desk: Option<&Desk>,
        setter: &mut Typesetter,
    ) -> Reply {
        heading(ui, "Settings");
        ui.spacing_mut().item_spacing = Vec2::new(4.0, 8.0);
        self.tabs(ui, setter);
        widgets::hairline(ui);
        ui.add_space(4.0);
        let room = ui.available_height() - BELOW;
        let reply = match self.tab {
            Tab::Keys => {
                self.keys.show(ui, &mut settings.keys, desk, (setter, room));
                None
            }
            tab => {
                let area = egui::ScrollArea::vertical().max_height(room);
                area.show(ui, |ui| match tab {
                    Tab::Reading | Tab::Keys => {
                        reading::show(ui, setter, settings);
                        None
                    }
                    Tab::Marking => {
                        marking::show(ui, setter, settings);
                        None
                    }
                    Tab::Layout => layout::show(ui, setter, settings, desk),
                    Tab::Saving => {
                        saving::show(ui, setter, settings);
                        None
                    }
                })
                .inner
            }
        };
        ui.add_space(6.0);
        reply.or(self.done_or_reset(ui, settings))
    }

    fn tabs(&mut self, ui: &mut Ui, setter: &mut Typesetter) {
        ui.horizontal_wrapped(|ui| {
            for (tab, name) in TABS {
                let response = widgets::segment(ui, setter, name, self.tab == tab);
                if self.tab == tab {
                    focus_first(ui, &response);
                }
                if response.clicked() {
                    self.tab = tab;
                    response.request_focus();
                }
            }
        });
    }

    fn done_or_reset(&mut self, ui: &mut Ui, settings: &mut Settings) -> Reply {
        let usual = match self.tab {
            Tab::Reading => reading::usual(settings),
            Tab::Marking => marking::usual(settings),
            Tab::Layout => layout::usual(settings),
            Tab::Saving => saving::usual(settings),
            Tab::Keys => keys::usual(settings),
        };
        ui.horizontal(|ui| {
            let done = ui.button("Done").clicked();
            if ui.add_enabled(*settings != usual, egui::Button::new("Reset")).clicked() {
                *settings = usual;
                self.keys = keys::Editor::default();
            }
            done.then_some(None)
        })
        .inner
    }
}

/// A line with a name and what can be chosen of it.
fn row(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(Vec2::new(NAMES, 28.0), egui::Sense::hover());
        let palette = Palette::of(ui.ctx());
        let font = egui::FontId::proportional(theme::BODY);
        ui.painter().text(rect.left_center(), egui::Align2::LEFT_CENTER, name, font, palette.soft);
        ui.vertical(|ui| ui.horizontal_wrapped(content));
    });
}

/// A line with one choice of several.
fn choices<T: Copy + PartialEq>(
    ui: &mut Ui,
    setter: &mut Typesetter,
    name: &str,
    chosen: &mut T,
    all: impl IntoIterator<Item = (T, &'static str)>,
) {
    row(ui, name, |ui| {
        for (value, shown) in all {
            let response = widgets::segment(ui, setter, shown, *chosen == value);
            let spoken = format!("{name}: {shown}");
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, *chosen == value, &spoken));
            if response.clicked() {
                *chosen = value;
            }
        }
    });
}

/// A number between two buttons that make it less and more.
fn stepper(ui: &mut Ui, names: [&str; 2], shown: &str, value: &mut f32, step: f32, range: RangeInclusive<f32>) {
    let (least, most) = (*range.start(), *range.end());
    if widgets::icon_button(ui, Icon::Minus, names[0], *value > least).clicked() {
        *value = (*value - step).clamp(least, most);
    }
    let (rect, response) = ui.allocate_exact_size(Vec2::new(92.0, 28.0), egui::Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, shown));
    let palette = Palette::of(ui.ctx());
    let font = egui::FontId::proportional(theme::BODY);
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, shown, font, palette.ink);
    if widgets::icon_button(ui, Icon::Plus, names[1], *value < most).clicked() {
        *value = (*value + step).clamp(least, most);
    }
}

/// Words about what can be chosen above them.
fn explain(ui: &mut Ui, words: &str) {
    let palette = Palette::of(ui.ctx());
    ui.horizontal_top(|ui| {
        ui.add_space(NAMES + ui.spacing().item_spacing.x);
        ui.add(egui::Label::new(egui::RichText::new(words).size(theme::SMALL).color(palette.soft)).wrap());
    });
}
