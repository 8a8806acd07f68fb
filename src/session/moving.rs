//! How does a person get about? The caret, what is selected, and from one annotation to the next.

use std::ops::Range;
use std::sync::Arc;

use super::selection::paragraph_at;
use super::unlabelled::Way;
use super::unlabelled::is_heading;
use super::{Intent, Motion, Outcome, Selection, Session};
use crate::project::{Annotation, Annotations, Id, LabelIndex, Project};
use crate::text::{Span, cluster_before, sentence_after, sentence_around, sentence_before};

impl Session {
    pub(super) fn let_go(&mut self) -> Outcome {
        if self.matches.take().is_some() {
            return Outcome::default();
        }
        if self.intent != Intent::None {
            self.intent = Intent::None;
        } else if !self.selection.is_caret() {
            self.selection = Selection::caret(self.selection.head);
        } else {
            self.focus = None;
        }
        Outcome::default()
    }

    pub(super) fn move_caret(&mut self, motion: Motion) -> Outcome {
        let Selection { anchor, head } = self.selection;
        // As in every editor: a plain step out of a selection goes to its edge.
        let at = match motion {
            Motion::Left if !self.selection.is_caret() => anchor.min(head),
            Motion::Right if !self.selection.is_caret() => anchor.max(head),
            _ => motion.from(self.project.article(), head),
        };
        self.select_bytes(at, at)
    }

    pub(super) fn extend(&mut self, head: usize) -> Outcome {
        self.select_bytes(self.selection.anchor, head)
    }

    pub(super) fn select_bytes(&mut self, anchor: usize, head: usize) -> Outcome {
        self.selection = Selection { anchor, head }.within(self.project.text());
        Outcome { show: self.caret_span(), ..Outcome::default() }
    }

    /// Selects what is `around` the caret; when just that is selected, `after` extends it by one more.
    pub(super) fn select(
        &mut self,
        around: impl Fn(&str, usize) -> Range<usize>,
        after: impl Fn(&str, usize) -> usize,
    ) -> Outcome {
        let text = self.project.text();
        let selected = self.selection.bytes();
        let unit = around(text, selected.start);
        if selected.is_empty() || !(unit.start == selected.start && unit.end <= selected.end) {
            return self.select_bytes(unit.start, unit.end);
        }
        self.select_bytes(unit.start, after(text, selected.end))
    }

    /// Selects the sentence that the byte `at` lies in or comes before.
    pub(super) fn select_sentence_from(&mut self, at: usize) -> Outcome {
        let text = self.project.text();
        let mut at = at;
        loop {
            let end = sentence_after(text, at);
            let sentence = sentence_around(text, cluster_before(text, end));
            // A heading is never marked, so the way leads over it.
            if end <= at || end >= text.len() || !self.is_in_heading(&sentence) {
                return self.select_alone(sentence);
            }
            at = end;
        }
    }

    /// Selects the last sentence that begins before the byte `at`.
    pub(super) fn select_sentence_before(&mut self, at: usize) -> Outcome {
        let text = self.project.text();
        let mut at = at;
        loop {
            let start = sentence_before(text, at);
            let sentence = sentence_around(text, start);
            if start == 0 || start >= at || !self.is_in_heading(&sentence) {
                return self.select_alone(sentence);
            }
            at = start;
        }
    }

    fn is_in_heading(&self, bytes: &Range<usize>) -> bool {
        Span::new(self.project.text(), bytes.clone()).is_ok_and(|span| is_heading(&self.project, span))
    }

    /// Selects a stretch, and lets go of the annotation in focus: the next key means what is selected.
    fn select_alone(&mut self, bytes: Range<usize>) -> Outcome {
        if bytes.is_empty() || bytes == self.selection.bytes() {
            return Outcome::say("No more sentences this way");
        }
        self.focus = None;
        let outcome = self.select_bytes(bytes.start, bytes.end);
        Outcome { show: Span::new(self.project.text(), bytes).ok(), ..outcome }
    }

    pub(super) fn select_paragraph(&mut self) -> Outcome {
        let article = Arc::clone(self.project.article());
        let paragraph = |_: &str, at: usize| paragraph_at(&article, at).map_or(at..at, Span::bytes);
        self.select(paragraph, |_, at| Motion::ParagraphForward.from(&article, at))
    }

    pub(super) fn next(&self) -> Option<&Annotation> {
        let annotations = self.project.annotations();
        match self.focused() {
            Some(focused) => annotations.after(focused.id()),
            None => annotations.first_from(self.selection.head),
        }
    }

