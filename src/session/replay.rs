//! What does a line of key presses do? Each goes through the key table and the session, as in the window.

use super::{Command, Keys, Outcome, Selection, Session, Stroke};

/// Presses the keys of `line`, written with blanks between them (`"S 1 Delete Ctrl+Z"`), and hands on what came of each.
///
/// Words in quotation marks are selected where they stand next, as a drag over them would: `"more than 1,200 homes" 3`.
/// Nothing is done when a press cannot be read, means no command, or names words that the article does not have: the error
/// says which.
pub fn press(session: &mut Session, keys: &Keys, line: &str) -> Result<Vec<Outcome>, String> {
    let pressed: Vec<Pressed> = split(line)?.into_iter().map(read).collect::<Result<_, _>>()?;
    for press in &pressed {
        press.check(session, keys)?;
    }
    let mut outcomes = Vec::with_capacity(pressed.len());
    for press in pressed {
        outcomes.extend(press.run(session, keys));
    }
    Ok(outcomes)
}

/// How many actions the presses of `line` are: a key or a drag is one.
pub fn actions(line: &str) -> Result<usize, String> {
    split(line).map(|presses| presses.len())
}

/// One press of a key, or a drag over words.
enum Pressed {
    Key(Stroke),
    Words(String),
}

impl Pressed {
    fn check(&self, session: &Session, keys: &Keys) -> Result<(), String> {
        match self {
            Self::Key(stroke) => match keys.command_for(stroke, Some(session.project().scheme())) {
                Some(_) => Ok(()),
                None => Err(format!("{stroke} means no command here")),
            },
            Self::Words(words) if session.project().text().contains(words) => Ok(()),
            Self::Words(words) => Err(format!("the article does not have the words “{words}”")),
        }
    }

    fn run(self, session: &mut Session, keys: &Keys) -> Vec<Outcome> {
        match self {
            Self::Key(stroke) => {
                let command = keys.command_for(&stroke, Some(session.project().scheme()));
                command.map(|command| session.run(command)).into_iter().collect()
            }
            Self::Words(words) => {
                let text = session.project().text();
                let from = session.selection().bytes().end;
                let after = text.get(from..).and_then(|rest| rest.find(&words)).map(|at| from + at);
                let Some(anchor) = after.or_else(|| text.find(&words)) else { return Vec::new() };
                let select = Command::Select(Selection { anchor, head: anchor + words.len() });
                vec![session.run(select), session.run(Command::EndSelection)]
            }
        }
    }
}

fn read(part: &str) -> Result<Pressed, String> {
    match part.strip_prefix('"') {
        Some(words) => Ok(Pressed::Words(words.trim_end_matches('"').to_owned())),
        None => part.parse().map(Pressed::Key),
    }
}

/// The presses of a line: what stands between blanks, or between quotation marks.
fn split(line: &str) -> Result<Vec<&str>, String> {
    let mut presses = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let length = match rest.strip_prefix('"') {
            Some(words) => match words.find('"') {
                None => return Err(format!("the quotation mark before {words} is not closed")),
                Some(0) => return Err("between two quotation marks stand the words to select".into()),
                Some(end) => end + 2,
            },
            None => rest.find(char::is_whitespace).unwrap_or(rest.len()),
        };
        let (press, others) = rest.split_at(length);
        presses.push(press);
        rest = others.trim_start();
    }
    Ok(presses)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{draw, drawing};

    #[test]
    fn a_line_is_pressed_whole_or_not_at_all() {
        let mut session = Session::new(draw("It rose. It fell."));
        let keys = Keys::default();
        let wrong = [
            ("S 1 Ctrl+", "`Ctrl+` is no key press of the form Ctrl+Shift+Z"),
            ("S 1 Q", "Q means no command here"),
            ("S 1 \"sank\" 1", "the article does not have the words “sank”"),
            ("S 1 \"fell", "the quotation mark before fell is not closed"),
            ("\"\"", "between two quotation marks stand the words to select"),
        ];
        for (line, why) in wrong {
            assert_eq!(press(&mut session, &keys, line), Err(why.to_owned()), "{line}");
        }
        assert_eq!(drawing(session.project()), "It rose. It fell.", "nothing was done");
        press(&mut session, &keys, "S 1 Delete Ctrl+Z \"It\" 3 \"It\" 3").expect("keys");
        assert_eq!(
            drawing(session.project()),
            "It rose. It fell.\n^^^^^^^^ claim\n^^ statistic\n         ^^ statistic",
            "the same words again are the next ones"
        );
        assert_eq!(actions("S 1 \"It rose\" Ctrl+Z"), Ok(4));
    }
}
