//! Which articles are in the list? Each with its name and how far it is, the one on the desk marked; a click opens.

use egui::{Align2, Pos2, Rect, Response, RichText, Role, Sense, Ui, Vec2, WidgetInfo};
use lucide_icons::Icon;

use crate::app::access::{self, Stop};
use crate::app::articles::{Articles, Entry, State};
use crate::app::scroll::Lines;
use crate::app::theme::{self, Palette};
use crate::app::typeset::Typesetter;
use crate::app::widgets;
use crate::app::words::{self, Look};
use crate::project::Status;

/// The height of a row, in points.
pub const ROW: f32 = 32.0;

/// Room for the longest name of a state, in points.
const STATE: f32 = 76.0;

/// Shows the totals and below them the list, with the entry of the desk numbered `desk` marked.
pub fn show(ui: &mut Ui, articles: &mut Articles, desk: u64, setter: &mut Typesetter) {
    egui::Frame::NONE.inner_margin(egui::Margin::symmetric(16, 8)).show(ui, |ui| {
        ui.label(RichText::new(articles.totals()).color(Palette::of(ui.ctx()).soft));
    });
    widgets::hairline(ui);
    list(ui, articles, desk, setter);
}

/// Shows the list in what is left of the height.
pub fn list(ui: &mut Ui, articles: &mut Articles, desk: u64, setter: &mut Typesetter) {
    let rect = ui.available_rect_before_wrap();
    let response = ui.allocate_rect(rect, Sense::hover());
    let current = articles.shown_by(desk);
    scroll(ui, &response, articles, current);
    let list = egui::UiBuilder::new().max_rect(rect).accessibility_role(Role::ListBox).accessibility_label("Articles");
    let ui = ui.new_child(list);
    let count = articles.entries().len();
    let shown = articles.anchor.row..count.min(articles.anchor.row + (rect.height() / ROW) as usize + 2);
    let usual = current.filter(|current| shown.contains(current)).unwrap_or(shown.start);
    let stop = Stop::new(ui.ctx(), egui::Id::unique("articles"), shown.clone(), usual);
    let mut next = None;
    let mut top = rect.top() - articles.anchor.offset;
    for number in shown {
        let place = Rect::from_min_size(Pos2::new(rect.left(), top), Vec2::new(rect.width(), ROW));
        top += ROW;
        let Some(entry) = articles.entries().get(number).filter(|_| place.top() < rect.bottom()) else { break };
        let row = row(&ui, (place.intersect(rect), place), entry, (number, current == Some(number), stop), setter);
        access::option(&row, current == Some(number), (number, count));
        if row.clicked() {
            articles.wish(number);
        }
        next = stop.follow(&row, number, count).or(next);
    }
    if let Some(next) = next {
        articles.anchor = articles.anchor.revealing((next, 0.0, ROW), rect.height(), &mut Lines(count, |_| ROW));
        stop.give(ui.ctx(), next);
    }
}

fn scroll(ui: &Ui, response: &Response, articles: &mut Articles, current: Option<usize>) {
    let screen = response.rect.height();
    let hovered = response.contains_pointer();
    let delta = if hovered { -ui.input(egui::InputState::smooth_scroll_delta).y } else { 0.0 };
    let mut rows = Lines(articles.entries().len(), |_| ROW);
    let moved = articles.anchor.moved(delta, screen, &mut rows);
    if moved != articles.anchor {
        // The first page, which the list may lie on, stays where it is.
        ui.input_mut(|input| input.smooth_scroll_delta.y = 0.0);
        articles.anchor = moved;
    }
    if let Some(current) = current.filter(|_| std::mem::take(&mut articles.follow)) {
        articles.anchor = articles.anchor.revealing((current, 0.0, ROW), screen, &mut rows);
    }
}

fn row(
    ui: &Ui,
    (seen, place): (Rect, Rect),
    entry: &Entry,
    (number, is_current, stop): (usize, bool, Stop),
    setter: &mut Typesetter,
) -> Response {
    let palette = Palette::of(ui.ctx());
    let response = ui.interact(seen, stop.id(number), stop.sense(number));
    let (name, state) = (entry.name(), entry.state.name());
    response.widget_info(|| {
        WidgetInfo::selected(Role::Button, true, is_current, format!("{name}, {}", in_words(entry.state)))
    });
    let clip = seen.intersect(ui.clip_rect());
    let painter = ui.painter().with_clip_rect(clip);
    super::list::ground(&painter, place, is_current, &response);
    let middle = place.center().y;
    let (icon, color) = sign(entry.state, &palette);
    let at = Pos2::new(place.left() + 24.0, middle);
    painter.text(at, Align2::CENTER_CENTER, icon.unicode(), theme::icons(15.0), color);
    let look = Look::new(palette.ink).within(place.width() - 40.0 - STATE - 16.0);
    let words = words::lay_out(ui, setter, &name, &if is_current { look.bold() } else { look });
    let corner = Pos2::new(place.left() + 40.0, middle - words.size().y / 2.0);
    setter.paint(&painter, &words, corner - Vec2::new(words::left_of(&words), 0.0), palette.ink);
    let at = Pos2::new(place.right() - 16.0, middle);
    painter.text(at, Align2::RIGHT_CENTER, state, egui::FontId::proportional(theme::SMALL), palette.soft);
    words::tip(
        response.on_hover_cursor(egui::CursorIcon::PointingHand),
        setter,
        &entry.listed.path.display().to_string(),
    )
}

fn in_words(state: State) -> &'static str {
    if state == State::NotSeen { "not looked at yet" } else { state.name() }
}

fn sign(state: State, palette: &Palette) -> (Icon, egui::Color32) {
    match state {
        State::NotSeen => (Icon::CircleDashed, theme::faded(palette.soft, 0.5)),
        State::Unknown => (Icon::CircleQuestionMark, palette.soft),
        State::Is(Status::Untouched) => (Icon::Circle, palette.soft),
        State::Is(Status::Begun) => (Icon::CircleDot, palette.focus),
        State::Is(Status::Done) => (Icon::CircleCheck, palette.ink),
    }
}
