//! What is a file? Told by its first bytes, and by its name only where they leave it open: names and servers lie.

use crate::reading::archive::Archive;

/// A kind of file that an article is taken in from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Plain text in any common encoding.
    Text,
    /// Markdown (CommonMark with tables and footnotes).
    Markdown,
    /// A web page.
    Html,
    /// A web page with all that belongs to it, in one file (MHTML).
    Mhtml,
    /// A Word document (Office Open XML).
    Docx,
    /// An OpenDocument text.
    Odt,
    /// An OpenDocument text in one XML file.
    FlatOdt,
    /// Rich Text Format.
    Rtf,
    /// An e-book.
    Epub,
    /// A PDF.
    Pdf,
    /// Subtitles (SubRip, WebVTT).
    Subtitles,
}

/// How far into a file its kind shows, in bytes.
pub const HEAD: usize = 4096;

impl Kind {
    /// What the endings of names mean, in the order in which a person would look for them.
    pub const ENDINGS: [(&str, Self); 20] = [
        ("txt", Self::Text),
        ("text", Self::Text),
        ("md", Self::Markdown),
        ("markdown", Self::Markdown),
        ("html", Self::Html),
        ("htm", Self::Html),
        ("xhtml", Self::Html),
        ("mhtml", Self::Mhtml),
        ("mht", Self::Mhtml),
        ("docx", Self::Docx),
        ("docm", Self::Docx),
        ("dotx", Self::Docx),
        ("odt", Self::Odt),
        ("ott", Self::Odt),
        ("fodt", Self::FlatOdt),
        ("rtf", Self::Rtf),
        ("epub", Self::Epub),
        ("pdf", Self::Pdf),
        ("srt", Self::Subtitles),
        ("vtt", Self::Subtitles),
    ];

    /// The kind that a file called `name` should be of; nothing for a name that says nothing.
    pub fn named(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        Self::ENDINGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending)).map(|(_, kind)| *kind)
    }

    /// The kind of the file called `name` that holds `bytes`: all of them, or the first [`HEAD`] at least. A package of which
    /// the end is missing is taken for what its name says.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let head = &bytes[..bytes.len().min(HEAD)];
        let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
        let named = Self::named(name);
        if memchr::memmem::find(&head[..head.len().min(1024)], b"%PDF-").is_some() {
            return Self::Pdf;
        }
        if head.starts_with(b"PK\x03\x04") {
            return Self::of_package(head, bytes).or(named.filter(|kind| kind.is_package())).unwrap_or(Self::Docx);
        }
        if start.starts_with(b"{\\rtf") {
            return Self::Rtf;
        }
        if start.starts_with(b"WEBVTT") || is_subrip(start) {
            return Self::Subtitles;
        }
        if is_mail(head) {
            return Self::Mhtml;
        }
        Self::of_markup(start).unwrap_or(match named {
            Some(kind @ (Self::Markdown | Self::Subtitles)) => kind,
            // A page may begin with anything, if only it has a tag.
            Some(Self::Html) if has_tag(head) => Self::Html,
            _ => Self::Text,
        })
    }

    /// Whether it is a zip archive.
    fn is_package(self) -> bool {
        matches!(self, Self::Docx | Self::Odt | Self::Epub)
    }

    fn of_package(head: &[u8], bytes: &[u8]) -> Option<Self> {
        let says = |kind: &[u8]| memchr::memmem::find(&head[..head.len().min(128)], kind).is_some();
        if says(b"mimetypeapplication/epub+zip") {
            return Some(Self::Epub);
        }
        if says(b"mimetypeapplication/vnd.oasis.opendocument.text") {
            return Some(Self::Odt);
        }
        let archive = Archive::of(bytes).ok()?;
        let has = |wanted: &str| archive.names().any(|name| name.eq_ignore_ascii_case(wanted));
        match () {
            () if has("META-INF/container.xml") => Some(Self::Epub),
            () if has("[Content_Types].xml") => Some(Self::Docx),
            () if has("content.xml") => Some(Self::Odt),
            () => None,
        }
    }

    fn of_markup(start: &[u8]) -> Option<Self> {
        let begins = |words: &[u8]| start.get(..words.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(words));
        let says = |words: &[u8]| memchr::memmem::find(start, words).is_some();
        if begins(b"<?xml") && says(b"urn:oasis:names:tc:opendocument:xmlns:office") {
            return Some(Self::FlatOdt);
        }
        let is_page = begins(b"<!doctype html")
            || begins(b"<html")
            || begins(b"<head")
            || begins(b"<body")
            || ((begins(b"<?xml") || begins(b"<!--") || begins(b"<!doctype")) && (says(b"<html") || says(b"<HTML")));
        is_page.then_some(Self::Html)
    }
}

