//! Performance of the gates.

use super::Split;
use serde::{Deserialize, Serialize};

/// Detection of out-of-distribution pictures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Detection {
    /// The kind of out-of-distribution pictures: `other-medical`, `not-medical`, `chest-xray`, `rotated` …
    pub against: String,
    /// Name of their data set.
    pub data: String,
    /// Split of both.
    pub split: Split,
    /// Number of in-distribution pictures.
    pub belong: u32,
    /// Number of out-of-distribution pictures.
    pub others: u32,
    /// Area under the curve, 0…1.
    pub auroc: f32,
    /// Share of out-of-distribution pictures that pass where 95 % of the in-distribution ones do.
    pub false_positives_at_95: f32,
    /// Share of out-of-distribution pictures that pass at the shipped threshold.
    pub passed: f32,
}

/// How often one quality check refuses good pictures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FalseAlarm {
    /// The check: `blurred`, `too_dark` …
    pub check: String,
    /// Name of the data set.
    pub data: String,
    /// Split.
    pub split: Split,
    /// Number of good pictures.
    pub n: u32,
    /// Share of them refused.
    pub rate: f32,
    /// Share of deliberately corrupted pictures that are detected; `None` where none were made.
    pub found: Option<f32>,
}
