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
use super::journal;
use super::lock::{Asked, ProjectLock};
use super::prepared::{Over, Prepared, prepare};
use super::project_file::{self, Opened, times};
use super::unsaved::Unsaved;
use super::versions::{self, Why};
use super::{State, StoreError, Trouble, disk, files, folders};
use crate::progress::Progress;
use crate::project::{Change, History, Project};

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
    unsaved: Unsaved,
    /// Whether the changes begin from something else than what the file says, so that no journal beside it could continue it.
    is_apart: bool,
    /// Whether changes that find no place beside the project may be kept in a draft.
    may_draft: bool,
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

/// What came of a save.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// What a person should know of it, a sentence each.
    pub notes: Vec<String>,
}

impl Own {
    fn new(path: PathBuf, hash: String, lock: ProjectLock) -> Self {
        let times = times(&path);
        Self { path, hash, next: None, times, is_version: false, _lock: lock }
    }

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
        let own = Own::new(path, opened.hash.clone(), lock);
        Self { own: Some(own), ..Self::of(Unsaved::found(opened), about, state) }
    }

    /// Keeps a version of the project at `path`, which is `project`: what the file says is none of it, until it is saved.
    pub fn of_version(path: &Path, project: Project, lock: ProjectLock, state: &State) -> Self {
        let path = disk::resolve(path);
        let hash = files::read_file(&path).map_or_else(|_| String::new(), |bytes| journal::hash(&bytes));
        let about = About::of_project(&path, &hash);
        let own = Own::new(path, hash, lock);
        Self { own: Some(own), is_apart: true, ..Self::of(Unsaved::none(project), about, state) }
    }

    /// Keeps an article that has no project file yet, called `name`, perhaps from the file `origin`.
    pub fn of_article(project: Project, name: &str, origin: Option<PathBuf>, state: &State) -> Self {
        // Found again from wherever the next window is started.
        let origin = origin.map(|origin| disk::resolve(&origin));
        let about = About { name: name.to_owned(), origin, ..About::default() };
        Self::of(Unsaved::none(project), about, state)
    }

    /// Goes on with a draft that was left; nothing when another process holds it.
    pub fn of_draft(left: &LeftDraft, state: &State) -> Result<Option<(Opened, Self)>, StoreError> {
        let mut opened = project_file::open_project(&left.path())?;
        let which = if opened.recovered == 1 { "that was not saved" } else { "that were not saved" };
        opened.notes = project_file::notes_of(&opened.journal, which);
        let Some(draft) = Draft::hold(left, opened.hash.clone())? else { return Ok(None) };
        let unsaved = Unsaved::found(&opened);
        let mut keeping = Self { draft: Some(draft), ..Self::of(unsaved, left.about.clone(), state) };
        // It goes back to its project only if that is still the one it was begun from.
        if let Some(path) = left.about.project.clone()
            && files::read_file(&path).is_ok_and(|bytes| journal::hash(&bytes) == left.about.hash)
            && let Asked::Free(lock) = ProjectLock::ask(&path, "window")?
        {
            keeping.own = Some(Own::new(path, left.about.hash.clone(), lock));
            keeping.is_apart = opened.hash != left.about.hash;
        }
        Ok(Some((opened, keeping)))
    }

    fn of(unsaved: Unsaved, about: About, state: &State) -> Self {
        let state = state.clone();
        Self { state, about, own: None, draft: None, leaving: None, unsaved, is_apart: false, may_draft: true }
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
        self.home().map_or_else(PathBuf::new, |(path, _)| journal::path_of(&path))
    }

    /// How many changes were made since it was opened, those that were found in its journal among them.
    pub fn made(&self) -> u64 {
        self.unsaved.made()
    }

    /// How many changes are not on the disk yet.
    pub fn waiting(&self) -> usize {
        self.unsaved.waiting()
    }

    /// Takes a change that was made; [`Keeping::keep`] makes it last.
    pub fn note(&mut self, change: Change) {
        self.unsaved.note(change);
    }

    /// Lets go of changes that are not on the disk: they are not made, after all.
    pub fn forget_waiting(&mut self) {
        self.unsaved.forget_waiting();
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
        match self.keep_in_journal() {
            Err(error) if error.kind == Trouble::NoPlace && self.draft.is_none() && self.may_draft => {
                self.keep_in_draft().map_err(|_| error)
            }
            result => result,
        }
    }

    fn keep_in_journal(&mut self) -> Result<(), StoreError> {
        let Some((path, hash)) = self.home() else { return Ok(()) };
        if !self.unsaved.has_journal() {
            self.keep_base();
        }
        self.unsaved.add(&path, &hash)?;
        if let Some(draft) = self.leaving.take() {
            draft.remove(false);
        }
        Ok(())
    }

    /// Keeps what the journal is about to continue as a version. Should another program change the file before that journal
    /// is folded in, its changes would be about nothing that is there.
    fn keep_base(&mut self) {
        let Some(own) = self.own.as_mut().filter(|own| !own.is_version) else { return };
        let bytes = files::read_file(&own.path).ok().filter(|bytes| own.is(&journal::hash(bytes)));
        let kept = bytes.map(|bytes| versions::keep_before(&self.state, &own.path, &bytes, Some(&self.unsaved.start)));
        own.is_version = kept.is_some_and(|kept| kept.is_ok());
    }

    /// Moves the changes into a draft if another program has changed the file that their journal lies beside.
    pub fn shelter(&mut self) -> Result<(), StoreError> {
        if self.unsaved.is_empty() || self.draft.is_some() || !self.may_draft { Ok(()) } else { self.keep_in_draft() }
    }

    /// Makes a draft of the changes in the journal of the project at `path`, whose file another program has changed since.
    /// Whether that could be done: it takes the version that the journal continues.
    pub fn rescue(path: &Path, state: &State) -> Result<bool, StoreError> {
        let Some((hash, bytes)) = journal::base_of(path) else { return Ok(false) };
        let Some(version) = versions::version_with(state, path, &hash) else { return Ok(false) };
        let start = versions::open_version(path, &version, &Progress::default())?;
        let Ok(found) = journal::read(&bytes, &hash, start.article()) else { return Ok(false) };
        let about = About::of_project(&disk::resolve(path), &hash);
        let mut keeping = Self::of(Unsaved::none(start), about, state);
        found.changes.into_iter().for_each(|change| keeping.note(change));
        keeping.keep()?;
        journal::put_away(path, found.damage.is_some())?;
        Ok(true)
    }

    /// Keeps every change in a draft from now on.
    fn keep_in_draft(&mut self) -> Result<(), StoreError> {
        let draft = Draft::create(&self.state, &self.about, &self.unsaved.start)?;
        let (had_journal, was_damaged) = (self.unsaved.has_journal(), self.unsaved.is_damaged());
        if let Err(error) = self.unsaved.move_to(&draft.path(), &draft.hash) {
            draft.remove(false);
            return Err(error);
        }
        // What lies beside the project has nothing that the draft has not.
        if let Some(own) = self.own.as_ref().filter(|_| had_journal) {
            let _ = journal::put_away(&own.path, was_damaged);
        }
        self.draft = Some(draft);
        Ok(())
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
        let included = self.unsaved.among(included);
        let mut saved = Saved::default();
        self.check_what_is_there((&path, &named), &project, over, &mut saved)?;
        let mut is_foreign = false;
        if is_own && self.is_apart {
            // A journal that continues something else is kept: who knows what it was worth.
            journal::put_away(&path, true)?;
        } else if is_own && self.draft.is_none() {
            self.announce(&hash, included)?;
        } else {
            is_foreign = journal::settle(&path, &hash)?;
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
        self.unsaved.remembered = noted.and_then(Result::ok).unwrap_or_default();
        if is_foreign && let Ok(Some(kept)) = journal::put_away(&path, true) {
            saved.notes.push(format!("a journal of what was there before is kept as {}", kept.display()));
        }
        self.begin_anew(&path, &hash, project, included, lock);
        if let Err(error) =
            versions::keep(&self.state, &path, &self.unsaved.start, &bytes, (Why::Saved, SystemTime::now()))
        {
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
            if !there.is_ok_and(|there| there == self.unsaved.start || there == *project) {
                return Err(StoreError::changed(named));
            }
        }
        let kept = match own {
            Some(own) if is_known && own.is_version => Ok(()),
            Some(_) if is_known && !self.is_apart => {
                versions::keep_before(&self.state, path, &bytes, Some(&self.unsaved.start))
            }
            _ => versions::keep_before(&self.state, path, &bytes, None),
        };
        if let Err(error) = kept {
            if own.is_some() && !is_known {
                // Whoever keeps what is here was promised that the other is not lost.
                return Err(error);
            }
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
        self.unsaved.announce(&path, &base, (hash, included))
    }

    /// Makes the file at `path` the one that is changed from now on. What was changed since it was prepared is kept beside
    /// it before anything else is taken away.
    fn begin_anew(&mut self, path: &Path, hash: &str, project: Project, included: usize, lock: Option<ProjectLock>) {
        // With a lock of its own it has moved here from another file, or from none.
        let before = lock.and_then(|lock| self.own.replace(Own::new(path.to_owned(), hash.to_owned(), lock)));
        if let Some(own) = &mut self.own {
            (own.hash, own.next) = (hash.to_owned(), None);
            own.times = times(path);
        }
        self.about = About::of_project(path, hash);
        self.is_apart = false;
        let (draft, was_damaged) = (self.draft.take(), self.unsaved.is_damaged());
        let had_journal = before.is_none() && draft.is_none();
        if !self.unsaved.begin_anew(path, hash, (project, included), had_journal) {
            // They stay where they were until they are kept here.
            self.leaving = draft;
            return;
        }
        let was_in_draft = draft.is_some();
        if let Some(draft) = draft {
            draft.remove(was_damaged);
        }
        if let Some(own) = before {
            let _ = journal::put_away(&own.path, was_damaged && !was_in_draft);
        }
    }

    /// Ends it, and lets go of what was changed since the last save. `project` is what was on the screen: of a project with a
    /// file it is kept as a version.
    pub fn discard(mut self, project: Option<&Project>) -> Result<(), StoreError> {
        if let (Some(own), Some(project)) = (&self.own, project) {
            // What could not be kept as a version stays where it is, and is offered again.
            versions::keep_discarded(&self.state, &own.path, project)?;
        }
        if let Some(draft) = self.leaving.take() {
            draft.remove(false);
        }
        let was_damaged = self.unsaved.is_damaged();
        match (self.draft.take(), &self.own) {
            (Some(draft), _) => draft.remove(was_damaged),
            (None, Some(own)) if self.unsaved.has_journal() => drop(journal::put_away(&own.path, was_damaged)?),
            _ => {}
        }
        Ok(())
    }
}
