//! How does a column of Parquet say to which list a value belongs? By two small numbers with each value.
//!
//! The repetition level says which of the lists around a value goes on: 0 begins a new row, 1 a new element of the outermost
//! list, and so on. The definition level says how far the path to the value is there at all. This is the record shredding of
//! Dremel (Melnik et al., 2010), which Parquet's documentation takes over.

/// The values of one column with their levels.
#[derive(Debug)]
pub(super) struct Striped<T> {
    pub(super) values: Vec<T>,
    pub(super) definitions: Vec<i16>,
    pub(super) repetitions: Vec<i16>,
}

impl<T> Default for Striped<T> {
    fn default() -> Self {
        Self { values: Vec::new(), definitions: Vec::new(), repetitions: Vec::new() }
    }
}

impl<T> Striped<T> {
    /// A value at `repetition`; `depth` lists lie around it.
    pub(super) fn push(&mut self, value: T, repetition: i16, depth: i16) {
        self.values.push(value);
        self.definitions.push(depth);
        self.repetitions.push(repetition);
    }

    /// A row of a list of `values`.
    pub(super) fn push_row(&mut self, values: impl Iterator<Item = T>) {
        let before = self.values.len();
        values.for_each(|value| self.push(value, i16::from(self.values.len() > before), 1));
        if self.values.len() == before {
            self.push_empty_row();
        }
    }

    /// A list that is empty, where a row begins.
    pub(super) fn push_empty_row(&mut self) {
        self.definitions.push(0);
        self.repetitions.push(0);
    }
}

/// What stands next in a column.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step<T> {
    /// A row begins; `is_empty` says that its list has nothing.
    Row { is_empty: bool },
    /// An element of the outermost list begins.
    Element,
    /// An element of a list within that begins, so many lists further in.
    Inner(i16),
    /// The value at this place; none where it is null.
    Value(Option<T>),
}

/// Calls `take` with what a column says, step by step. `exists` is the definition level from which the outermost list has an
/// element, `full` that of a value that is there, and `inner` those of the lists within.
pub(super) fn steps<T>(striped: Striped<T>, (exists, full, inner): (i16, i16, &[i16]), mut take: impl FnMut(Step<T>)) {
    let mut values = striped.values.into_iter();
    for (&definition, &repetition) in striped.definitions.iter().zip(&striped.repetitions) {
        if repetition == 0 {
            take(Step::Row { is_empty: definition < exists });
        }
        let value = if definition >= full { values.next() } else { None };
        if definition < exists {
            continue;
        }
        if repetition <= 1 {
            take(Step::Element);
        }
        for (depth, &level) in (2..).zip(inner) {
            if definition >= level && repetition <= depth {
                take(Step::Inner(depth));
            }
        }
        if definition >= inner.last().copied().unwrap_or(exists) {
            take(Step::Value(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_in_lists_are_told_apart() {
        // [[[1, 2], [3]], [[4]]] and []
        let mut striped = Striped::default();
        striped.push(1, 0, 3);
        striped.push(2, 3, 3);
        striped.push(3, 2, 3);
        striped.push(4, 1, 3);
        striped.push_empty_row();
        let mut found = Vec::new();
        steps(striped, (1, 3, &[2, 3]), |step| found.push(step));
        use Step::{Element, Inner, Row, Value};
        let expected = [
            Row { is_empty: false },
            Element,
            Inner(2),
            Inner(3),
            Value(Some(1)),
            Inner(3),
            Value(Some(2)),
            Inner(2),
            Inner(3),
            Value(Some(3)),
            Element,
            Inner(2),
            Inner(3),
            Value(Some(4)),
            Row { is_empty: true },
        ];
        assert_eq!(found, expected);
    }
}
