//! How does a mark look? A tint, a line in its lane, the label's letter, an outline; and a count of what has no lane.

use egui::epaint::Mesh;
use egui::{
    Align2, Color32, CursorIcon, FontId, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
};

use super::marks::{LANES, Mark, RowMarks};
use super::paint::{Brush, rects};
use super::{Scene, Visible};
use crate::app::theme::{self, Shade};
use crate::app::typeset::{Line as TextLine, LineRect};
use crate::project::{Annotation, Label, Line};
use crate::session::Intent;
use crate::text::Span;

/// Points between two lanes of lines, when there is room.
const LANE: f32 = 4.0;
/// Room for all lanes below a line of text, as a part of what is free between two lines: into the next line's ascenders.
const ROOM: f32 = 1.6;
/// Room for all lanes, in points, where lines stand so close that hardly anything is free.
const LEAST_ROOM: f32 = 6.0;
/// The least margin beside the text, in points, in which letters of labels are shown.
const MARGIN: f32 = 60.0;
/// At most so many letters of labels stand beside a line.
const INITIALS: usize = 5;
/// Marks in lanes below these are not tinted: more layers would be darker than letters can stand.
const TINTED: usize = 3;

/// A mark with its places on the screen.
pub(super) struct Lined<'a> {
    mark: &'a Mark,
    parts: Vec<LineRect>,
    /// Whether another mark at its place is singled out.
    fades: bool,
}

/// Points between two lanes of a row that uses `lanes` of them: all have to fit.
pub(super) fn step_of(visible: &Visible, lanes: usize) -> f32 {
    let free = |line: &TextLine| (line.bottom - line.top) - (line.text_bottom - line.text_top);
    let room = visible.laid.text.lines().first().map_or(0.0, |line| free(line) * ROOM).max(LEAST_ROOM);
    LANE.min(room / lanes.max(1) as f32)
}

