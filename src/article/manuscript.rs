//! What have the files of word processors in common? Paragraphs one after another, some of them within others.
//!
//! ```text
//! body ─ paragraph ─ frame ─ paragraph      a frame's paragraphs follow the one it hangs on
//!      │           └ note ─ paragraph       a note's paragraphs end the article
//!      └ table ─ row ─ cell ─ paragraph     a row is a paragraph, its cells parted by tabs
//! ```
//!
//! A reader says what begins and what ends; what it leaves open is ended by what holds it, so nothing is lost.

mod front;
mod style;
mod symbol;
mod table;
#[cfg(test)]
pub(super) mod testing;
mod walk;

use super::{Draft, IntakeError};
use crate::project::BlockKind;
pub(super) use front::{About, date_of};
pub(super) use style::{Role, role_of};
pub(super) use symbol::{SymbolFont, symbol_font};
use table::Table;
pub(super) use walk::{CURE, Walk};

/// A caption is seldom longer, in bytes.
const LONGEST_CAPTION: usize = 400;

/// A paragraph that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// What it is.
    pub role: Role,
    /// Its words; line breaks are line feeds.
    pub words: String,
}

/// Where a note stands in print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum NoteKind {
    /// At the foot of its page.
    Footnote,
    /// At the end of the document.
    Endnote,
}

/// What a document has beside its words, counted so that a person can be told.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Places that were inserted, deleted or moved and are not yet settled.
    pub changes: usize,
    /// Pictures.
    pub pictures: usize,
    /// Formulas.
    pub formulas: usize,
    /// Tables of contents and indexes.
    pub contents: usize,
}

/// A document of a word processor on its way in.
#[derive(Debug, Default)]
pub(super) struct Manuscript {
    /// The body, and what is open within it; the innermost is `innermost`.
    around: Vec<Flow>,
    innermost: Flow,
    footnotes: Vec<Paragraph>,
    endnotes: Vec<Paragraph>,
    /// What it has beside its words.
    pub beside: Beside,
}

/// Paragraphs that follow each other: of the body, a cell, a frame or a note.
#[derive(Debug, Default)]
struct Flow {
    paragraphs: Vec<Paragraph>,
    /// The words of the paragraph that is open.
    words: String,
    /// The paragraphs of the frames that hang on it.
    floating: Vec<Paragraph>,
    table: Option<Table>,
    has_picture: bool,
}

impl Flow {
    fn end_paragraph(&mut self, role: Role) {
        let words = std::mem::take(&mut self.words);
        if role != Role::Contents && !words.trim().is_empty() {
            self.paragraphs.push(Paragraph { role, words });
        }
        self.paragraphs.append(&mut self.floating);
    }

    fn end_table(&mut self) {
        if let Some(table) = self.table.take() {
            self.paragraphs.extend(table.paragraphs());
        }
    }

    fn finish(mut self) -> Vec<Paragraph> {
        self.end_table();
        self.end_paragraph(Role::Paragraph);
        self.paragraphs
    }
}

impl Manuscript {
    /// Adds `text` to the open paragraph. Line ends in it are spaces, since a line break is said otherwise; soft hyphens and
    /// control characters go.
    pub fn add(&mut self, text: &str) {
        let words = &mut self.innermost.words;
        if !text.contains(|char: char| char.is_control() || char == SOFT_HYPHEN) {
            return words.push_str(text);
        }
        words.extend(text.chars().filter_map(|char| match char {
            '\n' | '\r' => Some(' '),
            '\t' => Some('\t'),
            SOFT_HYPHEN => None,
            _ => (!char.is_control()).then_some(char),
        }));
    }

    /// Adds words that were added before and taken away.
    pub fn add_exactly(&mut self, words: &str) {
        self.innermost.words.push_str(words);
    }

    /// Adds a line break to the open paragraph.
    pub fn break_line(&mut self) {
        self.innermost.words.push('\n');
    }

    /// Notes a picture in the open paragraph.
    pub fn add_picture(&mut self) {
        self.beside.pictures += 1;
        self.innermost.has_picture = true;
    }

    /// Whether the open paragraph has words.
    pub fn has_words(&self) -> bool {
        !self.innermost.words.is_empty()
    }

    /// Ends the open paragraph.
    pub fn end_paragraph(&mut self, role: Role) {
        self.innermost.end_paragraph(role);
    }

    /// Begins paragraphs that stand apart from the open one.
    pub fn begin_apart(&mut self) {
        self.around.push(std::mem::take(&mut self.innermost));
    }

    /// Ends them.
    pub fn end_apart(&mut self) -> Vec<Paragraph> {
        let outer = self.around.pop().unwrap_or_default();
        std::mem::replace(&mut self.innermost, outer).finish()
    }

