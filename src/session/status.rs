//! How does a person say that an article is done? By a field of it, which is changed and taken back as any other.

use super::{Outcome, Session};
use crate::project::{Edit, Status};

impl Session {
    /// Says that the article is done; of one that is done, that it is not.
    pub(super) fn toggle_done(&mut self) -> Outcome {
        let (value, said) = match self.project().status() {
            Status::Done if self.project().annotations().is_empty() => ("", "Not done"),
            Status::Done => (Status::Begun.name(), "Not done"),
            _ => (Status::Done.name(), "Done"),
        };
        let edit = Edit::Field { name: Status::FIELD.to_owned(), value: value.to_owned() };
        self.change(edit).saying(said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::draw;
    use crate::session::Command;

    #[test]
    fn an_article_is_done_and_not_and_both_are_taken_back() {
        let mut session = Session::new(draw("Rents rose."));
        let status = |session: &Session| session.project().fields().get(Status::FIELD).to_owned();
        assert_eq!(session.run(Command::ToggleDone).said.as_deref(), Some("Done"));
        assert_eq!((session.project().status(), session.history().is_changed()), (Status::Done, true));
        let outcome = session.run(Command::ToggleDone);
        assert_eq!((outcome.said.as_deref(), outcome.made.len(), &*status(&session)), (Some("Not done"), 1, ""));
        session.run(Command::Undo);
        assert_eq!(status(&session), "done");
        session.run(Command::Undo);
        assert_eq!((status(&session), session.project().status()), (String::new(), Status::Untouched));
        session.run(Command::SelectAll);
        session.run(Command::Tag(session.project().scheme().label("claim").expect("there").0));
        assert_eq!((status(&session), session.project().status()), (String::new(), Status::Begun));
        session.run(Command::ToggleDone);
        session.run(Command::ToggleDone);
        assert_eq!(status(&session), "begun");
    }
}
