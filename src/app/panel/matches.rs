//! Which places shall be marked? Every place where some words stand, to be ticked, looked at, and marked at once.

use egui::{Frame, Margin, Rect, RichText, Role, Sense, TextEdit, Ui, Vec2, WidgetInfo};

use crate::app::choices;
use crate::app::find::grouped;
use crate::app::keys;
use crate::app::theme::{self, Palette};
use crate::app::typeset::{Family, TextLayout, TextStyle, Typesetter};
use crate::app::widgets::{self, Chip};
use crate::app::words::{self, Look};
use crate::project::Label;
use crate::session::{Command, Matches, Selection, Session};
use crate::text::find::{Case, Extent, Mode, Query};
use crate::text::{Span, surroundings};

/// Height of a place in the list, in points.
const ROW: f32 = 30.0;
/// Room for the tick before a place, in points.
const TICK: f32 = 30.0;

/// Shows the places; returns what the person wishes.
pub fn show(ui: &mut Ui, session: &Session, matches: &Matches, setter: &mut Typesetter) -> Vec<Command> {
    let mut commands = Vec::new();
    Frame::NONE.inner_margin(Margin { left: 16, right: 16, top: 10, bottom: 8 }).show(ui, |ui| {
        ui.spacing_mut().item_spacing = Vec2::new(4.0, 6.0);
        commands.extend(heading(ui, matches));
        commands.extend(ways(ui, session, matches, setter));
        if let Some(error) = matches.error() {
            words::show(
                ui,
                setter,
                error,
                Look::new(Palette::of(ui.ctx()).alarm).within(ui.available_width()).wrapped(),
            );
        }
    });
    widgets::hairline(ui);
    let foot = Frame::NONE.inner_margin(Margin { left: 16, right: 16, top: 8, bottom: 10 });
    egui::Panel::bottom("matches foot")
        .frame(foot)
        .show(ui, |ui| commands.extend(labels(ui, session, matches, setter)));
    commands.extend(places(ui, session, matches, setter));
    commands
}

fn heading(ui: &mut Ui, matches: &Matches) -> Option<Command> {
    let (all, ticked) = (matches.spans().len(), matches.ticked());
    let more = if matches.has_more() { "the first " } else { "" };
    let found = match all {
        0 => "No place".to_owned(),
        1 => "1 place".to_owned(),
        _ => format!("{more}{} places", grouped(all as u64)),
    };
    ui.horizontal(|ui| {
        ui.label(RichText::new(crate::app::run::capital(&found)).font(theme::bold(theme::BODY)));
        ui.weak(format!("{} ticked", grouped(ticked as u64)));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let close = widgets::link(ui, "Close").on_hover_text("Escape").clicked().then_some(Command::CloseMatches);
            ui.add_space(8.0);
            let name = if ticked == all { "Tick none" } else { "Tick all" };
            let all = widgets::link(ui, name).clicked().then_some(Command::TickAllMatches);
            close.or(all)
        })
        .inner
    })
    .inner
}

/// Texts longer than this, in bytes, are searched when the words are entered, not with each letter.
const LONG: usize = 16 << 20;

/// The words, and how they are meant.
fn ways(ui: &mut Ui, session: &Session, matches: &Matches, setter: &mut Typesetter) -> Option<Command> {
    let mut query = Query { words: typed_words(ui, session, matches), ..matches.query().clone() };
    let ways = [
        ("Anywhere", Mode::Literal, Extent::Anywhere),
        ("Whole words", Mode::Literal, Extent::WholeWords),
        ("Regular expression", Mode::Regex, Extent::Anywhere),
    ];
    let stands = ways.iter().position(|(_, mode, extent)| (query.mode, query.extent) == (*mode, *extent));
    let chosen = choices::show(ui, setter, "How the words are meant", &ways.map(|(name, ..)| name), stands).chosen;
    if let Some((_, mode, extent)) = chosen.and_then(|place| ways.get(place)) {
        (query.mode, query.extent) = (*mode, *extent);
    }
    let mut either = query.case == Case::Ignored;
    if ui.checkbox(&mut either, "Either case").changed() {
        query.case = if either { Case::Ignored } else { Case::Kept };
    }
    (query != *matches.query()).then(|| Command::MatchLike(Box::new(query)))
}

/// The field with the words; of a long text they are those of the list until they are entered.
fn typed_words(ui: &mut Ui, session: &Session, matches: &Matches) -> String {
    let id = ui.scope_id().with("words");
    let held: Option<String> = ui.data(|data| data.get_temp(id));
    let mut typed = held.unwrap_or_else(|| matches.query().words.clone());
    let field = TextEdit::singleline(&mut typed).id(id.with("field")).desired_width(f32::INFINITY);
    let response = widgets::field(ui, "Words to mark everywhere", field);
    if response.has_focus() && session.project().text().len() > LONG {
        ui.data_mut(|data| data.insert_temp(id, typed));
        return matches.query().words.clone();
    }
    ui.data_mut(|data| data.remove_temp::<String>(id));
    typed
}

