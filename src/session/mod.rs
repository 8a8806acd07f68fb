//! How does a person change it? A project with its history, a selection and a focus, and commands run on them.

mod boundaries;
mod command;
mod keys;
mod marking;
mod matches;
mod moving;
mod proposals;
mod relating;
pub mod replay;
mod selection;
mod status;
mod unlabelled;

pub use command::{COMMANDS, Command, CommandInfo, Group};
pub use keys::{KeyTrouble, Keys, Stroke};
pub use matches::Matches;
pub use proposals::Proposals;
pub use selection::{Edge, Motion, Selection, Step};
pub use unlabelled::Unlabelled;

use std::sync::Arc;

use crate::project::{Annotation, Annotations, Change, Edit, EditError, History, Id, LabelIndex, Project};
use crate::text::{Fragments, Span, sentence_after, sentence_around, word_after, word_around};

/// One project being worked on. It changes by [`Session::run`], and by [`Session::edit`], [`Session::undo`] and
/// [`Session::redo`], which `run` uses too.
#[derive(Debug)]
pub struct Session {
    project: Project,
    history: History,
    selection: Selection,
    focus: Option<Id>,
    intent: Intent,
    /// Places that wait to be ticked and marked.
    matches: Option<Matches>,
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
            matches: None,
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

    /// The places that wait to be ticked and marked.
    pub fn matches(&self) -> Option<&Matches> {
        self.matches.as_ref()
    }

    /// What the text proposes for the annotation in focus: values of attributes that have none.
    pub fn proposals(&self) -> Proposals {
        self.focused().map(|focused| Proposals::of(&self.project, focused)).unwrap_or_default()
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
            Command::NextSentence => self.select_sentence_from(self.selection.bytes().end),
            Command::PreviousSentence => self.select_sentence_before(self.selection.bytes().start),
            Command::SelectParagraph => self.select_paragraph(),
            Command::SelectAll => self.select_bytes(0, self.project.text().len()),
            Command::NextAnnotation if self.matches.is_some() => self.select_match(Matches::after),
            Command::PreviousAnnotation if self.matches.is_some() => self.select_match(Matches::before),
            Command::NextAnnotation => self.focus_on(self.next().cloned()),
            Command::PreviousAnnotation => self.focus_on(self.previous().cloned()),
            Command::NextOfLabel => self.step_in_label(Annotations::labelled_from),
            Command::PreviousOfLabel => self.step_in_label(Annotations::labelled_before),
            Command::NextUnlabelled => self.select_unlabelled(unlabelled::after, self.seen_up_to(), 0),
            Command::PreviousUnlabelled => {
                self.select_unlabelled(unlabelled::before, self.selection, self.project.text().len())
            }
            Command::DeleteAnnotation => self.delete(),
            Command::AddFragment => self.reshape(Fragments::with),
            Command::MoveToSelection => self.reshape(|_, span| span.into()),
            Command::EndFragment if self.focused().is_none() => self.end_selection(),
            Command::EndFragment => self.reshape(Fragments::with),
            Command::Adjust(edge, step) => self.adjust(edge, step),
            Command::Reshape(id, before, span) => self.reshape_fragment(&id, before, span),
            Command::JoinOtherHalf => self.join_other_half(),
            Command::KeepProposals => self.keep_proposals(),
            Command::AllMatches => self.find_matches(),
            Command::MatchLike(query) => self.match_like(*query),
            Command::TickMatch(number) => self.tick(|matches| matches.tick(number)),
            Command::TickCurrent => self.tick_current(),
            Command::CloseMatches => {
                self.matches = None;
                Outcome::default()
            }
            Command::TickAllMatches => self.tick(Matches::tick_all),
            Command::Relate => self.relate(),
            Command::EditDetails => self.enter(),
            Command::Tag(label) if self.matches.is_some() => self.mark_matches(label),
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
            Command::ToggleDone => self.toggle_done(),
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
        self.drop_stale(&change.edit);
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

    /// Whether a label is armed and something selected.
    fn would_mark(&self) -> bool {
        matches!(self.intent, Intent::Mark(_)) && !self.selection.is_caret()
    }

    /// Whether Enter means something here, and not the fields of the annotation in focus.
    pub fn takes_enter(&self) -> bool {
        self.matches.is_some()
            || self.would_mark()
            || matches!(self.intent, Intent::Relate { .. })
            || self.focused().is_none()
    }

    /// Enter: does what is in hand, else chooses the annotation at the caret.
    fn enter(&mut self) -> Outcome {
        if let Some(label) = self.matches.as_ref().map(Matches::label) {
            return match label {
                Some(label) => self.mark_matches(label),
                None => Outcome::say("Press the key of the label that the ticked places shall have"),
            };
        }
        match &self.intent {
            Intent::Mark(_) if !self.selection.is_caret() => self.end_selection(),
            Intent::Relate { .. } if !self.selection.is_caret() => self.relate_to_words(),
            Intent::Relate { .. } => self.choose(self.focus.clone()),
            _ if self.focused().is_none() => self.pick_at(self.selection.head),
            _ => Outcome::default(),
        }
    }

    fn change(&mut self, edit: Edit) -> Outcome {
        // A command that is no change by its name may become one by what is in hand.
        if let Some(why) = self.read_only.as_deref() {
            return Outcome::say(why);
        }
        self.drop_stale(&edit);
        Outcome::of(self.edit(edit))
    }

    fn type_text(&mut self, edit: Edit) -> Outcome {
        self.drop_stale(&edit);
        Outcome::of(self.history.typed(&mut self.project, edit))
    }

    /// A label is in hand by its place in the scheme, and a relation begun by its kind: another scheme may have neither.
    fn drop_stale(&mut self, edit: &Edit) {
        if edit.changes_scheme() {
            self.intent = Intent::None;
            self.matches = None;
        }
    }

    fn focused_span(&self) -> Option<Span> {
        self.focused().map(|focused| focused.fragments().spans()[0])
    }

    /// The character at the caret, or the one before it at the end; what to show of a caret.
    pub fn caret_span(&self) -> Option<Span> {
        caret_span(self.project.text(), self.selection.head)
    }
}

fn caret_span(text: &str, at: usize) -> Option<Span> {
    let after = || Span::new(text, at..crate::text::cluster_after(text, at));
    after().or_else(|_| Span::new(text, crate::text::cluster_before(text, at)..at)).ok()
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
