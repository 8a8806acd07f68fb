//! What is a paragraph of each style? The styles of an OpenDocument, each with a parent, by their names and levels.

use std::collections::HashMap;

use crate::article::IntakeError;
use crate::article::manuscript::{Role, Walk, role_of};
use crate::reading::xml::{Element, Part};

/// So many styles may have each other for parents.
const LONGEST_CHAIN: usize = 32;

/// What a style is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Family {
    /// Paragraphs.
    Paragraph,
    /// Words within one.
    Text,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_name: HashMap<(Family, String), Style>,
    /// The language of what says no other, as a tag.
    pub language: String,
}

/// What one style says itself.
#[derive(Debug, Default)]
struct Style {
    role: Option<Role>,
    parent: Option<String>,
    is_hidden: Option<bool>,
}

impl Styles {
    /// Takes in the styles in `styles.xml` that the content may name; its automatic ones are those of headers and footers.
    pub fn read_common(&mut self, mut walk: Walk<'_>) -> Result<(), IntakeError> {
        while let Some(part) = walk.next()? {
            let Part::Start(element) = part else { continue };
            match element.name.as_str() {
                "styles" => self.read(&mut walk)?,
                "automatic-styles" | "master-styles" => walk.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Takes in the styles up to the end of the element that has begun.
    pub fn read(&mut self, walk: &mut Walk<'_>) -> Result<(), IntakeError> {
        let mut open: Option<(Family, String)> = None;
        let mut is_default = false;
        let mut depth = 0_usize;
        while let Some(part) = walk.next()? {
            match part {
                Part::Start(element) => {
                    depth += 1;
                    match element.name.as_str() {
                        "style" => open = self.begin(&element),
                        "default-style" => (open, is_default) = (None, element.get("family") == Some("paragraph")),
                        "text-properties" if is_default => self.take_language(&element),
                        "text-properties" => self.take_display(open.as_ref(), &element),
                        _ => {}
                    }
                }
                Part::End if depth == 0 => break,
                Part::End => {
                    depth -= 1;
                    if depth == 0 {
                        (open, is_default) = (None, false);
                    }
                }
                Part::Text(_) => {}
            }
        }
        Ok(())
    }

    /// What paragraphs of the style `name` are.
    pub fn role(&self, name: &str) -> Role {
        let found = self.chain(Family::Paragraph, name).find_map(|style| style.role);
        found.or_else(|| role_of(&decoded(name))).unwrap_or_default()
    }

    /// Whether words of the style `name` are hidden.
    pub fn is_hidden(&self, family: Family, name: &str) -> bool {
        self.chain(family, name).find_map(|style| style.is_hidden).unwrap_or(false)
    }

    fn chain(&self, family: Family, name: &str) -> impl Iterator<Item = &Style> {
        let find = move |name: &str| self.by_name.get(&(family, name.to_owned()));
        let next = move |style: &&Style| style.parent.as_deref().and_then(find);
        std::iter::successors(find(name), next).take(LONGEST_CHAIN)
    }

    fn begin(&mut self, element: &Element<'_>) -> Option<(Family, String)> {
        let family = match element.get("family")? {
            "paragraph" => Family::Paragraph,
            "text" => Family::Text,
            _ => return None,
        };
        let name = element.get("name")?;
        let level =
            element.get("default-outline-level").and_then(|level| level.parse().ok()).filter(|level| *level > 0);
        let shown = element.get("display-name").map_or_else(|| decoded(name), str::to_owned);
        let style = Style {
            role: role_of(&shown).or(level.map(Role::Heading)),
            parent: element.get("parent-style-name").map(str::to_owned),
            is_hidden: None,
        };
        self.by_name.insert((family, name.to_owned()), style);
        Some((family, name.to_owned()))
    }

    fn take_display(&mut self, open: Option<&(Family, String)>, element: &Element<'_>) {
        let display = element.get("display");
        if let Some(style) = open.and_then(|key| self.by_name.get_mut(key)) {
            style.is_hidden = style.is_hidden.or(display.map(|display| display == "none"));
        }
    }

    fn take_language(&mut self, element: &Element<'_>) {
        let (language, country) = (element.get("language"), element.get("country"));
        let language = language.filter(|language| *language != "none" && *language != "zxx");
        if let Some(language) = language.filter(|_| self.language.is_empty()) {
            let country = country.filter(|country| *country != "none");
            self.language = country.map_or(language.to_owned(), |country| format!("{language}-{country}"));
        }
    }
}

/// The name of a style as a person gave it: `_20_` is a space.
fn decoded(name: &str) -> String {
    name.replace("_20_", " ")
}
