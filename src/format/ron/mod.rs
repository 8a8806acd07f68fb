//! The project file: a project as RON that a person can read, edit and compare, without loss.
//!
//! One annotation, one relation, one label and one line of the article stand on a line each, in an order that depends on
//! nothing but the project, so that a diff shows what changed. Positions count Unicode code points, end exclusive, and each
//! annotation carries the text it marks, so that a position is believed only where that text still stands.
//! README.md describes the file.
//!
//! The text of a large article stands in a file of its own beside the project, see [`TextFile`]: so a project stays small
//! and quick to save whatever it is about.

mod read;
mod write;

pub use read::{Complaint, FindText, Surroundings, check, read, read_in};
pub use write::{FIRST_LINE, text_file, write, write_apart, write_within};

use std::borrow::Cow;
use std::sync::Arc;

use ron::extensions::Extensions;
use serde::{Deserialize, Serialize};

use super::{ReadError, utf8};
use crate::project::{Attributes, BlockKind, Scheme, TextHash};

/// The version of the file that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;

/// The longest text, in code points, that an annotation's entry repeats in full.
const WHOLE_TEXT: usize = 200;
/// How many code points it repeats from each end of a longer one.
const TEXT_END: usize = 80;

/// An article longer than this, in bytes, is kept in a file beside its project.
pub const LARGE: usize = 8 << 20;

/// The file beside a project that holds the text of a large article, to the byte.
///
/// Its name comes from the text alone: several projects in a folder that are about one article share it, and it never has
/// to be replaced. A person may rename it: it is found by its length and hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextFile {
    /// Its name, without a folder.
    pub name: String,
    /// How long it is.
    pub bytes: usize,
}

impl TextFile {
    /// The file for a text with this hash and so many bytes.
    fn of(hash: TextHash, bytes: usize) -> Self {
        let hash = hash.to_string();
        let digits = hash.trim_start_matches("blake3:");
        Self { name: format!("article-{}.txt", &digits[..16]), bytes }
    }

    /// Whether a file called `name` is one of these, and not an article that waits for a project.
    pub fn is_one(name: &str) -> bool {
        let digits = name.strip_prefix("article-").and_then(|rest| rest.strip_suffix(".txt"));
        digits.is_some_and(|digits| digits.len() == 16 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
    }

    /// Whether its name is a name and no path.
    fn is_plain(&self) -> bool {
        !self.name.is_empty() && self.name != ".." && self.name != "." && !self.name.contains(['/', '\\', '\0'])
    }
}

/// RON in which a value may stand bare where one is optional, as people write it.
fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// A RON value of any type but a project: a scheme, the settings.
pub fn read_value<T: for<'a> Deserialize<'a>>(bytes: &[u8]) -> Result<T, ReadError> {
    options().from_str(utf8(bytes)?).map_err(|error| syntax(&error))
}

/// A value as RON over several lines, with bare options.
pub fn write_value<T: Serialize>(value: &T) -> Result<Vec<u8>, ReadError> {
    let pretty = ron::ser::PrettyConfig::new().new_line("\n").indentor("  ");
    let text = options().to_string_pretty(value, pretty);
    text.map(|text| (text + "\n").into_bytes()).map_err(|error| ReadError::new(error.to_string(), ""))
}

/// A scheme of the user's own; checked.
pub fn read_scheme(bytes: &[u8]) -> Result<Scheme, ReadError> {
    let scheme: Scheme = read_value(bytes)?;
    let hint = "every id and key of a scheme stands for one thing; assets/scheme.ron is an example";
    scheme.check().map_err(|error| ReadError::new(error.to_string(), hint))?;
    Ok(scheme)
}

/// The scheme that a project gets when none is named.
pub fn default_scheme() -> Arc<Scheme> {
    static SCHEME: std::sync::OnceLock<Arc<Scheme>> = std::sync::OnceLock::new();
    let read = || {
        let scheme = read_scheme(include_bytes!("../../../assets/scheme.ron"));
        #[expect(clippy::expect_used, reason = "the bytes are part of the program, and a test reads them")]
        Arc::new(scheme.expect("the built-in scheme holds"))
    };
    Arc::clone(SCHEME.get_or_init(read))
}

fn syntax(error: &ron::error::SpannedError) -> ReadError {
    let ron::error::Position { line, col } = error.span.start;
    let message = format!("line {line}, column {col}: {}", error.code);
    ReadError::new(message, "correct that line, or go back to an earlier copy; the file was left as it is")
}

/// The file, in the order in which it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProjectEntry<'a> {
    copydesk: u32,
    #[serde(default)]
    id: String,
    #[serde(default)]
    annotator: String,
    #[serde(borrow)]
    article: ArticleEntry<'a>,
    scheme: Scheme,
    #[serde(borrow, default)]
    annotations: Vec<AnnotationEntry<'a>>,
    #[serde(default)]
    relations: Vec<RelationEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ArticleEntry<'a> {
    #[serde(default)]
    fields: Attributes,
    /// `blake3:` and 64 hexadecimal digits. A person who means to change the text takes it out.
    #[serde(default)]
    hash: Option<String>,
    /// Those that are no paragraphs.
    #[serde(default)]
    blocks: Vec<BlockEntry>,
    /// Where the text of a large article stands.
    #[serde(default)]
    text_file: Option<TextFile>,
    /// The lines, without their line ends.
    #[serde(borrow, default)]
    text: Vec<Cow<'a, str>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BlockEntry {
    kind: BlockKind,
    start: usize,
    end: usize,
}

/// `start` and `end` are the hull; `fragments` only when there are several. Above [`WHOLE_TEXT`] code points `text` is how
/// the marked text begins, `tail` how it ends, and `length` how many code points it has.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AnnotationEntry<'a> {
    id: Cow<'a, str>,
    label: Cow<'a, str>,
    start: usize,
    end: usize,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fragments: Vec<(usize, usize)>,
    text: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tail: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    length: Option<usize>,
    #[serde(default, skip_serializing_if = "is_none")]
    attributes: Cow<'a, Attributes>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    note: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    by: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    at: Cow<'a, str>,
}

fn is_none(attributes: &Attributes) -> bool {
    attributes.is_empty()
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RelationEntry {
    id: String,
    r#type: String,
    from: String,
    to: String,
}

/// What an entry says of the text that its annotation marks.
fn excerpt(words: &str) -> (Cow<'_, str>, Option<Cow<'_, str>>, Option<usize>) {
    let length = words.chars().count();
    if length <= WHOLE_TEXT {
        return (words.into(), None, None);
    }
    let byte = |char: usize| words.char_indices().nth(char).map_or(words.len(), |(at, _)| at);
    (words[..byte(TEXT_END)].into(), Some(words[byte(length - TEXT_END)..].into()), Some(length))
}

#[cfg(test)]
mod tests;
