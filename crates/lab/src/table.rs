//! Formatting of figures in tables.

/// `0.9441` as `94.4 %`; `–` where there is no score.
#[must_use]
pub fn percent(score: Option<f64>) -> String {
    score.map_or_else(|| "–".to_owned(), |value| format!("{:.1} %", value * 100.0))
}

/// An interval in per cent: `91.2 to 97.0`.
#[must_use]
pub fn percent_interval(interval: Option<&[f64; 2]>) -> String {
    interval.map_or_else(|| "–".to_owned(), |[low, high]| format!("{:.1} to {:.1}", low * 100.0, high * 100.0))
}

/// A score that is not a share, with three digits.
#[must_use]
pub fn number(score: Option<f64>) -> String {
    score.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
}

/// An interval with three digits: `0.981 to 0.996`.
#[must_use]
pub fn number_interval(interval: Option<&[f64; 2]>) -> String {
    interval.map_or_else(|| "–".to_owned(), |[low, high]| format!("{low:.3} to {high:.3}"))
}
