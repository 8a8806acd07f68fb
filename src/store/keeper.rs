//! Who keeps the changes of an open project while a person goes on? A thread, so that no frame ever waits for the disk.
//!
//! A change is on the disk as soon as the thread has written it: at once when nothing else goes on, and while many come, as
//! in typing, at most [`PACE`] and one write later. What could not be kept is tried again every [`RETRY`], and told.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::{Keeping, Prepared, Saved, StoreError};
use crate::project::{Change, History, Project};

/// The least time between two writes: a person who types does not wear the disk out.
const PACE: Duration = Duration::from_millis(200);
/// How long after a failure it is tried again.
const RETRY: Duration = Duration::from_secs(2);
/// How often the project's file is looked at, to see whether another program has changed it.
const WATCH: Duration = Duration::from_secs(2);

/// The thread that keeps one open project.
#[derive(Debug)]
pub struct Keeper {
    /// None when it has ended.
    tasks: Option<Sender<Task>>,
    thread: Option<JoinHandle<()>>,
    shared: Arc<Mutex<Kept>>,
    /// How many changes were made, those found in the journal among them.
    made: u64,
}

/// How the keeping stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// How many changes are on the disk, saved or in the journal.
    pub changes: u64,
    /// Where the journal lies.
    pub place: PathBuf,
    /// Why what is not on the disk is not.
    pub trouble: Option<StoreError>,
    /// Whether another program has changed the project's file.
    pub is_changed_outside: bool,
}

enum Task {
    Note(Change),
    Commit(Box<Prepared>, History, u64, Sender<Result<Saved, StoreError>>),
    /// Ends it, and lets go of what is not saved, but for a version of this project if one is given.
    Discard(Option<Box<Project>>),
}

/// What it takes to put a prepared project in its place, from any thread.
#[derive(Clone, Debug)]
pub struct Committer {
    tasks: Sender<Task>,
}

impl std::fmt::Debug for Task {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Task")
    }
}

impl Keeper {
    /// Keeps `keeping` from now on; `news` is called, from the thread, whenever something of [`Kept`] has changed.
    pub fn start(keeping: Keeping, news: impl Fn() + Send + 'static) -> Self {
        let (tasks, receiver) = channel();
        let made = keeping.made();
        let shared = Arc::new(Mutex::new(Kept { changes: made, place: keeping.place(), ..Kept::default() }));
        let work = Work { keeping, shared: Arc::clone(&shared), last: None, news: Box::new(news) };
        let thread = std::thread::spawn(move || work.run(&receiver));
        Self { tasks: Some(tasks), thread: Some(thread), shared, made }
    }

    /// Takes a change that was just made.
    pub fn note(&mut self, change: Change) {
        self.made += 1;
        if self.tasks.as_ref().is_none_or(|tasks| tasks.send(Task::Note(change)).is_err()) {
            let hint = "what is on the screen is untouched: save it (Ctrl+S)";
            let error = StoreError::new("keep the journal", &self.kept().place, "its thread broke down", hint);
            held(&self.shared).trouble = Some(error);
        }
    }

    /// How the keeping stands.
    pub fn kept(&self) -> Kept {
        held(&self.shared).clone()
    }

    /// How many changes were made; what is saved says how many of them it has.
    pub fn made(&self) -> u64 {
        self.made
    }

    /// How many changes are not on the disk yet.
    pub fn waiting(&self) -> u64 {
        self.made.saturating_sub(held(&self.shared).changes)
    }

    /// What can put a prepared project in its place, unless the thread has ended.
    pub fn committer(&self) -> Option<Committer> {
        self.tasks.clone().map(|tasks| Committer { tasks })
    }

    /// Ends it and lets go of what is not saved; of a project with a file, what was on the screen stays as a version if it is
    /// given here. When this returns the project can be opened again.
    pub fn discard(mut self, project: Option<Project>) {
        if let Some(tasks) = self.tasks.take() {
            let _ = tasks.send(Task::Discard(project.map(Box::new)));
        }
        self.join();
    }

    fn join(&mut self) {
        self.tasks = None;
        if let Some(thread) = self.thread.take() {
            // A thread that broke down has said so already, by not answering.
            let _ = thread.join();
        }
    }
}

impl Drop for Keeper {
    /// What waits is written first.
    fn drop(&mut self) {
        self.join();
    }
}

impl Committer {
    /// Puts a project in its place that has the first `included` of the changes made; waits until that is done.
    pub fn commit(&self, prepared: Prepared, history: History, included: u64) -> Result<Saved, StoreError> {
        let path = prepared.named().to_owned();
        let (answer, answered) = channel();
        let sent = self.tasks.send(Task::Commit(Box::new(prepared), history, included, answer));
        let broken = || {
            let hint = "what is on the screen is untouched: save it under another name";
            StoreError::new("save", &path, "the thread that saves broke down", hint)
        };
        sent.map_err(|_| broken())?;
        answered.recv().unwrap_or_else(|_| Err(broken()))
    }
}

