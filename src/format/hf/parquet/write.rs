//! How are articles written as columns? One after the other, each with its levels.

use std::borrow::Cow;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use super::SCHEMA;
use crate::format::hf::striped::Striped;
use crate::format::hf::{attributes, meta};
use crate::format::outgoing::{Placing, Time};
use crate::format::{Named, edits};
use crate::project::{Annotation, Project, Relation};
use crate::text::Unit;

/// A row group has at least so much text: what is held twice while it is written is no more than one article beyond that.
const GROUP: usize = 16 << 20;

/// The file of `projects`.
pub(in crate::format::hf) fn write(projects: &[Named<'_>]) -> Vec<u8> {
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
    write_words(group, &projects.iter().map(|named| bytes_of(&named.id)).collect::<Vec<_>>())?;
    write_words(group, &projects.iter().map(|named| bytes_of(named.project.text())).collect::<Vec<_>>())?;
    // A column after the other, so that no more than one is in memory before it is packed.
    write_spans(group, projects, |_, annotation| annotation.id().to_string().into())?;
    let [starts, ends, fragments] = positions(projects);
    write_striped::<Int64Type>(group, &starts)?;
    write_striped::<Int64Type>(group, &ends)?;
    write_striped::<Int64Type>(group, &fragments)?;
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
    write_words(group, &projects.iter().map(|named| bytes_of(&meta(named.project.fields()))).collect::<Vec<_>>())
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
    write_striped::<ByteArrayType>(group, &column)
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
    write_striped::<ByteArrayType>(group, &column)
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

fn write_words(group: &mut SerializedRowGroupWriter<'_, Vec<u8>>, values: &[ByteArray]) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    column.typed::<ByteArrayType>().write_batch(values, None, None)?;
    column.close()
}

fn write_striped<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    striped: &Striped<T::T>,
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    column.typed::<T>().write_batch(&striped.values, Some(&striped.definitions), Some(&striped.repetitions))?;
    column.close()
}
