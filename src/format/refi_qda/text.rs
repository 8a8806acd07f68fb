//! Which text is a source about? That of its file in the archive, of its element, or of a file that was given.

use std::borrow::Cow;
use std::sync::Arc;

use crate::format::incoming::article_of;
use crate::format::{ReadError, Texts, named, utf8};
use crate::project::Article;
use crate::reading::archive::Archive;

/// Where the text of a source is said to be.
#[derive(Debug, Default)]
pub(super) struct Whereabouts {
    pub(super) path: Option<String>,
    pub(super) content: Option<String>,
}

/// A text, and whether a byte-order mark was taken off it.
pub(super) struct Found {
    pub(super) article: Arc<Article>,
    pub(super) has_mark: bool,
}

/// How the texts of a file are to be taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Origin {
    /// As they stand: they are our own.
    Own,
    /// Without a carriage return before a line feed, which the program does not count.
    Atlas,
    /// As they stand, without a byte-order mark.
    #[default]
    Other,
}

impl Origin {
    /// The origin that a file names.
    pub(super) fn of(name: &str) -> Self {
        match name {
            super::ORIGIN => Self::Own,
            name if name.to_ascii_uppercase().contains("ATLAS") => Self::Atlas,
            _ => Self::Other,
        }
    }
}

impl Whereabouts {
    /// The text of the source `name`; those that were given are for a file of `count` texts.
    pub(super) fn find(
        self,
        name: &str,
        origin: Origin,
        archive: &mut Archive<'_>,
        (texts, count): (&Texts, usize),
    ) -> Result<Found, ReadError> {
        let inside = match &self.path {
            Some(path) => in_archive(path, archive)?,
            None => None,
        };
        if let Some(bytes) = inside {
            return found(bytes, origin);
        }
        if let Some(content) = self.content {
            return Ok(Found { article: article_of(content)?, has_mark: false });
        }
        if let Some(article) = texts.article(name, count) {
            return Ok(Found { article, has_mark: false });
        }
        let message = match &self.path {
            Some(path) => format!("has its text in {}, which is not in the archive", named(path)),
            None => "has no text".to_owned(),
        };
        Err(ReadError::new(message, "give its text by --text, or export the project with its sources"))
    }
}

/// What the file at `path` holds, when it is in the archive.
fn in_archive(path: &str, archive: &mut Archive<'_>) -> Result<Option<Vec<u8>>, ReadError> {
    let Some(name) = path.strip_prefix("internal://") else { return Ok(None) };
    match archive.read(&format!("sources/{name}"))? {
        None => archive.read(name),
        found => Ok(found),
    }
}

/// The text of a file within the archive, such as a note's; nothing where there is none.
pub(super) fn of_file(path: &str, archive: &mut Archive<'_>) -> Option<String> {
    let bytes = in_archive(path, archive).ok()??;
    utf8(&bytes).ok().map(str::to_owned)
}

fn found(bytes: Vec<u8>, origin: Origin) -> Result<Found, ReadError> {
    if origin == Origin::Own {
        let text = String::from_utf8(bytes).map_err(|error| not_text(&utf8(error.as_bytes())))?;
        return Ok(Found { article: article_of(text)?, has_mark: false });
    }
    let text = utf8(&bytes);
    let Ok(plain) = text else { return Err(not_text(&text)) };
    let has_mark = plain.len() < bytes.len();
    let plain = match origin {
        Origin::Atlas if plain.contains("\r\n") => Cow::Owned(plain.replace("\r\n", "\n")),
        _ => Cow::Borrowed(plain),
    };
    Ok(Found { article: article_of(plain.into_owned())?, has_mark })
}

fn not_text(text: &Result<&str, ReadError>) -> ReadError {
    let why = text.as_ref().err().map(|error| error.message.as_str()).unwrap_or_default();
    ReadError::new(format!("has a text that is refused: {why}"), "export it anew as UTF-8 text")
}
