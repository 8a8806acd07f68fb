//! How does Markdown come in? Its words as blocks, its front matter as fields.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Draft, IntakeError, html};
use crate::progress::Progress;
use crate::project::BlockKind;
use crate::reading::shorten;
use crate::text::is_unspaced;

/// What of Markdown's dialects is read.
const DIALECT: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS)
    .union(Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS)
    .union(Options::ENABLE_GFM);

/// What stands between two cells of a row.
const BETWEEN_CELLS: &str = "\t";

/// Reads Markdown.
pub(super) fn read(text: &str, progress: &Progress) -> Result<Draft, IntakeError> {
    let mut reader = Reader::default();
    progress.begin(text.len() as u64);
    let mut at = 0;
    for (event, range) in Parser::new_ext(text, DIALECT).into_offset_iter() {
        if range.start > at {
            progress.advance((range.start - at) as u64)?;
            at = range.start;
        }
        reader.take(event);
    }
    reader.end_block();
    let Reader { mut draft, notes, .. } = reader;
    notes.iter().for_each(|note| draft.push(BlockKind::Paragraph, note));
    Ok(draft)
}

/// What is being read.
#[derive(Default)]
struct Reader {
    draft: Draft,
    words: String,
    /// What the words become when their block ends.
    kind: Option<BlockKind>,
    /// Into how many quotations and lists they are nested.
    quotations: usize,
    lists: usize,
    /// Markup within the text.
    markup: String,
    /// Whether the words are those of a front matter.
    is_front: bool,
    /// How deep within footnotes, and those that have ended.
    footnotes: usize,
    notes: Vec<String>,
    /// Whether the words are those of a picture, which are not shown.
    pictures: usize,
    /// Whether a heading is the first block.
    is_first_heading: bool,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.begin(&tag),
            Event::End(tag) => self.end(tag),
            _ if self.pictures > 0 => {}
            Event::Text(words) | Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                self.words.push_str(&words);
            }
            Event::Html(markup) => self.markup.push_str(&markup),
            Event::InlineHtml(markup) => {
                if markup.to_ascii_lowercase().starts_with("<br") {
                    self.words.push('\n');
                }
            }
            Event::SoftBreak => self.words.push_str(if ends_unspaced(&self.words) { "" } else { " " }),
            Event::HardBreak => self.words.push('\n'),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::Rule => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::CodeBlock(_) => self.begin_block(self.plain_kind()),
            Tag::Heading { level, .. } => {
                self.begin_block(BlockKind::Heading);
                self.is_first_heading = *level == HeadingLevel::H1 && self.draft.len() == 0;
            }
            Tag::BlockQuote(_) => {
                self.end_block();
                self.quotations += 1;
            }
            Tag::List(_) => {
                self.end_block();
                self.lists += 1;
            }
            Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => self.begin_block(self.plain_kind()),
            Tag::FootnoteDefinition(_) => {
                self.end_block();
                self.footnotes += 1;
            }
            Tag::TableRow | Tag::TableHead => self.begin_block(BlockKind::Paragraph),
            Tag::TableCell if !self.words.is_empty() => self.words.push_str(BETWEEN_CELLS),
            Tag::MetadataBlock(_) => self.is_front = true,
            Tag::Image { .. } => self.pictures += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Item => self.end_block(),
            TagEnd::TableRow | TagEnd::TableHead | TagEnd::DefinitionListTitle => self.end_block(),
            TagEnd::DefinitionListDefinition => self.end_block(),
            TagEnd::BlockQuote(_) => {
                self.end_block();
                self.quotations = self.quotations.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.end_block();
                self.lists = self.lists.saturating_sub(1);
            }
            TagEnd::FootnoteDefinition => {
                self.end_block();
                self.footnotes = self.footnotes.saturating_sub(1);
            }
            TagEnd::HtmlBlock => self.end_markup(),
            TagEnd::MetadataBlock(_) => {
                self.is_front = false;
                let front = std::mem::take(&mut self.words);
                front_matter(&front, &mut self.draft);
            }
            TagEnd::Image => self.pictures = self.pictures.saturating_sub(1),
            _ => {}
        }
    }

    /// What a paragraph is where it stands.
    fn plain_kind(&self) -> BlockKind {
        match (self.quotations, self.lists) {
            (0, 0) => BlockKind::Paragraph,
            (0, _) => BlockKind::ListItem,
            _ => BlockKind::Quotation,
        }
    }

    fn begin_block(&mut self, kind: BlockKind) {
        self.end_block();
        self.kind = Some(kind);
    }

    fn end_block(&mut self) {
        let kind = self.kind.take().unwrap_or(self.plain_kind());
        let words = std::mem::take(&mut self.words);
        if self.footnotes > 0 {
            // A note may be used before it is given: all stand at the end.
            self.notes.push(words);
        } else if std::mem::take(&mut self.is_first_heading) && self.is_title(&words) {
            self.draft.set("title", &words);
        } else {
            self.draft.push(kind, &words);
        }
    }

    /// Whether the heading at the beginning is what the article is called, unless the front matter calls it otherwise.
    fn is_title(&self, heading: &str) -> bool {
        let title = self.draft.field("title");
        title.is_empty() || title == heading.trim()
    }

    fn end_markup(&mut self) {
        let markup = std::mem::take(&mut self.markup);
        if html::append(&markup, &mut self.draft, &Progress::default()).is_err() {
            self.draft.tell(format!("the markup `{}` was left out", shorten(markup.trim())));
        }
    }
}

