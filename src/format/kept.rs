//! What does a file keep for which its format has no place? Ids, attributes, notes and makers, in a key of their own beside the
//! marks, which other programs hand on and do not look at.
//!
//! ```json
//! {"annotations":[{"id":"a1","start":2,"end":42,"label":"claim","attributes":{"type":"law or rule"},"note":"…","by":"ines",
//! "at":"2026-03-14T09:30:00Z"}],"relations":[{"id":"r1","type":"disputes","from":"a1","to":"a2"}],"fields":{"title":"…"}}
//! ```
//!
//! What other programs changed meanwhile counts: an entry is that of the mark that still stands at its place with its label.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use serde::{Deserialize, Serialize};

use super::incoming::IncomingAnnotation;
use super::json::{self, Each, EachEntry, Raw, Shown};
use super::marks::Marks;
use super::outgoing::{Losses, Time, id_among};
use super::record::{Name, Object, Values, required};
use super::{Facet, LossKind, Named, ReadError, Reading};
use crate::project::{Attributes, Id, Series};

/// The key.
pub(super) const KEY: &str = "copydesk";

/// Attributes.
pub(super) const KEPT_ATTRIBUTES: LossKind = LossKind::recast(
    Facet::Attributes,
    "attributes",
    "attributes stand beside the marks, in a key that other programs keep at best",
);
/// Notes.
pub(super) const KEPT_NOTES: LossKind =
    LossKind::recast(Facet::Note, "notes", "notes stand beside the marks, in a key that other programs keep at best");
/// Who made an annotation and when.
pub(super) const KEPT_MAKERS: LossKind = LossKind::recast(
    Facet::Maker,
    "makers",
    "who made an annotation and when stands beside the marks, in a key that other programs keep at best",
);
/// Relations, where the format has none.
pub(super) const KEPT_RELATIONS: LossKind = LossKind::recast(
    Facet::Relation,
    "relations",
    "relations stand beside the marks, in a key that other programs keep at best",
);

#[derive(Serialize)]
struct Words<A: Serialize, R: Serialize, F: Serialize> {
    annotations: A,
    relations: R,
    fields: F,
}

#[derive(Serialize)]
struct MarkWords<'a> {
    id: String,
    start: usize,
    end: usize,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    attributes: Option<&'a Attributes>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    by: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Shown<Time>>,
}

#[derive(Serialize)]
struct LinkWords<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Shown<&'a Id>>,
    r#type: &'a str,
    from: String,
    to: String,
}

/// What is kept of `marks`; it can be written once. The fields of the article stand elsewhere where the format has a place
/// for them.
pub(super) fn kept<'a>(marks: &'a Marks<'_>, has_fields: bool) -> impl Serialize + 'a {
    let project = marks.project;
    let annotations = marks.list.iter().map(move |mark| {
        let annotation = mark.piece.annotation;
        let is_first = mark.piece.number == 0;
        MarkWords {
            id: mark.piece.id(),
            start: mark.start,
            end: mark.end,
            label: mark.label(project),
            attributes: Some(annotation.attributes()).filter(|attributes| is_first && !attributes.is_empty()),
            note: if is_first { annotation.note() } else { "" },
            by: if is_first { project.maker_of(annotation) } else { "" },
            at: project.time_of(annotation).filter(|_| is_first).map(|at| Shown(Time(Some(at)))),
        }
    });
    let relations = marks.links().map(|link| LinkWords {
        id: link.id.map(Shown),
        r#type: link.kind,
        from: marks.list[link.from].piece.id(),
        to: marks.list[link.to].piece.id(),
    });
    let fields = project.fields().iter().filter(move |_| has_fields);
    Words { annotations: Each::of(annotations), relations: Each::of(relations), fields: EachEntry::of(fields) }
}

/// Notes which annotations have what stands only there.
pub(super) fn lose_kept(losses: &mut Losses, projects: &[Named<'_>]) {
    for named in projects {
        let project = named.project;
        for annotation in project.annotations().iter() {
            let has_maker = !project.maker_of(annotation).is_empty() || project.time_of(annotation).is_some();
            let kinds = [
                (&KEPT_ATTRIBUTES, !annotation.attributes().is_empty()),
                (&KEPT_NOTES, !annotation.note().is_empty()),
                (&KEPT_MAKERS, has_maker),
            ];
            for (kind, _) in kinds.into_iter().filter(|(_, is_so)| *is_so) {
                losses.lose(kind, id_among(projects, named, annotation.id()));
            }
        }
    }
}

/// Where a mark stands, and its label.
pub(super) type MarkPlace<'a> = (usize, usize, Cow<'a, str>);

