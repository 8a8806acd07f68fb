//! What is a paragraph of each style? The styles of a Word document, each based on another, by their names and levels.

use std::collections::HashMap;

use crate::article::IntakeError;
use crate::article::manuscript::{Role, Walk, role_of};
use crate::reading::xml::{Element, Part};

/// So many styles may be based on each other; Word allows eleven.
const LONGEST_CHAIN: usize = 32;

/// The level by which Word says that a paragraph is no heading.
const BODY_LEVEL: u8 = 9;

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// The id of the style of a paragraph that names none.
    default: Option<String>,
    /// The language of what says no other, as a tag.
    pub language: String,
}

/// What one style says itself.
#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    is_list: Option<bool>,
    is_hidden: Option<bool>,
}

/// What a style says, with all that it is based on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Resolved {
    /// What its paragraphs are.
    pub role: Role,
    /// Whether they are items of a list.
    pub is_list: bool,
    /// Whether their words are hidden.
    pub is_hidden: bool,
}

impl Styles {
    /// The styles in the part of styles.
    pub fn read(mut walk: Walk<'_>) -> Result<Self, IntakeError> {
        let mut styles = Self::default();
        let mut id = String::new();
        while let Some(part) = walk.next()? {
            let Part::Start(element) = part else { continue };
            match element.name.as_str() {
                "style" => id = styles.begin(&element),
                "lang" if id.is_empty() && styles.language.is_empty() => {
                    styles.language = element.get("val").unwrap_or_default().to_owned();
                }
                // What a style says of the parts of a table is not what it says of a paragraph.
                "tblStylePr" | "latentStyles" => walk.skip()?,
                _ => {
                    if let Some(style) = styles.by_id.get_mut(&id) {
                        style.take(&element);
                    }
                }
            }
        }
        Ok(styles)
    }

    /// What the style `id` says; without an id, the style of a paragraph that names none.
    pub fn resolve(&self, id: Option<&str>) -> Resolved {
        let chain = self.chain(id);
        let found = chain.iter().find_map(|style| style.role());
        // A style that is not listed may still have a name that says what it is.
        let role = found.or_else(|| if chain.is_empty() { role_of(id?) } else { None });
        Resolved {
            role: role.unwrap_or_default(),
            is_list: chain.iter().find_map(|style| style.is_list).unwrap_or(false),
            is_hidden: chain.iter().find_map(|style| style.is_hidden).unwrap_or(false),
        }
    }

    /// The style `id` and those that it is based on, itself first.
    fn chain(&self, id: Option<&str>) -> Vec<&Style> {
        let first = id.or(self.default.as_deref()).and_then(|id| self.by_id.get(id));
        let next = |style: &&Style| style.based_on.as_deref().and_then(|id| self.by_id.get(id));
        std::iter::successors(first, next).take(LONGEST_CHAIN).collect()
    }

    fn begin(&mut self, element: &Element<'_>) -> String {
        let id = element.get("styleId").unwrap_or_default().to_owned();
        let is_default = element.get("default").is_some_and(is_on);
        if is_default && element.get("type") == Some("paragraph") {
            self.default = Some(id.clone());
        }
        self.by_id.insert(id.clone(), Style::default());
        id
    }
}

impl Style {
    fn take(&mut self, element: &Element<'_>) {
        let value = element.get("val");
        match element.name.as_str() {
            "name" => self.name = value.unwrap_or_default().to_owned(),
            "basedOn" => self.based_on = value.map(str::to_owned),
            "outlineLvl" => self.outline = value.and_then(|level| level.parse().ok()),
            "numId" => self.is_list = Some(value != Some("0")),
            "vanish" => self.is_hidden = Some(is_set(element)),
            _ => {}
        }
    }

    /// What its paragraphs are, if it says so itself.
    fn role(&self) -> Option<Role> {
        let level = |level: u8| if level < BODY_LEVEL { Role::Heading(level + 1) } else { Role::Paragraph };
        role_of(&self.name).or(self.outline.map(level))
    }
}

/// The level of an outline that makes a paragraph a heading.
pub(super) fn heading_level(value: Option<&str>) -> Option<u8> {
    value?.parse().ok().filter(|level| *level < BODY_LEVEL).map(|level: u8| level + 1)
}

/// Whether an element that switches something switches it on.
pub(super) fn is_set(element: &Element<'_>) -> bool {
    element.get("val").is_none_or(is_on)
}

fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off" | "none")
}
