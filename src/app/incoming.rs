//! How does a file come onto the desk? As a project with the right to change it, or as what can only be read, and with what
//! was not saved the last time.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::article::{Choices, Remarks};
use crate::format::ron;
use crate::progress::Progress;
use crate::project::{History, Moment, Project};
use crate::store::{
    self, Arrived, Asked, Holder, Keeping, LeftDraft, Opened, ProjectLock, State, StoreError, Trouble, Version,
};

/// How long this window waits for itself to let go of a project that it had open.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is said where a project and changes to it have gone different ways.
const WAITING: &str = "changes to it that were not saved wait on the first page: the file was changed since";

/// A project that came in.
#[derive(Debug)]
pub struct Incoming {
    /// The project.
    pub project: Project,
    /// What can be undone and redone in it.
    pub history: History,
    /// Its file; none for an article that is no project yet.
    pub path: Option<PathBuf>,
    /// What a person should know of it.
    pub remarks: Remarks,
    /// Whether it is not what its file says.
    pub is_changed: bool,
    /// What keeps its changes; none when it can only be read, or has to be begun.
    pub keeping: Option<Keeping>,
    /// Who has the right to change it, if that is somebody else.
    pub holder: Option<Holder>,
}

/// Work that was not saved when a window ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    /// In an article that has no project file.
    Draft(LeftDraft),
    /// In the journal of a project, which was written last at that time.
    Project(PathBuf, SystemTime),
}

impl Incoming {
    /// An article that is no project yet.
    pub fn article(project: Project) -> Self {
        Self {
            project,
            history: History::default(),
            path: None,
            remarks: Remarks::default(),
            is_changed: false,
            keeping: None,
            holder: None,
        }
    }

    fn opened(opened: Opened, path: Option<PathBuf>) -> Self {
        let Opened { project, history, recovered, notes, .. } = opened;
        let remarks = Remarks { notes, ..Remarks::default() };
        Self { history, path, remarks, is_changed: recovered > 0, ..Self::article(project) }
    }
}

impl Left {
    /// Its name on screen.
    pub fn name(&self) -> String {
        match self {
            Self::Draft(draft) => draft.about.name.clone(),
            Self::Project(path, _) => super::opening::stem_of(path),
        }
    }

    /// When it was changed last, if that is known.
    pub fn changed(&self) -> Option<SystemTime> {
        match self {
            Self::Draft(draft) => draft.changed,
            Self::Project(_, changed) => Some(*changed),
        }
    }

    /// The file that it is about, if there is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Draft(draft) => draft.about.project.as_deref().or(draft.about.origin.as_deref()),
            Self::Project(path, _) => Some(path),
        }
    }
}

/// What was not saved when a window ended, the latest first: drafts, and projects among `recent` with a journal.
pub fn left_work(state: &State, recent: &[PathBuf]) -> Vec<Left> {
    let drafts = store::left_drafts(state).into_iter().map(Left::Draft);
    let journals = recent.iter().filter_map(|path| Some(Left::Project(path.clone(), store::left_journal(path)?)));
    let mut left: Vec<Left> = drafts.chain(journals).collect();
    left.sort_by_key(|left| std::cmp::Reverse(left.changed()));
    left
}

/// Opens the project or article at `path`; new annotations in an article are by `annotator`. `begun` is given the beginning
/// of a large article before the rest is there.
pub fn open(
    path: &Path,
    (annotator, choices): (String, &Choices),
    state: &State,
    progress: &Progress,
    begun: impl FnOnce(Project),
) -> Result<Incoming, StoreError> {
    if store::is_project(path) {
        return open_project(path, state, progress);
    }
    let scheme = Some(ron::default_scheme());
    let Arrived { project, remarks } = store::take_in_with(path, scheme, choices, progress, begun)?;
    let project = project.annotated_by(annotator);
    let draft = store::left_drafts(state).into_iter().find(|draft| draft.is_of(path));
    match draft.map(|draft| open_draft(&draft, state)) {
        // An article that was changed since is another one; its draft waits on the first page.
        Some(Ok(incoming)) if incoming.project.text() == project.text() => Ok(incoming),
        _ => {
            let keeping =
                Keeping::of_article(project.clone(), &super::opening::stem_of(path), Some(path.to_owned()), state);
            Ok(Incoming { keeping: Some(keeping), remarks, ..Incoming::article(project) })
        }
    }
}

