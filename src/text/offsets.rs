//! How is a place counted? The only converter between bytes, code points, UTF-16 units, and line and column.

use std::ops::Range;

use super::{Span, SpanError, Unit, span::check_range};

/// Bytes between two notes of the index: a conversion reads at most this much, and the index takes 8 bytes for it (0.8 %).
const STEP: usize = 1024;

/// An index over one text that converts between its units. Every method wants the text that it was built from.
///
/// ```text
/// text      a  é   😀        b
/// bytes     0  1   3         7
/// chars     0  1   2         3
/// UTF-16    0  1   2         4
/// ```
///
/// A text that comes in piece by piece is indexed as it comes: [`Offsets::grow`] after each piece, [`Offsets::finish`]
/// after the last.
#[derive(Clone, Debug, Default)]
pub struct Offsets {
    /// What stands before byte `i * STEP`, for each `i`; a character belongs to the step in which its first byte lies.
    notes: Vec<Note>,
    /// What stands before the first byte that is not indexed; when finished, what the text has.
    total: Note,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Note {
    chars: u32,
    utf16: u32,
}

/// A place as people write it: both count from 1, the column in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// Line number, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

impl Offsets {
    /// The index of `text`, in one pass.
    pub fn new(text: &str) -> Self {
        let mut offsets = Self::default();
        offsets.finish(text);
        offsets
    }

    /// Indexes what `text` has more than the last time; it begins with what it was then.
    pub fn grow(&mut self, text: &str) {
        let new = text.as_bytes().get(self.notes.len() * STEP..).unwrap_or_default();
        for step in new.chunks_exact(STEP) {
            self.notes.push(self.total);
            self.total = self.total.after(step);
        }
    }

    /// Indexes the end of the whole `text`, after which nothing comes.
    pub fn finish(&mut self, text: &str) {
        self.grow(text);
        let rest = text.as_bytes().get(self.notes.len() * STEP..).unwrap_or_default();
        if !rest.is_empty() {
            self.notes.push(self.total);
            self.total = self.total.after(rest);
        }
        self.notes.shrink_to_fit();
    }

    /// How many code points the text has.
    pub fn chars(&self) -> usize {
        self.total.chars as usize
    }

    /// Code points before the byte `at`.
    pub fn char_of_byte(&self, text: &str, at: usize) -> usize {
        self.note_at(text, at).chars as usize
    }

    /// UTF-16 units before the byte `at`.
    pub fn utf16_of_byte(&self, text: &str, at: usize) -> usize {
        self.note_at(text, at).utf16 as usize
    }

    /// The byte at which code point number `char` begins; nothing beyond the end.
    pub fn byte_of_char(&self, text: &str, char: usize) -> Option<usize> {
        self.byte_of(text, char, self.chars(), |note| note.chars as usize, |_| 1)
    }

    /// The byte at which UTF-16 unit number `utf16` begins; nothing beyond the end or inside a surrogate pair.
    pub fn byte_of_utf16(&self, text: &str, utf16: usize) -> Option<usize> {
        self.byte_of(text, utf16, self.total.utf16 as usize, |note| note.utf16 as usize, char::len_utf16)
    }

    /// The span of the code points `start..end`, end exclusive.
    pub fn span_of_chars(&self, text: &str, start: usize, end: usize) -> Result<Span, SpanError> {
        check_range(start, end, self.chars(), Unit::Chars)?;
        let byte = |char| self.byte_of_char(text, char).unwrap_or(text.len());
        Span::new(text, byte(start)..byte(end))
    }

    /// The span of the UTF-16 units `start..end`, end exclusive; an error also when one lies inside a surrogate pair.
    pub fn span_of_utf16(&self, text: &str, start: usize, end: usize) -> Result<Span, SpanError> {
        check_range(start, end, self.total.utf16 as usize, Unit::Utf16)?;
        let byte = |at| self.byte_of_utf16(text, at).ok_or(SpanError::InsideCharacter { at, unit: Unit::Utf16 });
        Span::new(text, byte(start)?..byte(end)?)
    }

    /// Line and column of the byte `at`. Reads the text before it: for messages, not for loops.
    pub fn line_column(&self, text: &str, at: usize) -> LineColumn {
        let before = text.get(..at).unwrap_or(text);
        let line_start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |newline| newline + 1);
        LineColumn {
            line: 1 + memchr::memchr_iter(b'\n', before.as_bytes()).count(),
            column: 1 + before[line_start..].chars().count(),
        }
    }

