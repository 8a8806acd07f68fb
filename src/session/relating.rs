//! How does a person join two annotations? A kind, then the other end: an annotation, or words that become one.

use super::matches::marked_so;
use super::{Intent, Outcome, Selection, Session};
use crate::project::{Edit, Id, Relation, Series};

impl Session {
    pub(super) fn end_relation(&mut self, from: Id, kind: String, to: Id) -> Outcome {
        if from == to {
            return Outcome::say("Choose another annotation: a relation leads from one to another");
        }
        self.intent = Intent::None;
        self.focus = Some(from.clone());
        let same = |known: &&Relation| known.kind == kind && known.from == from && known.to == to;
        if self.project.relations().of(&from).any(|known| same(&known)) {
            return Outcome::say("That relation is there already");
        }
        let id = self.project.free_id(Series::Relations);
        self.change(Edit::Relate(Relation { id, kind, from, to }))
    }

    /// Makes the selected words the other end: they are marked with the helper label that the relation leads to.
    pub(super) fn relate_to_words(&mut self) -> Outcome {
        let Intent::Relate { from, kind } = self.intent.clone() else { return Outcome::default() };
        let Some(span) = self.selection.span(self.project.text()) else { return Outcome::default() };
        let Some((index, label)) = self.project.scheme().helper_at_end(&kind) else { return Outcome::default() };
        self.selection = Selection::caret(span.end());
        if let Some(known) = marked_so(&self.project, &span.into(), index).map(|known| known.id().clone()) {
            return self.end_relation(from, kind, known);
        }
        let record = self.project.draft(&label.id, span.into());
        let relation =
            Relation { id: self.project.free_id(Series::Relations), kind, from: from.clone(), to: record.id.clone() };
        self.intent = Intent::None;
        self.focus = Some(from);
        self.change(Edit::All(vec![Edit::Annotate(Box::new(record)), Edit::Relate(relation)]))
    }

    /// Begins a relation of the kind that is usual for the annotation in focus; again, of the next kind.
    pub(super) fn relate(&mut self) -> Outcome {
        let begun = match &self.intent {
            Intent::Relate { from, kind } => Some((from.clone(), kind.clone())),
            _ => None,
        };
        // What it began at may be gone by now.
        let begun = begun.filter(|(from, _)| self.project.annotations().get(from).is_some());
        let from = begun.as_ref().map(|(from, _)| from).or(self.focus.as_ref());
        let Some(from) = from.and_then(|id| self.project.annotations().get(id)) else {
            return Outcome::say("Choose the annotation where the relation begins");
        };
        let kinds = self.project.scheme().kinds_from(&self.project.label_of(from).id);
        let at = begun.as_ref().and_then(|(_, known)| kinds.iter().position(|kind| kind.id == *known));
        let next = at.map_or(0, |at| (at + 1) % kinds.len());
        let Some(kind) = kinds.get(next) else { return Outcome::say("The scheme has no kind of relation") };
        self.intent = Intent::Relate { from: from.id().clone(), kind: kind.id.clone() };
        Outcome::default()
    }

    pub(super) fn begin_relation(&mut self, kind: String) -> Outcome {
        let Some(from) = self.focused().map(|focused| focused.id().clone()) else {
            return Outcome::say("Choose the annotation where the relation begins");
        };
        self.intent = Intent::Relate { from, kind };
        Outcome::default()
    }
}
