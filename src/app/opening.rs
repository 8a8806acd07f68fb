//! How does an article come onto the desk, and how does it leave it? By path, by pasting, from the sample, from what was left.

use std::path::{Path, PathBuf};

use egui::{Context, Event, ViewportCommand};

use super::App;
use super::articles::Articles;
use super::desk::Desk;
use super::incoming::{self, Incoming};
use super::jobs::{JobNumber, Purpose};
use super::overlay::{Next, Overlay};
use super::run::capital;
use super::shell::{Deed, Notice};
use crate::article::{self, Choices, Doubt, Remarks};
use crate::format::ron;
use crate::project::Project;
use crate::session::Session;
use crate::store::{Arrived, Keeper, Keeping, StoreError, Version};

impl App {
    /// Puts a project that came from `origin` on the desk in place of what is there.
    pub fn put_on_desk(&mut self, ctx: &Context, project: Project, origin: &str) {
        self.lay_on_desk(ctx, Incoming::article(project), origin);
    }

    fn lay_on_desk(&mut self, ctx: &Context, incoming: Incoming, origin: &str) -> &mut Desk {
        // What stands over the window, and what a notice offers, is about the article before.
        self.shell.overlay = Overlay::None;
        self.shell.notice = None;
        self.forget_plans();
        self.let_go();
        self.opened += 1;
        let Incoming { project, history, path, is_changed, keeping, holder, .. } = incoming;
        let keeping = match (keeping, holder) {
            (None, None) => Some(Keeping::of_article(project.clone(), origin, None, &self.shell.state)),
            (keeping, _) => keeping,
        };
        let news = ctx.clone();
        let keeper = keeping.map(|keeping| Keeper::start(keeping, move || news.request_repaint()));
        let mut desk = Desk::new(project, history, origin, self.opened, keeper);
        desk.path = path;
        if is_changed {
            desk.session.history_mut().unsave();
        }
        self.desk.insert(desk)
    }

    /// Lets go of what is on the desk. What was not saved is a person's to lose: of a project with a file it stays as a
    /// version. Giving back the memory of a million annotations takes longer than a frame, so a thread does it.
    pub(super) fn let_go(&mut self) {
        if let Some((keeper, session)) = self.take_desk() {
            std::thread::spawn(move || end(keeper, &session));
        }
    }

    /// Like [`Self::let_go`], and waits until the project can be opened again.
    pub(super) fn let_go_at_once(&mut self) {
        if let Some((keeper, session)) = self.take_desk() {
            end(keeper, &session);
        }
    }

    /// Takes the desk away; returns what is to be ended of it.
    fn take_desk(&mut self) -> Option<(Option<Keeper>, Session)> {
        let mut desk = self.desk.take()?;
        if desk.is_left() {
            // All is on the disk already, so this takes no time; then the draft is free for whoever opens it again.
            drop(desk.keeper.take());
        } else if let Some(articles) = self.shell.articles.as_ref().filter(|_| desk.session.history().is_changed()) {
            articles.look_again(desk.number);
        }
        Some((desk.keeper, desk.session))
    }

    /// Goes on, whatever is not saved.
    pub(super) fn proceed(&mut self, ctx: &Context, next: Next) {
        match next {
            Next::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Next::Close => {
                self.forget_plans();
                // What it says was of the article.
                self.shell.notice = None;
                if let Some(job) = self.desk.as_ref().and_then(|desk| desk.reading) {
                    self.shell.jobs.give_up(job);
                }
                self.let_go();
                self.look_for_left();
            }
            Next::Choose => {
                let folder = self.nearby();
                self.ask(ctx, Purpose::Open, String::new(), folder);
            }
            Next::Show(path, incoming) => self.show_opened(ctx, path.as_deref(), *incoming),
            Next::Again(path, choices) => self.open_as(ctx, path, choices),
            Next::Open(path) => {
                let own = self.desk.as_ref().and_then(|desk| desk.path.as_deref());
                if own.is_some_and(|own| crate::store::resolve(own) == crate::store::resolve(&path)) {
                    self.let_go();
                }
                self.open_as(ctx, path, Choices::default());
            }
            Next::OpenLeft(left) => self.shell.jobs.open_left(ctx, left, self.shell.state.clone()),
            Next::Version(path, version) => self.open_version(ctx, path, version),
            Next::Paste(text, page) => self.open_pasted(ctx, &text, page.as_deref()),
            Next::Sample => self.open_sample(ctx),
        }
    }

    fn open_as(&mut self, ctx: &Context, path: PathBuf, choices: Choices) {
        let wish = (self.shell.settings.annotator.clone(), choices);
        self.shell.jobs.open(ctx, path, wish, self.shell.state.clone());
    }

