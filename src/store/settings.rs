//! What does this user prefer? Settings and recent files, as RON in the configuration folder.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};

use super::{Existing, Layout, Looks, StoreError, Theme, files, folders};
use crate::format::{ReadError, ron};

/// How many recent files are remembered.
const RECENT: usize = 12;

/// The longest file of settings that is read, in bytes: twelve paths of the longest kind are a twentieth of it.
const LONGEST: usize = 1 << 20;

/// The usual width of list and inspector, in points.
const PANEL_WIDTH: f32 = 372.0;

/// What this user prefers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The colours of the window, or those that the system asks for.
    pub theme: Theme,
    /// The light and the dark colours that were chosen last: the system, and a key, change between these two.
    pub looks: Looks,
    /// Size of the article's letters, in points of the screen (1/96 inch at 100 %).
    pub reading_size: f32,
    /// With or without serifs.
    pub reading_face: Face,
    /// How long the article's lines are at most, in letters of mean width.
    pub reading_measure: f32,
    /// Distance of the article's lines, as a multiple of the letters' size.
    pub reading_line_height: f32,
    /// Whether the list and the inspector are shown.
    pub panel: bool,
    /// Width of the list and the inspector, in points.
    pub panel_width: f32,
    /// How the window is laid out besides.
    pub layout: Layout,
    /// What a drag takes in.
    pub snap: Snap,
    /// Whether a save keeps a copy of the file that the article came from beside the project.
    pub keep_original: bool,
    /// The keys that are not those of the table, by the command's id; none of them works when the list is empty.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub keys: BTreeMap<String, Vec<String>>,
    /// Who new annotations are by.
    pub annotator: String,
    /// The files opened last, the latest first.
    pub recent: Vec<PathBuf>,
}

/// What a drag over the article takes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Snap {
    /// Whole words, without blanks and stray punctuation at the edges; with Shift or Alt held, characters.
    #[default]
    Words,
    /// The characters that it goes over.
    Characters,
}

/// The kind of letters that the article is set in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Face {
    /// With serifs, as in a book.
    #[default]
    Serif,
    /// Without serifs, as on a sign.
    Sans,
}

/// How the article is set: the part of the settings that a reader changes while reading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// The kind of letters.
    pub face: Face,
    /// Their size, in points of the screen.
    pub size: f32,
    /// How long lines are at most, in letters of mean width.
    pub measure: f32,
    /// Distance of two lines, as a multiple of the size.
    pub line_height: f32,
}

impl Default for Reading {
    fn default() -> Self {
        Self { face: Face::Serif, size: 18.5, measure: 70.0, line_height: 1.78 }
    }
}

impl Reading {
    /// Sizes that are allowed.
    pub const SIZES: RangeInclusive<f32> = 10.0..=48.0;
    /// Measures that are allowed.
    pub const MEASURES: RangeInclusive<f32> = 30.0..=120.0;
    /// Line heights that are allowed: closer lines would touch in scripts with marks above and below.
    pub const LINE_HEIGHTS: RangeInclusive<f32> = 1.4..=2.6;

    /// This with every number within its range, and the usual one in place of what is no number.
    #[must_use]
    pub fn sane(self) -> Self {
        let usual = Self::default();
        Self {
            face: self.face,
            size: within(self.size, Self::SIZES, usual.size),
            measure: within(self.measure, Self::MEASURES, usual.measure),
            line_height: within(self.line_height, Self::LINE_HEIGHTS, usual.line_height),
        }
    }
}

/// `value` within `range`, or `otherwise` when it is no number.
pub(super) fn within(value: f32, range: RangeInclusive<f32>, otherwise: f32) -> f32 {
    if value.is_finite() { value.clamp(*range.start(), *range.end()) } else { otherwise }
}

impl Default for Settings {
    fn default() -> Self {
        let Reading { face, size, measure, line_height } = Reading::default();
        Self {
            theme: Theme::System,
            looks: Looks::default(),
            reading_size: size,
            reading_face: face,
            reading_measure: measure,
            reading_line_height: line_height,
            panel: true,
            panel_width: PANEL_WIDTH,
            layout: Layout::default(),
            snap: Snap::Words,
            keep_original: false,
            keys: BTreeMap::new(),
            annotator: annotator(),
            recent: Vec::new(),
        }
    }
}

/// Who works here: $COPYDESK_ANNOTATOR, else the name of the user, else nobody.
pub fn annotator() -> String {
    let names = ["COPYDESK_ANNOTATOR", "USER", "LOGNAME", "USERNAME"];
    names.into_iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty())).unwrap_or_default()
}

impl Settings {
    /// The settings in the bytes of their file, every number within its range; unknown names are passed over.
    pub fn read(bytes: &[u8]) -> Result<Self, ReadError> {
        if bytes.len() > LONGEST {
            let message = format!("it is longer than {} MB, and settings take a few lines", LONGEST >> 20);
            return Err(ReadError::new(message, "delete the file to begin anew"));
        }
        ron::read_value::<Self>(bytes).map(Self::sane)
    }

    /// How the article is set.
    pub fn reading(&self) -> Reading {
        Reading {
            face: self.reading_face,
            size: self.reading_size,
            measure: self.reading_measure,
            line_height: self.reading_line_height,
        }
    }

