//! What stands beside the article, and where? The panel, the overview, and whether anything glides.

use egui::Ui;

use super::super::{Answer, Reply};
use super::{choices, explain, row};
use crate::app::desk::Desk;
use crate::app::keys;
use crate::app::typeset::Typesetter;
use crate::session::Command;
use crate::store::{Layout, Settings, Side};

const SHOWN: [(bool, &str); 2] = [(true, "Shown"), (false, "Hidden")];

/// Shows what is chosen; the window behind follows at once.
pub fn show(ui: &mut Ui, setter: &mut Typesetter, settings: &mut Settings, desk: Option<&Desk>) -> Reply {
    choices(ui, setter, "Panel", &mut settings.panel, SHOWN);
    let layout = &mut settings.layout;
    let sides = [(Side::Automatic, "Automatic"), (Side::Left, "Left"), (Side::Right, "Right")];
    choices(ui, setter, "Panel side", &mut layout.side, sides);
    if layout.side == Side::Automatic {
        explain(ui, "At the right; at the left of an article that is written from the right.");
    }
    choices(ui, setter, "Overview", &mut layout.overview, SHOWN);
    choices(ui, setter, "Reduce motion", &mut layout.reduce_motion, [(false, "Off"), (true, "On")]);
    if layout.reduce_motion {
        explain(ui, "The wheel moves the article at once, and no caret blinks.");
    }
    let mut alone = false;
    row(ui, "Article alone", |ui| {
        let button = egui::Button::new(keys::named(ui.ctx(), &Command::FocusMode));
        alone = ui.add_enabled(desk.is_some(), button).clicked();
    });
    alone.then_some(Some(Answer::Run(Command::FocusMode)))
}

/// These settings with all that can be chosen here as it usually is.
pub fn usual(settings: &Settings) -> Settings {
    let Layout { side, overview, reduce_motion, .. } = Layout::default();
    let layout = Layout { side, overview, reduce_motion, ..settings.layout };
    Settings { panel: Settings::default().panel, layout, ..settings.clone() }
}
