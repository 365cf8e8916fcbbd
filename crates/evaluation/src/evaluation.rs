//! The score on one split.

use super::{AnyFinding, Split};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A share or another figure with its 95 % interval by group bootstrap.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The figure.
    pub value: f32,
    /// Lower end.
    pub low: f32,
    /// Upper end.
    pub high: f32,
}

/// Everything measured on one split.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Name of the data set.
    pub data: String,
    /// Split.
    pub split: Split,
    /// Number of pictures.
    pub n: u32,
    /// Number of resampled groups, as defined by the task.
    pub groups: u32,
    /// Share of correct answers.
    pub accuracy: Figure,
    /// Mean of the classes' recalls.
    pub macro_recall: Figure,
    /// Recall of the trivial baseline on the same pictures, mean of classes; `None` where there is none.
    pub baseline_macro_recall: Option<Figure>,
    /// Labels in logit order.
    pub labels: Vec<String>,
    /// `confusion[true][predicted]`, pictures.
    pub confusion: Vec<Vec<u32>>,
    /// Calibration before and after temperature scaling.
    pub reliability: Reliability,
    /// Per source of pictures.
    pub sources: Vec<SourceScore>,
    /// Prediction sets, one entry per level.
    pub sets: Vec<SetCoverage>,
    /// Results of the operating points here.
    pub operating_points: Vec<MeasuredPoint>,
    /// Any finding against none; `None` for a model that has no class for "none".
    #[serde(default)]
    pub any: Option<AnyFinding>,
}

/// Reliability by bins of equal mass.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reliability {
    /// Expected calibration error of the uncalibrated softmax.
    pub error_before: f32,
    /// Expected calibration error after temperature scaling.
    pub error_after: f32,
    /// Bins before, by ascending confidence.
    pub before: Vec<Bin>,
    /// Bins after, by ascending confidence.
    pub after: Vec<Bin>,
}

/// Answers of similar confidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// Number of pictures.
    pub n: u32,
    /// Mean confidence, 0…1.
    pub confidence: f32,
    /// Share of correct answers, 0…1.
    pub accuracy: f32,
}

/// The score on pictures of one source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceScore {
    /// Source as in the data set's manifest.
    pub source: String,
    /// Number of pictures.
    pub n: u32,
    /// Share of correct answers.
    pub accuracy: Figure,
    /// Labels that occur in this source.
    pub labels: Vec<String>,
}

/// Performance of prediction sets of one level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetCoverage {
    /// Required coverage, 0.90 or 0.95.
    pub level: f32,
    /// Share of sets that hold the true class.
    pub coverage: Figure,
    /// The same with equal weight per group: the mean of the groups' own shares. `None` where groups are single
    /// pictures.
    #[serde(default, alias = "by_patient")]
    pub by_group: Option<Figure>,
    /// Mean number of classes in a set.
    pub mean_size: f32,
    /// Share of sets without any class, of one class, of two …, of all classes.
    pub sizes: Vec<f32>,
    /// The same for pictures of each class.
    pub classes: Vec<ClassCoverage>,
}

/// Coverage on pictures of one class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassCoverage {
    /// The true class.
    pub label: String,
    /// Number of pictures.
    pub n: u32,
    /// Share of sets that hold the class.
    pub coverage: Figure,
    /// The same with equal weight per group.
    #[serde(default, alias = "by_patient")]
    pub by_group: Option<Figure>,
    /// Mean number of classes in a set.
    pub mean_size: f32,
}

/// Which of the two was demanded on `val` when an operating point was chosen; the threshold gives the most of the other.
///
/// ```
/// use evaluation::HeldMeasure;
///
/// assert_eq!(HeldMeasure::Sensitivity.to_string(), "sensitivity");
/// assert_eq!(HeldMeasure::Specificity.name(), "specificity");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HeldMeasure {
    /// Share of pictures of the class that are called positive.
    Sensitivity,
    /// Share of other pictures that are not called positive.
    Specificity,
}

impl HeldMeasure {
    /// The word in manifests and cards.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sensitivity => "sensitivity",
            Self::Specificity => "specificity",
        }
    }
}

impl fmt::Display for HeldMeasure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An operating point of one class, chosen on `val`, measured here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeasuredPoint {
    /// The class.
    pub label: String,
    /// What was held when it was chosen.
    pub held: HeldMeasure,
    /// The guaranteed value, 0.90 or 0.95.
    pub level: f32,
    /// Calibrated probability from which on the class is called positive.
    pub threshold: f32,
    /// Share of pictures of the class that are called positive.
    pub sensitivity: Figure,
    /// Share of other pictures that are not called positive.
    pub specificity: Figure,
}
