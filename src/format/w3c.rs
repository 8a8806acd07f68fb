//! How are annotations W3C Web Annotations? An AnnotationPage of JSON-LD for each article.
//!
//! Every annotation quotes its words, with what stands around them, and says where they lie; one that marks several places
//! has a target for each. Its label is a tag, an attribute a classifying body `name=value`, its note a comment; a relation
//! is a linking annotation. The article is what the page is about, in the words of schema.org, a prefix that the W3C's
//! context knows: so its text and fields travel along, and programs that do not look for them see an ordinary page.
//!
//! By the specification positions count Unicode code points. Tools in browsers count UTF-16 units, hence the second format.

mod articles;
mod iri;
mod mark;
mod node;
mod page;
mod read;

use std::borrow::Cow;

use serde::Serialize;

use super::json::{self, Shown};
use super::outgoing::{BLOCKS, Losses, Placing, SCHEME, Time};
use super::{Format, LossKind, Named, OutFile, Positions, Shape, TextAt, Written};
use crate::project::{Annotation, Project, Relation};
use crate::text::{Quote, Span, Unit};

/// As the specification has it.
pub(super) const W3C: Format = Format {
    name: "w3c",
    title: "W3C Web Annotation (JSON-LD)",
    extensions: &["jsonld"],
    shape: Shape::FileEach,
    beside: &[],
    reads: &["jsonld", "json"],
    text: TextAt::Either,
    positions: Positions::In(Unit::Chars),
    loses: KINDS,
    write: Some(|projects, _| write(projects, Unit::Chars)),
    read: Some(|source| read::read(source, Unit::Chars)),
};

/// As tools in browsers have it.
pub(super) const W3C_UTF16: Format = Format {
    name: "w3c-utf16",
    title: "W3C Web Annotation for tools in browsers",
    positions: Positions::In(Unit::Utf16),
    write: Some(|projects, _| write(projects, Unit::Utf16)),
    read: Some(|source| read::read(source, Unit::Utf16)),
    ..W3C
};

const KINDS: &[&LossKind] = &[&SCHEME, &BLOCKS];

/// What the page is about.
const ABOUT: &str = "schema:about";
/// The text of an article.
const TEXT: &str = "schema:articleBody";
/// Fields of an article that schema.org has no word for.
const OTHERS: &str = "schema:additionalProperty";
/// What schema.org calls the fields of an article.
const TERMS: [(&str, &str); 7] = [
    ("title", "schema:headline"),
    ("author", "schema:author"),
    ("outlet", "schema:publisher"),
    ("published", "schema:datePublished"),
    ("url", "schema:url"),
    ("language", "schema:inLanguage"),
    ("genre", "schema:genre"),
];

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    motivation: Option<&'static str>,
    body: Vec<Body<'a>>,
    target: Targets<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<Creator<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<Shown<Time>>,
}

#[derive(Serialize)]
struct Body<'a> {
    r#type: &'static str,
    purpose: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

/// One target, as nearly all annotations have, stands without a list: some tools look no further.
#[derive(Serialize)]
#[serde(untagged)]
enum Targets<'a> {
    Annotation(String),
    One(Target<'a>),
    Several(Vec<Target<'a>>),
}

#[derive(Serialize)]
struct Target<'a> {
    source: &'a str,
    selector: (TextQuote<'a>, TextPosition),
}

#[derive(Serialize)]
struct TextQuote<'a> {
    r#type: &'static str,
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
}

#[derive(Serialize)]
struct TextPosition {
    r#type: &'static str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Creator<'a> {
    Iri(&'a str),
    Person { r#type: &'static str, name: &'a str },
}

fn write(projects: &[Named<'_>], unit: Unit) -> Written {
    let mut losses = Losses::default();
    losses.lose_settings(projects);
    let files = projects.iter().map(|named| OutFile::main(page(named, unit)));
    Written { files: files.collect(), losses: losses.in_order(KINDS) }
}

/// The page of an article, an annotation a line.
fn page(named: &Named<'_>, unit: Unit) -> Vec<u8> {
    let project = named.project;
    let own = iri::of_article(&named.id);
    let url = project.fields().get("url");
    let source = if iri::is_absolute(url) { url } else { &own };
    let mut bytes = Vec::with_capacity(project.text().len() + 600 * project.annotations().len());
    page::write_head(&mut bytes, &own, source, project);
    let mut first = true;
    let mut push = |bytes: &mut Vec<u8>, item: &Item<'_>| {
        bytes.extend_from_slice(if std::mem::take(&mut first) { b"\n" } else { b",\n" });
        json::write(bytes, item);
    };
    let mut placing = Placing::new(project.article(), unit);
    for annotation in named.annotations() {
        push(&mut bytes, &mark(project, annotation, &own, source, &mut placing));
    }
    for relation in project.relations().iter() {
        push(&mut bytes, &link(relation, &own));
    }
    bytes.extend_from_slice(b"\n]}\n");
    bytes
}

fn mark<'a>(
    project: &'a Project,
    annotation: &'a Annotation,
    own: &str,
    source: &'a str,
    placing: &mut Placing<'_>,
) -> Item<'a> {
    let mut body = Vec::with_capacity(1 + annotation.attributes().len());
    body.push(Body::text("tagging", project.label_of(annotation).id.as_str()));
    let attributes = annotation.attributes().iter();
    body.extend(attributes.map(|(name, value)| Body::text("classifying", iri::pair(name, value))));
    if !annotation.note().is_empty() {
        body.push(Body { format: Some("text/plain"), ..Body::text("commenting", annotation.note()) });
    }
    let mut target = |span: &Span| Target::of(project.text(), *span, source, placing);
    let by = project.maker_of(annotation);
    let creator = if iri::is_absolute(by) { Creator::Iri(by) } else { Creator::Person { r#type: "Person", name: by } };
    Item {
        id: iri::of_annotation(own, annotation.id()),
        r#type: "Annotation",
        motivation: None,
        body,
        target: match annotation.fragments().spans() {
            [span] => Targets::One(target(span)),
            spans => Targets::Several(spans.iter().map(target).collect()),
        },
        creator: (!by.is_empty()).then_some(creator),
        created: project.time_of(annotation).map(|moment| Shown(Time(Some(moment)))),
    }
}

/// A relation: its target is where it begins, its body where it leads.
fn link<'a>(relation: &'a Relation, own: &str) -> Item<'a> {
    let leads_to = Body {
        r#type: "SpecificResource",
        purpose: "linking",
        value: None,
        format: None,
        source: Some(iri::of_annotation(own, &relation.to)),
    };
    Item {
        id: iri::of_annotation(own, &relation.id),
        r#type: "Annotation",
        motivation: Some("linking"),
        body: vec![Body::text("tagging", relation.kind.as_str()), leads_to],
        target: Targets::Annotation(iri::of_annotation(own, &relation.from)),
        creator: None,
        created: None,
    }
}

impl<'a> Body<'a> {
    fn text(purpose: &'static str, value: impl Into<Cow<'a, str>>) -> Self {
        Self { r#type: "TextualBody", purpose, value: Some(value.into()), format: None, source: None }
    }
}

impl<'a> Target<'a> {
    fn of(text: &'a str, span: Span, source: &'a str, placing: &mut Placing<'_>) -> Self {
        let (prefix, suffix) = Quote::context(text, span);
        let (start, end) = placing.range(span);
        let quote = TextQuote { r#type: "TextQuoteSelector", exact: span.of(text), prefix, suffix };
        Self { source, selector: (quote, TextPosition { r#type: "TextPositionSelector", start, end }) }
    }
}

#[cfg(test)]
mod tests;
