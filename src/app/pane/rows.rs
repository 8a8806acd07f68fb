//! What is laid out at a time? A block of the article, or a part of one that is too long.
//!
//! Rows are never listed: each is found from the text when it is wanted, so that a gigabyte has its rows at once and they
//! take no memory. Where a long block is cut depends on the words around the cut alone.

use crate::project::{Article, BlockKind};
use crate::text::{Span, cluster_at_or_before};

/// About how long a part of a block is, in bytes: a megabyte laid out in one piece takes half a second.
const STEP: usize = 1536;
/// How far from there a better place to cut is looked for, in bytes.
const REACH: usize = 384;

/// One row: what is laid out, measured and scrolled as a whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Where it stands in the text.
    pub span: Span,
    /// What its block is.
    pub kind: BlockKind,
    /// Whether it goes on a block that the row before began.
    pub continues: bool,
    /// Whether the row after goes on this one's block.
    pub is_continued: bool,
}

/// Which row: the number of its block and of the part of it, both from 0. In the order of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId {
    /// The block.
    pub block: u32,
    /// The part of the block.
    pub part: u32,
}

/// The rows of an article, in the order of its text.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a>(&'a Article);

impl<'a> Rows<'a> {
    /// The rows of `article`.
    pub fn of(article: &'a Article) -> Self {
        Self(article)
    }

    /// The last one; nothing in an article without blocks.
    pub fn last(self) -> Option<RowId> {
        let block = self.0.blocks().len().checked_sub(1)?;
        Some(RowId { block: narrow(block), part: narrow(self.cuts(block)) })
    }

    /// The one after `id`.
    pub fn next(self, id: RowId) -> Option<RowId> {
        let block = id.block as usize;
        if (id.part as usize) < self.cuts(block) {
            return Some(RowId { part: id.part + 1, ..id });
        }
        (block + 1 < self.0.blocks().len()).then_some(RowId { block: id.block + 1, part: 0 })
    }

    /// The one before `id`.
    pub fn previous(self, id: RowId) -> Option<RowId> {
        if id.part > 0 {
            return Some(RowId { part: id.part - 1, ..id });
        }
        let block = id.block.checked_sub(1)?;
        Some(RowId { block, part: narrow(self.cuts(block as usize)) })
    }

    /// The row `id`.
    pub fn get(self, id: RowId) -> Option<Row> {
        let (number, part) = (id.block as usize, id.part as usize);
        let block = self.0.blocks().get(number)?;
        if part > self.cuts(number) {
            return None;
        }
        let start = self.start_of(number, part);
        let end = if part == self.cuts(number) { block.span.end() } else { self.start_of(number, part + 1) };
        let span = Span::new(self.0.text(), start..end).ok()?;
        Some(Row { span, kind: block.kind, continues: part > 0, is_continued: part < self.cuts(number) })
    }

    /// The row at the byte `at`: the last that begins at or before it, else the first.
    pub fn at(self, at: usize) -> RowId {
        let Some(block) = self.0.block_at(at) else { return RowId::default() };
        let start = self.0.blocks().get(block).map_or(0, |block| block.span.start());
        // The cut of a part lies at most `REACH` from its step.
        let most = (at.saturating_sub(start) + REACH) / STEP;
        let mut part = most.min(self.cuts(block));
        while part > 0 && self.start_of(block, part) > at {
            part -= 1;
        }
        RowId { block: narrow(block), part: narrow(part) }
    }

    /// Into how many parts more than one the block is cut.
    fn cuts(self, block: usize) -> usize {
        let length = self.0.blocks().get(block).map_or(0, |block| block.span.len());
        if length <= STEP + 2 * REACH { 0 } else { (length - 2 * REACH) / STEP }
    }

    /// Where a part of a block begins, in bytes of the text.
    fn start_of(self, block: usize, part: usize) -> usize {
        let start = self.0.blocks().get(block).map_or(0, |block| block.span.start());
        if part == 0 { start } else { cut(self.0.text(), start + part * STEP) }
    }
}

/// The best place to cut a long block near the byte `near`: after a sentence, else after a blank, else between two
/// clusters. The text goes on for [`REACH`] bytes at least on both sides.
fn cut(text: &str, near: usize) -> usize {
    let from = text.ceil_char_boundary(near - REACH);
    let around = &text[from..text.floor_char_boundary(near + REACH)];
    let after = |places: &[&str]| {
        let ends = places.iter().filter_map(|mark| Some(from + around.rfind(mark)? + mark.len()));
        ends.filter(|&end| cluster_at_or_before(text, end) == end).max()
    };
    let between = || {
        let boundary = cluster_at_or_before(text, text.floor_char_boundary(near));
        // A cluster that long is cut, since nothing that is read has one.
        if boundary >= from { boundary } else { text.floor_char_boundary(near) }
    };
    after(&[". ", "? ", "! ", "。", "؟ ", "।"]).or_else(|| after(&[" "])).unwrap_or_else(between)
}

/// A number of blocks or parts: a text has fewer bytes than these 32 bits count.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(article: &Article) -> Vec<RowId> {
        let rows = Rows::of(article);
        let first = rows.last().map(|_| RowId::default());
        std::iter::successors(first, |id| rows.next(*id)).collect()
    }

    #[test]
    fn a_long_block_is_cut_after_a_sentence_and_loses_nothing() {
        for text in [
            "A sentence of six words. ".repeat(2000),
            "word".repeat(9000),
            "👩‍👩‍👧‍👦".repeat(3000),
            "e\u{301}".repeat(9000),
            format!("{}\n{}\nshort", "قالت الوزيرة. ".repeat(900), "部长表示。".repeat(999)),
        ] {
            let article = Article::new(text.clone()).expect("an article");
            let rows = Rows::of(&article);
            let spans: Vec<Span> = all(&article).iter().map(|id| rows.get(*id).expect("a row").span).collect();
            let joined: String = spans.iter().map(|span| span.of(&text)).collect();
            assert_eq!(joined, text.replace('\n', ""));
            assert!(spans.len() > 5 && spans.iter().all(|span| span.len() <= STEP + 3 * REACH));
            assert!(spans.iter().all(|span| cluster_at_or_before(&text, span.end()) == span.end()));
        }
    }

    #[test]
    fn every_row_is_found_from_its_bytes_and_from_its_neighbours() {
        let text =
            format!("One.\n\n{}\nTwo, after a long one.\n{}", "Six words are in here. ".repeat(500), "x".repeat(4000));
        let article = Article::new(text).expect("an article");
        let rows = Rows::of(&article);
        let ids = all(&article);
        assert_eq!(rows.last(), ids.last().copied());
        for pair in ids.windows(2) {
            assert!(pair[0] < pair[1] && rows.previous(pair[1]) == Some(pair[0]));
        }
        for id in ids {
            let row = rows.get(id).expect("a row");
            assert_eq!([row.span.start(), row.span.end() - 1].map(|at| rows.at(at)), [id; 2]);
            assert_eq!(row.continues, id.part > 0);
        }
    }

    #[test]
    fn an_empty_article_has_no_rows() {
        let article = Article::new("\n\n".into()).expect("an article");
        let rows = Rows::of(&article);
        assert_eq!((rows.last(), rows.at(1), rows.get(RowId::default())), (None, RowId::default(), None));
    }
}
