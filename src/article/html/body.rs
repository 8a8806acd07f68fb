//! Where on the page is the article, and is that certain?

use std::collections::HashSet;
use std::ops::Range;

use super::beside;
use super::claim::Claim;
use super::element::Tag;
use super::names::Names;
use super::passages::{Passage, Passages};
use super::prose::{is_prose, is_sentence_in_large_letters};
use super::tree::Page;
use crate::article::IntakeError;
use crate::progress::Progress;
use crate::project::BlockKind;

/// The least running text that is an article, in bytes.
const SHORTEST_ARTICLE: usize = 250;

/// How many passages may stand between the headline and the text.
const FRONT: usize = 25;

/// How much of an element's running text, in percent, one element in it must have to stand for it.
const DOMINANT: usize = 75;

/// The part of a page with the article in it.
#[derive(Debug)]
pub(super) struct Body {
    /// The numbers of its passages.
    pub(super) kept: Vec<usize>,
    /// How much running text it has, in bytes.
    pub(super) prose: usize,
    /// Whether the page itself says where it is: by an element, a class, or the text once more for machines.
    pub(super) is_said: bool,
}

/// What the search knows of a page.
pub(super) struct Search<'a> {
    pub(super) page: &'a Page,
    pub(super) passages: &'a Passages,
    /// Whether a passage is running text.
    pub(super) is_prose: Vec<bool>,
    /// How many bytes of running text stand before each passage.
    before: Vec<usize>,
    /// Whether a passage stands beside the article.
    pub(super) is_beside: Vec<bool>,
    /// For each node the one among whose children it is.
    homes: Vec<u32>,
}

impl<'a> Search<'a> {
    /// A search on a page.
    pub(super) fn new(page: &'a Page, passages: &'a Passages) -> Self {
        let is_prose: Vec<bool> =
            passages.all.iter().map(|passage| is_prose(passage, passages.words(passage))).collect();
        let count = passages.all.len();
        let mut search = Self {
            page,
            passages,
            is_prose,
            before: Vec::new(),
            is_beside: vec![false; count],
            homes: homes(page, passages),
        };
        search.sum();
        search
    }

    /// Counts the running text anew, without what stands beside the article.
    fn sum(&mut self) {
        let mut sum = 0;
        self.before.clear();
        self.before.push(0);
        for (number, passage) in self.passages.all.iter().enumerate() {
            let counts = self.is_prose.get(number) == Some(&true) && self.is_beside.get(number) == Some(&false);
            sum += if counts { passage.len() } else { 0 };
            self.before.push(sum);
        }
    }

    /// How much running text those passages have that stand beside nothing, in bytes.
    pub(super) fn prose(&self, passages: Range<usize>) -> usize {
        let before = |at: usize| self.before.get(at).copied().unwrap_or(0);
        before(passages.end).saturating_sub(before(passages.start))
    }

    /// How much the node `at` has.
    pub(super) fn prose_in(&self, at: usize) -> usize {
        self.prose(self.passages.within(self.page, at))
    }

    /// Finds the article.
    pub(super) fn find(mut self, claim: &Claim, progress: &Progress) -> Result<Body, IntakeError> {
        progress.check()?;
        let headline = self.headline(claim);
        beside::mark(&mut self, headline);
        self.sum();
        let (node, is_said) = self.container(headline);
        let headline_at = headline;
        let headline = headline.and_then(|at| self.passages.all.get(at));
        let is_titled = headline.is_some_and(|passage| claim.is_title(self.passages.words(passage)));
        let mut range = self.behind(headline_at, self.passages.within(self.page, node));
        let claimed = claim
            .range(self.passages)
            .filter(|claimed| self.prose(claimed.clone()) * 100 >= self.prose(range.clone()) * 60);
        let is_claimed = claimed.is_some();
        if let Some(claimed) = claimed {
            range = self.with_kin(claimed, &range);
        }
        let front = self.front(&range, claim);
        let mut kept: Vec<usize> =
            front.into_iter().chain(range).filter(|&at| self.is_beside.get(at) == Some(&false)).collect();
        progress.check()?;
        beside::trim(&self, &mut kept, claim);
        let prose = kept.iter().map(|&at| self.prose(at..at + 1)).sum();
        Ok(Body { kept, prose, is_said: is_said || is_claimed || is_titled })
    }

