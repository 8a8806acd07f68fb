//! What stands beside the article, or within it without being part of it?

use std::collections::{HashMap, HashSet};

use super::body::Search;
use super::boilerplate;
use super::boxes;
use super::claim::Claim;
use super::element::Tag;
use super::lines::{drop_bare_headings, drop_bylines, is_listed, plain_headings};
use super::names::Names;
use super::notes;
use super::notices::{is_bar, is_notice, is_way_elsewhere, offers, reserves_rights};
use super::passages::Passage;
use super::prose::ends_sentence;
use crate::project::BlockKind;

/// Marks what stands beside the article by its element or its names.
pub(super) fn mark(search: &mut Search<'_>, headline: Option<usize>) {
    let whole = search.prose_in(0);
    let comments = |at: usize| search.page.node(at).names.say(Names::COMMENTS);
    let mut cut: Vec<(usize, usize)> = Vec::new();
    let mut at = 1;
    while at < search.page.nodes.len() {
        let node = search.page.node(at);
        let is_standfirst = || {
            let range = search.passages.within(search.page, at);
            search.page.node(at).tag == Tag::Paragraph
                && headline.is_some_and(|headline| range == (headline + 1..headline + 2))
        };
        let is_cut = if is_standfirst() {
            false
        } else if comments(at) {
            may_be_comments(search, at, whole)
        } else {
            is_beside(search, at, whole) || is_dialog(search, at, whole)
        };
        if is_cut {
            let range = search.passages.within(search.page, at);
            cut.push((range.start, range.end));
        }
        at = if is_cut { (node.end as usize).max(at + 1) } else { at + 1 };
    }
    for (start, end) in cut {
        if let Some(marks) = search.is_beside.get_mut(start..end) {
            marks.fill(true);
        }
    }
}

fn may_be_comments(search: &Search<'_>, at: usize, whole: usize) -> bool {
    let node = search.page.node(at);
    !matches!(node.tag, Tag::Html | Tag::Body | Tag::Main)
        && is_all_of_its_passages(search, at)
        && !holds_headline(search, at)
        && search.prose_in(at) * 100 <= whole * 85
}

/// Whether the node `at` lies over the page until it is answered, and so has none of the article.
fn is_dialog(search: &Search<'_>, at: usize, whole: usize) -> bool {
    let node = search.page.node(at);
    node.names.say(Names::DIALOG)
        && !matches!(node.tag, Tag::Text | Tag::Html | Tag::Body | Tag::Main | Tag::Article)
        && search.prose_in(at) * 100 <= whole * 85
        && is_all_of_its_passages(search, at)
        && search.page.within(at).take(4000).all(|at| !matches!(search.page.node(at).tag, Tag::Article | Tag::Main))
}

/// Whether the node `at` stands beside the article, by its element or its names.
fn is_beside(search: &Search<'_>, at: usize, whole: usize) -> bool {
    let node = search.page.node(at);
    let share = match node.tag {
        Tag::Text | Tag::Html | Tag::Body | Tag::Main => return false,
        Tag::Nav => 70,
        Tag::Footer | Tag::Aside => 70,
        _ if node.names.say(Names::BODY) => return false,
        Tag::Article => return false,
        _ if node.names.say(Names::BESIDE.and(Names::PULLED)) => {
            if node.names.say(Names::STORY) {
                25
            } else {
                50
            }
        }
        _ => return false,
    };
    if node.tag == Tag::Aside && node.names.say(Names::CAPTION) {
        return false;
    }
    let prose = search.prose_in(at);
    prose * 100 <= whole * share && is_all_of_its_passages(search, at) && !(holds_headline(search, at) && prose > 0)
}

/// Whether an element within a paragraph is all of it.
fn is_all_of_its_passages(search: &Search<'_>, at: usize) -> bool {
    let node = search.page.node(at);
    let all = search.passages.all.get(search.passages.within(search.page, at)).unwrap_or_default();
    !node.tag.is_inline() || all.last().is_none_or(|passage| passage.to < node.end)
}

fn holds_headline(search: &Search<'_>, at: usize) -> bool {
    search.page.within(at).any(|at| search.page.node(at).tag == Tag::Heading(1))
}

/// Takes out of the article's passages those that are no part of it.
pub(super) fn trim(search: &Search<'_>, kept: &mut Vec<usize>, claim: &Claim) {
    let passage = |at: usize| search.passages.all.get(at);
    drop_teasers(search, kept);
    kept.retain(|&at| passage(at).is_some_and(|found| !is_foreign(search, at, found, claim)));
    drop_link_lists(search, kept);
    // Once for the cards, once more for what stands beside them, now that most of the text is told better.
    let count = kept.len();
    boxes::drop_foreign(search, kept, main_home(search, kept));
    if kept.len() < count {
        boxes::drop_foreign(search, kept, main_home(search, kept));
    }
    boxes::drop_repeated(search, kept);
    let is_prose = |&at: &usize| search.is_prose.get(at) == Some(&true);
    drop_bylines(search, kept);
    boilerplate::drop(search, kept);
    let homes: HashSet<usize> =
        kept.iter().filter(|at| is_prose(at)).filter_map(|&at| passage(at)).map(|found| search.home(found)).collect();
    let first = kept.iter().find(|at| is_prose(at)).copied().unwrap_or(0);
    let plain = plain_headings(search, kept, &homes);
    let belongs_there = |at: usize| {
        let is_listed = || at > first && is_listed(search, at);
        plain.contains(&at)
            || passage(at).is_some_and(|found| belongs(search, found, &homes, at < first))
            || is_listed()
    };
    kept.retain(|&at| is_prose(&at) || belongs_there(at));
    drop_bare_headings(search, kept);
}

