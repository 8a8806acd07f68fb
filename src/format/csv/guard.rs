//! How is a cell kept from being a formula? A spreadsheet runs what begins with `=`, `+`, `-` or `@`.
//!
//! Such a cell gets one apostrophe before it, and so does one that begins with an apostrophe itself, so that a reader can
//! always take one off.

const DANGER: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

/// `cell` with an apostrophe before it, if a spreadsheet could take it for a formula.
pub(super) fn on(cell: String) -> String {
    if cell.starts_with(DANGER) { format!("'{cell}") } else { cell }
}

/// `cell` without the apostrophe that guards it. One that guards nothing, in a table from elsewhere, stays.
pub(super) fn off(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(DANGER)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guarded_cell_comes_back_as_it_was() {
        let check = |cell: &str, guarded: &str| {
            assert_eq!(on(cell.to_owned()), guarded);
            assert_eq!(off(guarded), cell);
        };
        check("=1+1", "'=1+1");
        check("-4 %", "'-4 %");
        check("\t=x", "'\t=x");
        check("'tis", "''tis");
        check("''", "'''");
        check("12%", "12%");
        check("", "");
        assert_eq!(off("'tis"), "'tis", "of a table from elsewhere");
    }
}
