//! How does a table become projects? Row by row, beside the articles' texts.

use std::collections::HashMap;

use super::rows::{Cells, Rows};
use super::{ATTRIBUTE, COLUMNS, RELATION_COLUMNS, RELATIONS, guard};
use crate::format::incoming::{Incoming, IncomingAnnotation, IncomingRelation, check_articles, check_name, named_of};
use crate::format::{Part, ReadError, Reading, Source, Texts, named, shorten};
use crate::project::Attributes;
use crate::text::Unit;

/// The longest name of a column, in bytes.
const LONGEST_NAME: usize = 10_000;

/// The projects in `source`, one for each article that a row is about.
pub(super) fn read(source: &Source<'_>, separator: u8) -> Result<Reading, ReadError> {
    let mut reading = Reading::default();
    let mut table = Table::open(&mut reading, Part::Main, source.bytes, separator)?;
    let is_quoted = table.has("text");
    let mut articles = Articles { texts: source.texts, is_quoted, list: Vec::new(), places: HashMap::new() };
    while let Some(row) = table.next(&mut reading) {
        let id = row.cell("doc_id").unwrap_or(source.stem);
        match annotation(&row).and_then(|annotation| check_name("doc_id", id).map(|()| annotation)) {
            Ok(annotation) => articles.of(id, row.line())?.take(annotation),
            Err(why) => reading.refuse(row.line(), Part::Main, of(&row, "annotation", id), why),
        }
    }
    if let Some(bytes) = source.beside(RELATIONS) {
        let mut table = Table::open(&mut reading, Part::Beside(RELATIONS), bytes, separator)?;
        while let Some(row) = table.next(&mut reading) {
            let id = row.cell("doc_id").unwrap_or(source.stem);
            if let Some(article) = articles.known(id) {
                article.relations.push(relation(&row));
            } else {
                let why = ReadError::new("joins nothing", "no row of the other table is about that article");
                reading.refuse(row.line(), Part::Beside(RELATIONS), of(&row, "relation", id), why);
            }
        }
    }
    articles.hand_to(&mut reading);
    Ok(reading.sorted())
}

/// What the rows say, by article.
struct Articles<'a> {
    texts: &'a Texts,
    /// Whether rows say which words they mark.
    is_quoted: bool,
    list: Vec<Incoming>,
    places: HashMap<String, usize>,
}

impl Articles<'_> {
    fn of(&mut self, id: &str, line: usize) -> Result<&mut Incoming, ReadError> {
        let place = match self.places.get(id) {
            Some(place) => *place,
            None => {
                check_articles(self.list.len() + 1)?;
                // Whether the only text is of this article is known when all articles are.
                let article = self.texts.article(id, 1);
                // A byte-order mark may have been taken off the text; only words can tell.
                let incoming = Incoming::new(id, line, article).counting(Unit::Chars, self.is_quoted);
                self.list.push(incoming);
                self.places.insert(id.to_owned(), self.list.len() - 1);
                self.list.len() - 1
            }
        };
        Ok(&mut self.list[place])
    }

    fn known(&mut self, id: &str) -> Option<&mut Incoming> {
        self.places.get(id).and_then(|&place| self.list.get_mut(place))
    }

    fn hand_to(self, reading: &mut Reading) {
        let count = self.list.len();
        for mut incoming in self.list {
            if count > 1 {
                let article = self.texts.article(&incoming.id, count);
                incoming.of_article(article);
            }
            if incoming.article.is_none() {
                let Incoming { id, line, said, .. } = incoming;
                let message = format!("has no text: its {said} annotations are left out");
                let id = named(&id);
                let hint = format!("give the article as `--text {id}.txt`, or a folder with a file of that name");
                reading.refuse(line, Part::Main, format!("article {id}"), ReadError::new(message, hint));
            } else {
                reading.take(incoming);
            }
        }
    }
}

/// The rows of a file by their columns.
struct Table<'a> {
    part: Part,
    /// How many there are.
    width: usize,
    /// The columns that it may have.
    names: &'static [&'static str],
    /// Where each of those stands.
    places: Vec<Option<usize>>,
    /// The columns of attributes, by the attribute's name.
    attributes: Vec<(String, usize)>,
    rows: Rows<'a>,
}

/// One row of a table.
struct Row<'r> {
    names: &'static [&'static str],
    places: &'r [Option<usize>],
    attributes: &'r [(String, usize)],
    cells: Cells<'r>,
}

impl<'a> Table<'a> {
    /// The table in `bytes`; an error when it lacks a column.
    fn open(reading: &mut Reading, part: Part, bytes: &'a [u8], separator: u8) -> Result<Self, ReadError> {
        let (required, known) = match part {
            Part::Main => (["start", "end", "label"], &COLUMNS[..]),
            Part::Beside(_) => (["type", "from", "to"], &RELATION_COLUMNS[..]),
        };
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let mut rows = Rows::new(bytes, separator);
        let columns = match rows.next() {
            Some(header) => {
                header.map_err(|(_, why)| ReadError::new(format!("the first row {why}"), why.hint))?;
                columns(&rows.row())?
            }
            None => HashMap::new(),
        };
        if let Some(lacking) = required.into_iter().find(|name| !columns.contains_key(*name)) {
            let separated = if separator == b'\t' { "tabs" } else { "commas" };
            let hint = format!("the first row names the columns, separated by {separated}: {}", known.join(", "));
            return Err(ReadError::new(format!("the table has no column `{lacking}`"), hint));
        }
        let others = columns.keys().filter(|name| !known.contains(&name.as_str()) && !name.starts_with(ATTRIBUTE));
        others.for_each(|name| reading.ignore(|| format!("column `{}`", named(name))));
        let attribute = |(name, place): (&String, &usize)| Some((name.strip_prefix(ATTRIBUTE)?.to_owned(), *place));
        let attributes = columns.iter().filter_map(attribute).collect();
        let places = known.iter().map(|name| columns.get(*name).copied()).collect();
        Ok(Self { part, width: columns.len(), names: known, places, attributes, rows })
    }

