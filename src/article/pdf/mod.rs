//! How does a PDF come in? Its letters at their places, then the lines, columns and paragraphs they make.
//!
//! ```text
//! bytes ─► objects (a crate) ─► letters at places ─► furniture off ─┬─► structure's parts ─────► pieces ─► draft
//!          budget bounds them    content, fonts                     └─► zones ─► paragraphs ─┘
//! ```
//!
//! The crates that read objects and fonts are ours only by trust: all of it runs on a thread of its own, whose panic is a
//! refusal, whose stack is large, and which is left behind when it takes longer than any honest file.

mod about;
mod bits;
mod budget;
mod bullets;
mod content;
mod direction;
mod fonts;
mod furniture;
mod gutters;
mod hyphens;
mod lines;
mod marks;
mod matrix;
mod operands;
mod paragraphs;
mod pieces;
mod sheet;
mod structure;
mod tables;
mod tagged;
#[cfg(test)]
mod tests;
mod ways;
mod words;
mod zones;

use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use hayro_syntax::object::Dict;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use self::about::About;
use self::bits::Bit;
use self::budget::{Budget, Exhausted};
use self::content::Reader;
use self::fonts::Fonts;
use self::sheet::Sheet;
use self::structure::Structure;
use self::zones::Zone;
use super::IntakeError;
use super::draft::Draft;
use crate::progress::{Cancelled, Progress};

/// The stack of the thread that reads: objects nest by hundreds.
const STACK: usize = 32 << 20;

/// The most pages that are read.
const MOST_PAGES: usize = 20_000;

/// The most letters that are read: those of a shelf of books.
const MOST_GLYPHS: usize = 5_000_000;

/// How often the one who waits looks whether the work is still wanted.
const LOOK: Duration = Duration::from_millis(20);

/// The article in a PDF.
pub(super) fn read(bytes: &[u8], progress: &Progress) -> Result<Draft, IntakeError> {
    if !is_pdf(bytes) {
        return Err(IntakeError::refused(
            "it is not a PDF",
            "check that it is the file you mean, or download it again",
        ));
    }
    let (answer, question) = mpsc::sync_channel(1);
    let (copy, theirs) = (Arc::new(bytes.to_vec()), progress.clone());
    let thread = std::thread::Builder::new().name("pdf".into()).stack_size(STACK).spawn(move || {
        // Nobody may be listening any more.
        let _ = answer.send(read_here(&copy, &theirs));
    });
    let Ok(thread) = thread else {
        return Err(IntakeError::refused("there is no memory for it", "close other programs and try again"));
    };
    let deadline = Instant::now() + patience(bytes.len());
    loop {
        match question.recv_timeout(LOOK) {
            Ok(result) => return result,
            Err(RecvTimeoutError::Timeout) => {
                progress.check()?;
                if Instant::now() > deadline {
                    return Err(too_much());
                }
            }
            // The thread is gone without an answer: it has panicked.
            Err(RecvTimeoutError::Disconnected) => {
                let _ = thread.join();
                return Err(damaged());
            }
        }
    }
}

/// How long a file of this length may take: ten times what a slow machine needs for the densest.
fn patience(len: usize) -> Duration {
    Duration::from_secs(10 + 2 * (len >> 20) as u64)
}

/// Whether bytes begin as a PDF does; some servers put a few bytes before it.
fn is_pdf(bytes: &[u8]) -> bool {
    memchr::memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some()
}

fn damaged() -> IntakeError {
    IntakeError::refused("it is damaged", "download it again, or open it in a PDF viewer and print it to a new PDF")
}

fn too_much() -> IntakeError {
    IntakeError::refused(
        "it unpacks to more than a PDF of its size should",
        "open it in a PDF viewer and print the pages you need to a new PDF",
    )
}

impl From<Exhausted> for IntakeError {
    fn from(_: Exhausted) -> Self {
        too_much()
    }
}

