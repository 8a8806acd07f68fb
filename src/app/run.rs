//! What does a wish do to the window? Commands, answers to questions, finished jobs, dropped and pasted things.

use std::path::{Path, PathBuf};

use egui::{Context, Event, ViewportCommand};

use super::App;
use super::desk::{Desk, Saving};
use super::find::Want;
use super::jobs::{Done, Incoming, JobNumber, Purpose, Save};
use super::overlay::{Answer, Next, Overlay};
use super::shell::Notice;
use crate::article;
use crate::format::{Loss, ron};
use crate::project::{Edit, Project};
use crate::session::{Command, Intent, Motion, Outcome, Selection};
use crate::store::{Existing, Over, Reading, Stamp, StoreError};

impl App {
    /// Carries out a command.
    pub fn run(&mut self, ctx: &Context, command: Command) {
        self.shell.said = None;
        let writes = matches!(command, Command::Save | Command::SaveAs | Command::Export);
        if let Some(why) = self.desk.as_ref().and_then(|desk| desk.session.is_read_only()).filter(|_| writes) {
            self.shell.said = Some(why.into());
            return;
        }
        match command {
            Command::Escape if self.closes_notice() => self.shell.notice = None,
            Command::Escape if self.desk.as_ref().is_some_and(|desk| desk.search.is_open()) => self.close_find(),
            Command::Open => self.guarded(ctx, Next::Choose),
            Command::PasteArticle => {
                self.shell.wants_paste = Some(ctx.input(|input| input.time));
                ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
            }
            Command::Save => self.save(ctx),
            Command::SaveAs => self.save_as(ctx),
            Command::Export if self.desk.is_some() => self.shell.overlay = Overlay::Export,
            Command::CloseArticle if self.desk.is_some() => self.guarded(ctx, Next::Close),
            Command::Quit => self.guarded(ctx, Next::Quit),
            Command::Palette => self.shell.overlay = Overlay::palette(),
            Command::Help => self.shell.overlay = Overlay::Help,
            Command::TogglePanel => self.toggle_panel(ctx),
            Command::NextTheme => self.shell.next_theme(ctx),
            Command::ReadingSettings => self.shell.overlay = Overlay::Reading(self.shell.settings.reading()),
            Command::LargerText => self.scale_text(1.0),
            Command::SmallerText => self.scale_text(-1.0),
            Command::Find => self.open_find(),
            Command::FindNext => self.go_on(Want::Next),
            Command::FindPrevious => self.go_on(Want::Previous),
            command => self.run_on_desk(ctx, command),
        }
    }

    /// Whether Escape means the notice, and not what is in hand in the article.
    fn closes_notice(&self) -> bool {
        let Some(notice) = &self.shell.notice else { return false };
        let in_hand = self.desk.as_ref().is_some_and(|desk| {
            let session = &desk.session;
            *session.intent() != Intent::None || !session.selection().is_caret() || session.focused().is_some()
        });
        notice.is_first() || !in_hand
    }

    fn run_on_desk(&mut self, ctx: &Context, command: Command) {
        let Self { desk: Some(desk), setter, .. } = self else { return };
        let command = match command {
            Command::CopyText => return copy(ctx, desk),
            Command::ListAt(span) => {
                desk.panel.list_at(span);
                return self.show_panel(ctx);
            }
            // The annotation that J and K have led to becomes the other end.
            Command::EditDetails if matches!(desk.session.intent(), Intent::Relate { .. }) => {
                Command::Focus(desk.session.focused().map(|focused| focused.id().clone()))
            }
            Command::EditDetails if desk.session.focused().is_some() => {
                desk.panel.edit_details();
                return self.show_panel(ctx);
            }
            Command::EditDetails => Command::PickAt(desk.session.selection().head),
            // Out of a selection a plain step goes to its edge, which needs no layout.
            Command::Move(Motion::Left | Motion::Right) if !desk.session.selection().is_caret() => command,
            Command::Move(motion) => Command::Select(Selection::caret(desk.pane.target(motion, &desk.session, setter))),
            Command::Extend(motion) => {
                let head = desk.pane.target(motion, &desk.session, setter);
                Command::Select(Selection { head, ..desk.session.selection() })
            }
            other => other,
        };
        let moves = matches!(command, Command::Select(_));
        let outcome = desk.session.run(command);
        if moves && !ctx.input(|input| input.pointer.any_down()) {
            desk.pane.reveal_caret(&desk.session);
        }
        self.take_outcome(outcome);
    }

