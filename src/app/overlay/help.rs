//! Which keys are there? A page made from the command table and the scheme.

use egui::{Align, Label, Layout, RichText, Role, TextEdit, Ui, Vec2, WidgetInfo};

use super::{Reply, focus_first, heading};
use crate::app::desk::Desk;
use crate::app::keys;
use crate::app::theme::{self, Palette};
use crate::app::typeset::Typesetter;
use crate::app::words::{self, Look};
use crate::session::{Group, Keys};

/// A column of the page is at least so wide, in points.
const COLUMN: f32 = 300.0;

/// The part of a line that the name has; the keys have the rest.
const NAME: f32 = 0.56;

/// What is looked for on the page.
#[derive(Debug, Default)]
pub struct Help {
    filter: String,
}

/// Some lines under a heading.
struct Section {
    name: &'static str,
    lines: Vec<Line>,
}

/// A name with its keys.
struct Line {
    name: String,
    keys: String,
    help: String,
}

impl Help {
    /// Shows the page.
    pub fn show(&mut self, ui: &mut Ui, desk: Option<&Desk>, setter: &mut Typesetter) -> Reply {
        heading(ui, "Help");
        ui.label("Drag over words, or click a word twice or a sentence three times, then press a label’s key. Press the key first, and every selection is marked until Escape. Click a mark to choose it, again for the one underneath; drag its edge to move it, and drag with Ctrl to add a part. With Shift or Alt held a drag takes characters. Click a label to mark every selection with it, and again to end that. Ctrl and + or − make the whole window larger or smaller.");
        ui.add_space(8.0);
        let field = TextEdit::singleline(&mut self.filter).desired_width(f32::INFINITY);
        let field = ui.add(field.hint_text("Filter by name or key"));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Filter the help"));
        focus_first(ui, &field);
        let sections = sections(&keys::current(ui.ctx()), desk, &self.filter);
        egui::ScrollArea::vertical().max_height(ui.available_height() - 44.0).auto_shrink([false, true]).show(
            ui,
            |ui| {
                let count = (ui.available_width() / COLUMN).floor().clamp(1.0, 3.0) as usize;
                ui.columns(count, |columns| {
                    for (column, sections) in columns.iter_mut().zip(spread(&sections, count)) {
                        sections.iter().for_each(|section| section.show(column, setter));
                    }
                });
                if sections.is_empty() {
                    ui.weak("Nothing of that name, and nothing with that key");
                }
            },
        );
        ui.add_space(8.0);
        ui.button("Close").clicked().then_some(None)
    }
}

/// All that has a name and fits the filter, in the order of the page.
fn sections(keys: &Keys, desk: Option<&Desk>, filter: &str) -> Vec<Section> {
    let mut sections = desk.map(of_scheme).unwrap_or_default();
    for group in Group::ALL {
        let lines = keys.lines().filter(|(info, _)| info.group == group).map(|(info, own)| Line {
            name: info.name.to_owned(),
            keys: own.join("  "),
            help: info.help.to_owned(),
        });
        sections.push(Section { name: group.name(), lines: lines.collect() });
    }
    for section in &mut sections {
        section.lines.retain(|line| line.fits(filter));
    }
    sections.retain(|section| !section.lines.is_empty());
    sections
}

fn of_scheme(desk: &Desk) -> Vec<Section> {
    let scheme = desk.session.project().scheme();
    let line = |name: &str, key: Option<char>, help: &str| Line {
        name: name.to_owned(),
        keys: key.map(|key| key.to_uppercase().to_string()).unwrap_or_default(),
        help: help.to_owned(),
    };
    let label = "Marks the selection, or changes the annotation in focus.";
    let labels = scheme.offered().map(|(_, own)| line(&own.name, own.key, label));
    let kind = "Begins a relation at the annotation in focus. Then choose the other end.";
    let kinds = scheme.relations.iter().map(|own| line(&own.name, own.key, kind));
    vec![Section { name: "Labels", lines: labels.collect() }, Section { name: "Relations", lines: kinds.collect() }]
}

/// The sections in `count` columns of about the same height, in their order.
fn spread(sections: &[Section], count: usize) -> Vec<&[Section]> {
    let height = |section: &Section| section.lines.len() + 2;
    let goal = sections.iter().map(height).sum::<usize>() as f32 / count as f32;
    let (mut columns, mut rest) = (Vec::new(), sections);
    while columns.len() + 1 < count {
        let mut filled = 0.0;
        let fits = rest.iter().take_while(|section| {
            let before = filled;
            filled += height(section) as f32;
            before == 0.0 || (before + filled) / 2.0 <= goal
        });
        let (column, others) = rest.split_at(fits.count());
        columns.push(column);
        rest = others;
    }
    columns.push(rest);
    columns
}

impl Section {
    fn show(&self, ui: &mut Ui, setter: &mut Typesetter) {
        ui.add_space(8.0);
        ui.label(RichText::new(self.name).font(theme::bold(theme::BODY)));
        ui.spacing_mut().interact_size.y = 18.0;
        ui.spacing_mut().item_spacing.y = 3.0;
        self.lines.iter().for_each(|line| line.show(ui, setter));
    }
}

impl Line {
    /// Whether it is looked for: by words of its name in any order, or by a key.
    fn fits(&self, filter: &str) -> bool {
        let (name, words) = (self.name.to_lowercase(), filter.to_lowercase());
        let by_name = words.split_whitespace().all(|word| name.contains(word));
        by_name || self.keys.to_lowercase().split_whitespace().any(|key| key == words.trim())
    }

    fn show(&self, ui: &mut Ui, setter: &mut Typesetter) {
        let palette = Palette::of(ui.ctx());
        let room = ui.available_width() - 16.0;
        ui.horizontal_top(|ui| {
            let name = words::show(ui, setter, &self.name, Look::new(palette.ink).within(room * NAME));
            name.on_hover_text(&self.help);
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                ui.add_space(16.0);
                let keys = RichText::new(&self.keys).size(theme::SMALL).color(palette.soft);
                let least = Vec2::new(room * (1.0 - NAME), 0.0);
                ui.allocate_ui_with_layout(least, Layout::right_to_left(Align::Min).with_main_wrap(true), |ui| {
                    ui.add(Label::new(keys).wrap().halign(Align::RIGHT));
                });
            });
        });
    }
}
