//! What does a drag take in? Whole words, or the characters that it goes over.

use egui::Ui;

use super::{choices, explain};
use crate::app::typeset::Typesetter;
use crate::store::{Settings, Snap};

/// Shows what is chosen.
pub fn show(ui: &mut Ui, setter: &mut Typesetter, settings: &mut Settings) {
    choices(
        ui,
        setter,
        "A drag takes",
        &mut settings.snap,
        [(Snap::Words, "Whole words"), (Snap::Characters, "Characters")],
    );
    explain(
        ui,
        match settings.snap {
            Snap::Words => {
                "Blanks and stray punctuation at the edges are left out. With Shift or Alt held, a drag takes the \
                 characters that it goes over."
            }
            Snap::Characters => "A drag takes exactly what it goes over, blanks too.",
        },
    );
}

/// These settings with all that can be chosen here as it usually is.
pub fn usual(settings: &Settings) -> Settings {
    Settings { snap: Snap::default(), ..settings.clone() }
}
