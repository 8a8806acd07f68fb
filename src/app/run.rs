//! What does a wish do to the window? Commands, answers to questions, finished jobs, dropped and pasted things.

use std::path::{Path, PathBuf};

use egui::{Context, Event, ViewportCommand};

use super::App;
use super::desk::{Desk, Saving};
use super::jobs::{Done, Incoming, Purpose};
use super::overlay::{Answer, Next, Overlay};
use super::shell::Notice;
use crate::article;
use crate::format::{Loss, ron};
use crate::project::{Edit, Project};
use crate::session::{Command, Motion, Outcome, Selection};
use crate::store::{Existing, StoreError};

impl App {
    /// Carries out a command.
    pub(super) fn run(&mut self, ctx: &Context, command: Command) {
        self.shell.said = None;
        match command {
            Command::Open => self.guarded(ctx, Next::Choose),
            Command::PasteArticle => {
                self.shell.wants_paste = true;
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
            Command::LargerText => self.scale_text(1.0),
            Command::SmallerText => self.scale_text(-1.0),
            command => self.run_on_desk(ctx, command),
        }
    }

    fn run_on_desk(&mut self, ctx: &Context, command: Command) {
        let Self { desk: Some(desk), setter, .. } = self else { return };
        let command = match command {
            Command::CopyText => return copy(ctx, desk),
            Command::EditDetails => {
                if desk.session.focused().is_none() {
                    let at = desk.session.selection().head;
                    desk.session.run(Command::PickAt(at));
                }
                return desk.panel.edit_details();
            }
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
                let suggested = desk.file_name(format.extensions.first().unwrap_or(&"txt"));
                self.shell.jobs.ask(ctx, Purpose::Export(format), suggested, folder_of(desk.path.as_deref()));
            }
            Answer::Save(next) => {
                self.shell.after_save = Some(next);
                self.save(ctx);
            }
            Answer::Discard(next) => self.proceed(ctx, next),
            // A person who types a path is not asked by a dialog whether to replace what is there.
            Answer::Path(purpose, path) => self.picked(ctx, purpose, path, Existing::Keep),
        }
    }

    /// Goes on at once when nothing would be lost, else asks.
    fn guarded(&mut self, ctx: &Context, next: Next) {
        if self.desk.as_ref().is_some_and(|desk| desk.session.history().is_changed()) {
            self.shell.overlay = Overlay::Unsaved(Box::new(next));
        } else {
            self.proceed(ctx, next);
        }
    }

