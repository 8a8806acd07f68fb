//! Which keys mean which command? Strokes as data, read from text, the same for window, help and tests.

use std::fmt;
use std::str::FromStr;

use super::{COMMANDS, Command};
use crate::project::Scheme;

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

/// The command that `stroke` means: a label of the scheme by its key, else what the table says.
pub fn command_for(stroke: &Stroke, scheme: Option<&Scheme>) -> Option<Command> {
    if !(stroke.ctrl || stroke.alt || stroke.shift)
        && let Some(scheme) = scheme
        && let Some(label) = label_key(&stroke.key).and_then(|key| scheme.label_with_key(key))
        && let Some((index, _)) = scheme.label(&label.id)
    {
        return Some(Command::Tag(index));
    }
    let written = stroke.to_string();
    COMMANDS.iter().find(|info| info.keys.contains(&written.as_str())).map(|info| info.command.clone())
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
        let command = |text: &str| command_for(&text.parse().expect("a stroke"), Some(&scheme));
        assert_eq!(command("2"), Some(Command::Tag(scheme.label("quote").expect("there").0)));
        assert_eq!(["Ctrl+2", "Alt+2", "Shift+2"].map(command), [None, None, None]);
        assert_eq!(command("Ctrl+Y"), Some(Command::Redo));
    }

    #[test]
    fn every_command_of_the_table_is_found_in_it_and_shows_its_first_key() {
        for info in COMMANDS {
            assert_eq!(info.command.info().map(|found| found.name), Some(info.name));
            assert_eq!(info.command.key(), info.keys[0]);
            assert_eq!(info.group.name(), format!("{:?}", info.group), "a group is called what it is");
        }
        assert_eq!((Command::EndSelection.info().is_none(), Command::EndSelection.key()), (true, ""));
    }
}
