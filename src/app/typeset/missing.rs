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
            Self::Emoji => "emoji".into(),
            Self::Symbols => "some symbols".into(),
            Self::Script(Script::Han) => "Chinese characters".into(),
            Self::Script(Script::Hangul) => "Korean letters".into(),
            Self::Script(Script::Hiragana | Script::Katakana) => "Japanese kana".into(),
            Self::Script(script) => format!("{} letters", script_name(script)),
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

/// What to tell of writings that no font has, and how to get one.
pub fn told(writings: &[Writing]) -> (String, String) {
    let names: Vec<String> = writings.iter().map(|writing| writing.name()).collect();
    let message = format!("{} cannot be shown: no installed font has them", listed(&names));
    let cure = if cfg!(target_os = "linux") {
        let (debian, fedora): (Vec<&str>, Vec<String>) = writings.iter().map(|writing| writing.packages()).unzip();
        let debian = once_each(debian.into_iter().map(String::from).collect());
        format!("install {debian} (Debian, Ubuntu), {} (Fedora), or any font that has them", once_each(fedora))
    } else if cfg!(windows) {
        "add one under Settings, Apps, Optional features, or install any font that has them".into()
    } else if cfg!(target_os = "macos") {
        "download one in Font Book, or add any font that has them".into()
    } else {
        "install any font that has them, such as those of Noto".into()
    };
    (message, format!("{cure}, then start Copydesk again"))
}

/// "a", "a and b", "a, b and c".
fn listed(names: &[String]) -> String {
    match names {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        names => names.concat(),
    }
}

fn once_each(mut names: Vec<String>) -> String {
    names.sort_unstable();
    names.dedup();
    names.join(" ")
}

fn script_name(script: Script) -> String {
    PropertyNamesLong::<Script>::new().get(script).unwrap_or("unknown").replace('_', " ")
}

/// Whether nothing but a box can stand for a character. A mark without a glyph leaves its letter as it is; what joins
/// emoji has a glyph without width.
pub(super) fn is_box(cluster: &Cluster<'_, ()>) -> bool {
    cluster.glyphs().any(|glyph| glyph.id == 0) && cluster.glyphs().all(|glyph| glyph.id == 0 || glyph.advance == 0.0)
}

/// The width in which a character is drawn. One without a glyph is a box, if it is the `first` of its grapheme cluster.
pub(super) fn drawn_width(cluster: &Cluster<'_, ()>, is_first: impl FnOnce() -> bool) -> f32 {
    let advance = cluster.advance().max(0.0);
    if is_box(cluster) && is_first() { advance.max(cluster.run().font_size() * MISSING_EM) } else { advance }
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
            ('☎', "some symbols", "fonts-noto-core"),
        ] {
            let (message, hint) = told(&[Writing::of(character).expect("a writing")]);
            assert_eq!(message, format!("{name} cannot be shown: no installed font has them"));
            assert!(!cfg!(target_os = "linux") || hint.contains(package), "{hint}");
            assert!(hint.ends_with("then start Copydesk again"));
        }
        assert_eq!(Writing::of('\u{E000}'), None);
    }

    #[test]
    fn several_writings_are_told_together() {
        let writings: Vec<Writing> = "தब部".chars().filter_map(Writing::of).collect();
        let (message, hint) = told(&writings);
        assert!(message.starts_with("Tamil letters, Devanagari letters and Chinese characters cannot"), "{message}");
        assert!(!cfg!(target_os = "linux") || hint.starts_with("install fonts-noto-cjk fonts-noto-core (Debian"));
    }
}
