//! How does an e-book come in? Its chapters in the order of reading, all or one of them.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use super::{Choices, Draft, IntakeError, encoding, html};
use crate::progress::Progress;
use crate::reading::archive::Archive;
use crate::reading::xml::{Element, Part, Parts};
use crate::reading::{ReadError, named};

/// What is said to whoever has a book that cannot be read.
const CURE: &str = "convert it to EPUB anew, for instance with an e-book manager";

/// The deepest folder of a path within a book.
const DEEPEST: usize = 64;

/// What the package of a book says.
#[derive(Default)]
struct Package {
    /// Where each file of it lies, with what it is, by its id.
    files: HashMap<String, (String, String)>,
    /// The ids of the chapters, in the order of reading.
    spine: Vec<String>,
    /// Its metadata, in the order of the file: name, value.
    metadata: Vec<(String, String)>,
}

/// Reads a book.
pub(super) fn read(bytes: &[u8], choices: &Choices, progress: &Progress) -> Result<Draft, IntakeError> {
    let mut archive = Archive::of(bytes)?;
    if archive.names().any(|name| name == "META-INF/rights.xml") {
        return Err(IntakeError::refused("it is locked by digital rights management", "get a copy without a lock"));
    }
    let root = root_of(&mut archive)?;
    let package = package(&wanted(&mut archive, &root)?, &root)?;
    let mut draft = Draft::default();
    describe(&package, &mut draft);
    progress.begin(package.spine.len() as u64);
    let mut number = 0;
    for id in &package.spine {
        progress.advance(1)?;
        let Some((path, media)) = package.files.get(id) else { continue };
        if !media.contains("html") || media.ends_with("#nav") {
            continue;
        }
        let Some(chapter) = archive.read(path)? else {
            draft.tell(format!("the chapter {} is not in the file", named(path)));
            continue;
        };
        let chapter = chapter_of(&chapter, progress)?;
        // A cover is a picture and no chapter.
        if chapter.len() > 0 {
            number += 1;
            draft.add_chapter(chapter, choices.chapter.is_none_or(|wanted| wanted == number));
        }
    }
    check(&draft, number, choices)?;
    draft.lift_head();
    Ok(draft)
}

fn chapter_of(bytes: &[u8], progress: &Progress) -> Result<Draft, IntakeError> {
    let mut chapter = Draft::default();
    html::append(&encoding::decode(bytes, None).text, &mut chapter, progress)?;
    Ok(chapter)
}

fn check(draft: &Draft, chapters: usize, choices: &Choices) -> Result<(), IntakeError> {
    match choices.chapter {
        Some(wanted) if wanted == 0 || wanted > chapters => Err(IntakeError::refused(
            format!("it has no chapter {wanted}"),
            format!("it has {chapters} chapters, from 1"),
        )),
        None if draft.len() == 0 => {
            Err(IntakeError::refused("it has no text", "its pages may be pictures: recognise their text first"))
        }
        _ => Ok(()),
    }
}

fn wanted(archive: &mut Archive<'_>, path: &str) -> Result<Vec<u8>, ReadError> {
    let found = archive.read(path).map_err(|error| ReadError { hint: CURE.into(), ..error })?;
    found.ok_or_else(|| ReadError::new(format!("the file {} is not in it", named(path)), CURE))
}

/// Where the package of the book lies.
fn root_of(archive: &mut Archive<'_>) -> Result<String, ReadError> {
    let container = wanted(archive, "META-INF/container.xml")?;
    let mut parts = Parts::past_type(&container)?;
    while let Some(part) = parts.next()? {
        if let Part::Start(element) = part
            && element.name == "rootfile"
            && let Some(path) = element.get("full-path")
        {
            return Ok(path.to_owned());
        }
    }
    Err(ReadError::new("it does not say where its chapters are", CURE))
}

fn package(bytes: &[u8], root: &str) -> Result<Package, ReadError> {
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut package = Package::default();
    let mut parts = Parts::past_type(bytes)?;
    while let Some(part) = parts.next()? {
        let Part::Start(element) = part else { continue };
        match element.name.as_str() {
            "item" => package.add_file(&element, folder),
            "itemref" if element.get("linear") != Some("no") => {
                package.spine.extend(element.get("idref").map(str::to_owned));
            }
            "title" | "creator" | "date" | "language" | "publisher" => {
                let name = element.name.clone();
                package.metadata.push((name, parts.text_within()?));
            }
            _ => {}
        }
    }
    Ok(package)
}