    /// How many of `unit` the text has.
    pub fn total(&self, text: &str, unit: Unit) -> usize {
        match unit {
            Unit::Bytes => text.len(),
            Unit::Chars => self.total.chars as usize,
            Unit::Utf16 => self.total.utf16 as usize,
        }
    }

    /// The span of `start..end` in `unit`, end exclusive; an error also when one lies inside a character.
    pub fn span_in(&self, text: &str, unit: Unit, range: Range<usize>) -> Result<Span, SpanError> {
        match unit {
            Unit::Bytes => Span::new(text, range),
            Unit::Chars => self.span_of_chars(text, range.start, range.end),
            Unit::Utf16 => self.span_of_utf16(text, range.start, range.end),
        }
    }

    /// Converts place after place into `unit`: quick when each lies near the one before.
    pub fn counter<'a>(&'a self, text: &'a str, unit: Unit) -> Counter<'a> {
        Counter { offsets: self, text, unit, at: 0, note: Note::default() }
    }

    /// Finds place after place that is counted in `unit`: quick when each lies shortly behind the one before.
    pub fn finder<'a>(&'a self, text: &'a str, unit: Unit) -> Finder<'a> {
        Finder { offsets: self, text, unit, at: 0, counted: 0 }
    }

    fn note_at(&self, text: &str, at: usize) -> Note {
        let step = at / STEP;
        let Some(&note) = self.notes.get(step) else { return self.total };
        note.after(&text.as_bytes()[step * STEP..at.min(text.len())])
    }

    fn byte_of(
        &self,
        text: &str,
        wanted: usize,
        total: usize,
        count: impl Fn(&Note) -> usize,
        width: impl Fn(char) -> usize,
    ) -> Option<usize> {
        if wanted >= total {
            return (wanted == total).then_some(text.len());
        }
        let step = self.notes.partition_point(|note| count(note) <= wanted).checked_sub(1)?;
        // The step may begin inside a character, which belongs to the step before.
        let mut at = (step * STEP..text.len()).find(|&at| text.is_char_boundary(at))?;
        let mut note = *self.notes.get(step)?;
        // Whole blocks before the place are counted side by side; its own block character by character.
        while let Some(block) = text.as_bytes().get(at..at + LANES * 2) {
            let end = text.floor_char_boundary(at + block.len());
            let next = note.after(&text.as_bytes()[at..end]);
            if count(&next) >= wanted {
                break;
            }
            (at, note) = (end, next);
        }
        let mut counted = count(&note);
        for char in text[at..].chars() {
            if counted >= wanted {
                break;
            }
            counted += width(char);
            at += char.len_utf8();
        }
        (counted == wanted).then_some(at)
    }
}

/// Converts bytes of a text into one unit, going on from the place that was asked for last.
#[derive(Clone, Debug)]
pub struct Counter<'a> {
    offsets: &'a Offsets,
    text: &'a str,
    unit: Unit,
    at: usize,
    note: Note,
}

impl Counter<'_> {
    /// How many of the unit stand before the byte `at`.
    pub fn at(&mut self, at: usize) -> usize {
        if self.unit == Unit::Bytes {
            return at;
        }
        if at < self.at || at - self.at > STEP {
            (self.at, self.note) = (at, self.offsets.note_at(self.text, at));
        } else {
            self.note = self.note.after(&self.text.as_bytes()[self.at..at]);
            self.at = at;
        }
        if self.unit == Unit::Chars { self.note.chars as usize } else { self.note.utf16 as usize }
    }
}

/// Finds the bytes of places that are counted in one unit, going on from the place that was asked for last.
#[derive(Clone, Debug)]
pub struct Finder<'a> {
    offsets: &'a Offsets,
    text: &'a str,
    unit: Unit,
    at: usize,
    /// What is counted before `at`.
    counted: usize,
}

