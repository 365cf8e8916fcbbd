//! One number that makes a network as sure as it should be (Guo et al. 2017).

use super::Fitted;
use crate::trust::calibrated;

/// Where the temperature is looked for. A network that is right on every picture of `val` would ask for 0,
/// and thereby for certainty; a fifth is as far as that may go.
const RANGE: [f64; 2] = [0.2, 5.0];

/// Steps of the golden section: each narrows the range to 0.618 of it, 60 of them below the last digit of a float.
const STEPS: usize = 60;

/// Temperature of least mean negative log-likelihood, within [`RANGE`].
///
/// As a function of 1/T that mean is convex, so along log T it falls, has one valley, and rises: the golden
/// section finds it. Every picture weighs the same, since the error it lowers is counted in pictures.
#[must_use]
pub fn temperature(pictures: &[Fitted]) -> f32 {
    let ratio = (5f64.sqrt() - 1.0) / 2.0;
    let at = |log: f64| negative_log_likelihood(pictures, log.exp() as f32);
    let [mut low, mut high] = RANGE.map(f64::ln);
    for _ in 0..STEPS {
        let (left, right) = (high - ratio * (high - low), low + ratio * (high - low));
        if at(left) <= at(right) { high = right } else { low = left }
    }
    f64::midpoint(low, high).exp() as f32
}

/// Mean negative logarithm of the true class's probability at that temperature, in nats.
#[must_use]
pub fn negative_log_likelihood(pictures: &[Fitted], temperature: f32) -> f64 {
    let loss = |picture: &Fitted| {
        let own = calibrated(&picture.logits, temperature).get(picture.truth).copied().unwrap_or_default();
        -f64::from(own.max(f32::MIN_POSITIVE)).ln()
    };
    pictures.iter().map(loss).sum::<f64>() / pictures.len().max(1) as f64
}
