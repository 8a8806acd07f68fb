//! Where does a caret go when an arrow key, Home or End is pressed?

use super::layout::TextLayout;

impl TextLayout {
    /// The line on which the caret of a byte stands.
    pub fn line_of(&self, byte: usize) -> usize {
        self.lines.partition_point(|line| line.bytes.start <= byte).saturating_sub(1)
    }

    /// The line that ends with a byte which is also the start of the next: a break where nothing stands between.
    pub fn line_ending_at(&self, byte: usize) -> Option<usize> {
        let number = self.line_of(byte).checked_sub(1)?;
        self.lines.get(number).filter(|line| line.visible_end == byte).map(|_| number)
    }

    /// The first byte of a line.
    pub fn line_start(&self, line: usize) -> usize {
        self.lines.get(line).map_or(0, |line| line.bytes.start)
    }

    /// The end of a line's text, before the white space and the line end that close it.
    ///
    /// Where a line is broken inside a word there is none; then the end is also the start of the next line.
    pub fn line_end(&self, line: usize) -> usize {
        self.lines.get(line).map_or(self.text_len, |line| line.visible_end)
    }

    /// The caret position to the left on screen, on the line before (after, in a right-to-left paragraph) if there is
    /// none on this one; `None` past the layout's end.
    pub fn visual_left(&self, byte: usize) -> Option<usize> {
        self.step(byte, Side::Left)
    }

    /// The caret position to the right on screen, on the line after (before, in a right-to-left paragraph) if there is
    /// none on this one; `None` past the layout's end.
    pub fn visual_right(&self, byte: usize) -> Option<usize> {
        self.step(byte, Side::Right)
    }

    /// Every caret position has one place on its line, so a walk over these places meets each byte once. The end of a line
    /// that is also the start of the next is met there.
    fn step(&self, byte: usize, side: Side) -> Option<usize> {
        let byte = self.snap(byte);
        let number = self.line_of(byte);
        let stops = self.stops(number);
        let here = stops.iter().position(|&stop| stop == byte)?;
        let next = match side {
            Side::Left => here.checked_sub(1),
            Side::Right => Some(here + 1),
        };
        if let Some(&stop) = next.and_then(|next| stops.get(next)) {
            return Some(stop);
        }
        let step = if (side == Side::Right) == self.rtl { -1 } else { 1 };
        let mut number = number.checked_add_signed(step)?;
        while number < self.lines.len() {
            let stops = self.stops(number);
            let stop = if side == Side::Right { stops.first() } else { stops.last() };
            match stop {
                Some(&stop) => return Some(stop),
                None => number = number.checked_add_signed(step)?,
            }
        }
        None
    }

    /// The caret positions of a line from left to right.
    fn stops(&self, number: usize) -> Vec<usize> {
        let Some(line) = self.lines.get(number) else { return Vec::new() };
        self.places(line).into_iter().map(|(stop, _)| stop).filter(|&stop| self.line_of(stop) == number).collect()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}
