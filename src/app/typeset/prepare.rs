//! What does a text look like once it is ready to be shaped?
//!
//! The shaped text has the same length in bytes as the source, character for character, so every place in it is a
//! place in the source. Characters that have no shape of their own are replaced by blanks of the same length.

use std::ops::Range;

use icu_segmenter::GraphemeClusterSegmenter;

use super::missing::Writing;
use super::signs::Sign;

/// The convention by which Han characters, which these languages share, are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Han {
    Chinese,
    Japanese,
    Korean,
}

impl Han {
    /// The language of the first letters that tell: kana are Japanese, hangul Korean.
    fn of(text: &str) -> Self {
        text.chars()
            .find_map(|character| match character {
                '\u{3040}'..='\u{30FF}' => Some(Self::Japanese),
                '\u{AC00}'..='\u{D7AF}' | '\u{1100}'..='\u{11FF}' => Some(Self::Korean),
                _ => None,
            })
            .unwrap_or(Self::Chinese)
    }

    pub(super) fn language(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::Japanese => "ja",
            Self::Korean => "ko",
        }
    }
}

/// What becomes of the line ends in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnds {
    Break,
    Space,
}

/// A stretch without line ends; `end` lies behind the line end that closes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) text: Range<usize>,
    pub(super) end: usize,
}

/// A text that is ready to be shaped.
pub(super) struct Prepared {
    pub(super) shaped: String,
    /// Bytes at which grapheme clusters start, and the length of the text.
    pub(super) boundaries: Vec<usize>,
    pub(super) segments: Vec<Segment>,
    pub(super) emoji: Vec<Range<usize>>,
    pub(super) tabs: Vec<usize>,
    /// Stretches of Han characters, whose shape depends on the language.
    pub(super) ideographs: Vec<Range<usize>>,
    /// Whether all letters are of the scripts that every text font has.
    pub(super) is_plain: bool,
    /// Bidi controls, which are shown as signs.
    pub(super) controls: Vec<Range<usize>>,
    pub(super) han: Han,
}

/// Parley counts bytes of a run in 16 bits: a longer stretch is cut into lines.
const SEGMENT_BYTES: usize = 32 * 1024;

/// Parley counts the characters of a cluster in 8 bits; no script needs nearly as many.
const CLUSTER_CHARS: usize = 24;

impl Prepared {
    pub(super) fn new(text: &str, line_ends: LineEnds) -> Self {
        let boundaries: Vec<usize> = match text {
            "" => vec![0],
            _ => GraphemeClusterSegmenter::new().segment_str(text).collect(),
        };
        let mut prepared = Self {
            shaped: String::with_capacity(text.len()),
            boundaries: Vec::new(),
            segments: Vec::new(),
            emoji: Vec::new(),
            tabs: Vec::new(),
            ideographs: Vec::new(),
            is_plain: text.chars().all(is_plain),
            controls: Vec::new(),
            han: Han::of(text),
        };
        let mut start = 0;
        for pair in boundaries.windows(2) {
            let &[from, to] = pair else { continue };
            let cluster = &text[from..to]; // cluster boundaries of this text
            prepared.push(cluster);
            if line_ends == LineEnds::Break && is_line_end(cluster) {
                prepared.segments.push(Segment { text: start..from, end: to });
                start = to;
            } else if to - start >= SEGMENT_BYTES {
                prepared.segments.push(Segment { text: start..to, end: to });
                start = to;
            }
        }
        prepared.segments.push(Segment { text: start..text.len(), end: text.len() });
        prepared.boundaries = boundaries;
        prepared
    }

    fn push(&mut self, cluster: &str) {
        let start = self.shaped.len();
        if cluster == "\t" {
            self.tabs.push(start);
        }
        if cluster.chars().next().is_some_and(is_ideograph) {
            match self.ideographs.last_mut() {
                Some(last) if last.end == start => last.end = start + cluster.len(),
                _ => self.ideographs.push(start..start + cluster.len()),
            }
        }
        if sign_of(cluster).is_some() {
            self.controls.push(start..start + cluster.len());
        }
        self.shaped.extend(cluster.chars().enumerate().map(|(nth, character)| shape_of(character, nth)));
        if is_emoji(cluster) {
            match self.emoji.last_mut() {
                Some(last) if last.end == start => last.end = self.shaped.len(),
                _ => self.emoji.push(start..self.shaped.len()),
            }
        }
    }

    /// The number of the grapheme cluster that holds a byte.
    pub(super) fn cluster_of(&self, byte: usize) -> usize {
        self.boundaries.partition_point(|&boundary| boundary <= byte).saturating_sub(1)
    }

