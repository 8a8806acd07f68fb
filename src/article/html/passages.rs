//! What would a person read on the page, one paragraph after another, and what kind is each?

use super::element::Tag;
use super::names::Names;
use super::notes;
use super::tables;
use super::tree::{Node, Page};
use crate::article::IntakeError;
use crate::progress::Progress;
use crate::project::BlockKind;

/// A paragraph, heading, item, caption or row of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passage {
    /// What it is.
    pub(super) kind: BlockKind,
    /// 1 to 6 for a heading.
    pub(super) level: u8,
    /// The first text in it.
    pub(super) from: u32,
    /// The nearest element around it that begins and ends a paragraph.
    pub(super) block: u32,
    /// Where its words begin and end in the text of all passages.
    pub(super) start: usize,
    /// The byte behind its last.
    pub(super) end: usize,
    /// How many bytes of it are links.
    pub(super) linked: u32,
    /// The last text in it.
    pub(super) to: u32,
    /// The list that it is an item of, else 0.
    pub(super) list: u32,
    /// Whether it is a row of a table of data.
    pub(super) is_row: bool,
}

/// All that is to be read on a page.
#[derive(Debug, Default)]
pub(super) struct Passages {
    /// In the order of the page.
    pub(super) all: Vec<Passage>,
    text: String,
    /// How many passages begin before each node.
    before: Vec<u32>,
}

/// What of a page counts as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// What a browser shows.
    Visible,
    /// Also what it hides until a script shows it.
    All,
}

impl Passages {
    /// The passages of a page.
    pub(super) fn of(page: &Page, shown: Shown, progress: &Progress) -> Result<Self, IntakeError> {
        let mut reader = Reader::new(page, shown);
        let mut at = 1;
        while at < page.nodes.len() {
            if at % 65_536 < 2 {
                progress.check()?;
            }
            at = reader.step(at);
        }
        reader.leave(page.nodes.len());
        reader.flush();
        let mut passages = reader.passages;
        passages.count(page);
        Ok(passages)
    }

    fn count(&mut self, page: &Page) {
        let mut next = self.all.iter().map(|passage| passage.from as usize).peekable();
        let mut count = 0;
        self.before = (0..=page.nodes.len())
            .map(|at| {
                while next.next_if(|&from| from < at).is_some() {
                    count += 1;
                }
                count
            })
            .collect();
    }

    /// The words of a passage.
    pub(super) fn words(&self, passage: &Passage) -> &str {
        self.text.get(passage.start..passage.end).unwrap_or_default()
    }

    /// The numbers of the passages that begin in the node `at` of a page.
    pub(super) fn within(&self, page: &Page, at: usize) -> std::ops::Range<usize> {
        let place = |node: usize| self.before.get(node).map_or(self.all.len(), |&count| count as usize);
        place(at)..place(page.node(at).end as usize)
    }
}

impl Passage {
    /// How many bytes it has.
    pub(super) fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether more than `percent` of it is links.
    pub(super) fn is_linked(&self, percent: usize) -> bool {
        self.linked as usize * 100 > self.len() * percent
    }
}

/// An element that the reader is in.
#[derive(Clone, Copy)]
struct Around {
    at: u32,
    end: u32,
    tag: Tag,
}

struct Reader<'a> {
    page: &'a Page,
    shown: Shown,
    passages: Passages,
    around: Vec<Around>,
    /// Where the passage begins that has not ended.
    start: usize,
    /// Its first text; nothing before there is one.
    from: Option<u32>,
    to: u32,
    linked: u32,
    /// Whether white space stands between the text so far and the next word.
    is_apart: bool,
    /// How many line breaks do.
    breaks: u32,
    /// How many elements around keep white space.
    verbatim: u32,
    /// How many are links.
    links: u32,
}

impl<'a> Reader<'a> {
    fn new(page: &'a Page, shown: Shown) -> Self {
        let passages =
            Passages { all: Vec::new(), text: String::with_capacity(page.text.len() / 2), before: Vec::new() };
        let around = Vec::new();
        Self {
            page,
            shown,
            passages,
            around,
            start: 0,
            from: None,
            to: 0,
            linked: 0,
            is_apart: false,
            breaks: 0,
            verbatim: 0,
            links: 0,
        }
    }

