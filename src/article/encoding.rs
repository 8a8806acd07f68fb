//! In which encoding is a text? A mark at its beginning says it, or a declaration; else the letters do, and not always surely.

use std::borrow::Cow;
use std::fmt;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding as Known, ISO_8859_15, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1252, WINDOWS_1254,
};

/// A way to write characters as bytes, of those that the WHATWG's standard names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Encoding(&'static Known);

/// The names of the encodings that a person can choose, the more common of a region first.
pub const ENCODINGS: [&str; 38] = [
    "UTF-8",
    "UTF-16LE",
    "UTF-16BE",
    "windows-1252",
    "ISO-8859-15",
    "macintosh",
    "windows-1250",
    "ISO-8859-2",
    "windows-1257",
    "ISO-8859-4",
    "ISO-8859-13",
    "ISO-8859-10",
    "windows-1251",
    "KOI8-R",
    "KOI8-U",
    "ISO-8859-5",
    "IBM866",
    "x-mac-cyrillic",
    "windows-1253",
    "ISO-8859-7",
    "windows-1254",
    "ISO-8859-3",
    "windows-1255",
    "ISO-8859-8",
    "windows-1256",
    "ISO-8859-6",
    "windows-1258",
    "windows-874",
    "Shift_JIS",
    "EUC-JP",
    "ISO-2022-JP",
    "GB18030",
    "GBK",
    "Big5",
    "EUC-KR",
    "ISO-8859-14",
    "ISO-8859-16",
    "ISO-8859-8-I",
];

/// How much of a text is looked at to find out what it is written in, in bytes: more makes it no surer.
const LOOKED_AT: usize = 1 << 20;

/// With fewer letters beyond ASCII than this a guess is never sure.
const FEW: usize = 6;

/// A text, and what it was written in.
pub(super) struct Decoded<'a> {
    /// The text, without a byte-order mark; what was no character is U+FFFD.
    pub text: Cow<'a, str>,
    /// What it was written in.
    pub encoding: Encoding,
    /// Whether that was said or is plain, and no guess between several that would do.
    pub is_sure: bool,
}

