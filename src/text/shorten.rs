//! How are words of a text shown in a sentence or a field? By their beginning, so that no message grows with what it speaks of,
//! and in one line.

use std::borrow::Cow;

/// `words`; of more than `most` code points, only so many of them and `…`.
pub fn shorten(words: &str, most: usize) -> Cow<'_, str> {
    match words.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &words[..at]).into(),
        None => words.into(),
    }
}

/// `words` with one blank between each two of them, and none around.
pub fn single_spaced(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_is_cut_between_characters() {
        assert_eq!(shorten("rents", 5), "rents");
        assert_eq!(shorten("éé👩x", 3), "éé👩…");
        assert_eq!(shorten("", 0), "");
    }
}
