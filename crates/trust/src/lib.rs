//! Is this answer to be believed: probabilities, calibration, the device check.
//!
//! Invariant: pure. Numbers in, numbers out; no IO, no clock, no tensor.

mod calibration;
pub mod device_check;
pub mod likeness;
pub mod modality;
mod prediction_set;
mod softmax;
mod stability;

pub use calibration::{CALIBRATION_BINS, Confidence, ReliabilityBin, expected_calibration_error, reliability_bins};
pub use prediction_set::{EVERYTHING, SetScore, Verdict, nested_set, prediction_set, verdict_from_set};
pub use softmax::{argmax, calibrated, softmax, with_lapse};
pub use stability::is_stable;