/// What a file keeps of one article.
#[derive(Default)]
pub(super) struct Kept<'a> {
    pub(super) fields: Vec<(String, String)>,
    pub(super) links: Vec<KeptLink<'a>>,
    /// What is kept of the marks, in the order of the file; of those that were handed out only the ids are left.
    marks: Vec<(MarkPlace<'a>, KeptMark<'a>)>,
    /// How many were handed out in that order.
    passed: usize,
    /// Once another was asked for: the places of all behind those in `marks`, the first one last.
    others: Option<HashMap<MarkPlace<'a>, Vec<usize>>>,
    /// All ids, once one is asked for.
    ids: Option<HashSet<Cow<'a, str>>>,
    /// The last number that was given to a mark of which nothing is kept.
    last: u32,
}

/// What is kept of one mark.
#[derive(Default)]
pub(super) struct KeptMark<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) attributes: Attributes,
    pub(super) note: Cow<'a, str>,
    pub(super) by: Cow<'a, str>,
    pub(super) at: Cow<'a, str>,
}

/// What is kept of one relation.
pub(super) struct KeptLink<'a> {
    /// Empty where it leads from a fragment to the next.
    pub(super) id: Cow<'a, str>,
    pub(super) kind: Cow<'a, str>,
    pub(super) from: Cow<'a, str>,
    pub(super) to: Cow<'a, str>,
}

const KEYS: [&str; 3] = ["annotations", "relations", "fields"];
const MARK_KEYS: [&str; 8] = ["id", "start", "end", "label", "attributes", "note", "by", "at"];
const LINK_KEYS: [&str; 4] = ["id", "type", "from", "to"];

impl<'a> Kept<'a> {
    /// What `value` keeps; what there is not as it is written here is passed over.
    pub(super) fn of(reading: &mut Reading, value: Option<Raw<'a>>) -> Self {
        let mut kept = Self::default();
        let Some(value) = value else { return kept };
        let mut are_whole = false;
        if let Some(object) = Object::of(reading, value, KEYS, "of what Copydesk kept") {
            let marks = each::<_, PlainMark<'_>>(object.value("annotations"), &mut kept.marks, mark);
            let links = each::<_, PlainLink<'_>>(object.value("relations"), &mut kept.links, link);
            are_whole = marks && links;
            kept.fields = object.fields("fields").unwrap_or_default();
        }
        if !are_whole {
            reading.ignore(|| format!("what stands in `{KEY}` and was not written by Copydesk"));
        }
        kept
    }

    /// What is kept of the mark at `place`; nothing of one more there, or of another.
    pub(super) fn take(&mut self, place: &MarkPlace<'a>) -> KeptMark<'a> {
        let Some(at) = self.place_of(place) else { return KeptMark::default() };
        let mark = &mut self.marks[at].1;
        let left = KeptMark { id: mark.id.clone(), ..KeptMark::default() };
        std::mem::replace(mark, left)
    }

    /// Which of the marks is the next one at `place`: nearly always the one behind the last.
    fn place_of(&mut self, place: &MarkPlace<'a>) -> Option<usize> {
        if self.others.is_none() {
            if self.marks.get(self.passed)?.0 == *place {
                self.passed += 1;
                return Some(self.passed - 1);
            }
            let mut others: HashMap<MarkPlace<'a>, Vec<usize>> = HashMap::new();
            for (at, (place, _)) in self.marks.iter().enumerate().skip(self.passed).rev() {
                others.entry(place.clone()).or_default().push(at);
            }
            self.others = Some(others);
        }
        self.others.as_mut()?.get_mut(place)?.pop()
    }

    /// `mark` with an id, for one that a relation may name.
    pub(super) fn named(&mut self, mut mark: KeptMark<'a>) -> KeptMark<'a> {
        while mark.id.is_empty() {
            self.last = self.last.saturating_add(1);
            let id = Cow::Owned(Id::counted(Series::Annotations, self.last).to_string());
            let ids = self.ids.get_or_insert_with(|| self.marks.iter().map(|(_, mark)| mark.id.clone()).collect());
            if !ids.contains(&id) || self.last == u32::MAX {
                mark.id = id;
            }
        }
        mark
    }

    /// The relations that are kept by `key`, the first one last; none are left here.
    pub(super) fn links_by<K: Hash + Eq>(
        &mut self,
        key: impl Fn(&KeptLink<'a>) -> Option<K>,
    ) -> HashMap<K, Vec<KeptLink<'a>>> {
        let mut links: HashMap<K, Vec<KeptLink<'a>>> = HashMap::new();
        for link in std::mem::take(&mut self.links).into_iter().rev() {
            if let Some(key) = key(&link) {
                links.entry(key).or_default().push(link);
            }
        }
        links
    }
}

/// A mark with all that it may have, each as this program writes it.
#[derive(Deserialize)]
struct PlainMark<'a> {
    #[serde(borrow)]
    id: Name<'a>,
    start: usize,
    end: usize,
    #[serde(borrow)]
    label: Cow<'a, str>,
    #[serde(default)]
    attributes: Values,
    #[serde(borrow, default)]
    note: Cow<'a, str>,
    #[serde(borrow, default)]
    by: Cow<'a, str>,
    #[serde(borrow, default)]
    at: Cow<'a, str>,
}

impl<'a> From<PlainMark<'a>> for (MarkPlace<'a>, KeptMark<'a>) {
    fn from(mark: PlainMark<'a>) -> Self {
        let PlainMark { id, start, end, label, attributes, note, by, at } = mark;
        ((start, end, label), KeptMark { id: id.0, attributes: attributes.0, note, by, at })
    }
}

/// A relation as this program writes it.
#[derive(Deserialize)]
struct PlainLink<'a> {
    #[serde(borrow, default)]
    id: Name<'a>,
    #[serde(borrow)]
    r#type: Cow<'a, str>,
    #[serde(borrow)]
    from: Name<'a>,
    #[serde(borrow)]
    to: Name<'a>,
}

