//! How do projects become a folder of brat? The text, a file of lines beside it, and two for the server.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Write as _;

use super::conf::{self, Names, Values};
use super::{
    ATTRIBUTE_NAMES, ATTRIBUTES, CARRIAGE_RETURNS, ID, KINDS, LABEL, LABELS, LINE_ENDS, LINES, MARK, NOTE, NOTE_LINES,
    RELATION_KINDS, VALUES, is_break, on_one_line,
};
use crate::format::names::safe_name;
use crate::format::outgoing::{BLANK, LOOSE, Losses, MAKERS, Placing, RENAMED, id_among, is_blank};
use crate::format::{LossKind, Named, OutFile, Place, Wish, Written, distinct_stems};
use crate::project::{Annotation, Id, Relation, Series};
use crate::text::{Span, Unit};

/// A line end that some programs count as two characters and some as one.
const CRLF: &str = "\r\n";

/// The folder for `projects`.
pub(super) fn write(projects: &[Named<'_>], _: &Wish) -> Written {
    let mut losses = Losses::default();
    losses.lose_settings(projects);
    losses.lose_fields(projects);
    let names = Names::of(projects);
    let mut values = Values::new();
    let mut files = Vec::with_capacity(projects.len() * 2 + 2);
    let mut add = |name: String, bytes: Vec<u8>| files.push(OutFile { place: Place::Within(name), bytes });
    for (named, stem) in projects.iter().zip(distinct_stems(projects.iter().map(|named| named.id.as_str()))) {
        lose_of_article(&mut losses, named, &stem);
        let standoff = Standoff::new(projects, named, &names, &mut losses, &mut values);
        add(format!("{stem}.ann"), standoff.write());
        add(format!("{stem}.txt"), named.project.text().replace(CRLF, " \n").into());
    }
    add("annotation.conf".into(), conf::annotation(projects, &names, values).into());
    add("visual.conf".into(), conf::visual(projects, &names).into());
    Written { files, losses: losses.in_order(KINDS) }
}

fn lose_of_article(losses: &mut Losses, named: &Named<'_>, stem: &str) {
    let text = named.project.text();
    if stem != named.id {
        losses.lose(&RENAMED, &named.id);
    }
    if text.contains(CRLF) {
        losses.lose(&CARRIAGE_RETURNS, &named.id);
    }
    // Where something is marked, the positions say that the mark counts.
    if text.starts_with('\u{feff}') && named.project.annotations().iter().all(|known| is_blank_mark(text, known)) {
        losses.lose(&MARK, &named.id);
    }
}

/// Whether brat's server refuses a mark because there is nothing to see.
fn is_blank_mark(text: &str, annotation: &Annotation) -> bool {
    annotation.fragments().spans().iter().all(|span| span.of(text).chars().all(is_blank))
}

/// The file of one article on its way to bytes.
struct Standoff<'a, 'p> {
    projects: &'a [Named<'p>],
    named: &'a Named<'p>,
    names: &'a Names<'p>,
    losses: &'a mut Losses,
    values: &'a mut Values,
    numbers: Numbers<'p>,
    placing: Placing<'p>,
    left_out: HashSet<&'p Id>,
    /// The fragments of the annotation that is being written, none of them over a line end.
    pieces: Vec<Span>,
    attributes: usize,
    comments: usize,
    bytes: Vec<u8>,
}

/// What a comment says of an attribute: its value, or its name too where that has a number in the file.
#[derive(serde::Serialize)]
#[serde(untagged)]
enum InFull<'v> {
    Value(&'v str),
    Named(BTreeMap<&'v str, &'v str>),
}

/// The numbers of what is annotated: those of ids that Copydesk counts, and free ones for the others.
struct Numbers<'a> {
    series: Series,
    others: HashMap<&'a Id, u64>,
}

impl<'a> Numbers<'a> {
    fn of(series: Series, ids: impl Iterator<Item = &'a Id>) -> Self {
        let (mut last, mut others) = (0, Vec::new());
        for id in ids {
            match id.number_in(series) {
                Some(number) => last = number.max(last),
                None => others.push(id),
            }
        }
        Self { series, others: others.into_iter().zip(u64::from(last) + 1..).collect() }
    }

    fn get(&self, id: &Id) -> u64 {
        id.number_in(self.series).map(u64::from).or_else(|| self.others.get(id).copied()).unwrap_or_default()
    }
}

