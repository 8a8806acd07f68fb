//! How far is a piece of work, and is it still wanted?

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// What a thread at work and whoever waits for it share: how much is done of how much, and whether to go on.
///
/// Work is counted in whatever unit it comes in, bytes or annotations. A clone is the same progress.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<State>);

#[derive(Debug, Default)]
struct State {
    done: AtomicU64,
    total: AtomicU64,
    cancelled: AtomicBool,
}

/// The work is not wanted any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl Progress {
    /// Begins a stretch of work of `total` units; what was counted before it is forgotten.
    pub fn begin(&self, total: u64) {
        self.0.done.store(0, Ordering::Relaxed);
        self.0.total.store(total, Ordering::Relaxed);
    }

    /// Notes that `units` more are done; an error when the work is not wanted any more.
    pub fn advance(&self, units: u64) -> Result<(), Cancelled> {
        self.0.done.fetch_add(units, Ordering::Relaxed);
        self.check()
    }

    /// An error when the work is not wanted any more.
    pub fn check(&self) -> Result<(), Cancelled> {
        if self.is_cancelled() { Err(Cancelled) } else { Ok(()) }
    }

    /// The part that is done, 0 to 1; nothing while nobody knows how much there is to do.
    pub fn part(&self) -> Option<f32> {
        let total = self.0.total.load(Ordering::Relaxed);
        let done = self.0.done.load(Ordering::Relaxed);
        (total > 0).then(|| (done as f64 / total as f64).min(1.0) as f32)
    }

    /// Says that the work is not wanted any more.
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the work is not wanted any more.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed)
    }
}

impl fmt::Display for Cancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it was cancelled")
    }
}

impl std::error::Error for Cancelled {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_see_how_far_it_is_and_that_it_is_cancelled() {
        let (here, there) = (Progress::default(), Progress::default());
        assert_eq!(here.part(), None);
        let clone = here.clone();
        clone.begin(4);
        assert_eq!((clone.advance(3), here.part(), there.part()), (Ok(()), Some(0.75), None));
        here.cancel();
        assert_eq!((clone.advance(9), here.part()), (Err(Cancelled), Some(1.0)));
    }
}