impl Finder<'_> {
    /// Where it is: a byte, and what is counted before it.
    pub fn place(&self) -> (usize, usize) {
        (self.at, self.counted)
    }

    /// Goes on from a [`Self::place`] of a finder of the same text and unit.
    pub fn go_on(&mut self, (at, counted): (usize, usize)) {
        (self.at, self.counted) = (at, counted);
    }

    /// The byte at which number `wanted` of the unit begins; nothing beyond the end or inside a character.
    pub fn byte(&mut self, wanted: usize) -> Option<usize> {
        if self.unit == Unit::Bytes || wanted.abs_diff(self.counted) > STEP / 2 {
            let byte = match self.unit {
                Unit::Bytes => self.text.is_char_boundary(wanted).then_some(wanted),
                Unit::Chars => self.offsets.byte_of_char(self.text, wanted),
                Unit::Utf16 => self.offsets.byte_of_utf16(self.text, wanted),
            }?;
            (self.at, self.counted) = (byte, wanted);
            return Some(byte);
        }
        self.go_back(wanted);
        self.go_ahead(wanted);
        (self.counted == wanted && self.at <= self.text.len()).then_some(self.at)
    }

    /// Goes back to `wanted` or shortly before it.
    fn go_back(&mut self, wanted: usize) {
        let bytes = self.text.as_bytes();
        while self.counted > wanted && self.at > 0 {
            self.at -= 1;
            self.counted -= self.width(bytes[self.at]);
        }
    }

    /// Goes ahead to `wanted` or, where that lies inside a character, shortly behind it.
    fn go_ahead(&mut self, wanted: usize) {
        let bytes = self.text.as_bytes();
        let (mut at, mut before) = (self.at, self.counted);
        // Far from the place more is counted at once: no byte counts for more than two.
        while let Some(block) = bytes.get(at..).and_then(|rest| rest.first_chunk::<32>())
            && before + 64 <= wanted
        {
            before += block
                .as_chunks::<8>()
                .0
                .iter()
                .map(|eight| self.width_of_eight(u64::from_le_bytes(*eight)))
                .sum::<usize>();
            at += 32;
        }
        while let Some(block) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
            let counted = before + self.width_of_eight(u64::from_le_bytes(*block));
            if counted > wanted {
                break;
            }
            (at, before) = (at + 8, counted);
        }
        (self.at, self.counted) = (at, before);
        // The place itself is the first byte of a character that everything before it is counted for.
        while let Some(&byte) = bytes.get(self.at).filter(|byte| self.counted < wanted || !begins(**byte)) {
            self.counted += self.width(byte);
            self.at += 1;
        }
    }

    /// What a byte counts for: the first of a character for all of it.
    fn width(&self, byte: u8) -> usize {
        usize::from(begins(byte)) + usize::from(byte >= 0xF0 && self.unit == Unit::Utf16)
    }

    /// What eight bytes count for.
    fn width_of_eight(&self, bytes: u64) -> usize {
        let (begun, four) = count_eight(bytes);
        (if self.unit == Unit::Utf16 { begun + four } else { begun }) as usize
    }
}

impl Note {
    /// The note after the bytes `step`; a character counts where its first byte is.
    fn after(self, step: &[u8]) -> Self {
        let (mut chars, mut pairs) = (0, 0);
        let mut blocks = step.chunks_exact(LANES * 32);
        for block in &mut blocks {
            // A count for each of many bytes side by side: so the compiler takes them all at once. None gets beyond 32.
            let (mut begun, mut four) = ([0_u8; LANES], [0_u8; LANES]);
            for lanes in block.as_chunks::<LANES>().0 {
                for lane in 0..LANES {
                    begun[lane] += u8::from(begins(lanes[lane]));
                    four[lane] += u8::from(lanes[lane] >= 0xF0);
                }
            }
            chars += sum(&begun);
            pairs += sum(&four);
        }
        let (eights, rest) = blocks.remainder().as_chunks::<8>();
        for eight in eights {
            let (begun, four) = count_eight(u64::from_le_bytes(*eight));
            chars += begun;
            pairs += four;
        }
        for &byte in rest {
            chars += u32::from(begins(byte));
            pairs += u32::from(byte >= 0xF0);
        }
        Self { chars: self.chars + chars, utf16: self.utf16 + chars + pairs }
    }
}

/// Bytes that are counted side by side.
const LANES: usize = 32;

/// How many of eight bytes are the first of a character, and how many of one of four bytes, all at once: a bit of each byte
/// says so.
fn count_eight(bytes: u64) -> (u32, u32) {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let goes_on = (bytes >> 7) & !(bytes >> 6) & ONES;
    let four = (bytes >> 7) & (bytes >> 6) & (bytes >> 5) & (bytes >> 4) & ONES;
    (8 - goes_on.count_ones(), four.count_ones())
}

