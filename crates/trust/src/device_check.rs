//! Checks whether a device computes correctly: known inputs, known logits, more than one run.
//!
//! GPUs in browsers have been silently wrong: only from the second run on (LiteRT #8065), in one
//! kind of layer (tfjs #6775), with quantised weights (transformers.js #1512). So logits are
//! compared, not classes, and runs are repeated.

use std::fmt;
use text::Message;

/// The fault in a run's logits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LogitsFault {
    /// Another number of logits than labels.
    Length {
        /// Number of labels.
        expected: usize,
        /// Number of logits.
        found: usize,
    },
    /// A logit is infinite or NaN.
    NotFinite,
    /// A logit is too far from the expected value.
    Drift {
        /// Largest absolute difference found.
        deviation: f32,
        /// Largest absolute difference allowed.
        tolerance: f32,
    },
}

impl LogitsFault {
    /// The fault, as a part of a sentence.
    #[must_use]
    pub fn message(&self) -> Message {
        match *self {
            Self::Length { expected, found } => text::engine::logits_count(expected, found),
            Self::NotFinite => text::engine::logits_not_finite(),
            Self::Drift { deviation, tolerance } => {
                text::engine::logits_drift(tolerance.to_string(), deviation.to_string())
            }
        }
    }
}

impl fmt::Display for LogitsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::english(&self.message()))
    }
}

impl std::error::Error for LogitsFault {}

/// Counts runs and keeps the largest deviation.
///
/// ```
/// use trust::device_check::{DeviceCheck, LogitsFault};
///
/// let mut check = DeviceCheck::new(0.01);
/// assert_eq!(check.compare(&[1.0, -2.0], &[1.005, -2.0]), Ok(()));
/// // The same device, used a second time.
/// assert!(matches!(check.compare(&[1.0, -2.0], &[1.0, -2.5]), Err(LogitsFault::Drift { .. })));
/// assert_eq!(check.runs(), 2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DeviceCheck {
    tolerance: f32,
    runs: u32,
    largest_deviation: f32,
}

impl DeviceCheck {
    /// `tolerance`: largest absolute difference of a logit that is allowed.
    #[must_use]
    pub fn new(tolerance: f32) -> Self {
        Self { tolerance, runs: 0, largest_deviation: 0.0 }
    }

    /// Compares one run.
    ///
    /// # Errors
    /// When the logits are not the expected ones.
    pub fn compare(&mut self, expected: &[f32], found: &[f32]) -> Result<(), LogitsFault> {
        self.runs += 1;
        check_logits(expected.len(), found)?;
        let pairs = expected.iter().zip(found);
        let deviation = pairs.map(|(expected, found)| (expected - found).abs()).fold(0.0, f32::max);
        self.largest_deviation = self.largest_deviation.max(deviation);
        // Written so that NaN in the tolerance or the golden logits fails too.
        if deviation <= self.tolerance && expected.iter().all(|logit| logit.is_finite()) {
            Ok(())
        } else {
            Err(LogitsFault::Drift { deviation, tolerance: self.tolerance })
        }
    }

    /// Runs compared so far.
    #[must_use]
    pub fn runs(&self) -> u32 {
        self.runs
    }

    /// Largest absolute difference of a finite run so far.
    #[must_use]
    pub fn largest_deviation(&self) -> f32 {
        self.largest_deviation
    }

    /// The tolerance.
    #[must_use]
    pub fn tolerance(&self) -> f32 {
        self.tolerance
    }
}

/// Whether a device is checked again with its answer number `answers`, counted from 1: the 1st, 2nd and 10th, which
/// meet buffers that were used before, and every 100th.
#[must_use]
pub fn is_due(answers: u32) -> bool {
    matches!(answers, 1 | 2 | 10) || (answers > 0 && answers.is_multiple_of(100))
}

/// The checks that need no expected logits: done on every run.
///
/// # Errors
/// When there are not `labels` of them, or one is not finite.
pub fn check_logits(labels: usize, logits: &[f32]) -> Result<(), LogitsFault> {
    if logits.len() != labels {
        return Err(LogitsFault::Length { expected: labels, found: logits.len() });
    }
    if logits.iter().all(|logit| logit.is_finite()) { Ok(()) } else { Err(LogitsFault::NotFinite) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_within_tolerance_pass_and_are_counted() {
        let mut check = DeviceCheck::new(0.01);
        assert_eq!(check.compare(&[1.0, -2.0], &[1.005, -2.0]), Ok(()));
        assert_eq!(check.compare(&[1.0, -2.0], &[1.0, -2.001]), Ok(()));
        assert_eq!(check.runs(), 2);
        assert!((check.largest_deviation() - 0.005).abs() < 1e-6);
    }

    #[test]
    fn checks_fall_due_after_the_first_answers_and_then_every_hundred() {
        let due: Vec<u32> = (0..=300).filter(|answers| is_due(*answers)).collect();
        assert_eq!(due, [1, 2, 10, 100, 200, 300]);
    }

    #[test]
    fn drift_in_a_later_run_is_found() {
        let mut check = DeviceCheck::new(0.01);
        assert_eq!(check.compare(&[1.0], &[1.0]), Ok(()));
        assert!(matches!(check.compare(&[1.0], &[1.5]), Err(LogitsFault::Drift { deviation, .. }) if deviation > 0.4));
    }

    #[test]
    fn numbers_that_are_none_never_pass() {
        for found in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            assert_eq!(DeviceCheck::new(f32::MAX).compare(&[1.0], &[found]), Err(LogitsFault::NotFinite));
        }
        assert!(DeviceCheck::new(f32::NAN).compare(&[1.0], &[1.0]).is_err());
        assert!(DeviceCheck::new(1.0).compare(&[f32::NAN], &[1.0]).is_err());
        assert!(matches!(
            DeviceCheck::new(1.0).compare(&[1.0, 2.0], &[1.0]),
            Err(LogitsFault::Length { expected: 2, found: 1 })
        ));
    }
}
