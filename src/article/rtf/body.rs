//! How do the paragraphs of a Rich Text file come in? Word by word, each group with a state of its own.

use super::charset::Charset;
use super::groups::{Destination, Opening, about, about_shape, opening};
use super::header::{Header, Info};
use super::letters::{Letters, character};
use super::state::{Ends, Formatting, State};
use super::tables::Tables;
use super::tokens::Token;
use super::typed::{behind_bullet, ruby_base};
use crate::article::manuscript::{CURE, Manuscript, NoteKind, Role};
use crate::article::{Draft, IntakeError};

/// The deepest nest of groups; word processors need some thirty.
const DEEPEST: usize = 1000;

/// A file on its way in.
#[derive(Default)]
pub(super) struct Body {
    header: Header,
    manuscript: Manuscript,
    /// The states of the groups that are open, without the innermost.
    around: Vec<State>,
    state: State,
    /// What is open in the body, in frames and in notes, the innermost last.
    places: Vec<Place>,
    place: Place,
    letters: Letters,
    /// The instruction of a field that is being read.
    instruction: String,
    has_ended: bool,
}

/// Where paragraphs follow each other.
#[derive(Debug, Default)]
struct Place {
    tables: Tables,
    /// Whether the open paragraph has a bullet or a number.
    has_bullet: bool,
}

impl Body {
    /// Takes in the next piece.
    pub fn take(&mut self, token: Token<'_>) -> Result<(), IntakeError> {
        match token {
            Token::Text(bytes) => self.take_bytes(bytes),
            Token::Byte(byte) => self.take_bytes(&[byte]),
            Token::Open => self.open()?,
            Token::Close => self.close(),
            Token::Word("u", number) => {
                let charset = self.charset();
                self.letters.take_unit(number.unwrap_or(0), self.state.skips, charset);
            }
            Token::Word(name, number) => self.take_word(name, number),
            Token::Sign(sign) => self.take_sign(sign),
        }
        Ok(())
    }

    /// Whether the file's own group has ended.
    pub fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// The draft of all that was taken in; an error where that has no words.
    pub fn into_draft(mut self) -> Result<Draft, IntakeError> {
        let is_cut = !self.has_ended;
        while !self.around.is_empty() {
            self.close();
        }
        self.flush();
        self.end_paragraph_if_any();
        self.place.tables.close_to(0, &mut self.manuscript);
        let mut draft = self.manuscript.into_draft(&self.header.into_about())?;
        if is_cut {
            draft.tell("The file is cut short: what follows in the original is missing.");
        }
        Ok(draft)
    }

    fn open(&mut self) -> Result<(), IntakeError> {
        self.flush();
        self.letters.end_skipping();
        if self.around.len() == DEEPEST {
            return Err(IntakeError::refused(format!("its groups nest deeper than {DEEPEST}"), CURE));
        }
        self.around.push(self.state);
        self.state = self.state.within();
        Ok(())
    }

    fn close(&mut self) {
        self.flush();
        self.letters.end_skipping();
        self.end_header_group();
        match self.state.ends {
            Ends::Nothing => {}
            Ends::Frame => {
                self.step_out();
                self.manuscript.end_frame();
            }
            Ends::Note(kind) => {
                self.step_out();
                self.manuscript.end_note(kind);
            }
        }
        if self.around.len() == 1 {
            self.end_paragraph_if_any();
        }
        let ended = self.state.destination;
        self.state = self.around.pop().unwrap_or_default();
        if ended == Destination::Instruction && self.state.destination == Destination::Text {
            self.end_instruction();
        }
        self.has_ended = self.around.is_empty();
    }

    /// Ends what a group of the header, or one like it, holds.
    fn end_header_group(&mut self) {
        let outer = self.around.last().map_or(Destination::Text, |state| state.destination);
        match self.state.destination {
            Destination::Styles => self.header.end_style(),
            Destination::Fonts => self.header.end_font(),
            Destination::About(Info::Value) => {
                let (name, value) = self.header.end_property();
                match outer {
                    Destination::Shape => self.take_shape(&name, &value),
                    _ => self.header.set_custom(&name, &value),
                }
            }
            _ => {}
        }
    }

