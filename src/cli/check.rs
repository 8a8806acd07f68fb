//! `copydesk check`: does all that a project says still hold?

use std::path::Path;

use super::failure::{Failure, Kind};
use super::output::{Output, one_line};
use super::words::CheckWords;
use super::{place, projects};
use crate::format::ron::Complaint;
use crate::store;

/// Prints a line for each thing that does not hold; nothing when all does.
pub(super) fn run(words: &CheckWords, output: &mut Output) -> Result<(), Failure> {
    for path in &words.projects {
        match check(path, output) {
            Err(failure) if failure.kind != Kind::Unread => output.problem(&failure),
            other => other?,
        }
    }
    Ok(())
}

fn check(path: &Path, output: &mut Output) -> Result<(), Failure> {
    let bytes = place::read(path)?;
    let complaints =
        store::check_project(path, &bytes).map_err(|error| Failure::of("check", path, &error, error.hint.clone()))?;
    if complaints.is_empty() {
        // The journal is to hold as well.
        return if place::is_standard(path) { Ok(()) } else { projects::look_at(path, output).map(|_| ()) };
    }
    for complaint in &complaints {
        output.line(line(path, complaint))?;
    }
    output.flush()?;
    let things = if complaints.len() == 1 { "1 thing does" } else { &format!("{} things do", complaints.len()) };
    let message = format!("{}: {things} not hold", path.display());
    output.problem(&Failure::new(message, "correct the file where the lines on standard output say"));
    Ok(())
}

fn line(path: &Path, complaint: &Complaint) -> String {
    let hint = if complaint.hint.is_empty() { String::new() } else { format!(" ({})", complaint.hint) };
    one_line(&format!("{}: {complaint}{hint}", path.display()))
}
