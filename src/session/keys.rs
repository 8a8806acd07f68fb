//! Which keys mean which command? Strokes as data, read from text, the same for window, help and tests.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::{COMMANDS, Command};
use crate::project::Scheme;
use crate::text::shorten;

/// One press of a key with its modifiers, written as `Ctrl+Shift+Z`. On macOS the Command key counts as Ctrl.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stroke {
    /// Control, or Command on macOS.
    pub ctrl: bool,
    /// Alt, or Option.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
    /// The key's name: a capital letter, a digit, or `Left`, `Home`, `Delete`, `F1` …
    pub key: String,
}

impl FromStr for Stroke {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut stroke = Self { ctrl: false, alt: false, shift: false, key: String::new() };
        for part in text.split('+') {
            match part {
                "Ctrl" => stroke.ctrl = true,
                "Alt" => stroke.alt = true,
                "Shift" => stroke.shift = true,
                key if !key.is_empty() && stroke.key.is_empty() => key.clone_into(&mut stroke.key),
                _ => return Err(format!("`{text}` is no key press of the form Ctrl+Shift+Z")),
            }
        }
        if stroke.key.is_empty() { Err(format!("`{text}` names no key")) } else { Ok(stroke) }
    }
}

impl fmt::Display for Stroke {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if held {
                f.write_str(name)?;
            }
        }
        f.write_str(&self.key)
    }
}

/// Which keys mean which command: those of the table, with those that a person has chosen in their place.
#[derive(Clone, Debug, PartialEq)]
pub struct Keys {
    /// For each line of the table its keys.
    table: Vec<Vec<String>>,
}

/// One key that stands for two commands, or one that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyTrouble {
    /// This key stands for both commands; it works for the first alone.
    Clash(String, &'static str, &'static str),
    /// What is no key: the command that has it keeps those of the table.
    NoKey(String),
    /// No command has this name.
    NoCommand(String),
}

impl fmt::Display for KeyTrouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Clash(key, first, second) => write!(f, "{key} stands for “{first}” and for “{second}”"),
            Self::NoKey(why) => f.write_str(why),
            Self::NoCommand(name) => write!(f, "no command is called `{name}`"),
        }
    }
}

impl Default for Keys {
    fn default() -> Self {
        let own = |info: &super::CommandInfo| info.keys.iter().map(|key| (*key).to_owned()).collect();
        Self { table: COMMANDS.iter().map(own).collect() }
    }
}

impl Keys {
    /// The keys of the table with those `chosen` for some commands, by the commands' ids; and what is wrong with them.
    pub fn chosen(chosen: &BTreeMap<String, Vec<String>>) -> (Self, Vec<KeyTrouble>) {
        let (mut keys, mut trouble) = (Self::default(), Vec::new());
        for (id, strokes) in chosen {
            let Some(place) = COMMANDS.iter().position(|info| info.id() == *id) else {
                trouble.push(KeyTrouble::NoCommand(shorten(id, 80).into_owned()));
                continue;
            };
            let read: Result<Vec<String>, String> =
                strokes.iter().map(|text| text.parse::<Stroke>().map(|stroke| stroke.to_string())).collect();
            match read {
                Ok(read) => keys.table[place] = read,
                Err(why) => trouble.push(KeyTrouble::NoKey(why)),
            }
        }
        trouble.extend(keys.clashes());
        (keys, trouble)
    }