/// Whether the last word is of a script that has no blanks between words, so that the end of a line is none.
fn ends_unspaced(words: &str) -> bool {
    let is_mark = |char| matches!(char, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}');
    words.chars().next_back().is_some_and(|char| is_unspaced(char) || is_mark(char))
}

/// The fields that a front matter of `name: value` or `name = value` has; lists of names are joined.
fn front_matter(front: &str, draft: &mut Draft) {
    let mut lines = front.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((name, value)) = line.split_once([':', '=']) else { continue };
        let mut values = list(value.trim());
        while let Some(item) = lines.next_if(|line| line.trim_start().starts_with("- ")) {
            values.push(bare(item.trim_start().trim_start_matches("- ")));
        }
        if let Some(field) = field_called(&name.trim().to_ascii_lowercase()) {
            draft.set(field, &values.join(", "));
        }
    }
}

fn field_called(name: &str) -> Option<&'static str> {
    Some(match name {
        "title" => "title",
        "author" | "authors" | "byline" | "by" => "author",
        "date" | "published" | "pubdate" | "date_published" => "published",
        "outlet" | "publisher" | "publication" | "site" | "source" => "outlet",
        "url" | "canonical" | "canonical_url" | "link" | "permalink" => "url",
        "lang" | "language" | "locale" => "language",
        "retrieved" | "accessed" => "retrieved",
        _ => return None,
    })
}

/// `[a, "b"]` as its parts, anything else as one.
fn list(value: &str) -> Vec<String> {
    let inner = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match inner {
        Some(inner) => inner.split(',').map(bare).filter(|item| !item.is_empty()).collect(),
        None => Some(bare(value)).filter(|item| !item.is_empty()).into_iter().collect(),
    }
}

/// A value without its quotation marks.
fn bare(value: &str) -> String {
    let value = value.trim();
    let inner = ['"', '\''].iter().find_map(|mark| value.strip_prefix(*mark)?.strip_suffix(*mark));
    inner.unwrap_or(value).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(markdown: &str) -> (Vec<String>, Vec<(String, String)>) {
        let taken = read(markdown, &Progress::default()).and_then(Draft::finish).expect("an article");
        let block =
            |block: &crate::project::Block| format!("{:?}: {}", block.kind, block.span.of(taken.article.text()));
        let fields = taken.fields.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        (taken.article.blocks().iter().map(block).collect(), fields)
    }

    #[test]
    fn words_come_as_they_are_shown() {
        let (blocks, fields) = blocks(
            "---\ntitle: \"Rents rise\"\nauthor:\n  - Ada Obi\n  - Ewa Lindgren\ndate: 2026-05-04\nlayout: post\n---\n\n# Rents rise\n\n\
             Rents *rose* by\n**12%**[^1], see [the report](http://a.example/b).  \nTwice. &amp; 1 < 2\n\n## Why?\n\n\
             - one\n- two `code`\n  - nested\n    more\n\n1. first\n\n> A quotation\n> over lines.\n\n\
             | Year | Rent |\n| --- | --- |\n| 2024 | 900 |\n\n![alt text](x.png)\n\n```\na  b\n  c\n```\n\n[^1]: A note.\n\nThe end.",
        );
        let expected = [
            "Paragraph: Rents rose by 12%, see the report.\nTwice. & 1 < 2",
            "Heading: Why?",
            "ListItem: one",
            "ListItem: two code",
            "ListItem: nested more",
            "ListItem: first",
            "Quotation: A quotation over lines.",
            "Paragraph: Year\tRent",
            "Paragraph: 2024\t900",
            "Paragraph: a  b\n  c",
            "Paragraph: The end.",
            "Paragraph: A note.",
        ];
        assert_eq!(blocks, expected);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(fields, [("title", "Rents rise"), ("author", "Ada Obi, Ewa Lindgren"), ("published", "2026-05-04")]);
    }

    #[test]
    fn a_heading_that_is_not_the_title_stays() {
        assert_eq!(blocks("# Title\n\nA").0, ["Paragraph: A"]);
        assert_eq!(blocks("---\ntitle: Other\n---\n# Title\n\nA").0, ["Heading: Title", "Paragraph: A"]);
        assert_eq!(blocks("A\n\n# Heading\n\nB").0, ["Paragraph: A", "Heading: Heading", "Paragraph: B"]);
        assert_eq!(blocks("部长\n表示。").0, ["Paragraph: 部长表示。"]);
        assert_eq!(blocks("").0, [""; 0]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "(#{1,3} |- |> |1\\. |\\||\\[|\\]|\\^1|:|```|---|\n|<b>|<div>|</div>|é|👩‍🚀|\\PC| ){0,60}") {
            proptest::prop_assert!(read(&text, &Progress::default()).and_then(Draft::finish).is_ok());
        }
    }
}
