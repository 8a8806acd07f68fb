//! What does a PDF say about itself? Title, author, date and language, from its information dictionary, its XMP and its
//! catalogue.

use hayro_syntax::Pdf;
use hayro_syntax::object::{DateTime, Dict, Stream, String as PdfString};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::budget::Budget;

/// The longest XMP that is read, in bytes.
const LONGEST_XMP: usize = 1 << 20;

/// What a document says about itself; what it does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct About {
    /// Its title.
    pub(super) title: String,
    /// Its author.
    pub(super) author: String,
    /// When it was made, by ISO 8601.
    pub(super) published: String,
    /// Its language, e.g. "en-GB".
    pub(super) language: String,
}

impl About {
    /// What a document says about itself.
    pub(super) fn read(pdf: &Pdf, catalog: &Dict<'_>, budget: &mut Budget) -> Self {
        let said = pdf.metadata();
        let text = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(text_string).unwrap_or_default();
        let mut about = xmp(catalog, budget).unwrap_or_default();
        let prefer = |own: String, other: &mut String| {
            if !own.trim().is_empty() {
                *other = own;
            }
        };
        prefer(text(&said.title), &mut about.title);
        prefer(text(&said.author), &mut about.author);
        prefer(said.creation_date.map(|date| iso(&date)).unwrap_or_default(), &mut about.published);
        prefer(
            catalog.get::<PdfString<'_>>("Lang").map(|lang| text_string(lang.as_bytes())).unwrap_or_default(),
            &mut about.language,
        );
        if is_file_name(&about.title) {
            about.title.clear();
        }
        about
    }
}

/// Whether a title is only what a program called its file.
fn is_file_name(title: &str) -> bool {
    const ENDS: [&str; 14] = [
        ".doc", ".docx", ".odt", ".rtf", ".indd", ".qxd", ".pdf", ".tex", ".dvi", ".html", ".htm", ".ps", ".txt",
        ".pages",
    ];
    const NAMES: [&str; 5] = ["untitled", "about:blank", "document", "no title", "title"];
    let title = title.trim().to_lowercase();
    title.starts_with("microsoft word - ")
        || title.contains("://")
        || NAMES.contains(&title.as_str())
        || ENDS.iter().any(|end| title.ends_with(end))
}

/// The text of a string outside of content: UTF-16 or UTF-8 with a mark that says so, else PDF's own encoding.
pub(super) fn text_string(bytes: &[u8]) -> String {
    let units = |of: fn([u8; 2]) -> u16| -> String {
        let units: Vec<u16> = bytes[2..].as_chunks::<2>().0.iter().map(|pair| of(*pair)).collect();
        without_language(String::from_utf16_lossy(&units))
    };
    match bytes {
        [0xFE, 0xFF, ..] => units(u16::from_be_bytes),
        [0xFF, 0xFE, ..] => units(u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| document_letter(*byte)).collect(),
    }
}

/// A text without the codes for its language, which stand between two escapes.
fn without_language(text: String) -> String {
    if !text.contains('\u{1B}') {
        return text;
    }
    text.split('\u{1B}').step_by(2).collect()
}

/// A letter of PDFDocEncoding.
fn document_letter(byte: u8) -> char {
    const FROM_18: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const FROM_80: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł',
        'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
    ];
    let at = |table: &[char], first: u8| table.get(usize::from(byte - first)).copied().unwrap_or('\u{FFFD}');
    match byte {
        0x18..=0x1F => at(&FROM_18, 0x18),
        0x80..=0xA0 => at(&FROM_80, 0x80),
        _ => char::from(byte),
    }
}

fn iso(date: &DateTime) -> String {
    let DateTime { year, month, day, hour, minute, second, utc_offset_hour, utc_offset_minute } = *date;
    let zone = match (utc_offset_hour, utc_offset_minute) {
        (0, 0) => "Z".to_owned(),
        (hours, minutes) => format!("{}{:02}:{minutes:02}", if hours < 0 { '-' } else { '+' }, hours.unsigned_abs()),
    };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}")
}

/// What the XMP of a document says.
fn xmp(catalog: &Dict<'_>, budget: &mut Budget) -> Option<About> {
    let stream = catalog.get::<Stream<'_>>("Metadata")?;
    let bytes = budget.unpack(&stream).ok()??;
    let text = std::str::from_utf8(bytes.get(..LONGEST_XMP.min(bytes.len()))?).ok()?;
    Some(about_of_xmp(text))
}

fn about_of_xmp(text: &str) -> About {
    let mut about = About::default();
    let mut reader = Reader::from_str(text);
    let mut open: Vec<String> = Vec::new();
    // What is no XML from some point on says nothing more.
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) if open.len() < 64 => {
                open.push(String::from_utf8_lossy(start.local_name().as_ref()).into_owned());
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Text(words) => {
                let words = words.decode().map(|words| words.trim().to_owned()).unwrap_or_default();
                let is_in = |name: &str| open.iter().any(|open| open == name);
                let field = match () {
                    () if words.is_empty() => continue,
                    () if is_in("title") => &mut about.title,
                    () if is_in("creator") => &mut about.author,
                    () if is_in("CreateDate") => &mut about.published,
                    () if is_in("language") => &mut about.language,
                    () => continue,
                };
                if field.is_empty() {
                    *field = words;
                }
            }
            Event::GeneralRef(_) => {}
            Event::Start(_) | Event::Eof => break,
            _ => {}
        }
    }
    about
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read_in_each_of_their_encodings() {
        assert_eq!(text_string(b"\xFE\xFF\x20\x1C\x00a\xD8\x3D\xDE\x80"), "“a🚀");
        assert_eq!(text_string(b"\xFF\xFEa\x00"), "a");
        assert_eq!(text_string("\u{feff}é".as_bytes()), "é");
        assert_eq!(text_string(b"\x8Da\x8E \xE9\xA0"), "“a” é€");
        assert_eq!(text_string(b"\xFE\xFF\x00\x1B\x00e\x00n\x00\x1B\x00a"), "a");
    }

    #[test]
    fn dates_and_titles_come_as_others_write_them() {
        let date = DateTime {
            year: 2024,
            month: 5,
            day: 3,
            hour: 7,
            minute: 0,
            second: 9,
            utc_offset_hour: -3,
            utc_offset_minute: 30,
        };
        assert_eq!(iso(&date), "2024-05-03T07:00:09-03:30");
        assert!(
            is_file_name("Microsoft Word - rents.doc") && is_file_name("rents.indd") && !is_file_name("Rents rise")
        );
    }

    #[test]
    fn xmp_says_what_the_information_dictionary_does_not() {
        let xmp = "<x:xmpmeta xmlns:x='x'><rdf:RDF><rdf:Description><dc:title><rdf:Alt><rdf:li>Rents</rdf:li></rdf:Alt></dc:title>\
                   <dc:creator><rdf:Seq><rdf:li>Ada</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF><broken";
        let about = about_of_xmp(xmp);
        assert_eq!((about.title.as_str(), about.author.as_str(), about.published.as_str()), ("Rents", "Ada", ""));
    }
}
