//! How are annotations a table? CSV and TSV for spreadsheets: a row an annotation, relations in a table beside it.
//!
//! RFC 4180: cells in quotation marks where they need it, CRLF row ends; UTF-8 with a byte-order mark, which Excel wants.
//! Positions count Unicode code points, end exclusive.

mod guard;
mod read;
mod rows;

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use super::outgoing::{BLOCKS, EMPTY_VALUES, FIELDS, Losses, Placing, SCHEME, Time, id_among};
use super::{
    Beside, Facet, Format, LossKind, Named, OutFile, Place, Positions, ReadError, Reading, Shape, Source, TextAt,
    Written, edits,
};
use crate::project::{Annotation, Article, Project};
use crate::text::{Fragments, Unit};

/// Comma-separated values.
pub(super) const CSV: Format = Format {
    name: "csv",
    title: "Table for spreadsheets, comma-separated",
    extensions: &["csv"],
    shape: Shape::File,
    beside: &[RELATIONS],
    reads: &["csv"],
    text: TextAt::Beside,
    positions: Positions::In(Unit::Chars),
    loses: KINDS,
    write: Some(|projects, _| write(projects, b',')),
    read: Some(|source| read(source, b',')),
};

/// Tab-separated values.
pub(super) const TSV: Format = Format {
    name: "tsv",
    title: "Table for spreadsheets, tab-separated",
    extensions: &["tsv"],
    reads: &["tsv"],
    write: Some(|projects, _| write(projects, b'\t')),
    read: Some(|source| read(source, b'\t')),
    ..CSV
};

const KINDS: &[&LossKind] = &[&TEXT, &UNMARKED, &FIELDS, &EMPTY_VALUES, &LONG_CELLS, &SCHEME, &BLOCKS];

const TEXT: LossKind =
    LossKind::dropped(Facet::Text, "text", "the text of an article is not in the file; to read it back, give it");
const UNMARKED: LossKind =
    LossKind::dropped(Facet::Article, "unmarked", "an article without annotations leaves no row");
const LONG_CELLS: LossKind = LossKind::changed(
    Facet::Elsewhere,
    "long cells",
    "Excel cuts a cell after 32,767 characters; the file holds it whole",
);

/// The longest cell that Excel keeps, in UTF-16 units.
const EXCEL_CELL: usize = 32_767;

/// The columns before the attributes.
const COLUMNS: [&str; 10] =
    ["doc_id", "annotation_id", "start", "end", "fragments", "label", "text", "note", "by", "at"];
const RELATION_COLUMNS: [&str; 5] = ["doc_id", "relation_id", "type", "from", "to"];
/// The file of relations.
const RELATIONS: Beside = Beside::Word("relations");
/// What the column of an attribute begins with.
const ATTRIBUTE: &str = "attr_";

fn read(source: &Source<'_>, separator: u8) -> Result<Reading, ReadError> {
    read::read(source, separator)
}

fn write(projects: &[Named<'_>], separator: u8) -> Written {
    let mut losses = Losses::default();
    note_losses(&mut losses, projects);
    let attributes = attributes(projects);
    let mut table = Table::new(separator);
    let columns: Vec<String> = attributes.iter().map(|name| format!("{ATTRIBUTE}{name}")).collect();
    table.row(COLUMNS.into_iter().chain(columns.iter().map(String::as_str)));
    for named in projects {
        let mut placing = Placing::new(named.project.article(), Unit::Chars);
        for annotation in named.annotations() {
            if row(&mut table, named, annotation, &mut placing, &attributes) > EXCEL_CELL {
                losses.lose(&LONG_CELLS, id_among(projects, named, annotation.id()));
            }
        }
    }
    let relations = OutFile { place: Place::Beside(RELATIONS), bytes: relations(projects, separator) };
    Written { files: vec![OutFile::main(table.bytes()), relations], losses: losses.in_order(KINDS) }
}

/// The attributes that have a value somewhere, by name.
fn attributes<'a>(projects: &[Named<'a>]) -> BTreeSet<&'a str> {
    let annotations = projects.iter().flat_map(|named| named.project.annotations().iter());
    let values = annotations.flat_map(Annotation::attributes);
    values.filter(|(_, value)| !value.is_empty()).map(|(name, _)| name.as_str()).collect()
}

