//! How does a marked article read as plain text? Markdown: the article with a footnote at each mark, and a table of all marks.
//!
//! Footnotes are written as GitHub, Pandoc and Obsidian read them. Nothing from the article is ever markup.

use std::fmt::Write as _;

use super::outgoing::{Losses, READING_BACK};
use super::prose::{Seen, Title, byline, day, excerpt, is_web_address, relations, title_and_body, values, words};
use super::{Format, LossKind, Named, OutFile, Positions, Shape, TextAt, Wish, Written};
use crate::project::{Annotation, Block, BlockKind, Project};

/// The format.
pub(super) const MARKDOWN: Format = Format {
    name: "markdown",
    title: "Markdown with footnotes",
    extensions: &["md"],
    shape: Shape::FileEach,
    beside: &[],
    reads: &[],
    text: TextAt::Within,
    positions: Positions::None,
    loses: KINDS,
    write: Some(write),
    read: None,
};

const KINDS: &[&LossKind] = &[&READING_BACK];

fn write(projects: &[Named<'_>], _: &Wish) -> Written {
    let mut losses = Losses::default();
    projects.iter().for_each(|named| losses.lose(&READING_BACK, &named.id));
    let files = projects.iter().map(|named| OutFile::main(report(named).into_bytes()));
    Written { files: files.collect(), losses: losses.in_order(KINDS) }
}

/// The number of each annotation, counted from 1 in the order of the text.
struct Numbers<'a> {
    project: &'a Project,
}

impl Numbers<'_> {
    fn of(&self, annotation: &Annotation) -> usize {
        self.project.annotations().rank(annotation.id()).map_or(0, |rank| rank + 1)
    }
}

fn report(named: &Named<'_>) -> String {
    let project = named.project;
    let mut page = String::with_capacity(project.text().len() * 2);
    let mut marks = Marks::new(named);
    let (title, body) = title_and_body(named);
    page.push_str("# ");
    match title {
        Title::Block(block) => marks.write(&mut page, project, block, body.first()),
        Title::Words(words) => line(&mut page, words),
    }
    page.push('\n');
    head(&mut page, project);
    for (number, block) in body.iter().enumerate() {
        page.push('\n');
        page.push_str(match block.kind {
            BlockKind::Title | BlockKind::Heading => "## ",
            BlockKind::ListItem => "- ",
            BlockKind::Quotation => "> ",
            BlockKind::Paragraph | BlockKind::Caption => "",
        });
        marks.write(&mut page, project, *block, body.get(number + 1));
        page.push('\n');
    }
    if !project.annotations().is_empty() {
        table(&mut page, project);
        let numbers = Numbers { project };
        for (number, annotation) in (1..).zip(project.annotations().iter()) {
            footnote(&mut page, &numbers, number, annotation);
        }
    }
    page
}

/// Byline and address, where there are any.
fn head(page: &mut String, project: &Project) {
    let mut parts: Vec<String> = byline(project).map(escaped).collect();
    match project.fields().get("url") {
        "" => {}
        url if is_web_address(url) => parts.push(format!("<{url}>")),
        url => parts.push(escaped(url)),
    }
    if !parts.is_empty() {
        let _ = writeln!(page, "\n{}", parts.join(" · "));
    }
}

/// Where marks end, in the order of the text.
struct Marks {
    /// The byte at which a fragment ends, and the number of its annotation.
    ends: Vec<(usize, usize)>,
    /// How many have been written.
    written: usize,
}

impl Marks {
    fn new(named: &Named<'_>) -> Self {
        let mut ends = Vec::with_capacity(named.project.annotations().len());
        for (number, annotation) in (1..).zip(named.annotations()) {
            ends.extend(annotation.fragments().spans().iter().map(|span| (span.end(), number)));
        }
        ends.sort_unstable();
        Self { ends, written: 0 }
    }

