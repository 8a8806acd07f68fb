//! How does an archive become projects? Each text is an article, and each coding in it an annotation.

use std::collections::{HashMap, HashSet};

use super::description::Description;
use super::guid::Guid;
use super::parts::{Coding, Link, Made, Selection, Shared, Source as TextSource, each_source};
use super::text::{Found, Origin, Whereabouts, of_file};
use super::{BY, ID, KIND, LABEL, RELATION};
use crate::format::archive::Archive;
use crate::format::incoming::{Incoming, IncomingAnnotation, IncomingRelation, check_articles, check_name, named_of};
use crate::format::{Part, ReadError, Reading, Source, Texts, named};
use crate::project::{Attributes, Moment};
use crate::text::Unit;

/// What a link is called that has no name.
const NAMELESS: &str = "linked";

/// The projects in `source`, one for each text.
pub(super) fn read(source: &Source<'_>) -> Result<Reading, ReadError> {
    let mut archive = Archive::of(source.bytes)?;
    let qde = project_file(&mut archive)?;
    let mut reading = Reading::default();
    let shared = Shared::of(&qde, &mut reading)?;
    let mut taking = Taking { shared, archive, texts: source.texts, ids: HashSet::new(), stem: source.stem };
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
    let other = archive.names().find(|name| name.to_ascii_lowercase().ends_with(".qde")).map(str::to_owned);
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
    stem: &'a str,
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
        text.find(name, self.shared.origin, &mut self.archive, self.texts)
    }

    /// What an article is called; names may come again, and ids may not.
    fn free_id(&mut self, name: &str, guid: Option<Guid>) -> String {
        let name = match (name, guid) {
            ("", Some(guid)) => guid.to_string(),
            ("", None) => self.stem.to_owned(),
            (name, _) => name.to_owned(),
        };
        let mut id = name.clone();
        // No number is tried twice as often as there are articles.
        for number in 2..=self.ids.len() + 2 {
            if !self.ids.contains(&id) {
                break;
            }
            id = format!("{name}-{number}");
        }
        self.ids.insert(id.clone());
        id
    }

    fn fields(&self, values: Vec<(Guid, String)>, description: Description) -> Vec<(String, String)> {
        let named = |(variable, value)| Some((self.shared.variables.get(&variable)?.clone(), value));
        let mut fields: Vec<(String, String)> = values.into_iter().filter_map(named).collect();
        fields.extend(description.values);
        if !description.note.trim().is_empty() {
            fields.push(("memo".to_owned(), description.note));
        }
        fields
    }

    fn selection(&mut self, article: &mut Article<'_>, mut selection: Selection) {
        let codings = std::mem::take(&mut selection.codings);
        if codings.is_empty() {
            article.reading.ignore(|| "selections without a code".to_owned());
        }
        for (number, coding) in codings.into_iter().enumerate() {
            let description = self.description(selection.description.clone());
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
            match self.annotation(article, &selection, &coding, description, id) {
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
        description: Description,
        id: String,
    ) -> Result<IncomingAnnotation<'a>, ReadError> {
        let (Some(start), Some(end)) = (selection.start, selection.end) else {
            let hint = "startPosition and endPosition are whole numbers from 0 on";
            return Err(ReadError::new("does not say where it begins and ends", hint));
        };
        let label = description.own(LABEL).or_else(|| self.shared.labels.get(&coding.code?).map(String::as_str));
        let Some(label) = label.map(str::to_owned) else {
            let code = coding.code.map(|code| code.to_string()).unwrap_or_default();
            let message = format!("is coded with `{}`, which the code book does not have", named(&code));
            return Err(ReadError::new(message, "export the project with its codes"));
        };
        let by = [&coding.made, &selection.made].into_iter().find_map(|made| self.shared.users.get(&made.by?));
        let by = description.own(BY).or(by.map(String::as_str)).unwrap_or_default().to_owned();
        let notes = self.note(&description.note, selection.notes.iter().chain(&coding.notes));
        Ok(IncomingAnnotation {
            line: selection.line,
            id: id.into(),
            label: label.into(),
            start,
            end,
            fragments: Vec::new(),
            text: Some(selection.name.as_str()).filter(|name| !name.is_empty()).map(Into::into),
            is_beginning: true,
            attributes: Attributes::from_iter(description.values),
            note: notes.into(),
            by: by.into(),
            at: article.time(&coding.made, &selection.made).into(),
        })
    }

    /// A note, with the notes that are referred to below it.
    fn note<'a>(&mut self, note: &str, others: impl Iterator<Item = &'a Guid>) -> String {
        let mut all = note.to_owned();
        for other in others.filter_map(|guid| self.shared.notes.get(guid)) {
            let text = match &other.path {
                Some(path) if other.text.is_empty() => of_file(path, &mut self.archive).unwrap_or_default(),
                _ => other.text.clone(),
            };
            if !all.is_empty() && !text.is_empty() {
                all.push_str("\n\n");
            }
            all.push_str(&text);
        }
        all
    }
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
