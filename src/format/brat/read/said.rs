//! What does a file of brat say of its marks? Attributes, notes, ids and what they are to each other.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::{Mark, cut};
use crate::format::brat::{ATTRIBUTES, ID, LABEL, LINES, NOTE, on_one_line};
use crate::format::incoming::{Incoming, IncomingAnnotation, IncomingRelation};
use crate::format::names::safe_name;
use crate::format::{Part, ReadError, Reading, json, named, shorten};
use crate::project::Attributes;

/// Where a line stands.
type At = (Part, usize);

/// All that lines say but the marks themselves; names are those of the file.
#[derive(Default)]
pub(super) struct Said<'a> {
    things: HashMap<&'a str, Thing<'a>>,
    relations: Vec<Joined<'a>>,
    /// The marks that events are about.
    triggers: HashMap<&'a str, &'a str>,
}

/// What is said of one mark, event or relation.
struct Thing<'a> {
    at: At,
    /// Names and values; of one name the last counts.
    attributes: Vec<(&'a str, &'a str)>,
    note: Cow<'a, str>,
    id: Option<Cow<'a, str>>,
    /// The label, or the kind of a relation, before it became a name of brat.
    label: Option<Cow<'a, str>>,
    /// The note as it was before it was put on one line.
    lines: Option<String>,
    /// The attributes for whose names and values brat has no characters.
    in_full: InFull,
}

/// What a comment says of attributes: the name that each has in the file, its own name, and its value.
type InFull = Vec<(String, String, String)>;

struct Joined<'a> {
    at: At,
    /// Empty where the file gives none.
    id: &'a str,
    kind: &'a str,
    from: &'a str,
    to: &'a str,
}

impl<'a> Said<'a> {
    /// Takes in what a line says, unless it is a mark.
    pub(super) fn hear(&mut self, reading: &mut Reading, at: At, line: &'a str) -> Result<(), ReadError> {
        if line.starts_with('T') {
            return Ok(());
        }
        let (id, rest) = cut(line, b'\t').unwrap_or((line, ""));
        let (what, words) = cut(rest, b'\t').unwrap_or((rest, ""));
        match id.as_bytes().first() {
            Some(b'A' | b'M') => self.attribute(at, what, line),
            Some(b'R') => self.relation(at, id, what, line),
            Some(b'E') => self.event(reading, at, id, what, line),
            Some(b'*') => self.equivalence(at, what, line),
            Some(b'#') => self.comment(reading, at, what, words, line),
            Some(b'N') => {
                reading.ignore(|| "normalizations".to_owned());
                Ok(())
            }
            _ => Err(no_line(line, "each line begins with T, A, M, R, E, N, * or #, a number, and a tab")),
        }
    }

