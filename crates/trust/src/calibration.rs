//! Calibration: are answers with 90 % confidence right nine times in ten?

use evaluation::Bin;

/// Bins of [`expected_calibration_error`].
pub const CALIBRATION_BINS: usize = 15;

/// One answer: how sure the network was, and whether it was right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Confidence {
    /// Probability of the predicted class, 0…1.
    pub value: f64,
    /// Whether the predicted class was the true one.
    pub correct: bool,
}

/// Answers sorted by confidence and cut into [`CALIBRATION_BINS`] bins of equal mass, by rising confidence;
/// bins that would be empty are left out.
///
/// Bins of equal mass, not of equal width: a good network puts nearly all answers above 0.9,
/// where equal widths would leave one bin with everything (Nguyen and O'Connor, 2015).
#[must_use]
pub fn reliability_bins(answers: &[Confidence]) -> Vec<Bin> {
    let bin = |(n, confidence, accuracy): (usize, f64, f64)| Bin {
        n: u32::try_from(n).unwrap_or(u32::MAX),
        confidence: confidence as f32,
        accuracy: accuracy as f32,
    };
    bins(answers).into_iter().map(bin).collect()
}

/// The same before rounding: number of answers, mean confidence, accuracy.
fn bins(answers: &[Confidence]) -> Vec<(usize, f64, f64)> {
    let sorted = sorted_with_ties_shared(answers);
    let n = sorted.len();
    (0..CALIBRATION_BINS)
        .filter_map(|bin| sorted.get(bin * n / CALIBRATION_BINS..(bin + 1) * n / CALIBRATION_BINS))
        .filter(|bin| !bin.is_empty())
        .map(|bin| {
            let mean = |value: fn(&(f64, f64)) -> f64| bin.iter().map(value).sum::<f64>() / bin.len() as f64;
            (bin.len(), mean(|pair| pair.0), mean(|pair| pair.1))
        })
        .collect()
}

/// Expected calibration error, 0…1: the mean distance between a bin's mean confidence and its accuracy,
/// weighted by the bin's size, over [`reliability_bins`]. 0 for no answers.
///
/// ```
/// use trust::{Confidence, expected_calibration_error};
///
/// // Ten times 90 % sure, and nine times right.
/// let answers: Vec<Confidence> = (0..10).map(|n| Confidence { value: 0.9, correct: n != 3 }).collect();
/// assert!(expected_calibration_error(&answers) < 1e-9);
/// // As sure, and never right.
/// let wrong: Vec<Confidence> = answers.iter().map(|answer| Confidence { correct: false, ..*answer }).collect();
/// assert!((expected_calibration_error(&wrong) - 0.9).abs() < 1e-9);
/// ```
#[must_use]
pub fn expected_calibration_error(answers: &[Confidence]) -> f64 {
    let bins = bins(answers);
    let gap: f64 = bins.iter().map(|(n, confidence, accuracy)| (confidence - accuracy).abs() * *n as f64).sum();
    if answers.is_empty() { 0.0 } else { gap / answers.len() as f64 }
}

/// `(confidence, share correct)` by rising confidence. Answers of equal confidence share their
/// hits evenly: a bin's edge may fall among them, and then no order of the pictures may decide which bin gets the
/// errors.
fn sorted_with_ties_shared(answers: &[Confidence]) -> Vec<(f64, f64)> {
    let mut sorted = answers.to_vec();
    sorted.sort_by(|a, b| a.value.total_cmp(&b.value));
    sorted
        .chunk_by(|a, b| a.value == b.value)
        .flat_map(|tied| {
            let share = tied.iter().filter(|answer| answer.correct).count() as f64 / tied.len() as f64;
            tied.iter().map(move |answer| (answer.value, share))
        })
        .collect()
}
