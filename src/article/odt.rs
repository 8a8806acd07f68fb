//! How does an OpenDocument text come in? Its content, with what its styles say of each paragraph, and its metadata.
//!
//! An .odt is an archive of `content.xml`, `styles.xml` and `meta.xml`; an .fodt is one file with all of that within. Memory:
//! what is unpacked of the files that are read, which the archive bounds, and three times the text.

mod body;
mod formula;
mod meta;
mod styles;

use super::manuscript::{About, CURE, Walk};
use super::{Draft, IntakeError};
use crate::progress::Progress;
use crate::reading::archive::Archive;
use body::Body;
use styles::Styles;

/// What an archive begins with.
const ARCHIVE: &[u8] = b"PK";

/// What the list of an archive's files says of one that has a password.
const ENCRYPTED: &[u8] = b"encryption-data";

/// So many formulas are read at most: each is a file of its own.
const MOST_FORMULAS: usize = 2000;

/// The article in an OpenDocument text: .odt, .ott, .fodt.
pub(super) fn read(bytes: &[u8], progress: &Progress) -> Result<Draft, IntakeError> {
    if bytes.starts_with(ARCHIVE) { read_archive(bytes, progress) } else { read_flat(bytes, progress) }
}

fn read_archive(bytes: &[u8], progress: &Progress) -> Result<Draft, IntakeError> {
    let mut archive = Archive::of(bytes).map_err(|error| error.cured_by(CURE))?;
    refuse_encrypted(&mut archive)?;
    let content = file(&mut archive, "content.xml")?.ok_or_else(no_text)?;
    progress.begin(u64::try_from(content.len()).unwrap_or(u64::MAX));
    let mut styles = Styles::default();
    if let Some(bytes) = file(&mut archive, "styles.xml")? {
        styles.read_common(Walk::of(&bytes, progress)?)?;
    }
    let mut about = about(&mut archive, progress)?;
    let mut formula = |name: &str| formula(&mut archive, name, progress);
    let manuscript = Body::new(&mut styles, &mut about, &mut formula).read(Walk::of(&content, progress)?)?;
    manuscript.into_draft(&with_language(about, &styles))
}

fn read_flat(bytes: &[u8], progress: &Progress) -> Result<Draft, IntakeError> {
    progress.begin(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    let (mut styles, mut about) = (Styles::default(), About::default());
    let mut no_files = |_: &str| Ok(String::new());
    let manuscript = Body::new(&mut styles, &mut about, &mut no_files).read(Walk::of(bytes, progress)?)?;
    manuscript.into_draft(&with_language(about, &styles))
}

fn file(archive: &mut Archive<'_>, name: &str) -> Result<Option<Vec<u8>>, IntakeError> {
    archive.read(name).map_err(|error| error.cured_by(CURE).into())
}

/// The list of files may have a document type, so it is looked through and not read.
fn refuse_encrypted(archive: &mut Archive<'_>) -> Result<(), IntakeError> {
    let manifest = file(archive, "META-INF/manifest.xml")?.unwrap_or_default();
    if memchr::memmem::find(&manifest, ENCRYPTED).is_none() {
        return Ok(());
    }
    Err(IntakeError::refused(
        "it is encrypted with a password",
        "open it in a word processor with its password and save it again without one",
    ))
}

/// What the document says about itself. A file that cannot be read costs its fields, not the article.
fn about(archive: &mut Archive<'_>, progress: &Progress) -> Result<About, IntakeError> {
    let mut about = About::default();
    let Ok(Some(bytes)) = archive.read("meta.xml") else { return Ok(about) };
    match Walk::of(&bytes, progress).and_then(|mut walk| meta::read(&mut walk, &mut about)) {
        Err(IntakeError::Cancelled) => Err(IntakeError::Cancelled),
        Err(_) | Ok(()) => Ok(about),
    }
}

/// The letters of the formula in the folder `name` of the archive; none where it holds no formula.
fn formula(archive: &mut Archive<'_>, name: &str, progress: &Progress) -> Result<String, IntakeError> {
    let Ok(Some(bytes)) = archive.read(&format!("{}/content.xml", name.trim_start_matches("./").trim_end_matches('/')))
    else {
        return Ok(String::new());
    };
    match Walk::of(&bytes, progress).and_then(|mut walk| formula::read(&mut walk)) {
        Err(IntakeError::Cancelled) => Err(IntakeError::Cancelled),
        letters => Ok(letters.unwrap_or_default()),
    }
}

fn with_language(about: About, styles: &Styles) -> About {
    let language = if about.language.is_empty() { styles.language.clone() } else { about.language.clone() };
    About { language, ..about }
}

fn no_text() -> IntakeError {
    IntakeError::refused(
        "it holds no OpenDocument text",
        "export a spreadsheet as .csv and a presentation as text, or copy its words and paste them",
    )
}

#[cfg(test)]
mod tests;