    /// Goes on, whatever is not saved.
    pub(super) fn proceed(&mut self, ctx: &Context, next: Next) {
        match next {
            Next::Quit => {
                self.shell.may_close = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Next::Close => self.desk = None,
            Next::Choose => {
                let folder = self.desk.as_ref().and_then(|desk| folder_of(desk.path.as_deref()));
                let recent = || folder_of(self.shell.settings.recent.first().map(PathBuf::as_path));
                self.shell.jobs.ask(ctx, Purpose::Open, String::new(), folder.or_else(recent));
            }
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
                self.desk = Some(Desk::new(project, None, "pasted article"));
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
            Ok(project) => self.desk = Some(Desk::new(project, None, "night-tram")),
            Err(error) => self.shell.notice = Some(Notice::error(error.message, error.hint)),
        }
    }

    /// Opens the first of the paths given on the command line; the others wait on the first page.
    pub(super) fn open_paths(&mut self, ctx: &Context, paths: Vec<PathBuf>) {
        let mut files = paths.into_iter().flat_map(crate::store::articles_in);
        if let Some(first) = files.next() {
            self.shell.waiting = files.collect();
            self.proceed(ctx, Next::Open(first));
        }
    }

    fn save(&mut self, ctx: &Context) {
        let Some(desk) = &mut self.desk else { return };
        match desk.path.clone() {
            Some(path) => self.save_to(ctx, path, Existing::Replace),
            None => self.save_as(ctx),
        }
    }

    fn save_as(&mut self, ctx: &Context) {
        let Some(desk) = &self.desk else { return };
        let recent = self.shell.settings.recent.first().map(PathBuf::as_path);
        let folder = folder_of(desk.path.as_deref().or(recent));
        self.shell.jobs.ask(ctx, Purpose::SaveAs, desk.file_name("ron"), folder);
    }

    fn save_to(&mut self, ctx: &Context, path: PathBuf, existing: Existing) {
        let Some(desk) = &mut self.desk else { return };
        let state = desk.session.history().state();
        desk.saving = Saving::Running(state);
        self.shell.jobs.save(ctx, path, desk.session.project().clone(), state, existing);
    }

    fn picked(&mut self, ctx: &Context, purpose: Purpose, path: PathBuf, existing: Existing) {
        match purpose {
            Purpose::Open => self.guarded(ctx, Next::Open(path)),
            Purpose::SaveAs => self.save_to(ctx, with_extension(path, "ron"), existing),
            Purpose::Export(format) => {
                let Some(desk) = &self.desk else { return };
                let path = with_extension(path, format.extensions.first().unwrap_or(&"txt"));
                self.shell.jobs.export(ctx, path, format, desk.name(), desk.session.project().clone());
            }
        }
    }

    /// Takes in what the threads have finished; returns whether there was anything.
    pub(super) fn finish_jobs(&mut self, ctx: &Context) -> bool {
        let finished = self.shell.jobs.finished();
        let any = !finished.is_empty();
        for done in finished {
            match done {
                Done::Opened(path, Ok(incoming)) => self.opened(&path, *incoming),
                Done::Saved(path, state, result) => self.saved(ctx, path, state, result),
                Done::Exported(path, Ok(losses)) => self.exported(&path, &losses),
                Done::Opened(_, Err(error)) | Done::Exported(_, Err(error)) => self.shell.notice = Some(error.into()),
                Done::Picked(purpose, path) => self.picked(ctx, purpose, path, Existing::Replace),
                Done::Cancelled => self.shell.after_save = None,
                Done::NoDialog(purpose) => self.shell.overlay = Overlay::Path(purpose, String::new()),
            }
        }
        any
    }

    fn opened(&mut self, path: &Path, incoming: Incoming) {
        let Incoming { project, is_project, notes, recovered } = incoming;
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let mut desk = Desk::new(project, is_project.then(|| path.to_owned()), &stem);
        if recovered {
            desk.session.history_mut().unsave();
        }
        self.desk = Some(desk);
        self.shell.waiting.retain(|waiting| waiting != path);
        self.shell.notice = (!notes.is_empty()).then(|| Notice::tell(capital(&notes.join("; "))));
        self.shell.settings.note_recent(path);
        self.shell.keep_settings();
    }

    fn saved(&mut self, ctx: &Context, path: PathBuf, state: u64, result: Result<(), StoreError>) {
        let Some(desk) = &mut self.desk else { return };
        match result {
            Err(error) => {
                desk.saving = Saving::Untouched;
                self.shell.after_save = None;
                self.shell.notice = Some(error.into());
            }
            Ok(()) => {
                desk.session.history_mut().saved(state);
                desk.saving = Saving::Done(time_of_day());
                self.shell.settings.note_recent(&path);
                desk.path = Some(path);
                self.shell.keep_settings();
                if let Some(next) = self.shell.after_save.take() {
                    self.guarded(ctx, next);
                }
            }
        }
    }

    fn exported(&mut self, path: &Path, losses: &[Loss]) {
        let mut words = format!("Exported to {}", path.display());
        for loss in losses {
            words.push_str(&format!("\n{} ({})", capital(loss.kind.sentence), loss.ids.len()));
        }
        self.shell.notice = Some(Notice::tell(words));
    }

    /// Files dropped on the window.
    pub(super) fn take_files(&mut self, ctx: &Context) {
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        let mut paths = dropped.iter().map(|file| file.path().to_owned());
        if let Some(first) = paths.next() {
            self.shell.waiting.extend(paths);
            self.guarded(ctx, Next::Open(first));
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
        if std::mem::take(&mut self.shell.wants_paste) || self.desk.is_none() {
            self.guarded(ctx, Next::Paste(text));
        } else {
            self.shell.said = Some("Ctrl+Shift+V opens what is in the clipboard as a new article".into());
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
        let size = &mut self.shell.settings.reading_size;
        *size = (*size + by).clamp(10.0, 48.0);
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

fn folder_of(path: Option<&Path>) -> Option<PathBuf> {
    path.and_then(Path::parent).filter(|folder| folder.is_dir()).map(Path::to_owned)
}

/// `path` with `extension` added, unless it has one.
fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension(extension) }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

/// The time of day by the system's clock and zone, e.g. "12:04".
fn time_of_day() -> String {
    jiff::Zoned::now().strftime("%H:%M").to_string()
}
