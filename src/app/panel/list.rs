//! Which annotations are there? A list in the order of the text that filters, and follows the article both ways.

use std::collections::HashMap;

use egui::{Painter, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use crate::app::scroll::Anchor;
use crate::app::theme::{self, Palette};
use crate::app::typeset::{Family, TextLayout, TextStyle, Typesetter};
use crate::app::widgets::{self, Chip};
use crate::project::{Annotation, Id, LabelIndex, Project};
use crate::session::{Command, Session};

/// How much of a long annotation the list reads, in bytes: more than two lines ever show.
const READ: usize = 600;

/// How the list is seen at the moment.
#[derive(Debug, Default)]
pub struct List {
    anchor: Anchor,
    filter: Filter,
    /// Whether the filter's fields are shown; without them nothing is filtered.
    filtering: bool,
    /// Whether the filter's field shall get the keyboard.
    wants_keyboard: bool,
    /// The annotations that pass the filter, by their number in the order of the text.
    passing: Option<(u64, Filter, Vec<usize>)>,
    set: HashMap<Id, Row>,
    set_for: (u64, f32, f32),
    followed: Option<Id>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Filter {
    words: String,
    labels: Vec<LabelIndex>,
}

#[derive(Debug)]
struct Row {
    words: TextLayout,
    details: TextLayout,
}

impl Row {
    fn height(&self) -> f32 {
        (8.0 + self.words.size().y + 1.0 + self.details.size().y + 8.0).round()
    }
}

impl Filter {
    fn passes(&self, project: &Project, annotation: &Annotation) -> bool {
        let label_fits = self.labels.is_empty() || self.labels.contains(&annotation.label());
        if !label_fits || self.words.is_empty() {
            return label_fits;
        }
        let wanted = self.words.to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&wanted);
        has(&project.words_of(annotation))
            || has(annotation.note())
            || annotation.attributes().values().any(|value| has(value))
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

    /// How many annotations pass the filter; nothing when nothing is filtered.
    pub fn passing(&self) -> Option<usize> {
        self.passing.as_ref().map(|(_, _, passing)| passing.len())
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
        let mut commands = Vec::new();
        let mut top = rect.top() - self.anchor.offset;
        for number in self.anchor.row..count {
            if top > rect.bottom() {
                break;
            }
            let Some(annotation) = self.nth(session.project(), number) else { break };
            let height = self.row(setter, session.project(), annotation, rect.width(), ui).height();
            let place = Rect::from_min_size(Pos2::new(rect.left(), top), Vec2::new(rect.width(), height));
            if self.show_row(ui, place.intersect(rect), place, session, setter, annotation).clicked() {
                commands.push(Command::Focus(Some(annotation.id().clone())));
                self.followed = Some(annotation.id().clone());
            }
            top += height;
        }
        commands
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
            ui.horizontal_wrapped(|ui| {
                for label in &project.scheme().labels {
                    let Some((index, _)) = project.scheme().label(&label.id) else { continue };
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

    /// Forgets what was laid out or filtered for another state of the project.
    fn refresh(&mut self, ui: &Ui, session: &Session) {
        let state = session.history().state();
        let now = (state, ui.available_width(), ui.ctx().pixels_per_point());
        if self.set_for != now || self.set.len() > 2000 {
            self.set.clear();
            self.set_for = now;
        }
        let wanted = self.filtering && self.filter != Filter::default();
        if !wanted {
            self.passing = None;
        } else if self.passing.as_ref().is_none_or(|(then, filter, _)| (*then, filter) != (state, &self.filter)) {
            let project = session.project();
            let all = project.annotations().iter().enumerate();
            let passing =
                all.filter(|(_, annotation)| self.filter.passes(project, annotation)).map(|(number, _)| number);
            self.passing = Some((state, self.filter.clone(), passing.collect()));
        }
    }

    fn count(&self, project: &Project) -> usize {
        self.passing.as_ref().map_or(project.annotations().len(), |(_, _, passing)| passing.len())
    }

    fn nth<'a>(&self, project: &'a Project, number: usize) -> Option<&'a Annotation> {
        let rank = match &self.passing {
            Some((_, _, passing)) => *passing.get(number)?,
            None => number,
        };
        project.annotations().nth(rank)
    }

    /// The number in the list of the annotation `id`, when it passes the filter.
    fn number_of(&self, project: &Project, id: &Id) -> Option<usize> {
        let rank = project.annotations().rank(id)?;
        match &self.passing {
            Some((_, _, passing)) => passing.binary_search(&rank).ok(),
            None => Some(rank),
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
        let mut height = |number: usize| {
            let annotation = self.nth(session.project(), number);
            annotation.map_or(0.0, |annotation| self.row(setter, session.project(), annotation, width, ui).height())
        };
        let moved = anchor.moved(delta, count, screen, &mut height);
        self.anchor = match follow {
            Some(number) => {
                let tall = height(number);
                moved.revealing((number, 0.0, tall), count, screen, &mut height)
            }
            None => moved,
        };
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
        self.set.entry(annotation.id().clone()).or_insert_with(|| {
            let words = TextStyle::new(Family::Serif, 13.5, 1.4);
            let details = TextStyle::new(Family::Sans, theme::SMALL, 1.4);
            // The last paragraph's number is the widest.
            let digits = project.article().blocks().len().to_string().len() as f32;
            let room = (width - 64.0 - 8.0 * digits).max(60.0);
            Row {
                words: setter.lay_out_snippet(&words_of(project, annotation), &words, room, scale, 2),
                details: setter.lay_out_snippet(&details_of(project, annotation), &details, room, scale, 1),
            }
        })
    }

    fn show_row(
        &mut self,
        ui: &Ui,
        seen: Rect,
        place: Rect,
        session: &Session,
        setter: &mut Typesetter,
        annotation: &Annotation,
    ) -> Response {
        let project = session.project();
        let label = project.label_of(annotation);
        let focused = session.focused().map(Annotation::id) == Some(annotation.id());
        let response =
            ui.interact(seen, ui.scope_id().with(("annotation", annotation.id().to_string())), Sense::click());
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
fn ground(painter: &Painter, place: Rect, focused: bool, response: &Response) {
    let palette = Palette::of(&response.ctx);
    if focused {
        painter.rect_filled(place, 0.0, palette.chosen());
    } else if response.hovered() {
        painter.rect_filled(place, 0.0, palette.hovered());
    }
    if response.has_focus() {
        painter.rect_stroke(place, 0.0, Stroke::new(1.5, palette.focus), StrokeKind::Inside);
    }
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
