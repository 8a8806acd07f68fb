//! How is one of several things chosen in a sheet? From lines of any content, by pointer or by the arrows.

use egui::{FocusDirection, Key, Response, Role, Ui, WidgetInfo};

use super::theme::Palette;
use super::widgets::show_gained;

/// A line that can be chosen, called `name`; `id` tells it from the others of its sheet.
pub fn line(ui: &mut Ui, id: &str, name: &str, content: impl FnOnce(&mut Ui)) -> Response {
    let palette = Palette::of(ui.ctx());
    let frame = egui::Frame::NONE.inner_margin(egui::Margin::symmetric(8, 6)).corner_radius(5);
    let mut frame = frame.begin(ui);
    frame.content_ui.set_width(frame.content_ui.available_width());
    content(&mut frame.content_ui);
    // An id of its own: the frame's is one that cannot have the keyboard.
    let place = frame.allocate_space(ui).rect;
    let response = ui.interact(place, ui.scope_id().with(id), egui::Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if response.hovered() || response.has_focus() {
        frame.frame.fill = if response.has_focus() { palette.chosen() } else { palette.hovered() };
    }
    if response.has_focus() {
        show_gained(&response);
        frame.frame.stroke = egui::Stroke::new(1.5, palette.focus);
    }
    frame.paint(ui);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// Moves the keyboard from line to line: to egui, what is scrolled out of sight lies behind the buttons below, which it would
/// go to from the middle of the list.
pub fn move_among(ui: &Ui, lines: &[Response]) {
    let Some(at) = lines.iter().position(Response::has_focus) else { return };
    let presses = |key| ui.input(|input| input.num_presses(key));
    let [up, down] = [presses(Key::ArrowUp), presses(Key::ArrowDown)];
    let to = match [presses(Key::Home), presses(Key::End)] {
        [0, 0] => (at + down).saturating_sub(up),
        [_, 0] => 0,
        _ => lines.len(),
    };
    if up + down > 0 {
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    }
    if let Some(line) = lines.get(to.min(lines.len() - 1)).filter(|line| !line.has_focus()) {
        line.request_focus();
    }
}
