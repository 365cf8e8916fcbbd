//! `manifest.json`: everything about a model that is not a weight. Written by `lab` alone.
//!
//! Invariant: plain data; an inconsistent manifest is neither read nor written.

mod ablation;
mod acquisition;
mod activations;
mod labels;
mod outline;
mod trust;

pub use ablation::{AblationMeasure, AblationRow, AblationScore};
pub use acquisition::AcquisitionHead;
pub use activations::{Activations, Compared, Levels};
pub use finding::{Filter, Fit, InputLevels, QualityCheck, Resize};
pub use labels::LabelCalibration;
pub use outline::OutlineRule;
pub use task::{Acquisitions, AnswerKind, Colour, First, GroupsOf, IntendedInput, ModalityWindow, Subgroup, Windowing};
pub use trust::{Calibration, Likeness, OperatingPoint, QualityLimit, Quantiles};

use super::{Chunk, MOST_CHUNK_BYTES, WeightsError};
use evaluation::{Measured, Score};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use task::TaskText;

/// The manifest of one model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this format: 1.
    pub format: u32,
    /// Folder name and task, for instance `chest-xray`.
    pub task: String,
    /// Name of the model, for instance `onsight-chest-xray-lite0`.
    pub name: String,
    /// Version of the weights, semantic versioning.
    pub version: String,
    /// Architecture name known to `nn`, for instance `efficientnet-lite0`.
    pub architecture: String,
    /// SPDX expression.
    pub licence: String,
    /// The kind of answer; classes where the manifest does not state it.
    #[serde(default, skip_serializing_if = "AnswerKind::is_classes")]
    pub answer: AnswerKind,
    /// Class labels in logit order.
    pub labels: Vec<String>,
    /// The label that means that none of the others was found; `None` where every class is a finding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub negative: Option<String>,
    /// What one group of the data is, as counted in figures; `None` in manifests from before the field existed. See
    /// [`Manifest::groups_of`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<GroupsOf>,
    /// How a picture becomes the network's input.
    pub input: InputSpec,
    /// Which grey levels of a DICOM object become the picture; `None` before a model is finished by `lab`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub windowing: Option<Windowing>,
    /// Names of the task, its pictures and its classes; `None` for a model without texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TaskText>,
    /// Which DICOM objects are accepted, by their attributes; `None` where every picture is judged by the
    /// modality classifier alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intended: Option<IntendedInput>,
    /// The kinds of acquisition; `None` where they do not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acquisitions: Option<Acquisitions>,
    /// Which sources of the data show people of which kind; none where that is not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subgroups: Vec<Subgroup>,
    /// The weights file.
    pub weights: WeightsFile,
    /// Quantisation of activations on the CPU.
    #[serde(default)]
    pub activations: Activations,
    /// Known inputs with known answers, for the device check.
    pub goldens: Vec<Golden>,
    /// Tolerances of the device check.
    pub tolerance: Tolerance,
    /// Measured scores.
    pub scores: Vec<Score>,
    /// Temperature, prediction sets and operating points; `None` before `lab calibrate`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calibration: Option<Calibration>,
    /// The same for a model that judges each label by itself, one per label in logit order; empty before `lab calibrate`,
    /// and for a model with classes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub label_calibrations: Vec<LabelCalibration>,
    /// Limits of the quality gate; empty before `lab calibrate`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quality: Vec<QualityLimit>,
    /// The likeness gate; `None` before `lab calibrate`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likeness: Option<Likeness>,
    /// How the map of a network with a decoder becomes an outline; `None` for one without a map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outline: Option<OutlineRule>,
    /// The head that determines which of these kinds a picture is; `None` without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acquisition_head: Option<AcquisitionHead>,
    /// What each ingredient of the training was worth, the shipped run first; empty where that was not measured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ablation: Vec<AblationRow>,
    /// All other evaluation results.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured: Option<Measured>,
}