    pub(super) fn previous(&self) -> Option<&Annotation> {
        let annotations = self.project.annotations();
        match self.focused() {
            Some(focused) => annotations.before(focused.id()),
            None => annotations.nth(annotations.count_before(self.selection.head).checked_sub(1)?),
        }
    }

    /// Goes to the annotation with the label of the one in focus, else the armed one, that `find` finds from a rank.
    pub(super) fn step_in_label(
        &mut self,
        find: fn(&Annotations, usize, LabelIndex) -> Option<&Annotation>,
    ) -> Outcome {
        let annotations = self.project.annotations();
        let (label, rank) = match (self.focused(), &self.intent) {
            (Some(focused), _) => (focused.label(), annotations.rank(focused.id()).unwrap_or(0)),
            (None, Intent::Mark(label)) => (*label, annotations.count_before(self.selection.head)),
            _ => return Outcome::say("Choose an annotation, or arm a label: its others are gone through"),
        };
        let name = self.project.scheme().label_at(label).name.to_lowercase();
        let found = find(annotations, rank, label).filter(|found| Some(found.id()) != self.focus.as_ref());
        // From the one in focus on, the next is the one behind it.
        let found = match found {
            None => find(annotations, rank + 1, label).filter(|found| Some(found.id()) != self.focus.as_ref()),
            found => found,
        };
        match found.cloned() {
            None => Outcome::say(format!("No other {name} this way")),
            found => self.focus_on(found),
        }
    }

    /// Selects what `find` finds from the selection on, else from the other `end` of the article.
    pub(super) fn select_unlabelled(
        &mut self,
        find: fn(&Project, Selection) -> Way,
        from: Selection,
        end: usize,
    ) -> Outcome {
        match find(&self.project, from) {
            Way::Ended => match find(&self.project, Selection::caret(end)) {
                Way::Found(span) if span.bytes() != self.selection.bytes() => {
                    let said = Some(format!("Went on from the {}", if end == 0 { "beginning" } else { "end" }));
                    Outcome { said, ..self.select_found(span) }
                }
                _ => Outcome::say("No other number and no other quotation is without a label"),
            },
            Way::Beyond(at) => {
                let outcome = self.select_bytes(at, at);
                let said = "No number and no quotation up to here that is not marked: again looks further";
                Outcome { said: Some(said.into()), ..outcome }
            }
            Way::Found(span) => self.select_found(span),
        }
    }

    /// From where on something may wait: numbers within what was just marked have not been seen.
    pub(super) fn seen_up_to(&self) -> Selection {
        let hull = self.focused().map(Annotation::hull);
        let just_marked = hull.filter(|hull| self.selection == Selection::caret(hull.end()));
        just_marked.map_or(self.selection, |hull| Selection::caret(hull.start()))
    }

    fn select_found(&mut self, span: Span) -> Outcome {
        self.focus = None;
        self.selection = Selection { anchor: span.start(), head: span.end() };
        Outcome { show: Some(span), ..Outcome::default() }
    }

    pub(super) fn focus_on(&mut self, annotation: Option<Annotation>) -> Outcome {
        match annotation {
            None => Outcome::say("No more annotations this way"),
            Some(annotation) => {
                self.selection = Selection::caret(annotation.hull().start());
                self.focus = Some(annotation.id().clone());
                Outcome { show: self.focused_span(), ..Outcome::default() }
            }
        }
    }

    pub(super) fn pick_at(&mut self, at: usize) -> Outcome {
        let here = self.annotations_at(at);
        let focused = here.iter().position(|annotation| Some(annotation.id()) == self.focus.as_ref());
        let next = focused.map_or(0, |place| place + 1) % here.len().max(1);
        let id = here.get(next).map(|annotation| annotation.id().clone());
        self.choose(id)
    }

    pub(super) fn choose(&mut self, id: Option<Id>) -> Outcome {
        if let (Intent::Relate { from, kind }, Some(to)) = (self.intent.clone(), &id) {
            return self.end_relation(from, kind, to.clone());
        }
        self.focus = id.filter(|id| self.project.annotations().get(id).is_some());
        if let Some(hull) = self.focused().map(Annotation::hull)
            && !hull.contains_byte(self.selection.head)
        {
            self.selection = Selection::caret(hull.start());
        }
        Outcome { show: self.focused_span(), ..Outcome::default() }
    }
}
