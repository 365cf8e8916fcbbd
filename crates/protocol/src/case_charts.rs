//! What is counted of kept cases, to be drawn.

use evaluation::Split;
use serde::{Deserialize, Serialize};

/// Which cases are counted: all of it applies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartQuery {
    /// Of this task; `None` for all.
    pub task: Option<String>,
    /// Kept at this time or later, in milliseconds since 1970-01-01 UTC.
    pub from_ms: Option<u64>,
    /// Kept before this time, likewise.
    pub before_ms: Option<u64>,
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CaseFigures {
    /// All tasks with cases, in alphabetical order, independent of the query.
    pub tasks: Vec<String>,
    /// Cases that were counted.
    pub cases: u32,
    /// How many of them a gate refused.
    pub turned_away: u32,
    /// How many of them name nothing for another reason.
    pub unnamed: u32,
    /// Cases in spans of equally many days of the zone of whoever looks, the earliest first; without gaps.
    pub spans: Vec<CaseSpan>,
    /// When the last of them was kept, in milliseconds since 1970-01-01 UTC; 0 without any.
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
    /// What the first reader says.
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
    /// Cases that a gate let pass.
    pub answered: u32,
    /// Cases that one turned away.
    pub turned_away: u32,
}

/// How often something is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelCount {
    /// Class or label as in the model's manifest.
    pub label: String,
    /// Cases.
    pub cases: u32,
}

/// How often a class is named over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelSpans {
    /// Class or label as in the model's manifest.
    pub label: String,
    /// Cases in each of the spans of all cases.
    pub cases: Vec<u32>,
}

/// What the first reader says, in cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementCounts {
    /// The same as the model.
    pub agree: u32,
    /// Something else.
    pub disagree: u32,
    /// Neither.
    pub unsure: u32,
    /// Nothing yet.
    pub unread: u32,
}

/// Time of a step.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepLatency {
    /// Which one.
    pub step: LatencyStep,
    /// Cases.
    pub cases: u32,
    /// Milliseconds that half of them took at most.
    pub p50_ms: f64,
    /// Milliseconds that 95 of 100 took at most.
    pub p95_ms: f64,
}

/// A step of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LatencyStep {
    /// Bytes to pixels.
    Decode,
    /// Whether the picture may be answered.
    Gates,
    /// Pixels to the network's input.
    Prepare,
    /// The network.
    Inference,
    /// The map.
    Explain,
    /// All of it.
    Total,
}

/// Drift of cases from their model's test data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DriftReport {
    /// Name of the data set.
    pub data: String,
    /// Its split.
    pub split: Split,
    /// Cases of this very model that were compared.
    pub cases: u32,
    /// Which class is the most probable one.
    pub mix: Option<StabilityIndex>,
    /// How probable it is.
    pub confidence: Option<StabilityIndex>,
}

/// The population stability index: `Σ (p - q) ln (p / q)` over the shares of the same bins.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StabilityIndex {
    /// 0 for equal shares; it grows with their difference.
    pub value: f32,
    /// What it says.
    pub shift: PopulationShift,
}

/// What a stability index says.
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
