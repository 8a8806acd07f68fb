//! The panel beside the article: the annotations, the guideline, what is known about the article; and the inspector.

pub mod articles;
mod completion;
mod fields;
mod guideline;
mod inspector;
mod links;
pub mod list;
mod matches;
mod sweep;

use egui::{Align, Layout, RichText, Role, Ui};
use lucide_icons::Icon;

use super::access;
use super::articles::Articles;
use super::desk::Desk;
use super::theme::{self, Palette};
use super::typeset::Typesetter;
use super::widgets;
use crate::session::{Command, Session};
use crate::store::Tab;
use crate::text::Span;
use sweep::Passing;

/// How the panel is seen at the moment.
#[derive(Debug, Default)]
pub struct Panel {
    list: list::List,
    inspector: inspector::Inspector,
}

impl Panel {
    /// Lists the annotations on the stretch `span` of the text.
    pub fn list_at(&mut self, span: Span) {
        self.list.list_at(span);
    }

    /// Filters by no label any more, since the scheme was changed.
    pub fn forget_labels(&mut self) {
        self.list.forget_labels();
    }

    /// Gives the keyboard to the inspector's first field in the next frame.
    pub fn edit_details(&mut self) {
        self.inspector.take_keyboard();
    }
}

/// The panel, and which part of it is shown.
pub type Shown<'a> = (&'a mut Tab, Option<&'a mut Articles>);

/// Shows the part of `desk`'s panel that `tab` says, perhaps the list of `articles`; returns what the person wishes.
pub fn show(ui: &mut Ui, desk: &mut Desk, (tab, articles): Shown<'_>, setter: &mut Typesetter) -> Vec<Command> {
    let Desk { session, panel, number, .. } = desk;
    // What a field remembers of its own undo is of one article alone.
    let salt = ("article", *number);
    ui.spacing_mut().item_spacing.y = 0.0;
    access::region(ui, Role::Complementary, "Panel");
    if let Some(found) = session.matches() {
        return ui.push_id(salt, |ui| matches::show(ui, session, found, setter)).inner;
    }
    if articles.is_none() && *tab == Tab::Articles {
        *tab = Tab::Annotations;
    }
    ui.allocate_ui(egui::vec2(ui.available_width(), theme::TAB_ROW), |ui| {
        tabs(ui, panel, tab, session, articles.as_deref());
    });
    widgets::hairline(ui);
    match (*tab, articles) {
        (Tab::Articles, Some(list)) => {
            let commands = inspector_below(ui, session, (panel, *number), setter);
            articles::show(ui, list, *number, setter);
            commands
        }
        (tab, _) => ui.push_id(salt, |ui| content(ui, session, (panel, tab, *number), setter)).inner,
    }
}

fn content(
    ui: &mut Ui,
    session: &Session,
    (panel, tab, number): (&mut Panel, Tab, u64),
    setter: &mut Typesetter,
) -> Vec<Command> {
    match tab {
        Tab::Annotations | Tab::Articles => {
            let mut commands = Vec::new();
            commands.extend(inspector_below(ui, session, (panel, number), setter));
            if session.focused().is_none() {
                panel.inspector.leave_keyboard();
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

/// The inspector of the annotation in focus, at the bottom of the panel.
fn inspector_below(
    ui: &mut Ui,
    session: &Session,
    (panel, number): (&mut Panel, u64),
    setter: &mut Typesetter,
) -> Vec<Command> {
    let mut commands = Vec::new();
    if session.focused().is_some() {
        let most = (ui.available_height() * 0.62).max(120.0);
        egui::Panel::bottom("inspector")
            .resizable(true)
            .default_size(400.0_f32.min(most))
            .max_size(most)
            .frame(egui::Frame::NONE)
            .show(ui, |ui| {
                access::region(ui, Role::Form, "Annotation in focus");
                ui.push_id(("article", number), |ui| commands.extend(panel.inspector.show(ui, session, setter)));
            });
    }
    commands
}

fn tabs(ui: &mut Ui, panel: &mut Panel, shown: &mut Tab, session: &Session, articles: Option<&Articles>) {
    ui.horizontal_centered(|ui| {
        access::region(ui, Role::TabList, "What the panel shows");
        ui.add_space(16.0);
        // Four tabs leave less room.
        ui.spacing_mut().item_spacing.x = if articles.is_some() { 12.0 } else { 18.0 };
        let count = session.project().annotations().len();
        let annotations = match panel.list.passing() {
            Some(Passing { count: passing, all: false }) => format!("Annotations {passing}… of {count}"),
            Some(Passing { count: passing, .. }) => format!("Annotations {passing} of {count}"),
            None => format!("Annotations {count}"),
        };
        let list = articles.map(|_| (Tab::Articles, "Articles"));
        let tabs = [(Tab::Annotations, annotations.as_str()), (Tab::Guideline, "Guideline"), (Tab::Article, "Article")];
        for (tab, name) in tabs.into_iter().chain(list) {
            if tab_button(ui, name, *shown == tab).clicked() {
                *shown = tab;
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(16.0);
            if *shown == Tab::Annotations && filter_button(ui, articles.is_some()).clicked() {
                panel.list.toggle_filter();
            }
        });
    });
}

fn filter_button(ui: &mut Ui, is_crowded: bool) -> egui::Response {
    if is_crowded {
        widgets::icon_button(ui, Icon::ListFilter, "Filter…", true)
    } else {
        widgets::link(ui, "Filter…")
    }
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
    access::tab(&response, chosen);
    widgets::ring_around(ui, &response);
    response
}