    /// Whether it has this column, one of those that it may have.
    fn has(&self, column: &str) -> bool {
        self.names.iter().zip(&self.places).any(|(name, place)| *name == column && place.is_some())
    }

    /// The next row that is one; those that are none are refused.
    fn next(&mut self, reading: &mut Reading) -> Option<Row<'_>> {
        let expected = self.width;
        loop {
            let (line, why) = match self.rows.next()? {
                Ok(()) if self.rows.row().len() == expected => break,
                Ok(()) => (self.rows.row().line, unequal(self.rows.row().len(), expected)),
                Err(why) => why,
            };
            reading.refuse(line, self.part, "the row", why);
        }
        Some(Row { names: self.names, places: &self.places, attributes: &self.attributes, cells: self.rows.row() })
    }
}

fn unequal(cells: usize, expected: usize) -> ReadError {
    let hint = "a cell with a separator, a line end or a quotation mark in it stands in quotation marks";
    ReadError::new(format!("has {cells} cells, the first row {expected}"), hint)
}

impl<'r> Row<'r> {
    /// The line at which it begins.
    fn line(&self) -> usize {
        self.cells.line
    }

    /// The cell of a column, without its guard; nothing when the table has no such column.
    fn cell(&self, column: &str) -> Option<&'r str> {
        let known = self.names.iter().position(|name| *name == column)?;
        self.places.get(known).copied().flatten().and_then(|place| self.cells.get(place)).map(guard::off)
    }

    fn text(&self, column: &str) -> &'r str {
        self.cell(column).unwrap_or_default()
    }
}

/// The places of the columns by name.
fn columns(header: &Cells<'_>) -> Result<HashMap<String, usize>, ReadError> {
    let mut columns = HashMap::new();
    for (place, name) in header.iter().enumerate() {
        if name.len() > LONGEST_NAME {
            let hint = "the first row names the columns; quotation marks stand in pairs";
            return Err(ReadError::new(format!("the column `{}` has no name but a text", shorten(name)), hint));
        }
        if columns.insert(guard::off(name).to_owned(), place).is_some() {
            let hint = "give each column a name of its own";
            return Err(ReadError::new(format!("the table has the column `{}` twice", named(name)), hint));
        }
    }
    Ok(columns)
}

fn of(row: &Row<'_>, what: &str, article: &str) -> String {
    named_of(what, row.cell(&format!("{what}_id")).unwrap_or_default(), article)
}

fn annotation<'r>(row: &Row<'r>) -> Result<IncomingAnnotation<'r>, ReadError> {
    let value = |(name, place): &(String, usize)| {
        let value = row.cells.get(*place).map(guard::off).filter(|value| !value.is_empty())?;
        Some((name.clone(), value.to_owned()))
    };
    let attributes: Attributes = row.attributes.iter().filter_map(value).collect();
    Ok(IncomingAnnotation {
        line: row.line(),
        id: row.text("annotation_id").into(),
        label: row.text("label").into(),
        start: position(row, "start")?,
        end: position(row, "end")?,
        fragments: fragments(row)?,
        text: row.cell("text").map(Into::into),
        is_beginning: false,
        attributes,
        note: row.text("note").into(),
        by: row.text("by").into(),
        at: row.text("at").into(),
    })
}

fn position(row: &Row<'_>, column: &str) -> Result<usize, ReadError> {
    let cell = row.cell(column).unwrap_or_default();
    let hint = "positions are whole numbers that count code points from 0";
    cell.trim().parse().map_err(|_| ReadError::new(format!("has `{}` for `{column}`", shorten(cell)), hint))
}

fn fragments(row: &Row<'_>) -> Result<Vec<(usize, usize)>, ReadError> {
    let cell = row.cell("fragments").unwrap_or_default();
    let wrong = || {
        let message = format!("has `{}` for `fragments`", shorten(cell));
        ReadError::new(message, "write them as 2..30,35..42, or leave it empty")
    };
    let pair = |range: &str| {
        let (start, end) = range.split_once("..").ok_or_else(wrong)?;
        Ok((start.trim().parse().map_err(|_| wrong())?, end.trim().parse().map_err(|_| wrong())?))
    };
    cell.split(',').filter(|_| !cell.is_empty()).map(pair).collect()
}

fn relation(row: &Row<'_>) -> IncomingRelation {
    IncomingRelation {
        line: row.line(),
        file: Part::Beside(RELATIONS),
        id: row.text("relation_id").to_owned(),
        kind: row.text("type").to_owned(),
        from: row.text("from").to_owned(),
        to: row.text("to").to_owned(),
    }
}
