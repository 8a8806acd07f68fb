//! Where in a long list of rows is the screen? A row and how much of it is above, never a place in pixels of the whole.
//!
//! Pixels of the whole would be guesses until every row is measured, and a 32-bit float of them stands still in a long
//! article. A row and an offset are exact: what is learnt about rows elsewhere never moves what is on the screen.

/// The row at the top of the screen, and how many points of it are above the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Anchor {
    /// The row's number, from 0.
    pub row: usize,
    /// Points of the row above the screen; less than 0 only above the first row.
    pub offset: f32,
}

impl Anchor {
    /// This anchor moved down by `delta` points (up when negative), with the screen kept within `rows` rows. `height` gives
    /// a row's height in points and is asked only for rows on the way and on the screens at the ends.
    #[must_use]
    pub fn moved(self, delta: f32, rows: usize, screen: f32, mut height: impl FnMut(usize) -> f32) -> Self {
        if rows == 0 {
            return Self::default();
        }
        let mut at = Self { row: self.row.min(rows - 1), offset: self.offset + delta };
        while at.offset < 0.0 && at.row > 0 {
            at.row -= 1;
            at.offset += height(at.row);
        }
        loop {
            let tall = height(at.row);
            if at.offset < tall || at.row + 1 >= rows {
                break;
            }
            at.offset -= tall;
            at.row += 1;
        }
        let last = Self::at_end(rows, screen, &mut height);
        let at = if (at.row, at.offset) > (last.row, last.offset) { last } else { at };
        if at.row == 0 { Self { row: 0, offset: at.offset.max(0.0) } } else { at }
    }

    /// The anchor that shows `row` with the part of it from `top` to `bottom` (points from the row's top) on the screen:
    /// this one if it does already, else with that part a third down the screen.
    #[must_use]
    pub fn revealing(
        self,
        (row, top, bottom): (usize, f32, f32),
        rows: usize,
        screen: f32,
        mut height: impl FnMut(usize) -> f32,
    ) -> Self {
        let margin = (screen * 0.08).min(48.0);
        if let Some(place) = self.top_of(row, screen, &mut height)
            && place + top >= margin.min(screen / 4.0)
            && place + bottom <= screen - margin
        {
            return self;
        }
        let above = if bottom - top > screen * 0.6 { margin } else { screen / 3.0 };
        Self { row, offset: 0.0 }.moved(top - above, rows, screen, height)
    }

    /// How far below the top of the screen `row` begins, in points; nothing when it is not on the screen.
    pub fn top_of(self, row: usize, screen: f32, height: &mut impl FnMut(usize) -> f32) -> Option<f32> {
        let mut top = -self.offset;
        let mut at = self.row;
        if row < at {
            return None;
        }
        while at < row {
            if top > screen {
                return None;
            }
            top += height(at);
            at += 1;
        }
        (top <= screen).then_some(top)
    }

    fn at_end(rows: usize, screen: f32, height: &mut impl FnMut(usize) -> f32) -> Self {
        let mut row = rows;
        let mut filled = 0.0;
        while row > 0 && filled < screen {
            row -= 1;
            filled += height(row);
        }
        Self { row, offset: (filled - screen).max(0.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEIGHTS: [f32; 5] = [10.0, 30.0, 20.0, 40.0, 10.0];

    fn moved(row: usize, offset: f32, delta: f32) -> (usize, f32) {
        let anchor = Anchor { row, offset }.moved(delta, HEIGHTS.len(), 25.0, |row| HEIGHTS[row]);
        (anchor.row, anchor.offset)
    }

    #[test]
    fn a_screen_moves_over_rows_and_stops_at_both_ends() {
        assert_eq!(moved(0, 0.0, 15.0), (1, 5.0));
        assert_eq!(moved(2, 5.0, -10.0), (1, 25.0));
        assert_eq!(moved(1, 5.0, -99.0), (0, 0.0));
        assert_eq!(moved(1, 5.0, 999.0), (3, 25.0), "110 points less a screen of 25");
        assert_eq!(Anchor::default().moved(50.0, 0, 25.0, |_| 1.0), Anchor::default());
        assert_eq!(Anchor::default().moved(50.0, 2, 25.0, |_| 4.0), Anchor::default(), "all of it fits");
    }

    #[test]
    fn ten_thousand_steps_down_and_up_end_where_they_began() {
        let height = |row: usize| 17.0 + (row % 7) as f32 * 3.25;
        let step = |anchor: Anchor, delta| anchor.moved(delta, 1_000_000, 600.0, height);
        let start = Anchor { row: 400_000, offset: 3.5 };
        let down = (0..10_000).fold(start, |anchor, _| step(anchor, 50.0));
        let up = (0..10_000).fold(down, |anchor, _| step(anchor, -50.0));
        assert_eq!(up.row, start.row);
        assert!((up.offset - start.offset).abs() < 0.5);
    }

    #[test]
    fn what_is_on_the_screen_is_left_where_it_is() {
        let height = |_: usize| 100.0;
        let anchor = Anchor { row: 3, offset: 50.0 };
        assert_eq!(anchor.revealing((5, 0.0, 20.0), 100, 600.0, height), anchor);
        let below = anchor.revealing((50, 0.0, 20.0), 100, 600.0, height);
        assert_eq!(below.top_of(50, 600.0, &mut { height }), Some(200.0));
        let above = anchor.revealing((0, 0.0, 20.0), 100, 600.0, height);
        assert_eq!(above, Anchor::default());
    }
}
