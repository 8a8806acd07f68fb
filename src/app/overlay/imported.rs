//! What came in from another format? How much, where it is now, and what was left out and why.

use egui::{ScrollArea, Ui};

use super::{Answer, Reply, focus_first, heading};
use crate::app::imported::{Imported, Told};
use crate::app::run::capital;
use crate::app::theme::{self, Palette};
use crate::app::typeset::Typesetter;
use crate::app::widgets;
use crate::app::words::{self, Look};

/// Shows it.
pub fn show(ui: &mut Ui, setter: &mut Typesetter, imported: &Imported) -> Reply {
    let count = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    heading(
        ui,
        match imported.paths.len() {
            0 => "Nothing came in",
            _ => "Imported",
        },
    );
    let palette = Palette::of(ui.ctx());
    if let Some(first) = imported.paths.first() {
        let articles = count(imported.paths.len(), "article", "articles");
        let annotations = count(imported.annotations, "annotation", "annotations");
        let place = if imported.paths.len() == 1 { Some(first.as_path()) } else { first.parent() };
        let place = place.map(|place| place.display().to_string()).unwrap_or_default();
        let words = format!("{articles} with {annotations}, saved as {place}.");
        words::show(ui, setter, &words, Look::new(palette.ink).within(ui.available_width()).wrapped());
    }
    ui.add_space(8.0);
    ScrollArea::vertical().max_height(ui.available_height() - 56.0).show(ui, |ui| {
        imported.told.iter().for_each(|told| row(ui, setter, told, &palette));
        match (imported.told.len(), imported.untold) {
            (0, _) => drop(ui.weak("Nothing was left out.")),
            (_, 0) => {}
            (_, more) => drop(ui.weak(format!("And {more} things more; `copydesk import` lists them all."))),
        }
    });
    ui.add_space(8.0);
    let mut reply = None;
    ui.horizontal(|ui| {
        if !imported.paths.is_empty() {
            let open = ui.button("Open");
            focus_first(ui, &open);
            if open.clicked() {
                reply = Some(Some(Answer::Open(imported.paths.clone())));
            }
        }
        let close = ui.button("Close");
        if imported.paths.is_empty() {
            focus_first(ui, &close);
        }
        if close.clicked() {
            reply = Some(None);
        }
    });
    reply
}

fn row(ui: &mut Ui, setter: &mut Typesetter, told: &Told, palette: &Palette) {
    let wide = ui.available_width();
    let color = if told.is_grave { palette.alarm } else { palette.ink };
    ui.add_space(4.0);
    words::show(ui, setter, &told.words, Look::new(color).within(wide).wrapped());
    if !told.hint.is_empty() {
        let hint = format!("{}.", capital(&told.hint));
        words::show(ui, setter, &hint, Look::new(palette.soft).sized(theme::SMALL).within(wide).wrapped());
    }
    widgets::hairline(ui);
}