/// `1`, then `00:00:01,000 --> `.
fn is_subrip(start: &[u8]) -> bool {
    let mut lines = start.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let is_number = lines.next().is_some_and(|line| !line.is_empty() && line.iter().all(u8::is_ascii_digit));
    let arrow = lines.next().and_then(|line| Some((line, memchr::memmem::find(line, b" --> ")?)));
    is_number
        && arrow.is_some_and(|(line, at)| line[..at].iter().all(|byte| byte.is_ascii_digit() || b":,.".contains(byte)))
}

/// Whether a file begins with the head of a message that holds several parts.
fn is_mail(head: &[u8]) -> bool {
    let end = memchr::memmem::find(head, b"\n\n").or_else(|| memchr::memmem::find(head, b"\r\n\r\n"));
    let fields = head[..end.unwrap_or(head.len())].to_ascii_lowercase();
    let says = |words: &[u8]| memchr::memmem::find(&fields, words).is_some();
    let is_field = fields
        .iter()
        .position(|byte| *byte == b':')
        .is_some_and(|colon| fields[..colon].iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-'));
    is_field && says(b"mime-version:") && (says(b"multipart/related") || says(b"text/html"))
}

fn has_tag(head: &[u8]) -> bool {
    head.array_windows()
        .any(|[open, next]| *open == b'<' && (next.is_ascii_alphabetic() || matches!(next, b'!' | b'/')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::archive::Packing;

    fn package(files: &[&str]) -> Vec<u8> {
        let mut packing = Packing::new();
        files.iter().for_each(|name| packing.file(name, b"x"));
        packing.finish()
    }

    #[test]
    fn bytes_say_what_a_file_is_whatever_its_name() {
        for (bytes, kind) in [
            (&b"%PDF-1.7\n"[..], Kind::Pdf),
            (b"\r\n junk %PDF-1.4", Kind::Pdf),
            (b"{\\rtf1\\ansi", Kind::Rtf),
            (b"\xEF\xBB\xBFWEBVTT\n\n", Kind::Subtitles),
            (b"1\r\n00:00:01,000 --> 00:00:02,000\r\nHello", Kind::Subtitles),
            (b"From: <Saved by>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n--x", Kind::Mhtml),
            (b"\n<!DOCTYPE html><p>", Kind::Html),
            (b"<?xml version='1.0'?><html xmlns='x'>", Kind::Html),
            (b"<?xml version='1.0'?><office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'>", Kind::FlatOdt),
            (b"1\nThe first of many.", Kind::Text),
            (b"", Kind::Text),
        ] {
            for name in ["a.txt", "a.docx", "a", "a.html.txt"] {
                assert_eq!(Kind::of(name, bytes), kind, "{name}: {}", String::from_utf8_lossy(bytes));
            }
        }
        assert_eq!(Kind::of("a.pdf", &package(&["META-INF/container.xml"])), Kind::Epub);
        assert_eq!(Kind::of("a.epub", &package(&["[Content_Types].xml", "word/document.xml"])), Kind::Docx);
        assert_eq!(Kind::of("a.zip", &package(&["mimetype", "content.xml"])), Kind::Odt);
    }

    #[test]
    fn a_name_says_it_where_the_bytes_do_not() {
        assert_eq!(Kind::of("a.md", b"# A title"), Kind::Markdown);
        assert_eq!(Kind::of("A.HTM", b"Plain words, <b>one</b> bold."), Kind::Html);
        assert_eq!(Kind::of("a.html", b"Plain words, 1 < 2."), Kind::Text);
        assert_eq!(Kind::of("a.rtf", b"Plain words."), Kind::Text);
        assert_eq!(Kind::of("a.odt", b"PK\x03\x04 cut off"), Kind::Odt);
    }
}
