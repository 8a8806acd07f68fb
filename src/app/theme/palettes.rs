//! Which colours has the window? A palette for each theme, and the shades that follow from it.

use egui::Color32;

use super::{Shade, faded};
use crate::project::Color;
use crate::store::Theme;

/// The colours of one theme. Ink reaches 7:1 on paper and tints, soft ink and lines 4.5:1 (WCAG 2.2); in high contrast ink
/// 15:1, soft ink and lines 7:1, borders 3:1. See the tests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    /// Whether light letters stand on dark ground.
    pub dark: bool,
    /// How far things stand out.
    pub contrast: Contrast,
    /// Under the article.
    pub paper: Color32,
    /// Under list, tool row and status line.
    pub panel: Color32,
    /// Under fields and buttons.
    pub field: Color32,
    /// Letters.
    pub ink: Color32,
    /// Letters that matter less.
    pub soft: Color32,
    /// Thin lines between parts.
    pub hairline: Color32,
    /// The focus, the caret, the selection.
    pub focus: Color32,
    /// What went wrong.
    pub alarm: Color32,
}

/// Light: dark ink on warm paper.
pub const LIGHT: Palette = Palette {
    dark: false,
    contrast: Contrast::Usual,
    paper: Color32::from_rgb(0xFD, 0xFC, 0xF9),
    panel: Color32::from_rgb(0xF9, 0xF7, 0xF2),
    field: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    ink: Color32::from_rgb(0x1F, 0x23, 0x28),
    soft: Color32::from_rgb(0x66, 0x6B, 0x72),
    hairline: Color32::from_rgb(0xE3, 0xDF, 0xD6),
    focus: Color32::from_rgb(0x1F, 0x6F, 0xEB),
    alarm: Color32::from_rgb(0xB4, 0x23, 0x18),
};

/// Dark: soft white on near black.
pub const DARK: Palette = Palette {
    dark: true,
    contrast: Contrast::Usual,
    paper: Color32::from_rgb(0x18, 0x1B, 0x1E),
    panel: Color32::from_rgb(0x15, 0x18, 0x1B),
    field: Color32::from_rgb(0x20, 0x24, 0x28),
    ink: Color32::from_rgb(0xE4, 0xE2, 0xDC),
    soft: Color32::from_rgb(0x9B, 0xA0, 0xA7),
    hairline: Color32::from_rgb(0x2E, 0x32, 0x38),
    focus: Color32::from_rgb(0x6C, 0xB0, 0xFF),
    alarm: Color32::from_rgb(0xFF, 0x8A, 0x80),
};

/// Sepia: brown ink on yellowed paper.
pub const SEPIA: Palette = Palette {
    dark: false,
    contrast: Contrast::Usual,
    paper: Color32::from_rgb(0xF6, 0xEE, 0xDC),
    panel: Color32::from_rgb(0xF1, 0xE8, 0xD3),
    field: Color32::from_rgb(0xFB, 0xF6, 0xE9),
    ink: Color32::from_rgb(0x2E, 0x24, 0x1A),
    soft: Color32::from_rgb(0x6A, 0x5A, 0x45),
    hairline: Color32::from_rgb(0xDC, 0xCF, 0xB4),
    focus: Color32::from_rgb(0x1C, 0x5F, 0xC4),
    alarm: Color32::from_rgb(0xA3, 0x20, 0x16),
};

/// High contrast, light: black on white, with borders that can be seen.
pub const HIGH_LIGHT: Palette = Palette {
    dark: false,
    contrast: Contrast::High,
    paper: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    panel: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    field: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    ink: Color32::from_rgb(0x00, 0x00, 0x00),
    soft: Color32::from_rgb(0x33, 0x33, 0x33),
    hairline: Color32::from_rgb(0x6B, 0x6B, 0x6B),
    focus: Color32::from_rgb(0x00, 0x3D, 0xB8),
    alarm: Color32::from_rgb(0x96, 0x00, 0x00),
};

