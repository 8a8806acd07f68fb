//! How does it look? Every font, space and corner of the window; its colours are in `palettes`.

mod palettes;

use std::sync::Arc;

use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle, Vec2,
};

use crate::store::{Looks, Theme};
pub use palettes::{DARK, LIGHT, Palette};

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

/// `color` at the given opacity, 0 to 1.
pub fn faded(color: Color32, opacity: f32) -> Color32 {
    color.gamma_multiply(opacity)
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

/// The colours of the window: those chosen, or those of the two `looks` that the system asks for.
pub fn apply(ctx: &egui::Context, theme: Theme, looks: Looks) {
    let (light, dark) = (Palette::named(looks.light), Palette::named(looks.dark));
    palettes::keep(ctx, light, dark);
    for (theme, palette) in [(egui::Theme::Light, light), (egui::Theme::Dark, dark)] {
        ctx.style_mut_of(theme, |style| style.visuals = visuals(&palette));
    }
    ctx.set_theme(match theme {
        Theme::System => egui::ThemePreference::System,
        chosen if Palette::named(chosen).dark => egui::ThemePreference::Dark,
        _ => egui::ThemePreference::Light,
    });
}

/// Gives egui's widgets the look of this file, in light and in dark.
pub fn install_style(ctx: &egui::Context) {
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        ctx.style_mut_of(theme, |style| {
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
    apply(ctx, Theme::System, Looks::default());
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
    // egui draws what has the keyboard as it draws what is pressed.
    visuals.widgets.active.bg_stroke = Stroke::new(2.0, palette.focus);
    visuals
}

/// What `above`, which may be see-through, looks like on `ground`.
pub fn over(ground: Color32, above: Color32) -> Color32 {
    let keep = 1.0 - f32::from(above.a()) / 255.0;
    let blend = |ground: u8, above: u8| (f32::from(ground) * keep + f32::from(above)).round().min(255.0) as u8;
    Color32::from_rgb(blend(ground.r(), above.r()), blend(ground.g(), above.g()), blend(ground.b(), above.b()))
}
