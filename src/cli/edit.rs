//! `copydesk edit`: how do programs make edits? JSON lines in, an answer a line out, each once it is durable.

use std::io::{self, BufRead, BufReader};
use std::path::Path;

use serde_json::{Value, json};

use super::failure::Failure;
use super::output::Output;
use super::projects::{self, FromFile};
use super::words::EditWords;
use crate::format::ReadError;
use crate::format::edits::{self, Request};
use crate::project::{Change, Id, Project};
use crate::session::Session;
use crate::store::{self, Keeping, Over, StoreError};

pub(super) fn run(words: &EditWords, output: &mut Output) -> Result<(), Failure> {
    let FromFile { project, keeping: Some(keeping), .. } = projects::open_to_change(&words.project, output)? else {
        return Err(Failure::new("there is nothing to edit", "name the file of a project"));
    };
    let mut editing = Editing::new(&words.project, project, keeping.beside_project());
    let answered = editing.answer_all(&mut BufReader::with_capacity(1 << 16, io::stdin().lock()), output);
    // Whatever ended the input, what was answered is kept.
    editing.keeping.save(&words.project, editing.session.project(), None, Over::Own)?;
    answered?;
    match editing.refused {
        0 => Ok(()),
        refused => Err(Failure::new(
            format!("{refused} of {} edits were refused", editing.read),
            "each answer with \"ok\":false says why; the others are done",
        )),
    }
}

/// A project that edits are arriving for.
struct Editing<'a> {
    path: &'a Path,
    session: Session,
    /// Its journal, with the changes that are made but not durable yet.
    keeping: Keeping,
    /// Answers that wait for those.
    answers: Vec<Answer>,
    /// How many lines were read, and how many of them refused.
    read: usize,
    refused: usize,
}

/// The answer to one line.
enum Answer {
    Done(Option<Id>),
    Refused(ReadError),
}

impl<'a> Editing<'a> {
    fn new(path: &'a Path, project: Project, keeping: Keeping) -> Self {
        Self { path, session: Session::new(project), keeping, answers: Vec::new(), read: 0, refused: 0 }
    }

    fn answer_all(&mut self, input: &mut BufReader<impl io::Read>, output: &mut Output) -> Result<(), Failure> {
        let mut line = Vec::new();
        loop {
            line.clear();
            let read = input.read_until(b'\n', &mut line);
            let read = read.map_err(|error| {
                Failure::new(format!("cannot read standard input: {error}"), "try again; what was answered is done")
            });
            let at_end = matches!(read, Ok(0) | Err(_));
            if !line.trim_ascii().is_empty() {
                let answer = self.answer(line.trim_ascii());
                self.answers.push(answer);
            }
            // Lines sent ahead share one trip to the disk.
            if at_end || !input.buffer().contains(&b'\n') {
                self.settle(output)?;
            }
            if at_end {
                return read.map(|_| ());
            }
        }
    }

    fn answer(&mut self, line: &[u8]) -> Answer {
        match self.change(line) {
            Ok((change, subject)) => {
                self.keeping.note(change);
                Answer::Done(subject)
            }
            Err(error) => Answer::Refused(error),
        }
    }

    /// Makes the change that a line asks for; gives it, and the id of what it made or changed.
    fn change(&mut self, line: &[u8]) -> Result<(Change, Option<Id>), ReadError> {
        let nothing = |name: &str| ReadError::new(format!("there is nothing to {name}"), "");
        match edits::request(self.session.project(), line)? {
            Request::Undo => self.session.undo().map(|change| (change, None)).ok_or_else(|| nothing("undo")),
            Request::Redo => self.session.redo().map(|change| (change, None)).ok_or_else(|| nothing("redo")),
            Request::Edit(edit) => {
                let change = self.session.edit(edit);
                let change = change.map_err(|error| ReadError::new(error.to_string(), error.hint()))?;
                let subject = change.edit.subject().cloned();
                Ok((change, subject))
            }
        }
    }

    /// Makes the edits durable and hands the answers on.
    fn settle(&mut self, output: &mut Output) -> Result<(), Failure> {
        if let Err(error) = self.keeping.keep() {
            self.take_back(&error)?;
        }
        for answer in std::mem::take(&mut self.answers) {
            self.read += 1;
            self.refused += usize::from(matches!(answer, Answer::Refused(_)));
            output.line(answer.object())?;
        }
        output.flush()
    }

    /// Goes back to what is on the disk after a write failed. The history of undo begins anew.
    fn take_back(&mut self, error: &StoreError) -> Result<(), Failure> {
        for answer in &mut self.answers {
            if matches!(answer, Answer::Done(_)) {
                *answer = Answer::Refused(ReadError::new(&error.message, &error.hint));
            }
        }
        self.keeping.forget_waiting();
        self.session = Session::new(store::open_project(self.path)?.project);
        Ok(())
    }
}

impl Answer {
    fn object(&self) -> Value {
        match self {
            Self::Done(Some(id)) => json!({"ok": true, "id": id.to_string()}),
            Self::Done(None) => json!({"ok": true}),
            Self::Refused(error) => json!({"ok": false, "error": error.message, "hint": error.hint}),
        }
    }
}
