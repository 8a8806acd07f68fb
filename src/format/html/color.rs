//! Which shade of a label's colour can be seen? Its base, darkened for paper or lightened for black.

use crate::project::Color;

/// The least contrast of a line against its ground (WCAG 2.2, text).
const CONTRAST: f64 = 4.5;

/// Paper, as in the style sheet.
pub(super) const PAPER: Color = Color { rgb: [0xFD, 0xFC, 0xF9] };
/// Black, as in the style sheet.
pub(super) const BLACK: Color = Color { rgb: [0x18, 0x1B, 0x1E] };

/// `color`, moved away from `ground` until it can be seen on it.
pub(super) fn seen_on(color: Color, ground: Color) -> Color {
    let end = if luminance(ground) > 0.18 { 0.0 } else { 255.0 };
    let mixed = |share: f64| Color {
        rgb: color.rgb.map(|part| {
            let mixed = f64::from(part) + (end - f64::from(part)) * share;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 255")]
            let part = mixed.round() as u8;
            part
        }),
    };
    let shades = (0..=50).map(|step| mixed(f64::from(step) / 50.0));
    shades.clone().find(|shade| contrast(*shade, ground) >= CONTRAST).unwrap_or_else(|| mixed(1.0))
}

fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance by WCAG 2.2.
fn luminance(color: Color) -> f64 {
    let [red, green, blue] = color.rgb.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::ron::default_scheme;

    #[test]
    fn every_label_can_be_seen_on_paper_and_on_black() {
        for label in &default_scheme().labels {
            for ground in [PAPER, BLACK] {
                assert!(contrast(seen_on(label.color, ground), ground) >= CONTRAST, "{}", label.id);
            }
        }
        let black = Color { rgb: [0, 0, 0] };
        assert_eq!(seen_on(black, PAPER), black, "what can be seen stays as it is");
    }
}
