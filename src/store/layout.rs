//! How is the window laid out? What of it is remembered from one start to the next.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::settings::within;

/// How the window is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Layout {
    /// Where the panel stands.
    pub side: Side,
    /// Which part of the panel was shown last.
    pub tab: Tab,
    /// Whether the overview is shown.
    pub overview: bool,
    /// How large the whole window is drawn; 1 is what the system says.
    pub zoom: f32,
    /// Whether nothing glides: the wheel moves the article at once.
    pub reduce_motion: bool,
    /// Where the window was, once it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// Where the panel stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Where lines end: at the right, and at the left of an article that is written from the right.
    #[default]
    Automatic,
    /// At the left.
    Left,
    /// At the right.
    Right,
}

/// A part of the panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tab {
    /// The list of annotations, and the inspector.
    #[default]
    Annotations,
    /// When to mark.
    Guideline,
    /// What is known about the article.
    Article,
    /// Only while there is a list of articles.
    Articles,
}

/// Where a window is when it is not maximised, in points of the screen (at a zoom of 1).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Width of what is in the window.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// Where the window's corner was, from the left and from above; not every system says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corner: Option<(f32, f32)>,
    /// Whether it is maximised over all of that.
    #[serde(default)]
    pub maximised: bool,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            side: Side::Automatic,
            tab: Tab::Annotations,
            overview: true,
            zoom: 1.0,
            reduce_motion: false,
            place: None,
        }
    }
}

impl Layout {
    /// How large and how small the whole window may be drawn.
    pub const ZOOMS: RangeInclusive<f32> = 0.5..=4.0;

    /// This with every number within its range; a place that is none is forgotten.
    #[must_use]
    pub fn sane(self) -> Self {
        Self { zoom: within(self.zoom, Self::ZOOMS, 1.0), place: self.place.and_then(Place::sane), ..self }
    }
}

impl Place {
    /// The smallest window, and the largest that any screen has room for.
    const WIDTHS: RangeInclusive<f32> = 480.0..=16_384.0;
    const HEIGHTS: RangeInclusive<f32> = 360.0..=16_384.0;
    /// How far from the first screen another one begins, at most.
    const FURTHEST: f32 = 16_384.0;

    fn sane(self) -> Option<Self> {
        let is_place = self.width.is_finite() && self.height.is_finite();
        let near = |part: f32| part.abs() <= Self::FURTHEST;
        is_place.then(|| Self {
            width: within(self.width, Self::WIDTHS, 0.0),
            height: within(self.height, Self::HEIGHTS, 0.0),
            corner: self.corner.filter(|(left, top)| near(*left) && near(*top)),
            maximised: self.maximised,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Settings;
    use super::*;

    fn read(text: &str) -> Layout {
        Settings::read(text.as_bytes()).expect("settings").layout
    }

    #[test]
    fn a_layout_comes_back_and_settings_from_before_have_the_usual_one() {
        assert_eq!(read("(panel: false, panel_width: 300.0)"), Layout::default());
        let place = Place { width: 900.0, height: 700.0, corner: Some((-1200.0, 40.0)), maximised: true };
        let layout = Layout { side: Side::Left, zoom: 1.3, place: Some(place), overview: false, ..Layout::default() };
        let bytes = crate::format::ron::write_value(&Settings { layout, ..Settings::default() }).expect("written");
        assert_eq!(Settings::read(&bytes).expect("read").layout, layout);
    }

    #[test]
    fn odd_numbers_are_brought_back_into_range() {
        let zooms = ["NaN", "-3.0", "0.0", "1e30", "inf", "1.5"];
        let zoom = |number: &str| read(&format!("(layout: (zoom: {number}))")).zoom;
        assert_eq!(zooms.map(zoom), [1.0, 0.5, 0.5, 4.0, 1.0, 1.5]);
        let place = |text: &str| read(&format!("(layout: (place: ({text})))")).place;
        assert_eq!(place("width: NaN, height: 700.0"), None);
        let small = Place { width: 480.0, height: 16_384.0, corner: None, maximised: false };
        assert_eq!(place("width: -5.0, height: 1e20, corner: (1e9, 0.0)"), Some(small));
        assert_eq!(place("width: 1.0, height: 1e20, corner: (NaN, 0.0)"), Some(small));
    }
}
