//! What is annotated? One text that never changes, its blocks, and what is known about it.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Cue;
use crate::text::{Counter, Finder, Offsets, Span, SpanError, Unit};

/// The longest text, in bytes: a [`Span`] counts in 32 bits.
pub const LONGEST: usize = u32::MAX as usize;

/// The text that annotations mark: it never changes, so that no mark ever shifts.
#[derive(Clone, Debug)]
pub struct Article {
    text: String,
    blocks: Vec<Block>,
    /// Whether some of them were given: all are lines else, which nobody has to look through a gigabyte to know.
    is_given: bool,
    /// In the order of the text; none shares a byte with another.
    cues: Vec<Cue>,
    offsets: Offsets,
    hash: TextHash,
}

/// A part of an article with a kind: a heading, a paragraph. Blocks are in the order of the text and share no byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub span: Span,
}

/// What a part of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The article's title.
    Title,
    /// A heading within it.
    Heading,
    /// Running text; also every line that no other block covers.
    Paragraph,
    /// One item of a list.
    ListItem,
    /// A passage set apart as someone else's words.
    Quotation,
    /// Words under a picture or a table.
    Caption,
}

impl BlockKind {
    /// Whether it names what follows, and is no part of what the article says.
    pub fn is_heading(self) -> bool {
        matches!(self, Self::Title | Self::Heading)
    }
}

/// The BLAKE3 hash of a text's UTF-8 bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TextHash([u8; 32]);

/// Why a text is no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArticleError {
    /// It has more than 4 GiB.
    TooLong,
    /// Two blocks share text, or stand in the wrong order.
    Blocks,
    /// Two cues share text, stand in the wrong order, or do not stand in the text.
    Cues,
}

impl fmt::Display for ArticleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "the text is longer than 4 GiB"),
            Self::Blocks => write!(f, "two blocks overlap or stand in the wrong order"),
            Self::Cues => write!(f, "two cues overlap or stand in the wrong order"),
        }
    }
}

impl std::error::Error for ArticleError {}

impl Article {
    /// An article of paragraphs: each line of `text` that is not blank is one.
    pub fn new(text: String) -> Result<Self, ArticleError> {
        Self::with_blocks(text, &[])
    }

    /// An article with the given blocks, in the order of the text; lines that none of them covers are paragraphs.
    pub fn with_blocks(text: String, given: &[Block]) -> Result<Self, ArticleError> {
        if text.len() > LONGEST {
            return Err(ArticleError::TooLong);
        }
        let builder = ArticleBuilder { text, ..ArticleBuilder::default() };
        builder.finish().divided(given)
    }

    /// This article, divided into the `given` blocks and a paragraph for each line that none of them covers.
    pub fn divided(self, given: &[Block]) -> Result<Self, ArticleError> {
        if given.windows(2).any(|pair| pair[0].span.end() > pair[1].span.start()) {
            return Err(ArticleError::Blocks);
        }
        Ok(if given.is_empty() { self } else { Self { blocks: fill(&self.text, given), is_given: true, ..self } })
    }

    /// This article, as it is said in `cues`, in the order of the text.
    pub fn said_in(self, cues: Vec<Cue>) -> Result<Self, ArticleError> {
        let within = cues.last().is_none_or(|last| last.span.end() <= self.text.len());
        let apart = cues.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start());
        if within && apart { Ok(Self { cues, ..self }) } else { Err(ArticleError::Cues) }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Who says what when, in the order of the text; empty for what is no transcript.
    pub fn cues(&self) -> &[Cue] {
        &self.cues
    }

    /// The cue that the byte `at` lies in.
    pub fn cue_at(&self, at: usize) -> Option<&Cue> {
        let before = self.cues.partition_point(|cue| cue.span.start() <= at);
        self.cues[..before].last().filter(|cue| at < cue.span.end())
    }

    /// Its blocks: every line that is not blank lies in one.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Whether its blocks are others than a paragraph for each line.
    pub fn is_divided(&self) -> bool {
        self.told_blocks().next().is_some()
    }

    /// The blocks that its text alone does not tell: all but a paragraph that is one line.
    pub fn told_blocks(&self) -> impl Iterator<Item = &Block> {
        let is_told = |block: &&Block| block.kind != BlockKind::Paragraph || block.span.of(&self.text).contains('\n');
        let told = if self.is_given { self.blocks.as_slice() } else { &[] };
        told.iter().filter(is_told)
    }

    /// The hash of the text.
    pub fn hash(&self) -> TextHash {
        self.hash
    }

    /// How many code points the text has.
    pub fn chars(&self) -> usize {
        self.offsets.chars()
    }

    /// The span as code points, end exclusive.
    pub fn char_range(&self, span: Span) -> Range<usize> {
        self.char_of_byte(span.start())..self.char_of_byte(span.end())
    }

