//! How does a Rich Text file come in? Group by group, each of which is text, a table of the header, or nothing of the article.
//!
//! ```text
//! {\rtf1\ansi\ansicpg1252        which code page bytes are in
//!   {\fonttbl …}                 and in which those of each font are
//!   {\stylesheet …}              what a paragraph of each style is
//!   {\info …}                    title, author, time
//!   \pard\s1 Rents\par           a paragraph; what it is, is known where it ends
//!   {\*\unknown …}               a group that nobody needs to know
//! }
//! ```
//!
//! Nothing is read twice and nothing is taken on trust: a number is a number, whatever its size, and what is cut short comes in
//! as far as it goes. Memory: three times the text, and a hundred bytes for each group that is open, of which there are at
//! most a thousand.

mod body;
mod charset;
mod groups;
mod header;
mod language;
mod letters;
mod state;
mod tables;
mod tokens;
mod typed;

use super::manuscript::CURE;
use super::{Draft, IntakeError};
use crate::progress::Progress;
use body::Body;
use tokens::{Token, Tokens};

/// What a file begins with.
const SIGNATURE: &[u8] = b"{\\rtf";

/// After so many bytes it is told how far the work is.
const STRETCH: usize = 1 << 16;

/// The article in a Rich Text file.
pub(super) fn read(bytes: &[u8], progress: &Progress) -> Result<Draft, IntakeError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
    if !bytes.starts_with(SIGNATURE) {
        return Err(IntakeError::refused("it is no Rich Text file", CURE));
    }
    progress.begin(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    let mut body = Body::default();
    let mut tokens = Tokens::of(bytes);
    let mut told = 0;
    while let Some(token) = tokens.next() {
        if tokens.position() - told > STRETCH {
            progress.advance(u64::try_from(tokens.position() - told).unwrap_or(0))?;
            told = tokens.position();
        }
        body.take(token)?;
        if token == Token::Close && body.has_ended() {
            break;
        }
    }
    body.into_draft()
}

#[cfg(test)]
mod tests;
