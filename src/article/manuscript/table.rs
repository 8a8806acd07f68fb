//! What is a table as text? A paragraph for each row, unless the table only arranges paragraphs on the page.

use super::{Paragraph, Role};

/// So many bytes in several paragraphs are more than a cell of a table of facts holds.
const LONG: usize = 500;

/// A table on its way in.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<Vec<Paragraph>>>,
}

impl Table {
    /// Begins a row.
    pub fn begin_row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Takes the last row out.
    pub fn drop_row(&mut self) {
        self.rows.pop();
    }

    /// Adds a cell to the last row.
    pub fn add_cell(&mut self, cell: Vec<Paragraph>) {
        match self.rows.last_mut() {
            Some(row) => row.push(cell),
            None => self.rows.push(vec![cell]),
        }
    }

    /// Its paragraphs.
    pub fn paragraphs(self) -> Vec<Paragraph> {
        if self.is_layout() {
            return self.rows.into_iter().flatten().flatten().collect();
        }
        self.rows.iter().map(|row| Paragraph { role: Role::Row, words: line(row) }).collect()
    }

    /// Whether it only arranges what is in it: one column, a table or a heading within a cell, or long running text.
    fn is_layout(&self) -> bool {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        columns < 2 || self.rows.iter().flatten().any(|cell| arranges(cell))
    }
}

/// Whether a cell holds what a cell of facts does not.
fn arranges(cell: &[Paragraph]) -> bool {
    let length: usize = cell.iter().map(|paragraph| paragraph.words.len()).sum();
    let has_parts = |paragraph: &Paragraph| matches!(paragraph.role, Role::Row | Role::Title);
    let has_heading = cell.len() > 1 && cell.iter().any(|paragraph| matches!(paragraph.role, Role::Heading(_)));
    has_heading || cell.iter().any(has_parts) || (cell.len() > 1 && length > LONG)
}

/// A row as one line.
fn line(row: &[Vec<Paragraph>]) -> String {
    let cells = row.iter().map(|cell| {
        let words = cell.iter().flat_map(|paragraph| paragraph.words.split(['\n', '\t'])).map(str::trim);
        words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
    });
    cells.collect::<Vec<_>>().join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(rows: &[&[&[&str]]]) -> Vec<String> {
        let mut table = Table::default();
        for row in rows {
            table.begin_row();
            for cell in *row {
                let cell = cell.iter().map(|words| Paragraph { role: Role::Paragraph, words: (*words).into() });
                table.add_cell(cell.collect());
            }
        }
        table.paragraphs().into_iter().map(|paragraph| paragraph.words).collect()
    }

    #[test]
    fn a_row_is_a_line_and_a_layout_is_its_paragraphs() {
        assert_eq!(
            words(&[&[&["Town"], &["Rent", "in €\nmonthly"]], &[&["Ulm"], &["9"]]]),
            ["Town\tRent in € monthly", "Ulm\t9"]
        );
        assert_eq!(words(&[&[&["One.", "Two."]]]), ["One.", "Two."]);
        let long = "A long sentence. ".repeat(40);
        assert_eq!(words(&[&[&[&long, "Two."], &["Three."]]]), [&long, "Two.", "Three."]);
        assert!(words(&[]).is_empty());
    }
}
