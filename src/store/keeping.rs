//! How is nothing lost of a project that is being changed? Changes go to a journal, saves go whole to the file, in step.
//!
//! ```text
//!  saved file ── change ── change ── change ── change        in memory
//!      │            └─────────┴────────┘ on the disk, in the journal
//!      └─ base: what the journal continues
//! ```
//!
//! The journal lies beside the project. For an article that is not saved yet, and for a project in whose folder nothing can
//! be written, it lies with a copy of what it continues in a draft. A save notes in the journal what the new file has of it,
//! puts the file in its place, and begins the journal anew with what was changed since.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::drafts::{About, Draft, LeftDraft};
use super::files::Ready;
use super::journal::{self, Found, Journal};
use super::lock::{Asked, ProjectLock};
use super::project_file::{self, Opened, times};
use super::versions::{self, Why};
use super::{Existing, State, StoreError, Trouble, disk, files, folders, texts};
use crate::format::ron;
use crate::progress::Progress;
use crate::project::{Change, History, Project};

/// What a save may replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Nothing.
    Nothing,
    /// Whatever is there: a person has said so.
    Anything,
    /// The project's own file, if it still says what it said when it was opened or saved last, or what is saved.
    Own,
}

/// A project that this process changes, with all that keeps its changes from being lost.
#[derive(Debug)]
pub struct Keeping {
    state: State,
    about: About,
    /// The file that it is saved to, once it has one.
    own: Option<Own>,
    /// Where the changes are kept if that is not beside the file.
    draft: Option<Draft>,
    /// Where they were kept before, until they are kept elsewhere.
    leaving: Option<Draft>,
    /// What the changes begin from.
    start: Project,
    /// The hash of the note of what could be undone there; empty when there is none.
    remembered: String,
    /// The changes since then.
    changes: Vec<Change>,
    /// How many of them are on the disk.
    kept: usize,
    /// How many changes were saved before them.
    folded: u64,
    /// Whether they begin from something else than what the file says, so that no journal beside it could continue it.
    is_apart: bool,
    /// Whether changes that find no place beside the project may be kept in a draft.
    may_draft: bool,
    journal: Option<Journal>,
    /// The journal as it was found, until something is added to it.
    found: Found,
}

/// A project's file, and the right to change it.
#[derive(Debug)]
struct Own {
    path: PathBuf,
    /// The hash of the file, as it was opened or saved last.
    hash: String,
    /// The hash of what the last save wanted to put in its place: after a fault nobody may know which is there.
    next: Option<String>,
    /// When it was written then, and its length.
    times: Option<(SystemTime, u64)>,
    /// Whether the earlier versions have it.
    is_version: bool,
    _lock: ProjectLock,
}

/// A project that is written and on the disk, and has only to be put in its place.
#[derive(Debug)]
pub struct Prepared {
    /// Where it shall be, links followed.
    path: PathBuf,
    /// The same as a person has named it.
    named: PathBuf,
    project: Project,
    bytes: Vec<u8>,
    hash: String,
    ready: Ready,
    over: Over,
}

/// What came of a save.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// What a person should know of it, a sentence each.
    pub notes: Vec<String>,
}

impl Prepared {
    /// Where it shall be, as a person has named it.
    pub fn path(&self) -> &Path {
        &self.named
    }
}

impl Own {
    /// Whether the file with this hash is the one that was opened or saved last.
    fn is(&self, hash: &str) -> bool {
        self.hash == hash || self.next.as_deref() == Some(hash)
    }
}

impl Keeping {
    /// Keeps a project that was just opened from `path`.
    pub fn of_project(path: &Path, opened: &Opened, lock: ProjectLock, state: &State) -> Self {
        let path = disk::resolve(path);
        let about = About::of_project(&path, &opened.hash);
        let times = times(&path);
        let own = Own { path, hash: opened.hash.clone(), next: None, times, is_version: false, _lock: lock };
        Self { own: Some(own), ..Self::of(opened, about, state) }
    }

    /// Keeps a version of the project at `path`, which is `project`: what the file says is none of it, until it is saved.
    pub fn of_version(path: &Path, project: Project, lock: ProjectLock, state: &State) -> Self {
        let path = disk::resolve(path);
        let hash = files::read_file(&path).map_or_else(|_| String::new(), |bytes| journal::hash(&bytes));
        let about = About::of_project(&path, &hash);
        let times = times(&path);
        let own = Own { path, hash, next: None, times, is_version: false, _lock: lock };
        Self { own: Some(own), is_apart: true, ..Self::of_article(project, "", None, state) }.about(about)
    }