    /// Ends paragraphs that stand apart as those of a frame: they follow the open paragraph. Few words under a picture are its
    /// caption.
    pub fn end_frame(&mut self) {
        let has_picture = self.innermost.has_picture;
        let mut paragraphs = self.end_apart();
        let length: usize = paragraphs.iter().map(|paragraph| paragraph.words.len()).sum();
        if has_picture && length <= LONGEST_CAPTION {
            for paragraph in paragraphs.iter_mut().filter(|paragraph| paragraph.role == Role::Paragraph) {
                paragraph.role = Role::Caption;
            }
        }
        self.innermost.floating.append(&mut paragraphs);
    }

    /// Ends paragraphs that stand apart as those of a note.
    pub fn end_note(&mut self, kind: NoteKind) {
        let paragraphs = self.end_apart();
        self.add_note(kind, paragraphs);
    }

    /// Adds a note behind the others of its kind.
    pub fn add_note(&mut self, kind: NoteKind, paragraphs: Vec<Paragraph>) {
        match kind {
            NoteKind::Footnote => self.footnotes.extend(paragraphs),
            NoteKind::Endnote => self.endnotes.extend(paragraphs),
        }
    }

    /// Begins a table.
    pub fn begin_table(&mut self) {
        self.innermost.end_table();
        self.innermost.table = Some(Table::default());
    }

    /// Begins a row of the open table.
    pub fn begin_row(&mut self) {
        if let Some(table) = &mut self.innermost.table {
            table.begin_row();
        }
    }

    /// Takes the last row of the open table out: it was deleted.
    pub fn drop_row(&mut self) {
        if let Some(table) = &mut self.innermost.table {
            table.drop_row();
        }
    }

    /// Begins a cell.
    pub fn begin_cell(&mut self) {
        self.begin_apart();
    }

    /// Ends the open cell; without a table around it, its paragraphs follow the others.
    pub fn end_cell(&mut self) {
        let cell = self.end_apart();
        match &mut self.innermost.table {
            Some(table) => table.add_cell(cell),
            None => self.innermost.paragraphs.extend(cell),
        }
    }

    /// Ends the open table.
    pub fn end_table(&mut self) {
        self.innermost.end_table();
    }

    /// Takes the words of the open paragraph away, to put them elsewhere.
    pub fn take_words(&mut self) -> String {
        std::mem::take(&mut self.innermost.words)
    }

    /// Its paragraphs in the order they are read in, without those of notes.
    pub fn into_paragraphs(mut self) -> Vec<Paragraph> {
        while !self.around.is_empty() {
            let paragraphs = self.end_apart();
            self.innermost.paragraphs.extend(paragraphs);
        }
        self.innermost.finish()
    }

    /// The draft of the document, which says `about` itself; an error where it has no words.
    pub fn into_draft(mut self, about: &About) -> Result<Draft, IntakeError> {
        let mut draft = Draft::default();
        let beside = std::mem::take(&mut self.beside);
        let notes = [std::mem::take(&mut self.footnotes), std::mem::take(&mut self.endnotes)].concat();
        let body = self.into_paragraphs();
        let front = front::take(&body, about, &mut draft);
        for paragraph in body.iter().skip(front.lifted).filter(|paragraph| !front.is_lifted(paragraph)).chain(&notes) {
            draft.push(paragraph.role.kind(), &paragraph.words);
        }
        if draft.len() == 0 {
            return Err(IntakeError::refused(
                "it has no text",
                "if its words are in pictures, or all of them are deleted or hidden, copy them from elsewhere and paste them",
            ));
        }
        beside.tell(&mut draft);
        Ok(draft)
    }
}

/// Where a word may be parted at the end of a line; shows nowhere else.
const SOFT_HYPHEN: char = '\u{ad}';

impl Beside {
    fn tell(&self, draft: &mut Draft) {
        if self.changes > 0 {
            draft.tell(
                "The document has tracked changes: what was inserted is in the text, and what was deleted is not.",
            );
        }
        match self.pictures {
            0 => {}
            1 => draft.tell("A picture was left out."),
            count => draft.tell(format!("{count} pictures were left out.")),
        }
        if self.formulas > 0 {
            draft.tell("The document has formulas: their letters stand in a row, if they are in the text at all.");
        }
        if self.contents > 0 {
            draft.tell("A table of contents or an index was left out.");
        }
    }
}

impl Role {
    fn kind(self) -> BlockKind {
        match self {
            Self::Title | Self::Heading(_) => BlockKind::Heading,
            Self::ListItem => BlockKind::ListItem,
            Self::Quotation => BlockKind::Quotation,
            Self::Caption => BlockKind::Caption,
            Self::Subtitle | Self::Author | Self::Date | Self::Paragraph | Self::Row | Self::Contents => {
                BlockKind::Paragraph
            }
        }
    }
}
