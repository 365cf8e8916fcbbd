//! How far an answer can be trusted: probabilities, calibration, the device check.
//!
//! Invariant: pure. Numbers in, numbers out; no IO, no clock, no tensor.
//!
//! ```
//! use trust::{SetScore, Verdict, calibrated, is_stable, prediction_set, verdict_from_set};
//!
//! // Three classes; the temperature and the quantiles come from a model's manifest.
//! let decide = |logits: &[f32]| {
//!     let probabilities = calibrated(logits, 1.5);
//!     verdict_from_set(prediction_set(&probabilities, SetScore::Aps, &[0.9; 3]), 3)
//! };
//! let logits = [4.0, 3.5, -1.0];
//! assert_eq!(decide(&logits), Verdict::Several(vec![0, 1]));
//! // An error of a hundredth, as a device may make it, changes nothing.
//! assert!(is_stable(&logits, 0.01, decide));
//! ```

mod calibration;
pub mod device_check;
pub mod likeness;
pub mod modality;
mod prediction_set;
mod sigmoid;
mod softmax;
mod stability;

pub use calibration::{CALIBRATION_BINS, Confidence, expected_calibration_error, reliability_bins};
pub use prediction_set::{EVERYTHING, SetScore, Verdict, nested_set, prediction_set, verdict_from_set};
pub use sigmoid::sigmoid;
pub use softmax::{argmax, calibrated, softmax, with_lapse};
pub use stability::is_stable;
