//! Where in the whole article? A strip that shows every mark, every place found and the screen, and goes where it is clicked.
//!
//! Places are parts of the text's bytes, not of its height: they are right however little of the article was ever laid out,
//! and learning the height of a row moves nothing.

use std::ops::Range;
use std::sync::Arc;

use egui::epaint::Mesh;
use egui::{Color32, CursorIcon, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo};

use super::access;
use super::desk::Desk;
use super::theme::{self, Palette};
use crate::project::LabelIndex;
use crate::session::Session;
use crate::text::Span;

/// The strip's width, in points.
pub const WIDTH: f32 = 22.0;

/// The least height of a mark, in points.
const LEAST: f32 = 3.0;
/// Marks of one label with less than this between them, in points, are drawn as one.
const GRAIN: f32 = 1.0;

/// What the strip shows, drawn once for each state of the project, of what was found and of the window.
#[derive(Debug, Default)]
pub struct Overview {
    rect: Option<Rect>,
    /// Where a press or a drag on it has gone to, in bytes of the text.
    target: Option<usize>,
    marks: Option<(Key, Arc<Mesh>)>,
    hits: Option<(Key, Arc<Mesh>)>,
}

/// The version of what is shown, the place of the strip, its colours.
type Key = (u64, Rect, Palette);

/// The strip while it is drawn.
#[derive(Clone, Copy)]
struct Strip {
    track: Rect,
    /// Length of the text, in bytes.
    length: f64,
}

impl Strip {
    fn y(&self, at: usize) -> f32 {
        self.track.top() + (at as f64 / self.length * f64::from(self.track.height())) as f32
    }

    /// The place in the text, in bytes, at the height `y`.
    fn byte_at(&self, y: f32) -> usize {
        let part = f64::from((y - self.track.top()) / self.track.height().max(1.0)).clamp(0.0, 1.0);
        (part * self.length) as usize
    }
}

impl Overview {
    /// Where it was on the screen in the last frame.
    pub fn rect(&self) -> Option<Rect> {
        self.rect
    }

    /// Notes that it is not shown.
    pub fn hide(&mut self) {
        self.rect = None;
    }
}

/// The mesh that was drawn for `key`, or a new one.
fn kept(known: &mut Option<(Key, Arc<Mesh>)>, key: Key, draw: impl FnOnce() -> Mesh) -> Arc<Mesh> {
    match known {
        Some((known, mesh)) if *known == key => Arc::clone(mesh),
        _ => {
            let mesh = Arc::new(draw());
            *known = Some((key, Arc::clone(&mesh)));
            mesh
        }
    }
}

/// The marks of each label in a column of its own. Where a stretch of them is no higher than a point it is drawn as one, so
/// that a million take no longer than some thousands.
fn draw_marks(strip: Strip, session: &Session, palette: &Palette) -> Mesh {
    let project = session.project();
    let mut columns = Columns::new(strip, session, palette);
    for stretch in project.annotations().stretches() {
        let [Some(first), Some(last)] = [stretch.annotations.first(), stretch.annotations.last()] else { continue };
        let (top, bottom) = (strip.y(first.hull().start()), strip.y(last.hull().start()));
        if bottom - top < GRAIN {
            stretch.labels().for_each(|label| columns.add(label, top..bottom));
        } else {
            for annotation in stretch.annotations {
                let hull = annotation.hull();
                columns.add(annotation.label(), strip.y(hull.start())..strip.y(hull.end()));
            }
        }
    }
    columns.finish()
}

struct Columns {
    mesh: Mesh,
    /// For each label its left and right edge and colour; nothing for helpers, which are not shown.
    places: Vec<Option<(f32, f32, Color32)>>,
    /// What is drawn next of each label.
    open: Vec<Option<Range<f32>>>,
}

impl Columns {
    fn new(strip: Strip, session: &Session, palette: &Palette) -> Self {
        let labels = &session.project().scheme().labels;
        let shown = labels.iter().filter(|label| !label.helper).count().max(1);
        let (left, room) = (strip.track.left() + 4.0, strip.track.width() - 9.0);
        let width = (room / shown as f32).floor().clamp(2.0, 4.0);
        let mut number = 0;
        let places = labels.iter().map(|label| {
            let place = (!label.helper).then(|| {
                let x = left + (number as f32 * width) % (room - width + 1.0).max(1.0);
                (x, x + width - 0.5, palette.shade(label.color).line)
            });
            number += usize::from(!label.helper);
            place
        });
        Self { mesh: Mesh::default(), places: places.collect(), open: vec![None; labels.len()] }
    }

