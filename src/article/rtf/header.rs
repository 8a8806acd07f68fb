//! What does the header of a Rich Text file say? Its fonts' code pages, what its styles are, and what the document is.

use std::collections::HashMap;

use super::charset::Charset;
use super::language::language;
use crate::article::manuscript::{About, Role, role_of, symbol_font};

/// So many styles may be based on each other.
const LONGEST_CHAIN: usize = 32;

/// What the header has said so far.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// The code page of the file.
    page: Charset,
    /// The font of words that name none.
    pub default_font: i32,
    fonts: HashMap<i32, Charset>,
    font: Font,
    styles: HashMap<i32, Style>,
    style: Style,
    about: About,
    language: &'static str,
    style_language: &'static str,
    time: Time,
    property: String,
    value: String,
}

/// A font that is being read.
#[derive(Debug, Default)]
struct Font {
    number: Option<i32>,
    charset: Option<Charset>,
    has_symbols: bool,
    name: String,
}

/// A style of paragraphs.
#[derive(Debug, Default)]
struct Style {
    number: i32,
    based_on: Option<i32>,
    outline: Option<u8>,
    is_list: bool,
    /// It is for words, tables or sections.
    is_other: bool,
    name: String,
}

/// A time in pieces.
#[derive(Debug, Default)]
struct Time {
    year: i32,
    month: i32,
    day: i32,
    hour: i32,
    minute: i32,
}

/// Which words of the document's information stand next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Info {
    /// The title.
    Title,
    /// The author.
    Author,
    /// The name of a property that the author made up.
    Property,
    /// Its value.
    Value,
}

impl Header {
    /// Takes in a control word that is about the whole file.
    pub fn take(&mut self, word: &str, number: i32) {
        match word {
            "ansicpg" => self.page = Charset::of_page(number).unwrap_or(self.page),
            "mac" => self.page = Charset::of_page(10000).unwrap_or_default(),
            "pc" => self.page = Charset::of_page(437).unwrap_or_default(),
            "pca" => self.page = Charset::of_page(850).unwrap_or_default(),
            "deff" => self.default_font = number,
            "deflang" => self.language = language(number),
            _ => {}
        }
    }

    /// The code page of the font `number`.
    pub fn charset(&self, number: i32) -> Charset {
        self.fonts.get(&number).copied().unwrap_or(self.page)
    }

    /// The code page of the file.
    pub fn page(&self) -> Charset {
        self.page
    }

    /// Takes in a control word of the table of fonts.
    pub fn take_font(&mut self, word: &str, number: i32) {
        match word {
            "f" => {
                self.end_font();
                self.font.number = Some(number);
            }
            "fcharset" if number == 2 => self.font.has_symbols = true,
            "fcharset" => self.font.charset = Charset::of_font(number),
            "cpg" => self.font.charset = Charset::of_page(number).or(self.font.charset),
            _ => {}
        }
    }

    /// Takes in a part of a font's name.
    pub fn name_font(&mut self, name: &str) {
        self.font.name.push_str(name);
    }

    /// Ends the font that is being read.
    pub fn end_font(&mut self) {
        let font = std::mem::take(&mut self.font);
        let Some(number) = font.number else { return };
        let symbols = symbol_font(font.name.trim_end_matches(';')).filter(|_| font.has_symbols);
        let charset = symbols.map(Charset::Symbols).or(font.charset);
        self.fonts.insert(number, charset.unwrap_or(self.page));
    }

    /// Takes in a control word of the table of styles.
    pub fn take_style(&mut self, word: &str, number: i32) {
        match word {
            "s" => self.style.number = number,
            "sbasedon" => self.style.based_on = Some(number),
            "outlinelevel" => self.style.outline = u8::try_from(number).ok(),
            "ls" => self.style.is_list = number > 0,
            // The first style is the one that the others are based on.
            "lang" if self.style_language.is_empty() => self.style_language = language(number),
            "cs" | "ts" | "ds" => self.style.is_other = true,
            _ => {}
        }
    }

    /// Takes in a part of a style's name, which a semicolon ends.
    pub fn name_style(&mut self, name: &str) {
        let (name, ends) = name.split_once(';').map_or((name, false), |(name, _)| (name, true));
        self.style.name.push_str(name);
        if ends {
            self.end_style();
        }
    }

    /// Ends the style that is being read.
    pub fn end_style(&mut self) {
        let style = std::mem::take(&mut self.style);
        if !style.is_other && !style.name.is_empty() {
            self.styles.entry(style.number).or_insert(style);
        }
    }

    /// What paragraphs of the style `number` are.
    pub fn role(&self, number: i32) -> Role {
        self.chain(number).find_map(Style::role).unwrap_or_default()
    }

    /// Whether they are items of a list.
    pub fn is_list(&self, number: i32) -> bool {
        self.chain(number).any(|style| style.is_list)
    }

    fn chain(&self, number: i32) -> impl Iterator<Item = &Style> {
        let next = |style: &&Style| style.based_on.and_then(|number| self.styles.get(&number));
        std::iter::successors(self.styles.get(&number), next).take(LONGEST_CHAIN)
    }

    /// Takes in words of the document's information.
    pub fn inform(&mut self, info: Info, words: &str) {
        let value = match info {
            Info::Title => &mut self.about.title,
            Info::Author => &mut self.about.author,
            Info::Property => &mut self.property,
            Info::Value => &mut self.value,
        };
        value.push_str(words);
    }

    /// Ends a property with its value, which are given back.
    pub fn end_property(&mut self) -> (String, String) {
        (std::mem::take(&mut self.property), std::mem::take(&mut self.value))
    }

    /// Takes in a property of the document that its author made up.
    pub fn set_custom(&mut self, name: &str, value: &str) {
        self.about.set_custom(name, value);
    }

    /// Takes in a piece of the time at which the document was made.
    pub fn take_time(&mut self, word: &str, number: i32) {
        match word {
            "yr" => self.time.year = number,
            "mo" => self.time.month = number,
            "dy" => self.time.day = number,
            "hr" => self.time.hour = number,
            "min" => self.time.minute = number,
            _ => {}
        }
    }

    /// What the document says about itself.
    pub fn into_about(self) -> About {
        let created = self.time.written();
        let language = if self.language.is_empty() { self.style_language } else { self.language };
        About { created, language: language.into(), ..self.about }
    }
}

impl Style {
    fn role(&self) -> Option<Role> {
        let level = |level: u8| if level < 9 { Role::Heading(level + 1) } else { Role::Paragraph };
        role_of(&self.name).or(self.outline.map(level))
    }
}

impl Time {
    /// The time by ISO 8601; empty when it is none.
    fn written(&self) -> String {
        let Self { year, month, day, hour, minute } = self;
        let is_date = (1..=9999).contains(year) && (1..=12).contains(month) && (1..=31).contains(day);
        let is_time = (0..=23).contains(hour) && (0..=59).contains(minute);
        if is_date && is_time {
            format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00")
        } else {
            String::new()
        }
    }
}
