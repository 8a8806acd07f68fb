//! Which annotations belong together? Relations by id, and by the annotations at their ends.

use std::collections::{BTreeMap, HashMap};

use super::{Id, Relation};

/// The relations of one project, in the order of their ids.
#[derive(Clone, Debug, Default)]
pub struct Relations {
    by_id: BTreeMap<Id, Relation>,
    /// Ids of the relations at each annotation.
    at: HashMap<Id, Vec<Id>>,
}

impl Relations {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// All, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Relation> {
        self.by_id.values()
    }

    /// The one called `id`.
    pub fn get(&self, id: &Id) -> Option<&Relation> {
        self.by_id.get(id)
    }

    /// Those that begin or end at the annotation, by id.
    pub fn of(&self, annotation: &Id) -> impl Iterator<Item = &Relation> {
        self.at.get(annotation).into_iter().flatten().filter_map(|id| self.by_id.get(id))
    }

    pub(super) fn insert(&mut self, relation: Relation) {
        for end in [&relation.from, &relation.to] {
            let ids = self.at.entry(end.clone()).or_default();
            let place = ids.partition_point(|id| *id < relation.id);
            ids.insert(place, relation.id.clone());
        }
        self.by_id.insert(relation.id.clone(), relation);
    }

    pub(super) fn remove(&mut self, id: &Id) -> Option<Relation> {
        let relation = self.by_id.remove(id)?;
        for end in [&relation.from, &relation.to] {
            if let Some(ids) = self.at.get_mut(end) {
                ids.retain(|known| known != id);
                if ids.is_empty() {
                    self.at.remove(end);
                }
            }
        }
        Some(relation)
    }
}

impl PartialEq for Relations {
    fn eq(&self, other: &Self) -> bool {
        self.by_id == other.by_id
    }
}
