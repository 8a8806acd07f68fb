//! How is the article painted? Tints, selection, letters, lines, outlines: in that order, so that letters stay clear.

use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Response, Stroke, StrokeKind, Ui, Vec2};

use super::caret::Spot;
use super::marks::{Mark, Marks};
use super::{Pane, Scene, Visible, rows::Row, rows::Rows};
use crate::app::panel::list::details_of;
use crate::app::run::capital;
use crate::app::theme::{self, Palette, Shade};
use crate::app::typeset::{Line as TextLine, LineRect, Typesetter, name_of_control};
use crate::app::words::{self, Look};
use crate::project::{Label, Line};
use crate::session::{Intent, Session};

/// Points between two lanes of lines, when there is room.
const LANE: f32 = 4.0;
/// Room for all lanes below a line of text, as a part of what is free between two lines: into the next line's ascenders.
const LANES: f32 = 1.6;
/// Room for all lanes, in points, where lines stand so close that hardly anything is free.
const LEAST_LANES: f32 = 6.0;

/// What was painted.
pub struct Painted {
    /// Where the last line of the selection is, when it is on the screen.
    pub selection: Option<Rect>,
    /// How many annotations.
    pub annotations: usize,
}

/// Paints the pane.
pub fn paint(
    ui: &Ui,
    scene: &Scene,
    rows: &Rows,
    caret: Spot,
    session: &Session,
    setter: &mut Typesetter,
    known: &mut Marks,
) -> Painted {
    let brush = Brush { painter: ui.painter_at(scene.rect), palette: Palette::of(ui.ctx()), session };
    let has_keyboard = ui.ctx().memory(|memory| memory.has_focus(Pane::id()));
    let mut painted = Painted { selection: None, annotations: 0 };
    for visible in &scene.visible {
        let Some(row) = rows.get(visible.number) else { continue };
        let marks = known.on(session, visible.number, row.span);
        brush.tints(visible, &marks);
        painted.selection = brush.selection(visible, row).or(painted.selection);
        painted.annotations += marks.len();
        brush.letters(visible, row, scene, setter);
        brush.lines(visible, &marks);
        brush.outline(visible, &marks);
        if has_keyboard && session.selection().is_caret() && caret.row == visible.number {
            brush.caret(visible, caret);
        }
    }
    if session.project().article().blocks().is_empty() {
        brush.nothing_here(scene);
    }
    painted
}

struct Brush<'a> {
    painter: Painter,
    palette: Palette,
    session: &'a Session,
}

