//! What do the columns of a layer hold? The head of a file names them.

use crate::format::webanno_tsv::{BASE, FEATURES, RELATION_LAYER, SPAN_LAYER};

/// One layer of a file.
pub(super) struct Layer<'a> {
    pub(super) kind: Kind,
    pub(super) name: &'a str,
    /// What each of its columns holds.
    pub(super) columns: Vec<Role<'a>>,
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
        Self { kind, name, columns: features.split('|').map(role).collect() }
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

    /// The cell that holds `is`, if there is a value in it.
    pub(super) fn cell<'c>(&self, cells: &[&'c str], is: Is) -> Option<&'c str> {
        let place = self.columns.iter().position(|role| matches!(role, Role::Is(own) if *own == is))?;
        cells.get(place).copied().filter(|cell| !matches!(*cell, "*" | "_"))
    }

    /// The layer that a relation comes from, the token where that begins, and the numbers of both ends where they have any.
    pub(super) fn base<'c>(&self, cells: &[&'c str]) -> Option<(&'a str, &'c str, Option<(u64, u64)>)> {
        let mut columns = self.columns.iter().enumerate();
        let (place, base) = columns.find_map(|(place, role)| match role {
            Role::Base(base) => Some((place, *base)),
            _ => None,
        })?;
        let cell = cells.get(place)?;
        let (address, numbers) = cell.split_once('[').unwrap_or((cell, ""));
        let numbers = numbers.strip_suffix(']').and_then(|numbers| numbers.split_once('_'));
        let numbers = numbers.and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
        Some((base, address, numbers))
    }
}
