//! When an object is made.

use super::ObjectError;

/// A date and a time by the clock of the device, as the caller read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
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
    /// Minutes that this clock is ahead of UTC, -720…840; `None` where that shall not be told.
    pub ahead_of_utc: Option<i16>,
}

impl Moment {
    /// Stands where the standard asks for a date and none shall be told: long before any picture was answered, so that
    /// nobody takes it for one.
    pub(crate) const UNTOLD: Self =
        Self { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, ahead_of_utc: None };

    /// Itself, where there is such a moment.
    pub(crate) fn checked(self) -> Result<Self, ObjectError> {
        let is_leap = (self.year.is_multiple_of(4) && !self.year.is_multiple_of(100)) || self.year.is_multiple_of(400);
        let days = match self.month {
            2 if is_leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        let is_one = (1..=9999).contains(&self.year)
            && (1..=days).contains(&self.day)
            && self.hour < 24
            && self.minute < 60
            && self.second < 60
            && self.ahead_of_utc.is_none_or(|minutes| (-720..=840).contains(&minutes));
        if is_one { Ok(self) } else { Err(ObjectError::NoSuchMoment) }
    }

    /// `DA`: 20260131.
    pub(crate) fn date(self) -> String {
        format!("{:04}{:02}{:02}", self.year, self.month, self.day)
    }

    /// `TM`: 235959.
    pub(crate) fn time(self) -> String {
        format!("{:02}{:02}{:02}", self.hour, self.minute, self.second)
    }

    /// `+0100`; `None` where it is not told. There is no `-0000` (PS3.3, C.12.1.1.8).
    pub(crate) fn zone(self) -> Option<String> {
        self.ahead_of_utc.map(|minutes| {
            let (sign, ahead) = (if minutes < 0 { '-' } else { '+' }, minutes.unsigned_abs());
            format!("{sign}{:02}{:02}", ahead / 60, ahead % 60)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAP: Moment =
        Moment { year: 2024, month: 2, day: 29, hour: 23, minute: 5, second: 9, ahead_of_utc: Some(-210) };

    #[test]
    fn a_moment_is_written_as_the_standard_asks() {
        let moment = LEAP.checked().unwrap();
        assert_eq!((moment.date().as_str(), moment.time().as_str()), ("20240229", "230509"));
        assert_eq!(moment.zone().as_deref(), Some("-0330"));
        assert_eq!(Moment { ahead_of_utc: Some(0), ..LEAP }.zone().as_deref(), Some("+0000"));
        assert_eq!(Moment { ahead_of_utc: None, ..LEAP }.zone(), None);
    }

    #[test]
    fn days_and_hours_that_are_none_are_refused() {
        let none = [
            Moment { year: 2100, ..LEAP },
            Moment { month: 0, ..LEAP },
            Moment { month: 13, ..LEAP },
            Moment { day: 0, ..LEAP },
            Moment { month: 4, day: 31, ..LEAP },
            Moment { hour: 24, ..LEAP },
            Moment { second: 60, ..LEAP },
            Moment { ahead_of_utc: Some(900), ..LEAP },
        ];
        for moment in none {
            assert_eq!(moment.checked(), Err(ObjectError::NoSuchMoment), "{moment:?}");
        }
    }
}
