//! Calibration data in a manifest: fitted by `lab` on `val`, used by `trust`.

use super::demand;
use crate::WeightsError;
use evaluation::{HeldMeasure, LikenessScore, SetScoreKind, Split};
use finding::{QualityCheck, QualityMeasure};
use serde::{Deserialize, Serialize};

/// Temperature, prediction sets and operating points, fitted by `lab calibrate`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Name of the data set it was fitted on.
    pub data: String,
    /// Its split: `val`.
    pub split: Split,
    /// Number of pictures.
    pub n: u32,
    /// Logits are divided by it before the softmax (Guo et al. 2017). Above 0.
    pub temperature: f32,
    /// Share of answers that are wrong independently of the logits, spread evenly over the classes: the lapse rate of a
    /// psychometric function (Wichmann and Hill 2001). 0…1, below 1; 0 for none.
    #[serde(default)]
    pub lapse: f32,
    /// How a set is made.
    pub score: SetScoreKind,
    /// Penalty and free ranks of RAPS; zero for the others.
    #[serde(default)]
    pub penalty: [f32; 2],
    /// Why that score was chosen, in one sentence with its figures.
    pub why: String,
    /// A class less probable than this is in no set, unless it is the most probable one. 0…1.
    #[serde(default)]
    pub floor: f32,
    /// Quantiles, one entry per level.
    pub quantiles: Vec<Quantiles>,
    /// Operating points per class.
    pub operating_points: Vec<OperatingPoint>,
}

/// Quantiles of one level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantiles {
    /// Share of sets that should contain the true class: 0.90 or 0.95.
    pub level: f32,
    /// One per label, in logit order: a class may be in the set where its score is at most this. `lab` writes the same
    /// for every class: sets are nested by probability, and promise their level over all pictures.
    pub per_class: Vec<f32>,
}

/// A threshold on one class's calibrated probability.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OperatingPoint {
    /// The class.
    pub label: String,
    /// What is held.
    pub held: HeldMeasure,
    /// At least this, on `val`: 0.90 or 0.95.
    pub level: f32,
    /// Calibrated probability from which on the class is called positive.
    pub threshold: f32,
}

/// One limit of the quality gate, fitted by `lab calibrate` on good pictures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QualityLimit {
    /// The check, which also determines the refusal.
    pub check: QualityCheck,
    /// The measure it compares.
    pub measure: QualityMeasure,
    /// Refused below this.
    #[serde(default)]
    pub least: Option<f32>,
    /// Refused above this.
    #[serde(default)]
    pub most: Option<f32>,
}

/// The likeness gate, fitted by `lab calibrate`. Its arrays are in the weights file under `likeness.`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Likeness {
    /// How likeness is measured.
    pub score: LikenessScore,
    /// Why that one was chosen, in one sentence with its figures on `val`.
    pub why: String,
    /// Pictures whose score is below this are refused; higher is more similar.
    pub threshold: f32,
    /// Numbers that the score needs, as `trust::likeness` describes them. Few enough for a manifest.
    pub numbers: Vec<f32>,
}

impl Calibration {
    pub(super) fn check(&self, labels: &[String]) -> Result<(), WeightsError> {
        let positive = self.temperature > 0.0 && self.temperature.is_finite();
        demand(positive, "temperature", self.temperature.to_string())?;
        demand((0.0..1.0).contains(&self.lapse), "lapse", self.lapse.to_string())?;
        demand((0.0..1.0).contains(&self.floor), "floor", self.floor.to_string())?;
        demand(self.split == Split::Val, "split", self.split.to_string())?;
        let whole = self.quantiles.iter().all(|level| level.per_class.len() == labels.len());
        demand(whole, "quantiles", self.quantiles.len().to_string())?;
        let odd = self.operating_points.iter().find(|point| !labels.contains(&point.label));
        demand(odd.is_none(), "operating-points", odd.map(|p| p.label.clone()).unwrap_or_default())
    }
}

impl Likeness {
    pub(super) fn check(&self) -> Result<(), WeightsError> {
        demand(self.threshold.is_finite(), "likeness-threshold", self.threshold.to_string())
    }
}
