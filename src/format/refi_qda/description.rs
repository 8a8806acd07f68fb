//! What stands in a description? Values, a line each, an empty line, and the note as it was written.
//!
//! ```text
//! form=direct
//! speaker=The council
//!
//! Which year before?
//! ```
//!
//! What has no other place in the file stands there too, with `@` before its name. A note alone is the whole description.

use crate::reading::xml::{has_forbidden, is_forbidden};

/// What a description says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Description {
    /// Names and values that have no other place.
    pub(super) own: Vec<(String, String)>,
    /// Names and values.
    pub(super) values: Vec<(String, String)>,
    pub(super) note: String,
}

/// A description that is being written.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Adds what has no other place.
    pub(super) fn own(&mut self, name: &str, value: &str) {
        self.begin();
        self.0.push('@');
        escape(&mut self.0, name, true);
        self.value(value);
    }

    /// Adds a value.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        self.begin();
        if name.starts_with('@') {
            self.0.push('\\');
        }
        escape(&mut self.0, name, true);
        self.value(value);
    }

    fn begin(&mut self) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
    }

    fn value(&mut self, value: &str) {
        self.0.push('=');
        escape(&mut self.0, value, false);
    }

    /// The description with a note; empty where there is nothing to say.
    pub(super) fn with_note(mut self, note: &str) -> String {
        if has_forbidden(note) {
            self.own(super::NOTE, note);
        } else if !self.0.is_empty() && !note.is_empty() {
            self.0.push_str("\n\n");
            self.0.push_str(note);
        } else if !note.is_empty() {
            // Else the beginning of the note would be taken for values.
            if note.starts_with('\n') || first_line(note).contains('=') {
                self.0.push('\n');
            }
            self.0.push_str(note);
        }
        self.0
    }
}

impl Description {
    /// What a description of our own says.
    pub(super) fn read(text: &str) -> Self {
        let mut read = Self::default();
        let mut rest = text;
        if !first_line(text).contains('=') {
            read.note = text.strip_prefix('\n').unwrap_or(text).to_owned();
            return read;
        }
        while let Some((name, value)) = parted(first_line(rest)) {
            match name.strip_prefix('@') {
                Some(name) => read.own.push((plain(name), plain(value))),
                None => read.values.push((plain(name), plain(value))),
            }
            rest = rest.get(first_line(rest).len() + 1..).unwrap_or_default();
        }
        read.note = rest.strip_prefix('\n').unwrap_or(rest).to_owned();
        if let Some(place) = read.own.iter().position(|(name, _)| name == super::NOTE) {
            read.note = read.own.swap_remove(place).1;
        }
        read
    }

    /// What has no other place and is called `name`.
    pub(super) fn own(&self, name: &str) -> Option<&str> {
        self.own.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or_default()
}

/// Name and value of a line, still escaped.
fn parted(line: &str) -> Option<(&str, &str)> {
    let mut is_escaped = false;
    let end = line.bytes().position(|byte| {
        let is_end = byte == b'=' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    end.map(|end| (&line[..end], &line[end + 1..]))
}

fn escape(into: &mut String, text: &str, is_name: bool) {
    for char in text.chars() {
        match char {
            '\\' => into.push_str("\\\\"),
            '\n' => into.push_str("\\n"),
            '\r' => into.push_str("\\r"),
            '=' if is_name => into.push_str("\\="),
            char if is_forbidden(char) => into.extend(char.escape_unicode()),
            char => into.push(char),
        }
    }
}

/// `text` without escapes; what is none stays.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let coded = rest.strip_prefix("u{").and_then(|code| code.split_once('}'));
        let char = coded.and_then(|(code, _)| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        match (coded, char, rest.chars().next()) {
            (Some((_, after)), Some(char), _) => {
                plain.push(char);
                rest = after;
            }
            (_, _, Some(next)) => {
                plain.push(match next {
                    'n' => '\n',
                    'r' => '\r',
                    other => other,
                });
                rest = &rest[next.len_utf8()..];
            }
            _ => plain.push('\\'),
        }
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(own: &[(String, String)], values: &[(String, String)], note: &str) {
        let mut lines = Lines::default();
        own.iter().for_each(|(name, value)| lines.own(name, value));
        values.iter().for_each(|(name, value)| lines.add(name, value));
        let text = lines.with_note(note);
        assert!(!has_forbidden(&text));
        let expected = Description { own: own.to_vec(), values: values.to_vec(), note: note.into() };
        assert_eq!(Description::read(&text), expected, "{text:?}");
    }

    #[test]
    fn a_description_can_be_read_by_a_person() {
        let mut lines = Lines::default();
        lines.own("id", "x y");
        lines.add("speaker", "Ewa\nLindgren = “E”");
        assert_eq!(lines.with_note("See\nbelow"), "@id=x y\nspeaker=Ewa\\nLindgren = “E”\n\nSee\nbelow");
        assert_eq!(Lines::default().with_note("See below"), "See below");
        assert_eq!(Lines::default().with_note(""), "");
    }

    #[test]
    fn what_a_person_wrote_is_never_taken_for_values_nor_lost() {
        for note in ["", "a=b", "\n", "\na=b", "x\na=b", "a=b\n\nc", "\0", "\\", "\r\n", " ", "@id=1", "note"] {
            check(&[], &[], note);
            check(&[], &[("form".into(), "direct".into())], note);
        }
        let by_hand = Description::read("form=direct\nno value\n\nmore");
        assert_eq!((by_hand.values.len(), by_hand.note.as_str()), (1, "no value\n\nmore"));
        assert_eq!(Description::read("a=\\").values, [("a".into(), "\\".into())]);
        assert_eq!(Description::read("a=\\u{zz}").values, [("a".into(), "u{zz}".into())]);
    }

    proptest! {
        #[test]
        fn every_description_comes_back(
            own in prop::collection::vec(("[@=\\\\a\n\u{b}u{}]{1,4}", "[@=\\\\a\r\n\0é]{0,4}"), 0..3),
            values in prop::collection::vec(("[@=\\\\a\n\u{b}u{}]{0,4}", "[@=\\\\a\r\n\0é]{0,4}"), 0..3),
            note in "[@=\\\\a\r\n\0é]{0,8}",
        ) {
            let own: Vec<(String, String)> = own;
            if own.iter().all(|(name, _)| name != "note") {
                check(&own, &values, &note);
            }
        }
    }
}
