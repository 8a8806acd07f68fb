//! How is XML read and written? Element by element, without what can make a small file large.
//!
//! No document type is accepted, so there are no entities but the five of XML and numbered characters; nothing nests deeper
//! than 256; what is not XML is refused with its line.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};

use super::{ReadError, named, said, utf8};

/// The deepest nest. Old web pages that went through a word processor have tables within tables, four elements each.
const DEEPEST: usize = 256;

/// What stands next in a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// An element begins; an empty one ends at once, with an [`Part::End`] of its own.
    Start(Element<'a>),
    /// The innermost open element ends.
    End,
    /// Text within the innermost open element; what is one text may come in several pieces.
    Text(Cow<'a, str>),
}

/// The beginning of an element.
#[derive(Debug, PartialEq, Eq)]
pub struct Element<'a> {
    /// Its name without a prefix.
    pub name: String,
    /// The prefix of its name; may be empty.
    pub prefix: String,
    /// Its attributes, by their names without a prefix, in their order.
    pub attributes: Vec<(String, Cow<'a, str>)>,
    /// The line in which it ends, from 1.
    pub line: usize,
}

impl Element<'_> {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }
}

/// A file of XML on its way in.
pub struct Parts<'a> {
    reader: quick_xml::Reader<&'a [u8]>,
    text: &'a str,
    depth: usize,
    /// Whether a document type is passed over; its entities are not read either way.
    passes_type: bool,
    /// An empty element has begun and not ended.
    is_empty: bool,
    /// How many line ends stand before `counted`.
    lines: usize,
    counted: usize,
}

impl<'a> Parts<'a> {
    /// The parts of `bytes`, which must be UTF-8; a byte-order mark is passed over.
    pub fn of(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let text = utf8(bytes)?;
        let reader = quick_xml::Reader::from_str(text);
        Ok(Self { reader, text, depth: 0, passes_type: false, is_empty: false, lines: 0, counted: 0 })
    }

    /// Like [`Parts::of`], but a document type is passed over: older e-books must have one.
    pub fn past_type(bytes: &'a [u8]) -> Result<Self, ReadError> {
        Ok(Self { passes_type: true, ..Self::of(bytes)? })
    }

    /// How many bytes have been read.
    pub fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.text.len())
    }

    /// The line that has been read to, from 1.
    pub fn line(&mut self) -> usize {
        let at = self.position();
        self.lines += memchr::memchr_iter(b'\n', &self.text.as_bytes()[self.counted.min(at)..at]).count();
        self.counted = at;
        self.lines + 1
    }

    /// What stands next; nothing at the end of a file in which every element has ended.
    pub fn next(&mut self) -> Result<Option<Part<'a>>, ReadError> {
        if std::mem::take(&mut self.is_empty) {
            self.depth -= 1;
            return Ok(Some(Part::End));
        }
        loop {
            let event = self.reader.read_event().map_err(|error| self.wrong(&said(&error)))?;
            let is_empty = matches!(event, Event::Empty(_));
            return Ok(Some(match event {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(self.wrong(&format!("elements nest deeper than {DEEPEST}")));
                    }
                    self.is_empty = is_empty;
                    Part::Start(self.element(&start)?)
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Part::End
                }
                Event::Text(text) => Part::Text(text.xml10_content().map_err(|error| self.wrong(&said(&error)))?),
                Event::CData(text) => Part::Text(text.xml10_content().map_err(|error| self.wrong(&said(&error)))?),
                Event::GeneralRef(reference) => Part::Text(self.character(&reference)?.to_string().into()),
                Event::DocType(_) if self.passes_type => continue,
                Event::DocType(_) => {
                    let message = "it has a document type, whose entities are not read";
                    return Err(self.wrong(message));
                }
                Event::Eof if self.depth > 0 => return Err(self.wrong("it ends within an element")),
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            }));
        }
    }

    /// The text up to the end of the element that has just begun; elements within it are passed over.
    pub fn text_within(&mut self) -> Result<String, ReadError> {
        let (mut text, mut depth) = (String::new(), 0);
        while let Some(part) = self.next()? {
            match part {
                Part::Start(_) => depth += 1,
                Part::End if depth == 0 => break,
                Part::End => depth -= 1,
                Part::Text(piece) if depth == 0 => text.push_str(&piece),
                Part::Text(_) => {}
            }
        }
        Ok(text)
    }

    fn element(&mut self, start: &BytesStart<'a>) -> Result<Element<'a>, ReadError> {
        let name = String::from_utf8_lossy(start.local_name().into_inner()).into_owned();
        let prefix = start.name().prefix().map(|prefix| String::from_utf8_lossy(prefix.into_inner()).into_owned());
        let mut attributes = Vec::new();
        let mut all = start.attributes();
        // A check for doubles takes the square of their number; the first counts.
        for attribute in all.with_checks(false) {
            let attribute = attribute.map_err(|error| self.wrong(&said(&error)))?;
            let key = String::from_utf8_lossy(attribute.key.local_name().into_inner()).into_owned();
            let raw = std::str::from_utf8(&attribute.value).map_err(|error| self.wrong(&said(&error)))?;
            let value = quick_xml::escape::unescape(&blanks_as_spaces(raw))
                .map_err(|error| self.wrong(&format!("attribute {}: {}", named(&key), said(&error))))?
                .into_owned();
            attributes.push((key, Cow::Owned(value)));
        }
        Ok(Element { name, prefix: prefix.unwrap_or_default(), attributes, line: self.line() })
    }

    /// The character that a reference stands for.
    fn character(&mut self, reference: &BytesRef<'_>) -> Result<char, ReadError> {
        match reference.resolve_char_ref() {
            Ok(Some(char)) => return Ok(char),
            Ok(None) => {}
            Err(error) => return Err(self.wrong(&said(&error))),
        }
        match &**reference {
            b"amp" => Ok('&'),
            b"lt" => Ok('<'),
            b"gt" => Ok('>'),
            b"quot" => Ok('"'),
            b"apos" => Ok('\''),
            name => Err(self.wrong(&format!("the entity {} is not known", named(&String::from_utf8_lossy(name))))),
        }
    }

    fn wrong(&mut self, why: &str) -> ReadError {
        ReadError::new(format!("line {}: it is no XML that can be read: {why}", self.line()), "export it anew")
    }
}

