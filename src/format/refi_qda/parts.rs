//! What does the XML of a project say? What all sources share, and then one source after the other.

use std::collections::{HashMap, HashSet};

use super::guid::Guid;
use super::text::{Origin, Whereabouts};
use crate::format::incoming::named_of;
use crate::format::{Part as FilePart, ReadError, Reading, named};
use crate::reading::xml::{Element, Part, Parts};

/// How much of the name of a selection is looked at, in bytes: some programs put all that is marked there.
const LONGEST_BEGINNING: usize = 400;

/// What is said outside of the sources, wherever it stands.
#[derive(Default)]
pub(super) struct Shared {
    pub(super) origin: Origin,
    pub(super) users: HashMap<Guid, String>,
    /// The label of each code.
    pub(super) labels: HashMap<Guid, String>,
    pub(super) variables: HashMap<Guid, String>,
    pub(super) notes: HashMap<Guid, Note>,
    /// The links by what they begin at.
    pub(super) links: HashMap<Guid, Vec<Link>>,
    /// What a link leads to.
    pub(super) targets: HashSet<Guid>,
    /// How many texts there are.
    pub(super) texts: usize,
}

/// A note, which selections refer to.
#[derive(Default)]
pub(super) struct Note {
    pub(super) text: String,
    /// The file of its text, where it stands in one.
    pub(super) path: Option<String>,
}

/// A link from one thing to another.
pub(super) struct Link {
    pub(super) line: usize,
    pub(super) guid: Option<Guid>,
    pub(super) name: String,
    pub(super) target: Guid,
}

/// A text with what is coded in it.
#[derive(Default)]
pub(super) struct Source {
    pub(super) line: usize,
    pub(super) guid: Option<Guid>,
    pub(super) name: String,
    pub(super) text: Whereabouts,
    pub(super) description: String,
    pub(super) selections: Vec<Selection>,
    /// Variables and their values.
    pub(super) values: Vec<(Guid, String)>,
}

/// A stretch of a text.
#[derive(Default)]
pub(super) struct Selection {
    pub(super) line: usize,
    pub(super) guid: Option<Guid>,
    pub(super) name: String,
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
    pub(super) made: Made,
    pub(super) description: String,
    pub(super) codings: Vec<Coding>,
    pub(super) notes: Vec<Guid>,
}

/// A code on a selection.
#[derive(Default)]
pub(super) struct Coding {
    pub(super) guid: Option<Guid>,
    pub(super) code: Option<Guid>,
    pub(super) made: Made,
    pub(super) notes: Vec<Guid>,
}

/// Who made something, and when.
#[derive(Default)]
pub(super) struct Made {
    pub(super) by: Option<Guid>,
    pub(super) at: String,
}

/// Calls `take` with each element within the one that has just begun; it reads that element to its end.
fn each<'a>(
    parts: &mut Parts<'a>,
    mut take: impl FnMut(&mut Parts<'a>, Element<'a>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    while let Some(part) = parts.next()? {
        match part {
            Part::Start(element) => take(parts, element)?,
            Part::End => break,
            Part::Text(_) => {}
        }
    }
    Ok(())
}

fn skip(parts: &mut Parts<'_>) -> Result<(), ReadError> {
    each(parts, |parts, _| parts.text_within().map(drop))
}

/// Calls `take` with each element of the project in `qde`.
fn each_of_project<'a>(
    qde: &'a [u8],
    mut take: impl FnMut(&mut Parts<'a>, Element<'a>, &Element<'a>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut parts = Parts::of(qde)?;
    loop {
        match parts.next()? {
            Some(Part::Start(project)) if project.name == "Project" => {
                return each(&mut parts, |parts, element| take(parts, element, &project));
            }
            Some(Part::Text(_)) => {}
            _ => return Err(ReadError::new("its project.qde is no project of REFI-QDA", "export it as .qdpx")),
        }
    }
}

