//! Statistics of saved cases, for charts.

use evaluation::Split;
use serde::{Deserialize, Serialize};

/// Which cases are counted: all conditions apply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartQuery {
    /// Of this task; `None` for all.
    pub task: Option<String>,
    /// Saved at this time or later, in milliseconds since 1970-01-01 UTC.
    pub from_ms: Option<u64>,
    /// Saved before this time, likewise.
    pub before_ms: Option<u64>,
}

/// The statistics.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CaseFigures {
    /// All tasks with cases, in alphabetical order, independent of the query.
    pub tasks: Vec<String>,
    /// Number of counted cases.
    pub cases: u32,
    /// Number of them that a gate refused.
    pub turned_away: u32,
    /// Number of them that name nothing for another reason.
    pub unnamed: u32,
    /// Cases in spans of equally many local days, the earliest first; without gaps.
    pub spans: Vec<CaseSpan>,
    /// When the last of them was saved, in milliseconds since 1970-01-01 UTC; 0 without any.
    pub last_ms: u64,
    /// How often each class or label is named, the most frequent first. A case that names several counts for each.
    pub labels: Vec<LabelCount>,
    /// How often the first of them are named in each span.
    pub label_spans: Vec<LabelSpans>,
    /// Probability of the most probable class, in ten bins of 0…1.
    pub confidence: Vec<u32>,
    /// Its median, 0…1; `None` without any.
    pub median_confidence: Option<f32>,
    /// Cases whose 95 % set holds no class, one, two and so on.
    pub set_sizes: Vec<u32>,
    /// The first reader's assessments.
    pub agreement: AgreementCounts,
    /// Time of each step.
    pub latency: Vec<StepLatency>,
    /// Drift of these cases from the model's test data; `None` where those are unknown.
    pub drift: Option<DriftReport>,
}

/// Cases of a span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseSpan {
    /// Its beginning, in milliseconds since 1970-01-01 UTC.
    pub from_ms: u64,
    /// Cases that passed the gates.
    pub answered: u32,
    /// Cases that a gate refused.
    pub turned_away: u32,
}

/// Frequency of a class or label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelCount {
    /// Class or label as in the model's manifest.
    pub label: String,
    /// Cases.
    pub cases: u32,
}

/// Frequency of a class over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelSpans {
    /// Class or label as in the model's manifest.
    pub label: String,
    /// Cases in each of the spans of all cases.
    pub cases: Vec<u32>,
}

/// The first reader's assessments, in cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementCounts {
    /// Agrees with the model.
    pub agree: u32,
    /// Disagrees.
    pub disagree: u32,
    /// Undecided.
    pub unsure: u32,
    /// Not assessed yet.
    pub unread: u32,
}

/// Time of a step.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepLatency {
    /// The step.
    pub step: LatencyStep,
    /// Cases.
    pub cases: u32,
    /// Median in milliseconds.
    pub p50_ms: f64,
    /// 95th percentile in milliseconds.
    pub p95_ms: f64,
}

/// A step of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LatencyStep {
    /// Bytes to pixels.
    Decode,
    /// The gates before the network.
    Gates,
    /// Pixels to the network's input.
    Prepare,
    /// The network.
    Inference,
    /// The map.
    Explain,
    /// The total.
    Total,
}

/// Drift of cases from their model's test data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DriftReport {
    /// Name of the data set.
    pub data: String,
    /// Its split.
    pub split: Split,
    /// Compared cases of exactly this model.
    pub cases: u32,
    /// Drift of the most probable class.
    pub mix: Option<StabilityIndex>,
    /// Drift of its probability.
    pub confidence: Option<StabilityIndex>,
}

/// The population stability index: `Σ (p - q) ln (p / q)` over the shares of the same bins.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StabilityIndex {
    /// 0 for equal shares; it grows with their difference.
    pub value: f32,
    /// Its interpretation.
    pub shift: PopulationShift,
}

/// Interpretation of a stability index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PopulationShift {
    /// Too few cases: chance alone would reach half of the first limit.
    TooFew,
    /// Below 0.1.
    Stable,
    /// From 0.1 on.
    Moderate,
    /// From 0.25 on.
    Large,
}
