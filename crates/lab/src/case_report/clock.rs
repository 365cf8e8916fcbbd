//! The time of writing, in UTC.

use pdf::WrittenAt;
use std::time::{SystemTime, UNIX_EPOCH};

const DAY: u64 = 86_400;

/// A time as a date; before 1970 it is 1970.
#[must_use]
pub fn written_at(time: SystemTime) -> WrittenAt {
    let seconds = time.duration_since(UNIX_EPOCH).map(|since| since.as_secs()).unwrap_or_default();
    // Days since 0000-03-01, in eras of 400 years: `civil_from_days` of Howard Hinnant's "chrono-compatible low-level date
    // algorithms".
    let days = seconds / DAY + 719_468;
    let (era, in_era) = (days / 146_097, days % 146_097);
    let year_of_era = (in_era - in_era / 1460 + in_era / 36_524 - in_era / 146_096) / 365;
    let day_of_year = in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march + 2) / 5 + 1;
    let month = if march < 10 { march + 3 } else { march - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let of_day = seconds % DAY;
    WrittenAt {
        year: year.min(9999) as u16,
        month: month as u8,
        day: day as u8,
        hour: (of_day / 3600) as u8,
        minute: (of_day / 60 % 60) as u8,
        second: (of_day % 60) as u8,
    }
}

/// "2024-02-29 13:05 UTC"
#[must_use]
pub fn written_text(at: WrittenAt) -> String {
    let WrittenAt { year, month, day, hour, minute, .. } = at;
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
