//! How far to believe one answer.

use serde::{Deserialize, Serialize};

/// How far to believe one answer, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrustReport {
    /// What may be shown.
    pub decision: Decision,
    /// All gates in order. After the first refusal the rest has not run.
    pub gates: Vec<GateReport>,
    /// Prediction sets, the 95 % one first; none where a gate refused, or the model has no calibration.
    pub sets: Vec<PredictionSet>,
    /// The same picture on the CPU, where an answer of the GPU lay near a threshold.
    pub cross_check: Option<CrossCheck>,
}

/// What may be shown of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Decision {
    /// This class is the most probable, and the 95 % set holds no other.
    Class {
        /// The class.
        label: String,
    },
    /// The first is the most probable; the others cannot be ruled out: the 95 % set holds several classes, not all, and
    /// none of them says that nothing was found.
    Set {
        /// The classes, most probable first.
        labels: Vec<String>,
    },
    /// No class is shown.
    Abstain {
        /// Why not.
        why: Abstention,
    },
}

/// Why no class is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Abstention {
    /// A gate refused the picture; its [`GateReport`] says why.
    Gate,
    /// The 95 % set is empty: the picture fits none of the classes.
    EmptySet,
    /// The 95 % set holds every class: the picture fits all of them.
    FullSet,
    /// The 95 % set holds "none" and a finding: whether there is one cannot be told.
    Unclear,
    /// "None" is the most probable class, and the model was not right often enough elsewhere to give that as an answer.
    NoFinding,
}

/// A gate, in the order they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Gate {
    /// Decodes, is large enough, is not blank.
    File,
    /// The kind of picture that this model reads, by what the file says and by what it looks like.
    Modality,
    /// Sharp, well exposed, no screenshot.
    Quality,
    /// Like the pictures that the model was trained on.
    Likeness,
}

impl Gate {
    /// The word in `data-gate` and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Quality => "quality",
            Self::Modality => "modality",
            Self::Likeness => "likeness",
        }
    }
}

/// What a gate may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gating {
    /// Stop a picture: no class is shown for it.
    #[default]
    Stop,
    /// Only say what it would do. For the page's own drawings, which are no pictures of anybody: the model
    /// never learned from drawings, and still they shall show what an answer looks like.
    Tell,
}

/// What one gate said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GateReport {
    /// Which gate.
    pub gate: Gate,
    /// What it said.
    pub outcome: GateOutcome,
    /// What it measured, for clinicians and for records.
    pub measures: Vec<Measure>,
}

/// What a gate said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GateOutcome {
    /// Nothing against the picture.
    Passed,
    /// No class is shown for this picture.
    Refused(Refusal),
    /// An earlier gate refused, or the model has nothing to run it with.
    NotRun,
}

/// Why a gate refused, in words for the visitor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Stable word in `data-reason`: `blank`, `blurred`, `too_dark`, `too_bright`, `upscaled`, `borders`,
    /// `coloured`, `screenshot`, `moire`, `other_modality`, `other_region`, `photographed`, `not_medical`, `other_task`,
    /// `other_medical`, `unsure_modality`, `unlike`.
    pub kind: String,
    /// What was expected and what was found.
    pub message: String,
    /// What would help.
    pub hint: String,
    /// The task that reads such pictures, for instance `chest-xray`, where it is known.
    pub task: Option<String>,
}

/// A number that a gate compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Name, for instance `sharpness`.
    pub name: String,
    /// What was found.
    pub value: f32,
    /// The limit it was compared with.
    pub limit: f32,
}

/// Classes that together hold the true one at a stated rate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PredictionSet {
    /// The rate, 0.90 or 0.95.
    pub level: f32,
    /// Labels, most probable first.
    pub labels: Vec<String>,
}

/// A second run of the same picture on the CPU.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CrossCheck {
    /// Largest absolute difference of a logit.
    pub largest_deviation: f32,
    /// Whether both lead to the same decision.
    pub agreed: bool,
}
