//! How does a project become rows? Token by token, with what is marked there.

mod marks;

use std::collections::BTreeSet;
use std::ops::Range;

use self::marks::{Link, Mark, Marks};
use super::escapes::{push_text, push_value};
use super::{
    ATTRIBUTE_NAMES, BASE, EMPTY_VALUES, FEATURES, KINDS, LAYERS, LINE_ENDS, RELATION_LAYER, RELATIONS, SPAN_LAYER,
    SPANS, TEXT,
};
use crate::format::names::SafeNames;
use crate::format::outgoing::{Losses, RENAMED, id_among, is_blank};
use crate::format::tokens::tokens;
use crate::format::{Named, OutFile, Wish, Written, file_stem};
use crate::project::Annotation;
use crate::text::Unit;

/// A file for each of `projects`.
pub(super) fn write(projects: &[Named<'_>], _: &Wish) -> Written {
    let mut losses = Losses::default();
    losses.lose_settings(projects);
    losses.lose_fields(projects);
    let mut files = Vec::with_capacity(projects.len());
    for named in projects {
        if file_stem(&named.id) != named.id {
            losses.lose(&RENAMED, &named.id);
        }
        if !named.project.annotations().is_empty() {
            losses.lose(&LAYERS, &named.id);
        }
        let marks = Marks::of(projects, named, &mut losses);
        let columns = Columns::of(named);
        lose_values(projects, named, &columns, &mut losses);
        let mut sheet = Sheet::of(named, &columns, &marks);
        sheet.head();
        if sheet.body() {
            losses.lose(&LINE_ENDS, &named.id);
        }
        files.push(OutFile::main(sheet.bytes));
    }
    Written { files, losses: losses.in_order(KINDS) }
}

/// The columns of annotations: the features and the attributes that have a value somewhere.
struct Columns<'a> {
    attributes: Vec<&'a str>,
    names: SafeNames<'a>,
}

impl<'a> Columns<'a> {
    fn of(named: &Named<'a>) -> Self {
        let values = named.project.annotations().iter().flat_map(Annotation::attributes);
        let used = values.filter(|(_, value)| !value.is_empty()).map(|(name, _)| name.as_str());
        let attributes: Vec<&str> = used.collect::<BTreeSet<_>>().into_iter().collect();
        Self { names: SafeNames::of(attributes.iter().copied(), &FEATURES), attributes }
    }

    fn count(&self) -> usize {
        FEATURES.len() + self.attributes.len()
    }
}

