//! What do feature structures say? Which are annotations, which are relations, and which are other programs' own business.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::{OWN_ID, VIEW, is_address, read_field};
use crate::format::incoming::{Incoming, IncomingAnnotation, IncomingRelation, check_name, named_of};
use crate::format::{Part, ReadError, Reading, Source, named, shorten};
use crate::project::{Article, Attributes, Id, Moment};
use crate::text::Unit;

/// The package of DKPro Core's types, which programs make themselves: tokens, sentences, lemmas and the like.
const DKPRO: &str = "de.tudarmstadt.ukp.dkpro.core.api.";
/// Those of its types that people make.
const MADE_BY_PEOPLE: [&str; 3] = ["ner.", "semantics.", "coref."];
/// Packages of the layers that people define in INCEpTION; such a layer may say all by its name.
const LAYERS: [&str; 2] = ["custom.", "webanno.custom."];
/// Packages of types that say how other programs work.
const INNER: [&str; 3] = ["uima.", "de.tudarmstadt.ukp.clarin.webanno.api.", "de.tudarmstadt.ukp.inception."];

/// The text of a CAS and the structure that holds it.
pub(super) struct Sofa {
    pub(super) number: Option<u64>,
    pub(super) text: String,
}

/// What a file says of its article as a whole, wherever that stands among the structures.
#[derive(Default)]
pub(super) struct Head {
    /// The text, that of the first view where there are several, and whether it is the view that each file has.
    text: Option<(Sofa, bool)>,
    /// The id, in a file that was written here.
    own_id: Option<String>,
    title: Option<String>,
    /// What DKPro calls the document's id, which for INCEpTION is the person whose annotations they are.
    owner: Option<String>,
}

impl Head {
    pub(super) fn take_sofa(&mut self, view: &str, sofa: Sofa) {
        let is_initial = view == VIEW;
        if self.text.as_ref().is_none_or(|(_, was_initial)| is_initial && !was_initial) {
            self.text = Some((sofa, is_initial));
        }
    }

    pub(super) fn take(&mut self, found: &Found<'_>) {
        let name = |feature| found.get(feature).filter(|name| check_name("id", name).is_ok()).map(str::to_owned);
        if found.kind == "copydesk.Field" && found.text("name") == Some(OWN_ID) {
            self.own_id = name("value");
        } else if found.kind.ends_with(".DocumentMetaData") {
            (self.title, self.owner) = (name("documentTitle"), name("documentId"));
        }
    }

    /// Whether nothing that may still come counts.
    pub(super) fn is_whole(&self) -> bool {
        self.own_id.is_some() && self.text.as_ref().is_some_and(|(_, is_initial)| *is_initial)
    }
}

/// A feature structure on its way in.
#[derive(Default)]
pub(super) struct Found<'a> {
    pub(super) line: usize,
    pub(super) number: Option<u64>,
    /// Its type, with the package.
    pub(super) kind: Cow<'a, str>,
    begin: Option<Cow<'a, str>>,
    end: Option<Cow<'a, str>>,
    sofa: Option<u64>,
    features: Vec<Feature<'a>>,
}

struct Feature<'a> {
    name: Cow<'a, str>,
    /// None where it is no text and no number.
    value: Option<Cow<'a, str>>,
    /// Whether it is known to name another structure.
    is_reference: bool,
}

impl<'a> Found<'a> {
    pub(super) fn new(line: usize, kind: impl Into<Cow<'a, str>>) -> Self {
        Self { line, kind: kind.into(), ..Self::default() }
    }

    /// Adds a feature; a value that is none is one that nothing can be made of.
    pub(super) fn push(&mut self, name: Cow<'a, str>, value: Option<Cow<'a, str>>, is_reference: bool) {
        match &*name {
            "begin" => self.begin = value,
            "end" => self.end = value,
            "sofa" => self.sofa = value.and_then(|number| number.parse().ok()),
            _ => self.features.push(Feature { name, value, is_reference }),
        }
    }

    /// The text of a feature, be it empty.
    fn text(&self, name: &str) -> Option<&str> {
        self.features.iter().find(|feature| feature.name == name)?.value.as_deref()
    }

    /// The text of a feature that has one.
    fn get(&self, name: &str) -> Option<&str> {
        self.text(name).filter(|value| !value.is_empty())
    }

