//! Which characters are not yet words? Bytes of which a later one may be the second half, and halves of rare characters.

use super::charset::Charset;
use crate::article::manuscript::symbol_font;

/// Where Symbol has its bullet: some programs name the place without the font.
const BULLET: u32 = 0xf0b7;

/// Characters on their way into words.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// Bytes that are not yet characters.
    bytes: Vec<u8>,
    words: String,
    /// The first half of a character beyond 16 bits.
    half: Option<u16>,
    /// So many characters stand only for readers who know no Unicode.
    to_skip: usize,
}

impl Letters {
    /// Takes in bytes; those that stand for a character which has come by its number do not count.
    pub fn take_bytes(&mut self, bytes: &[u8]) {
        let skipped = self.to_skip.min(bytes.len());
        self.to_skip -= skipped;
        self.bytes.extend_from_slice(bytes.get(skipped..).unwrap_or_default());
    }

    /// Takes in a character that has a control word of its own.
    pub fn take_char(&mut self, char: char, charset: Charset) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else {
            self.decode(charset);
            self.words.push(char);
        }
    }

    /// Takes in a character by its number, or half of one; the next `skips` characters stand for it.
    pub fn take_unit(&mut self, number: i32, skips: usize, charset: Charset) {
        self.decode(charset);
        self.to_skip = skips;
        let number = if number < 0 { number.wrapping_add(0x1_0000) } else { number };
        let number = u32::try_from(number).unwrap_or(0);
        if let Some(half) = self.half.take() {
            let units = [half, u16::try_from(number).unwrap_or(0)];
            let mut pair = char::decode_utf16(units).filter_map(Result::ok).filter(|char| u32::from(*char) > 0xffff);
            if let Some(char) = pair.next() {
                return self.words.push(char);
            }
            self.words.push(char::REPLACEMENT_CHARACTER);
        }
        match number {
            0xd800..=0xdbff => self.half = u16::try_from(number).ok(),
            0xf000..=0xf0ff => self.words.extend(symbol(number, charset)),
            _ => self.words.push(char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)),
        }
    }

    /// Ends the characters that stand for one which has come by its number.
    pub fn end_skipping(&mut self) {
        self.to_skip = 0;
    }

    /// The words so far.
    pub fn words(&mut self, charset: Charset) -> &mut String {
        self.decode(charset);
        &mut self.words
    }

    /// Makes characters of the bytes that wait.
    fn decode(&mut self, charset: Charset) {
        if self.bytes.is_empty() {
            return;
        }
        if self.half.take().is_some() {
            self.words.push(char::REPLACEMENT_CHARACTER);
        }
        charset.decode(&self.bytes, &mut self.words);
        self.bytes.clear();
    }
}

/// The character at a place of the font of symbols that is in use.
fn symbol(place: u32, charset: Charset) -> Option<char> {
    let font = match charset {
        Charset::Symbols(font) => Some(font),
        _ => symbol_font("symbol").filter(|_| place == BULLET),
    };
    font.and_then(|font| font.at(place)).or_else(|| char::from_u32(place))
}

/// The character that a control word stands for.
pub(super) fn character(name: &str) -> Option<char> {
    Some(match name {
        "tab" => '\t',
        "emdash" => '—',
        "endash" => '–',
        "emspace" => '\u{2003}',
        "enspace" => '\u{2002}',
        "qmspace" => '\u{2005}',
        "bullet" => '•',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "zwj" => '\u{200d}',
        "zwnj" => '\u{200c}',
        "zwbo" => '\u{200b}',
        "zwnbo" => '\u{2060}',
        "ltrmark" => '\u{200e}',
        "rtlmark" => '\u{200f}',
        _ => return None,
    })
}
