//! `copydesk versions`: what was a project before, and how does it become that again?

use serde_json::json;

use super::failure::Failure;
use super::output::Output;
use super::words::VersionsWords;
use crate::store::{self, State};

pub(super) fn run(words: &VersionsWords, output: &mut Output) -> Result<(), Failure> {
    let (path, state) = (&words.project, State::of_user());
    let versions = store::versions(&state, path);
    if let Some(number) = words.restore {
        let refused = || {
            let hint = match versions.len() {
                0 => "none was kept: each save of it on this machine is, from the next one on".to_owned(),
                count => format!("there are {count}: `copydesk versions {}` lists them", path.display()),
            };
            Failure::of("restore", path, format_args!("it has no version {number}"), hint)
        };
        let version = number.checked_sub(1).and_then(|place| versions.get(place)).ok_or_else(refused)?;
        for note in store::restore(path, version, &state)? {
            output.tell(format_args!("note: {}: {note}", path.display()));
        }
        return output.path(path);
    }
    for (place, version) in versions.iter().enumerate() {
        let (number, time) = (place + 1, version.at().map(|at| at.to_string()).unwrap_or_default());
        if words.json {
            let (annotations, relations) = version.counts.unzip();
            let why = version.why.in_words();
            output.line(
                json!({"version": number, "at": time, "why": why, "annotations": annotations, "relations": relations}),
            )?;
        } else {
            let (why, counts) = (version.why.in_words(), version.counts_in_words());
            output.line(format_args!("{number}\t{time}\t{why}\t{counts}"))?;
        }
    }
    if versions.is_empty() {
        output.tell(format_args!("note: {}: no earlier version was kept on this machine", path.display()));
    }
    Ok(())
}
