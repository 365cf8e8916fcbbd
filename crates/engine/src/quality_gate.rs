//! The file gate and the quality gate, with their messages.

use super::steps;
use imaging::quality::{LEAST_CONTRAST, QualityFault, QualityMeasures};
use model::{QualityCheck, QualityLimit};
use protocol::{Gate, GateOutcome, GateReport, Measure, Refusal, RefusalKind};
use text::Message;

/// Is there anything in the picture?
pub(super) fn file(measures: &QualityMeasures) -> GateReport {
    let is_blank = measures.contrast < LEAST_CONTRAST;
    let refusal = || refusal(RefusalKind::Blank, text::refusal::blank(), text::refusal::blank_help());
    let measure = Measure { name: "contrast".into(), value: measures.contrast, limit: LEAST_CONTRAST };
    GateReport {
        gate: Gate::File,
        outcome: if is_blank { GateOutcome::Refused(refusal()) } else { GateOutcome::Passed },
        measures: vec![measure],
    }
}

/// Is it sharp, well exposed, and no screenshot? The first violated limit gives the reason; limits are ordered from the
/// most specific reason; `hiding` is the fault that hides the picture's kind, whose reason comes first. Not run where
/// the model has no limits.
pub(super) fn quality(measures: &QualityMeasures, limits: &[QualityLimit], hiding: Option<QualityFault>) -> GateReport {
    let crossed = steps::crossed(measures, limits);
    let compared = limits.iter().filter_map(|limit| {
        let value = measures.value(limit.measure);
        Some(Measure { name: limit.measure.name().into(), value, limit: limit.least.or(limit.most)? })
    });
    let outcome = match crossed {
        _ if limits.is_empty() => GateOutcome::NotRun,
        None => GateOutcome::Passed,
        Some(limit) => {
            let check = match hiding {
                // Cropped it is of the right kind, whichever limit its surroundings violate.
                Some(QualityFault::Surrounded) if fault_of(limit) != QualityFault::Surrounded => {
                    QualityCheck::Screenshot
                }
                _ => limit.check,
            };
            GateOutcome::Refused(refusal_of(check, measures))
        }
    };
    GateReport { gate: Gate::Quality, outcome, measures: compared.collect() }
}

/// The defect of a limit, if it can be corrected without the original.
pub(super) fn fault_of(limit: &QualityLimit) -> QualityFault {
    match limit.check {
        QualityCheck::Coloured => QualityFault::Coloured,
        QualityCheck::Screenshot | QualityCheck::Borders => QualityFault::Surrounded,
        QualityCheck::TooDark => QualityFault::Dark,
        QualityCheck::TooBright => QualityFault::Bright,
        QualityCheck::Blurred | QualityCheck::Upscaled | QualityCheck::Moire => QualityFault::Lost,
    }
}

fn refusal_of(check: QualityCheck, measures: &QualityMeasures) -> Refusal {
    let (message, hint) = match check {
        QualityCheck::Screenshot => (text::refusal::screenshot(), text::refusal::screenshot_help()),
        QualityCheck::Coloured => (text::refusal::coloured(), text::refusal::coloured_help()),
        QualityCheck::Borders => (text::refusal::borders(measures.border), text::refusal::borders_help()),
        QualityCheck::TooDark => (text::refusal::too_dark(), text::refusal::too_dark_help()),
        QualityCheck::TooBright => (text::refusal::too_bright(), text::refusal::too_bright_help()),
        QualityCheck::Upscaled => (text::refusal::upscaled(), text::refusal::original_help()),
        QualityCheck::Moire => (text::refusal::moire(), text::refusal::original_help()),
        QualityCheck::Blurred => (text::refusal::blurred(), text::refusal::original_help()),
    };
    refusal(check.into(), message, hint)
}

pub(super) fn refusal(kind: RefusalKind, message: Message, hint: Message) -> Refusal {
    Refusal { kind, message, hint, task: None }
}