impl Encoding {
    /// The encoding that a person, a page or a header calls so; capitals do not matter.
    pub fn named(label: &str) -> Option<Self> {
        Known::for_label(label.as_bytes()).filter(|known| *known != REPLACEMENT).map(Self)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

impl fmt::Debug for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text that `bytes` are. A mark at their beginning says what they are; else valid UTF-8 with letters beyond ASCII is that,
/// whatever was `declared`, since nothing else is so by chance; else what was declared; else what the letters look like.
pub(super) fn decode(bytes: &[u8], declared: Option<Encoding>) -> Decoded<'_> {
    if let Some((known, length)) = Known::for_bom(bytes) {
        return decoded(&bytes[length..], known, true);
    }
    if let Some(known) = without_mark(bytes) {
        return decoded(bytes, known, true);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && (declared.is_none() || !bytes.is_ascii())
        && !bytes.contains(&0x1b)
    {
        return Decoded { text: text.into(), encoding: Encoding(UTF_8), is_sure: true };
    }
    let is_broken = is_broken_utf8(bytes);
    // A page cannot be in UTF-16 and say so in ASCII; and to say UTF-8 is a habit.
    let declared = declared.map(|Encoding(known)| if known == UTF_16LE || known == UTF_16BE { UTF_8 } else { known });
    if let Some(known) = declared.filter(|known| *known != UTF_8 || is_broken) {
        return decoded(bytes, known, true);
    }
    if is_broken {
        return decoded(bytes, UTF_8, false);
    }
    let (known, is_sure) = guess(bytes);
    decoded(bytes, known, is_sure)
}

/// The text that `bytes` are in the encoding that a person chose, whatever they look like.
pub(super) fn decode_as(bytes: &[u8], encoding: Encoding) -> Decoded<'_> {
    let mark = Known::for_bom(bytes).filter(|(known, _)| *known == encoding.0).map_or(0, |(_, length)| length);
    decoded(&bytes[mark..], encoding.0, true)
}

/// Whether `bytes` are UTF-8 in which something is damaged: its characters of several bytes are there by no chance.
pub(super) fn is_broken_utf8(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let (mut whole, mut broken) = (0, 0);
    for chunk in head.utf8_chunks() {
        whole += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken > 0 && whole > broken
}

/// Whether a text is one that a person wrote: a picture or a program read as text is full of signs that nobody types.
pub(super) fn is_prose(text: &str) -> bool {
    let strange = |char: &char| *char == '\u{fffd}' || (char.is_control() && !char.is_whitespace());
    let (all, odd) =
        text.chars().take(LOOKED_AT).fold((0, 0), |(all, odd), char| (all + 1, odd + usize::from(strange(&char))));
    odd * 100 <= all
}

fn decoded<'a>(bytes: &'a [u8], known: &'static Known, is_sure: bool) -> Decoded<'a> {
    let (text, _) = known.decode_without_bom_handling(bytes);
    Decoded { text, encoding: Encoding(known), is_sure }
}

/// UTF-16 whose mark is missing shows by every other byte being zero in the lines of most scripts: blanks and line ends at
/// least are.
fn without_mark(bytes: &[u8]) -> Option<&'static Known> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let (pairs, _) = head.as_chunks::<2>();
    let count = |blank: [u8; 2]| pairs.iter().filter(|pair| **pair == blank).count();
    let zeros = |place: usize| pairs.iter().filter(|pair| pair[place] == 0).count();
    let [little, big] = [count([b' ', 0]) + count([b'\n', 0]), count([0, b' ']) + count([0, b'\n'])];
    match () {
        () if zeros(0) == 0 && zeros(1) * 20 > pairs.len() && (little > 0 || zeros(1) == pairs.len()) => Some(UTF_16LE),
        () if zeros(1) == 0 && zeros(0) * 20 > pairs.len() && (big > 0 || zeros(0) == pairs.len()) => Some(UTF_16BE),
        () => None,
    }
}

/// What the letters look like, and whether there are enough of them and each third of the text looks the same.
fn guess(bytes: &[u8]) -> (&'static Known, bool) {
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let best = likeliest(head);
    let letters = |piece: &[u8]| piece.iter().filter(|byte| !byte.is_ascii()).count();
    let agrees = |piece: &&[u8]| {
        let own = likeliest(piece);
        own == best || own.decode_without_bom_handling(piece).0 == best.decode_without_bom_handling(piece).0
    };
    let mut pieces = thirds(head).into_iter().filter(|piece| letters(piece) >= FEW);
    (best, letters(head) >= 2 * FEW && pieces.all(|piece| agrees(&piece)))
}

/// `bytes` in three, cut at blanks, so that no character is cut.
fn thirds(bytes: &[u8]) -> Vec<&[u8]> {
    let after =
        |from: usize| bytes[from..].iter().position(|byte| matches!(byte, b' ' | b'\n')).map(|at| from + at + 1);
    match (after(bytes.len() / 3), after(bytes.len() / 3 * 2)) {
        (Some(first), Some(second)) if first < second => vec![&bytes[..first], &bytes[first..second], &bytes[second..]],
        _ => vec![bytes],
    }
}

fn likeliest(bytes: &[u8]) -> &'static Known {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let best = detector.guess(None, Utf8Detection::Deny);
    // `ý` beside `ţ` or `đ` is no language of Central Europe, but `ı` beside `ş` or `ğ` is Turkish.
    let has = |byte: u8| memchr::memchr(byte, bytes).is_some();
    let is_turkish = best == WINDOWS_1250 && has(0xfd) && (has(0xfe) || has(0xf0));
    match () {
        () if is_turkish => WINDOWS_1254,
        () if best == WINDOWS_1252 && is_latin_9(bytes) => ISO_8859_15,
        () => best,
    }
}

