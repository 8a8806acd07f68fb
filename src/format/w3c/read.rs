//! How do Web Annotations become projects? A page, a collection, a list or a single one; each annotation on its own.

use std::collections::HashSet;

use super::articles::Articles;
use super::mark::{Quoted, Said, said_of, source_of};
use super::node::{Item, MOST_OTHERS};
use super::page::About;
use super::{ABOUT, iri};
use crate::format::incoming::{IncomingRelation, named_of};
use crate::format::json::{self, Lines, Raw};
use crate::format::{Part, ReadError, Reading, Source, named, said};
use crate::text::Unit;

/// How deep the first page of a collection may lie.
const DEEPEST: usize = 4;

/// What pages say that nothing is lost by.
const PAGE_KEYS: [&str; 12] = [
    "@context",
    "type",
    "label",
    "total",
    "startIndex",
    "partOf",
    "prev",
    "last",
    "creator",
    "created",
    "modified",
    "generator",
];

/// What a file holds: annotations, and what it says of itself.
#[derive(Default)]
struct Page<'a> {
    id: String,
    about: Option<Raw<'a>>,
    /// Lists of annotations, and annotations that stand in none.
    lists: Vec<Raw<'a>>,
}

impl<'a> Page<'a> {
    /// Calls `take` with each annotation.
    fn each(&self, mut take: impl FnMut(Raw<'a>)) {
        for list in &self.lists {
            if json::list(list, &mut take).is_none() {
                take(list);
            }
        }
    }
}

/// The projects in `source`, one for each article that is annotated.
pub(super) fn read(source: &Source<'_>, unit: Unit) -> Result<Reading, ReadError> {
    let bytes = source.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(source.bytes);
    let hint = "a page of annotations is {\"type\": \"AnnotationPage\", \"items\": […]}";
    let value = json::value(bytes).map_err(|error| {
        let place = format!("the file, line {}: it is", error.line());
        json::not_json(&place, &error, 0, hint)
    })?;
    let (mut reading, mut page) = (Reading::default(), Page::default());
    gather(&mut reading, value, &mut page, DEEPEST);
    let about = page.about.map_or(Ok(None), |value| About::read(&mut reading, value))?;
    let (count, is_state) = if about.is_some() { (1, false) } else { survey(&page) };
    let unit = if is_state { Unit::Utf16 } else { unit };
    let mut articles = Articles::new(source, unit, count);
    if let Some(about) = about {
        articles.begin(about, &page.id)?;
    }
    let mut relations = Vec::new();
    let mut lines = Lines::of(bytes);
    let mut failed = None;
    page.each(|item| {
        if failed.is_none() {
            let line = lines.at(item);
            failed = take(&mut reading, &mut articles, &mut relations, line, item).err();
        }
    });
    if let Some(error) = failed {
        return Err(error);
    }
    articles.relate(&mut reading, relations);
    articles.hand_to(&mut reading);
    if reading.projects.is_empty() && reading.refused.is_empty() {
        return Err(ReadError::new("it holds no Web Annotations", hint));
    }
    Ok(reading.sorted())
}

/// Gathers the annotations in `value`: those of a list, of a page, of the first page of a collection, or it alone.
fn gather<'a>(reading: &mut Reading, value: Raw<'a>, page: &mut Page<'a>, depth: usize) {
    if value.get().starts_with('[') {
        page.lists.push(value);
        return;
    }
    let mut is_annotation = false;
    let mut first = None;
    let mut others = Vec::new();
    json::object(value, |key, value| match &*key {
        "items" | "rows" | "@graph" => page.lists.push(value),
        "first" => first = Some(value),
        "target" | "uri" => is_annotation = true,
        "id" => page.id = json::text(value).unwrap_or_default().into_owned(),
        ABOUT => page.about = Some(value),
        key if PAGE_KEYS.contains(&key) => {}
        key if others.len() < MOST_OTHERS => others.push(named(key).into_owned()),
        _ => {}
    });
    if is_annotation {
        page.lists.push(value);
        return;
    }
    others.into_iter().for_each(|key| reading.ignore(|| format!("key `{key}` of the page")));
    if let Some(first) = first.filter(|_| depth > 0) {
        gather(reading, first, page, depth - 1);
    }
}

/// One annotation of the file, to its article or to the relations.
fn take(
    reading: &mut Reading,
    articles: &mut Articles<'_>,
    relations: &mut Vec<IncomingRelation>,
    line: usize,
    item: Raw<'_>,
) -> Result<(), ReadError> {
    let read: Item<'_> = match json::read(item) {
        Ok(item) => item,
        Err(error) => {
            let words = said(&error);
            let reason = words.split(" at line ").next().unwrap_or_default();
            let hint = "each is {\"type\": \"Annotation\", \"body\": …, \"target\": …}";
            let why = ReadError::new(format!("is no Web Annotation: {reason}"), hint);
            reading.refuse(line, Part::Main, "the annotation", why);
            return Ok(());
        }
    };
    read.unknown(|key, of| reading.ignore(|| format!("key `{}` of {of}", named(key))));
    let id = iri::annotation_id(read.id.clone());
    match said_of(reading, read, line) {
        Ok(Said::Relation(relation)) => relations.push(relation),
        Ok(Said::Mark(mark)) => {
            let incoming = articles.of(&mark.source, &mark.annotation.id, line)?;
            incoming.take_quoted(mark.annotation, || mark.quotes.iter().map(Quoted::to_quote).collect());
        }
        Err(why) => reading.refuse(line, Part::Main, named_of("annotation", &id, ""), why),
    }
    Ok(())
}

/// How many articles the annotations are about, and whether they are the state of Recogito.
fn survey(page: &Page<'_>) -> (usize, bool) {
    let (mut sources, mut is_state) = (HashSet::new(), false);
    page.each(|item| {
        if let Ok(item) = json::read::<Item<'_>>(item)
            && item.target.iter().any(|target| !target.selector.is_empty())
        {
            sources.insert(source_of(&item).into_owned());
            is_state |= item.is_state();
        }
    });
    (sources.len().max(1), is_state)
}
