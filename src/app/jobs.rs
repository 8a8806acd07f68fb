//! What takes longer than a frame? Opening, saving, exporting and the system's dialogs: each on a thread of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use super::imported::{self, Imported};
use super::incoming::{self, Incoming, Left};
use crate::article::{Choices, Kind};
use crate::format::{Format, Loss, Named, Shape, Share, Wish};
use crate::progress::Progress;
use crate::project::{Article, History, Original, Project, Scheme};
use crate::store::{self, Committer, Existing, Listed, Over, Saved, State, StoreError, Version};

/// A dialog that answers sooner than this was never seen by a person: the system could show none.
const UNSEEN: Duration = Duration::from_millis(500);

/// What takes less than this is not worth a sign that it goes on.
const BLINK: Duration = Duration::from_millis(150);

/// What a path is wanted for.
#[derive(Clone, Copy, Debug)]
pub enum Purpose {
    /// To open.
    Open,
    /// To save the project.
    SaveAs,
    /// To export in a format.
    Export(&'static Format, Wish),
    /// To make projects of files in a format.
    Import(&'static Format),
    /// To take in a scheme.
    ImportScheme,
    /// To write the scheme.
    ExportScheme,
}

impl Purpose {
    /// The dialog's title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Open => "Open an article or a project",
            Self::SaveAs => "Save the project",
            Self::Export(..) => "Export the annotations",
            Self::Import(_) => "Import annotations",
            Self::ImportScheme => "Import a scheme",
            Self::ExportScheme => "Export the scheme",
        }
    }

    /// What its button says.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::SaveAs => "Save",
            Self::Export(..) | Self::ExportScheme => "Export",
            Self::Import(_) | Self::ImportScheme => "Import",
        }
    }
}

/// The number of a job, given once.
pub type JobNumber = u64;

