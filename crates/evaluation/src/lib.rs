//! What `lab` measured of a model, as plain data: the part of a manifest that the page shows in full.
//!
//! A leaf crate that both the manifest and the worker's protocol use, so that no figure is copied by hand between the
//! measurement and the page.
//!
//! Invariant: every figure comes with the data set and the split it was measured on. Plain data, no IO.
//!
//! ```
//! use evaluation::{AnyFinding, Elsewhere, Figure, Measured, Split, Standing, Telling};
//!
//! let figure = |value: f32| Some(Figure { value, low: value - 0.05, high: value + 0.05 });
//! let slices = Telling {
//!     n: 100,
//!     positives: 50,
//!     groups: 20,
//!     sensitivity: figure(0.95),
//!     specificity: figure(0.64),
//!     auc: figure(0.92),
//! };
//! let elsewhere = Elsewhere {
//!     data: "another-hospital".into(),
//!     split: Split::External,
//!     source: None,
//!     trained: false,
//!     turned_away: None,
//!     any: AnyFinding { slices, ..AnyFinding::default() },
//! };
//! let measured = Measured { elsewhere: vec![elsewhere], ..Measured::default() };
//! // It finds nearly all, and too often where nothing is: "none" is no answer of this model.
//! assert_eq!(measured.worst_elsewhere().unwrap().standing(), Standing::Limited);
//! assert!(!measured.may_say_none());
//! ```

mod card;
mod data;
mod elsewhere;
mod evaluation;
mod fitted_score;
mod gates;
mod metric;
mod reason;
mod score;
mod split;

pub use card::CardSection;
pub use data::{DataSummary, SourceSummary, SplitSummary};
pub use elsewhere::{
    AnyFinding, Brightness, BrightnessMove, Elsewhere, LEAST_PICTURES, LEAST_SPECIFICITY, Mirrored, Standing, Telling,
};
pub use evaluation::{
    Bin, ClassCoverage, Evaluation, Figure, HeldMeasure, MeasuredPoint, Reliability, SetCoverage, SourceScore,
};
pub use fitted_score::{LikenessScore, SetScoreKind};
pub use gates::{Detection, FalseAlarm};
pub use metric::Metric;
pub use reason::{Curve, Faithfulness, HiddenPart, Pointing, Probe};
pub use score::Score;
pub use split::Split;

use serde::{Deserialize, Serialize};

/// All measurements of one model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// One per split, `test` first; int8 weights, as visitors get them.
    pub evaluations: Vec<Evaluation>,
    /// Any finding against none on data sets that the model was not calibrated on: each set, and each of its sources.
    #[serde(default)]
    pub elsewhere: Vec<Elsewhere>,
    /// The answer with the finding mirrored away; `None` where it was not measured.
    #[serde(default)]
    pub mirrored: Option<Mirrored>,
    /// The answer to darker and brighter pictures; `None` where it was not measured.
    #[serde(default)]
    pub brightness: Option<Brightness>,
    /// The score with parts of the picture hidden.
    #[serde(default)]
    pub probes: Vec<Probe>,
    /// Whether the map points at what changes the answer; `None` where it was not measured.
    #[serde(default)]
    pub faithfulness: Option<Faithfulness>,
    /// How well pictures unlike the training data are detected.
    #[serde(default)]
    pub likeness: Vec<Detection>,
    /// How often the quality gate refuses good pictures.
    #[serde(default)]
    pub quality: Vec<FalseAlarm>,
    /// The data set in numbers; `None` where it was never measured.
    // Never skipped in serialisation: these types cross the worker boundary as postcard, which has no field names.
    #[serde(default)]
    pub data: Option<DataSummary>,
    /// The model card, in reading order.
    #[serde(default)]
    pub card: Vec<CardSection>,
}