    /// Code points before the byte `at`.
    pub fn char_of_byte(&self, at: usize) -> usize {
        self.offsets.char_of_byte(&self.text, at)
    }

    /// The span of the code points `start..end`, end exclusive.
    pub fn span_of_chars(&self, start: usize, end: usize) -> Result<Span, SpanError> {
        self.offsets.span_of_chars(&self.text, start, end)
    }

    /// The span of `range` in `unit`, end exclusive.
    pub fn span_in(&self, unit: Unit, range: Range<usize>) -> Result<Span, SpanError> {
        self.offsets.span_in(&self.text, unit, range)
    }

    /// How many of `unit` the text has.
    pub fn total(&self, unit: Unit) -> usize {
        self.offsets.total(&self.text, unit)
    }

    /// Converts places into `unit`, quickly when each lies near the one before.
    pub fn counter(&self, unit: Unit) -> Counter<'_> {
        self.offsets.counter(&self.text, unit)
    }

    /// Finds places that are counted in `unit`, quickly when each lies shortly behind the one before.
    pub fn finder(&self, unit: Unit) -> Finder<'_> {
        self.offsets.finder(&self.text, unit)
    }

    /// The number of the block at the byte `at`, counted from 0: the last that begins at or before it, else the first.
    /// Nothing in an article without blocks.
    pub fn block_at(&self, at: usize) -> Option<usize> {
        let before = self.blocks.partition_point(|block| block.span.start() <= at);
        (!self.blocks.is_empty()).then(|| before.saturating_sub(1))
    }
}

impl PartialEq for Article {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && self.blocks == other.blocks && self.cues == other.cues
    }
}

/// The given blocks and a paragraph for each line, or part of one, that they leave and that is not blank.
fn fill(text: &str, given: &[Block]) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(given.len());
    let mut at = 0;
    for block in given {
        paragraphs(text, at..block.span.start(), &mut blocks);
        blocks.push(*block);
        at = block.span.end();
    }
    paragraphs(text, at..text.len(), &mut blocks);
    blocks
}

fn paragraphs(text: &str, range: Range<usize>, into: &mut Vec<Block>) {
    let mut start = range.start;
    let newlines = memchr::memchr_iter(b'\n', &text.as_bytes()[range.clone()]).map(|at| range.start + at);
    for end in newlines.chain([range.end]) {
        into.extend(paragraph(text, start..end));
        start = end + 1;
    }
}

/// The line `bytes` as a block; nothing when it is blank.
fn paragraph(text: &str, bytes: Range<usize>) -> Option<Block> {
    let line = text.get(bytes.clone())?;
    // Nearly every line begins with a letter of a few scripts, and then it is not blank.
    let begins_with_ink = line.as_bytes().first().is_some_and(u8::is_ascii_graphic);
    if !begins_with_ink && line.trim().is_empty() {
        return None;
    }
    let span = Span::new(text, bytes).ok()?;
    Some(Block { kind: BlockKind::Paragraph, span })
}

/// An article that comes in piece by piece: each is indexed while it is still at hand.
///
/// Every block it finds is a line; nothing of the text is changed.
#[derive(Debug, Default)]
pub struct ArticleBuilder {
    text: String,
    /// The lines that have ended, without the blank ones.
    blocks: Vec<Block>,
    /// Where the line begins that has not ended.
    line: usize,
    /// How much of the text is indexed.
    indexed: usize,
    offsets: Offsets,
    hasher: blake3::Hasher,
}

/// How much of a text is indexed at a time, in bytes: what is read once more is still in the processor's cache.
pub const PIECE: usize = 1 << 18;

impl ArticleBuilder {
    /// A builder of an article of about `bytes` bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ..Self::default() }
    }

    /// The text that has come in.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds a piece; an error when the text becomes longer than an article may be.
    pub fn push(&mut self, piece: &str) -> Result<(), ArticleError> {
        if self.text.len() + piece.len() > LONGEST {
            return Err(ArticleError::TooLong);
        }
        self.text.push_str(piece);
        self.index(self.text.len());
        Ok(())
    }

    /// The article of all pieces.
    pub fn finish(mut self) -> Article {
        while self.indexed < self.text.len() {
            let end = self.text.ceil_char_boundary((self.indexed + PIECE).min(self.text.len()));
            self.index(end);
        }
        self.blocks.extend(paragraph(&self.text, self.line..self.text.len()));
        self.blocks.shrink_to_fit();
        self.offsets.finish(&self.text);
        if self.text.capacity() - self.text.len() > self.text.len() / 16 {
            self.text.shrink_to_fit();
        }
        let hash = TextHash(*self.hasher.finalize().as_bytes());
        Article { text: self.text, blocks: self.blocks, is_given: false, cues: Vec::new(), offsets: self.offsets, hash }
    }

    /// Indexes the text up to the byte `end`, a character boundary.
    fn index(&mut self, end: usize) {
        let Self { text, blocks, line, indexed, offsets, hasher } = self;
        let piece = &text.as_bytes()[*indexed..end];
        for newline in memchr::memchr_iter(b'\n', piece).map(|at| *indexed + at) {
            blocks.extend(paragraph(text, *line..newline));
            *line = newline + 1;
        }
        offsets.grow(&text[..end]);
        hasher.update(piece);
        *indexed = end;
    }
}

