//! What has come in of an article so far? Its blocks one after another, its fields, and what a person should be told.

use std::fmt;
use std::ops::Range;

use super::IntakeError;
use super::plain::unify_line_ends;
use crate::project::{Article, ArticleError, Block, BlockKind, Cue, CueTime, Fields, LONGEST};
use crate::text::{Span, shorten, single_spaced};

/// What stands between two blocks: each is a paragraph of its own in any program that reads plain text.
const BETWEEN: &str = "\n\n";

/// The longest value of a field that a file brings, in bytes: a page can say anything of itself.
const LONGEST_FIELD: usize = 4096;

/// In how many blocks at the head title and byline are looked for.
const HEAD: usize = 4;

/// The longest title of a chapter, in characters: the chapter may begin with a paragraph.
const LONGEST_TITLE: usize = 80;

/// An article on its way in.
#[derive(Debug, Default)]
pub(super) struct Draft {
    text: String,
    blocks: Vec<(BlockKind, Range<usize>)>,
    cues: Vec<(Range<usize>, CueTime, String)>,
    fields: Fields,
    remarks: Remarks,
}

/// An article that has come in.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// Its text and its blocks.
    pub article: Article,
    /// What the file says of it: title, author and the like.
    pub fields: Fields,
    /// How it came in.
    pub remarks: Remarks,
}

/// What is to be said of how an article came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// What a person should know, a sentence each.
    pub notes: Vec<String>,
    /// What a person may want otherwise.
    pub doubts: Vec<Doubt>,
    /// What the chapters of a book are called, in their order; each can be taken by itself. Empty for what is no book.
    pub chapters: Vec<String>,
}

/// What is not sure of how an article came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Whether this is the article of a web page: all the words of the page can be had instead.
    Body,
    /// Whether a text was written in the encoding of this name.
    Encoding(&'static str),
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body => f.write_str("the article on the page was not found with confidence"),
            Self::Encoding(name) => write!(f, "it was read as {name}, which is a guess"),
        }
    }
}

impl Taken {
    /// An article of which nothing else is known.
    pub(crate) fn plain(article: Article) -> Self {
        Self { article, fields: Fields::default(), remarks: Remarks::default() }
    }
}

