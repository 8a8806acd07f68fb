//! How does a person change it? A project with its history, a selection and a focus, and commands run on them.

mod command;
mod keys;
mod selection;

pub use command::{COMMANDS, Command, CommandInfo, Group};
pub use keys::{KeyTrouble, Keys, Stroke};
pub use selection::{Edge, Motion, Selection, Step};

use std::sync::Arc;

use crate::project::{Annotation, Change, Edit, EditError, History, Id, LabelIndex, Project, Relation, Series};
use crate::text::{Fragments, Span, sentence_after, sentence_around, word_after, word_around};
use selection::paragraph_at;

/// One project being worked on. It changes by [`Session::run`], and by [`Session::edit`], [`Session::undo`] and
/// [`Session::redo`], which `run` uses too.
#[derive(Debug)]
pub struct Session {
    project: Project,
    history: History,
    selection: Selection,
    focus: Option<Id>,
    intent: Intent,
    /// Why nothing can be changed, if that is so.
    read_only: Option<Arc<str>>,
}

/// What the next selection or choice is meant for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Intent {
    /// Nothing in particular.
    #[default]
    None,
    /// Each selection is marked with this label.
    Mark(LabelIndex),
    /// The next annotation chosen becomes the other end of a relation of this kind.
    Relate {
        /// The annotation that it begins at.
        from: Id,
        /// The kind's id.
        kind: String,
    },
}

/// What came of a command.
#[derive(Debug, Default, PartialEq)]
pub struct Outcome {
    /// The changes that were made, for the journal.
    pub made: Vec<Change>,
    /// A sentence for the person.
    pub said: Option<String>,
    /// Why it was refused.
    pub refused: Option<EditError>,
    /// The place to bring into view.
    pub show: Option<Span>,
}

impl Session {
    /// A session on a project as it was opened or made.
    pub fn new(project: Project) -> Self {
        Self {
            project,
            history: History::default(),
            selection: Selection::default(),
            focus: None,
            intent: Intent::None,
            read_only: None,
        }
    }

    /// A session that goes on with what has been done to a project before.
    pub fn resumed(project: Project, history: History) -> Self {
        Self { history, ..Self::new(project) }
    }

    /// A session in which a person can read and select, but change nothing because of `why`, a sentence.
    pub fn read_only(project: Project, why: &str) -> Self {
        Self { read_only: Some(why.into()), ..Self::new(project) }
    }

    /// Why nothing can be changed, if that is so.
    pub fn is_read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// The project.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// What has been done, and what is on the disk.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// What has been done, to note a save.
    pub fn history_mut(&mut self) -> &mut History {
        &mut self.history
    }

    /// What is selected.
    pub fn selection(&self) -> Selection {
        self.selection
    }

    /// What the next selection or choice is meant for.
    pub fn intent(&self) -> &Intent {
        &self.intent
    }

    /// The annotation in focus.
    pub fn focused(&self) -> Option<&Annotation> {
        self.project.annotations().get(self.focus.as_ref()?)
    }

    /// The annotations at the byte `at`, the innermost first: that is the order in which choosing goes through them.
    pub fn annotations_at(&self, at: usize) -> Vec<&Annotation> {
        let mut here: Vec<&Annotation> = self.project.annotations().between(at, at + 1).collect();
        here.retain(|annotation| annotation.fragments().contains_byte(at));
        here.sort_by_key(|annotation| annotation.hull().len());
        here
    }

    /// Applies an edit; returns the change, for the journal.
    pub fn edit(&mut self, edit: Edit) -> Result<Change, EditError> {
        self.history.edit(&mut self.project, edit)
    }

    /// Takes the last change back; returns the change that did it, nothing when there is none.
    pub fn undo(&mut self) -> Option<Change> {
        self.history.undo(&mut self.project)
    }

    /// Does the last undone change again; returns the change that did it.
    pub fn redo(&mut self) -> Option<Change> {
        self.history.redo(&mut self.project)
    }

