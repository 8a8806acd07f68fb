//! What are the window's small parts? Swatches, icon buttons, label chips, segments: each with a name for screen readers.

use egui::{
    Align2, Color32, CornerRadius, Id, Margin, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, TextEdit, Ui,
    Vec2, WidgetInfo,
};
use lucide_icons::Icon;

use super::theme::{self, CORNER, Palette, Shade};
use super::typeset::Typesetter;
use super::words::{self, Look};
use crate::project::{Label, Line};

/// A label's tint with its line, as it looks in the article.
pub fn swatch(ui: &mut Ui, label: &Label, palette: &Palette) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(16.0, 14.0), Sense::hover());
    paint_swatch(ui, Rect::from_center_size(rect.center(), Vec2::new(16.0, 11.0)), label, palette.shade(label.color));
}

/// Paints the tint and the line of `label` into `rect`.
pub fn paint_swatch(ui: &Ui, rect: Rect, label: &Label, shade: Shade) {
    let painter = ui.painter();
    if !label.helper {
        painter.rect_filled(rect, CornerRadius::same(2), shade.tint);
    }
    let bar = |left: f32, right: f32, top: f32, thick: f32| {
        painter.rect_filled(Rect::from_min_max(Pos2::new(left, top), Pos2::new(right, top + thick)), 0.0, shade.line);
    };
    let (left, right, bottom) = (rect.left(), rect.right(), rect.bottom());
    let row = |on: f32, off: f32, thick: f32| {
        let mut start = left;
        while start < right {
            bar(start, (start + on).min(right), bottom - thick, thick);
            start += on + off;
        }
    };
    match label.line {
        Line::Solid if label.helper => bar(left, right, bottom - 1.5, 1.5),
        Line::Solid => bar(left, right, bottom - 2.0, 2.0),
        Line::Double => {
            bar(left, right, bottom - 3.5, 1.0);
            bar(left, right, bottom - 1.0, 1.0);
        }
        Line::Dotted => row(2.4, 2.4, 2.4),
        Line::Dashed => row(4.0, 2.0, 2.0),
    }
}

/// A button with an icon alone; `name` is what it says to the pointer and to a screen reader.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str, enabled: bool) -> Response {
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(28.0), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    let palette = Palette::of(ui.ctx());
    ground(ui, rect, &response, enabled, &palette);
    let color = if enabled { palette.soft } else { theme::faded(palette.soft, 0.4) };
    let color = if enabled && response.hovered() { palette.ink } else { color };
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon.unicode(), theme::icons(16.0), color);
    response.on_hover_text(name)
}

/// A small button with an icon that is on or off.
pub fn icon_toggle(ui: &mut Ui, icon: Icon, name: &str, on: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(24.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, name));
    let palette = Palette::of(ui.ctx());
    if on {
        ui.painter().rect_filled(rect, CORNER, theme::faded(palette.focus, 0.16));
    }
    ground(ui, rect, &response, true, &palette);
    let color = if on || response.hovered() { palette.ink } else { palette.soft };
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon.unicode(), theme::icons(17.0), color);
    response.on_hover_text(name)
}

fn ground(ui: &Ui, rect: Rect, response: &Response, enabled: bool, palette: &Palette) {
    if enabled && (response.hovered() || response.is_pointer_button_down_on()) {
        ui.painter().rect_filled(rect, CORNER, palette.hovered());
    }
    ring(ui, response);
}

/// The ring around what has the keyboard; where that has just come to it, it is scrolled into sight.
pub fn ring(ui: &Ui, response: &Response) {
    if response.has_focus() {
        show_gained(response);
        let stroke = Stroke::new(1.5, Palette::of(ui.ctx()).focus);
        ui.painter().rect_stroke(response.rect, CORNER, stroke, StrokeKind::Inside);
    }
}

