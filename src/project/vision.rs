//! Which colours look alike, and to whom? Colour blindness as it is simulated, and how far apart two colours are seen.
//!
//! Simulation: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision
//! Deficiency", IEEE TVCG 15 (6), 2009: the matrices of severity 1.0, for linear RGB. Distance: CIEDE2000, after G. Sharma,
//! W. Wu, E. N. Dalal, "The CIEDE2000 Color-Difference Formula", Color Research and Application 30 (1), 2005; D65 white.

use super::{Color, Scheme};

/// Two colours closer than this, by CIEDE2000, are told to look alike. About 1 is the least that is seen side by side; from
/// about 5 on two colours are two at a glance, as lines under words that lie apart have to be.
pub const ALIKE: f64 = 5.0;

/// How a person sees colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vision {
    /// As most do.
    Usual,
    /// Without the cones for long waves: red is dark, and like green.
    Protanopia,
    /// Without the cones for middle waves: red is like green. The most frequent.
    Deuteranopia,
    /// Without the cones for short waves: blue is like green. Rare.
    Tritanopia,
}

/// Two labels whose colours look alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LookAlike {
    /// The places of the labels in the scheme, the lower one first.
    pub labels: [usize; 2],
    /// To whom.
    pub to: Vision,
    /// How far apart they are, by CIEDE2000.
    pub difference: f64,
}

impl Vision {
    /// All, the usual one first.
    pub const ALL: [Self; 4] = [Self::Usual, Self::Deuteranopia, Self::Protanopia, Self::Tritanopia];

    /// To whom something looks so: "people with deuteranopia".
    pub fn whom(self) -> &'static str {
        match self {
            Self::Usual => "everybody",
            Self::Protanopia => "people with protanopia",
            Self::Deuteranopia => "people with deuteranopia",
            Self::Tritanopia => "people with tritanopia",
        }
    }

    fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Self::Usual => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Protanopia => {
                [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
            }
            Self::Deuteranopia => {
                [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
            }
            Self::Tritanopia => {
                [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
            }
        }
    }
}

impl Color {
    /// This colour as somebody with that vision sees it.
    #[must_use]
    pub fn seen_with(self, vision: Vision) -> Self {
        let linear = times(vision.matrix(), self.linear());
        Self { rgb: linear.map(|part| (encoded(part.clamp(0.0, 1.0)) * 255.0).round() as u8) }
    }

    /// How far apart this colour and `other` are seen, by CIEDE2000: 0 for the same, 1 for what can just be told apart, 100
    /// for black and white.
    pub fn difference(self, other: Self) -> f64 {
        ciede2000(self.lab(), other.lab())
    }

    /// Lightness and the two opponent colours of CIE L*a*b*, for D65 white.
    fn lab(self) -> [f64; 3] {
        const TO_XYZ: [[f64; 3]; 3] =
            [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]];
        const WHITE: [f64; 3] = [0.95047, 1.0, 1.08883];
        let [x, y, z] = times(TO_XYZ, self.linear());
        let [x, y, z] = [x / WHITE[0], y / WHITE[1], z / WHITE[2]]
            .map(|part| if part > 216.0 / 24389.0 { part.cbrt() } else { (24389.0 / 27.0 * part + 16.0) / 116.0 });
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }
}

impl Scheme {
    /// Which labels that are offered look alike, and to whom, when each is drawn in the colour that `drawn` makes of its own.
    /// A pair is told once for each vision that cannot tell it apart.
    pub fn look_alikes(&self, drawn: impl Fn(Color) -> Color) -> Vec<LookAlike> {
        let colors: Vec<(usize, Color)> =
            self.offered().map(|(index, label)| (index.get(), drawn(label.color))).collect();
        let mut alike = Vec::new();
        for (number, (first, color)) in colors.iter().enumerate() {
            for (second, other) in &colors[number + 1..] {
                alike.extend(looking_alike([*first, *second], *color, *other));
            }
        }
        alike
    }

