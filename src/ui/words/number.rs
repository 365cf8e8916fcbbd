//! Numbers as people read them.

use protocol::Timing;
use text::Message;

/// A share of 0…1 in percent, rounded, never a bare 0 or 100 for what is not exactly that.
#[must_use]
pub fn percent(share: f32) -> String {
    match share {
        s if s > 0.99 && s < 1.0 => "over 99 %".to_owned(),
        s if s > 0.0 && s < 0.01 => "under 1 %".to_owned(),
        s => format!("{:.0} %", s * 100.0),
    }
}

/// A share of 0…1 in percent with two decimals.
#[must_use]
pub fn percent_exact(share: f32) -> String {
    format!("{:.2} %", share * 100.0)
}

/// A share of 0…1 in percent with one decimal, for measured scores.
#[must_use]
pub fn percent_score(share: f32) -> String {
    format!("{:.1} %", share * 100.0)
}

/// A count as sentences have it: "three", and figures where the word would be long.
#[must_use]
pub fn counted(count: usize) -> String {
    const NUMBERS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let word = count.checked_sub(2).and_then(|at| NUMBERS.get(at));
    word.map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// Bytes as people read them, in powers of ten.
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

/// The same in English, for sentences that are not in the catalogues yet.
#[must_use]
pub fn bytes(count: u64) -> String {
    text::english(&amount(count))
}

/// A duration in milliseconds as people read it.
#[must_use]
pub fn duration(ms: f64) -> String {
    match ms {
        t if t >= 10_000.0 => format!("{:.0} s", t / 1000.0),
        t if t >= 1_000.0 => format!("{:.1} s", t / 1000.0),
        t if t >= 10.0 => format!("{t:.0} ms"),
        t => format!("{t:.1} ms"),
    }
}

/// How long an answer took, and the network of it where it ran: a picture that a gate turned away never reached it.
#[must_use]
pub fn took(timing: &Timing) -> String {
    let total = duration(timing.total_ms);
    if timing.inference_ms > 0.0 {
        format!("Answered in {total}, of which the network took {}.", duration(timing.inference_ms))
    } else {
        format!("Turned away after {total}. The network did not run.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_that_did_not_run_has_no_time() {
        let refused = Timing { gates_ms: 4.0, total_ms: 4.8, ..Timing::default() };
        assert_eq!(took(&refused), "Turned away after 4.8 ms. The network did not run.");
        let answered = took(&Timing { inference_ms: 30.0, total_ms: 41.0, ..refused });
        assert_eq!(answered, "Answered in 41 ms, of which the network took 30 ms.");
    }

    #[test]
    fn certainty_is_never_rounded_to_all_or_nothing() {
        let said: Vec<String> = [0.0, 0.004, 0.01, 0.5, 0.994, 0.9999, 1.0].into_iter().map(percent).collect();
        assert_eq!(said, ["0 %", "under 1 %", "1 %", "50 %", "over 99 %", "over 99 %", "100 %"]);
    }

    #[test]
    fn small_counts_are_words() {
        assert_eq!([1, 2, 10, 11].map(counted), ["1", "two", "ten", "11"]);
    }

    #[test]
    fn amounts_are_said_in_the_unit_that_fits() {
        assert_eq!([bytes(999), bytes(43_210), bytes(3_462_118)], ["999 bytes", "43 kB", "3.5 MB"]);
        assert_eq!(bytes(10_741_000_000), "10.7 GB");
        assert_eq!(
            [duration(0.24), duration(71.4), duration(1_234.0), duration(12_345.0)],
            ["0.2 ms", "71 ms", "1.2 s", "12 s"]
        );
    }
}
