//! Which format, out or in? Each with what it cannot hold; what that means for this article is told before anything is written.

use egui::{RichText, Ui};

use super::{Answer, Reply, heading, offered};
use crate::app::desk::Desk;
use crate::app::offers;
use crate::app::theme::{self, Palette};
use crate::format::{Effect, FORMATS, Format, Shape, TextAt, Wish};

/// Shows the formats.
pub fn show(ui: &mut Ui, desk: Option<&Desk>) -> Reply {
    heading(ui, "Export");
    let count = desk.map_or(0, |desk| desk.session.project().annotations().len());
    let annotations = if count == 1 { "annotation" } else { "annotations" };
    ui.weak(format!("{count} {annotations}. Nothing of the project itself is changed."));
    let offered = FORMATS.iter().filter(|format| format.write.is_some());
    let offered = offered.map(|&format| Offer { format, forms: written_as(format), about: may_lose(format) });
    list(ui, offered, |format| Answer::Report(format, Wish::default()))
}

/// Shows the formats that are read.
pub fn show_import(ui: &mut Ui) -> Reply {
    heading(ui, "Import");
    ui.weak("Each article becomes a project beside its file, over nothing.");
    // A project is opened.
    let is_other = |format: &&&Format| format.read.is_some() && format.name != "ron";
    let offered = FORMATS.iter().filter(is_other);
    let offered = offered.map(|&format| Offer { format, forms: endings(format.reads), about: reads(format) });
    list(ui, offered, Answer::Import)
}

/// A format as it is offered.
struct Offer {
    format: &'static Format,
    /// What its files end in.
    forms: String,
    /// What is worth knowing before it is chosen.
    about: String,
}

fn endings(endings: &[&str]) -> String {
    endings.iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(" ")
}

fn written_as(format: &Format) -> String {
    if format.shape == Shape::Folder { "a folder".to_owned() } else { endings(format.extensions) }
}

fn may_lose(format: &Format) -> String {
    // What comes back as it was is not worth a word here.
    let lost = format.loses.iter().filter(|kind| kind.effect != Effect::Recast).map(|kind| kind.name);
    let lost: Vec<&str> = lost.collect();
    match format.read {
        None => "to read, not to read back".to_owned(),
        Some(_) if lost.is_empty() => "holds everything".to_owned(),
        Some(_) => format!("may leave out or change: {}", lost.join(", ")),
    }
}

fn reads(format: &Format) -> String {
    match format.text {
        TextAt::Beside | TextAt::Either => {
            "of the text of the same name beside it, else of the article that is open".to_owned()
        }
        TextAt::Within => "with its text".to_owned(),
    }
}

fn list(ui: &mut Ui, all: impl Iterator<Item = Offer>, answer: impl Fn(&'static Format) -> Answer) -> Reply {
    ui.add_space(8.0);
    offered(ui, all, line, |offer| answer(offer.format))
}

fn line(ui: &mut Ui, offer: &Offer) -> egui::Response {
    let format = offer.format;
    offers::line(ui, format.name, format.title, |ui| {
        let palette = Palette::of(ui.ctx());
        ui.horizontal(|ui| {
            ui.label(RichText::new(format.title).font(theme::bold(theme::BODY)));
            ui.label(RichText::new(&offer.forms).color(palette.soft));
        });
        // What an article has of it is told next; here a line is enough.
        ui.add(egui::Label::new(RichText::new(&offer.about).size(theme::SMALL).color(palette.soft)).truncate());
    })
}
