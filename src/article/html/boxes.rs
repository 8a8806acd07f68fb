//! Which of what was kept stands in a box of its own, and is no part of the article by where the box stands and what is in it?

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::body::Search;
use super::claim::letters;
use super::element::Tag;
use super::notices::{names_elsewhere, offers};
use super::passages::Passage;
use crate::project::BlockKind;

/// The longest title of a card, in bytes.
const LONGEST_TITLE: usize = 160;

/// The longest text of a card, in bytes.
const LONGEST_CARD: usize = 600;

/// How much running text an element has at least that stands for the article, in bytes.
const LEAST: usize = 600;

/// How much what stands behind the article has at most, in percent of it; what has more may be its second half.
const LARGEST_REST: usize = 25;

/// How many short passages with the same beginning are looked for in longer ones.
const MOST_ALIKE: usize = 8;

/// In how many passages repeated words are looked for at most; a longer page is no article with words in large letters.
const MOST_SEARCHED: usize = 5000;

/// Where most of the text stands.
struct Main {
    /// The element among whose children it is.
    home: usize,
    /// The elements around that.
    around: HashSet<usize>,
    /// Its first and its last passage of running text.
    first: usize,
    last: usize,
    /// How much running text it has, and how much all that was kept.
    prose: usize,
    whole: usize,
}

/// Takes out the passages that stand in boxes of something else; most of the text is among the children of `home`.
pub(super) fn drop_foreign(search: &Search<'_>, kept: &mut Vec<usize>, home: usize) {
    let Some(main) = Main::of(search, kept, home) else { return };
    let boxes: Vec<usize> =
        kept.iter().map(|&at| search.passages.all.get(at).map_or(0, |found| main.box_of(search, found))).collect();
    let mut verdicts = HashMap::<usize, bool>::new();
    for (&at, &outer) in kept.iter().zip(&boxes).filter(|(_, outer)| **outer > 0) {
        verdicts.entry(outer).or_insert_with(|| main.is_foreign(search, outer, at));
    }
    let mut next = boxes.iter();
    kept.retain(|_| next.next().and_then(|outer| verdicts.get(outer)) != Some(&true));
}

impl Main {
    fn of(search: &Search<'_>, kept: &[usize], home: usize) -> Option<Self> {
        let prose = |at: usize| search.prose(at..at + 1);
        let is_in =
            |at: &usize| prose(*at) > 0 && search.passages.all.get(*at).is_some_and(|found| search.home(found) == home);
        let own: Vec<usize> = kept.iter().copied().filter(is_in).collect();
        let main = Self {
            home,
            around: search.page.ancestors(home).collect(),
            first: *own.first()?,
            last: *own.last()?,
            prose: own.iter().map(|&at| prose(at)).sum(),
            whole: kept.iter().map(|&at| prose(at)).sum(),
        };
        (own.len() >= 2 && main.prose >= LEAST).then_some(main)
    }

    /// The outermost element around a passage that is not around most of the text; 0 for what stands among that text.
    fn box_of(&self, search: &Search<'_>, passage: &Passage) -> usize {
        let mut inner = passage.from as usize;
        for outer in search.page.ancestors(passage.from as usize) {
            if outer == self.home || self.around.contains(&outer) {
                break;
            }
            inner = outer;
        }
        let stands_among = || search.home(passage) == self.home;
        if stands_among()
            && !(search.page.node(inner).tag == Tag::Block && search.passages.within(search.page, inner).len() > 1)
        {
            0
        } else {
            inner
        }
    }

    /// Whether what is in a box, the passage `at` among it, is no part of the article.
    fn is_foreign(&self, search: &Search<'_>, outer: usize, at: usize) -> bool {
        let range = search.passages.within(search.page, outer);
        let prose = search.prose(range.clone());
        let is_like = self.is_like(search, outer);
        if prose == 0 || is_like {
            return false;
        }
        if speaks_to_reader(search, &range) && prose * 2 < self.prose {
            return true;
        }
        let is_outside = search.page.node(outer).parent as usize != self.home;
        let cards = Cards::in_passages(search, range.clone());
        if at < self.first {
            return is_outside && cards.linked >= 2;
        }
        if at < self.last {
            return !holds_items(search, range) && cards.linked >= 1 && cards.are_all(prose) && prose < LONGEST_CARD;
        }
        let is_rest = self.prose * 100 >= self.whole * 70 && prose * 100 < self.prose * LARGEST_REST;
        is_outside && (is_rest || cards.are_all(prose))
    }

    /// Whether a box is of the kind that most of the text stands in, or holds one such.
    fn is_like(&self, search: &Search<'_>, outer: usize) -> bool {
        let main = search.page.node(self.home);
        let is_named = main.mark != 0 || matches!(main.tag, Tag::Section | Tag::Article);
        let is_like = |at: usize| {
            let node = search.page.node(at);
            node.tag == main.tag && node.mark == main.mark
        };
        let is_beside = || {
            let count = search.passages.within(search.page, outer).filter(|&at| search.prose(at..at + 1) > 0).count();
            is_like(outer) && search.page.node(outer).parent == main.parent && count > 1
        };
        (is_named && std::iter::once(outer).chain(search.page.within(outer)).any(is_like)) || is_beside()
    }
}