    /// Sets the article so from now on.
    pub fn read_as(&mut self, reading: Reading) {
        let Reading { face, size, measure, line_height } = reading;
        self.reading_face = face;
        self.reading_size = size;
        self.reading_measure = measure;
        self.reading_line_height = line_height;
    }

    /// Gives the window these colours from now on.
    pub fn choose(&mut self, theme: Theme) {
        self.theme = theme;
        self.looks = self.looks.with(theme);
    }

    /// Puts `path` at the top of the recent files.
    pub fn note_recent(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        // The settings are text; a name that is none cannot be remembered in them.
        if path.to_str().is_none() {
            return;
        }
        self.recent.retain(|known| *known != path);
        self.recent.insert(0, path);
        self.recent.truncate(RECENT);
    }

    /// These with every number brought back into its range: a person may have written anything.
    #[must_use]
    fn sane(mut self) -> Self {
        self.read_as(self.reading().sane());
        self.looks = self.looks.sane().with(self.theme);
        self.layout = self.layout.sane();
        self.panel_width = within(self.panel_width, 260.0..=640.0, PANEL_WIDTH);
        self.recent.truncate(RECENT);
        self
    }
}

/// Where the settings lie: `copydesk/settings.ron` in the user's configuration folder; nothing without a home.
pub fn settings_path() -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.config_dir().join("copydesk").join("settings.ron"))
}

/// The settings at `path`; the default ones when there is no file. A file that cannot be read is told and left alone.
pub fn load_settings(path: &Path) -> Result<Settings, StoreError> {
    if !folders::is_taken(path) {
        return Ok(Settings::default());
    }
    let bytes = files::read_file(path)?;
    Settings::read(&bytes).map_err(|error| {
        StoreError::new("open the settings", path, error.message, "correct that line, or delete the file to begin anew")
    })
}

/// Saves the settings to `path`, making its folder.
pub fn save_settings(path: &Path, settings: &Settings) -> Result<(), StoreError> {
    if let Some(folder) = path.parent() {
        folders::make_folder(folder)?;
    }
    let bytes = ron::write_value(settings).map_err(|error| StoreError::new("save", path, error.message, ""))?;
    files::write_whole(path, &bytes, Existing::Replace)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn settings_come_back_and_broken_ones_are_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("copydesk/settings.ron");
        assert_eq!(load_settings(&path), Ok(Settings::default()));
        let mut settings = Settings { reading_size: 22.0, theme: Theme::Dark, ..Settings::default() };
        (0..20).for_each(|number| settings.note_recent(Path::new(&format!("/tmp/{number}.ron"))));
        settings.note_recent(Path::new("/tmp/15.ron"));
        assert_eq!((settings.recent.len(), settings.recent[0].to_str()), (12, Some("/tmp/15.ron")));
        save_settings(&path, &settings).expect("saved");
        assert_eq!(load_settings(&path), Ok(settings));
        fs::write(&path, "(reading_size: inf, mood: 3)").expect("written");
        assert_eq!(load_settings(&path).expect("unknown names are passed over").reading_size, 18.5);
        fs::write(&path, "(reading_size: 21.0, panel: false)").expect("written");
        let reading = load_settings(&path).expect("settings from before").reading();
        assert_eq!(reading, Reading { size: 21.0, ..Reading::default() });
        fs::write(&path, "(reading_face: sans, reading_measure: 9.0, reading_line_height: NaN)").expect("written");
        let reading = load_settings(&path).expect("odd numbers are brought back").reading();
        assert_eq!(reading, Reading { face: Face::Sans, measure: 30.0, ..Reading::default() });
        fs::write(&path, "(theme: 3").expect("written");
        assert!(load_settings(&path).expect_err("told").hint.contains("delete the file"));
    }

    #[test]
    fn the_light_and_the_dark_theme_chosen_last_are_remembered() {
        let read = |text: &str| Settings::read(text.as_bytes()).expect("settings");
        let mut settings = read("(theme: dark)");
        assert_eq!((settings.theme, settings.looks), (Theme::Dark, Looks::default()), "settings from before");
        for theme in Theme::ALL {
            settings.choose(theme);
            let bytes = ron::write_value(&settings).expect("written");
            assert_eq!(Settings::read(&bytes), Ok(settings.clone()));
        }
        settings.choose(Theme::Sepia);
        settings.choose(Theme::System);
        assert_eq!(settings.looks, Looks { light: Theme::Sepia, dark: Theme::HighContrastDark });
        let odd = read("(theme: sepia, looks: (light: dark, dark: system))");
        assert_eq!(odd.looks, Looks { light: Theme::Sepia, dark: Theme::Dark });
    }

    #[test]
    fn settings_of_many_megabytes_are_none() {
        let too_long = |length: usize| {
            let bytes = [b"(panel: false)".to_vec(), vec![b' '; length - 14]].concat();
            Settings::read(&bytes).is_err_and(|error| error.message.starts_with("it is longer than "))
        };
        assert_eq!([LONGEST, LONGEST + 1, LONGEST + 2].map(too_long), [false, true, true]);
    }
}
