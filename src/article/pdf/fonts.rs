//! What does a code in a PDF's text mean? Its letters, its width, and how bold they are.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use hayro_font::hayro_cmap::{BfString, CMapName};
use hayro_font::{CMapResolverFn, Font, FontCache, FontData, FontGlyph, FontResolverFn};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use super::budget::{Budget, Exhausted};

/// The fonts of a document.
pub(super) struct Fonts<'a> {
    cache: FontCache<'a>,
    programs: FontResolverFn,
    cmaps: CMapResolverFn,
}

/// A font as text has it.
pub(super) struct Face<'a> {
    font: Font<'a>,
    /// Whether its letters are bold.
    pub(super) is_bold: bool,
    /// Whether they lean.
    pub(super) is_italic: bool,
    /// Whether a code of one byte can be a space, which word spacing widens.
    pub(super) is_simple: bool,
    /// Whether a code is itself a UTF-16 unit.
    is_unicode: bool,
    /// What has been looked up.
    known: RefCell<HashMap<u32, Rc<Sign>>>,
}

/// What a code stands for.
#[derive(Debug, PartialEq)]
pub(super) struct Sign {
    /// The letters; nothing when the font does not tell.
    pub(super) letters: Option<Box<str>>,
    /// How far the next sign is, in thousandths of the font's size: along the line, and for a vertical font down.
    pub(super) advance: (f32, f32),
}

/// A font of no glyphs: those that a file does not embed are looked up for their names and widths, never drawn.
const EMPTY_FONT: &[u8] = &[0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/// A map of two-byte codes to themselves.
const IDENTITY: &[u8] =
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> \
endcodespacerange 1 begincidrange <0000> <FFFF> 0 endcidrange endcmap";

/// The same for vertical text.
const IDENTITY_VERTICAL: &[u8] = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /WMode 1 def 1 \
begincodespacerange <0000> <FFFF> endcodespacerange 1 begincidrange <0000> <FFFF> 0 endcidrange endcmap";

/// The most glyphs that a font can have: a file that gives more of them a width lies.
const MOST_GLYPHS: u32 = 1 << 16;

impl<'a> Fonts<'a> {
    /// No font yet.
    pub(super) fn new() -> Self {
        Self {
            cache: FontCache::new(),
            programs: Arc::new(|_| Some((Arc::new(EMPTY_FONT) as FontData, 0))),
            cmaps: Arc::new(|name| unicode_cmap(&name)),
        }
    }

    /// The font that a dictionary describes; nothing when it describes none.
    pub(super) fn face(&self, dict: &Dict<'a>, budget: &mut Budget) -> Result<Option<Rc<Face<'a>>>, Exhausted> {
        let below = descendant(dict);
        let inner = below.as_ref().unwrap_or(dict);
        let descriptor = inner.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
        admit(&[dict, inner, &descriptor], budget)?;
        if !has_honest_widths(inner) {
            return Ok(None);
        }
        let Some(font) = self.cache.font(dict, &self.programs, &self.cmaps) else { return Ok(None) };
        let name = dict.get::<Name<'_>>("BaseFont").map(|name| name.as_str().to_lowercase()).unwrap_or_default();
        let flags = descriptor.get::<u32>("Flags").unwrap_or(0);
        let weight = descriptor.get::<f32>("FontWeight").unwrap_or(0.0);
        Ok(Some(Rc::new(Face {
            font,
            is_bold: is_bold(&name) || flags & (1 << 18) != 0 || weight >= 600.0,
            is_italic: name.contains("italic") || name.contains("oblique") || flags & (1 << 6) != 0,
            is_simple: below.is_none(),
            is_unicode: dict.get::<Name<'_>>("Encoding").is_some_and(|name| is_unicode(name.as_str())),
            known: RefCell::default(),
        })))
    }
}

impl Face<'_> {
    /// The code at `at` in a string, and how many bytes it has.
    pub(super) fn code(&self, bytes: &[u8], at: usize) -> (u32, usize) {
        let (code, len) = self.font.read_code(bytes, at);
        (code, len.max(1))
    }

    /// Whether its lines run down the page.
    pub(super) fn is_vertical(&self) -> bool {
        !self.font.is_horizontal()
    }

    /// What `code` stands for.
    pub(super) fn sign(&self, code: u32) -> Rc<Sign> {
        self.known.borrow_mut().entry(code).or_insert_with(|| Rc::new(self.look_up(code))).clone()
    }

    fn look_up(&self, code: u32) -> Sign {
        let letters = match self.font.glyph(self.font.map_code(code), code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let letters = match letters {
            Some(BfString::Char(char)) => Some(char.to_string().into()),
            Some(BfString::String(string)) => Some(unswapped(string).into_boxed_str()),
            None if self.is_unicode => char::from_u32(code).map(|char| char.to_string().into()),
            None => None,
        };
        let advance = self.font.code_advance(code);
        Sign { letters, advance: (advance.x as f32, advance.y as f32) }
    }
}

/// The letters of a ligature: a widespread distiller writes their bytes the wrong way round.
fn unswapped(letters: String) -> String {
    let swapped: Option<String> = letters
        .chars()
        .map(|letter| u32::from(letter).checked_shr(8).filter(|high| u32::from(letter) & 0xFF == 0 && *high < 0x80))
        .map(|high| char::from_u32(high?).filter(char::is_ascii_alphabetic))
        .collect();
    swapped.unwrap_or(letters)
}

fn descendant<'a>(dict: &Dict<'a>) -> Option<Dict<'a>> {
    dict.get::<Array<'_>>("DescendantFonts")?.iter::<Dict<'_>>().next()
}

