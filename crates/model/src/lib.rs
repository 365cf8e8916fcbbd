//! The quantised weight file, the chunks it is shipped in, and the manifest beside them.
//!
//! Invariant: pure. No IO, no tensor; a damaged file gives an error, never a panic.
//!
//! ```
//! use model::{Array, Weights, cut, read, rounded, write_quantised};
//!
//! let weight = Array { shape: vec![2, 2], data: vec![1.0, -4.0, 0.5, 2.0] };
//! let bias = Array { shape: vec![2], data: vec![0.25, -0.5] };
//! let weights = Weights::from([("head.weight".to_owned(), weight), ("head.bias".to_owned(), bias)]);
//! let file = write_quantised(&weights).unwrap();
//! assert_eq!(read(&file).unwrap(), rounded(&weights).unwrap());
//!
//! // As a page downloads it.
//! let parts = cut("weights.safetensors", &file);
//! assert!(parts.iter().all(|(chunk, bytes)| chunk.is(bytes)));
//! ```

mod chunk;
mod error;
mod format;
mod manifest;

pub use chunk::{Chunk, MOST_CHUNK_BYTES, cut};
pub use error::WeightsError;
pub use format::{
    Quantised, Stored, StoredWeights, read, read_stored, rounded, weights_from_stored, write_f32, write_quantised,
};
pub use manifest::{
    AblationMeasure, AblationRow, AblationScore, AcquisitionHead, Acquisitions, Activations, AnswerKind, Calibration,
    Colour, Compared, Filter, First, Fit, Golden, GroupsOf, InputLevels, InputSpec, IntendedInput, LabelCalibration,
    Levels, Likeness, Manifest, ModalityWindow, OperatingPoint, OutlineRule, QualityCheck, QualityLimit, Quantiles,
    Resize, Subgroup, Tolerance, WeightsFile, Windowing,
};

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Named arrays in f32, as the network's weights.
pub type Weights = BTreeMap<String, Array>;

/// One array, row-major.
#[derive(Clone, Debug, PartialEq)]
pub struct Array {
    /// Extent per axis.
    pub shape: Vec<usize>,
    /// `shape.iter().product()` values.
    pub data: Vec<f32>,
}

/// SHA-256, lower-case hex.
///
/// ```
/// let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
/// assert_eq!(model::sha256_hex(b"abc"), sum);
/// ```
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