    /// Keeps an article that has no project file yet, called `name`, perhaps from the file `origin`.
    pub fn of_article(project: Project, name: &str, origin: Option<PathBuf>, state: &State) -> Self {
        let about = About { name: name.to_owned(), origin, ..About::default() };
        Self {
            state: state.clone(),
            about,
            own: None,
            draft: None,
            leaving: None,
            start: project,
            remembered: String::new(),
            changes: Vec::new(),
            kept: 0,
            folded: 0,
            is_apart: false,
            may_draft: true,
            journal: None,
            found: Found::default(),
        }
    }

    /// Goes on with a draft that was left; nothing when another process holds it.
    pub fn of_draft(left: &LeftDraft, state: &State) -> Result<Option<(Opened, Self)>, StoreError> {
        let opened = project_file::open_project(&left.path())?;
        let Some(draft) = Draft::hold(left, opened.hash.clone())? else { return Ok(None) };
        let mut keeping = Self { draft: Some(draft), ..Self::of(&opened, left.about.clone(), state) };
        // It goes back to its project only if that is still the one it was begun from.
        if let Some(path) = left.about.project.clone()
            && files::read_file(&path).is_ok_and(|bytes| journal::hash(&bytes) == left.about.hash)
            && let Asked::Free(lock) = ProjectLock::ask(&path, "window")?
        {
            let (hash, times) = (left.about.hash.clone(), times(&path));
            keeping.own = Some(Own { path, hash, next: None, times, is_version: false, _lock: lock });
        }
        Ok(Some((opened, keeping)))
    }

    fn of(opened: &Opened, about: About, state: &State) -> Self {
        let journal = &opened.journal;
        let (damage, history) = (journal.damage.clone(), journal.history.clone());
        let found = Found { changes: Vec::new(), damage, history, ..*journal };
        let (start, changes) = (opened.base.clone(), journal.changes.clone());
        let kept = changes.len();
        let remembered = opened.remembered.clone();
        Self { changes, kept, found, remembered, ..Self::of_article(start, "", None, state).about(about) }
    }

    fn about(self, about: About) -> Self {
        Self { about, ..self }
    }

    /// This, keeping changes beside the project or not at all.
    #[must_use]
    pub fn beside_project(self) -> Self {
        Self { may_draft: false, ..self }
    }

    /// The file that it is saved to, once it has one.
    pub fn path(&self) -> Option<&Path> {
        self.own.as_ref().map(|own| own.path.as_path())
    }

    /// What the article is called, where it has no file.
    pub fn name(&self) -> &str {
        &self.about.name
    }

    /// Where its changes are kept.
    pub fn place(&self) -> PathBuf {
        journal::path_of(&self.home().map_or_else(PathBuf::new, |(path, _)| path))
    }

    /// How many changes were made since it was opened, those that were found in its journal among them.
    pub fn made(&self) -> u64 {
        self.folded + self.changes.len() as u64
    }

    /// How many changes are not on the disk yet.
    pub fn waiting(&self) -> usize {
        self.changes.len() - self.kept
    }

