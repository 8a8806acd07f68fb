//! What changes? One change with all its data: refused whole or done whole.

use std::fmt;

use super::{Id, Record, Relation, Scheme, SchemeError};
use crate::text::{Fragments, SpanError, shorten};

/// One change of a project. It stands for itself, names and all, so a list of them is a history and a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Adds an annotation.
    Annotate(Box<Record>),
    /// Removes an annotation with the relations that begin or end at it, or a relation.
    Remove(Id),
    /// Gives an annotation another label. Its attribute values stay, so that relabelling back loses nothing.
    Relabel {
        /// The annotation.
        id: Id,
        /// The id of its new label.
        label: String,
    },
    /// Makes an annotation mark something else.
    Move {
        /// The annotation.
        id: Id,
        /// What it marks from now on.
        fragments: Fragments,
    },
    /// Gives an attribute a value, or takes it.
    Set {
        /// The annotation.
        id: Id,
        /// The attribute's id.
        name: String,
        /// The value; none clears it.
        value: Option<String>,
    },
    /// Replaces an annotation's note.
    Note {
        /// The annotation.
        id: Id,
        /// The note; may be empty.
        text: String,
    },
    /// Adds a relation.
    Relate(Relation),
    /// Gives a field of the article (title, url …) a value; an empty one clears it.
    Field {
        /// The field's name.
        name: String,
        /// Its value.
        value: String,
    },
    /// Replaces the scheme. Labels, attributes and kinds in use must still be there.
    Scheme(Box<Scheme>),
    /// Several, in order: all or none.
    All(Vec<Edit>),
}

impl Edit {
    /// Whether it changes the scheme: what names a label by its place means another one then.
    pub fn changes_scheme(&self) -> bool {
        match self {
            Self::Scheme(_) => true,
            Self::All(edits) => edits.iter().any(Self::changes_scheme),
            _ => false,
        }
    }

    /// The annotation or relation that it is about; for several, that of the first.
    pub fn subject(&self) -> Option<&Id> {
        match self {
            Self::Annotate(record) => Some(&record.id),
            Self::Remove(id)
            | Self::Relabel { id, .. }
            | Self::Move { id, .. }
            | Self::Set { id, .. }
            | Self::Note { id, .. } => Some(id),
            Self::Relate(relation) => Some(&relation.id),
            Self::Field { .. } | Self::Scheme(_) => None,
            Self::All(edits) => edits.iter().find_map(Self::subject),
        }
    }
}

/// Why a change is refused. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// No annotation or relation has this id.
    UnknownId(Id),
    /// Something has this id already.
    UsedId(Id),
    /// The scheme has no such label.
    UnknownLabel(Missing),
    /// The label has no such attribute.
    UnknownAttribute(Missing),
    /// The attribute does not allow the value.
    UnknownValue(Missing),
    /// The scheme has no such kind of relation.
    UnknownKind(Missing),
    /// A relation from an annotation to itself.
    ToItself(Id),
    /// A fragment lies outside the article.
    Outside(SpanError),
    /// The scheme itself does not hold.
    Scheme(SchemeError),
    /// The new scheme lacks something in use: what, and how many use it.
    InUse {
        /// E.g. "the label `claim`".
        what: String,
        /// How many annotations or relations use it.
        uses: usize,
    },
    /// More than 65,535 people have annotated one article.
    TooManyAnnotators,
}

/// A name that is not among those that could stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The name asked for.
    pub name: String,
    /// Where it was looked for, e.g. "the attribute `form`".
    pub of: String,
    /// The names there are.
    pub known: Vec<String>,
}

impl Missing {
    pub(super) fn new<'a>(name: &str, of: impl Into<String>, known: impl IntoIterator<Item = &'a str>) -> Self {
        let mut known = known.into_iter().map(in_words);
        let mut some: Vec<String> = known.by_ref().take(MOST_KNOWN).collect();
        some.extend(known.next().map(|_| "…".to_owned()));
        Self { name: in_words(name), of: shorten(&of.into(), 120).into_owned(), known: some }
    }
}

/// How many of the names that would do a hint has.
const MOST_KNOWN: usize = 24;

/// A name as a message has it: in full, unless nobody would call that a name.
pub(super) fn in_words(name: &str) -> String {
    shorten(name, 80).into_owned()
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownId(id) => write!(f, "no annotation or relation has the id {}", id.in_words()),
            Self::UsedId(id) => write!(f, "the id {} is used already", id.in_words()),
            Self::UnknownLabel(missing) => write!(f, "{} has no label `{}`", missing.of, missing.name),
            Self::UnknownAttribute(missing) => write!(f, "{} has no attribute `{}`", missing.of, missing.name),
            Self::UnknownValue(missing) => write!(f, "{} cannot be `{}`", missing.of, missing.name),
            Self::UnknownKind(missing) => write!(f, "{} has no relation `{}`", missing.of, missing.name),
            Self::ToItself(id) => write!(f, "a relation cannot lead from {} to itself", id.in_words()),
            Self::Outside(error) => error.fmt(f),
            Self::Scheme(error) => error.fmt(f),
            Self::InUse { what, uses } => {
                write!(f, "the scheme lacks {}, which is in use {uses} times", shorten(what, 120))
            }
            Self::TooManyAnnotators => write!(f, "a project names at most 65,535 annotators"),
        }
    }
}

impl EditError {
    /// What would cure it.
    pub fn hint(&self) -> String {
        match self {
            Self::UnknownId(_) => "`copydesk list PROJECT` shows the ids".into(),
            Self::UsedId(_) => "leave the id out, and the next free one is given".into(),
            Self::UnknownLabel(missing)
            | Self::UnknownAttribute(missing)
            | Self::UnknownValue(missing)
            | Self::UnknownKind(missing) => match missing.known.as_slice() {
                [] => "there is none".into(),
                known => format!("one of: {}", known.join(", ")),
            },
            Self::ToItself(_) => "name two annotations".into(),
            Self::Outside(error) => error.hint().into(),
            Self::Scheme(_) => "every id and key of a scheme stands for one thing".into(),
            Self::InUse { .. } => "relabel or remove those first".into(),
            Self::TooManyAnnotators => "split the work over several projects".into(),
        }
    }
}

impl std::error::Error for EditError {}