impl Shared {
    /// What the project in `qde` says outside of its sources.
    pub(super) fn of(qde: &[u8], reading: &mut Reading) -> Result<Self, ReadError> {
        let mut shared = Self::default();
        each_of_project(qde, |parts, element, project| {
            shared.origin = Origin::of(project.get("origin").unwrap_or_default());
            match element.name.as_str() {
                "Users" => each(parts, |parts, user| named_thing(parts, &user, &mut shared.users)),
                "CodeBook" => shared.code_book(parts, reading),
                "Variables" => each(parts, |parts, variable| named_thing(parts, &variable, &mut shared.variables)),
                "Notes" => each(parts, |parts, note| shared.note(parts, &note)),
                "Links" => each(parts, |parts, link| shared.link(parts, &link, reading)),
                "Sources" => each(parts, |parts, source| match source.name.as_str() {
                    "PDFSource" => each(parts, |parts, part| {
                        shared.texts += usize::from(part.name == "Representation");
                        skip(parts)
                    }),
                    name => {
                        shared.texts += usize::from(name == "TextSource");
                        skip(parts)
                    }
                }),
                other => {
                    reading.ignore(|| format!("element `{}`", named(other)));
                    skip(parts)
                }
            }
        })?;
        Ok(shared)
    }

    fn code_book(&mut self, parts: &mut Parts<'_>, reading: &mut Reading) -> Result<(), ReadError> {
        let mut codes = Vec::new();
        each(parts, |parts, list| match list.name.as_str() {
            "Codes" => each(parts, |parts, element| code(parts, &element, None, &mut codes)),
            _ => skip(parts),
        })?;
        if self.origin != Origin::Own && codes.iter().any(|code| code.has_description) {
            reading.ignore(|| "descriptions of codes".to_owned());
        }
        // A name may come again below another code.
        let mut counts: HashMap<&str, usize> = HashMap::new();
        codes.iter().for_each(|code| *counts.entry(&code.name).or_default() += 1);
        for code in &codes {
            let label = match code.parent.map(|parent| codes[parent].name.as_str()) {
                Some(parent) if counts[code.name.as_str()] > 1 => format!("{parent}/{}", code.name),
                Some(parent) => {
                    reading.ignore(|| format!("that `{}` stands below `{}`", named(&code.name), named(parent)));
                    code.name.clone()
                }
                None => code.name.clone(),
            };
            self.labels.extend(code.guid.map(|guid| (guid, label)));
        }
        Ok(())
    }

    fn note(&mut self, parts: &mut Parts<'_>, element: &Element<'_>) -> Result<(), ReadError> {
        let guid = guid_of(element, "guid");
        let mut note = Note { path: element.get("plainTextPath").map(str::to_owned), ..Note::default() };
        each(parts, |parts, part| match part.name.as_str() {
            "PlainTextContent" => parts.text_within().map(|text| note.text = text),
            "Description" => {
                let text = parts.text_within()?;
                if note.text.is_empty() {
                    note.text = text;
                }
                Ok(())
            }
            _ => skip(parts),
        })?;
        self.notes.extend(guid.map(|guid| (guid, note)));
        Ok(())
    }

    fn link(&mut self, parts: &mut Parts<'_>, link: &Element<'_>, reading: &mut Reading) -> Result<(), ReadError> {
        if link.get("direction").is_some_and(|direction| direction != "OneWay") {
            reading.ignore(|| "that a link goes both ways".to_owned());
        }
        if let (Some(origin), Some(target)) = (guid_of(link, "originGUID"), guid_of(link, "targetGUID")) {
            let name = link.get("name").unwrap_or_default().to_owned();
            let link = Link { line: link.line, guid: guid_of(link, "guid"), name, target };
            // Nearly all begin at a place of their own.
            self.links.entry(origin).or_insert_with(|| Vec::with_capacity(1)).push(link);
            self.targets.insert(target);
        }
        skip(parts)
    }
}

/// A code of the code book.
struct Code {
    guid: Option<Guid>,
    name: String,
    /// The place of the code that it stands below.
    parent: Option<usize>,
    has_description: bool,
}

fn code(
    parts: &mut Parts<'_>,
    element: &Element<'_>,
    parent: Option<usize>,
    codes: &mut Vec<Code>,
) -> Result<(), ReadError> {
    let name = element.get("name").unwrap_or_default().to_owned();
    let place = codes.len();
    codes.push(Code { guid: guid_of(element, "guid"), name, parent, has_description: false });
    // XML that nests deeper than 256 is refused.
    each(parts, |parts, part| match part.name.as_str() {
        "Code" => code(parts, &part, Some(place), codes),
        "Description" => parts.text_within().map(|text| codes[place].has_description = !text.trim().is_empty()),
        _ => skip(parts),
    })
}

