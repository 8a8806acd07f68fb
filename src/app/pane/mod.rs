//! The article: reading it, selecting in it, and seeing what is marked.
//!
//! Only the rows on the screen are laid out and painted, so a frame costs the same at a page and at a gigabyte. The scroll
//! position is a row and an offset, see [`scroll`](super::scroll).

mod caret;
mod grips;
mod layouts;
mod lines;
mod marks;
mod paint;
mod pointer;
mod relations;
mod rows;
mod spoken;
pub mod told;

use std::ops::Range;
use std::rc::Rc;

use egui::{Event, EventFilter, Pos2, Rect, Response, Sense, Ui, Vec2, WidgetInfo};

use super::find::Hits;
use super::frame_log::Counted;
use super::scroll::{Anchor, Column};
use super::theme::Palette;
use super::typeset::Typesetter;
use crate::project::{Id, Project};
use crate::session::{Command, Session};
use crate::store::{Reading, Snap};
use crate::text::Span;
#[cfg(test)]
pub use caret::Spot;
use layouts::{Laid, Layouts, Setting};
use marks::{Mark, Marks};
use paint::Over;
use pointer::Gesture;
use rows::{Row, RowId, Rows};

/// How long the pointer rests on one of several marks, in seconds, before the others step back.
const REST: f32 = 0.25;

/// How the article of one session is seen at the moment.
#[derive(Debug, Default)]
pub struct Pane {
    layouts: Layouts,
    marks: Marks,
    anchor: Anchor<RowId>,
    /// The words at the top of the screen, for as long as the anchor stays what it is beside them.
    top: Option<(Anchor<RowId>, Top)>,
    gesture: Gesture,
    /// The annotation that the pointer singles out among others at its place.
    isolated: Option<Id>,
    /// What to bring into view in the next frame.
    reveal: Option<Span>,
    /// The column that the caret keeps while it moves up and down, in points.
    column: Option<f32>,
    /// The byte of a soft line break at which the caret stands at the end of the line before, not at the next one's start.
    leans: Option<usize>,
    /// Whether Tab has just led here, which is shown until something else is done.
    ringed: bool,
    /// The pane's size in the last frame, in points.
    screen: Vec2,
    /// What was on the screen in the last frame, in bytes of the text.
    shown: Range<usize>,
    counted: Counted,
}

/// The words at the top of the screen, whatever width and size they are set in.
#[derive(Clone, Copy, Debug)]
struct Top {
    /// The first byte of the line, in its row; nothing above the first line, where title and byline stand.
    byte: Option<usize>,
    /// The part of the line that is above the screen; without a line, of what stands above it.
    part: f32,
}

/// One row on the screen.
struct Visible {
    id: RowId,
    row: Row,
    /// Where the row's letters begin.
    origin: Pos2,
    /// The row's top, title and byline included.
    top: f32,
    laid: Rc<Laid>,
}

/// The rows of the article with their heights, for scrolling.
struct Stack<'a> {
    rows: Rows<'a>,
    project: &'a Project,
    layouts: &'a mut Layouts,
    setter: &'a mut Typesetter,
}

impl Column for Stack<'_> {
    type Id = RowId;

    fn last(&self) -> Option<RowId> {
        self.rows.last()
    }

    fn next(&self, row: RowId) -> Option<RowId> {
        self.rows.next(row)
    }

    fn previous(&self, row: RowId) -> Option<RowId> {
        self.rows.previous(row)
    }

    fn height(&mut self, row: RowId) -> f32 {
        self.layouts.laid(self.setter, self.project, row).height
    }
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
    /// The selection's first and last line on the screen, if there is one.
    pub selection: Option<(Rect, Rect)>,
}

impl Pane {
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

    /// Brings the row at the byte `at` to the top of the screen.
    pub fn jump_to(&mut self, at: usize, session: &Session) {
        self.anchor = Anchor::at(Rows::of(session.project().article()).at(at));
    }

    /// What was on the screen in the last frame, in bytes of the text.
    pub fn shown(&self) -> Range<usize> {
        self.shown.clone()
    }

    /// Says what a drag takes in from now on.
    pub fn snap_to(&mut self, snap: Snap) {
        self.gesture.snap = snap;
    }

