//! How well the gates do.

use super::Split;
use serde::{Deserialize, Serialize};

/// Telling pictures that belong from those that do not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Detection {
    /// What the pictures that do not belong are: `other-medical`, `not-medical`, `chest-xray`, `rotated` …
    pub against: String,
    /// Name of the data set they come from.
    pub data: String,
    /// Split of those that belong, and of those that do not.
    pub split: Split,
    /// Number of pictures that belong.
    pub belong: u32,
    /// Number of pictures that do not.
    pub others: u32,
    /// Area under the curve, 0…1.
    pub auroc: f32,
    /// Share of the others that pass where 95 % of those that belong do.
    pub false_positives_at_95: f32,
    /// Share of the others that pass at the shipped threshold.
    pub passed: f32,
}

/// How often one check of quality turns good pictures away.
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
    /// Share of them turned away.
    pub rate: f32,
    /// Share of pictures spoilt on purpose that are found; `None` where none were made.
    pub found: Option<f32>,
}
