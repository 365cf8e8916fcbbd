//! The time of the report, in UTC.

use calendar::CalendarTime;
use std::time::{SystemTime, UNIX_EPOCH};

/// Converts a time; times before 1970 become 1970.
#[must_use]
pub fn written_at(time: SystemTime) -> CalendarTime {
    let ms = time.duration_since(UNIX_EPOCH).map(|since| since.as_millis()).unwrap_or_default();
    CalendarTime::in_utc(u64::try_from(ms).unwrap_or(u64::MAX))
}

/// "2024-02-29 13:05 UTC"
#[must_use]
pub fn written_text(at: CalendarTime) -> String {
    let CalendarTime { year, month, day, hour, minute, .. } = at;
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02} UTC")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_time_is_a_date() {
        let text = |seconds| written_text(written_at(UNIX_EPOCH + Duration::from_secs(seconds)));
        assert_eq!(text(0), "1970-01-01 00:00 UTC");
        assert_eq!(text(951_782_399), "2000-02-28 23:59 UTC");
        assert_eq!(text(951_782_400), "2000-02-29 00:00 UTC");
        assert_eq!(text(1_709_211_907), "2024-02-29 13:05 UTC");
        assert_eq!(text(1_767_225_599), "2025-12-31 23:59 UTC");
        assert_eq!(written_at(UNIX_EPOCH + Duration::from_secs(1_709_211_907)).second, 7);
        assert_eq!(text(4_107_542_400), "2100-03-01 00:00 UTC");
    }
}
