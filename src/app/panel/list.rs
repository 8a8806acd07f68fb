//! Which annotations are there? A list in the order of the text that filters, and follows the article both ways.

use std::collections::HashMap;

use egui::{Painter, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo};

use super::sweep::{Filter, Passing, Sweep};
use crate::app::access::{self, Stop};
use crate::app::scroll::{Anchor, Column, Lines};
use crate::app::theme::{self, Palette};
use crate::app::typeset::{Family, TextLayout, TextStyle, Typesetter};
use crate::app::widgets::{self, Chip};
use crate::project::{Annotation, Id, Project};
use crate::session::{Command, Session};
use crate::text::Span;

/// How much of a long annotation the list reads, in bytes: more than two lines ever show.
const READ: usize = 600;

/// Less than the height of any row, in points.
const LEAST: f32 = 30.0;

/// How the list is seen at the moment.
#[derive(Debug, Default)]
pub struct List {
    anchor: Anchor<usize>,
    filter: Filter,
    /// Whether the filter's fields are shown; without them nothing is filtered.
    filtering: bool,
    /// Whether the filter's field shall get the keyboard.
    wants_keyboard: bool,
    /// The annotations that pass the filter; nothing when nothing is filtered.
    sweep: Option<Sweep>,
    set: HashMap<Id, Row>,
    set_for: (f32, f32),
    state: u64,
    followed: Option<Id>,
}

/// One annotation as it is laid out.
#[derive(Debug)]
struct Row {
    words: TextLayout,
    details: TextLayout,
    /// What was laid out, and for which state of the project: only what has changed is laid out anew.
    said: [String; 2],
    state: u64,
}

impl Row {
    fn height(&self) -> f32 {
        (8.0 + self.words.size().y + 1.0 + self.details.size().y + 8.0).round()
    }
}

impl List {
    /// Shows or hides the filter; hidden, it filters nothing.
    pub fn toggle_filter(&mut self) {
        self.filtering = !self.filtering;
        self.wants_keyboard = self.filtering;
        self.filter = Filter::default();
        self.anchor = Anchor::default();
    }

    /// Filters for what is on the stretch `span` of the text.
    pub fn list_at(&mut self, span: Span) {
        self.filtering = true;
        self.filter = Filter { at: Some(span), ..Filter::default() };
        self.anchor = Anchor::default();
    }

    /// How many annotations pass the filter; nothing when nothing is filtered.
    pub fn passing(&self) -> Option<Passing> {
        self.sweep.as_ref().map(Sweep::passing)
    }