    fn open_version(&mut self, ctx: &Context, path: PathBuf, version: Version) {
        // The right to change the project goes over to what is opened of it.
        self.let_go();
        self.shell.jobs.open_version(ctx, path, version, self.shell.state.clone());
    }

    fn open_pasted(&mut self, ctx: &Context, text: &str, page: Option<&str>) {
        match article::read_paste(text, page).map(|taken| Arrived::of(taken, ron::default_scheme())) {
            Ok(Ok(Arrived { project, .. })) => {
                let project = project.annotated_by(self.shell.settings.annotator.clone());
                self.put_on_desk(ctx, project, "pasted article");
            }
            Ok(Err(error)) => self.shell.notice = Some(Notice::error(error.to_string(), "")),
            Err(error) => {
                let message = format!("Cannot take in what was pasted: {error}");
                self.shell.notice = Some(Notice::error(message, error.hint()));
            }
        }
    }

    fn open_sample(&mut self, ctx: &Context) {
        match ron::read(include_bytes!("../../saved/night-tram.ron")) {
            Ok(project) => self.put_on_desk(ctx, project, "night-tram"),
            Err(error) => self.shell.notice = Some(Notice::error(error.message, error.hint)),
        }
    }

    /// Opens the first of `paths`; several, or a folder, become the list.
    pub(super) fn open_paths(&mut self, ctx: &Context, paths: Vec<PathBuf>) {
        match <[PathBuf; 1]>::try_from(paths) {
            Ok([path]) if !crate::store::is_folder(&path) => self.guarded(ctx, Next::Open(path)),
            Ok([folder]) => self.shell.jobs.list(ctx, vec![folder]),
            Err(paths) => self.shell.jobs.list(ctx, paths),
        }
    }

    /// Opens what was on the screen when the last window ended without having saved it, if there is something.
    pub(super) fn recover(&mut self, ctx: &Context) {
        self.look_for_left();
        if let Some(left) = self.shell.left.first().cloned() {
            self.proceed(ctx, Next::OpenLeft(left));
        }
    }

    /// Finds what the first page offers of work that was not saved.
    pub(super) fn look_for_left(&mut self) {
        self.shell.left = incoming::left_work(&self.shell.state, &self.shell.settings.recent);
    }

    /// Shows the beginning of an article that is still being read, unless that would hide what is not saved.
    pub(super) fn show_begun(&mut self, path: &Path, job: JobNumber, project: Project) {
        if self.would_lose() {
            return;
        }
        self.shell.overlay = Overlay::None;
        self.let_go();
        self.opened += 1;
        self.desk = Some(Desk::begun(project, &stem_of(path), self.opened, job));
    }

    /// Shows what a job has opened. Where its beginning is on the screen already, the rest joins it.
    pub(super) fn opened(
        &mut self,
        ctx: &Context,
        path: Option<PathBuf>,
        job: JobNumber,
        result: Result<Box<Incoming>, StoreError>,
    ) {
        match result {
            Ok(incoming) if self.is_begun(job) => {
                let Some(before) = self.desk.take() else { return };
                let remarks = incoming.remarks.clone();
                let desk = self.lay_on_desk(ctx, *incoming, "");
                desk.go_on_from(before);
                desk.article = path.clone().filter(|_| desk.path.is_none());
                self.tell(path.as_deref(), remarks);
                self.note_opened(path.as_deref());
            }
            // What was marked while it was opening is asked about too.
            Ok(incoming) => self.guarded(ctx, Next::Show(path, incoming)),
            Err(error) => {
                if let Some(articles) = &mut self.shell.articles {
                    articles.failed();
                }
                self.forget_plans();
                self.close_begun(job);
                let earlier = path.filter(|path| !crate::store::versions(&self.shell.state, path).is_empty());
                let deeds: Vec<Deed> = earlier.map(Deed::Versions).into_iter().collect();
                self.shell.notice = Some(Notice::from(error).with(&deeds));
                self.look_for_left();
            }
        }
    }

    fn is_begun(&self, job: JobNumber) -> bool {
        self.desk.as_ref().is_some_and(|desk| desk.reading == Some(job))
    }

    /// Closes the beginning of an article whose rest does not come.
    pub(super) fn close_begun(&mut self, job: JobNumber) {
        if self.is_begun(job) {
            self.let_go();
        }
    }

    fn note_opened(&mut self, path: Option<&Path>) {
        self.shell.left.clear();
        let Some(path) = path else { return };
        if let (Some(articles), Some(desk)) = (&mut self.shell.articles, &mut self.desk) {
            articles.opened(path, desk.number);
        }
        self.shell.settings.note_recent(path);
        self.shell.keep_settings();
    }

