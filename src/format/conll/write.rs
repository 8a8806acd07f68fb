//! How do projects become columns? The longest marks first, then token by token.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::sentences::Sentences;
use super::{IDS, KINDS, LABELS, OVERLAPPED_PARTS, OVERLAPS, TEXT};
use crate::format::names::SafeNames;
use crate::format::outgoing::{
    ATTRIBUTES, BLANK, EDGES, Losses, MAKERS, NOTES, Placing, RELATIONS, RENAMED, SPLIT_APART, id_among,
    without_blank_edges,
};
use crate::format::tokens::tokens;
use crate::format::{LossKind, Named, OutFile, Place, Tags, Wish, Written, distinct_stems, file_stem};
use crate::project::Annotation;
use crate::text::Unit;

/// The file of all `projects`, or a file for each label.
pub(super) fn write(projects: &[Named<'_>], wish: &Wish) -> Written {
    let mut losses = Losses::default();
    losses.lose_settings(projects);
    losses.lose_fields(projects);
    for named in projects {
        losses.lose(&TEXT, &named.id);
        if file_stem(&named.id) != named.id {
            losses.lose(&RENAMED, &named.id);
        }
        named
            .project
            .relations()
            .iter()
            .for_each(|known| losses.lose(&RELATIONS, id_among(projects, named, &known.id)));
    }
    let labels = projects.iter().flat_map(|named| &named.project.scheme().labels).map(|label| label.id.as_str());
    let mut layer = Layer { projects, names: &SafeNames::of(labels, &[]), tags: wish.tags, losses };
    let files = if wish.layers { layers(&mut layer) } else { vec![OutFile::main(layer.write(None))] };
    Written { files, losses: layer.losses.in_order(KINDS) }
}

/// A file for each label that is in use; one without marks where none is.
fn layers(layer: &mut Layer<'_, '_>) -> Vec<OutFile> {
    let stem = match layer.projects {
        [only] => file_stem(&only.id),
        _ => "articles".to_owned(),
    };
    let used = layer.projects.iter().flat_map(|named| {
        named.project.annotations().iter().map(|annotation| named.project.label_of(annotation).id.as_str())
    });
    let labels: BTreeSet<&str> = used.collect();
    let within = |name: String, bytes| OutFile { place: Place::Within(format!("{name}.conll")), bytes };
    if labels.is_empty() {
        return vec![within(stem, layer.write(None))];
    }
    let names: Vec<String> = labels.iter().map(|label| format!("{stem}.{}", layer.names.get(label))).collect();
    let names = distinct_stems(names.iter().map(String::as_str));
    names.into_iter().zip(labels).map(|(name, label)| within(name, layer.write(Some(label)))).collect()
}

/// What goes into the file of one layer.
struct Layer<'a, 'p> {
    projects: &'a [Named<'p>],
    names: &'a SafeNames<'p>,
    tags: Tags,
    losses: Losses,
}

/// A contiguous mark without blanks at its edges.
struct Mark {
    bytes: Range<usize>,
    /// How many code points it has.
    length: usize,
    /// The place of its annotation in their order.
    annotation: usize,
}

