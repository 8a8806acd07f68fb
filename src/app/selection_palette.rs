//! What can be done with the selection? A small row of labels just below its last line, never over the words.

use egui::{Area, Frame, Margin, Order, Pos2, Rect, Role, Ui, Vec2, WidgetInfo};

use super::access;
use super::desk::Desk;
use super::keys;
use super::pane::Shown;
use super::theme::Palette;
use super::typeset::Typesetter;
use super::widgets::{self, Chip};
use crate::session::{Command, Intent};

/// Height of the palette, for keeping it on the screen, in points.
const HEIGHT: f32 = 38.0;

/// Shows the palette while text is selected and the pointer is up; returns what the person wishes.
pub fn show(ui: &Ui, desk: &Desk, shown: Shown, setter: &mut Typesetter) -> Option<Command> {
    let lines = shown.selection?;
    let armed = matches!(desk.session.intent(), Intent::Mark(_));
    if armed || desk.session.matches().is_some() || ui.input(|input| input.pointer.any_down()) && !pointer_is_over(ui) {
        return None;
    }
    let mut wish = None;
    let palette = Palette::of(ui.ctx());
    let width = ui.ctx().memory(|memory| memory.area_rect(id())).map_or(400.0, |rect| rect.width());
    let at = place(lines, shown.pane, width);
    let area =
        Area::new(id()).order(Order::Foreground).fixed_pos(at).constrain(false).accessible_name("Mark the selection");
    area.show(ui.ctx(), |ui| {
        let frame = Frame::popup(ui.style()).inner_margin(Margin::same(4)).fill(palette.field);
        frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                access::region(ui, Role::Toolbar, "Labels for the selection");
                ui.spacing_mut().item_spacing.x = 2.0;
                let scheme = desk.session.project().scheme();
                for (index, label) in scheme.offered().take(9) {
                    if widgets::label_chip(ui, setter, label, Chip::Bare).clicked() {
                        wish = Some(Command::Tag(index));
                    }
                }
                ui.add_space(6.0);
                let add = [("Add part", Command::AddFragment)];
                let add = add.into_iter().filter(|_| desk.session.focused().is_some());
                for (name, command) in add.chain([("All matches…", Command::AllMatches)]) {
                    let key = keys::current(ui.ctx()).shown(&command).to_owned();
                    let help = command.info().map_or("", |info| info.help);
                    let link = widgets::link(ui, &format!("{name}  {key}"));
                    link.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
                    access::key(&link, &key);
                    if link.on_hover_text(help).clicked() {
                        wish = Some(command);
                    }
                    ui.add_space(6.0);
                }
            });
        });
    });
    wish
}

fn id() -> egui::Id {
    egui::Id::unique("selection palette")
}

fn pointer_is_over(ui: &Ui) -> bool {
    let rect = ui.ctx().memory(|memory| memory.area_rect(id()));
    let pos = ui.input(|input| input.pointer.latest_pos());
    rect.zip(pos).is_some_and(|(rect, pos)| rect.contains(pos))
}

/// Below the selection's last line; where that is at the bottom of the pane, above its first visible line.
fn place((first, below): (Rect, Rect), pane: Rect, width: f32) -> Pos2 {
    let x = (below.right() - width / 2.0).clamp(pane.left() + 8.0, (pane.right() - width - 8.0).max(pane.left() + 8.0));
    let y = below.bottom() + 9.0;
    let y = if y + HEIGHT > pane.bottom() { (first.top() - HEIGHT - 8.0).max(pane.top()) } else { y };
    Pos2::new(x, y) + Vec2::ZERO
}
