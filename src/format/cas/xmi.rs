//! How is a CAS XMI? A file of XML for each article, with its type system beside it, as UIMA has written them for long.
//!
//! XML 1.0 has no place for most control characters: each is a space, so positions stay.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;

use super::read::{Found, Head, Sofa, Taker};
use super::{ATTRIBUTE_NAMES, FeatureNames, Kind, SOFA, STRING, Structure, Structures, VIEW, Value, note_losses};
use crate::format::file_name::distinct_stems;
use crate::format::outgoing::{BLOCKS, Losses, SCHEME, SPLIT, XML_CHARACTERS, id_among};
use crate::format::{
    Facet, Format, LossKind, Named, OutFile, Place, Positions, ReadError, Reading, Shape, Source, TextAt, Wish,
    Written, named,
};
use crate::project::Annotation;
use crate::reading::xml::{self, Element, Parts, has_forbidden};
use crate::text::Unit;

/// The format.
pub(in crate::format) const CAS_XMI: Format = Format {
    name: "cas-xmi",
    title: "INCEpTION, UIMA CAS XMI",
    extensions: &["xmi"],
    shape: Shape::Folder,
    beside: &[],
    reads: &["xmi"],
    text: TextAt::Within,
    positions: Positions::In(Unit::Utf16),
    loses: KINDS,
    write: Some(write),
    read: Some(read),
};

const KINDS: &[&LossKind] = &[
    &SPLIT,
    &ATTRIBUTE_NAMES,
    &XML_CHARACTERS,
    &IN_FIELDS,
    &IN_IDS,
    &IN_LABELS,
    &IN_ATTRIBUTES,
    &IN_NOTES,
    &IN_MAKERS,
    &IN_RELATIONS,
    &SCHEME,
    &BLOCKS,
];

const SENTENCE: &str = "a character that XML 1.0 forbids is a space there";
const NO_ID: &str = "an id with a character that XML 1.0 forbids is not in the file; another is made when it is read";
const IN_KIND: &str =
    "a character that XML 1.0 forbids is a space in a kind; an id with one is made anew when it is read";
const IN_FIELDS: LossKind = LossKind::changed(Facet::Fields, "controls in fields", SENTENCE);
const IN_IDS: LossKind = LossKind::changed(Facet::Id, "controls in ids", NO_ID);
const IN_LABELS: LossKind = LossKind::changed(Facet::Label, "controls in labels", SENTENCE);
const IN_ATTRIBUTES: LossKind = LossKind::changed(Facet::Attributes, "controls in attributes", SENTENCE);
const IN_NOTES: LossKind = LossKind::changed(Facet::Note, "controls in notes", SENTENCE);
const IN_MAKERS: LossKind = LossKind::changed(Facet::Maker, "controls in makers", SENTENCE);
const IN_RELATIONS: LossKind = LossKind::changed(Facet::RelationName, "controls in relations", IN_KIND);

/// What stands around the packages of types in the names of their namespaces.
const NAMESPACE: (&str, &str) = ("http:///", ".ecore");

