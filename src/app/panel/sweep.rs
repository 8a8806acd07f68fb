//! Which annotations pass the filter? Looked for a little in every frame, so that a million never hold one up.

use std::time::{Duration, Instant};

use crate::project::{Annotation, Annotations, Id, LabelIndex, Project};
use crate::session::Session;
use crate::text::Span;

/// How long a frame may look.
const BUDGET: Duration = Duration::from_micros(1500);
/// How many annotations are looked at between two looks at the clock.
const LOOKS: usize = 64;

/// What the list shall show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// In the marked words, a value or the note; upper and lower case are the same.
    pub words: String,
    /// One of these; empty for any.
    pub labels: Vec<LabelIndex>,
    /// With a byte in this stretch.
    pub at: Option<Span>,
}

impl Filter {
    fn passes(&self, project: &Project, annotation: &Annotation, wanted: &str) -> bool {
        let label_fits = self.labels.is_empty() || self.labels.contains(&annotation.label());
        if !label_fits || self.words.is_empty() {
            return label_fits;
        }
        let has = |text: &str| text.to_lowercase().contains(wanted);
        has(&project.words_of(annotation))
            || has(annotation.note())
            || annotation.attributes().values().any(|value| has(value))
    }
}

/// What has been found so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passing {
    /// How many.
    pub count: usize,
    /// Whether that is all.
    pub all: bool,
}

/// A search through the annotations of one state of a project.
#[derive(Debug, Default)]
pub struct Sweep {
    wanted: (u64, Filter),
    /// Where it goes on, as a rank.
    next: usize,
    found: Vec<Id>,
    /// What an earlier state or filter had: shown until this one is through.
    before: Vec<Id>,
    is_done: bool,
}

impl Sweep {
    /// Goes on looking for what passes `filter`, or begins anew when it or the project has changed; returns whether there is
    /// more to look for.
    pub fn go_on(&mut self, session: &Session, filter: &Filter) -> bool {
        let state = session.history().state();
        if (self.wanted.0, &self.wanted.1) != (state, filter) || !self.is_begun() {
            let same_filter = self.wanted.1 == *filter;
            let shown = if self.is_done || self.before.is_empty() { &mut self.found } else { &mut self.before };
            let before = if same_filter { std::mem::take(shown) } else { Vec::new() };
            *self = Self { wanted: (state, filter.clone()), before, ..Self::default() };
        }
        if !self.is_done {
            self.look(session.project(), filter);
        }
        !self.is_done
    }

    fn is_begun(&self) -> bool {
        self.next > 0 || self.is_done
    }

    fn look(&mut self, project: &Project, filter: &Filter) {
        let words = filter.words.to_lowercase();
        let annotations = project.annotations();
        if let Some(span) = filter.at {
            let over = annotations.over(span).filter(|annotation| filter.passes(project, annotation, &words));
            self.found = over.map(|annotation| annotation.id().clone()).collect();
            return self.end();
        }
        let began = Instant::now();
        let mut rest = annotations.from_rank(self.next);
        while began.elapsed() < BUDGET {
            for _ in 0..LOOKS {
                let Some(annotation) = rest.next() else { return self.end() };
                self.next += 1;
                if filter.passes(project, annotation, &words) {
                    self.found.push(annotation.id().clone());
                }
            }
        }
    }

    fn end(&mut self) {
        self.is_done = true;
        self.before = Vec::new();
    }

    /// What is to be shown, in the order of the text; ids may be of annotations that are gone by now.
    pub fn found(&self) -> &[Id] {
        if self.is_done || self.before.is_empty() { &self.found } else { &self.before }
    }

    /// How many were found so far.
    pub fn passing(&self) -> Passing {
        Passing { count: self.found().len(), all: self.is_done }
    }

    /// The number of `annotation` among what is shown.
    pub fn number_of(&self, annotations: &Annotations, annotation: &Annotation) -> Option<usize> {
        let found = self.found();
        let before = |id: &Id| annotations.get(id).is_some_and(|other| Annotations::is_before(other, annotation));
        let number = found.partition_point(before);
        found.get(number).filter(|id| *id == annotation.id()).map(|_| number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Edit, draw};

    const DRAWING: &str = "Rents rose 12% in May, Rahel said.
^^^^^^^^^^^^^^^^^^^^^ claim
           ^^^ statistic
                       ^^^^^ actor
^^^^^ actor";

    fn words(sweep: &Sweep, session: &Session) -> Vec<String> {
        let annotations = session.project().annotations();
        let found = sweep.found().iter().filter_map(|id| annotations.get(id));
        found.map(|annotation| session.project().words_of(annotation)).collect()
    }

    #[test]
    fn what_passes_is_found_again_after_every_change() {
        let mut session = Session::new(draw(DRAWING));
        let mut sweep = Sweep::default();
        let filter = Filter { words: "RA".into(), ..Filter::default() };
        assert!(!sweep.go_on(&session, &filter), "four are looked at in one frame");
        assert_eq!(words(&sweep, &session), ["Rahel"]);
        let actors = session.project().scheme().label("actor").expect("a label").0;
        let filter = Filter { labels: vec![actors], ..Filter::default() };
        sweep.go_on(&session, &filter);
        assert_eq!(words(&sweep, &session), ["Rents", "Rahel"]);
        let rahel = session.project().annotations().iter().last().expect("one").clone();
        assert_eq!(sweep.number_of(session.project().annotations(), &rahel), Some(1));
        session.edit(Edit::Remove(rahel.id().clone())).expect("there");
        sweep.go_on(&session, &filter);
        assert_eq!((words(&sweep, &session), sweep.passing()), (vec!["Rents".into()], Passing { count: 1, all: true }));
        let at = Span::new(session.project().text(), 11..12).ok();
        sweep.go_on(&session, &Filter { at, ..Filter::default() });
        assert_eq!(words(&sweep, &session), ["Rents rose 12% in May", "12%"]);
    }
}
