//! What in a line is no part of its words: the mark of a note, the name of who made a picture?

use super::element::Tag;
use super::names::Names;
use super::tree::Page;

/// The longest mark of a note that is no link, in bytes: `[citation needed]`.
const LONGEST_MARK: usize = 40;

/// How many elements and texts the mark of a note has at most.
const MOST_NODES: usize = 30;

/// The longest that says who made a picture, in bytes.
const LONGEST_CREDIT: usize = 100;

/// How people begin to say who made a picture.
const CREDITS: [&str; 28] = [
    "photo:",
    "photos:",
    "photograph:",
    "photographs:",
    "photography:",
    "photo by ",
    "photograph by ",
    "image:",
    "images:",
    "image credit:",
    "picture:",
    "pictures:",
    "credit:",
    "credits:",
    "foto:",
    "fotos:",
    "bild:",
    "bilder:",
    "quelle:",
    "source:",
    "crédit",
    "photo :",
    "фото:",
    "تصوير:",
    "摄影：",
    "图：",
    "写真：",
    "撮影：",
];

/// Whether the element at `at` is the mark of a note, or the way back from the note to it.
pub(super) fn is_mark(page: &Page, at: usize) -> bool {
    let node = page.node(at);
    if (node.end as usize).saturating_sub(at) > MOST_NODES {
        return false;
    }
    let is_local = |at: usize| page.node(at).tag == Tag::Anchor && page.node(at).names.say(Names::LOCAL);
    match node.tag {
        Tag::Sup => {
            let words = page.text_in(at);
            let is_bracketed = words.starts_with('[') && words.ends_with(']') && words.len() < LONGEST_MARK;
            let is_link =
                || page.ancestors(at).take(2).chain(page.within(at)).any(|at| page.node(at).tag == Tag::Anchor);
            is_bracketed || (is_number(&words) && is_link())
        }
        Tag::Anchor if node.names.say(Names::MARK) => true,
        Tag::Anchor if is_local(at) => {
            let words = page.text_in(at);
            !words.is_empty() && words.len() < 12 && !words.chars().any(char::is_alphanumeric)
        }
        _ => false,
    }
}

/// Whether a raised text is what notes are numbered by: `1`, `12`, `a`, `*`, `1,2`.
fn is_number(words: &str) -> bool {
    let mut letters = words.chars().filter(|letter| letter.is_alphabetic());
    !words.is_empty() && words.chars().count() <= 8 && (letters.next().is_none() || letters.next().is_none())
}

/// Whether a caption says who made the picture, and nothing else.
pub(super) fn is_credit(words: &str) -> bool {
    words.len() < LONGEST_CREDIT && begins_credit(words.trim_start_matches(['(', '[', '（', ' ']))
}

fn begins_credit(words: &str) -> bool {
    let beginning: String = words.chars().take(16).flat_map(char::to_lowercase).collect();
    CREDITS.iter().any(|credit| beginning.starts_with(credit))
}

/// A caption without the words at its end that say who made the picture; all of it when it is nothing else.
pub(super) fn without_credit(words: &str) -> &str {
    let mut from = words.len().saturating_sub(LONGEST_CREDIT);
    while !words.is_char_boundary(from) {
        from += 1;
    }
    let begins = |at: usize| {
        let is_apart = words.get(..at).is_some_and(|before| !before.ends_with(char::is_alphanumeric));
        is_apart && begins_credit(words.get(at..).unwrap_or_default())
    };
    let places = words.char_indices().map(|(at, _)| at).filter(|&at| at >= from.max(1));
    let kept = places.into_iter().find(|&at| begins(at)).and_then(|at| words.get(..at)).unwrap_or(words);
    let kept = kept.trim_end_matches(['(', '[', '|', '/', '–', '—', '-', '·', '（', '\n', ' ', '\u{a0}']);
    if kept.is_empty() { words } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_comes_without_who_made_the_picture() {
        for (whole, kept) in [
            ("The mill in May. Photo: A. Smith", "The mill in May."),
            ("Die Mühle. (Foto: Ute Kern)", "Die Mühle."),
            ("The mill | Image: Echo", "The mill"),
            ("A photo of the mill: it stands", "A photo of the mill: it stands"),
            ("", ""),
        ] {
            assert_eq!(without_credit(whole), kept);
        }
        assert!(is_credit("(Image: Echo)") && !is_credit("The mill. Image: Echo"));
    }
}
