//! Where in a long list of rows is the screen? A row and how much of it is above, never a place in pixels of the whole.
//!
//! Pixels of the whole would be guesses until every row is measured, and a 32-bit float of them stands still in a long
//! article. A row and an offset are exact: what is learnt about rows elsewhere never moves what is on the screen.

/// The row at the top of the screen, and how many points of it are above the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Anchor<Id> {
    /// The row.
    pub row: Id,
    /// Points of the row above the screen; less than 0 only above the first row.
    pub offset: f32,
}

/// Rows one below the other. Only rows on the way and on the screen are ever asked for.
pub trait Column {
    /// What names a row.
    type Id: Copy + Default + Ord;

    /// The last row; nothing when there is none.
    fn last(&self) -> Option<Self::Id>;
    /// The row below `row`.
    fn next(&self, row: Self::Id) -> Option<Self::Id>;
    /// The row above `row`.
    fn previous(&self, row: Self::Id) -> Option<Self::Id>;
    /// The height of `row`, in points.
    fn height(&mut self, row: Self::Id) -> f32;
}

/// So many rows, numbered from 0, and what gives the height of each, in points.
pub struct Lines<F>(pub usize, pub F);

impl<F: FnMut(usize) -> f32> Column for Lines<F> {
    type Id = usize;

    fn last(&self) -> Option<usize> {
        self.0.checked_sub(1)
    }

    fn next(&self, row: usize) -> Option<usize> {
        (row + 1 < self.0).then_some(row + 1)
    }

    fn previous(&self, row: usize) -> Option<usize> {
        row.checked_sub(1)
    }

    fn height(&mut self, row: usize) -> f32 {
        self.1(row)
    }
}

impl<Id: Copy + Default + Ord> Anchor<Id> {
    /// The anchor that has `row` at the top of the screen.
    pub fn at(row: Id) -> Self {
        Self { row, offset: 0.0 }
    }

    /// This anchor moved down by `delta` points (up when negative), with the `screen`, in points, kept within the rows.
    #[must_use]
    pub fn moved(self, delta: f32, screen: f32, column: &mut impl Column<Id = Id>) -> Self {
        let Some(end) = column.last() else { return Self::default() };
        let mut at = Self { row: self.row.min(end), offset: self.offset + delta };
        while at.offset < 0.0
            && let Some(above) = column.previous(at.row)
        {
            at.row = above;
            at.offset += column.height(above);
        }
        while let Some(below) = column.next(at.row) {
            let tall = column.height(at.row);
            if at.offset < tall {
                break;
            }
            at.offset -= tall;
            at.row = below;
        }
        let at = at.before_end(screen, column);
        // Only the first row has nothing above it.
        Self { offset: at.offset.max(0.0), ..at }
    }

    /// The anchor that shows `row` with the part of it from `top` to `bottom` (points from the row's top) on the screen:
    /// this one if it does already, else with that part a third down the screen.
    #[must_use]
    pub fn revealing(self, (row, top, bottom): (Id, f32, f32), screen: f32, column: &mut impl Column<Id = Id>) -> Self {
        let margin = (screen * 0.08).min(48.0);
        if let Some(place) = self.top_of(row, screen, column)
            && place + top >= margin.min(screen / 4.0)
            && place + bottom <= screen - margin
        {
            return self;
        }
        let above = if bottom - top > screen * 0.6 { margin } else { screen / 3.0 };
        Self::at(row).moved(top - above, screen, column)
    }

    /// How far below the top of the screen `row` begins, in points; nothing when it is not on the screen.
    pub fn top_of(self, row: Id, screen: f32, column: &mut impl Column<Id = Id>) -> Option<f32> {
        let mut top = -self.offset;
        let mut at = self.row;
        if row < at {
            return None;
        }
        while at < row {
            if top > screen {
                return None;
            }
            top += column.height(at);
            at = column.next(at)?;
        }
        (top <= screen).then_some(top)
    }

    /// This anchor, or the one that has the last row's end at the bottom of the screen when it would show what is below.
    fn before_end(self, screen: f32, column: &mut impl Column<Id = Id>) -> Self {
        let mut at = Some(self.row);
        let mut filled = -self.offset;
        while let Some(row) = at {
            filled += column.height(row);
            if filled >= screen {
                return self;
            }
            at = column.next(row);
        }
        let mut last = Self { row: self.row, offset: self.offset - (screen - filled) };
        while last.offset < 0.0
            && let Some(above) = column.previous(last.row)
        {
            last.row = above;
            last.offset += column.height(above);
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEIGHTS: [f32; 5] = [10.0, 30.0, 20.0, 40.0, 10.0];

    fn moved(row: usize, offset: f32, delta: f32) -> (usize, f32) {
        let anchor = Anchor { row, offset }.moved(delta, 25.0, &mut Lines(HEIGHTS.len(), |row: usize| HEIGHTS[row]));
        (anchor.row, anchor.offset)
    }

    #[test]
    fn a_screen_moves_over_rows_and_stops_at_both_ends() {
        assert_eq!(moved(0, 0.0, 15.0), (1, 5.0));
        assert_eq!(moved(2, 5.0, -10.0), (1, 25.0));
        assert_eq!(moved(1, 5.0, -99.0), (0, 0.0));
        assert_eq!(moved(1, 5.0, 999.0), (3, 25.0), "110 points less a screen of 25");
        assert_eq!(Anchor::default().moved(50.0, 25.0, &mut Lines(0, |_| 1.0)), Anchor::default());
        assert_eq!(Anchor::default().moved(50.0, 25.0, &mut Lines(2, |_| 4.0)), Anchor::default(), "all of it fits");
    }

    #[test]
    fn ten_thousand_steps_down_and_up_end_where_they_began() {
        let mut column = Lines(1_000_000, |row: usize| 17.0 + (row % 7) as f32 * 3.25);
        let start = Anchor { row: 400_000, offset: 3.5 };
        let down = (0..10_000).fold(start, |anchor, _| anchor.moved(50.0, 600.0, &mut column));
        let up = (0..10_000).fold(down, |anchor, _| anchor.moved(-50.0, 600.0, &mut column));
        assert_eq!(up.row, start.row);
        assert!((up.offset - start.offset).abs() < 0.5);
    }

    #[test]
    fn what_is_on_the_screen_is_left_where_it_is() {
        let mut column = Lines(100, |_| 100.0);
        let anchor = Anchor { row: 3, offset: 50.0 };
        assert_eq!(anchor.revealing((5, 0.0, 20.0), 600.0, &mut column), anchor);
        let below = anchor.revealing((50, 0.0, 20.0), 600.0, &mut column);
        assert_eq!(below.top_of(50, 600.0, &mut column), Some(200.0));
        let above = anchor.revealing((0, 0.0, 20.0), 600.0, &mut column);
        assert_eq!(above, Anchor::default());
    }

    #[test]
    fn far_from_the_end_nobody_asks_how_high_the_end_is() {
        let mut column = Lines(1_000_000, |row: usize| if row < 500 { 20.0 } else { panic!("{row} was asked for") });
        assert_eq!(Anchor::at(10).moved(35.0, 600.0, &mut column), Anchor { row: 11, offset: 15.0 });
    }
}
