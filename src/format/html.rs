//! How does a project look on one page? A report to read, send and print: the article with its marks, then what was found.
//!
//! One file without scripts and without anything from elsewhere. Marks differ by colour and by line, light and dark follow
//! the reader's system, and everything from the article is escaped.

mod page;
mod segments;
mod tables;

use std::fmt::Write as _;

use self::page::Page;
use self::segments::{Mark, Segment, segments};
use super::outgoing::{Losses, READING_BACK};
use super::prose::{self, Title, title_and_body, title_of};
use super::{Format, LossKind, Named, OutFile, Positions, Shape, TextAt, Wish, Written};
use crate::project::{Block, BlockKind, Color, Label, Line, Project};

/// The least contrast of a line against its ground (WCAG 2.2, text).
const CONTRAST: f64 = 4.5;
/// Paper, as in the style sheet.
const PAPER: Color = Color { rgb: [0xFD, 0xFC, 0xF9] };
/// Black, as in the style sheet.
const BLACK: Color = Color { rgb: [0x18, 0x1B, 0x1E] };

/// The format.
pub(super) const HTML: Format = Format {
    name: "html",
    title: "Report to read and print",
    extensions: &["html"],
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

const STYLE: &str = include_str!("html/style.css");

fn write(projects: &[Named<'_>], _: &Wish) -> Written {
    let mut losses = Losses::default();
    for named in projects {
        losses.lose(&READING_BACK, &named.id);
    }
    let files = projects.iter().map(|named| OutFile::main(report(named).into_bytes()));
    Written { files: files.collect(), losses: losses.in_order(KINDS) }
}

fn report(named: &Named<'_>) -> String {
    let project = named.project;
    let mut page = Page::default();
    named.progress.begin(project.article().blocks().len() as u64);
    head(&mut page, named);
    let (title, body) = title_and_body(named);
    page.markup("<header>\n<h1 dir=\"auto\">");
    match title {
        Title::Block(block) => marked_text(&mut page, project, block),
        Title::Words(words) => drop(page.text(words)),
    }
    page.markup("</h1>\n");
    byline(&mut page, project);
    page.markup("</header>\n");
    legend(&mut page, project);
    page.markup("<main>\n<article");
    if let Some(language) = language(project) {
        page.markup(" lang=\"").text(language).markup("\"");
    }
    page.markup(">\n");
    let first = if matches!(title, Title::Block(_)) { 2 } else { 1 };
    for (number, block) in (first..).zip(body) {
        if named.progress.advance(1).is_err() {
            break;
        }
        paragraph(&mut page, project, *block, number);
    }
    page.markup("</article>\n</main>\n");
    tables::write(&mut page, project);
    page.markup("<footer>").text(&named.id).markup(" · text ").text(&project.article().hash().to_string());
    page.markup(" · Copydesk</footer>\n</body>\n</html>\n");
    page.finish()
}

fn language(project: &Project) -> Option<&str> {
    let language = project.fields().get("language");
    let is_tag = language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (is_tag && (2..=12).contains(&language.len())).then_some(language)
}

fn head(page: &mut Page, named: &Named<'_>) {
    page.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.markup(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    );
    page.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.markup("<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    page.text(title_of(named)).markup("</title>\n<style>\n").markup(STYLE);
    page.markup(&label_styles(&named.project.scheme().labels)).markup("</style>\n</head>\n<body>\n");
}

/// A class for each label: its line and its tint, on paper and on black.
fn label_styles(labels: &[Label]) -> String {
    let (mut light, mut dark) = (String::new(), String::new());
    for (number, label) in labels.iter().enumerate() {
        let [on_paper, on_black] = [PAPER, BLACK].map(|ground| label.color.seen_on(ground, CONTRAST));
        let line = match label.line {
            Line::Solid if label.helper => "1.5px solid",
            Line::Solid => "2px solid",
            Line::Double => "4px double",
            Line::Dotted => "3px dotted",
            Line::Dashed => "2px dashed",
        };
        let tint = |alpha| if label.helper { "none".to_owned() } else { css(label.color) + alpha };
        let _ = writeln!(light, ".l{number} {{ border-bottom: {line} {}; background: {} }}", css(on_paper), tint("24"));
        let _ = writeln!(dark, "  .l{number} {{ border-color: {}; background: {} }}", css(on_black), tint("3d"));
    }
    format!("{light}@media (prefers-color-scheme: dark) {{\n{dark}}}\n")
}

fn css(color: Color) -> String {
    String::from(color).to_ascii_lowercase()
}

fn byline(page: &mut Page, project: &Project) {
    let mut parts = 0;
    for word in prose::byline(project) {
        page.markup(if parts == 0 { "<p class=\"byline\">" } else { " · " });
        page.markup("<bdi>").text(word).markup("</bdi>");
        parts += 1;
    }
    let url = project.fields().get("url");
    if !url.is_empty() {
        page.markup(if parts == 0 { "<p class=\"byline\">" } else { " · " });
        link(page, url);
        parts += 1;
    }
    if parts > 0 {
        page.markup("</p>\n");
    }
}

/// A link where the address leads to the web; anything else is shown as it is written.
fn link(page: &mut Page, url: &str) {
    if url.starts_with("https://") || url.starts_with("http://") {
        page.markup("<a href=\"").text(url).markup("\" rel=\"noreferrer\">").text(url).markup("</a>");
    } else {
        page.text(url);
    }
}

/// The labels that are in use, with how often.
fn legend(page: &mut Page, project: &Project) {
    page.markup("<ul class=\"legend\">\n");
    for (number, label) in project.scheme().labels.iter().enumerate() {
        let Some((index, _)) = project.scheme().label(&label.id) else { continue };
        let count = project.annotations().count_of(index);
        if count == 0 {
            continue;
        }
        page.markup("<li><span class=\"m l").number(number).markup("\">").text(&label.name);
        page.markup("</span> <span class=\"count\">").number(count).markup("</span></li>\n");
    }
    page.markup("</ul>\n");
}

fn paragraph(page: &mut Page, project: &Project, block: Block, number: usize) {
    let (start, end) = match block.kind {
        BlockKind::Title | BlockKind::Heading => ("<h2 dir=\"auto\">", "</h2>\n"),
        BlockKind::Paragraph => ("<p dir=\"auto\">", "</p>\n"),
        BlockKind::ListItem => ("<p dir=\"auto\" class=\"item\">", "</p>\n"),
        BlockKind::Quotation => ("<p dir=\"auto\" class=\"quotation\">", "</p>\n"),
        BlockKind::Caption => ("<p dir=\"auto\" class=\"caption\">", "</p>\n"),
    };
    page.markup(start);
    if end.starts_with("</p") {
        page.markup("<span class=\"number\" aria-hidden=\"true\">").number(number).markup("</span>");
    }
    marked_text(page, project, block);
    page.markup(end);
}

/// The text of a block, each segment within its marks.
fn marked_text(page: &mut Page, project: &Project, block: Block) {
    for Segment { span, marks } in segments(project, block.span) {
        for &Mark { annotation, lane } in &marks {
            let label = project.label_of(annotation);
            page.markup("<span class=\"m l").number(annotation.label().get());
            if lane > 0 {
                page.markup(" d").number(lane);
            }
            page.markup("\" title=\"").text(&label.name).markup(" ").text(&annotation.id().to_string());
            if annotation.hull().start() == span.start() {
                page.markup("\" id=\"m").text(&anchor(annotation.id()));
            }
            page.markup("\">");
        }
        page.text(span.of(project.text()));
        page.markup(&"</span>".repeat(marks.len()));
    }
}

/// An id as the part of an address: letters, digits and `-` stay, other characters become their numbers.
fn anchor(id: &crate::project::Id) -> String {
    let part = |char: char| match char {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' => char.to_string(),
        other => format!("_{:x}_", u32::from(other)),
    };
    id.to_string().chars().map(part).collect()
}

#[cfg(test)]
mod tests;
