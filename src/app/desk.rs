//! What is on the desk? One open article: its session, where it is kept, and how it is seen.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::jobs::Over;
use super::overview::Ticks;
use super::pane::Pane;
use super::panel::Panel;
use super::typeset::Writing;
use crate::project::Project;
use crate::session::Session;
use crate::store::Stamp;

/// One open article.
#[derive(Debug)]
pub struct Desk {
    /// The project, being worked on.
    pub session: Session,
    /// Its file, once it has one.
    pub path: Option<PathBuf>,
    /// What it came from, for its name: "rafah" of rafah.txt.
    origin: String,
    /// How the article is seen.
    pub pane: Pane,
    /// How list and inspector are seen.
    pub panel: Panel,
    /// What the overview shows.
    pub ticks: Ticks,
    /// How saving stands.
    pub saving: Saving,
    /// Which of the articles opened by this window it is: an answer that comes late may be meant for another.
    pub number: u64,
    /// What its file held when it was opened or saved last.
    pub stamp: Option<Stamp>,
    /// What no font here has: whether it has been told.
    pub missing: BTreeMap<Writing, bool>,
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
    /// The desk, with a `number` of its own, with a project that came from `origin` and is not saved yet.
    pub fn new(project: Project, origin: &str, number: u64) -> Self {
        let session = Session::new(project);
        let pane = Pane::new(&session);
        let origin = origin.to_owned();
        let counts = (u64::MAX, Vec::new());
        let (panel, saving) = (Panel::default(), Saving::Untouched);
        let ticks = Ticks::default();
        let missing = BTreeMap::new();
        Self { session, path: None, origin, pane, panel, ticks, saving, number, stamp: None, missing, counts }
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

    /// Where it is kept.
    pub fn place(&self) -> String {
        self.path.as_ref().map_or_else(|| "Not saved yet".into(), |path| path.display().to_string())
    }

    /// The name of a file that it could be saved or exported to.
    pub fn file_name(&self, ending: &str) -> String {
        format!("{}.{ending}", self.name())
    }

    /// How many annotations each label has, helpers left out, with the label's name in small letters.
    pub fn counts(&mut self) -> &[(usize, String)] {
        let state = self.session.history().state();
        if self.counts.0 != state {
            let project = self.session.project();
            let mut counts = vec![0; project.scheme().labels.len()];
            project.annotations().iter().for_each(|annotation| counts[annotation.label().get()] += 1);
            let named = project.scheme().labels.iter().zip(counts).filter(|(label, _)| !label.helper);
            let plural = |name: &str, count: usize| {
                let name = name.to_lowercase();
                if count == 1 || !name.is_ascii() { name } else { format!("{name}s") }
            };
            let named = named.map(|(label, count)| (count, plural(&label.name, count)));
            self.counts = (state, named.collect());
        }
        &self.counts.1
    }
}
