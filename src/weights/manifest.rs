//! `manifest.json`: everything about a model that is not a weight. Written by `lab` alone.

use super::WeightsError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The manifest of one model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this format: 1.
    pub format: u32,
    /// Folder name and task, for instance `brain-mri`.
    pub task: String,
    /// Name of the model, for instance `onsight-brain-mri-lite0`.
    pub name: String,
    /// Version of the weights, semantic versioning.
    pub version: String,
    /// Architecture name known to `nn`, for instance `efficientnet-lite0`.
    pub architecture: String,
    /// SPDX expression.
    pub licence: String,
    /// Class labels in logit order.
    pub labels: Vec<String>,
    /// How a picture becomes the network's input.
    pub input: InputSpec,
    /// The weights file.
    pub weights: WeightsFile,
    /// Known inputs with known answers, for the device check.
    pub goldens: Vec<Golden>,
    /// What the device check allows.
    pub tolerance: Tolerance,
    /// Measured scores.
    pub scores: Vec<ManifestScore>,
}

impl Manifest {
    /// Reads and checks a manifest.
    ///
    /// # Errors
    /// When it is not JSON of this form, or says something impossible.
    pub fn from_json(bytes: &[u8]) -> Result<Self, WeightsError> {
        let manifest: Self = serde_json::from_slice(bytes).map_err(|error| WeightsError::Manifest {
            expected: "the JSON that `lab quantise` writes".into(),
            found: error.to_string(),
        })?;
        manifest.check()?;
        Ok(manifest)
    }

    /// Pretty JSON with a final line break.
    ///
    /// # Errors
    /// When it says something impossible.
    pub fn to_json(&self) -> Result<String, WeightsError> {
        self.check()?;
        let text = serde_json::to_string_pretty(self).map_err(|error| WeightsError::Manifest {
            expected: "a manifest that can be written as JSON".into(),
            found: error.to_string(),
        })?;
        Ok(text + "\n")
    }

    fn check(&self) -> Result<(), WeightsError> {
        let demand = |holds: bool, expected: &str, found: String| match holds {
            true => Ok(()),
            false => Err(WeightsError::Manifest { expected: expected.into(), found }),
        };
        let hash = &self.weights.sha256;
        let distinct: BTreeSet<&String> = self.labels.iter().collect();
        demand(self.format == 1, "format 1", self.format.to_string())?;
        demand(
            self.labels.len() >= 2 && distinct.len() == self.labels.len(),
            "two or more distinct labels",
            self.labels.join(", "),
        )?;
        demand((32..=1024).contains(&self.input.size), "an input side of 32 to 1024", self.input.size.to_string())?;
        demand(
            self.input.deviation.iter().all(|d| *d > 0.0),
            "positive deviations",
            format!("{:?}", self.input.deviation),
        )?;
        demand(
            hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit()),
            "64 hex digits of SHA-256",
            hash.clone(),
        )?;
        let plain = !self.weights.file.is_empty() && !self.weights.file.contains(['/', '\\', ':', '?', '#']);
        demand(plain, "a plain file name", self.weights.file.clone())?;
        let whole = self.goldens.iter().all(|golden| golden.logits.len() == self.labels.len());
        demand(whole && !self.goldens.is_empty(), "goldens with one logit per label", self.goldens.len().to_string())?;
        let scores = self.scores.iter().find(|score| !(0.0..=1.0).contains(&score.value));
        demand(scores.is_none(), "scores within 0 to 1", scores.map(|score| score.metric.clone()).unwrap_or_default())
    }
}

/// How a picture becomes the network's input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InputSpec {
    /// Side of the square input in pixels.
    pub size: u32,
    /// `grey`: one channel, repeated three times; `rgb`: three channels.
    pub colour: String,
    /// Per channel, on 0…255: `(x - mean) / deviation`.
    pub mean: [f32; 3],
    /// Per channel, on 0…255.
    pub deviation: [f32; 3],
    /// How the picture is brought to size.
    pub resize: Resize,
}

/// How a picture is brought to `size` × `size`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resize {
    /// `contain`: the longest side becomes `size`, the rest is filled evenly on both sides.
    pub fit: String,
    /// `catmull-rom`, convolved over the source footprint, so antialiased when shrinking.
    pub filter: String,
    /// Grey level of the filling, 0…255.
    pub fill: u8,
}

/// The weights file beside the manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeightsFile {
    /// File name, no folder.
    pub file: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256, lower-case hex.
    pub sha256: String,
}

/// A known input with its known logits. The input is drawn by `imaging::synthetic` from its seed,
/// so it costs no bytes; the logits come from `lab` running the shipped weights on the CPU.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Golden {
    /// Seed of `imaging::synthetic::golden_picture`.
    pub seed: u64,
    /// Expected logits.
    pub logits: Vec<f32>,
}

/// Largest absolute difference in logits that the device check allows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tolerance {
    /// On the CPU path.
    pub cpu: f32,
    /// On WebGPU.
    pub webgpu: f32,
}

/// One measured score, as `lab evaluate` wrote it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ManifestScore {
    /// `accuracy`, `macro_recall`, `macro_auc`, `ece`, `recall_<label>`, `baseline_macro_recall` …
    pub metric: String,
    /// The value, 0…1.
    pub value: f32,
    /// 95 % interval by group bootstrap.
    pub interval: [f32; 2],
    /// Name of the data set.
    pub data: String,
    /// Split: `val`, `test` or `external`.
    pub split: String,
    /// Weights measured: `int8` or `f32`.
    pub weights: String,
    /// Number of pictures.
    pub n: u32,
    /// Number of groups (patients) resampled.
    pub groups: u32,
}
