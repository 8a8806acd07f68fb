//! The quiet line at the bottom: counts, the place, and the state of saving.

use egui::{Align, Layout, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

use super::access;
use super::desk::{Desk, Saving};
use super::jobs::Busy;
use super::keys;
use super::pane::told;
use super::theme::{self, Palette};
use super::typeset::Typesetter;
use super::widgets;
use super::words::{self, Look};
use crate::project::Status;
use crate::session::{Command, Intent};

/// What a person wants of the line.
#[derive(Debug)]
pub enum Wish {
    /// That what goes on stops.
    Cancel,
    /// A command.
    Run(Command),
}

/// How far two parts of the line are apart, in points.
const GAP: f32 = 18.0;

/// How far a count is from what is counted.
const COUNT_GAP: f32 = 4.0;

/// What is said in the middle has at least this width before anything else goes, in points.
const LEAST: f32 = 200.0;

/// One part of the line, laid out.
struct Part {
    /// A number before the words, in the heavier face.
    count: String,
    words: String,
    /// What a screen reader says, where that is more than the words.
    spoken: String,
    look: Look,
    width: f32,
    /// What a click on it does.
    command: Option<Command>,
    /// Whether a screen reader says it at once.
    is_aloud: bool,
}

/// Shows the line. `busy` is what goes on at the moment, `said` the number of the last command and its answer, `way_out` what
/// shows again what is hidden.
///
/// What has no room is left out: first the counts, from the last, then what waits, then how far the caret is, then the paragraph.
pub fn show(
    ui: &mut Ui,
    desk: Option<&mut Desk>,
    busy: Option<Busy>,
    (said, way_out): (Option<(u64, &str)>, Option<Command>),
    setter: &mut Typesetter,
) -> Option<Wish> {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let keys = keys::current(ui.ctx());
        let palette = Palette::of(ui.ctx());
        let soft = Look::new(palette.soft).sized(theme::SMALL);
        let focused = || desk.as_ref().and_then(|desk| Some(told::described(&desk.session, desk.session.focused()?)));
        access::whisper(ui, "annotation in focus", || focused().unwrap_or_default());
        let mut width_of = |words: &str, look: Look| words::width(&words::lay_out(ui, setter, words, &look));
        let mut part = |words: String, spoken: String, look: Look| Part {
            width: width_of(&words, look),
            count: String::new(),
            words,
            spoken,
            look,
            command: None,
            is_aloud: false,
        };
        let (mut left, mut right, mut middle) = (Vec::new(), Vec::new(), None);
        if let Some(desk) = desk {
            right.push(part(desk.saving_words(), String::new(), soft));
            right.push(part(place(desk), String::new(), soft));
            right.extend(done(desk).map(|words| part(words, String::new(), soft)));
            right.extend(percent(desk).map(|(words, spoken)| part(words, spoken, soft)));
            middle = intent(desk)
                .map(|words| Part { is_aloud: true, ..part(words, String::new(), soft.colored(palette.focus)) });
            if let Some(words) = unlabelled(desk) {
                // At the very left: it is clicked again and again, and shall not move when a count beside it grows.
                let next = format!("next {}", keys.shown(&Command::NextUnlabelled));
                left.push(Part { command: Some(Command::NextUnlabelled), ..part(next, String::new(), soft) });
                left.push(part(words, String::new(), soft));
            }
            left.extend(desk.counts().iter().map(|(count, name)| {
                let (count, named) = (count.to_string(), part(name.clone(), String::new(), soft));
                let bold = part(count.clone(), String::new(), soft.bold());
                Part { width: bold.width + COUNT_GAP + named.width, count, ..named }
            }));
            if let Some(command) = way_out {
                let words = format!("show all {}", keys.shown(&command));
                right.insert(0, Part { command: Some(command), ..part(words, String::new(), soft) });
            }
        }
        let said = said.filter(|_| busy.is_none());
        let answer = said.map(|(_, words)| Part { is_aloud: true, ..part(words.to_owned(), String::new(), soft) });
        let wanted = middle.iter().chain(&answer).map(|part| part.width + GAP).sum::<f32>();
        let wanted = if busy.is_some() { wanted + PROGRESS } else { wanted };
        leave_out(&mut left, &mut right, ui.available_width() - wanted.min(LEAST.max(ui.available_width() / 2.0)));
        let taken: f32 = right.iter().map(|part| part.width + GAP).sum();
        let mut wish = None;
        for part in &left {
            wish = part.show(ui, setter, f32::INFINITY).map(Wish::Run).or(wish);
        }
        let room = |ui: &Ui| (ui.available_width() - taken).max(0.0);
        if let Some(part) = &middle {
            part.show(ui, setter, room(ui));
        }
        if busy.is_some_and(|busy| progress(ui, busy, &palette)) {
            wish = Some(Wish::Cancel);
        }
        if let (Some(part), Some((number, _))) = (&answer, said) {
            ui.push_id(number, |ui| part.show(ui, setter, room(ui)));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for part in &right {
                wish = part.show(ui, setter, f32::INFINITY).map(Wish::Run).or(wish.take());
            }
        });
        wish
    })
    .inner
}

/// What waits for a label, in words; nothing when all has one.
fn unlabelled(desk: &Desk) -> Option<String> {
    let left = desk.waiting.known()?;
    let count = |count: usize, name: &str| match count {
        0 => None,
        1 => Some(format!("1 {name}")),
        _ => Some(format!("{count} {name}s")),
    };
    let parts = [count(left.numbers, "number"), count(left.quotations, "quotation")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("{} unlabelled", parts.join(", ")))
}

