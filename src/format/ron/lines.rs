//! How do the lines of an article become its text? One after the other: a list of them would take ten times the file.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, SeqAccess, Visitor};

/// The lines joined by line feeds; nothing when there is none.
pub(super) fn read<'de, D: Deserializer<'de>>(lines: D) -> Result<Option<String>, D::Error> {
    lines.deserialize_seq(Lines)
}

struct Lines;

impl<'de> Visitor<'de> for Lines {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of lines")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut lines: A) -> Result<Option<String>, A::Error> {
        let mut text = String::new();
        let mut any = false;
        while lines.next_element_seed(Line { text: &mut text, is_first: !any })?.is_some() {
            any = true;
        }
        Ok(any.then_some(text))
    }
}

/// The next line, on its way to the end of the text.
struct Line<'a> {
    text: &'a mut String,
    is_first: bool,
}

impl<'de> DeserializeSeed<'de> for Line<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, line: D) -> Result<(), D::Error> {
        line.deserialize_str(self)
    }
}

impl Visitor<'_> for Line<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a line of text")
    }

    fn visit_str<E: Error>(self, line: &str) -> Result<(), E> {
        if !self.is_first {
            self.text.push('\n');
        }
        self.text.push_str(line);
        Ok(())
    }
}
