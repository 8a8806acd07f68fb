//! How shall the article be set? The colours, its face, the size of its letters, and how long and how far apart its lines are.

use egui::Ui;

use super::{choices, row, stepper};
use crate::app::typeset::Typesetter;
use crate::store::{Face, Layout, Looks, Reading, Settings, Theme};

/// Shows what is chosen; the article beside it follows at once.
pub fn show(ui: &mut Ui, setter: &mut Typesetter, settings: &mut Settings) {
    let mut theme = settings.theme;
    choices(ui, setter, "Theme", &mut theme, Theme::ALL.map(|theme| (theme, theme.name())));
    if theme != settings.theme {
        settings.choose(theme);
    }
    if settings.theme == Theme::System && settings.looks != Looks::default() {
        let Looks { light, dark } = settings.looks;
        super::explain(ui, &format!("Light means “{}” and dark “{}”: those chosen last.", light.name(), dark.name()));
    }
    let mut reading = settings.reading();
    choices(ui, setter, "Face", &mut reading.face, [(Face::Serif, "Serif"), (Face::Sans, "Sans")]);
    row(ui, "Letters", |ui| {
        let shown = format!("{} points", plain(reading.size));
        stepper(ui, ["Smaller letters", "Larger letters"], &shown, &mut reading.size, 0.5, Reading::SIZES);
    });
    row(ui, "Line length", |ui| {
        let shown = format!("{} letters", plain(reading.measure));
        stepper(ui, ["Shorter lines", "Longer lines"], &shown, &mut reading.measure, 2.0, Reading::MEASURES);
    });
    row(ui, "Line height", |ui| {
        let shown = format!("{:.2}", reading.line_height);
        let names = ["Lines closer together", "Lines further apart"];
        stepper(ui, names, &shown, &mut reading.line_height, 0.06, Reading::LINE_HEIGHTS);
    });
    settings.read_as(reading);
    row(ui, "Window", |ui| {
        let shown = format!("{:.0} %", settings.layout.zoom * 100.0);
        let zoom = &mut settings.layout.zoom;
        stepper(ui, ["Everything smaller", "Everything larger"], &shown, zoom, 0.1, Layout::ZOOMS);
        *zoom = (*zoom * 10.0).round() / 10.0;
    });
}

/// These settings with all that can be chosen here as it usually is.
pub fn usual(settings: &Settings) -> Settings {
    let mut usual = settings.clone();
    (usual.theme, usual.looks) = (Theme::default(), Looks::default());
    usual.read_as(Reading::default());
    usual.layout.zoom = Layout::default().zoom;
    usual
}

/// A number without a fraction that says nothing.
fn plain(number: f32) -> String {
    let tenths = (number * 10.0).round() / 10.0;
    tenths.to_string()
}