/// Leaves out what matters least until all that is left has `room`; the state of saving stays.
fn leave_out(left: &mut Vec<Part>, right: &mut Vec<Part>, room: f32) {
    let width = |parts: &[Part]| parts.iter().map(|part| part.width + GAP).sum::<f32>();
    while width(left) + width(right) > room {
        if left.pop().is_some() {
            continue;
        }
        if right.len() < 2 {
            break;
        }
        right.pop();
    }
}

impl Part {
    /// Shows it; what is wider than `room` ends in an ellipsis, and is shown whole under the pointer. Returns what a click on
    /// it does.
    fn show(&self, ui: &mut Ui, setter: &mut Typesetter, room: f32) -> Option<Command> {
        if self.words.is_empty() {
            return None;
        }
        if let Some(command) = &self.command {
            let help = command.info().map_or("", |info| info.help);
            let link = words::link(ui, setter, &self.words, self.look.within(room));
            return words::tip(link, setter, help).clicked().then(|| command.clone());
        }
        if !self.count.is_empty() {
            ui.spacing_mut().item_spacing.x = COUNT_GAP;
            let look = Look::new(Palette::of(ui.ctx()).ink).sized(theme::SMALL).bold();
            let count = words::lay_out(ui, setter, &self.count, &look);
            let (rect, _) = ui.allocate_exact_size(Vec2::new(words::width(&count), count.size().y), Sense::hover());
            words::paint(ui, setter, &count, rect.min, Palette::of(ui.ctx()).ink);
            ui.spacing_mut().item_spacing.x = GAP;
        }
        let response = words::show(ui, setter, &self.words, self.look.within(room));
        let counted = format!("{} {}", self.count, self.words);
        let spoken = if self.spoken.is_empty() { counted.trim_start() } else { &self.spoken };
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken));
        if self.is_aloud {
            access::aloud(&response);
        }
        if self.width > room || spoken != counted.trim_start() {
            words::tip(response, setter, spoken);
        }
        None
    }
}

/// Width of what goes on, in points, at the least.
const PROGRESS: f32 = 260.0;

/// What goes on, how far it is, and a button that stops it; returns whether that was pressed.
fn progress(ui: &mut Ui, busy: Busy, palette: &Palette) -> bool {
    ui.spacing_mut().item_spacing.x = 8.0;
    ui.label(RichText::new(busy.doing).size(theme::SMALL).color(palette.soft));
    if !busy.can_be_cancelled() {
        return false;
    }
    let (rect, bar) = ui.allocate_exact_size(Vec2::new(120.0, 4.0), Sense::hover());
    let percent = busy.part.map_or(String::new(), |part| format!(" {:.0} %", part * 100.0));
    bar.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, format!("{}{percent}", busy.doing)));
    ui.painter().rect_filled(rect, 2.0, palette.hairline);
    let done = rect.with_max_x(rect.left() + rect.width() * busy.part.unwrap_or(0.0));
    ui.painter().rect_filled(done, 2.0, palette.focus);
    widgets::link(ui, "Cancel").clicked()
}

fn place(desk: &Desk) -> String {
    let article = desk.session.project().article();
    match article.block_at(desk.session.selection().head) {
        Some(block) => format!("paragraph {} of {}", block + 1, article.blocks().len()),
        None => "empty article".into(),
    }
}

/// That the article is done, where it is.
fn done(desk: &Desk) -> Option<String> {
    let status = desk.session.project().status();
    (status == Status::Done).then(|| status.name().to_owned())
}

/// How much of the article lies before the caret, in words for the eye and for the ear.
fn percent(desk: &Desk) -> Option<(String, String)> {
    let length = desk.session.project().text().len();
    let part = desk.session.selection().head as f64 / length as f64;
    let percent = format!("{:.0} %", (part * 100.0).floor());
    (length > 0).then(|| (percent.clone(), format!("{percent} of the article is before the caret")))
}

fn intent(desk: &Desk) -> Option<String> {
    let scheme = desk.session.project().scheme();
    match desk.session.intent() {
        Intent::None => None,
        Intent::Mark(label) => Some(format!(
            "Each selection becomes a {}, by keyboard with Enter — Escape, or its button, ends it",
            scheme.label_at(*label).name.to_lowercase()
        )),
        Intent::Relate { kind, .. } => {
            let name = scheme.relation_kind(kind).map_or(kind.as_str(), |kind| &kind.name);
            let helper = scheme.helper_at_end(kind).map(|(_, label)| label.name.to_lowercase());
            let words = helper
                .map(|helper| format!(", or select the words of the {helper} and press Enter"))
                .unwrap_or_default();
            Some(format!("{name} … choose the other annotation{words} — Escape ends it"))
        }
    }
}

impl Desk {
    /// What the right end of the line says of saving.
    fn saving_words(&self) -> String {
        match &self.saving {
            Saving::Running | Saving::Again(..) => "saving…".into(),
            _ if self.trouble.is_some() => "changes are not on the disk".into(),
            _ if self.keeper.is_none() => "only to read".into(),
            _ if self.session.history().is_changed() && self.is_kept() => "not saved, changes kept".into(),
            _ if self.session.history().is_changed() => "not saved".into(),
            _ if self.path.is_none() => "not saved yet".into(),
            Saving::Done(time) => format!("saved {time}"),
            Saving::Untouched => "saved".into(),
        }
    }
}
