//! What are the pieces of a Rich Text file? Groups, control words, bytes of text.

/// The longest name of a control word, in bytes.
const LONGEST_NAME: usize = 32;

/// One piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A group begins.
    Open,
    /// The innermost group ends.
    Close,
    /// A control word, with its number.
    Word(&'a str, Option<i32>),
    /// A control word of one sign.
    Sign(u8),
    /// A byte in the code page of the font.
    Byte(u8),
    /// Bytes in the code page of the font, none of them a line end.
    Text(&'a [u8]),
}

/// A file on its way in.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    /// The pieces of `bytes`.
    pub fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// How many bytes have been read.
    pub fn position(&self) -> usize {
        self.at
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// What is left to read.
    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// The text that began one byte before.
    fn text(&mut self) -> Token<'a> {
        let start = self.at - 1;
        let is_text = |byte: &u8| !matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | b'\0');
        self.at += self.rest().iter().position(|byte| !is_text(byte)).unwrap_or(self.rest().len());
        Token::Text(self.bytes.get(start..self.at).unwrap_or_default())
    }

    /// What follows a backslash; nothing within at the end of the file, nothing at all for what stands for nothing.
    fn control(&mut self) -> Option<Option<Token<'a>>> {
        let first = self.peek()?;
        if first.is_ascii_alphabetic() {
            return Some(self.word());
        }
        self.at += 1;
        Some(match first {
            b'\'' => self.hexadecimal(),
            b'\\' | b'{' | b'}' => Some(Token::Byte(first)),
            b'\r' | b'\n' => Some(Token::Word("par", None)),
            b'\t' => Some(Token::Word("tab", None)),
            sign => Some(Token::Sign(sign)),
        })
    }

    fn hexadecimal(&mut self) -> Option<Token<'a>> {
        let digits = self.rest().get(..2)?;
        let byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        self.at += 2;
        Some(Token::Byte(byte))
    }

    /// The control word that stands next; nothing where it only says that bytes follow which are no text.
    fn word(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        let length = rest.iter().take(LONGEST_NAME).take_while(|byte| byte.is_ascii_alphabetic()).count();
        self.at += length;
        let number = self.number();
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        let name = std::str::from_utf8(rest.get(..length)?).ok()?;
        if name == "bin" {
            let count = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            self.at = self.at.saturating_add(count).min(self.bytes.len());
            return None;
        }
        Some(Token::Word(name, number))
    }

    /// The number behind a control word; one that is too large is the largest.
    fn number(&mut self) -> Option<i32> {
        let rest = self.rest();
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest.iter().skip(sign).take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            return None;
        }
        self.at += sign + digits;
        let digits = std::str::from_utf8(rest.get(sign..sign + digits)?).ok()?;
        let number = digits.parse::<i32>().unwrap_or(i32::MAX);
        Some(if sign == 1 { -number } else { number })
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let first = self.peek()?;
            self.at += 1;
            match first {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\r' | b'\n' | b'\0' => {}
                b'\\' => {
                    if let Some(token) = self.control()? {
                        return Some(token);
                    }
                }
                _ => return Some(self.text()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(bytes: &[u8]) -> Vec<Token<'_>> {
        Tokens::of(bytes).collect()
    }

    #[test]
    fn pieces_come_one_by_one() {
        use Token::{Byte, Close, Open, Sign, Text, Word};
        assert_eq!(
            tokens(b"{\\b1 a\r\nb\\'e9\\~\\{\\par}"),
            [
                Open,
                Word("b", Some(1)),
                Text(b"a"),
                Text(b"b"),
                Byte(0xe9),
                Sign(b'~'),
                Byte(b'{'),
                Word("par", None),
                Close
            ]
        );
        assert_eq!(tokens(b"\\bin3 }}}a\\bin99999999999 b"), [Text(b"a")]);
        assert_eq!(
            tokens(b"\\u-10179 \\u99999999999\\bin-1 x"),
            [Word("u", Some(-10179)), Word("u", Some(i32::MAX)), Text(b"x")]
        );
        assert_eq!(tokens(b"\\'zz\\"), [Text(b"zz")]);
        assert_eq!(tokens(b"\\'e"), [Text(b"e")]);
    }
}
