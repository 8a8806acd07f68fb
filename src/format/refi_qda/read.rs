//! How does an archive become projects? Each text is an article, and each coding in it an annotation.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::description::Description;
use super::guid::Guid;
use super::parts::{Coding, Link, Made, Selection, Shared, Source as TextSource, each_source};
use super::text::{Found, Origin, Whereabouts, of_file};
use super::{BY, ID, KIND, LABEL, RELATION};
use crate::format::incoming::{Incoming, IncomingAnnotation, IncomingRelation, check_articles, check_name, named_of};
use crate::format::{Part, ReadError, Reading, Source, Texts, named};
use crate::project::Moment;
use crate::reading::archive::Archive;
use crate::text::Unit;

/// What a link is called that has no name.
const NAMELESS: &str = "linked";

/// How much may be said by reference, beside four times the file, in bytes: a name, a note or a description that stands there
/// once is kept for each annotation that refers to it.
const REPEATED: usize = 64 << 20;

/// The projects in `source`, one for each text.
pub(super) fn read(source: &Source<'_>) -> Result<Reading, ReadError> {
    let mut archive = Archive::of(source.bytes)?;
    let qde = project_file(&mut archive)?;
    let mut reading = Reading::default();
    let shared = Shared::of(&qde, &mut reading)?;
    let repeats = REPEATED + 4 * qde.len();
    let (ids, numbers) = (HashSet::new(), HashMap::new());
    let mut taking = Taking { shared, archive, texts: source.texts, ids, numbers, stem: source.stem, repeats };
    each_source(&qde, &mut reading, |reading, source| taking.source(reading, source))?;
    if !taking.shared.links.is_empty() {
        reading.ignore(|| "links that do not begin at a mark".to_owned());
    }
    Ok(reading.sorted())
}

/// The XML of the project: `project.qde`, or the only file that could be it.
fn project_file(archive: &mut Archive<'_>) -> Result<Vec<u8>, ReadError> {
    if let Some(bytes) = archive.read("project.qde")? {
        return Ok(bytes);
    }
    let other = archive.names().find(|name| name.to_ascii_lowercase().ends_with(".qde")).map(Cow::into_owned);
    match other.map(|name| archive.read(&name)).transpose()?.flatten() {
        Some(bytes) => Ok(bytes),
        None => {
            Err(ReadError::new("it is an archive without a project.qde", "export it as a REFI-QDA project (.qdpx)"))
        }
    }
}

/// A file that is being taken in.
struct Taking<'a> {
    shared: Shared,
    archive: Archive<'a>,
    texts: &'a Texts,
    /// The ids of the articles so far.
    ids: HashSet<String>,
    /// The last number that was tried behind each name that came again: none is tried twice.
    numbers: HashMap<String, usize>,
    stem: &'a str,
    /// So much may be said by reference still, in bytes.
    repeats: usize,
}

/// One text that is being taken in.
struct Article<'a> {
    incoming: Incoming,
    guid: Option<Guid>,
    /// What its description says that has no other place.
    own: HashMap<String, String>,
    /// How many annotations there were.
    count: usize,
    /// The ids of what links lead to.
    targets: HashMap<Guid, String>,
    /// The links that begin in it, with the id at which they do.
    links: Vec<(String, Link)>,
    reading: &'a mut Reading,
}

