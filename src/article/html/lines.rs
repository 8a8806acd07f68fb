//! Which short lines belong to the article: headings without an element, items without a list? And who wrote it, in the open?

use std::collections::{HashMap, HashSet};

use super::body::Search;
use super::boxes;
use super::element::Tag;
use super::prose::{ends_sentence, is_sentence_in_large_letters};
use crate::project::BlockKind;

/// The short passages that stand as headings between paragraphs where no element says what anything is: like the paragraphs, or
/// like one another.
pub(super) fn plain_headings(search: &Search<'_>, kept: &[usize], homes: &HashSet<usize>) -> HashSet<usize> {
    let usual = boxes::usual_block(search, kept);
    if usual.is_none_or(|(tag, _)| tag != Tag::Block) {
        return HashSet::new();
    }
    let is_prose = |at: usize| search.is_prose.get(at) == Some(&true);
    let mark = |at: usize| {
        let found = search
            .passages
            .all
            .get(at)
            .filter(|found| found.kind == BlockKind::Paragraph && !found.is_row && found.linked == 0)?;
        let node = search.page.node(found.block as usize);
        (node.tag == Tag::Block && node.parent as usize == search.home(found) && homes.contains(&search.home(found)))
            .then_some(node.mark)
    };
    let pairs = kept.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
    let over_prose: Vec<(usize, u32)> = pairs
        .filter(|&(at, next)| !is_prose(at) && is_prose(next))
        .filter_map(|(at, _)| Some((at, mark(at)?)))
        .collect();
    let mut counts = HashMap::<u32, usize>::new();
    over_prose.iter().for_each(|(_, mark)| *counts.entry(*mark).or_default() += 1);
    let is_usual =
        |mark: u32| usual.is_some_and(|(_, usual)| usual == mark) || counts.get(&mark).is_some_and(|&count| count > 1);
    over_prose.into_iter().filter(|&(_, mark)| is_usual(mark)).map(|(at, _)| at).collect()
}

/// Whether a short passage is one of several right behind a paragraph that ends with a colon.
pub(super) fn is_listed(search: &Search<'_>, at: usize) -> bool {
    let Some(passage) = search.passages.all.get(at).filter(|passage| passage.linked == 0) else { return false };
    let home = search.home(passage);
    let range = search.passages.within(search.page, home);
    let before = range.start.checked_sub(1).and_then(|before| search.passages.all.get(before));
    let is_linked = || range.clone().filter_map(|at| search.passages.all.get(at)).any(|found| found.linked > 0);
    (2..=20).contains(&range.len())
        && search.page.node(home).tag == Tag::Block
        && before.is_some_and(|before| search.passages.words(before).ends_with([':', '：']))
        && !is_linked()
}

/// Takes out who wrote it, where that stands at the beginning and by no element of its own.
pub(super) fn drop_bylines(search: &Search<'_>, kept: &mut Vec<usize>) {
    const BY: [&str; 9] = ["By ", "by ", "Von ", "von ", "Par ", "Por ", "Di ", "Door ", "Af "];
    let is_byline = |at: usize| {
        search.passages.all.get(at).filter(|found| found.len() < 80 && found.kind == BlockKind::Paragraph).is_some_and(
            |found| {
                let words = search.passages.words(found);
                let mut names = words.split_whitespace().skip(1);
                let count = words.split_whitespace().count();
                BY.iter().any(|by| words.starts_with(by))
                    && (2..=8).contains(&count)
                    && !ends_sentence(words)
                    && names.all(|name| {
                        name == "and" || name == "und" || name.starts_with(|letter: char| !letter.is_lowercase())
                    })
            },
        )
    };
    let bylines: Vec<usize> = kept.iter().copied().take(6).filter(|&at| is_byline(at)).collect();
    kept.retain(|at| !bylines.contains(at));
}

/// A heading with nothing under it is one of what has been taken out.
pub(super) fn drop_bare_headings(search: &Search<'_>, kept: &mut Vec<usize>) {
    let level = |at: usize| {
        let heading = search.passages.all.get(at).filter(|passage| passage.kind == BlockKind::Heading)?;
        (!is_sentence_in_large_letters(heading, search.passages.words(heading))).then_some(heading.level)
    };
    let mut whole: Vec<usize> = Vec::with_capacity(kept.len());
    for &at in kept.iter() {
        while let (Some(next), Some(last)) = (level(at), whole.last().and_then(|&last| level(last)))
            && next <= last
        {
            whole.pop();
        }
        whole.push(at);
    }
    while whole.last().is_some_and(|&last| level(last).is_some()) {
        whole.pop();
    }
    *kept = whole;
}
