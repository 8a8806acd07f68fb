//! Where does Copydesk keep what it needs to lose nothing? Drafts and earlier versions, in the user's state folder.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// The folder for articles that are not saved yet and for earlier versions of projects; perhaps none.
///
/// It is for its owner alone, since it holds what the projects hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    folder: Option<PathBuf>,
}

impl State {
    /// `copydesk` in the user's state folder (`$XDG_STATE_HOME`, `~/.local/state`; where a system has none, in the folder for
    /// a program's data). None without a home.
    pub fn of_user() -> Self {
        let folder =
            etcetera::choose_base_strategy().ok().map(|base| base.state_dir().unwrap_or_else(|| base.data_dir()));
        Self { folder: folder.map(|folder| folder.join("copydesk")) }
    }

    /// In `folder`.
    pub fn within(folder: &Path) -> Self {
        Self { folder: Some(folder.to_owned()) }
    }

    /// Nowhere: nothing is kept but beside projects.
    pub fn nowhere() -> Self {
        Self::default()
    }

    /// Where the drafts lie.
    pub(super) fn drafts(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join("drafts"))
    }

    /// Where the earlier versions of the project at `project` lie: a folder named after its file and its whole path.
    pub(super) fn versions_of(&self, project: &Path) -> Option<PathBuf> {
        let project = super::resolve(project);
        let stem = crate::format::file_stem(&project.file_stem().unwrap_or_default().to_string_lossy());
        let path = blake3::hash(project.as_os_str().as_encoded_bytes()).to_hex();
        self.folder.as_ref().map(|folder| folder.join("versions").join(format!("{stem}-{}", &path[..16])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nowhere_has_no_place_and_a_folder_has_one_for_each_project() {
        let (state, a, b) = (State::within(Path::new("/s")), Path::new("/x/a.ron"), Path::new("/y/a.ron"));
        assert_eq!((State::nowhere().drafts(), State::nowhere().versions_of(a)), (None, None));
        assert_eq!(state.drafts(), Some("/s/drafts".into()));
        assert!(state.versions_of(a).is_some_and(|folder| folder.starts_with("/s/versions")));
        assert_ne!(state.versions_of(a), state.versions_of(b), "one name in two folders is two projects");
        if std::env::var_os("HOME").is_some() {
            assert!(State::of_user().drafts().is_some_and(|folder| folder.ends_with("copydesk/drafts")));
            assert!(super::super::settings_path().is_some_and(|path| path.ends_with("copydesk/settings.ron")));
        }
    }
}
