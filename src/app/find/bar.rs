//! The find bar: what is looked for, how, how many there are, and the ways from one to the next.

use egui::text::{CCursor, CCursorRange};
use egui::widgets::text_edit::TextEditState;
use egui::{
    Align, Area, CornerRadius, EventFilter, Frame, Id, Key, Label, Layout, Margin, Modifiers, Order, Pos2, Rect,
    Response, RichText, Role, Stroke, TextEdit, Ui, Vec2, WidgetInfo,
};
use lucide_icons::Icon;

use super::{Find, Keyboard, Want};
use crate::app::access;
use crate::app::pane::Pane;
use crate::app::theme::{self, Palette};
use crate::app::widgets;
use crate::session::{Command, Session};
use crate::text::find::{Case, Extent, Mode};

/// Height of the row, in points: just above the article's first line.
const ROW: f32 = 28.0;
/// Width of the bar where there is room, in points.
const WIDTH: f32 = 470.0;
/// The least width that leaves room for the field, in points.
const NARROWEST: f32 = 360.0;
/// Room for the count, in points.
const COUNT: f32 = 96.0;

/// Shows the bar when it is open, over the upper right corner of `pane`; returns what the person wishes.
pub fn show(ui: &Ui, find: &mut Find, session: &Session, pane: Rect) -> Option<Command> {
    if !find.is_open() {
        return None;
    }
    let wish = take_keys(ui, find);
    let window = ui.ctx().content_rect();
    // Beside a wide panel it would have no room for its field: it covers a bit of that.
    let width = WIDTH.min((pane.width() - 16.0).max(NARROWEST)).min(window.width() - 16.0);
    let at = Pos2::new((pane.right() - 8.0 - width).max(window.left() + 8.0), pane.top());
    let area = Area::new(Id::unique("find")).order(Order::Middle).fixed_pos(at).constrain(false);
    let shown = area.accessible_name("Find").show(ui.ctx(), |ui| {
        let palette = Palette::of(ui.ctx());
        let corner = CornerRadius { nw: 0, ne: 0, sw: 7, se: 7 };
        let frame = Frame::NONE.fill(palette.panel).stroke(Stroke::new(1.0, palette.hairline)).corner_radius(corner);
        frame.inner_margin(Margin { left: 6, right: 6, top: 3, bottom: 4 }).show(ui, |ui| {
            ui.set_width(width - 14.0);
            let said = ui.horizontal(|ui| row(ui, find, session)).inner;
            what_is_wrong(ui, find, &palette);
            said
        })
    });
    progress_line(ui, find, shown.response.rect);
    wish.or(shown.inner.inner)
}

impl Find {
    /// A click on a button leaves the keyboard with the field.
    fn keep_keyboard(&mut self) {
        if let Some(bar) = &mut self.bar {
            bar.keyboard = Keyboard::Wanted;
        }
    }
}

/// Whether the field has the keyboard.
pub fn is_typing(ctx: &egui::Context) -> bool {
    ctx.memory(|memory| memory.has_focus(field_id()))
}

fn field_id() -> Id {
    Id::unique("find field")
}

/// The keys that the field gives to the bar.
fn take_keys(ui: &Ui, find: &mut Find) -> Option<Command> {
    if !is_typing(ui.ctx()) {
        return None;
    }
    let (back, on, escape) = ui.input_mut(|input| {
        (
            input.consume_key(Modifiers::SHIFT, Key::Enter),
            input.consume_key(Modifiers::NONE, Key::Enter),
            input.consume_key(Modifiers::NONE, Key::Escape),
        )
    });
    if escape {
        close(ui, find);
    }
    match (back, on) {
        (true, _) => Some(Command::FindPrevious),
        (_, true) => Some(Command::FindNext),
        _ => None,
    }
}

fn close(ui: &Ui, find: &mut Find) {
    find.close();
    ui.ctx().memory_mut(|memory| memory.request_focus(Pane::id()));
    ui.ctx().request_repaint();
}

fn row(ui: &mut Ui, find: &mut Find, session: &Session) -> Option<Command> {
    ui.spacing_mut().item_spacing.x = 2.0;
    let mut wish = None;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if widgets::icon_button(ui, Icon::X, "Close (Escape)", true).clicked() {
            close(ui, find);
        }
        let any = !find.search.spans().is_empty();
        for (icon, command) in [(Icon::ChevronDown, Command::FindNext), (Icon::ChevronUp, Command::FindPrevious)] {
            let name = crate::app::keys::named(ui.ctx(), &command);
            if widgets::icon_button(ui, icon, &name, any).clicked() {
                wish = Some(command);
                find.keep_keyboard();
            }
        }
        count(ui, find, session);
        words(ui, find, session);
    });
    wish
}