    fn take_outcome(&mut self, outcome: Outcome) {
        let Some(desk) = &mut self.desk else { return };
        if let Some(span) = outcome.show {
            desk.pane.reveal(span);
        }
        if outcome.applied.iter().any(|edit| matches!(edit, Edit::Field { .. } | Edit::All(_))) {
            desk.pane.forget_layout();
        }
        if let Some(said) = outcome.said {
            self.shell.said = Some(said);
        }
        if let Some(error) = outcome.refused {
            self.shell.notice = Some(Notice::error(capital(&error.to_string()), error.hint()));
        }
    }

    /// Carries out the answer to a question.
    pub(super) fn answer(&mut self, ctx: &Context, answer: Answer) {
        match answer {
            Answer::Run(command) => self.run(ctx, command),
            Answer::GoTo(selection) => {
                if let Some(desk) = &mut self.desk {
                    desk.session.run(Command::Select(selection));
                    desk.pane.reveal_caret(&desk.session);
                }
            }
            Answer::Export(format) => {
                let Some(desk) = &self.desk else { return };
                let (suggested, folder) = (desk.file_name(format.extension()), folder_of(desk.path.as_deref()));
                self.ask(ctx, Purpose::Export(format), suggested, folder);
            }
            Answer::Save(next) => {
                self.shell.after_save = Some(next);
                self.save(ctx);
            }
            Answer::Discard(next) => {
                self.shell.discarded = self.desk.as_ref().map(Desk::version);
                self.proceed(ctx, next);
            }
            // A person who types a path is not asked by a dialog whether to replace what is there.
            Answer::Path(purpose, path) => self.picked(ctx, purpose, path, Existing::Keep),
        }
    }

    /// Goes on at once when nothing would be lost, else asks.
    fn guarded(&mut self, ctx: &Context, next: Next) {
        if self.would_lose() {
            self.shell.overlay = Overlay::Unsaved(Box::new(next));
        } else {
            self.proceed(ctx, next);
        }
    }

    /// Whether there is something not saved that nobody has said may be lost.
    pub(super) fn would_lose(&self) -> bool {
        let changed = self.desk.as_ref().filter(|desk| desk.session.history().is_changed());
        changed.is_some_and(|desk| self.shell.discarded != Some(desk.version()))
    }

    /// Forgets what was to be done after an answer that did not come.
    pub(super) fn forget_plans(&mut self) {
        self.shell.after_save = None;
        self.shell.discarded = None;
    }

    /// Puts a project that came from `origin` on the desk in place of what is there.
    pub fn put_on_desk(&mut self, project: Project, origin: &str) {
        self.lay_on_desk(project, origin);
    }

    fn lay_on_desk(&mut self, project: Project, origin: &str) -> &mut Desk {
        // What stands over the window is about the article before.
        self.shell.overlay = Overlay::None;
        self.forget_plans();
        self.opened += 1;
        discard(self.desk.take());
        self.desk.insert(Desk::new(project, origin, self.opened))
    }

    /// Goes on, whatever is not saved.
    pub(super) fn proceed(&mut self, ctx: &Context, next: Next) {
        match next {
            Next::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Next::Close => {
                self.forget_plans();
                if let Some(job) = self.desk.as_ref().and_then(|desk| desk.reading) {
                    self.shell.jobs.give_up(job);
                }
                discard(self.desk.take());
            }
            Next::Choose => {
                let folder = self.nearby();
                self.ask(ctx, Purpose::Open, String::new(), folder);
            }
            Next::Show(path, incoming) => self.show_opened(&path, *incoming),
            Next::Open(path) => self.shell.jobs.open(ctx, path, self.shell.settings.annotator.clone()),
            Next::Paste(text) => self.open_pasted(&text),
            Next::Sample => self.open_sample(),
        }
    }

