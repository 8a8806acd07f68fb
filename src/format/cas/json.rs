//! How is a CAS JSON? By UIMA's CAS JSON 0.4, types and all, a feature structure a line.

use std::borrow::Cow;
use std::io::Write as _;

use super::read::{self, Found, Head, Taker};
use super::{ATTRIBUTE_NAMES, FeatureNames, Kind, SOFA, STRING, Structure, Structures, VIEW, Value, note_losses};
use crate::format::file_name::distinct_stems;
use crate::format::json::{self, Lines, Raw};
use crate::format::outgoing::{BLOCKS, Losses, SCHEME, SPLIT};
use crate::format::{
    Format, LossKind, Named, OutFile, Part, Place, Positions, ReadError, Reading, Shape, Source, TextAt, Wish, Written,
    named,
};
use crate::text::Unit;

/// The format.
pub(in crate::format) const CAS_JSON: Format = Format {
    name: "cas-json",
    title: "INCEpTION, UIMA CAS JSON",
    extensions: &["json"],
    shape: Shape::Folder,
    beside: &[],
    reads: &["json"],
    text: TextAt::Within,
    positions: Positions::In(Unit::Utf16),
    loses: KINDS,
    write: Some(write),
    read: Some(read),
};

const KINDS: &[&LossKind] = &[&SPLIT, &ATTRIBUTE_NAMES, &SCHEME, &BLOCKS];

const STRUCTURES: &str = "%FEATURE_STRUCTURES";

