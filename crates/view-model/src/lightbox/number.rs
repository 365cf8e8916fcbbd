//! Numbers for people: with as many decimals as are significant.

use text::Message;

/// A number with at most four significant digits, and no more than two after the point.
#[must_use]
pub fn short(value: f64) -> Message {
    let size = value.abs();
    let most = if size >= 100.0 || size == 0.0 {
        0
    } else if size >= 1.0 {
        2
    } else {
        4
    };
    let digits = format!("{size:.most$}");
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.trim_end_matches('0').len());
    let is_zero = digits.bytes().all(|digit| matches!(digit, b'0' | b'.'));
    let number = with_decimals(size, decimals);
    if value < 0.0 && !is_zero { text::light_box_values::negative(number) } else { number }
}

/// A non-negative number with this many decimals.
#[must_use]
pub(super) fn with_decimals(value: f64, decimals: usize) -> Message {
    match decimals {
        0 => text::light_box_values::whole(value),
        1 => text::light_box_values::tenths(value),
        2 => text::light_box_values::hundredths(value),
        3 => text::light_box_values::thousandths(value),
        4 => text::light_box_values::ten_thousandths(value),
        _ => text::light_box_values::tiny(format!("{value:.decimals$}")),
    }
}

#[cfg(test)]
mod tests {
    use super::{short, with_decimals};
    use text::english;

    #[test]
    fn numbers_are_short() {
        let cases = [
            (-600.0, "−600"),
            (0.0, "0"),
            (3.10, "3.1"),
            (0.01234, "0.0123"),
            (-0.00001, "0"),
            (1234.5, "1234"),
            (99.999, "100"),
            (-0.5, "−0.5"),
            (f64::NAN, "NaN"),
        ];
        for (value, text) in cases {
            assert_eq!(english(&short(value)), text);
        }
    }

    #[test]
    fn decimals_are_as_many_as_asked_for() {
        let said = [0, 1, 2, 3, 4, 6].map(|decimals| english(&with_decimals(0.000_05, decimals)));
        assert_eq!(said, ["0", "0.0", "0.00", "0.000", "0.0001", "0.000050"]);
    }
}
