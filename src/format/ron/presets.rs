//! Which schemes come with Copydesk? Those of `assets`, each by its name.

use std::sync::Arc;

use super::{default_scheme, read_scheme};
use crate::project::Scheme;

/// A scheme that comes with Copydesk.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// The scheme's own name, e.g. "fact-check".
    pub name: &'static str,
    /// What it is for, a few words.
    pub about: &'static str,
    /// Nothing for the one that every new project gets.
    bytes: Option<&'static [u8]>,
}

/// All of them, the one that a new project gets first.
pub static PRESETS: [Preset; 4] = [
    Preset { name: "fact-check", about: "claims, quotes and statistics, to be checked", bytes: None },
    Preset {
        name: "quote-attribution",
        about: "who says what, and by which words",
        bytes: Some(include_bytes!("../../../assets/schemes/quote-attribution.ron")),
    },
    Preset {
        name: "check-worthiness",
        about: "which sentences somebody should check",
        bytes: Some(include_bytes!("../../../assets/schemes/check-worthiness.ron")),
    },
    Preset {
        name: "plain",
        about: "claim, quote, statistic, and nothing to fill in",
        bytes: Some(include_bytes!("../../../assets/schemes/plain.ron")),
    },
];

impl Preset {
    /// The scheme.
    pub fn scheme(&self) -> Arc<Scheme> {
        let Some(bytes) = self.bytes else { return default_scheme() };
        #[expect(clippy::expect_used, reason = "the bytes are part of the program, and a test reads them")]
        Arc::new(read_scheme(bytes).expect("a built-in scheme holds"))
    }

    /// The one called `name`.
    pub fn called(name: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.name == name)
    }

    /// The names of all, with commas between.
    pub fn names() -> String {
        PRESETS.map(|preset| preset.name).join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scheme_that_comes_along_holds_and_can_be_used_at_once() {
        for preset in &PRESETS {
            let scheme = preset.scheme();
            assert_eq!((scheme.check(), scheme.name.as_str()), (Ok(()), preset.name));
            assert_eq!(Preset::called(preset.name).map(|found| found.about), Some(preset.about));
            let keys: String = scheme.labels.iter().filter_map(|label| label.key).collect();
            assert_eq!(keys, "12345"[..scheme.labels.len()], "{}", preset.name);
            for label in &scheme.labels {
                assert!(!label.guideline.is_empty() && !label.retired, "{} of {}", label.id, preset.name);
                let alone = |other: &crate::project::Label| {
                    other.line != label.line || other.helper != label.helper || other.color != label.color
                };
                assert!(scheme.labels.iter().filter(|other| other.id != label.id).all(alone));
            }
            for end in scheme.relations.iter().flat_map(|kind| kind.from.iter().chain(&kind.to)) {
                assert!(scheme.label(end).is_some(), "{end} of {}", preset.name);
            }
            assert_eq!(scheme.look_alikes(|color| color), [], "{}", preset.name);
        }
        assert!(Preset::called("none").is_none() && Preset::names().starts_with("fact-check, quote"));
    }
}