    /// Every key that stands for two commands.
    pub fn clashes(&self) -> Vec<KeyTrouble> {
        let all: Vec<(&String, &str)> =
            self.lines().flat_map(|(info, keys)| keys.iter().map(|key| (key, info.name))).collect();
        let earlier =
            |place: usize, key: &str| all[..place].iter().find(|(other, _)| *other == key).map(|found| found.1);
        let clash = |(place, (key, name)): (usize, &(&String, &'static str))| {
            earlier(place, key)
                .filter(|first| first != name)
                .map(|first| KeyTrouble::Clash((*key).clone(), first, name))
        };
        all.iter().enumerate().filter_map(clash).collect()
    }

    /// The lines of the table with their keys.
    pub fn lines(&self) -> impl Iterator<Item = (&'static super::CommandInfo, &[String])> {
        COMMANDS.iter().zip(self.table.iter().map(Vec::as_slice))
    }

    /// The command that `stroke` means: a label or a kind of relation of the scheme by its key, else what the table says.
    pub fn command_for(&self, stroke: &Stroke, scheme: Option<&Scheme>) -> Option<Command> {
        let plain = !(stroke.ctrl || stroke.alt || stroke.shift);
        let of_scheme = scheme.zip(label_key(&stroke.key)).filter(|_| plain);
        if let Some(command) = of_scheme.and_then(|(scheme, key)| command_of_scheme(scheme, key)) {
            return Some(command);
        }
        let written = stroke.to_string();
        self.lines().find(|(_, keys)| keys.contains(&written)).map(|(info, _)| info.command.clone())
    }

    /// The keys of `command`; none for commands with data of their own.
    pub fn of(&self, command: &Command) -> &[String] {
        self.lines().find(|(info, _)| info.command == *command).map_or(&[], |(_, keys)| keys)
    }

    /// The key that is shown beside `command`; empty when it has none.
    pub fn shown(&self, command: &Command) -> &str {
        self.of(command).first().map_or("", String::as_str)
    }
}

fn command_of_scheme(scheme: &Scheme, key: char) -> Option<Command> {
    if let Some(label) = scheme.label_with_key(key) {
        return scheme.label(&label.id).map(|(index, _)| Command::Tag(index));
    }
    scheme.relation_with_key(key).map(|kind| Command::BeginRelation(kind.id.clone()))
}

/// The character that a key without modifiers types, as schemes write it.
fn label_key(name: &str) -> Option<char> {
    let mut chars = name.chars();
    chars.next().filter(|_| chars.next().is_none()).map(|char| char.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stroke_is_written_as_it_is_read() {
        for text in ["Ctrl+Shift+Z", "S", "Alt+Shift+Left", "F1", "1"] {
            assert_eq!(text.parse::<Stroke>().map(|stroke| stroke.to_string()), Ok(text.to_owned()));
        }
        assert!(
            "Ctrl+".parse::<Stroke>().is_err() && "Ctrl".parse::<Stroke>().is_err() && "A+B".parse::<Stroke>().is_err()
        );
    }

    #[test]
    fn no_two_commands_share_a_key_and_every_key_can_be_read() {
        let mut keys: Vec<&str> = COMMANDS.iter().flat_map(|info| info.keys).copied().collect();
        assert!(keys.iter().all(|key| key.parse::<Stroke>().is_ok_and(|stroke| stroke.to_string() == **key)));
        keys.sort_unstable();
        let count = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), count);
    }

    #[test]
    fn a_label_of_the_scheme_comes_before_a_command() {
        let scheme = crate::project::default_scheme();
        let keys = Keys::default();
        let command = |text: &str| keys.command_for(&text.parse().expect("a stroke"), Some(&scheme));
        assert_eq!(command("2"), Some(Command::Tag(scheme.label("quote").expect("there").0)));
        assert_eq!(command("6"), Some(Command::BeginRelation("attributed_to".into())));
        assert_eq!(["Ctrl+2", "Alt+2", "Shift+2"].map(command), [None, None, None]);
        assert_eq!(command("Ctrl+Y"), Some(Command::Redo));
    }

    #[test]
    fn every_command_of_the_table_is_found_in_it_and_shows_its_first_key() {
        let keys = Keys::default();
        for info in COMMANDS {
            assert_eq!(info.command.info().map(|found| found.name), Some(info.name));
            assert_eq!(keys.shown(&info.command), info.keys[0]);
            assert_eq!(info.group.name(), format!("{:?}", info.group), "a group is called what it is");
            assert_eq!(COMMANDS.iter().filter(|other| other.id() == info.id()).count(), 1, "{}", info.id());
        }
        assert_eq!((Command::EndSelection.info().is_none(), keys.shown(&Command::EndSelection)), (true, ""));
    }

    #[test]
    fn a_person_chooses_other_keys_and_is_told_what_clashes() {
        let chosen = |lines: &[(&str, &[&str])]| {
            let own = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
            Keys::chosen(&lines.iter().map(|(id, keys)| ((*id).to_owned(), own(keys))).collect())
        };
        let (keys, trouble) = chosen(&[("next_annotation", &["Ctrl+J", "L"]), ("undo", &[])]);
        assert_eq!((trouble, keys.shown(&Command::NextAnnotation)), (vec![], "Ctrl+J"));
        let command = |keys: &Keys, text: &str| keys.command_for(&text.parse().expect("a stroke"), None);
        assert_eq!(["L", "J", "Ctrl+Z"].map(|key| command(&keys, key)), [Some(Command::NextAnnotation), None, None]);
        let (keys, trouble) = chosen(&[("next_annotation", &["K"]), ("undo", &["Ctrl+"]), ("mood", &["X"])]);
        let told: Vec<String> = trouble.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "no command is called `mood`",
                "`Ctrl+` is no key press of the form Ctrl+Shift+Z",
                "K stands for “Next annotation” and for “Previous annotation”",
            ]
        );
        assert_eq!((command(&keys, "K"), keys.shown(&Command::Undo)), (Some(Command::NextAnnotation), "Ctrl+Z"));
    }
}
