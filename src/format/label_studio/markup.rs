//! What do positions in a page count? The characters of its text, which are left when all markup is gone.

/// The text of `html`: a line break for each `<br>`, nothing of scripts and styles; entities stay as they are.
pub(super) fn text_of(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = memchr::memchr(b'<', rest.as_bytes()) {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some(tag) = Tag::at_start_of(rest) else {
            text.push('<');
            rest = &rest[1..];
            continue;
        };
        rest = &rest[tag.length..];
        if tag.name.eq_ignore_ascii_case("br") {
            text.push('\n');
        } else if ["script", "style"].iter().any(|name| tag.name.eq_ignore_ascii_case(name)) {
            rest = &rest[end_of(rest, tag.name)..];
        }
    }
    text.push_str(rest);
    text
}

/// A tag, a comment or the like.
struct Tag<'a> {
    /// Empty for all but the beginning of an element.
    name: &'a str,
    length: usize,
}

impl<'a> Tag<'a> {
    /// The tag that `html`, which begins with `<`, begins with; nothing when that is a mere sign.
    fn at_start_of(html: &'a str) -> Option<Self> {
        let inside = &html[1..];
        if let Some(comment) = inside.strip_prefix("!--") {
            return Some(Self { name: "", length: comment.find("-->").map_or(html.len(), |at| 4 + at + 3) });
        }
        let first = inside.bytes().next()?;
        if !first.is_ascii_alphabetic() && !b"/!?".contains(&first) {
            return None;
        }
        let name = inside.find(|char: char| !char.is_ascii_alphanumeric()).map_or(inside, |end| &inside[..end]);
        // A `>` within quotation marks ends nothing.
        let mut quote = None;
        for (at, byte) in inside.bytes().enumerate() {
            match (quote, byte) {
                (None, b'>') => return Some(Self { name, length: 1 + at + 1 }),
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), byte) if open == byte => quote = None,
                _ => {}
            }
        }
        Some(Self { name, length: html.len() })
    }
}

/// Where in `html` the end tag of `name` begins; its end when there is none.
fn end_of(html: &str, name: &str) -> usize {
    let is_end = |at: &usize| {
        let tag = html.as_bytes().get(at + 2..at + 2 + name.len());
        html[*at..].starts_with("</") && tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
    };
    memchr::memchr_iter(b'<', html.as_bytes()).find(is_end).unwrap_or(html.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_its_text() {
        let check = |html: &str, text: &str| assert_eq!(text_of(html), text, "of {html}");
        check("<p class=\"a>b\">Rents <b>rose</b><br/>12%</p>", "Rents rose\n12%");
        check("a <!-- <b> -->b<script>if (a < b) {}</script>c<STYLE>p {}</style>d", "a bcd");
        check("1 < 2 &amp; <3", "1 < 2 &amp; <3");
        check("cut <b", "cut ");
        check("cut <!-- ", "cut ");
        check("cut <script>x", "cut ");
        check("é<i title='>'>😀</i>", "é😀");
    }
}
