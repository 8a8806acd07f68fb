//! Who says a part of an article, and when? What subtitles and transcripts know beside their words.

use std::fmt;

use crate::text::Span;

/// A stretch of the article that is said at one time, by one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Where its words stand.
    pub span: Span,
    /// When it begins and ends, where that is known.
    pub time: Option<CueTime>,
    /// Who says it; empty where that is not known.
    pub speaker: String,
}

/// From when to when something is said, in milliseconds since the recording began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CueTime {
    /// The first millisecond.
    pub start_ms: u64,
    /// The first one after it.
    pub end_ms: u64,
}

impl CueTime {
    /// The time that `start --> end` of WebVTT and SubRip says: hours may be missing, a comma may stand for the point.
    pub fn read(words: &str) -> Option<Self> {
        let (start, rest) = words.split_once("-->")?;
        let end = rest.split_whitespace().next()?;
        Some(Self { start_ms: milliseconds(start.trim())?, end_ms: milliseconds(end)? })
    }
}

impl CueTime {
    /// When it begins, as short as a person says it: `1:02`, `1:00:02`.
    pub fn begins(self) -> String {
        let seconds = self.start_ms / 1000;
        match seconds / 3600 {
            0 => format!("{}:{:02}", seconds / 60, seconds % 60),
            hours => format!("{hours}:{:02}:{:02}", seconds / 60 % 60, seconds % 60),
        }
    }
}

impl fmt::Display for CueTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} --> {}", Clock(self.start_ms), Clock(self.end_ms))
    }
}

/// A time as WebVTT writes it: `00:01:02.500`.
struct Clock(u64);

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0 / 1000;
        write!(f, "{:02}:{:02}:{:02}.{:03}", seconds / 3600, seconds / 60 % 60, seconds % 60, self.0 % 1000)
    }
}

/// `1:02:03.5`, `02:03,500`.
fn milliseconds(words: &str) -> Option<u64> {
    let (whole, part) = words.split_once(['.', ',']).unwrap_or((words, "0"));
    let parts: Vec<&str> = whole.split(':').collect();
    if !(2..=3).contains(&parts.len()) || parts.iter().chain([&part]).any(|digits| !is_number(digits)) {
        return None;
    }
    let seconds = parts.iter().try_fold(0_u64, |sum, digits| Some(sum * 60 + digits.parse::<u64>().ok()?))?;
    let thousandths = format!("{part:0<3}");
    Some(seconds * 1000 + thousandths.get(..3)?.parse::<u64>().ok()?)
}

fn is_number(digits: &str) -> bool {
    (1..=9).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written_and_otherwise() {
        let read = |words| CueTime::read(words).map(|time| time.to_string());
        let written = Some("00:01:02.500 --> 01:00:00.007".to_owned());
        assert_eq!(read("00:01:02.500 --> 01:00:00.007"), written);
        assert_eq!(read(" 01:02,5-->1:00:00,007  align:start"), written);
        let begins = |words| CueTime::read(words).map(CueTime::begins);
        assert_eq!(begins("01:02,5-->1:00:00,007").as_deref(), Some("1:02"));
        assert_eq!(begins("01:00:02.5 --> 01:00:03.0").as_deref(), Some("1:00:02"));
        for wrong in
            ["", "-->", "1 --> 2", "00:01 -->", "a:b --> c:d", "00:00:00:01 --> 00:02", "99999999999:00 --> 0:01"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
