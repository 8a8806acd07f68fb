//! Which words were meant? A quotation with its surroundings, found again by its words.

use std::ops::Range;

use super::{Span, cluster_at_or_before};

/// Code points of surroundings kept on each side; what Hypothesis and Apache Annotator keep too.
const CONTEXT_CHARS: usize = 32;

/// How many places of one quotation are told apart; one letter stands in a long text in millions.
const MOST_PLACES: usize = 1000;

/// The W3C Web Annotation TextQuoteSelector: the words themselves and a little of what stands before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The marked words.
    pub exact: String,
    /// What stands right before them.
    pub prefix: String,
    /// What stands right after them.
    pub suffix: String,
}

/// Where a quotation stands in a text, compared with where it was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchored {
    /// Just there.
    Here(Span),
    /// Somewhere else, and only there (or only there with its surroundings).
    Moved(Span),
    /// In several places that cannot be told apart.
    Ambiguous(Vec<Span>),
    /// Nowhere.
    Lost,
}

impl Quote {
    /// The quotation of `span` in `text`. The surroundings never cut a grapheme cluster.
    pub fn describe(text: &str, span: Span) -> Self {
        let (prefix, suffix) = Self::context(text, span);
        Self { exact: span.of(text).to_owned(), prefix: prefix.to_owned(), suffix: suffix.to_owned() }
    }

    /// What stands right before and right after `span` in `text`, without cutting a grapheme cluster.
    pub fn context(text: &str, span: Span) -> (&str, &str) {
        let before = &text[..span.start()];
        let after = &text[span.end()..];
        let prefix = before.char_indices().rev().nth(CONTEXT_CHARS - 1).map_or(0, |(at, _)| at);
        let suffix = after.char_indices().nth(CONTEXT_CHARS).map_or(after.len(), |(at, _)| at);
        let prefix = cluster_at_or_before(text, prefix);
        let suffix = cluster_at_or_before(text, span.end() + suffix).max(span.end());
        (&text[prefix..span.start()], &text[span.end()..suffix])
    }

    /// The quotation of words whose surroundings are not known.
    pub fn of_words(words: &str) -> Self {
        Self { exact: words.to_owned(), prefix: String::new(), suffix: String::new() }
    }

    /// Where it stands in `text`, expected at the bytes `expected`.
    pub fn anchor(&self, text: &str, expected: Range<usize>) -> Anchored {
        if text.get(expected.clone()) == Some(self.exact.as_str())
            && let Ok(span) = Span::new(text, expected)
        {
            return Anchored::Here(span);
        }
        let everywhere = places(text, &self.exact);
        let fitting: Vec<Span> = everywhere.iter().copied().filter(|span| self.stands_around(text, *span)).collect();
        match (&everywhere[..], &fitting[..]) {
            ([], _) => Anchored::Lost,
            ([only], _) | (_, [only]) => Anchored::Moved(*only),
            _ => Anchored::Ambiguous(everywhere),
        }
    }

    fn stands_around(&self, text: &str, span: Span) -> bool {
        text[..span.start()].ends_with(&self.prefix) && text[span.end()..].starts_with(&self.suffix)
    }
}

fn places(text: &str, words: &str) -> Vec<Span> {
    memchr::memmem::find_iter(text.as_bytes(), words)
        .filter_map(|at| Span::new(text, at..at + words.len()).ok())
        .take(MOST_PLACES)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Rents rose 12% in May. In June rents rose 12% too.";

    fn quote_at(bytes: Range<usize>) -> Quote {
        Quote::describe(TEXT, Span::new(TEXT, bytes).expect("in the text"))
    }

    #[test]
    fn a_quotation_is_found_where_it_was() {
        let quote = quote_at(11..14);
        assert_eq!(quote.exact, "12%");
        assert!(matches!(quote.anchor(TEXT, 11..14), Anchored::Here(_)));
    }

    #[test]
    fn a_moved_quotation_is_told_from_a_lost_and_an_ambiguous_one() {
        let quote = quote_at(11..14);
        let longer = format!("In 2025: {TEXT}");
        let Anchored::Moved(span) = quote.anchor(&longer, 11..14) else { panic!("not moved") };
        assert_eq!(span.start(), 11 + "In 2025: ".len());
        assert_eq!(quote.anchor("Nothing of it.", 11..14), Anchored::Lost);
        let (prefix, suffix) = ("x ".to_owned(), " y".to_owned());
        let known = Quote { exact: "12%".into(), prefix, suffix };
        let Anchored::Moved(span) = known.anchor("x 12% z, x 12% y, a 12% y", 0..3) else { panic!("not moved") };
        assert_eq!(span.start(), 11, "where both surroundings fit");
        let repeated = "x 12% y 12% z";
        assert!(matches!(quote.anchor(repeated, 0..3), Anchored::Ambiguous(places) if places.len() == 2));
    }

    #[test]
    fn surroundings_are_thirty_two_characters() {
        let text = "0123456789".repeat(10);
        let quote = Quote::describe(&text, Span::new(&text, 50..51).expect("in the text"));
        assert_eq!((&*quote.prefix, &*quote.exact, &*quote.suffix), (&text[18..50], "0", &text[51..83]));
    }

    #[test]
    fn surroundings_never_cut_a_cluster() {
        let text = format!("{}x{}", "👩‍👩‍👧‍👦".repeat(9), "e\u{301}".repeat(40));
        let at = text.find('x').expect("there");
        let quote = Quote::describe(&text, Span::new(&text, at..at + 1).expect("in the text"));
        assert!(quote.prefix.starts_with("👩‍👩") && quote.suffix.ends_with('\u{301}'));
    }
}
