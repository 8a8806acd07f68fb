//! How is the XML of a word processor walked through? Part by part, with its progress told and a cure that fits an article.

use crate::article::IntakeError;
use crate::progress::Progress;
use crate::reading::ReadError;
use crate::reading::xml::{Part, Parts};

/// What cures a file that is damaged, encrypted or written by an odd program.
pub(in crate::article) const CURE: &str = "open it in a word processor and save it again, without a password";

/// After so many parts it is asked whether the work is still wanted.
const OFTEN: u32 = 256;

/// XML on its way in.
pub(in crate::article) struct Walk<'a> {
    parts: Parts<'a>,
    progress: &'a Progress,
    /// How many bytes have been told to be done.
    told: usize,
    since: u32,
}

impl<'a> Walk<'a> {
    /// A walk through `bytes`.
    pub fn of(bytes: &'a [u8], progress: &'a Progress) -> Result<Self, IntakeError> {
        let parts = Parts::of(bytes).map_err(uncured)?;
        Ok(Self { parts, progress, told: 0, since: 0 })
    }

    /// What stands next; nothing at the end.
    pub fn next(&mut self) -> Result<Option<Part<'a>>, IntakeError> {
        self.since += 1;
        if self.since == OFTEN {
            self.since = 0;
            let at = self.parts.position();
            self.progress.advance(u64::try_from(at - self.told).unwrap_or(0))?;
            self.told = at;
        }
        self.parts.next().map_err(uncured)
    }

    /// Passes over what is left of the element that has just begun.
    pub fn skip(&mut self) -> Result<(), IntakeError> {
        let mut depth = 0_usize;
        while let Some(part) = self.next()? {
            match part {
                Part::Start(_) => depth += 1,
                Part::End if depth == 0 => break,
                Part::End => depth -= 1,
                Part::Text(_) => {}
            }
        }
        Ok(())
    }

    /// The text up to the end of the element that has just begun; elements within it are passed over.
    pub fn text_within(&mut self) -> Result<String, IntakeError> {
        self.parts.text_within().map_err(uncured)
    }
}

/// The error of a file for which no word processor has written what is read.
fn uncured(error: ReadError) -> IntakeError {
    error.cured_by(CURE).into()
}
