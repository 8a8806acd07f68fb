//! What is wrong with a query? A sentence with the place, and what would cure it.

use std::fmt;

use regex_syntax::{Error, ast, hir};

/// Why a regular expression cannot be searched with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// What is wrong, and at which of its characters, counted from 1.
    pub message: String,
    /// What would cure it; may be empty.
    pub hint: &'static str,
}

impl QueryError {
    pub(super) fn syntax(error: &Error) -> Self {
        match error {
            Error::Parse(error) => {
                let (what, hint) = of_syntax(error.kind());
                Self::at(&what, error.span().start.column, hint)
            }
            Error::Translate(error) => {
                let (what, hint) = of_meaning(error.kind());
                Self::at(&what, error.span().start.column, hint)
            }
            other => Self { message: other.to_string(), hint: "" },
        }
    }

    pub(super) fn too_long(bytes: usize) -> Self {
        let message = format!("What is looked for is longer than {} KB", bytes >> 10);
        Self { message, hint: "its beginning is enough to find the place" }
    }

    pub(super) fn too_large(bytes: usize) -> Self {
        let message = format!("The expression is too large: it would take more than {} MB", bytes >> 20);
        Self { message, hint: "smaller counts in `{…}` make it smaller" }
    }

    pub(super) fn needs_line_end() -> Self {
        let message = "Nothing can be found with a line end in it".into();
        Self { message, hint: "`^` and `$` are the beginning and the end of a line" }
    }

    fn at(what: &str, character: usize, hint: &'static str) -> Self {
        Self { message: format!("{what} (character {character})"), hint }
    }
}

fn of_syntax(kind: &ast::ErrorKind) -> (String, &'static str) {
    use ast::ErrorKind as K;
    let (what, hint) = match kind {
        K::GroupUnclosed => ("A group is not closed", "write `\\(` to find the bracket itself"),
        K::GroupUnopened => ("A group is closed that was not opened", "write `\\)` to find the bracket itself"),
        K::ClassUnclosed => ("`[` is not closed", "write `\\[` to find the bracket itself"),
        K::ClassRangeInvalid => ("The range is backwards", "write the smaller character first, as in `[a-z]`"),
        K::RepetitionMissing => {
            ("There is nothing to repeat", "write a backslash before `*`, `+`, `?` or `{` to find the sign itself")
        }
        K::RepetitionCountInvalid
        | K::RepetitionCountDecimalEmpty
        | K::RepetitionCountUnclosed
        | K::DecimalEmpty
        | K::DecimalInvalid => {
            ("A count is written `{2}`, `{2,}` or `{2,5}`", "write `\\{` to find the bracket itself")
        }
        K::EscapeUnexpectedEof => ("A backslash ends it", "write `\\\\` to find a backslash"),
        K::EscapeUnrecognized | K::ClassEscapeInvalid => (
            "There is no such sign",
            "`\\d` `\\w` `\\s` `\\b` `\\p{Arabic}` are some that there are; `\\\\` finds a backslash",
        ),
        K::UnsupportedBackreference => ("What was matched before cannot be asked for again", "write it out twice"),
        K::UnsupportedLookAround => {
            ("There is no looking ahead or behind", "match what stands around too, or use `\\b` for the edge of a word")
        }
        other => return (crate_words(other), ""),
    };
    (what.to_owned(), hint)
}

fn of_meaning(kind: &hir::ErrorKind) -> (String, &'static str) {
    use hir::ErrorKind as K;
    match kind {
        K::UnicodePropertyNotFound | K::UnicodePropertyValueNotFound => (
            "There is no such class of characters".into(),
            "some that there are: `\\p{Letter}` `\\p{Lu}` `\\p{Arabic}` `\\p{Han}`",
        ),
        other => (crate_words(other), ""),
    }
}

/// What the crate says of its rarer errors, with a capital at the beginning.
fn crate_words(kind: &impl fmt::Display) -> String {
    let words = kind.to_string();
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for QueryError {}
