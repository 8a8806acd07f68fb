//! Where in the document do its comments begin and end? Runs are cut wherever one does; the innermost mark gives the colour.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{DECLARATION, GATHERED, MAIN, begin_paragraph, run};
use crate::format::Named;
use crate::format::outgoing::Piece;
use crate::format::prose::{Title, byline, title_and_body};
use crate::project::{Block, BlockKind, Color, Label, Line, Project};
use crate::reading::archive::Packing;
use crate::text::Direction;

/// How much of a label's colour is in the shade of its marks.
const SHADE: u16 = 56;

/// Writes `word/document.xml`.
pub(super) fn write(packing: &mut Packing, named: &Named<'_>) {
    let project = named.project;
    let mut document = Document::new(named);
    let (title, body) = title_and_body(named);
    match title {
        Title::Block(block) => document.paragraph(block, body.first()),
        Title::Words(words) => document.aside("Title", words),
    }
    let address = [project.fields().get("url")].into_iter().filter(|url| !url.is_empty());
    let head: Vec<&str> = byline(project).chain(address).collect();
    if !head.is_empty() {
        document.aside("Subtitle", &head.join(" · "));
    }
    for (number, block) in body.iter().enumerate() {
        document.paragraph(*block, body.get(number + 1));
        if document.xml.len() > GATHERED {
            packing.add(document.xml.as_bytes());
            document.xml.clear();
        }
    }
    document.rest();
    document.xml.push_str(
        "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" \
         w:left=\"1440\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>\n",
    );
    packing.add(document.xml.as_bytes());
}

/// A place where something changes: of two at one byte, what ends comes before what begins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    at: usize,
    begins: bool,
    /// The number of the fragment and of its comment.
    comment: usize,
}

/// A document that is being written.
struct Document<'a> {
    project: &'a Project,
    xml: String,
    events: Vec<Event>,
    /// How many events are written.
    passed: usize,
    /// The fragments that cover the place that is written to.
    open: BTreeSet<usize>,
    /// The place of the label of each fragment in the scheme.
    labels: Vec<usize>,
    /// The properties of a run with each label.
    looks: Vec<String>,
}

impl<'a> Document<'a> {
    fn new(named: &Named<'a>) -> Self {
        let project = named.project;
        let (mut events, mut labels) = (Vec::new(), Vec::new());
        for annotation in named.annotations() {
            for piece in Piece::all(annotation) {
                let comment = labels.len();
                events.push(Event { at: piece.span.start(), begins: true, comment });
                events.push(Event { at: piece.span.end(), begins: false, comment });
                labels.push(annotation.label().get());
            }
        }
        events.sort_unstable();
        let looks = project.scheme().labels.iter().map(look).collect();
        let mut xml = DECLARATION.to_owned();
        let _ = write!(xml, "<w:document {MAIN}><w:body>");
        Self { project, xml, events, passed: 0, open: BTreeSet::new(), labels, looks }
    }

    /// A paragraph of words that are not of the text.
    fn aside(&mut self, style: &str, words: &str) {
        let direction = begin_paragraph(&mut self.xml, style, words);
        run(&mut self.xml, "", direction, words);
        self.xml.push_str("</w:p>\n");
    }

    /// A block; what begins or ends in the blanks after it does so at its end.
    fn paragraph(&mut self, block: Block, next: Option<&Block>) {
        let text = self.project.text();
        let style = match block.kind {
            BlockKind::Title => "Title",
            BlockKind::Heading => "Heading1",
            BlockKind::Paragraph => "",
            BlockKind::ListItem => "ListParagraph",
            BlockKind::Quotation => "Quote",
            BlockKind::Caption => "Caption",
        };
        let direction = begin_paragraph(&mut self.xml, style, block.span.of(text));
        let (mut at, end) = (block.span.start(), block.span.end());
        let last = next.map_or(usize::MAX, |next| next.span.start());
        while let Some(event) = self.events.get(self.passed).copied() {
            // What begins with the next block belongs to it.
            if event.at > last || (event.at == last && event.begins) {
                break;
            }
            let place = event.at.clamp(at, end);
            self.text(&text[at..place], direction);
            at = place;
            self.event(event);
        }
        self.text(&text[at..end], direction);
        self.xml.push_str("</w:p>\n");
    }

    /// What is left where the text has no block at all.
    fn rest(&mut self) {
        if self.passed < self.events.len() {
            self.xml.push_str("<w:p>");
            while let Some(event) = self.events.get(self.passed).copied() {
                self.event(event);
            }
            self.xml.push_str("</w:p>\n");
        }
    }

    fn text(&mut self, text: &str, direction: Direction) {
        let innermost = self.open.last().and_then(|comment| self.labels.get(*comment));
        let look = innermost.and_then(|label| self.looks.get(*label)).map_or("", String::as_str);
        run(&mut self.xml, look, direction, text);
    }

    fn event(&mut self, Event { begins, comment, .. }: Event) {
        self.passed += 1;
        if begins {
            self.open.insert(comment);
            let _ = write!(self.xml, "<w:commentRangeStart w:id=\"{comment}\"/>");
        } else {
            self.open.remove(&comment);
            let _ = write!(
                self.xml,
                "<w:commentRangeEnd w:id=\"{comment}\"/><w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr>\
                 <w:commentReference w:id=\"{comment}\"/></w:r>"
            );
        }
    }
}

/// How marks with a label look: its line, and its shade unless it is a helper.
fn look(label: &Label) -> String {
    let line = match label.line {
        Line::Solid => "single",
        Line::Double => "double",
        Line::Dotted => "dotted",
        Line::Dashed => "dash",
    };
    let hex = |color: Color| String::from(color).trim_start_matches('#').to_owned();
    let mut look = format!("<w:u w:val=\"{line}\" w:color=\"{}\"/>", hex(label.color));
    if !label.helper {
        let shade = label.color.rgb.map(|part| (255 - (255 - u16::from(part)) * SHADE / 255) as u8);
        let _ = write!(look, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>", hex(Color { rgb: shade }));
    }
    look
}