impl fmt::Display for TextHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "blake3:")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for TextHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What is known about an article: title, author and the like, by name. Empty values are not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(BTreeMap<String, String>);

impl Fields {
    /// The fields that every article can have, in the order in which people read them. Files may bring others.
    pub const STANDARD: [&str; 10] =
        ["title", "author", "outlet", "published", "url", "retrieved", "language", "genre", "status", "memo"];

    /// The value of `name`; empty when it has none.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Gives `name` a value and returns the one it had; an empty value takes it out.
    pub fn set(&mut self, name: &str, value: &str) -> String {
        let before =
            if value.is_empty() { self.0.remove(name) } else { self.0.insert(name.to_owned(), value.to_owned()) };
        before.unwrap_or_default()
    }

    /// Those that have a value: the standard ones first, then the others by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let standard = Self::STANDARD.iter().filter_map(|name| self.0.get_key_value(*name));
        let others = self.0.iter().filter(|(name, _)| !Self::STANDARD.contains(&name.as_str()));
        standard.chain(others).map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(article: &Article) -> Vec<&str> {
        article.blocks().iter().map(|block| block.span.of(article.text())).collect()
    }

    #[test]
    fn each_line_that_is_not_blank_is_a_paragraph() {
        let article = Article::new("One.\n\n \u{a0}\n\nTwo.\n".into()).expect("an article");
        assert_eq!(blocks(&article), ["One.", "Two."]);
        assert_eq!([0, 4, 6, 11, 99].map(|at| article.block_at(at)), [0, 0, 0, 1, 1].map(Some));
        assert_eq!((article.chars(), Article::new("é👩‍🚀".into()).map(|article| article.chars())), (15, Ok(4)));
        let empty = Article::new(String::new()).expect("an empty article is one");
        assert_eq!((blocks(&empty), empty.block_at(0)), (vec![], None));
    }

    #[test]
    fn an_article_in_pieces_is_the_article() {
        let text = "قالت 12%\n\n  \u{a0}\n👩‍🚀 é e\u{301}\r\n\u{2028}\nlast".repeat(40);
        let whole = Article::new(text.clone()).expect("an article");
        for size in [1, 2, 3, 50, 4000] {
            let mut builder = ArticleBuilder::default();
            let mut rest = text.as_str();
            while !rest.is_empty() {
                let (piece, others) = rest.split_at(rest.ceil_char_boundary(size.min(rest.len())));
                builder.push(piece).expect("short enough");
                rest = others;
                assert_eq!(builder.text().len() + rest.len(), text.len());
            }
            let article = builder.finish();
            assert!(article == whole && article.text() == text && article.chars() == whole.chars());
        }
        let long = "x".repeat(70_000);
        let mut builder = ArticleBuilder::default();
        assert_eq!([(); 2].map(|()| builder.push(&long)), [Ok(()), Ok(())], "it is their sum that may not be too long");
    }

    #[test]
    fn lines_beside_given_blocks_are_paragraphs() {
        let text = "A title\nOne.\nHeading\nTwo.";
        let block = |kind, bytes| Block { kind, span: Span::new(text, bytes).expect("in the text") };
        let given = [block(BlockKind::Title, 0..7), block(BlockKind::Heading, 13..20)];
        let article = Article::with_blocks(text.into(), &given).expect("an article");
        assert_eq!(blocks(&article), ["A title", "One.", "Heading", "Two."]);
        assert!(Article::new(text.into()).is_ok_and(|plain| plain != article), "its blocks are part of it");
        let other = text.replace("One", "Two");
        assert!(Article::with_blocks(other, &given).is_ok_and(|other| other != article), "and its words");
        let reversed = [given[1], given[0]];
        let error = Article::with_blocks(text.into(), &reversed).expect_err("refused");
        assert_eq!(error.to_string(), "two blocks overlap or stand in the wrong order");
        let touching = [block(BlockKind::Title, 0..7), block(BlockKind::Caption, 7..12)];
        assert!(Article::with_blocks(text.into(), &touching).is_ok());
    }

    #[test]
    fn fields_are_in_the_order_of_reading() {
        let mut fields = Fields::default();
        for (name, value) in [("x-id", "7"), ("url", "u"), ("title", "t"), ("memo", "")] {
            fields.set(name, value);
        }
        assert_eq!(fields.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["title", "url", "x-id"]);
        assert_eq!((fields.set("url", ""), fields.get("url")), ("u".to_owned(), ""));
    }
}
