//! The provenance of a finding.

use super::{CrossCheck, DeviceReport, Gate, GateOutcome, GateReport, Preprocessing, Refusal};
use serde::{Deserialize, Serialize};
use text::Message;

/// Everything needed to judge a finding, and to reproduce it from the same file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Provenance {
    /// Time per step.
    pub timing: Timing,
    /// What answered.
    pub model: ModelIdentity,
    /// How the picture became the network's input.
    pub preprocessing: Preprocessing,
    /// What was opened.
    pub source: SourceReport,
    /// Borders of the picture where text was detected, such as a patient's name.
    pub text_at_borders: Vec<Border>,
    /// All gates in the order they run. After the first refusal the rest has not run.
    pub gates: Vec<GateReport>,
    /// Where it was computed (a fallback may have happened meanwhile), and the check of that device.
    pub device: DeviceReport,
    /// The same picture on the CPU, where an answer of the GPU was near a threshold.
    pub cross_check: Option<CrossCheck>,
}

impl Provenance {
    /// The gate that refused, and why; `None` where none did.
    #[must_use]
    pub fn refusal(&self) -> Option<(Gate, &Refusal)> {
        self.gates.iter().find_map(|report| match &report.outcome {
            GateOutcome::Refused(refusal) => Some((report.gate, refusal)),
            GateOutcome::Passed | GateOutcome::NotRun => None,
        })
    }
}

/// Which model answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelIdentity {
    /// Task, for instance `chest-xray`.
    pub task: String,
    /// Name of the model.
    pub name: String,
    /// Version of the weights, semantic versioning.
    pub version: String,
    /// SHA-256 of the weights file, hex.
    pub weights_sha256: String,
}

/// What was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceReport {
    /// Format found by content: `JPEG`, `PNG` …
    pub format: String,
    /// Width in pixels after orientation.
    pub width: u32,
    /// Height in pixels after orientation.
    pub height: u32,
    /// EXIF orientation that was applied, 1…8.
    pub orientation: u8,
    /// What in the file was not followed, and what was done instead, in sentences.
    pub warnings: Vec<Message>,
}

/// A border of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Border {
    /// Above.
    Top,
    /// At the right.
    Right,
    /// Below.
    Bottom,
    /// At the left.
    Left,
}

/// A part of a picture to be covered, in columns and rows as stored, counted from 0. Parts outside the picture are
/// ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverBox {
    /// First column.
    pub x: u32,
    /// First row.
    pub y: u32,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The frame, counted from 0; `None` for all of them.
    pub frame: Option<u32>,
}

impl CoverBox {
    /// Whether it covers something of a picture of this size.
    ///
    /// ```
    /// let cover = finding::CoverBox { x: 90, y: 0, width: 20, height: 5, frame: Some(2) };
    /// assert!(cover.is_inside(100, 50) && !cover.is_inside(90, 50));
    /// assert!(cover.is_on(2) && !cover.is_on(0));
    /// ```
    #[must_use]
    pub fn is_inside(&self, columns: u32, rows: u32) -> bool {
        self.x < columns && self.y < rows && self.width > 0 && self.height > 0
    }

    /// Whether it covers a part of this frame.
    #[must_use]
    pub fn is_on(&self, frame: u32) -> bool {
        self.frame.is_none_or(|own| own == frame)
    }
}

/// Milliseconds per step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Timing {
    /// Bytes to pixels; of a slice that was opened while the case before it was computed, what was left of that.
    pub decode_ms: f64,
    /// The gates before the network, including the modality classifier.
    pub gates_ms: f64,
    /// Pixels to the network's input.
    pub prepare_ms: f64,
    /// The network, read-back included; 0 where a gate refused the picture before it.
    pub inference_ms: f64,
    /// The map.
    pub explain_ms: f64,
    /// From request to answer.
    pub total_ms: f64,
}