impl Taking<'_> {
    fn source(&mut self, reading: &mut Reading, source: TextSource) -> Result<(), ReadError> {
        check_articles(self.ids.len() + 1)?;
        let TextSource { line, guid, name, text, description, selections, values } = source;
        let (description, own) = self.described(description);
        let id = self.free_id(own.get(ID).unwrap_or(&name), guid);
        let found = match self.found(text, &name, &id) {
            Ok(found) => found,
            Err(why) => {
                reading.refuse(line, Part::Main, named_of("article", &id, ""), why);
                return Ok(());
            }
        };
        let incoming = Incoming::new(id, line, Some(found.article)).counting(Unit::Chars, found.has_mark);
        let (targets, links) = (HashMap::new(), Vec::new());
        let mut article = Article { incoming, guid, own, count: 0, targets, links, reading };
        article.incoming.fields = self.fields(values, description);
        selections.into_iter().for_each(|selection| self.selection(&mut article, selection));
        article.finish();
        Ok(())
    }

    /// The description of a source: what it says of our own, and the rest.
    fn described(&self, text: String) -> (Description, HashMap<String, String>) {
        let mut description = self.description(text);
        let own = std::mem::take(&mut description.own).into_iter().collect();
        (description, own)
    }

    /// A description; one that is not of our own is a note.
    fn description(&self, text: String) -> Description {
        match self.shared.origin {
            Origin::Own => Description::read(&text),
            _ => Description { note: text, ..Description::default() },
        }
    }

    fn found(&mut self, text: Whereabouts, name: &str, id: &str) -> Result<Found, ReadError> {
        check_name("id", id)?;
        text.find(name, self.shared.origin, &mut self.archive, (self.texts, self.shared.texts))
    }

    /// What an article is called; names may come again, and ids may not.
    fn free_id(&mut self, name: &str, guid: Option<Guid>) -> String {
        let name = match (name, guid) {
            ("", Some(guid)) => guid.to_string(),
            ("", None) => self.stem.to_owned(),
            (name, _) => name.to_owned(),
        };
        if self.ids.insert(name.clone()) {
            return name;
        }
        let number = self.numbers.entry(name.clone()).or_insert(1);
        loop {
            *number += 1;
            let id = format!("{name}-{number}");
            if self.ids.insert(id.clone()) {
                return id;
            }
        }
    }

    /// The fields of an article, by the names of its variables.
    fn fields(&mut self, values: Vec<(Guid, String)>, description: Description) -> Vec<(String, String)> {
        // Of several values of one variable the last counts.
        let values: BTreeMap<Guid, String> = values.into_iter().collect();
        let mut fields = description.values;
        for (variable, value) in values {
            let Some(name) = self.shared.variables.get(&variable) else { continue };
            fields.extend(repeated(&mut self.repeats, name).ok().map(|name| (name, value)));
        }
        if !description.note.trim().is_empty() {
            fields.push(("memo".to_owned(), description.note));
        }
        fields
    }

    fn selection(&mut self, article: &mut Article<'_>, mut selection: Selection) {
        let codings = std::mem::take(&mut selection.codings);
        let description = self.description(std::mem::take(&mut selection.description));
        for (number, coding) in codings.into_iter().enumerate() {
            let id = match selection.guid {
                Some(guid) if number == 0 && self.shared.origin == Origin::Own => article.own_id(guid, &description),
                _ => article.next_id(),
            };
            for guid in selection.guid.filter(|_| number == 0).into_iter().chain(coding.guid) {
                if self.shared.targets.contains(&guid) {
                    article.targets.insert(guid, id.clone());
                }
                let links = self.shared.links.remove(&guid).unwrap_or_default();
                article.links.extend(links.into_iter().map(|link| (id.clone(), link)));
            }
            match self.annotation(article, &selection, &coding, &description, id) {
                Ok(annotation) => article.incoming.take(annotation),
                Err(why) => {
                    let of = named_of("annotation", "", &article.incoming.id);
                    article.reading.refuse(selection.line, Part::Main, of, why);
                }
            }
        }
    }

    fn annotation<'a>(
        &mut self,
        article: &mut Article<'_>,
        selection: &'a Selection,
        coding: &Coding,
        description: &Description,
        id: String,
    ) -> Result<IncomingAnnotation<'a>, ReadError> {
        let (Some(start), Some(end)) = (selection.start, selection.end) else {
            let hint = "startPosition and endPosition are whole numbers from 0 on";
            return Err(ReadError::new("does not say where it begins and ends", hint));
        };
        let label = description.own(LABEL).or_else(|| self.shared.labels.get(&coding.code?).map(String::as_str));
        let Some(label) = label else {
            let code = coding.code.map(|code| code.to_string()).unwrap_or_default();
            let message = format!("is coded with `{}`, which the code book does not have", named(&code));
            return Err(ReadError::new(message, "export the project with its codes"));
        };
        let label = repeated(&mut self.repeats, label)?;
        let by = [&coding.made, &selection.made].into_iter().find_map(|made| self.shared.users.get(&made.by?));
        let by = description.own(BY).or(by.map(String::as_str)).unwrap_or_default();
        let by = repeated(&mut self.repeats, by)?;
        let values = description.values.iter().map(|(name, value)| name.len() + value.len()).sum();
        spend(&mut self.repeats, values)?;
        Ok(IncomingAnnotation {
            line: selection.line,
            id: id.into(),
            label: label.into(),
            start,
            end,
            fragments: Vec::new(),
            text: Some(selection.name.as_str()).filter(|name| !name.is_empty()).map(Into::into),
            is_beginning: true,
            attributes: description.values.iter().cloned().collect(),
            note: self.note(&description.note, selection.notes.iter().chain(&coding.notes))?.into(),
            by: by.into(),
            at: article.time(&coding.made, &selection.made).into(),
        })
    }

    /// A note, with the notes that are referred to below it.
    fn note<'a>(&mut self, note: &str, others: impl Iterator<Item = &'a Guid>) -> Result<String, ReadError> {
        let mut all = repeated(&mut self.repeats, note)?;
        for other in others {
            let Some(other) = self.shared.notes.get_mut(other) else { continue };
            if let Some(path) = other.path.take().filter(|_| other.text.is_empty()) {
                other.text = of_file(&path, &mut self.archive).unwrap_or_default();
            }
            spend(&mut self.repeats, other.text.len())?;
            if !all.is_empty() && !other.text.is_empty() {
                all.push_str("\n\n");
            }
            all.push_str(&other.text);
        }
        Ok(all)
    }
}

