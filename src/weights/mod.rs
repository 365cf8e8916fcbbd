//! The quantised weight file and the manifest beside it.
//!
//! Invariant: pure. No IO, no tensor; a damaged file gives an error, never a panic.

mod manifest;

pub use manifest::{Golden, InputSpec, Manifest, ManifestScore, Resize, Tolerance, WeightsFile};

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