    fn add(&mut self, label: LabelIndex, extent: Range<f32>) {
        let Some(open) = self.open.get_mut(label.get()) else { return };
        let bottom = extent.end.max(extent.start + LEAST);
        match open {
            Some(open) if extent.start <= open.end + GRAIN => open.end = open.end.max(bottom),
            _ => {
                let done = open.replace(extent.start..bottom);
                self.draw(label.get(), done);
            }
        }
    }

    fn draw(&mut self, label: usize, extent: Option<Range<f32>>) {
        if let (Some(extent), Some(Some((left, right, color)))) = (extent, self.places.get(label).copied()) {
            let rect = Rect::from_min_max(Pos2::new(left, extent.start), Pos2::new(right, extent.end));
            self.mesh.add_colored_rect(rect, color);
        }
    }

    fn finish(mut self) -> Mesh {
        for label in 0..self.open.len() {
            let last = self.open[label].take();
            self.draw(label, last);
        }
        self.mesh
    }
}

/// What was found, at the right edge: looked up for each point of the strip, so that millions take no longer than a few.
fn draw_hits(strip: Strip, hits: &[Span], palette: &Palette) -> Mesh {
    let mut mesh = Mesh::default();
    let mut next = 0;
    for step in 0..strip.track.height() as usize {
        let top = strip.track.top() + step as f32;
        let until = strip.byte_at(top + 1.0);
        let after = next + hits[next..].partition_point(|hit| hit.start() < until);
        if after > next {
            let corner = Pos2::new(strip.track.right() - 5.0, top - 1.0);
            mesh.add_colored_rect(Rect::from_min_size(corner, Vec2::new(5.0, 2.5)), palette.focus);
        }
        next = after;
    }
    mesh
}

/// Shows the strip at `rect`, beside the `article`, and scrolls the article when it is clicked or dragged. Drawn after the article, so that it shows
/// the screen as it is.
pub fn show(ui: &mut Ui, rect: Rect, article: Rect, desk: &mut Desk) {
    let response = ui.interact(rect, ui.scope_id().with("overview"), Sense::CLICK | Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Overview of the article"));
    let palette = Palette::of(ui.ctx());
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, palette.paper);
    let edge = if rect.left() < article.left() { rect.right() - 0.5 } else { rect.left() + 0.5 };
    painter.vline(edge, rect.y_range(), Stroke::new(1.0, palette.hairline));
    let track = rect.shrink2(Vec2::new(0.0, 6.0));
    let strip = Strip { track, length: desk.session.project().text().len().max(1) as f64 };
    desk.overview.rect = Some(rect);
    let shown = desk.pane.shown();
    access::part(&response, shown.start as f64 / strip.length);
    let screen = Rect::from_min_max(
        Pos2::new(rect.left() + 2.0, strip.y(shown.start)),
        Pos2::new(rect.right() - 1.0, strip.y(shown.end).max(strip.y(shown.start) + 12.0)),
    );
    painter.rect_filled(screen, 3.0, theme::faded(palette.soft, if response.hovered() { 0.30 } else { 0.18 }));
    let key = |version| (version, track, palette);
    let state = desk.session.history().state();
    let marks = kept(&mut desk.overview.marks, key(state), || draw_marks(strip, &desk.session, &palette));
    let found = key(desk.search.version());
    let hits = kept(&mut desk.overview.hits, found, || draw_hits(strip, desk.search.hits(), &palette));
    painter.add(Shape::Mesh(marks));
    painter.add(Shape::Mesh(hits));
    if let Some(focused) = desk.session.focused() {
        let at = strip.y(focused.hull().start());
        let tick = Rect::from_min_size(Pos2::new(rect.left() + 2.0, at - 2.5), Vec2::new(18.0, 5.0));
        painter.rect_stroke(tick, 2.0, Stroke::new(1.5, palette.focus), egui::StrokeKind::Inside);
    }
    let pressed = response.is_pointer_button_down_on() || response.clicked();
    let target = response.interact_pointer_pos().filter(|_| pressed).map(|pos| strip.byte_at(pos.y));
    if let Some(at) = target.filter(|_| target != desk.overview.target) {
        let half = (shown.end - shown.start) / 2;
        desk.pane.jump_to(at.saturating_sub(half), &desk.session);
        // The article was drawn before.
        ui.ctx().request_repaint();
    }
    desk.overview.target = target;
    response.on_hover_cursor(CursorIcon::PointingHand);
}
