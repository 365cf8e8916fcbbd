//! Is this answer to be believed: probabilities, calibration, the device check.
//!
//! Invariant: pure. Numbers in, numbers out; no IO, no clock, no tensor.

mod calibration;
pub mod device_check;
pub mod modality;
mod softmax;
mod stability;

pub use calibration::{CALIBRATION_BINS, Confidence, expected_calibration_error};
pub use softmax::{argmax, softmax};
pub use stability::is_stable;
