//! How is a long text shown in a sentence? By its beginning, so that no message grows with what it speaks of.

use std::borrow::Cow;

/// `words`; of more than `most` code points, only so many of them and `…`.
pub fn shorten(words: &str, most: usize) -> Cow<'_, str> {
    match words.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &words[..at]).into(),
        None => words.into(),
    }
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