impl<'a, 'p> Standoff<'a, 'p> {
    fn new(
        projects: &'a [Named<'p>],
        named: &'a Named<'p>,
        names: &'a Names<'p>,
        losses: &'a mut Losses,
        values: &'a mut Values,
    ) -> Self {
        let project = named.project;
        Self {
            projects,
            named,
            names,
            losses,
            values,
            numbers: Numbers::of(Series::Annotations, project.annotations().iter().map(Annotation::id)),
            placing: Placing::new(project.article(), Unit::Chars),
            left_out: HashSet::new(),
            pieces: Vec::new(),
            attributes: 0,
            comments: 0,
            bytes: Vec::with_capacity(project.annotations().len() * 48),
        }
    }

    fn write(mut self) -> Vec<u8> {
        let labels: Vec<&str> =
            self.named.project.scheme().labels.iter().map(|label| self.names.labels.get(&label.id)).collect();
        for annotation in self.named.annotations() {
            if is_blank_mark(self.named.project.text(), annotation) {
                self.lose(&BLANK, annotation.id());
                self.left_out.insert(annotation.id());
            } else {
                self.annotation(annotation, labels[annotation.label().get()]);
            }
        }
        self.relations();
        self.bytes
    }

    fn lose(&mut self, kind: &'static LossKind, id: &Id) {
        self.losses.lose(kind, id_among(self.projects, self.named, id));
    }

    fn annotation(&mut self, annotation: &'p Annotation, label: &str) {
        let project = self.named.project;
        let number = self.numbers.get(annotation.id());
        self.cut(annotation);
        let _ = write!(self.bytes, "T{number}\t{label} ");
        for (place, &piece) in self.pieces.iter().enumerate() {
            let (start, end) = self.placing.range(piece);
            let _ = write!(self.bytes, "{}{start} {end}", if place == 0 { "" } else { ";" });
        }
        for (place, piece) in self.pieces.iter().enumerate() {
            self.bytes.push(if place == 0 { b'\t' } else { b' ' });
            self.bytes.extend_from_slice(piece.of(project.text()).as_bytes());
        }
        self.bytes.push(b'\n');
        if annotation.fragments().spans() != self.pieces {
            self.lose(&LINE_ENDS, annotation.id());
        }
        if !project.maker_of(annotation).is_empty() || project.time_of(annotation).is_some() {
            self.lose(&MAKERS, annotation.id());
        }
        let full_label = &project.label_of(annotation).id;
        if full_label != label {
            self.lose(&LABELS, annotation.id());
            self.comment(LABEL, 'T', number, &on_a_line(full_label));
        }
        self.attributes(annotation, number);
        if annotation.id().number_in(Series::Annotations).is_none() {
            self.comment(ID, 'T', number, &on_a_line(&annotation.id().to_string()));
        }
        self.note(annotation, number);
    }

    /// Finds the fragments of an annotation, cut at line ends.
    fn cut(&mut self, annotation: &Annotation) {
        let text = self.named.project.text();
        self.pieces.clear();
        for span in annotation.fragments().spans() {
            let mut start = span.start();
            for part in span.of(text).split(is_break) {
                self.pieces.extend(Span::new(text, start..start + part.len()));
                let end = start + part.len();
                start = end + text[end..].chars().next().map_or(0, char::len_utf8);
            }
        }
    }

    fn attributes(&mut self, annotation: &Annotation, number: u64) {
        let mut in_full: BTreeMap<&str, InFull<'_>> = BTreeMap::new();
        for (name, value) in annotation.attributes() {
            let (own, own_value) = (self.names.attributes.get(name), safe_name(value));
            if !value.is_empty() {
                self.attributes += 1;
                let _ = writeln!(self.bytes, "A{}\t{own} T{number} {own_value}", self.attributes);
                match self.values.get_mut(own) {
                    Some(known) if known.contains(&*own_value) => {}
                    Some(known) => drop(known.insert(own_value.to_string())),
                    None => drop(self.values.insert(own.to_owned(), [own_value.to_string()].into())),
                }
            }
            if own != safe_name(name) {
                self.lose(&ATTRIBUTE_NAMES, annotation.id());
                in_full.insert(own, InFull::Named(BTreeMap::from([(name.as_str(), value.as_str())])));
            } else if own != name || own_value != *value || value.is_empty() {
                self.lose(&VALUES, annotation.id());
                in_full.insert(name, InFull::Value(value));
            }
        }
        if !in_full.is_empty() {
            self.comment(ATTRIBUTES, 'T', number, &json(&in_full));
        }
    }

    /// Writes the note last of all comments: readers that take one for each annotation take the last.
    fn note(&mut self, annotation: &Annotation, number: u64) {
        let note = annotation.note();
        if note.contains(is_break) {
            self.lose(&NOTE_LINES, annotation.id());
            self.comment(LINES, 'T', number, &json(&note));
            self.comment(NOTE, 'T', number, &on_one_line(note));
        } else if !note.is_empty() {
            self.comment(NOTE, 'T', number, note);
        }
    }

    fn comment(&mut self, kind: &str, letter: char, number: u64, words: &str) {
        self.comments += 1;
        let _ = writeln!(self.bytes, "#{}\t{kind} {letter}{number}\t{words}", self.comments);
    }

    fn relations(&mut self) {
        let relations = self.named.project.relations();
        let numbers = Numbers::of(Series::Relations, relations.iter().map(|relation| &relation.id));
        for Relation { id, kind, from, to } in relations.iter() {
            if self.left_out.contains(from) || self.left_out.contains(to) {
                self.lose(&LOOSE, id);
                continue;
            }
            let own = self.names.relations.get(kind);
            let number = numbers.get(id);
            let (from, to) = (self.numbers.get(from), self.numbers.get(to));
            let _ = writeln!(self.bytes, "R{number}\t{own} Arg1:T{from} Arg2:T{to}");
            if own != kind {
                self.lose(&RELATION_KINDS, id);
                self.comment(LABEL, 'R', number, &on_a_line(kind));
            }
            if id.number_in(Series::Relations).is_none() {
                self.comment(ID, 'R', number, &on_a_line(&id.to_string()));
            }
        }
    }
}

/// A name as it is, or as JSON where it would not be read as it is.
fn on_a_line(name: &str) -> Cow<'_, str> {
    if name.contains(is_break) || name.starts_with('"') { json(&name).into() } else { name.into() }
}

/// A value as JSON without any character that ends a line.
fn json(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    if json.contains(is_break) {
        return json.replace('\u{85}', "\\u0085").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    }
    json
}
