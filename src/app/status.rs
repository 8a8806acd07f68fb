//! The quiet line at the bottom: counts, the place, and the state of saving.

use egui::{Align, Layout, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

use super::access;
use super::desk::{Desk, Saving};
use super::jobs::Busy;
use super::pane::told;
use super::theme::{self, Palette};
use super::typeset::Typesetter;
use super::widgets;
use super::words::{self, Look};
use crate::project::Status;
use crate::session::Intent;

/// Shows the line. `busy` is what goes on at the moment, `said` the number of the last command and its answer. Returns whether a person
/// wants what goes on to stop.
pub fn show(
    ui: &mut Ui,
    desk: Option<&mut Desk>,
    busy: Option<Busy>,
    said: Option<(u64, &str)>,
    setter: &mut Typesetter,
) -> bool {
    ui.horizontal_centered(|ui| {
        let mut cancelled = false;
        ui.spacing_mut().item_spacing.x = 18.0;
        let palette = Palette::of(ui.ctx());
        let quiet = |text: &str| RichText::new(text).size(theme::SMALL).color(palette.soft);
        let soft = Look::new(palette.soft).sized(theme::SMALL);
        let mut right = Vec::new();
        if let Some(desk) = desk {
            for (count, name) in desk.counts() {
                counted(ui, *count, name, soft, setter);
            }
            right.push(desk.saving_words());
            right.push(place(desk));
            right.extend(done(desk));
            if let Some(words) = intent(desk) {
                access::aloud(&words::show(ui, setter, &words, Look::new(palette.focus).sized(theme::SMALL)));
            }
            let focused = desk.session.focused().map(|focused| told::described(&desk.session, focused));
            access::whisper(ui, "annotation in focus", &focused.unwrap_or_default());
        }
        match (busy, said) {
            (Some(busy), _) => cancelled = progress(ui, busy, &palette),
            (None, Some((number, said))) => {
                ui.push_id(number, |ui| access::aloud(&words::show(ui, setter, said, soft)));
            }
            (None, None) => {}
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for words in right.iter().filter(|words| !words.is_empty()) {
                ui.label(quiet(words));
            }
        });
        cancelled
    })
    .inner
}

/// How many annotations a label has: one thing to hear, though it is set in two faces.
fn counted(ui: &mut Ui, count: usize, name: &str, look: Look, setter: &mut Typesetter) {
    let shown = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let number = RichText::new(count.to_string()).font(theme::bold(theme::SMALL));
        let number = egui::WidgetText::from(number).into_galley(ui, None, f32::INFINITY, egui::FontSelection::Default);
        let (rect, _) = ui.allocate_exact_size(number.size(), Sense::hover());
        ui.painter().galley(rect.min, number, Palette::of(ui.ctx()).ink);
        words::show(ui, setter, name, look)
    });
    shown.inner.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{count} {name}")));
}

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

fn intent(desk: &Desk) -> Option<String> {
    let scheme = desk.session.project().scheme();
    match desk.session.intent() {
        Intent::None => None,
        Intent::Mark(label) => {
            Some(format!("Each selection becomes a {} — Escape ends it", scheme.label_at(*label).name.to_lowercase()))
        }
        Intent::Relate { kind, .. } => {
            let name = scheme.relation_kind(kind).map_or(kind.as_str(), |kind| &kind.name);
            Some(format!("{name} … choose the other annotation, here or in the list — Escape ends it"))
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