/// Scrolls what has the keyboard into sight where that has just come to it; called in every frame in which it has it.
pub fn show_gained(response: &Response) {
    // `Response::gained_focus` is false where an arrow key moved the keyboard: egui does that after the frame.
    let now = (response.id, response.ctx.cumulative_pass_nr());
    let last = response.ctx.data_mut(|data| {
        let kept = data.get_temp_mut_or(Id::unique("has the keyboard"), (Id::NULL, 0));
        std::mem::replace(kept, now)
    });
    let has_had_it = last.0 == now.0 && now.1 <= last.1 + 1;
    if !has_had_it {
        response.scroll_to_me(None);
    }
}

/// The ring around words that have the keyboard: beside them, since they have no edge.
pub fn ring_around(ui: &Ui, response: &Response) {
    if response.has_focus() {
        show_gained(response);
        let stroke = Stroke::new(1.5, Palette::of(ui.ctx()).focus);
        ui.painter().rect_stroke(response.rect.expand2(Vec2::new(3.0, 0.0)), 3.0, stroke, StrokeKind::Outside);
    }
}

/// How a chip looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chip {
    /// With a frame, but without the name, where there is little room.
    Short,
    /// With a frame, as in the tool row.
    Framed,
    /// Framed and armed: every selection is marked with it.
    Armed,
    /// Without a frame, as in the palette at the selection.
    Bare,
}

/// Names of labels and values are cut off beyond this width, in points.
const LONGEST_NAME: f32 = 240.0;

/// A label with its swatch, name and key.
pub fn label_chip(ui: &mut Ui, setter: &mut Typesetter, label: &Label, chip: Chip) -> Response {
    let palette = Palette::of(ui.ctx());
    let shade = palette.shade(label.color);
    let ink = if label.helper && chip == Chip::Framed { palette.soft } else { palette.ink };
    let shown = if chip == Chip::Short { "" } else { &label.name };
    let name = words::lay_out(ui, setter, shown, &Look::new(ink).within(LONGEST_NAME));
    let key = label.key.map(String::from).unwrap_or_default();
    let key = ui.painter().layout_no_wrap(key, theme::bold(11.0), palette.soft);
    let key_width = if key.size().x > 0.0 { key.size().x + 8.0 } else { 0.0 };
    let name_width = if chip == Chip::Short { -6.0 } else { words::width(&name) };
    let width = 8.0 + 16.0 + 8.0 + name_width + key_width + 10.0;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chip == Chip::Armed, &label.name));
    let painter = ui.painter();
    if chip != Chip::Bare {
        let fill = if response.hovered() { theme::over(palette.field, palette.hovered()) } else { palette.field };
        painter.rect(rect, 6.0, fill, Stroke::new(1.0, palette.hairline), StrokeKind::Inside);
    } else if response.hovered() {
        painter.rect_filled(rect, CORNER, palette.hovered());
    }
    if chip == Chip::Armed {
        painter.rect_stroke(rect, 6.0, Stroke::new(2.0, shade.line), StrokeKind::Inside);
    }
    if response.has_focus() {
        painter.rect_stroke(rect.expand(2.0), 7.0, Stroke::new(1.5, palette.focus), StrokeKind::Inside);
        show_gained(&response);
    }
    let middle = rect.center().y;
    let at = Rect::from_center_size(Pos2::new(rect.left() + 16.0, middle), Vec2::new(16.0, 11.0));
    paint_swatch(ui, at, label, shade);
    let x = rect.left() + 32.0;
    words::paint(ui, setter, &name, Pos2::new(x, middle - name.size().y / 2.0), ink);
    ui.painter().galley(Pos2::new(x + name_width + 8.0, middle - key.size().y / 2.0), key, palette.soft);
    response
}

/// One of a row of choices; together they look like one control.
pub fn segment(ui: &mut Ui, setter: &mut Typesetter, text: &str, chosen: bool) -> Response {
    let id = ui.next_auto_id();
    segment_as(ui, setter, text, chosen, (id, Sense::click()))
}