    /// Carries out a command. Those of the window (open, save …) do nothing here.
    pub fn run(&mut self, command: Command) -> Outcome {
        if let Some(why) = self.read_only.as_deref().filter(|_| command.is_change()) {
            return Outcome::say(why);
        }
        if !matches!(command, Command::Type(_)) {
            self.history.pause();
        }
        match command {
            Command::Undo => self.step("Undone", Self::undo),
            Command::Redo => self.step("Done again", Self::redo),
            Command::Escape => self.let_go(),
            Command::Move(motion) => self.move_caret(motion),
            Command::Extend(motion) => self.extend(motion.from(self.project.article(), self.selection.head)),
            Command::SelectWord => self.select(word_around, word_after),
            Command::SelectSentence => self.select(sentence_around, sentence_after),
            Command::SelectParagraph => self.select_paragraph(),
            Command::SelectAll => self.select_bytes(0, self.project.text().len()),
            Command::NextAnnotation => self.focus_on(self.next().cloned()),
            Command::PreviousAnnotation => self.focus_on(self.previous().cloned()),
            Command::DeleteAnnotation => self.delete(),
            Command::AddFragment => self.reshape(Fragments::with),
            Command::MoveToSelection => self.reshape(|_, span| span.into()),
            Command::Tag(label) => self.tag(label),
            Command::Arm(label) => self.arm(label),
            Command::Select(selection) => {
                self.selection = selection.within(self.project.text());
                Outcome::default()
            }
            Command::EndSelection => self.end_selection(),
            Command::PickAt(at) => self.pick_at(at),
            Command::Focus(id) => self.choose(id),
            Command::RemoveFragment(id, place) => self.remove_fragment(&id, place),
            Command::BeginRelation(kind) => self.begin_relation(kind),
            Command::Edit(edit) => self.change(*edit),
            Command::Type(edit) => self.type_text(*edit),
            _ => Outcome::default(),
        }
    }

    fn step(&mut self, said: &str, step: impl FnOnce(&mut Self) -> Option<Change>) -> Outcome {
        let Some(change) = step(self) else {
            return Outcome::say(format!("Nothing more to {}", if said == "Undone" { "undo" } else { "redo" }));
        };
        let subject = change.edit.subject().and_then(|id| self.subject_of(id));
        if subject.is_some() {
            self.focus = subject;
        }
        self.intent = Intent::None;
        Outcome { show: self.focused_span(), ..Outcome::done(change, said) }
    }

    /// The annotation that `id` is, or that the relation `id` begins at.
    fn subject_of(&self, id: &Id) -> Option<Id> {
        match self.project.relations().get(id) {
            Some(relation) => Some(relation.from.clone()),
            None => self.project.annotations().get(id).map(|annotation| annotation.id().clone()),
        }
    }

    fn let_go(&mut self) -> Outcome {
        if self.intent != Intent::None {
            self.intent = Intent::None;
        } else if !self.selection.is_caret() {
            self.selection = Selection::caret(self.selection.head);
        } else {
            self.focus = None;
        }
        Outcome::default()
    }

    fn move_caret(&mut self, motion: Motion) -> Outcome {
        let Selection { anchor, head } = self.selection;
        // As in every editor: a plain step out of a selection goes to its edge.
        let at = match motion {
            Motion::Left if !self.selection.is_caret() => anchor.min(head),
            Motion::Right if !self.selection.is_caret() => anchor.max(head),
            _ => motion.from(self.project.article(), head),
        };
        self.select_bytes(at, at)
    }

    fn extend(&mut self, head: usize) -> Outcome {
        self.select_bytes(self.selection.anchor, head)
    }

    fn select_bytes(&mut self, anchor: usize, head: usize) -> Outcome {
        self.selection = Selection { anchor, head }.within(self.project.text());
        Outcome { show: self.caret_span(), ..Outcome::default() }
    }

