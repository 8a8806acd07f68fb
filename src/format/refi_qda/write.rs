//! How do projects become one archive? The XML goes into it piece by piece, then each text.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

use super::description::Lines;
use super::guid::{Guid, Kind};
use super::{
    ATTRIBUTES, BY, ID, IDS, KIND, KINDS, LABEL, LINE_ENDS, ORIGIN, OWN_SCHEME, POSITIONS, RELATION, RELATION_IDS,
    TWINS,
};
use crate::format::outgoing::{Losses, NEXT_FRAGMENT, Piece, Placing, SCHEME, SPLIT, id_among};
use crate::format::{Loss, Named, OutFile, Wish, Written};
use crate::project::{Annotation, Label, Relation};
use crate::reading::archive::Packing;
use crate::reading::xml::{attribute, has_forbidden, push_text};
use crate::text::Unit;

/// So much XML is gathered before it is packed, in bytes.
const GATHERED: usize = 1 << 16;

/// How much of the marked words a selection is called by, in bytes.
const NAME: usize = 100;

/// Writes all projects into one archive.
pub(super) fn write(projects: &[Named<'_>], _: &Wish) -> Written {
    let guids = source_guids(projects);
    let mut writing = Writing::new(projects);
    writing.head(projects);
    writing.sources(projects, &guids);
    writing.links();
    writing.xml.push_str("</Project>\n");
    let Writing { mut packing, xml, mut losses, .. } = writing;
    packing.add(xml.as_bytes());
    drop(xml);
    for (named, guid) in projects.iter().zip(&guids) {
        packing.file(&format!("sources/{guid}.txt"), named.project.text().as_bytes());
    }
    losses.lose_settings(projects);
    Written { files: vec![OutFile::main(packing.finish())], losses: own_words(losses.in_order(KINDS)) }
}

/// The losses, that of the scheme in words of this format.
fn own_words(mut losses: Vec<Loss>) -> Vec<Loss> {
    losses.iter_mut().filter(|loss| *loss.kind == SCHEME).for_each(|loss| loss.kind = &OWN_SCHEME);
    losses
}

/// An identifier for each article; should two have one id, they differ by their number.
fn source_guids(projects: &[Named<'_>]) -> Vec<Guid> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut guid = |id| {
        let before = seen.entry(id).or_default();
        *before += 1;
        match *before {
            1 => Guid::of(Kind::Source, &[id]),
            number => Guid::of(Kind::Source, &[id, &number.to_string()]),
        }
    };
    projects.iter().map(|named| guid(named.id.as_str())).collect()
}

/// An archive that is being written.
struct Writing<'a> {
    packing: Packing,
    xml: String,
    links: String,
    users: HashMap<&'a str, Guid>,
    losses: Losses,
}

/// One article that is being written.
struct Source<'a, 'b> {
    named: &'b Named<'a>,
    guid: Guid,
    /// The code of each label of its scheme, by place.
    codes: Vec<Guid>,
    placing: Placing<'a>,
}

