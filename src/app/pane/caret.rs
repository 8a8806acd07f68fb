//! Where does the caret go when its way depends on the layout? Left and right as seen, up and down by lines.

use super::Pane;
use super::rows::{RowId, Rows};
use crate::app::typeset::{TextLayout, Typesetter};
use crate::session::{Motion, Session};

/// Where a caret is seen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spot {
    /// The row.
    pub row: RowId,
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
        let rows = Rows::of(session.project().article());
        let own = rows.at(at);
        let leans = self.leans == Some(at);
        let ends_here = |id: &RowId| rows.get(*id).is_some_and(|row| row.span.end() == at);
        let id = rows.previous(own).filter(|_| leans).filter(ends_here).unwrap_or(own);
        let Some(row) = rows.get(id) else { return Spot::default() };
        let inside = at.saturating_sub(row.span.start()).min(row.span.len());
        let laid = self.layouts.laid(setter, session.project(), id);
        let ending = laid.text.line_ending_at(inside).filter(|_| leans);
        Spot { row: id, inside, line: ending.unwrap_or_else(|| laid.text.line_of(inside)) }
    }

    fn sideways(&mut self, motion: Motion, at: usize, session: &Session, setter: &mut Typesetter) -> Option<usize> {
        let rows = Rows::of(session.project().article());
        let id = rows.at(at);
        let start = rows.get(id)?.span.start();
        let laid = self.layouts.laid(setter, session.project(), id);
        if let Some(next) = step(&laid.text, motion, at.checked_sub(start)?) {
            return Some(start + next);
        }
        // Beyond the row's visual edge lies the row before or after it in reading order.
        let onwards = (motion == Motion::Right) != laid.text.is_rtl();
        if onwards {
            return rows.get(rows.next(id)?).map(|row| row.span.start());
        }
        let id = rows.previous(id)?;
        let before = rows.get(id)?;
        if before.span.end() < at {
            return Some(before.span.end());
        }
        // A part of the same block: its end is where the caret is already.
        let laid = self.layouts.laid(setter, session.project(), id);
        let next = step(&laid.text, motion, before.span.len()).unwrap_or(0);
        Some(before.span.start() + next)
    }

    fn lines(&mut self, from: Spot, count: isize, session: &Session, setter: &mut Typesetter) -> Option<usize> {
        let rows = Rows::of(session.project().article());
        let mut id = from.row;
        let mut laid = self.layouts.laid(setter, session.project(), id);
        let here = || laid.text.caret_on(from.line, from.inside).center().x + laid.indent;
        let column = *self.column.get_or_insert_with(here);
        let mut line = from.line as isize + count;
        while line < 0 {
            let Some(before) = rows.previous(id) else { return rows.get(id).map(|row| row.span.start()) };
            id = before;
            laid = self.layouts.laid(setter, session.project(), id);
            line += laid.text.lines().len() as isize;
        }
        while line >= laid.text.lines().len() as isize {
            let Some(after) = rows.next(id) else { return rows.get(id).map(|row| row.span.end()) };
            line -= laid.text.lines().len() as isize;
            id = after;
            laid = self.layouts.laid(setter, session.project(), id);
        }
        let line = line.unsigned_abs();
        self.lean(rows, id, line, laid.text.byte_on_line(line, column - laid.indent), &laid.text)
    }

    fn line_end(&mut self, motion: Motion, from: Spot, session: &Session, setter: &mut Typesetter) -> Option<usize> {
        let rows = Rows::of(session.project().article());
        let laid = self.layouts.laid(setter, session.project(), from.row);
        if motion == Motion::LineStart {
            return Some(rows.get(from.row)?.span.start() + laid.text.line_start(from.line));
        }
        self.lean(rows, from.row, from.line, laid.text.line_end(from.line), &laid.text)
    }

    /// The byte of the article for one `inside` the row `id`, noting when it stands at the end of `line` and not at the start
    /// of the next.
    fn lean(&mut self, rows: Rows<'_>, id: RowId, line: usize, inside: usize, text: &TextLayout) -> Option<usize> {
        let at = rows.get(id)?.span.start() + inside;
        let at_end = text.line_of(inside) != line || rows.at(at) != id;
        self.leans = at_end.then_some(at);
        Some(at)
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
