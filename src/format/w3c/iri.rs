//! What is an annotation called on the web? Its own id where that is an address, else a name that says whose it is.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::project::Id;

/// What the names begin with that are given here: `urn:copydesk:ARTICLE` and `urn:copydesk:ARTICLE:ANNOTATION`.
const OWN: &str = "urn:copydesk:";
/// What makes the name of a page from that of its article.
pub(super) const PAGE: &str = "#annotations";

/// The name of the article `id`.
pub(super) fn of_article(id: &str) -> String {
    let mut iri = OWN.to_owned();
    push_escaped(&mut iri, id);
    iri
}

/// The name of an annotation or relation of the article that is called `article`.
pub(super) fn of_annotation(article: &str, id: &Id) -> String {
    let id = id.to_string();
    if is_absolute(&id) {
        return id;
    }
    let mut iri = String::with_capacity(article.len() + 1 + id.len());
    iri.push_str(article);
    iri.push(':');
    push_escaped(&mut iri, &id);
    iri
}

/// Whether `text` is an address on the web or another's name, and can stand for itself.
pub(super) fn is_absolute(text: &str) -> bool {
    let rest = ["https://", "http://", "urn:"].into_iter().find_map(|scheme| text.strip_prefix(scheme));
    let is_wrong =
        |char: char| char.is_whitespace() || char.is_control() || r#"<>"{}|\^`"#.contains(char) || char == '\u{feff}';
    rest.is_some_and(|rest| !rest.is_empty()) && !text.starts_with(OWN) && !text.contains(is_wrong)
}

/// The id that the name of an annotation stands for: of one that was given here its own, else the name.
pub(super) fn annotation_id<'a>(iri: Cow<'a, str>) -> Cow<'a, str> {
    let own = iri.strip_prefix(OWN).and_then(|rest| rest.split_once(':')).map(|(_, id)| unescaped(id).into_owned());
    match own {
        Some(id) if !id.is_empty() => id.into(),
        _ => iri,
    }
}

/// The id that the name of an article or of its page stands for, when it was given here.
pub(super) fn article_id(iri: &str) -> Option<String> {
    let id = iri.strip_prefix(OWN)?;
    let id = id.strip_suffix(PAGE).unwrap_or(id);
    Some(unescaped(id).into_owned()).filter(|id| !id.is_empty())
}

/// What the thing at an address would be called: the last part of it, without its ending.
pub(super) fn last_part(iri: &str) -> String {
    let path = iri.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let name = path.rsplit(['/', ':']).next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = unescaped(if stem.is_empty() { name } else { stem });
    if stem.is_empty() { iri.to_owned() } else { stem.into_owned() }
}

/// What the thing at an address is in a vocabulary: what stands behind the last sign.
pub(super) fn term(iri: &str) -> String {
    unescaped(iri.rsplit(['/', '#', ':']).next().unwrap_or_default()).into_owned()
}

/// An attribute as one text. The first `=` ends its name, so one within the name is escaped.
pub(super) fn pair(name: &str, value: &str) -> String {
    let name = if name.contains(['%', '=']) {
        name.replace('%', "%25").replace('=', "%3D").into()
    } else {
        Cow::Borrowed(name)
    };
    [&*name, "=", value].concat()
}

/// The attribute that `text` says, when it says one.
pub(super) fn attribute(text: &str) -> Option<(String, String)> {
    let (name, value) = text.split_once('=')?;
    Some((unescaped(name).into_owned(), value.to_owned())).filter(|(name, _)| !name.is_empty())
}

fn push_escaped(iri: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            iri.push(char::from(byte));
        } else {
            // Writing to a text never fails.
            let _ = write!(iri, "%{byte:02X}");
        }
    }
}

/// `text` with every `%` and two digits as its byte; as it is where that is no text.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return text.into();
    }
    let digit = |at: usize| text.as_bytes().get(at).and_then(|&byte| char::from(byte).to_digit(16));
    let (mut bytes, mut at) = (Vec::with_capacity(text.len()), 0);
    while let Some(&byte) = text.as_bytes().get(at) {
        match (digit(at + 1), digit(at + 2)) {
            (Some(high), Some(low)) if byte == b'%' => {
                bytes.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                bytes.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(bytes).map_or(text.into(), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> Id {
        Id::new(text).expect("not empty")
    }

    #[test]
    fn a_name_stands_for_its_id_and_back() {
        let article = of_article("a/b:c é");
        assert_eq!(article, "urn:copydesk:a%2Fb%3Ac%20%C3%A9");
        assert_eq!(article_id(&article).as_deref(), Some("a/b:c é"));
        assert_eq!(article_id(&format!("{article}{PAGE}")).as_deref(), Some("a/b:c é"));
        for text in ["a1", "x y", "é", "100%", "%41", "https://example.org/a", "urn:copydesk:a:b", "http://a b", "urn:"]
        {
            let iri = of_annotation(&article, &id(text));
            assert!(is_absolute(&iri) || iri.starts_with(&article), "{iri}");
            assert_eq!(annotation_id(iri.into()), text);
        }
    }

    #[test]
    fn a_name_from_elsewhere_stays_as_it_is() {
        for text in ["urn:uuid:5", "https://example.org/1", "#a", "urn:copydesk:only", "urn:copydesk:a:%FF"] {
            let expected = text.strip_prefix("urn:copydesk:a:").unwrap_or(text);
            assert_eq!(annotation_id(text.into()), expected);
        }
        assert_eq!(article_id("urn:uuid:5"), None);
        assert_eq!(last_part("https://example.org/news/rents.html?a=b#c"), "rents");
        assert_eq!(last_part("urn:x-doc:ex%201"), "ex 1");
        assert_eq!((last_part("https://"), last_part("")), ("https://".to_owned(), String::new()));
    }

    #[test]
    fn an_attribute_is_one_text() {
        for (name, value) in [("form", "direct"), ("a=b", "c=d"), ("100%", ""), ("%3D", "x")] {
            assert_eq!(attribute(&pair(name, value)), Some((name.to_owned(), value.to_owned())));
        }
        assert_eq!(pair("form", "direct"), "form=direct");
        assert_eq!((attribute("no pair"), attribute("=x")), (None, None));
    }
}
