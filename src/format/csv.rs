//! How are annotations a table? CSV and TSV for spreadsheets: a row an annotation, relations in a table beside it.
//!
//! RFC 4180: cells in quotation marks where they need it, CRLF row ends; UTF-8 with a byte-order mark, which Excel wants.
//! Positions count Unicode code points, end exclusive.

mod guard;
mod read;
mod rows;

use std::collections::BTreeSet;

use super::outgoing::{BLOCKS, Losses, SCHEME, id_among};
use super::{Format, LossKind, Named, OutFile, Place, ReadError, Reading, Shape, Source, Written, edits};
use crate::project::{Annotation, Article, Project};
use crate::text::Fragments;

/// Comma-separated values.
pub(super) const CSV: Format = Format {
    name: "csv",
    title: "Table for spreadsheets, comma-separated",
    extensions: &["csv"],
    shape: Shape::File,
    beside: Some(RELATIONS),
    loses: KINDS,
    write: Some(|projects| write(projects, b',')),
    read: Some(|source| read(source, b',')),
};

/// Tab-separated values.
pub(super) const TSV: Format = Format {
    name: "tsv",
    title: "Table for spreadsheets, tab-separated",
    extensions: &["tsv"],
    write: Some(|projects| write(projects, b'\t')),
    read: Some(|source| read(source, b'\t')),
    ..CSV
};

const KINDS: &[&LossKind] = &[&TEXT, &UNMARKED, &FIELDS, &EMPTY_VALUES, &LONG_CELLS, &SCHEME, &BLOCKS];

const TEXT: LossKind =
    LossKind { name: "text", sentence: "the text of an article is not in the file; to read it back, give it" };
const UNMARKED: LossKind = LossKind { name: "unmarked", sentence: "an article without annotations leaves no row" };
const FIELDS: LossKind =
    LossKind { name: "fields", sentence: "title, author and the other fields of an article are not in the file" };
const EMPTY_VALUES: LossKind =
    LossKind { name: "empty values", sentence: "an attribute with an empty value reads like one without any" };
const LONG_CELLS: LossKind =
    LossKind { name: "long cells", sentence: "Excel cuts a cell after 32,767 characters; the file holds it whole" };

/// The longest cell that Excel keeps, in UTF-16 units.
const EXCEL_CELL: usize = 32_767;

/// The columns before the attributes.
const COLUMNS: [&str; 10] =
    ["doc_id", "annotation_id", "start", "end", "fragments", "label", "text", "note", "by", "at"];
const RELATION_COLUMNS: [&str; 5] = ["doc_id", "relation_id", "type", "from", "to"];
/// What the file of relations has before its extension.
const RELATIONS: &str = "relations";
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
    table.row(COLUMNS.into_iter().map(str::to_owned).chain(attributes.iter().map(|name| format!("{ATTRIBUTE}{name}"))));
    for named in projects {
        for annotation in named.annotations() {
            let cells = row(named, annotation, &attributes);
            if cells.iter().any(|cell| cell.encode_utf16().count() > EXCEL_CELL) {
                losses.lose(&LONG_CELLS, id_among(projects, named, annotation.id()));
            }
            table.row(cells.into_iter());
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

fn row(named: &Named<'_>, annotation: &Annotation, attributes: &BTreeSet<&str>) -> Vec<String> {
    let project = named.project;
    let hull = project.article().char_range(annotation.hull());
    let at = project.time_of(annotation).map(|moment| moment.to_string()).unwrap_or_default();
    let words = [
        named.id.clone(),
        annotation.id().to_string(),
        hull.start.to_string(),
        hull.end.to_string(),
        fragments(project.article(), annotation.fragments()),
        project.label_of(annotation).id.clone(),
        project.words_of(annotation),
        annotation.note().to_owned(),
        project.maker_of(annotation).to_owned(),
        at,
    ];
    let values = attributes.iter().map(|name| annotation.attributes().get(*name).cloned().unwrap_or_default());
    words.into_iter().chain(values).collect()
}

/// The fragments as the command line takes them, `2..30,35..42`; nothing for a single one.
fn fragments(article: &Article, fragments: &Fragments) -> String {
    let ranges = edits::ranges(article, fragments);
    let words: Vec<String> = ranges.iter().map(|(start, end)| format!("{start}..{end}")).collect();
    if words.len() > 1 { words.join(",") } else { String::new() }
}

fn relations(projects: &[Named<'_>], separator: u8) -> Vec<u8> {
    let mut table = Table::new(separator);
    table.row(RELATION_COLUMNS.into_iter().map(str::to_owned));
    for Named { id, project, .. } in projects {
        for relation in project.relations().iter() {
            let [own, from, to] = [&relation.id, &relation.from, &relation.to].map(ToString::to_string);
            table.row([id.clone(), own, relation.kind.clone(), from, to].into_iter());
        }
    }
    table.bytes()
}

fn note_losses(losses: &mut Losses, projects: &[Named<'_>]) {
    losses.lose_settings(projects);
    for named in projects {
        let project: &Project = named.project;
        losses.lose(&TEXT, &named.id);
        if project.annotations().is_empty() {
            losses.lose(&UNMARKED, &named.id);
        }
        if project.fields().iter().next().is_some() {
            losses.lose(&FIELDS, &named.id);
        }
        for annotation in project.annotations().iter() {
            if annotation.attributes().values().any(String::is_empty) {
                losses.lose(&EMPTY_VALUES, id_among(projects, named, annotation.id()));
            }
        }
    }
}

/// Rows on their way to bytes.
struct Table(csv::Writer<Vec<u8>>);

impl Table {
    fn new(separator: u8) -> Self {
        let mark = "\u{feff}".as_bytes().to_vec();
        let mut builder = csv::WriterBuilder::new();
        Self(builder.delimiter(separator).terminator(csv::Terminator::CRLF).from_writer(mark))
    }

    fn row(&mut self, cells: impl Iterator<Item = String>) {
        // Rows of one table are equally long, and memory takes every byte: nothing here can fail.
        let _ = self.0.write_record(cells.map(guard::on));
    }

    fn bytes(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
