//! Days in local time, whose offset from UTC may change from one day to the next.
//!
//! A day has 23 or 25 hours where summer time begins or ends, need not begin at midnight, and was left out altogether where a
//! place changed to the other side of the date line. So its beginning is searched for and not computed.

use super::{CalendarTime, DAY_MS, LAST_MS, days_since_1970};

/// The UTC offset of a place in minutes at a time, in milliseconds since 1970-01-01 UTC; negative west of Greenwich.
/// Less than a day either way.
pub type MinutesAhead<'a> = &'a dyn Fn(u64) -> i16;

const MINUTE_MS: u64 = 60_000;
/// Minutes of a day.
const DAY_MINUTES: i64 = 1_440;

/// The day that clocks show at a time, in days since 1970-01-01; negative before it.
///
/// ```
/// // Ten minutes before midnight in UTC it is the next day an hour further east.
/// assert_eq!(calendar::local_day(85_800_000, &|_| 60), 1);
/// ```
#[must_use]
pub fn local_day(ms: u64, ahead: MinutesAhead<'_>) -> i64 {
    let minutes = (ms.min(LAST_MS) / MINUTE_MS).cast_signed();
    (minutes + i64::from(ahead(ms))).div_euclid(DAY_MINUTES)
}

/// The first millisecond since 1970-01-01 UTC at which clocks show this day, in days since 1970-01-01, or a later one; 0 for
/// days before.
///
/// ```
/// assert_eq!(calendar::day_begin(1, &|_| 60), 23 * 3_600_000);
/// ```
#[must_use]
pub fn day_begin(day: i64, ahead: MinutesAhead<'_>) -> u64 {
    let midnight = day.saturating_mul(DAY_MINUTES);
    // Clocks never go back to an ended day, so the condition is monotonic.
    let (mut low, mut high) =
        (midnight.saturating_sub(DAY_MINUTES).max(0), midnight.saturating_add(DAY_MINUTES).max(0));
    while low < high {
        let at = low + (high - low) / 2;
        if local_day(at.unsigned_abs().saturating_mul(MINUTE_MS), ahead) < day {
            low = at + 1;
        } else {
            high = at;
        }
    }
    low.unsigned_abs().saturating_mul(MINUTE_MS)
}

/// The local day of a time in milliseconds since 1970-01-01 UTC, as `2026-01-31`; never before 1970-01-01.
///
/// ```
/// // Half past eight in the evening in UTC is the next day in Delhi, and still the same in New York.
/// let evening = 1_769_891_400_000;
/// assert_eq!(calendar::local_date(evening, &|_| 330), "2026-02-01");
/// assert_eq!(calendar::local_date(evening, &|_| -300), "2026-01-31");
/// ```
#[must_use]
pub fn local_date(ms: u64, ahead: MinutesAhead<'_>) -> String {
    let day = local_day(ms, ahead).max(0).unsigned_abs();
    let CalendarTime { year, month, day, .. } = CalendarTime::in_utc(day * DAY_MS);
    format!("{year:04}-{month:02}-{day:02}")
}

