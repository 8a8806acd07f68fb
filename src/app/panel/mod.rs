//! The panel beside the article: the annotations, the guideline, what is known about the article; and the inspector.

mod fields;
mod guideline;
mod inspector;
mod links;
pub mod list;
mod sweep;

use egui::{Align, Layout, RichText, Ui};

use super::desk::Desk;
use super::theme::{self, Palette};
use super::typeset::Typesetter;
use super::widgets;
use crate::session::{Command, Session};
use crate::text::Span;
use sweep::Passing;

/// How the panel is seen at the moment.
#[derive(Debug, Default)]
pub struct Panel {
    tab: Tab,
    list: list::List,
    inspector: inspector::Inspector,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    #[default]
    Annotations,
    Guideline,
    Article,
}

impl Panel {
    /// Lists the annotations on the stretch `span` of the text.
    pub fn list_at(&mut self, span: Span) {
        self.tab = Tab::Annotations;
        self.list.list_at(span);
    }

    /// Filters by no label any more, since the scheme was changed.
    pub fn forget_labels(&mut self) {
        self.list.forget_labels();
    }

    /// Gives the keyboard to the inspector's first field in the next frame.
    pub fn edit_details(&mut self) {
        self.tab = Tab::Annotations;
        self.inspector.take_keyboard();
    }
}

/// Shows the panel of `desk`; returns what the person wishes.
pub fn show(ui: &mut Ui, desk: &mut Desk, setter: &mut Typesetter) -> Vec<Command> {
    let Desk { session, panel, number, .. } = desk;
    // What a field remembers of its own undo is of one article alone.
    let salt = ("article", *number);
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.push_id(salt, |ui| content(ui, session, panel, setter)).inner
}

fn content(ui: &mut Ui, session: &Session, panel: &mut Panel, setter: &mut Typesetter) -> Vec<Command> {
    ui.allocate_ui(egui::vec2(ui.available_width(), theme::TAB_ROW), |ui| {
        tabs(ui, panel, session);
    });
    widgets::hairline(ui);
    match panel.tab {
        Tab::Annotations => {
            let mut commands = Vec::new();
            if session.focused().is_some() {
                let most = (ui.available_height() * 0.62).max(120.0);
                egui::Panel::bottom("inspector")
                    .resizable(true)
                    .default_size(400.0_f32.min(most))
                    .max_size(most)
                    .frame(egui::Frame::NONE)
                    .show(ui, |ui| {
                        commands.extend(panel.inspector.show(ui, session, setter));
                    });
            }
            commands.extend(panel.list.show(ui, session, setter));
            commands
        }
        Tab::Guideline => {
            guideline::show(ui, session, setter);
            Vec::new()
        }
        Tab::Article => fields::show(ui, session, setter),
    }
}

fn tabs(ui: &mut Ui, panel: &mut Panel, session: &Session) {
    ui.horizontal_centered(|ui| {
        ui.add_space(16.0);
        ui.spacing_mut().item_spacing.x = 18.0;
        let count = session.project().annotations().len();
        let annotations = match panel.list.passing() {
            Some(Passing { count: passing, all: false }) => format!("Annotations {passing}… of {count}"),
            Some(Passing { count: passing, .. }) => format!("Annotations {passing} of {count}"),
            None => format!("Annotations {count}"),
        };
        for (tab, name) in
            [(Tab::Annotations, annotations.as_str()), (Tab::Guideline, "Guideline"), (Tab::Article, "Article")]
        {
            if tab_button(ui, name, panel.tab == tab).clicked() {
                panel.tab = tab;
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(16.0);
            if panel.tab == Tab::Annotations && widgets::link(ui, "Filter…").clicked() {
                panel.list.toggle_filter();
            }
        });
    });
}

fn tab_button(ui: &mut Ui, name: &str, chosen: bool) -> egui::Response {
    let palette = Palette::of(ui.ctx());
    let text = RichText::new(name);
    let text = if chosen { text.font(theme::bold(theme::BODY)) } else { text.color(palette.soft) };
    let response = ui.add(egui::Button::new(text).frame(false).min_size(egui::vec2(0.0, theme::TAB_ROW)));
    if chosen {
        let y = response.rect.bottom() - 1.0;
        ui.painter().hline(response.rect.x_range(), y, egui::Stroke::new(2.0, palette.ink));
    }
    response
}
