//! What takes longer than a frame? Opening, saving, exporting and the system's dialogs: each on a thread of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use crate::format::{Format, Loss, Named, ron};
use crate::progress::Progress;
use crate::project::Project;
use crate::store::{self, Existing, Over, Stamp, StoreError};

/// A dialog that answers sooner than this was never seen by a person: the system could show none.
const UNSEEN: Duration = Duration::from_millis(500);

/// What a path is wanted for.
#[derive(Clone, Copy, Debug)]
pub enum Purpose {
    /// To open.
    Open,
    /// To save the project.
    SaveAs,
    /// To export in a format.
    Export(&'static Format),
}

impl Purpose {
    /// The dialog's title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Open => "Open an article or a project",
            Self::SaveAs => "Save the project",
            Self::Export(_) => "Export the annotations",
        }
    }

    /// What its button says.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::SaveAs => "Save",
            Self::Export(_) => "Export",
        }
    }
}

/// Something that a thread has finished.
#[derive(Debug)]
pub enum Done {
    /// A file was opened, or not.
    Opened(PathBuf, Result<Box<Incoming>, StoreError>),
    /// A project was saved, or not.
    Saved(Save, Result<Stamp, StoreError>),
    /// An export was written, with what it could not hold, or not.
    Exported(PathBuf, Result<Vec<Loss>, StoreError>),
    /// A dialog, asked for the desk with this number, was answered with a path.
    Picked(Purpose, u64, PathBuf),
    /// A dialog was cancelled.
    Cancelled,
    /// No dialog could be shown, for the desk with this number.
    NoDialog(Purpose, u64),
    /// A thread broke down while it did this.
    Broken(&'static str),
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

/// A project that came in.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// The project.
    pub project: Project,
    /// Whether the file is the project's own, and not an article it was made from.
    pub is_project: bool,
    /// What a person should know of it.
    pub notes: Vec<String>,
    /// Whether it has changes that its file has not.
    pub recovered: bool,
    /// What its file held.
    pub stamp: Option<Stamp>,
}

/// The threads at work.
#[derive(Debug)]
pub struct Jobs {
    sender: Sender<Done>,
    receiver: Receiver<Done>,
    /// What each of them does, for the status line.
    running: Vec<&'static str>,
}

impl Jobs {
    /// Nothing at work yet.
    pub fn new() -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, running: Vec::new() }
    }

    /// What goes on at the moment.
    pub fn busy(&self) -> Option<&'static str> {
        self.running.last().copied()
    }

    /// What has been finished since the last frame.
    pub fn finished(&mut self) -> Vec<Done> {
        let finished: Vec<Done> = self.receiver.try_iter().collect();
        for done in &finished {
            let doing = done.doing();
            if let Some(at) = self.running.iter().position(|running| *running == doing) {
                self.running.remove(at);
            }
        }
        finished
    }

    /// Opens the project or article at `path`; new ones are by `annotator`.
    pub fn open(&mut self, ctx: &egui::Context, path: PathBuf, annotator: String) {
        self.start(ctx, OPENING, move || {
            let incoming = open(&path, annotator).map(Box::new);
            Done::Opened(path, incoming)
        });
    }

    /// Saves the project.
    pub fn save(&mut self, ctx: &egui::Context, to: Save, project: Project) {
        self.start(ctx, SAVING, move || {
            let saved = save(&to, &project);
            Done::Saved(to, saved)
        });
    }

    /// Writes the project, called `name` if it has no id of its own, to `path` in another format.
    pub fn export(
        &mut self,
        ctx: &egui::Context,
        (path, existing): (PathBuf, Existing),
        format: &'static Format,
        (name, project): (String, Project),
    ) {
        self.start(ctx, EXPORTING, move || {
            let id = if project.id().is_empty() { name } else { project.id().to_owned() };
            let exported = store::export_one(&path, format, &Named { id, project: &project }, existing);
            Done::Exported(path, exported)
        });
    }

    /// Whether a dialog is open.
    pub fn is_asking(&self) -> bool {
        self.running.contains(&ASKING)
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
        self.start(ctx, ASKING, move || {
            let asked = Instant::now();
            match dialog(purpose, &suggested, folder.as_deref()) {
                Some(path) => Done::Picked(purpose, desk, path),
                None if asked.elapsed() < UNSEEN => Done::NoDialog(purpose, desk),
                None => Done::Cancelled,
            }
        });
    }

    fn start(&mut self, ctx: &egui::Context, doing: &'static str, work: impl FnOnce() -> Done + Send + 'static) {
        self.running.push(doing);
        let (sender, ctx) = (self.sender.clone(), ctx.clone());
        std::thread::spawn(move || {
            // Whatever happens to a thread, the window hears of it.
            let done = catch_unwind(AssertUnwindSafe(work)).unwrap_or(Done::Broken(doing));
            // The window may be gone by now; then nobody waits for the answer.
            let _ = sender.send(done);
            ctx.request_repaint();
        });
    }
}

const OPENING: &str = "opening…";
const SAVING: &str = "saving…";
const EXPORTING: &str = "exporting…";
const ASKING: &str = "choosing a file…";

impl Done {
    fn doing(&self) -> &'static str {
        match self {
            Self::Opened(..) => OPENING,
            Self::Saved(..) => SAVING,
            Self::Exported(..) => EXPORTING,
            Self::Picked(..) | Self::Cancelled | Self::NoDialog(..) => ASKING,
            Self::Broken(doing) => doing,
        }
    }
}

fn save(to: &Save, project: &Project) -> Result<Stamp, StoreError> {
    store::save(&to.path, project, to.over, &Progress::default())
}

fn open(path: &Path, annotator: String) -> Result<Incoming, StoreError> {
    if store::is_project(path) {
        let opened = store::open_project(path)?;
        let recovered = opened.recovered > 0;
        let (notes, stamp) = (opened.notes, Some(opened.stamp));
        return Ok(Incoming { project: opened.project, is_project: true, notes, recovered, stamp });
    }
    let project = store::take_in(path, Some(ron::default_scheme()))?.annotated_by(annotator);
    Ok(Incoming { project, is_project: false, notes: Vec::new(), recovered: false, stamp: None })
}

fn dialog(purpose: Purpose, suggested: &str, folder: Option<&Path>) -> Option<PathBuf> {
    let mut dialog = rfd::FileDialog::new().set_title(purpose.title());
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    match purpose {
        Purpose::Open => dialog
            .add_filter("Articles and projects", &["txt", "text", "md", "ron"])
            .add_filter("All files", &["*"])
            .pick_file(),
        Purpose::SaveAs => dialog.add_filter("Copydesk project", &["ron"]).set_file_name(suggested).save_file(),
        Purpose::Export(format) => {
            dialog.add_filter(format.title, format.extensions).set_file_name(suggested).save_file()
        }
    }
}