/// Whether a passage that is no running text by itself is part of the article: where it stands tells.
fn belongs(search: &Search<'_>, passage: &Passage, homes: &HashSet<usize>, is_before: bool) -> bool {
    let is_kin = homes.contains(&search.home(passage));
    match passage.kind {
        BlockKind::Caption | BlockKind::Heading => true,
        _ if passage.is_row => true,
        BlockKind::Quotation => is_kin || !passage.is_linked(50),
        BlockKind::ListItem => is_kin || (!is_before && !passage.is_linked(20)),
        _ if search.names(passage).say(Names::STANDFIRST) => true,
        _ => {
            let is_sentence = || (!is_before || passage.len() > 30) && ends_sentence(search.passages.words(passage));
            let is_paragraph = search.page.node(passage.block as usize).tag != Tag::Block
                || search.home(passage) == passage.block as usize;
            is_kin && ((is_paragraph && !is_before) || is_sentence())
        }
    }
}

/// Takes out short parts that begin with a heading that is a link, if there are several: each leads to another article.
fn drop_teasers(search: &Search<'_>, kept: &mut Vec<usize>) {
    let passage = |at: usize| search.passages.all.get(at);
    let is_heading = |at: usize| passage(at).is_some_and(|found| found.kind == BlockKind::Heading);
    let is_link = |at: usize| is_heading(at) && passage(at).is_some_and(|found| found.is_linked(80));
    let main = main_home(search, kept);
    let is_apart = |at: usize| passage(at).is_some_and(|found| search.home(found) != main || search.is_item(found));
    let is_teaser = |part: &&[usize]| {
        let apart = part.iter().skip(1).filter(|&&at| is_apart(at));
        let bytes: usize = apart.filter_map(|&at| passage(at)).map(Passage::len).sum();
        part.first().is_some_and(|&at| is_link(at) && is_apart(at)) && bytes < TEASER
    };
    let parts = kept.chunk_by(|_, &next| !is_heading(next));
    if parts.clone().filter(is_teaser).count() >= 2 {
        let rest = parts.flat_map(|part| {
            let is_teaser = is_teaser(&part);
            part.iter().copied().filter(move |&at| !is_teaser || !is_apart(at))
        });
        *kept = rest.collect();
    }
}

/// The element among whose children most of the running text is.
fn main_home(search: &Search<'_>, kept: &[usize]) -> usize {
    let mut homes = HashMap::<usize, usize>::new();
    for &at in kept {
        let prose = search.prose(at..at + 1);
        if let Some(passage) = search.passages.all.get(at).filter(|_| prose > 0) {
            *homes.entry(search.home(passage)).or_default() += prose;
        }
    }
    homes.into_iter().max_by_key(|&(home, prose)| (prose, home)).map_or(0, |(home, _)| home)
}

/// How long the text under a heading is at most that leads to another article, in bytes.
const TEASER: usize = 500;

/// Lists of which every item is a link are a way to elsewhere.
fn drop_link_lists(search: &Search<'_>, kept: &mut Vec<usize>) {
    let passage = |at: usize| search.passages.all.get(at);
    let mut links = HashMap::<u32, (usize, usize)>::new();
    for found in kept.iter().filter_map(|&at| passage(at)).filter(|found| found.list > 0) {
        let (linked, all) = links.entry(found.list).or_default();
        *linked += found.linked as usize;
        *all += found.len();
    }
    kept.retain(|&at| {
        passage(at).and_then(|found| links.get(&found.list)).is_none_or(|(linked, all)| linked * 100 <= all * 70)
    });
}

/// Of how many things an offer speaks that stands among the article's paragraphs.
const MANY_OFFERS: usize = 3;

/// Whether a passage within the article's element is no part of the article.
fn is_foreign(search: &Search<'_>, at: usize, passage: &Passage, claim: &Claim) -> bool {
    let words = search.passages.words(passage);
    let is_prose = search.is_prose.get(at) == Some(&true);
    if passage.kind == BlockKind::Heading {
        return claim.is_title(words);
    }
    if reserves_rights(words) {
        return true;
    }
    if is_prose {
        return is_way_elsewhere(passage, words) || offers(words) >= MANY_OFFERS;
    }
    let names = search.names(passage);
    let is_of_head =
        names.say(Names::AUTHOR.and(Names::DATE)) && passage.len() < 150 && passage.kind != BlockKind::Caption;
    let is_doubtful =
        names.say(Names::DOUBTFUL) && passage.kind == BlockKind::Paragraph && !passage.is_row && !ends_sentence(words);
    is_of_head
        || is_doubtful
        || (passage.kind == BlockKind::Caption && notes::is_credit(words))
        || claim.is_author(words)
        || claim.is_title(words)
        || is_way_elsewhere(passage, words)
        || is_notice(words)
        || (!passage.is_row && is_bar(words))
        || (passage.kind == BlockKind::Paragraph && !passage.is_row && passage.is_linked(80))
        || !words.chars().any(char::is_alphanumeric)
}
