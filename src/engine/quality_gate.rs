//! The file gate and the quality gate, and their words.

use super::steps;
use crate::imaging::quality::{LEAST_CONTRAST, QualityMeasures};
use crate::protocol::{Gate, GateOutcome, GateReport, Measure, Refusal};
use crate::weights::QualityLimit;

/// Is there anything in the picture?
pub(super) fn file(measures: &QualityMeasures) -> GateReport {
    let is_blank = measures.contrast < LEAST_CONTRAST;
    let refusal = || {
        refusal(
            "blank",
            "Expected a picture, found an even area with nothing in it.",
            "Check that the right file was chosen and that the export was complete.",
        )
    };
    let measure = Measure { name: "contrast".into(), value: measures.contrast, limit: LEAST_CONTRAST };
    GateReport {
        gate: Gate::File,
        outcome: if is_blank { GateOutcome::Refused(refusal()) } else { GateOutcome::Passed },
        measures: vec![measure],
    }
}

/// Is it sharp, well exposed, and no screenshot? The first limit that is crossed gives the reason; limits stand in
/// the order in which their reasons say most. Not run where the model has no limits.
pub(super) fn quality(measures: &QualityMeasures, limits: &[QualityLimit]) -> GateReport {
    let crossed = steps::crossed(measures, limits);
    let compared = limits.iter().filter_map(|limit| {
        let value = measures.value(&limit.measure)?;
        Some(Measure { name: limit.measure.clone(), value, limit: limit.least.or(limit.most)? })
    });
    let outcome = match crossed {
        _ if limits.is_empty() => GateOutcome::NotRun,
        None => GateOutcome::Passed,
        Some(limit) => GateOutcome::Refused(refusal_of(limit, measures)),
    };
    GateReport { gate: Gate::Quality, outcome, measures: compared.collect() }
}

/// Whether a picture lies beyond a limit; a measure that is unknown crosses nothing.
pub(super) fn is_crossed(limit: &QualityLimit, measures: &QualityMeasures) -> bool {
    measures.value(&limit.measure).is_some_and(|value| {
        limit.least.is_some_and(|least| value < least) || limit.most.is_some_and(|most| value > most)
    })
}

fn refusal_of(limit: &QualityLimit, measures: &QualityMeasures) -> Refusal {
    let original = "Use the original file that the scanner or the archive gives, not a picture of a picture.";
    match limit.check.as_str() {
        "screenshot" => refusal(
            "screenshot",
            "Expected the picture alone, found straight edges as of a window or a page.",
            "Export the picture itself, or cut everything else away.",
        ),
        "coloured" => refusal(
            "coloured",
            "Expected a picture in shades of grey, found colour.",
            "Use the original grey picture: no photograph, no coloured overlay.",
        ),
        "borders" => refusal(
            "borders",
            &format!("Expected a picture that fills its frame, found {} of it empty.", percent(measures.border)),
            "Cut the empty border away.",
        ),
        "too_dark" => refusal(
            "too_dark",
            "Expected a picture with bright parts, found one that is dark all over.",
            "Export it again with another window or brightness.",
        ),
        "too_bright" => refusal(
            "too_bright",
            "Expected a picture with dark and bright parts, found one that is too bright, or has black and white exchanged.",
            "Export it again with another window, and not inverted.",
        ),
        "upscaled" => refusal(
            "upscaled",
            "Expected a picture with detail of its own, found a very small one, or one that was blown up from a small one.",
            original,
        ),
        "moire" => refusal(
            "moire",
            "Expected a picture without a pattern over it, found a fine regular one, as in a photograph of a screen.",
            original,
        ),
        _ => refusal(&limit.check, "Expected a sharp picture, found a blurred one.", original),
    }
}

fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}

pub(super) fn refusal(kind: &str, message: &str, hint: &str) -> Refusal {
    Refusal { kind: kind.into(), message: message.into(), hint: hint.into(), task: None }
}
