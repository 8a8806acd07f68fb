//! What does one Web Annotation say? A mark with its label, attributes and note, or a relation.

use std::borrow::Cow;

use super::iri;
use super::node::{Body, Item, Selector, Target};
use crate::format::incoming::{IncomingAnnotation, IncomingRelation, check_name};
use crate::format::{Part, ReadError, Reading, named};
use crate::project::{Attributes, Moment};
use crate::text::Quote;

/// What one annotation of the file is.
pub(super) enum Said<'a> {
    Mark(Mark<'a>),
    Relation(IncomingRelation),
}

/// An annotation, the address of its article, and what its fragments quote where they all do.
pub(super) struct Mark<'a> {
    pub(super) source: Cow<'a, str>,
    pub(super) annotation: IncomingAnnotation<'a>,
    pub(super) quotes: Vec<Quoted<'a>>,
}

/// The words of a fragment, with what stands before and after them.
pub(super) struct Quoted<'a> {
    exact: Cow<'a, str>,
    prefix: Cow<'a, str>,
    suffix: Cow<'a, str>,
}

/// What the selectors of one target say.
#[derive(Default)]
struct Selected<'a> {
    range: Option<(usize, usize)>,
    quote: Option<Quoted<'a>>,
}

/// Ranges, and what is quoted.
type Places<'a> = (Vec<(usize, usize)>, Vec<Quoted<'a>>);

impl Quoted<'_> {
    pub(super) fn to_quote(&self) -> Quote {
        let Self { exact, prefix, suffix } = self;
        Quote { exact: exact.to_string(), prefix: prefix.to_string(), suffix: suffix.to_string() }
    }
}

/// What the annotation in line `line` is.
pub(super) fn said_of<'a>(reading: &mut Reading, item: Item<'a>, line: usize) -> Result<Said<'a>, ReadError> {
    let has_place = item.target.iter().any(|target| !target.selector.is_empty());
    let is_link =
        item.motivation.iter().chain(item.body.iter().flat_map(|body| &body.purpose)).any(|why| is(why, "linking"));
    if is_link && !has_place {
        return Ok(Said::Relation(relation(item, line)));
    }
    mark(reading, item, line).map(Said::Mark)
}

/// The address of what an annotation marks.
pub(super) fn source_of<'a>(item: &Item<'a>) -> Cow<'a, str> {
    let of_target = item.target.iter().map(|target| if target.source.is_empty() { &target.id } else { &target.source });
    of_target.into_iter().find(|source| !source.is_empty()).unwrap_or(&item.uri).clone()
}

/// Whether a purpose, a motivation or a type is `name`, however it is abbreviated.
fn is(term: &str, name: &str) -> bool {
    term.rsplit(['#', ':', '/']).next() == Some(name)
}

fn relation(item: Item<'_>, line: usize) -> IncomingRelation {
    let has = |body: &Body<'_>, purpose| body.purpose.iter().any(|known| is(known, purpose));
    let name = |iri: Cow<'_, str>| iri::annotation_id(iri).into_owned();
    let kind = item
        .body
        .iter()
        .find(|body| has(body, "tagging"))
        .or_else(|| item.body.iter().find(|body| !body.value.is_empty()));
    let kind = kind.map_or("linking", |body| &*body.value).to_owned();
    let to = item
        .body
        .iter()
        .find(|body| has(body, "linking"))
        .or_else(|| item.body.iter().find(|body| !body.source.is_empty()));
    let mut to = to.map(|body| body.source.clone());
    let mut ends = item.target.into_iter().map(|target| if target.id.is_empty() { target.source } else { target.id });
    let from = ends.next().unwrap_or_default();
    // Some list both ends as targets.
    to = to.filter(|to| !to.is_empty()).or_else(|| ends.next());
    let (id, from, to) = (name(item.id), name(from), name(to.unwrap_or_default()));
    IncomingRelation { line, file: Part::Main, id, kind, from, to }
}

fn mark<'a>(reading: &mut Reading, mut item: Item<'a>, line: usize) -> Result<Mark<'a>, ReadError> {
    let source = source_of(&item);
    check_name("source", &source)?;
    for target in &mut item.target {
        for (own, said) in [(&mut item.creator, &mut target.creator), (&mut item.created, &mut target.created)] {
            if own.is_empty() {
                *own = std::mem::take(said);
            }
        }
    }
    let targets = item.target.drain(..).flat_map(Target::places).collect();
    let (ranges, quotes) = places(reading, targets, &source)?;
    let text = match &quotes[..] {
        [] => None,
        [one] => Some(one.exact.clone()),
        several => Some(several.iter().map(|quote| &*quote.exact).collect::<Vec<_>>().join(" ").into()),
    };
    let hull =
        (ranges.first().map_or(0, |range| range.0), ranges.iter().map(|range| range.1).max().unwrap_or_default());
    let mut annotation = IncomingAnnotation {
        line,
        id: iri::annotation_id(item.id),
        start: hull.0,
        end: hull.1,
        fragments: if ranges.len() > 1 { ranges } else { Vec::new() },
        text,
        note: item.text,
        by: item.creator,
        at: time(reading, item.created),
        ..IncomingAnnotation::default()
    };
    say(reading, &mut annotation, item.body, item.tags);
    if annotation.label.is_empty() {
        // What has no tag was at least marked for some reason.
        let reason = if annotation.note.is_empty() { "highlighting" } else { "commenting" };
        annotation.label = item.motivation.first().map_or(reason.into(), |why| iri::term(why).into());
    }
    Ok(Mark { source, annotation, quotes })
}

