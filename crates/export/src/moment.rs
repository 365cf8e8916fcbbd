//! Dates and times as ISO 8601 writes them.

/// Of 9999-12-31, the last day that has a year of four digits.
const LAST_MS: u64 = 253_402_300_799_999;

/// `2026-01-01T00:00:00.000Z` for milliseconds since 1970-01-01 UTC. Later than the year 9999 there is nothing.
pub(crate) fn instant(ms: u64) -> String {
    let ms = ms.min(LAST_MS);
    let (days, of_day) = (ms / 86_400_000, ms % 86_400_000);
    let (year, month, day) = civil(days);
    let (hour, minute) = (of_day / 3_600_000, of_day / 60_000 % 60);
    let (second, rest) = (of_day / 1_000 % 60, of_day % 1_000);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{rest:03}Z")
}

/// Year, month and day of a number of days since 1970-01-01, counted in eras of 400 years that begin in March, as in
/// "chrono-Compatible Low-Level Date Algorithms" by Howard Hinnant.
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

/// `2026-01-31` for the value of a DICOM element of type DA, `20260131`; `None` for what is no day.
pub(crate) fn date(value: &str) -> Option<String> {
    let value = value.trim();
    if value.len() != 8 || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: u32 = value.parse().ok()?;
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    // There was no year 0.
    (year > 0 && (1..=days).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
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
