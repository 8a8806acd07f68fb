//! Does what a file says of an annotation hold? Its names, its place, the words that it quotes, and its time.

use std::sync::Arc;

use super::IncomingAnnotation;
use crate::format::counting::{Places, says};
use crate::format::{ReadError, edits, named, shorten};
use crate::project::{Article, Moment};
use crate::text::{Anchored, Fragments, Quote, Span, SpanError};

/// The longest id, label or other name that is taken in, in bytes: names are repeated wherever something has them.
const LONGEST_NAME: usize = 10_000;

/// A name of so many bytes costs nothing.
const USUAL_NAME: usize = 100;

/// The most articles of one file: each becomes a project of its own, with a file of its own.
const MOST_ARTICLES: usize = 100_000;

/// Refuses what is called a name and is a text.
pub(in crate::format) fn check_name(what: &str, name: &str) -> Result<(), ReadError> {
    if name.len() <= LONGEST_NAME {
        return Ok(());
    }
    let message = format!("has `{}` for {what}, which is no name but a text", shorten(name));
    Err(ReadError::new(message, "write a short name"))
}

/// The article with this text; an error when there is too much of it.
pub(in crate::format) fn article_of(text: String) -> Result<Arc<Article>, ReadError> {
    let article = Article::new(text).map_err(|error| ReadError::new(format!("is refused: {error}"), "split it"))?;
    Ok(Arc::new(article))
}

/// Refuses a file of more articles than can each be a project.
pub(in crate::format) fn check_articles(count: usize) -> Result<(), ReadError> {
    if count <= MOST_ARTICLES {
        return Ok(());
    }
    let message = format!("a file of more than {MOST_ARTICLES} articles is refused");
    Err(ReadError::new(message, "split the file, a part of its lines each"))
}

/// What a record is called in messages.
pub(in crate::format) fn named_of(what: &str, id: &str, article: &str) -> String {
    let (id, article) = (named(id), named(article));
    match (&*id, &*article) {
        ("", "") => format!("the {what}"),
        (id, "") => format!("{what} {id}"),
        ("", _) if what.starts_with('a') => format!("an {what} of {article}"),
        ("", _) => format!("a {what} of {article}"),
        _ => format!("{what} {id} of {article}"),
    }
}

/// Refuses an annotation that is called what is no name, or has no label.
pub(super) fn names_hold(annotation: &IncomingAnnotation<'_>, long_names: &mut usize) -> Result<(), ReadError> {
    let IncomingAnnotation { label, attributes, .. } = annotation;
    if label.is_empty() {
        return Err(ReadError::new("has no label", "give it one"));
    }
    check_name("id", &annotation.id)?;
    check_name("label", label)?;
    check_name("maker", &annotation.by)?;
    attributes.keys().try_for_each(|name| check_name("attribute", name))?;
    if attributes.contains_key("") {
        return Err(ReadError::new("has an attribute without a name", "give it one, or leave it out"));
    }
    // A table has the names of its columns once, and each annotation has them again.
    let long: usize = attributes.keys().map(|name| name.len().saturating_sub(USUAL_NAME)).sum();
    *long_names = long_names.checked_sub(long).ok_or_else(|| {
        ReadError::new("has attributes with long names, which too many others have too", "shorten them")
    })?;
    Ok(())
}

/// The time that `text` says: RFC 3339 or, as many programs write it, without a zone, which is taken as UTC.
pub(super) fn moment(text: &str) -> Result<Option<Moment>, ReadError> {
    edits::moment(text).or_else(|why| edits::moment(&format!("{text}Z")).map_err(|_| why))
}

/// Where an annotation lies, when what a file says of that holds.
pub(super) fn located(
    article: &Article,
    places: &mut Places<'_>,
    is_strict: bool,
    annotation: &IncomingAnnotation<'_>,
    search: &mut usize,
) -> Result<Fragments, ReadError> {
    let IncomingAnnotation { start, end, fragments, text, is_beginning, .. } = annotation;
    let fragments = place(places, *start, *end, fragments)?;
    if let Some(text) = text
        && !is_beginning
        && (is_strict || !says(article.text(), fragments.spans(), text, false))
    {
        check_words(article, &fragments, text, search)?;
    }
    Ok(fragments)
}

fn place(places: &mut Places<'_>, start: usize, end: usize, ranges: &[(usize, usize)]) -> Result<Fragments, ReadError> {
    let spanned = |error: SpanError| ReadError::new(error.to_string(), error.hint());
    let hull = Fragments::from(places.span(start, end).map_err(spanned)?);
    if ranges.is_empty() {
        return Ok(hull);
    }
    let spans = ranges.iter().map(|&(start, end)| places.span(start, end)).collect::<Result<Vec<Span>, _>>();
    let fragments = Fragments::new(spans.map_err(spanned)?);
    let fragments = fragments.map_err(|error| ReadError::new(error.to_string(), error.hint()))?;
    if fragments.hull() == hull.hull() {
        return Ok(fragments);
    }
    let hint = "`start` is where the first fragment begins, `end` where the last one ends";
    Err(ReadError::new(format!("says {start}..{end}, but its fragments reach otherwise"), hint))
}

/// Refuses a place where the words that the file says do not stand.
fn check_words(article: &Article, fragments: &Fragments, said: &str, search: &mut usize) -> Result<(), ReadError> {
    let text = article.text();
    // A file may mark all of a long article many times, and say little.
    let spans = fragments.spans();
    let bytes = spans.iter().map(|span| span.end() - span.start()).sum::<usize>() + spans.len() - 1;
    if bytes == said.len() && fragments.text(text) == said {
        return Ok(());
    }
    let words: String =
        spans.iter().flat_map(|span| [" ", span.of(text)]).flat_map(str::chars).skip(1).take(50).collect();
    let budget = *search;
    *search = search.saturating_sub(text.len());
    let chars = article.char_range(fragments.hull());
    let message = format!("says `{}`, but {}..{} is `{}`", shorten(said), chars.start, chars.end, shorten(&words));
    if said.is_empty() {
        return Err(ReadError::new(message, "leave `text` out, or say what is marked"));
    }
    if budget == 0 {
        return Err(ReadError::new(message, "correct its position or its text"));
    }
    let hint = match Quote::of_words(said).anchor(text, fragments.hull().bytes()) {
        Anchored::Moved(span) => {
            let chars = article.char_range(span);
            format!("that text stands at {}..{}; positions count Unicode code points", chars.start, chars.end)
        }
        Anchored::Ambiguous(places) => {
            format!("that text stands in {} places; positions count code points", places.len())
        }
        _ => "that text does not stand in the article".to_owned(),
    };
    Err(ReadError::new(message, hint))
}
