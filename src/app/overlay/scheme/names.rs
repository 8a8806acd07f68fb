//! What shall it be called? Ids from names, ids that are free, and keys that can be pressed.

use crate::project::Scheme;

/// What an id is made of a name: small letters and digits, with `_` between the words.
pub fn id_of(name: &str) -> String {
    let words = name.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("_")
}

/// `name`, or with a number behind it the first that `is_taken` does not know.
pub fn free(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{name} {number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    // One of the names without end is free.
    names.find(|name| !is_taken(name)).unwrap_or_default()
}

/// The id for a new name: that of the name while `is_taken` does not know it.
pub fn following(before: &str, name: &str, own: &str, is_taken: impl Fn(&str) -> bool) -> Option<String> {
    let id = id_of(name);
    let follows = own == id_of(before) && id != own && !id.is_empty() && !is_taken(&id);
    follows.then_some(id)
}

/// The lines, or the parts between commas, without blanks around them, each once.
pub fn choices(typed: &str) -> Vec<String> {
    let mut choices: Vec<String> = Vec::new();
    for choice in typed.split([',', '\n']).map(str::trim).filter(|choice| !choice.is_empty()) {
        if !choices.iter().any(|known| known == choice) {
            choices.push(choice.to_owned());
        }
    }
    choices
}

/// What a typed key is: none, one that can be pressed, or why it is none.
pub fn key(typed: &str) -> Result<Option<char>, String> {
    let Some(last) = typed.trim().chars().next_back() else { return Ok(None) };
    if last.is_ascii_alphanumeric() {
        return Ok(Some(last.to_ascii_lowercase()));
    }
    Err("A key is a letter from A to Z or a digit".into())
}

/// Who in the scheme has the key, other than the label or relation kind called `own`.
pub fn holder_of(scheme: &Scheme, key: char, own: &str) -> Option<String> {
    let same = |other: Option<char>| other.is_some_and(|other| other.eq_ignore_ascii_case(&key));
    let label = scheme.labels.iter().find(|label| same(label.key) && label.id != own);
    let kind = scheme.relations.iter().find(|kind| same(kind.key) && kind.id != own);
    label.map(|label| label.name.clone()).or_else(|| kind.map(|kind| kind.name.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::default_scheme;

    #[test]
    fn an_id_is_its_name_in_small_letters() {
        assert_eq!(id_of("Check-worthy claim"), "check_worthy_claim");
        assert_eq!(id_of(" Über 30 % "), "über_30");
        assert_eq!((id_of("قول"), id_of("…")), ("قول".into(), String::new()));
        assert_eq!(following("New label", "Rumour", "new_label", |_| false), Some("rumour".into()));
        assert_eq!(following("New label", "Rumour", "own_id", |_| false), None, "an id that was chosen stays");
        assert_eq!(following("New label", "Claim", "new_label", |id| id == "claim"), None);
        assert_eq!(free("New label", |name| name == "New label"), "New label 2");
    }

    #[test]
    fn choices_stand_on_lines_or_between_commas_each_once() {
        assert_eq!(choices("yes, no,\n unsure \n\nyes"), ["yes", "no", "unsure"]);
        assert_eq!(choices(" \n,"), [""; 0]);
    }

    #[test]
    fn a_key_is_one_that_can_be_pressed_and_that_nobody_has() {
        assert_eq!((key(""), key("1x"), key("X")), (Ok(None), Ok(Some('x')), Ok(Some('x'))));
        assert!(key("é").is_err() && key("1+").is_err());
        let scheme = default_scheme();
        assert_eq!(holder_of(&scheme, '2', "claim").as_deref(), Some("Quote"));
        assert_eq!(holder_of(&scheme, '8', "claim").as_deref(), Some("supports"));
        assert_eq!((holder_of(&scheme, '2', "quote"), holder_of(&scheme, 'x', "quote")), (None, None));
    }
}
