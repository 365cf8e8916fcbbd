//! Days of UTC, written as dates.

use calendar::{CalendarTime, days_since_1970};

pub(super) use calendar::DAY_MS;

/// The day of a time in milliseconds since 1970-01-01 UTC, as `2026-01-31`.
///
/// ```
/// use view_model::case_charts::{date, day_ms};
///
/// assert_eq!(date(951_782_400_000), "2000-02-29");
/// assert_eq!(day_ms("2000-02-29"), Some(951_782_400_000));
/// assert_eq!(day_ms("2000-02-30"), None);
/// ```
#[must_use]
pub fn date(ms: u64) -> String {
    let CalendarTime { year, month, day, .. } = CalendarTime::in_utc(ms);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The beginning of a day as [`date`] writes it; `None` for anything else, and before 1970.
#[must_use]
pub fn day_ms(date: &str) -> Option<u64> {
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let days = days_since_1970(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    Some(u64::try_from(days).ok()? * DAY_MS)
}

#[cfg(test)]
mod tests {
    use super::{DAY_MS, date, day_ms};

    #[test]
    fn days_are_written_and_read() {
        for (ms, written) in [
            (0, "1970-01-01"),
            (951_782_400_000, "2000-02-29"),
            (1_769_817_600_000, "2026-01-31"),
            (4_107_542_400_000, "2100-03-01"),
        ] {
            assert_eq!((date(ms).as_str(), day_ms(written)), (written, Some(ms)));
            assert_eq!(date(ms + DAY_MS - 1), written);
        }
        for none in ["", "2026-01", "2026-13-01", "1969-12-31", "2026-01-31-1", "x-1-1"] {
            assert_eq!(day_ms(none), None, "{none}");
        }
    }
}
