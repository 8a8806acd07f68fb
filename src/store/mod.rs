//! Where is it kept? The only room that touches the disk: whole-or-nothing saves, the journal, the settings.

mod error;
mod exports;
mod files;
mod folders;
mod journal;
mod lock;
mod project_file;
mod settings;

pub use error::StoreError;
pub use exports::{beside, export_one, write_files};
pub use files::{Existing, MAX_PROJECT_BYTES, create_log, read_file, resolve, write_whole};
pub use folders::{files_in, is_folder, is_taken, make_folder};
pub use journal::Journal;
pub use lock::ProjectLock;
pub use project_file::{
    Opened, Stamp, articles_in, is_project, open_project, open_scheme, replace_project, save_over, save_project,
    take_in,
};
pub use settings::{Face, Reading, Settings, Theme, annotator, load_settings, save_settings, settings_path};

#[cfg(test)]
mod tests;