/// High contrast, dark: white on black, with borders that can be seen.
pub const HIGH_DARK: Palette = Palette {
    dark: true,
    contrast: Contrast::High,
    paper: Color32::from_rgb(0x00, 0x00, 0x00),
    panel: Color32::from_rgb(0x00, 0x00, 0x00),
    field: Color32::from_rgb(0x00, 0x00, 0x00),
    ink: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    soft: Color32::from_rgb(0xD6, 0xD6, 0xD6),
    hairline: Color32::from_rgb(0x9A, 0x9A, 0x9A),
    focus: Color32::from_rgb(0xFF, 0xDD, 0x33),
    alarm: Color32::from_rgb(0xFF, 0xA3, 0x9B),
};

/// How far things stand out from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contrast {
    /// As on a page.
    Usual,
    /// As far as it goes.
    High,
}

/// The palettes of egui's two themes.
#[derive(Clone, Copy, Debug)]
struct Both {
    light: Palette,
    dark: Palette,
}

impl Default for Both {
    fn default() -> Self {
        Self { light: LIGHT, dark: DARK }
    }
}

/// Keeps the palettes that egui's two themes have from now on.
pub(super) fn keep(ctx: &egui::Context, light: Palette, dark: Palette) {
    ctx.data_mut(|data| data.insert_temp(place(), Both { light, dark }));
}

fn place() -> egui::Id {
    egui::Id::unique("palettes")
}

impl Palette {
    /// The palette of the theme that egui shows at the moment.
    pub fn of(ctx: &egui::Context) -> Self {
        let both = ctx.data(|data| data.get_temp::<Both>(place())).unwrap_or_default();
        match ctx.theme() {
            egui::Theme::Light => both.light,
            egui::Theme::Dark => both.dark,
        }
    }

    /// The palette of a theme; the light one for the system's, which is one of the others.
    pub fn named(theme: Theme) -> Self {
        match theme {
            Theme::System | Theme::Light => LIGHT,
            Theme::Dark => DARK,
            Theme::Sepia => SEPIA,
            Theme::HighContrastLight => HIGH_LIGHT,
            Theme::HighContrastDark => HIGH_DARK,
        }
    }

    /// The colours of a label whose base colour is `color`.
    pub fn shade(&self, color: Color) -> Shade {
        let [red, green, blue] = color.rgb;
        let (goal, tint) = match (self.contrast, self.dark) {
            (Contrast::Usual, true) => (7.0, 0.195),
            (Contrast::Usual, false) => (4.6, 0.13),
            (Contrast::High, true) => (9.0, 0.16),
            (Contrast::High, false) => (7.1, 0.10),
        };
        let line = color.seen_on(plain(self.paper), goal).rgb;
        let line = Color32::from_rgb(line[0], line[1], line[2]);
        Shade { line, tint: faded(Color32::from_rgb(red, green, blue), tint) }
    }

    /// Behind selected text.
    pub fn selection(&self) -> Color32 {
        let opacity = match (self.contrast, self.dark) {
            (_, true) => 0.16,
            (Contrast::Usual, false) => 0.22,
            (Contrast::High, false) => 0.18,
        };
        faded(self.focus, opacity)
    }

    /// Behind words that were looked for.
    pub fn hit(&self) -> Color32 {
        faded(self.found(), if self.dark { 0.18 } else { 0.30 })
    }

    /// Behind those of them that are selected.
    pub fn current_hit(&self) -> Color32 {
        faded(self.found(), if self.dark { 0.15 } else { 0.75 })
    }

    /// Around those of them that are selected.
    pub fn current_edge(&self) -> Color32 {
        if self.dark { self.found() } else { Color32::from_rgb(0x9A, 0x6C, 0x00) }
    }

    fn found(&self) -> Color32 {
        Color32::from_rgb(0xFF, 0xC8, 0x3D)
    }

    /// Behind the row or button that is chosen.
    pub fn chosen(&self) -> Color32 {
        let opacity = match (self.contrast, self.dark) {
            (Contrast::Usual, true) => 0.12,
            (Contrast::Usual, false) => 0.08,
            (Contrast::High, _) => 0.15,
        };
        faded(self.focus, opacity)
    }

    /// Behind what the pointer is on.
    pub fn hovered(&self) -> Color32 {
        faded(self.ink, 0.06)
    }
}