    /// The text of a feature, which has no more use here.
    fn remove(&mut self, name: &str) -> Option<Cow<'a, str>> {
        let place = self.features.iter().position(|feature| feature.name == name)?;
        self.features.swap_remove(place).value.filter(|value| !value.is_empty())
    }

    /// Whether its layer is one that may be ours: what we call an id, a note or a maker is something else in those of others.
    fn is_own_layer(&self) -> bool {
        matches!(&*self.kind, "custom.Span" | "custom.Relation") || self.kind.starts_with("webanno.custom.")
    }

    /// The id that it has in our layers.
    fn identifier(&self) -> Option<&str> {
        self.get("identifier").filter(|_| self.is_own_layer())
    }

    /// Its type without the package.
    fn short_kind(&self) -> &str {
        self.kind.rsplit('.').next().unwrap_or_default()
    }

    /// What it is called in messages.
    fn of(&self, article: &str) -> String {
        let id = self.identifier().map_or_else(|| id_of(self.number), str::to_owned);
        named_of("annotation", &id, article)
    }
}

/// What is no feature structure.
pub(super) fn no_structure() -> ReadError {
    ReadError::new("is no JSON object", "a feature structure is {\"%ID\": 10, \"%TYPE\": …, \"@sofa\": 1, …}")
}

/// What a structure without an identifier is called in messages.
fn id_of(number: Option<u64>) -> String {
    named_by("fs", number)
}

fn named_by(prefix: &str, number: Option<u64>) -> String {
    number.map_or_else(String::new, |number| format!("{prefix}{number}"))
}

/// What the ids of structures without an identifier begin with: no identifier of the file does.
fn free_prefix(bytes: &[u8]) -> String {
    let mut prefix = "\"fs".to_owned();
    while memchr::memmem::find(bytes, prefix.as_bytes()).is_some() {
        prefix.push('.');
    }
    prefix.split_off(1)
}

/// A relation whose ends are numbers of structures.
struct Link {
    line: usize,
    id: String,
    kind: String,
    ends: [Option<u64>; 2],
}

/// Takes feature structures one by one, and makes a project of them.
pub(super) struct Taker {
    pub(super) reading: Reading,
    incoming: Incoming,
    sofa: Option<u64>,
    /// Whether the file was written here: then fields say all of the article, and other programs wrote the rest.
    is_own: bool,
    /// Who made the annotations that name nobody.
    owner: String,
    /// What the ids of those begin with that have none.
    prefix: String,
    /// What the annotations are called, by number.
    ids: Vec<(u64, Id)>,
    links: Vec<Link>,
    /// Attributes by their features, where the names differ.
    attributes: HashMap<String, String>,
}

impl Taker {
    pub(super) fn new(reading: Reading, source: &Source<'_>, head: Head) -> Result<Self, ReadError> {
        let Head { text, own_id, title, owner } = head;
        let Some((Sofa { number, text }, _)) = text else {
            return Err(ReadError::new(
                "it has no text: no structure `uima.cas.Sofa` has a `sofaString`",
                "export it anew",
            ));
        };
        let article =
            Article::new(text).map_err(|error| ReadError::new(format!("it is refused: {error}"), "split it"))?;
        let is_own = own_id.is_some();
        // Programs that know of no people call the document the same in both places.
        let owner = owner.filter(|owner| !is_own && title.as_ref() != Some(owner)).unwrap_or_default();
        let id = own_id.or(title).unwrap_or_else(|| source.stem.to_owned());
        let incoming = Incoming::new(id, 1, Some(Arc::new(article))).counted_in(Unit::Utf16);
        let (ids, links, attributes) = (Vec::new(), Vec::new(), HashMap::new());
        let prefix = free_prefix(source.bytes);
        Ok(Self { reading, incoming, sofa: number, is_own, owner, prefix, ids, links, attributes })
    }

    /// Takes what a structure says.
    pub(super) fn take(&mut self, found: Found<'_>) {
        match &*found.kind {
            "uima.cas.Sofa" => {}
            "copydesk.Field" => {
                if let (Some(name), Some(value)) = (found.text("name").and_then(read_field), found.text("value")) {
                    self.incoming.fields.push((name.to_owned(), value.to_owned()));
                }
            }
            "copydesk.Attribute" => {
                if let (Some(feature), Some(name)) = (found.text("feature"), found.text("name")) {
                    self.attributes.insert(feature.to_owned(), name.to_owned());
                }
            }
            kind if kind.ends_with(".DocumentMetaData") => {
                if !self.is_own {
                    self.document(&found);
                }
            }
            _ if self.passes_over(&found) => {
                self.reading.ignore(|| format!("structures of type {}", named(&found.kind)));
            }
            _ if found.sofa.is_some() && self.sofa.is_some() && found.sofa != self.sofa => {
                self.reading.ignore(|| "what is said of another text than the first".to_owned());
            }
            _ if found.get("Governor").is_some() && found.get("Dependent").is_some() => self.link(&found),
            _ => self.annotate(found),
        }
    }

    fn document(&mut self, found: &Found<'_>) {
        let fields = [
            ("title", found.get("documentTitle")),
            ("url", found.get("documentUri").filter(|url| is_address(url))),
            ("language", found.get("language").filter(|language| *language != "x-unspecified")),
        ];
        for (name, value) in fields {
            self.incoming.fields.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        }
    }

