//! Which fonts are there, and in which order is a character looked for in them?

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui;
use parley::fontique::{
    Attributes, Blob, Collection, CollectionOptions, FontInfoOverride, FontStyle, FontWeight, FontWidth, QueryFamily,
    QueryStatus, SourceCache,
};
use parley::{FontContext, FontFamily, FontFamilyName, GenericFamily};

use super::prepare::Han;
use super::style::{Family, Weight};

/// The fonts of the system and, behind them, the ones that egui brings along.
///
/// Made once, on a thread, since finding the system's fonts takes some 30 ms.
pub struct Fonts {
    pub(super) context: FontContext,
    stacks: HashMap<(Family, Han), Stacks>,
}

/// The families in which a character is looked for, first choice first; only such as there are.
#[derive(Clone)]
pub(super) struct Stacks {
    pub(super) text: FontFamily<'static>,
    /// For Latin, Greek and Cyrillic letters: every font that is asked takes its time.
    pub(super) plain: FontFamily<'static>,
    /// Text fonts that hold a few plain emoji must not win over coloured ones.
    pub(super) emoji: FontFamily<'static>,
}

impl Fonts {
    /// Finds the system's fonts. Latin, Greek and Cyrillic can be drawn even where there are none.
    pub fn load() -> Self {
        // Where fontconfig is there but finds no font at all, fontique panics; such a machine still has egui's fonts.
        let load = || Self::with_options(CollectionOptions { shared: false, system_fonts: true });
        std::panic::catch_unwind(load).unwrap_or_else(|_| Self::without_system())
    }

    /// Only the fonts that egui brings along: the same on every machine, for tests.
    pub fn without_system() -> Self {
        Self::with_options(CollectionOptions { shared: false, system_fonts: false })
    }

    fn with_options(options: CollectionOptions) -> Self {
        let mut collection = Collection::new(options);
        let bundled = register_bundled(&mut collection);
        let mut stacks = HashMap::new();
        for family in [Family::Serif, Family::Sans] {
            for han in [Han::Chinese, Han::Japanese, Han::Korean] {
                stacks.insert((family, han), Stacks::new(&mut collection, family, han, &bundled));
            }
        }
        Self { context: FontContext { collection, source_cache: SourceCache::default() }, stacks }
    }

    pub(super) fn stacks(&self, family: Family, han: Han) -> Option<&Stacks> {
        self.stacks.get(&(family, han))
    }

    /// The system's sans face, so that widgets are set in the same letters as snippets; `None` if there is none.
    pub fn ui_font(&mut self, weight: Weight) -> Option<egui::FontData> {
        let FontContext { collection, source_cache } = &mut self.context;
        let mut query = collection.query(source_cache);
        let names = SANS.iter().copied().map(QueryFamily::Named);
        query.set_families(names.chain([QueryFamily::Generic(GenericFamily::SansSerif)]));
        let weight = FontWeight::new(weight.value());
        query.set_attributes(Attributes { width: FontWidth::NORMAL, style: FontStyle::Normal, weight });
        let mut found = None;
        query.matches_with(|font| {
            found = Some(egui::FontData::from_blob(font.blob.clone().into_raw_parts().0, font.index));
            QueryStatus::Stop
        });
        found
    }
}

/// How many text fonts are asked for plain letters before those that egui brings along.
const PLAIN: usize = 2;

impl Stacks {
    fn new(collection: &mut Collection, family: Family, han: Han, bundled: &[String]) -> Self {
        let text = text_families(collection, family, han);
        let mut emoji = present(collection, EMOJI);
        emoji.push(GenericFamily::Emoji.into());
        let bundled = bundled.iter().map(|name| FontFamilyName::Named(name.clone().into()));
        let plain = text.iter().take(PLAIN).cloned().chain(bundled.clone());
        let text_first = text.iter().chain(&emoji).cloned().chain(bundled.clone());
        let emoji_first = emoji.iter().chain(&text).cloned().chain(bundled);
        Self {
            plain: FontFamily::List(plain.collect::<Vec<_>>().into()),
            text: FontFamily::List(text_first.collect::<Vec<_>>().into()),
            emoji: FontFamily::List(emoji_first.collect::<Vec<_>>().into()),
        }
    }
}

