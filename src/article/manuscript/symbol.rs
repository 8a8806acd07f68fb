//! Which character does a font of symbols show? Such fonts put signs where others have letters.

/// The first of the private characters by which files name the places of such a font: place `0x20` is `U+F020`.
const PRIVATE: u32 = 0xF000;

/// What Adobe's and Microsoft's Symbol shows at the places 0x20 to 0x7e; an unassigned place has a space.
const SYMBOL_LOW: &str = concat!(
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?",
    "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
    "\u{203e}αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
);

/// What it shows at the places 0xa0 to 0xfe.
const SYMBOL_HIGH: &str = concat!(
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵",
    "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓",
    "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
);

/// What Wingdings shows at the places that texts use.
const WINGDINGS: [(u32, char); 44] = [
    (0x22, '✂'),
    (0x28, '☎'),
    (0x29, '✆'),
    (0x2a, '✉'),
    (0x36, '⌛'),
    (0x41, '✌'),
    (0x43, '👍'),
    (0x44, '👎'),
    (0x45, '☜'),
    (0x46, '☞'),
    (0x4a, '☺'),
    (0x4b, '😐'),
    (0x4c, '☹'),
    (0x4d, '💣'),
    (0x4e, '☠'),
    (0x52, '☼'),
    (0x54, '❄'),
    (0x58, '✠'),
    (0x59, '✡'),
    (0x5a, '☪'),
    (0x6c, '●'),
    (0x6d, '❍'),
    (0x6e, '■'),
    (0x6f, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x73, '⬧'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x9f, '•'),
    (0xa7, '▪'),
    (0xa8, '◻'),
    (0xab, '★'),
    (0xd8, '➢'),
    (0xdf, '←'),
    (0xe0, '→'),
    (0xe1, '↑'),
    (0xe2, '↓'),
    (0xe8, '➔'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
];

/// A font of symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::article) enum SymbolFont {
    /// Greek letters and the signs of mathematics.
    Symbol,
    /// Pictures.
    Wingdings,
}

/// The font of symbols that has this name.
pub(in crate::article) fn symbol_font(name: &str) -> Option<SymbolFont> {
    match name.trim().to_ascii_lowercase().as_str() {
        "symbol" => Some(SymbolFont::Symbol),
        "wingdings" => Some(SymbolFont::Wingdings),
        _ => None,
    }
}

impl SymbolFont {
    /// The character at `place`, which may be a private character; nothing where the font has none that is known.
    pub fn at(self, place: u32) -> Option<char> {
        let place = if (PRIVATE..=PRIVATE + 0xff).contains(&place) { place - PRIVATE } else { place };
        match self {
            Self::Wingdings => WINGDINGS.iter().find(|(known, _)| *known == place).map(|(_, char)| *char),
            Self::Symbol => match place {
                0x20..=0x7e => SYMBOL_LOW.chars().nth(usize::try_from(place - 0x20).ok()?),
                0xa0..=0xfe => SYMBOL_HIGH.chars().nth(usize::try_from(place - 0xa0).ok()?),
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_the_characters_they_show() {
        let symbol = |place| SymbolFont::Symbol.at(place);
        let cases = [
            (0x61, Some('α')),
            (0x7e, Some('∼')),
            (0xf0b7, Some('•')),
            (0xb3, Some('≥')),
            (0xd7, Some('⋅')),
            (0xe5, Some('∑')),
            (0xf2, Some('∫')),
            (0xfe, Some('⎭')),
            (0xff, None),
            (u32::MAX, None),
        ];
        for (place, char) in cases {
            assert_eq!(symbol(place), char, "{place:x}");
        }
        assert_eq!((SYMBOL_LOW.chars().count(), SYMBOL_HIGH.chars().count()), (95, 95));
        assert_eq!(symbol_font("Wingdings").and_then(|font| font.at(0xf0fc)), Some('✓'));
        assert_eq!(symbol_font("Arial"), None);
    }
}