    fn show_opened(&mut self, ctx: &Context, path: Option<&Path>, incoming: Incoming) {
        let (remarks, holder) = (incoming.remarks.clone(), incoming.holder.clone());
        let origin = match (path, &incoming.keeping) {
            (Some(path), _) => stem_of(path),
            (None, Some(keeping)) => keeping.name().to_owned(),
            (None, None) => String::new(),
        };
        let desk = self.lay_on_desk(ctx, incoming, &origin);
        desk.article = path.map(Path::to_owned).filter(|_| desk.path.is_none());
        if let Some(holder) = holder {
            let name = desk.name();
            desk.only_read(&format!("{}: open a copy to change it", capital(&holder.to_string())));
            let message = format!("{name} can only be read here: {holder}");
            let hint = "Open a copy to work on, or close it there and try again.";
            self.shell.notice = Some(Notice::advise(message, hint.into()).with(&[Deed::OpenCopy, Deed::TryAgain]));
        } else {
            self.tell(path, remarks);
        }
        self.note_opened(path);
    }

    /// Says what a person should know of what was just opened, and what can be had instead.
    fn tell(&mut self, path: Option<&Path>, remarks: Remarks) {
        let Remarks { mut notes, doubts, chapters } = remarks;
        notes.extend(self.shell.articles.as_mut().and_then(Articles::take_farewell));
        let mut deeds: Vec<Deed> = Vec::new();
        let path = path.unwrap_or(Path::new(""));
        for doubt in doubts {
            notes.push(doubt.to_string());
            deeds.push(match doubt {
                Doubt::Body => Deed::WholePage(path.to_owned()),
                Doubt::Encoding(_) => Deed::Encodings(path.to_owned()),
            });
        }
        if chapters.len() > 1 {
            notes.push(format!("the {} chapters of the book are one article here", chapters.len()));
            deeds.push(Deed::Chapters(path.to_owned(), chapters));
        }
        let words = capital(&notes.join("; "));
        self.shell.notice = match (words.is_empty(), deeds.is_empty()) {
            (true, _) => None,
            (false, true) => Some(Notice::tell(words)),
            (false, false) => Some(Notice::advise(words, String::new()).with(&deeds)),
        };
    }

    /// Goes on with a copy of what can only be read here.
    pub(super) fn open_copy(&mut self, ctx: &Context) {
        let Some(desk) = self.desk.as_ref().filter(|desk| desk.keeper.is_none()) else { return };
        let (project, name) = (desk.session.project().clone(), format!("{} copy", desk.name()));
        self.shell.notice = None;
        self.put_on_desk(ctx, project, &name);
    }

    /// Opens the project on the desk anew, from its file.
    pub(super) fn reload(&mut self, ctx: &Context) {
        let Some(path) = self.desk.as_ref().and_then(|desk| desk.path.clone()) else { return };
        self.shell.notice = None;
        // Opening waits until this window has let go of it.
        self.let_go();
        self.proceed(ctx, Next::Open(path));
    }

    /// Files dropped on the window.
    pub(super) fn take_files(&mut self, ctx: &Context) {
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        if !dropped.is_empty() {
            self.open_paths(ctx, dropped.iter().map(|file| file.path().to_owned()).collect());
        }
    }

    /// The clipboard's text, when it was asked for or when there is nothing else that it could be for.
    pub(super) fn take_paste(&mut self, ctx: &Context) {
        if ctx.text_edit_focused() {
            return;
        }
        let pasted = ctx.input_mut(|input| {
            let at = input.events.iter().position(|event| matches!(event, Event::Paste(_)))?;
            match input.events.remove(at) {
                Event::Paste(text) => Some(text),
                _ => None,
            }
        });
        let Some(text) = pasted else { return };
        let now = ctx.input(|input| input.time);
        let wanted = self.shell.wants_paste.take().is_some_and(|asked| now - asked < 1.0);
        if wanted || self.desk.is_none() {
            let page = self.shell.system.page.and_then(|page| page());
            self.guarded(ctx, Next::Paste(text, page));
        } else {
            self.shell.said = Some("Ctrl+Shift+V opens what is in the clipboard as a new article".into());
        }
    }
}

/// Ends the keeping of a desk. What is changed was let go of by a person, or is what a journal would bring back.
fn end(keeper: Option<Keeper>, session: &Session) {
    if let Some(keeper) = keeper {
        // What another program has written over is nowhere else, changed here or not.
        let is_all_there_is = session.history().is_changed() || keeper.kept().is_changed_outside;
        keeper.discard(is_all_there_is.then(|| session.project().clone()));
    }
}

pub(super) fn stem_of(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
