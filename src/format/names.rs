//! What is a label called where only letters, digits, `_` and `-` of ASCII may stand? Every other character is a `_`.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// `name` with a `_` for every character but ASCII letters, digits, `_` and `-`.
pub(super) fn safe_name(name: &str) -> Cow<'_, str> {
    if name.bytes().all(|byte| is_safe(char::from(byte))) {
        return name.into();
    }
    name.chars().map(|char| if is_safe(char) { char } else { '_' }).collect()
}

fn is_safe(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '_' | '-')
}

/// Safe names for some names, no two of which are the same: later ones get a number, `two_words_2`.
#[derive(Debug)]
pub(super) struct SafeNames<'a>(HashMap<&'a str, String>);

impl<'a> SafeNames<'a> {
    /// Those of `names`; none is one of `taken`.
    pub(super) fn of(names: impl Iterator<Item = &'a str> + Clone, taken: &[&str]) -> Self {
        let mut taken: HashSet<String> = taken.iter().map(|&name| name.to_owned()).collect();
        let mut safe = HashMap::new();
        // Those that are safe keep their names, wherever they stand.
        let is_kept = |name: &&str| *safe_name(name) == **name && !name.bytes().all(|byte| byte == b'-');
        for name in names.clone().filter(is_kept) {
            if !safe.contains_key(name) && taken.insert(name.to_owned()) {
                safe.insert(name, name.to_owned());
            }
        }
        for name in names {
            if !safe.contains_key(name) {
                safe.insert(name, free(&mut taken, name));
            }
        }
        Self(safe)
    }

    /// What `name` is called.
    pub(super) fn get<'s>(&'s self, name: &'s str) -> &'s str {
        self.0.get(name).map_or(name, String::as_str)
    }
}

fn free(taken: &mut HashSet<String>, name: &str) -> String {
    let base = safe_name(name);
    // Programs take a row of hyphens alone for a line between others.
    let base = if base.bytes().all(|byte| byte == b'-') { format!("_{base}") } else { base.into_owned() };
    let numbered = (2..).map(|number: u32| format!("{base}_{number}"));
    let mut candidates = std::iter::once(base.clone()).chain(numbered);
    candidates.find(|name| taken.insert(name.clone())).unwrap_or(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_names_become_one() {
        let names = ["two words", "two_words", "two:words", "été", "claim", "-", "note", "claim"];
        let safe = SafeNames::of(names.into_iter(), &["note"]);
        assert_eq!(
            names.map(|name| safe.get(name)),
            ["two_words_2", "two_words", "two_words_3", "_t_", "claim", "_-", "note_2", "claim"]
        );
    }
}
