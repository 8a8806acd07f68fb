//! Which encoding does a page declare for itself?

use crate::article::encoding::Encoding;

/// How much of a page may come before its declaration, in bytes.
const HEAD: usize = 4096;

/// The encoding that the beginning of a page declares, in a `meta` element or in an XML declaration.
pub(super) fn declared(bytes: &[u8]) -> Option<Encoding> {
    let head = bytes.get(..HEAD.min(bytes.len())).unwrap_or_default().to_ascii_lowercase();
    let mut rest = head.as_slice();
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = rest.get(at + 1..).unwrap_or_default();
        let tag = rest.get(..memchr::memchr(b'>', rest).unwrap_or(rest.len())).unwrap_or_default();
        let word: Option<&[u8]> = match () {
            () if rest.starts_with(b"meta") => Some(b"charset"),
            () if rest.starts_with(b"?xml") => Some(b"encoding"),
            () => None,
        };
        if let Some(encoding) = word.and_then(|word| value(tag, word)).and_then(|label| Encoding::named(&label)) {
            return Some(encoding);
        }
    }
    None
}

/// What is said behind `word` and an equals sign in a tag.
fn value(tag: &[u8], word: &[u8]) -> Option<String> {
    let at = memchr::memmem::find(tag, word)? + word.len();
    let behind = String::from_utf8_lossy(tag.get(at..)?);
    let said = behind.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    Some(said.chars().take_while(|letter| letter.is_ascii_alphanumeric() || "-_:.".contains(*letter)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_declares_its_encoding_in_several_ways() {
        for (head, name) in [
            ("<meta charset=utf-8>", Some("UTF-8")),
            ("<html><META CharSet = 'Shift_JIS'/>", Some("Shift_JIS")),
            ("<meta http-equiv=content-type content=\"text/html; charset=iso-8859-2\">", Some("ISO-8859-2")),
            ("<?xml version=\"1.0\" encoding=\"koi8-r\"?>", Some("KOI8-R")),
            ("<meta charset=nonsense><meta charset=gbk>", Some("GBK")),
            ("<p>charset=utf-8", None),
            ("<meta charset", None),
        ] {
            assert_eq!(declared(head.as_bytes()).map(Encoding::name), name, "{head}");
        }
    }
}