fn holds_items(search: &Search<'_>, range: Range<usize>) -> bool {
    let kind = |at: usize| search.passages.all.get(at).map(|found| found.kind);
    range.into_iter().any(|at| kind(at) == Some(BlockKind::ListItem))
}

/// Whether the passages begin with the name of a part that leads elsewhere, or are an offer.
fn speaks_to_reader(search: &Search<'_>, range: &Range<usize>) -> bool {
    let words = |at: usize| search.passages.all.get(at).map(|found| search.passages.words(found));
    let spoken: usize = range.clone().take(12).filter_map(words).map(offers).sum();
    words(range.start).is_some_and(names_elsewhere) || spoken >= 2
}

/// What looks like cards among some passages: a title, then a short text.
struct Cards {
    count: usize,
    /// How many have a title that is a link.
    linked: usize,
    /// How much running text they have.
    prose: usize,
}

impl Cards {
    fn in_passages(search: &Search<'_>, range: Range<usize>) -> Self {
        let mut cards = Self { count: 0, linked: 0, prose: 0 };
        let mut before: Option<&Passage> = None;
        for at in range {
            let Some(passage) = search.passages.all.get(at) else { continue };
            let words = search.passages.words(passage);
            if search.is_prose.get(at) == Some(&true) && passage.len() < LONGEST_CARD {
                let is_titled = words.split_once('\n').is_some_and(|(title, _)| title.len() < LONGEST_TITLE);
                if before.is_some_and(is_title) || is_titled {
                    cards.count += 1;
                    cards.linked += usize::from(
                        before.is_some_and(|title| title.is_linked(60)) || (is_titled && passage.linked > 20),
                    );
                    cards.prose += passage.len();
                }
            }
            before = Some(passage);
        }
        cards
    }

    /// Whether they are several, and nearly all of `prose`.
    fn are_all(&self, prose: usize) -> bool {
        (self.count >= 3 || self.linked >= 1) && self.prose * 100 >= prose * 60
    }
}

fn is_title(passage: &Passage) -> bool {
    passage.len() < LONGEST_TITLE
        && (passage.kind == BlockKind::Heading || passage.kind == BlockKind::Paragraph || passage.linked > 0)
}

/// How many letters of a passage are looked for in others.
const KEY: usize = 24;

/// How long a passage is at most that repeats words of another, in bytes.
const LONGEST_REPEATED: usize = 500;

/// The element around a passage, and a number that tells its class.
fn block(search: &Search<'_>, passage: &Passage) -> (Tag, u32) {
    let node = search.page.node(passage.block as usize);
    (node.tag, node.mark)
}

/// The kind of element that most running text stands in.
pub(super) fn usual_block(search: &Search<'_>, kept: &[usize]) -> Option<(Tag, u32)> {
    let mut blocks: Vec<((Tag, u32), usize)> = Vec::new();
    for &at in kept.iter().filter(|&&at| search.is_prose.get(at) == Some(&true)) {
        let Some(found) = search.passages.all.get(at).map(|found| block(search, found)) else { continue };
        let is_full = blocks.len() >= 50;
        match blocks.iter_mut().find(|(other, _)| *other == found) {
            Some((_, count)) => *count += 1,
            None if !is_full => blocks.push((found, 1)),
            None => {}
        }
    }
    blocks.into_iter().max_by_key(|(_, count)| *count).map(|(found, _)| found)
}

/// Takes out what repeats words of a longer passage, as large letters between the paragraphs do.
pub(super) fn drop_repeated(search: &Search<'_>, kept: &mut Vec<usize>) {
    let letters = |at: usize| -> Vec<char> {
        search.passages.all.get(at).map(|found| letters(search.passages.words(found)).collect()).unwrap_or_default()
    };
    let usual = usual_block(search, kept);
    let may_repeat = |at: usize| {
        search.passages.all.get(at).is_some_and(|found| {
            found.kind != BlockKind::Heading
                && !found.is_row
                && Some(block(search, found)) != usual
                && search.page.node(found.block as usize).tag != Tag::Pre
                && (30..LONGEST_REPEATED).contains(&found.len())
        })
    };
    let mut keys = HashMap::<Vec<char>, Vec<(usize, Vec<char>)>>::new();
    for &at in kept.iter().filter(|&&at| may_repeat(at)) {
        let words = letters(at);
        if let Some(key) = words.get(..KEY) {
            let alike = keys.entry(key.to_vec()).or_default();
            if alike.len() < MOST_ALIKE {
                alike.push((at, words));
            }
        }
    }
    let mut repeated = HashSet::new();
    let is_searched = !keys.is_empty() && kept.len() <= MOST_SEARCHED;
    for &at in kept.iter().filter(|_| is_searched) {
        let words = letters(at);
        for (place, window) in words.windows(KEY).enumerate() {
            let rest = words.get(place..).unwrap_or_default();
            let same = keys.get(window).into_iter().flatten().filter(|(other, _)| *other != at);
            repeated.extend(
                same.filter(|(_, short)| short.len() + 20 < words.len() && rest.starts_with(short))
                    .map(|(other, _)| *other),
            );
        }
    }
    kept.retain(|at| !repeated.contains(at));
}