    /// Shows the article and returns what the person wishes.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        setter: &mut Typesetter,
        reading: Reading,
        hits: Hits<'_>,
    ) -> (Shown, Vec<Command>) {
        let rect = ui.available_rect_before_wrap();
        let response = ui.interact(rect, Self::id(), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Document, true, "Article text"));
        let arrows = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(Self::id(), arrows));
        ui.painter().rect_filled(rect, 0.0, Palette::of(ui.ctx()).paper);
        let setting = Setting::new(rect.width(), reading, ui.ctx().pixels_per_point());
        self.begin_frame(setting, session, setter);
        self.screen = rect.size();
        self.scroll(ui, &response, session, setter);
        let left = (rect.center().x - setting.width / 2.0).round();
        let scene = Scene { rect, left, width: setting.width, visible: self.visible(rect, left, session, setter) };
        let (under, lane) = self.under(&response, &scene, session);
        let mut commands = pointer::read(ui, &response, &mut self.gesture, &scene, session, lane);
        self.isolate(ui, under);
        if !commands.is_empty() {
            self.column = None;
            self.leans = self.gesture.leans;
        }
        let caret = self.spot(session.selection().head, session, setter);
        let over = Over { isolated: self.isolated.as_ref(), hits, caret };
        let painted = paint::paint(ui, &scene, session, setter, &mut self.marks, over);
        commands.extend(painted.opened.map(Command::ListAt));
        if !self.gesture.resting {
            paint::name_marks(ui, &scene, session, setter, &response);
        }
        self.ring(ui, &response);
        commands.extend(spoken::publish(ui, &scene, session, &mut self.marks));
        self.shown = scene.bytes();
        self.counted = Counted { paragraphs: scene.visible.len(), annotations: painted.annotations };
        (Shown { pane: rect, selection: painted.selection }, commands)
    }

    /// Shows that the article has the keyboard where Tab has led to it; else the caret says so.
    fn ring(&mut self, ui: &Ui, response: &Response) {
        let pressed = |event: &Event| matches!(event, Event::Key { pressed: true, .. } | Event::PointerButton { .. });
        let (came, went) = ui.input(|input| (input.key_pressed(egui::Key::Tab), input.events.iter().any(pressed)));
        self.ringed = response.has_focus() && if response.gained_focus() { came } else { self.ringed && !went };
        if self.ringed {
            let stroke = egui::Stroke::new(1.5, Palette::of(ui.ctx()).focus);
            ui.painter().rect_stroke(response.rect, 0.0, stroke, egui::StrokeKind::Inside);
        }
    }

    /// The annotation under the pointer where there are several, and the one whose line it is on.
    fn under(&mut self, response: &Response, scene: &Scene, session: &Session) -> (Option<Id>, Option<Id>) {
        let Some(pos) = response.hover_pos() else { return (None, None) };
        let marks = &mut self.marks;
        let Some(row) = scene.row_at(pos) else { return (None, None) };
        let marks = marks.on(session, row.id, row.row.span);
        let Some((row, inside, lane)) = scene.lane_at(pos, |_| marks.lanes()) else { return (None, None) };
        let at = row.row.span.start() + inside;
        let here = |mark: &&Mark| mark.crosses(&(inside..inside + 1));
        let in_lane = marks.drawn.iter().filter(here).find(|mark| Some(mark.lane) == lane);
        let in_lane = in_lane.and_then(|mark| mark.id.clone());
        let several = marks.drawn.iter().chain(&marks.hidden).filter(here).nth(1).is_some();
        let innermost = || session.annotations_at(at).first().map(|annotation| annotation.id().clone());
        let under = several.then(|| in_lane.clone().or_else(innermost)).flatten();
        (under, in_lane)
    }

    /// Singles out what the pointer rests on, and lets go of it as soon as the pointer is elsewhere.
    fn isolate(&mut self, ui: &Ui, under: Option<Id>) {
        if self.isolated == under {
            return;
        }
        self.isolated = None;
        let rested = ui.input(|input| input.pointer.time_since_last_movement());
        if under.is_some() && !self.gesture.resting {
            if rested >= REST {
                self.isolated = under;
            } else {
                ui.ctx().request_repaint_after_secs(REST - rested);
            }
        }
    }

    /// The widget's id, for giving it the keyboard.
    pub fn id() -> egui::Id {
        egui::Id::unique("article")
    }

    /// The byte of the text at which the first line on the screen begins.
    #[cfg(test)]
    pub fn first_byte(&self, session: &Session) -> usize {
        let row = Rows::of(session.project().article()).get(self.anchor.row).expect("a row");
        row.span.start() + self.top().and_then(|top| top.byte).unwrap_or(0)
    }

    /// Where on the screen the caret at the byte `at` is, with the pane at `rect`.
    #[cfg(test)]
    pub fn place_of(&mut self, at: usize, rect: Rect, session: &Session, setter: &mut Typesetter) -> Pos2 {
        let left = (rect.center().x - self.layouts.setting().width / 2.0).round();
        let visible = self.visible(rect, left, session, setter);
        let id = Rows::of(session.project().article()).at(at);
        let visible = visible.iter().find(|visible| visible.id == id).expect("on the screen");
        visible.origin + visible.laid.text.caret(at - visible.row.span.start()).center().to_vec2()
    }

    /// Begins a frame; where width, size or scale are new, the same words stay at the top of the screen.
    fn begin_frame(&mut self, setting: Setting, session: &Session, setter: &mut Typesetter) {
        let top = self.layouts.is_other(setting).then(|| self.top()).flatten();
        self.layouts.begin_frame(setting);
        if let Some(top) = top {
            let laid = self.layouts.laid(setter, session.project(), self.anchor.row);
            self.anchor.offset = laid.offset_of(top);
            self.top = Some((self.anchor, top));
        }
    }

    /// The words at the top of the screen. Where they were held there by a change before, they are the same again: else
    /// dragging a window's edge would go back by a line now and then.
    fn top(&self) -> Option<Top> {
        match self.top {
            Some((anchor, top)) if anchor == self.anchor => Some(top),
            _ => Some(self.layouts.known(self.anchor.row)?.top_at(self.anchor.offset)),
        }
    }

    /// Whether a part of a paragraph that is laid out in parts begins at the byte `at`.
    #[cfg(test)]
    pub fn begins_a_part(at: usize, session: &Session) -> bool {
        let rows = Rows::of(session.project().article());
        rows.get(rows.at(at)).is_some_and(|row| row.continues && row.span.start() == at)
    }

    fn scroll(&mut self, ui: &Ui, response: &Response, session: &Session, setter: &mut Typesetter) {
        let screen = response.rect.height();
        let rows = Rows::of(session.project().article());
        let mut stack = Stack { rows, project: session.project(), layouts: &mut self.layouts, setter };
        if let Some(span) = self.reveal.take() {
            let id = rows.at(span.start());
            let laid = stack.layouts.laid(stack.setter, stack.project, id);
            let start = rows.get(id).map_or(0, |row| span.start().saturating_sub(row.span.start()));
            let line = laid.text.caret(start);
            let (top, bottom) = (laid.above + line.top(), laid.above + line.bottom());
            let top = if id == RowId::default() && laid.text.line_of(start) == 0 { 0.0 } else { top };
            self.anchor = self.anchor.revealing((id, top, bottom), screen, &mut stack);
            return;
        }
        let mut delta = 0.0;
        if response.hovered() || response.dragged() {
            delta -= ui.input(egui::InputState::smooth_scroll_delta).y;
        }
        delta += self.gesture.beyond(ui, response.rect);
        self.anchor = self.anchor.moved(delta, screen, &mut stack);
    }

    fn visible(&mut self, rect: Rect, left: f32, session: &Session, setter: &mut Typesetter) -> Vec<Visible> {
        let rows = Rows::of(session.project().article());
        let mut visible = Vec::new();
        let mut top = rect.top() - self.anchor.offset;
        let mut next = Some(self.anchor.row);
        while let Some(id) = next.filter(|_| top <= rect.bottom()) {
            let Some(row) = rows.get(id) else { break };
            let laid = self.layouts.laid(setter, session.project(), id);
            // Letters are painted on whole pixels; tints and lines must lie on the same.
            let scale = self.layouts.setting().pixels_per_point;
            let snap = |points: f32| (points * scale).round() / scale;
            let origin = Pos2::new(snap(left + laid.indent), snap(top + laid.above));
            let height = laid.height;
            visible.push(Visible { id, row, origin, top, laid });
            top += height;
            next = rows.next(id);
        }
        visible
    }
}

