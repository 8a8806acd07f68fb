//! What does the scheme editor wish for? Changes of the project, and schemes that come from elsewhere or go there.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::Context;

use super::App;
use super::jobs::Purpose;
use super::overlay::Overlay;
use super::overlay::scheme::Wish;
use super::run::capital;
use super::shell::Notice;
use crate::format::distinct_stems;
use crate::project::{Adopted, Edit, Scheme};
use crate::session::Command;
use crate::store::StoreError;

impl App {
    /// Does what a person wishes in the scheme editor, which stays open.
    pub(super) fn change_scheme(&mut self, ctx: &Context, wish: Wish) {
        match wish {
            Wish::Run(command, said) => {
                self.run(ctx, command);
                if !said.is_empty() {
                    self.tell_in_editor(said);
                }
            }
            Wish::Preset(preset) => self.adopt(ctx, &preset.scheme()),
            Wish::Import => {
                let folder = self.nearby();
                self.ask(ctx, Purpose::ImportScheme, String::new(), folder);
            }
            Wish::Export => {
                let suggested = self.suggested_scheme();
                let folder = self.nearby();
                self.ask(ctx, Purpose::ExportScheme, suggested, folder);
            }
        }
    }

    fn suggested_scheme(&self) -> String {
        self.desk.as_ref().map(|desk| file_name(desk.session.project().scheme())).unwrap_or_default()
    }

    /// A file of a scheme was chosen.
    pub(super) fn import_scheme(&mut self, ctx: &Context, path: PathBuf) {
        let Some(desk) = &self.desk else { return };
        self.shell.jobs.read_scheme(ctx, path, desk.number);
    }

    /// A scheme was read for the desk numbered `desk`, or not.
    pub(super) fn scheme_read(&mut self, ctx: &Context, desk: u64, result: Result<Arc<Scheme>, StoreError>) {
        let is_meant = self.desk.as_ref().is_some_and(|own| own.number == desk);
        match result {
            Ok(scheme) if is_meant => {
                self.reopen_editor();
                self.adopt(ctx, &scheme);
            }
            Ok(_) => {}
            Err(error) => self.shell.notice = Some(error.into()),
        }
    }

    /// A scheme was written, or not.
    pub(super) fn scheme_written(&mut self, path: &Path, result: Result<(), StoreError>) {
        match result {
            Ok(()) => {
                self.reopen_editor();
                self.tell_in_editor(format!("The scheme is in {}", path.display()));
            }
            Err(error) => self.shell.notice = Some(error.into()),
        }
    }

    /// A path that was typed has taken the editor's place.
    fn reopen_editor(&mut self) {
        if !self.shell.overlay.is_open() && self.desk.is_some() {
            self.shell.overlay = Overlay::scheme();
        }
    }

    /// Puts another scheme in the place of the article's own; what is in use stays.
    fn adopt(&mut self, ctx: &Context, scheme: &Scheme) {
        let Some(desk) = &self.desk else { return };
        match desk.session.project().adopting(scheme.clone()) {
            Ok(Adopted { edit: Edit::Scheme(same), .. }) if *same == **desk.session.project().scheme() => {
                self.tell_in_editor("The article has this scheme already".into());
            }
            Ok(Adopted { edit, kept }) => {
                self.run(ctx, Command::Edit(Box::new(edit)));
                let kept = match kept.as_slice() {
                    [] => String::new(),
                    kept => format!(". Kept since it is in use: {}", some_of(kept)),
                };
                if let Some(editor) = self.shell.overlay.scheme_editor() {
                    editor.begin_anew();
                }
                self.tell_in_editor(format!("This is the scheme {} now{kept}", scheme.name));
            }
            Err(error) => self.shell.notice = Some(Notice::error(capital(&error.to_string()), error.hint())),
        }
    }

    fn tell_in_editor(&mut self, told: String) {
        match self.shell.overlay.scheme_editor() {
            Some(editor) => editor.tell(told),
            None => self.shell.said = Some(told),
        }
    }
}

/// The first of `all`, and how many more there are.
fn some_of(all: &[String]) -> String {
    const SHOWN: usize = 6;
    let shown = all.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    match all.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// The name of a file for the scheme.
pub(super) fn file_name(scheme: &Scheme) -> String {
    let stem = distinct_stems([scheme.name.as_str()]).pop();
    format!("{}.ron", stem.unwrap_or_default())
}
