//! `copydesk edit`: how do programs make edits? JSON lines in, an answer a line out, each once it is durable.

use std::io::{self, BufRead, BufReader};
use std::path::Path;

use serde_json::{Value, json};

use super::failure::Failure;
use super::output::Output;
use super::projects;
use super::words::EditWords;
use crate::format::ReadError;
use crate::format::edits::{self, Request};
use crate::project::{Edit, Id, Project};
use crate::session::Session;
use crate::store::{self, Existing, Journal, StoreError};

pub(super) fn run(words: &EditWords, output: &mut Output) -> Result<(), Failure> {
    let from = projects::open_to_change(&words.project, output)?;
    let _lock = from.lock;
    let mut editing = Editing::new(&words.project, from.project)?;
    let answered = editing.answer_all(&mut BufReader::with_capacity(1 << 16, io::stdin().lock()), output);
    // Whatever ended the input, what was answered is kept.
    store::save_project(&words.project, editing.session.project(), Existing::Replace)?;
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
    journal: Journal,
    /// Edits that are made but not durable yet.
    made: Vec<Edit>,
    /// Answers that wait for them.
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
    fn new(path: &'a Path, project: Project) -> Result<Self, StoreError> {
        let journal = Journal::begin(path)?;
        let session = Session::new(project);
        Ok(Self { path, session, journal, made: Vec::new(), answers: Vec::new(), read: 0, refused: 0 })
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
            Ok((edit, subject)) => {
                self.made.push(edit);
                Answer::Done(subject)
            }
            Err(error) => Answer::Refused(error),
        }
    }

    /// Makes the edit that a line asks for; gives it as it was applied, and what it made or changed.
    fn change(&mut self, line: &[u8]) -> Result<(Edit, Option<Id>), ReadError> {
        let nothing = |name: &str| ReadError::new(format!("there is nothing to {name}"), "");
        match edits::request(self.session.project(), line)? {
            Request::Undo => self.session.undo().map(|edit| (edit, None)).ok_or_else(|| nothing("undo")),
            Request::Redo => self.session.redo().map(|edit| (edit, None)).ok_or_else(|| nothing("redo")),
            Request::Edit(edit) => {
                let edit = self.session.edit(edit).map_err(|error| ReadError::new(error.to_string(), error.hint()))?;
                let subject = edit.subject().cloned();
                Ok((edit, subject))
            }
        }
    }

    /// Makes the edits durable and hands the answers on.
    fn settle(&mut self, output: &mut Output) -> Result<(), Failure> {
        let made = std::mem::take(&mut self.made);
        if !made.is_empty()
            && let Err(error) = self.journal.append(self.session.project(), &made)
        {
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
        self.session = Session::new(store::open_project(self.path)?.project);
        self.journal = Journal::begin(self.path)?;
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
