//! How far is the work on an article? What its field `status` says, else what has been marked.

use super::Project;

/// How far the work on an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing is marked.
    Untouched,
    /// Something is marked.
    Begun,
    /// A person says that nothing is left to do.
    Done,
}

impl Status {
    /// All, in the order of the work.
    pub const ALL: [Self; 3] = [Self::Untouched, Self::Begun, Self::Done];

    /// The field that says it.
    pub const FIELD: &str = "status";

    /// Its name, on screen and in the field.
    pub fn name(self) -> &'static str {
        match self {
            Self::Untouched => "untouched",
            Self::Begun => "begun",
            Self::Done => "done",
        }
    }

    /// What the `field` says; where it says none of these, whether anything is marked.
    pub fn of(field: &str, annotations: usize) -> Self {
        let derived = if annotations == 0 { Self::Untouched } else { Self::Begun };
        Self::ALL.into_iter().find(|status| status.name() == field.trim()).unwrap_or(derived)
    }
}

impl Project {
    /// How far the work on its article is.
    pub fn status(&self) -> Status {
        Status::of(self.fields().get(Status::FIELD), self.annotations().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_says_it_and_without_one_what_is_marked() {
        let check =
            |field: &str, annotations, expected| assert_eq!(Status::of(field, annotations), expected, "{field}");
        check("", 0, Status::Untouched);
        check("", 1, Status::Begun);
        check(" done ", 0, Status::Done);
        check("untouched", 9, Status::Untouched);
        check("half way", 2, Status::Begun);
    }
}
