//! One number of a model.

use super::{Metric, Split};
use serde::{Deserialize, Serialize};

/// One measured score, as `lab evaluate` wrote it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// What it measures.
    pub metric: Metric,
    /// The value, 0…1.
    pub value: f32,
    /// 95 % interval by group bootstrap: lower and upper end.
    pub interval: [f32; 2],
    /// Name of the data set.
    pub data: String,
    /// Split.
    pub split: Split,
    /// Weights measured: `int8` or `f32`.
    pub weights: String,
    /// Number of pictures.
    pub n: u32,
    /// Number of resampled groups, as defined by the task.
    pub groups: u32,
}
