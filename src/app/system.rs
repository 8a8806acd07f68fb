//! What of the desktop is used besides the window? The clipboard's HTML, and the programs that files are opened with.

use std::path::{Path, PathBuf};

use egui::Context;

use super::App;
use super::shell::Notice;
use crate::store::StoreError;

/// The two ways out of the window; without them, as in a test, there is no desktop.
#[derive(Clone, Copy, Debug, Default)]
pub struct System {
    /// The clipboard's content as HTML, where it has that.
    pub page: Option<fn() -> Option<String>>,
    /// Opens a file in the program for its kind.
    pub open: Option<fn(&Path) -> std::io::Result<()>>,
}

impl System {
    /// The desktop that the window stands on.
    pub fn desktop() -> Self {
        // On Wayland the clipboard is read as text alone; then a page is pasted as its text.
        let page = || arboard::Clipboard::new().and_then(|mut clipboard| clipboard.get().html()).ok();
        Self { page: Some(page), open: Some(|path| open::that_detached(path)) }
    }
}

impl App {
    /// Looks for the file that the article came from, to open it.
    pub(super) fn show_original(&mut self, ctx: &Context) {
        let Some(desk) = &self.desk else { return };
        let Some(original) = desk.session.project().original().cloned() else {
            self.shell.said = Some("This article came from no file that is known".into());
            return;
        };
        let near: Vec<PathBuf> = desk.article.iter().chain(&desk.path).cloned().collect();
        self.shell.jobs.find_original(ctx, original, near);
    }

    /// Opens the original, or says that it is nowhere.
    pub(super) fn original_found(&mut self, found: Result<PathBuf, StoreError>) {
        let opened = found.map_err(Notice::from).and_then(|path| {
            let open = self.shell.system.open.unwrap_or(|_| Ok(()));
            open(&path).map(|()| path.clone()).map_err(|error| {
                let message = format!("No program opened {}: {error}", path.display());
                Notice::error(message, "open it from your file manager")
            })
        });
        match opened {
            Ok(path) => self.shell.said = Some(format!("Opened {}", path.display())),
            Err(notice) => self.shell.notice = Some(notice),
        }
    }

    /// Keeps a copy of the original beside the project that was just saved, if a person likes that.
    pub(super) fn keep_original(&mut self, ctx: &Context) {
        let Some(desk) = self.desk.as_ref().filter(|_| self.shell.settings.keep_original) else { return };
        let original = desk.session.project().original().cloned();
        if let (Some(original), Some(from), Some(project)) = (original, desk.article.clone(), desk.path.clone()) {
            self.shell.jobs.keep_original(ctx, original, from, project);
        }
    }
}