    /// Reads the node `at`; the number of the next to read.
    fn step(&mut self, at: usize) -> usize {
        self.leave(at);
        let node = self.page.node(at);
        let behind = (node.end as usize).max(at + 1);
        if (node.names.say(Names::HIDDEN) && self.shown == Shown::Visible && !matches!(node.tag, Tag::Body | Tag::Html))
            || node.tag == Tag::Head
        {
            self.end_before(node.tag);
            return behind;
        }
        if self.is_credit(node) {
            self.is_apart = true;
            self.end_before(node.tag);
            return behind;
        }
        match node.tag {
            Tag::Text => self.add(at, node),
            Tag::Break => self.breaks += u32::from(self.from.is_some()),
            Tag::Rule => self.flush(),
            Tag::Picture | Tag::Empty | Tag::Never => {}
            Tag::Sup | Tag::Anchor if notes::is_mark(self.page, at) => return behind,
            Tag::Table if tables::holds_data(self.page, at) => {
                self.flush();
                self.read_table(at);
                return behind;
            }
            _ => self.enter(at, node),
        }
        at + 1
    }

    fn enter(&mut self, at: usize, node: Node) {
        self.end_before(node.tag);
        if is_caption(node) {
            self.flush();
        }
        self.verbatim += u32::from(is_verbatim(node));
        self.links += u32::from(is_link(node));
        self.around.push(Around { at: at as u32, end: node.end, tag: node.tag });
    }

    /// Whether an element in a caption says who made the picture.
    fn is_credit(&self, node: Node) -> bool {
        node.names.say(Names::CREDIT)
            && self.around.iter().rev().take(4).any(|around| {
                matches!(around.tag, Tag::Figcaption | Tag::Figure)
                    || self.page.node(around.at as usize).names.say(Names::CAPTION)
            })
    }

    fn end_before(&mut self, tag: Tag) {
        if !tag.is_inline() {
            self.flush();
        }
    }

    /// Leaves the elements that end before the node `at`.
    fn leave(&mut self, at: usize) {
        while let Some(around) = self.around.last().copied().filter(|around| around.end as usize <= at) {
            let node = self.page.node(around.at as usize);
            self.end_before(around.tag);
            if is_caption(node) {
                self.flush();
            }
            self.around.pop();
            self.verbatim -= u32::from(is_verbatim(node));
            self.links -= u32::from(is_link(node));
        }
    }

    fn add(&mut self, at: usize, node: Node) {
        let words = self.page.words(node);
        let before = self.passages.text.len();
        if self.verbatim > 0 {
            self.add_verbatim(at, words);
        } else {
            self.add_words(at, words);
        }
        if self.links > 0 {
            self.linked += (self.passages.text.len() - before.max(self.start)) as u32;
        }
        if self.passages.text.len() > before {
            self.to = at as u32;
        }
    }

    fn add_verbatim(&mut self, at: usize, words: &str) {
        if !is_running_text(words) {
            return self.add_line(at, words);
        }
        let mut is_blank = false;
        for line in words.split_inclusive('\n') {
            if line.trim().is_empty() {
                is_blank |= line.ends_with('\n') && self.ends_line();
            } else if is_blank {
                self.flush();
                is_blank = false;
            }
            self.add_line(at, line);
        }
    }

    /// Whether the text so far ends with a line.
    fn ends_line(&self) -> bool {
        self.passages.text.trim_end_matches([' ', '\t', '\r']).ends_with('\n')
    }

    fn add_line(&mut self, at: usize, line: &str) {
        let line = if self.from.is_none() { line.trim_start_matches(['\r', '\n']) } else { line };
        if !line.is_empty() {
            self.part();
            self.from.get_or_insert(at as u32);
            self.passages.text.push_str(line);
        }
    }

    fn add_words(&mut self, at: usize, words: &str) {
        for (number, word) in words.split(|letter: char| letter.is_ascii_whitespace()).enumerate() {
            self.is_apart |= number > 0;
            if !word.is_empty() {
                self.part();
                self.from.get_or_insert(at as u32);
                self.passages.text.push_str(word);
            }
        }
    }

