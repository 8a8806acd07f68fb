//! Where is it kept? The only room that touches the disk: whole-or-nothing saves, the journal, the settings.

mod articles;
mod disk;
mod drafts;
mod error;
mod exports;
#[cfg(test)]
pub(crate) mod faults;
mod files;
mod folders;
mod imports;
mod journal;
mod keeper;
mod keeping;
mod layout;
mod listed;
mod lock;
mod prepared;
mod project_file;
mod settings;
mod state;
mod texts;
mod theme;
mod unsaved;
mod versions;

pub use articles::{Arrived, MOST_WHOLE, find_original, keep_original, take_in, take_in_with};
pub use drafts::{About, LeftDraft, left_drafts, read_about};
pub use error::{StoreError, Trouble};
pub use exports::{beside, export_one, extension_of, write_files};
pub use files::{Existing, MAX_PROJECT_BYTES, begin_of, create_log, read_file, resolve, write_whole};
pub use folders::{files_below, files_in, is_folder, is_taken, make_folder};
pub use imports::{import, import_bytes, import_files, import_texts, refused_at};
pub use journal::{left_journal, read_changes};
pub use keeper::{Committer, Keeper, Kept};
pub use keeping::{Keeping, Saved};
pub use layout::{Layout, Place, Side, Tab};
pub use listed::{Found, Listed, MOST_LOOKED_AT, free_project, list_articles};
pub use lock::{Asked, Holder, ProjectLock};
pub use prepared::{Over, Prepared, prepare};
pub use project_file::{
    Opened, articles_in, check_project, export_scheme, is_project, open_project, open_project_with, open_scheme,
    open_to_change, save_new,
};
pub use settings::{Face, Reading, Settings, Snap, annotator, load_settings, save_settings, settings_path};
pub use state::State;
pub use theme::{Looks, Theme};
pub use versions::{Version, Why, keep_discarded, open_version, read_history, restore, versions};

#[cfg(test)]
mod tests;