fn lose_values(projects: &[Named<'_>], named: &Named<'_>, columns: &Columns<'_>, losses: &mut Losses) {
    for annotation in named.project.annotations().iter().filter(|annotation| !annotation.attributes().is_empty()) {
        let is_renamed = |(name, value): (&String, &String)| !value.is_empty() && columns.names.get(name) != name;
        if annotation.attributes().iter().any(is_renamed) {
            losses.lose(&ATTRIBUTE_NAMES, id_among(projects, named, annotation.id()));
        }
        if annotation.attributes().values().any(String::is_empty) {
            losses.lose(&EMPTY_VALUES, id_among(projects, named, annotation.id()));
        }
    }
}

/// Which token: the number of its sentence, and its own in that, from 1.
type Address = (usize, usize);

/// A file on its way to bytes.
struct Sheet<'a, 'p> {
    named: &'a Named<'p>,
    columns: &'a Columns<'p>,
    marks: &'a Marks<'p>,
    bytes: Vec<u8>,
}

/// A mark that the token lies in, with its cells.
struct Active {
    end: usize,
    cells: Vec<String>,
}

impl<'a, 'p> Sheet<'a, 'p> {
    fn of(named: &'a Named<'p>, columns: &'a Columns<'p>, marks: &'a Marks<'p>) -> Self {
        let bytes = Vec::with_capacity(named.project.text().len().saturating_mul(5));
        Self { named, columns, marks, bytes }
    }

    fn head(&mut self) {
        let mut head = format!("{}3\n{SPANS}{SPAN_LAYER}|{}", super::FORMAT, FEATURES.join("|"));
        for name in &self.columns.attributes {
            head.push('|');
            head.push_str(self.columns.names.get(name));
        }
        head.push('\n');
        if !self.marks.links.is_empty() {
            head.push_str(&format!("{RELATIONS}{RELATION_LAYER}|identifier|label|{BASE}{SPAN_LAYER}\n"));
        }
        head.push('\n');
        self.bytes.extend_from_slice(head.as_bytes());
    }

    /// Writes the sentences; returns whether blanks are lost that a reader could not know.
    fn body(&mut self) -> bool {
        let text = self.named.project.text();
        let mut counter = self.named.project.article().counter(Unit::Utf16);
        let marks = self.marks;
        let addresses = if marks.links.is_empty() { Vec::new() } else { addresses(text, marks) };
        let (mut marks_left, mut links_left) = (marks.list.iter().enumerate().peekable(), &marks.links[..]);
        let mut active: Vec<Active> = Vec::new();
        let (mut end, mut loses) = (0, false);
        walk(text, &marks.edges, |token, address, begins| {
            if begins {
                loses |= text[end..token.start].bytes().any(|byte| byte != b'\n');
                self.sentence(text, token.start);
            }
            end = token.end;
            active.retain(|mark| mark.end > token.start);
            while let Some((place, mark)) = marks_left.next_if(|(_, mark)| mark.bytes.start <= token.start) {
                active.push(Active { end: mark.bytes.end, cells: self.cells(mark, place + 1) });
            }
            push_address(&mut self.bytes, address);
            self.bytes.push(b'\t');
            push_number(&mut self.bytes, counter.at(token.start));
            self.bytes.push(b'-');
            push_number(&mut self.bytes, counter.at(token.end));
            self.bytes.push(b'\t');
            push_text(&mut self.bytes, &text[token.clone()]);
            self.annotations(&active);
            let here = links_left.iter().take_while(|link| marks.list[link.to].bytes.start <= token.start).count();
            let (here, others) = links_left.split_at(here);
            links_left = others;
            self.relations(here, &addresses);
            self.bytes.push(b'\n');
        });
        loses || end < text.len()
    }

    /// Writes the line of the text that begins with a token, as far as it has any.
    fn sentence(&mut self, text: &str, start: usize) {
        let line = text[start..].split('\n').next().unwrap_or_default();
        self.bytes.push(b'\n');
        self.bytes.extend_from_slice(TEXT.as_bytes());
        push_text(&mut self.bytes, line.trim_end_matches(is_blank));
        self.bytes.push(b'\n');
    }

    /// The cells of a mark, each with its number.
    fn cells(&self, mark: &Mark<'_>, number: usize) -> Vec<String> {
        let (project, annotation) = (self.named.project, mark.piece.annotation);
        let at = project.time_of(annotation).map(|moment| moment.to_string()).unwrap_or_default();
        let id = mark.piece.id();
        let label = project.label_of(annotation).id.as_str();
        let attribute = |name: &&str| annotation.attributes().get(*name).map_or("", String::as_str);
        let own = [annotation.note(), project.maker_of(annotation), at.as_str()];
        let details = own.into_iter().chain(self.columns.attributes.iter().map(attribute));
        // What belongs to the annotation stands at its first fragment.
        let details = details.map(|value| if mark.piece.number == 0 { value } else { "" });
        let cell = |value: &str| {
            let mut cell = String::with_capacity(value.len() + 8);
            match value {
                "" => cell.push('*'),
                value => push_value(&mut cell, value),
            }
            cell.push_str(&format!("[{number}]"));
            cell
        };
        [id.as_str(), label].into_iter().chain(details).map(cell).collect()
    }

    fn annotations(&mut self, active: &[Active]) {
        for column in 0..self.columns.count() {
            self.bytes.push(b'\t');
            for (place, mark) in active.iter().enumerate() {
                if place > 0 {
                    self.bytes.push(b'|');
                }
                self.bytes.extend_from_slice(mark.cells[column].as_bytes());
            }
            if active.is_empty() {
                self.bytes.push(b'_');
            }
        }
    }

    /// Writes the relations that lead to marks which begin at the token.
    fn relations(&mut self, links: &[Link<'_>], addresses: &[Address]) {
        if self.marks.links.is_empty() {
            return;
        }
        if links.is_empty() {
            return self.bytes.extend_from_slice(b"\t_\t_\t_");
        }
        let mut cells = [const { String::new() }; 2];
        let mut bases = Vec::new();
        for (place, link) in links.iter().enumerate() {
            let id = link.id.map(ToString::to_string).unwrap_or_default();
            for (cell, value) in cells.iter_mut().zip([id.as_str(), link.kind]) {
                if place > 0 {
                    cell.push('|');
                }
                match value {
                    "" => cell.push('*'),
                    value => push_value(cell, value),
                }
            }
            if place > 0 {
                bases.push(b'|');
            }
            push_address(&mut bases, addresses[link.from]);
            bases.extend_from_slice(format!("[{}_{}]", link.from + 1, link.to + 1).as_bytes());
        }
        for cell in cells.iter().map(String::as_bytes).chain([bases.as_slice()]) {
            self.bytes.push(b'\t');
            self.bytes.extend_from_slice(cell);
        }
    }
}

/// Calls `take` with each token, its address, and whether it is the first of its sentence, which is a line.
fn walk(text: &str, edges: &[usize], mut take: impl FnMut(Range<usize>, Address, bool)) {
    let (mut sentence, mut number, mut end) = (0, 0, 0);
    tokens(text, edges, |token| {
        let begins = sentence == 0 || text[end..token.start].bytes().any(|byte| byte == b'\n');
        (sentence, number) = if begins { (sentence + 1, 1) } else { (sentence, number + 1) };
        end = token.end;
        take(token, (sentence, number), begins);
    });
}

/// The first token of each mark.
fn addresses(text: &str, marks: &Marks<'_>) -> Vec<Address> {
    let mut addresses = Vec::with_capacity(marks.list.len());
    walk(text, &marks.edges, |token, address, _| {
        let here = marks.list[addresses.len()..].iter().take_while(|mark| mark.bytes.start <= token.start).count();
        addresses.extend(std::iter::repeat_n(address, here));
    });
    addresses
}

fn push_address(bytes: &mut Vec<u8>, (sentence, token): Address) {
    push_number(bytes, sentence);
    bytes.push(b'-');
    push_number(bytes, token);
}

/// Writes a number in decimal: there are four in every row.
fn push_number(bytes: &mut Vec<u8>, number: usize) {
    let mut digits = [0; 20];
    let (mut at, mut left) = (digits.len(), number);
    loop {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    bytes.extend_from_slice(&digits[at..]);
}
