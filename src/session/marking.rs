//! How does a person mark? A label on what is selected, its edges and parts, the places where it stands too.

use std::ops::Range;

use super::matches::marked_so;
use super::{Edge, Intent, Matches, Outcome, Selection, Session, Step, boundaries, caret_span, proposals};
use crate::project::{Annotation, Edit, Finds, Id, LabelIndex};
use crate::text::find::Query;
use crate::text::{Fragments, Span};

/// A selection over more blocks than this is marked as it is.
const MOST_BLOCKS: usize = 10_000;

/// The longest words that are looked for everywhere, in bytes.
const LONGEST_WORDS: usize = 1024;

impl Session {
    pub(super) fn delete(&mut self) -> Outcome {
        let Some(focused) = self.focused() else {
            return Outcome::say("Choose an annotation to delete it");
        };
        let (id, start) = (focused.id().clone(), focused.hull().start());
        let outcome = self.change(Edit::Remove(id));
        if matches!(&self.intent, Intent::Relate { from, .. } if self.project.annotations().get(from).is_none()) {
            self.intent = Intent::None;
        }
        self.selection = Selection::caret(start);
        self.focus = None;
        outcome.saying("Deleted")
    }

    pub(super) fn reshape(&mut self, shape: impl FnOnce(&Fragments, Span) -> Fragments) -> Outcome {
        let (Some(focused), Some(span)) = (self.focused(), self.selection.span(self.project.text())) else {
            return Outcome::say("Choose an annotation, then select the text it shall mark");
        };
        let fragments = shape(focused.fragments(), span);
        let same = fragments == *focused.fragments();
        let edit = Edit::Move { id: focused.id().clone(), fragments };
        self.selection = Selection::caret(self.selection.head);
        if same { Outcome::say("It marks that already") } else { self.change(edit) }
    }

    /// Moves an edge of the selection, else of the annotation in focus: of its part at the caret.
    pub(super) fn adjust(&mut self, edge: Edge, step: Step) -> Outcome {
        let text = self.project.text();
        if !self.selection.is_caret() {
            let Some(moved) = boundaries::moved(text, self.selection.bytes(), edge, step) else {
                return Outcome::say("It ends there");
            };
            let outcome = self.select_bytes(moved.start, moved.end);
            return Outcome { show: self.edge_span(edge), ..outcome };
        }
        let Some(focused) = self.focused() else {
            return self.select_from_caret(edge, step);
        };
        let (id, spans) = (focused.id().clone(), focused.fragments().spans());
        let place = self.part_at_caret(spans, edge);
        let moved = boundaries::moved(text, spans[place].bytes(), edge, step);
        match moved.and_then(|bytes| Span::new(text, bytes).ok()) {
            None => Outcome::say("It ends there"),
            Some(span) => {
                let before = spans[place];
                self.reshape_fragment(&id, before, span)
            }
        }
    }

    /// Selects from the caret to where an edge there would get to.
    fn select_from_caret(&mut self, edge: Edge, step: Step) -> Outcome {
        let at = self.selection.head;
        let reached = if step.goes_out() { boundaries::reached(self.project.text(), at..at, edge, step) } else { None };
        match reached.filter(|reached| *reached != at) {
            None => Outcome::say("Select some words, or choose an annotation, to move its edges"),
            Some(reached) => self.select_bytes(at.min(reached), at.max(reached)),
        }
    }

    /// The number of the part that the caret is at, else of the outermost one at `edge`.
    pub(super) fn part_at_caret(&self, spans: &[Span], edge: Edge) -> usize {
        let at = self.selection.head;
        let here = spans.iter().position(|span| span.start() <= at && at <= span.end());
        here.unwrap_or(if edge == Edge::End { spans.len() - 1 } else { 0 })
    }

    /// What to show of an edge of the selection.
    pub(super) fn edge_span(&self, edge: Edge) -> Option<Span> {
        let bytes = self.selection.bytes();
        let at = if edge == Edge::End { bytes.end } else { bytes.start };
        caret_span(self.project.text(), at)
    }