impl Laid {
    /// What stands at the top of the screen when `offset` points of the row are above it.
    fn top_at(&self, offset: f32) -> Top {
        let below = offset - self.above;
        let lines = self.text.lines();
        let line = lines.iter().find(|line| line.bottom > below).or(lines.last()).filter(|_| below >= 0.0);
        match line {
            Some(line) => {
                Top { byte: Some(line.bytes.start), part: (below - line.top) / (line.bottom - line.top).max(1.0) }
            }
            None => Top { byte: None, part: offset / self.above.max(1.0) },
        }
    }

    /// How many points of the row are above the screen when `top` stands at its top.
    fn offset_of(&self, top: Top) -> f32 {
        let line = top.byte.and_then(|byte| self.text.lines().get(self.text.line_of(byte)));
        line.map_or(top.part * self.above, |line| self.above + line.top + top.part * (line.bottom - line.top))
    }
}

impl Scene {
    /// The part of the article that is on the screen, in bytes; a guess within the first and the last row.
    fn bytes(&self) -> Range<usize> {
        let part = |visible: &Visible, y: f32| {
            let part = ((y - visible.top) / visible.laid.height.max(1.0)).clamp(0.0, 1.0);
            visible.row.span.start() + (part * visible.row.span.len() as f32) as usize
        };
        match (self.visible.first(), self.visible.last()) {
            (Some(first), Some(last)) => part(first, self.rect.top())..part(last, self.rect.bottom()),
            _ => 0..0,
        }
    }
}
