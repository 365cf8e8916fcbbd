//! Differences between two answers.

use finding::{Abstention, Area, Backend, Decision, Gate, GateOutcome, LabelState, ModelIdentity, PredictionSet};
use text::Message;

/// A difference of an answer from that of a capsule: `kept` is the value in the capsule.
#[derive(Clone, Debug, PartialEq)]
pub enum CapsuleDifference {
    /// Another model, or another version of it.
    Model {
        /// Then.
        kept: Box<ModelIdentity>,
        /// Now.
        now: Box<ModelIdentity>,
    },
    /// The preprocessing differs.
    Preprocessing,
    /// The file was decoded differently: format, size or orientation.
    Source {
        /// Then, as `PNG, 200 × 100, 1`.
        kept: String,
        /// Now.
        now: String,
    },
    /// The notes on the file differ.
    Warnings,
    /// Text was detected at other borders.
    TextAtBorders,
    /// A gate's result or limits differ.
    Gate {
        /// Which gate.
        gate: Gate,
        /// Its results then and now; `None` where there was no such gate.
        outcomes: Box<[Option<GateOutcome>; 2]>,
    },
    /// A gate's measurement differs, or exists only once.
    Measure {
        /// Which gate.
        gate: Gate,
        /// Name of the measurement.
        name: String,
        /// Then.
        kept: Option<f32>,
        /// Now.
        now: Option<f32>,
    },
    /// The kind of acquisition or its certainty differs.
    Acquisition,
    /// Another kind of answer, or other labels.
    Labels,
    /// The probability of a class or of a label.
    Probability {
        /// The label.
        label: String,
        /// Then, 0…1.
        kept: f32,
        /// Now, 0…1.
        now: f32,
    },
    /// What may be shown of classes.
    Decision {
        /// Then.
        kept: Decision,
        /// Now.
        now: Decision,
    },
    /// What may be shown of labels or areas at all.
    Abstention {
        /// Then.
        kept: Option<Abstention>,
        /// Now.
        now: Option<Abstention>,
    },
    /// What may be shown of a label.
    State {
        /// The label.
        label: String,
        /// Then.
        kept: LabelState,
        /// Now.
        now: LabelState,
    },
    /// The threshold of a label, or the rate at which its state is correct.
    Threshold {
        /// The label.
        label: String,
        /// Both then, 0…1.
        kept: (f32, Option<f32>),
        /// Both now, 0…1.
        now: (f32, Option<f32>),
    },
    /// Sets of classes that hold the true one at a stated rate.
    PredictionSet {
        /// Then.
        kept: Vec<PredictionSet>,
        /// Now.
        now: Vec<PredictionSet>,
    },
    /// The area of a label.
    Area {
        /// Then.
        kept: Box<Area>,
        /// Now.
        now: Box<Area>,
    },
    /// What is outlined, or which cells have which class.
    Outline,
    /// The maps of evidence.
    Maps,
}

