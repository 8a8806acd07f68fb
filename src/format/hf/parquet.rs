//! How are articles a table of columns? Parquet, written and read by its columns, without what would copy them once more.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::Compression;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::{ColumnDescPtr, Type};

use super::striped::{Step, Striped, steps};
use super::{attributes, meta};
use crate::format::incoming::{Incoming, IncomingAnnotation, IncomingRelation, check_articles, check_name, named_of};
use crate::format::outgoing::{Placing, Time};
use crate::format::record::{attributes_in, fields_in};
use crate::format::{Named, Part, ReadError, Reading, edits, named, said};
use crate::project::{Annotation, Article, Project, Relation};
use crate::text::Unit;

/// What a file of Parquet begins with, and ends.
pub(super) const MAGIC: &[u8] = b"PAR1";

const SCHEMA: &str = "message articles {
  required binary id (STRING);
  required binary text (STRING);
  required group spans (LIST) { repeated group list { required group element {
    required binary id (STRING);
    required int64 start;
    required int64 end;
    required group fragments (LIST) { repeated group list { required group element (LIST) {
      repeated group list { required int64 element; } } } }
    required binary label (STRING);
    required binary text (STRING);
    required binary attributes (STRING);
    required binary note (STRING);
    required binary by (STRING);
    required binary at (STRING); } } }
  required group relations (LIST) { repeated group list { required group element {
    required binary id (STRING);
    required binary type (STRING);
    required binary from (STRING);
    required binary to (STRING); } } }
  required binary meta (STRING);
}";

/// A row group has at least so much text: what is held twice while it is written is no more than one article beyond that.
const GROUP: usize = 16 << 20;

/// The file of `projects`.
pub(super) fn write(projects: &[Named<'_>]) -> Vec<u8> {
    // A schema of our own and memory that takes every byte: nothing here can fail.
    written(projects).unwrap_or_default()
}

fn written(projects: &[Named<'_>]) -> Result<Vec<u8>, ParquetError> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::None)
        .set_created_by("Copydesk".to_owned());
    let schema = Arc::new(parse_message_type(SCHEMA)?);
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties.build()))?;
    let mut rest = projects;
    while !rest.is_empty() {
        let mut bytes = 0;
        let more = |named: &&Named<'_>| {
            let fits = bytes < GROUP;
            bytes += named.project.text().len();
            fits
        };
        let (group, next) = rest.split_at(rest.iter().take_while(more).count());
        rest = next;
        let mut row_group = writer.next_row_group()?;
        write_group(&mut row_group, group)?;
        row_group.close()?;
    }
    writer.into_inner()
}

fn write_group(group: &mut SerializedRowGroupWriter<'_, Vec<u8>>, projects: &[Named<'_>]) -> Result<(), ParquetError> {
    write_words(group, projects.iter().map(|named| bytes_of(&named.id)).collect())?;
    write_words(group, projects.iter().map(|named| bytes_of(named.project.text())).collect())?;
    // A column after the other, so that no more than one is in memory before it is packed.
    write_spans(group, projects, |_, annotation| annotation.id().to_string().into())?;
    let [starts, ends, fragments] = positions(projects);
    write_striped::<Int64Type>(group, starts)?;
    write_striped::<Int64Type>(group, ends)?;
    write_striped::<Int64Type>(group, fragments)?;
    write_spans(group, projects, |project, annotation| project.label_of(annotation).id.as_str().into())?;
    write_spans(group, projects, |project, annotation| annotation.hull().of(project.text()).into())?;
    write_spans(group, projects, |_, annotation| attributes(annotation))?;
    write_spans(group, projects, |_, annotation| annotation.note().into())?;
    write_spans(group, projects, |project, annotation| project.maker_of(annotation).into())?;
    write_spans(group, projects, |project, annotation| Time(project.time_of(annotation)).to_string().into())?;
    write_relations(group, projects, |relation| relation.id.to_string())?;
    write_relations(group, projects, |relation| relation.kind.clone())?;
    write_relations(group, projects, |relation| relation.from.to_string())?;
    write_relations(group, projects, |relation| relation.to.to_string())?;
    write_words(group, projects.iter().map(|named| bytes_of(&meta(named.project.fields()))).collect())
}

