//! The quantised weight file, the chunks it is shipped in, and the manifest beside them.
//!
//! Invariant: pure. No IO, no tensor; a damaged file gives an error, never a panic.

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
    Activations, Calibration, Colour, Compared, Filter, First, Fit, Golden, InputLevels, InputSpec, IntendedInput,
    Levels, Likeness, Manifest, ManifestScore, ModalityWindow, OperatingPoint, OutlineRule, QualityLimit, Quantiles,
    Resize, Tolerance, WeightsFile, Windowing,
};

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Named arrays in f32, as the network takes them.
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
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
