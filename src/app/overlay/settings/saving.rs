//! What is kept beside a project? The file that its article came from, or nothing.

use egui::Ui;

use super::{choices, explain};
use crate::app::typeset::Typesetter;
use crate::store::Settings;

/// Shows what is chosen.
pub fn show(ui: &mut Ui, setter: &mut Typesetter, settings: &mut Settings) {
    let ways = [(false, "Its name and hash"), (true, "A copy too")];
    choices(ui, setter, "Of the original", &mut settings.keep_original, ways);
    explain(
        ui,
        if settings.keep_original {
            "A save puts a copy of the file that the article came from beside the project, unless it lies there already."
        } else {
            "The project knows the file that the article came from by its name, its length and its hash. “Show original” finds \
             it where it lies beside the project."
        },
    );
}

/// These settings with all that can be chosen here as it usually is.
pub fn usual(settings: &Settings) -> Settings {
    Settings { keep_original: Settings::default().keep_original, ..settings.clone() }
}
