//! How does the work go out? Saving, exporting, asking where to, and what is said of how it is kept.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::Context;

use super::App;
use super::desk::{Desk, Saving};
use super::jobs::{Purpose, Report, Save};
use super::overlay::Overlay;
use super::run::capital;
use super::shell::{Deed, Notice};
use crate::format::{Format, Loss, Shape};
use crate::store::{Existing, Over, Saved, StoreError, Trouble};

/// How many steps of undo outlive a save and a new start.
const STEPS: usize = 1000;

impl App {
    pub(super) fn save(&mut self, ctx: &Context) {
        let Some(desk) = &self.desk else { return };
        match desk.path.clone() {
            Some(path) => self.save_to(ctx, path, Over::Own),
            None => self.save_as(ctx),
        }
    }

    pub(super) fn save_as(&mut self, ctx: &Context) {
        if self.desk.as_ref().is_some_and(|desk| desk.keeper.is_none()) {
            self.open_copy(ctx);
        }
        let Some(desk) = &self.desk else { return };
        let folder = self.nearby();
        let name = desk.file_name("ron");
        self.ask(ctx, Purpose::SaveAs, name, folder);
    }

    /// Saves over what another program wrote, which stays as a version.
    pub(super) fn keep_mine(&mut self, ctx: &Context) {
        if let Some(path) = self.desk.as_ref().and_then(|desk| desk.path.clone()) {
            self.save_to(ctx, path, Over::Anything);
        }
    }

    /// Asks for a path, unless a dialog is open already.
    pub(super) fn ask(&mut self, ctx: &Context, purpose: Purpose, suggested: String, folder: Option<PathBuf>) {
        if self.shell.jobs.is_asking() {
            self.forget_plans();
            self.shell.said = Some("A file dialog is open already".into());
            return;
        }
        let desk = self.desk.as_ref().map_or(0, |desk| desk.number);
        self.shell.jobs.ask(ctx, purpose, desk, suggested, folder);
    }

    /// Where a dialog begins: the article's folder, else that of the file opened last.
    pub(super) fn nearby(&self) -> Option<PathBuf> {
        let own = self.desk.as_ref().and_then(|desk| folder_of(desk.path.as_deref()));
        own.or_else(|| folder_of(self.shell.settings.recent.first().map(PathBuf::as_path)))
    }

    /// What a path field begins with: the article's folder, and for a file to be written its name.
    pub(super) fn suggested_path(&self, purpose: Purpose) -> String {
        let folder = self.nearby().or_else(|| std::env::current_dir().ok()).unwrap_or_default();
        let name = match (purpose, &self.desk) {
            (Purpose::SaveAs, Some(desk)) => desk.file_name("ron"),
            (Purpose::ExportScheme, Some(desk)) => super::schemes::file_name(desk.session.project().scheme()),
            (Purpose::Export(format, wish), Some(desk)) => desk.file_name(format.extension_for(&wish)),
            _ => String::new(),
        };
        folder.join(name).display().to_string()
    }

    pub(super) fn save_to(&mut self, ctx: &Context, path: PathBuf, over: Over) {
        let Some(desk) = &mut self.desk else { return };
        if matches!(desk.saving, Saving::Running | Saving::Again(..)) {
            desk.saving = Saving::Again(path, over);
            return;
        }
        let Some((committer, made)) =
            desk.keeper.as_ref().and_then(|keeper| Some((keeper.committer()?, keeper.made())))
        else {
            return;
        };
        desk.saving = Saving::Running;
        let (number, state) = desk.version();
        let history = desk.session.history().recent(STEPS);
        let save = Save { path, desk: number, state, over };
        self.shell.jobs.save(ctx, save, desk.session.project().clone(), (committer, history, made));
    }

    /// A path was chosen for `purpose`, and perhaps to replace what is there.
    pub(super) fn picked(&mut self, ctx: &Context, purpose: Purpose, path: PathBuf, existing: Existing) {
        let (path, completed) = match purpose {
            Purpose::Open => return self.open_paths(ctx, vec![path]),
            Purpose::Import(format) => return self.import(ctx, format, vec![path]),
            Purpose::ImportScheme => return self.import_scheme(ctx, path),
            Purpose::SaveAs | Purpose::ExportScheme => with_extension(path, &["ron"], &[]),
            Purpose::Export(format, wish) if format.shape_for(&wish) == Shape::Folder => (path, false),
            Purpose::Export(format, wish) => with_extension(path, &[format.extension_for(&wish)], format.extensions),
        };
        // Whoever agreed to replace `night` was not asked about `night.ron`.
        let existing = if completed { Existing::Keep } else { existing };
        // Nor was whoever named a folder asked about the files that are in it.
        let existing = match purpose {
            Purpose::Export(format, wish) if format.shape_for(&wish) == Shape::Folder => Existing::Keep,
            _ => existing,
        };
        let Some(desk) = &self.desk else { return };
        match purpose {
            Purpose::Export(format, wish) => {
                let named = (desk.name(), desk.session.project().clone());
                self.shell.jobs.export(ctx, (path, existing), (format, wish), named);
            }
            Purpose::ExportScheme => {
                let scheme = Arc::clone(desk.session.project().scheme());
                self.shell.jobs.write_scheme(ctx, (path, existing), scheme);
            }
            _ => self.save_to(ctx, path, if existing == Existing::Keep { Over::Nothing } else { Over::Anything }),
        }
    }