    /// Gives the part `before` of an annotation other edges, unless it is gone meanwhile.
    pub(super) fn reshape_fragment(&mut self, id: &Id, before: Span, span: Span) -> Outcome {
        let Some(annotation) = self.project.annotations().get(id) else { return Outcome::default() };
        let spans = annotation.fragments().spans();
        if !spans.contains(&before) || before == span {
            self.selection = Selection::caret(self.selection.head);
            return Outcome::default();
        }
        let others: Vec<Span> = spans.iter().copied().filter(|other| *other != before).collect();
        // A part that reaches another one becomes one with it.
        let fragments = others.into_iter().fold(Fragments::from(span), |fragments, other| fragments.with(other));
        let edge = if span.end() == before.end() { span.start() } else { span.end() };
        self.selection = Selection::caret(edge);
        self.focus = Some(id.clone());
        let outcome = self.change(Edit::Move { id: id.clone(), fragments });
        Outcome { show: self.caret_span(), ..outcome }
    }

    pub(super) fn remove_fragment(&mut self, id: &Id, place: usize) -> Outcome {
        let Some(annotation) = self.project.annotations().get(id) else { return Outcome::default() };
        let mut spans = annotation.fragments().spans().to_vec();
        if place < spans.len() {
            spans.remove(place);
        }
        match Fragments::new(spans) {
            Ok(fragments) => self.change(Edit::Move { id: id.clone(), fragments }),
            Err(_) => Outcome::say("An annotation marks something: delete it instead"),
        }
    }

    pub(super) fn join_other_half(&mut self) -> Outcome {
        let joined = proposals::joined(&self.project, self.focused(), self.selection);
        let Some((id, edit)) = joined else {
            return Outcome::say("No other half here: “…,” said X. “…” has one");
        };
        let outcome = self.change(edit);
        self.focus = Some(id);
        if let Some(last) = self.focused().and_then(|focused| focused.fragments().spans().last().copied()) {
            self.selection = Selection::caret(last.end());
        }
        outcome.saying("Joined the other half")
    }

    pub(super) fn keep_proposals(&mut self) -> Outcome {
        let Some(id) = self.focused().map(|focused| focused.id().clone()) else {
            return Outcome::say("Choose the annotation whose proposals shall be kept");
        };
        match self.proposals().keeping(&id) {
            None => Outcome::say("The text proposes nothing that is not there already"),
            Some(edit) => self.change(edit).saying("Kept what the text proposes"),
        }
    }

    pub(super) fn find_matches(&mut self) -> Outcome {
        let span = self.selection.span(self.project.text());
        let label = self.focused().map(Annotation::label).filter(|_| span.is_none());
        let Some(span) = span.or_else(|| self.focused_span()) else {
            return Outcome::say("Select the words to look for, or choose an annotation of them");
        };
        if span.len() > LONGEST_WORDS || span.of(self.project.text()).contains('\n') {
            return Outcome::say("Select a few words of one line to look for");
        }
        self.matches = Some(Matches::of(&self.project, span, label));
        Outcome::default()
    }

    pub(super) fn match_like(&mut self, query: Query) -> Outcome {
        if let Some(before) = &self.matches {
            self.matches = Some(Matches::like(&self.project, query, before.label()));
        }
        Outcome::default()
    }

    pub(super) fn tick(&mut self, tick: impl FnOnce(&mut Matches)) -> Outcome {
        self.matches.as_mut().map(tick);
        Outcome::default()
    }

    /// Selects the next place of the list, or the one before, so that it can be seen and ticked.
    pub(super) fn select_match(&mut self, find: fn(&Matches, usize) -> Option<Span>) -> Outcome {
        let Some(matches) = &self.matches else { return Outcome::default() };
        // From the place that is selected on, the next is the one behind it.
        let selected = self.selection.bytes();
        let forward = find(matches, selected.start);
        let again = forward.filter(|found| found.bytes() == selected).and_then(|_| find(matches, selected.start + 1));
        match again.or(forward.filter(|found| found.bytes() != selected)) {
            None => Outcome::say("No more places this way"),
            Some(span) => {
                self.selection = Selection { anchor: span.start(), head: span.end() };
                Outcome { show: Some(span), ..Outcome::default() }
            }
        }
    }

    pub(super) fn tick_current(&mut self) -> Outcome {
        let selected = self.selection.bytes();
        let number = self.matches.as_ref().and_then(|matches| matches.number_of(&selected));
        match number {
            None => Outcome::say("J and K go to the places that can be ticked, when A has listed them"),
            Some(number) => self.tick(|matches| matches.tick(number)),
        }
    }

