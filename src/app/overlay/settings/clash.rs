//! Why is a key press not simply taken? Since it means something already: a command, a label, or the same in every program.

use crate::project::Scheme;
use crate::session::{Command, CommandInfo, Keys, Stroke};

/// What a key press means already.
#[derive(Debug)]
pub enum Clash {
    /// This command.
    Command(&'static CommandInfo),
    /// This label or kind of relation in the article's scheme, which comes first.
    Scheme(String),
    /// Something everywhere: it cannot be had.
    Reserved(&'static str),
}

/// Keys that mean the same everywhere.
const RESERVED: [(&str, &str); 9] = [
    ("Tab", "goes from one field to the next"),
    ("Shift+Tab", "goes from one field to the one before"),
    ("Ctrl+C", "copies, in every field"),
    ("Ctrl+X", "cuts, in every field"),
    ("Ctrl+V", "pastes, in every field"),
    ("Ctrl+Plus", "makes everything larger"),
    ("Ctrl+Equals", "makes everything larger"),
    ("Ctrl+Minus", "makes everything smaller"),
    ("Ctrl+0", "makes everything as large as usual"),
];

impl Clash {
    /// What `stroke` means already, for the command at `place` in the table.
    pub fn of(stroke: &Stroke, place: usize, table: &Keys, scheme: Option<&Scheme>) -> Option<Self> {
        let written = stroke.to_string();
        let copies = |info: &CommandInfo| info.command == Command::CopyText && written == "Ctrl+C";
        let mut others = table.lines().enumerate();
        let own = table.lines().nth(place).map(|(info, _)| info);
        let reserved = RESERVED.iter().find(|(key, _)| *key == written).filter(|_| !own.is_some_and(copies));
        if let Some((_, what)) = reserved {
            return Some(Self::Reserved(what));
        }
        let other = others.find(|(number, (_, keys))| *number != place && keys.contains(&written));
        let other = other.map(|(_, (info, _))| Self::Command(info));
        other.or_else(|| scheme.and_then(|scheme| in_scheme(stroke, scheme)).map(Self::Scheme))
    }

    /// This, of `stroke`, in a sentence.
    pub fn told(&self, stroke: &Stroke) -> String {
        match self {
            Self::Command(info) => format!("{stroke} is {}", info.name),
            Self::Scheme(what) => format!("{stroke} is {what} in this article’s scheme, which comes first"),
            Self::Reserved(what) => format!("{stroke} {what}"),
        }
    }
}

/// What a key press means in the scheme: a label, or a kind of relation.
pub fn in_scheme(stroke: &Stroke, scheme: &Scheme) -> Option<String> {
    let mut chars = stroke.key.chars();
    let key = chars.next().filter(|_| chars.next().is_none() && !(stroke.ctrl || stroke.alt || stroke.shift))?;
    let label = scheme.label_with_key(key).map(|label| format!("the label {}", label.name));
    label.or_else(|| scheme.relation_with_key(key).map(|kind| format!("the relation “{}”", kind.name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::COMMANDS;

    #[test]
    fn what_a_key_means_already_is_told_in_words() {
        let scheme = crate::project::default_scheme();
        let place = |command: Command| COMMANDS.iter().position(|info| info.command == command).expect("there");
        let told = |text: &str, command: Command| {
            let stroke: Stroke = text.parse().expect("a stroke");
            let clash = Clash::of(&stroke, place(command), &Keys::default(), Some(&scheme));
            clash.map_or(String::new(), |clash| clash.told(&stroke))
        };
        for (key, expected) in [
            ("K", "K is Previous annotation"),
            ("J", ""),
            ("U", ""),
            ("Ctrl+1", ""),
            ("1", "1 is the label Claim in this article’s scheme, which comes first"),
            ("6", "6 is the relation “attributed to” in this article’s scheme, which comes first"),
            ("Ctrl+V", "Ctrl+V pastes, in every field"),
            ("Ctrl+C", "Ctrl+C copies, in every field"),
        ] {
            assert_eq!(told(key, Command::NextAnnotation), expected, "{key}");
        }
        assert_eq!(told("Ctrl+C", Command::CopyText), "", "it may come back");
    }
}
