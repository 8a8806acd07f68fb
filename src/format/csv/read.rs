//! How does a table become projects? Row by row, beside the articles' texts.

use std::borrow::Cow;
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
    let bytes = in_utf8(source.bytes)?;
    let mut table = Table::open(&mut reading, Part::Main, &bytes, separator)?;
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
        let bytes = in_utf8(bytes)?;
        let mut table = Table::open(&mut reading, Part::Beside(RELATIONS), &bytes, separator)?;
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

/// The bytes as they are, or as UTF-8 where a byte-order mark says that they are UTF-16, as Excel writes it.
fn in_utf8(bytes: &[u8]) -> Result<Cow<'_, [u8]>, ReadError> {
    let (rest, is_little) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, true),
        [0xfe, 0xff, rest @ ..] => (rest, false),
        _ => return Ok(bytes.into()),
    };
    let wrong = || ReadError::new("it is not UTF-16 text, as its byte-order mark says", "save the table as UTF-8");
    let (pairs, half) = rest.as_chunks::<2>();
    let unit = |&pair| if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) };
    let text: Result<String, _> = char::decode_utf16(pairs.iter().map(unit)).collect();
    // In UTF-8 it is at most half as long again.
    text.ok().filter(|_| half.is_empty()).map(|text| text.into_bytes().into()).ok_or_else(wrong)
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
            reading.take(incoming);
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
    /// The table in `bytes`; an error when it lacks a column. Where it has them all with another separator, that is meant.
    fn open(reading: &mut Reading, part: Part, bytes: &'a [u8], separator: u8) -> Result<Self, ReadError> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let (own, bytes, line) = match said_separator(bytes) {
            Some((said, rest)) => (said, rest, 2),
            None => (separator, bytes, 1),
        };
        let opened = |separator| Self::separated(part, Rows::new(bytes, separator).beginning_in(line), separator);
        let (table, others) = opened(own).or_else(|why| {
            let others = [b',', b';', b'\t'].into_iter().filter(|other| *other != own);
            let (other, opened) = others.filter_map(|other| Some((other, opened(other).ok()?))).next().ok_or(why)?;
            reading.note(|| format!("its cells are separated by {}, not {}", in_words(other), in_words(own)));
            Ok(opened)
        })?;
        others.iter().for_each(|name| reading.ignore(|| format!("column `{}`", named(name))));
        Ok(table)
    }

    /// The table in these rows, and the columns that are passed over.
    fn separated(part: Part, mut rows: Rows<'a>, separator: u8) -> Result<(Self, Vec<String>), ReadError> {
        let (required, known) = match part {
            Part::Main => (["start", "end", "label"], &COLUMNS[..]),
            Part::Beside(_) => (["type", "from", "to"], &RELATION_COLUMNS[..]),
        };
        let mut columns = match rows.next() {
            Some(header) => {
                header.map_err(|(_, why)| ReadError::new(format!("the first row {why}"), why.hint))?;
                columns(&rows.row())?
            }
            None => HashMap::new(),
        };
        let width = columns.len();
        let places: Vec<Option<usize>> = known.iter().map(|name| take_column(&mut columns, name)).collect();
        let is_there = |name: &str| known.iter().zip(&places).any(|(known, place)| *known == name && place.is_some());
        if let Some(lacking) = required.into_iter().find(|name| !is_there(name)) {
            let separated = in_words(separator);
            let hint = format!("the first row names the columns, separated by {separated}: {}", known.join(", "));
            return Err(ReadError::new(format!("the table has no column `{lacking}`"), hint));
        }
        let (mut attributes, mut others) = (Vec::new(), Vec::new());
        for (name, place) in columns {
            match name.strip_prefix(ATTRIBUTE) {
                Some(attribute) => attributes.push((attribute.to_owned(), place)),
                None => others.push(name),
            }
        }
        Ok((Self { part, width, names: known, places, attributes, rows }, others))
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

/// The separator that a first line names for Excel, `sep=;`, and what follows that line.
fn said_separator(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let (&separator, rest) = bytes.strip_prefix(b"sep=")?.split_first()?;
    let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
    let rest = rest.strip_prefix(b"\n").or_else(|| rest.is_empty().then_some(rest))?;
    (separator.is_ascii_punctuation() || matches!(separator, b'\t' | b' ')).then_some((separator, rest))
}

/// What separates cells, in words.
fn in_words(separator: u8) -> String {
    match separator {
        b',' => "commas".to_owned(),
        b';' => "semicolons".to_owned(),
        b'\t' => "tabs".to_owned(),
        other => format!("`{}`", char::from(other)),
    }
}

/// Takes the place of a column out of `columns`: of that name, or else of the first that is it but for its capitals.
fn take_column(columns: &mut HashMap<String, usize>, name: &str) -> Option<usize> {
    columns.remove(name).or_else(|| {
        let alike = columns.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name));
        let own = alike.min_by_key(|(_, place)| **place)?.0.clone();
        columns.remove(&own)
    })
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
    // Programs write a column of numbers where one is missing as fractions.
    let whole = cell.trim().split_once('.').filter(|(_, rest)| rest.bytes().all(|digit| digit == b'0'));
    whole
        .map_or(cell.trim(), |(whole, _)| whole)
        .parse()
        .map_err(|_| ReadError::new(format!("has `{}` for `{column}`", shorten(cell)), hint))
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