    pub(super) fn mark_matches(&mut self, label: LabelIndex) -> Outcome {
        let Some(matches) = self.matches.take() else { return Outcome::default() };
        if label.get() >= self.project.scheme().labels.len() {
            return Outcome::say("There is no such label");
        }
        self.selection = Selection::caret(self.selection.head);
        match matches.marking(&self.project, label) {
            None => Outcome::say("Nothing is ticked that is not marked so already"),
            Some((edit, count)) => {
                let subject = edit.subject().cloned();
                let outcome = self.change(edit);
                self.focus = subject;
                outcome.saying(&format!("Marked {count}"))
            }
        }
    }

    pub(super) fn tag(&mut self, label: LabelIndex) -> Outcome {
        if label.get() >= self.project.scheme().labels.len() {
            return Outcome::say("There is no such label");
        }
        match (self.selection.span(self.project.text()), self.focused()) {
            (Some(span), _) => self.mark(label, span),
            (None, Some(focused)) if focused.label() == label => Outcome::default(),
            (None, Some(focused)) => {
                let (id, label) = (focused.id().clone(), self.project.scheme().label_at(label).id.clone());
                self.change(Edit::Relabel { id, label })
            }
            (None, None) => self.arm(label),
        }
    }

    pub(super) fn mark(&mut self, label: LabelIndex, span: Span) -> Outcome {
        let finds = self.project.scheme().label_finding(Finds::Quotations).is_some_and(|(index, _)| index == label);
        let span = if finds { proposals::with_quotation_marks(&self.project, span) } else { span };
        let fragments = self.without_headings(span);
        let same = marked_so(&self.project, &fragments, label).map(|known| known.id().clone());
        self.selection = Selection::caret(span.end());
        if same.is_some() {
            self.focus = same;
            return Outcome::say("That is marked already");
        }
        let record = self.project.draft(&self.project.scheme().label_at(label).id, fragments);
        let id = record.id.clone();
        let outcome = self.change(Edit::Annotate(Box::new(record)));
        self.focus = Some(id);
        outcome
    }

    /// What a selection marks: a heading that it goes over is left out, since headings are never marked by accident. One that
    /// lies within a heading was made on purpose.
    fn without_headings(&self, span: Span) -> Fragments {
        let article = self.project.article();
        let number = |at: usize| article.block_at(at).unwrap_or_default();
        let (first, last) = (number(span.start()), number(span.end() - 1));
        let blocks = article.blocks().get(first..=last).unwrap_or_default();
        if first == last || blocks.len() > MOST_BLOCKS {
            return span.into();
        }
        let (text, mut pieces, mut start) = (article.text(), Vec::new(), span.start());
        let mut add = |bytes: Range<usize>| {
            let words = text.get(bytes.clone()).unwrap_or_default();
            let start = bytes.start + (words.len() - words.trim_start().len());
            pieces.extend(Span::new(text, start..start + words.trim().len()));
        };
        for block in blocks.iter().filter(|block| block.kind.is_heading()) {
            add(start..block.span.start().clamp(start, span.end()));
            start = block.span.end().clamp(start, span.end());
        }
        if start == span.start() {
            return span.into();
        }
        add(start..span.end());
        Fragments::new(pieces).unwrap_or(span.into())
    }

    pub(super) fn arm(&mut self, label: LabelIndex) -> Outcome {
        let armed = self.intent == Intent::Mark(label);
        self.intent = if armed { Intent::None } else { Intent::Mark(label) };
        Outcome::default()
    }

    pub(super) fn end_selection(&mut self) -> Outcome {
        match (&self.intent, self.selection.span(self.project.text())) {
            // A drag that slips over a comma is no mark.
            (Intent::Mark(_), Some(span)) if span.of(self.project.text()).chars().all(is_punctuation) => {
                Outcome::default()
            }
            (&Intent::Mark(label), Some(span)) => self.mark(label, span),
            (Intent::Relate { .. }, Some(_)) => self.relate_to_words(),
            _ => Outcome::default(),
        }
    }
}

/// Whether a sign only stands between words: never a letter, a digit, a sign of currency or an emoji.
fn is_punctuation(char: char) -> bool {
    char.is_ascii_punctuation() && !matches!(char, '$' | '%' | '+' | '<' | '=' | '>')
        || matches!(char, '‐'..='‧' | '‹' | '›' | '«' | '»' | '、' | '。' | '「'..='』' | '،' | '؛' | '؟')
}
