//! How does plain text come in? UTF-8 piece by piece, with nothing changed but its line ends.

use std::borrow::Cow;

use super::IntakeError;
use crate::project::{Article, ArticleBuilder, PIECE};

/// The article in the bytes of a plain text file: UTF-8, one byte-order mark off, CRLF and CR to LF, nothing else touched.
pub fn read_text(bytes: &[u8]) -> Result<Article, IntakeError> {
    let mut intake = Intake::with_capacity(bytes.len());
    bytes.chunks(PIECE).try_for_each(|piece| intake.push(piece))?;
    intake.finish()
}

/// The article that a person pasted, taken in as a file is.
pub fn read_pasted(text: &str) -> Result<Article, IntakeError> {
    read_text(text.as_bytes())
}

/// A plain text file that comes in piece by piece, cut anywhere; the rules are those of [`read_text`].
#[derive(Debug, Default)]
pub struct Intake {
    builder: ArticleBuilder,
    /// The first bytes of a character that the next piece ends.
    begun: Vec<u8>,
    /// How many bytes have come in, those of `begun` and of a byte-order mark left out.
    read: usize,
    /// Whether anything has come in.
    has_begun: bool,
    /// Whether the last character was a CR, so that an LF after it is the same line end.
    after_cr: bool,
    /// Whether line ends stay as they are.
    verbatim: bool,
    /// The first bytes of the file, as far as they show what it is.
    head: Vec<u8>,
    /// What the file is by its first bytes, if that is no text.
    looks_like: Option<&'static str>,
}

impl Intake {
    /// An intake of about `bytes` bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { builder: ArticleBuilder::with_capacity(bytes), ..Self::default() }
    }

    /// An intake of about `bytes` bytes that changes nothing: what came out of this program before comes in as it was.
    pub fn verbatim(bytes: usize) -> Self {
        Self { verbatim: true, has_begun: true, ..Self::with_capacity(bytes) }
    }

    /// Takes in the next `bytes`; an error as soon as they can be no text.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), IntakeError> {
        let lacking = SIGNATURE.saturating_sub(self.head.len());
        if lacking > 0 && !self.verbatim {
            self.head.extend(&bytes[..bytes.len().min(lacking)]);
            self.looks_like = signature(&self.head);
        }
        // A NUL is valid UTF-8, but a file that begins with another program's signature is not prose.
        if self.looks_like.is_some() && memchr::memchr(0, bytes).is_some() {
            return Err(IntakeError::NotText { at: 0, line: 1, looks_like: self.looks_like });
        }
        let rest = self.complete(bytes)?;
        match std::str::from_utf8(rest) {
            Ok(text) => self.take(text),
            Err(error) => {
                let (valid, broken) = rest.split_at(error.valid_up_to());
                self.take(std::str::from_utf8(valid).unwrap_or_default())?;
                if error.error_len().is_some() {
                    return Err(self.not_text());
                }
                self.begun = broken.to_vec();
                Ok(())
            }
        }
    }

    /// The article of all that came in.
    pub fn finish(self) -> Result<Article, IntakeError> {
        if self.begun.is_empty() { Ok(self.builder.finish()) } else { Err(self.not_text()) }
    }

    /// An article of what has come in so far, to the end of its last whole line where it has one.
    pub fn beginning(&self) -> Result<Article, IntakeError> {
        let text = self.builder.text();
        let end = memchr::memrchr(b'\n', text.as_bytes()).map_or(text.len(), |newline| newline + 1);
        Article::new(text[..end].to_owned()).map_err(IntakeError::Article)
    }

    /// Ends the character that the piece before began; returns what is left of `bytes`.
    fn complete<'a>(&mut self, bytes: &'a [u8]) -> Result<&'a [u8], IntakeError> {
        let mut rest = bytes;
        while !self.begun.is_empty()
            && let Some((&next, others)) = rest.split_first()
        {
            self.begun.push(next);
            rest = others;
            let character = std::mem::take(&mut self.begun);
            match std::str::from_utf8(&character) {
                Ok(text) => self.take(text)?,
                Err(error) if error.error_len().is_none() => self.begun = character,
                Err(_) => return Err(self.not_text()),
            }
        }
        Ok(rest)
    }

    fn take(&mut self, text: &str) -> Result<(), IntakeError> {
        if self.verbatim {
            self.read += text.len();
            return self.builder.push(text).map_err(IntakeError::Article);
        }
        let mut rest = text;
        if !self.has_begun && !text.is_empty() {
            self.has_begun = true;
            rest = text.strip_prefix('\u{feff}').unwrap_or(text);
        }
        self.read += rest.len();
        if std::mem::take(&mut self.after_cr) {
            rest = rest.strip_prefix('\n').unwrap_or(rest);
            self.after_cr = text.is_empty();
        }
        self.after_cr |= rest.ends_with('\r');
        self.builder.push(&unify_line_ends(rest)).map_err(IntakeError::Article)
    }

    fn not_text(&self) -> IntakeError {
        let line = 1 + memchr::memchr_iter(b'\n', self.builder.text().as_bytes()).count();
        IntakeError::NotText { at: self.read, line, looks_like: self.looks_like }
    }
}

/// CRLF and CR as LF.
pub(super) fn unify_line_ends(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text.into();
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
    unified.into()
}

/// What UTF-16 is called.
pub(super) const UTF_16: &str = "UTF-16 text";

/// How long the longest signature is.
const SIGNATURE: usize = 4;

/// What a file is by its first bytes, where they are no text.
fn signature(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 9] = [
        (b"%PDF", "a PDF file"),
        (b"PK\x03\x04", "a zip file (perhaps .docx, .odt or .epub)"),
        (b"\xFF\xFE", UTF_16),
        (b"\xFE\xFF", UTF_16),
        (b"\xD0\xCF\x11\xE0", "an old Office file"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x7FELF", "a program"),
    ];
    SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, name)| *name)
}

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
    fn a_file_cut_anywhere_is_the_same_file() {
        let files: [&[u8]; 6] = [
            "\u{feff}قالت\r\n👩‍🚀\r\r\né\n".as_bytes(),
            b"\r",
            b"",
            b"ab\ncaf\xe9 and more",
            b"cut \xe2\x80",
            b"\x7fELF\n\0",
        ];
        for bytes in files {
            let whole = read_text(bytes);
            for size in 1..6 {
                let mut intake = Intake::default();
                let pieces = bytes.chunks(size).try_for_each(|piece| intake.push(piece));
                let article = pieces.and_then(|()| intake.finish());
                assert_eq!(article.as_ref().map(Article::text), whole.as_ref().map(Article::text));
            }
        }
    }

    #[test]
    fn the_beginning_of_a_file_ends_with_a_line() {
        let mut intake = Intake::default();
        intake.push("One.\nTwo.\nThr".as_bytes()).expect("text");
        assert_eq!(intake.beginning().expect("an article").text(), "One.\nTwo.\n");
        let mut intake = Intake::default();
        intake.push("One li\u{e9}".as_bytes().split_last().expect("bytes").1).expect("text");
        assert_eq!(intake.beginning().expect("an article").text(), "One li");
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
