//! What steps of an answer and shifts of cases are called in charts.

use protocol::{LatencyStep, PopulationShift, StabilityIndex};
use text::Message;

/// The name of a step.
pub(super) fn step_name(step: LatencyStep) -> Message {
    match step {
        LatencyStep::Decode => text::charts::decode(),
        LatencyStep::Gates => text::charts::gates(),
        LatencyStep::Prepare => text::charts::prepare(),
        LatencyStep::Inference => text::charts::inference(),
        LatencyStep::Explain => text::charts::explain(),
        LatencyStep::Total => text::charts::total(),
    }
}

/// How far something has moved from the training, in a sentence.
pub(super) fn shift_said(what: Message, index: StabilityIndex) -> Message {
    match index.shift {
        PopulationShift::TooFew => text::charts::too_few(what),
        PopulationShift::Stable => text::charts::stable(what, index.value),
        PopulationShift::Moderate => text::charts::moderate(what, index.value),
        PopulationShift::Large => text::charts::large(what, index.value),
    }
}
