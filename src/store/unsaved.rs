//! What was changed since the file was written, and how much of that is on the disk?

use std::path::Path;

use super::StoreError;
use super::journal::{self, Found, Journal};
use super::project_file::Opened;
use crate::project::{Change, Project};

/// The changes to one project since its file was written, and the journal that holds them.
#[derive(Debug)]
pub(super) struct Unsaved {
    /// What they begin from.
    pub start: Project,
    /// The hash of the note of what could be undone there; empty when there is none.
    pub remembered: String,
    /// The changes, in order.
    changes: Vec<Change>,
    /// How many of them are on the disk.
    kept: usize,
    /// How many changes were saved before them.
    folded: u64,
    journal: Option<Journal>,
    /// The journal as it was found, until something is added to it.
    found: Found,
}

impl Unsaved {
    /// Nothing yet, beginning from `start`.
    pub(super) fn none(start: Project) -> Self {
        let (changes, found) = (Vec::new(), Found::default());
        Self { start, remembered: String::new(), changes, kept: 0, folded: 0, journal: None, found }
    }

    /// What was found in the journal of a project.
    pub(super) fn found(opened: &Opened) -> Self {
        let Found { changes, damage, history, .. } = &opened.journal;
        let (damage, history) = (damage.clone(), history.clone());
        Self {
            remembered: opened.remembered.clone(),
            changes: changes.clone(),
            kept: changes.len(),
            found: Found { changes: Vec::new(), damage, history, ..opened.journal },
            ..Self::none(opened.base.clone())
        }
    }

    /// How many changes were made since the project was opened, saved or not.
    pub(super) fn made(&self) -> u64 {
        self.folded + self.changes.len() as u64
    }

    /// How many changes are not on the disk.
    pub(super) fn waiting(&self) -> usize {
        self.changes.len() - self.kept
    }

    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    pub(super) fn note(&mut self, change: Change) {
        self.changes.push(change);
    }

    pub(super) fn forget_waiting(&mut self) {
        self.changes.truncate(self.kept);
    }

    /// How many of these are among the first `made` changes.
    pub(super) fn among(&self, made: u64) -> usize {
        usize::try_from(made.saturating_sub(self.folded)).unwrap_or(usize::MAX).min(self.changes.len())
    }

    /// Whether a journal of these lies somewhere, be it damaged.
    pub(super) fn has_journal(&self) -> bool {
        self.journal.is_some() || self.found.is_there
    }

    /// Whether the journal that was found is damaged, and nothing was put in its place yet.
    pub(super) fn is_damaged(&self) -> bool {
        self.found.damage.is_some()
    }

    /// Adds what waits to the journal of the project at `path`, whose file has the hash `hash`.
    pub(super) fn add(&mut self, path: &Path, hash: &str) -> Result<(), StoreError> {
        let added = self.try_to_add(path, hash);
        match added {
            Ok(()) => self.kept = self.changes.len(),
            Err(_) => self.leave_journal(),
        }
        added
    }

    fn try_to_add(&mut self, path: &Path, hash: &str) -> Result<(), StoreError> {
        let (article, waiting) = (self.start.article(), &self.changes[self.kept..]);
        if let Some(journal) = &mut self.journal {
            return journal.append(article, waiting);
        }
        if self.found.is_whole && self.kept > 0 {
            let mut journal = Journal::resume(path, &self.found)?;
            journal.append(article, waiting)?;
            self.journal = Some(journal);
            return Ok(());
        }
        self.write_journal(path, hash)
    }

    /// Writes the journal anew, with every change, in place of what is there; what is damaged is kept under another name.
    fn write_journal(&mut self, path: &Path, hash: &str) -> Result<(), StoreError> {
        if self.is_damaged() {
            journal::put_away(path, true)?;
            self.found.damage = None;
        }
        let journal = Journal::write(path, (hash, &self.remembered), self.start.article(), &self.changes)?;
        self.goes_on_in(journal);
        Ok(())
    }

    /// Writes every change to a journal beside another project file, which says what these begin from.
    pub(super) fn move_to(&mut self, path: &Path, hash: &str) -> Result<(), StoreError> {
        let journal = Journal::write(path, (hash, ""), self.start.article(), &self.changes)?;
        self.goes_on_in(journal);
        Ok(())
    }

    fn goes_on_in(&mut self, journal: Journal) {
        self.journal = Some(journal);
        self.found = Found::default();
        self.kept = self.changes.len();
    }

    /// Nobody knows what of the last changes is there: the next time the journal is written anew as a whole.
    fn leave_journal(&mut self) {
        self.journal = None;
        self.found = Found { is_there: true, damage: self.found.damage.take(), ..Found::default() };
    }

    /// Notes in the journal, if there is one, that a file with the hash `next` is about to be at `path`, in place of the one
    /// with the hash `hash`, and has the first `included` of the changes.
    pub(super) fn announce(
        &mut self,
        path: &Path,
        hash: &str,
        (next, included): (&str, usize),
    ) -> Result<(), StoreError> {
        let announced = self.try_to_announce(path, hash, (next, included));
        if announced.is_err() {
            self.leave_journal();
        }
        announced
    }

    fn try_to_announce(&mut self, path: &Path, hash: &str, (next, included): (&str, usize)) -> Result<(), StoreError> {
        if self.journal.is_none() && self.found.is_there {
            self.write_journal(path, hash)?;
        }
        self.journal.as_mut().map_or(Ok(()), |journal| journal.announce(next, included))
    }

    /// The first `included` of the changes are in the file at `path` by now, which is `project` and has the hash `hash`: the
    /// others go to a journal beside it. `had_journal` says whether the journal before lay there too; it was told of the save
    /// and goes on to hold them where no new one can be written. Returns whether they are on the disk.
    pub(super) fn begin_anew(
        &mut self,
        path: &Path,
        hash: &str,
        (project, included): (Project, usize),
        had_journal: bool,
    ) -> bool {
        self.changes.drain(..included);
        self.folded += included as u64;
        self.kept = self.kept.saturating_sub(included);
        self.start = project;
        (self.journal, self.found) = (None, Found::default());
        if self.changes.is_empty() {
            // Left behind, it says nothing that the file has not.
            let _ = journal::put_away(path, false);
        } else if self.write_journal(path, hash).is_err() {
            self.found.is_there = had_journal;
            self.kept = if had_journal { self.kept } else { 0 };
            return had_journal;
        }
        true
    }
}