    fn open_pasted(&mut self, text: &str) {
        let article = article::read_pasted(text).map(std::sync::Arc::new);
        let project = article.map(|article| Project::new(article, ron::default_scheme()));
        match project {
            Ok(Ok(project)) => {
                let project = project.annotated_by(self.shell.settings.annotator.clone());
                self.put_on_desk(project, "pasted article");
            }
            Ok(Err(error)) => self.shell.notice = Some(Notice::error(error.to_string(), "")),
            Err(error) => {
                let message = format!("Cannot take in what was pasted: {error}");
                self.shell.notice = Some(Notice::error(message, error.hint()));
            }
        }
    }

    fn open_sample(&mut self) {
        match ron::read(include_bytes!("../../saved/night-tram.ron")) {
            Ok(project) => self.put_on_desk(project, "night-tram"),
            Err(error) => self.shell.notice = Some(Notice::error(error.message, error.hint)),
        }
    }

    /// Opens the first of `paths`, which may be folders; the others wait on the first page.
    pub(super) fn open_paths(&mut self, ctx: &Context, paths: Vec<PathBuf>) {
        let mut files = Vec::new();
        for path in paths {
            match crate::store::articles_in(path) {
                Ok(found) => files.extend(found),
                Err(error) => self.shell.notice = Some(error.into()),
            }
        }
        let mut files = files.into_iter();
        if let Some(first) = files.next() {
            self.shell.waiting = files.collect();
            self.guarded(ctx, Next::Open(first));
        }
    }

    fn save(&mut self, ctx: &Context) {
        let Some(desk) = &self.desk else { return };
        match desk.path.clone() {
            Some(path) => {
                let over = desk.stamp.map_or(Over::Anything, Over::Own);
                self.save_to(ctx, path, over);
            }
            None => self.save_as(ctx),
        }
    }

    fn save_as(&mut self, ctx: &Context) {
        let Some(desk) = &self.desk else { return };
        let folder = self.nearby();
        let name = desk.file_name("ron");
        self.ask(ctx, Purpose::SaveAs, name, folder);
    }

    /// Asks for a path, unless a dialog is open already.
    fn ask(&mut self, ctx: &Context, purpose: Purpose, suggested: String, folder: Option<PathBuf>) {
        if self.shell.jobs.is_asking() {
            self.forget_plans();
            self.shell.said = Some("A file dialog is open already".into());
            return;
        }
        let desk = self.desk.as_ref().map_or(0, |desk| desk.number);
        self.shell.jobs.ask(ctx, purpose, desk, suggested, folder);
    }

    /// Where a dialog begins: the article's folder, else that of the file opened last.
    fn nearby(&self) -> Option<PathBuf> {
        let own = self.desk.as_ref().and_then(|desk| folder_of(desk.path.as_deref()));
        own.or_else(|| folder_of(self.shell.settings.recent.first().map(PathBuf::as_path)))
    }

    /// What a path field begins with: the article's folder, and for a file to be written its name.
    fn suggested_path(&self, purpose: Purpose) -> String {
        let folder = self.nearby().or_else(|| std::env::current_dir().ok()).unwrap_or_default();
        let name = match (purpose, &self.desk) {
            (Purpose::SaveAs, Some(desk)) => desk.file_name("ron"),
            (Purpose::Export(format), Some(desk)) => desk.file_name(format.extension()),
            _ => String::new(),
        };
        folder.join(name).display().to_string()
    }

    fn save_to(&mut self, ctx: &Context, path: PathBuf, over: Over) {
        let Some(desk) = &mut self.desk else { return };
        if matches!(desk.saving, Saving::Running | Saving::Again(..)) {
            desk.saving = Saving::Again(path, over);
            return;
        }
        desk.saving = Saving::Running;
        let (number, state) = desk.version();
        self.shell.jobs.save(ctx, Save { path, desk: number, state, over }, desk.session.project().clone());
    }

    fn picked(&mut self, ctx: &Context, purpose: Purpose, path: PathBuf, existing: Existing) {
        let (path, completed) = match purpose {
            Purpose::Open => return self.guarded(ctx, Next::Open(path)),
            Purpose::SaveAs => with_extension(path, &["ron"]),
            Purpose::Export(format) => with_extension(path, format.extensions),
        };
        // Whoever agreed to replace `night` was not asked about `night.ron`.
        let existing = if completed { Existing::Keep } else { existing };
        let Some(desk) = &self.desk else { return };
        match purpose {
            Purpose::Export(format) => {
                let named = (desk.name(), desk.session.project().clone());
                self.shell.jobs.export(ctx, (path, existing), format, named);
            }
            _ => self.save_to(ctx, path, if existing == Existing::Keep { Over::Nothing } else { Over::Anything }),
        }
    }