    /// What of a stretch of passages stands behind the headline, if that is most of it.
    fn behind(&self, headline: Option<usize>, range: Range<usize>) -> Range<usize> {
        let whole = self.prose(range.clone());
        let is_first = |&at: &usize| range.contains(&at) && self.prose(at..range.end) * 2 >= whole;
        headline.filter(is_first).unwrap_or(range.start)..range.end
    }

    /// The passage that is the article's headline.
    fn headline(&self, claim: &Claim) -> Option<usize> {
        let headings =
            || self.passages.all.iter().enumerate().filter(|(_, passage)| passage.kind == BlockKind::Heading);
        let titled = |most: u8| {
            headings().find(|(_, passage)| passage.level <= most && claim.is_title(self.passages.words(passage)))
        };
        let mut first = headings().filter(|(_, passage)| passage.level == 1);
        let only = || first.next().filter(|_| first.next().is_none());
        let plain = || {
            let mut all = self.passages.all.iter().enumerate();
            all.find(|(_, passage)| passage.len() < 300 && claim.is_only_title(self.passages.words(passage)))
        };
        titled(1).or_else(|| titled(6)).or_else(only).or_else(plain).map(|(at, _)| at)
    }

    /// The element with the article in it, and whether the page says that it is that.
    fn container(&self, headline: Option<usize>) -> (usize, bool) {
        let is_body = |at: usize| {
            let node = self.page.node(at);
            node.names.say(Names::BODY) && node.tag.may_hold_article() && node.tag != Tag::Inline
        };
        let is_article = |at: usize| self.page.node(at).tag == Tag::Article;
        let dominant = self.dominant();
        if let Some(at) = self.said(&is_body, headline, 40) {
            return (self.with_likes(at, headline), true);
        }
        if let Some(at) = self.said(&is_article, headline, 50) {
            let holds_dominant = self.page.ancestors(dominant).any(|outer| outer == at);
            return (if holds_dominant { at } else { self.with_likes(at, headline) }, true);
        }
        let is_main = self.page.ancestors(dominant).chain([dominant]).any(|at| self.page.node(at).tag == Tag::Main);
        (dominant, is_main)
    }

    /// The element that the page says is the article: what the headline stands in or over, else what has most of the text.
    fn said(&self, is_wanted: &dyn Fn(usize) -> bool, headline: Option<usize>, percent: usize) -> Option<usize> {
        let whole = self.prose_in(0);
        let wanted = (1..self.page.nodes.len()).filter(|&at| is_wanted(at)).map(|at| (self.prose_in(at), at));
        let wanted: Vec<(usize, usize)> = wanted.filter(|(prose, _)| *prose > 0).collect();
        let is_under = |(prose, at): &&(usize, usize)| {
            let range = self.passages.within(self.page, *at);
            headline.is_some_and(|headline| {
                range.end > headline && self.prose(headline..range.start.max(headline)) <= 2 * prose.min(&1000)
            }) && *prose >= SHORTEST_ARTICLE
                && prose * 100 >= whole * 5
        };
        let largest = || wanted.iter().max().filter(|(prose, _)| prose * 100 > whole * percent);
        let (prose, at) = *wanted.iter().find(is_under).or_else(largest)?;
        let inner = wanted
            .iter()
            .filter(|(inner, node)| self.page.within(at).contains(node) && inner * 100 >= prose * DOMINANT);
        Some(inner.map(|(_, node)| *node).next_back().unwrap_or(at))
    }

    /// The innermost element that has nearly all of the running text.
    fn dominant(&self) -> usize {
        let mut at = 0;
        loop {
            let children = self.page.children(at).filter(|&child| self.page.node(child).tag.may_hold_article());
            let Some((prose, child)) = children.map(|child| (self.prose_in(child), child)).max() else { return at };
            if prose == 0 || prose * 100 < self.prose_in(at) * DOMINANT {
                return at;
            }
            at = child;
        }
    }

    /// The innermost element around the element `at` and those like it beside it, where the article is in several.
    fn with_likes(&self, at: usize, headline: Option<usize>) -> usize {
        let node = self.page.node(at);
        let whole = self.prose_in(at);
        let is_like = |&child: &usize| {
            let other = self.page.node(child);
            other.tag == node.tag && other.mark == node.mark && self.prose_in(child) * 20 > whole
        };
        if headline.is_some_and(|headline| self.passages.within(self.page, at).contains(&headline)) {
            return at;
        }
        self.page
            .ancestors(at)
            .take(3)
            .find(|&outer| self.page.children(outer).filter(is_like).count() > 1)
            .filter(|&outer| self.headlines(outer) < 2)
            .unwrap_or(at)
    }

