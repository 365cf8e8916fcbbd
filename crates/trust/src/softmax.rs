//! Logits to probabilities.

/// Probabilities from logits: as many values, each 0…1, summing to 1.
///
/// The largest logit is subtracted first, so no finite input overflows. A NaN logit gives NaN probabilities: callers of
/// this [`crate`] check the device instead of guessing.
///
/// ```
/// let probabilities = trust::softmax(&[1000.0, 1000.0]);
/// assert_eq!(probabilities, vec![0.5, 0.5]);
/// ```
#[must_use]
pub fn softmax(logits: &[f32]) -> Vec<f32> {
    let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = logits.iter().map(|logit| (logit - largest).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

/// Calibrated probabilities: [`softmax`] of logits divided by `temperature`, which is above 0 and 1 where a
/// model has none (Guo et al., On Calibration of Modern Neural Networks, 2017).
///
/// ```
/// // Twice the temperature, half as far apart.
/// assert_eq!(trust::calibrated(&[4.0, 0.0], 2.0), trust::softmax(&[2.0, 0.0]));
/// ```
#[must_use]
pub fn calibrated(logits: &[f32], temperature: f32) -> Vec<f32> {
    softmax(&logits.iter().map(|logit| logit / temperature).collect::<Vec<_>>())
}

/// Probabilities of an answer that ignores the logits in a share `lapse` of cases, and then names any class at random:
/// `(1 - lapse) p + lapse / K` (Wichmann and Hill, The psychometric function, 2001). Keeps the order of classes within
/// a picture and of pictures within a class, and caps the largest at `1 - lapse (K - 1) / K`.
///
/// ```
/// assert_eq!(trust::with_lapse(vec![1.0, 0.0], 0.5), [0.75, 0.25]);
/// ```
#[must_use]
pub fn with_lapse(probabilities: Vec<f32>, lapse: f32) -> Vec<f32> {
    let even = lapse / probabilities.len().max(1) as f32;
    probabilities.into_iter().map(|value| value * (1.0 - lapse) + even).collect()
}

/// Index of the largest value, the first of equals; 0 for an empty slice.
///
/// ```
/// assert_eq!(trust::argmax(&[0.25, 0.5, 0.5]), 1);
/// ```
#[must_use]
pub fn argmax(values: &[f32]) -> usize {
    let mut best = 0;
    let mut largest = f32::NEG_INFINITY;
    for (index, &value) in values.iter().enumerate() {
        if value > largest {
            (best, largest) = (index, value);
        }
    }
    best
}
