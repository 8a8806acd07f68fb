//! What does a wish do to the window? Commands, answers to questions, and what the threads have finished.

use std::path::PathBuf;

use egui::{Context, ViewportCommand};

use super::App;
use super::articles::Way;
use super::desk::{Desk, Saving};
use super::find::Want;
use super::jobs::{Done, Purpose};
use super::keys;
use super::overlay::otherwise::Ways;
use super::overlay::{Answer, Next, Overlay};
use super::shell::{Deed, Notice};
use crate::article::{Body, Choices};
use crate::project::Edit;
use crate::session::{Command, Intent, Motion, Outcome, Selection};
use crate::store::{self, Existing, Reading, Tab};

impl App {
    /// Carries out a command.
    pub fn run(&mut self, ctx: &Context, command: Command) {
        self.shell.said = None;
        self.shell.answers += 1;
        if let Some(why) = self.desk.as_ref().and_then(|desk| desk.refuses(&command)) {
            self.shell.said = Some(why.to_owned());
            return;
        }
        match command {
            Command::Escape if self.closes_notice() => self.shell.close_notice(),
            Command::Escape if self.desk.as_ref().is_some_and(|desk| desk.search.is_open()) => self.close_find(),
            Command::Escape if self.alone && !self.has_in_hand() => self.alone = false,
            Command::FocusMode => self.toggle_focus_mode(ctx),
            Command::Guideline if self.desk.is_some() => self.toggle_guideline(ctx),
            Command::Open => self.guarded(ctx, Next::Choose),
            Command::PasteArticle => {
                self.shell.wants_paste = Some(ctx.input(|input| input.time));
                ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
            }
            Command::Save => self.save(ctx),
            Command::SaveAs => self.save_as(ctx),
            Command::Export if self.desk.is_some() => self.shell.overlay = Overlay::Export,
            Command::Import => self.shell.overlay = Overlay::Import,
            Command::Versions => self.show_versions(),
            Command::Original => self.show_original(ctx),
            Command::NextArticle => self.turn(ctx, Way::On),
            Command::PreviousArticle => self.turn(ctx, Way::Back),
            Command::CloseArticle if self.desk.is_some() => self.guarded(ctx, Next::Close),
            Command::Quit => self.guarded(ctx, Next::Quit),
            Command::Palette => self.shell.overlay = Overlay::palette(),
            Command::Help => self.shell.overlay = Overlay::help(),
            Command::EditScheme if self.desk.is_some() => self.shell.overlay = Overlay::scheme(),
            Command::TogglePanel => self.toggle_panel(ctx),
            Command::NextTheme => self.shell.next_theme(ctx),
            Command::Settings => self.shell.overlay = Overlay::settings(),
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
        notice.is_first() || !self.has_in_hand()
    }

    /// Whether something is armed, selected or in focus in the article.
    fn has_in_hand(&self) -> bool {
        self.desk.as_ref().is_some_and(|desk| {
            let session = &desk.session;
            session.matches().is_some()
                || *session.intent() != Intent::None
                || !session.selection().is_caret()
                || session.focused().is_some()
        })
    }

    fn run_on_desk(&mut self, ctx: &Context, command: Command) {
        let Self { desk: Some(desk), setter, .. } = self else { return };
        let command = match command {
            Command::CopyText => return copy(ctx, desk),
            Command::ListAt(span) => {
                desk.panel.list_at(span);
                return self.show_panel(ctx, Tab::Annotations);
            }
            Command::EditDetails if !desk.session.takes_enter() => {
                desk.panel.edit_details();
                return self.show_panel(ctx, Tab::Annotations);
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
        let lists = matches!(command, Command::AllMatches);
        let outcome = desk.session.run(command);
        let lists = lists && desk.session.matches().is_some();
        if moves && !ctx.input(|input| input.pointer.any_down()) {
            desk.pane.reveal_caret(&desk.session);
        }
        self.take_outcome(outcome);
        if lists {
            self.show_panel(ctx, Tab::Annotations);
        }
    }

    fn take_outcome(&mut self, outcome: Outcome) {
        let Some(desk) = &mut self.desk else { return };
        if let Some(keeper) = &mut desk.keeper {
            outcome.made.iter().for_each(|change| keeper.note(change.clone()));
        }
        if let Some(span) = outcome.show {
            desk.pane.reveal(span);
        }
        if outcome.made.iter().any(|change| matches!(change.edit, Edit::Field { .. } | Edit::All(_))) {
            desk.pane.forget_layout();
        }
        if outcome.made.iter().any(|change| change.edit.changes_scheme()) {
            desk.panel.forget_labels();
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
            Answer::Report(format, wish) => {
                let Some(desk) = &self.desk else { return };
                let named = (desk.name(), desk.session.project().clone());
                self.shell.jobs.report(ctx, desk.number, (format, wish), named);
            }
            Answer::Export(format, wish) => {
                let Some(desk) = &self.desk else { return };
                let (suggested, folder) = (desk.file_name(format.extension_for(&wish)), self.nearby());
                self.ask(ctx, Purpose::Export(format, wish), suggested, folder);
            }
            Answer::Import(format) => {
                let folder = self.nearby();
                self.ask(ctx, Purpose::Import(format), String::new(), folder);
            }
            Answer::Open(paths) => self.open_paths(ctx, paths),
            Answer::OtherFormat => self.shell.overlay = Overlay::Export,
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
            Answer::Version(path, version) => self.guarded(ctx, Next::Version(path, version)),
            Answer::Again(path, choices) => self.guarded(ctx, Next::Again(path, choices)),
            Answer::Reload => self.reload(ctx),
            Answer::KeepMine => self.keep_mine(ctx),
            Answer::Scheme(wish) => self.change_scheme(ctx, wish),
        }
    }

    /// Does what a notice offers.
    pub(super) fn do_deed(&mut self, ctx: &Context, deed: Deed) {
        match deed {
            Deed::OpenCopy => self.open_copy(ctx),
            Deed::TryAgain => self.reload(ctx),
            Deed::SaveAs => self.save_as(ctx),
            Deed::Versions(path) => self.list_versions(path),
            Deed::WholePage(path) => {
                let choices = Choices { body: Body::WholePage, ..Choices::default() };
                self.guarded(ctx, Next::Again(path, choices));
            }
            Deed::Encodings(path) => match Ways::encodings(path) {
                Ok(ways) => self.shell.overlay = Overlay::Otherwise(Box::new(ways)),
                Err(error) => self.shell.notice = Some(error.into()),
            },
            Deed::Chapters(path, chapters) => {
                self.shell.overlay = Overlay::Otherwise(Box::new(Ways::chapters(path, chapters)));
            }
            Deed::ChooseKeys => {
                self.shell.close_notice();
                self.shell.overlay = Overlay::keys();
            }
        }
    }

    fn show_versions(&mut self) {
        match self.desk.as_ref().and_then(|desk| desk.path.clone()) {
            Some(path) => self.list_versions(path),
            None => self.shell.said = Some("An article has earlier versions once it is saved".into()),
        }
    }

    fn list_versions(&mut self, path: PathBuf) {
        let versions = store::versions(&self.shell.state, &path);
        self.shell.overlay = Overlay::Versions(path, versions);
    }

    /// Goes on at once when nothing would be lost, else asks.
    pub(super) fn guarded(&mut self, ctx: &Context, next: Next) {
        if !self.would_lose() {
            self.proceed(ctx, next);
        } else if self.is_turning(&next) {
            self.save_and_turn(ctx, next);
        } else {
            self.shell.overlay = Overlay::Unsaved(Box::new(next));
        }
    }

    /// Whether there is something not saved that nobody has said may be lost.
    pub(super) fn would_lose(&self) -> bool {
        let changed = self.desk.as_ref().filter(|desk| desk.session.history().is_changed());
        changed.is_some_and(|desk| self.shell.discarded != Some(desk.version()) && !desk.is_left())
    }

    /// Forgets what was to be done after an answer that did not come.
    pub(super) fn forget_plans(&mut self) {
        self.shell.after_save = None;
        self.shell.after_keep = None;
        self.shell.discarded = None;
        if let Some(articles) = &mut self.shell.articles {
            articles.stay();
        }
    }

    /// Takes in what the threads have finished; returns whether there was anything.
    pub(super) fn finish_jobs(&mut self, ctx: &Context) -> bool {
        let finished = self.shell.jobs.finished();
        let any = !finished.is_empty();
        for done in finished {
            match done {
                Done::Begun(path, job, project) => self.show_begun(&path, job, *project),
                Done::Listed(listed, errors) => self.list(ctx, listed, errors),
                Done::Opened(path, job, result) => self.opened(ctx, path, job, result),
                Done::Saved(save, result) => self.saved(ctx, save, result),
                Done::Imported(Ok(imported)) => self.shell.overlay = Overlay::Imported(imported),
                Done::Reported(desk, report) => self.reported(desk, report),
                Done::Exported(path, Ok(losses)) => self.exported(&path, &losses),
                Done::Imported(Err(error)) | Done::Exported(_, Err(error)) => {
                    self.forget_plans();
                    self.shell.notice = Some(error.into());
                }
                Done::Picked(purpose, desk, _) | Done::NoDialog(purpose, desk) if !self.is_meant(purpose, desk) => {
                    self.forget_plans();
                    self.shell.notice =
                        Some(Notice::tell("Nothing was written: the article it was asked for is closed"));
                }
                Done::SchemeRead(desk, result) => self.scheme_read(ctx, desk, result),
                Done::Original(found) => self.original_found(found),
                Done::OriginalKept(kept) => {
                    if let Err(error) = kept {
                        self.shell.notice = Some(error.into());
                    }
                }
                Done::SchemeWritten(path, result) => self.scheme_written(&path, result),
                Done::Picked(Purpose::Open, _, paths) => self.open_paths(ctx, paths),
                Done::Picked(Purpose::Import(format), _, paths) => self.import(ctx, format, paths),
                Done::Picked(purpose, _, paths) => {
                    paths.into_iter().for_each(|path| self.picked(ctx, purpose, path, Existing::Replace));
                }
                Done::NoDialog(purpose, _) => {
                    self.shell.overlay = Overlay::Path(purpose, self.suggested_path(purpose));
                }
                Done::Cancelled => self.forget_plans(),
                Done::GivenUp(job) => self.close_begun(job),
                // Stopped for what is being opened instead.
                Done::Stopped(_, job) if self.shell.jobs.is_opening() => self.close_begun(job),
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
        matches!(purpose, Purpose::Open | Purpose::Import(_))
            || self.desk.as_ref().is_some_and(|own| own.number == desk)
    }

    fn show_panel(&mut self, ctx: &Context, tab: Tab) {
        self.alone = false;
        self.shell.settings.layout.tab = tab;
        if ctx.content_rect().width() < super::NARROW {
            self.drawer = true;
        } else {
            self.shell.settings.panel = true;
        }
    }

    fn toggle_panel(&mut self, ctx: &Context) {
        if self.alone {
            self.show_panel(ctx, self.shell.settings.layout.tab);
        } else if ctx.content_rect().width() < super::NARROW {
            self.drawer = !self.drawer;
        } else {
            self.shell.settings.panel = !self.shell.settings.panel;
        }
    }

    /// The article alone, or all again.
    fn toggle_focus_mode(&mut self, ctx: &Context) {
        self.alone = !self.alone && self.desk.is_some();
        if self.alone {
            let keys = keys::current(ctx);
            let shown = |command| Some(keys.shown(&command)).filter(|key| !key.is_empty());
            let ways: Vec<&str> = [Command::FocusMode, Command::Escape].into_iter().filter_map(shown).collect();
            self.shell.said = Some(format!("{} shows all again", ways.join(" or ")));
        }
    }

    /// The guideline beside the article, or the annotations again.
    fn toggle_guideline(&mut self, ctx: &Context) {
        let is_seen = self.shows_panel(ctx) && self.shell.settings.layout.tab == Tab::Guideline;
        self.show_panel(ctx, if is_seen { Tab::Annotations } else { Tab::Guideline });
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

/// `words` with a capital at the beginning.
pub(super) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}