impl<'a> Layer<'a, '_> {
    /// The marks of one label, or of all.
    fn write(&mut self, label: Option<&str>) -> Vec<u8> {
        let text: usize = self.projects.iter().map(|named| named.project.text().len()).sum();
        // A token of five letters with its blank makes a line of some twenty.
        let mut bytes = Vec::with_capacity(text.saturating_mul(4));
        for named in self.projects {
            let is_meant =
                |annotation: &&Annotation| label.is_none_or(|label| named.project.label_of(annotation).id == label);
            let annotations: Vec<&Annotation> = named.annotations().filter(is_meant).collect();
            let marks = marks(named, &annotations);
            let (kept, left_out) = longest(marks);
            self.tell(named, &annotations, &kept, &left_out);
            self.document(&mut bytes, named, &annotations, &kept);
        }
        bytes
    }

    fn document(&self, bytes: &mut Vec<u8>, named: &Named<'_>, annotations: &[&Annotation], kept: &[Mark]) {
        let text = named.project.text();
        bytes.extend_from_slice(b"-DOCSTART- -X- O O\n\n");
        let labels: Vec<&str> = named.project.scheme().labels.iter().map(|label| self.names.get(&label.id)).collect();
        let edges: Vec<usize> = kept.iter().flat_map(|mark| [mark.bytes.start, mark.bytes.end]).collect();
        let (mut left, mut sentences) = (kept, Sentences::of(text));
        let mut is_empty = true;
        tokens(text, &edges, |token| {
            while let Some((_, others)) = left.split_first().filter(|(mark, _)| mark.bytes.end <= token.start) {
                left = others;
            }
            let mark = left.first().filter(|mark| mark.bytes.start <= token.start);
            let begins = mark.is_none_or(|mark| mark.bytes.start == token.start);
            if sentences.end_before(&token) && begins {
                bytes.push(b'\n');
            }
            let ends = mark.is_some_and(|mark| mark.bytes.end <= token.end);
            bytes.extend_from_slice(&text.as_bytes()[token]);
            bytes.extend_from_slice(b" -X- _ ");
            match mark {
                Some(mark) => {
                    bytes.extend_from_slice(prefix(self.tags, begins, ends));
                    bytes.extend_from_slice(labels[annotations[mark.annotation].label().get()].as_bytes());
                }
                None => bytes.push(b'O'),
            }
            bytes.push(b'\n');
            is_empty = false;
        });
        if !is_empty {
            bytes.push(b'\n');
        }
    }

    fn tell(&mut self, named: &Named<'_>, annotations: &[&Annotation], kept: &[Mark], left_out: &[Mark]) {
        let count = |marks: &[Mark]| {
            let mut counts = vec![0_usize; annotations.len()];
            marks.iter().for_each(|mark| counts[mark.annotation] += 1);
            counts
        };
        let (kept, left_out) = (count(kept), count(left_out));
        for (place, annotation) in annotations.iter().enumerate() {
            let (kept, left_out) = (kept[place], left_out[place]);
            let kinds = kinds_lost(named, annotation, self.names, kept, left_out);
            let mut id = Some(id_among(self.projects, named, annotation.id()));
            for (number, kind) in kinds.iter().enumerate() {
                let own = if number + 1 == kinds.len() { id.take() } else { id.clone() };
                self.losses.lose(kind, own.unwrap_or_default());
            }
        }
    }
}

/// What one annotation loses, of whose marks some are kept and some left out.
fn kinds_lost(
    named: &Named<'_>,
    annotation: &Annotation,
    names: &SafeNames<'_>,
    kept: usize,
    left_out: usize,
) -> Vec<&'static LossKind> {
    let (project, spans) = (named.project, annotation.fragments().spans());
    match (kept, left_out) {
        (0, 0) => return vec![&BLANK],
        (0, _) => return vec![&OVERLAPS],
        _ => {}
    }
    let label = &project.label_of(annotation).id;
    let is_cut = || spans.iter().any(|&span| without_blank_edges(project.text(), span) != span.bytes());
    let is_made = || !project.maker_of(annotation).is_empty() || project.time_of(annotation).is_some();
    let kinds: [(&LossKind, bool); 8] = [
        (&OVERLAPPED_PARTS, left_out > 0),
        (&SPLIT_APART, spans.len() > 1 && left_out == 0),
        (&EDGES, is_cut()),
        (&LABELS, names.get(label) != label),
        (&ATTRIBUTES, !annotation.attributes().is_empty()),
        (&NOTES, !annotation.note().is_empty()),
        (&MAKERS, is_made()),
        (&IDS, true),
    ];
    kinds.into_iter().filter(|(_, is_so)| *is_so).map(|(kind, _)| kind).collect()
}

/// The contiguous marks of `annotations`.
fn marks(named: &Named<'_>, annotations: &[&Annotation]) -> Vec<Mark> {
    let text = named.project.text();
    let mut placing = Placing::new(named.project.article(), Unit::Chars);
    let mut marks = Vec::with_capacity(annotations.len());
    for (place, annotation) in annotations.iter().enumerate() {
        for &span in annotation.fragments().spans() {
            let bytes = without_blank_edges(text, span);
            if !bytes.is_empty() {
                let (start, end) = placing.range(span);
                marks.push(Mark { bytes, length: end - start, annotation: place });
            }
        }
    }
    marks
}

/// Of marks that overlap the longest, and of equally long ones the first; in the order of the text. And the others.
fn longest(mut marks: Vec<Mark>) -> (Vec<Mark>, Vec<Mark>) {
    marks.sort_by_key(|mark| (Reverse(mark.length), mark.bytes.start));
    let mut kept: BTreeMap<usize, Mark> = BTreeMap::new();
    let mut left_out = Vec::new();
    for mark in marks {
        let before = kept.range(..mark.bytes.end).next_back();
        if before.is_some_and(|(_, before)| before.bytes.end > mark.bytes.start) {
            left_out.push(mark);
        } else {
            kept.insert(mark.bytes.start, mark);
        }
    }
    (kept.into_values().collect(), left_out)
}

/// What a tag begins with.
fn prefix(tags: Tags, begins: bool, ends: bool) -> &'static [u8] {
    match (tags, begins, ends) {
        (Tags::Bilou, true, true) => b"U-",
        (Tags::Bilou, false, true) => b"L-",
        (_, true, _) => b"B-",
        (_, false, _) => b"I-",
    }
}
