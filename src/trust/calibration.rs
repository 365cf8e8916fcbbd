//! Does "90 % sure" mean right nine times in ten?

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

/// Expected calibration error, 0…1: answers are sorted by confidence and cut into
/// [`CALIBRATION_BINS`] bins of equal mass; the error is the mean distance between a bin's mean
/// confidence and its accuracy, weighted by the bin's size. 0 for no answers.
///
/// Bins of equal mass, not of equal width: a good network puts nearly all answers above 0.9,
/// where equal widths would leave one bin with everything (Nguyen and O'Connor, 2015).
#[must_use]
pub fn expected_calibration_error(answers: &[Confidence]) -> f64 {
    let sorted = sorted_with_ties_shared(answers);
    let n = sorted.len();
    let gap: f64 = (0..CALIBRATION_BINS)
        .filter_map(|bin| sorted.get(bin * n / CALIBRATION_BINS..(bin + 1) * n / CALIBRATION_BINS))
        .map(|bin| bin.iter().map(|(confidence, correct)| confidence - correct).sum::<f64>().abs())
        .sum();
    if n == 0 { 0.0 } else { gap / n as f64 }
}

/// `(confidence, share correct)` by rising confidence. Answers of equal confidence share their
/// hits evenly: a bin's edge may fall among them, and then neither the order of the pictures
/// nor any order made here may decide which bin gets the errors.
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