fn held(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the thread has.
struct Work {
    keeping: Keeping,
    shared: Arc<Mutex<Kept>>,
    /// When something was written last.
    last: Option<Instant>,
    news: Box<dyn Fn() + Send>,
}

impl Work {
    fn run(mut self, tasks: &Receiver<Task>) {
        loop {
            let task = match tasks.recv_timeout(self.patience()) {
                Ok(task) => task,
                Err(RecvTimeoutError::Timeout) => {
                    self.write();
                    self.watch();
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => {
                    // Whoever leaves without a word has changes that a journal holds for the next time.
                    self.write();
                    return;
                }
            };
            match task {
                Task::Note(change) => self.keeping.note(change),
                Task::Commit(prepared, history, included, answer) => {
                    let saved = self.keeping.commit(*prepared, Some(&history), included);
                    let (failed, outside) = (saved.as_ref().err().cloned(), held(&self.shared).is_changed_outside);
                    let outside = outside && failed.is_some();
                    self.publish(failed.filter(|_| self.keeping.waiting() > 0), outside);
                    let _ = answer.send(saved);
                    continue;
                }
                Task::Discard(project) => {
                    let _ = self.keeping.discard(project.as_deref());
                    return;
                }
            }
            if self.keeping.waiting() > 0 && self.patience().is_zero() {
                self.write();
            }
        }
    }

    /// How long to wait for something to do.
    fn patience(&self) -> Duration {
        if self.keeping.waiting() == 0 {
            return WATCH;
        }
        let pause = if held(&self.shared).trouble.is_some() { RETRY } else { PACE };
        self.last.map_or(Duration::ZERO, |last| pause.saturating_sub(last.elapsed()))
    }

    fn write(&mut self) {
        if self.keeping.waiting() == 0 {
            return;
        }
        let kept = self.keeping.keep();
        self.last = Some(Instant::now());
        let outside = held(&self.shared).is_changed_outside;
        self.publish(kept.err(), outside);
    }

    fn watch(&mut self) {
        let changed = self.keeping.is_changed_outside();
        if changed && let Err(error) = self.keeping.shelter() {
            return self.publish(Some(error), changed);
        }
        if changed != held(&self.shared).is_changed_outside {
            let trouble = held(&self.shared).trouble.clone();
            self.publish(trouble, changed);
        }
    }

    fn publish(&self, trouble: Option<StoreError>, is_changed_outside: bool) {
        let changes = self.keeping.made() - self.keeping.waiting() as u64;
        let now = Kept { changes, place: self.keeping.place(), trouble, is_changed_outside };
        let mut shared = held(&self.shared);
        if *shared != now {
            *shared = now;
            drop(shared);
            (self.news)();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io;

    use super::super::faults::{Fault, Plan};
    use super::super::tests::{mark, marking, saved};
    use super::super::{Over, State, Why, open_project, open_to_change, prepare, versions};
    use super::*;
    use crate::progress::Progress;

    /// A saved project that is being kept, as by a window.
    struct Window {
        folder: tempfile::TempDir,
        path: PathBuf,
        state: State,
        project: Project,
        history: History,
        keeper: Keeper,
        news: Receiver<()>,
    }

    impl Window {
        fn open() -> Self {
            let (folder, path, project) = saved();
            let state = State::within(&folder.path().join("state"));
            let (_, keeping) = open_to_change(&path, &state).expect("opened");
            let (sender, news) = channel();
            let keeper = Keeper::start(keeping, move || {
                let _ = sender.send(());
            });
            Self { folder, path, state, project, history: History::default(), keeper, news }
        }

        fn mark(&mut self) {
            let edit = marking(&self.project, "claim");
            let change = self.history.edit(&mut self.project, edit).expect("a good mark");
            self.keeper.note(change);
        }

        /// Waits for what is expected of the keeping; it comes within seconds, also on a busy machine.
        fn wait(&self, expected: impl Fn(&Kept) -> bool) -> Kept {
            loop {
                let kept = self.keeper.kept();
                if expected(&kept) {
                    return kept;
                }
                self.news.recv_timeout(Duration::from_secs(20)).expect("news");
            }
        }

        fn commit(&self) -> Result<Saved, StoreError> {
            let prepared = prepare(&self.path, &self.project, Over::Own, &Progress::default()).expect("written");
            let committer = self.keeper.committer().expect("it goes on");
            committer.commit(prepared, self.history.clone(), self.keeper.made())
        }
    }

    #[test]
    fn a_change_is_soon_on_the_disk_and_whoever_waits_is_told() {
        let mut window = Window::open();
        assert_eq!((window.keeper.made(), window.keeper.waiting()), (0, 0));
        window.mark();
        let kept = window.wait(|kept| kept.changes == 1);
        assert_eq!((kept.trouble, kept.is_changed_outside), (None, false));
        assert_eq!((window.keeper.made(), window.keeper.waiting()), (1, 0));
        assert!(kept.place.ends_with("rents.ron.journal") && kept.place.exists());
        assert_eq!(open_project(&window.path).expect("opened").recovered, 1);
    }

    #[test]
    fn many_changes_are_few_writes_and_all_there_when_it_has_ended() {
        let mut window = Window::open();
        (0..60).for_each(|_| window.mark());
        let Window { keeper, news, path, folder: _folder, .. } = window;
        drop(keeper);
        assert_eq!(open_project(&path).expect("opened").recovered, 60);
        assert!(news.try_iter().count() < 20, "a person who types does not wear the disk out");
        assert!(open_to_change(&path, &State::nowhere()).is_ok(), "and the project is free");
    }

    #[test]
    fn what_is_saved_waits_no_more() {
        let mut window = Window::open();
        window.mark();
        window.mark();
        assert_eq!(window.commit(), Ok(Saved::default()));
        assert_eq!((window.keeper.kept().changes, window.keeper.waiting()), (2, 0));
        let opened = open_project(&window.path).expect("opened");
        assert_eq!((opened.project, opened.recovered, opened.has_journal), (window.project, 0, false));
    }

    #[test]
    fn what_is_let_go_of_leaves_a_version_and_nothing_else() {
        let mut window = Window::open();
        window.mark();
        window.wait(|kept| kept.changes == 1);
        let Window { keeper, path, state, project, folder: _folder, .. } = window;
        keeper.discard(Some(project));
        let opened = open_project(&path).expect("opened");
        assert_eq!((opened.recovered, opened.has_journal), (0, false));
        assert_eq!(versions(&state, &path)[0].why, Why::Discarded);
        assert!(open_to_change(&path, &state).is_ok(), "it can be opened again at once");
    }

    #[test]
    fn what_could_not_be_kept_is_told_and_tried_again() {
        // What is read first may fail without harm: the first step whose failure is told is the one that is meant.
        let (window, plan) = (0..)
            .find_map(|place| {
                let mut window = Window::open();
                let fault = Fault::Error(io::ErrorKind::StorageFull);
                let plan = Plan::new(window.folder.path(), Some((place, fault)));
                window.mark();
                let kept = window.wait(|kept| kept.trouble.is_some() || kept.changes == 1);
                kept.trouble.is_some().then_some((window, plan))
            })
            .expect("a step that matters");
        assert_eq!((window.keeper.kept().changes, window.keeper.waiting()), (0, 1));
        plan.end();
        let kept = window.wait(|kept| kept.changes == 1);
        assert_eq!((kept.trouble, window.keeper.waiting()), (None, 0));
    }

    #[test]
    fn a_save_that_fails_is_no_trouble_where_all_is_in_the_journal() {
        let mut window = Window::open();
        window.mark();
        window.wait(|kept| kept.changes == 1);
        fs::write(&window.path, "(copydesk: 99)").expect("by another program");
        assert!(window.commit().is_err_and(|error| error.message.contains("another program has changed it")));
        assert_eq!(window.keeper.kept().trouble, None);
        window.wait(|kept| kept.is_changed_outside);
    }

    #[test]
    fn a_save_that_fails_is_trouble_where_something_waits() {
        let mut window = Window::open();
        let prepared = prepare(&window.path, &window.project, Over::Own, &Progress::default()).expect("written");
        let plan = Plan::new(window.folder.path(), Some((0, Fault::Crash)));
        window.mark();
        let committer = window.keeper.committer().expect("it goes on");
        assert!(committer.commit(prepared, window.history.clone(), 0).is_err());
        assert!(window.keeper.kept().trouble.is_some() && window.keeper.waiting() == 1);
        plan.end();
    }

    #[test]
    fn what_is_found_in_the_journal_is_kept_already() {
        let (_folder, path, mut project) = saved();
        mark(&path, &mut project, "claim");
        let (_, keeping) = open_to_change(&path, &State::nowhere()).expect("opened");
        let place = keeping.place();
        let keeper = Keeper::start(keeping, || ());
        assert_eq!(keeper.kept(), Kept { changes: 1, place, ..Kept::default() });
        assert_eq!((keeper.made(), keeper.waiting()), (1, 0));
    }
}
