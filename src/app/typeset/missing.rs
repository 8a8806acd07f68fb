//! Which writing has no font here, and which package would bring one?

use icu_properties::CodePointMapData;
use icu_properties::PropertyNamesLong;
use icu_properties::props::Script;
use parley::Cluster;

use super::signs::MISSING_EM;

/// What a character belongs to that no font has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Writing {
    /// Letters of a script.
    Script(Script),
    /// Emoji.
    Emoji,
    /// Signs that belong to no script.
    Symbols,
}

impl Writing {
    /// What a character belongs to; nothing if Unicode does not say, as in the private use area.
    pub(super) fn of(character: char) -> Option<Self> {
        match CodePointMapData::<Script>::new().get(character) {
            Script::Unknown | Script::Inherited => None,
            Script::Common => Some(Self::Symbols),
            script => Some(Self::Script(script)),
        }
    }

    /// What it is called: "Tamil letters".
    pub fn name(self) -> String {
        match self {
            Self::Emoji => "Emoji".into(),
            Self::Symbols => "Some symbols".into(),
            Self::Script(Script::Han) => "Chinese characters".into(),
            Self::Script(Script::Hangul) => "Korean letters".into(),
            Self::Script(Script::Hiragana | Script::Katakana) => "Japanese kana".into(),
            Self::Script(script) => format!("{} letters", script_name(script)),
        }
    }

    /// How a font for it comes onto this system.
    pub fn cure(self) -> String {
        if cfg!(target_os = "linux") {
            let (debian, fedora) = self.packages();
            return format!(
                "install {debian} (Debian, Ubuntu), {fedora} (Fedora), or any font with {}, then start Copydesk again",
                self.inside()
            );
        }
        let how = if cfg!(windows) {
            "add them under Settings, Apps, Optional features, or install any font with"
        } else if cfg!(target_os = "macos") {
            "open Font Book and download or add a font with"
        } else {
            "install a Noto font, or any font with"
        };
        format!("{how} {}, then start Copydesk again", self.inside())
    }

    fn inside(self) -> String {
        match self {
            Self::Emoji => "emoji".into(),
            Self::Symbols => "these symbols".into(),
            Self::Script(_) => self.name(),
        }
    }

    /// The packages of Debian and of Fedora.
    fn packages(self) -> (&'static str, String) {
        let noto = |name: &str| format!("google-noto-sans-{}-fonts", name.to_lowercase().replace(' ', "-"));
        match self {
            Self::Emoji => ("fonts-noto-color-emoji", "google-noto-color-emoji-fonts".into()),
            Self::Symbols => ("fonts-noto-core", noto("symbols")),
            Self::Script(Script::Han | Script::Hangul | Script::Hiragana | Script::Katakana | Script::Bopomofo) => {
                ("fonts-noto-cjk", "google-noto-sans-cjk-fonts".into())
            }
            Self::Script(script) => ("fonts-noto-core", noto(&script_name(script))),
        }
    }
}

fn script_name(script: Script) -> String {
    PropertyNamesLong::<Script>::new().get(script).unwrap_or("unknown").replace('_', " ")
}

/// Whether a character has no glyph.
pub(super) fn is_missing(cluster: &Cluster<'_, ()>) -> bool {
    cluster.glyphs().any(|glyph| glyph.id == 0)
}

/// The width in which a character is drawn. One without a glyph is a box, if it is the `first` of its grapheme cluster.
pub(super) fn drawn_width(cluster: &Cluster<'_, ()>, is_first: impl FnOnce() -> bool) -> f32 {
    let advance = cluster.advance().max(0.0);
    if is_missing(cluster) && is_first() { advance.max(cluster.run().font_size() * MISSING_EM) } else { advance }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_writing_is_named_with_what_would_show_it() {
        for (character, name, package) in [
            ('த', "Tamil letters", "google-noto-sans-tamil-fonts"),
            ('م', "Arabic letters", "google-noto-sans-arabic-fonts"),
            ('部', "Chinese characters", "fonts-noto-cjk"),
            ('の', "Japanese kana", "fonts-noto-cjk"),
            ('☎', "Some symbols", "fonts-noto-core"),
        ] {
            let writing = Writing::of(character).expect("a writing");
            assert_eq!(writing.name(), name);
            assert!(!cfg!(target_os = "linux") || writing.cure().contains(package), "{}", writing.cure());
            assert!(writing.cure().ends_with("then start Copydesk again"));
        }
        assert_eq!(Writing::of('\u{E000}'), None);
    }
}
