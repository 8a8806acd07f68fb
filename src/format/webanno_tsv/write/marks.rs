//! What stands in the rows of a file? Marks without blanks at their edges, and what leads from one to another.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use crate::format::Named;
use crate::format::outgoing::{
    BLANK, EDGES, LOOSE, Losses, NEXT_FRAGMENT, Piece, SPLIT, id_among, without_blank_edges,
};
use crate::project::Id;
use crate::text::Span;

/// Everything that is written of one article.
pub(super) struct Marks<'a> {
    /// In the order of the text; the number of each is its place and one.
    pub(super) list: Vec<Mark<'a>>,
    /// By where they lead to.
    pub(super) links: Vec<Link<'a>>,
    /// Where marks begin and end, ascending.
    pub(super) edges: Vec<usize>,
}

/// One contiguous mark.
pub(super) struct Mark<'a> {
    pub(super) piece: Piece<'a>,
    pub(super) bytes: Range<usize>,
}

/// A relation between two marks, by their places.
pub(super) struct Link<'a> {
    pub(super) from: usize,
    pub(super) to: usize,
    /// None for what leads from a fragment to the next.
    pub(super) id: Option<&'a Id>,
    pub(super) kind: &'a str,
}

impl<'a> Marks<'a> {
    pub(super) fn of(projects: &[Named<'a>], named: &Named<'a>, losses: &mut Losses) -> Self {
        let text = named.project.text();
        let mut list: Vec<Mark<'a>> = Vec::with_capacity(named.project.annotations().len());
        for annotation in named.annotations() {
            let spans = annotation.fragments().spans();
            let first = list.len();
            let mut is_cut = false;
            for &span in spans {
                let bytes = without_blank_edges(text, span);
                is_cut |= bytes != span.bytes();
                if let Ok(span) = Span::new(text, bytes.clone()) {
                    let piece = Piece { annotation, number: list.len() - first, span };
                    list.push(Mark { piece, bytes });
                }
            }
            let kinds = match list.len() - first {
                0 => [Some(&BLANK), None],
                count => [is_cut.then_some(&EDGES), (count > 1).then_some(&SPLIT)],
            };
            for kind in kinds.into_iter().flatten() {
                losses.lose(kind, id_among(projects, named, annotation.id()));
            }
        }
        list.sort_by_key(|mark| (mark.bytes.start, Reverse(mark.bytes.end)));
        let mut edges: Vec<usize> = list.iter().flat_map(|mark| [mark.bytes.start, mark.bytes.end]).collect();
        edges.sort_unstable();
        edges.dedup();
        let links = links(projects, named, &list, losses);
        Self { list, links, edges }
    }
}

fn links<'a>(projects: &[Named<'a>], named: &Named<'a>, list: &[Mark<'a>], losses: &mut Losses) -> Vec<Link<'a>> {
    let relations = named.project.relations();
    let is_split = |mark: &Mark<'_>| mark.piece.number > 0;
    if relations.is_empty() && !list.iter().any(is_split) {
        return Vec::new();
    }
    let places: HashMap<(&Id, usize), usize> =
        list.iter().enumerate().map(|(place, mark)| ((mark.piece.annotation.id(), mark.piece.number), place)).collect();
    let mut links = Vec::with_capacity(relations.len());
    for relation in relations.iter() {
        match (places.get(&(&relation.from, 0)), places.get(&(&relation.to, 0))) {
            (Some(&from), Some(&to)) => links.push(Link { from, to, id: Some(&relation.id), kind: &relation.kind }),
            _ => losses.lose(&LOOSE, id_among(projects, named, &relation.id)),
        }
    }
    for (to, mark) in list.iter().enumerate().filter(|(_, mark)| is_split(mark)) {
        if let Some(&from) = places.get(&(mark.piece.annotation.id(), mark.piece.number - 1)) {
            links.push(Link { from, to, id: None, kind: NEXT_FRAGMENT });
        }
    }
    links.sort_by_key(|link| list[link.to].bytes.start);
    links
}
