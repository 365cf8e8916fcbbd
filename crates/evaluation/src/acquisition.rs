//! How well kinds of acquisition are told apart.

use super::Split;
use serde::{Deserialize, Serialize};

/// Telling kinds of acquisition apart by the picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AcquisitionScore {
    /// Name of the data set.
    pub data: String,
    /// Split: `val`, which also chose temperature and threshold, so that the score is flattered.
    pub split: Split,
    /// Number of pictures whose kind is known.
    pub n: u32,
    /// Kinds, in the order of rows and columns.
    pub labels: Vec<String>,
    /// `confusion[true][most probable]`, pictures, whether told or not.
    pub confusion: Vec<Vec<u32>>,
    /// Share whose most probable kind is the true one, 0…1.
    pub accuracy: f32,
    /// Share of which no kind is told, 0…1.
    pub unsure: f32,
    /// Share of the others whose kind is told right, every kind weighing the same, 0…1.
    pub right: f32,
}
