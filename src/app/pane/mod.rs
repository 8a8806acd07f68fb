//! The article: reading it, selecting in it, and seeing what is marked.
//!
//! Only the rows on the screen are laid out and painted, so a frame costs the same at a page and at a gigabyte. The scroll
//! position is a row and an offset, see [`scroll`](super::scroll).

mod caret;
mod layouts;
mod marks;
mod paint;
mod pointer;
mod rows;

use std::rc::Rc;

use egui::{EventFilter, Id, Pos2, Rect, Response, Sense, Ui, Vec2, WidgetInfo};

use super::frame_log::Counted;
use super::scroll::Anchor;
use super::theme::Palette;
use super::typeset::Typesetter;
use crate::session::{Command, Session};
use crate::store::Reading;
use crate::text::Span;
#[cfg(test)]
pub use caret::Spot;
use layouts::{Laid, Layouts, Setting};
use marks::Marks;
use pointer::Gesture;
use rows::Rows;

/// How the article of one session is seen at the moment.
#[derive(Debug, Default)]
pub struct Pane {
    rows: Rows,
    layouts: Layouts,
    marks: Marks,
    anchor: Anchor,
    gesture: Gesture,
    /// What to bring into view in the next frame.
    reveal: Option<Span>,
    /// The column that the caret keeps while it moves up and down, in points.
    column: Option<f32>,
    /// The byte of a soft line break at which the caret stands at the end of the line before, not at the next one's start.
    leans: Option<usize>,
    /// The pane's size in the last frame, in points.
    screen: Vec2,
    counted: Counted,
}

/// One row on the screen.
struct Visible {
    number: usize,
    /// Where the row's letters begin.
    origin: Pos2,
    /// The row's top, title and byline included.
    top: f32,
    laid: Rc<Laid>,
}

/// What the pane shows this frame, for painting and for the pointer.
struct Scene {
    rect: Rect,
    left: f32,
    /// Width of the text.
    width: f32,
    visible: Vec<Visible>,
}

/// Where on the screen something in the article is, for what floats beside it.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    /// The pane.
    pub pane: Rect,
    /// The selection's last line, when it is on the screen.
    pub selection: Option<Rect>,
}

impl Pane {
    /// The view of a newly opened article, from its beginning.
    pub fn new(session: &Session) -> Self {
        Self { rows: Rows::new(session.project().article()), ..Self::default() }
    }

    /// Brings `span` into view in the next frame, if it is not.
    pub fn reveal(&mut self, span: Span) {
        self.reveal = Some(span);
    }

    /// Brings the caret into view in the next frame, if it is not.
    pub fn reveal_caret(&mut self, session: &Session) {
        self.reveal = session.caret_span().or(self.reveal);
    }

    /// Notes that keys are in use: nothing is named where the pointer happens to rest.
    pub fn note_keys(&mut self) {
        self.gesture.resting = true;
    }

    /// How much the last frame showed.
    pub fn counted(&self) -> Counted {
        self.counted
    }

    /// Lays everything out again, e.g. because title or byline changed.
    pub fn forget_layout(&mut self) {
        self.layouts.clear();
    }

    /// Brings the part of the article at `part` (0 the beginning, 1 the end) to the top of the screen.
    pub fn jump_to(&mut self, part: f32, session: &Session) {
        let text = session.project().text();
        let at = (f64::from(part.clamp(0.0, 1.0)) * text.len() as f64) as usize;
        self.anchor = Anchor { row: self.rows.at(text.floor_char_boundary(at)), offset: 0.0 };
    }

    /// The parts of the article, 0 to 1, where the screen begins and ends.
    pub fn seen(&self, session: &Session) -> (f32, f32) {
        let length = session.project().text().len().max(1) as f64;
        let start = self.rows.get(self.anchor.row).map_or(0, |row| row.span.start());
        let mut end = start;
        let mut filled = -self.anchor.offset;
        for number in self.anchor.row..self.rows.len() {
            let Some(row) = self.rows.get(number) else { break };
            let setting = self.layouts.setting();
            // A guess that only the mark at the edge shows: letters are half as wide as high.
            let lines = (row.span.len() as f32 * setting.size * 0.5 / setting.width).ceil().max(1.0);
            filled += (lines * setting.line_height + 0.76) * setting.size;
            end = row.span.end();
            if filled >= self.screen.y {
                break;
            }
        }
        ((start as f64 / length) as f32, (end as f64 / length) as f32)
    }

