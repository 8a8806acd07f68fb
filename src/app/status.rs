//! The quiet line at the bottom: counts, the place, and the state of saving.

use egui::{Align, Layout, RichText, Ui};

use super::desk::{Desk, Saving};
use super::theme::{self, Palette};
use super::typeset::Typesetter;
use super::words::{self, Look};
use crate::session::Intent;

/// Shows the line. `news` is what goes on at the moment or what the last command answered.
pub fn show(ui: &mut Ui, desk: Option<&mut Desk>, news: Option<&str>, setter: &mut Typesetter) {
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 18.0;
        let palette = Palette::of(ui.ctx());
        let quiet = |text: &str| RichText::new(text).size(theme::SMALL).color(palette.soft);
        let soft = Look::new(palette.soft).sized(theme::SMALL);
        let mut right = Vec::new();
        if let Some(desk) = desk {
            for (count, name) in desk.counts() {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 4.0;
                    ui.label(RichText::new(count.to_string()).font(theme::bold(theme::SMALL)));
                    words::show(ui, setter, name, soft);
                });
            }
            right.push(desk.saving_words());
            right.push(place(desk));
            if let Some(words) = intent(desk) {
                words::show(ui, setter, &words, Look::new(palette.focus).sized(theme::SMALL));
            }
        }
        if let Some(news) = news {
            words::show(ui, setter, news, soft);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for words in right.iter().filter(|words| !words.is_empty()) {
                ui.label(quiet(words));
            }
        });
    });
}

fn place(desk: &Desk) -> String {
    let article = desk.session.project().article();
    match article.block_at(desk.session.selection().head) {
        Some(block) => format!("paragraph {} of {}", block + 1, article.blocks().len()),
        None => "empty article".into(),
    }
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
            _ if self.path.is_none() => "not saved yet".into(),
            _ if self.session.history().is_changed() => "changed".into(),
            Saving::Done(time) => format!("saved {time}"),
            Saving::Untouched => "saved".into(),
        }
    }
}
