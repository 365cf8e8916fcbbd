//! Days of UTC, written as dates.

/// Milliseconds of a day.
pub(super) const DAY_MS: u64 = 86_400_000;

/// The day of a time in milliseconds since 1970-01-01 UTC, as `2026-01-31`.
#[must_use]
pub fn date(ms: u64) -> String {
    // Years that begin in March, in eras of 400 years: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    let days = ms / DAY_MS + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The beginning of a day as [`date`] writes it; `None` for anything else, and before 1970.
#[must_use]
pub fn day_ms(date: &str) -> Option<u64> {
    let mut parts = date.split('-').map(|part| part.parse::<u64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let is_date = (1970..10_000).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    if !is_date || parts.next().is_some() {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year / 400, year % 400);
    let march_month = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * march_month + 2) / 5 + day - 1;
    let days = era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
    days.checked_sub(719_468)?.checked_mul(DAY_MS)
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