/// An attribute's value after XML has taken line ends and tabs for spaces.
fn blanks_as_spaces(raw: &str) -> Cow<'_, str> {
    if raw.contains(['\r', '\n', '\t']) {
        return raw.replace("\r\n", " ").replace(['\r', '\n', '\t'], " ").into();
    }
    raw.into()
}

/// Whether XML 1.0 has no place for `char`.
pub fn is_forbidden(char: char) -> bool {
    matches!(char, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether XML 1.0 has no place for some character of `text`.
pub fn has_forbidden(text: &str) -> bool {
    text.contains(is_forbidden)
}

/// `text` at the end of `xml`, as the content of an element. What XML has no place for is a space.
pub fn push_text(xml: &mut String, text: &str) {
    push(xml, text, |char| match char {
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '&' => Some("&amp;"),
        // Else a reader makes a line feed of it.
        '\r' => Some("&#13;"),
        _ => None,
    });
}

/// `text` at the end of `xml`, within the quotation marks of an attribute. Line ends and tabs are numbers, since XML would
/// make spaces of them; what XML has no place for is a space.
pub fn push_attribute(xml: &mut String, text: &str) {
    push(xml, text, |char| match char {
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '&' => Some("&amp;"),
        '"' => Some("&quot;"),
        '\t' => Some("&#9;"),
        '\n' => Some("&#10;"),
        '\r' => Some("&#13;"),
        // Readers of XML 1.1 take these for line ends.
        '\u{85}' => Some("&#133;"),
        '\u{2028}' => Some("&#8232;"),
        _ => None,
    });
}

/// An attribute with its name, after a space.
pub fn attribute(xml: &mut String, name: &str, value: &str) {
    xml.push(' ');
    xml.push_str(name);
    xml.push_str("=\"");
    push_attribute(xml, value);
    xml.push('"');
}

fn push(xml: &mut String, text: &str, escape: impl Fn(char) -> Option<&'static str>) {
    let mut plain = 0;
    for (at, char) in text.char_indices() {
        // Letters, which are nearly all, need no look.
        if char.is_ascii_alphanumeric() || char == ' ' {
            continue;
        }
        let instead = if is_forbidden(char) { Some(" ") } else { escape(char) };
        if let Some(instead) = instead {
            xml.push_str(&text[plain..at]);
            xml.push_str(instead);
            plain = at + char.len_utf8();
        }
    }
    xml.push_str(&text[plain..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(xml: &str) -> Result<Vec<String>, ReadError> {
        let mut parts = Parts::of(xml.as_bytes())?;
        let mut found = Vec::new();
        while let Some(part) = parts.next()? {
            found.push(match part {
                Part::Start(element) => format!("{}@{}{:?}", element.name, element.line, element.attributes),
                Part::End => "end".into(),
                Part::Text(text) => format!("{text:?}"),
            });
        }
        Ok(found)
    }

    #[test]
    fn elements_come_one_by_one_with_their_lines() {
        let xml = "\u{feff}<?xml version=\"1.0\"?>\n<a:b x:c=\"1&#10;2\n3\"><!-- no -->\n<d/>é &amp; &#x1F600;<![CDATA[<]]></a:b>\n";
        let found: Vec<String> =
            parts(xml).expect("well written").into_iter().filter(|part| part != r#""\n""#).collect();
        let expected =
            [r#"b@3[("c", "1\n2 3")]"#, "d@4[]", "end", r#""é ""#, r#""&""#, r#"" ""#, r#""😀""#, r#""<""#, "end"];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_could_grow_or_nest_is_refused() {
        let refused = |xml: &str| parts(xml).expect_err("refused").message;
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
        assert!(refused(bomb).contains("document type"));
        assert!(refused("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>").contains("document type"));
        assert!(refused("<a>&c;</a>").contains("the entity c is not known"));
        assert!(refused(&"<a>".repeat(300)).contains("deeper than 256"));
        assert!(refused("<a>\n\n<b>").contains("line 3: it is no XML that can be read: it ends within an element"));
        assert!(refused("<a></b>").starts_with("line 1"));
        assert!(refused("<a b=\"&c;\"/>").contains("attribute b"));
        assert!(parts(&("<a>".repeat(256) + &"</a>".repeat(256))).is_ok());
    }

    #[test]
    fn what_is_written_is_read_as_it_was() {
        let text = "a\r\nb\tc <d> & \"e\" 'f' é 😀 \u{85}\u{2028}\u{feff}";
        let (mut content, mut value) = (String::new(), String::new());
        push_text(&mut content, text);
        attribute(&mut value, "v", text);
        let xml = format!("<a{value}>{content}</a>");
        let mut parts = Parts::of(xml.as_bytes()).expect("text");
        let Ok(Some(Part::Start(element))) = parts.next() else { panic!("an element") };
        assert_eq!(element.get("v"), Some(text));
        assert_eq!(parts.text_within().as_deref(), Ok(text));
        let mut forbidden = String::new();
        push_text(&mut forbidden, "a\0b\u{b}c\u{ffff}");
        assert_eq!(forbidden, "a b c ");
        assert!(has_forbidden("\u{b}") && !has_forbidden("\t\r\n\u{85}"));
    }
}