impl Brush<'_> {
    /// The marks of a row that are drawn, with those that are singled out although they have no lane.
    pub(super) fn lined<'m>(&self, visible: &Visible, marks: &'m RowMarks) -> Vec<Lined<'m>> {
        let singled_out = marks.hidden.iter().filter(|mark| self.is_focused(mark) || self.is_isolated(mark));
        let shown: Vec<&Mark> = marks.drawn.iter().chain(singled_out).collect();
        let isolated = shown.iter().find(|mark| self.is_isolated(mark)).copied();
        let lined = |mark: &'m Mark| Lined {
            mark,
            parts: rects(visible, &mark.parts),
            fades: isolated.is_some_and(|isolated| isolated != mark && isolated.meets(mark)),
        };
        shown.into_iter().map(lined).collect()
    }

    fn label(&self, mark: &Mark) -> (&Label, Shade) {
        let label = self.session.project().scheme().label_at(mark.label);
        (label, self.palette.shade(label.color))
    }

    pub(super) fn tints(&self, marks: &[Lined<'_>]) {
        let singled_out = |mark: &Mark| self.is_focused(mark) || self.is_isolated(mark);
        let tinted = |lined: &&Lined<'_>| !lined.fades && (lined.mark.lane < TINTED || singled_out(lined.mark));
        for lined in marks.iter().filter(tinted) {
            let (label, shade) = self.label(lined.mark);
            if !label.helper {
                lined.parts.iter().for_each(|part| {
                    self.painter.rect_filled(part.rect, 2.0, shade.tint);
                });
            }
        }
    }

    pub(super) fn lines(&self, visible: &Visible, marks: &[Lined<'_>], lanes: usize) {
        let step = step_of(visible, lanes);
        let thick = if lanes > 4 { 1.25 } else { 2.0 };
        let mut strokes = Strokes { mesh: Mesh::default(), scale: visible.laid.text.pixels_per_point() };
        for lined in marks {
            let (label, shade) = self.label(lined.mark);
            let color = if lined.fades { theme::faded(shade.line, 0.25) } else { shade.line };
            let below = lined.mark.lane as f32 * step;
            for part in &lined.parts {
                let y = part.rect.bottom() + below;
                strokes.line(label, color, (part.rect.left(), part.rect.right()), y, thick);
            }
            if self.is_focused(lined.mark) {
                let crossed = |other: &&Lined<'_>| lined.mark.gaps.iter().any(|gap| other.mark.crosses(gap));
                let below = marks.iter().filter(crossed).map(|other| other.mark.lane + 1).max();
                let lane = below.unwrap_or(lined.mark.lane);
                for gap in rects(visible, &lined.mark.gaps) {
                    let y = gap.rect.bottom() + lane as f32 * step + 0.5;
                    strokes.dashes((gap.rect.left(), gap.rect.right()), y, 1.25, (4.0, 3.0), color);
                }
            }
        }
        self.painter.add(Shape::mesh(strokes.mesh));
    }

    /// The first letters of the labels whose marks begin on a line, in their order, in the margin where the line ends: colour
    /// is not the only sign, and the text has no room for another.
    pub(super) fn initials(&self, visible: &Visible, marks: &[Lined<'_>], scene: &Scene) {
        if scene.left - scene.rect.left() < MARGIN {
            return;
        }
        let rtl = visible.laid.text.is_rtl();
        for line in visible.laid.text.lines() {
            let begins_here = |lined: &&Lined<'_>| {
                let first = lined.mark.parts.first();
                lined.mark.begins && first.is_some_and(|part| line.bytes.contains(&part.start))
            };
            let mut here: Vec<&Mark> = marks.iter().filter(begins_here).map(|lined| lined.mark).collect();
            here.retain(|mark| !self.label(mark).0.helper);
            here.sort_by_key(|mark| mark.parts.first().map(|part| part.start));
            let mut x = if rtl { scene.left - 8.0 } else { scene.left + scene.width + 8.0 };
            let y = visible.origin.y + line.baseline;
            for mark in here.into_iter().take(INITIALS) {
                let (label, shade) = self.label(mark);
                let letter = label.name.chars().next().map(|first| first.to_uppercase().collect::<String>());
                let align = if rtl { Align2::RIGHT_BOTTOM } else { Align2::LEFT_BOTTOM };
                let at = Pos2::new(x, y + 3.0);
                let color = theme::faded(shade.line, 0.9);
                let place = self.painter.text(at, align, letter.unwrap_or_default(), theme::bold(10.0), color);
                x = if rtl { place.left() - 3.0 } else { place.right() + 3.0 };
            }
        }
    }

    pub(super) fn outlines(&self, visible: &Visible, marks: &[Lined<'_>], lanes: usize) {
        let step = step_of(visible, lanes);
        for lined in marks.iter().filter(|lined| self.is_focused(lined.mark)) {
            for part in &lined.parts {
                let below = part.rect.bottom() + lined.mark.lane as f32 * step + 4.0;
                let around = part.rect.expand2(Vec2::new(1.0, 1.5)).with_max_y(below);
                self.painter.rect_stroke(around, 3.0, Stroke::new(1.25, self.palette.focus), StrokeKind::Outside);
            }
        }
    }

    /// Counts beside each line what the lanes below it have no room for; returns the line of which a person wants it all.
    pub(super) fn surplus(&self, ui: &Ui, visible: &Visible, marks: &RowMarks, scene: &Scene) -> Option<Span> {
        if marks.hidden.is_empty() {
            return None;
        }
        let mut wanted = None;
        for (number, line) in visible.laid.text.lines().iter().enumerate() {
            let count = marks.hidden.iter().filter(|mark| mark.crosses(&line.bytes)).count();
            let y = visible.origin.y + line.text_bottom + 5.0;
            if count == 0 || !scene.rect.y_range().contains(y) {
                continue;
            }
            let start = visible.row.span.start();
            let span = Span::new(self.session.project().text(), start + line.bytes.start..start + line.bytes.end);
            let (x, align) = match visible.laid.text.is_rtl() {
                false => (scene.left + scene.width + 8.0, Align2::LEFT_CENTER),
                true => (scene.left - 8.0, Align2::RIGHT_CENTER),
            };
            let words = format!("+{count}");
            let galley = ui.painter().layout_no_wrap(words.clone(), FontId::proportional(10.5), self.palette.soft);
            let place = align.anchor_size(Pos2::new(x, y), galley.size()).expand2(Vec2::new(4.0, 2.0));
            let response = ui.interact(place, ui.scope_id().with(("surplus", visible.id, number)), Sense::click());
            let what = format!("{count} more annotations on this line: list them");
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &what));
            let ground = if response.hovered() { self.palette.chosen() } else { self.palette.hovered() };
            self.painter.rect_filled(place, 4.0, ground);
            self.painter.galley(place.min + Vec2::new(4.0, 2.0), galley, self.palette.soft);
            crate::app::widgets::ring(ui, &response);
            if response.clicked() {
                wanted = span.ok();
            }
            response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(what);
        }
        wanted
    }

    fn is_focused(&self, mark: &Mark) -> bool {
        let from = match self.session.intent() {
            Intent::Relate { from, .. } => Some(from),
            _ => None,
        };
        let focused = self.session.focused().map(Annotation::id);
        mark.id.as_ref().is_some_and(|id| focused == Some(id) || from == Some(id))
    }

    fn is_isolated(&self, mark: &Mark) -> bool {
        mark.id.is_some() && mark.id.as_ref() == self.isolated
    }
}