/// What is said by reference, as long as that is not too much.
fn repeated(left: &mut usize, words: &str) -> Result<String, ReadError> {
    spend(left, words.len())?;
    Ok(words.to_owned())
}

fn spend(left: &mut usize, bytes: usize) -> Result<(), ReadError> {
    let message = "refers to names and notes that are far too long to be so many annotations'";
    *left = left.checked_sub(bytes).ok_or_else(|| ReadError::new(message, "split the project"))?;
    Ok(())
}

impl Article<'_> {
    /// The id of an annotation in a file of our own: in its identifier, or in words; a further fragment has none.
    fn own_id(&self, guid: Guid, description: &Description) -> String {
        let told = self.guid.and_then(|article| guid.id_within(article));
        let said = || description.own(ID).map(str::to_owned);
        told.or_else(said).unwrap_or_else(|| guid.to_string())
    }

    fn next_id(&mut self) -> String {
        self.count += 1;
        format!("a{}", self.count)
    }

    /// When something was made, as RFC 3339: programs leave out the zone, and then it is taken for UTC.
    fn time(&mut self, coding: &Made, selection: &Made) -> String {
        let at = if coding.at.is_empty() { &selection.at } else { &coding.at };
        let holds = |at: &str| at.is_empty() || at.parse::<Moment>().is_ok();
        let with_zone = format!("{at}Z");
        match [at, &with_zone].into_iter().find(|at| holds(at)) {
            Some(at) => at.clone(),
            None => {
                self.reading.ignore(|| format!("the time `{}`", named(at)));
                String::new()
            }
        }
    }

    /// Takes the article in, with the links within it as relations.
    fn finish(mut self) {
        self.links.sort_by_key(|(_, link)| link.line);
        for (from, link) in std::mem::take(&mut self.links) {
            let Some(to) = self.targets.get(&link.target).cloned() else {
                self.reading.ignore(|| "links that do not lead to a mark of the same text".to_owned());
                continue;
            };
            let said = |what: &str| link.guid.and_then(|guid| self.own.get(&format!("{what}{guid}"))).cloned();
            let told = || link.guid.zip(self.guid).and_then(|(guid, article)| guid.id_within(article));
            let id = said(RELATION).or_else(told).unwrap_or_default();
            let name = if link.name.is_empty() { NAMELESS.to_owned() } else { link.name.clone() };
            let kind = said(KIND).unwrap_or(name);
            self.incoming.relations.push(IncomingRelation { line: link.line, file: Part::Main, id, kind, from, to });
        }
        self.reading.take(self.incoming);
    }
}
