//! x
use std::ops::Range;
/// x
pub fn snap(_: &str, range: Range<usize>) -> Range<usize> {
    range
}
