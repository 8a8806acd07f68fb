//! What stands on a page? Its letters, each at its place, as values that need no PDF.

/// A page: what is on it, upright, with the origin at the top left and points as the unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    /// How high it is.
    pub(super) height: f32,
    /// Its letters, in the order in which they are drawn.
    pub(super) glyphs: Vec<Glyph>,
    /// How many pictures are on it.
    pub(super) pictures: usize,
    /// How many signs nobody can tell the letters of.
    pub(super) unknown: usize,
}

/// One letter at its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    /// The letter.
    pub(super) letter: char,
    /// Where it begins.
    pub(super) left: f32,
    /// Where the next letter would begin.
    pub(super) right: f32,
    /// How far its baseline is below the top of the page.
    pub(super) baseline: f32,
    /// How large it is.
    pub(super) size: f32,
    /// How it looks.
    pub(super) style: Style,
    /// What the file says it belongs to.
    pub(super) mark: Mark,
}

/// How a letter looks, as far as it matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Style {
    /// Whether it is bold.
    pub(super) bold: bool,
    /// Whether it leans.
    pub(super) italic: bool,
    /// Whether it was drawn by itself, as those hyphens are that a program put where it broke a word.
    pub(super) alone: bool,
}

/// What a file says a letter belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing is said.
    #[default]
    None,
    /// To the page, not the text: a running head, a page number, a rule.
    Artifact,
    /// To the leaf of the document's structure with this number.
    Leaf(u32),
}

impl Glyph {
    /// Whether it is nothing but space.
    pub(super) fn is_space(&self) -> bool {
        self.letter.is_whitespace()
    }
}
