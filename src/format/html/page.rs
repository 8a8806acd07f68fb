//! How is text put into a page? Escaped, every time.

use std::fmt::Write as _;

/// A page that is being written.
#[derive(Default)]
pub(super) struct Page(String);

impl Page {
    /// Markup as it stands: never anything that came from a file.
    pub(super) fn markup(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// A number, within markup.
    pub(super) fn number(&mut self, number: usize) -> &mut Self {
        let _ = write!(self.0, "{number}");
        self
    }

    /// Text of the article or of a person, in an element or in a quoted attribute.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        for char in text.chars() {
            match char {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '\n' | '\t' => self.0.push(char),
                '\r' => {}
                // HTML cannot hold control characters; their pictures show that they are there.
                '\0'..='\u{1f}' => self.0.push(char::from_u32(0x2400 + u32::from(char)).unwrap_or('\u{fffd}')),
                '\u{7f}'..='\u{9f}' => self.0.push('\u{fffd}'),
                _ => self.0.push(char),
            }
        }
        self
    }

    /// The page.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_a_file_is_ever_markup() {
        let mut page = Page::default();
        page.text("<b a='x' b=\"y\">&amp;\0\r\n\u{1b}é👩‍🚀");
        assert_eq!(page.finish(), "&lt;b a=&#39;x&#39; b=&quot;y&quot;&gt;&amp;amp;␀\n␛é👩‍🚀");
    }
}