    /// Takes in a property of a shape.
    fn take_shape(&mut self, name: &str, value: &str) {
        match name {
            "gtextUNICODE" => {
                self.manuscript.begin_apart();
                self.manuscript.add(value);
                self.manuscript.end_frame();
            }
            "pib" => self.manuscript.add_picture(),
            _ => {}
        }
    }

    /// Ends the instruction of a field. Its words are none of the text, but for those that have their reading above them.
    fn end_instruction(&mut self) {
        let instruction = std::mem::take(&mut self.instruction);
        let first = instruction.split_whitespace().next();
        self.state.is_contents |= matches!(first, Some("TOC" | "INDEX"));
        if let Some(words) = ruby_base(&instruction).filter(|_| self.state.is_shown()) {
            self.manuscript.add(words);
        }
    }

    /// Begins paragraphs that stand apart.
    fn step_in(&mut self, ends: Ends) {
        self.manuscript.begin_apart();
        self.places.push(std::mem::take(&mut self.place));
        self.state.ends = ends;
        self.state.is_hidden = false;
        self.state.paragraph = Formatting::default();
    }

    fn step_out(&mut self) {
        self.end_paragraph_if_any();
        self.place.tables.close_to(0, &mut self.manuscript);
        self.place = self.places.pop().unwrap_or_default();
    }

    fn take_bytes(&mut self, bytes: &[u8]) {
        if self.state.destination != Destination::Nowhere {
            self.letters.take_bytes(bytes);
        }
    }

    fn charset(&self) -> Charset {
        match self.state.destination {
            Destination::Text => self.header.charset(self.state.font),
            _ => self.header.page(),
        }
    }

    /// Puts what waits where it belongs.
    fn flush(&mut self) {
        let charset = self.charset();
        let words = self.letters.words(charset);
        if words.is_empty() {
            return;
        }
        match self.state.destination {
            Destination::Text if self.state.is_shown() => self.manuscript.add(words),
            Destination::Fonts => self.header.name_font(words),
            Destination::Styles => self.header.name_style(words),
            Destination::About(info) => self.header.inform(info, words),
            Destination::Instruction => self.instruction.push_str(words),
            _ => {}
        }
        words.clear();
    }

    fn take_sign(&mut self, sign: u8) {
        let charset = self.charset();
        match sign {
            b'*' => self.state.is_starred = true,
            b'~' => self.letters.take_char('\u{a0}', charset),
            b'_' => self.letters.take_char('\u{2011}', charset),
            _ => {}
        }
    }

    fn take_word(&mut self, name: &str, number: Option<i32>) {
        if let Some(char) = character(name) {
            let charset = self.charset();
            return self.letters.take_char(char, charset);
        }
        self.letters.end_skipping();
        self.flush();
        let is_starred = std::mem::take(&mut self.state.is_starred);
        let about = match self.state.destination {
            Destination::Info => about(name),
            Destination::Shape => about_shape(name),
            _ => None,
        };
        if let Some(destination) = about {
            return self.state.destination = destination;
        }
        match opening(name) {
            Some(opening) => self.take_opening(opening),
            None if is_starred => self.state.pass_over(),
            None => self.take_setting(name, number),
        }
    }