    /// Shows the list; returns what the person wishes.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, setter: &mut Typesetter) -> Vec<Command> {
        if self.filtering {
            self.filter_fields(ui, session.project(), setter);
        }
        self.refresh(ui, session);
        let rect = ui.available_rect_before_wrap();
        let response = ui.allocate_rect(rect, Sense::hover());
        let count = self.count(session.project());
        if count == 0 {
            self.empty_words(ui, rect, session.project().annotations().is_empty());
            return Vec::new();
        }
        self.scroll(ui, &response, session, setter, count);
        let list = UiBuilder::new().max_rect(rect).accessibility_role(Role::ListBox).accessibility_label("Annotations");
        let ui = ui.new_child(list);
        let mut commands = Vec::new();
        let mut top = rect.top() - self.anchor.offset;
        let mut next = None;
        let stop = self.stop(&ui, session, count, rect.height());
        for number in self.anchor.row..count {
            if top > rect.bottom() {
                break;
            }
            // One that is gone since it was found has no height.
            let Some(annotation) = self.nth(session.project(), number) else { continue };
            let height = self.row(setter, session.project(), annotation, rect.width(), &ui).height();
            let place = Rect::from_min_size(Pos2::new(rect.left(), top), Vec2::new(rect.width(), height));
            let row = self.show_row(&ui, (place.intersect(rect), place), session, setter, annotation, (number, stop));
            if row.clicked() {
                commands.push(Command::Focus(Some(annotation.id().clone())));
                self.followed = Some(annotation.id().clone());
            }
            access::option(&row, session.focused().map(Annotation::id) == Some(annotation.id()), (number, count));
            next = stop.follow(&row, number, count).or(next);
            top += height;
        }
        if let Some(next) = next {
            self.reveal(&ui, next, rect.size(), session, setter, count);
            stop.give(ui.ctx(), next);
        }
        commands
    }

    /// The rows as one stop of Tab: the one in focus, else the first on the screen.
    fn stop(&self, ui: &Ui, session: &Session, count: usize, screen: f32) -> Stop {
        let last = count.min(self.anchor.row + (screen / LEAST) as usize + 2);
        let focused = session.focused().and_then(|focused| self.number_of(session.project(), focused.id()));
        let shown = self.anchor.row..last;
        let usual = focused.filter(|focused| shown.contains(focused)).unwrap_or(self.anchor.row);
        Stop::new(ui.ctx(), egui::Id::unique("annotations"), shown, usual)
    }

    fn reveal(&mut self, ui: &Ui, number: usize, size: Vec2, session: &Session, setter: &mut Typesetter, count: usize) {
        let anchor = self.anchor;
        let mut rows = Lines(count, |row| self.height(ui, row, size.x, session, setter));
        let tall = rows.height(number);
        self.anchor = anchor.revealing((number, 0.0, tall), size.y, &mut rows);
    }

    /// The height of the row numbered `row`, in points.
    fn height(&mut self, ui: &Ui, row: usize, width: f32, session: &Session, setter: &mut Typesetter) -> f32 {
        let project = session.project();
        let annotation = self.nth(project, row);
        annotation.map_or(0.0, |annotation| self.row(setter, project, annotation, width, ui).height())
    }

    fn filter_fields(&mut self, ui: &mut Ui, project: &Project, setter: &mut Typesetter) {
        egui::Frame::NONE.inner_margin(egui::Margin::symmetric(12, 8)).show(ui, |ui| {
            ui.spacing_mut().item_spacing = Vec2::new(4.0, 6.0);
            let field = egui::TextEdit::singleline(&mut self.filter.words).hint_text("Words, speaker, note …");
            let response = ui.add(field.desired_width(f32::INFINITY));
            response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Filter the annotations"));
            if std::mem::take(&mut self.wants_keyboard) {
                response.request_focus();
            }
            if self.filter.at.is_some() && widgets::link(ui, "On one line of the article — show all").clicked() {
                self.filter.at = None;
            }
            ui.horizontal_wrapped(|ui| {
                for label in &project.scheme().labels {
                    let Some((index, _)) = project.scheme().label(&label.id) else { continue };
                    if label.retired && project.annotations().count_of(index) == 0 {
                        continue;
                    }
                    let on = self.filter.labels.contains(&index);
                    if widgets::label_chip(ui, setter, label, if on { Chip::Armed } else { Chip::Bare }).clicked() {
                        if on {
                            self.filter.labels.retain(|known| *known != index);
                        } else {
                            self.filter.labels.push(index);
                        }
                    }
                }
            });
        });
        widgets::hairline(ui);
    }

    /// Filters by no label any more: the scheme has others, or has them in other places.
    pub fn forget_labels(&mut self) {
        self.filter.labels.clear();
    }

    /// Forgets what was laid out for another width, and filters the present state of the project.
    fn refresh(&mut self, ui: &Ui, session: &Session) {
        self.state = session.history().state();
        let now = (ui.available_width(), ui.ctx().pixels_per_point());
        if self.set_for != now || self.set.len() > 2000 {
            self.set.clear();
            self.set_for = now;
        }
        let wanted = self.filtering && self.filter != Filter::default();
        if !wanted {
            self.sweep = None;
        } else if self.sweep.get_or_insert_default().go_on(session, &self.filter) {
            ui.ctx().request_repaint();
        }
    }

    fn count(&self, project: &Project) -> usize {
        self.sweep.as_ref().map_or(project.annotations().len(), |sweep| sweep.found().len())
    }

    fn nth<'a>(&self, project: &'a Project, number: usize) -> Option<&'a Annotation> {
        match &self.sweep {
            Some(sweep) => project.annotations().get(sweep.found().get(number)?),
            None => project.annotations().nth(number),
        }
    }

    /// The number in the list of the annotation `id`, when it passes the filter.
    fn number_of(&self, project: &Project, id: &Id) -> Option<usize> {
        match &self.sweep {
            Some(sweep) => sweep.number_of(project.annotations(), project.annotations().get(id)?),
            None => project.annotations().rank(id),
        }
    }

    fn scroll(&mut self, ui: &Ui, response: &Response, session: &Session, setter: &mut Typesetter, count: usize) {
        let (width, screen) = (response.rect.width(), response.rect.height());
        let hovered = response.contains_pointer();
        let delta = if hovered { -ui.input(egui::InputState::smooth_scroll_delta).y } else { 0.0 };
        let focused = session.focused().map(|annotation| annotation.id().clone());
        let follow = (focused != self.followed).then(|| self.number_of(session.project(), focused.as_ref()?)).flatten();
        self.followed = focused;
        let anchor = self.anchor;
        let mut rows = Lines(count, |row| self.height(ui, row, width, session, setter));
        let moved = anchor.moved(delta, screen, &mut rows);
        let anchor = match follow {
            Some(number) => {
                let tall = rows.height(number);
                moved.revealing((number, 0.0, tall), screen, &mut rows)
            }
            None => moved,
        };
        self.anchor = anchor;
    }

    fn row(
        &mut self,
        setter: &mut Typesetter,
        project: &Project,
        annotation: &Annotation,
        width: f32,
        ui: &Ui,
    ) -> &Row {
        let scale = ui.ctx().pixels_per_point();
        let state = self.state;
        if let Some(row) = self.set.get_mut(annotation.id()).filter(|row| row.state != state) {
            row.state = state;
            if row.said != said(project, annotation) {
                self.set.remove(annotation.id());
            }
        }
        self.set.entry(annotation.id().clone()).or_insert_with(|| {
            let said = said(project, annotation);
            let words = TextStyle::new(Family::Serif, 13.5, 1.4);
            let details = TextStyle::new(Family::Sans, theme::SMALL, 1.4);
            // The last paragraph's number is the widest.
            let digits = project.article().blocks().len().to_string().len() as f32;
            let room = (width - 64.0 - 8.0 * digits).max(60.0);
            Row {
                words: setter.lay_out_snippet(&said[0], &words, room, scale, 2),
                details: setter.lay_out_snippet(&said[1], &details, room, scale, 1),
                said,
                state,
            }
        })
    }

    fn show_row(
        &mut self,
        ui: &Ui,
        (seen, place): (Rect, Rect),
        session: &Session,
        setter: &mut Typesetter,
        annotation: &Annotation,
        (number, stop): (usize, Stop),
    ) -> Response {
        let project = session.project();
        let label = project.label_of(annotation);
        let focused = session.focused().map(Annotation::id) == Some(annotation.id());
        let response = ui.interact(seen, stop.id(number), stop.sense(number));
        response.widget_info(|| {
            let name = format!("{}: {}", label.name, words_of(project, annotation));
            WidgetInfo::selected(Role::Button, true, focused, name)
        });
        let painter = ui.painter().with_clip_rect(seen.intersect(ui.clip_rect()));
        ground(&painter, place, focused, &response);
        self.paint_row(ui, &painter, place, project, setter, annotation);
        response.on_hover_cursor(egui::CursorIcon::PointingHand)
    }

    fn paint_row(
        &mut self,
        ui: &Ui,
        painter: &Painter,
        place: Rect,
        project: &Project,
        setter: &mut Typesetter,
        annotation: &Annotation,
    ) {
        let palette = Palette::of(ui.ctx());
        let bar =
            Rect::from_min_max(place.min + Vec2::new(12.0, 8.0), Pos2::new(place.left() + 16.0, place.bottom() - 8.0));
        painter.rect_filled(bar, 2.0, palette.shade(project.label_of(annotation).color).line);
        let block = project.article().block_at(annotation.hull().start()).map_or(0, |block| block + 1);
        let at = Pos2::new(place.right() - 14.0, place.top() + 10.0);
        painter.text(
            at,
            egui::Align2::RIGHT_TOP,
            format!("¶{block}"),
            egui::FontId::proportional(theme::SMALL),
            palette.soft,
        );
        let row = self.row(setter, project, annotation, place.width(), ui);
        let at = place.min + Vec2::new(26.0, 8.0);
        setter.paint(painter, &row.words, at, palette.ink);
        setter.paint(painter, &row.details, at + Vec2::new(0.0, row.words.size().y + 1.0), palette.soft);
        painter.hline(place.x_range(), place.bottom() - 0.5, Stroke::new(1.0, palette.hairline));
    }

    fn empty_words(&self, ui: &Ui, rect: Rect, nothing_marked: bool) {
        let palette = Palette::of(ui.ctx());
        let words = if nothing_marked {
            "Nothing is marked yet.\n\nSelect words in the article and press\na label’s key, or press the key first\nand mark by selecting."
        } else {
            "No annotation passes the filter."
        };
        let at = Pos2::new(rect.center().x, rect.top() + 48.0);
        let galley = ui.painter().layout(
            words.into(),
            egui::FontId::proportional(theme::BODY),
            palette.soft,
            rect.width() - 32.0,
        );
        ui.painter().galley(Pos2::new(at.x - galley.size().x / 2.0, at.y), galley, palette.soft);
    }
}

