//! Where does an annotation stand of which only the words are known? Where they stand alone, or with their surroundings.

use std::borrow::Cow;

use memchr::memmem;

use super::{ReadError, shorten};
use crate::project::Article;
use crate::text::{Fragments, Quote, Span};

/// So many of several places are told.
const TOLD: usize = 5;

/// What `quotes` mark in the article, a fragment each. `budget` is how many bytes may still be searched.
pub(super) fn seek(article: &Article, quotes: &[Quote], budget: &mut usize) -> Result<Fragments, ReadError> {
    let spans = quotes.iter().map(|quote| place_of(article, quote, budget)).collect::<Result<Vec<Span>, _>>()?;
    Fragments::new(spans).map_err(|error| ReadError::new(error.to_string(), error.hint()))
}

/// Where the words stand with what is quoted around them; else where they stand alone, when that is one place.
fn place_of(article: &Article, quote: &Quote, budget: &mut usize) -> Result<Span, ReadError> {
    let text = article.text();
    let [exact, prefix, suffix] = [&quote.exact, &quote.prefix, &quote.suffix].map(|words| as_in(text, words));
    let words = shorten(&exact);
    if *budget == 0 {
        let message = format!("says `{words}`, and the article is too long to search it for so many quotations");
        return Err(ReadError::new(message, "give each annotation a TextPositionSelector"));
    }
    *budget = budget.saturating_sub(text.len());
    if !prefix.is_empty() || !suffix.is_empty() {
        let whole = [&*prefix, &*exact, &*suffix].concat();
        let mut around = memmem::find_iter(text.as_bytes(), &whole).map(|at| at + prefix.len());
        if let (Some(start), None) = (around.next(), around.next()) {
            return span(text, start, &exact);
        }
    }
    let places: Vec<usize> = memmem::find_iter(text.as_bytes(), exact.as_bytes()).take(TOLD + 1).collect();
    match places[..] {
        [] => {
            let message = format!("says `{words}`, which does not stand in the article");
            Err(ReadError::new(message, "give the article as it was when it was marked"))
        }
        [only] => span(text, only, &exact),
        _ => Err(ambiguous(article, &exact, &places)),
    }
}

/// `words` with the line ends of `text`: an article that was taken in has line feeds alone.
fn as_in<'a>(text: &str, words: &'a str) -> Cow<'a, str> {
    if !words.contains('\r') || text.contains('\r') {
        return words.into();
    }
    words.replace("\r\n", "\n").replace('\r', "\n").into()
}

fn span(text: &str, start: usize, words: &str) -> Result<Span, ReadError> {
    Span::new(text, start..start + words.len()).map_err(|error| ReadError::new(error.to_string(), error.hint()))
}

fn ambiguous(article: &Article, words: &str, places: &[usize]) -> ReadError {
    let told = places.iter().take(TOLD).filter_map(|&start| {
        let chars = article.char_range(span(article.text(), start, words).ok()?);
        Some(format!("{}..{}", chars.start, chars.end))
    });
    let told: Vec<String> = told.collect();
    let more = if places.len() > TOLD { " and elsewhere" } else { "" };
    let message = format!("says `{}`, which stands at {}{more}", shorten(words), told.join(", "));
    ReadError::new(message, "give it a TextPositionSelector, or what stands before and after it")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, prefix: &str, exact: &str, suffix: &str) -> Result<(usize, usize), String> {
        let article = Article::new(text.into()).expect("an article");
        let quote = Quote { exact: exact.into(), prefix: prefix.into(), suffix: suffix.into() };
        let fragments = seek(&article, &[quote], &mut 1000).map_err(|why| why.message)?;
        Ok((fragments.hull().start(), fragments.hull().end()))
    }

    #[test]
    fn words_are_found_alone_or_by_what_stands_around_them() {
        let text = "Rents rose 12% in May and 12% in June.";
        assert_eq!(found(text, "", "Rents", ""), Ok((0, 5)));
        assert_eq!(found(text, "and ", "12%", ""), Ok((26, 29)));
        assert_eq!(found(text, "", "12%", " in May"), Ok((11, 14)));
        assert_eq!(found(text, "not there ", "June", "?"), Ok((33, 37)), "where it is the only one");
        let several = "says `12%`, which stands at 11..14, 26..29".to_owned();
        assert_eq!(found(text, "x", "12%", "y"), Err(several));
        let lost = "says `fell`, which does not stand in the article".to_owned();
        assert_eq!(found(text, "", "fell", ""), Err(lost));
        assert_eq!(found("one\ntwo\nthree", "one\r\n", "two\r\n", ""), Ok((4, 8)), "whatever ended the lines");
    }

    #[test]
    fn no_file_makes_a_search_without_end() {
        let article = Article::new("12 ".repeat(100)).expect("an article");
        let quotes = vec![Quote::of_words("12"); 9];
        let why = seek(&article, &quotes, &mut 1).expect_err("refused").message;
        assert!(why.contains("which stands at 0..2, 3..5, 6..8, 9..11, 12..14 and elsewhere"), "{why}");
        assert!(seek(&article, &quotes, &mut 0).expect_err("refused").message.contains("too long to search"));
    }
}
