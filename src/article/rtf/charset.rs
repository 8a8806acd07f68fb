//! Which characters do bytes stand for? By the code page of the file or the font, as Windows, the Mac and DOS had them.

use encoding_rs::Encoding;

use crate::article::manuscript::SymbolFont;

/// The upper half of the code page 437 of DOS.
const DOS_437: &str = concat!(
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐",
    "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
);

/// The upper half of the code page 850 of DOS.
const DOS_850: &str = concat!(
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐",
    "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
);

/// A way to write characters as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    /// One that the web knows too.
    Web(&'static Encoding),
    /// One of DOS, by its upper half.
    Dos(&'static str),
    /// The places of a font of symbols.
    Symbols(SymbolFont),
}

impl Default for Charset {
    fn default() -> Self {
        Self::Web(encoding_rs::WINDOWS_1252)
    }
}

impl Charset {
    /// That of the code page `number`.
    pub fn of_page(number: i32) -> Option<Self> {
        Some(Self::Web(match number {
            437 => return Some(Self::Dos(DOS_437)),
            850 | 858 => return Some(Self::Dos(DOS_850)),
            866 => encoding_rs::IBM866,
            874 => encoding_rs::WINDOWS_874,
            932 | 10001 => encoding_rs::SHIFT_JIS,
            936 | 10008 => encoding_rs::GBK,
            949 | 1361 | 10003 => encoding_rs::EUC_KR,
            950 | 10002 => encoding_rs::BIG5,
            1250 => encoding_rs::WINDOWS_1250,
            1251 => encoding_rs::WINDOWS_1251,
            1252 => encoding_rs::WINDOWS_1252,
            1253 => encoding_rs::WINDOWS_1253,
            1254 => encoding_rs::WINDOWS_1254,
            1255 => encoding_rs::WINDOWS_1255,
            1256 => encoding_rs::WINDOWS_1256,
            1257 => encoding_rs::WINDOWS_1257,
            1258 => encoding_rs::WINDOWS_1258,
            10000 => encoding_rs::MACINTOSH,
            10007 => encoding_rs::X_MAC_CYRILLIC,
            20866 => encoding_rs::KOI8_R,
            54936 => encoding_rs::GB18030,
            65001 => encoding_rs::UTF_8,
            _ => return None,
        }))
    }

    /// That of a font which says that it is for the letters of `number`; nothing where that leaves it to the file.
    pub fn of_font(number: i32) -> Option<Self> {
        let page = match number {
            0 => 1252,
            77 => 10000,
            78 | 128 => 932,
            79 | 129 | 130 => 949,
            80 | 134 => 936,
            81 | 136 => 950,
            161 => 1253,
            162 => 1254,
            163 => 1258,
            177 => 1255,
            178 => 1256,
            186 => 1257,
            204 => 1251,
            222 => 874,
            238 => 1250,
            254 | 255 => 437,
            _ => return None,
        };
        Self::of_page(page)
    }

    /// Adds the characters of `bytes` to `text`.
    pub fn decode(self, bytes: &[u8], text: &mut String) {
        match self {
            Self::Web(_) if bytes.is_ascii() => text.push_str(std::str::from_utf8(bytes).unwrap_or_default()),
            Self::Web(encoding) => text.push_str(&encoding.decode_without_bom_handling(bytes).0),
            Self::Dos(upper) => text.extend(bytes.iter().map(|byte| match byte.checked_sub(0x80) {
                Some(place) => upper.chars().nth(place.into()).unwrap_or(char::REPLACEMENT_CHARACTER),
                None => char::from(*byte),
            })),
            Self::Symbols(font) => {
                text.extend(bytes.iter().map(|byte| font.at((*byte).into()).unwrap_or(char::from(*byte))));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_characters_by_their_page() {
        let cases: [(Charset, &[u8], &str); 7] = [
            (Charset::default(), b"caf\xe9 \x93a\x94", "café “a”"),
            (Charset::of_font(204).expect("Cyrillic"), b"\xcc\xe8\xf0", "Мир"),
            (Charset::of_font(128).expect("Japanese"), b"\x93\xfa\x96{", "日本"),
            (Charset::of_font(134).expect("Chinese"), b"\xd6\xd0\xce\xc4", "中文"),
            (Charset::of_page(437).expect("DOS"), b"\x81\xff\xe1", "ü\u{a0}ß"),
            (Charset::of_page(850).expect("DOS"), b"\xa5\xfe\xe1", "Ñ■ß"),
            (Charset::Symbols(SymbolFont::Symbol), b"a\xb7", "α•"),
        ];
        for (charset, bytes, expected) in cases {
            let mut text = String::new();
            charset.decode(bytes, &mut text);
            assert_eq!(text, expected);
        }
        assert_eq!((DOS_437.chars().count(), DOS_850.chars().count()), (128, 128));
        assert_eq!((Charset::of_page(-1), Charset::of_font(i32::MAX)), (None, None));
    }
}
