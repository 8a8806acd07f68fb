//! How do the paragraphs of an OpenDocument come in? Element by element; what an element began, its end ends.

use super::styles::{Family, Styles};
use super::{MOST_FORMULAS, formula, meta, no_text};
use crate::article::IntakeError;
use crate::article::manuscript::{About, Manuscript, NoteKind, Role, Walk};
use crate::reading::xml::{Element, Part};

/// The most spaces that one element stands for: else a few bytes could stand for as many as there are.
const MOST_SPACES: usize = 100;

/// Shapes that may have words within.
const SHAPES: [&str; 14] = [
    "text-box",
    "custom-shape",
    "rect",
    "line",
    "polyline",
    "polygon",
    "regular-polygon",
    "path",
    "circle",
    "ellipse",
    "connector",
    "caption",
    "measure",
    "control",
];

/// Finds the letters of the formula that lies in a folder of the archive.
pub(super) type FormulaIn<'s> = dyn FnMut(&str) -> Result<String, IntakeError> + 's;

/// A body on its way in.
pub(super) struct Body<'s> {
    styles: &'s mut Styles,
    about: &'s mut About,
    formula: &'s mut FormulaIn<'s>,
    manuscript: Manuscript,
    open: Vec<Closing>,
    place: Place,
    has_text: bool,
}

/// What holds where the next words stand.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// What the open paragraph is; nothing outside of paragraphs.
    role: Option<Role>,
    /// Whether words are hidden.
    is_hidden: bool,
    /// Whether paragraphs are items of a list.
    is_item: bool,
    /// Whether the last character was a space that takes others to itself, as at the start of a paragraph.
    after_space: bool,
}

/// What the end of an open element ends.
#[derive(Debug)]
enum Closing {
    Nothing,
    /// The place was another before it.
    Place(Place),
    Paragraph(Place),
    Frame(Place),
    Cell(Place),
    Note(Place, NoteKind),
    Table,
}

impl<'s> Body<'s> {
    /// A body without paragraphs.
    pub fn new(styles: &'s mut Styles, about: &'s mut About, formula: &'s mut FormulaIn<'s>) -> Self {
        let manuscript = Manuscript::default();
        Self { styles, about, formula, manuscript, open: Vec::new(), place: Place::default(), has_text: false }
    }

    /// Takes in the paragraphs of a file, with the styles and the metadata that stand before them.
    pub fn read(mut self, mut walk: Walk<'_>) -> Result<Manuscript, IntakeError> {
        while let Some(part) = walk.next()? {
            match part {
                Part::Start(element) => {
                    if let Some(closing) = self.begin(&element, &mut walk)? {
                        self.open.push(closing);
                    }
                }
                Part::End => self.end(),
                Part::Text(text) if self.is_shown() => self.add(&text),
                Part::Text(_) => {}
            }
        }
        if self.has_text { Ok(self.manuscript) } else { Err(no_text()) }
    }

    /// Begins an element; nothing when all of it has been read.
    fn begin(&mut self, element: &Element<'_>, walk: &mut Walk<'_>) -> Result<Option<Closing>, IntakeError> {
        let (prefix, name) = (element.prefix.as_str(), element.name.as_str());
        match (prefix, name) {
            ("office", "automatic-styles" | "styles") => self.styles.read(walk)?,
            ("office", "meta") => meta::read(walk, self.about)?,
            ("text", "tracked-changes") => self.pass_changes(walk)?,
            ("draw", "object") => self.add_object(element, walk)?,
            _ if self.is_passed_over(prefix, element) => walk.skip()?,
            _ => {
                self.add_sign(element);
                return Ok(Some(self.begin_part(element)));
            }
        }
        Ok(None)
    }

    /// Whether an element holds no words of the article.
    fn is_passed_over(&mut self, prefix: &str, element: &Element<'_>) -> bool {
        match (prefix, element.name.as_str()) {
            ("office", "annotation" | "master-styles" | "forms" | "scripts" | "font-face-decls" | "settings")
            | ("office", "binary-data" | "event-listeners")
            | ("text", "note-citation" | "ruby-text" | "number" | "script" | "index-title-template")
            | ("svg", "title" | "desc")
            | ("draw", "contour-polygon" | "object-ole" | "plugin" | "glue-point") => true,
            (
                "text",
                "table-of-content" | "alphabetical-index" | "illustration-index" | "table-index" | "object-index"
                | "user-index",
            ) => {
                self.manuscript.beside.contents += 1;
                true
            }
            ("text", "section") => is_hidden_section(element),
            ("text", "hidden-paragraph" | "hidden-text") => element.get("is-hidden") == Some("true"),
            ("text", "variable-set" | "user-field-get") => element.get("display") == Some("none"),
            _ => false,
        }
    }

    /// Begins what an element is a part of; what its end will end.
    fn begin_part(&mut self, element: &Element<'_>) -> Closing {
        match (element.prefix.as_str(), element.name.as_str()) {
            ("text", "p" | "h") => self.begin_paragraph(element),
            ("text", "span") => {
                let before = self.place;
                let style = element.get("style-name").unwrap_or_default();
                self.place.is_hidden |= self.styles.is_hidden(Family::Text, style);
                Closing::Place(before)
            }
            ("text", "list-item") => self.put(Place { is_item: true, ..self.place }),
            ("text", "list-header") => self.put(Place { is_item: false, ..self.place }),
            ("text", "note") => {
                let is_end = element.get("note-class") == Some("endnote");
                Closing::Note(self.step_in(), if is_end { NoteKind::Endnote } else { NoteKind::Footnote })
            }
            ("table", "table") => {
                self.manuscript.begin_table();
                Closing::Table
            }
            ("table", "table-row") => {
                self.manuscript.begin_row();
                Closing::Nothing
            }
            ("table", "table-cell" | "covered-table-cell") => Closing::Cell(self.step_in()),
            ("draw", name) if SHAPES.contains(&name) => Closing::Frame(self.step_in()),
            _ => Closing::Nothing,
        }
    }