    fn take_opening(&mut self, opening: Opening) {
        let destination = self.state.destination;
        match opening {
            Opening::Unwrapped => self.state.destination = self.state.unwrapped,
            Opening::Frame => {
                self.state.destination = self.state.unwrapped;
                if self.state.destination == Destination::Text {
                    self.step_in(Ends::Frame);
                }
            }
            Opening::Shape if self.state.unwrapped == Destination::Text => self.state.destination = Destination::Shape,
            Opening::Wrapper if destination != Destination::Nowhere => {
                (self.state.destination, self.state.unwrapped) = (Destination::Nowhere, destination);
            }
            _ if destination == Destination::Nowhere => {}
            Opening::To(Destination::Nowhere) => self.state.pass_over(),
            Opening::To(destination) => self.state.destination = destination,
            _ if destination != Destination::Text => self.state.pass_over(),
            Opening::Result if self.state.is_contents => {
                self.manuscript.beside.contents += 1;
                self.state.pass_over();
            }
            Opening::Note => self.step_in(Ends::Note(NoteKind::Footnote)),
            Opening::Bullet => {
                self.place.has_bullet = true;
                self.state.pass_over();
            }
            Opening::Picture => {
                self.manuscript.add_picture();
                self.state.pass_over();
            }
            Opening::Formula => self.manuscript.beside.formulas += 1,
            Opening::Part | Opening::Wrapper | Opening::Shape | Opening::Result => {}
        }
    }

    fn take_setting(&mut self, name: &str, number: Option<i32>) {
        let value = number.unwrap_or(0);
        match self.state.destination {
            Destination::Fonts => self.header.take_font(name, value),
            Destination::Styles => self.header.take_style(name, value),
            Destination::Time => self.header.take_time(name, value),
            Destination::Text => {
                let is_change = self.state.format_words(name, number, self.header.default_font);
                self.manuscript.beside.changes += usize::from(is_change);
                self.state.paragraph.take(name, number);
                self.break_text(name);
                self.header.take(name, value);
            }
            _ => {}
        }
    }

    /// Takes in what breaks a line, or ends a paragraph, a cell or a row.
    fn break_text(&mut self, name: &str) {
        let depth = self.state.paragraph.depth();
        match name {
            "par" | "sect" if self.state.runs_on() => {}
            "par" | "sect" => self.end_paragraph(depth),
            "line" | "lbr" | "page" | "column" if self.state.is_shown() => self.manuscript.break_line(),
            "cell" => self.end_cell(1),
            "nestcell" => self.end_cell(depth.max(2)),
            "row" => self.place.tables.end_row(1, &mut self.manuscript),
            "nestrow" => self.place.tables.end_row(depth.max(2), &mut self.manuscript),
            _ => {}
        }
    }

    fn end_cell(&mut self, depth: usize) {
        self.end_paragraph(depth);
        self.place.tables.end_cell(depth, &mut self.manuscript);
    }

    fn end_paragraph(&mut self, depth: usize) {
        self.place.tables.settle(depth, &mut self.manuscript);
        self.place.has_bullet |= self.state.paragraph.hangs && self.drop_bullet();
        let role = self.role();
        self.place.has_bullet = false;
        self.manuscript.beside.contents += usize::from(role == Role::Contents && self.manuscript.has_words());
        self.manuscript.end_paragraph(role);
    }

    /// Takes the bullet or the number off the open paragraph, if it begins with one that is part of its words.
    fn drop_bullet(&mut self) -> bool {
        let words = self.manuscript.take_words();
        let behind = behind_bullet(&words);
        self.manuscript.add_exactly(behind.unwrap_or(&words));
        behind.is_some()
    }

    /// Ends a paragraph that the end of what holds it ends.
    fn end_paragraph_if_any(&mut self) {
        if self.manuscript.has_words() {
            self.end_paragraph(self.state.paragraph.depth());
        }
    }

    /// What the open paragraph is.
    fn role(&self) -> Role {
        let paragraph = &self.state.paragraph;
        let is_list = self.place.has_bullet || paragraph.is_list || self.header.is_list(paragraph.style);
        match (self.header.role(paragraph.style), paragraph.outline) {
            (Role::Paragraph | Role::Quotation, Some(level)) => Role::Heading(level + 1),
            (Role::Paragraph | Role::Quotation, None) if is_list => Role::ListItem,
            (role, _) => role,
        }
    }
}
