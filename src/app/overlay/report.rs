//! What will an export hold of this article? Told before anything is written: what is in it, what is changed, what is not.

use egui::{RichText, ScrollArea, Ui};

use super::{Answer, Reply, focus_first, heading};
use crate::app::jobs::Report;
use crate::app::run::capital;
use crate::app::theme::{self, Palette};
use crate::app::typeset::Typesetter;
use crate::app::words::{self, Look};
use crate::app::{choices, widgets};
use crate::format::{Effect, Loss, Positions, Share, Tags, Wish};

/// How many ids of one kind are shown.
const SHOWN: usize = 24;

/// Shows it.
pub fn show(ui: &mut Ui, setter: &mut Typesetter, report: &Report) -> Reply {
    heading(ui, &format!("Export as {}", report.format.title));
    ui.label(written(report));
    let mut reply = options(ui, setter, report);
    ui.add_space(8.0);
    ScrollArea::vertical().max_height(ui.available_height() - 56.0).show(ui, |ui| {
        for loss in &report.losses {
            row(ui, setter, loss);
        }
        if report.losses.is_empty() {
            ui.weak("Everything is in it, and nothing is changed.");
        }
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let export = ui.button("Export…");
        focus_first(ui, &export);
        if export.clicked() {
            reply = Some(Some(Answer::Export(report.format, report.wish)));
        }
        if ui.button("Other format").clicked() {
            reply = Some(Some(Answer::OtherFormat));
        }
        if ui.button("Cancel").clicked() {
            reply = Some(None);
        }
    });
    reply
}

/// What is in it, as a sentence.
fn written(report: &Report) -> String {
    let share = |Share { written, of }: Share, one: &str, many: &str| match (written, of) {
        (_, 0) => format!("no {many}"),
        (1, 1) => format!("the {one}"),
        _ if written == of => format!("all {of} {many}"),
        _ => format!("{written} of {of} {many}"),
    };
    let annotations = share(report.annotations, "annotation", "annotations");
    let relations = match report.relations.of {
        0 => String::new(),
        _ => format!(" and {}", share(report.relations, "relation", "relations")),
    };
    let positions = match report.format.positions {
        Positions::None => String::new(),
        positions => format!(" Positions count {}.", positions.name()),
    };
    capital(&format!("{annotations}{relations} will be in it.{positions}"))
}

/// What can be wished beside the format; another wish is another report.
fn options(ui: &mut Ui, setter: &mut Typesetter, report: &Report) -> Reply {
    let wish = report.wish;
    let mut other = None;
    let mut choose = |ui: &mut Ui, name: &str, values: &[&str], chosen: usize, make: &dyn Fn(usize) -> Wish| {
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            ui.label(name);
            let choice = choices::show(ui, setter, name, values, Some(chosen)).chosen;
            other = other.or(choice.filter(|place| *place != chosen).map(make));
        });
    };
    match report.format.name {
        "hf" => choose(ui, "File", &["JSON lines", "Parquet"], usize::from(wish.parquet), &|place| Wish {
            parquet: place == 1,
            ..wish
        }),
        "conll" => {
            choose(ui, "Labels", &["Longest first, one file", "A file each"], usize::from(wish.layers), &|place| {
                Wish { layers: place == 1, ..wish }
            });
            let tags = [Tags::Iob2, Tags::Bilou];
            let chosen = usize::from(wish.tags == Tags::Bilou);
            choose(ui, "Tags", &["IOB2", "BILOU"], chosen, &|place| Wish { tags: tags[place], ..wish });
        }
        _ => {}
    }
    other.map(|wish| Some(Answer::Report(report.format, wish)))
}

/// One kind of loss with what it touches.
fn row(ui: &mut Ui, setter: &mut Typesetter, loss: &Loss) {
    let palette = Palette::of(ui.ctx());
    let (word, color) = match loss.kind.effect {
        Effect::Dropped => ("left out", palette.alarm),
        Effect::Changed => ("changed", palette.ink),
        Effect::Recast => ("in another form", palette.soft),
    };
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new(capital(loss.kind.name)).font(theme::bold(theme::BODY)));
        ui.label(RichText::new(format!("{word} · {}", loss.ids.len())).size(theme::SMALL).color(color));
    });
    let wide = ui.available_width();
    words::show(
        ui,
        setter,
        &format!("{}.", capital(loss.kind.sentence)),
        Look::new(palette.ink).within(wide).wrapped(),
    );
    let shown: Vec<&str> = loss.ids.iter().take(SHOWN).map(String::as_str).collect();
    let more = match loss.ids.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let ids = format!("{}{more}", shown.join(", "));
    words::show(ui, setter, &ids, Look::new(palette.soft).sized(theme::SMALL).within(wide).wrapped());
    widgets::hairline(ui);
}
