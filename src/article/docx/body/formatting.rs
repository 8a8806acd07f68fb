//! What does a Word document say about a paragraph, a run, a row or a control? As far as it tells what the words are.

use crate::article::IntakeError;
use crate::article::docx::styles::{Resolved, Styles, heading_level, is_set};
use crate::article::manuscript::{Role, Walk};
use crate::reading::xml::{Element, Part};

/// What is said about a paragraph.
#[derive(Debug, Default)]
pub(super) struct Formatting {
    /// The id of its style.
    pub style: Option<String>,
    /// Its level as a heading, from 1.
    pub level: Option<u8>,
    /// Whether it is an item of a list.
    pub is_list: Option<bool>,
    /// Whether its words go on in the next paragraph: its end was deleted, or it is the large first letter of the next.
    pub runs_on: bool,
    /// Whether a tracked change is about its end.
    pub is_changed: bool,
}

impl Formatting {
    /// What is said up to the end of the properties of a paragraph.
    pub fn read(walk: &mut Walk<'_>) -> Result<Self, IntakeError> {
        let mut formatting = Self::default();
        each_within(walk, |element| formatting.take(element))?;
        Ok(formatting)
    }

    fn take(&mut self, element: &Element<'_>) {
        let value = element.get("val");
        match element.name.as_str() {
            "pStyle" => self.style = value.map(str::to_owned),
            "outlineLvl" => self.level = heading_level(value),
            "numId" => self.is_list = Some(value != Some("0")),
            "framePr" => self.runs_on |= element.get("dropCap").is_some_and(|drop| drop != "none"),
            "del" | "moveFrom" => (self.runs_on, self.is_changed) = (true, true),
            "ins" | "moveTo" => self.is_changed = true,
            _ => {}
        }
    }

    /// What the paragraph is, with what its style says.
    pub fn role(&self, style: Resolved) -> Role {
        match (style.role, self.level) {
            (Role::Paragraph | Role::Quotation, Some(level)) => Role::Heading(level),
            (Role::Paragraph | Role::Quotation, None) if self.is_list.unwrap_or(style.is_list) => Role::ListItem,
            (role, _) => role,
        }
    }
}

/// Whether the properties of a run hide its words.
pub(super) fn is_run_hidden(walk: &mut Walk<'_>, styles: &Styles) -> Result<bool, IntakeError> {
    let (mut own, mut of_style) = (None, false);
    each_within(walk, |element| match element.name.as_str() {
        "vanish" => own = Some(is_set(element)),
        "rStyle" => of_style = element.get("val").is_some_and(|id| styles.resolve(Some(id)).is_hidden),
        _ => {}
    })?;
    Ok(own.unwrap_or(of_style))
}

/// Whether the properties of a row say that it was deleted.
pub(super) fn row_is_deleted(walk: &mut Walk<'_>) -> Result<bool, IntakeError> {
    let mut is_deleted = false;
    each_within(walk, |element| is_deleted |= element.name == "del")?;
    Ok(is_deleted)
}

/// What is said about a control.
#[derive(Debug, Default)]
pub(super) struct Control {
    /// It shows what shall be entered, since nothing was.
    pub is_placeholder: bool,
    /// It is a table of contents.
    pub is_contents: bool,
}

/// What the properties of a control say.
pub(super) fn is_placeholder(walk: &mut Walk<'_>) -> Result<Control, IntakeError> {
    let mut control = Control::default();
    each_within(walk, |element| match element.name.as_str() {
        "showingPlcHdr" => control.is_placeholder = is_set(element),
        "docPartGallery" => control.is_contents = element.get("val") == Some("Table of Contents"),
        _ => {}
    })?;
    Ok(control)
}

/// Gives each element up to the end of the one that has begun to `take`; what it was before a change is passed over.
fn each_within(walk: &mut Walk<'_>, mut take: impl FnMut(&Element<'_>)) -> Result<(), IntakeError> {
    let mut depth = 0_usize;
    while let Some(part) = walk.next()? {
        match part {
            Part::Start(element) if element.name.ends_with("Change") => walk.skip()?,
            Part::Start(element) => {
                take(&element);
                depth += 1;
            }
            Part::End if depth == 0 => break,
            Part::End => depth -= 1,
            Part::Text(_) => {}
        }
    }
    Ok(())
}
