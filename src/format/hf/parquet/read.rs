//! How do columns become articles again? Each gives its values to the rows and spans that it is about.

use std::cell::Cell;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use bytes::Bytes;
use parquet::basic::Repetition;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::schema::types::{ColumnDescPtr, Type};

use crate::format::hf::striped::{Step, Striped, steps};
use crate::format::incoming::{
    Incoming, IncomingAnnotation, IncomingRelation, article_of, check_articles, check_name, named_of,
};
use crate::format::record::{attributes_in, fields_in};
use crate::format::{Part, ReadError, Reading, named, said};
use crate::text::Unit;

/// One row as its columns say.
#[derive(Default)]
struct Row {
    words: [Option<ByteArray>; 3],
    spans: Vec<Span>,
    relations: Vec<[Option<ByteArray>; 4]>,
}

#[derive(Default)]
struct Span {
    /// As in [`SPAN_WORDS`].
    words: [Option<ByteArray>; 7],
    start: Option<i64>,
    end: Option<i64>,
    fragments: Vec<Vec<Option<i64>>>,
}

const ROW_WORDS: [&str; 3] = ["id", "text", "meta"];
const SPAN_WORDS: [&str; 7] = ["id", "label", "text", "attributes", "note", "by", "at"];
const RELATION_WORDS: [&str; 4] = ["id", "type", "from", "to"];

/// The projects in a file of Parquet.
pub(in crate::format::hf) fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    // The reader of columns is written for files that are right: what it says by a panic is an error too.
    let read = quietly(|| catch_unwind(AssertUnwindSafe(|| read_groups(bytes))));
    read.unwrap_or_else(|_| Err(ReadError::new("it is damaged, or no Parquet", "write it anew")))
}

/// Does `work` without a word of what breaks down in it, on this thread.
fn quietly<T>(work: impl FnOnce() -> T) -> T {
    thread_local! {
        static IS_QUIET: Cell<bool> = const { Cell::new(false) };
    }
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |about| {
            if !IS_QUIET.get() {
                usual(about);
            }
        }));
    });
    IS_QUIET.set(true);
    let done = work();
    IS_QUIET.set(false);
    done
}

fn read_groups(bytes: &[u8]) -> Result<Reading, ReadError> {
    let wrong = |error: ParquetError| {
        let hint = "write it anew, with compression=\"snappy\" or none";
        ReadError::new(format!("it is no Parquet that can be read: {}", said(&error)), hint)
    };
    let file = SerializedFileReader::new(Bytes::copy_from_slice(bytes)).map_err(wrong)?;
    let mut reading = Reading::default();
    let mut number = 0;
    let mut seen = HashSet::new();
    for group in 0..file.num_row_groups() {
        let group = file.get_row_group(group).map_err(wrong)?;
        check_size(&*group, bytes.len())?;
        check_articles(usize::try_from(group.metadata().num_rows()).unwrap_or(usize::MAX))?;
        for row in rows(&*group, &mut reading).map_err(wrong)? {
            number += 1;
            check_articles(number)?;
            match incoming(row, number, &mut reading) {
                Ok(incoming) if seen.insert(incoming.id.clone()) => reading.take(incoming),
                Ok(incoming) => {
                    let why = ReadError::new("is refused: a row before has that id", "give each an id of its own");
                    reading.refuse(number, Part::Main, named_of("article", &incoming.id, ""), why);
                }
                Err(why) => reading.refuse(number, Part::Main, "the row", why),
            }
        }
    }
    Ok(reading.sorted())
}

/// Refuses a group that says far more than a file of this length can: runs of one value take hardly any room.
fn check_size(group: &dyn RowGroupReader, length: usize) -> Result<(), ReadError> {
    let most = (length as u64).saturating_mul(16).saturating_add(1 << 20);
    let metadata = group.metadata();
    let unpacked: u64 = metadata.columns().iter().map(|column| column.uncompressed_size().unsigned_abs()).sum();
    let mut levels = 0_u64;
    for column in 0..metadata.num_columns() {
        let Ok(mut pages) = group.get_column_page_reader(column) else { continue };
        while let Ok(Some(page)) = pages.peek_next_page() {
            levels += page.num_levels.or(page.num_rows).unwrap_or_default() as u64;
            if levels > most || pages.skip_next_page().is_err() {
                break;
            }
        }
    }
    if levels <= most && unpacked <= most.saturating_mul(4) && metadata.num_rows().unsigned_abs() <= most {
        return Ok(());
    }
    Err(ReadError::new("it says more values than a file of its length can hold", "write it anew"))
}

fn rows(group: &dyn RowGroupReader, reading: &mut Reading) -> Result<Vec<Row>, ParquetError> {
    let count = usize::try_from(group.metadata().num_rows()).unwrap_or_default();
    let mut rows: Vec<Row> = Vec::new();
    rows.resize_with(count, Row::default);
    let schema = group.metadata().schema_descr_ptr();
    for (number, column) in schema.columns().iter().enumerate() {
        let levels = levels(schema.root_schema(), column);
        let is_known = match column.path().parts() {
            [name] => fill_word(group.get_column_reader(number)?, column, &mut rows, name)?,
            [list, .., name] => {
                fill_in_list(group.get_column_reader(number)?, column, &levels, &mut rows, (list, name))?
            }
            [] => true,
        };
        if !is_known {
            reading.ignore(|| format!("column `{}`", named(&column.path().string())));
        }
    }
    Ok(rows)
}