impl CapsuleDifference {
    /// For the visitor; `name` gives the name of a label.
    #[must_use]
    pub fn message(&self, name: &dyn Fn(&str) -> String) -> Message {
        match self {
            Self::Model { kept, now } => text::capsule::model(named(kept), named(now)),
            Self::Preprocessing => text::capsule::preprocessing(),
            Self::Source { kept, now } => text::capsule::source(kept, now),
            Self::Warnings => text::capsule::warnings(),
            Self::TextAtBorders => text::capsule::borders(),
            Self::Gate { gate, outcomes } => {
                let [kept, now] = &**outcomes;
                let (kept, now) = (outcome(kept.as_ref()), outcome(now.as_ref()));
                if kept == now {
                    text::capsule::limits(gate.name())
                } else {
                    text::capsule::gate(gate.name(), kept, now)
                }
            }
            Self::Measure { name, kept, now, .. } => text::capsule::measure(name, digits(*kept), digits(*now)),
            Self::Acquisition => text::capsule::acquisition(),
            Self::Labels => text::capsule::labels(),
            Self::Probability { label, kept, now } => {
                text::capsule::probability(name(label), digits(Some(*kept)), digits(Some(*now)))
            }
            Self::Decision { kept, now } => text::capsule::decision(shown(kept, name), shown(now, name)),
            Self::Abstention { kept, now } => {
                // Two different reasons to abstain are a difference too.
                let says = |abstention: &Option<Abstention>| abstention.is_none();
                text::capsule::abstention(match (says(kept), says(now)) {
                    (true, _) => "now",
                    (false, true) => "then",
                    (false, false) => "both",
                })
            }
            Self::State { label, kept, now } => text::capsule::state(name(label), state(*kept), state(*now)),
            Self::Threshold { label, kept, now } => text::capsule::threshold(name(label), rates(*kept), rates(*now)),
            Self::PredictionSet { kept, now } => text::capsule::set(sets(kept, name), sets(now, name)),
            Self::Area { kept, now } => text::capsule::area(name(&kept.label), area(kept), area(now)),
            Self::Outline => text::capsule::outline(),
            Self::Maps => text::capsule::maps(),
        }
    }
}

/// The model with its version and the beginning of its hash, which distinguishes two of the same name.
fn named(model: &ModelIdentity) -> String {
    let hash: String = model.weights_sha256.chars().take(12).collect();
    format!("{} {} ({hash})", model.name, model.version)
}

/// With as many digits as the number has; a dash where there is none.
fn digits(number: Option<f32>) -> String {
    number.map_or_else(|| "–".to_owned(), |number| number.to_string())
}

/// The result of a gate.
fn outcome(outcome: Option<&GateOutcome>) -> Message {
    match outcome {
        None => text::capsule::no_gate(),
        Some(GateOutcome::Passed) => text::capsule::passed(),
        Some(GateOutcome::NotRun) => text::capsule::not_run(),
        Some(GateOutcome::Refused(refusal)) => text::capsule::refused(refusal.message.clone()),
    }
}

fn state(state: LabelState) -> Message {
    match state {
        LabelState::Present => text::capsule::present(),
        LabelState::Absent => text::capsule::absent(),
        LabelState::Unclear => text::capsule::unclear(),
    }
}

/// A threshold, followed by the rate at which its answer is correct.
fn rates((threshold, level): (f32, Option<f32>)) -> String {
    format!("{} ({})", digits(Some(threshold)), digits(level))
}

/// Each with its rate: `0.95: rust, mould; 0.99: rust, mould, clear`.
fn sets(sets: &[PredictionSet], name: &dyn Fn(&str) -> String) -> String {
    let set = |set: &PredictionSet| format!("{}: {}", digits(Some(set.level)), names(&set.labels, name));
    let all: Vec<String> = sets.iter().map(set).collect();
    if all.is_empty() { "–".to_owned() } else { all.join("; ") }
}

/// Cells, size and probability.
fn area(area: &Area) -> String {
    let size = area.square_millimetres.map_or_else(|| "–".to_owned(), |size| size.to_string());
    format!("{}, {size} mm², {}", area.cells, digits(area.probability))
}

fn names(labels: &[String], name: &dyn Fn(&str) -> String) -> String {
    labels.iter().map(|label| name(label)).collect::<Vec<_>>().join(", ")
}

fn shown(decision: &Decision, name: &dyn Fn(&str) -> String) -> Message {
    match decision {
        Decision::Class { label } => text::capsule::shown(name(label)),
        Decision::Set { labels } => text::capsule::shown(names(labels, name)),
        Decision::Abstain { .. } => text::capsule::nothing_shown(),
    }
}

/// Its name for people.
pub(super) fn device(backend: Backend) -> &'static str {
    match backend {
        Backend::WebGpu => "WebGPU",
        Backend::Cpu => "CPU",
    }
}