/// Writes the row of one annotation; returns how long its longest cell is, in UTF-16 units.
fn row(
    table: &mut Table,
    named: &Named<'_>,
    annotation: &Annotation,
    placing: &mut Placing<'_>,
    attributes: &BTreeSet<&str>,
) -> usize {
    let project = named.project;
    let (start, end) = placing.range(annotation.hull());
    table.cell(&named.id);
    table.shown(annotation.id());
    table.shown(&start);
    table.shown(&end);
    table.cell(&fragments(project.article(), annotation.fragments()));
    table.cell(&project.label_of(annotation).id);
    // What a reader finds from start to end, so that it can check the positions; `fragments` says what of it is marked.
    let marked = annotation.hull().of(project.text());
    table.cell(marked);
    table.cell(annotation.note());
    table.cell(project.maker_of(annotation));
    table.shown(&Time(project.time_of(annotation)));
    for name in attributes {
        table.cell(annotation.attributes().get(*name).map_or("", String::as_str));
    }
    table.end_row();
    let cells = [marked, annotation.note()].into_iter().chain(annotation.attributes().values().map(String::as_str));
    // What is short in bytes is not counted.
    let long = cells.filter(|cell| cell.len() > EXCEL_CELL).map(|cell| cell.encode_utf16().count());
    long.max().unwrap_or_default()
}

/// The fragments as the command line takes them, `2..30,35..42`; nothing for a single one.
fn fragments(article: &Article, fragments: &Fragments) -> String {
    if fragments.spans().len() == 1 {
        return String::new();
    }
    let ranges = edits::ranges(article, fragments);
    let words: Vec<String> = ranges.iter().map(|(start, end)| format!("{start}..{end}")).collect();
    words.join(",")
}

fn relations(projects: &[Named<'_>], separator: u8) -> Vec<u8> {
    let mut table = Table::new(separator);
    table.row(RELATION_COLUMNS.into_iter());
    for Named { id, project, .. } in projects {
        for relation in project.relations().iter() {
            let [own, from, to] = [&relation.id, &relation.from, &relation.to].map(ToString::to_string);
            table.row([id.as_str(), &own, &relation.kind, &from, &to].into_iter());
        }
    }
    table.bytes()
}

fn note_losses(losses: &mut Losses, projects: &[Named<'_>]) {
    losses.lose_settings(projects);
    losses.lose_fields(projects);
    for named in projects {
        let project: &Project = named.project;
        losses.lose(&TEXT, &named.id);
        if project.annotations().is_empty() {
            losses.lose(&UNMARKED, &named.id);
        }
        for annotation in project.annotations().iter() {
            if annotation.attributes().values().any(String::is_empty) {
                losses.lose(&EMPTY_VALUES, id_among(projects, named, annotation.id()));
            }
        }
    }
}

/// Rows on their way to bytes.
struct Table {
    rows: csv::Writer<Vec<u8>>,
    buffer: String,
}

impl Table {
    fn new(separator: u8) -> Self {
        let mark = "\u{feff}".as_bytes().to_vec();
        let mut builder = csv::WriterBuilder::new();
        let rows = builder.delimiter(separator).terminator(csv::Terminator::CRLF).from_writer(mark);
        Self { rows, buffer: String::new() }
    }

    fn row<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        cells.for_each(|cell| self.cell(cell));
        self.end_row();
    }

    fn cell(&mut self, cell: &str) {
        // Rows of one table are equally long, and memory takes every byte: nothing here can fail.
        let _ = self.rows.write_field(&*guard::on(cell));
    }

    fn shown(&mut self, value: &impl fmt::Display) {
        self.buffer.clear();
        let _ = write!(self.buffer, "{value}");
        let _ = self.rows.write_field(&*guard::on(&self.buffer));
    }

    fn end_row(&mut self) {
        let _ = self.rows.write_record(None::<&[u8]>);
    }

    fn bytes(self) -> Vec<u8> {
        self.rows.into_inner().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
