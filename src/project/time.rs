//! When was it made? A moment in whole seconds, written as RFC 3339.

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use crate::text::shorten;

/// A moment, in whole seconds from 1970 to 2106 (32 bits, since every annotation carries one).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(u32);

impl Moment {
    /// This moment, by the system's clock.
    pub fn now() -> Self {
        Self::of_second(jiff::Timestamp::now().as_second()).unwrap_or(Self(0))
    }

    /// The moment that the system's clock said so; nothing outside 1970–2106.
    pub fn of_time(time: SystemTime) -> Option<Self> {
        let second = time.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_secs();
        u32::try_from(second).ok().map(Self)
    }

    /// Seconds after 1970 began, UTC.
    pub fn second(self) -> u32 {
        self.0
    }

    /// It by the clock and the calendar of this place, e.g. "14 Mar 2026, 09:30".
    pub fn in_words(self) -> String {
        let timestamp = jiff::Timestamp::from_second(i64::from(self.0)).unwrap_or_default();
        timestamp.to_zoned(jiff::tz::TimeZone::system()).strftime("%-d %b %Y, %H:%M").to_string()
    }

    /// The moment `second` seconds after 1970 began, UTC; nothing outside 1970–2106.
    pub fn of_second(second: i64) -> Option<Self> {
        u32::try_from(second).ok().map(Self)
    }
}

impl FromStr for Moment {
    type Err = String;

    /// Reads RFC 3339 with any offset; fractions of a second are dropped.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("`{}` is no time of the form 2026-03-14T09:30:00Z between 1970 and 2106", shorten(text, 40));
        if let Some(second) = second_of(text) {
            return Self::of_second(second).ok_or_else(wrong);
        }
        let timestamp: jiff::Timestamp = text.parse().map_err(|_| wrong())?;
        Self::of_second(timestamp.as_second()).ok_or_else(wrong)
    }
}

/// The second after 1970 began that `text` says, when it is written as moments are written here: `2026-03-14T09:30:00Z`.
/// Nothing is said of any other form.
fn second_of(text: &str) -> Option<i64> {
    let digits: &[u8; 20] = text.as_bytes().try_into().ok()?;
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'Z')];
    if marks.iter().any(|&(at, mark)| digits[at] != mark) {
        return None;
    }
    let number = |at: usize, length: usize| {
        digits[at..at + length]
            .iter()
            .try_fold(0_i64, |number, digit| digit.is_ascii_digit().then(|| number * 10 + i64::from(digit - b'0')))
    };
    let (year, month, day) = (number(0, 4)?, number(5, 2)?, number(8, 2)?);
    let (hour, minute, second) = (number(11, 2)?, number(14, 2)?, number(17, 2)?);
    // Days that not every month has are left to the calendar.
    if !(1..=12).contains(&month) || !(1..=28).contains(&day) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    // Years that begin in March, so that the leap day is their last one.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let before = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // From the first day of March in the year 0 to the beginning of 1970.
    let days = before + (153 * month + 2) / 5 + day - 1 - 719_468;
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let timestamp = jiff::Timestamp::from_second(i64::from(self.0)).unwrap_or_default();
        write!(f, "{timestamp}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_utc() {
        let moment: Moment = "2026-03-14T11:30:00.5+02:00".parse().expect("a time");
        assert_eq!(moment.to_string(), "2026-03-14T09:30:00Z");
        assert!("yesterday".parse::<Moment>().is_err() && "1969-01-01T00:00:00Z".parse::<Moment>().is_err());
    }

    #[test]
    fn the_form_that_is_written_here_says_what_the_calendar_says() {
        for second in (0..=i64::from(u32::MAX)).step_by(86_400 * 13 + 45_677) {
            let moment = Moment::of_second(second).expect("before 2106");
            assert_eq!(moment.to_string().parse(), Ok(moment));
        }
        for text in ["2026-02-28T23:59:59Z", "2024-02-28T00:00:00Z", "2100-03-01T00:00:00Z", "2000-03-01T12:00:00Z"] {
            let timestamp: jiff::Timestamp = text.parse().expect("a time");
            assert_eq!(second_of(text), Some(timestamp.as_second()));
        }
        assert!("2026-02-30T00:00:00Z".parse::<Moment>().is_err() && "2026-13-01T00:00:00Z".parse::<Moment>().is_err());
        assert!("0000-01-01T00:00:00Z".parse::<Moment>().is_err() && "2107-01-01T00:00:00Z".parse::<Moment>().is_err());
    }

    #[test]
    fn a_moment_in_words_is_by_the_calendar_of_this_place() {
        let moment: Moment = "2026-03-14T09:30:00Z".parse().expect("a time");
        // Which day and hour it is depends on the place.
        assert!(moment.in_words().contains(" Mar 2026, "), "{}", moment.in_words());
    }
}