/// Calls `take` with each text of the project in `qde`.
pub(super) fn each_source(
    qde: &[u8],
    reading: &mut Reading,
    mut take: impl FnMut(&mut Reading, Source) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    each_of_project(qde, |parts, element, _| match element.name.as_str() {
        "Sources" => each(parts, |parts, element| match element.name.as_str() {
            "TextSource" => {
                let source = source(parts, &element, reading)?;
                take(reading, source)
            }
            "PDFSource" => match pdf_source(parts, &element, reading)? {
                Some(source) => take(reading, source),
                None => Ok(()),
            },
            _ => {
                let codings = codings_within(parts)?;
                leave_out(reading, &element, codings);
                Ok(())
            }
        }),
        _ => skip(parts),
    })
}

/// Tells of a source that has no text; it is refused where something is coded in it.
fn leave_out(reading: &mut Reading, element: &Element<'_>, codings: usize) {
    let (what, name) = (named(&element.name), element.get("name").unwrap_or_default());
    if codings == 0 {
        return reading.ignore(|| format!("{what} `{}`", named(name)));
    }
    let message = format!("is left out, for it has no text; codings in it: {codings}");
    let why = ReadError::new(message, "export it with its text, or code a text of it, where it comes from");
    reading.refuse(element.line, FilePart::Main, named_of(&what, name, ""), why);
}

/// How many codings stand within the element that has just begun, however deep.
fn codings_within(parts: &mut Parts<'_>) -> Result<usize, ReadError> {
    let mut count = 0;
    each(parts, |parts, part| {
        count += usize::from(part.name == "Coding") + codings_within(parts)?;
        Ok(())
    })?;
    Ok(count)
}

/// The text that stands for a PDF, called as that is; what is marked on its pages has no place in the text.
fn pdf_source(
    parts: &mut Parts<'_>,
    element: &Element<'_>,
    reading: &mut Reading,
) -> Result<Option<Source>, ReadError> {
    let (mut text, mut pdf) = (None, Source::of(element));
    let (mut selections, mut codings) = (0, 0);
    each(parts, |parts, part| {
        match part.name.as_str() {
            "Representation" if text.is_none() => text = Some(source(parts, &part, reading)?),
            "Description" => pdf.description = parts.text_within()?,
            "VariableValue" => pdf.values.extend(variable_value(parts)?),
            "PDFSelection" => {
                selections += 1;
                codings += codings_within(parts)?;
            }
            other => {
                reading.ignore(|| format!("`{}` of a whole PDF", named(other)));
                codings += usize::from(other == "Coding") + codings_within(parts)?;
            }
        }
        Ok(())
    })?;
    let Some(text) = text else {
        leave_out(reading, element, codings);
        return Ok(None);
    };
    pdf.add_text(text);
    pdf.tell_of_pages(reading, selections, codings);
    Ok(Some(pdf))
}

impl Source {
    /// A source of which no more than its name is known.
    fn of(element: &Element<'_>) -> Self {
        Self {
            line: element.line,
            guid: guid_of(element, "guid"),
            name: element.get("name").unwrap_or_default().to_owned(),
            ..Self::default()
        }
    }

    /// Takes in the text that stands for it.
    fn add_text(&mut self, text: Self) {
        let Self { name, text, description, selections, mut values, .. } = text;
        if self.name.is_empty() {
            self.name = name;
        }
        if !self.description.is_empty() && !description.is_empty() {
            self.description.push_str("\n\n");
        }
        self.description.push_str(&description);
        // Of several values of one variable the last counts, and that is its own.
        values.append(&mut self.values);
        (self.text, self.selections, self.values) = (text, selections, values);
    }

    /// Tells of what is marked on the pages of a PDF. Most programs mark the text as well, and then nothing is missing.
    fn tell_of_pages(&self, reading: &mut Reading, selections: usize, codings: usize) {
        let name = named(&self.name);
        if selections > 0 {
            reading.ignore(|| format!("positions on the pages of the PDF `{name}`: {selections}"));
        }
        if codings > 0 && self.selections.is_empty() {
            let message = format!("has codings on its pages and none in its text; they are left out: {codings}");
            let why = ReadError::new(message, "code its text where it comes from, and export it again");
            reading.refuse(self.line, FilePart::Main, named_of("PDFSource", &self.name, ""), why);
        }
    }
}