    /// Takes a change that was made; [`Keeping::keep`] makes it last.
    pub fn note(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// Lets go of changes that are not on the disk: they are not made, after all.
    pub fn forget_waiting(&mut self) {
        self.changes.truncate(self.kept);
    }

    /// Makes every change last: when this returns they are on the disk. After an error those that were not still wait, and
    /// may be kept another time.
    pub fn keep(&mut self) -> Result<(), StoreError> {
        if self.waiting() == 0 {
            return Ok(());
        }
        // A journal beside a file that is another one by now would be nobody's.
        let is_nobodys = self.is_apart || (self.may_draft && self.is_changed_outside());
        if self.home().is_none() || (self.draft.is_none() && is_nobodys) {
            return self.keep_in_draft();
        }
        match self.try_to_keep() {
            Err(error) if error.kind == Trouble::NoPlace && self.draft.is_none() && self.may_draft => {
                self.keep_in_draft().map_err(|_| error)
            }
            result => result,
        }
    }

    fn try_to_keep(&mut self) -> Result<(), StoreError> {
        let kept = self.add_to_journal();
        match kept {
            Ok(()) => self.kept = self.changes.len(),
            // Nobody knows what of it is there: the next time it is written anew as a whole.
            Err(_) => self.leave_journal(),
        }
        kept
    }

    fn add_to_journal(&mut self) -> Result<(), StoreError> {
        let Some((path, hash)) = self.home() else { return Ok(()) };
        if let Some(journal) = &mut self.journal {
            return journal.append(self.start.article(), &self.changes[self.kept..]);
        }
        if self.found.is_whole && self.kept > 0 {
            let mut journal = Journal::resume(&path, &self.found)?;
            journal.append(self.start.article(), &self.changes[self.kept..])?;
            self.journal = Some(journal);
            return Ok(());
        }
        self.write_journal(&path, &hash)
    }

    /// Writes the journal anew, with every change, in place of what is there; what is damaged is kept under another name.
    fn write_journal(&mut self, path: &Path, hash: &str) -> Result<(), StoreError> {
        if self.found.damage.is_some() {
            journal::put_away(path, true)?;
            self.found.damage = None;
        }
        self.keep_base();
        let journal = Journal::write(path, (hash, &self.remembered), self.start.article(), &self.changes)?;
        self.journal = Some(journal);
        self.found = Found::default();
        if let Some(draft) = self.leaving.take() {
            draft.remove();
        }
        Ok(())
    }

    /// Keeps what the journal is about to continue as a version. Should another program change the file before that journal
    /// is folded in, its changes would be about nothing that is there.
    fn keep_base(&mut self) {
        let Some(own) = self.own.as_mut().filter(|own| !own.is_version) else { return };
        let bytes = files::read_file(&own.path).ok().filter(|bytes| own.is(&journal::hash(bytes)));
        let kept = bytes.map(|bytes| versions::keep_before(&self.state, &own.path, &bytes, Some(&self.start)));
        own.is_version = kept.is_some_and(|kept| kept.is_ok());
    }

    /// Moves the changes into a draft if another program has changed the file that their journal lies beside.
    pub fn shelter(&mut self) -> Result<(), StoreError> {
        if self.changes.is_empty() || self.draft.is_some() || !self.may_draft { Ok(()) } else { self.keep_in_draft() }
    }

    /// Makes a draft of the changes in the journal of the project at `path`, whose file another program has changed since.
    /// Whether that could be done: it takes the version that the journal continues.
    pub fn rescue(path: &Path, state: &State) -> Result<bool, StoreError> {
        let Some((hash, bytes)) = journal::base_of(path) else { return Ok(false) };
        let Some(version) = versions::version_with(state, path, &hash) else { return Ok(false) };
        let start = versions::open_version(path, &version, &Progress::default())?;
        let Ok(changes) = journal::read_changes(&bytes, &hash, start.article()) else { return Ok(false) };
        let about = About::of_project(&disk::resolve(path), &hash);
        let mut keeping = Self::of_article(start, "", None, state).about(about);
        changes.into_iter().for_each(|change| keeping.note(change));
        keeping.keep()?;
        journal::put_away(path, false)?;
        Ok(true)
    }

    fn leave_journal(&mut self) {
        self.journal = None;
        self.found = Found { is_there: true, damage: self.found.damage.take(), ..Found::default() };
    }

    /// Keeps every change in a draft from now on.
    fn keep_in_draft(&mut self) -> Result<(), StoreError> {
        let draft = Draft::create(&self.state, &self.about, &self.start)?;
        match Journal::write(&draft.path(), (&draft.hash, ""), self.start.article(), &self.changes) {
            Err(error) => {
                draft.remove();
                Err(error)
            }
            Ok(journal) => {
                // What lies beside the project has nothing that the draft has not.
                if let Some(own) = self.own.as_ref().filter(|_| self.journal.is_some() || self.found.is_there) {
                    let _ = journal::put_away(&own.path, self.found.damage.is_some());
                }
                self.found = Found::default();
                self.journal = Some(journal);
                self.draft = Some(draft);
                self.kept = self.changes.len();
                Ok(())
            }
        }
    }

    /// The project file that the journal continues, and its hash.
    fn home(&self) -> Option<(PathBuf, String)> {
        let draft = self.draft.as_ref().map(|draft| (draft.path(), draft.hash.clone()));
        draft.or_else(|| self.own.as_ref().map(|own| (own.path.clone(), own.hash.clone())))
    }

    /// Whether another program has changed the file since it was opened or saved last. Asks no more of the disk than when
    /// the file was written, unless that differs.
    pub fn is_changed_outside(&mut self) -> bool {
        let Some(own) = &mut self.own else { return false };
        let now = times(&own.path);
        if now == own.times {
            return false;
        }
        match files::read_file(&own.path) {
            Ok(bytes) if own.is(&journal::hash(&bytes)) => {
                own.times = now;
                false
            }
            // A file that is gone, or cannot be read, is not written over either.
            _ => true,
        }
    }

    /// Saves `project`, with all the changes that were made, to `path`; `history` is what may be undone in it then.
    pub fn save(
        &mut self,
        path: &Path,
        project: &Project,
        history: Option<&History>,
        over: Over,
    ) -> Result<Saved, StoreError> {
        let prepared = prepare(path, project, over, &Progress::default())?;
        self.commit(prepared, history, self.made())
    }

    /// Puts a project in its place that has the first `included` of the changes made. Until this returns the old file is
    /// whole, and after it the new one.
    pub fn commit(
        &mut self,
        prepared: Prepared,
        history: Option<&History>,
        included: u64,
    ) -> Result<Saved, StoreError> {
        let Prepared { path, named, project, bytes, hash, ready, over } = prepared;
        let is_own = self.path() == Some(&path);
        let lock = if is_own { None } else { Some(ProjectLock::take(&named)?) };
        let included = usize::try_from(included.saturating_sub(self.folded)).unwrap_or(usize::MAX);
        let included = included.min(self.changes.len());
        let mut saved = Saved::default();
        self.check_what_is_there((&path, &named), &project, over, &mut saved)?;
        if is_own && self.draft.is_none() {
            self.announce(&hash, included)?;
        } else {
            journal::settle(&path, &hash)?;
        }
        if let Some(own) = self.own.as_mut().filter(|_| is_own) {
            own.next = Some(hash.clone());
        }
        if let Err(error) = ready.put() {
            let is_there = files::read_file(&path).is_ok_and(|bytes| journal::hash(&bytes) == hash);
            if !is_there || disk::sync_folder(folders::folder_of(&path)).is_err() {
                return Err(StoreError::of_io("save", &named, &error));
            }
        }
        let noted =
            history.map(|history| versions::keep_history(&self.state, &path, &hash, project.article(), history));
        // Without that note there is less to undo after the next start, and nobody misses anything else.
        self.remembered = noted.and_then(Result::ok).unwrap_or_default();
        self.begin_anew(&path, &hash, project, included, lock);
        if let Err(error) = versions::keep(&self.state, &path, &self.start, &bytes, (Why::Saved, SystemTime::now())) {
            saved.notes.push(format!("no earlier version was kept: {error}"));
        } else if let Some(own) = &mut self.own {
            own.is_version = true;
        }
        Ok(saved)
    }

    /// Refuses to write over what another program has written; keeps it as a version before it is written over.
    fn check_what_is_there(
        &mut self,
        (path, named): (&Path, &Path),
        project: &Project,
        over: Over,
        saved: &mut Saved,
    ) -> Result<(), StoreError> {
        if over == Over::Nothing {
            return Ok(());
        }
        let Some(bytes) = files::read_if_there(path)? else { return Ok(()) };
        let own = self.own.as_ref().filter(|own| own.path == path);
        let is_known = own.is_some_and(|own| own.is(&journal::hash(&bytes)));
        if over == Over::Own && !is_known {
            let there = project_file::read_project(path, &bytes, &[path], &Progress::default());
            if !there.is_ok_and(|there| there == self.start || there == *project) {
                return Err(StoreError::changed(named));
            }
        }
        let kept = match own {
            Some(own) if is_known && own.is_version => Ok(()),
            Some(_) if is_known => versions::keep_before(&self.state, path, &bytes, Some(&self.start)),
            _ => versions::keep_before(&self.state, path, &bytes, None),
        };
        if let Err(error) = kept {
            saved.notes.push(format!("what was there before was not kept: {error}"));
        }
        Ok(())
    }

    /// Notes in the journal, if there is one, which file is about to be there.
    fn announce(&mut self, hash: &str, included: usize) -> Result<(), StoreError> {
        self.keep()?;
        if self.draft.is_some() {
            return Ok(());
        }
        let Some((path, base)) = self.home() else { return Ok(()) };
        if self.journal.is_none() && self.found.is_there {
            let written = self.write_journal(&path, &base);
            if written.is_err() {
                self.leave_journal();
                return written;
            }
        }
        let Some(journal) = &mut self.journal else { return Ok(()) };
        let announced = journal.announce(hash, included);
        if announced.is_err() {
            self.leave_journal();
        }
        announced
    }

    /// Makes the file at `path` the one that is changed from now on. What was changed since it was prepared is kept beside
    /// it before anything else is taken away.
    fn begin_anew(&mut self, path: &Path, hash: &str, project: Project, included: usize, lock: Option<ProjectLock>) {
        self.changes.drain(..included);
        self.folded += included as u64;
        self.kept = self.kept.saturating_sub(included);
        let before = match lock {
            // It has moved here from another file, or from none.
            Some(lock) => {
                let own = Own {
                    path: path.to_owned(),
                    hash: hash.to_owned(),
                    next: None,
                    times: None,
                    is_version: false,
                    _lock: lock,
                };
                self.own.replace(own)
            }
            None => None,
        };
        if let Some(own) = &mut self.own {
            (own.hash, own.next) = (hash.to_owned(), None);
            own.times = times(path);
        }
        self.start = project;
        self.about = About::of_project(path, hash);
        let draft = self.draft.take();
        let moved = before.is_some() || draft.is_some();
        self.is_apart = false;
        (self.journal, self.found) = (None, Found::default());
        if self.changes.is_empty() {
            // Left behind it says nothing that the file has not.
            let _ = journal::put_away(path, false);
        } else {
            match Journal::write(path, (hash, &self.remembered), self.start.article(), &self.changes) {
                Ok(journal) => {
                    self.journal = Some(journal);
                    self.kept = self.changes.len();
                }
                // The journal that is there was told of the save, and goes on to hold them; where it was elsewhere, it stays.
                Err(_) => {
                    self.found.is_there = !moved;
                    self.kept = if moved { 0 } else { self.kept };
                    self.leaving = draft;
                    return;
                }
            }
        }
        if let Some(draft) = draft {
            draft.remove();
        }
        if let Some(own) = before {
            let _ = journal::put_away(&own.path, false);
        }
    }

    /// Ends it, and lets go of what was changed since the last save. `project` is what was on the screen: of a project with a
    /// file it is kept as a version.
    pub fn discard(mut self, project: Option<&Project>) -> Result<(), StoreError> {
        let kept = match (&self.own, project) {
            (Some(own), Some(project)) => versions::keep_discarded(&self.state, &own.path, project),
            _ => Ok(()),
        };
        let (damaged, journal) = (self.found.damage.is_some(), self.journal.take());
        let is_there = journal.is_some() || self.found.is_there;
        if let Some(draft) = self.draft.take() {
            draft.remove();
        } else if let Some(own) = self.own.as_ref().filter(|_| is_there) {
            journal::put_away(&own.path, damaged)?;
        }
        kept
    }
}

/// Writes `project` beside `path`, ready to be put in its place. The text of a large article goes into a file of its own.
///
/// This is what takes long about a save, and nothing of it is seen yet.
pub fn prepare(named: &Path, project: &Project, over: Over, progress: &Progress) -> Result<Prepared, StoreError> {
    let path = disk::resolve(named);
    let cancelled = |cancelled| StoreError::new("save", named, cancelled, "nothing was changed");
    let (bytes, text_file) = ron::write_apart(project, progress).map_err(cancelled)?;
    let existing = if over == Over::Nothing { Existing::Keep } else { Existing::Replace };
    if over == Over::Nothing && folders::is_taken(&journal::path_of(&path)) && !folders::is_taken(&path) {
        let hint = "move that journal away first: it holds changes of a project that is gone";
        return Err(StoreError::new("save", named, "the journal of another project lies beside it", hint));
    }
    if let Some(text_file) = text_file {
        texts::keep(&path, &text_file, project.text())?;
    }
    let ready = Ready::new(&path, &bytes, existing).map_err(|error| StoreError::of_io("save", named, &error))?;
    progress.check().map_err(cancelled)?;
    let hash = journal::hash(&bytes);
    let (named, project) = (named.to_owned(), project.clone());
    Ok(Prepared { path, named, project, bytes, hash, ready, over })
}