impl Manifest {
    /// Index of the label that means that nothing was found.
    #[must_use]
    pub fn negative_class(&self) -> Option<usize> {
        let negative = self.negative.as_ref()?;
        self.labels.iter().position(|label| label == negative)
    }

    /// What one group of the data is. Where the manifest does not state it, groups count as pictures, so that no score
    /// is said to refer to people without evidence.
    #[must_use]
    pub fn groups_of(&self) -> GroupsOf {
        self.groups.unwrap_or(GroupsOf::Picture)
    }

    /// Reads and checks a manifest.
    ///
    /// ```
    /// use model::{GroupsOf, Manifest};
    ///
    /// let text = r#"{
    ///     "format": 1, "task": "leaf-colour", "name": "example", "version": "1.0.0",
    ///     "architecture": "efficientnet-lite0", "licence": "CC-BY-4.0",
    ///     "labels": ["rust", "none"], "negative": "none",
    ///     "input": {
    ///         "size": 224, "colour": "grey", "mean": [127, 127, 127], "deviation": [128, 128, 128],
    ///         "resize": { "fit": "contain", "filter": "catmull-rom", "fill": 0 }
    ///     },
    ///     "weights": {
    ///         "file": "weights.safetensors", "bytes": 3,
    ///         "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    ///     },
    ///     "goldens": [{ "seed": 1, "logits": [0.5, -0.5] }],
    ///     "tolerance": { "cpu": 0.01, "webgpu": 0.05 },
    ///     "scores": []
    /// }"#;
    /// let manifest = Manifest::from_json(text.as_bytes()).unwrap();
    /// assert_eq!(manifest.negative_class(), Some(1));
    /// assert_eq!((manifest.groups, manifest.groups_of()), (None, GroupsOf::Picture));
    /// assert_eq!(Manifest::from_json(manifest.to_json().unwrap().as_bytes()), Ok(manifest));
    ///
    /// let twice = text.replace("[\"rust\", \"none\"]", "[\"none\", \"none\"]");
    /// let why = Manifest::from_json(twice.as_bytes()).unwrap_err();
    /// assert_eq!(why.to_string(), "manifest: expected two or more distinct labels, found none, none");
    /// ```
    ///
    /// # Errors
    /// When it is not JSON of this form, or is inconsistent.
    pub fn from_json(bytes: &[u8]) -> Result<Self, WeightsError> {
        let manifest: Self = serde_json::from_slice(bytes)
            .map_err(|error| WeightsError::Manifest { demand: "json", found: error.to_string() })?;
        manifest.check()?;
        Ok(manifest)
    }

    /// Pretty JSON with a final line break.
    ///
    /// # Errors
    /// When it is inconsistent.
    pub fn to_json(&self) -> Result<String, WeightsError> {
        self.check()?;
        let text = serde_json::to_string_pretty(self)
            .map_err(|error| WeightsError::Manifest { demand: "written", found: error.to_string() })?;
        Ok(text + "\n")
    }

    fn check(&self) -> Result<(), WeightsError> {
        let distinct: BTreeSet<&String> = self.labels.iter().collect();
        demand(self.format == 1, "format", self.format.to_string())?;
        demand(self.labels.len() >= 2 && distinct.len() == self.labels.len(), "labels", self.labels.join(", "))?;
        let unknown = self.negative.as_ref().filter(|negative| !distinct.contains(negative));
        demand(unknown.is_none(), "negative", unknown.cloned().unwrap_or_default())?;
        demand((32..=1024).contains(&self.input.size), "side", self.input.size.to_string())?;
        demand(self.input.deviation.iter().all(|d| *d > 0.0), "deviations", format!("{:?}", self.input.deviation))?;
        let flat = self.windowing.iter().flat_map(|rule| &rule.modalities).find(|window| !window.is_sound());
        demand(flat.is_none(), "windows", flat.map_or_else(String::new, |w| w.width.to_string()))?;
        let [black, white] = self.windowing.as_ref().map_or([0.0, 1.0], |rule| rule.percentiles);
        let are_ordered = 0.0 <= black && black < white && white <= 1.0;
        if !are_ordered {
            return Err(WeightsError::Percentiles { black: black.to_string(), white: white.to_string() });
        }
        self.weights.check()?;
        let whole = self.goldens.iter().all(|golden| golden.logits.len() == self.labels.len());
        demand(whole && !self.goldens.is_empty(), "goldens", self.goldens.len().to_string())?;
        self.calibration.as_ref().map_or(Ok(()), |calibration| calibration.check(&self.labels))?;
        labels::check(self)?;
        self.likeness.as_ref().map_or(Ok(()), Likeness::check)?;
        self.acquisition_head.as_ref().map_or(Ok(()), AcquisitionHead::check)?;
        let scores = self.scores.iter().find(|score| !(0.0..=1.0).contains(&score.value));
        demand(scores.is_none(), "scores", scores.map(|score| score.metric.to_string()).unwrap_or_default())
    }
}