impl Draft {
    /// Adds a block behind the others. White space at its ends goes, and what is blank is no block; line ends within it stay,
    /// as line feeds.
    pub(super) fn push(&mut self, kind: BlockKind, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(BETWEEN);
        }
        let start = self.text.len();
        self.text.push_str(&unify_line_ends(words));
        self.blocks.push((kind, start..self.text.len()));
    }

    /// Adds words that are said at a time, as a paragraph or behind a blank as part of the last one.
    pub(super) fn say(&mut self, words: &str, goes_on: bool, time: CueTime, speaker: &str) {
        match self.blocks.last_mut().filter(|_| goes_on) {
            Some((_, bytes)) => {
                self.text.push(' ');
                self.text.push_str(words.trim());
                bytes.end = self.text.len();
            }
            None => self.push(BlockKind::Paragraph, words),
        }
        let start = self.text.len() - words.trim().len();
        if start < self.text.len() {
            self.cues.push((start..self.text.len(), time, speaker.to_owned()));
        }
    }

    /// Adds a chapter of a book, if it is wanted; in any case notes how it begins.
    pub(super) fn add_chapter(&mut self, chapter: Self, is_wanted: bool) {
        let beginning = chapter.blocks.first().map_or("", |(_, bytes)| &chapter.text[bytes.clone()]);
        self.remarks.chapters.push(shorten(&single_spaced(beginning), LONGEST_TITLE).into_owned());
        let wanted = chapter.blocks.into_iter().filter(|_| is_wanted);
        wanted.for_each(|(kind, bytes)| self.push(kind, &chapter.text[bytes]));
    }

    /// Says what is not sure.
    pub(super) fn doubt(&mut self, doubt: Doubt) {
        self.remarks.doubts.push(doubt);
    }

    /// Takes the title and the byline off the head, where the fields say them: they are data.
    pub(super) fn lift_head(&mut self) {
        let (title, author) = (folded(self.field("title")), folded(self.field("author")));
        let words = |bytes: &Range<usize>| folded(&self.text[bytes.clone()]);
        let head = self.blocks.iter().take(HEAD).map(|(_, bytes)| words(bytes));
        let is_said = |words: &String| {
            *words == title || (!author.is_empty() && (*words == author || *words == format!("by {author}")))
        };
        let lifted: Vec<bool> = head.map(|words| is_said(&words)).collect();
        // What only stands far down may be part of what is told.
        if title.is_empty() || lifted.first() != Some(&true) {
            return;
        }
        let (text, blocks) = (std::mem::take(&mut self.text), std::mem::take(&mut self.blocks));
        let is_kept = |number: usize| !lifted.get(number).copied().unwrap_or(false);
        let kept = blocks.into_iter().enumerate().filter(|(number, _)| is_kept(*number));
        kept.for_each(|(_, (kind, bytes))| self.push(kind, &text[bytes]));
    }

    /// How many bytes of text have come in.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Gives a field its value, with single spaces. The first value that is not blank counts.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        let value = single_spaced(value);
        if self.fields.get(name).is_empty() && !value.is_empty() {
            self.fields.set(name, &value[..value.floor_char_boundary(LONGEST_FIELD.min(value.len()))]);
        }
    }

    /// The value of a field; empty when it has none.
    pub(super) fn field(&self, name: &str) -> &str {
        self.fields.get(name)
    }

    /// Adds a sentence that a person should be told.
    pub(super) fn tell(&mut self, note: impl Into<String>) {
        self.remarks.notes.push(note.into());
    }

    /// The article.
    pub(super) fn finish(self) -> Result<Taken, IntakeError> {
        let Self { text, blocks, cues, fields, remarks } = self;
        if text.len() > LONGEST {
            return Err(ArticleError::TooLong.into());
        }
        let blocks: Vec<Block> = blocks
            .into_iter()
            .filter_map(|(kind, bytes)| Some(Block { kind, span: Span::new(&text, bytes).ok()? }))
            .collect();
        let cue = |(bytes, time, speaker)| Some(Cue { span: Span::new(&text, bytes).ok()?, time: Some(time), speaker });
        let cues = cues.into_iter().filter_map(cue).collect();
        let article = Article::with_blocks(text, &blocks)?.said_in(cues)?;
        Ok(Taken { article, fields, remarks })
    }
}

/// `words` as they are compared: in small letters, with single blanks.
fn folded(words: &str) -> String {
    single_spaced(words).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_stand_apart_and_the_first_value_of_a_field_counts() {
        let mut draft = Draft::default();
        for (kind, words) in [
            (BlockKind::Heading, " Rents \n"),
            (BlockKind::Paragraph, " \u{a0}\t"),
            (BlockKind::Paragraph, "They rose.\r\nTwice."),
            (BlockKind::Caption, "👩‍🚀"),
        ] {
            draft.push(kind, words);
        }
        for (name, value) in [("title", " \n"), ("title", "A\n  title"), ("title", "Another")] {
            draft.set(name, value);
        }
        let taken = draft.finish().expect("an article");
        assert_eq!(taken.article.text(), "Rents\n\nThey rose.\nTwice.\n\n👩‍🚀");
        let kinds: Vec<_> = taken.article.blocks().iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [BlockKind::Heading, BlockKind::Paragraph, BlockKind::Caption]);
        assert_eq!(taken.fields.get("title"), "A title");
    }

    #[test]
    fn title_and_byline_at_the_head_are_data() {
        let lifted = |blocks: &[&str]| {
            let mut draft = Draft::default();
            draft.set("title", "Rents  rose");
            draft.set("author", "Ada Obi");
            blocks.iter().for_each(|words| draft.push(BlockKind::Paragraph, words));
            draft.lift_head();
            draft.finish().expect("an article").article.text().to_owned()
        };
        assert_eq!(lifted(&["RENTS ROSE", "A deck.", "By Ada Obi", "Text.", "Ada Obi"]), "A deck.\n\nText.\n\nAda Obi");
        assert_eq!(lifted(&["Text.", "Rents rose"]), "Text.\n\nRents rose", "what stands further down is told");
    }
}