/// What a thread has to say.
#[derive(Debug)]
pub enum Done {
    /// The beginning of a large article is there, while the rest is being read.
    Begun(PathBuf, JobNumber, Box<Project>),
    /// These are the articles that were named, and what could not be listed.
    Listed(Vec<Listed>, Vec<StoreError>),
    /// A file, if it is one, was opened, or not.
    Opened(Option<PathBuf>, JobNumber, Result<Box<Incoming>, StoreError>),
    /// A project was saved, or not.
    Saved(Save, Result<Saved, StoreError>),
    /// Files of another format became projects, or not.
    Imported(Result<Box<Imported>, StoreError>),
    /// What an export would hold of the project of the desk with this number.
    Reported(u64, Box<Report>),
    /// An export was written, with what it could not hold, or not.
    Exported(PathBuf, Result<Vec<Loss>, StoreError>),
    /// A scheme was read for the desk with this number, or not.
    SchemeRead(u64, Result<Arc<Scheme>, StoreError>),
    /// A scheme was written, or not.
    SchemeWritten(PathBuf, Result<(), StoreError>),
    /// The original of the article is in this file, or nowhere.
    Original(Result<PathBuf, StoreError>),
    /// A copy of the original lies beside the project, or not.
    OriginalKept(Result<(), StoreError>),
    /// A dialog, asked for the desk with this number, was answered with a path; to open there may be several.
    Picked(Purpose, u64, Vec<PathBuf>),
    /// A dialog was cancelled.
    Cancelled,
    /// No dialog could be shown, for the desk with this number.
    NoDialog(Purpose, u64),
    /// What a thread did was cancelled while it did this.
    Stopped(&'static str, JobNumber),
    /// What nobody waits for any more has ended.
    GivenUp(JobNumber),
    /// A thread broke down while it did this.
    Broken(&'static str, JobNumber),
}

/// What an export would hold.
#[derive(Clone, Debug)]
pub struct Report {
    /// The format.
    pub format: &'static Format,
    /// What is wished beside it.
    pub wish: Wish,
    /// How many annotations.
    pub annotations: Share,
    /// How many relations.
    pub relations: Share,
    /// What is dropped or changed.
    pub losses: Vec<Loss>,
}

/// Which state of which desk is saved where.
#[derive(Clone, Debug)]
pub struct Save {
    /// Where to.
    pub path: PathBuf,
    /// The desk's number.
    pub desk: u64,
    /// The number of the project's state.
    pub state: u64,
    /// What may be replaced.
    pub over: Over,
}

/// The threads at work.
#[derive(Debug)]
pub struct Jobs {
    sender: Sender<(JobNumber, Done)>,
    receiver: Receiver<(JobNumber, Done)>,
    running: Vec<Job>,
    /// How many were ever started.
    started: JobNumber,
}

#[derive(Debug)]
struct Job {
    number: JobNumber,
    /// What it does, for the status line.
    doing: &'static str,
    progress: Progress,
    since: Instant,
    /// Whether nobody waits for it any more.
    is_given_up: bool,
}

/// What goes on at the moment, as the status line says it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Busy {
    /// What is being done.
    pub doing: &'static str,
    /// The part that is done, 0 to 1, where that is known.
    pub part: Option<f32>,
}

impl Busy {
    /// Whether it can be cancelled here; a dialog has a button of its own.
    pub fn can_be_cancelled(self) -> bool {
        self.doing != ASKING
    }
}

impl Jobs {
    /// Nothing at work yet.
    pub fn new() -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, running: Vec::new(), started: 0 }
    }

    /// What goes on at the moment; what is done in the blink of an eye is not shown.
    pub fn busy(&self) -> Option<Busy> {
        let shown = self.running.last().filter(|job| job.since.elapsed() >= BLINK);
        shown.map(|job| Busy { doing: job.doing, part: job.progress.part() })
    }

    /// Whether the status line has to be drawn again to show how far something is.
    pub fn is_progressing(&self) -> bool {
        self.running.iter().any(|job| job.doing != ASKING)
    }

    /// Gives up what goes on at the moment.
    pub fn cancel(&self) {
        if let Some(job) = self.running.last() {
            job.progress.cancel();
        }
    }

    /// Gives up opening the job numbered `number`, if it still runs.
    pub fn give_up(&self, number: JobNumber) {
        self.running.iter().filter(|job| job.number == number).for_each(|job| job.progress.cancel());
    }

    /// Gives up whatever is being opened: nobody waits for it any more.
    pub fn give_up_opening(&mut self) {
        for job in self.running.iter_mut().filter(|job| job.doing == OPENING) {
            job.progress.cancel();
            job.is_given_up = true;
        }
    }

    /// What has been finished since the last frame.
    pub fn finished(&mut self) -> Vec<Done> {
        let mut finished: Vec<(JobNumber, Done)> = self.receiver.try_iter().collect();
        let is_given_up = |number: JobNumber| self.running.iter().any(|job| job.number == number && job.is_given_up);
        // Its beginning would take the place of an article that stays.
        finished.retain(|(number, done)| !(matches!(done, Done::Begun(..)) && is_given_up(*number)));
        for (number, done) in &mut finished {
            // Opened, stopped or failed: no plan hangs on it.
            if is_given_up(*number) {
                *done = Done::GivenUp(*number);
            }
        }
        for (number, done) in &finished {
            if !matches!(done, Done::Begun(..)) {
                self.running.retain(|job| job.number != *number);
            }
        }
        finished.into_iter().map(|(_, done)| done).collect()
    }

    /// Lists the articles that `paths` name: what lies in a large folder takes longer than a frame.
    pub fn list(&mut self, ctx: &egui::Context, paths: Vec<PathBuf>) {
        self.start(ctx, LISTING, move |_| {
            let (listed, errors) = store::list_articles(paths);
            Done::Listed(listed, errors)
        });
    }

    /// Whether something is being opened.
    pub fn is_opening(&self) -> bool {
        self.running.iter().any(|job| job.doing == OPENING)
    }

    /// Opens the project or article at `path`; new ones are by `annotator`. What was being opened before is given up.
    pub fn open(&mut self, ctx: &egui::Context, path: PathBuf, wish: (String, Choices), state: State) {
        let (annotator, choices) = wish;
        self.start_opening(ctx, move |work| {
            let begun = |project: Project| work.say(Done::Begun(path.clone(), work.number, Box::new(project)));
            let incoming = incoming::open(&path, (annotator, &choices), &state, &work.progress, begun);
            (Some(path), incoming)
        });
    }

    /// Opens what was not saved when a window ended.
    pub fn open_left(&mut self, ctx: &egui::Context, left: Left, state: State) {
        self.start_opening(ctx, move |work| {
            let incoming = incoming::open_left(&left, &state, &work.progress);
            let path = incoming.as_ref().ok().and_then(|incoming| incoming.path.clone());
            (path, incoming)
        });
    }

    /// Opens a version of the project at `path`.
    pub fn open_version(&mut self, ctx: &egui::Context, path: PathBuf, version: Version, state: State) {
        self.start_opening(ctx, move |work| {
            let incoming = incoming::open_version(&path, &version, &state, &work.progress);
            (Some(path), incoming)
        });
    }

    fn start_opening(
        &mut self,
        ctx: &egui::Context,
        open: impl FnOnce(&Work) -> (Option<PathBuf>, Result<Incoming, StoreError>) + Send + 'static,
    ) {
        self.give_up_opening();
        self.start(ctx, OPENING, move |work| match open(work) {
            (_, Err(_)) if work.progress.is_cancelled() => Done::Stopped(OPENING, work.number),
            (path, incoming) => Done::Opened(path, work.number, incoming.map(Box::new)),
        });
    }

    /// Saves the project, which has so many of the changes made, and what can be undone in it.
    pub fn save(
        &mut self,
        ctx: &egui::Context,
        to: Save,
        project: Project,
        (committer, history, made): (Committer, History, u64),
    ) {
        self.start(ctx, SAVING, move |work| {
            let prepared = store::prepare(&to.path, &project, to.over, &work.progress);
            let saved = prepared.and_then(|prepared| committer.commit(prepared, history, made));
            Done::Saved(to, saved)
        });
    }

    /// Makes a project of each article in `paths`, which are in `format`, and saves it beside its file. Formats that do not hold
    /// their text may be about the article that is `open`.
    pub fn import(
        &mut self,
        ctx: &egui::Context,
        format: &'static Format,
        paths: Vec<PathBuf>,
        (open, state): (Option<(String, Arc<Article>)>, State),
    ) {
        self.start(ctx, IMPORTING, move |work| {
            let imported = imported::import(format, &paths, open.as_ref(), &state, &work.progress);
            Done::Imported(imported.map(Box::new))
        });
    }

    /// Finds what an export of the project of the desk numbered `desk` would hold, and what not.
    pub fn report(
        &mut self,
        ctx: &egui::Context,
        desk: u64,
        (format, wish): (&'static Format, Wish),
        (name, project): (String, Project),
    ) {
        self.start(ctx, REPORTING, move |work| {
            let id = project.id_or(&name).to_owned();
            let named = [Named { id, project: &project, progress: work.progress.clone() }];
            let written = format.write.map(|write| write(&named, &wish)).unwrap_or_default();
            if work.progress.is_cancelled() {
                return Done::Stopped(REPORTING, work.number);
            }
            let [annotations, relations] = written.shares(&named);
            let report = Report { format, wish, annotations, relations, losses: written.losses };
            Done::Reported(desk, Box::new(report))
        });
    }

    /// Writes the project, called `name` if it has no id of its own, to `path` in another format.
    pub fn export(
        &mut self,
        ctx: &egui::Context,
        (path, existing): (PathBuf, Existing),
        (format, wish): (&'static Format, Wish),
        (name, project): (String, Project),
    ) {
        self.start(ctx, EXPORTING, move |work| {
            let id = project.id_or(&name).to_owned();
            let named = Named { id, project: &project, progress: work.progress.clone() };
            match store::export_one(&path, (format, &wish), &named, existing) {
                Err(_) if work.progress.is_cancelled() => Done::Stopped(EXPORTING, work.number),
                exported => Done::Exported(path, exported),
            }
        });
    }

    /// Finds the original of an article near these files, to be shown.
    pub fn find_original(&mut self, ctx: &egui::Context, original: Original, near: Vec<PathBuf>) {
        self.start(ctx, FINDING, move |_| Done::Original(store::find_original(&original, &near)));
    }

    /// Keeps a copy of the original, which is the file at `from`, beside the project at `project`.
    pub fn keep_original(&mut self, ctx: &egui::Context, original: Original, from: PathBuf, project: PathBuf) {
        self.start(ctx, SAVING, move |_| Done::OriginalKept(store::keep_original(&original, &from, &project)));
    }

    /// Reads the scheme at `path` for the desk numbered `desk`.
    pub fn read_scheme(&mut self, ctx: &egui::Context, path: PathBuf, desk: u64) {
        self.start(ctx, OPENING_SCHEME, move |_| Done::SchemeRead(desk, store::open_scheme(&path)));
    }

    /// Writes `scheme` to `path`.
    pub fn write_scheme(&mut self, ctx: &egui::Context, (path, existing): (PathBuf, Existing), scheme: Arc<Scheme>) {
        self.start(ctx, EXPORTING, move |_| {
            let written = store::export_scheme(&path, &scheme, existing);
            Done::SchemeWritten(path, written)
        });
    }

    /// Whether a dialog is open.
    pub fn is_asking(&self) -> bool {
        self.running.iter().any(|job| job.doing == ASKING)
    }

    /// Asks for a path for the desk numbered `desk` by a dialog of the system.
    pub fn ask(
        &mut self,
        ctx: &egui::Context,
        purpose: Purpose,
        desk: u64,
        suggested: String,
        folder: Option<PathBuf>,
    ) {
        self.start(ctx, ASKING, move |_| {
            let asked = Instant::now();
            match dialog(purpose, &suggested, folder.as_deref()) {
                Some(paths) => Done::Picked(purpose, desk, paths),
                None if asked.elapsed() < UNSEEN => Done::NoDialog(purpose, desk),
                None => Done::Cancelled,
            }
        });
    }

    fn start(&mut self, ctx: &egui::Context, doing: &'static str, work: impl FnOnce(&Work) -> Done + Send + 'static) {
        self.started += 1;
        let (number, progress) = (self.started, Progress::default());
        self.running.push(Job { number, doing, progress: progress.clone(), since: Instant::now(), is_given_up: false });
        let own = Work { number, progress, sender: self.sender.clone(), ctx: ctx.clone() };
        std::thread::spawn(move || {
            // Whatever happens to a thread, the window hears of it.
            let done = catch_unwind(AssertUnwindSafe(|| work(&own))).unwrap_or(Done::Broken(doing, number));
            own.say(done);
        });
    }
}

/// What a thread knows of its job.
struct Work {
    number: JobNumber,
    progress: Progress,
    sender: Sender<(JobNumber, Done)>,
    ctx: egui::Context,
}

impl Work {
    fn say(&self, done: Done) {
        // The window may be gone by now; then nobody waits for the answer.
        let _ = self.sender.send((self.number, done));
        self.ctx.request_repaint();
    }
}

const OPENING: &str = "opening…";
const LISTING: &str = "listing…";
const OPENING_SCHEME: &str = "reading the scheme…";
const SAVING: &str = "saving…";
const EXPORTING: &str = "exporting…";
const IMPORTING: &str = "importing…";
const REPORTING: &str = "finding what is lost…";
const FINDING: &str = "looking for the original…";
const ASKING: &str = "choosing a file…";

/// The endings of what can be opened.
fn readable() -> Vec<&'static str> {
    Kind::ENDINGS.iter().map(|(ending, _)| *ending).chain(["ron"]).collect()
}