/// Gives each row its word of the column `name`; returns whether it is one that is known.
fn fill_word(reader: ColumnReader, column: &ColumnDescPtr, rows: &mut [Row], name: &str) -> Result<bool, ParquetError> {
    let place = ROW_WORDS.iter().position(|known| *known == name);
    let (Some(place), ColumnReader::ByteArrayColumnReader(reader)) = (place, reader) else { return Ok(false) };
    fill(reader, column, rows, |row, value| row.words[place] = value)?;
    Ok(true)
}

/// Gives each span or relation what the column `name` of its list says; returns whether it is one that is known.
fn fill_in_list(
    reader: ColumnReader,
    column: &ColumnDescPtr,
    levels: &[i16],
    rows: &mut [Row],
    (list, name): (&str, &str),
) -> Result<bool, ParquetError> {
    let is_fragment = column.path().parts().iter().any(|part| part == "fragments");
    let place = |known: &[&str]| known.iter().position(|known| *known == name);
    match (list, reader, place(&SPAN_WORDS), place(&RELATION_WORDS)) {
        ("spans", ColumnReader::Int64ColumnReader(reader), ..) => {
            fill_numbers(reader, column, levels, rows, (name, is_fragment), |number| number)?;
        }
        ("spans", ColumnReader::Int32ColumnReader(reader), ..) => {
            fill_numbers(reader, column, levels, rows, (name, is_fragment), i64::from)?;
        }
        ("spans", ColumnReader::ByteArrayColumnReader(reader), Some(place), _) => {
            let give = |span: &mut Span, value| span.words[place] = value;
            fill_list(reader, column, levels, rows, |row| &mut row.spans, of_value(give))?;
        }
        ("relations", ColumnReader::ByteArrayColumnReader(reader), _, Some(place)) => {
            let give = |relation: &mut [Option<ByteArray>; 4], value| relation[place] = value;
            fill_list(reader, column, levels, rows, |row| &mut row.relations, of_value(give))?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Takes the values alone of what a column says.
fn of_value<E, T>(give: impl Fn(&mut E, Option<T>)) -> impl FnMut(&mut E, Step<T>) {
    move |element, step| {
        if let Step::Value(value) = step {
            give(element, value);
        }
    }
}

/// The definition levels of a column's lists, outermost first.
fn levels(root: &Type, column: &ColumnDescPtr) -> Vec<i16> {
    let (mut at, mut definition, mut levels) = (root, 0, Vec::new());
    for part in column.path().parts() {
        let Some(next) = at.get_fields().iter().find(|field| field.name() == part) else { break };
        at = next;
        definition += i16::from(at.is_optional() || is_repeated(at));
        if is_repeated(at) {
            levels.push(definition);
        }
        if at.is_primitive() {
            break;
        }
    }
    levels
}

fn is_repeated(node: &Type) -> bool {
    let about = node.get_basic_info();
    about.has_repetition() && about.repetition() == Repetition::REPEATED
}

/// All of a column.
fn striped<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    column: &ColumnDescPtr,
    rows: usize,
) -> Result<Striped<T::T>, ParquetError> {
    let mut striped = Striped::default();
    let (definitions, repetitions) = (&mut striped.definitions, &mut striped.repetitions);
    loop {
        let (records, ..) = reader.read_records(
            rows.max(1),
            (column.max_def_level() > 0).then_some(&mut *definitions),
            (column.max_rep_level() > 0).then_some(&mut *repetitions),
            &mut striped.values,
        )?;
        if records == 0 {
            break;
        }
    }
    let count = definitions.len().max(repetitions.len()).max(striped.values.len());
    definitions.resize(count, 0);
    repetitions.resize(count, 0);
    Ok(striped)
}

/// Gives each row its value of a column that is no list.
fn fill<T: DataType>(
    reader: ColumnReaderImpl<T>,
    column: &ColumnDescPtr,
    rows: &mut [Row],
    give: impl Fn(&mut Row, Option<T::T>),
) -> Result<(), ParquetError> {
    let striped = striped(reader, column, rows.len())?;
    let mut values = striped.values.into_iter();
    for (row, definition) in rows.iter_mut().zip(striped.definitions) {
        give(row, if definition >= column.max_def_level() { values.next() } else { None });
    }
    Ok(())
}

/// Gives each element of a list in each row what a column says of it.
fn fill_list<T: DataType, E: Default>(
    reader: ColumnReaderImpl<T>,
    column: &ColumnDescPtr,
    levels: &[i16],
    rows: &mut [Row],
    list: impl Fn(&mut Row) -> &mut Vec<E>,
    mut give: impl FnMut(&mut E, Step<T::T>),
) -> Result<(), ParquetError> {
    let Some((&exists, inner)) = levels.split_first() else { return Ok(()) };
    let striped = striped(reader, column, rows.len())?;
    let (mut next_row, mut next_element) = (0, 0);
    steps(striped, (exists, column.max_def_level(), inner), |step| match step {
        Step::Row { .. } => (next_row, next_element) = (next_row + 1, 0),
        Step::Element => next_element += 1,
        step => {
            let Some(row) = rows.get_mut(next_row - 1) else { return };
            let list = list(row);
            if list.len() < next_element {
                list.resize_with(next_element, E::default);
            }
            if let Some(element) = next_element.checked_sub(1).and_then(|place| list.get_mut(place)) {
                give(element, step);
            }
        }
    });
    Ok(())
}

fn fill_numbers<T: DataType>(
    reader: ColumnReaderImpl<T>,
    column: &ColumnDescPtr,
    levels: &[i16],
    rows: &mut [Row],
    (name, is_fragment): (&str, bool),
    number: impl Fn(T::T) -> i64,
) -> Result<(), ParquetError> {
    fill_list(
        reader,
        column,
        levels,
        rows,
        |row| &mut row.spans,
        |span, step| match step {
            Step::Inner(2) if is_fragment => span.fragments.push(Vec::new()),
            Step::Value(value) => {
                let value = value.map(&number);
                match (name, is_fragment) {
                    (_, true) => span.fragments.iter_mut().last().into_iter().for_each(|last| last.push(value)),
                    ("start", _) => span.start = value,
                    ("end", _) => span.end = value,
                    _ => {}
                }
            }
            _ => {}
        },
    )
}

/// What a row says of its article.
fn incoming(row: Row, number: usize, reading: &mut Reading) -> Result<Incoming, ReadError> {
    let [id, text, meta] = row.words;
    let word = |word: Option<ByteArray>, what: &str| match word {
        Some(bytes) => text_of(&bytes, what).map(Some),
        None => Ok(None),
    };
    let missing = |what: &str| ReadError::new(format!("has no `{what}`"), format!("give it `{what}`"));
    let id = word(id, "id")?.ok_or_else(|| missing("id"))?;
    check_name("id", &id)?;
    let text = word(text, "text")?.ok_or_else(|| missing("text"))?;
    let mut incoming = Incoming::new(&id, number, Some(article_of(text)?)).counting(Unit::Chars, false);
    incoming.fields = fields_in(&word(meta, "meta")?.unwrap_or_default())?;
    for span in row.spans {
        let own = span.words[0].as_ref().map(|id| String::from_utf8_lossy(id.data()).into_owned()).unwrap_or_default();
        match annotation(span, number) {
            Ok(annotation) => incoming.take(annotation),
            Err(why) => reading.refuse(number, Part::Main, named_of("annotation", &own, &id), why),
        }
    }
    for relation in row.relations {
        let [own, kind, from, to] = relation.map(|word| word.map(|bytes| text_of(&bytes, "relation")).transpose());
        let [own, kind, from, to] = [own?, kind?, from?, to?].map(Option::unwrap_or_default);
        incoming.relations.push(IncomingRelation { line: number, file: Part::Main, id: own, kind, from, to });
    }
    Ok(incoming)
}

fn annotation(span: Span, line: usize) -> Result<IncomingAnnotation<'static>, ReadError> {
    let position = |number: Option<i64>, what: &str| {
        let number = number.and_then(|number| usize::try_from(number).ok());
        number.ok_or_else(|| ReadError::new(format!("has no `{what}`"), "positions are whole numbers from 0 on"))
    };
    let mut words: [Option<String>; 7] = Default::default();
    for ((word, bytes), what) in words.iter_mut().zip(&span.words).zip(SPAN_WORDS) {
        *word = bytes.as_ref().map(|bytes| text_of(bytes, what)).transpose()?;
    }
    let [id, label, text, attributes, note, by, at] = words;
    let mut fragments = Vec::with_capacity(span.fragments.len());
    for pair in span.fragments {
        let [start, end] = pair[..] else {
            return Err(ReadError::new("has a fragment that is no pair", "a fragment is [start, end]"));
        };
        fragments.push((position(start, "fragments")?, position(end, "fragments")?));
    }
    Ok(IncomingAnnotation {
        line,
        id: id.unwrap_or_default().into(),
        label: label.unwrap_or_default().into(),
        start: position(span.start, "start")?,
        end: position(span.end, "end")?,
        fragments,
        text: text.map(Into::into),
        is_beginning: false,
        attributes: attributes_in(&attributes.unwrap_or_default())?,
        note: note.unwrap_or_default().into(),
        by: by.unwrap_or_default().into(),
        at: at.unwrap_or_default().into(),
    })
}

fn text_of(bytes: &ByteArray, what: &str) -> Result<String, ReadError> {
    String::from_utf8(bytes.data().to_vec())
        .map_err(|_| ReadError::new(format!("has a `{what}` that is not UTF-8"), "write it as UTF-8"))
}