impl<'a> Writing<'a> {
    fn new(projects: &[Named<'a>]) -> Self {
        let mut users = HashMap::new();
        for project in projects.iter().map(|named| named.project) {
            let mut last = "";
            for by in project.annotations().iter().map(|annotation| project.maker_of(annotation)) {
                if by != last {
                    users.entry(by).or_insert_with(|| Guid::of(Kind::User, &[by]));
                }
                last = by;
            }
        }
        users.remove("");
        let mut packing = Packing::new();
        packing.begin("project.qde");
        Self {
            packing,
            xml: String::with_capacity(2 * GATHERED),
            links: String::new(),
            users,
            losses: Losses::default(),
        }
    }

    /// Everything before the sources.
    fn head(&mut self, projects: &[Named<'a>]) {
        self.xml.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Project xmlns=\"urn:QDA-XML:project:1.0\"");
        attribute(&mut self.xml, "name", projects.first().map_or(ORIGIN, |named| &named.id));
        attribute(&mut self.xml, "origin", ORIGIN);
        self.xml.push_str(">\n");
        let users: BTreeMap<&str, Guid> = self.users.iter().map(|(name, guid)| (*name, *guid)).collect();
        self.list("Users", users.len(), |xml| {
            users.iter().for_each(|(name, guid)| element(xml, "User", *guid, name, "/>\n"));
        });
        let labels = distinct_labels(projects);
        if !labels.is_empty() {
            self.xml.push_str("<CodeBook>\n");
            self.list("Codes", labels.len(), |xml| labels.iter().for_each(|label| code(xml, label)));
            self.xml.push_str("</CodeBook>\n");
        }
        let names: HashSet<&str> = projects
            .iter()
            .flat_map(|named| named.project.fields().iter())
            .filter(|field| is_variable(*field))
            .map(|(name, _)| name)
            .collect();
        let mut names: Vec<&str> = names.into_iter().collect();
        names.sort_unstable();
        self.list("Variables", names.len(), |xml| {
            let end = " typeOfVariable=\"Text\"/>\n";
            names.iter().for_each(|name| element(xml, "Variable", Guid::of(Kind::Variable, &[name]), name, end));
        });
    }

    /// A list of `count` elements; none where it would be empty, since the schema has no empty lists.
    fn list(&mut self, name: &str, count: usize, write: impl FnOnce(&mut String)) {
        if count > 0 {
            let _ = writeln!(self.xml, "<{name}>");
            write(&mut self.xml);
            let _ = writeln!(self.xml, "</{name}>");
        }
    }

    fn sources(&mut self, projects: &[Named<'a>], guids: &[Guid]) {
        if projects.is_empty() {
            return;
        }
        self.xml.push_str("<Sources>\n");
        for (named, guid) in projects.iter().zip(guids) {
            let labels = &named.project.scheme().labels;
            let codes = labels.iter().map(|label| Guid::of(Kind::Code, &[&label.id])).collect();
            let placing = Placing::new(named.project.article(), Unit::Chars);
            self.source(projects, &mut Source { named, guid: *guid, codes, placing });
        }
        self.xml.push_str("</Sources>\n");
    }

    fn source(&mut self, projects: &[Named<'a>], source: &mut Source<'a, '_>) {
        let Source { named, guid, .. } = *source;
        self.lose_of_text(named);
        element(&mut self.xml, "TextSource", guid, &named.id, "");
        let _ = write!(self.xml, " plainTextPath=\"internal://{guid}.txt\">");
        describe(&mut self.xml, &source.description());
        self.xml.push('\n');
        let mut twins = Twins::default();
        for annotation in named.annotations() {
            self.lose_of_mark(projects, source, annotation, &mut twins);
            for piece in Piece::all(annotation) {
                self.selection(source, &piece);
            }
            if self.xml.len() > GATHERED {
                self.packing.add(self.xml.as_bytes());
                self.xml.clear();
            }
        }
        for relation in named.project.relations().iter() {
            let Relation { id, kind, from, to } = relation;
            let ends = [from, to].map(|id| guid.within(Kind::Selection, &id.to_string()));
            let link = guid.within(Kind::Link, &id.to_string());
            if link.id_within(guid).is_none() {
                self.losses.lose(&RELATION_IDS, id_among(projects, named, id));
            }
            self.link(link, kind, ends);
        }
        for (name, value) in named.project.fields().iter().filter(|field| is_variable(*field)) {
            let variable = Guid::of(Kind::Variable, &[name]);
            let _ = write!(self.xml, "<VariableValue><VariableRef targetGUID=\"{variable}\"/><TextValue>");
            push_text(&mut self.xml, value);
            self.xml.push_str("</TextValue></VariableValue>\n");
        }
        self.xml.push_str("</TextSource>\n");
    }

    /// One fragment of an annotation; the first says what is said of all.
    fn selection(&mut self, source: &mut Source<'a, '_>, piece: &Piece<'a>) {
        let (project, annotation) = (source.named.project, piece.annotation);
        let id = piece.id();
        let guid = source.guid.within(Kind::Selection, &id);
        let words = piece.span.of(project.text());
        let xml = &mut self.xml;
        element(xml, "PlainTextSelection", guid, &words[..words.floor_char_boundary(NAME)], "");
        let (start, end) = source.placing.range(piece.span);
        let _ = write!(xml, " startPosition=\"{start}\" endPosition=\"{end}\"");
        if let Some(user) = self.users.get(project.maker_of(annotation)) {
            reference(xml, "creatingUser", *user);
        }
        if let Some(moment) = project.time_of(annotation) {
            let _ = write!(xml, " creationDateTime=\"{moment}\"");
        }
        xml.push('>');
        if piece.number == 0 {
            describe(xml, &source.described(annotation, &id, guid));
        }
        xml.push_str("<Coding guid=\"");
        source.guid.within(Kind::Coding, &id).push(xml);
        xml.push_str("\"><CodeRef");
        // Every annotation has a label of the scheme.
        source.codes.get(annotation.label().get()).into_iter().for_each(|code| reference(xml, "targetGUID", *code));
        xml.push_str("/></Coding></PlainTextSelection>\n");
        if let Some(before) = piece.before() {
            let before = source.guid.within(Kind::Selection, &before);
            self.link(source.guid.within(Kind::Link, &id), NEXT_FRAGMENT, [before, guid]);
        }
    }

    fn link(&mut self, guid: Guid, name: &str, [from, to]: [Guid; 2]) {
        element(&mut self.links, "Link", guid, name, " direction=\"OneWay\"");
        reference(&mut self.links, "originGUID", from);
        reference(&mut self.links, "targetGUID", to);
        self.links.push_str("/>\n");
    }

    fn links(&mut self) {
        let links = std::mem::take(&mut self.links);
        self.list("Links", links.len(), |xml| xml.push_str(&links));
    }

    /// What other programs may make of a mark, and what of it stands in words alone.
    fn lose_of_mark(
        &mut self,
        projects: &[Named<'a>],
        source: &Source<'a, '_>,
        annotation: &Annotation,
        twins: &mut Twins<'a>,
    ) {
        let (named, guid) = (source.named, source.guid.within(Kind::Selection, &annotation.id().to_string()));
        let is_split = annotation.fragments().spans().len() > 1;
        let lost = [
            (is_split, &SPLIT),
            (!is_split && twins.has(named, annotation), &TWINS),
            (!annotation.attributes().is_empty(), &ATTRIBUTES),
            (guid.id_within(source.guid).is_none(), &IDS),
        ];
        for (_, kind) in lost.into_iter().filter(|(is_lost, _)| *is_lost) {
            self.losses.lose(kind, id_among(projects, named, annotation.id()));
        }
    }

    /// What other programs may make of the text.
    fn lose_of_text(&mut self, named: &Named<'_>) {
        let article = named.project.article();
        if article.total(Unit::Utf16) != article.total(Unit::Chars) {
            self.losses.lose(&POSITIONS, &named.id);
        }
        if memchr::memchr(b'\r', article.text().as_bytes()).is_some() {
            self.losses.lose(&LINE_ENDS, &named.id);
        }
    }
}

impl Source<'_, '_> {
    /// What of an article has no element of its own.
    fn description(&self) -> String {
        let Named { id, project, .. } = self.named;
        let mut lines = Lines::default();
        if has_forbidden(id) {
            lines.own(ID, id);
        }
        for Relation { id, kind, .. } in project.relations().iter() {
            let (id, guid) = (id.to_string(), || self.guid.within(Kind::Link, &id.to_string()));
            if guid().id_within(self.guid).is_none() {
                lines.own(&format!("{RELATION}{}", guid()), &id);
            }
            if has_forbidden(kind) {
                lines.own(&format!("{KIND}{}", guid()), kind);
            }
        }
        let others = project.fields().iter().filter(|field| !is_variable(*field));
        others.for_each(|(name, value)| lines.add(name, value));
        lines.with_note("")
    }

    /// What of an annotation has no element of its own.
    fn described(&self, annotation: &Annotation, id: &str, guid: Guid) -> String {
        let project = self.named.project;
        let mut lines = Lines::default();
        if guid.id_within(self.guid).is_none() {
            lines.own(ID, id);
        }
        let label = &project.label_of(annotation).id;
        for (name, value) in [(LABEL, label.as_str()), (BY, project.maker_of(annotation))] {
            if has_forbidden(value) {
                lines.own(name, value);
            }
        }
        annotation.attributes().iter().for_each(|(name, value)| lines.add(name, value));
        lines.with_note(annotation.note())
    }
}

/// Marks that some program takes for one: those with the place that came last.
#[derive(Default)]
struct Twins<'a> {
    hull: Option<(usize, usize)>,
    seen: HashSet<(usize, &'a str)>,
}

impl<'a> Twins<'a> {
    /// Whether an annotation came before that has its place, label and maker; it is one of those.
    fn has(&mut self, named: &Named<'a>, annotation: &Annotation) -> bool {
        let hull = Some((annotation.hull().start(), annotation.hull().end()));
        if self.hull != hull {
            self.hull = hull;
            self.seen.clear();
        }
        !self.seen.insert((annotation.label().get(), named.project.maker_of(annotation)))
    }
}

/// The labels of all schemes, each once.
fn distinct_labels<'a>(projects: &[Named<'a>]) -> Vec<&'a Label> {
    let mut seen = HashSet::new();
    let all = projects.iter().flat_map(|named| &named.project.scheme().labels);
    all.filter(|label| seen.insert(label.id.as_str())).collect()
}

fn code(xml: &mut String, label: &Label) {
    element(xml, "Code", Guid::of(Kind::Code, &[&label.id]), &label.id, " isCodable=\"true\"");
    attribute(xml, "color", &String::from(label.color));
    xml.push('>');
    describe(xml, &label.guideline);
    xml.push_str("</Code>\n");
}

/// Whether a field can be a variable: XML has places for its name and its value.
fn is_variable((name, value): (&str, &str)) -> bool {
    !name.is_empty() && !has_forbidden(name) && !has_forbidden(value)
}

/// The beginning of an element that has an identifier and a name, up to `end`.
fn element(xml: &mut String, what: &str, guid: Guid, name: &str, end: &str) {
    xml.push('<');
    xml.push_str(what);
    reference(xml, "guid", guid);
    attribute(xml, "name", name);
    xml.push_str(end);
}

fn reference(xml: &mut String, name: &str, guid: Guid) {
    xml.push(' ');
    xml.push_str(name);
    xml.push_str("=\"");
    guid.push(xml);
    xml.push('"');
}

fn describe(xml: &mut String, description: &str) {
    if !description.is_empty() {
        xml.push_str("<Description>");
        push_text(xml, description);
        xml.push_str("</Description>");
    }
}
