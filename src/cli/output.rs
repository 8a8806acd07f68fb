//! Where does the answer go? Results to standard output, all else to standard error.

use std::fmt;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::Path;
use std::process::ExitCode;

use super::failure::{Failure, Kind};

/// The two ways out, and whether anything failed so far.
pub(super) struct Output {
    results: BufWriter<StdoutLock<'static>>,
    failed: bool,
}

impl Output {
    pub(super) fn new() -> Self {
        Self { results: BufWriter::new(io::stdout().lock()), failed: false }
    }

    /// One line of the result.
    pub(super) fn line(&mut self, line: impl fmt::Display) -> Result<(), Failure> {
        writeln!(self.results, "{line}").map_err(|error| Failure::of_output(&error))
    }

    /// A path as one line of the result, byte for byte.
    pub(super) fn path(&mut self, path: &Path) -> Result<(), Failure> {
        self.bytes(path.as_os_str().as_encoded_bytes())?;
        self.bytes(b"\n")
    }

    /// The result itself.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.results.write_all(bytes).map_err(|error| Failure::of_output(&error))
    }

    /// Hands on all results so far.
    pub(super) fn flush(&mut self) -> Result<(), Failure> {
        self.results.flush().map_err(|error| Failure::of_output(&error))
    }

    /// Tells of a failure and goes on with the rest; the exit code will be 1.
    pub(super) fn problem(&mut self, failure: &Failure) {
        self.failed = true;
        self.tell(format_args!("error: {}", shown(&failure.message)));
        if !failure.hint.is_empty() {
            self.tell(format_args!("hint:  {}", shown(&failure.hint)));
        }
    }

    /// A line that is no result and no error.
    pub(super) fn tell(&mut self, line: impl fmt::Display) {
        // Where standard error is closed, nobody wants to know.
        let _ = writeln!(io::stderr(), "{line}");
    }

    /// Ends the command and gives its exit code.
    pub(super) fn end(mut self, result: Result<(), Failure>) -> ExitCode {
        let result = result.and_then(|()| self.flush());
        match &result {
            Err(failure) if failure.kind != Kind::Unread => {
                // Results that were ready go first, whole lines that they are.
                let _ = self.flush();
                self.problem(failure);
            }
            _ => {}
        }
        match result {
            Err(Failure { kind: Kind::Words, .. }) => ExitCode::from(2),
            _ if self.failed => ExitCode::FAILURE,
            _ => ExitCode::SUCCESS,
        }
    }
}

/// The longest line that says what went wrong, in bytes: it may name two paths of the longest kind.
const LONGEST: usize = 10_000;

/// What went wrong, on one line that a person can read.
fn shown(text: &str) -> String {
    let end = text.floor_char_boundary(LONGEST.min(text.len()));
    one_line(&text[..end]) + if end < text.len() { "…" } else { "" }
}

/// `text` without what would break its line or steer a terminal.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|char| if char.is_control() { ' ' } else { char }).collect()
}
