//! How is a file from elsewhere read without trust? What every reader needs: an error with its cure, an archive, XML.

pub(crate) mod archive;
pub(crate) mod xml;

use std::borrow::Cow;
use std::fmt;

/// Why bytes could not be read, where, and what would cure it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// What is wrong, with the place in the file where there is one.
    pub message: String,
    /// What would cure it; may be empty.
    pub hint: String,
}

impl ReadError {
    /// An error with its cure.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: bounded(message.into()), hint: bounded(hint.into()) }
    }

    /// The same error with another cure: what cures a file depends on what it is a file of.
    pub fn cured_by(self, hint: &str) -> Self {
        Self { hint: bounded(hint.into()), ..self }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ReadError {}

/// The longest message or hint, in bytes: what a file says may stand in it, whatever its length.
const LONGEST_MESSAGE: usize = 1000;

/// The beginning of words that a message quotes.
pub fn shorten(words: &str) -> Cow<'_, str> {
    crate::text::shorten(words, 40)
}

/// An id or another name as a message has it: in full, unless nobody would call that a name.
pub fn named(name: &str) -> Cow<'_, str> {
    crate::text::shorten(name, 80)
}

/// What an error says, as far as anyone would read it: some repeat all that they are about.
pub fn said(error: &impl fmt::Display) -> String {
    struct Beginning(String);
    impl fmt::Write for Beginning {
        fn write_str(&mut self, words: &str) -> fmt::Result {
            let left = LONGEST_MESSAGE.saturating_sub(self.0.len());
            self.0.push_str(&words[..words.floor_char_boundary(left)]);
            if words.len() > left { Err(fmt::Error) } else { Ok(()) }
        }
    }
    let mut beginning = Beginning(String::new());
    if fmt::write(&mut beginning, format_args!("{error}")).is_err() {
        beginning.0.push('…');
    }
    beginning.0
}

/// `message`, without its middle where it is too long for one.
pub fn bounded(message: String) -> String {
    if message.len() <= LONGEST_MESSAGE {
        return message;
    }
    let head = message.floor_char_boundary(LONGEST_MESSAGE / 4 * 3);
    let tail = message.ceil_char_boundary(message.len() - LONGEST_MESSAGE / 5);
    format!("{}…{}", &message[..head], &message[tail..])
}

/// The text of a file that must be UTF-8, without a byte-order mark.
pub fn utf8(bytes: &[u8]) -> Result<&str, ReadError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let line = 1 + memchr::memchr_iter(b'\n', &bytes[..at]).count();
        ReadError::new(
            format!("it is not UTF-8 text: byte {at}, in line {line}, belongs to no character"),
            "save it as UTF-8 text and try again",
        )
    })
}