fn open_project(path: &Path, state: &State, progress: &Progress) -> Result<Incoming, StoreError> {
    let mut waiting = None;
    if let Some(draft) = store::left_drafts(state).into_iter().find(|draft| draft.is_of(path)) {
        match open_draft(&draft, state) {
            Ok(incoming) if incoming.path.is_some() => return Ok(incoming),
            _ => waiting = Some(WAITING.to_owned()),
        }
    }
    let lock = match ask(path)? {
        Asked::Held(holder) => {
            let opened = store::open_project_with(path, state, progress)?;
            let incoming = Incoming::opened(opened, Some(path.to_owned()));
            return Ok(Incoming { holder: Some(holder), remarks: Remarks::default(), is_changed: false, ..incoming });
        }
        Asked::Free(lock) => lock,
    };
    let opened = match store::open_project_with(path, state, progress) {
        Err(error) if error.kind == Trouble::Changed && Keeping::rescue(path, state)? => {
            waiting = Some(WAITING.to_owned());
            store::open_project_with(path, state, progress)?
        }
        opened => opened?,
    };
    let keeping = Some(Keeping::of_project(path, &opened, lock, state));
    let mut incoming = Incoming { keeping, ..Incoming::opened(opened, Some(path.to_owned())) };
    incoming.remarks.notes.extend(waiting);
    Ok(incoming)
}

/// The right to change a project. This window may be about to let go of it itself.
fn ask(path: &Path) -> Result<Asked, StoreError> {
    let began = Instant::now();
    loop {
        match ProjectLock::ask(path, "window")? {
            Asked::Held(holder) if holder.process == std::process::id() && began.elapsed() < PATIENCE => {
                thread::sleep(Duration::from_millis(10));
            }
            asked => return Ok(asked),
        }
    }
}

/// Opens what was not saved when a window ended.
pub fn open_left(left: &Left, state: &State, progress: &Progress) -> Result<Incoming, StoreError> {
    match left {
        Left::Draft(draft) => open_draft(draft, state),
        Left::Project(path, _) => open_project(path, state, progress),
    }
}

fn open_draft(draft: &LeftDraft, state: &State) -> Result<Incoming, StoreError> {
    let (opened, keeping) = Keeping::of_draft(draft, state)?
        .ok_or_else(|| StoreError::new("open", &draft.path(), "another window has it open", "look for that window"))?;
    let path = keeping.path().map(Path::to_owned);
    let incoming = Incoming::opened(opened, path);
    Ok(Incoming { keeping: Some(keeping), is_changed: true, ..incoming })
}

/// Opens a version of the project at `path`: what is on the screen is that, and a save makes the project that again.
pub fn open_version(
    path: &Path,
    version: &Version,
    state: &State,
    progress: &Progress,
) -> Result<Incoming, StoreError> {
    let project = store::open_version(path, version, progress)?;
    let at = version.at().map(Moment::in_words).unwrap_or_default();
    let note = format!(
        "this is the project as it was on {at} ({}, {}): saving makes it that again, closing leaves it as it is",
        version.why.in_words(),
        version.counts_in_words()
    );
    let remarks = Remarks { notes: vec![note], ..Remarks::default() };
    let incoming = Incoming { path: Some(path.to_owned()), remarks, ..Incoming::article(project.clone()) };
    Ok(match ask(path)? {
        Asked::Held(holder) => Incoming { holder: Some(holder), ..incoming },
        Asked::Free(lock) => {
            let keeping = Some(Keeping::of_version(path, project, lock, state));
            Incoming { keeping, is_changed: true, ..incoming }
        }
    })
}
