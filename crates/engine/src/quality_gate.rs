//! The file gate and the quality gate, and their words.

use super::steps;
use imaging::quality::{Fault, LEAST_CONTRAST, QualityMeasures};
use model::{QualityCheck, QualityLimit};
use protocol::{Gate, GateOutcome, GateReport, Measure, Refusal, RefusalKind};

/// Is there anything in the picture?
pub(super) fn file(measures: &QualityMeasures) -> GateReport {
    let is_blank = measures.contrast < LEAST_CONTRAST;
    let refusal = || {
        refusal(
            RefusalKind::Blank,
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
/// the order in which their reasons say most; `hiding` is the fault that hides the picture's kind, whose reason comes
/// first. Not run where the model has no limits.
pub(super) fn quality(measures: &QualityMeasures, limits: &[QualityLimit], hiding: Option<Fault>) -> GateReport {
    let crossed = steps::crossed(measures, limits);
    let compared = limits.iter().filter_map(|limit| {
        let value = measures.value(&limit.measure)?;
        Some(Measure { name: limit.measure.clone(), value, limit: limit.least.or(limit.most)? })
    });
    let outcome = match crossed {
        _ if limits.is_empty() => GateOutcome::NotRun,
        None => GateOutcome::Passed,
        Some(limit) => {
            let check = match hiding {
                // Cut out it is the right kind, whichever limit what stands around it crosses.
                Some(Fault::Surrounded) if fault_of(limit) != Fault::Surrounded => QualityCheck::Screenshot,
                _ => limit.check,
            };
            GateOutcome::Refused(refusal_of(check, measures))
        }
    };
    GateReport { gate: Gate::Quality, outcome, measures: compared.collect() }
}

/// Whether a picture lies beyond a limit; a measure that is unknown crosses nothing.
pub(super) fn is_crossed(limit: &QualityLimit, measures: &QualityMeasures) -> bool {
    measures.value(&limit.measure).is_some_and(|value| {
        limit.least.is_some_and(|least| value < least) || limit.most.is_some_and(|most| value > most)
    })
}

/// What of a limit's fault can be mended without the original.
pub(super) fn fault_of(limit: &QualityLimit) -> Fault {
    match limit.check {
        QualityCheck::Coloured => Fault::Coloured,
        QualityCheck::Screenshot | QualityCheck::Borders => Fault::Surrounded,
        QualityCheck::TooDark => Fault::Dark,
        QualityCheck::TooBright => Fault::Bright,
        QualityCheck::Blurred | QualityCheck::Upscaled | QualityCheck::Moire => Fault::Lost,
    }
}

fn refusal_of(check: QualityCheck, measures: &QualityMeasures) -> Refusal {
    let original = "Use the original file that the scanner or the archive gives, not a picture of a picture.";
    let empty;
    let (message, hint) = match check {
        QualityCheck::Screenshot => (
            "Expected the picture alone, found it within something else, as a window or a page.",
            "Cut everything but the picture away, or save the picture itself from the viewer as PNG.",
        ),
        QualityCheck::Coloured => (
            "Expected a picture in shades of grey, found colour, as lamps and screens give it to photographs.",
            "Save it in shades of grey. A photograph of a screen or of film, or a coloured overlay, does not become right by that: use the original file.",
        ),
        QualityCheck::Borders => {
            empty = format!("Expected a picture that fills its frame, found {} of it empty.", percent(measures.border));
            (empty.as_str(), "Cut the empty border away.")
        }
        QualityCheck::TooDark => (
            "Expected a picture with bright parts, found one that is dark all over.",
            "Export it again with a narrower window, so that its brightest parts are white.",
        ),
        QualityCheck::TooBright => (
            "Expected a picture with dark and bright parts, found one that is too bright, or has black and white exchanged.",
            "Export it again with black as black: not inverted, and with a wider window.",
        ),
        QualityCheck::Upscaled => (
            "Expected a picture with detail of its own, found a very small one, or one that was blown up from a small one.",
            original,
        ),
        QualityCheck::Moire => (
            "Expected a picture without a pattern over it, found a fine regular one, as in a photograph of a screen.",
            original,
        ),
        QualityCheck::Blurred => ("Expected a sharp picture, found a blurred one.", original),
    };
    refusal(check.into(), message, hint)
}

fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}

pub(super) fn refusal(kind: RefusalKind, message: &str, hint: &str) -> Refusal {
    Refusal { kind, message: message.into(), hint: hint.into(), task: None }
}