fn text_families(collection: &mut Collection, family: Family, han: Han) -> Vec<FontFamilyName<'static>> {
    let (first, scripts, generic) = match family {
        Family::Serif => (SERIF, SERIF_SCRIPTS, GenericFamily::Serif),
        Family::Sans => (SANS, SANS_SCRIPTS, GenericFamily::SansSerif),
    };
    let mut families = present(collection, first);
    families.extend(first_family(collection, generic).map(|name| FontFamilyName::Named(name.into())));
    families.extend(present(collection, &[han_family(family, han)]));
    families.extend(present(collection, scripts));
    families.push(generic.into());
    families
}

fn present(collection: &mut Collection, names: &[&'static str]) -> Vec<FontFamilyName<'static>> {
    names.iter().filter(|name| collection.family_id(name).is_some()).copied().map(FontFamilyName::named).collect()
}

const SERIF: &[&str] = &["Noto Serif", "Source Serif 4", "Source Serif Pro", "Georgia", "Charter", "DejaVu Serif"];
const SANS: &[&str] = &["Noto Sans", "Inter"];
const EMOJI: &[&str] = &["Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji", "Twemoji Mozilla"];

// Named ahead of the system's own choice for a script, which may be a display face (a Kufi, a Nastaliq, a looped Thai).
// They stand behind the Latin faces because most hold Latin punctuation too.
const SERIF_SCRIPTS: &[&str] = &[
    "Noto Naskh Arabic",
    "Noto Serif Hebrew",
    "Noto Serif Devanagari",
    "Noto Serif Bengali",
    "Noto Serif Tamil",
    "Noto Serif Telugu",
    "Noto Serif Thai",
    "Noto Serif Khmer",
    "Noto Serif Lao",
    "Noto Serif Georgian",
    "Noto Serif Armenian",
    "Noto Serif Ethiopic",
];
const SANS_SCRIPTS: &[&str] = &[
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Tamil",
    "Noto Sans Telugu",
    "Noto Sans Thai",
    "Noto Sans Khmer",
    "Noto Sans Lao",
    "Noto Sans Georgian",
    "Noto Sans Armenian",
    "Noto Sans Ethiopic",
];

fn han_family(family: Family, han: Han) -> &'static str {
    match (family, han) {
        (Family::Serif, Han::Chinese) => "Noto Serif CJK SC",
        (Family::Serif, Han::Japanese) => "Noto Serif CJK JP",
        (Family::Serif, Han::Korean) => "Noto Serif CJK KR",
        (Family::Sans, Han::Chinese) => "Noto Sans CJK SC",
        (Family::Sans, Han::Japanese) => "Noto Sans CJK JP",
        (Family::Sans, Han::Korean) => "Noto Sans CJK KR",
    }
}

/// The face that the system calls its serif or sans; the rest of its list is whatever covers other scripts.
fn first_family(collection: &mut Collection, generic: GenericFamily) -> Option<String> {
    let id = collection.generic_families(generic).next()?;
    collection.family_name(id).map(String::from)
}

/// Registers egui's fonts under names of their own, so that they never stand for a system font of the same name.
fn register_bundled(collection: &mut Collection) -> Vec<String> {
    let definitions = egui::FontDefinitions::default();
    let order = definitions.families.get(&egui::FontFamily::Proportional).cloned().unwrap_or_default();
    let mut names = Vec::new();
    for font in order {
        let Some(data) = definitions.font_data.get(&font) else { continue };
        let name = format!("Bundled {font}");
        let family = FontInfoOverride { family_name: Some(&name), ..FontInfoOverride::default() };
        collection.register_fonts(Blob::new(Arc::new(Bundled(Arc::clone(data)))), Some(family));
        names.push(name);
    }
    names
}

struct Bundled(Arc<egui::FontData>);

impl AsRef<[u8]> for Bundled {
    fn as_ref(&self) -> &[u8] {
        (*self.0.font).as_ref()
    }
}
