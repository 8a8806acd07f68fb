//! What holds within a group? Where its words go, how they look, and what is said about the open paragraph.

use super::groups::Destination;
use crate::article::manuscript::NoteKind;

/// What holds within a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// Where its words go.
    pub destination: Destination,
    /// Where words went around a wrapper.
    pub unwrapped: Destination,
    /// The number of the font.
    pub font: i32,
    /// So many characters follow each that is given by its number.
    pub skips: usize,
    /// Whether words are hidden, or were deleted.
    pub is_hidden: bool,
    is_deleted: bool,
    /// Whether a star stood before: whoever does not know the next word passes the group over.
    pub is_starred: bool,
    /// Whether the result of the field is a table of contents.
    pub is_contents: bool,
    /// What is said about the open paragraph.
    pub paragraph: Formatting,
    /// What the end of the group ends.
    pub ends: Ends,
}

/// What is said about a paragraph.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Formatting {
    /// The number of its style.
    pub style: i32,
    /// Its level as a heading, from 0.
    pub outline: Option<u8>,
    /// Whether it is in a list.
    pub is_list: bool,
    /// Whether its first line begins before the others, as that of an item does.
    pub hangs: bool,
    /// Whether it is the large first letter of the next.
    pub runs_on: bool,
    is_in_table: bool,
    table_depth: usize,
}

/// What the end of a group ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ends {
    /// Nothing but itself.
    #[default]
    Nothing,
    /// A text frame.
    Frame,
    /// A note.
    Note(NoteKind),
}

impl Default for State {
    fn default() -> Self {
        Self {
            destination: Destination::Text,
            unwrapped: Destination::Text,
            font: 0,
            skips: 1,
            is_hidden: false,
            is_deleted: false,
            is_starred: false,
            is_contents: false,
            paragraph: Formatting::default(),
            ends: Ends::Nothing,
        }
    }
}

impl State {
    /// The state of a group within this one, as it begins.
    pub fn within(self) -> Self {
        Self { ends: Ends::Nothing, is_starred: false, ..self }
    }

    /// Whether words are in the text.
    pub fn is_shown(&self) -> bool {
        self.destination == Destination::Text && !self.is_hidden && !self.is_deleted
    }

    /// Whether the end of a paragraph ends none: it was deleted, or the paragraph is the first letter of the next.
    pub fn runs_on(&self) -> bool {
        self.is_deleted || self.paragraph.runs_on
    }

    /// Passes the group over.
    pub fn pass_over(&mut self) {
        (self.destination, self.unwrapped) = (Destination::Nowhere, Destination::Nowhere);
    }

    /// Takes in a control word about words; whether it is one about a tracked change.
    pub fn format_words(&mut self, name: &str, number: Option<i32>, default_font: i32) -> bool {
        let is_on = number != Some(0);
        match name {
            "plain" => (self.is_hidden, self.is_deleted, self.font) = (false, false, default_font),
            "f" => self.font = number.unwrap_or(0),
            "uc" => self.skips = usize::try_from(number.unwrap_or(1)).unwrap_or(0),
            "v" => self.is_hidden = is_on,
            "deleted" => self.is_deleted = is_on,
            "ftnalt" if matches!(self.ends, Ends::Note(_)) => self.ends = Ends::Note(NoteKind::Endnote),
            _ => {}
        }
        is_on && matches!(name, "deleted" | "revised")
    }
}

impl Formatting {
    /// How many tables the paragraph stands in.
    pub fn depth(&self) -> usize {
        if self.is_in_table { self.table_depth.max(1) } else { 0 }
    }

    /// Takes in a control word about a paragraph.
    pub fn take(&mut self, name: &str, number: Option<i32>) {
        let value = number.unwrap_or(0);
        match name {
            "pard" => *self = Self::default(),
            "s" => self.style = value,
            "outlinelevel" => self.outline = u8::try_from(value).ok().filter(|level| *level < 9),
            "ls" => self.is_list = value > 0,
            "fi" => self.hangs = value < 0,
            "intbl" => self.is_in_table = number != Some(0),
            "itap" => self.table_depth = usize::try_from(value).unwrap_or(0),
            "dropcapli" => self.runs_on = true,
            _ => {}
        }
    }
}
