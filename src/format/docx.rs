//! How does a marked article look in a word processor? A Word document: each mark shaded in its colour, with a comment.
//!
//! ```text
//! [Content_Types].xml      what each file is
//! _rels/.rels              where the document is
//! docProps/core.xml        title and author
//! word/document.xml        the article, with the ranges of its comments
//! word/comments.xml        what is said of each mark
//! word/styles.xml          how titles, quotations and comments look
//! ```
//!
//! Comments may overlap, and a fragment has one each. What XML has no place for is a space.

mod comments;
mod document;

use super::outgoing::{Losses, READING_BACK};
use super::prose::title_of;
use super::{Facet, Format, LossKind, Named, OutFile, Positions, Shape, TextAt, Wish, Written};
use crate::reading::archive::Packing;
use crate::reading::xml::{has_forbidden, push_text};
use crate::text::Direction;

/// The format.
pub(super) const DOCX: Format = Format {
    name: "docx",
    title: "Word document with comments",
    extensions: &["docx"],
    shape: Shape::FileEach,
    beside: &[],
    reads: &[],
    text: TextAt::Within,
    positions: Positions::None,
    loses: KINDS,
    write: Some(write),
    read: None,
};

const KINDS: &[&LossKind] = &[&READING_BACK, &CONTROLS];

const CONTROLS: LossKind =
    LossKind::changed(Facet::Text, "control characters", "a character that XML 1.0 forbids is a space");

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const CONTENT_TYPES: &str = include_str!("docx/content_types.xml");
const PACKAGE: &str = include_str!("docx/package.xml.rels");
const DOCUMENT: &str = include_str!("docx/document.xml.rels");
const STYLES: &str = include_str!("docx/styles.xml");

/// So much XML is gathered before it is packed, in bytes.
const GATHERED: usize = 1 << 16;

fn write(projects: &[Named<'_>], _: &Wish) -> Written {
    let mut losses = Losses::default();
    for named in projects {
        losses.lose(&READING_BACK, &named.id);
        if has_forbidden(named.project.text()) {
            losses.lose(&CONTROLS, &named.id);
        }
    }
    let files = projects.iter().map(|named| OutFile::main(packed(named)));
    Written { files: files.collect(), losses: losses.in_order(KINDS) }
}

fn packed(named: &Named<'_>) -> Vec<u8> {
    let mut packing = Packing::new();
    packing.file("[Content_Types].xml", CONTENT_TYPES.as_bytes());
    packing.file("_rels/.rels", PACKAGE.as_bytes());
    packing.file("docProps/core.xml", properties(named).as_bytes());
    packing.begin("word/document.xml");
    document::write(&mut packing, named);
    packing.begin("word/comments.xml");
    comments::write(&mut packing, named.project);
    packing.file("word/_rels/document.xml.rels", DOCUMENT.as_bytes());
    packing.file("word/styles.xml", STYLES.as_bytes());
    packing.finish()
}

/// Title, author and language.
fn properties(named: &Named<'_>) -> String {
    let fields = named.project.fields();
    let mut xml = DECLARATION.to_owned();
    xml.push_str(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\">",
    );
    let parts =
        [("dc:title", title_of(named)), ("dc:creator", fields.get("author")), ("dc:language", fields.get("language"))];
    for (name, value) in parts.into_iter().filter(|(_, value)| !value.is_empty()) {
        element(&mut xml, name, value);
    }
    xml.push_str("</cp:coreProperties>\n");
    xml
}

fn element(xml: &mut String, name: &str, text: &str) {
    xml.push_str(&format!("<{name}>"));
    push_text(xml, text);
    xml.push_str(&format!("</{name}>"));
}

/// A paragraph of one style, which runs as `text` does, up to its runs.
fn begin_paragraph(xml: &mut String, style: &str, text: &str) -> Direction {
    xml.push_str("<w:p><w:pPr>");
    if !style.is_empty() {
        xml.push_str("<w:pStyle w:val=\"");
        xml.push_str(style);
        xml.push_str("\"/>");
    }
    let direction = Direction::of(text);
    if direction == Direction::RightToLeft {
        xml.push_str("<w:bidi/>");
    }
    xml.push_str("</w:pPr>");
    direction
}

/// A run of text with its properties; line ends and tabs have elements of their own.
fn run(xml: &mut String, properties: &str, direction: Direction, text: &str) {
    if text.is_empty() {
        return;
    }
    xml.push_str("<w:r>");
    let mark = if direction == Direction::RightToLeft { "<w:rtl/>" } else { "" };
    if !properties.is_empty() || !mark.is_empty() {
        xml.push_str("<w:rPr>");
        xml.push_str(properties);
        xml.push_str(mark);
        xml.push_str("</w:rPr>");
    }
    for piece in text.split_inclusive(['\n', '\t', '\u{b}']) {
        let words = piece.trim_end_matches(['\n', '\t', '\u{b}']);
        if !words.is_empty() {
            xml.push_str("<w:t xml:space=\"preserve\">");
            push_text(xml, words.trim_end_matches('\r'));
            xml.push_str("</w:t>");
        }
        match piece[words.len()..].chars().next() {
            Some('\t') => xml.push_str("<w:tab/>"),
            Some(_) => xml.push_str("<w:br/>"),
            None => {}
        }
    }
    xml.push_str("</w:r>");
}

#[cfg(test)]
mod tests;
