//! How does a Word document come in? Its body, with what its styles say of each paragraph, its notes and its properties.
//!
//! ```text
//! _rels/.rels ─ main part ─ its .rels ─ styles          what a paragraph of each style is
//!      │        (the body)       └ footnotes, endnotes
//!      └ core and custom properties
//! ```
//!
//! Names of elements count without their namespaces, so that the strict form reads as the usual one does. Memory: what is
//! unpacked of the parts that are read, which the archive bounds, and three times the text.

mod body;
mod package;
mod properties;
mod styles;

use super::manuscript::{About, NoteKind, Walk, date_of};
use super::{Draft, IntakeError};
use crate::progress::Progress;
use body::Body;
use package::Package;
use styles::Styles;

/// The article in a Word document: .docx, .docm, .dotx.
pub(super) fn read(bytes: &[u8], progress: &Progress) -> Result<Draft, IntakeError> {
    let mut package = Package::of(bytes)?;
    let main = package.main()?;
    progress.begin(u64::try_from(main.len()).unwrap_or(u64::MAX));
    let styles = styles(&mut package, progress)?;
    let mut body = Body::new(&styles);
    body.read(Walk::of(&main, progress)?)?;
    let (mut manuscript, references) = body.finish()?;
    for (kind, part) in [(NoteKind::Footnote, "footnotes"), (NoteKind::Endnote, "endnotes")] {
        if references.iter().any(|reference| reference.kind == kind)
            && let Some(bytes) = package.part(part)?
        {
            let mut notes = body::notes(Walk::of(&bytes, progress)?, &styles)?;
            let of_kind = references.iter().filter(|reference| reference.kind == kind);
            let in_order = of_kind.filter_map(|reference| notes.remove(&reference.id));
            in_order.for_each(|note| manuscript.add_note(kind, note));
        }
    }
    let about = about(&mut package, &styles, progress)?;
    manuscript.into_draft(&about)
}

fn styles(package: &mut Package<'_>, progress: &Progress) -> Result<Styles, IntakeError> {
    match package.part("styles")? {
        Some(bytes) => Styles::read(Walk::of(&bytes, progress)?),
        None => Ok(Styles::default()),
    }
}

/// What the document says about itself. A part that cannot be read costs its fields, not the article.
fn about(package: &mut Package<'_>, styles: &Styles, progress: &Progress) -> Result<About, IntakeError> {
    let mut about = About::default();
    for name in ["coreproperties", "customproperties"] {
        let Some(bytes) = package.properties(name)? else { continue };
        let read: Result<(), IntakeError> =
            Walk::of(&bytes, progress).and_then(|walk| properties::read(walk, &mut about));
        if read == Err(IntakeError::Cancelled) {
            return Err(IntakeError::Cancelled);
        }
    }
    about.created = date_of(&about.created).unwrap_or_default().into();
    if about.language.is_empty() {
        about.language.clone_from(&styles.language);
    }
    Ok(about)
}

#[cfg(test)]
mod tests;