/// Whether a byte of UTF-8 is the first of its character.
fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn sum(lanes: &[u8; LANES]) -> u32 {
    lanes.iter().map(|&count| u32::from(count)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str) {
        let offsets = Offsets::new(text);
        let (mut chars, mut utf16) = (0, 0);
        for (at, char) in text.char_indices().chain([(text.len(), '\0')]) {
            assert_eq!((offsets.char_of_byte(text, at), offsets.utf16_of_byte(text, at)), (chars, utf16));
            assert_eq!(offsets.byte_of_char(text, chars), Some(at));
            assert_eq!(offsets.byte_of_utf16(text, utf16), Some(at));
            if char.len_utf16() == 2 {
                assert_eq!(offsets.byte_of_utf16(text, utf16 + 1), None, "inside a surrogate pair");
            }
            chars += 1;
            utf16 += char.len_utf16();
        }
        assert_eq!(offsets.chars(), text.chars().count());
        assert_eq!(offsets.byte_of_char(text, text.chars().count() + 1), None);
    }

    #[test]
    fn every_place_converts_and_comes_back() {
        for text in ["", "a", "é e\u{301}", "👩‍👩‍👧‍👦 🇵🇸 3️⃣", "قالت نادية 12%", "a\r\nb\rc\n"]
        {
            check(text);
            check(&text.repeat(300));
            check(&format!("x{}", text.repeat(300)));
        }
    }

    #[test]
    fn a_counter_says_what_the_index_says_in_whatever_order() {
        let text = "قالت 12% 👩‍🚀 é e\u{301} and so on\n".repeat(200);
        let offsets = Offsets::new(&text);
        let places: Vec<usize> = (0..text.len()).filter(|&at| text.is_char_boundary(at)).collect();
        let mixed = places.iter().step_by(7).chain(places.iter().rev().step_by(11)).chain(places.iter().step_by(601));
        let (mut chars, mut utf16) = (offsets.counter(&text, Unit::Chars), offsets.counter(&text, Unit::Utf16));
        for &at in mixed {
            assert_eq!(chars.at(at), offsets.char_of_byte(&text, at));
            assert_eq!(utf16.at(at), offsets.utf16_of_byte(&text, at));
            assert_eq!(offsets.counter(&text, Unit::Bytes).at(at), at);
        }
        let (mut chars, mut utf16) = (offsets.finder(&text, Unit::Chars), offsets.finder(&text, Unit::Utf16));
        let whole = offsets.total(&text, Unit::Utf16);
        for at in (0..whole + 3).step_by(7).chain((0..whole).rev().step_by(11)).chain(0..whole) {
            assert_eq!(chars.byte(at), offsets.byte_of_char(&text, at));
            assert_eq!(utf16.byte(at), offsets.byte_of_utf16(&text, at), "{at}");
        }
        let whole = offsets.total(&text, Unit::Utf16);
        assert_eq!(offsets.span_in(&text, Unit::Utf16, 0..whole).map(Span::end), Ok(text.len()));
    }

    #[test]
    fn lines_and_columns_count_from_one() {
        let text = "é😀x\n\nb";
        let at = |byte| Offsets::new(text).line_column(text, byte);
        assert_eq!(at(0), LineColumn { line: 1, column: 1 });
        assert_eq!(at(6), LineColumn { line: 1, column: 3 });
        assert_eq!(at(text.len()), LineColumn { line: 3, column: 2 });
    }

    #[test]
    fn an_index_that_grows_with_its_text_is_the_same() {
        let text = "قالت 12% 👩‍🚀 é e\u{301} and so on\n".repeat(200);
        let whole = Offsets::new(&text);
        for piece in [1, 7, 1000, 1024, 5000] {
            let mut grown = Offsets::default();
            (0..text.len()).step_by(piece).for_each(|at| grown.grow(&text[..text.floor_char_boundary(at)]));
            grown.finish(&text);
            assert_eq!((grown.notes, grown.total), (whole.notes.clone(), whole.total));
        }
    }

    proptest! {
        #[test]
        fn bytes_to_chars_to_bytes_is_nothing(text in "\\PC{0,400}", copies in 1..6_usize) {
            check(&text.repeat(copies));
        }
    }
}
