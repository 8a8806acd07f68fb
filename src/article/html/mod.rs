//! How does a saved web page come in? Its article's paragraphs and what it says of it, without all that stands around them.

mod attributes;
mod beside;
mod body;
mod boilerplate;
mod boxes;
mod charset;
mod claim;
mod element;
mod lines;
mod linked_data;
mod metadata;
mod names;
mod notes;
mod notices;
mod own;
mod parse;
mod passages;
mod prose;
#[cfg(test)]
mod surroundings;
mod tables;
#[cfg(test)]
mod tests;
mod tree;
mod vocabulary;

use self::body::Search;
use self::claim::Claim;
use self::metadata::Metadata;
use self::parse::{Scripts, parse};
use self::passages::{Passages, Shown};
use self::tree::Page;
use super::draft::{Doubt, Draft};
use super::encoding::{Encoding, decode, decode_as};
use super::{Choices, IntakeError};
use crate::progress::Progress;
use crate::project::BlockKind;

/// The least running text that an article has, in bytes; a page with less is asked about.
const SHORT: usize = 250;

/// What of a page comes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Body {
    /// The article, as far as it can be told from what stands around it.
    #[default]
    Article,
    /// All text that a browser shows.
    WholePage,
}

/// The article of a saved web page, in an encoding that someone may have `declared`.
///
/// Memory stays below some 30 times the page, for one of nothing but tags; about three times it for one of a newspaper.
pub(super) fn read(
    bytes: &[u8],
    declared: Option<Encoding>,
    choices: &Choices,
    progress: &Progress,
) -> Result<Draft, IntakeError> {
    let decoded = match choices.encoding {
        Some(chosen) => decode_as(bytes, chosen),
        None => decode(bytes, declared.or_else(|| charset::declared(bytes))),
    };
    let mut draft = Draft::default();
    if !decoded.is_sure {
        draft.doubt(Doubt::Encoding(decoded.encoding.name()));
    }
    let page = parse(&decoded.text, Scripts::Run, progress)?;
    let metadata = Metadata::of(&page);
    metadata.set(&mut draft);
    match choices.body {
        Body::Article => take_article(&page, &metadata, &mut draft, progress)?,
        Body::WholePage => take_all(&page, &mut draft, progress)?,
    }
    Ok(draft)
}

/// The blocks of a whole document, with nothing looked for in it: a chapter of a book, what was copied from a page.
pub(super) fn append(markup: &str, draft: &mut Draft, progress: &Progress) -> Result<(), IntakeError> {
    take_all(&parse(markup, Scripts::Run, progress)?, draft, progress)
}

fn take_all(page: &Page, draft: &mut Draft, progress: &Progress) -> Result<(), IntakeError> {
    let passages = Passages::of(page, Shown::Visible, progress)?;
    if passages.all.is_empty() && !page.head.noscript.is_empty() {
        let page = parse(&page.head.noscript, Scripts::Off, progress)?;
        let passages = Passages::of(&page, Shown::Visible, progress)?;
        push(&passages, 0..passages.all.len(), draft);
        return Ok(());
    }
    push(&passages, 0..passages.all.len(), draft);
    Ok(())
}

fn push(passages: &Passages, numbers: impl IntoIterator<Item = usize>, draft: &mut Draft) {
    for passage in numbers.into_iter().filter_map(|number| passages.all.get(number)) {
        draft.push(passage.kind, passages.words(passage));
    }
}

/// Takes in the article: from what a browser shows, else from what it hides, else from the text for machines, else all there is.
fn take_article(page: &Page, metadata: &Metadata, draft: &mut Draft, progress: &Progress) -> Result<(), IntakeError> {
    let titles: Vec<&str> = metadata.titles.iter().map(String::as_str).collect();
    let authors: Vec<&str> = metadata.authors.iter().map(String::as_str).collect();
    let hidden =
        (!page.head.noscript.is_empty()).then(|| parse(&page.head.noscript, Scripts::Off, progress)).transpose()?;
    let said = said(&metadata.body, progress)?;
    let claim =
        Claim::new(&titles, &authors, &said.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join("\n"));
    let tries = [(Some(page), Shown::Visible), (Some(page), Shown::All), (hidden.as_ref(), Shown::Visible)];
    for (page, shown) in tries.into_iter().filter_map(|(page, shown)| Some((page?, shown))) {
        let passages = Passages::of(page, shown, progress)?;
        let found = Search::new(page, &passages).find(&claim, progress)?;
        let least = if claim.letters() > 0 { SHORT.max(claim.letters() / 2) } else { SHORT };
        if found.prose >= least {
            push(&passages, found.kept.iter().copied(), draft);
            if is_doubtful(&found, &passages, metadata) {
                draft.doubt(Doubt::Body);
            }
            return Ok(());
        }
    }
    if claim.letters() >= SHORT / 2 {
        said.iter().for_each(|(kind, words)| draft.push(*kind, words));
        return Ok(());
    }
    take_short(page, &claim, draft, progress)
}

/// Takes in a page on which there is hardly any running text: what there is, and a doubt.
fn take_short(page: &Page, claim: &Claim, draft: &mut Draft, progress: &Progress) -> Result<(), IntakeError> {
    draft.doubt(Doubt::Body);
    let passages = Passages::of(page, Shown::Visible, progress)?;
    let found = Search::new(page, &passages).find(claim, progress)?;
    if found.prose > 0 {
        push(&passages, found.kept, draft);
        return Ok(());
    }
    take_all(page, draft, progress)
}

/// The paragraphs of the text for machines, which may be markup.
fn said(body: &str, progress: &Progress) -> Result<Vec<(BlockKind, String)>, IntakeError> {
    if body.contains("</") || body.contains("&lt;") {
        let page = parse(body, Scripts::Run, progress)?;
        let passages = Passages::of(&page, Shown::Visible, progress)?;
        return Ok(passages.all.iter().map(|passage| (passage.kind, passages.words(passage).to_owned())).collect());
    }
    let lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(|line| (BlockKind::Paragraph, line.to_owned())).collect())
}

/// Whether what was found may be no article: a list of what there is to read elsewhere.
fn is_doubtful(found: &body::Body, passages: &Passages, metadata: &Metadata) -> bool {
    let kept = || found.kept.iter().filter_map(|&at| passages.all.get(at));
    let teasers = kept().filter(|passage| passage.kind == BlockKind::Heading && passage.is_linked(80)).count();
    let prose = kept().filter(|passage| passage.kind != BlockKind::Heading && passage.len() >= 80).count();
    let is_front = metadata
        .url
        .split("://")
        .nth(1)
        .is_some_and(|rest| rest.split_once('/').is_none_or(|(_, path)| path.is_empty()));
    // A heading for each paragraph is a list of what there is to read, unless the page says that it is an article.
    let headings = kept().filter(|passage| passage.kind == BlockKind::Heading).count();
    (teasers >= 3 && teasers * 3 >= prose)
        || (headings >= 5 && headings >= prose && !metadata.is_article)
        || (is_front && !metadata.is_article)
        || (found.prose < 2 * SHORT && !found.is_said && !metadata.is_article)
}
