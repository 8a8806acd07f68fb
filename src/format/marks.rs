//! What does a format without fragments write of an article? Marks: one contiguous stretch each, linked where several are one.

use std::collections::HashMap;

use super::outgoing::{BLANK, EDGES, Losses, NEXT_FRAGMENT, Piece, Placing, SPLIT, id_among, without_blank_edges};
use super::{Facet, LossKind, Named};
use crate::project::{Id, Project};
use crate::text::{Span, Unit};

/// Fragments on nothing but blanks.
pub(super) const BLANK_PARTS: LossKind = LossKind::changed(
    Facet::Place,
    "blank fragments",
    "a fragment on nothing but blanks is left out, since readers refuse it",
);
/// Relations at marks on nothing but blanks.
pub(super) const AT_BLANKS: LossKind = LossKind::dropped(
    Facet::Relation,
    "relations at blank marks",
    "a relation to or from a mark that is left out is left out too",
);

/// One contiguous mark.
pub(super) struct Mark<'a> {
    pub(super) piece: Piece<'a>,
    /// In code points.
    pub(super) start: usize,
    /// In code points, exclusive.
    pub(super) end: usize,
}

/// A relation from one mark to another, both by their place among the marks.
pub(super) struct Link<'a> {
    /// None where it leads from a fragment to the next.
    pub(super) id: Option<&'a Id>,
    pub(super) kind: &'a str,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// The marks of an article, annotation by annotation in the order of the text.
pub(super) struct Marks<'a> {
    pub(super) project: &'a Project,
    pub(super) list: Vec<Mark<'a>>,
    /// The first mark of each annotation, where relations ask for it.
    first: HashMap<&'a Id, usize>,
}

impl<'a> Marks<'a> {
    /// Every fragment as it is.
    pub(super) fn of(projects: &[Named<'a>], named: &Named<'a>, losses: &mut Losses) -> Self {
        Self::gather(projects, named, losses, Some)
    }

    /// Every fragment from its first letter to its last; what has none is left out, and relations at it too.
    pub(super) fn trimmed(projects: &[Named<'a>], named: &Named<'a>, losses: &mut Losses) -> Self {
        let text = named.project.text();
        let marks = Self::gather(projects, named, losses, |span| Span::new(text, without_blank_edges(text, span)).ok());
        for relation in named.project.relations().iter() {
            if [&relation.from, &relation.to].into_iter().any(|end| !marks.first.contains_key(end)) {
                losses.lose(&AT_BLANKS, id_among(projects, named, &relation.id));
            }
        }
        marks
    }

    fn gather(
        projects: &[Named<'a>],
        named: &Named<'a>,
        losses: &mut Losses,
        cut: impl Fn(Span) -> Option<Span>,
    ) -> Self {
        let project = named.project;
        let has_relations = !project.relations().is_empty();
        let mut placing = Placing::new(project.article(), Unit::Chars);
        let mut list = Vec::with_capacity(project.annotations().len());
        let mut first = HashMap::new();
        for annotation in named.annotations() {
            let (begin, mut is_moved) = (list.len(), false);
            for Piece { span: whole, .. } in Piece::all(annotation) {
                let Some(span) = cut(whole) else { continue };
                is_moved |= span != whole;
                let (start, end) = placing.range(span);
                list.push(Mark { piece: Piece { annotation, number: list.len() - begin, span }, start, end });
            }
            let (count, of) = (list.len() - begin, annotation.fragments().spans().len());
            if count > 0 && has_relations {
                first.insert(annotation.id(), begin);
            }
            let kinds = [
                (&BLANK, count == 0),
                (&BLANK_PARTS, 0 < count && count < of),
                (&EDGES, is_moved),
                (&SPLIT, count > 1),
            ];
            for (kind, _) in kinds.into_iter().filter(|(_, is_so)| *is_so) {
                losses.lose(kind, id_among(projects, named, annotation.id()));
            }
        }
        Self { project, list, first }
    }

    /// The bytes at which a mark begins or ends, ascending, each once.
    pub(super) fn edges(&self) -> Vec<usize> {
        let spans = self.list.iter().map(|mark| mark.piece.span);
        let mut edges: Vec<usize> = spans.flat_map(|span| [span.start(), span.end()]).collect();
        edges.sort_unstable();
        edges.dedup();
        edges
    }

    /// The relations whose ends are there, and from each fragment to the next.
    pub(super) fn links(&self) -> impl Iterator<Item = Link<'_>> {
        let relations = self.project.relations().iter().filter_map(|relation| {
            let place = |end| self.first.get(end).copied();
            let (from, to) = (place(&relation.from)?, place(&relation.to)?);
            Some(Link { id: Some(&relation.id), kind: &relation.kind, from, to })
        });
        let later = self.list.iter().enumerate().filter(|(_, mark)| mark.piece.number > 0);
        let next = later.map(|(to, _)| Link { id: None, kind: NEXT_FRAGMENT, from: to - 1, to });
        relations.chain(next)
    }
}

impl Mark<'_> {
    /// Its label.
    pub(super) fn label<'p>(&self, project: &'p Project) -> &'p str {
        &project.label_of(self.piece.annotation).id
    }
}