fn source(parts: &mut Parts<'_>, element: &Element<'_>, reading: &mut Reading) -> Result<Source, ReadError> {
    let mut source = Source::of(element);
    source.text.path = element.get("plainTextPath").map(str::to_owned);
    each(parts, |parts, part| {
        match part.name.as_str() {
            "Description" => source.description = parts.text_within()?,
            "PlainTextContent" => source.text.content = Some(parts.text_within()?),
            "PlainTextSelection" => {
                let selection = selection(parts, &part, reading)?;
                if selection.codings.is_empty() {
                    reading.ignore(|| "selections without a code".to_owned());
                } else {
                    source.selections.push(selection);
                }
            }
            "VariableValue" => source.values.extend(variable_value(parts)?),
            other => {
                reading.ignore(|| format!("`{}` of a whole text", named(other)));
                skip(parts)?;
            }
        }
        Ok(())
    })?;
    Ok(source)
}

fn selection(parts: &mut Parts<'_>, element: &Element<'_>, reading: &mut Reading) -> Result<Selection, ReadError> {
    let position = |name| element.get(name).and_then(|value| value.trim().parse().ok());
    let name = element.get("name").unwrap_or_default();
    let mut selection = Selection {
        line: element.line,
        guid: guid_of(element, "guid"),
        name: name[..name.floor_char_boundary(LONGEST_BEGINNING)].to_owned(),
        start: position("startPosition"),
        end: position("endPosition"),
        made: Made::of(element),
        ..Selection::default()
    };
    each(parts, |parts, part| {
        match part.name.as_str() {
            "Description" => selection.description = parts.text_within()?,
            "Coding" => {
                if selection.codings.is_empty() {
                    // Nearly all have one.
                    selection.codings.reserve_exact(1);
                }
                selection.codings.push(coding(parts, &part)?);
            }
            "NoteRef" => {
                selection.notes.extend(guid_of(&part, "targetGUID"));
                skip(parts)?;
            }
            other => {
                reading.ignore(|| format!("`{}` of a selection", named(other)));
                skip(parts)?;
            }
        }
        Ok(())
    })?;
    Ok(selection)
}

fn coding(parts: &mut Parts<'_>, element: &Element<'_>) -> Result<Coding, ReadError> {
    let mut coding = Coding { guid: guid_of(element, "guid"), made: Made::of(element), ..Coding::default() };
    each(parts, |parts, part| {
        let target = guid_of(&part, "targetGUID");
        match part.name.as_str() {
            "CodeRef" => coding.code = target,
            "NoteRef" => coding.notes.extend(target),
            _ => {}
        }
        skip(parts)
    })?;
    Ok(coding)
}

fn variable_value(parts: &mut Parts<'_>) -> Result<Option<(Guid, String)>, ReadError> {
    let (mut variable, mut value) = (None, String::new());
    each(parts, |parts, part| {
        if part.name == "VariableRef" {
            variable = guid_of(&part, "targetGUID");
            return skip(parts);
        }
        value = parts.text_within()?;
        Ok(())
    })?;
    Ok(variable.map(|variable| (variable, value)))
}

fn named_thing(
    parts: &mut Parts<'_>,
    element: &Element<'_>,
    names: &mut HashMap<Guid, String>,
) -> Result<(), ReadError> {
    let name = element.get("name").unwrap_or_default().to_owned();
    names.extend(guid_of(element, "guid").map(|guid| (guid, name)));
    skip(parts)
}

impl Made {
    fn of(element: &Element<'_>) -> Self {
        let by = guid_of(element, "creatingUser").or_else(|| guid_of(element, "modifyingUser"));
        let at = element.get("creationDateTime").or_else(|| element.get("modifiedDateTime"));
        Self { by, at: at.unwrap_or_default().to_owned() }
    }
}

fn guid_of(element: &Element<'_>, name: &str) -> Option<Guid> {
    element.get(name).and_then(Guid::read)
}