/// The lines of a row, on whole pixels, as one mesh: a shape for each dot would take longer than the letters.
struct Strokes {
    mesh: Mesh,
    /// Physical pixels a point.
    scale: f32,
}

impl Strokes {
    fn line(&mut self, label: &Label, color: Color32, (left, right): (f32, f32), y: f32, thick: f32) {
        match label.line {
            Line::Solid if label.helper => self.bar((left, right), y, 1.25, color),
            Line::Solid => self.bar((left, right), y, thick, color),
            Line::Double => {
                self.bar((left, right), y - 0.5, thick / 2.0, color);
                self.bar((left, right), y - 0.5 + thick, thick / 2.0, color);
            }
            Line::Dotted => self.dashes((left, right), y, thick, (thick, thick), color),
            Line::Dashed => self.dashes((left, right), y, thick - 0.25, (6.0, 3.0), color),
        }
    }

    fn bar(&mut self, (left, right): (f32, f32), top: f32, thick: f32, color: Color32) {
        let (left, right) = (self.snap(left), self.snap(right).max(self.snap(left) + self.whole(1.0)));
        let top = self.snap(top);
        let rect = Rect::from_min_max(Pos2::new(left, top), Pos2::new(right, top + self.whole(thick)));
        self.mesh.add_colored_rect(rect, color);
    }

    fn dashes(&mut self, (left, right): (f32, f32), top: f32, thick: f32, (on, off): (f32, f32), color: Color32) {
        let (on, off) = (self.whole(on), self.whole(off));
        let mut start = self.snap(left);
        while start < right {
            self.bar((start, (start + on).min(right)), top, thick, color);
            start += on + off;
        }
    }

    /// The nearest place between two pixels.
    fn snap(&self, points: f32) -> f32 {
        (points * self.scale).round() / self.scale
    }

    /// The nearest length of whole pixels, at least one.
    fn whole(&self, points: f32) -> f32 {
        (points * self.scale).round().max(1.0) / self.scale
    }
}

impl Scene {
    /// The row at `pos`, the cluster there or above it in the lanes below its line, as a byte of the row, and the lane; no
    /// lane on the letters themselves.
    pub(super) fn lane_at(
        &self,
        pos: Pos2,
        lanes: impl Fn(&Visible) -> usize,
    ) -> Option<(&Visible, usize, Option<usize>)> {
        let visible = self.row_at(pos)?;
        let inside = pos - visible.origin;
        if let Some(cluster) = visible.laid.text.cluster_at(inside) {
            return Some((visible, cluster.start, None));
        }
        // Lanes reach into the line below, as far as no letters are there.
        let line = visible.laid.text.lines().iter().rfind(|line| line.text_bottom <= inside.y)?;
        let below = inside.y - line.text_bottom;
        let lane = (below / step_of(visible, lanes(visible))) as usize;
        let above = Vec2::new(inside.x, (line.text_top + line.text_bottom) / 2.0);
        let cluster = visible.laid.text.cluster_at(above).filter(|_| lane < LANES)?;
        Some((visible, cluster.start, Some(lane)))
    }
}