    /// Selects what is `around` the caret; when just that is selected, `after` extends it by one more.
    fn select(
        &mut self,
        around: impl Fn(&str, usize) -> std::ops::Range<usize>,
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

    fn select_paragraph(&mut self) -> Outcome {
        let article = Arc::clone(self.project.article());
        let paragraph = |_: &str, at: usize| paragraph_at(&article, at).map_or(at..at, Span::bytes);
        self.select(paragraph, |_, at| Motion::ParagraphForward.from(&article, at))
    }

    fn next(&self) -> Option<&Annotation> {
        let annotations = self.project.annotations();
        match self.focused() {
            Some(focused) => annotations.after(focused.id()),
            None => annotations.first_from(self.selection.head),
        }
    }

    fn previous(&self) -> Option<&Annotation> {
        let annotations = self.project.annotations();
        match self.focused() {
            Some(focused) => annotations.before(focused.id()),
            None => annotations.nth(annotations.count_before(self.selection.head).checked_sub(1)?),
        }
    }

    fn focus_on(&mut self, annotation: Option<Annotation>) -> Outcome {
        match annotation {
            None => Outcome::say("No more annotations this way"),
            Some(annotation) => {
                self.selection = Selection::caret(annotation.hull().start());
                self.focus = Some(annotation.id().clone());
                Outcome { show: self.focused_span(), ..Outcome::default() }
            }
        }
    }

    fn delete(&mut self) -> Outcome {
        let Some(focused) = self.focused() else {
            return Outcome::say("Choose an annotation to delete it");
        };
        let (id, start) = (focused.id().clone(), focused.hull().start());
        let outcome = self.change(Edit::Remove(id));
        self.selection = Selection::caret(start);
        self.focus = None;
        outcome.saying("Deleted")
    }

    fn reshape(&mut self, shape: impl FnOnce(&Fragments, Span) -> Fragments) -> Outcome {
        let (Some(focused), Some(span)) = (self.focused(), self.selection.span(self.project.text())) else {
            return Outcome::say("Choose an annotation, then select the text it shall mark");
        };
        let edit = Edit::Move { id: focused.id().clone(), fragments: shape(focused.fragments(), span) };
        self.selection = Selection::caret(self.selection.head);
        self.change(edit)
    }

    fn tag(&mut self, label: LabelIndex) -> Outcome {
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

    fn mark(&mut self, label: LabelIndex, span: Span) -> Outcome {
        let fragments = Fragments::from(span);
        let same = |other: &&Annotation| other.label() == label && *other.fragments() == fragments;
        let same = self.project.annotations().over(span).find(same).map(|known| known.id().clone());
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

    fn arm(&mut self, label: LabelIndex) -> Outcome {
        let armed = self.intent == Intent::Mark(label);
        self.intent = if armed { Intent::None } else { Intent::Mark(label) };
        Outcome::default()
    }

    fn end_selection(&mut self) -> Outcome {
        match (&self.intent, self.selection.span(self.project.text())) {
            (&Intent::Mark(label), Some(span)) => self.mark(label, span),
            _ => Outcome::default(),
        }
    }

    fn pick_at(&mut self, at: usize) -> Outcome {
        let here = self.annotations_at(at);
        let focused = here.iter().position(|annotation| Some(annotation.id()) == self.focus.as_ref());
        let next = focused.map_or(0, |place| place + 1) % here.len().max(1);
        let id = here.get(next).map(|annotation| annotation.id().clone());
        self.choose(id)
    }

    fn choose(&mut self, id: Option<Id>) -> Outcome {
        if let (Intent::Relate { from, kind }, Some(to)) = (&self.intent, &id) {
            let (id, kind) = (self.project.free_id(Series::Relations), kind.clone());
            let relation = Relation { id, kind, from: from.clone(), to: to.clone() };
            self.intent = Intent::None;
            return self.change(Edit::Relate(relation));
        }
        self.focus = id.filter(|id| self.project.annotations().get(id).is_some());
        if let Some(hull) = self.focused().map(Annotation::hull)
            && !hull.contains_byte(self.selection.head)
        {
            self.selection = Selection::caret(hull.start());
        }
        Outcome { show: self.focused_span(), ..Outcome::default() }
    }

    fn remove_fragment(&mut self, id: &Id, place: usize) -> Outcome {
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

    fn begin_relation(&mut self, kind: String) -> Outcome {
        let Some(from) = self.focused().map(|focused| focused.id().clone()) else {
            return Outcome::say("Choose the annotation where the relation begins");
        };
        self.intent = Intent::Relate { from, kind };
        Outcome::default()
    }

    fn change(&mut self, edit: Edit) -> Outcome {
        self.drop_stale_intent(&edit);
        Outcome::of(self.edit(edit))
    }

    fn type_text(&mut self, edit: Edit) -> Outcome {
        self.drop_stale_intent(&edit);
        Outcome::of(self.history.typed(&mut self.project, edit))
    }

    /// A label is armed by its place in the scheme, and a relation begun by its kind: another scheme may have neither.
    fn drop_stale_intent(&mut self, edit: &Edit) {
        if edit.changes_scheme() {
            self.intent = Intent::None;
        }
    }

    fn focused_span(&self) -> Option<Span> {
        self.focused().map(|focused| focused.fragments().spans()[0])
    }

    /// The character at the caret, or the one before it at the end; what to show of a caret.
    pub fn caret_span(&self) -> Option<Span> {
        let (text, at) = (self.project.text(), self.selection.head);
        let after = || Span::new(text, at..crate::text::cluster_after(text, at));
        after().or_else(|_| Span::new(text, crate::text::cluster_before(text, at)..at)).ok()
    }
}

impl Outcome {
    fn of(result: Result<Change, EditError>) -> Self {
        match result {
            Ok(change) => Self { made: vec![change], ..Self::default() },
            Err(error) => Self { refused: Some(error), ..Self::default() },
        }
    }

    fn say(said: impl Into<String>) -> Self {
        Self { said: Some(said.into()), ..Self::default() }
    }

    fn done(change: Change, said: &str) -> Self {
        Self { made: vec![change], said: Some(said.to_owned()), ..Self::default() }
    }

    fn saying(self, said: &str) -> Self {
        let said = if self.made.is_empty() { self.said } else { Some(said.to_owned()) };
        Self { said, ..self }
    }
}

#[cfg(test)]
mod tests;