/// Whether what looks like windows-1252 is ISO 8859-15: nobody writes `¤`, which is its euro, and a half within a word is its
/// `œ`; and it has none of the marks that stand where it has controls.
fn is_latin_9(bytes: &[u8]) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphabetic() || byte >= 0xc0;
    let has_euro = memchr::memchr(0xa4, bytes).is_some();
    let has_ligature = bytes.array_windows().any(|[before, byte, after]| {
        matches!(byte, 0xbc | 0xbd) && (is_letter(*before) || !before.is_ascii_digit() && is_letter(*after))
    });
    (has_euro || has_ligature) && !bytes.iter().any(|byte| (0x80..0xa0).contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [(&str, &str); 15] = [
        ("ISO-8859-15", "Le cœur de la ville bat encore : les loyers coûtent 900 € par mois, répète la maire à l'été."),
        (
            "windows-1250",
            "Czynsze wzrosły w zeszłym roku o dwanaście procent, powiedziała radna. Źle się dzieje, żółć zalewa mieszkańców.",
        ),
        ("windows-1251", "Арендная плата выросла на двенадцать процентов, сообщил городской совет в понедельник."),
        ("KOI8-R", "Арендная плата выросла на двенадцать процентов, сообщил городской совет в понедельник."),
        (
            "windows-1252",
            "Les loyers ont augmenté l’an dernier, a déclaré la mairie. « C’est déjà trop », répète-t-elle à l’été.",
        ),
        ("windows-1253", "Τα ενοίκια αυξήθηκαν κατά δώδεκα τοις εκατό, ανακοίνωσε το δημοτικό συμβούλιο τη Δευτέρα."),
        (
            "windows-1254",
            "Kiralar geçen yıl yüzde on iki arttı, dedi belediye başkanı. Şimdi çoğu kişi şehri bırakıyor.",
        ),
        ("windows-1255", "שכר הדירה עלה בשנה שעברה בשנים עשר אחוזים, אמרה מועצת העיר ביום שני."),
        ("windows-1256", "ارتفعت الإيجارات في العام الماضي بنسبة اثني عشر في المئة، بحسب ما قاله المجلس البلدي."),
        ("Shift_JIS", "家賃は昨年十二パーセント上がったと市議会は月曜日に発表した。住民は困っている。"),
        ("EUC-JP", "家賃は昨年十二パーセント上がったと市議会は月曜日に発表した。住民は困っている。"),
        ("GB18030", "市议会周一表示，去年房租上涨了百分之十二，许多居民不得不离开这座城市。"),
        ("Big5", "市議會週一表示，去年房租上漲了百分之十二，許多居民不得不離開這座城市。"),
        ("EUC-KR", "시의회는 월요일에 작년 집세가 십이 퍼센트 올랐다고 발표했다. 주민들은 걱정하고 있다."),
        ("UTF-8", "Rents rose é e\u{301} 👩‍🚀 قالت"),
    ];

    #[test]
    fn what_the_letters_say_is_found_out() {
        for (name, text) in TEXTS {
            let known = Known::for_label(name.as_bytes()).expect("known");
            let (bytes, _, lossy) = known.encode(text);
            assert!(!lossy, "{name}");
            let decoded = decode(&bytes, None);
            assert_eq!(decoded.text, text, "{name} as {:?}", decoded.encoding);
            assert_eq!(decode_as(&bytes, Encoding(known)).text, text);
        }
    }

    #[test]
    fn sixteen_bits_are_read_with_a_mark_and_without() {
        for text in ["Rents rose.\nTwice é.", "قالت الوزيرة إن الإيجارات ارتفعت.", "👩‍🚀 a"]
        {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            for (bytes, mark) in [(little, [0xff, 0xfe]), (big, [0xfe, 0xff])] {
                assert_eq!(decode(&[&mark[..], &bytes].concat(), None).text, text);
                assert_eq!(decode(&bytes, None).text, text, "{bytes:?}");
            }
        }
    }

    #[test]
    fn a_declaration_counts_unless_the_bytes_are_plain() {
        let latin2 = Encoding::named("iso-8859-2");
        assert_eq!(decode(b"\xb3", latin2).text, "ł");
        assert_eq!(decode("é".as_bytes(), latin2).text, "é");
        assert!(!decode(b"caf\xe9 and more", None).is_sure);
        assert!(ENCODINGS.iter().all(|name| Encoding::named(name).is_some_and(|encoding| !encoding.name().is_empty())));
    }
}