    /// Sets the next word apart from the text before it: by a space, by a line end, as a passage of its own.
    fn part(&mut self) {
        match self.breaks {
            _ if self.from.is_none() => {}
            0 if self.is_apart => self.passages.text.push(' '),
            0 => {}
            1 => self.passages.text.push('\n'),
            _ => self.flush(),
        }
        (self.is_apart, self.breaks) = (false, 0);
    }

    /// Ends the passage.
    fn flush(&mut self) {
        if let Some(from) = self.from.take()
            && let Some(passage) = self.passage(from)
        {
            self.passages.all.push(passage);
        }
        self.start = self.passages.text.len();
        (self.linked, self.is_apart, self.breaks) = (0, false, 0);
    }

    fn passage(&self, from: u32) -> Option<Passage> {
        let text = self.passages.text.get(self.start..)?;
        let end = self.start + text.trim_end().len();
        let start = end.min(self.passages.text.len() - text.trim_start().len());
        let (kind, level) = self.kind();
        let words = self.passages.text.get(start..end).unwrap_or_default();
        let end = if kind == BlockKind::Caption { start + notes::without_credit(words).len() } else { end };
        let block = self.around.iter().rev().find(|around| !around.tag.is_inline()).map_or(0, |around| around.at);
        let list = self.around.iter().rev().find(|around| around.tag == Tag::List).map_or(0, |around| around.at);
        let list = if kind == BlockKind::ListItem { list } else { 0 };
        (end > start).then_some(Passage {
            kind,
            level,
            from,
            block,
            start,
            end,
            to: self.to,
            linked: self.linked,
            list,
            is_row: false,
        })
    }

    /// What a passage is here: the innermost element that makes it anything.
    fn kind(&self) -> (BlockKind, u8) {
        for around in self.around.iter().rev() {
            match around.tag {
                Tag::Heading(level) => return (BlockKind::Heading, level),
                Tag::Item | Tag::Definition => return (BlockKind::ListItem, 0),
                Tag::Blockquote => return (BlockKind::Quotation, 0),
                Tag::Figcaption | Tag::Caption => return (BlockKind::Caption, 0),
                _ if self.page.node(around.at as usize).names.say(Names::CAPTION) => return (BlockKind::Caption, 0),
                Tag::Table | Tag::Article | Tag::Main | Tag::Section => break,
                _ => {}
            }
        }
        (BlockKind::Paragraph, 0)
    }

    /// Reads a table of data: its caption, and a passage a row.
    fn read_table(&mut self, at: usize) {
        for row in tables::rows(self.page, at) {
            self.start = self.passages.text.len();
            self.passages.text.push_str(&row.words);
            let end = self.passages.text.len();
            let kind = if row.is_caption { BlockKind::Caption } else { BlockKind::Paragraph };
            if end > self.start {
                let (from, block) = (row.at as u32, at as u32);
                self.passages.all.push(Passage {
                    kind,
                    level: 0,
                    from,
                    block,
                    start: self.start,
                    end,
                    to: from,
                    linked: row.linked as u32,
                    list: 0,
                    is_row: !row.is_caption,
                });
            }
        }
        self.start = self.passages.text.len();
    }
}

/// Whether an element in a line is words under a picture, which stand by themselves wherever they are.
fn is_caption(node: Node) -> bool {
    node.tag == Tag::Inline && node.names.say(Names::CAPTION)
}

/// Whether white space in an element stays.
fn is_verbatim(node: Node) -> bool {
    node.tag == Tag::Pre || node.names.say(Names::VERBATIM)
}

/// Whether text in which white space stays is no program and no drawing, so that a blank line ends a paragraph.
fn is_running_text(words: &str) -> bool {
    let is_code = |line: &str| {
        line.starts_with(['\t', '{', '}']) || line.starts_with("  ") || line.trim_end().ends_with(['{', '}', ';'])
    };
    words.lines().any(|line| line.len() > 30) && !words.lines().any(is_code)
}

/// Whether an element leads to another page.
fn is_link(node: Node) -> bool {
    node.tag == Tag::Anchor && !node.names.say(Names::LOCAL)
}