impl Package {
    fn add_file(&mut self, element: &Element<'_>, folder: &str) {
        let (Some(id), Some(href)) = (element.get("id"), element.get("href")) else { return };
        let is_nav = element.get("properties").is_some_and(|names| names.split_whitespace().any(|name| name == "nav"));
        let media = element.get("media-type").unwrap_or_default().to_owned() + if is_nav { "#nav" } else { "" };
        self.files.insert(id.to_owned(), (joined(folder, &percent_decode_str(href).decode_utf8_lossy()), media));
    }
}

/// `path` as seen from `folder`, without `.` and `..`.
fn joined(folder: &str, path: &str) -> String {
    let path = path.split('#').next().unwrap_or_default();
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')).filter(|part| !part.is_empty() && *part != ".") {
        match part {
            ".." => _ = parts.pop(),
            part if parts.len() < DEEPEST => parts.push(part),
            _ => {}
        }
    }
    parts.join("/")
}

fn describe(package: &Package, draft: &mut Draft) {
    let all = |wanted: &str| -> Vec<&str> {
        let called = package.metadata.iter().filter(|(name, _)| name == wanted).map(|(_, value)| value.trim());
        called.filter(|value| !value.is_empty()).collect()
    };
    let first = |name: &str| all(name).first().copied().unwrap_or_default();
    draft.set("title", first("title"));
    draft.set("author", &all("creator").join(", "));
    draft.set("published", first("date"));
    draft.set("language", first("language"));
    draft.set("outlet", first("publisher"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::archive::Packing;

    const CONTAINER: &str = "<container><rootfiles><rootfile full-path='OEBPS/a.opf'/></rootfiles></container>";
    const OPF: &str = "<!DOCTYPE package PUBLIC 'x' 'y'><package xmlns:dc='d'><metadata><dc:title>Rents</dc:title><dc:creator>Ada Obi</dc:creator><dc:creator>Ewa Lindgren</dc:creator><dc:language>en</dc:language></metadata><manifest>\
        <item id='n' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/>\
        <item id='b' href='text/two%20b.xhtml' media-type='application/xhtml+xml'/>\
        <item id='a' href='./text/../text/one.xhtml' media-type='application/xhtml+xml'/>\
        <item id='gone' href='gone.xhtml' media-type='application/xhtml+xml'/></manifest>\
        <spine><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/><itemref idref='gone'/></spine></package>";

    fn book(opf: &str) -> Vec<u8> {
        let mut packing = Packing::new();
        packing.file("META-INF/container.xml", CONTAINER.as_bytes());
        packing.file("OEBPS/a.opf", opf.as_bytes());
        packing.file("OEBPS/nav.xhtml", b"<html><body><p>Contents</p></body></html>");
        packing.file(
            "OEBPS/text/one.xhtml",
            "<html><head><title>x</title></head><body><h2>One</h2><p>Rents&nbsp;rose é.</p></body></html>".as_bytes(),
        );
        packing.file("OEBPS/text/two b.xhtml", b"<html><body><h2>Two</h2><p>They fell.</p></body></html>");
        packing.finish()
    }

    fn taken(chapter: Option<usize>) -> Result<super::super::Taken, IntakeError> {
        let choices = Choices { chapter, ..Choices::default() };
        read(&book(OPF), &choices, &Progress::default()).and_then(Draft::finish)
    }

    #[test]
    fn chapters_come_in_the_order_of_reading_all_or_one() {
        let all = taken(None).expect("a book");
        assert_eq!(all.article.text(), "One\n\nRents\u{a0}rose é.\n\nTwo\n\nThey fell.");
        assert_eq!(all.remarks.chapters, ["One", "Two"]);
        assert_eq!(all.fields.get("author"), "Ada Obi, Ewa Lindgren");
        assert_eq!(all.remarks.notes, ["the chapter OEBPS/gone.xhtml is not in the file"]);
        assert_eq!(taken(Some(2)).expect("a chapter").article.text(), "Two\n\nThey fell.");
        assert_eq!(taken(Some(3)).expect_err("none").to_string(), "it has no chapter 3");
    }

    #[test]
    fn what_is_no_book_says_why() {
        let mut packing = Packing::new();
        packing.file("mimetype", b"application/epub+zip");
        let read = |bytes: &[u8]| {
            read(bytes, &Choices::default(), &Progress::default()).map(|_| ()).expect_err("refused").to_string()
        };
        assert_eq!(read(&packing.finish()), "the file META-INF/container.xml is not in it");
        assert_eq!(read(&book("<package/>")), "it has no text");
        assert!(read(b"PK\x03\x04").starts_with("it is no archive"));
    }
}
