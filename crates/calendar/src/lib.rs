//! Dates and times of day on the calendar, from milliseconds since 1970.
//!
//! [`CalendarTime`] is written into files; [`days_since_1970`] is the inverse for dates. [`local_date`] and
//! [`local_range`] give days in local time.
//!
//! Invariant: plain functions; no clock is read, and the time zone is an argument.
//!
//! ```
//! use calendar::{CalendarTime, days_since_1970};
//!
//! let time = CalendarTime::in_utc(1_709_211_907_000);
//! assert_eq!((time.year, time.month, time.day), (2024, 2, 29));
//! assert_eq!((time.hour, time.minute, time.second), (13, 5, 7));
//! assert_eq!(days_since_1970(2024, 2, 29), Some(19_782));
//! assert_eq!(days_since_1970(2023, 2, 29), None);
//! ```

mod zone;

pub use zone::{MinutesAhead, day_begin, local_date, local_day, local_range};

use time::{Date, Month, OffsetDateTime, Time};

/// Milliseconds of a day.
pub const DAY_MS: u64 = 86_400_000;
/// The last millisecond of 9999-12-31, the last day with a four-digit year.
pub const LAST_MS: u64 = 253_402_300_799_999;
/// The Julian day of 1970-01-01.
const EPOCH_DAY: i32 = 2_440_588;
/// Range of UTC offsets in minutes.
const ZONES: std::ops::RangeInclusive<i16> = -720..=840;

/// Date and time of day on a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarTime {
    /// 1…9999.
    pub year: u16,
    /// 1…12.
    pub month: u8,
    /// 1…31.
    pub day: u8,
    /// 0…23.
    pub hour: u8,
    /// 0…59.
    pub minute: u8,
    /// 0…59.
    pub second: u8,
    /// Offset from UTC in minutes, -720…840; `None` where unknown.
    pub ahead_of_utc: Option<i16>,
}

impl CalendarTime {
    /// Milliseconds since the beginning of 1970, in UTC. What is later than the year 9999 is its last second.
    ///
    /// ```
    /// assert_eq!(calendar::CalendarTime::in_utc(86_400_000).text(), "1970-01-02 00:00:00 UTC+00:00");
    /// ```
    #[must_use]
    pub fn in_utc(ms: u64) -> Self {
        // Neither conversion can fail up to the last millisecond.
        let seconds = i64::try_from(ms.min(LAST_MS) / 1_000).unwrap_or_default();
        let at = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        Self {
            year: u16::try_from(at.year()).unwrap_or_default(),
            month: at.month().into(),
            day: at.day(),
            hour: at.hour(),
            minute: at.minute(),
            second: at.second(),
            ahead_of_utc: Some(0),
        }
    }

    /// For people, `2026-01-31 14:05:09 UTC+01:00`; without the offset where unknown.
    #[must_use]
    pub fn text(self) -> String {
        let Self { year, month, day, hour, minute, second, ahead_of_utc } = self;
        let zone = ahead_of_utc.map_or_else(String::new, |ahead| {
            let (sign, minutes) = (if ahead < 0 { '-' } else { '+' }, ahead.unsigned_abs());
            format!(" UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        });
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}{zone}")
    }

    /// Whether date, time of day and zone are valid.
    ///
    /// ```
    /// use calendar::CalendarTime;
    ///
    /// let noon = CalendarTime { hour: 12, ..CalendarTime::in_utc(0) };
    /// assert!(noon.exists());
    /// assert!(!CalendarTime { month: 2, day: 29, ..noon }.exists(), "1970 had no such day");
    /// ```
    #[must_use]
    pub fn exists(self) -> bool {
        days_since_1970(self.year, self.month, self.day).is_some()
            && Time::from_hms(self.hour, self.minute, self.second).is_ok()
            && self.ahead_of_utc.is_none_or(|minutes| ZONES.contains(&minutes))
    }
}

/// Days from 1970-01-01 to a date, negative before it; `None` for an invalid date. There was no year 0.
///
/// ```
/// assert_eq!(calendar::days_since_1970(1970, 1, 31), Some(30));
/// assert_eq!(calendar::days_since_1970(2026, 2, 29), None);
/// ```
#[must_use]
pub fn days_since_1970(year: u16, month: u8, day: u8) -> Option<i32> {
    let month = Month::try_from(month).ok()?;
    let date = Date::from_calendar_date(i32::from(year), month, day).ok()?;
    (1..=9999).contains(&year).then(|| date.to_julian_day() - EPOCH_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_become_dates() {
        let shown = |ms| {
            let CalendarTime { year, month, day, hour, minute, second, .. } = CalendarTime::in_utc(ms);
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        };
        assert_eq!(shown(0), "1970-01-01 00:00:00");
        assert_eq!(shown(951_782_399_999), "2000-02-28 23:59:59");
        assert_eq!(shown(951_782_400_000), "2000-02-29 00:00:00");
        assert_eq!(shown(4_107_542_400_000), "2100-03-01 00:00:00");
        assert_eq!(shown(u64::MAX), "9999-12-31 23:59:59");
    }

    #[test]
    fn a_time_is_written_with_its_zone() {
        let noon = CalendarTime { hour: 12, minute: 5, ..CalendarTime::in_utc(0) };
        for (ahead_of_utc, written) in [
            (Some(0), "1970-01-01 12:05:00 UTC+00:00"),
            (Some(345), "1970-01-01 12:05:00 UTC+05:45"),
            (Some(-210), "1970-01-01 12:05:00 UTC-03:30"),
            (None, "1970-01-01 12:05:00"),
        ] {
            assert_eq!(CalendarTime { ahead_of_utc, ..noon }.text(), written);
        }
    }

    #[test]
    fn days_are_counted_both_ways() {
        for day in (0..60_000).step_by(7) {
            let CalendarTime { year, month, day: of_month, .. } = CalendarTime::in_utc(day * DAY_MS);
            assert_eq!(days_since_1970(year, month, of_month).map(i64::from), Some(day as i64));
        }
        assert_eq!(days_since_1970(1969, 12, 31), Some(-1));
    }

    #[test]
    fn what_there_is_not_is_told() {
        let noon = CalendarTime { hour: 12, ..CalendarTime::in_utc(0) };
        assert!(noon.exists());
        for wrong in [
            CalendarTime { year: 0, ..noon },
            CalendarTime { month: 0, ..noon },
            CalendarTime { month: 13, ..noon },
            CalendarTime { month: 4, day: 31, ..noon },
            CalendarTime { year: 2100, month: 2, day: 29, ..noon },
            CalendarTime { month: 2, day: 29, ..noon },
            CalendarTime { day: 0, ..noon },
            CalendarTime { hour: 24, ..noon },
            CalendarTime { second: 60, ..noon },
            CalendarTime { ahead_of_utc: Some(900), ..noon },
        ] {
            assert!(!wrong.exists(), "{wrong:?}");
        }
    }
}