    /// The text of a block, with a footnote where a mark ends; those that end in the blanks after it stand at its end.
    fn write(&mut self, page: &mut String, project: &Project, block: Block, next: Option<&Block>) {
        let text = project.text();
        // A mark that ends where the next block begins ends in the blanks before it.
        let last = next.map_or(usize::MAX, |next| next.span.start());
        let mut at = block.span.start();
        let is_one_line = matches!(block.kind, BlockKind::Title | BlockKind::Heading);
        while let Some(&(end, number)) = self.ends.get(self.written).filter(|(end, _)| *end <= last) {
            let end = end.clamp(at, block.span.end());
            prose(page, &text[at..end], at == block.span.start(), is_one_line);
            let _ = write!(page, "[^{number}]");
            at = end;
            self.written += 1;
        }
        prose(page, &text[at..block.span.end()], at == block.span.start(), is_one_line);
    }
}

/// Text of the article; line ends stay, where they may.
fn prose(page: &mut String, text: &str, is_beginning: bool, is_one_line: bool) {
    // Blanks at the beginning of a line make code of it.
    let text = if is_beginning { text.trim_start() } else { text };
    if is_one_line {
        return line(page, text);
    }
    for (number, part) in text.split('\n').enumerate() {
        if number > 0 {
            page.push_str("\\\n");
        }
        escape(page, if number > 0 { part.trim_start() } else { part });
    }
}

/// Words that must stay on one line.
pub(super) fn line(page: &mut String, text: &str) {
    for (number, part) in text.split(['\n', '\r']).filter(|part| !part.is_empty()).enumerate() {
        if number > 0 {
            page.push(' ');
        }
        escape(page, part);
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    line(&mut escaped, text);
    escaped
}

/// `text` so that none of it is markup.
fn escape(page: &mut String, text: &str) {
    for char in text.chars() {
        match char {
            '\r' => {}
            '\t' => page.push(' '),
            // Their pictures show that they are there.
            '\0'..='\u{1f}' => page.push(char::from_u32(0x2400 + u32::from(char)).unwrap_or('\u{fffd}')),
            '\u{7f}' => page.push('\u{2421}'),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '#' | '+' | '-' | '.' | '!' | '|' | '<'
            | '>' | '&' | '~' | '=' | '$' | '^' => {
                page.push('\\');
                page.push(char);
            }
            char => page.push(char),
        }
    }
}

fn table(page: &mut String, project: &Project) {
    page.push_str("\n## Annotations\n\n|  | Label | Words | By |\n| ---: | --- | --- | --- |\n");
    for (number, annotation) in (1..).zip(project.annotations().iter()) {
        let _ = write!(page, "| {number} | ");
        line(page, &project.label_of(annotation).name);
        page.push_str(" | ");
        line(page, words(project, annotation).trim());
        page.push_str(" | ");
        page.push_str(&day_and_maker(project, annotation));
        page.push_str(" |\n");
    }
}

/// Who made an annotation, and on which day.
pub(super) fn day_and_maker(project: &Project, annotation: &Annotation) -> String {
    let mut words = escaped(project.maker_of(annotation));
    let day = day(project, annotation);
    if !words.is_empty() && !day.is_empty() {
        words.push_str(", ");
    }
    // A day is no list, whatever its marks.
    words + &day
}

/// What is said of an annotation, a paragraph each for its values, the lines of its note, and its relations.
fn footnote(page: &mut String, numbers: &Numbers<'_>, number: usize, annotation: &Annotation) {
    let project = numbers.project;
    let _ = write!(page, "\n[^{number}]: **");
    line(page, &project.label_of(annotation).name);
    page.push_str("**");
    for (name, value) in values(project, annotation) {
        page.push_str(" · ");
        line(page, name);
        page.push_str(": ");
        line(page, value);
    }
    page.push('\n');
    for part in annotation.note().split(['\n', '\r']).filter(|part| !part.trim().is_empty()) {
        page.push_str("\n    ");
        line(page, part.trim());
        page.push('\n');
    }
    for Seen { kind, leads_away, other } in relations(project, annotation.id()) {
        page.push_str(if leads_away { "\n    → " } else { "\n    ← " });
        line(page, kind);
        let _ = write!(page, " {}: ", numbers.of(other));
        line(page, &excerpt(project, other));
        page.push('\n');
    }
}

#[cfg(test)]
mod tests;
