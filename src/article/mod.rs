//! How does an article come in? Bytes of a file, or a pasted text, to the text that annotations mark.

use std::fmt;

use crate::project::{Article, ArticleError};

/// Why bytes are no article, and what would cure it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntakeError {
    /// Not UTF-8 text.
    NotText {
        /// The first byte that belongs to no character.
        at: usize,
        /// The line it is in, from 1.
        line: usize,
        /// What the bytes look like instead, e.g. "a PDF file".
        looks_like: Option<&'static str>,
    },
    /// Text that no article can hold.
    Article(ArticleError),
}

/// The article in the bytes of a plain text file: UTF-8, one byte-order mark off, CRLF and CR to LF, nothing else touched.
pub fn read_text(bytes: &[u8]) -> Result<Article, IntakeError> {
    let body = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let text = std::str::from_utf8(body).map_err(|error| not_text(bytes, body, error.valid_up_to()))?;
    // A NUL is valid UTF-8, but a file that begins with other programs' signatures is not prose.
    if let (Some(looks_like), true) = (signature(bytes), memchr::memchr(0, body).is_some()) {
        return Err(IntakeError::NotText { at: 0, line: 1, looks_like: Some(looks_like) });
    }
    Article::new(unify_line_ends(text)).map_err(IntakeError::Article)
}

/// The article that a person pasted, taken in as a file is.
pub fn read_pasted(text: &str) -> Result<Article, IntakeError> {
    read_text(text.as_bytes())
}

fn unify_line_ends(text: &str) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text.to_owned();
    }
    let mut unified = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\r', rest.as_bytes()) {
        unified.push_str(&rest[..at]);
        unified.push('\n');
        rest = &rest[at + 1..];
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    unified.push_str(rest);
    unified
}

fn not_text(bytes: &[u8], body: &[u8], at: usize) -> IntakeError {
    let line = 1 + memchr::memchr_iter(b'\n', &body[..at]).count();
    IntakeError::NotText { at, line, looks_like: signature(bytes) }
}

/// What a file is by its first bytes, where they are no text.
fn signature(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 9] = [
        (b"%PDF", "a PDF file"),
        (b"PK\x03\x04", "a zip file (perhaps .docx, .odt or .epub)"),
        (b"\xFF\xFE", "UTF-16 text"),
        (b"\xFE\xFF", "UTF-16 text"),
        (b"\xD0\xCF\x11\xE0", "an old Office file"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x7FELF", "a program"),
    ];
    SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, name)| *name)
}

impl fmt::Display for IntakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText { looks_like: Some(name), .. } => write!(f, "it is not UTF-8 text but {name}"),
            Self::NotText { at, line, looks_like: None } => {
                write!(f, "it is not UTF-8 text: byte {at}, in line {line}, belongs to no character")
            }
            Self::Article(error) => error.fmt(f),
        }
    }
}

impl IntakeError {
    /// What would cure it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotText { .. } => "save it as plain UTF-8 text, or copy its text and paste it",
            Self::Article(_) => "split it into several articles",
        }
    }
}

impl std::error::Error for IntakeError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8]) -> String {
        read_text(bytes).expect("an article").text().to_owned()
    }

    #[test]
    fn one_mark_comes_off_and_line_ends_become_one_and_nothing_else() {
        assert_eq!(text_of("\u{feff}\u{feff}a".as_bytes()), "\u{feff}a");
        assert_eq!(text_of(b"a\r\nb\rc\n\r\r\n"), "a\nb\nc\n\n\n");
        for same in ["", "é e\u{301}", "👩‍👩‍👧‍👦", "\u{200f}قالت\u{2028}\u{85}\u{b}\t \u{ad}", "a\0b", " \n "]
        {
            assert_eq!(text_of(same.as_bytes()), same);
        }
    }

    #[test]
    fn what_is_no_text_says_what_it_is() {
        let message = |bytes: &[u8]| read_text(bytes).expect_err("no text").to_string();
        assert_eq!(message(b"%PDF-1.7\n\xe2\xe3"), "it is not UTF-8 text but a PDF file");
        assert_eq!(message(b"\xff\xfea\0"), "it is not UTF-8 text but UTF-16 text");
        assert_eq!(message(b"PK\x03\x04\0\0"), "it is not UTF-8 text but a zip file (perhaps .docx, .odt or .epub)");
        assert_eq!(message(b"ab\ncaf\xe9"), "it is not UTF-8 text: byte 6, in line 2, belongs to no character");
    }
}
