//! Which labels and relations are there? Rows to choose from, and buttons to add, move and order them.

use egui::{Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};
use lucide_icons::Icon;

use super::question::{self, Question};
use super::{Chosen, Form, names, relation};
use crate::app::theme::{self, Palette};
use crate::app::widgets;
use crate::app::words::{self, Look};
use crate::project::{Color, Label, Line, RelationKind, Scheme};

/// Colours for new labels: the first that no label has.
const COLORS: [[u8; 3]; 7] = [
    [0xD5, 0x5E, 0x00],
    [0x00, 0x72, 0xB2],
    [0x00, 0x9E, 0x73],
    [0xCC, 0x79, 0xA7],
    [0xE6, 0x9F, 0x00],
    [0x56, 0xB4, 0xE9],
    [0x99, 0x99, 0x99],
];

/// Shows the list in `height` points and the buttons beneath it.
pub fn show(ui: &mut Ui, form: &mut Form<'_>, height: f32) {
    let area = ScrollArea::vertical().id_salt("scheme list").auto_shrink([false, false]).max_height(height);
    area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        let scheme = std::sync::Arc::clone(form.project.scheme());
        let labels =
            |retired: bool| scheme.labels.iter().enumerate().filter(move |(_, label)| label.retired == retired);
        labels(false).for_each(|(place, label)| label_row(ui, form, place, label));
        if !scheme.relations.is_empty() {
            section(ui, "Relations");
        }
        for (place, kind) in scheme.relations.iter().enumerate() {
            let key = kind.key.map(String::from).unwrap_or_default();
            row(ui, form, Chosen::Relation(place), (&kind.name, &key), |_, _| {});
        }
        if labels(true).next().is_some() {
            section(ui, "Retired");
        }
        labels(true).for_each(|(place, label)| label_row(ui, form, place, label));
    });
    ui.add_enabled_ui(form.can_change, |ui| buttons(ui, form));
}

fn section(ui: &mut Ui, name: &str) {
    ui.add_space(8.0);
    super::fields::remark(ui, name);
}

fn label_row(ui: &mut Ui, form: &mut Form<'_>, place: usize, label: &Label) {
    let key = label.key.map(String::from).unwrap_or_default();
    row(ui, form, Chosen::Label(place), (&label.name, &key), |ui, rect| {
        let at = Rect::from_center_size(rect.left_center() + Vec2::new(16.0, 0.0), Vec2::new(16.0, 11.0));
        widgets::paint_swatch(ui, at, label, Palette::of(ui.ctx()).shade(label.color));
    });
}

fn row(ui: &mut Ui, form: &mut Form<'_>, own: Chosen, (name, key): (&str, &str), sign: impl FnOnce(&Ui, Rect)) {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 28.0), Sense::click());
    let chosen = form.editor.chosen == own;
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, format!("Edit {name}")));
    // A scheme may have two thousand.
    if !ui.is_rect_visible(rect) {
        return;
    }
    let palette = Palette::of(ui.ctx());
    if chosen {
        ui.painter().rect_filled(rect, 5.0, palette.chosen());
    }
    ground(ui, rect, &response, &palette);
    sign(ui, rect);
    let look = Look::new(palette.ink).within(rect.width() - 60.0);
    let shown = words::lay_out(ui, form.setter, name, &if chosen { look.bold() } else { look });
    let at = rect.left_center() + Vec2::new(32.0, -shown.size().y / 2.0);
    words::paint(ui, form.setter, &shown, at, palette.ink);
    let at = rect.right_center() - Vec2::new(10.0, 0.0);
    ui.painter().text(at, egui::Align2::RIGHT_CENTER, key, theme::bold(11.0), palette.soft);
    if response.clicked() && !chosen {
        form.then(move |form| form.editor.choose(own));
    }
}

fn ground(ui: &Ui, rect: Rect, response: &Response, palette: &Palette) {
    if response.hovered() {
        ui.painter().rect_filled(rect, 5.0, palette.hovered());
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, 5.0, Stroke::new(1.5, palette.focus), StrokeKind::Inside);
    }
}

fn buttons(ui: &mut Ui, form: &mut Form<'_>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let full = form.scheme().is_full();
        if ui.add_enabled(!full, egui::Button::new("Add label")).clicked() {
            form.then(add_label);
        }
        if ui.add_enabled(!full, egui::Button::new("Add relation")).clicked() {
            form.then(add_relation);
        }
        for (icon, name, step) in [(Icon::ArrowUp, "Move up", -1), (Icon::ArrowDown, "Move down", 1)] {
            let other = neighbour(form.scheme(), form.editor.chosen, step);
            if widgets::icon_button(ui, icon, name, other.is_some() && ui.is_enabled()).clicked() {
                form.then(move |form| swap(form, step));
            }
        }
        delete(ui, form);
    });
}