/// The same, called `id`, that feels what `sense` says.
pub fn segment_as(
    ui: &mut Ui,
    setter: &mut Typesetter,
    text: &str,
    chosen: bool,
    (id, sense): (Id, Sense),
) -> Response {
    let palette = Palette::of(ui.ctx());
    let look = Look::new(palette.ink).sized(theme::SMALL + 0.5).within(LONGEST_NAME);
    let name = words::lay_out(ui, setter, text, &if chosen { look.bold() } else { look });
    let size = Vec2::new(words::width(&name), name.size().y);
    let (_, rect) = ui.allocate_space(Vec2::new(size.x + 16.0, 25.0));
    let response = ui.interact(rect, id, sense);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, text));
    let fill = match (chosen, response.hovered()) {
        (true, _) => theme::over(palette.field, theme::faded(palette.focus, 0.16)),
        (false, true) => theme::over(palette.field, palette.hovered()),
        (false, false) => palette.field,
    };
    let edge = if response.has_focus() || chosen { palette.focus } else { palette.hairline };
    let edge = if chosen && !response.has_focus() { theme::faded(edge, 0.55) } else { edge };
    ui.painter().rect(rect, CORNER, fill, Stroke::new(1.0, edge), StrokeKind::Inside);
    ring(ui, &response);
    words::paint(ui, setter, &name, rect.center() - size / 2.0, palette.ink);
    response
}

/// Selects these characters of the text field `field`, or puts its caret there.
pub fn put_caret(ctx: &egui::Context, field: Id, chars: std::ops::Range<usize>) {
    use egui::text::{CCursor, CCursorRange};
    let mut state = egui::text_edit::TextEditState::load(ctx, field).unwrap_or_default();
    let [start, end] = [chars.start, chars.end].map(CCursor::new);
    state.cursor.set_char_range(Some(CCursorRange::two(start, end)));
    state.store(ctx, field);
}

/// A dashed frame around what the text proposes and nobody has kept yet.
pub fn dashed(ui: &Ui, rect: Rect, has_focus: bool) {
    let palette = Palette::of(ui.ctx());
    let rect = rect.shrink(0.5);
    let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    let color = if has_focus { palette.focus } else { palette.soft };
    let dashes = egui::Shape::dashed_line(&corners, Stroke::new(1.0, color), 4.0, 3.0);
    ui.painter().extend(dashes);
}

/// Words that can be clicked, underlined under the pointer.
pub fn link(ui: &mut Ui, text: &str) -> Response {
    let palette = Palette::of(ui.ctx());
    let galley = ui.painter().layout_no_wrap(text.to_owned(), egui::FontId::proportional(theme::BODY), palette.soft);
    let (rect, response) = ui.allocate_exact_size(galley.size() + Vec2::new(0.0, 4.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, text));
    let on = response.hovered() || response.has_focus();
    let color = if on { palette.ink } else { palette.soft };
    ui.painter().galley_with_override_text_color(rect.left_top() + Vec2::new(0.0, 2.0), galley, color);
    if on {
        ui.painter().hline(rect.x_range(), rect.bottom() - 2.0, Stroke::new(1.0, color));
    }
    ring_around(ui, &response);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A cross that removes something: `name` says to a screen reader what, `tip` to the pointer.
pub fn cross(ui: &mut Ui, name: &str, tip: &str) -> Response {
    let response = link(ui, "×");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response.on_hover_text(tip)
}

/// Shows `field` with the room that all fields have around what is typed; a screen reader calls it `name`.
pub fn field(ui: &mut Ui, name: &str, field: TextEdit<'_>) -> Response {
    let response = ui.add(field.margin(Margin::symmetric(8, 4)));
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, ui.is_enabled(), name));
    response
}

/// A hairline across what is left of the width.
pub fn hairline(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, Palette::of(ui.ctx()).hairline);
}

/// A dot that stands for changes not saved yet; the same room without one, so that nothing beside it moves.
pub fn dot(ui: &mut Ui, color: Option<Color32>, name: &str) {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(10.0, 20.0), Sense::hover());
    if let Some(color) = color {
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
        ui.painter().circle_filled(rect.center(), 3.5, color);
        response.on_hover_text(name);
    }
}