fn write(projects: &[Named<'_>], _: &Wish) -> Written {
    let mut losses = Losses::default();
    note_losses(&mut losses, projects);
    projects.iter().for_each(|named| note_forbidden(&mut losses, projects, named));
    let stems = distinct_stems(projects.iter().map(|named| named.id.as_str()));
    let mut files = Vec::with_capacity(2 * projects.len());
    for (named, stem) in projects.iter().zip(stems) {
        let names = FeatureNames::of(named.project);
        let file = |name: &str, xml: String| OutFile {
            place: Place::Within(format!("{stem}/{name}")),
            bytes: xml.into_bytes(),
        };
        files.push(file("doc.xmi", document(named, &names)));
        files.push(file("TypeSystem.xml", type_system(&names)));
    }
    Written { files, losses: losses.in_order(KINDS) }
}

/// Notes what has characters that XML has no place for.
fn note_forbidden(losses: &mut Losses, projects: &[Named<'_>], named: &Named<'_>) {
    let project = named.project;
    if has_forbidden(project.text()) {
        losses.lose(&XML_CHARACTERS, &named.id);
    }
    if has_forbidden(&named.id)
        || project.fields().iter().any(|(name, value)| has_forbidden(name) || has_forbidden(value))
    {
        losses.lose(&IN_FIELDS, &named.id);
    }
    let in_attributes = |annotation: &Annotation| {
        annotation.attributes().iter().any(|(name, value)| has_forbidden(name) || has_forbidden(value))
    };
    for annotation in project.annotations().iter() {
        let id = annotation.id().to_string();
        for (kind, is_lost) in [
            (&IN_IDS, has_forbidden(&id)),
            (&IN_LABELS, has_forbidden(&project.label_of(annotation).id)),
            (&IN_ATTRIBUTES, in_attributes(annotation)),
            (&IN_NOTES, has_forbidden(annotation.note())),
            (&IN_MAKERS, has_forbidden(project.maker_of(annotation))),
        ] {
            if is_lost {
                losses.lose(kind, id_among(projects, named, annotation.id()));
            }
        }
    }
    for relation in project.relations().iter() {
        if has_forbidden(&relation.kind) || has_forbidden(&relation.id.to_string()) {
            losses.lose(&IN_RELATIONS, id_among(projects, named, &relation.id));
        }
    }
}

fn document(named: &Named<'_>, names: &FeatureNames<'_>) -> String {
    let project = named.project;
    let mut xml = String::with_capacity(project.text().len() + 140 * project.annotations().len() + 2000);
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\"");
    xml.push_str(" xmlns:cas=\"http:///uima/cas.ecore\"");
    for kind in [Kind::Document, Kind::Field, Kind::Span] {
        let package = kind.parts().0.replace('.', "/");
        // Writing to a text never fails.
        let _ = write!(xml, " xmlns:{}=\"{}{package}{}\"", prefix(kind), NAMESPACE.0, NAMESPACE.1);
    }
    xml.push_str(" xmi:version=\"2.0\">\n<cas:NULL xmi:id=\"0\"/>\n");
    let _ = write!(xml, r#"<cas:Sofa xmi:id="{SOFA}" sofaNum="1" sofaID="{VIEW}" mimeType="text""#);
    xml::attribute(&mut xml, "sofaString", project.text());
    xml.push_str("/>\n");
    let last = Structures::hand_over(named, names, |structure| write_structure(&mut xml, structure));
    let _ = write!(xml, "<cas:View sofa=\"{SOFA}\" members=\"");
    for number in SOFA + 1..=last {
        let _ = write!(xml, "{}{number}", if number == SOFA + 1 { "" } else { " " });
    }
    xml.push_str("\"/>\n</xmi:XMI>\n");
    xml
}

/// The prefix of a type's namespace.
fn prefix(kind: Kind) -> &'static str {
    match kind {
        Kind::Document => "metadata",
        Kind::Field | Kind::Attribute => "copydesk",
        Kind::Span | Kind::Relation => "custom",
    }
}

fn write_structure(xml: &mut String, structure: &Structure<'_>) {
    let Structure { number, kind, place, features } = structure;
    let _ = write!(xml, "<{}:{} xmi:id=\"{number}\"", prefix(*kind), kind.parts().1);
    if let Some((begin, end)) = place {
        let _ = write!(xml, r#" sofa="{SOFA}" begin="{begin}" end="{end}""#);
    }
    for (name, value) in features {
        match value {
            // With spaces for what is forbidden it could be the id of another.
            Value::Text(text) if *name == "identifier" && has_forbidden(text) => {}
            Value::Text(text) => xml::attribute(xml, name, text),
            Value::Structure(number) => drop(write!(xml, " {name}=\"{number}\"")),
        }
    }
    xml.push_str("/>\n");
}

fn type_system(names: &FeatureNames<'_>) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    xml.push_str("<typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n<types>\n");
    let described = names.described();
    for kind in Kind::ALL {
        let (name, super_type) = (kind.name(), kind.super_type());
        let _ = write!(xml, "<typeDescription>\n<name>{name}</name>\n<description/>\n");
        let _ = write!(xml, "<supertypeName>{super_type}</supertypeName>\n<features>\n");
        let own = kind.features().iter().copied();
        let attributes = names.0.values().map(|feature| (feature.as_str(), STRING)).filter(|_| kind == Kind::Span);
        for (feature, range) in own.chain(attributes) {
            let _ = write!(xml, "<featureDescription><name>{feature}</name>");
            match described.get(feature).filter(|_| kind == Kind::Span) {
                None => xml.push_str("<description/>"),
                Some(name) => {
                    xml.push_str("<description>");
                    xml::push_text(&mut xml, name);
                    xml.push_str("</description>");
                }
            }
            let _ = writeln!(xml, "<rangeTypeName>{range}</rangeTypeName></featureDescription>");
        }
        xml.push_str("</features>\n</typeDescription>\n");
    }
    xml.push_str("</types>\n</typeSystemDescription>\n");
    xml
}

fn read(source: &Source<'_>) -> Result<Reading, ReadError> {
    let head = head(source.bytes)?;
    let mut taker = Taker::new(Reading::default(), source, head)?;
    let (mut parts, mut depth) = (Parts::of(source.bytes)?, 0);
    let mut packages = HashMap::new();
    while let Some(part) = parts.next()? {
        match part {
            xml::Part::Start(element) => {
                match depth {
                    0 => packages = packages_of(&element),
                    1 if element.prefix == "cas" => {}
                    1 => taker.take(structure(element, &packages)),
                    // A list of texts has an element for each.
                    _ => taker.reading.ignore(|| format!("the list `{}` of a structure", named(&element.name))),
                }
                depth += 1;
            }
            xml::Part::End => depth -= 1,
            xml::Part::Text(_) => {}
        }
    }
    Ok(taker.finish())
}

/// What the file says of its article as a whole: all of it is read, unless we wrote it.
fn head(bytes: &[u8]) -> Result<Head, ReadError> {
    let mut parts = Parts::of(bytes)?;
    let (mut head, mut packages) = (Head::default(), None);
    while let Some(part) = parts.next()? {
        let xml::Part::Start(element) = part else { continue };
        let Some(packages) = &packages else {
            if element.name != "XMI" {
                let message = format!("line {}: it is no XMI but an element `{}`", element.line, named(&element.name));
                return Err(ReadError::new(message, "export it from INCEpTION as UIMA CAS XMI (XML 1.0)"));
            }
            packages = Some(packages_of(&element));
            continue;
        };
        match (&*element.name, element.get("sofaString")) {
            ("Sofa", Some(text)) => {
                let number = element.get("id").and_then(|number| number.parse().ok());
                let view = element.get("sofaID").unwrap_or_default();
                head.take_sofa(view, Sofa { number, text: text.to_owned() });
            }
            ("DocumentMetaData" | "Field", _) => head.take(&structure(element, packages)),
            _ => {}
        }
        if head.is_whole() {
            break;
        }
    }
    Ok(head)
}

/// The packages of types, by the prefixes that stand for them.
fn packages_of(root: &Element<'_>) -> HashMap<String, String> {
    let package = |(prefix, name): &(String, Cow<'_, str>)| {
        let path = name.strip_prefix(NAMESPACE.0)?.strip_suffix(NAMESPACE.1)?;
        Some((prefix.clone(), path.replace('/', ".")))
    };
    root.attributes.iter().filter_map(package).collect()
}

fn structure<'a>(element: Element<'a>, packages: &HashMap<String, String>) -> Found<'a> {
    let Element { name, prefix, attributes, line } = element;
    let kind = match packages.get(&prefix).map_or(prefix.as_str(), String::as_str) {
        "" | "uima.noNamespace" => name,
        package => format!("{package}.{name}"),
    };
    let mut found = Found::new(line, kind);
    for (name, value) in attributes {
        // The first is XMI's own; a type may have a feature of that name.
        if name == "id" && found.number.is_none() {
            found.number = value.parse().ok();
        } else {
            found.push(name.into(), Some(value), false);
        }
    }
    found
}
