//! Where does the caret go when its way depends on the layout? Left and right as seen, up and down by lines.

use super::Pane;
use super::rows::{Row, RowId, Rows};
use crate::app::typeset::Typesetter;
use crate::session::{Motion, Session};

impl Pane {
    /// Where a caret at the selection's head gets to by `motion`; for motions that need no layout, what the session says.
    pub fn target(&mut self, motion: Motion, session: &Session, setter: &mut Typesetter) -> usize {
        let at = session.selection().head;
        let vertical = matches!(motion, Motion::Up | Motion::Down | Motion::PageUp | Motion::PageDown);
        if !vertical {
            self.column = None;
        }
        let resolved = match motion {
            Motion::Left | Motion::Right => self.sideways(motion, at, session, setter),
            Motion::Up => self.lines(at, -1, session, setter),
            Motion::Down => self.lines(at, 1, session, setter),
            Motion::PageUp => self.lines(at, -self.lines_on_screen(), session, setter),
            Motion::PageDown => self.lines(at, self.lines_on_screen(), session, setter),
            Motion::LineStart | Motion::LineEnd => self.line_end(motion, at, session, setter),
            _ => None,
        };
        resolved.unwrap_or_else(|| motion.from(session.project().article(), at))
    }

    fn sideways(&mut self, motion: Motion, at: usize, session: &Session, setter: &mut Typesetter) -> Option<usize> {
        let rows = Rows::of(session.project().article());
        let (id, row) = row_of(rows, at)?;
        let laid = self.layouts.laid(setter, session.project(), id);
        let inside = at.checked_sub(row.span.start())?;
        let next = if motion == Motion::Left { laid.text.visual_left(inside) } else { laid.text.visual_right(inside) };
        if let Some(next) = next {
            return Some(row.span.start() + next);
        }
        // Beyond the row's visual edge lies the row before or after it in reading order.
        let onwards = (motion == Motion::Right) != laid.text.is_rtl();
        if onwards {
            rows.get(rows.next(id)?).map(|row| row.span.start())
        } else {
            rows.get(rows.previous(id)?).map(|row| row.span.end())
        }
    }

    fn lines(&mut self, at: usize, count: isize, session: &Session, setter: &mut Typesetter) -> Option<usize> {
        let rows = Rows::of(session.project().article());
        let (mut id, row) = row_of(rows, at)?;
        let mut laid = self.layouts.laid(setter, session.project(), id);
        let inside = at.saturating_sub(row.span.start()).min(row.span.len());
        let column = *self.column.get_or_insert_with(|| laid.text.caret(inside).center().x);
        let mut line = laid.text.line_of(inside) as isize + count;
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
        Some(rows.get(id)?.span.start() + laid.text.byte_on_line(line.unsigned_abs(), column))
    }

    fn line_end(&mut self, motion: Motion, at: usize, session: &Session, setter: &mut Typesetter) -> Option<usize> {
        let (id, row) = row_of(Rows::of(session.project().article()), at)?;
        let laid = self.layouts.laid(setter, session.project(), id);
        let inside = at.checked_sub(row.span.start())?;
        let end = if motion == Motion::LineStart { laid.text.line_start(inside) } else { laid.text.line_end(inside) };
        Some(row.span.start() + end)
    }

    fn lines_on_screen(&self) -> isize {
        let line = self.layouts.setting().size * 1.78;
        ((self.screen.y / line) as isize - 2).max(1)
    }
}

fn row_of(rows: Rows<'_>, at: usize) -> Option<(RowId, Row)> {
    let id = rows.at(at);
    Some((id, rows.get(id)?))
}