fn read_here(bytes: &Arc<Vec<u8>>, progress: &Progress) -> Result<Draft, IntakeError> {
    if budget::is_bomb(bytes) {
        return Err(too_much());
    }
    let pdf = Pdf::new(Arc::clone(bytes)).map_err(refusal)?;
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()).unwrap_or_default();
    let mut budget = Budget::of(bytes.len());
    let about = About::read(&pdf, &catalog, &mut budget);
    let structure = Structure::read(&catalog, pdf.xref());
    let mut sheets = sheets(&pdf, structure.as_ref(), &mut budget, progress)?;
    check_text(&sheets)?;
    furniture::remove(&mut sheets);
    hyphens::settle(&mut sheets);
    let tagged = structure.as_ref().and_then(|structure| tagged::pieces(&sheets, structure));
    let pieces = match tagged {
        Some(pieces) => pieces,
        None => paragraphs::pieces(&zones_of(&sheets, progress)?),
    };
    let mut draft = Draft::default();
    pieces::fill(&mut draft, pieces, &about);
    Ok(draft)
}

fn refusal(error: LoadPdfError) -> IntakeError {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => IntakeError::refused(
            "it is locked with a password",
            "open it in a PDF viewer with its password and print it to a new PDF",
        ),
        LoadPdfError::Decryption(_) => IntakeError::refused(
            "it is encrypted in a way that this program does not know",
            "open it in a PDF viewer and print it to a new PDF",
        ),
        LoadPdfError::Invalid => damaged(),
    }
}

/// The letters of all pages.
fn sheets<'a>(
    pdf: &'a Pdf,
    structure: Option<&Structure>,
    budget: &mut Budget,
    progress: &Progress,
) -> Result<Vec<Sheet>, IntakeError> {
    let pages = pdf.pages();
    if pages.len() > MOST_PAGES {
        return Err(IntakeError::refused(
            format!("it has {} pages", pages.len()),
            "open it in a PDF viewer and print the pages you need to a new PDF",
        ));
    }
    if pages.is_empty() {
        return Err(damaged());
    }
    progress.begin(pages.len() as u64);
    let fonts: Fonts<'a> = Fonts::new();
    let mut reader = Reader { fonts: &fonts, structure, budget };
    let mut sheets = Vec::with_capacity(pages.len());
    let mut glyphs = 0;
    for page in pages.iter() {
        let sheet = reader.sheet(page)?;
        glyphs += sheet.glyphs.len();
        if glyphs > MOST_GLYPHS {
            return Err(too_much());
        }
        sheets.push(sheet);
        progress.advance(1)?;
    }
    Ok(sheets)
}

/// An error when there is next to no text.
fn check_text(sheets: &[Sheet]) -> Result<(), IntakeError> {
    let letters: usize = sheets.iter().map(|sheet| sheet.glyphs.iter().filter(|glyph| !glyph.is_space()).count()).sum();
    let unknown: usize = sheets.iter().map(|sheet| sheet.unknown).sum();
    let pictures: usize = sheets.iter().filter(|sheet| sheet.pictures > 0).count();
    let cure = "recognise its text with an OCR program first, and open what that writes";
    if unknown > letters {
        return Err(IntakeError::refused("its fonts do not tell which letters they draw", cure));
    }
    if letters > 0 {
        return Ok(());
    }
    let why = match (sheets.len(), pictures) {
        (_, 0) => "it has no text".to_owned(),
        (1, _) => "it has no text: its page is a picture".to_owned(),
        (pages, _) => format!("it has no text: its {pages} pages are pictures"),
    };
    Err(IntakeError::refused(why, cure))
}

/// The zones of all pages.
fn zones_of(sheets: &[Sheet], progress: &Progress) -> Result<Vec<Zone>, Cancelled> {
    let gaps = lines::gaps(sheets);
    let bits = |sheet: &Sheet| lines::stretches(&sheet.glyphs, gaps.stretches).into_iter().map(Bit::of).collect();
    zones::zones(sheets.iter().map(bits).collect(), gaps.cells, progress)
}
