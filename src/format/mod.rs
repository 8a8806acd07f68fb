//! How is it written down? Bytes to values and back: RON without loss, and one file for each exchange format.
//!
//! A format knows values, never files: it takes projects and gives named bytes, or takes bytes and gives projects and a
//! list of what it refused.

pub mod edits;
pub mod ron;

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
        Self { message: message.into(), hint: hint.into() }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ReadError {}

/// The text of a file that must be UTF-8, without a byte-order mark.
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, ReadError> {
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