    /// Whether a structure says nothing that a person marked.
    fn passes_over(&self, found: &Found<'_>) -> bool {
        let kind = &*found.kind;
        let is_of = |packages: &[&str], name: &str| packages.iter().any(|package| name.starts_with(package));
        let is_dkpro = kind.strip_prefix(DKPRO).is_some_and(|rest| !is_of(&MADE_BY_PEOPLE, rest));
        let says = found.get("label").is_some() || found.get("value").is_some() || is_of(&LAYERS, kind);
        let is_relation = found.get("Governor").is_some() && found.get("Dependent").is_some();
        is_dkpro || is_of(&INNER, kind) || found.begin.is_none() || found.end.is_none() || !(says || is_relation)
    }

    fn link(&mut self, found: &Found<'_>) {
        let end = |name| found.get(name).and_then(|number| number.parse().ok());
        let kind = found.get("label").or_else(|| found.get("value")).unwrap_or_else(|| found.short_kind());
        let id = found.identifier().unwrap_or_default().to_owned();
        let known = ["Governor", "Dependent", "label", "value"];
        for feature in &found.features {
            if !known.contains(&&*feature.name) && (feature.name != "identifier" || id.is_empty()) {
                self.reading.ignore(|| format!("feature `{}` of a relation", named(&feature.name)));
            }
        }
        let ends = [end("Governor"), end("Dependent")];
        self.links.push(Link { line: found.line, id, kind: kind.to_owned(), ends });
    }

    fn annotate(&mut self, mut found: Found<'_>) {
        let position = |name: &str, value: &Option<Cow<'_, str>>| {
            let value = value.as_deref().unwrap_or_default();
            let wrong = || ReadError::new(format!("has `{}` for `{name}`", shorten(value)), "make it a whole number");
            value.parse::<usize>().map_err(|_| wrong())
        };
        let (start, end) = match (position("begin", &found.begin), position("end", &found.end)) {
            (Ok(start), Ok(end)) => (start, end),
            (Err(why), _) | (_, Err(why)) => {
                return self.reading.refuse(found.line, Part::Main, found.of(&self.incoming.id), why);
            }
        };
        let is_own = found.is_own_layer();
        let mut own = |name| if is_own { found.remove(name) } else { None };
        let [identifier, note, by] = ["identifier", "note", "by"].map(&mut own);
        // A feature of that name may be something else even there.
        let is_time = found.get("at").is_some_and(|at| at.parse::<Moment>().is_ok());
        let at = if is_own && is_time { found.remove("at") } else { None };
        let id = identifier.unwrap_or_else(|| named_by(&self.prefix, found.number).into());
        if let (Some(number), Some(id)) = (found.number, Id::new(&id)) {
            self.ids.push((number, id));
        }
        let label = found.remove("label").or_else(|| found.remove("value"));
        let label = label.unwrap_or_else(|| found.short_kind().to_owned().into());
        let by = by.unwrap_or_else(|| self.owner.clone().into());
        let [note, at] = [note, at].map(Option::unwrap_or_default);
        let (line, attributes) = (found.line, self.attributes_of(found.features));
        self.incoming.take(IncomingAnnotation {
            line,
            id,
            label,
            start,
            end,
            attributes,
            note,
            by,
            at,
            ..IncomingAnnotation::default()
        });
    }

    fn attributes_of(&mut self, features: Vec<Feature<'_>>) -> Attributes {
        let mut attributes = Attributes::new();
        for Feature { name, value, is_reference } in features {
            match value.filter(|_| !is_reference) {
                Some(value) => {
                    let name = self.attributes.get(&*name).cloned().unwrap_or_else(|| name.into_owned());
                    attributes.insert(name, value.into_owned());
                }
                None => self.reading.ignore(|| format!("feature `{}` of an annotation", named(&name))),
            }
        }
        attributes
    }

    /// The project of all that was taken.
    pub(super) fn finish(mut self) -> Reading {
        if !self.links.is_empty() {
            self.ids.sort_unstable_by_key(|(number, _)| *number);
        }
        let ids = &self.ids;
        let name = |number: Option<u64>| {
            let place = number.and_then(|number| ids.binary_search_by_key(&number, |(known, _)| *known).ok());
            // An end that is no annotation is named by its number in the refusal.
            place.map_or_else(|| named_by(&self.prefix, number), |place| ids[place].1.to_string())
        };
        let relations = self.links.iter().map(|Link { line, id, kind, ends: [from, to] }| IncomingRelation {
            line: *line,
            file: Part::Main,
            id: id.clone(),
            kind: kind.clone(),
            from: name(*from),
            to: name(*to),
        });
        self.incoming.relations = relations.collect();
        self.reading.take(self.incoming);
        self.reading.sorted()
    }
}