fn write(projects: &[Named<'_>], _: &Wish) -> Written {
    let mut losses = Losses::default();
    note_losses(&mut losses, projects);
    let stems = distinct_stems(projects.iter().map(|named| named.id.as_str()));
    let files = projects
        .iter()
        .zip(stems)
        .map(|(named, stem)| OutFile { place: Place::Within(format!("{stem}/doc.json")), bytes: document(named) });
    Written { files: files.collect(), losses: losses.in_order(KINDS) }
}

fn document(named: &Named<'_>) -> Vec<u8> {
    let project = named.project;
    let names = FeatureNames::of(project);
    let mut bytes = Vec::with_capacity(project.text().len() + 160 * project.annotations().len() + 2000);
    bytes.extend_from_slice(b"{\"%TYPES\":{");
    for (number, kind) in Kind::ALL.into_iter().enumerate() {
        bytes.extend_from_slice(if number == 0 { b"\n" } else { b",\n" });
        write_type(&mut bytes, kind, &names);
    }
    bytes.extend_from_slice(b"\n},\n\"%FEATURE_STRUCTURES\":[\n");
    // Writing to memory never fails.
    let _ = write!(
        bytes,
        r#"{{"%ID":{SOFA},"%TYPE":"uima.cas.Sofa","sofaNum":1,"sofaID":"{VIEW}","mimeType":"text","sofaString":"#
    );
    json::write(&mut bytes, &project.text());
    bytes.push(b'}');
    let last = Structures::hand_over(named, &names, |structure| write_structure(&mut bytes, structure));
    let _ = write!(bytes, "\n],\n\"%VIEWS\":{{\"{VIEW}\":{{\"%SOFA\":{SOFA},\"%MEMBERS\":[");
    for number in SOFA + 1..=last {
        let _ = write!(bytes, "{}{number}", if number == SOFA + 1 { "" } else { "," });
    }
    bytes.extend_from_slice(b"]}}}\n");
    bytes
}

fn write_type(bytes: &mut Vec<u8>, kind: Kind, names: &FeatureNames<'_>) {
    let (name, super_type) = (kind.name(), kind.super_type());
    let _ = write!(bytes, r#""{name}":{{"%NAME":"{name}","%SUPER_TYPE":"{super_type}""#);
    let own = kind.features().iter().copied();
    let attributes = names.0.values().map(|feature| (feature.as_str(), STRING)).filter(|_| kind == Kind::Span);
    let described = names.described();
    for (feature, range) in own.chain(attributes) {
        let _ = write!(bytes, r#","{feature}":{{"%NAME":"{feature}","%RANGE":"{range}""#);
        if let Some(name) = described.get(feature).filter(|_| kind == Kind::Span) {
            bytes.extend_from_slice(b",\"%DESCRIPTION\":");
            json::write(bytes, name);
        }
        bytes.push(b'}');
    }
    bytes.push(b'}');
}

fn write_structure(bytes: &mut Vec<u8>, structure: &Structure<'_>) {
    let Structure { number, kind, place, features } = structure;
    let (package, name) = kind.parts();
    let _ = write!(bytes, ",\n{{\"%ID\":{number},\"%TYPE\":\"{package}.{name}\"");
    if let Some((begin, end)) = place {
        let _ = write!(bytes, r#","@sofa":{SOFA},"begin":{begin},"end":{end}"#);
    }
    for (name, value) in features {
        match value {
            Value::Text(text) => {
                let _ = write!(bytes, ",\"{name}\":");
                json::write(bytes, text);
            }
            Value::Structure(number) => drop(write!(bytes, ",\"@{name}\":{number}")),
        }
    }
    bytes.push(b'}');
}

fn read(source: &Source<'_>) -> Result<Reading, ReadError> {
    let bytes = source.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(source.bytes);
    let hint = "export it from INCEpTION as UIMA CAS JSON (0.4)";
    let value = json::value(bytes).map_err(|error| {
        let place = format!("the file, line {}: it is", error.line());
        json::not_json(&place, &error, 0, hint)
    })?;
    let (mut reading, mut structures) = (Reading::default(), None);
    json::object(value, |key, value| match &*key {
        STRUCTURES => structures = Some(value),
        "%TYPES" | "%VIEWS" | "%FLAGS" => {}
        key => reading.ignore(|| format!("key `{}` of the file", named(key))),
    });
    let none = || ReadError::new(format!("it is no CAS: it has no `{STRUCTURES}`"), hint);
    let structures = structures.ok_or_else(none)?;
    let mut head = Head::default();
    each(structures, |_, value| look(&mut head, value)).ok_or_else(none)?;
    let mut lines = Lines::of(bytes);
    let mut taker = Taker::new(reading, source, head)?;
    each(structures, |number, value| {
        let line = lines.at(value);
        match structure(line, number, value) {
            Some(structure) => taker.take(structure),
            None => taker.reading.refuse(line, Part::Main, "the feature structure", read::no_structure()),
        }
    });
    Ok(taker.finish())
}

/// Calls `take` with each feature structure, and its number where older files have it as its key.
fn each<'a>(structures: Raw<'a>, mut take: impl FnMut(Option<Cow<'a, str>>, Raw<'a>)) -> Option<()> {
    match json::list(structures, |value| take(None, value)) {
        Some(()) => Some(()),
        None => json::object(structures, |number, value| take(Some(number), value)),
    }
}

/// Looks for what a structure says of the whole file. Nearly none says such a thing, and then it is not looked into.
fn look(head: &mut Head, value: Raw<'_>) {
    let may_be = |name: &str| value.get().contains(name);
    if head.is_whole() {
    } else if may_be("sofaString") {
        sofa(value).into_iter().for_each(|(view, sofa)| head.take_sofa(&view, sofa));
    } else if may_be("DocumentMetaData") || may_be("copydesk.Field") {
        structure(0, None, value).iter().for_each(|found| head.take(found));
    }
}

/// The text that a structure holds, with the name of its view, when it is one of a text.
fn sofa(value: Raw<'_>) -> Option<(String, read::Sofa)> {
    let (mut view, mut number, mut text, mut is_sofa) = (String::new(), None, None, false);
    json::object(value, |key, value| match &*key {
        "%ID" => number = json::read(value).ok(),
        "%TYPE" => is_sofa = json::text(value).is_ok_and(|name| name == "uima.cas.Sofa"),
        "sofaID" => view = json::text(value).unwrap_or_default().into_owned(),
        "sofaString" => text = json::text(value).ok().map(Cow::into_owned),
        _ => {}
    })?;
    let text = text.filter(|_| is_sofa)?;
    Some((view, read::Sofa { number, text }))
}

fn structure<'a>(line: usize, number: Option<Cow<'a, str>>, value: Raw<'a>) -> Option<Found<'a>> {
    let number = number.and_then(|number| number.parse().ok());
    let mut found = Found::new(line, "");
    found.number = number;
    json::object(value, |key, value| {
        let written = value.get();
        let content = match written.as_bytes().first() {
            Some(b'"') => json::text(value).ok(),
            Some(b'{' | b'[') | None => None,
            _ if json::is_null(value) => return,
            _ => Some(Cow::Borrowed(written)),
        };
        match &*key {
            "%ID" => found.number = json::read(value).ok().or(found.number),
            "%TYPE" => found.kind = content.unwrap_or_default(),
            reserved if reserved.starts_with('%') => {}
            // References are marked, and so are numbers that are no numbers in JSON.
            marked if marked.starts_with(['@', '#', '^']) => {
                let name = match key {
                    Cow::Borrowed(key) => Cow::Borrowed(&key[1..]),
                    Cow::Owned(key) => Cow::Owned(key[1..].to_owned()),
                };
                found.push(name, content, written.starts_with(|char: char| char.is_ascii_digit()));
            }
            _ => found.push(key, content, false),
        }
    })?;
    Some(found)
}