    /// Shows the article and returns what the person wishes.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        setter: &mut Typesetter,
        reading: Reading,
    ) -> (Shown, Vec<Command>) {
        let rect = ui.available_rect_before_wrap();
        let response = ui.interact(rect, Self::id(), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, "Article text"));
        let arrows = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(Self::id(), arrows));
        ui.painter().rect_filled(rect, 0.0, Palette::of(ui.ctx()).paper);
        let setting = Setting::new(rect.width(), reading, ui.ctx().pixels_per_point());
        self.layouts.begin_frame(setting);
        self.screen = rect.size();
        self.scroll(ui, &response, session, setter);
        let left = (rect.center().x - setting.width / 2.0).round();
        let scene = Scene { rect, left, width: setting.width, visible: self.visible(rect, left, session, setter) };
        let commands = pointer::read(ui, &response, &mut self.gesture, &scene, &self.rows, session);
        if !commands.is_empty() {
            self.column = None;
            self.leans = self.gesture.leans;
        }
        let caret = self.spot(session.selection().head, session, setter);
        let painted = paint::paint(ui, &scene, &self.rows, caret, session, setter, &mut self.marks);
        if !self.gesture.resting {
            paint::name_marks(ui, &scene, &self.rows, session, setter, &response);
        }
        self.counted = Counted { paragraphs: scene.visible.len(), annotations: painted.annotations };
        (Shown { pane: rect, selection: painted.selection }, commands)
    }

    /// The widget's id, for giving it the keyboard.
    pub fn id() -> Id {
        Id::unique("article")
    }

    /// Where on the screen the caret at the byte `at` is, with the pane at `rect`.
    #[cfg(test)]
    pub fn place_of(&mut self, at: usize, rect: Rect, session: &Session, setter: &mut Typesetter) -> Pos2 {
        let left = (rect.center().x - self.layouts.setting().width / 2.0).round();
        let visible = self.visible(rect, left, session, setter);
        let number = self.rows.at(at);
        let row = visible.iter().find(|visible| visible.number == number).expect("on the screen");
        let start = self.rows.get(number).expect("a row").span.start();
        row.origin + row.laid.text.caret(at - start).center().to_vec2()
    }

    /// Whether a part of a paragraph that is laid out in parts begins at the byte `at`.
    #[cfg(test)]
    pub fn begins_a_part(&self, at: usize) -> bool {
        self.rows.get(self.rows.at(at)).is_some_and(|row| row.continues && row.span.start() == at)
    }

    fn scroll(&mut self, ui: &Ui, response: &Response, session: &Session, setter: &mut Typesetter) {
        let Self { rows, layouts, anchor, gesture, reveal, .. } = self;
        let screen = response.rect.height();
        if let Some(span) = reveal.take() {
            let number = rows.at(span.start());
            let part = layouts.laid(setter, session.project(), rows, number);
            let start = rows.get(number).map_or(0, |row| span.start().saturating_sub(row.span.start()));
            let line = part.text.caret(start);
            let (top, bottom) = (part.above + line.top(), part.above + line.bottom());
            let top = if number == 0 && part.text.line_of(start) == 0 { 0.0 } else { top };
            let height = |number: usize| layouts.laid(setter, session.project(), rows, number).height;
            *anchor = anchor.revealing((number, top, bottom), rows.len(), screen, height);
            return;
        }
        let mut delta = 0.0;
        if response.hovered() || response.dragged() {
            delta -= ui.input(egui::InputState::smooth_scroll_delta).y;
        }
        delta += gesture.beyond(ui, response.rect);
        let height = |number: usize| layouts.laid(setter, session.project(), rows, number).height;
        *anchor = anchor.moved(delta, rows.len(), screen, height);
    }

    fn visible(&mut self, rect: Rect, left: f32, session: &Session, setter: &mut Typesetter) -> Vec<Visible> {
        let mut visible = Vec::new();
        let mut top = rect.top() - self.anchor.offset;
        for number in self.anchor.row..self.rows.len() {
            if top > rect.bottom() {
                break;
            }
            let laid = self.layouts.laid(setter, session.project(), &self.rows, number);
            // Letters are painted on whole pixels; tints and lines must lie on the same.
            let scale = self.layouts.setting().pixels_per_point;
            let snap = |points: f32| (points * scale).round() / scale;
            let origin = Pos2::new(snap(left + laid.indent), snap(top + laid.above));
            let height = laid.height;
            visible.push(Visible { number, origin, top, laid });
            top += height;
        }
        visible
    }
}
