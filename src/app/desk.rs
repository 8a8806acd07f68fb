//! What is on the desk? One open article: its session, where it is kept, and how it is seen.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::find::Find;
use super::jobs::JobNumber;
use super::overview::Overview;
use super::pane::Pane;
use super::panel::Panel;
use super::typeset::Writing;
use super::waiting::Waiting;
use crate::project::{History, Label, Project};
use crate::session::{Command, Session};
use crate::store::{Keeper, Over, StoreError};
use crate::text::Direction;

/// One open article.
#[derive(Debug)]
pub struct Desk {
    /// The project, being worked on.
    pub session: Session,
    /// Its file, once it has one.
    pub path: Option<PathBuf>,
    /// The file of the article, where it was opened from one.
    pub article: Option<PathBuf>,
    /// What it came from, for its name: "rafah" of rafah.txt.
    origin: String,
    /// How the article is seen.
    pub pane: Pane,
    /// How list and inspector are seen.
    pub panel: Panel,
    /// The way the article runs.
    pub direction: Direction,
    /// What is looked for in the article.
    pub search: Find,
    /// What the overview shows.
    pub overview: Overview,
    /// How saving stands.
    pub saving: Saving,
    /// Which of the articles opened by this window it is: an answer that comes late may be meant for another.
    pub number: u64,
    /// What keeps its changes; none when it can only be read.
    pub keeper: Option<Keeper>,
    /// The number of the state that may be left as it is, not saved: all of it lies in a draft.
    pub stays: Option<u64>,
    /// Why its last changes are not on the disk, if that has been told.
    pub trouble: Option<StoreError>,
    /// Whether it has been told that another program changed its file.
    pub told_outside: bool,
    /// The job that still reads the article, of which only the beginning is here.
    pub reading: Option<JobNumber>,
    /// What no font here has: whether it has been told.
    pub missing: BTreeMap<Writing, bool>,
    /// How much waits for a label.
    pub waiting: Waiting,
    counts: (u64, Vec<(usize, String)>),
}

/// How saving stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Not saved since it was opened.
    Untouched,
    /// A thread writes it.
    Running,
    /// A thread writes it; when that is done it shall be written here.
    Again(PathBuf, Over),
    /// Saved at this time of day, e.g. "12:04".
    Done(String),
}

impl Desk {
    /// The desk, with a `number` of its own, with a project that came from `origin`, kept by `keeper`.
    pub fn new(project: Project, history: History, origin: &str, number: u64, keeper: Option<Keeper>) -> Self {
        Self { keeper, ..Self::with(Session::resumed(project, history), origin, number) }
    }

    fn with(session: Session, origin: &str, number: u64) -> Self {
        Self {
            direction: Direction::of(session.project().text()),
            session,
            path: None,
            article: None,
            origin: origin.to_owned(),
            pane: Pane::default(),
            panel: Panel::default(),
            search: Find::default(),
            overview: Overview::default(),
            saving: Saving::Untouched,
            number,
            keeper: None,
            stays: None,
            trouble: None,
            told_outside: false,
            reading: None,
            missing: BTreeMap::new(),
            waiting: Waiting::default(),
            counts: (u64::MAX, Vec::new()),
        }
    }

    /// The desk with the beginning of an article, to read while the job `reading` brings the rest.
    pub fn begun(project: Project, origin: &str, number: u64, reading: JobNumber) -> Self {
        let why = "The article is still being read: mark when all of it is there";
        Self { reading: Some(reading), ..Self::with(Session::read_only(project, why), origin, number) }
    }

    /// Makes it one that can only be read, because of `why`, a sentence.
    pub fn only_read(&mut self, why: &str) {
        self.session = Session::read_only(self.session.project().clone(), why);
    }

    /// Why nothing comes of `command` here, if that is so: half an article is not saved, nor what somebody else changes.
    pub fn refuses(&self, command: &Command) -> Option<&str> {
        let writes = match self.reading {
            Some(_) => matches!(command, Command::Save | Command::SaveAs | Command::Export),
            None => matches!(command, Command::Save),
        };
        self.session.is_read_only().filter(|_| writes)
    }

    /// Takes the place of the desk that had only the beginning of the article; what is seen, selected and looked for stays.
    pub fn go_on_from(&mut self, before: Self) {
        let Self { session, origin, pane, panel, search, missing, .. } = before;
        (self.origin, self.pane, self.panel, self.search, self.missing) = (origin, pane, panel, search, missing);
        self.session.run(Command::Select(session.selection()));
        self.pane.forget_layout();
    }

    /// The article's name in the tool row and the title of the window.
    pub fn name(&self) -> String {
        let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        self.path.as_deref().and_then(stem).unwrap_or_else(|| self.origin.clone())
    }

    /// Its number and the number of its state: which version of which article it shows.
    pub fn version(&self) -> (u64, u64) {
        (self.number, self.session.history().state())
    }

    /// Whether what it shows stays in a draft when it is let go of.
    pub fn is_left(&self) -> bool {
        self.stays == Some(self.session.history().state())
    }

    /// Where it is kept.
    pub fn place(&self) -> String {
        self.path.as_ref().map_or_else(|| "Not saved yet".into(), |path| path.display().to_string())
    }

    /// The name of a file that it could be saved or exported to, or without an ending that of a folder.
    pub fn file_name(&self, ending: &str) -> String {
        if ending.is_empty() { self.name() } else { format!("{}.{ending}", self.name()) }
    }

    /// How many annotations each label has, helpers left out, with the label's name in small letters.
    pub fn counts(&mut self) -> &[(usize, String)] {
        let state = self.session.history().state();
        if self.counts.0 != state {
            let project = self.session.project();
            let shown = project.scheme().labels.iter().filter(|label| !label.helper);
            let count = |label: &Label| {
                let index = project.scheme().label(&label.id).map(|(index, _)| index);
                index.map_or(0, |index| project.annotations().count_of(index))
            };
            let plural = |name: &str, count: usize| {
                let name = name.to_lowercase();
                if count == 1 || !name.is_ascii() { name } else { format!("{name}s") }
            };
            let shown = shown.filter(|label| !label.retired || count(label) > 0);
            let named = shown.map(|label| (count(label), plural(&label.name, count(label))));
            self.counts = (state, named.collect());
        }
        &self.counts.1
    }
}
