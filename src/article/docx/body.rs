//! How do the paragraphs of a Word document come in? Element by element; what an element began, its end ends.

mod fields;
mod formatting;

use std::collections::HashMap;

use super::styles::Styles;
use crate::article::IntakeError;
use crate::article::manuscript::{Manuscript, NoteKind, Paragraph, Role, Walk, symbol_font};
use crate::reading::xml::{Element, Part};
use fields::Fields;
use formatting::{Formatting, is_placeholder, is_run_hidden, row_is_deleted};

/// The elements in which a body's paragraphs are.
const ROOTS: [&str; 4] = ["document", "footnotes", "endnotes", "glossaryDocument"];

/// A place in the text at which a note hangs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoteReference {
    /// Which kind of note.
    pub kind: NoteKind,
    /// Its id among those of its kind.
    pub id: String,
}

/// The notes of a part, by their ids.
pub(super) type Notes = HashMap<String, Vec<Paragraph>>;

/// A body on its way in.
pub(super) struct Body<'s> {
    styles: &'s Styles,
    manuscript: Manuscript,
    open: Vec<Closing>,
    /// What is known of the paragraphs that are open, the innermost last.
    paragraphs: Vec<Formatting>,
    /// Whether the words of the open run are hidden.
    is_hidden: bool,
    fields: Fields,
    references: Vec<NoteReference>,
    notes: Notes,
    has_root: bool,
}

/// What the end of an open element ends.
#[derive(Debug)]
enum Closing {
    Nothing,
    Paragraph,
    /// Whether words were hidden before the run.
    Run(bool),
    Text,
    Table,
    /// Whether the row is deleted.
    Row(bool),
    Cell,
    /// Whether words were hidden around the frame.
    Frame(bool),
    /// A note, by its id.
    Note(String),
    /// Several ways to say one thing; whether one of them was read.
    Alternatives(bool),
    /// A control for what a person enters; whether nothing was entered.
    Control(bool),
}

/// The notes in a part of footnotes or endnotes.
pub(super) fn notes(walk: Walk<'_>, styles: &Styles) -> Result<Notes, IntakeError> {
    let mut body = Body::new(styles);
    body.read(walk)?;
    Ok(body.notes)
}

impl<'s> Body<'s> {
    /// A body without paragraphs.
    pub fn new(styles: &'s Styles) -> Self {
        Self {
            styles,
            manuscript: Manuscript::default(),
            open: Vec::new(),
            paragraphs: Vec::new(),
            is_hidden: false,
            fields: Fields::default(),
            references: Vec::new(),
            notes: HashMap::new(),
            has_root: false,
        }
    }

    /// Takes in the paragraphs of a part.
    pub fn read(&mut self, mut walk: Walk<'_>) -> Result<(), IntakeError> {
        while let Some(part) = walk.next()? {
            match part {
                Part::Start(element) => {
                    if let Some(closing) = self.begin(&element, &mut walk)? {
                        self.open.push(closing);
                    }
                }
                Part::End => self.end(),
                Part::Text(text) if matches!(self.open.last(), Some(Closing::Text)) => self.add(&text),
                Part::Text(_) => {}
            }
        }
        Ok(())
    }

    /// What was taken in, and where notes hang.
    pub fn finish(self) -> Result<(Manuscript, Vec<NoteReference>), IntakeError> {
        if self.has_root {
            return Ok((self.manuscript, self.references));
        }
        let hint = "export a spreadsheet as .csv and a presentation as text, or copy its words and paste them";
        Err(IntakeError::refused("it is no document of a word processor but of another program", hint))
    }

    /// Begins an element; nothing when all of it has been read.
    fn begin(&mut self, element: &Element<'_>, walk: &mut Walk<'_>) -> Result<Option<Closing>, IntakeError> {
        let name = element.name.as_str();
        if self.is_passed_over(name) {
            walk.skip()?;
            return Ok(None);
        }
        match name {
            "pPr" | "rPr" | "trPr" | "sdtPr" => self.format(name, walk)?,
            _ => {
                self.add_sign(element);
                return Ok(Some(self.begin_part(element)));
            }
        }
        Ok(None)
    }

    /// Whether an element holds no words of the article.
    fn is_passed_over(&mut self, name: &str) -> bool {
        match name {
            "del" | "moveFrom" => {
                self.manuscript.beside.changes += 1;
                true
            }
            "instrText" | "delInstrText" | "delText" | "rt" | "rubyPr" | "tblPr" | "tblGrid" | "tcPr" | "sectPr" => {
                true
            }
            "sdtContent" => matches!(self.open.last(), Some(Closing::Control(true))),
            // Word writes the same text box twice, for new programs and for old ones.
            "Choice" | "Fallback" => match self.open.last_mut() {
                Some(Closing::Alternatives(is_read)) => std::mem::replace(is_read, true),
                _ => false,
            },
            _ => false,
        }
    }