    /// Takes in what the threads have finished; returns whether there was anything.
    pub(super) fn finish_jobs(&mut self, ctx: &Context) -> bool {
        let finished = self.shell.jobs.finished();
        let any = !finished.is_empty();
        for done in finished {
            match done {
                Done::Begun(path, job, project) => self.show_begun(&path, job, *project),
                Done::Opened(path, job, result) => self.opened(ctx, path, job, result),
                Done::Saved(save, result) => self.saved(ctx, save, result),
                Done::Exported(path, Ok(losses)) => self.exported(&path, &losses),
                Done::Exported(_, Err(error)) => {
                    self.forget_plans();
                    self.shell.notice = Some(error.into());
                }
                Done::Picked(purpose, desk, _) | Done::NoDialog(purpose, desk) if !self.is_meant(purpose, desk) => {
                    self.forget_plans();
                    self.shell.notice =
                        Some(Notice::tell("Nothing was written: the article it was asked for is closed"));
                }
                Done::Picked(purpose, _, path) => self.picked(ctx, purpose, path, Existing::Replace),
                Done::NoDialog(purpose, _) => {
                    self.shell.overlay = Overlay::Path(purpose, self.suggested_path(purpose));
                }
                Done::Cancelled => self.forget_plans(),
                Done::Stopped(doing, job) => {
                    self.forget_plans();
                    self.close_begun(job);
                    self.shell.said = Some(format!("Stopped {}", doing.trim_end_matches('…')));
                }
                Done::Broken(doing, job) => {
                    self.forget_plans();
                    self.close_begun(job);
                    if let Some(desk) = &mut self.desk {
                        desk.saving = Saving::Untouched;
                    }
                    let message = format!("Something broke down while {}", doing.trim_end_matches('…'));
                    self.shell.notice = Some(Notice::error(message, "what is on the screen is untouched: try again"));
                }
            }
        }
        any
    }

    /// Whether an answer that was asked for at the desk numbered `desk` still has its article.
    fn is_meant(&self, purpose: Purpose, desk: u64) -> bool {
        matches!(purpose, Purpose::Open) || self.desk.as_ref().is_some_and(|own| own.number == desk)
    }

    /// Shows the beginning of an article that is still being read, unless that would hide what is not saved.
    pub(super) fn show_begun(&mut self, path: &Path, job: JobNumber, project: Project) {
        if self.would_lose() {
            return;
        }
        self.shell.overlay = Overlay::None;
        self.opened += 1;
        let desk = Desk::begun(project, &stem_of(path), self.opened, job);
        discard(self.desk.replace(desk));
    }

    /// Shows what a job has opened. Where its beginning is on the screen already, the rest joins it.
    pub(super) fn opened(
        &mut self,
        ctx: &Context,
        path: PathBuf,
        job: JobNumber,
        result: Result<Box<Incoming>, StoreError>,
    ) {
        let is_begun = self.desk.as_ref().is_some_and(|desk| desk.reading == Some(job));
        match result {
            Ok(incoming) if is_begun => {
                let Some(desk) = &mut self.desk else { return };
                desk.complete(incoming.project);
                self.note_opened(&path);
            }
            // What was marked while it was opening is asked about too.
            Ok(incoming) => self.guarded(ctx, Next::Show(path, incoming)),
            Err(error) => {
                self.forget_plans();
                self.close_begun(job);
                self.shell.notice = Some(error.into());
            }
        }
    }

    /// Closes the beginning of an article whose rest does not come.
    fn close_begun(&mut self, job: JobNumber) {
        if self.desk.as_ref().is_some_and(|desk| desk.reading == Some(job)) {
            discard(self.desk.take());
        }
    }

    fn note_opened(&mut self, path: &Path) {
        self.shell.waiting.retain(|waiting| waiting != path);
        self.shell.settings.note_recent(path);
        self.shell.keep_settings();
    }

    fn show_opened(&mut self, path: &Path, incoming: Incoming) {
        let Incoming { project, is_project, notes, recovered, stamp } = incoming;
        let desk = self.lay_on_desk(project, &stem_of(path));
        desk.path = is_project.then(|| path.to_owned());
        desk.stamp = stamp;
        if recovered {
            desk.session.history_mut().unsave();
        }
        self.shell.notice = (!notes.is_empty()).then(|| Notice::tell(capital(&notes.join("; "))));
        self.note_opened(path);
    }