    fn thing(&mut self, name: &'a str, at: At) -> &mut Thing<'a> {
        self.things.entry(name).or_insert_with(|| Thing::at(at))
    }

    /// `name T1 value`; one without a value is said to be so.
    fn attribute(&mut self, at: At, what: &'a str, line: &str) -> Result<(), ReadError> {
        let mut parts = what.splitn(3, ' ');
        let (Some(name), Some(target)) = (parts.next().filter(|name| !name.is_empty()), parts.next()) else {
            return Err(no_line(line, "an attribute is `A1`, a tab, and `NAME T1 VALUE`"));
        };
        let value = parts.next().map(str::trim_end).filter(|value| !value.is_empty()).unwrap_or("true");
        self.thing(target, at).attributes.push((name, value));
        Ok(())
    }

    /// `type Arg1:T1 Arg2:T2`; whatever the two are called, the lesser name comes first.
    fn relation(&mut self, at: At, id: &'a str, what: &'a str, line: &str) -> Result<(), ReadError> {
        let mut parts = what.split_ascii_whitespace();
        let kind = parts.next();
        let mut ends = parts.map(|part| part.split_once(':'));
        let (Some(kind), Some(Some(first)), Some(Some(second)), None) = (kind, ends.next(), ends.next(), ends.next())
        else {
            return Err(no_line(line, "a relation is `R1`, a tab, and `TYPE Arg1:T1 Arg2:T2`"));
        };
        let is_turned = first.0 == "Arg2" && second.0 == "Arg1";
        let (from, to) = if is_turned { (second.1, first.1) } else { (first.1, second.1) };
        self.relations.push(Joined { at, id, kind, from, to });
        Ok(())
    }

    /// `type:T1 role:T2 role:E3`: a relation from the trigger to each of the others.
    fn event(
        &mut self,
        reading: &mut Reading,
        at: At,
        id: &'a str,
        what: &'a str,
        line: &str,
    ) -> Result<(), ReadError> {
        let mut parts = what.split_ascii_whitespace().map(|part| part.split_once(':'));
        let Some(Some((_, trigger))) = parts.next() else {
            return Err(no_line(line, "an event is `E1`, a tab, and `TYPE:T1 ROLE:T2`"));
        };
        if self.triggers.insert(id, trigger).is_some() {
            return Err(no_line(line, "an event of that id stands before it: give each an id of its own"));
        }
        reading.notes.insert("an event is its trigger, with a relation to each of its arguments".to_owned());
        for part in parts {
            let Some((role, to)) = part else {
                return Err(no_line(line, "an event is `E1`, a tab, and `TYPE:T1 ROLE:T2`"));
            };
            let plain = role.trim_end_matches(|char: char| char.is_ascii_digit());
            let kind = if plain.is_empty() { role } else { plain };
            self.relations.push(Joined { at, id: "", kind, from: id, to });
        }
        Ok(())
    }

    /// `Equiv T1 T2 T3`: the first is the same as each of the others.
    fn equivalence(&mut self, at: At, what: &'a str, line: &str) -> Result<(), ReadError> {
        let mut parts = what.split_ascii_whitespace();
        let (Some(kind), Some(from)) = (parts.next(), parts.next()) else {
            return Err(no_line(line, "things that are the same are `*`, a tab, and `Equiv T1 T2`"));
        };
        let mut seen = HashSet::from([from]);
        let others = parts.filter(|to| seen.insert(to));
        self.relations.extend(others.map(|to| Joined { at, id: "", kind, from, to }));
        Ok(())
    }

    fn comment(
        &mut self,
        reading: &mut Reading,
        at: At,
        what: &'a str,
        words: &'a str,
        line: &str,
    ) -> Result<(), ReadError> {
        let Some((kind, target)) = what.split_once(' ') else {
            reading.ignore(|| format!("the comment `{}`", shorten(line)));
            return Ok(());
        };
        let thing = self.thing(target.trim_end(), at);
        match kind {
            NOTE if thing.note.is_empty() => thing.note = words.into(),
            NOTE => {
                let note = thing.note.to_mut();
                note.push('\n');
                note.push_str(words);
            }
            ID => thing.id = Some(unquoted(words)),
            LABEL => thing.label = Some(unquoted(words)),
            LINES => thing.lines = serde_json::from_str(words).ok(),
            ATTRIBUTES => thing.in_full = in_full(words),
            _ => reading.ignore(|| format!("comments of the type `{}`", named(kind))),
        }
        Ok(())
    }

    /// What is said of an event is said of its trigger.
    pub(super) fn move_from_events(&mut self, reading: &mut Reading) {
        for (event, trigger) in &self.triggers {
            let Some(thing) = self.things.remove(event) else { continue };
            if !thing.note.is_empty() {
                reading.ignore(|| "notes on events".to_owned());
            }
            let attributes = thing.attributes;
            if !attributes.is_empty() {
                let empty = || Thing::at(thing.at);
                self.things.entry(trigger).or_insert_with(empty).attributes.extend(attributes);
            }
        }
    }

    /// A mark with all that is said of it.
    pub(super) fn annotation(&mut self, line: usize, mark: Mark<'a>) -> IncomingAnnotation<'a> {
        let name = mark.id;
        match self.things.get_mut(name) {
            Some(thing) => {
                // The id is still asked for by relations; the rest goes.
                let id = thing.id.clone().unwrap_or_else(|| own_id(name));
                let annotation = mark.annotation();
                let attributes = thing.attributes();
                let label = thing.label(&annotation.label).unwrap_or_else(|| annotation.label.clone());
                IncomingAnnotation { line, id, label, attributes, note: thing.note(), ..annotation }
            }
            None => IncomingAnnotation { line, id: own_id(name), ..mark.annotation() },
        }
    }

    /// What a mark or relation of the file is called: `T7` is a7, unless a comment says otherwise.
    fn id_of(&self, name: &'a str) -> Cow<'a, str> {
        self.things.get(name).and_then(|thing| thing.id.clone()).unwrap_or_else(|| own_id(name))
    }

    /// Joins what is joined, and refuses what was said of nothing in `lines`, all that there are.
    pub(super) fn relate(
        mut self,
        incoming: &mut Incoming,
        reading: &mut Reading,
        lines: impl Iterator<Item = &'a str>,
    ) {
        let relations = std::mem::take(&mut self.relations);
        incoming.relations.reserve(relations.len());
        for Joined { at: (file, line), id, kind, from, to } in relations {
            let mark = |name: &'a str| self.id_of(self.triggers.get(name).copied().unwrap_or(name)).into_owned();
            let (from, to) = (mark(from), mark(to));
            let own = if id.is_empty() { String::new() } else { self.id_of(id).into_owned() };
            let label = self.things.get(id).and_then(|thing| thing.label(kind));
            let kind = label.map_or_else(|| kind.to_owned(), Cow::into_owned);
            incoming.relations.push(IncomingRelation { line, file, id: own, kind, from, to });
            if let Some(thing) = self.things.get_mut(id) {
                if !thing.attributes().is_empty() {
                    reading.ignore(|| "attributes of relations".to_owned());
                }
                if !thing.note().is_empty() {
                    reading.ignore(|| "notes on relations".to_owned());
                }
            }
        }
        self.pass_over(reading, lines);
        for (name, Thing { at: (file, line), attributes, note, .. }) in self.things {
            if !attributes.is_empty() || !note.is_empty() {
                let message = format!("is about {}, which is not in the file", named(name));
                let hint = "name a mark of the file, or leave it out";
                reading.refuse(line, file, "what is said", ReadError::new(message, hint));
            }
        }
    }

    /// Tells what was said of lines that become nothing here, and so is about nothing.
    fn pass_over(&mut self, reading: &mut Reading, lines: impl Iterator<Item = &'a str>) {
        self.things.retain(|_, thing| !thing.attributes.is_empty() || !thing.note.is_empty());
        if self.things.is_empty() {
            return;
        }
        for line in lines {
            let name = line.split('\t').next().unwrap_or_default();
            let Some(thing) = self.things.remove(name) else { continue };
            let about = match name.as_bytes().first() {
                Some(b'A' | b'M') => "attributes",
                Some(b'N') => "normalizations",
                Some(b'#') => "comments",
                Some(b'*') => "equivalences",
                _ => "lines that are left out",
            };
            let said = [("attributes of", !thing.attributes.is_empty()), ("notes on", !thing.note.is_empty())];
            for (what, _) in said.into_iter().filter(|(_, is_said)| *is_said) {
                reading.ignore(|| format!("{what} {about}"));
            }
        }
    }
}

impl<'a> Thing<'a> {
    /// A thing of which a line speaks.
    fn at(at: At) -> Self {
        let (attributes, note) = (Vec::new(), Cow::Borrowed(""));
        Self { at, attributes, note, id: None, label: None, lines: None, in_full: InFull::new() }
    }

    /// Its label in full, where that is still what the file says.
    fn label(&self, own: &str) -> Option<Cow<'a, str>> {
        self.label.clone().filter(|full| {
            let rest = own.strip_prefix('_').unwrap_or(own).strip_prefix(&*safe_name(full));
            let rest = own.strip_prefix(&*safe_name(full)).or(rest);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
        })
    }

    /// Its attributes, once: in full where that is still what the file says.
    fn attributes(&mut self) -> Attributes {
        let mut attributes = Attributes::new();
        for (name, value) in std::mem::take(&mut self.attributes) {
            attributes.insert(name.to_owned(), value.to_owned());
        }
        for (own, name, value) in std::mem::take(&mut self.in_full) {
            let is_so = match attributes.get(&own) {
                Some(said) => !value.is_empty() && *said == safe_name(&value),
                None => value.is_empty(),
            };
            if is_so {
                attributes.remove(&own);
                attributes.insert(name, value);
            }
        }
        attributes
    }

    /// Its note, once: with its lines where it was not changed since.
    fn note(&mut self) -> Cow<'a, str> {
        let note = std::mem::take(&mut self.note);
        match self.lines.take().filter(|lines| on_one_line(lines) == note) {
            Some(lines) => lines.into(),
            None => note,
        }
    }
}

/// What `T7` is called here that no comment names: a7.
fn own_id(name: &str) -> Cow<'_, str> {
    let is_counted = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    for (letter, own) in [('T', "a"), ('R', "r")] {
        if let Some(digits) = name.strip_prefix(letter).filter(|digits| is_counted(digits)) {
            return [own, digits].concat().into();
        }
    }
    name.into()
}

/// `{"name":"value"}`, or `{"name_2":{"name":"value"}}` where two names would be the same in the file.
fn in_full(words: &str) -> InFull {
    let mut attributes = InFull::new();
    if let Ok(value) = json::value(words.as_bytes()) {
        json::object(value, |name, value| match json::text(value) {
            Ok(value) => attributes.push((safe_name(&name).into_owned(), name.into_owned(), value.into_owned())),
            Err(_) => {
                json::object(value, |full, value| {
                    if let Ok(value) = json::text(value) {
                        attributes.push((name.to_string(), full.into_owned(), value.into_owned()));
                    }
                });
            }
        });
    }
    attributes
}

/// An id that stands as JSON where its characters could not stand alone.
fn unquoted(words: &str) -> Cow<'_, str> {
    let quoted = Some(words).filter(|words| words.starts_with('"')).and_then(|words| serde_json::from_str(words).ok());
    quoted.map_or(Cow::Borrowed(words), |id: String| id.into())
}

fn no_line(line: &str, hint: &str) -> ReadError {
    ReadError::new(format!("is `{}`, which brat does not have", shorten(line)), hint)
}
