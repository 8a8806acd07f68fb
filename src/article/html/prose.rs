//! Is a passage running text, by its words alone?

use super::passages::Passage;
use crate::project::BlockKind;

/// The shortest passage that is running text by itself, in bytes.
const SHORTEST_PROSE: usize = 80;

/// From this length on running text needs no sign of a sentence, in bytes.
const CERTAIN_PROSE: usize = 160;

/// Whether a passage is running text by itself.
pub(super) fn is_prose(passage: &Passage, words: &str) -> bool {
    if passage.kind == BlockKind::Heading || passage.is_linked(50) || passage.kind == BlockKind::Caption {
        return false;
    }
    passage.len() >= CERTAIN_PROSE || (passage.len() >= SHORTEST_PROSE && ends_sentence(words))
}

/// Whether the words end as a sentence does.
pub(super) fn ends_sentence(words: &str) -> bool {
    let words = words.trim_end_matches(['"', '\'', '”', '’', '»', '“', '」', '』', ')', ']', '）', ' ', '\u{a0}']);
    words.ends_with(['.', '!', '?', '…', '。', '！', '？', ':', '؟', '۔', '।', ';', '．', '：'])
}

/// Whether a heading is a whole sentence: what stands under the headline to say what the article is about.
pub(super) fn is_sentence_in_large_letters(heading: &Passage, words: &str) -> bool {
    heading.len() >= SHORTEST_PROSE && !heading.is_linked(20) && words.trim_end().ends_with(['.', '。'])
}