    fn headlines(&self, at: usize) -> usize {
        self.page.within(at).filter(|&at| self.page.node(at).tag == Tag::Heading(1)).count()
    }

    /// A stretch of passages, and on both sides what stands among the same elements, within `bounds`.
    fn with_kin(&self, range: Range<usize>, bounds: &Range<usize>) -> Range<usize> {
        let is_prose = |at: &usize| self.is_prose.get(*at) == Some(&true) && self.is_beside.get(*at) == Some(&false);
        let home = |at: usize| self.passages.all.get(at).map(|passage| self.home(passage));
        let homes: HashSet<usize> = range.clone().filter(is_prose).filter_map(home).collect();
        let mut kin = bounds.clone().filter(is_prose).filter(|&at| home(at).is_some_and(|home| homes.contains(&home)));
        let (first, last) = (kin.next().unwrap_or(range.start), kin.next_back().unwrap_or(range.start));
        range.start.min(first)..range.end.max(last + 1)
    }

    /// What stands between the headline and the article's element and belongs to it: a standfirst, a caption.
    fn front(&self, range: &Range<usize>, claim: &Claim) -> Vec<usize> {
        let before = self.passages.all.get(..range.start).unwrap_or_default();
        let is_headline = |passage: &Passage| {
            passage.kind == BlockKind::Heading && (passage.level == 1 || claim.is_title(self.passages.words(passage)))
        };
        let Some(headline) = before.iter().rposition(is_headline).filter(|headline| range.start - headline <= FRONT)
        else {
            return Vec::new();
        };
        let belongs = |at: &usize| {
            let Some(passage) = self.passages.all.get(*at) else { return false };
            let is_prose = self.is_prose.get(*at) == Some(&true);
            is_prose
                || passage.kind == BlockKind::Caption
                || (passage.kind == BlockKind::Heading
                    && is_sentence_in_large_letters(passage, self.passages.words(passage)))
                || (self.names(passage).say(Names::STANDFIRST) && !passage.is_linked(50))
        };
        (headline + 1..range.start).filter(belongs).collect()
    }

    /// What the elements say that hold a passage and hardly anything else.
    pub(super) fn names(&self, passage: &Passage) -> Names {
        let mut names = Names::NONE;
        for at in self.page.ancestors(passage.from as usize).chain(std::iter::once(0)) {
            let node = self.page.node(at);
            if matches!(node.tag, Tag::Article | Tag::Main | Tag::Body) || self.passages.within(self.page, at).len() > 4
            {
                break;
            }
            if !node.tag.is_inline() || node.end > passage.to {
                names = names.and(node.names);
            }
        }
        names
    }

    /// Whether a passage stands in an item of a list.
    pub(super) fn is_item(&self, passage: &Passage) -> bool {
        self.page.ancestors(passage.from as usize).take(6).any(|at| self.page.node(at).tag == Tag::Item)
    }

    /// The element among whose children a passage is, lists and the like left out.
    pub(super) fn home(&self, passage: &Passage) -> usize {
        self.homes.get(passage.block as usize).map_or(0, |&home| home as usize)
    }
}

/// For each node the nearest one, itself or around it, that places others: no paragraph, no list, nothing with one passage in it.
fn homes(page: &Page, passages: &Passages) -> Vec<u32> {
    let mut homes: Vec<u32> = Vec::with_capacity(page.nodes.len());
    for (at, node) in page.nodes.iter().enumerate() {
        let is_home = match node.tag {
            Tag::Block => passages.within(page, at).len() != 1,
            Tag::Paragraph
            | Tag::Heading(_)
            | Tag::Item
            | Tag::List
            | Tag::Definition
            | Tag::Pre
            | Tag::Blockquote
            | Tag::Table
            | Tag::Figure => false,
            tag => !tag.is_inline(),
        };
        let outer = homes.get(node.parent as usize).copied().unwrap_or(0);
        homes.push(if is_home { at as u32 } else { outer });
    }
    homes
}
