//! Which marks are fragments of one annotation? Those that a format without fragments links by [`NEXT_FRAGMENT`].

use std::collections::HashMap;

use super::{IncomingRelation, Placed};
use crate::format::outgoing::NEXT_FRAGMENT;
use crate::project::Id;
use crate::text::{Fragments, Span};

/// Joins what is linked. What cannot be one annotation stays as it is, with its links as relations. What was said of a
/// fragment alone is said of the whole then, and what led to it leads to the whole.
pub(super) fn join(placed: &mut Vec<Placed>, relations: &mut Vec<IncomingRelation>) {
    let places = places(placed, relations);
    if places.is_empty() {
        return;
    }
    let count = placed.len();
    let ends = |relation: &IncomingRelation| {
        let place = |id: &str| Id::new(id).and_then(|id| places.get(&id).copied()).filter(|place| *place < count);
        (relation.kind == NEXT_FRAGMENT).then(|| place(&relation.from).zip(place(&relation.to))).flatten()
    };
    let mut chains = Chains((0..placed.len()).collect());
    for (from, to) in relations.iter().filter_map(ends) {
        if placed[from].label == placed[to].label {
            chains.link(from, to);
        }
    }
    let mut parts: HashMap<usize, Vec<usize>> = HashMap::new();
    for place in 0..placed.len() {
        let whole = chains.whole(place);
        if whole != place {
            parts.entry(whole).or_default().push(place);
        }
    }
    // A chain whose marks share text is none.
    let joined = parts.into_iter().filter_map(|(whole, parts)| {
        let all = std::iter::once(&whole).chain(&parts);
        let spans: Vec<Span> = all.flat_map(|&place| placed[place].fragments.spans().iter().copied()).collect();
        Some((whole, parts, Fragments::new(spans).ok()?))
    });
    let joined: Vec<(usize, Vec<usize>, Fragments)> = joined.collect();
    let mut whole_of: Vec<Option<usize>> = vec![None; placed.len()];
    for (whole, parts, fragments) in joined {
        for part in parts {
            whole_of[part] = Some(whole);
            let details = placed[part].details.take();
            placed[whole].say_also(details);
        }
        placed[whole].fragments = fragments;
    }
    let is_link = |relation: &IncomingRelation| {
        ends(relation)
            .is_some_and(|(from, to)| whole_of[to].is_some_and(|whole| whole == whole_of[from].unwrap_or(from)))
    };
    relations.retain(|relation| !is_link(relation));
    let renamed: HashMap<String, String> = whole_of
        .iter()
        .enumerate()
        .filter_map(|(part, whole)| {
            Some((placed[part].id.as_ref()?.to_string(), placed[(*whole)?].id.as_ref()?.to_string()))
        })
        .collect();
    for end in relations.iter_mut().flat_map(|relation| [&mut relation.from, &mut relation.to]) {
        if let Some(whole) = renamed.get(end) {
            end.clone_from(whole);
        }
    }
    let mut is_part = whole_of.iter().map(Option::is_some);
    placed.retain(|_| !is_part.next().unwrap_or(false));
}

/// Where the annotations stand that a link leads from or to; beyond all of them where there is none.
fn places(placed: &[Placed], relations: &[IncomingRelation]) -> HashMap<Id, usize> {
    let links = relations.iter().filter(|relation| relation.kind == NEXT_FRAGMENT);
    let ends = links.flat_map(|link| [&link.from, &link.to]).filter_map(|id| Some((Id::new(id)?, usize::MAX)));
    let mut places: HashMap<Id, usize> = ends.collect();
    if !places.is_empty() {
        for (place, placed) in placed.iter().enumerate() {
            if let Some(known) = placed.id.as_ref().and_then(|id| places.get_mut(id)) {
                *known = place;
            }
        }
    }
    places
}

/// The annotation that each has become part of, by place; one that is whole is part of itself.
struct Chains(Vec<usize>);

