//! Where is it kept? The only room that touches the disk: whole-or-nothing saves, the journal, the settings.

mod error;
mod exports;
mod files;
mod folders;
mod journal;
mod lock;
mod project_file;
mod settings;
mod stamp;
mod texts;

pub use error::StoreError;
pub use exports::{beside, export_one, write_files};
pub use files::{Existing, MAX_PROJECT_BYTES, create_log, read_file, resolve, write_whole};
pub use folders::{files_in, is_folder, is_taken, make_folder};
pub use journal::Journal;
pub use lock::ProjectLock;
pub use project_file::{
    Opened, Over, articles_in, check_project, is_project, open_project, open_project_with, open_scheme,
    replace_project, save, save_project, take_in, take_in_with,
};
pub use settings::{Face, Reading, Settings, Theme, annotator, load_settings, save_settings, settings_path};
pub use stamp::Stamp;

#[cfg(test)]
mod tests;