/// An opaque colour of egui's as one of the scheme's.
fn plain(color: Color32) -> Color {
    Color { rgb: [color.r(), color.g(), color.b()] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::theme::over;
    use crate::project::default_scheme;

    const THEMES: [Theme; 5] =
        [Theme::Light, Theme::Sepia, Theme::Dark, Theme::HighContrastLight, Theme::HighContrastDark];

    fn contrast(a: Color32, b: Color32) -> f64 {
        plain(a).contrast(plain(b))
    }

    /// The least contrast of something with the grounds it stands on.
    fn least(color: Color32, grounds: impl IntoIterator<Item = Color32>) -> f64 {
        grounds.into_iter().map(|ground| contrast(color, ground)).fold(21.0, f64::min)
    }

    /// What is measured of a theme: its name, the least contrast, and what it has to reach in usual and in high contrast.
    fn measured(palette: &Palette) -> Vec<(&'static str, f64, [f64; 2])> {
        let grounds = [palette.paper, palette.panel, palette.field];
        let labels = default_scheme().labels;
        let shades: Vec<Shade> = labels.iter().map(|label| palette.shade(label.color)).collect();
        let tints = || shades.iter().map(|shade| over(palette.paper, shade.tint));
        let on = |layer: Color32| grounds.map(|ground| over(ground, layer));
        let marked = |layer: Color32| tints().map(move |tint| over(tint, layer)).collect::<Vec<_>>();
        let nested = shades.iter().flat_map(|shade| marked(shade.tint));
        let found = marked(palette.selection()).into_iter().map(|ground| over(ground, palette.current_hit()));
        vec![
            ("ink", least(palette.ink, grounds), [7.0, 15.0]),
            ("ink on a tint", least(palette.ink, tints()), [7.0, 15.0]),
            ("ink on a tint over a tint", least(palette.ink, nested), [7.0, 12.0]),
            ("ink on the selection", least(palette.ink, on(palette.selection())), [7.0, 15.0]),
            ("ink on the selection over a tint", least(palette.ink, marked(palette.selection())), [7.0, 10.0]),
            ("ink on what was found", least(palette.ink, on(palette.hit())), [7.0, 15.0]),
            ("ink on what was found, selected and marked", least(palette.ink, found), [4.5, 7.0]),
            ("ink on the chosen row", least(palette.ink, on(palette.chosen())), [7.0, 15.0]),
            ("soft ink", least(palette.soft, grounds), [4.5, 7.0]),
            ("soft ink on the chosen row", least(palette.soft, on(palette.chosen())), [4.5, 7.0]),
            ("lines of labels", least_line(palette, &shades), [4.5, 7.0]),
            ("alarm", least(palette.alarm, grounds), [4.5, 7.0]),
            ("focus", least(palette.focus, grounds), [3.0, 7.0]),
            ("the edge of what was found", least(palette.current_edge(), grounds), [3.0, 3.0]),
            ("borders", least(palette.hairline, grounds), [1.0, 3.0]),
        ]
    }

    fn least_line(palette: &Palette, shades: &[Shade]) -> f64 {
        shades.iter().map(|shade| contrast(shade.line, palette.paper)).fold(21.0, f64::min)
    }

    #[test]
    fn letters_lines_and_borders_can_be_seen_in_every_theme() {
        let mut faint = Vec::new();
        for theme in THEMES {
            let palette = Palette::named(theme);
            for (what, reached, goals) in measured(&palette) {
                let goal = goals[usize::from(palette.contrast == Contrast::High)];
                println!("{:22} {what:44} {reached:5.2} of {goal:4.1}", theme.name());
                if reached < goal {
                    faint.push(format!("{}: {what} reaches {reached:.2} of {goal}", theme.name()));
                }
            }
        }
        assert_eq!(faint, [""; 0]);
    }

    #[test]
    fn any_base_colour_gets_a_line_that_can_be_seen() {
        for palette in THEMES.map(Palette::named) {
            let goal = if palette.contrast == Contrast::High { 7.0 } else { 4.5 };
            for rgb in [[255, 255, 255], [0, 0, 0], [255, 255, 0], [30, 30, 90], [128, 128, 128]] {
                let reached = contrast(palette.shade(Color { rgb }).line, palette.paper);
                assert!(reached >= goal, "{rgb:?}: {reached:.2} is below {goal}");
            }
        }
    }
}
