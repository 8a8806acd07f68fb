//! Which face, size and weight is a paragraph set in?

/// The kind of face; the real font is the first of its list that the system has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// A face with serifs, for reading an article.
    Serif,
    /// A face without serifs, for lists and labels.
    Sans,
}

/// How heavy the strokes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    /// 400.
    Regular,
    /// 600; the nearest heavier face where a family has no such weight.
    SemiBold,
    /// 700.
    Bold,
}

impl Weight {
    pub(super) fn value(self) -> f32 {
        match self {
            Self::Regular => 400.0,
            Self::SemiBold => 600.0,
            Self::Bold => 700.0,
        }
    }
}

/// How a paragraph is set; one style for the whole of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// With or without serifs.
    pub family: Family,
    /// Size of the em square in egui points.
    pub size_points: f32,
    /// Distance of two baselines as a multiple of the size.
    pub line_height: f32,
    /// How heavy the strokes are.
    pub weight: Weight,
    /// Slanted; a font without an italic is slanted artificially.
    pub italic: bool,
}

impl TextStyle {
    /// A regular, upright style.
    pub fn new(family: Family, size_points: f32, line_height: f32) -> Self {
        Self { family, size_points, line_height, weight: Weight::Regular, italic: false }
    }

    /// The same style at another weight.
    #[must_use]
    pub fn with_weight(self, weight: Weight) -> Self {
        Self { weight, ..self }
    }

    /// The same style, slanted.
    #[must_use]
    pub fn slanted(self) -> Self {
        Self { italic: true, ..self }
    }

    /// The style as a key of a hash map; equal exactly where the styles are.
    pub fn key(&self) -> StyleKey {
        StyleKey {
            family: self.family,
            size_bits: self.size_points.to_bits(),
            line_height_bits: self.line_height.to_bits(),
            weight: self.weight,
            italic: self.italic,
        }
    }
}

/// A [`TextStyle`] that can be hashed, for caches of layouts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StyleKey {
    family: Family,
    size_bits: u32,
    line_height_bits: u32,
    weight: Weight,
    italic: bool,
}
