//! In what two answers differ.

use finding::{Abstention, Backend, Decision, Gate, LabelState, ModelIdentity};
use text::Message;

/// Something in which an answer differs from that of a capsule: `kept` is what stands in the capsule.
#[derive(Clone, Debug, PartialEq)]
pub enum CapsuleDifference {
    /// Another model, or another version of it.
    Model {
        /// Then.
        kept: Box<ModelIdentity>,
        /// Now.
        now: Box<ModelIdentity>,
    },
    /// The picture becomes the network's input in another way.
    Preprocessing,
    /// The file was read in another way: format, size, orientation or warnings.
    Source,
    /// Text seems to stand at other borders.
    TextAtBorders,
    /// A gate said something else.
    Gate(Gate),
    /// A gate measured something else, or measured it only once.
    Measure {
        /// Which gate.
        gate: Gate,
        /// Name of the measure.
        name: String,
        /// Then.
        kept: Option<f32>,
        /// Now.
        now: Option<f32>,
    },
    /// The kind of acquisition is another one, or as certain as before.
    Acquisition,
    /// Another kind of answer, or other labels.
    Labels,
    /// A probability, of a class or of a label.
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
    /// The threshold of a label, or the rate at which its state is true.
    Threshold {
        /// The label.
        label: String,
    },
    /// A set of classes that holds the true one at a stated rate.
    PredictionSet,
    /// The area of a label.
    Area {
        /// The label.
        label: String,
    },
    /// What is outlined, or which cells have which class.
    Outline,
    /// The maps of evidence.
    Maps,
}

impl CapsuleDifference {
    /// For the visitor.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Model { kept, now } => text::capsule::model(named(kept), named(now)),
            Self::Preprocessing => text::capsule::preprocessing(),
            Self::Source => text::capsule::source(),
            Self::TextAtBorders => text::capsule::borders(),
            Self::Gate(gate) => text::capsule::gate(gate.name()),
            Self::Measure { name, kept, now, .. } => text::capsule::measure(name, digits(*kept), digits(*now)),
            Self::Acquisition => text::capsule::acquisition(),
            Self::Labels => text::capsule::labels(),
            Self::Probability { label, kept, now } => {
                text::capsule::probability(label, digits(Some(*kept)), digits(Some(*now)))
            }
            Self::Decision { kept, now } => text::capsule::decision(shown(kept), shown(now)),
            Self::Abstention { kept, now } => {
                // Between two reasons not to say anything there is a difference too.
                let says = |abstention: &Option<Abstention>| abstention.is_none();
                text::capsule::abstention(match (says(kept), says(now)) {
                    (true, _) => "now",
                    (false, true) => "then",
                    (false, false) => "both",
                })
            }
            Self::State { label, .. } => text::capsule::state(label),
            Self::Threshold { label } => text::capsule::threshold(label),
            Self::PredictionSet => text::capsule::set(),
            Self::Area { label } => text::capsule::area(label),
            Self::Outline => text::capsule::outline(),
            Self::Maps => text::capsule::maps(),
        }
    }
}

/// The model with its version and the beginning of its hash, by which two of the same name are told.
fn named(model: &ModelIdentity) -> String {
    let hash: String = model.weights_sha256.chars().take(12).collect();
    format!("{} {} ({hash})", model.name, model.version)
}

/// With as many as the number has; a dash where there is none.
fn digits(number: Option<f32>) -> String {
    number.map_or_else(|| "–".to_owned(), |number| number.to_string())
}

fn shown(decision: &Decision) -> Message {
    match decision {
        Decision::Class { label } => text::capsule::shown(label),
        Decision::Set { labels } => text::capsule::shown(labels.join(", ")),
        Decision::Abstain { .. } => text::capsule::nothing_shown(),
    }
}

/// As people know it.
pub(super) fn device(backend: Backend) -> &'static str {
    match backend {
        Backend::WebGpu => "WebGPU",
        Backend::Cpu => "CPU",
    }
}
