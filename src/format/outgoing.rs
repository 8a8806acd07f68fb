//! What does an export give? Files by their place, and what the format could not hold.

use super::growth::Growth;
use super::{Named, ron};
use crate::project::BlockKind;

/// What a format makes of projects.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The files; the first is the main one where there is one.
    pub files: Vec<OutFile>,
    /// What is not in them, a kind of thing each.
    pub losses: Vec<Loss>,
}

/// One file, without a folder yet.
#[derive(Clone, Debug)]
pub struct OutFile {
    /// Where it goes.
    pub place: Place,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Where a file of an export goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The file that was asked for.
    Main,
    /// Beside it: FILE.word.EXTENSION.
    Beside(&'static str),
    /// Within the folder that was asked for, at this path of safe names.
    Within(String),
}

/// A kind of thing that a format cannot hold.
#[derive(Debug, PartialEq, Eq)]
pub struct LossKind {
    /// One word for it.
    pub name: &'static str,
    /// What happens to it, as a sentence's end: "the text of an article is not in the file".
    pub sentence: &'static str,
}

/// What an export left out or changed, of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The kind.
    pub kind: &'static LossKind,
    /// Ids of the projects, annotations or relations that lost something.
    pub ids: Vec<String>,
}

/// The scheme.
pub(super) const SCHEME: LossKind = LossKind {
    name: "scheme",
    sentence: "colours, keys, choices and guidelines of a scheme of one's own are not in the file",
};
/// Blocks other than paragraphs.
pub(super) const BLOCKS: LossKind =
    LossKind { name: "blocks", sentence: "which lines are titles, headings and the like is not in the file" };

impl OutFile {
    /// The file that was asked for.
    pub(super) fn main(bytes: Vec<u8>) -> Self {
        Self { place: Place::Main, bytes }
    }
}

/// What is lost, gathered while writing.
#[derive(Debug, Default)]
pub(super) struct Losses(Vec<Loss>);

impl Losses {
    /// Notes that `id` lost a thing of this kind.
    pub(super) fn lose(&mut self, kind: &'static LossKind, id: impl Into<String>) {
        match self.0.iter_mut().find(|loss| loss.kind == kind) {
            Some(loss) => loss.ids.push(id.into()),
            None => self.0.push(Loss { kind, ids: vec![id.into()] }),
        }
    }

    /// Notes which of the projects have what no table of annotations holds: a scheme of their own, or blocks. Who
    /// the next annotations will be by is no part of what was said, so it is not missed.
    pub(super) fn lose_settings(&mut self, projects: &[Named<'_>]) {
        for Named { id, project, .. } in projects {
            // What a reader adds to the default scheme again is not lost.
            if *project.scheme() != ron::default_scheme() && *project.scheme() != Growth::of(project).scheme {
                self.lose(&SCHEME, id);
            }
            if project.article().blocks().iter().any(|block| block.kind != BlockKind::Paragraph) {
                self.lose(&BLOCKS, id);
            }
        }
    }

    /// All, in the order in which `kinds` declares them.
    pub(super) fn in_order(mut self, kinds: &[&'static LossKind]) -> Vec<Loss> {
        self.0.sort_by_key(|loss| kinds.iter().position(|kind| *kind == loss.kind));
        self.0
    }
}

/// What the annotation or relation `id` is called among those of several projects.
pub fn id_among(projects: &[Named<'_>], named: &Named<'_>, id: &impl ToString) -> String {
    if projects.len() == 1 { id.to_string() } else { format!("{}/{}", named.id, id.to_string()) }
}