/// The labels that the ticked places can get.
fn labels(ui: &mut Ui, session: &Session, matches: &Matches, setter: &mut Typesetter) -> Option<Command> {
    let mut wish = None;
    let scheme = session.project().scheme();
    let usual = matches.label().map(|index| scheme.label_at(index));
    let words = match usual {
        Some(label) => format!("Enter marks them as {}, or a label’s key. {}", label.name.to_lowercase(), hint(ui)),
        None => format!("A label’s key marks what is ticked, as one step. {}", hint(ui)),
    };
    let soft = Palette::of(ui.ctx()).soft;
    words::show(ui, setter, &words, Look::new(soft).sized(theme::SMALL).within(ui.available_width()).wrapped());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(4.0);
        for (index, label) in scheme.offered() {
            let chip = if usual.map(|usual| &usual.id) == Some(&label.id) { Chip::Armed } else { Chip::Framed };
            if widgets::label_chip(ui, setter, label, chip).clicked() {
                wish = Some(Command::Tag(index));
            }
        }
    });
    wish
}

/// How the list is gone through by keyboard.
fn hint(ui: &Ui) -> String {
    let keys = keys::current(ui.ctx());
    let [next, before, tick] = [Command::NextAnnotation, Command::PreviousAnnotation, Command::TickCurrent]
        .map(|command| keys.shown(&command).to_owned());
    format!("{next} and {before} go through the places, {tick} ticks one.")
}

fn places(ui: &mut Ui, session: &Session, matches: &Matches, setter: &mut Typesetter) -> Vec<Command> {
    let mut commands = Vec::new();
    ui.spacing_mut().item_spacing.y = 0.0;
    let selected = matches.number_of(&session.selection().bytes());
    let mut scroll = egui::ScrollArea::vertical().auto_shrink([false, false]);
    if let Some(offset) = wanted_offset(ui, selected) {
        scroll = scroll.vertical_scroll_offset(offset);
    }
    scroll.show_rows(ui, ROW, matches.spans().len(), |ui, rows| {
        for number in rows {
            if let Some(span) = matches.spans().get(number) {
                commands.extend(place(ui, session, matches, (number, *span, selected == Some(number)), setter));
            }
        }
    });
    commands
}

/// Where the list has to be scrolled to, in points, when another place was selected: that shall be seen.
fn wanted_offset(ui: &Ui, selected: Option<usize>) -> Option<f32> {
    let id = ui.scope_id().with("selected place");
    let before: Option<usize> = ui.data(|data| data.get_temp(id));
    let number = selected.filter(|number| before != Some(*number))?;
    ui.data_mut(|data| data.insert_temp(id, number));
    Some((number as f32 * ROW - ui.available_height() / 2.0).max(0.0))
}

fn place(
    ui: &mut Ui,
    session: &Session,
    matches: &Matches,
    (number, span, is_selected): (usize, Span, bool),
    setter: &mut Typesetter,
) -> Option<Command> {
    let palette = Palette::of(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW), Sense::hover());
    let (words, found) = surroundings(session.project().text(), span);
    let tick = Rect::from_min_size(rect.min + Vec2::new(14.0, 0.0), Vec2::new(TICK - 8.0, ROW));
    let mut ticked = matches.is_ticked(number);
    let name = format!("Mark place {}: {words}", number + 1);
    let tick = ui.put(tick, egui::Checkbox::without_text(&mut ticked));
    tick.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, ticked, &name));
    let rest = rect.with_min_x(rect.left() + 14.0 + TICK - 8.0);
    let row = ui.interact(rest, ui.scope_id().with(("place", number)), Sense::click());
    row.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Go to place {}: {words}", number + 1)));
    if is_selected {
        ui.painter().rect_filled(rest, 4.0, palette.chosen());
    } else if row.hovered() {
        ui.painter().rect_filled(rest, 4.0, palette.hovered());
    }
    widgets::ring(ui, &row);
    let here = labels_at(session, span);
    let room = rest.width() - 20.0 - 18.0 * here.len() as f32;
    let style = TextStyle::new(Family::Serif, 13.5, 1.4);
    let layout = setter.snippet(&words, &style, room, ui.ctx().pixels_per_point(), 1);
    paint(ui, setter, &layout, rest, found);
    for (place, label) in here.iter().enumerate() {
        let at = Rect::from_min_size(
            rest.right_center() - Vec2::new(26.0 + 18.0 * place as f32, 7.0),
            Vec2::new(16.0, 14.0),
        );
        ui.scope_builder(egui::UiBuilder::new().max_rect(at), |ui| widgets::swatch(ui, label, &palette));
    }
    if tick.clicked() {
        return Some(Command::TickMatch(number));
    }
    row.clicked().then(|| Command::Select(Selection { anchor: span.start(), head: span.end() }))
}

/// The labels that a place has already, at most three.
fn labels_at(session: &Session, span: Span) -> Vec<&Label> {
    let project = session.project();
    let mut labels: Vec<&Label> = Vec::new();
    for annotation in project.annotations().over(span).take(50) {
        let label = project.label_of(annotation);
        if !labels.iter().any(|known| known.id == label.id) && labels.len() < 3 {
            labels.push(label);
        }
    }
    labels
}

fn paint(ui: &Ui, setter: &mut Typesetter, layout: &TextLayout, rest: Rect, found: std::ops::Range<usize>) {
    let palette = Palette::of(ui.ctx());
    let painter = ui.painter_at(rest);
    let at = rest.left_center() + Vec2::new(6.0, -layout.size().y / 2.0);
    for part in layout.rects(found) {
        painter.rect_filled(part.rect.translate(at.to_vec2()), 2.0, palette.hit());
    }
    setter.paint(&painter, layout, at, palette.ink);
}