impl Brush<'_> {
    fn label(&self, mark: &Mark) -> (&Label, Shade) {
        let label = self.session.project().scheme().label_at(mark.label);
        (label, self.palette.shade(label.color))
    }

    fn tints(&self, visible: &Visible, marks: &[Mark]) {
        for mark in marks {
            let (label, shade) = self.label(mark);
            if label.helper {
                continue;
            }
            for part in rects(visible, &mark.parts) {
                self.painter.rect_filled(part.rect, 2.0, shade.tint);
            }
        }
    }

    fn selection(&self, visible: &Visible, row: &Row) -> Option<Rect> {
        let selected = self.session.selection().bytes();
        let (start, end) = (selected.start.max(row.span.start()), selected.end.min(row.span.end()));
        if start >= end {
            return None;
        }
        let part = start - row.span.start()..end - row.span.start();
        let parts = rects(visible, &[part]);
        for part in &parts {
            self.painter.rect_filled(part.rect, 0.0, self.palette.selection());
        }
        let last = parts.iter().map(|part| part.line).max()?;
        parts.iter().filter(|part| part.line == last).map(|part| part.rect).reduce(Rect::union)
    }

    fn letters(&self, visible: &Visible, row: &Row, scene: &Scene, setter: &mut Typesetter) {
        if let Some(head) = &visible.laid.head {
            let gap = visible.laid.above - head.title.size().y - head.byline.size().y;
            let top = Pos2::new(scene.left, visible.top + gap * 0.52);
            setter.paint(&self.painter, &head.title, top, self.palette.ink);
            let below = top + Vec2::new(0.0, head.title.size().y + gap * 0.08);
            // Above an article that runs from the right a byline in Latin stands at the right too.
            let turned = head.title.is_rtl() && !head.byline.is_rtl();
            let room = if turned { scene.width - head.byline.size().x } else { 0.0 };
            setter.paint(&self.painter, &head.byline, below + Vec2::new(room, 0.0), self.palette.soft);
        }
        setter.paint(&self.painter, &visible.laid.text, visible.origin, self.palette.ink);
        if row.continues || scene.left - scene.rect.left() < 40.0 {
            return;
        }
        let (Some(line), rtl) = (visible.laid.text.lines().first(), visible.laid.text.is_rtl()) else { return };
        let baseline = visible.origin.y + line.baseline;
        let x = if rtl { 2.0 * scene.rect.center().x - scene.left + 24.0 } else { scene.left - 24.0 };
        let align = if rtl { Align2::LEFT_BOTTOM } else { Align2::RIGHT_BOTTOM };
        let number = (row.block + 1).to_string();
        let faint = theme::faded(self.palette.soft, 0.85);
        self.painter.text(Pos2::new(x, baseline + 3.5), align, number, FontId::proportional(11.0), faint);
    }

    fn lines(&self, visible: &Visible, marks: &[Mark]) {
        let step = step_of(visible, marks);
        for mark in marks {
            let (label, shade) = self.label(mark);
            let below = mark.lane as f32 * step;
            for part in rects(visible, &mark.parts) {
                let y = part.rect.bottom() + below;
                self.line(label, shade.line, part.rect.left(), part.rect.right(), y);
            }
            if self.is_focused(mark) {
                let crossed = |other: &&Mark| mark.gaps.iter().any(|gap| other.crosses(gap));
                let lane = marks.iter().filter(crossed).map(|other| other.lane + 1).max().unwrap_or(mark.lane);
                for gap in rects(visible, &mark.gaps) {
                    let y = gap.rect.bottom() + lane as f32 * step + 0.5;
                    self.dashes(gap.rect.left(), gap.rect.right(), y, 1.25, (4.0, 3.0), shade.line);
                }
            }
        }
    }

    fn line(&self, label: &Label, color: Color32, left: f32, right: f32, y: f32) {
        let bar = |top: f32, thick: f32| {
            let rect = Rect::from_min_max(Pos2::new(left, top), Pos2::new(right, top + thick));
            self.painter.rect_filled(rect, 0.0, color);
        };
        match label.line {
            Line::Solid if label.helper => bar(y, 1.25),
            Line::Solid => bar(y, 2.0),
            Line::Double => {
                bar(y - 0.5, 1.0);
                bar(y + 1.5, 1.0);
            }
            Line::Dotted => self.dashes(left, right, y + 1.0, 2.25, (2.25, 2.25), color),
            Line::Dashed => self.dashes(left, right, y + 1.0, 1.75, (6.0, 3.0), color),
        }
    }

    fn dashes(&self, left: f32, right: f32, middle: f32, thick: f32, (on, off): (f32, f32), color: Color32) {
        let count = ((right - left) / (on + off)).ceil().max(1.0) as usize;
        for number in 0..count {
            let start = left + number as f32 * (on + off);
            let end = (start + on).min(right);
            let rect = Rect::from_min_max(Pos2::new(start, middle - thick / 2.0), Pos2::new(end, middle + thick / 2.0));
            self.painter.rect_filled(rect, if thick > 2.0 { thick / 2.0 } else { 0.0 }, color);
        }
    }

    fn outline(&self, visible: &Visible, marks: &[Mark]) {
        let step = step_of(visible, marks);
        for mark in marks.iter().filter(|mark| self.is_focused(mark)) {
            for part in rects(visible, &mark.parts) {
                let below = part.rect.bottom() + mark.lane as f32 * step + 4.0;
                let around = part.rect.expand2(Vec2::new(2.0, 1.5)).with_max_y(below);
                self.painter.rect_stroke(around, 3.0, Stroke::new(1.5, self.palette.focus), StrokeKind::Outside);
            }
        }
    }

    fn is_focused(&self, mark: &Mark) -> bool {
        let from = match self.session.intent() {
            Intent::Relate { from, .. } => Some(from),
            _ => None,
        };
        self.session.focused().map(crate::project::Annotation::id) == Some(&mark.id) || from == Some(&mark.id)
    }

    fn caret(&self, visible: &Visible, spot: Spot) {
        let caret = visible.laid.text.caret_on(spot.line, spot.inside);
        let x = visible.origin.x + caret.center().x;
        let (top, bottom) = (visible.origin.y + caret.top(), visible.origin.y + caret.bottom());
        self.painter.vline(x, top..=bottom, Stroke::new(1.5, self.palette.focus));
    }

    fn nothing_here(&self, scene: &Scene) {
        let words = "This article is empty: there is nothing to mark.";
        self.painter.text(
            scene.rect.center(),
            Align2::CENTER_CENTER,
            words,
            FontId::proportional(15.0),
            self.palette.soft,
        );
    }
}

/// Points between two lanes of a row: all of them have to fit.
fn step_of(visible: &Visible, marks: &[Mark]) -> f32 {
    let free = |line: &TextLine| (line.bottom - line.top) - (line.text_bottom - line.text_top);
    let room = visible.laid.text.lines().first().map_or(0.0, |line| free(line) * LANES).max(LEAST_LANES);
    let lanes = marks.iter().map(|mark| mark.lane + 1).max().unwrap_or(1);
    LANE.min(room / lanes as f32)
}

fn rects(visible: &Visible, parts: &[std::ops::Range<usize>]) -> Vec<LineRect> {
    let moved = |part: LineRect| LineRect { line: part.line, rect: part.rect.translate(visible.origin.to_vec2()) };
    parts.iter().flat_map(|part| visible.laid.text.rects(part.clone())).map(moved).collect()
}

/// Names what is marked where the pointer rests.
pub fn name_marks(
    ui: &Ui,
    scene: &Scene,
    rows: &Rows,
    session: &Session,
    setter: &mut Typesetter,
    response: &Response,
) {
    let Some(pos) = response.hover_pos().filter(|_| !ui.input(|input| input.pointer.any_down())) else { return };
    let Some(cluster) = scene.cluster_at(rows, pos) else { return };
    let here = session.annotations_at(cluster.start);
    let text = session.project().text();
    let control = text.get(cluster).and_then(|cluster| name_of_control(cluster.chars().next()?));
    if here.is_empty() && control.is_none() {
        return;
    }
    let palette = Palette::of(ui.ctx());
    response.clone().on_hover_ui_at_pointer(|ui| {
        if let Some(name) = control {
            ui.label(capital(name));
        }
        for annotation in here.iter().take(8) {
            let label = session.project().label_of(annotation);
            ui.horizontal(|ui| {
                crate::app::widgets::swatch(ui, label, &palette);
                words::show(
                    ui,
                    setter,
                    &details_of(session.project(), annotation),
                    Look::new(palette.ink).within(360.0),
                );
            });
        }
        match here.len() {
            0 | 1 => {}
            many if many > 8 => drop(ui.weak(format!("and {} more; click again for the next", many - 8))),
            _ => drop(ui.weak("click again for the one underneath")),
        }
    });
}
