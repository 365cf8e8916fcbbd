//! Dates and times as DICOM writes them (PS3.5, 6.2: DA, TM and DT), as seconds, to be subtracted from each other.
//!
//! Compared with `DicomDate`, `DicomTime` and `DicomDateTime` of `dicom-core` 0.10, by their source. They hold what queries
//! ask for: which parts are there, and ranges. Seconds would be counted by chrono, of which nothing is used here otherwise. And
//! of the forms of ACR-NEMA, which old files have, they keep the first part alone: of `2024.03.01` the year, of `12:34:56` the
//! hour.

/// Seconds of a day.
pub(super) const DAY: f64 = 86_400.0;

/// A date with a time of day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct DateTime {
    /// Seconds since the beginning of 1970, in local time.
    seconds: f64,
    /// Offset of local time from UTC in seconds, where the file states it.
    ahead: Option<f64>,
}

impl DateTime {
    /// Of a date (`20240229`) and a time (`134501.25`), with this offset from UTC.
    pub(super) fn new(date: &str, time: &str, ahead: Option<f64>) -> Option<Self> {
        Some(Self { seconds: day(date)? + clock(time)?, ahead })
    }

    /// Of both in one (`20240229134501.25+0100`); without an offset in the text, this one applies.
    pub(super) fn joined(text: &str, ahead: Option<f64>) -> Option<Self> {
        let text = text.trim();
        let (local, own) = match text.rfind(['+', '-']) {
            Some(at) => (text.get(..at)?, Some(offset(text.get(at..)?)?)),
            None => (text, None),
        };
        Self::new(local.get(..8)?, local.get(8..)?, own.or(ahead))
    }

    /// Seconds since the beginning of 1970, in UTC where the file states its offset.
    pub(super) fn seconds(self) -> f64 {
        self.seconds - self.ahead.unwrap_or_default()
    }

    /// Another time of the same day.
    pub(super) fn at(self, time: &str) -> Option<Self> {
        Some(Self { seconds: (self.seconds / DAY).floor() * DAY + clock(time)?, ..self })
    }

    /// Seconds that have passed since an earlier date and time: in UTC where both state their offset, which a change to
    /// summer time between them requires, else in local time.
    pub(super) fn since(self, earlier: Self) -> f64 {
        let passed = self.seconds - earlier.seconds;
        match (self.ahead, earlier.ahead) {
            (Some(now), Some(then)) => passed - now + then,
            _ => passed,
        }
    }
}

/// Offset from UTC in seconds: `+0100`.
pub(super) fn offset(text: &str) -> Option<f64> {
    let text = text.trim();
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    let digits = text.trim_start_matches(['+', '-']);
    let (hours, minutes) = (two(digits.get(..2)?, 14.0)?, two(digits.get(2..4)?, 59.0)?);
    Some(sign * (hours * 3600.0 + minutes * 60.0))
}

/// Seconds from the beginning of 1970 to that of a day, in the Gregorian calendar. Old files separate by dots.
fn day(date: &str) -> Option<f64> {
    let digits: String = date.trim().chars().filter(|letter| *letter != '.').collect();
    if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years that begin in March end with the leap day; 153 days are five months of 31, 30, 31, 30, 31.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let days = 365 * year + leaps + (153 * month + 2) / 5 + day - 1;
    // Days from 1 March of the year 0 to 1 January 1970.
    Some((days - 719_468) as f64 * DAY)
}

/// Seconds since midnight: `13`, `1345`, `134501`, `134501.25`. Old files write colons.
fn clock(time: &str) -> Option<f64> {
    let text: String = time.trim().chars().filter(|letter| *letter != ':').collect();
    let (digits, part) = text.split_once('.').unwrap_or((&text, ""));
    let hours = two(digits.get(..2)?, 23.0)?;
    let minutes = digits.get(2..4).map_or(Some(0.0), |two_digits| two(two_digits, 59.0))?;
    let seconds = digits.get(4..6).map_or(Some(0.0), |two_digits| two(two_digits, 60.0))?;
    let part = if part.is_empty() { 0.0 } else { format!("0.{part}").parse().ok()? };
    (digits.len() <= 6).then_some(hours * 3600.0 + minutes * 60.0 + seconds + part)
}

/// A number of two digits up to a largest one.
fn two(digits: &str, most: f64) -> Option<f64> {
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|number| is_number && *number <= most)
}

#[cfg(test)]
mod tests {
    use super::{DAY, DateTime, offset};

    #[test]
    fn dates_and_times_are_counted_over_leap_days_and_summer_time() {
        let of = |date, time| DateTime::new(date, time, None).unwrap();
        assert_eq!(of("19700101", "000001.5").seconds, 1.5);
        // `date -u -d "2024-03-01 12:34:56" +%s`
        assert_eq!(of("2024.03.01", "12:34:56").seconds, 1_709_296_496.0);
        assert_eq!(of("20240301", "00").since(of("20240228", "00")), 2.0 * DAY);
        assert_eq!(of("20230301", "0030").since(of("20230228", "2345")), 2700.0);
        // The night in which clocks went back in Berlin: 02:15 the second time is 1 h 45 min after 01:30.
        let before = DateTime::joined("20241027013000+0200", None).unwrap();
        let after = DateTime::new("20241027", "021500", offset("+0100")).unwrap();
        assert_eq!(after.since(before), 6300.0);
        assert_eq!(after.at("0000").unwrap().since(after), -8100.0);
    }

    #[test]
    fn what_is_no_date_or_time_is_refused() {
        for (date, time) in
            [("20241301", "10"), ("2024", "10"), ("20240101", "25"), ("20240101", ""), ("2024010x", "1")]
        {
            assert_eq!(DateTime::new(date, time, None), None, "{date} {time}");
        }
        for text in ["", "2024", "20240101", "2024010112+9", "äöü1234567890"] {
            assert_eq!(DateTime::joined(text, None), None, "{text}");
        }
    }
}
