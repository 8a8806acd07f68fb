//! Which cell does a paragraph belong to? A Rich Text file says where it ends how deep in tables it stands.

use crate::article::manuscript::Manuscript;

/// The deepest nest of tables.
const DEEPEST: usize = 32;

/// The tables that are open, one within the other.
#[derive(Debug, Default)]
pub(super) struct Tables {
    levels: Vec<Level>,
}

/// How far an open table is.
#[derive(Debug, Default)]
struct Level {
    is_in_row: bool,
    is_in_cell: bool,
}

impl Tables {
    /// Goes to where the open paragraph stands, `depth` tables deep, and takes its words along.
    pub fn settle(&mut self, depth: usize, manuscript: &mut Manuscript) {
        let depth = depth.min(DEEPEST);
        let is_there = self.levels.len() == depth && self.levels.last().is_none_or(|level| level.is_in_cell);
        if is_there {
            return;
        }
        let words = manuscript.take_words();
        self.close_to(depth, manuscript);
        while self.levels.len() < depth || self.levels.last().is_some_and(|level| !level.is_in_cell) {
            match self.levels.last_mut() {
                Some(level) if !level.is_in_cell => level.begin_cell(manuscript),
                _ => {
                    manuscript.begin_table();
                    self.levels.push(Level::default());
                }
            }
        }
        manuscript.add_exactly(&words);
    }

    /// Ends the cell of the table `depth` deep.
    pub fn end_cell(&mut self, depth: usize, manuscript: &mut Manuscript) {
        self.close_to(depth, manuscript);
        if let Some(level) = self.levels.last_mut() {
            level.end_cell(manuscript);
        }
    }

    /// Ends the row of the table `depth` deep.
    pub fn end_row(&mut self, depth: usize, manuscript: &mut Manuscript) {
        self.end_cell(depth, manuscript);
        if let Some(level) = self.levels.last_mut() {
            level.is_in_row = false;
        }
    }

    /// Ends all tables deeper than `depth`.
    pub fn close_to(&mut self, depth: usize, manuscript: &mut Manuscript) {
        while self.levels.len() > depth
            && let Some(mut level) = self.levels.pop()
        {
            level.end_cell(manuscript);
            manuscript.end_table();
        }
    }
}

impl Level {
    fn begin_cell(&mut self, manuscript: &mut Manuscript) {
        if !std::mem::replace(&mut self.is_in_row, true) {
            manuscript.begin_row();
        }
        manuscript.begin_cell();
        self.is_in_cell = true;
    }

    fn end_cell(&mut self, manuscript: &mut Manuscript) {
        if std::mem::take(&mut self.is_in_cell) {
            manuscript.end_cell();
        }
    }
}