    pub(super) fn saved(&mut self, ctx: &Context, save: Save, result: Result<Saved, StoreError>) {
        let trouble = result.as_ref().err().map(|error| error.kind.clone());
        let result = result.map_err(|error| self.shell.notice = Some(error.into()));
        let Some(desk) = self.desk.as_mut().filter(|desk| desk.number == save.desk) else { return };
        let before = std::mem::replace(&mut desk.saving, Saving::Untouched);
        let elsewhere = match &before {
            Saving::Again(path, over) if *path != save.path => Some((path.clone(), *over)),
            _ => None,
        };
        let Ok(saved) = result else {
            let plans = self.shell.after_save.take();
            let turning = plans.as_ref().is_some_and(|next| self.is_turning(next));
            self.forget_plans();
            // Saving elsewhere may have been the cure.
            if let Some((path, over)) = elsewhere {
                self.save_to(ctx, path, over);
            } else if trouble == Some(Trouble::Changed) {
                self.shell.notice = None;
                self.shell.after_save = plans;
                self.shell.overlay = Overlay::Changed;
            } else if let Some(next) = plans.filter(|_| turning && trouble == Some(Trouble::NoPlace)) {
                self.shell.notice = None;
                self.leave_in_draft(ctx, next, "nothing can be written in its folder");
            }
            return;
        };
        desk.session.history_mut().saved(save.state);
        desk.saving = Saving::Done(time_of_day());
        desk.told_outside = false;
        self.shell.notice = (!saved.notes.is_empty()).then(|| Notice::tell(capital(&saved.notes.join("; "))));
        self.shell.settings.note_recent(&save.path);
        if desk.path.is_none()
            && let Some(articles) = &mut self.shell.articles
        {
            articles.saved_as(desk.number, &save.path);
        }
        desk.path = Some(save.path);
        self.shell.keep_settings();
        let is_changed = desk.session.history().is_changed();
        self.keep_original(ctx);
        if let Some((path, over)) = elsewhere {
            self.save_to(ctx, path, over);
        } else if before != Saving::Running && is_changed {
            self.save(ctx);
        } else if let Some(next) = self.shell.after_save.take() {
            self.guarded(ctx, next);
        }
    }

    /// Makes projects of files in `format`. One that does not hold its text is about the text file of its name beside it, else
    /// about the article on the desk.
    pub(super) fn import(&mut self, ctx: &Context, format: &'static Format, paths: Vec<PathBuf>) {
        let open = self.desk.as_ref().map(|desk| (desk.name(), Arc::clone(desk.session.project().article())));
        self.shell.jobs.import(ctx, format, paths, (open, self.shell.state.clone()));
    }

    /// What an export would hold is known: it is shown, if the article is still there.
    pub(super) fn reported(&mut self, desk: u64, report: Box<Report>) {
        if self.desk.as_ref().is_some_and(|own| own.number == desk) && !self.shell.overlay.is_open() {
            self.shell.overlay = Overlay::Report(report);
        }
    }

    /// What was lost was told before; it is only counted here.
    pub(super) fn exported(&mut self, path: &Path, losses: &[Loss]) {
        let mut words = format!("Exported to {}", path.display());
        let lost: Vec<&str> = losses.iter().map(|loss| loss.kind.name).collect();
        if !lost.is_empty() {
            words.push_str(&format!("\nNot in it as it is here: {}", lost.join(", ")));
        }
        self.shell.notice = Some(Notice::tell(words));
    }

    /// Says when changes cannot be kept, when they are again, and when another program has changed the file.
    pub(super) fn follow_keeping(&mut self) {
        let Some(desk) = &mut self.desk else { return };
        let Some(keeper) = &desk.keeper else { return };
        let kept = keeper.kept();
        let waiting = keeper.waiting();
        let trouble = kept.trouble.filter(|_| waiting > 0);
        if trouble != desk.trouble {
            match &trouble {
                Some(error) => {
                    let message = match waiting {
                        1 => format!("The last change is not on the disk: {error}"),
                        many => format!("The last {many} changes are not on the disk: {error}"),
                    };
                    let hint = format!("{}. It is tried again every few seconds.", capital(&error.hint));
                    self.shell.notice = Some(Notice::error(message, hint).with(&[Deed::SaveAs]));
                }
                None => {
                    self.shell.notice = None;
                    self.shell.said = Some("All changes are on the disk again".into());
                }
            }
            desk.trouble = trouble;
        }
        let is_busy = matches!(desk.saving, Saving::Running | Saving::Again(..)) || self.shell.overlay.is_open();
        if kept.is_changed_outside && !desk.told_outside && !is_busy {
            desk.told_outside = true;
            self.shell.overlay = Overlay::Changed;
        }
    }
}

impl Desk {
    /// Whether all that was changed is on the disk, be it saved or in a journal.
    pub fn is_kept(&self) -> bool {
        self.keeper.as_ref().is_none_or(|keeper| keeper.waiting() == 0)
    }
}

fn folder_of(path: Option<&Path>) -> Option<PathBuf> {
    path.and_then(Path::parent).filter(|folder| crate::store::is_folder(folder)).map(Path::to_owned)
}

/// `path` with the first of `extensions` added, unless it has one of them or of the `others`; and whether it was added.
fn with_extension(path: PathBuf, extensions: &[&str], others: &[&str]) -> (PathBuf, bool) {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if ending.is_some_and(|ending| [extensions, others].concat().contains(&ending.as_str())) {
        return (path, false);
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(extensions.first().unwrap_or(&"txt"));
    (name.into(), true)
}

/// The time of day by the system's clock and zone, e.g. "12:04".
fn time_of_day() -> String {
    jiff::Zoned::now().strftime("%H:%M").to_string()
}