/// What lies under a row: whether it is in focus, under the pointer, or has the keyboard.
pub(super) fn ground(painter: &Painter, place: Rect, focused: bool, response: &Response) {
    let palette = Palette::of(&response.ctx);
    if focused {
        painter.rect_filled(place, 0.0, palette.chosen());
        // The ground alone is hard to see where black is all around.
        painter.rect_filled(place.with_max_x(place.left() + 3.0), 0.0, palette.focus);
    } else if response.hovered() {
        painter.rect_filled(place, 0.0, palette.hovered());
    }
    if response.has_focus() {
        painter.rect_stroke(place, 0.0, Stroke::new(1.5, palette.focus), StrokeKind::Inside);
    }
}

/// What a row says of an annotation: its words, then its details.
fn said(project: &Project, annotation: &Annotation) -> [String; 2] {
    [words_of(project, annotation), details_of(project, annotation)]
}

/// The marked words, fragments with an ellipsis between them; of a long one the beginning.
fn words_of(project: &Project, annotation: &Annotation) -> String {
    let text = project.text();
    let cut = |part: &str| part[..part.floor_char_boundary(READ)].to_owned();
    let parts: Vec<String> = annotation.fragments().spans().iter().take(4).map(|span| cut(span.of(text))).collect();
    parts.join(" … ")
}

/// The label, then what matters of the attributes.
pub fn details_of(project: &Project, annotation: &Annotation) -> String {
    let label = project.label_of(annotation);
    let mut parts = vec![label.name.clone()];
    for attribute in label.attributes.iter().filter(|attribute| !attribute.more) {
        match annotation.attributes().get(&attribute.id).map(String::as_str) {
            None | Some("no") => {}
            Some("yes") => parts.push(attribute.name.to_lowercase()),
            Some("unsure") => parts.push(format!("{}?", attribute.name.to_lowercase())),
            Some(value) => parts.push(value.to_owned()),
        }
    }
    if annotation.fragments().spans().len() > 1 {
        parts.push(format!("{} parts", annotation.fragments().spans().len()));
    }
    if !annotation.note().is_empty() {
        parts.push("note".into());
    }
    parts.join(" · ")
}
