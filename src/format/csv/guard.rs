//! How is a cell kept from being a formula? A spreadsheet runs what begins with `=`, `+`, `-` or `@`.
//!
//! Some take off blanks, line ends, quotation marks and what nobody sees before they look, and some take the wide forms of
//! those signs for the signs. Such a cell gets one apostrophe before it, and so does one that begins with an apostrophe
//! itself, so that a reader can always take one off.

use std::borrow::Cow;

/// What a formula begins with.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
/// What is dangerous at the beginning whatever follows: a tab and line ends lead on to a cell of their own when a cell is
/// pasted; an apostrophe is our own guard.
const FIRST: [char; 4] = ['\t', '\r', '\n', '\''];

/// `cell` with an apostrophe before it, if a spreadsheet could take it for a formula.
pub(super) fn on(cell: &str) -> Cow<'_, str> {
    if could_run(cell) { format!("'{cell}").into() } else { cell.into() }
}

/// `cell` without the apostrophe that guards it. One that guards nothing, in a table from elsewhere, stays.
pub(super) fn off(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| could_run(rest)).unwrap_or(cell)
}

fn could_run(cell: &str) -> bool {
    // Nearly every cell begins with a letter or a digit.
    if cell.as_bytes().first().is_none_or(u8::is_ascii_alphanumeric) {
        return false;
    }
    cell.starts_with(FIRST) || cell.trim_start_matches(is_passed_over).starts_with(SIGNS)
}

/// What a spreadsheet may take off the beginning of a cell.
fn is_passed_over(char: char) -> bool {
    char.is_whitespace()
        || char.is_control()
        || matches!(char, '"' | '\u{feff}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guarded_cell_comes_back_as_it_was() {
        let check = |cell: &str, guarded: &str| {
            assert_eq!(on(cell), guarded);
            assert_eq!(off(guarded), cell);
        };
        check("=1+1", "'=1+1");
        check("-4 %", "'-4 %");
        check("\t=x", "'\t=x");
        check("'tis", "''tis");
        check("''", "'''");
        check(" =1", "' =1");
        check("\"=1", "'\"=1");
        check("\u{a0}\u{feff}\u{200b}＝1", "'\u{a0}\u{feff}\u{200b}＝1");
        check("\nx", "'\nx");
        check("＠x", "'＠x");
        check(" x", " x");
        check("12%", "12%");
        check("", "");
        assert_eq!(off("'tis"), "'tis", "of a table from elsewhere");
    }
}
