//! What is selected, and how does a caret move? Bytes of the text, always between grapheme clusters.

use std::ops::Range;

use crate::project::Article;
use crate::text::{
    Span, cluster_after, cluster_at_or_before, cluster_before, sentence_after, sentence_before, word_after, word_before,
};

/// Where a selection was begun and where it has got to; equal for a mere caret. Never saved, never undone.
///
/// ```text
/// rents rose 12% in May
///       ┃‾‾‾‾‾‾‾│           anchor ┃, head │: selected forwards
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The byte where it was begun.
    pub anchor: usize,
    /// The byte where the caret is.
    pub head: usize,
}

/// How a caret moves. Left, right, up, down and the ends of a line depend on how the text is laid out: the window resolves
/// them there; without a window they mean the nearest thing in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Motion {
    Left,
    Right,
    Up,
    Down,
    LineStart,
    LineEnd,
    PageUp,
    PageDown,
    WordBack,
    WordForward,
    SentenceBack,
    SentenceForward,
    ParagraphBack,
    ParagraphForward,
    Start,
    End,
}

/// One of the two edges of a selection or an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Edge {
    Beginning,
    End,
}

/// How far an edge moves: outwards it takes more text in, inwards it lets go of some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the next word's far edge.
    WordOut,
    /// Past the last word within.
    WordIn,
    /// By one grapheme cluster.
    CharacterOut,
    /// By one grapheme cluster.
    CharacterIn,
    /// To the end of the sentence.
    Sentence,
    /// To the end of the clause.
    Clause,
    /// Back to the end of the clause before.
    ClauseBack,
}

impl Step {
    /// Whether it takes more text in.
    pub fn goes_out(self) -> bool {
        !matches!(self, Self::WordIn | Self::CharacterIn | Self::ClauseBack)
    }
}

impl Selection {
    /// A caret at the byte `at`.
    pub fn caret(at: usize) -> Self {
        Self { anchor: at, head: at }
    }

    /// From its first to its last byte.
    pub fn bytes(self) -> Range<usize> {
        self.anchor.min(self.head)..self.anchor.max(self.head)
    }

    /// Whether nothing is selected.
    pub fn is_caret(self) -> bool {
        self.anchor == self.head
    }

    /// This selection with both ends in `text` and between clusters.
    #[must_use]
    pub fn within(self, text: &str) -> Self {
        Self { anchor: cluster_at_or_before(text, self.anchor), head: cluster_at_or_before(text, self.head) }
    }

    /// What would be marked: the selection without the blanks at its edges; nothing when only blanks are selected.
    pub fn span(self, text: &str) -> Option<Span> {
        let Range { start, end } = self.bytes();
        let part = text.get(start..end)?;
        let start = start + (part.len() - part.trim_start().len());
        Span::new(text, start..end - (part.len() - part.trim_end().len())).ok()
    }
}

impl Motion {
    /// Where a caret at the byte `at` gets to.
    pub fn from(self, article: &Article, at: usize) -> usize {
        let text = article.text();
        match self {
            Self::Left => cluster_before(text, at),
            Self::Right => cluster_after(text, at),
            Self::WordBack => word_before(text, at),
            Self::WordForward => word_after(text, at),
            Self::SentenceBack => sentence_before(text, at),
            Self::SentenceForward => sentence_after(text, at),
            Self::Up | Self::PageUp | Self::ParagraphBack => paragraph_before(article, at),
            Self::Down | Self::PageDown | Self::ParagraphForward => paragraph_after(article, at),
            Self::LineStart => paragraph_at(article, at).map_or(0, Span::start),
            Self::LineEnd => paragraph_at(article, at).map_or(text.len(), Span::end),
            Self::Start => 0,
            Self::End => text.len(),
        }
    }
}

/// The block that the byte `at` lies in or follows.
pub(super) fn paragraph_at(article: &Article, at: usize) -> Option<Span> {
    article.block_at(at).map(|number| article.blocks()[number].span)
}

fn paragraph_before(article: &Article, at: usize) -> usize {
    let before = article.blocks().partition_point(|block| block.span.start() < at);
    before.checked_sub(1).map_or(0, |number| article.blocks()[number].span.start())
}

fn paragraph_after(article: &Article, at: usize) -> usize {
    let next = article.blocks().partition_point(|block| block.span.end() <= at);
    article.blocks().get(next).map_or(article.text().len(), |block| block.span.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `before` and `after` show the caret as `│`.
    fn check(motion: Motion, before: &str, after: &str) {
        let at = before.find('│').expect("a caret");
        let article = Article::new(before.replace('│', "")).expect("a short text");
        let moved = motion.from(&article, at);
        let mut drawn = article.text().to_owned();
        drawn.insert(moved, '│');
        assert_eq!(drawn, after, "{motion:?} from {before}");
    }

    #[test]
    fn a_caret_moves_by_cluster_word_sentence_and_paragraph() {
        check(Motion::Right, "a│👩‍👩‍👧‍👦b", "a👩‍👩‍👧‍👦│b");
        check(Motion::Left, "ae\u{301}│b", "a│e\u{301}b");
        check(Motion::WordForward, "rents│ rose, too", "rents rose│, too");
        check(Motion::WordBack, "rents rose, │too", "rents │rose, too");
        check(Motion::SentenceForward, "It │rose. It fell.", "It rose.│ It fell.");
        check(Motion::SentenceForward, "It rose.│ It fell.", "It rose. It fell.│");
        check(Motion::SentenceBack, "It rose. It│ fell.", "It rose. │It fell.");
        check(Motion::ParagraphForward, "One│.\n\nTwo.", "One.│\n\nTwo.");
        check(Motion::ParagraphForward, "One.│\n\nTwo.", "One.\n\nTwo.│");
        check(Motion::ParagraphBack, "One.\n\nTw│o.", "One.\n\n│Two.");
        check(Motion::ParagraphBack, "One.\n\n│Two.", "│One.\n\nTwo.");
        check(Motion::LineEnd, "One│ and.\n", "One and.│\n");
        check(Motion::Start, "a│", "│a");
    }

    #[test]
    fn every_motion_holds_in_an_empty_article() {
        for motion in [Motion::Left, Motion::Up, Motion::Down, Motion::LineEnd, Motion::SentenceForward, Motion::End] {
            check(motion, "│", "│");
        }
    }

    #[test]
    fn blanks_at_the_edges_are_never_marked() {
        let span = |anchor, head| Selection { anchor, head }.span("a \u{a0}b\n c").map(Span::bytes);
        assert_eq!(span(0, 5), Some(0..5));
        assert_eq!(span(5, 1), Some(4..5));
        assert_eq!(span(1, 4), None);
        assert_eq!(span(2, 2), None);
    }
}