/// The ranges of the targets and what they quote, in the order of the text; none where not every target has one.
fn places<'a>(reading: &mut Reading, targets: Vec<Target<'a>>, source: &str) -> Result<Places<'a>, ReadError> {
    let (mut ranges, mut quotes) = (Vec::new(), Vec::new());
    let count = targets.len();
    let selected = targets.into_iter().map(|target| selected(reading, target, source));
    let mut selected = selected.collect::<Result<Vec<_>, _>>()?;
    selected.sort_by_key(|selected| selected.range);
    for Selected { range, quote } in selected {
        ranges.extend(range);
        quotes.extend(quote);
    }
    if count == 0 || (ranges.len() < count && quotes.len() < count) {
        let hint = "its target has a `selector`: a TextQuoteSelector with a TextPositionSelector";
        return Err(ReadError::new("does not say what it marks", hint));
    }
    if quotes.len() < count {
        quotes.clear();
    }
    if ranges.len() < count {
        ranges.clear();
    }
    Ok((ranges, quotes))
}

/// A time that is none is no reason to leave an annotation out.
fn time<'a>(reading: &mut Reading, created: Cow<'a, str>) -> Cow<'a, str> {
    if created.is_empty() || created.parse::<Moment>().is_ok() {
        return created;
    }
    reading.ignore(|| format!("`created` {}, which is no time with a zone", named(&created)));
    Cow::Borrowed("")
}

fn selected<'a>(reading: &mut Reading, target: Target<'a>, source: &str) -> Result<Selected<'a>, ReadError> {
    let own = if target.source.is_empty() { &target.id } else { &target.source };
    if !own.is_empty() && own != source {
        let message = format!("marks something in `{}` and in `{}`", named(source), named(own));
        return Err(ReadError::new(message, "make an annotation for each, and link them"));
    }
    let mut selected = Selected::default();
    for Selector { kind, exact, prefix, suffix, start, end, value, is_own, .. } in target.selector {
        if is_own && kind.is_empty() {
            selected.quote = (!exact.is_empty()).then_some(Quoted { exact, prefix, suffix });
            selected.range = start.zip(end);
        } else if is(&kind, "TextQuoteSelector") {
            selected.quote = (!exact.is_empty()).then_some(Quoted { exact, prefix, suffix });
        } else if is(&kind, "TextPositionSelector") {
            selected.range = start.zip(end);
        } else if let Some(range) = characters(&value).filter(|_| is(&kind, "FragmentSelector")) {
            selected.range = selected.range.or(Some(range));
        } else {
            reading.ignore(|| format!("selector {}", named(&kind)));
        }
    }
    Ok(selected)
}

/// The range that a fragment of plain text names by RFC 5147: `char=10,20`.
fn characters(value: &str) -> Option<(usize, usize)> {
    let (start, end) = value.strip_prefix("char=")?.split(';').next()?.split_once(',')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}

/// Adds what the bodies and tags say: the first tag is the label, pairs are attributes, all other text is the note.
fn say<'a>(
    reading: &mut Reading,
    annotation: &mut IncomingAnnotation<'a>,
    bodies: Vec<Body<'a>>,
    tags: Vec<Cow<'a, str>>,
) {
    let mut attributes = Attributes::new();
    let mut tags: Vec<Cow<'a, str>> = tags;
    for Body { source, purpose, value, .. } in bodies {
        let has = |name| purpose.iter().any(|known| is(known, name));
        if has("tagging") || has("identifying") {
            tags.push(if value.is_empty() { iri::term(&source).into() } else { value });
        } else if has("classifying") {
            match iri::attribute(&value) {
                Some((name, value)) => drop(attributes.insert(name, value)),
                None => tags.push(if value.is_empty() { iri::term(&source).into() } else { value }),
            }
        } else if value.is_empty() {
            reading.ignore(|| format!("the body {}", named(&source)));
        } else if annotation.note.is_empty() {
            annotation.note = value;
        } else {
            annotation.note.to_mut().extend(["\n", &*value]);
        }
    }
    annotation.attributes = attributes;
    let mut tags = tags.into_iter().filter(|tag| !tag.is_empty());
    annotation.label = tags.next().unwrap_or_default();
    tags.for_each(|tag| reading.ignore(|| format!("the tag `{}` beside another", named(&tag))));
}
