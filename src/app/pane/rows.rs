//! What is laid out at a time? A block of the article, or a part of one that is too long.

use std::ops::Range;

use crate::project::{Article, BlockKind};
use crate::text::{Span, cluster_at_or_before};

/// A block longer than this, in bytes, is laid out in parts: a megabyte in one piece takes half a second.
const LONGEST: usize = 4096;

/// One row: what is laid out, measured and scrolled as a whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Where it stands in the text.
    pub span: Span,
    /// The number of its block, from 0.
    pub block: u32,
    /// What its block is.
    pub kind: BlockKind,
    /// Whether it goes on a block that the row before began.
    pub continues: bool,
}

/// The rows of an article, in the order of its text.
#[derive(Debug, Default)]
pub struct Rows(Vec<Row>);

impl Rows {
    /// The rows of `article`.
    pub fn new(article: &Article) -> Self {
        let mut rows = Vec::with_capacity(article.blocks().len());
        for (number, block) in article.blocks().iter().enumerate() {
            let mut continues = false;
            for bytes in parts(article.text(), block.span.bytes()) {
                if let Ok(span) = Span::new(article.text(), bytes) {
                    let block_number = u32::try_from(number).unwrap_or(u32::MAX);
                    rows.push(Row { span, block: block_number, kind: block.kind, continues });
                    continues = true;
                }
            }
        }
        Self(rows)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The row with that number.
    pub fn get(&self, number: usize) -> Option<&Row> {
        self.0.get(number)
    }

    /// The number of the row at the byte `at`: the last that begins at or before it, else the first.
    pub fn at(&self, at: usize) -> usize {
        self.0.partition_point(|row| row.span.start() <= at).saturating_sub(1)
    }
}

fn parts(text: &str, block: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = block.start;
    std::iter::from_fn(move || {
        if start >= block.end {
            return None;
        }
        let end = if block.end - start <= LONGEST { block.end } else { cut(text, start) };
        Some(std::mem::replace(&mut start, end)..end)
    })
}

/// Where to cut a long block that is begun at `start`: after a sentence, else after a blank, else between two clusters.
fn cut(text: &str, start: usize) -> usize {
    // A cluster longer than a row is cut, since nothing that is read has one.
    let boundary = cluster_at_or_before(text, start + LONGEST);
    let end = if boundary > start + LONGEST / 2 { boundary } else { text.ceil_char_boundary(start + LONGEST) };
    let half = text.ceil_char_boundary(start + LONGEST / 2).min(end);
    let late = &text[half..end];
    let after = |places: &[&str]| places.iter().filter_map(|mark| Some(late.rfind(mark)? + mark.len())).max();
    after(&[". ", "? ", "! ", "。", "؟ ", "।"]).or_else(|| after(&[" "])).map_or(end, |at| half + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_block_is_cut_after_a_sentence_and_loses_nothing() {
        for text in ["A sentence of six words. ".repeat(2000), "word".repeat(9000), "👩‍👩‍👧‍👦".repeat(3000)]
        {
            let article = Article::new(text.clone()).expect("an article");
            let rows = Rows::new(&article);
            let joined: String = (0..rows.len()).map(|number| rows.0[number].span.of(&text)).collect();
            assert_eq!(joined, text);
            assert!(rows.len() > 5 && rows.0.iter().all(|row| row.span.len() <= LONGEST));
            assert!(rows.0[1..].iter().all(|row| row.continues && row.block == 0));
            assert!(rows.0.iter().all(|row| cluster_at_or_before(&text, row.span.end()) == row.span.end()));
            assert_eq!(rows.at(rows.0[2].span.start()), 2);
        }
    }

    #[test]
    fn an_empty_article_has_no_rows() {
        let rows = Rows::new(&Article::new("\n\n".into()).expect("an article"));
        assert_eq!((rows.len(), rows.at(1)), (0, 0));
    }
}