    fn saved(&mut self, ctx: &Context, save: Save, result: Result<Stamp, StoreError>) {
        let result = result.map_err(|error| self.shell.notice = Some(error.into()));
        let Some(desk) = self.desk.as_mut().filter(|desk| desk.number == save.desk) else { return };
        let before = std::mem::replace(&mut desk.saving, Saving::Untouched);
        let elsewhere = match &before {
            Saving::Again(path, over) if *path != save.path => Some((path.clone(), *over)),
            _ => None,
        };
        let Ok(stamp) = result else {
            self.forget_plans();
            // Saving elsewhere may have been the cure.
            if let Some((path, over)) = elsewhere {
                self.save_to(ctx, path, over);
            }
            return;
        };
        desk.session.history_mut().saved(save.state);
        desk.saving = Saving::Done(time_of_day());
        self.shell.notice = None;
        desk.stamp = Some(stamp);
        self.shell.settings.note_recent(&save.path);
        desk.path = Some(save.path);
        self.shell.keep_settings();
        if let Some((path, over)) = elsewhere {
            self.save_to(ctx, path, over);
        } else if before != Saving::Running && desk.session.history().is_changed() {
            self.save(ctx);
        } else if let Some(next) = self.shell.after_save.take() {
            self.guarded(ctx, next);
        }
    }

    fn exported(&mut self, path: &Path, losses: &[Loss]) {
        let mut words = format!("Exported to {}", path.display());
        for loss in losses {
            let ids = if loss.ids.len() > 6 { format!("{} of them", loss.ids.len()) } else { loss.ids.join(", ") };
            words.push_str(&format!("\n{}: {ids}", capital(loss.kind.sentence)));
        }
        self.shell.notice = Some(Notice::tell(words));
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
            self.guarded(ctx, Next::Paste(text));
        } else {
            self.shell.said = Some("Ctrl+Shift+V opens what is in the clipboard as a new article".into());
        }
    }

    fn show_panel(&mut self, ctx: &Context) {
        if ctx.content_rect().width() < super::NARROW {
            self.drawer = true;
        } else {
            self.shell.settings.panel = true;
        }
    }

    fn toggle_panel(&mut self, ctx: &Context) {
        if ctx.content_rect().width() < super::NARROW {
            self.drawer = !self.drawer;
        } else {
            self.shell.settings.panel = !self.shell.settings.panel;
        }
    }

    fn scale_text(&mut self, by: f32) {
        let reading = self.shell.settings.reading();
        self.shell.settings.read_as(Reading { size: reading.size + by, ..reading }.sane());
    }
}

fn copy(ctx: &Context, desk: &Desk) {
    let session = &desk.session;
    let selected = session.project().text().get(session.selection().bytes()).unwrap_or_default();
    let focused = || session.focused().map(|annotation| session.project().words_of(annotation)).unwrap_or_default();
    let words = if selected.is_empty() { focused() } else { selected.to_owned() };
    if !words.is_empty() {
        ctx.copy_text(words);
    }
}

/// Lets go of a desk. Giving back the memory of a million annotations takes longer than a frame, so a thread does it.
fn discard(desk: Option<Desk>) {
    if let Some(Desk { session, .. }) = desk {
        std::thread::spawn(move || drop(session));
    }
}

fn stem_of(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn folder_of(path: Option<&Path>) -> Option<PathBuf> {
    path.and_then(Path::parent).filter(|folder| crate::store::is_folder(folder)).map(Path::to_owned)
}

/// `path` with the first of `extensions` added, unless it has one of them; and whether it was added.
fn with_extension(path: PathBuf, extensions: &[&str]) -> (PathBuf, bool) {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if ending.is_some_and(|ending| extensions.contains(&ending.as_str())) {
        return (path, false);
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(extensions.first().unwrap_or(&"txt"));
    (name.into(), true)
}

/// `words` with a capital at the beginning.
pub(super) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

/// The time of day by the system's clock and zone, e.g. "12:04".
fn time_of_day() -> String {
    jiff::Zoned::now().strftime("%H:%M").to_string()
}