impl<'a> From<PlainLink<'a>> for KeptLink<'a> {
    fn from(link: PlainLink<'a>) -> Self {
        let PlainLink { id, r#type: kind, from, to } = link;
        Self { id: id.0, kind, from: from.0, to: to.0 }
    }
}

/// Takes each value of `list` into `all`, in one pass as long as it is a `P`, and from there on by `read`; returns whether
/// all of it could be taken.
fn each<'a, T, P: Deserialize<'a> + Into<T>>(
    list: Option<Raw<'a>>,
    all: &mut Vec<T>,
    read: fn(Raw<'a>) -> Result<T, ReadError>,
) -> bool {
    let Some(list) = list else { return true };
    let Err(passed) = json::plain_list(list, |plain: P| all.push(plain.into())) else { return true };
    let mut are_whole = true;
    let is_list = json::list_behind(list, passed, |value| match read(value) {
        Ok(value) => all.push(value),
        Err(_) => are_whole = false,
    });
    are_whole && is_list.is_some()
}

fn mark<'a>(value: Raw<'a>) -> Result<(MarkPlace<'a>, KeptMark<'a>), ReadError> {
    let object = Object::beside(value, MARK_KEYS, |_, _| {});
    let object = object.ok_or_else(|| ReadError::new("is no JSON object", ""))?;
    let place = (
        required(object.position("start")?, "start")?,
        required(object.position("end")?, "end")?,
        required(object.text("label")?, "label")?,
    );
    let mark = KeptMark {
        id: required(object.name("id")?, "id")?,
        attributes: object.attributes("attributes")?,
        note: object.text("note")?.unwrap_or_default(),
        by: object.text("by")?.unwrap_or_default(),
        at: object.text("at")?.unwrap_or_default(),
    };
    Ok((place, mark))
}

fn link(value: Raw<'_>) -> Result<KeptLink<'_>, ReadError> {
    let object = Object::beside(value, LINK_KEYS, |_, _| {});
    let object = object.ok_or_else(|| ReadError::new("is no JSON object", ""))?;
    Ok(KeptLink {
        id: object.name("id")?.unwrap_or_default(),
        kind: required(object.text("type")?, "type")?,
        from: required(object.name("from")?, "from")?,
        to: required(object.name("to")?, "to")?,
    })
}

impl<'a> KeptMark<'a> {
    /// The annotation that the mark at `place` is, which the file tells of in `line`.
    pub(super) fn annotation(self, line: usize, (start, end, label): MarkPlace<'a>) -> IncomingAnnotation<'a> {
        let Self { id, attributes, note, by, at } = self;
        IncomingAnnotation { line, id, label, start, end, attributes, note, by, at, ..IncomingAnnotation::default() }
    }
}
