//! What do the columns of a layer hold? The head of a file names them.

use crate::format::webanno_tsv::{BASE, FEATURES, RELATION_LAYER, SPAN_LAYER};

/// One layer of a file.
pub(super) struct Layer<'a> {
    pub(super) kind: Kind,
    pub(super) name: &'a str,
    /// What each of its columns holds.
    pub(super) columns: Vec<Role<'a>>,
    /// Which of them hold the id, the label and the origin of a relation.
    places: [Option<usize>; 3],
}

/// Where a relation comes from.
pub(super) struct Origin<'a, 'c> {
    /// The layer of both ends.
    pub(super) layer: &'a str,
    /// The token where it begins.
    pub(super) address: &'c str,
    /// The numbers of the annotations that it joins; 0 where one has none.
    pub(super) numbers: (u64, u64),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Spans,
    Relations,
    Chains,
}

/// What a column holds.
pub(super) enum Role<'a> {
    Is(Is),
    Attribute(&'a str),
    /// Where a relation comes from: the layer of that.
    Base(&'a str),
    Ignored(&'a str),
}

/// What a column holds that is no attribute.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    Id,
    Label,
    Note,
    By,
    At,
}

/// Features that say what an annotation is, in layers that come with WebAnno.
const LABELS: [&str; 5] = ["label", "value", "PosValue", "DependencyType", "relation"];

impl<'a> Layer<'a> {
    /// The layer that a line of the head declares: its name and its features, `|` between.
    pub(super) fn of(kind: Kind, words: &'a str) -> Self {
        let (name, features) = words.split_once('|').unwrap_or((words, ""));
        let is_own = matches!(name, SPAN_LAYER | RELATION_LAYER);
        let mut has_label = false;
        let role = |feature: &'a str| {
            let own = FEATURES.iter().position(|known| *known == feature).filter(|_| is_own);
            match own.map(|place| [Is::Id, Is::Label, Is::Note, Is::By, Is::At][place]) {
                Some(is) => Role::Is(is),
                None if feature.starts_with(BASE) => Role::Base(&feature[BASE.len()..]),
                None if !is_own && !has_label && LABELS.contains(&feature) => {
                    has_label = true;
                    Role::Is(Is::Label)
                }
                // A slot takes two columns: the role, and the type of what fills it.
                None if feature.is_empty() || feature.starts_with("ROLE_") || feature.contains('.') => {
                    Role::Ignored(feature)
                }
                None => Role::Attribute(feature),
            }
        };
        let columns: Vec<Role<'_>> = features.split('|').map(role).collect();
        let is: [fn(&Role<'_>) -> bool; 3] = [
            |role| matches!(role, Role::Is(Is::Id)),
            |role| matches!(role, Role::Is(Is::Label)),
            |role| matches!(role, Role::Base(_)),
        ];
        Self { kind, name, places: is.map(|is| columns.iter().position(is)), columns }
    }

    /// The columns that are passed over.
    pub(super) fn ignored(&self) -> impl Iterator<Item = &'a str> {
        let of_relation = self.kind == Kind::Relations;
        self.columns.iter().filter_map(move |role| match *role {
            Role::Ignored(name) => Some(name).filter(|name| !name.is_empty()),
            Role::Attribute(name) => Some(name).filter(|_| of_relation),
            _ => None,
        })
    }

    /// The name without those of its packages.
    pub(super) fn short_name(&self) -> &'a str {
        self.name.rsplit('.').find(|part| !part.is_empty()).unwrap_or("Span")
    }

    /// What an annotation or a relation with these cells is called, if that is said.
    pub(super) fn id<'c>(&self, cells: &[&'c str]) -> Option<&'c str> {
        value(cells, self.places[0])
    }

    /// Its label, if it has one.
    pub(super) fn label<'c>(&self, cells: &[&'c str]) -> Option<&'c str> {
        value(cells, self.places[1])
    }

    /// Where the relation of these cells comes from.
    pub(super) fn origin<'c>(&self, cells: &[&'c str]) -> Option<Origin<'a, 'c>> {
        let place = self.places[2]?;
        let Some(Role::Base(layer)) = self.columns.get(place) else { return None };
        let cell = cells.get(place)?;
        let (address, numbers) = cell.split_once('[').unwrap_or((cell, ""));
        let numbers = numbers.strip_suffix(']').and_then(|numbers| numbers.split_once('_'));
        let numbers = numbers.and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
        Some(Origin { layer, address, numbers: numbers.unwrap_or_default() })
    }
}

/// The cell at `place`, if there is a value in it.
fn value<'c>(cells: &[&'c str], place: Option<usize>) -> Option<&'c str> {
    cells.get(place?).copied().filter(|cell| !matches!(*cell, "*" | "_"))
}
