//! How does it look? Every colour, font, space and corner of the window, in light and in dark.

use std::sync::Arc;

use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle, Vec2,
};

use crate::project::Color;

/// The colours of one theme. Ink reaches 7:1 on paper and tints, soft ink and lines 4.5:1 (WCAG 2.2), see the tests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    /// Whether light letters stand on dark ground.
    pub dark: bool,
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
    paper: Color32::from_rgb(0x18, 0x1B, 0x1E),
    panel: Color32::from_rgb(0x15, 0x18, 0x1B),
    field: Color32::from_rgb(0x20, 0x24, 0x28),
    ink: Color32::from_rgb(0xE4, 0xE2, 0xDC),
    soft: Color32::from_rgb(0x9B, 0xA0, 0xA7),
    hairline: Color32::from_rgb(0x2E, 0x32, 0x38),
    focus: Color32::from_rgb(0x6C, 0xB0, 0xFF),
    alarm: Color32::from_rgb(0xFF, 0x8A, 0x80),
};

/// A label's colours in one theme, derived from the base colour of its scheme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shade {
    /// Lines and bars: at least 4.6:1 on paper in light, 7:1 in dark.
    pub line: Color32,
    /// Behind marked text.
    pub tint: Color32,
}

/// One step of spacing, in points; every space is a multiple.
pub const STEP: f32 = 4.0;
/// Corners of buttons and fields.
pub const CORNER: u8 = 5;
/// Heights of the tool row, the status line and the tab row.
pub const TOOL_ROW: f32 = 44.0;
/// See [`TOOL_ROW`].
pub const STATUS_LINE: f32 = 28.0;
/// See [`TOOL_ROW`].
pub const TAB_ROW: f32 = 38.0;
/// Size of small letters.
pub const SMALL: f32 = 12.0;
/// Size of the window's letters.
pub const BODY: f32 = 13.0;

impl Palette {
    /// The palette of the theme that egui shows at the moment.
    pub fn of(ctx: &egui::Context) -> Self {
        match ctx.theme() {
            egui::Theme::Light => LIGHT,
            egui::Theme::Dark => DARK,
        }
    }

    /// The colours of a label whose base colour is `color`.
    pub fn shade(&self, color: Color) -> Shade {
        let [red, green, blue] = color.rgb;
        let (goal, tint) = if self.dark { (7.0, 0.20) } else { (4.6, 0.13) };
        let line = color.seen_on(plain(self.paper), goal).rgb;
        let line = Color32::from_rgb(line[0], line[1], line[2]);
        Shade { line, tint: faded(Color32::from_rgb(red, green, blue), tint) }
    }

    /// Behind selected text.
    pub fn selection(&self) -> Color32 {
        faded(self.focus, if self.dark { 0.25 } else { 0.22 })
    }

    /// Behind words that were looked for.
    pub fn hit(&self) -> Color32 {
        faded(self.found(), if self.dark { 0.20 } else { 0.30 })
    }

    /// Behind those of them that are selected.
    pub fn current_hit(&self) -> Color32 {
        faded(self.found(), if self.dark { 0.16 } else { 0.75 })
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
        faded(self.focus, if self.dark { 0.12 } else { 0.08 })
    }

    /// Behind what the pointer is on.
    pub fn hovered(&self) -> Color32 {
        faded(self.ink, 0.06)
    }
}

/// `color` at the given opacity, 0 to 1.
pub fn faded(color: Color32, opacity: f32) -> Color32 {
    color.gamma_multiply(opacity)
}

/// An opaque colour of egui's as one of the scheme's.
fn plain(color: Color32) -> Color {
    Color { rgb: [color.r(), color.g(), color.b()] }
}

/// Gives egui the window's fonts: the system's sans face before its own, and the icons. `bold` is the same face, heavier.
pub fn install_fonts(ctx: &egui::Context, regular: Option<FontData>, bold: Option<FontData>) {
    let mut fonts = FontDefinitions::default();
    let icons = FontData::from_static(lucide_icons::LUCIDE_FONT_BYTES);
    fonts.font_data.insert("icons".into(), Arc::new(icons));
    fonts.families.insert(FontFamily::Name("icons".into()), vec!["icons".into()]);
    let mut sans = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let mut heavy = sans.clone();
    for (name, data, list) in [("sans", regular, &mut sans), ("sans-bold", bold, &mut heavy)] {
        if let Some(data) = data {
            fonts.font_data.insert(name.into(), Arc::new(data));
            list.insert(0, name.into());
        }
    }
    fonts.families.insert(FontFamily::Proportional, sans);
    fonts.families.insert(FontFamily::Name("bold".into()), heavy);
    ctx.set_fonts(fonts);
}

/// The heavier face of the window's letters.
pub fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("bold".into()))
}

/// The icons' font.
pub fn icons(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("icons".into()))
}