fn write_spans(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    projects: &[Named<'_>],
    word: impl for<'a> Fn(&'a Project, &'a Annotation) -> Cow<'a, str>,
) -> Result<(), ParquetError> {
    let mut column = Striped::default();
    for named in projects {
        let annotations = named.project.annotations();
        column.push_row(annotations.iter().map(|annotation| bytes_of(&word(named.project, annotation))));
    }
    write_striped::<ByteArrayType>(group, column)
}

fn write_relations(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    projects: &[Named<'_>],
    word: impl Fn(&Relation) -> String,
) -> Result<(), ParquetError> {
    let mut column = Striped::default();
    for named in projects {
        column.push_row(named.project.relations().iter().map(|relation| bytes_of(&word(relation))));
    }
    write_striped::<ByteArrayType>(group, column)
}

/// Starts, ends and fragments of all spans.
fn positions(projects: &[Named<'_>]) -> [Striped<i64>; 3] {
    let [mut starts, mut ends, mut fragments]: [Striped<i64>; 3] = Default::default();
    for named in projects {
        let project = named.project;
        let mut placing = Placing::new(project.article(), Unit::Chars);
        let hulls: Vec<(usize, usize)> =
            named.annotations().map(|annotation| placing.range(annotation.hull())).collect();
        starts.push_row(hulls.iter().map(|hull| long(hull.0)));
        ends.push_row(hulls.iter().map(|hull| long(hull.1)));
        if hulls.is_empty() {
            fragments.push_empty_row();
        }
        for (number, (annotation, hull)) in project.annotations().iter().zip(hulls).enumerate() {
            let ranges = match annotation.fragments().spans() {
                [_] => vec![hull],
                _ => edits::ranges(project.article(), annotation.fragments()),
            };
            for (part, (start, end)) in ranges.into_iter().enumerate() {
                fragments.push(long(start), if part > 0 { 2 } else { i16::from(number > 0) }, 3);
                fragments.push(long(end), 3, 3);
            }
        }
    }
    [starts, ends, fragments]
}

fn bytes_of(words: &str) -> ByteArray {
    words.as_bytes().to_vec().into()
}

/// A position; no text is so long that it would not fit.
fn long(position: usize) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}

fn write_words(group: &mut SerializedRowGroupWriter<'_, Vec<u8>>, values: Vec<ByteArray>) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    column.typed::<ByteArrayType>().write_batch(&values, None, None)?;
    column.close()
}

fn write_striped<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    striped: Striped<T::T>,
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    column.typed::<T>().write_batch(&striped.values, Some(&striped.definitions), Some(&striped.repetitions))?;
    column.close()
}

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
pub(super) fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    // The reader of columns is written for files that are right: what it says by a panic is an error too.
    let read = catch_unwind(AssertUnwindSafe(|| read_groups(bytes)));
    read.unwrap_or_else(|_| Err(ReadError::new("it is damaged, or no Parquet", "write it anew")))
}

fn read_groups(bytes: &[u8]) -> Result<Reading, ReadError> {
    let wrong = |error: ParquetError| {
        let hint = "write it anew, with compression=\"snappy\" or none";
        ReadError::new(format!("it is no Parquet that can be read: {}", said(&error)), hint)
    };
    let file = SerializedFileReader::new(Bytes::copy_from_slice(bytes)).map_err(wrong)?;
    let mut reading = Reading::default();
    let mut number = 0;
    let mut seen = std::collections::HashSet::new();
    for group in 0..file.num_row_groups() {
        let group = file.get_row_group(group).map_err(wrong)?;
        check_size(&*group, bytes.len())?;
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
        let path = column.path().parts();
        let [first, .., last] = path else {
            let place = path.first().and_then(|name| ROW_WORDS.iter().position(|known| known == name));
            match (place, group.get_column_reader(number)?) {
                (Some(place), ColumnReader::ByteArrayColumnReader(reader)) => {
                    fill(reader, column, &mut rows, |row, value| row.words[place] = value)?;
                }
                _ => reading.ignore(|| format!("column `{}`", named(&path.join(".")))),
            }
            continue;
        };
        let (levels, reader) = (levels(schema.root_schema(), column), group.get_column_reader(number)?);
        let is_fragment = path.iter().any(|part| part == "fragments");
        let place = |known: &[&str]| known.iter().position(|known| known == last);
        match (first.as_str(), reader) {
            ("spans", ColumnReader::Int64ColumnReader(reader)) => {
                fill_numbers(reader, column, levels, &mut rows, (last, is_fragment), |number| number)?;
            }
            ("spans", ColumnReader::Int32ColumnReader(reader)) => {
                fill_numbers(reader, column, levels, &mut rows, (last, is_fragment), i64::from)?;
            }
            ("spans", ColumnReader::ByteArrayColumnReader(reader)) if place(&SPAN_WORDS).is_some() => {
                let place = place(&SPAN_WORDS).unwrap_or_default();
                fill_list(
                    reader,
                    column,
                    levels,
                    &mut rows,
                    |row| &mut row.spans,
                    |span, step| {
                        if let Step::Value(value) = step {
                            span.words[place] = value;
                        }
                    },
                )?;
            }
            ("relations", ColumnReader::ByteArrayColumnReader(reader)) if place(&RELATION_WORDS).is_some() => {
                let place = place(&RELATION_WORDS).unwrap_or_default();
                fill_list(
                    reader,
                    column,
                    levels,
                    &mut rows,
                    |row| &mut row.relations,
                    |relation, step| {
                        if let Step::Value(value) = step {
                            relation[place] = value;
                        }
                    },
                )?;
            }
            _ => reading.ignore(|| format!("column `{}`", named(&path.join(".")))),
        }
    }
    Ok(rows)
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
    about.has_repetition() && about.repetition() == parquet::basic::Repetition::REPEATED
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
    levels: Vec<i16>,
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
    levels: Vec<i16>,
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
    let article = Article::new(text).map_err(|error| ReadError::new(format!("is refused: {error}"), "split it"))?;
    let mut incoming = Incoming::new(&id, number, Some(Arc::new(article))).counting(Unit::Chars, false);
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