/// The button that deletes what is chosen, or asks what shall become of what is marked with it.
fn delete(ui: &mut Ui, form: &mut Form<'_>) {
    let name = match form.editor.chosen {
        Chosen::Label(_) => "Delete label",
        Chosen::Relation(_) => "Delete relation",
    };
    if widgets::icon_button(ui, Icon::Trash2, name, ui.is_enabled() && !is_last(form)).clicked() {
        form.then(delete_chosen);
    }
}

/// A scheme without labels is none.
fn is_last(form: &Form<'_>) -> bool {
    matches!(form.editor.chosen, Chosen::Label(_)) && form.scheme().labels.len() == 1
}

fn delete_chosen(form: &mut Form<'_>) {
    let scheme = std::sync::Arc::clone(form.project.scheme());
    let asked = match form.editor.chosen {
        Chosen::Label(place) => scheme
            .labels
            .get(place)
            .map(|label| (Question::Label(label.id.clone()), form.project.uses_of_label(&label.id))),
        Chosen::Relation(place) => scheme
            .relations
            .get(place)
            .map(|kind| (Question::Relation(kind.id.clone()), relation::counted(form, place, kind))),
    };
    if let Some((question, uses)) = asked.filter(|_| !is_last(form)) {
        question::ask(form, question, uses);
    }
}

/// What stands a `step` above or below `chosen` in its part of the list.
fn neighbour(scheme: &Scheme, chosen: Chosen, step: isize) -> Option<Chosen> {
    match chosen {
        Chosen::Label(place) => {
            let retired = scheme.labels.get(place)?.retired;
            let mut others =
                std::iter::successors(place.checked_add_signed(step), |place| place.checked_add_signed(step));
            let other = others.find(|other| scheme.labels.get(*other).is_none_or(|label| label.retired == retired))?;
            (other < scheme.labels.len()).then_some(Chosen::Label(other))
        }
        Chosen::Relation(place) => {
            let other = place.checked_add_signed(step).filter(|other| *other < scheme.relations.len());
            other.map(Chosen::Relation)
        }
    }
}

fn swap(form: &mut Form<'_>, step: isize) {
    let Some(other) = neighbour(form.scheme(), form.editor.chosen, step) else { return };
    match (form.editor.chosen, other) {
        (Chosen::Label(own), Chosen::Label(other)) => form.change(|scheme| scheme.labels.swap(own, other)),
        (Chosen::Relation(own), Chosen::Relation(other)) => form.change(|scheme| scheme.relations.swap(own, other)),
        _ => return,
    }
    form.editor.choose(other);
}

fn add_label(form: &mut Form<'_>) {
    let scheme = form.scheme();
    let is_taken = |name: &str| scheme.label(&names::id_of(name)).is_some();
    let name = names::free("New label", is_taken);
    let mut label = Label {
        id: names::id_of(&name),
        name,
        key: free_key(scheme),
        color: Color { rgb: COLORS[scheme.labels.len() % COLORS.len()] },
        line: Line::Solid,
        helper: false,
        finds: None,
        retired: false,
        attributes: Vec::new(),
        guideline: String::new(),
    };
    let place = scheme.labels.len();
    if let Some(color) =
        COLORS.into_iter().chain(wheel()).map(|rgb| Color { rgb }).find(|color| is_told_apart(scheme, &label, *color))
    {
        label.color = color;
    }
    form.change(|scheme| scheme.labels.push(label));
    form.editor.choose(Chosen::Label(place));
    form.editor.wants_keyboard = true;
}

/// Colours all around the wheel, strong ones and dark ones, for schemes with more labels than there are named colours.
fn wheel() -> impl Iterator<Item = [u8; 3]> {
    let at = |step: usize, strength: f32, value: f32| {
        egui::ecolor::Hsva::new(step as f32 / 24.0, strength, value, 1.0).to_srgb()
    };
    let ring = move |(strength, value)| (0..24).map(move |step| at(step, strength, value));
    [(0.9, 0.7), (0.9, 0.35), (0.5, 0.8), (0.6, 0.2)].into_iter().flat_map(ring)
}

/// Whether everybody can tell `label` in this colour from the labels of `scheme`, on light and on dark paper.
fn is_told_apart(scheme: &Scheme, label: &Label, color: Color) -> bool {
    let mut scheme = scheme.clone();
    scheme.labels.push(Label { color, ..label.clone() });
    super::look::is_told_apart(&scheme, scheme.labels.len() - 1)
}

fn add_relation(form: &mut Form<'_>) {
    let scheme = form.scheme();
    let name = names::free("new relation", |name| scheme.relation_kind(&names::id_of(name)).is_some());
    let (id, key, place) = (names::id_of(&name), free_key(scheme), scheme.relations.len());
    let kind = RelationKind { id, name, key, from: Vec::new(), to: Vec::new() };
    form.change(|scheme| scheme.relations.push(kind));
    form.editor.choose(Chosen::Relation(place));
    form.editor.wants_keyboard = true;
}

/// The first digit that is no key yet.
fn free_key(scheme: &Scheme) -> Option<char> {
    ('1'..='9').find(|key| names::holder_of(scheme, *key, "").is_none())
}