impl Chains {
    fn whole(&mut self, place: usize) -> usize {
        let mut whole = place;
        while self.0[whole] != whole {
            whole = self.0[whole];
        }
        // The way is short the next time.
        let mut at = place;
        while self.0[at] != whole {
            at = std::mem::replace(&mut self.0[at], whole);
        }
        whole
    }

    fn link(&mut self, from: usize, to: usize) {
        let (from, to) = (self.whole(from), self.whole(to));
        self.0[to] = from;
    }
}

#[cfg(test)]
mod tests {
    use crate::format::{Format, Reading, Source, Texts};

    fn read(spans: &str, relations: &str) -> Reading {
        let line =
            format!(r#"{{"id":"r","text":"Rents rose 12% in May","spans":[{spans}],"relations":[{relations}]}}"#);
        let source = Source { stem: "r", bytes: line.as_bytes(), beside: Vec::new(), texts: &Texts::None };
        Format::called("jsonl").and_then(|format| format.read).expect("it is read")(&source).expect("a line")
    }

    fn span(id: &str, start: usize, end: usize, label: &str, note: &str) -> String {
        format!(r#"{{"id":"{id}","start":{start},"end":{end},"label":"{label}","note":"{note}"}}"#)
    }

    fn link(from: &str, to: &str, kind: &str) -> String {
        format!(r#"{{"type":"{kind}","from":"{from}","to":"{to}"}}"#)
    }

    #[test]
    fn what_is_said_of_a_fragment_is_said_of_the_whole() {
        let spans = [span("a", 0, 5, "claim", "one"), span("b", 11, 14, "claim", "two"), span("c", 6, 10, "quote", "")];
        let relations = [link("a", "b", "next_fragment"), link("c", "b", "supports")];
        let reading = read(&spans.join(","), &relations.join(","));
        assert_eq!(reading.refused, []);
        let project = &reading.projects[0];
        let notes: Vec<&str> = project.annotations().iter().map(crate::project::Annotation::note).collect();
        assert_eq!(notes, ["one\ntwo", ""]);
        let ends: Vec<String> =
            project.relations().iter().map(|known| format!("{} {} {}", known.from, known.kind, known.to)).collect();
        assert_eq!(ends, ["c supports a"]);
    }

    #[test]
    fn what_is_no_one_annotation_stays_linked() {
        let spans = [span("a", 0, 5, "claim", ""), span("b", 3, 8, "claim", ""), span("c", 11, 14, "quote", "")];
        let relations =
            [link("a", "b", "next_fragment"), link("b", "c", "next_fragment"), link("a", "a", "next_fragment")];
        let reading = read(&spans.join(","), &relations.join(","));
        assert_eq!((reading.projects[0].annotations().len(), reading.projects[0].relations().len()), (3, 2));
        assert_eq!(reading.refused.len(), 1, "a mark that leads to itself");
    }

    #[test]
    fn a_long_chain_and_a_ring_take_no_longer_than_their_length() {
        let text = "a ".repeat(20_000);
        let count = 20_000;
        let spans: Vec<String> =
            (0..count).map(|at| span(&format!("a{at}"), 2 * at, 2 * at + 1, "claim", "")).collect();
        let mut relations: Vec<String> =
            (1..count).map(|at| link(&format!("a{}", at - 1), &format!("a{at}"), "next_fragment")).collect();
        relations.push(link(&format!("a{}", count - 1), "a0", "next_fragment"));
        let line = format!(
            r#"{{"id":"r","text":"{text}","spans":[{}],"relations":[{}]}}"#,
            spans.join(","),
            relations.join(",")
        );
        let source = Source { stem: "r", bytes: line.as_bytes(), beside: Vec::new(), texts: &Texts::None };
        let read = Format::called("jsonl").and_then(|format| format.read).expect("it is read");
        let reading = read(&source).expect("a line");
        assert_eq!(reading.projects[0].annotations().len(), 1);
    }
}
