//! Dates and times as ISO 8601 writes them.

use calendar::{CalendarTime, LAST_MS, days_since_1970};

/// `2026-01-01T00:00:00.000Z` for milliseconds since 1970-01-01 UTC. Years after 9999 are not supported.
pub(crate) fn instant(ms: u64) -> String {
    let ms = ms.min(LAST_MS);
    let CalendarTime { year, month, day, hour, minute, second, .. } = CalendarTime::in_utc(ms);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", ms % 1_000)
}

/// `2026-01-31` for the value of a DICOM element with VR DA, `20260131`; `None` for anything but a date.
pub(crate) fn date(value: &str) -> Option<String> {
    let value = value.trim();
    if value.len() != 8 || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let [year, month, day] = [value.get(..4)?, value.get(4..6)?, value.get(6..)?];
    days_since_1970(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    Some(format!("{year}-{month}-{day}"))
}

#[cfg(test)]
mod tests {
    use super::{date, instant};

    #[test]
    fn moments_are_those_of_the_calendar() {
        for (ms, expected) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_001, "2000-02-29T00:00:00.001Z"),
            (951_868_799_999, "2000-02-29T23:59:59.999Z"),
            (1_767_225_599_000, "2025-12-31T23:59:59.000Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (u64::MAX, "9999-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(instant(ms), expected);
        }
    }

    #[test]
    fn a_date_is_a_day_that_there_was() {
        assert_eq!(date("19580229"), None);
        assert_eq!(date("19600229 ").as_deref(), Some("1960-02-29"));
        assert_eq!(date("21000229"), None);
        for wrong in ["", "1958", "1958-01-1", "19581301", "19580100", "00000101", "1958010é"] {
            assert_eq!(date(wrong), None, "{wrong}");
        }
    }
}
