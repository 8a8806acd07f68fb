//! Which format, out or in? Each with what it cannot hold; what that means for this article is told before anything is written.

use egui::{RichText, Role, Ui, WidgetInfo};

use super::{Answer, Reply, focus_first, heading};
use crate::app::desk::Desk;
use crate::app::theme::{self, Palette};
use crate::format::{Effect, FORMATS, Format, Shape, Wish};

/// Shows the formats.
pub fn show(ui: &mut Ui, desk: Option<&Desk>) -> Reply {
    heading(ui, "Export");
    let count = desk.map_or(0, |desk| desk.session.project().annotations().len());
    let annotations = if count == 1 { "annotation" } else { "annotations" };
    ui.weak(format!("{count} {annotations}. Nothing of the project itself is changed."));
    list(ui, FORMATS.iter().filter(|format| format.write.is_some()), |format| Answer::Report(format, Wish::default()))
}

/// Shows the formats that are read.
pub fn show_import(ui: &mut Ui) -> Reply {
    heading(ui, "Import");
    ui.weak(
        "Each article becomes a project beside its file. A format without text is read beside the text of its name.",
    );
    // A project is opened.
    let is_other = |format: &&&Format| format.read.is_some() && format.name != "ron";
    list(ui, FORMATS.iter().filter(is_other), Answer::Import)
}

fn list(
    ui: &mut Ui,
    formats: impl Iterator<Item = &'static &'static Format>,
    answer: impl Fn(&'static Format) -> Answer,
) -> Reply {
    ui.add_space(8.0);
    let mut reply = None;
    egui::ScrollArea::vertical().max_height(ui.available_height() - 56.0).show(ui, |ui| {
        for (number, format) in formats.enumerate() {
            let response = line(ui, format);
            if number == 0 {
                focus_first(ui, &response);
            }
            if response.clicked() {
                reply = Some(Some(answer(format)));
            }
        }
    });
    ui.add_space(8.0);
    if ui.button("Cancel").clicked() {
        reply = Some(None);
    }
    reply
}

fn line(ui: &mut Ui, format: &Format) -> egui::Response {
    let palette = Palette::of(ui.ctx());
    let content = |ui: &mut Ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(format.title).font(theme::bold(theme::BODY)));
            let form = match format.shape {
                Shape::Folder => "a folder".to_owned(),
                _ => format.extensions.iter().map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(" "),
            };
            ui.label(RichText::new(form).color(palette.soft));
        });
        // What comes back as it was is not worth a word here.
        let lost = format.loses.iter().filter(|kind| kind.effect != Effect::Recast).map(|kind| kind.name);
        let lost: Vec<&str> = lost.collect();
        let words = match format.read {
            None => "to read, not to read back".to_owned(),
            Some(_) if lost.is_empty() => "holds everything".to_owned(),
            Some(_) => format!("may leave out or change: {}", lost.join(", ")),
        };
        ui.label(RichText::new(words).size(theme::SMALL).color(palette.soft));
    };
    let frame = egui::Frame::NONE.inner_margin(egui::Margin::symmetric(8, 6)).corner_radius(5);
    let mut frame = frame.begin(ui);
    frame.content_ui.set_width(frame.content_ui.available_width());
    content(&mut frame.content_ui);
    // An id of its own: the frame's is one that cannot have the keyboard.
    let place = frame.allocate_space(ui).rect;
    let response = ui.interact(place, ui.scope_id().with(format.name), egui::Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format.title));
    if response.hovered() || response.has_focus() {
        frame.frame.fill = if response.has_focus() { palette.chosen() } else { palette.hovered() };
    }
    if response.has_focus() {
        frame.frame.stroke = egui::Stroke::new(1.5, palette.focus);
    }
    frame.paint(ui);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
