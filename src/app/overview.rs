//! Where in the whole article? A strip that shows every mark and the screen, and goes where it is clicked.

use egui::{CursorIcon, Pos2, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo};

use super::desk::Desk;
use super::theme::{self, Palette};
use crate::project::LabelIndex;
use crate::session::Session;

/// The strip's width, in points.
pub const WIDTH: f32 = 22.0;

/// Marks of one label closer than this, in points, are drawn as one.
const GRAIN: f32 = 1.0;

/// Where the strip shows marks: found once for each state of the project and height of the strip.
#[derive(Debug, Default)]
pub struct Ticks {
    found_for: Option<(u64, f32)>,
    /// Label and place, as a part of the article from 0 to 1.
    places: Vec<(LabelIndex, f32)>,
}

impl Ticks {
    fn refresh(&mut self, session: &Session, height: f32) {
        let now = (session.history().state(), height);
        if self.found_for == Some(now) {
            return;
        }
        let project = session.project();
        let length = project.text().len().max(1) as f32;
        let grain = GRAIN / height.max(1.0);
        let mut last = vec![f32::NEG_INFINITY; project.scheme().labels.len()];
        self.places.clear();
        for annotation in project.annotations().iter().filter(|annotation| !project.label_of(annotation).helper) {
            let (label, part) = (annotation.label(), annotation.hull().start() as f32 / length);
            if part - last[label.get()] >= grain {
                last[label.get()] = part;
                self.places.push((label, part));
            }
        }
        self.found_for = Some(now);
    }
}

/// Shows the strip and scrolls the article when it is clicked or dragged.
pub fn show(ui: &mut Ui, desk: &mut Desk) {
    let rect = ui.available_rect_before_wrap();
    let response = ui.allocate_rect(rect, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Overview of the article"));
    let palette = Palette::of(ui.ctx());
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, palette.paper);
    painter.vline(rect.left() + 0.5, rect.y_range(), Stroke::new(1.0, palette.hairline));
    let track = rect.shrink2(Vec2::new(0.0, 6.0));
    let y = |part: f32| track.top() + track.height() * part.clamp(0.0, 1.0);
    let whole = desk.session.project().text().len().max(1) as f64;
    let part = |at: usize| (at as f64 / whole) as f32;
    let (start, end) = (part(desk.pane.shown().start), part(desk.pane.shown().end));
    let screen = Rect::from_min_max(
        Pos2::new(rect.left() + 2.0, y(start)),
        Pos2::new(rect.right() - 1.0, y(end).max(y(start) + 12.0)),
    );
    painter.rect_filled(screen, 3.0, theme::faded(palette.soft, if response.hovered() { 0.30 } else { 0.18 }));
    let length = desk.session.project().text().len().max(1) as f32;
    desk.ticks.refresh(&desk.session, track.height());
    for &(label, part) in &desk.ticks.places {
        let lane = label.get().min(3) as f32;
        let tick = Rect::from_min_size(Pos2::new(rect.left() + 4.0 + lane, y(part) - 1.5), Vec2::new(12.0, 3.0));
        let color = desk.session.project().scheme().label_at(label).color;
        painter.rect_filled(tick, 1.0, palette.shade(color).line);
    }
    if let Some(focused) = desk.session.focused() {
        let at = y(focused.hull().start() as f32 / length);
        let tick = Rect::from_min_size(Pos2::new(rect.left() + 2.0, at - 2.5), Vec2::new(18.0, 5.0));
        painter.rect_stroke(tick, 2.0, Stroke::new(1.5, palette.focus), egui::StrokeKind::Inside);
    }
    if let Some(pos) =
        response.interact_pointer_pos().filter(|_| response.is_pointer_button_down_on() || response.clicked())
    {
        let half = (end - start) / 2.0;
        desk.pane.jump_to((pos.y - track.top()) / track.height().max(1.0) - half, &desk.session);
    }
    response.on_hover_cursor(CursorIcon::PointingHand);
}
