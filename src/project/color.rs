//! Which shade of a colour can be seen? Contrast by WCAG 2.2, and the shade of a base colour that reaches it.

use serde::{Deserialize, Serialize};

use crate::text::shorten;

/// A colour as `#RRGGBB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Color {
    /// Red, green and blue, sRGB.
    pub rgb: [u8; 3],
}

impl Color {
    /// The contrast with `other`, from 1 to 21, by WCAG 2.2.
    pub fn contrast(self, other: Self) -> f64 {
        let (own, other) = (self.luminance(), other.luminance());
        (own.max(other) + 0.05) / (own.min(other) + 0.05)
    }

    /// This colour, darkened for light ground or lightened for dark, just so far that its contrast with `ground` is `goal`.
    #[must_use]
    pub fn seen_on(self, ground: Self, goal: f64) -> Self {
        let end = if ground.luminance() > 0.18 { 0.0 } else { 255.0 };
        let shades = (0..=50_u8).map(|step| self.mixed(end, f64::from(step) / 50.0));
        shades.into_iter().find(|shade| shade.contrast(ground) >= goal).unwrap_or_else(|| self.mixed(end, 1.0))
    }

    fn mixed(self, end: f64, share: f64) -> Self {
        let rgb = self.rgb.map(|part| {
            let part = f64::from(part);
            // Between 0 and 255, since both ends are.
            (part + (end - part) * share).round() as u8
        });
        Self { rgb }
    }

    /// Whether a shade of this colour reaches the contrast `goal` on `ground`.
    pub fn reaches(self, ground: Self, goal: f64) -> bool {
        self.seen_on(ground, goal).contrast(ground) >= goal
    }

    /// Relative luminance, from 0 to 1.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Red, green and blue as light, each from 0 to 1.
    pub(super) fn linear(self) -> [f64; 3] {
        self.rgb.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }
}

impl TryFrom<String> for Color {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let digits = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let [_, red, green, blue] =
            number.ok_or_else(|| format!("`{}` is no colour of the form #D55E00", shorten(&text, 40)))?.to_be_bytes();
        Ok(Self { rgb: [red, green, blue] })
    }
}

impl From<Color> for String {
    fn from(color: Color) -> Self {
        let [red, green, blue] = color.rgb;
        format!("#{red:02X}{green:02X}{blue:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_hexadecimal_digits() {
        let color = Color::try_from("#d55e00".to_owned()).expect("a colour");
        assert_eq!(String::from(color), "#D55E00");
        assert!(Color::try_from("#+55E00".to_owned()).is_err_and(|error| error.contains("#D55E00")));
    }

    #[test]
    fn a_shade_reaches_its_contrast_and_no_colour_changes_without_need() {
        let (black, white) = (Color { rgb: [0; 3] }, Color { rgb: [255; 3] });
        assert!((black.contrast(white) - 21.0).abs() < 0.01);
        let nearly_black = Color { rgb: [10; 3] };
        assert!((nearly_black.contrast(black) - 1.0607).abs() < 0.0001, "near black it grows evenly");
        assert_eq!(white.seen_on(nearly_black, 30.0), white, "where no shade reaches it, the furthest");
        assert_eq!(black.seen_on(white, 7.0), black);
        assert!(!white.reaches(nearly_black, 30.0) && black.reaches(white, 7.0) && white.reaches(white, 7.0));
        for rgb in [[255, 255, 0], [30, 30, 90], [128, 128, 128]] {
            for ground in [black, white] {
                let (color, shade) = (Color { rgb }, Color { rgb }.seen_on(ground, 4.5));
                assert!(
                    shade == color && color.contrast(ground) >= 4.5 || (4.5..5.0).contains(&shade.contrast(ground))
                );
            }
        }
    }
}
