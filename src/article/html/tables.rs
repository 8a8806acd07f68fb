//! Does a table hold data, or does it only place what is on the page? And what are the rows of one that holds data?

use super::element::Tag;
use super::names::Names;
use super::tree::Page;

/// The longest cell of a table of data, in bytes; what is longer is running text.
const LONGEST_CELL: usize = 400;

/// A row of a table of data.
pub(super) struct Row {
    /// Where it begins.
    pub(super) at: usize,
    /// Its cells, with a tab between each two.
    pub(super) words: String,
    /// How many bytes of it are links.
    pub(super) linked: usize,
    /// Whether it is the table's caption.
    pub(super) is_caption: bool,
}

/// Whether the table at `at` holds data.
pub(super) fn holds_data(page: &Page, at: usize) -> bool {
    if page.node(at).names.say(Names::NESTED) {
        return false;
    }
    let tags = || page.within(at).map(|at| page.node(at).tag);
    let rows = rows(page, at);
    let wide = rows.iter().filter(|row| row.words.contains('\t')).count();
    let longest = rows.iter().flat_map(|row| row.words.split('\t')).map(str::len).max().unwrap_or(0);
    let is_said = tags().any(|tag| matches!(tag, Tag::HeadCell | Tag::Caption));
    let places = |tag| {
        matches!(tag, Tag::Heading(_) | Tag::Form | Tag::Article | Tag::Section | Tag::Blockquote)
            || (!is_said && tag == Tag::List)
    };
    if tags().any(places) {
        return false;
    }
    wide >= 2 && (longest <= LONGEST_CELL || (is_said && longest <= 4 * LONGEST_CELL))
}

/// The rows of the table at `at`, its caption among them.
pub(super) fn rows(page: &Page, at: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut next = at + 1;
    while next < page.node(at).end as usize {
        let node = page.node(next);
        match node.tag {
            Tag::Caption => rows.push(row(next, vec![cell(page, next)], true)),
            Tag::Row => {
                let cells = page.children(next).filter(|&at| matches!(page.node(at).tag, Tag::Cell | Tag::HeadCell));
                rows.push(row(next, cells.map(|at| cell(page, at)).collect(), false));
            }
            _ => {
                next += 1;
                continue;
            }
        }
        next = (node.end as usize).max(next + 1);
    }
    rows
}

fn row(at: usize, cells: Vec<(String, usize)>, is_caption: bool) -> Row {
    let linked = cells.iter().map(|(_, linked)| linked).sum();
    let words = cells.into_iter().map(|(words, _)| words).collect::<Vec<_>>().join("\t");
    let words = if words.trim().is_empty() { String::new() } else { words };
    Row { at, words, linked, is_caption }
}

/// The text of a cell, with single spaces, and how many bytes of it are links.
fn cell(page: &Page, at: usize) -> (String, usize) {
    let (mut words, mut linked, mut link_end) = (String::new(), 0, 0);
    let mut next = at + 1;
    while next < page.node(at).end as usize {
        let node = page.node(next);
        let is_hidden = node.names.say(Names::HIDDEN) || (node.tag == Tag::Sup && page.text_in(next).starts_with('['));
        if is_hidden {
            next = (node.end as usize).max(next + 1);
            continue;
        }
        match node.tag {
            Tag::Text => {
                words.push_str(page.words(node));
                linked += if next < link_end { node.len as usize } else { 0 };
            }
            Tag::Anchor if !node.names.say(Names::LOCAL) => link_end = node.end as usize,
            Tag::Break => words.push(' '),
            tag if !tag.is_inline() => words.push(' '),
            _ => {}
        }
        next += 1;
    }
    let pieces: Vec<_> =
        words.split(|letter: char| letter.is_ascii_whitespace()).filter(|word| !word.is_empty()).collect();
    (pieces.join(" "), linked)
}
