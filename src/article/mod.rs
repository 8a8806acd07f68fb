//! How does an article come in? Bytes of a file, or what was pasted, to the text that annotations mark.
//!
//! [`Kind::of`] tells what a file is. Each kind has a reader that fills a draft with blocks and fields; none of them opens
//! a file, starts a program or asks a network. Title, author and date are fields and no text.
//!
//! | kind | read by | bound of memory |
//! | --- | --- | --- |
//! | text | [`Intake`] as it streams; other encodings by `encoding_rs`, guessed by `chardetng` | the text, and half as much again |
//! | Markdown | `pulldown-cmark` | 3 times the file |
//! | HTML, MHTML | `html5gum` and a finder of its own, `mail-parser` | 30 times a page of nothing but tags; 3 times one of a newspaper |
//! | DOCX, ODT, EPUB | `zip`, `quick-xml`, `html5gum` | what may be unpacked (64 MB, and fifty times the file, 1 GB at most), and three times the text |
//! | RTF | a reader of its own, `encoding_rs` | 4 times the file |
//! | PDF | `hayro-syntax`, `hayro-font`, a layout of its own | 512 MB |
//! | SubRip, WebVTT | a reader of its own | 4 times the file |

mod docx;
mod draft;
mod encoding;
mod epub;
mod error;
mod html;
mod kind;
mod manuscript;
mod markdown;
mod mhtml;
mod odt;
mod pdf;
mod plain;
mod rtf;
mod subtitles;

use draft::Draft;
pub use draft::{Doubt, Remarks, Taken};
pub use encoding::{ENCODINGS, Encoding};
pub use error::IntakeError;
pub use html::Body;
pub use kind::{HEAD, Kind};
pub use plain::{Intake, read_pasted, read_text};

use crate::progress::Progress;

/// What a person wants of a file that leaves a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The encoding of a text; else it is found out.
    pub encoding: Option<Encoding>,
    /// What of a web page.
    pub body: Body,
    /// Which chapter of a book, from 1; else all.
    pub chapter: Option<usize>,
}

/// The article in the file called `name` that holds `bytes`.
pub fn take_in(name: &str, bytes: &[u8], choices: &Choices, progress: &Progress) -> Result<Taken, IntakeError> {
    take_in_as(Kind::of(name, bytes), bytes, choices, progress)
}

/// Like [`take_in`], of a file that is said to be of `kind`, whatever it looks like.
pub fn take_in_as(kind: Kind, bytes: &[u8], choices: &Choices, progress: &Progress) -> Result<Taken, IntakeError> {
    progress.check()?;
    let draft = match kind {
        Kind::Text => return text(bytes, choices),
        Kind::Markdown => in_words(bytes, choices, progress, markdown::read)?,
        Kind::Subtitles => in_words(bytes, choices, progress, subtitles::read)?,
        Kind::Html => html::read(bytes, None, choices, progress)?,
        Kind::Mhtml => mhtml::read(bytes, choices, progress)?,
        Kind::Epub => epub::read(bytes, choices, progress)?,
        Kind::Docx => docx::read(bytes, progress)?,
        Kind::Odt | Kind::FlatOdt => odt::read(bytes, progress)?,
        Kind::Rtf => rtf::read(bytes, progress)?,
        Kind::Pdf => pdf::read(bytes, progress)?,
    };
    draft.finish()
}

/// The article that a person pasted: `text`, taken in as a file is; or `page`, the same as HTML, where that has paragraphs,
/// so that headings and lists stay what they are.
pub fn read_paste(text: &str, page: Option<&str>) -> Result<Taken, IntakeError> {
    if let Some(page) = page.filter(|page| has_paragraphs(page)) {
        let mut draft = Draft::default();
        html::append(page, &mut draft, &Progress::default())?;
        if draft.len() > 0 {
            return draft.finish();
        }
    }
    read_pasted(text).map(Taken::plain)
}

/// Whether HTML is prose: editors of code give each line of a text as a `div`, without the blank ones.
fn has_paragraphs(page: &str) -> bool {
    let page = page.to_ascii_lowercase();
    ["<p>", "<p ", "<h1", "<h2", "<h3", "<li", "<blockquote"].iter().any(|tag| page.contains(tag))
}

/// How the text that begins with `bytes` looks in each encoding in which it could be: its first line with a letter beyond
/// ASCII. Of those in which it looks the same, the first alone.
pub fn in_encodings(bytes: &[u8]) -> Vec<(Encoding, String)> {
    let mut looks: Vec<(Encoding, String)> = Vec::new();
    let guess = encoding::decode(bytes, None).encoding;
    // Any bytes are UTF-16, and look like Chinese.
    let others = ENCODINGS.iter().filter(|name| !name.starts_with("UTF-16")).filter_map(|name| Encoding::named(name));
    for encoding in std::iter::once(guess).chain(others) {
        let text = encoding::decode_as(bytes, encoding).text;
        // The end of what was read may be half a character.
        let is_broken = text.trim_end_matches('\u{fffd}').contains('\u{fffd}');
        let line = text.lines().find(|line| !line.is_ascii()).unwrap_or_default();
        let look = crate::text::shorten(line.trim(), 90).into_owned();
        if !is_broken && !look.is_empty() && looks.iter().all(|(_, known)| *known != look) {
            looks.push((encoding, look));
        }
    }
    looks
}

/// Plain text in any encoding: not a letter is changed but line ends.
fn text(bytes: &[u8], choices: &Choices) -> Result<Taken, IntakeError> {
    let refused = match choices.encoding {
        Some(_) => None,
        None => match read_text(bytes) {
            Ok(article) => return Ok(Taken::plain(article)),
            Err(error) if !error.may_be_text() || encoding::is_broken_utf8(bytes) => return Err(error),
            Err(error) => Some(error),
        },
    };
    let decoded = words(bytes, choices);
    if let Some(error) = refused.filter(|_| !encoding::is_prose(&decoded.text)) {
        return Err(error);
    }
    let taken = Taken::plain(read_pasted(&decoded.text)?);
    Ok(Taken { remarks: Remarks { doubts: doubts(&decoded), ..Remarks::default() }, ..taken })
}

/// What is made of the words of a file by a reader that wants no bytes.
fn in_words(
    bytes: &[u8],
    choices: &Choices,
    progress: &Progress,
    read: impl FnOnce(&str, &Progress) -> Result<Draft, IntakeError>,
) -> Result<Draft, IntakeError> {
    let decoded = words(bytes, choices);
    let mut draft = read(&decoded.text, progress)?;
    doubts(&decoded).into_iter().for_each(|doubt| draft.doubt(doubt));
    Ok(draft)
}

fn words<'a>(bytes: &'a [u8], choices: &Choices) -> encoding::Decoded<'a> {
    match choices.encoding {
        Some(encoding) => encoding::decode_as(bytes, encoding),
        None => encoding::decode(bytes, None),
    }
}

fn doubts(decoded: &encoding::Decoded<'_>) -> Vec<Doubt> {
    if decoded.is_sure { Vec::new() } else { vec![Doubt::Encoding(decoded.encoding.name())] }
}
