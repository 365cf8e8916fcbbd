//! Dates and times as values of DICOM elements (PS3.5, 6.2).

use calendar::CalendarTime;

/// Placeholder where the standard requires a date and none may be stated: long before any picture was answered, so that
/// it cannot be mistaken for a real one.
pub(crate) const UNTOLD: CalendarTime =
    CalendarTime { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, ahead_of_utc: None };

/// `DA`: 20260131.
pub(crate) fn date(at: CalendarTime) -> String {
    format!("{:04}{:02}{:02}", at.year, at.month, at.day)
}

/// `TM`: 235959.
pub(crate) fn time(at: CalendarTime) -> String {
    format!("{:02}{:02}{:02}", at.hour, at.minute, at.second)
}

/// `+0100`; `None` where it is unknown. There is no `-0000` (PS3.3, C.12.1.1.8).
pub(crate) fn zone(at: CalendarTime) -> Option<String> {
    at.ahead_of_utc.map(|minutes| {
        let (sign, ahead) = (if minutes < 0 { '-' } else { '+' }, minutes.unsigned_abs());
        format!("{sign}{:02}{:02}", ahead / 60, ahead % 60)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAP: CalendarTime =
        CalendarTime { year: 2024, month: 2, day: 29, hour: 23, minute: 5, second: 9, ahead_of_utc: Some(-210) };

    #[test]
    fn a_date_and_a_time_are_written_as_the_standard_asks() {
        assert_eq!((date(LEAP).as_str(), time(LEAP).as_str()), ("20240229", "230509"));
        assert_eq!(zone(LEAP).as_deref(), Some("-0330"));
        assert_eq!(zone(CalendarTime { ahead_of_utc: Some(0), ..LEAP }).as_deref(), Some("+0000"));
        assert_eq!(zone(CalendarTime { ahead_of_utc: None, ..LEAP }), None);
    }
}
