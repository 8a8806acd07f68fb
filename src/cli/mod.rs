//! What do the words of the command line do? Each command reads values, makes edits, and prints an answer.
//!
//! Results go to standard output and nothing else does; errors, hints and what is worth knowing go to standard error. The
//! exit code is 0 when all was done, 1 when something was refused or failed, 2 when the words are no command.

mod annotate;
mod check;
mod edit;
mod export;
mod failure;
mod formats;
mod import;
mod list;
mod new;
mod output;
mod place;
mod projects;
mod versions;
mod words;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser as _;

use self::failure::Failure;
use self::output::Output;
use self::words::{Command, Words};

/// What the words ask for.
#[derive(Debug)]
pub enum Call {
    /// The window.
    Window(Window),
    /// Something that was carried out already, with its exit code.
    Done(ExitCode),
}

/// The window as it was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Where to write what each frame cost.
    pub frame_log: Option<PathBuf>,
    /// Articles, projects, or a folder of them to open.
    pub paths: Vec<PathBuf>,
}

/// Carries out the command that `words` are (the program's name first), or says which window they ask for.
pub fn run(words: impl IntoIterator<Item = OsString>) -> Call {
    let words = match Words::try_parse_from(words) {
        Ok(words) => words,
        Err(error) => {
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            // Nobody is left to be told that help could not be printed.
            let _ = error.print();
            return Call::Done(ExitCode::from(code));
        }
    };
    let Some(command) = words.command else {
        return window(Window { frame_log: words.frame_log, paths: words.paths });
    };
    let mut output = Output::new();
    let result = carry_out(&command, &mut output);
    Call::Done(output.end(result))
}

/// Prints why the window cannot be had.
pub fn refuse_window(message: &str, hint: &str) -> ExitCode {
    Output::new().end(Err(Failure::new(message, hint)))
}

/// The window; a lone word that is no path is a command mistyped.
fn window(window: Window) -> Call {
    let is_word = |path: &PathBuf| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        path.to_str().is_some_and(|word| word.bytes().all(plain)) && !crate::store::is_taken(path)
    };
    match window.paths.first().filter(|path| is_word(path)) {
        Some(word) => {
            let message = format!("there is no command and no file `{}`", word.display());
            Call::Done(Output::new().end(Err(Failure::words(message, "`copydesk --help` lists the commands"))))
        }
        None => Call::Window(window),
    }
}

fn carry_out(command: &Command, output: &mut Output) -> Result<(), Failure> {
    match command {
        Command::New(words) => new::run(words, output),
        Command::Tag(words) => annotate::tag(words, output),
        Command::Untag(words) => annotate::untag(words, output),
        Command::Relate(words) => annotate::relate(words, output),
        Command::List(words) => list::run(words, output),
        Command::Edit(words) => edit::run(words, output),
        Command::Export(words) => export::run(words, output),
        Command::Import(words) => import::run(words, output),
        Command::Formats(words) => formats::run(words, output),
        Command::Check(words) => check::run(words, output),
        Command::Versions(words) => versions::run(words, output),
    }
}
