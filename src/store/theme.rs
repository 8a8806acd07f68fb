//! Which colours does a person like? Six themes, and the light and the dark one that were chosen last.

use serde::{Deserialize, Serialize};

/// The colours of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system is; light where it does not say.
    #[default]
    System,
    /// Dark ink on paper.
    Light,
    /// Light ink on black.
    Dark,
    /// Brown ink on yellowed paper.
    Sepia,
    /// Black on white.
    HighContrastLight,
    /// White on black.
    HighContrastDark,
}

impl Theme {
    /// All, in the order of the settings.
    pub const ALL: [Self; 6] =
        [Self::System, Self::Light, Self::Sepia, Self::Dark, Self::HighContrastLight, Self::HighContrastDark];

    /// Its name on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "As the system",
            Self::Light => "Light",
            Self::Dark => "Dark",
            Self::Sepia => "Sepia",
            Self::HighContrastLight => "High contrast, light",
            Self::HighContrastDark => "High contrast, dark",
        }
    }

    fn is_light(self) -> bool {
        matches!(self, Self::Light | Self::Sepia | Self::HighContrastLight)
    }

    fn is_dark(self) -> bool {
        matches!(self, Self::Dark | Self::HighContrastDark)
    }
}

/// The light and the dark colours that were chosen last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Looks {
    /// One of the light themes.
    pub light: Theme,
    /// One of the dark themes.
    pub dark: Theme,
}

impl Default for Looks {
    fn default() -> Self {
        Self { light: Theme::Light, dark: Theme::Dark }
    }
}

impl Looks {
    /// These, with `theme` in the place of the other light or dark one.
    #[must_use]
    pub fn with(self, theme: Theme) -> Self {
        Self {
            light: if theme.is_light() { theme } else { self.light },
            dark: if theme.is_dark() { theme } else { self.dark },
        }
    }

    /// The usual one in place of what is not light or not dark.
    #[must_use]
    pub fn sane(self) -> Self {
        let Self { light, dark } = Self::default();
        Self {
            light: Some(self.light).filter(|theme| theme.is_light()).unwrap_or(light),
            dark: Some(self.dark).filter(|theme| theme.is_dark()).unwrap_or(dark),
        }
    }
}