    /// The bytes of a grapheme cluster; empty past the last.
    pub(super) fn cluster(&self, number: usize) -> Range<usize> {
        let at = |number: usize| self.boundaries.get(number).copied().unwrap_or(self.shaped.len());
        at(number)..at(number + 1)
    }

    /// The sign that stands for a cluster, if it is a bidi control.
    pub(super) fn sign(&self, bytes: &Range<usize>) -> Option<Sign> {
        sign_of(self.shaped.get(bytes.clone()).unwrap_or_default())
    }

    /// What a character without a glyph belongs to.
    pub(super) fn writing_at(&self, byte: usize) -> Option<Writing> {
        if self.emoji.iter().any(|bytes| bytes.contains(&byte)) {
            return Some(Writing::Emoji);
        }
        Writing::of(self.shaped.get(byte..)?.chars().next()?)
    }

    /// Whether a cluster is nothing but white space that hangs at a line's end.
    pub(super) fn is_blank(&self, number: usize) -> bool {
        let cluster = self.shaped.get(self.cluster(number)).unwrap_or_default();
        !cluster.is_empty() && cluster.chars().all(|character| matches!(character, ' ' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{205F}' | '\u{3000}'))
    }
}

/// Whether a character is one of Latin, Greek or Cyrillic text, with its punctuation and currencies.
fn is_plain(character: char) -> bool {
    matches!(character, '\0'..='\u{52F}' | '\u{1E00}'..='\u{206F}' | '\u{20A0}'..='\u{20BF}' | '\u{2116}' | '\u{2122}')
}

fn is_ideograph(character: char) -> bool {
    matches!(
        character,
        '\u{2E80}'..='\u{2FDF}' | '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}'
    )
}

/// The sign of a cluster that is a bidi control; marks that lean on one make it no cluster of theirs.
fn sign_of(cluster: &str) -> Option<Sign> {
    let mut characters = cluster.chars();
    let first = characters.next().filter(|_| characters.next().is_none())?;
    Sign::of(first)
}

fn is_line_end(cluster: &str) -> bool {
    matches!(cluster, "\n" | "\r\n" | "\r" | "\u{B}" | "\u{C}" | "\u{85}" | "\u{2028}" | "\u{2029}")
}

/// What is shaped in place of a character: the same number of bytes, never a control character.
fn shape_of(character: char, nth_in_cluster: usize) -> char {
    let bytes = character.len_utf8();
    if nth_in_cluster >= CLUSTER_CHARS {
        return match bytes {
            1 => ' ',
            2 => '\u{AD}',
            3 => '\u{2060}',
            _ => '\u{1D173}', // begin beam, an invisible format character of four bytes
        };
    }
    match character {
        '\u{2028}' | '\u{2029}' => '\u{2002}',
        _ if !character.is_control() => character,
        _ if bytes == 1 => ' ',
        _ => '\u{A0}',
    }
}

/// Whether a cluster asks to be drawn as an emoji: by its nature, by U+FE0F or as a keycap.
fn is_emoji(cluster: &str) -> bool {
    let mut characters = cluster.chars();
    let Some(first) = characters.next() else { return false };
    match characters.next() {
        Some('\u{FE0E}') => false,
        Some('\u{FE0F}' | '\u{20E3}') => true,
        _ => is_emoji_by_nature(first),
    }
}

/// The Emoji_Presentation property, with the supplementary blocks taken whole.
fn is_emoji_by_nature(character: char) -> bool {
    matches!(
        character as u32,
        0x1F1E6..=0x1F1FF | 0x1F300..=0x1F64F | 0x1F680..=0x1F6FF | 0x1F7E0..=0x1F7EB | 0x1F900..=0x1FAFF
        | 0x1F004 | 0x1F0CF | 0x1F18E | 0x1F191..=0x1F19A | 0x1F201 | 0x1F21A | 0x1F22F | 0x1F232..=0x1F236
        | 0x231A..=0x231B | 0x23E9..=0x23EC | 0x23F0 | 0x23F3 | 0x25FD..=0x25FE | 0x2614..=0x2615 | 0x2648..=0x2653
        | 0x267F | 0x2693 | 0x26A1 | 0x26AA..=0x26AB | 0x26BD..=0x26BE | 0x26C4..=0x26C5 | 0x26CE | 0x26D4 | 0x26EA
        | 0x26F2..=0x26F3 | 0x26F5 | 0x26FA | 0x26FD | 0x2705 | 0x270A..=0x270B | 0x2728 | 0x274C | 0x274E
        | 0x2753..=0x2755 | 0x2757 | 0x2795..=0x2797 | 0x27B0 | 0x27BF | 0x2B1B..=0x2B1C | 0x2B50 | 0x2B55
    )
}