fn dialog(purpose: Purpose, suggested: &str, folder: Option<&Path>) -> Option<Vec<PathBuf>> {
    let mut dialog = rfd::FileDialog::new().set_title(purpose.title());
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    let one = match purpose {
        Purpose::Open => {
            let dialog = dialog.add_filter("Articles and projects", &readable());
            return dialog.add_filter("All files", &["*"]).pick_files().filter(|paths| !paths.is_empty());
        }
        Purpose::Import(format) => {
            let dialog = dialog.add_filter(format.title, format.reads).add_filter("All files", &["*"]);
            return dialog.pick_files().filter(|paths| !paths.is_empty());
        }
        Purpose::ImportScheme => dialog.add_filter("Copydesk scheme", &["ron"]).pick_file(),
        Purpose::ExportScheme => dialog.add_filter("Copydesk scheme", &["ron"]).set_file_name(suggested).save_file(),
        Purpose::SaveAs => dialog.add_filter("Copydesk project", &["ron"]).set_file_name(suggested).save_file(),
        Purpose::Export(format, wish) if format.shape_for(&wish) == Shape::Folder => {
            dialog.set_title("Name the folder of the export").set_file_name(suggested).save_file()
        }
        Purpose::Export(format, _) => {
            dialog.add_filter(format.title, format.extensions).set_file_name(suggested).save_file()
        }
    };
    one.map(|path| vec![path])
}