    /// Goes to another place until the element ends.
    fn put(&mut self, place: Place) -> Closing {
        Closing::Place(std::mem::replace(&mut self.place, place))
    }

    /// Begins paragraphs that stand apart; the place before.
    fn step_in(&mut self) -> Place {
        self.manuscript.begin_apart();
        std::mem::take(&mut self.place)
    }

    fn begin_paragraph(&mut self, element: &Element<'_>) -> Closing {
        let style = element.get("style-name").unwrap_or_default();
        let role = match (element.name.as_str(), self.styles.role(style)) {
            ("h", Role::Paragraph | Role::Quotation | Role::ListItem | Role::Heading(_)) => {
                let level = element.get("outline-level").and_then(|level| level.parse().ok());
                Role::Heading(level.unwrap_or(1))
            }
            (_, Role::Paragraph | Role::Quotation) if self.place.is_item => Role::ListItem,
            (_, role) => role,
        };
        let is_hidden = self.place.is_hidden || self.styles.is_hidden(Family::Paragraph, style);
        let place = Place { role: Some(role), is_hidden, after_space: true, ..self.place };
        Closing::Paragraph(std::mem::replace(&mut self.place, place))
    }

    /// Takes in an element that stands for a character or for something beside the words.
    fn add_sign(&mut self, element: &Element<'_>) {
        let is_shown = self.is_shown();
        match (element.prefix.as_str(), element.name.as_str()) {
            ("office", "text") => self.has_text = true,
            ("text", "s") if is_shown => {
                let count = element.get("c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                self.add_exactly(&" ".repeat(count.min(MOST_SPACES)));
            }
            ("text", "tab") if is_shown => self.add_exactly("\t"),
            ("text", "line-break") if is_shown => {
                self.manuscript.break_line();
                self.place.after_space = true;
            }
            ("draw", "image") if !is_replacement(element) => self.manuscript.add_picture(),
            _ => {}
        }
    }

    fn is_shown(&self) -> bool {
        self.place.role.is_some() && !self.place.is_hidden
    }

    /// Adds words in which any white space is one space, as the format has it.
    fn add(&mut self, text: &str) {
        let is_blank = |char: char| matches!(char, ' ' | '\t' | '\n' | '\r');
        for piece in text.split_inclusive(is_blank) {
            let words = piece.trim_end_matches(is_blank);
            self.manuscript.add(words);
            self.place.after_space &= words.is_empty();
            if words.len() < piece.len() && !std::mem::replace(&mut self.place.after_space, true) {
                self.manuscript.add(" ");
            }
        }
    }

    fn add_exactly(&mut self, text: &str) {
        self.manuscript.add(text);
        self.place.after_space = false;
    }

    /// Passes over what was deleted; what was inserted stands in the text.
    fn pass_changes(&mut self, walk: &mut Walk<'_>) -> Result<(), IntakeError> {
        let mut depth = 0_usize;
        while let Some(part) = walk.next()? {
            match part {
                Part::Start(element) => {
                    self.manuscript.beside.changes += usize::from(element.name == "changed-region");
                    depth += 1;
                }
                Part::End if depth == 0 => break,
                Part::End => depth -= 1,
                Part::Text(_) => {}
            }
        }
        Ok(())
    }

    /// Takes in the letters of a formula; a chart or a sheet has none.
    fn add_object(&mut self, element: &Element<'_>, walk: &mut Walk<'_>) -> Result<(), IntakeError> {
        let within = formula::read(walk)?;
        let folder = element.get("href").filter(|_| self.manuscript.beside.formulas < MOST_FORMULAS);
        let letters = folder.map_or(Ok(within), |folder| (self.formula)(folder))?;
        if !letters.is_empty() {
            self.manuscript.beside.formulas += 1;
            if self.is_shown() {
                self.add_exactly(&letters);
            }
        }
        Ok(())
    }

    fn end(&mut self) {
        match self.open.pop().unwrap_or(Closing::Nothing) {
            Closing::Nothing => {}
            Closing::Place(before) => self.place = Place { after_space: self.place.after_space, ..before },
            Closing::Paragraph(before) => {
                self.manuscript.end_paragraph(self.place.role.unwrap_or_default());
                self.place = before;
            }
            Closing::Frame(before) => {
                self.manuscript.end_frame();
                self.place = before;
            }
            Closing::Cell(before) => {
                self.manuscript.end_cell();
                self.place = before;
            }
            Closing::Note(before, kind) => {
                self.manuscript.end_note(kind);
                self.place = before;
            }
            Closing::Table => self.manuscript.end_table(),
        }
    }
}

/// Whether a picture only shows what a formula or a chart looks like.
fn is_replacement(element: &Element<'_>) -> bool {
    element.get("href").is_some_and(|file| file.contains("ObjectReplacements"))
}

fn is_hidden_section(element: &Element<'_>) -> bool {
    match element.get("display") {
        Some("none") => true,
        Some("condition") => element.get("is-hidden") == Some("true"),
        _ => false,
    }
}
