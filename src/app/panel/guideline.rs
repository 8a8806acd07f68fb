//! When shall it be marked? The guideline of the label in hand, else of every label.

use egui::{Margin, Ui};

use crate::app::theme::Palette;
use crate::app::typeset::Typesetter;
use crate::app::widgets;
use crate::app::words::{self, Look};
use crate::project::{Label, LabelIndex};
use crate::session::{Intent, Session};

/// Shows the guideline.
pub fn show(ui: &mut Ui, session: &Session, setter: &mut Typesetter) {
    let scheme = session.project().scheme();
    let in_hand: Option<LabelIndex> = match session.intent() {
        Intent::Mark(label) => Some(*label),
        _ => session.focused().map(crate::project::Annotation::label),
    };
    let palette = Palette::of(ui.ctx());
    egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        egui::Frame::NONE.inner_margin(Margin::same(16)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            if in_hand.is_none() {
                ui.label("Mark the shortest stretch that still makes sense alone. Marks may overlap between labels. In doubt leave it out and add a note. Never mark a heading.");
                ui.add_space(8.0);
            }
            let wanted = |label: &Label| match in_hand {
                Some(index) => scheme.label_at(index).id == label.id,
                None => !label.retired,
            };
            for label in scheme.labels.iter().filter(|label| wanted(label)) {
                ui.horizontal(|ui| {
                    widgets::swatch(ui, label, &palette);
                    let look = Look::new(palette.ink).sized(15.0).bold();
                    words::show(ui, setter, &label.name, look.within(ui.available_width()));
                });
                for paragraph in label.guideline.split("\n\n") {
                    let lines: Vec<&str> = paragraph.lines().collect();
                    let is_head = lines.len() > 1 && !lines[0].starts_with('•');
                    for (number, line) in lines.iter().enumerate() {
                        let look = Look::new(palette.ink).within(ui.available_width()).wrapped();
                        words::show(ui, setter, line, if is_head && number == 0 { look.bold() } else { look });
                    }
                    ui.add_space(4.0);
                }
                ui.add_space(12.0);
            }
        });
    });
}