/// How many there are, and which of them is selected.
fn count(ui: &mut Ui, find: &Find, session: &Session) {
    let palette = Palette::of(ui.ctx());
    let is_empty = find.query.words.is_empty() || find.search.error().is_some();
    let words = if is_empty { String::new() } else { find.place(&session.selection().bytes()) };
    let color = if words == "None" { palette.alarm } else { palette.soft };
    let size = Vec2::new(COUNT.min(ui.available_width() * 0.35), ROW);
    ui.allocate_ui_with_layout(size, Layout::centered_and_justified(egui::Direction::LeftToRight), |ui| {
        access::aloud(&ui.add(Label::new(RichText::new(words).size(theme::SMALL).color(color)).truncate()));
    });
}

/// The field and what is at its end: how it is meant.
fn words(ui: &mut Ui, find: &mut Find, session: &Session) {
    let palette = Palette::of(ui.ctx());
    let wrong = find.search.error().is_some();
    let edge = match (wrong, is_typing(ui.ctx())) {
        (true, _) => palette.alarm,
        (_, true) => palette.focus,
        _ => palette.hairline,
    };
    let frame = Frame::NONE.fill(palette.field).stroke(Stroke::new(1.0, edge)).corner_radius(theme::CORNER);
    frame.inner_margin(Margin { left: 6, right: 1, top: 0, bottom: 0 }).show(ui, |ui| {
        ui.set_height(ROW - 2.0);
        let before = find.query.clone();
        meanings(ui, find);
        field(ui, find, session);
        if find.query != before {
            find.go(Want::First, session);
        }
    });
}

fn meanings(ui: &mut Ui, find: &mut Find) {
    let query = &mut find.query;
    let (regex, whole, kept) =
        (query.mode == Mode::Regex, query.extent == Extent::WholeWords, query.case == Case::Kept);
    let mut clicked = false;
    if widgets::icon_toggle(ui, Icon::Regex, "Regular expression", regex).clicked() {
        query.mode = if regex { Mode::Literal } else { Mode::Regex };
        clicked = true;
    }
    if widgets::icon_toggle(ui, Icon::WholeWord, "Whole words", whole).clicked() {
        query.extent = if whole { Extent::Anywhere } else { Extent::WholeWords };
        clicked = true;
    }
    if widgets::icon_toggle(ui, Icon::CaseSensitive, "Upper and lower case as typed", kept).clicked() {
        query.case = if kept { Case::Ignored } else { Case::Kept };
        clicked = true;
    }
    if clicked {
        find.keep_keyboard();
    }
}

fn field(ui: &mut Ui, find: &mut Find, session: &Session) {
    let escape = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
    let field = TextEdit::singleline(&mut find.query.words).id(field_id()).hint_text("Find in the article");
    let field = field.frame(Frame::NONE).event_filter(escape).desired_width(f32::INFINITY);
    let response = ui.add(field.margin(Margin::symmetric(0, 2)).align(egui::Align2::LEFT_CENTER));
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Find in the article"));
    let Some(bar) = &mut find.bar else { return };
    if response.gained_focus() {
        bar.origin = session.selection();
    }
    // In its first frame the bar is only measured, and nothing in it can have the keyboard yet.
    if bar.keyboard == Keyboard::Left || ui.is_sizing_pass() {
        return;
    }
    if bar.keyboard == Keyboard::WantedForNewWords {
        select_all(&response, find.query.words.chars().count());
    }
    bar.keyboard = Keyboard::Left;
    response.request_focus();
    ui.ctx().request_repaint();
}

fn select_all(field: &Response, chars: usize) {
    let mut state = TextEditState::load(&field.ctx, field.id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), CCursor::new(chars))));
    state.store(&field.ctx, field.id);
}

fn what_is_wrong(ui: &mut Ui, find: &Find, palette: &Palette) {
    let Some(error) = find.search.error() else { return };
    ui.add_space(2.0);
    let message = RichText::new(&error.message).size(theme::SMALL).color(palette.alarm);
    access::alarm(&ui.add(Label::new(message).wrap()));
    if !error.hint.is_empty() {
        ui.add(Label::new(RichText::new(error.hint).size(theme::SMALL).color(palette.soft)).wrap());
    }
    ui.add_space(2.0);
}

/// A thin line at the bar's foot while a long search goes on.
fn progress_line(ui: &Ui, find: &Find, rect: Rect) {
    let Some(part) = find.search.part() else { return };
    let layer = egui::LayerId::new(Order::Middle, Id::unique("find"));
    let x = rect.left() + 8.0..=rect.left() + 8.0 + (rect.width() - 16.0) * part;
    ui.ctx().layer_painter(layer).hline(x, rect.bottom() - 1.0, Stroke::new(2.0, Palette::of(ui.ctx()).focus));
}
