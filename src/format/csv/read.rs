//! How does a table become projects? Row by row, beside the articles' texts.

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord};

use super::{ATTRIBUTE, COLUMNS, RELATION_COLUMNS, guard};
use crate::format::incoming::{Incoming, IncomingAnnotation, IncomingRelation, named_of};
use crate::format::{Part, ReadError, Reading, Source};
use crate::project::Attributes;

/// The projects in `source`, one for each article that a row is about.
pub(super) fn read(source: &Source<'_>, separator: u8) -> Result<Reading, ReadError> {
    let mut reading = Reading::default();
    let mut articles = Articles::default();
    let table = Table::read(&mut reading, Part::Main, source.bytes, separator)?;
    for row in table.rows() {
        let id = row.cell("doc_id").unwrap_or(source.stem);
        match annotation(&row) {
            Ok(annotation) => articles.of(id, row.line).annotations.push(annotation),
            Err(why) => reading.refuse(row.line, Part::Main, of(&row, "annotation", id), why),
        }
    }
    if let Some(bytes) = source.relations {
        let table = Table::read(&mut reading, Part::Relations, bytes, separator)?;
        for row in table.rows() {
            let id = row.cell("doc_id").unwrap_or(source.stem);
            if let Some(article) = articles.known(id) {
                article.relations.push(relation(&row));
            } else {
                let why = ReadError::new("joins nothing", "no row of the other table is about that article");
                reading.refuse(row.line, Part::Relations, of(&row, "relation", id), why);
            }
        }
    }
    articles.hand_to(&mut reading, source);
    Ok(reading.sorted())
}

/// What the rows say, by article.
#[derive(Default)]
struct Articles {
    list: Vec<Rows>,
    places: HashMap<String, usize>,
}

struct Rows {
    id: String,
    line: usize,
    annotations: Vec<IncomingAnnotation>,
    relations: Vec<IncomingRelation>,
}

impl Articles {
    fn of(&mut self, id: &str, line: usize) -> &mut Rows {
        let place = *self.places.entry(id.to_owned()).or_insert(self.list.len());
        if place == self.list.len() {
            self.list.push(Rows { id: id.to_owned(), line, annotations: Vec::new(), relations: Vec::new() });
        }
        &mut self.list[place]
    }

    fn known(&mut self, id: &str) -> Option<&mut Rows> {
        self.places.get(id).and_then(|&place| self.list.get_mut(place))
    }

    fn hand_to(self, reading: &mut Reading, source: &Source<'_>) {
        let count = self.list.len();
        for Rows { id, line, annotations, relations } in self.list {
            match source.texts.article(&id, count) {
                Some(article) => {
                    reading.take(Incoming { id, line, article, fields: Vec::new(), annotations, relations });
                }
                None => {
                    let rows = annotations.len();
                    let message = format!("has no text: its {rows} annotations are left out");
                    let hint = format!("give the article as `--text {id}.txt`, or a folder with a file of that name");
                    reading.refuse(line, Part::Main, format!("article {id}"), ReadError::new(message, hint));
                }
            }
        }
    }
}

/// The rows of a file by the names of their columns.
struct Table {
    columns: HashMap<String, usize>,
    records: Vec<StringRecord>,
}

/// One row of a table.
struct Row<'a> {
    /// The line at which it begins.
    line: usize,
    columns: &'a HashMap<String, usize>,
    cells: &'a StringRecord,
}

impl Table {
    /// The table in `bytes`; rows that are none are refused, and a table that lacks a column is an error.
    fn read(reading: &mut Reading, part: Part, bytes: &[u8], separator: u8) -> Result<Self, ReadError> {
        let (required, known) = match part {
            Part::Main => (["start", "end", "label"], &COLUMNS[..]),
            Part::Relations => (["type", "from", "to"], &RELATION_COLUMNS[..]),
        };
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let mut reader = ReaderBuilder::new().delimiter(separator).from_reader(bytes);
        let columns = columns(reader.headers().map_err(|error| why(&error).1)?)?;
        if let Some(lacking) = required.into_iter().find(|name| !columns.contains_key(*name)) {
            let separated = if separator == b'\t' { "tabs" } else { "commas" };
            let hint = format!("the first row names the columns, separated by {separated}: {}", known.join(", "));
            return Err(ReadError::new(format!("the table has no column `{lacking}`"), hint));
        }
        let others = columns.keys().filter(|name| !known.contains(&name.as_str()) && !name.starts_with(ATTRIBUTE));
        reading.ignored.extend(others.map(|name| format!("column `{name}`")));
        let mut records = Vec::new();
        for record in reader.records() {
            match record.map_err(|error| why(&error)) {
                Ok(record) => records.push(record),
                Err((line, why)) => reading.refuse(line, part, "the row", why),
            }
        }
        Ok(Self { columns, records })
    }

    fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let line = |cells: &StringRecord| cells.position().map_or(0, line_of);
        self.records.iter().map(move |cells| Row { line: line(cells), columns: &self.columns, cells })
    }
}

impl<'a> Row<'a> {
    /// The cell of a column, without its guard; nothing when the table has no such column.
    fn cell(&self, column: &str) -> Option<&'a str> {
        self.columns.get(column).and_then(|&place| self.cells.get(place)).map(guard::off)
    }

    fn text(&self, column: &str) -> String {
        self.cell(column).unwrap_or_default().to_owned()
    }
}

/// The places of the columns by name.
fn columns(header: &StringRecord) -> Result<HashMap<String, usize>, ReadError> {
    let mut columns = HashMap::new();
    for (place, name) in header.iter().enumerate() {
        if columns.insert(guard::off(name).to_owned(), place).is_some() {
            let hint = "give each column a name of its own";
            return Err(ReadError::new(format!("the table has the column `{name}` twice"), hint));
        }
    }
    Ok(columns)
}

fn line_of(position: &csv::Position) -> usize {
    usize::try_from(position.line()).unwrap_or(usize::MAX)
}

fn why(error: &csv::Error) -> (usize, ReadError) {
    let line = error.position().map_or(1, line_of);
    let why = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => ReadError::new(
            format!("has {len} cells, the first row {expected_len}"),
            "a cell with a separator, a line end or a quotation mark in it stands in quotation marks",
        ),
        csv::ErrorKind::Utf8 { .. } => ReadError::new("is not UTF-8 text", "save the table as UTF-8"),
        _ => ReadError::new(
            format!("cannot be read: {error}"),
            "correct that row: quoted cells, and as many as the first row names",
        ),
    };
    (line, why)
}

fn of(row: &Row<'_>, what: &str, article: &str) -> String {
    named_of(what, row.cell(&format!("{what}_id")).unwrap_or_default(), article)
}

fn annotation(row: &Row<'_>) -> Result<IncomingAnnotation, ReadError> {
    let attributes = row.columns.keys().filter_map(|column| column.strip_prefix(ATTRIBUTE));
    let value = |name: &str| row.cell(&format!("{ATTRIBUTE}{name}")).filter(|value| !value.is_empty());
    let attributes: Attributes =
        attributes.filter_map(|name| value(name).map(|value| (name.to_owned(), value.to_owned()))).collect();
    Ok(IncomingAnnotation {
        line: row.line,
        id: row.text("annotation_id"),
        label: row.text("label"),
        start: position(row, "start")?,
        end: position(row, "end")?,
        fragments: fragments(row)?,
        text: row.cell("text").map(str::to_owned),
        attributes,
        note: row.text("note"),
        by: row.text("by"),
        at: row.text("at"),
    })
}

fn position(row: &Row<'_>, column: &str) -> Result<usize, ReadError> {
    let cell = row.cell(column).unwrap_or_default();
    let hint = "positions are whole numbers that count code points from 0";
    cell.trim().parse().map_err(|_| ReadError::new(format!("has `{cell}` for `{column}`"), hint))
}

fn fragments(row: &Row<'_>) -> Result<Vec<(usize, usize)>, ReadError> {
    let cell = row.cell("fragments").unwrap_or_default();
    let wrong =
        || ReadError::new(format!("has `{cell}` for `fragments`"), "write them as 2..30,35..42, or leave it empty");
    let pair = |range: &str| {
        let (start, end) = range.split_once("..").ok_or_else(wrong)?;
        Ok((start.trim().parse().map_err(|_| wrong())?, end.trim().parse().map_err(|_| wrong())?))
    };
    cell.split(',').filter(|_| !cell.is_empty()).map(pair).collect()
}

fn relation(row: &Row<'_>) -> IncomingRelation {
    IncomingRelation {
        line: row.line,
        file: Part::Relations,
        id: row.text("relation_id"),
        kind: row.text("type"),
        from: row.text("from"),
        to: row.text("to"),
    }
}