/// From the beginning of a day as [`local_date`] writes it to that of the next, in milliseconds since 1970-01-01 UTC; `None`
/// for anything else, and before 1970.
///
/// ```
/// assert_eq!(calendar::local_range("1970-01-02", &|_| 0), Some([86_400_000, 172_800_000]));
/// assert_eq!(calendar::local_range("tomorrow", &|_| 0), None);
/// ```
#[must_use]
pub fn local_range(date: &str, ahead: MinutesAhead<'_>) -> Option<[u64; 2]> {
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let day = i64::from(days_since_1970(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?);
    (day >= 0).then(|| [day, day + 1].map(|day| day_begin(day, ahead)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR_MS: u64 = 3_600_000;

    /// Central European Time in 2026: summer time from March 29 to October 25, both at 01:00 UTC.
    fn berlin(ms: u64) -> i16 {
        if (1_774_746_000_000..1_792_890_000_000).contains(&ms) { 120 } else { 60 }
    }

    /// Santiago in 2026: summer time ends on April 5 at 03:00 UTC, and begins on September 6 at 04:00 UTC, which is midnight.
    fn santiago(ms: u64) -> i16 {
        if (1_775_358_000_000..1_788_667_200_000).contains(&ms) { -240 } else { -180 }
    }

    /// Lord Howe Island in 2026, where summer time is half an hour: it ends on April 4 at 15:00 UTC.
    fn lord_howe(ms: u64) -> i16 {
        if ms < 1_775_314_800_000 { 660 } else { 630 }
    }

    /// Samoa went to the other side of the date line as 2011-12-29 ended, at 10:00 UTC of the 30th.
    fn samoa(ms: u64) -> i16 {
        if ms < 1_325_239_200_000 { -600 } else { 840 }
    }

    fn hours(date: &str, ahead: MinutesAhead<'_>) -> f64 {
        let [from, until] = local_range(date, ahead).unwrap();
        (until - from) as f64 / HOUR_MS as f64
    }

    #[test]
    fn days_of_utc_are_written_and_read() {
        for (ms, written) in [
            (0, "1970-01-01"),
            (951_782_400_000, "2000-02-29"),
            (1_769_817_600_000, "2026-01-31"),
            (4_107_542_400_000, "2100-03-01"),
        ] {
            assert_eq!(
                (local_date(ms, &|_| 0), local_range(written, &|_| 0)),
                (written.into(), Some([ms, ms + DAY_MS]))
            );
            assert_eq!(local_date(ms + DAY_MS - 1, &|_| 0), written);
        }
        for none in ["", "2026-01", "2026-13-01", "1969-12-31", "2026-01-31-1", "x-1-1"] {
            assert_eq!(local_range(none, &|_| 0), None, "{none}");
        }
    }

    #[test]
    fn a_day_is_that_of_the_place_by_the_half_hour_too() {
        let midnight = 1_769_817_600_000_i64;
        for ahead in [-720_i16, -570, -210, 0, 60, 330, 345, 525, 765, 840] {
            let zone = |_: u64| ahead;
            let from = (midnight - i64::from(ahead) * 60_000).unsigned_abs();
            assert_eq!(local_range("2026-01-31", &zone), Some([from, from + DAY_MS]), "{ahead}");
            assert_eq!(local_date(from, &zone), "2026-01-31", "{ahead}");
            assert_eq!(local_date(from - 1, &zone), "2026-01-30", "{ahead}");
        }
    }

    #[test]
    fn days_on_which_clocks_are_changed_are_shorter_or_longer() {
        assert_eq!([hours("2026-03-29", &berlin), hours("2026-10-25", &berlin)], [23.0, 25.0]);
        assert_eq!(hours("2026-03-30", &berlin), 24.0);
        assert_eq!(local_range("2026-07-01", &berlin).map(|[from, _]| from), Some(1_782_856_800_000));
        assert_eq!(hours("2026-04-05", &lord_howe), 24.5);
        // This day begins at one o'clock, and the one in April before midnight came twice.
        assert_eq!(local_range("2026-09-06", &santiago).map(|[from, _]| from), Some(1_788_667_200_000));
        assert_eq!([hours("2026-09-06", &santiago), hours("2026-04-04", &santiago)], [23.0, 25.0]);
    }

    #[test]
    fn days_follow_each_other_without_gap_and_a_day_that_there_was_not_is_empty() {
        let zones: [MinutesAhead<'_>; 4] = [&berlin, &santiago, &lord_howe, &samoa];
        for zone in zones {
            for day in (15_300..15_400).chain(20_400..20_800) {
                let from = day_begin(day, zone);
                assert!(local_day(from, zone) >= day && local_day(from - 1, zone) < day, "{day}");
            }
        }
        let [from, until] = local_range("2011-12-30", &samoa).unwrap();
        assert_eq!((from, until), (1_325_239_200_000, 1_325_239_200_000));
        assert_eq!(local_date(from - 1, &samoa), "2011-12-29");
        assert_eq!(local_date(from, &samoa), "2011-12-31");
    }

    #[test]
    fn the_ends_of_the_calendar_are_safe() {
        assert_eq!(local_date(0, &|_| -300), "1970-01-01", "never before");
        assert_eq!(day_begin(-5, &|_| 60), 0);
        assert_eq!(local_date(u64::MAX, &|_| 0), "9999-12-31");
        assert!(day_begin(i64::MAX, &|_| 0) > LAST_MS);
    }
}