/// An error when a stream of a font is too large to be unpacked.
fn admit(dicts: &[&Dict<'_>], budget: &mut Budget) -> Result<(), Exhausted> {
    const STREAMS: [&str; 6] = ["FontFile", "FontFile2", "FontFile3", "ToUnicode", "Encoding", "CIDToGIDMap"];
    for dict in dicts {
        for stream in STREAMS.iter().filter_map(|key| dict.get::<Stream<'_>>(*key)) {
            budget.admit(&stream)?;
        }
    }
    Ok(())
}

/// Whether the ranges of a font's widths are such that a table of them is small: each code in one gets an entry.
fn has_honest_widths(dict: &Dict<'_>) -> bool {
    ["W", "W2"].iter().filter_map(|key| dict.get::<Array<'_>>(*key)).all(|widths| {
        let mut total = 0_u32;
        let mut numbers = Vec::new();
        for object in widths.iter::<Object<'_>>() {
            match object {
                Object::Number(number) => numbers.push(number.as_f64()),
                _ => numbers.clear(),
            }
            if let [.., first, last] = numbers[..]
                && last >= first
            {
                // Any two neighbours may be read as a range by who reads on from a wrong place.
                let span = (last - first).min(f64::from(u32::MAX)) as u32;
                total = total.saturating_add(if span > MOST_GLYPHS { u32::MAX } else { span });
            }
            if numbers.len() >= 3 && numbers.len() % 3 == 0 {
                numbers.clear();
            }
        }
        total < MOST_GLYPHS * 16
    })
}

/// Whether a font's name, in small letters, is that of a bold one; TeX's are told by their own.
fn is_bold(name: &str) -> bool {
    const BOLD: [&str; 7] = ["bold", "black", "heavy", "demi", "cmbx", "sfbx", "lmbx"];
    BOLD.iter().any(|word| name.contains(word))
}

fn is_unicode(name: &str) -> bool {
    name.starts_with("Uni") && (name.contains("UCS2") || name.contains("UTF16"))
}

/// The map of a predefined encoding, where the codes are Unicode: those of other encodings would be tables of megabytes, so
/// that text which neither embeds its map nor names one of these comes out without letters.
fn unicode_cmap(name: &CMapName<'_>) -> Option<&'static [u8]> {
    let name = std::str::from_utf8(name.to_bytes()).ok().filter(|name| is_unicode(name))?;
    Some(if name.ends_with('V') { IDENTITY_VERTICAL } else { IDENTITY })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_fonts_and_unicode_encodings_are_told_by_their_names() {
        for (name, bold) in
            [("bcdeee+notosans-bold", true), ("cmbx10", true), ("times-roman", false), ("arialmt", false)]
        {
            assert_eq!(is_bold(name), bold, "{name}");
        }
        assert!(is_unicode("UniGB-UCS2-H") && is_unicode("UniJIS-UTF16-V") && !is_unicode("90ms-RKSJ-H"));
        assert!(unicode_cmap(&CMapName::UniGbUcs2H).is_some() && unicode_cmap(&CMapName::GbEucH).is_none());
    }
}
