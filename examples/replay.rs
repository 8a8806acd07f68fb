//! What do these keys do to this project? Presses a line of keys without a screen, and saves what came of it.
//!
//! ```text
//! cargo run --no-default-features --example replay -- article.ron 'S 1 Delete Ctrl+Z "more than 1,200 homes" 3'
//! ```
//!
//! The keys go through the same table and the same session as in the window; words in quotation marks are selected, as a
//! drag over them would. What each press answered is printed, and the project is saved when all of them could be pressed.

use std::path::Path;
use std::process::ExitCode;

use copydesk::session::{Keys, Session, replay};
use copydesk::store::{Over, State, StoreError, open_to_change};

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let (Some(path), Some(line), None) = (words.next(), words.next(), words.next()) else {
        eprintln!("error: replay takes a project and a line of keys\nhint:  replay article.ron \"S 1 Delete Ctrl+Z\"");
        return ExitCode::from(2);
    };
    match run(Path::new(&path), &line, &State::of_user()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}\nhint:  {}", error.message, error.hint);
            ExitCode::FAILURE
        }
    }
}

/// Presses the keys of `line` on the project at `path`, keeping earlier versions in `state`.
pub fn run(path: &Path, line: &str, state: &State) -> Result<(), StoreError> {
    let (opened, mut keeping) = open_to_change(path, state)?;
    let mut session = Session::resumed(opened.project, opened.history);
    let outcomes = replay::press(&mut session, &Keys::default(), line).map_err(|why| StoreError {
        message: format!("cannot press the keys on {}: {why}", path.display()),
        hint: "keys are written as the README's table has them, with blanks between them".into(),
        kind: copydesk::store::Trouble::Any,
    })?;
    for outcome in outcomes {
        if let Some(refused) = outcome.refused {
            println!("refused: {refused}");
        }
        if let Some(said) = outcome.said {
            println!("{said}");
        }
        outcome.made.into_iter().for_each(|change| keeping.note(change));
    }
    keeping.keep()?;
    keeping.save(path, session.project(), Some(session.history()), Over::Own)?;
    Ok(())
}
