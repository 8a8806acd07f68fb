//! How are bytes the rows of a table? One after the other: in memory is one row, and what a cell holds is never copied twice.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::format::ReadError;

/// The most cells that a row may have; one of a spreadsheet has at most 16,384.
const MOST_CELLS: usize = 20_000;

/// The rows of a table, the first of which names the columns.
pub(super) struct Rows<'a> {
    reader: Reader,
    rest: &'a [u8],
    /// What the cells of the row hold, one after the other.
    text: Vec<u8>,
    /// Where each of them ends.
    ends: Vec<usize>,
    /// The line at which the row begins, how long its text is, and how many cells it has.
    row: (usize, usize, usize),
}

/// One row, with the line at which it begins.
pub(super) struct Cells<'r> {
    pub(super) line: usize,
    text: &'r str,
    ends: &'r [usize],
}

impl<'a> Rows<'a> {
    pub(super) fn new(bytes: &'a [u8], separator: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(separator).build();
        Self { reader, rest: bytes, text: Vec::new(), ends: vec![0; MOST_CELLS], row: (0, 0, 0) }
    }

    /// These rows, the first of which stands in `line` of a file.
    pub(super) fn beginning_in(mut self, line: u64) -> Self {
        self.reader.set_line(line);
        self
    }

    /// Goes to the next row; or gives the line at which it begins, with what is wrong with it.
    pub(super) fn next(&mut self) -> Option<Result<(), (usize, ReadError)>> {
        let line = usize::try_from(self.reader.line()).unwrap_or(usize::MAX);
        let (mut written, mut cells, mut too_many) = (0, 0, false);
        loop {
            let (text, ends) = (&mut self.text[written..], &mut self.ends[cells..]);
            let (result, bytes, text, ends) = self.reader.read_record(self.rest, text, ends);
            self.rest = &self.rest[bytes..];
            (written, cells) = (written + text, cells + ends);
            match result {
                ReadRecordResult::InputEmpty => {}
                // What a cell holds is no longer than what stands in the file.
                ReadRecordResult::OutputFull => {
                    let all = written + self.rest.len();
                    self.text.resize(all.min(written.max(512) * 2).max(written + 4), 0);
                }
                ReadRecordResult::OutputEndsFull => (written, cells, too_many) = (0, 0, true),
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return None,
            }
        }
        if too_many {
            let message = format!("has more than {MOST_CELLS} cells");
            return Some(Err((line, ReadError::new(message, "a table has a column for each thing that is said"))));
        }
        // All at once is quicker than cell by cell; but no cell may be half a letter.
        let text = std::str::from_utf8(&self.text[..written]);
        if !text.is_ok_and(|text| self.ends[..cells].iter().all(|&end| text.is_char_boundary(end))) {
            return Some(Err((line, ReadError::new("is not UTF-8 text", "save the table as UTF-8"))));
        }
        self.row = (line, written, cells);
        Some(Ok(()))
    }

    /// The row that was read last.
    pub(super) fn row(&self) -> Cells<'_> {
        let (line, written, cells) = self.row;
        // That it is text was seen when it was read.
        let text = std::str::from_utf8(&self.text[..written]).unwrap_or_default();
        Cells { line, text, ends: &self.ends[..cells] }
    }
}

impl<'r> Cells<'r> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// What the cell at `place`, counted from 0, holds.
    pub(super) fn get(&self, place: usize) -> Option<&'r str> {
        let start = place.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or_default());
        self.text.get(start..*self.ends.get(place)?)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &'r str> {
        (0..self.len()).filter_map(|place| self.get(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> Vec<Result<Vec<String>, String>> {
        let mut rows = Rows::new(bytes, b',');
        let mut all = Vec::new();
        while let Some(row) = rows.next() {
            let words = row.map(|()| rows.row().iter().map(str::to_owned).collect());
            all.push(words.map_err(|(line, why)| format!("{line}: {why}")));
        }
        all
    }

    #[test]
    fn a_row_is_its_cells() {
        let cells = |words: &[&str]| Ok(words.iter().map(|word| (*word).to_owned()).collect());
        assert_eq!(rows(b"a,\"b, \"\"c\"\"\n\",\r\n\n,x"), [cells(&["a", "b, \"c\"\n", ""]), cells(&["", "x"])]);
        assert_eq!(rows(b""), []);
        assert_eq!(rows(b"a\xff\nb"), [Err("1: is not UTF-8 text".into()), cells(&["b"])]);
        assert_eq!(rows(b"\xc3,\xa9"), [Err("1: is not UTF-8 text".into())], "no cell is half a letter");
    }

    #[test]
    fn a_row_of_too_many_cells_is_passed_over() {
        let bytes = ",".repeat(3 * MOST_CELLS) + "\nb";
        assert_eq!(rows(bytes.as_bytes()), [Err("1: has more than 20000 cells".into()), Ok(vec!["b".into()])]);
    }

    proptest::proptest! {
        #[test]
        fn rows_are_what_the_crate_reads(text in "[a,\"\n\ré]{0,40}") {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let expected: Vec<Result<Vec<String>, String>> = reader
                .records()
                .map(|record| Ok(record.expect("text").iter().map(str::to_owned).collect()))
                .collect();
            proptest::prop_assert_eq!(rows(text.as_bytes()), expected);
        }
    }
}
