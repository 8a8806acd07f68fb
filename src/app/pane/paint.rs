//! How is the article painted? Tints, selection, letters, lines, outlines: in that order, so that letters stay clear.

use egui::{Align2, FontId, Painter, Pos2, Rect, Response, Stroke, StrokeKind, Ui, Vec2};

use super::caret::Spot;
use super::marks::Marks;
use super::{Pane, Scene, Visible};
use crate::app::find::Hits;
use crate::app::panel::list::details_of;
use crate::app::run::capital;
use crate::app::theme::{self, Palette};
use crate::app::typeset::{LineRect, Typesetter, name_of_control};
use crate::app::words::{self, Look};
use crate::project::{BlockKind, Id};
use crate::session::Session;
use crate::text::Span;

/// What was painted.
pub struct Painted {
    /// Where the first and the last line of the selection are that are on the screen.
    pub selection: Option<(Rect, Rect)>,
    /// How many annotations.
    pub annotations: usize,
    /// The line of which a person wants all annotations listed.
    pub opened: Option<Span>,
}

/// What is shown of marks and text beside themselves.
#[derive(Clone, Copy)]
pub struct Over<'a> {
    /// The annotation that the pointer singles out.
    pub isolated: Option<&'a Id>,
    /// What was looked for.
    pub hits: Hits<'a>,
    /// Where the caret is.
    pub caret: Spot,
}

/// Paints the pane.
pub fn paint(
    ui: &Ui,
    scene: &Scene,
    session: &Session,
    setter: &mut Typesetter,
    known: &mut Marks,
    over: Over<'_>,
) -> Painted {
    let brush =
        Brush { painter: ui.painter_at(scene.rect), palette: Palette::of(ui.ctx()), session, isolated: over.isolated };
    let has_keyboard = ui.ctx().memory(|memory| memory.has_focus(Pane::id()));
    let mut painted = Painted { selection: None, annotations: 0, opened: None };
    for visible in &scene.visible {
        let marks = known.on(session, visible.id, visible.row.span);
        let lines = brush.lined(visible, &marks);
        brush.tints(&lines);
        let here = brush.selection(visible).filter(|(_, last)| scene.rect.intersects(*last));
        painted.selection = match (painted.selection, here) {
            (Some((first, _)), Some((_, last))) => Some((first, last)),
            (before, here) => here.or(before),
        };
        brush.hits(visible, over.hits);
        painted.annotations += marks.count();
        brush.letters(visible, scene, setter);
        brush.lines(visible, &lines, marks.lanes());
        brush.outlines(visible, &lines, marks.lanes());
        brush.grips(visible);
        brush.initials(visible, &lines, scene);
        painted.opened = brush.surplus(ui, visible, &marks, scene).or(painted.opened);
        if has_keyboard && session.selection().is_caret() && over.caret.row == visible.id {
            brush.caret(visible, over.caret);
        }
    }
    brush.relations(scene, setter);
    if session.project().article().blocks().is_empty() {
        brush.nothing_here(scene);
    }
    painted
}

pub(super) struct Brush<'a> {
    pub(super) painter: Painter,
    pub(super) palette: Palette,
    pub(super) session: &'a Session,
    /// The annotation that the pointer singles out among others at its place.
    pub(super) isolated: Option<&'a Id>,
}

impl Brush<'_> {
    fn selection(&self, visible: &Visible) -> Option<(Rect, Rect)> {
        let row = &visible.row;
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
        let on =
            |line: usize| parts.iter().filter(move |part| part.line == line).map(|part| part.rect).reduce(Rect::union);
        let lines = || parts.iter().map(|part| part.line);
        on(lines().min()?).zip(on(lines().max()?))
    }

    /// What was looked for; the one that is selected stands out.
    fn hits(&self, visible: &Visible, hits: Hits<'_>) {
        let (start, end) = (visible.row.span.start(), visible.row.span.end());
        let first = hits.spans.partition_point(|hit| hit.end() <= start);
        for hit in hits.spans[first..].iter().take_while(|hit| hit.start() < end) {
            let part = hit.start().max(start) - start..hit.end().min(end) - start;
            let is_current = hits.current == Some(*hit);
            let ground = if is_current { self.palette.current_hit() } else { self.palette.hit() };
            for part in rects(visible, &[part]) {
                self.painter.rect_filled(part.rect, 2.0, ground);
                if is_current {
                    let edge = Stroke::new(1.0, self.palette.current_edge());
                    self.painter.rect_stroke(part.rect, 2.0, edge, StrokeKind::Outside);
                }
            }
        }
    }

    fn letters(&self, visible: &Visible, scene: &Scene, setter: &mut Typesetter) {
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
        if let Some(speaker) = &visible.laid.speaker {
            let top = Pos2::new(scene.left, visible.origin.y - speaker.size().y);
            setter.paint(&self.painter, speaker, top, self.palette.soft);
        }
        self.bullet(visible, scene);
        if visible.row.continues || scene.left - scene.rect.left() < 40.0 {
            return;
        }
        let (Some(line), rtl) = (visible.laid.text.lines().first(), visible.laid.text.is_rtl()) else { return };
        let baseline = visible.origin.y + line.baseline;
        let x = if rtl { 2.0 * scene.rect.center().x - scene.left + 24.0 } else { scene.left - 24.0 };
        let align = if rtl { Align2::LEFT_BOTTOM } else { Align2::RIGHT_BOTTOM };
        let number = visible.laid.said_at.clone().unwrap_or_else(|| (visible.id.block + 1).to_string());
        let faint = theme::faded(self.palette.soft, 0.85);
        self.painter.text(Pos2::new(x, baseline + 3.5), align, number, FontId::proportional(11.0), faint);
    }

    /// The sign of an item of a list, which is no part of the text.
    fn bullet(&self, visible: &Visible, scene: &Scene) {
        let laid = &visible.laid;
        if visible.row.kind != BlockKind::ListItem || visible.row.continues {
            return;
        }
        let Some(line) = laid.text.lines().first() else { return };
        let height = line.bottom - line.top;
        let x =
            if laid.text.is_rtl() { scene.left + scene.width - height * 0.3 } else { visible.origin.x - height * 0.36 };
        let middle = Pos2::new(x, visible.origin.y + line.baseline - height * 0.17);
        self.painter.circle_filled(middle, (height * 0.075).max(1.5), self.palette.soft);
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

/// Where parts of a row are on the screen.
pub(super) fn rects(visible: &Visible, parts: &[std::ops::Range<usize>]) -> Vec<LineRect> {
    let moved = |part: LineRect| LineRect { line: part.line, rect: part.rect.translate(visible.origin.to_vec2()) };
    parts.iter().flat_map(|part| visible.laid.text.rects(part.clone())).map(moved).collect()
}

/// Names what is marked where the pointer rests.
pub fn name_marks(ui: &Ui, scene: &Scene, session: &Session, setter: &mut Typesetter, response: &Response) {
    let Some(pos) = response.hover_pos().filter(|_| !ui.input(|input| input.pointer.any_down())) else { return };
    let Some(cluster) = scene.cluster_at(pos) else { return };
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
