//! Two parameters that calibrate a network: a temperature (Guo et al. 2017), which alone cannot correct a network that
//! is confidently wrong, and a lapse, which caps its confidence.
//!
//! Compared with isotonic regression of the top probability: that calibrates the bins as well, but changes the order of
//! classes, and has a step for each block of a few dozen patients. The lapse preserves every order, so no other score
//! changes.

use super::CalibrationPicture;
use std::collections::BTreeSet;
use trust::{argmax, calibrated, with_lapse};

/// Search range of the temperature. A network that is right on every picture of `val` would get 0, which means
/// certainty; a fifth is the lower bound.
const RANGE: [f64; 2] = [0.2, 5.0];

/// Steps of the golden section: each narrows the range by a factor of 0.618, and 60 of them below the precision of a
/// float.
const STEPS: usize = 60;

/// Steps of the outer search for the lapse, which needs four digits only.
const LAPSE_STEPS: usize = 24;

/// Largest lapse considered: a model with three hopeless answers in ten would not be shipped.
const MOST_LAPSE: f64 = 0.3;

/// One-sided 95 % of the normal distribution.
const SURE: f64 = 1.644_854;

/// Temperature of least mean negative log-likelihood, within [`RANGE`].
///
/// As a function of 1/T that mean is convex, so along log T it is unimodal, and golden-section search finds its
/// minimum. Every picture weighs the same, since the error it lowers is counted in pictures.
#[must_use]
pub fn temperature(pictures: &[CalibrationPicture]) -> f32 {
    coolest(pictures, 0.0)
}

/// Temperature and lapse of least mean negative log-likelihood together, where the lapse caps the largest probability
/// at what `val` can show: the [`ceiling`].
#[must_use]
pub fn temperature_and_lapse(pictures: &[CalibrationPicture]) -> (f32, f32) {
    let classes = pictures.first().map_or(2, |picture| picture.logits.len()).max(2) as f64;
    let least = (1.0 - ceiling(pictures)) * classes / (classes - 1.0);
    let at = |lapse: f64| loss(pictures, coolest(pictures, lapse as f32), lapse as f32);
    let lapse = valley([least, MOST_LAPSE.max(least)], LAPSE_STEPS, at) as f32;
    (coolest(pictures, lapse), lapse)
}

/// The highest accuracy that `val` can demonstrate: over all subsets of the most confident answers, the largest lower
/// bound of their accuracy, one-sided 95 % by Wilson (1927), with patients as trials, since slices of one patient are
/// right or wrong together. 0…1; with 50 patients all right it is 0.949.
#[must_use]
pub fn ceiling(pictures: &[CalibrationPicture]) -> f64 {
    let mut answers: Vec<(f32, bool, &str)> = pictures
        .iter()
        .map(|picture| {
            let values = calibrated(&picture.logits, 1.0);
            let top = argmax(&values);
            (values[top], top == picture.truth, picture.group.as_str())
        })
        .collect();
    answers.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut groups, mut wrong, mut best) = (BTreeSet::new(), 0usize, 0.0f64);
    for (at, (_, is_right, group)) in answers.iter().enumerate() {
        groups.insert(*group);
        wrong += usize::from(!is_right);
        best = best.max(wilson_lower(1.0 - wrong as f64 / (at + 1) as f64, groups.len() as f64));
    }
    best
}

/// Mean negative logarithm of the true class's probability at that temperature, in nats.
#[must_use]
pub fn negative_log_likelihood(pictures: &[CalibrationPicture], temperature: f32) -> f64 {
    loss(pictures, temperature, 0.0)
}

fn loss(pictures: &[CalibrationPicture], temperature: f32, lapse: f32) -> f64 {
    let loss = |picture: &CalibrationPicture| {
        let values = with_lapse(calibrated(&picture.logits, temperature), lapse);
        -f64::from(values[picture.truth].max(f32::MIN_POSITIVE)).ln()
    };
    pictures.iter().map(loss).sum::<f64>() / pictures.len().max(1) as f64
}

fn coolest(pictures: &[CalibrationPicture], lapse: f32) -> f32 {
    valley(RANGE.map(f64::ln), STEPS, |log| loss(pictures, log.exp() as f32, lapse)).exp() as f32
}

/// Position of the minimum within a range, by golden section.
pub(super) fn valley([mut low, mut high]: [f64; 2], steps: usize, at: impl Fn(f64) -> f64) -> f64 {
    let ratio = (5f64.sqrt() - 1.0) / 2.0;
    for _ in 0..steps {
        let (left, right) = (high - ratio * (high - low), low + ratio * (high - low));
        if at(left) <= at(right) { high = right } else { low = left }
    }
    f64::midpoint(low, high)
}

fn wilson_lower(share: f64, n: f64) -> f64 {
    let z = SURE;
    let spread = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    (share + z * z / (2.0 * n) - spread) / (1.0 + z * z / n)
}
