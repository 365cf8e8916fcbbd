//! What each ingredient of a training was worth.

use evaluation::{Figure, Split};
use serde::{Deserialize, Serialize};

/// One training, measured beside others that left something out: its weights before rounding, as the network comes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AblationRow {
    /// Name of the run.
    pub run: String,
    /// What it left out; empty of the run that is shipped.
    pub without: String,
    /// SHA-256 of its weights, lower-case hex.
    pub sha256: String,
    /// What was measured of it; what the data do not allow is left out.
    pub scores: Vec<AblationScore>,
}

/// One figure of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AblationScore {
    /// What it is.
    pub measure: AblationMeasure,
    /// Name of the data set.
    pub data: String,
    /// Part of it.
    pub split: Split,
    /// A share or an area under the curve, 0…1, with its 95 % interval by group bootstrap.
    pub figure: Figure,
}

/// What is measured of every run of an ablation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AblationMeasure {
    /// Mean recall of the classes that have enough pictures there.
    Recall,
    /// The lowest of that recall and, of each source with enough pictures of either kind, the area under the curve of any finding
    /// against none.
    Weakest,
    /// The mean recall with the anatomy in black.
    Blackout,
    /// Share of pairs whose half with the finding mirrored away is answered "none".
    HealthyRight,
    /// Share of pairs whose half with the finding twice is answered with one, whichever.
    FindingKept,
    /// Area under the curve of any finding against none.
    AnyFinding,
}
