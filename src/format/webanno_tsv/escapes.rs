//! Which characters mean something in a cell, and how do they stand there as themselves? With a backslash before them.

use std::borrow::Cow;

/// Writes a value into a cell.
pub(super) fn push_value(cell: &mut String, value: &str) {
    let mut chars = value.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\t' => cell.push_str("\\t"),
            '\n' => cell.push_str("\\n"),
            '\r' => cell.push_str("\\r"),
            '-' if chars.peek() == Some(&'>') => cell.push_str("\\-"),
            '\\' | '[' | ']' | '|' | '_' | ';' | '*' => {
                cell.push('\\');
                cell.push(char);
            }
            _ => cell.push(char),
        }
    }
}

/// Writes a token or a line of the text.
pub(super) fn push_text(bytes: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'\\' | b'\t' | b'\n' | b'\r')) {
        bytes.extend_from_slice(&rest[..at]);
        bytes.extend_from_slice(match rest[at] {
            b'\t' => b"\\t",
            b'\n' => b"\\n",
            b'\r' => b"\\r",
            _ => b"\\\\",
        });
        rest = &rest[at + 1..];
    }
    bytes.extend_from_slice(rest);
}

/// What was escaped, as it was.
pub(super) fn plain(escaped: &str) -> Cow<'_, str> {
    if !escaped.contains('\\') {
        return escaped.into();
    }
    let mut plain = String::with_capacity(escaped.len());
    let mut chars = escaped.chars();
    while let Some(char) = chars.next() {
        match (char, chars.clone().next()) {
            ('\\', Some(next)) => {
                chars.next();
                plain.push(match next {
                    't' => '\t',
                    'n' => '\n',
                    'r' => '\r',
                    other => other,
                });
            }
            _ => plain.push(char),
        }
    }
    plain.into()
}

/// The values of a cell, each with the number of its annotation; 0 where it has none.
pub(super) fn values(cell: &str) -> impl Iterator<Item = (&str, u64)> {
    let mut rest = Some(cell);
    std::iter::from_fn(move || {
        let cell = rest?;
        let (value, others) = match unescaped(cell, b'|') {
            Some(at) => (&cell[..at], Some(&cell[at + 1..])),
            None => (cell, None),
        };
        rest = others;
        Some(numbered(value))
    })
}

/// A value and the number in brackets behind it.
fn numbered(value: &str) -> (&str, u64) {
    let bracket = unescaped(value, b'[').zip(value.strip_suffix(']'));
    let number = bracket.and_then(|(at, whole)| Some((&value[..at], whole.get(at + 1..)?.parse().ok()?)));
    number.unwrap_or((value, 0))
}

/// Where `byte` first stands without a backslash before it.
fn unescaped(cell: &str, byte: u8) -> Option<usize> {
    let mut is_escaped = false;
    cell.bytes().position(|own| {
        let found = own == byte && !is_escaped;
        is_escaped = own == b'\\' && !is_escaped;
        found
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cell(value: &str) -> String {
        let mut cell = String::new();
        push_value(&mut cell, value);
        cell
    }

    #[test]
    fn what_means_something_is_escaped() {
        assert_eq!(cell("a\\b[c]|d_e->f;\t\n* - > \r"), "a\\\\b\\[c\\]\\|d\\_e\\->f\\;\\t\\n\\* - > \\r");
        assert_eq!(plain("a\\\\b\\[\\->\\t\\"), "a\\b[->\t\\");
    }

    #[test]
    fn a_cell_has_values_and_their_numbers() {
        let found = |cell| values(cell).collect::<Vec<_>>();
        assert_eq!(found("claim"), [("claim", 0)]);
        assert_eq!(found("a[1]|b\\|c[20]|*[3]"), [("a", 1), ("b\\|c", 20), ("*", 3)]);
        assert_eq!(found("a\\[1\\]|a[x]|[2]|"), [("a\\[1\\]", 0), ("a[x]", 0), ("", 2), ("", 0)]);
    }

    proptest! {
        #[test]
        fn every_value_comes_back(value in "[a\\\\\\[\\]|_>;*\t\n\r😀é-]{0,12}", number in 1..99_u64) {
            let mut bytes = Vec::new();
            push_text(&mut bytes, &value);
            prop_assert_eq!(plain(std::str::from_utf8(&bytes).expect("text")).into_owned(), value.clone());
            let cell = format!("{}[{number}]|x", cell(&value));
            let (first, own) = values(&cell).next().expect("two");
            prop_assert_eq!((plain(first).into_owned(), own), (value, number));
            prop_assert!(!cell.contains(['\t', '\n', '\r']));
        }
    }
}