/// How a picture becomes the network's input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InputSpec {
    /// Side of the square input in pixels.
    pub size: u32,
    /// `grey`: one channel, repeated three times; `rgb`: three channels.
    pub colour: Colour,
    /// Per channel, on 0…255: `(x - mean) / deviation`.
    pub mean: [f32; 3],
    /// Per channel, on 0…255.
    pub deviation: [f32; 3],
    /// How the picture is brought to size.
    pub resize: Resize,
    /// What is done to grey levels after that; unchanged where the manifest does not state it.
    #[serde(default, skip_serializing_if = "InputLevels::are_as_given")]
    pub levels: InputLevels,
}

/// The weights file beside the manifest, in chunks or as one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeightsFile {
    /// Name of the whole file, without folder. Where there are chunks, no file has this name.
    pub file: String,
    /// Size of the whole in bytes.
    pub bytes: u64,
    /// SHA-256 of the whole, lower-case hex.
    pub sha256: String,
    /// The chunks, in order; empty when the whole file is beside the manifest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chunks: Vec<Chunk>,
}

impl WeightsFile {
    /// The files that hold it, in order: the chunks, or the whole as the only one.
    #[must_use]
    pub fn parts(&self) -> Vec<Chunk> {
        if self.chunks.is_empty() {
            vec![Chunk { file: self.file.clone(), bytes: self.bytes, sha256: self.sha256.clone() }]
        } else {
            self.chunks.clone()
        }
    }

    fn check(&self) -> Result<(), WeightsError> {
        let parts = self.parts();
        let files = || parts.iter().map(|part| (part.file.as_str(), part.sha256.as_str()));
        let all = || files().chain([(self.file.as_str(), self.sha256.as_str())]);
        let odd = all().find(|(_, hash)| hash.len() != 64 || !hash.bytes().all(|b| b.is_ascii_hexdigit()));
        demand(odd.is_none(), "sum", odd.map(|(_, hash)| hash.into()).unwrap_or_default())?;
        let odd = all().find(|(name, _)| name.is_empty() || name.contains(['/', '\\', ':', '?', '#']));
        demand(odd.is_none(), "file", odd.map(|(name, _)| name.into()).unwrap_or_default())?;
        let distinct: BTreeSet<&str> = files().map(|(name, _)| name).collect();
        demand(distinct.len() == parts.len(), "chunk-names", distinct.len().to_string())?;
        let sum = parts.iter().fold(0_u64, |sum, part| sum.saturating_add(part.bytes));
        demand(sum == self.bytes, "chunk-bytes", sum.to_string())?;
        let odd = self.chunks.iter().find(|chunk| !(1..=MOST_CHUNK_BYTES).contains(&chunk.bytes));
        demand(odd.is_none(), "chunk-size", odd.map(|chunk| chunk.bytes.to_string()).unwrap_or_default())
    }
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

/// `demand` is one of those of `weights-manifest` in `text/en/weights.ftl`.
fn demand(holds: bool, demand: &'static str, found: String) -> Result<(), WeightsError> {
    if holds { Ok(()) } else { Err(WeightsError::Manifest { demand, found }) }
}
