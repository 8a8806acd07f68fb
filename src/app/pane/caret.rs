//! Where does the caret go when its way depends on the layout? Left and right as seen, up and down by lines.

use super::Pane;
use crate::app::typeset::{TextLayout, Typesetter};
use crate::session::{Motion, Session};

/// Where a caret is seen.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// The row.
    pub row: usize,
    /// The byte, counted within the row.
    pub inside: usize,
    /// The line, counted within the row.
    pub line: usize,
}

impl Pane {
    /// Where a caret at the selection's head gets to by `motion`; for motions that need no layout, what the session says.
    pub fn target(&mut self, motion: Motion, session: &Session, setter: &mut Typesetter) -> usize {
        let at = session.selection().head;
        let from = self.spot(at, session, setter);
        self.leans = None;
        let vertical = matches!(motion, Motion::Up | Motion::Down | Motion::PageUp | Motion::PageDown);
        if !vertical {
            self.column = None;
        }
        let resolved = match motion {
            Motion::Left | Motion::Right => self.sideways(motion, at, session, setter),
            Motion::Up => self.lines(from, -1, session, setter),
            Motion::Down => self.lines(from, 1, session, setter),
            Motion::PageUp => self.lines(from, -self.lines_on_screen(), session, setter),
            Motion::PageDown => self.lines(from, self.lines_on_screen(), session, setter),
            Motion::LineStart | Motion::LineEnd => self.line_end(motion, from, session, setter),
            _ => None,
        };
        resolved.unwrap_or_else(|| motion.from(session.project().article(), at))
    }

    /// Where the caret at the byte `at` is seen: at a soft line break that may be the end of the line before.
    pub fn spot(&mut self, at: usize, session: &Session, setter: &mut Typesetter) -> Spot {
        let own = self.rows.at(at);
        let leans = self.leans == Some(at);
        let before =
            own.checked_sub(1).filter(|&before| leans && self.rows.get(before).is_some_and(|row| row.span.end() == at));
        let row = before.unwrap_or(own);
        let inside = at.saturating_sub(self.start_of(row)).min(self.rows.get(row).map_or(0, |row| row.span.len()));
        let laid = self.layouts.laid(setter, session.project(), &self.rows, row);
        let ending = laid.text.line_ending_at(inside).filter(|_| leans);
        Spot { row, inside, line: ending.unwrap_or_else(|| laid.text.line_of(inside)) }
    }

    fn sideways(&mut self, motion: Motion, at: usize, session: &Session, setter: &mut Typesetter) -> Option<usize> {
        let number = self.rows.at(at);
        let start = self.start_of(number);
        let laid = self.layouts.laid(setter, session.project(), &self.rows, number);
        if let Some(next) = step(&laid.text, motion, at.checked_sub(start)?) {
            return Some(start + next);
        }
        // Beyond the row's visual edge lies the row before or after it in reading order.
        let onwards = (motion == Motion::Right) != laid.text.is_rtl();
        if onwards {
            return self.rows.get(number + 1).map(|row| row.span.start());
        }
        let before = *self.rows.get(number.checked_sub(1)?)?;
        if before.span.end() < at {
            return Some(before.span.end());
        }
        // A part of the same block: its end is where the caret is already.
        let laid = self.layouts.laid(setter, session.project(), &self.rows, number - 1);
        let next = step(&laid.text, motion, before.span.len()).unwrap_or(0);
        Some(before.span.start() + next)
    }

    fn lines(&mut self, from: Spot, count: isize, session: &Session, setter: &mut Typesetter) -> Option<usize> {
        let mut number = from.row;
        let mut laid = self.layouts.laid(setter, session.project(), &self.rows, number);
        let here = || laid.text.caret_on(from.line, from.inside).center().x + laid.indent;
        let column = *self.column.get_or_insert_with(here);
        let mut line = from.line as isize + count;
        while line < 0 {
            let Some(before) = number.checked_sub(1) else { return Some(self.start_of(0)) };
            number = before;
            laid = self.layouts.laid(setter, session.project(), &self.rows, number);
            line += laid.text.lines().len() as isize;
        }
        while line >= laid.text.lines().len() as isize {
            if number + 1 >= self.rows.len() {
                return Some(self.rows.get(number)?.span.end());
            }
            line -= laid.text.lines().len() as isize;
            number += 1;
            laid = self.layouts.laid(setter, session.project(), &self.rows, number);
        }
        let line = line.unsigned_abs();
        Some(self.lean(number, line, laid.text.byte_on_line(line, column - laid.indent), &laid.text))
    }

    fn line_end(&mut self, motion: Motion, from: Spot, session: &Session, setter: &mut Typesetter) -> Option<usize> {
        let laid = self.layouts.laid(setter, session.project(), &self.rows, from.row);
        if motion == Motion::LineStart {
            return Some(self.start_of(from.row) + laid.text.line_start(from.line));
        }
        Some(self.lean(from.row, from.line, laid.text.line_end(from.line), &laid.text))
    }

    /// The byte of the article for one `inside` a row, noting when it stands at the end of `line` and not at the start of
    /// the next.
    fn lean(&mut self, row: usize, line: usize, inside: usize, text: &TextLayout) -> usize {
        let at = self.start_of(row) + inside;
        let at_end = text.line_of(inside) != line || self.rows.at(at) != row;
        self.leans = at_end.then_some(at);
        at
    }

    fn start_of(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, |row| row.span.start())
    }

    fn lines_on_screen(&self) -> isize {
        let setting = self.layouts.setting();
        let line = setting.size * setting.line_height;
        ((self.screen.y / line) as isize - 2).max(1)
    }
}

fn step(text: &TextLayout, motion: Motion, inside: usize) -> Option<usize> {
    if motion == Motion::Left { text.visual_left(inside) } else { text.visual_right(inside) }
}