    /// Reads what is said about the paragraph, the run, the row or the control that is open.
    fn format(&mut self, name: &str, walk: &mut Walk<'_>) -> Result<(), IntakeError> {
        match name {
            "pPr" => {
                let formatting = Formatting::read(walk)?;
                self.manuscript.beside.changes += usize::from(formatting.is_changed);
                if let Some(open) = self.paragraphs.last_mut() {
                    *open = formatting;
                }
            }
            "rPr" => {
                let is_hidden = is_run_hidden(walk, self.styles)?;
                // What is said outside of a run holds for no words.
                self.is_hidden |= is_hidden && matches!(self.open.last(), Some(Closing::Run(_)));
            }
            "trPr" => {
                let is_deleted = row_is_deleted(walk)?;
                if let Some(Closing::Row(row)) = self.open.last_mut() {
                    *row = is_deleted;
                    self.manuscript.beside.changes += usize::from(is_deleted);
                }
            }
            _ => {
                let control = is_placeholder(walk)?;
                self.manuscript.beside.contents += usize::from(control.is_contents);
                if let Some(Closing::Control(is_empty)) = self.open.last_mut() {
                    *is_empty = control.is_placeholder || control.is_contents;
                }
            }
        }
        Ok(())
    }

    /// Begins what an element is a part of; what its end will end.
    fn begin_part(&mut self, element: &Element<'_>) -> Closing {
        match element.name.as_str() {
            "p" if element.prefix != "a" => {
                self.paragraphs.push(Formatting::default());
                Closing::Paragraph
            }
            "r" => Closing::Run(self.is_hidden),
            "t" if element.prefix != "a" => Closing::Text,
            "tbl" => {
                self.manuscript.begin_table();
                Closing::Table
            }
            "tr" => {
                self.manuscript.begin_row();
                Closing::Row(false)
            }
            "tc" => {
                self.manuscript.begin_cell();
                Closing::Cell
            }
            "txbxContent" => {
                self.manuscript.begin_apart();
                Closing::Frame(std::mem::take(&mut self.is_hidden))
            }
            "footnote" | "endnote" => self.begin_note(element),
            "AlternateContent" => Closing::Alternatives(false),
            "sdt" => Closing::Control(false),
            _ => Closing::Nothing,
        }
    }

    fn begin_note(&mut self, element: &Element<'_>) -> Closing {
        self.manuscript.begin_apart();
        let is_rule = element.get("type").is_some_and(|kind| kind != "normal");
        let id = element.get("id").filter(|_| !is_rule).unwrap_or_default();
        Closing::Note(id.to_owned())
    }

    /// Takes in an element that stands for a character or for something beside the words.
    fn add_sign(&mut self, element: &Element<'_>) {
        match element.name.as_str() {
            name if ROOTS.contains(&name) && self.open.is_empty() => self.has_root = true,
            "tab" | "ptab" => self.add("\t"),
            "br" | "cr" if self.is_shown() => self.manuscript.break_line(),
            "noBreakHyphen" => self.add("\u{2011}"),
            "sym" => self.add_symbol(element),
            "fldChar" => self.fields.take(element.get("fldCharType").unwrap_or_default()),
            "footnoteReference" => self.add_reference(NoteKind::Footnote, element),
            "endnoteReference" => self.add_reference(NoteKind::Endnote, element),
            "pic" | "imagedata" => self.manuscript.add_picture(),
            "oMath" => self.manuscript.beside.formulas += 1,
            "ins" | "moveTo" => self.manuscript.beside.changes += 1,
            _ => {}
        }
    }

    /// Whether words at this place are shown.
    fn is_shown(&self) -> bool {
        !self.is_hidden && !self.fields.is_instruction() && !self.paragraphs.is_empty()
    }

    fn add(&mut self, text: &str) {
        if self.is_shown() {
            self.manuscript.add(text);
        }
    }

    fn add_symbol(&mut self, element: &Element<'_>) {
        let place = element.get("char").and_then(|place| u32::from_str_radix(place, 16).ok());
        let font = element.get("font").and_then(symbol_font);
        let char = place.and_then(|place| font.and_then(|font| font.at(place)).or_else(|| char::from_u32(place)));
        if let Some(char) = char {
            self.add(char.encode_utf8(&mut [0; 4]));
        }
    }

    fn add_reference(&mut self, kind: NoteKind, element: &Element<'_>) {
        if self.is_shown() {
            self.references.push(NoteReference { kind, id: element.get("id").unwrap_or_default().to_owned() });
        }
        // What follows in the run is then the mark of the note, not a word.
        self.is_hidden |= element.get("customMarkFollows").is_some();
    }

    fn end(&mut self) {
        match self.open.pop().unwrap_or(Closing::Nothing) {
            Closing::Nothing | Closing::Text | Closing::Alternatives(_) | Closing::Control(_) => {}
            Closing::Paragraph => self.end_paragraph(),
            Closing::Run(was_hidden) => self.is_hidden = was_hidden,
            Closing::Table => self.manuscript.end_table(),
            Closing::Row(true) => self.manuscript.drop_row(),
            Closing::Row(false) => {}
            Closing::Cell => self.manuscript.end_cell(),
            Closing::Frame(was_hidden) => {
                self.is_hidden = was_hidden;
                self.manuscript.end_frame();
            }
            Closing::Note(id) => {
                let note = self.manuscript.end_apart();
                if !id.is_empty() {
                    self.notes.insert(id, note);
                }
            }
        }
    }

    fn end_paragraph(&mut self) {
        let formatting = self.paragraphs.pop().unwrap_or_default();
        self.fields.end_instructions();
        let style = self.styles.resolve(formatting.style.as_deref());
        if style.is_hidden {
            self.manuscript.take_words();
        }
        if formatting.runs_on {
            return;
        }
        let role = formatting.role(style);
        self.manuscript.beside.contents += usize::from(role == Role::Contents && self.manuscript.has_words());
        self.manuscript.end_paragraph(role);
    }
}
