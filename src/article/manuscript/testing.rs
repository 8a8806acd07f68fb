//! What came in, as a test draws it? A line for each block and each field.

use crate::article::{Draft, IntakeError};
use crate::project::BlockKind;

/// The blocks of an article and its fields, a line each: `= heading`, `- item`, `> quotation`, `^ caption`, `title: Rents`; what
/// a person is told stands behind `!`.
pub(in crate::article) fn drawn(draft: Result<Draft, IntakeError>) -> String {
    let taken = match draft.and_then(Draft::finish) {
        Ok(taken) => taken,
        Err(error) => return format!("error: {error}\nhint: {}", error.hint()),
    };
    let text = taken.article.text();
    let blocks = taken.article.blocks().iter().map(|block| {
        let sign = match block.kind {
            BlockKind::Title => "* ",
            BlockKind::Heading => "= ",
            BlockKind::Paragraph => "",
            BlockKind::ListItem => "- ",
            BlockKind::Quotation => "> ",
            BlockKind::Caption => "^ ",
        };
        let words = &text[block.span.start()..block.span.end()];
        format!("{sign}{}", words.replace('\n', "\\n").replace('\t', "\\t"))
    });
    let fields = ["title", "author", "published", "language"].into_iter().filter_map(|name| {
        let value = taken.fields.get(name);
        (!value.is_empty()).then(|| format!("{name}: {value}"))
    });
    let notes = taken.remarks.notes.iter().map(|note| format!("! {note}"));
    blocks.chain(fields).chain(notes).collect::<Vec<_>>().join("\n")
}

/// Elements in each other, each with an `attribute` and a letter: those of the `names`, closed again where a bit of `closed` says
/// so, and at the end.
pub(in crate::article) fn nest(names: impl Iterator<Item = &'static str>, attribute: &str, closed: u64) -> String {
    let (mut body, mut open) = (String::new(), Vec::new());
    for (at, name) in names.enumerate() {
        body.push_str(&format!("<{name} {attribute}>a"));
        open.push(name);
        if closed >> at & 1 == 1
            && let Some(name) = open.pop()
        {
            body.push_str(&format!("</{name}>"));
        }
    }
    open.iter().rev().for_each(|name| body.push_str(&format!("</{name}>")));
    body
}

/// A few bytes of a file that are others: where, and what they are.
pub(in crate::article) fn mutated(bytes: &[u8], changes: &[(usize, u8)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, byte) in changes {
        let length = bytes.len().max(1);
        if let Some(place) = bytes.get_mut(at % length) {
            *place = *byte;
        }
    }
    bytes
}
