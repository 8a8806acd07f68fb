//! The project file: a project as RON that a person can read, edit and compare, without loss.
//!
//! One annotation, one relation, one label and one line of the article stand on a line each, in an order that depends on
//! nothing but the project, so that a diff shows what changed. Positions count Unicode code points, end exclusive, and each
//! annotation carries the text it marks, so that a position is believed only where that text still stands.
//! README.md describes the file.
//!
//! The text of a large article stands in a file of its own beside the project, see [`TextFile`]: so a project stays small
//! and quick to save whatever it is about.

mod lines;
mod presets;
mod read;
mod skim;
mod write;

pub use presets::{PRESETS, Preset};
pub use read::{Complaint, FindText, Surroundings, check, read, read_in};
pub use skim::{Skimmed, skim};
pub use write::{FIRST_LINE, text_file, write, write_apart, write_within};

use std::borrow::Cow;
use std::sync::Arc;

use ron::extensions::Extensions;
use serde::{Deserialize, Serialize};

use super::{ReadError, named, utf8};
use crate::project::{Article, Attributes, BlockKind, Original, Scheme, TextHash};
use crate::text::{Fragments, Span};

/// The version of the file that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;

/// The longest text, in code points, that an annotation's entry repeats in full.
const WHOLE_TEXT: usize = 200;
/// How many code points it repeats from each end of a longer one.
const TEXT_END: usize = 80;

/// The longest name of a file, in bytes, that file systems take.
const LONGEST_NAME: usize = 255;

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
        !self.name.is_empty()
            && self.name.len() <= LONGEST_NAME
            && self.name != ".."
            && self.name != "."
            && !self.name.contains(['/', '\\', '\0'])
    }
}

/// RON in which a value may stand bare where one is optional, as people write it.
fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// A RON value of any type but a project: a scheme, the settings.
pub fn read_value<T: for<'a> Deserialize<'a>>(bytes: &[u8]) -> Result<T, ReadError> {
    options().from_str(utf8(bytes)?).map_err(syntax)
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

fn syntax(error: ron::error::SpannedError) -> ReadError {
    let ron::error::Position { line, col } = error.span.start;
    let message = format!("line {line}, column {col}: {}", in_words(error.code));
    ReadError::new(message, "correct that line; the file was left as it is")
}

/// What the crate says of an error, with what stands in the file cut short.
fn in_words(error: ron::Error) -> String {
    use ron::Error as E;
    let short = |found: String| named(&found).into_owned();
    let error = match error {
        E::Message(words) => E::Message(crate::text::shorten(&words, 400).into_owned()),
        E::ExpectedDifferentStructName { expected, found } => {
            E::ExpectedDifferentStructName { expected, found: short(found) }
        }
        E::NoSuchExtension(found) => E::NoSuchExtension(short(found)),
        E::InvalidValueForType { expected, found } => E::InvalidValueForType { expected, found: short(found) },
        E::NoSuchEnumVariant { expected, found, outer } => {
            E::NoSuchEnumVariant { expected, found: short(found), outer }
        }
        E::NoSuchStructField { expected, found, outer } => {
            E::NoSuchStructField { expected, found: short(found), outer }
        }
        E::InvalidIdentifier(found) => E::InvalidIdentifier(short(found)),
        E::SuggestRawIdentifier(found) => E::SuggestRawIdentifier(short(found)),
        other => other,
    };
    error.to_string()
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
    article: ArticleEntry,
    scheme: Scheme,
    #[serde(borrow, default)]
    annotations: Vec<AnnotationEntry<'a>>,
    #[serde(borrow, default)]
    relations: Vec<RelationEntry<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ArticleEntry {
    #[serde(default)]
    fields: Attributes,
    /// The file that the article came from.
    #[serde(default)]
    original: Option<Original>,
    /// `blake3:` and 64 hexadecimal digits. A person who means to change the text takes it out.
    #[serde(default)]
    hash: Option<String>,
    /// Those that are no paragraphs.
    #[serde(default)]
    blocks: Vec<BlockEntry>,
    /// Who says what when, in a transcript.
    #[serde(default)]
    cues: Vec<CueEntry>,
    /// Where the text of a large article stands.
    #[serde(default)]
    text_file: Option<TextFile>,
    /// The lines, joined by line feeds; nothing where there is none.
    #[serde(default, deserialize_with = "lines::read")]
    text: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BlockEntry {
    kind: BlockKind,
    start: usize,
    end: usize,
}

/// `time` is written as WebVTT writes it: `00:01:02.500 --> 00:01:04.000`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CueEntry {
    start: usize,
    end: usize,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    time: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    speaker: String,
}

/// `start` and `end` are the hull; `fragments` only when there are several. Above [`WHOLE_TEXT`] code points `text` is how
/// the marked text begins, `tail` how it ends, and `length` how many code points it has.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AnnotationEntry<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    label: Cow<'a, str>,
    start: usize,
    end: usize,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fragments: Vec<(usize, usize)>,
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tail: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    length: Option<usize>,
    #[serde(default, skip_serializing_if = "is_none")]
    attributes: Cow<'a, Attributes>,
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    note: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    by: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    at: Cow<'a, str>,
}

fn is_none(attributes: &Attributes) -> bool {
    attributes.is_empty()
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RelationEntry<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    r#type: Cow<'a, str>,
    #[serde(borrow)]
    from: Cow<'a, str>,
    #[serde(borrow)]
    to: Cow<'a, str>,
}

/// What an entry says of the text that its annotation marks. Costs what it says, not what is marked: a file may mark all of
/// a long article many times.
fn excerpt(article: &Article, fragments: &Fragments) -> (String, Option<String>, Option<usize>) {
    let (text, spans) = (article.text(), fragments.spans());
    let bytes = spans.iter().map(|span| span.end() - span.start()).sum::<usize>() + spans.len() - 1;
    let length = || spans.iter().map(|span| article.char_range(*span).len()).sum::<usize>() + spans.len() - 1;
    // No text has more code points than bytes.
    let length = if bytes <= WHOLE_TEXT { bytes } else { length() };
    if length <= WHOLE_TEXT {
        return (fragments.text(text), None, None);
    }
    let joined =
        |(number, span): (usize, &Span)| std::iter::repeat_n(' ', usize::from(number > 0)).chain(span.of(text).chars());
    let start: String = spans.iter().enumerate().flat_map(joined).take(TEXT_END).collect();
    let joined = |span: &Span| span.of(text).chars().rev().chain([' ']);
    let end: Vec<char> = spans.iter().rev().flat_map(joined).take(TEXT_END).collect();
    (start, Some(end.into_iter().rev().collect()), Some(length))
}

#[cfg(test)]
mod tests;
