//! Numbers for people.

use evaluation::Figure;
use protocol::Timing;
use text::Message;

/// A share of 0…1 in percent, rounded, never 0 or 100 unless exact.
#[must_use]
pub fn percent(share: f32) -> Message {
    match share {
        s if s > 0.99 && s < 1.0 => text::number::percent_over(0.99_f32),
        s if s > 0.0 && s < 0.01 => text::number::percent_under(0.01_f32),
        s => text::number::percent(s),
    }
}

/// A share of 0…1 in percent with two decimals.
#[must_use]
pub fn percent_exact(share: f32) -> Message {
    text::number::percent_exact(share)
}

/// A share of 0…1 in percent with one decimal, for measured scores.
#[must_use]
pub fn percent_score(share: f32) -> Message {
    text::number::percent_score(share)
}

/// The same with its interval: "95.0 % (90.1 % to 98.2 %)".
#[must_use]
pub fn percent_between(figure: Figure) -> Message {
    text::number::percent_between(figure.value, figure.low, figure.high)
}

/// Bytes for people, in powers of ten.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "shown with one decimal")]
pub fn amount(count: u64) -> Message {
    match count {
        n if n >= 1_000_000_000 => text::number::gigabytes(n as f64 / 1e9),
        n if n >= 1_000_000 => text::number::megabytes(n as f64 / 1e6),
        n if n >= 1_000 => text::number::kilobytes(n as f64 / 1e3),
        n => text::number::bytes(n),
    }
}

/// A duration in milliseconds for people.
#[must_use]
pub fn duration(ms: f64) -> Message {
    match ms {
        t if t >= 10_000.0 => text::number::seconds(t / 1000.0),
        t if t >= 1_000.0 => text::number::seconds_exact(t / 1000.0),
        t if t >= 10.0 => text::number::milliseconds(t),
        t => text::number::milliseconds_exact(t),
    }
}

/// Duration of an answer, and of its network where it ran: a refused picture never reached it.
#[must_use]
pub fn took(timing: &Timing) -> Message {
    let total = duration(timing.total_ms);
    if timing.inference_ms > 0.0 {
        text::number::answered_in(total, duration(timing.inference_ms))
    } else {
        text::number::turned_away_after(total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::english;

    #[test]
    fn a_network_that_did_not_run_has_no_time() {
        let refused = Timing { gates_ms: 4.0, total_ms: 4.8, ..Timing::default() };
        assert_eq!(english(&took(&refused)), "Turned away after 4.8 ms. The network did not run.");
        let answered = took(&Timing { inference_ms: 30.0, total_ms: 41.0, ..refused });
        assert_eq!(english(&answered), "Answered in 41 ms, of which the network took 30 ms.");
    }

    #[test]
    fn certainty_is_never_rounded_to_all_or_nothing() {
        let said = [0.0, 0.004, 0.01, 0.5, 0.994, 0.9999, 1.0].map(|share| english(&percent(share)));
        assert_eq!(said, ["0 %", "under 1 %", "1 %", "50 %", "over 99 %", "over 99 %", "100 %"]);
    }

    #[test]
    fn a_share_has_the_decimals_of_its_use() {
        let said = [percent(0.954_321), percent_score(0.954_321), percent_exact(0.954_321)];
        assert_eq!(said.map(|share| english(&share)), ["95 %", "95.4 %", "95.43 %"]);
        let figure = Figure { value: 0.954_321, low: 0.9, high: 0.98 };
        assert_eq!(english(&percent_between(figure)), "95.4 % (90.0 % to 98.0 %)");
    }

    #[test]
    fn amounts_are_said_in_the_unit_that_fits() {
        let bytes = |count| english(&amount(count));
        assert_eq!([bytes(999), bytes(43_210), bytes(3_462_118)], ["999 bytes", "43 kB", "3.5 MB"]);
        assert_eq!(bytes(10_741_000_000), "10.7 GB");
        assert_eq!(
            [0.24, 71.4, 1_234.0, 12_345.0].map(|ms| english(&duration(ms))),
            ["0.2 ms", "71 ms", "1.2 s", "12 s"]
        );
    }
}