    /// Those of [`Self::look_alikes`] in which the label at the place `label` takes part.
    pub fn look_alikes_of(&self, label: usize, drawn: impl Fn(Color) -> Color) -> Vec<LookAlike> {
        let Some(own) = self.labels.get(label) else { return Vec::new() };
        let others = self.offered().map(|(index, other)| (index.get(), other)).filter(|(place, _)| *place != label);
        let pair = |(place, other): (usize, &super::Label)| {
            looking_alike([label.min(place), label.max(place)], drawn(own.color), drawn(other.color))
        };
        others.flat_map(pair).collect()
    }
}

fn looking_alike(labels: [usize; 2], one: Color, other: Color) -> Vec<LookAlike> {
    let seen = Vision::ALL.map(|to| (to, one.seen_with(to).difference(other.seen_with(to))));
    let alike = seen.into_iter().filter(|(_, difference)| *difference < ALIKE);
    alike.map(|(to, difference)| LookAlike { labels, to, difference }).collect()
}

fn times(matrix: [[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2])
}

/// A part of linear light, 0 to 1, as sRGB has it.
fn encoded(part: f64) -> f64 {
    if part <= 0.003_130_8 { 12.92 * part } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 }
}

/// Names as in the paper, equations 2 to 22, with all weights 1.
fn ciede2000([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
    let far = 25.0_f64.powi(7);
    let half = |mean: f64| (mean.powi(7) / (mean.powi(7) + far)).sqrt();
    let g = 0.5 * (1.0 - half(f64::midpoint(a1.hypot(b1), a2.hypot(b2))));
    let (a1, a2) = ((1.0 + g) * a1, (1.0 + g) * a2);
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let grey = c1 * c2 == 0.0;
    let turn = match h2 - h1 {
        _ if grey => 0.0,
        turn if turn > 180.0 => turn - 360.0,
        turn if turn < -180.0 => turn + 360.0,
        turn => turn,
    };
    let (dl, dc) = (l2 - l1, c2 - c1);
    let dh = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
    let (l, c) = (f64::midpoint(l1, l2), f64::midpoint(c1, c2));
    let h = match h1 + h2 {
        sum if grey => sum,
        sum if (h1 - h2).abs() <= 180.0 => sum / 2.0,
        sum if sum < 360.0 => sum / 2.0 + 180.0,
        sum => sum / 2.0 - 180.0,
    };
    let wave = |times: f64, shift: f64| (times * h + shift).to_radians().cos();
    let t = 1.0 - 0.17 * wave(1.0, -30.0) + 0.24 * wave(2.0, 0.0) + 0.32 * wave(3.0, 6.0) - 0.20 * wave(4.0, -63.0);
    let rotation = 30.0 * (-((h - 275.0) / 25.0).powi(2)).exp();
    let rt = -2.0 * half(c) * (2.0 * rotation).to_radians().sin();
    let sl = 1.0 + 0.015 * (l - 50.0).powi(2) / (20.0 + (l - 50.0).powi(2)).sqrt();
    let (sc, sh) = (1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
    let (dl, dc, dh) = (dl / sl, dc / sc, dh / sh);
    (dl * dl + dc * dc + dh * dh + rt * dc * dh).sqrt()
}

/// The angle of the hue, 0 to 360 degrees; 0 for grey.
fn hue(a: f64, b: f64) -> f64 {
    if a == 0.0 && b == 0.0 { 0.0 } else { b.atan2(a).to_degrees().rem_euclid(360.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::default_scheme;

    fn color(text: &str) -> Color {
        Color::try_from(text.to_owned()).expect("a colour")
    }

    #[test]
    fn the_distance_is_that_of_the_published_pairs() {
        for (one, other, expected) in [
            ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
            ([50.0, 3.1571, -77.2803], [50.0, 0.0, -82.7485], 2.8615),
            ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
            ([50.0, 2.49, -0.001], [50.0, -2.49, 0.0009], 7.1792),
            ([50.0, 2.49, -0.001], [50.0, -2.49, 0.0011], 7.2195),
            ([50.0, 2.5, 0.0], [50.0, 0.0, -2.5], 4.3065),
            ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
            ([50.0, 2.5, 0.0], [58.0, 24.0, 15.0], 19.4535),
            ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
            ([22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373),
            ([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082),
        ] {
            assert!((ciede2000(one, other) - expected).abs() < 0.0001, "{one:?} {other:?}: {}", ciede2000(one, other));
            assert!((ciede2000(other, one) - expected).abs() < 0.0001, "both ways");
        }
    }

    #[test]
    fn a_colour_becomes_lab_as_it_is_tabled() {
        for (text, expected) in [
            ("#FFFFFF", [100.0, 0.0, 0.0]),
            ("#000000", [0.0, 0.0, 0.0]),
            ("#FF0000", [53.24, 80.09, 67.20]),
            ("#0000FF", [32.30, 79.19, -107.86]),
            ("#010101", [0.27, 0.0, 0.0]),
        ] {
            let lab = color(text).lab();
            assert!(lab.iter().zip(expected).all(|(own, expected)| (own - expected).abs() < 0.01), "{text}: {lab:?}");
        }
        assert!((color("#000000").difference(color("#FFFFFF")) - 100.0).abs() < 0.01);
    }

    #[test]
    fn grey_stays_grey_and_red_is_like_dark_yellow_to_the_red_blind() {
        for vision in Vision::ALL {
            assert!(color("#808080").seen_with(vision).difference(color("#808080")) < 1.0, "{vision:?}");
        }
        // The first column of each matrix, encoded: what is left of pure red.
        assert_eq!(color("#FF0000").seen_with(Vision::Protanopia), color("#6D5F00"));
        assert_eq!(color("#FF0000").seen_with(Vision::Deuteranopia), color("#A39000"));
        assert_eq!(color("#FF0000").seen_with(Vision::Tritanopia), color("#FF000F"));
        assert_eq!(color("#00FF00").seen_with(Vision::Usual), color("#00FF00"));
    }

    #[test]
    fn red_and_green_of_one_lightness_look_alike_to_some() {
        let mut scheme = default_scheme();
        scheme.labels[0].color = color("#A65A00");
        scheme.labels[1].color = color("#6D6B00");
        let alike = scheme.look_alikes(|color| color);
        let to: Vec<Vision> = alike.iter().filter(|pair| pair.labels == [0, 1]).map(|pair| pair.to).collect();
        assert_eq!(to, [Vision::Deuteranopia, Vision::Protanopia], "{alike:?}");
        let own: Vec<LookAlike> = alike.iter().filter(|pair| pair.labels.contains(&1)).copied().collect();
        assert_eq!(scheme.look_alikes_of(1, |color| color), own);
        scheme.labels[0].retired = true;
        let of_retired = scheme.look_alikes(|color| color).into_iter().filter(|pair| pair.labels[0] == 0).count();
        assert_eq!(of_retired, 0, "what is not offered does not matter");
    }

    #[test]
    fn the_default_scheme_has_one_pair_that_its_lines_have_to_tell_apart() {
        let scheme = default_scheme();
        assert_eq!(scheme.look_alikes(|color| color), [], "Okabe and Ito’s colours themselves");
        let on = |ground: &str, goal: f64| {
            let ground = color(ground);
            scheme.look_alikes(|color| color.seen_on(ground, goal))
        };
        assert_eq!(on("#FDFCF9", 4.6), [], "as lines on light paper");
        let dark = on("#181B1E", 7.0);
        let [LookAlike { labels: [one, other], to: Vision::Deuteranopia, .. }] = dark[..] else { panic!("{dark:?}") };
        let (one, other) = (&scheme.labels[one], &scheme.labels[other]);
        assert_eq!((one.id.as_str(), other.id.as_str()), ("statistic", "cue"), "as lines on dark paper");
        assert_ne!(one.line, other.line, "dots and a plain line");
    }
}