/// Gives egui's widgets the look of this file, in both themes.
pub fn install_style(ctx: &egui::Context) {
    for (theme, palette) in [(egui::Theme::Light, LIGHT), (egui::Theme::Dark, DARK)] {
        ctx.style_mut_of(theme, |style| {
            style.visuals = visuals(&palette);
            let font = |size| FontId::new(size, FontFamily::Proportional);
            style.text_styles = [
                (TextStyle::Small, font(SMALL)),
                (TextStyle::Body, font(BODY)),
                (TextStyle::Button, font(BODY)),
                (TextStyle::Heading, font(20.0)),
                (TextStyle::Monospace, FontId::monospace(SMALL)),
            ]
            .into();
            style.spacing.item_spacing = Vec2::new(2.0 * STEP, STEP);
            style.spacing.button_padding = Vec2::new(2.0 * STEP, STEP);
            style.spacing.interact_size.y = 27.0;
            style.spacing.window_margin = Margin::same(16);
            style.spacing.menu_margin = Margin::same(6);
            style.spacing.scroll.floating = true;
            style.animation_time = 0.0;
            style.interaction.selectable_labels = false;
        });
    }
    ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
}

fn visuals(palette: &Palette) -> egui::Visuals {
    let mut visuals = if palette.dark { egui::Visuals::dark() } else { egui::Visuals::light() };
    let corner = CornerRadius::same(CORNER);
    visuals.override_text_color = Some(palette.ink);
    visuals.weak_text_color = Some(palette.soft);
    visuals.panel_fill = palette.panel;
    visuals.window_fill = palette.panel;
    visuals.window_stroke = Stroke::new(1.0, palette.hairline);
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(8);
    let shade = Color32::from_black_alpha(if palette.dark { 110 } else { 36 });
    visuals.popup_shadow = Shadow { offset: [0, 6], blur: 20, spread: 0, color: shade };
    visuals.window_shadow = visuals.popup_shadow;
    visuals.extreme_bg_color = palette.field;
    visuals.text_edit_bg_color = Some(palette.field);
    visuals.selection.bg_fill = palette.selection();
    visuals.selection.stroke = Stroke::new(1.5, palette.focus);
    visuals.hyperlink_color = palette.focus;
    visuals.warn_fg_color = palette.alarm;
    visuals.error_fg_color = palette.alarm;
    visuals.text_cursor.stroke = Stroke::new(1.5, palette.focus);
    let widgets = &mut visuals.widgets;
    for state in [
        &mut widgets.noninteractive,
        &mut widgets.inactive,
        &mut widgets.hovered,
        &mut widgets.active,
        &mut widgets.open,
    ] {
        state.corner_radius = corner;
        state.fg_stroke = Stroke::new(1.0, palette.ink);
        state.bg_stroke = Stroke::new(1.0, palette.hairline);
        state.bg_fill = palette.field;
        state.weak_bg_fill = palette.field;
        state.expansion = 0.0;
    }
    for state in [&mut widgets.hovered, &mut widgets.active, &mut widgets.open] {
        state.weak_bg_fill = over(palette.field, palette.hovered());
        state.bg_stroke = Stroke::new(1.0, palette.soft);
    }
    visuals
}

/// What `above`, which may be see-through, looks like on `ground`.
pub fn over(ground: Color32, above: Color32) -> Color32 {
    let keep = 1.0 - f32::from(above.a()) / 255.0;
    let blend = |ground: u8, above: u8| (f32::from(ground) * keep + f32::from(above)).round().min(255.0) as u8;
    Color32::from_rgb(blend(ground.r(), above.r()), blend(ground.g(), above.g()), blend(ground.b(), above.b()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::default_scheme;

    fn check(what: &str, a: Color32, b: Color32, goal: f64) {
        let contrast = plain(a).contrast(plain(b));
        assert!(contrast >= goal, "{what}: {contrast:.2} is below {goal}");
    }

    #[test]
    fn letters_and_lines_can_be_read() {
        for palette in [LIGHT, DARK] {
            for ground in [palette.paper, palette.panel, palette.field] {
                check("ink", palette.ink, ground, 7.0);
                check("soft ink", palette.soft, ground, 4.5);
                check("focus", palette.focus, ground, 3.0);
                check("alarm", palette.alarm, ground, 4.5);
                check("ink on the selection", palette.ink, over(ground, palette.selection()), 7.0);
                check("ink on what was found", palette.ink, over(ground, palette.hit()), 7.0);
                check("the edge of what was found", palette.current_edge(), ground, 3.0);
            }
            for label in &default_scheme().labels {
                let shade = palette.shade(label.color);
                check(&label.id, shade.line, palette.paper, 4.5);
                let once = over(palette.paper, shade.tint);
                check("ink on a tint", palette.ink, once, 7.0);
                let found = over(over(once, palette.selection()), palette.current_hit());
                check("ink on what was found, selected and marked", palette.ink, found, 4.5);
                check("soft ink on the chosen row", palette.soft, over(palette.panel, palette.chosen()), 4.5);
            }
        }
    }

    #[test]
    fn any_base_colour_gets_a_line_that_can_be_seen() {
        for palette in [LIGHT, DARK] {
            for rgb in [[255, 255, 255], [0, 0, 0], [255, 255, 0], [30, 30, 90], [128, 128, 128]] {
                check("a line", palette.shade(Color { rgb }).line, palette.paper, 4.5);
            }
        }
    }
}
