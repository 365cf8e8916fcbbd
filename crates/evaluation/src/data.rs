//! The data that the model was trained and measured on, in numbers of pictures.

use super::Split;
use serde::{Deserialize, Serialize};

/// A data set in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataSummary {
    /// Name of the data set.
    pub name: String,
    /// SHA-256 over its manifest and every picture, hex.
    pub sha256: String,
    /// One per split that has pictures.
    pub splits: Vec<SplitSummary>,
    /// One per source, in alphabetical order.
    pub sources: Vec<SourceSummary>,
}

/// One split in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SplitSummary {
    /// Which one.
    pub split: Split,
    /// Number of pictures.
    pub n: u32,
    /// Number of groups, as defined by the task; pictures of unlisted patients count as one.
    pub groups: u32,
    /// Pictures of each class, in logit order.
    pub classes: Vec<u32>,
}

/// One source in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceSummary {
    /// Source as in the data set's manifest.
    pub source: String,
    /// Number of pictures.
    pub n: u32,
}
