//! What did a project say at some time? Two stamps that differ mean that something was changed between.

use std::path::Path;

use blake3::Hasher;

use super::{files, journal};
use crate::format::ron;
use crate::project::{Annotation, BlockKind, Project};

/// What a project file held at some time, and what it said. Whether a change lies in the file or in its journal makes no
/// difference to what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The hash of the file and of its journal: quick to find.
    held: [u8; 32],
    /// The hash of what they say.
    said: [u8; 32],
}

impl Stamp {
    /// The stamp of `project`, which was just read from or written to the file at `path` with those `bytes`.
    pub(super) fn of(path: &Path, bytes: &[u8], project: &Project) -> Self {
        Self { held: held(path, bytes), said: said(project) }
    }

    /// Whether file and journal at `path` still hold what they held then; `bytes` are those of the file.
    pub(super) fn still_holds(&self, path: &Path, bytes: &[u8]) -> bool {
        self.held == held(path, bytes)
    }

    /// Whether `project` says what was said then.
    pub(super) fn says(&self, project: &Project) -> bool {
        self.said == said(project)
    }
}

fn held(path: &Path, bytes: &[u8]) -> [u8; 32] {
    let mut hasher = Hasher::new();
    hasher.update(bytes);
    if let Ok(journal) = files::read_file(&journal::path_of(path)) {
        hasher.update(b"journal").update(&journal);
    }
    *hasher.finalize().as_bytes()
}

/// Bytes that wait to be hashed: many at a time are hashed several times as fast as one by one.
#[derive(Default)]
struct Digest {
    hasher: Hasher,
    waiting: Vec<u8>,
}

/// How many bytes wait at most.
const WAITING: usize = 1 << 16;

impl Digest {
    fn update(&mut self, bytes: &[u8]) {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= WAITING {
            self.hasher.update(&self.waiting);
            self.waiting.clear();
        }
    }

    fn finish(mut self) -> [u8; 32] {
        *self.hasher.update(&self.waiting).finalize().as_bytes()
    }
}

/// The hash of all that two equal projects have in common: every part with its length before it, so that none runs into
/// the next.
fn said(project: &Project) -> [u8; 32] {
    let mut hasher = Digest::default();
    let scheme = ron::write_value(&**project.scheme()).unwrap_or_default();
    part(&mut hasher, &scheme);
    for text in [project.id(), project.annotator(), &project.article().hash().to_string()] {
        part(&mut hasher, text.as_bytes());
    }
    // Paragraphs follow from the text and the other blocks.
    for block in project.article().blocks().iter().filter(|block| block.kind != BlockKind::Paragraph) {
        hasher.update(&[block.kind as u8]);
        number(&mut hasher, block.span.start());
        number(&mut hasher, block.span.end());
    }
    for (name, value) in project.fields().iter() {
        part(&mut hasher, name.as_bytes());
        part(&mut hasher, value.as_bytes());
    }
    number(&mut hasher, project.annotations().len());
    project.annotations().iter().for_each(|annotation| add(&mut hasher, project, annotation));
    for relation in project.relations().iter() {
        for text in [relation.id.to_string(), relation.kind.clone(), relation.from.to_string(), relation.to.to_string()]
        {
            part(&mut hasher, text.as_bytes());
        }
    }
    hasher.finish()
}

fn add(hasher: &mut Digest, project: &Project, annotation: &Annotation) {
    part(hasher, annotation.id().to_string().as_bytes());
    part(hasher, project.label_of(annotation).id.as_bytes());
    number(hasher, annotation.fragments().spans().len());
    for span in annotation.fragments().spans() {
        number(hasher, span.start());
        number(hasher, span.end());
    }
    number(hasher, annotation.attributes().len());
    for (name, value) in annotation.attributes() {
        part(hasher, name.as_bytes());
        part(hasher, value.as_bytes());
    }
    part(hasher, annotation.note().as_bytes());
    part(hasher, project.maker_of(annotation).as_bytes());
    number(hasher, project.time_of(annotation).map_or(0, |moment| 1 + moment.second() as usize));
}

fn part(hasher: &mut Digest, bytes: &[u8]) {
    number(hasher, bytes.len());
    hasher.update(bytes);
}

fn number(hasher: &mut Digest, number: usize) {
    hasher.update(&(number as u64).to_le_bytes());
}
