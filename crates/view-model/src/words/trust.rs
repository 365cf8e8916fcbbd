//! How far to trust an answer.

use super::catalogue::{finding, unit};
use super::{class_name, none_stood_out, one_of, percent, percent_between};
use crate::state::ClassAnswer;
use evaluation::{Bin, Evaluation, HeldMeasure, MeasuredPoint, SetCoverage};
use protocol::{Abstention, CrossCheck, Decision, Gate, GateOutcome, Measure, Refusal, RefusalKind};
use text::Message;

/// Answers whose certainty differs by at most this are combined when their errors are counted: bins of equal mass are
/// closer than this where most answers are.
const SIMILAR: f32 = 0.02;

/// The guarantee of a prediction set, and its measured coverage.
#[must_use]
pub fn set_meaning(level: f32, evaluation: Option<&Evaluation>) -> Message {
    let in_100 = level * 100.0;
    let measured = evaluation.and_then(|test| Some((test, coverage_at(test, level)?.coverage)));
    match measured {
        Some((test, set)) => {
            text::trust::set_measured(in_100, set.value, test.n, set.low, set.high, &test.data, test.split.name())
        }
        None => text::trust::set_promise(in_100),
    }
}

/// Measured coverage of the sets of one level.
#[must_use]
pub fn coverage_at(evaluation: &Evaluation, level: f32) -> Option<&SetCoverage> {
    evaluation.sets.iter().find(|set| (set.level - level).abs() < 1e-3)
}

/// "Right in about 96 of 100 such answers", from the answers of similar certainty, with their data and split. `groups`
/// is what one group of the pictures is, as `TaskWords::groups` has it: where it is no patient, the figure may be too good
/// for new people, and that is added. `None` where no bin was measured.
#[must_use]
pub fn right_in_100(evaluation: &Evaluation, confidence: f32, groups: &str) -> Option<Message> {
    let bins = &evaluation.reliability.after;
    let off = |bin: &Bin| (bin.confidence - confidence).abs();
    let nearest = bins.iter().filter(|bin| bin.n > 0).min_by(|a, b| off(a).total_cmp(&off(b)))?;
    let alike = bins.iter().filter(|bin| bin.n > 0 && (bin.confidence - nearest.confidence).abs() <= SIMILAR);
    let (n, right) = alike.fold((0, 0.0), |(n, right), bin| (n + bin.n, right + bin.accuracy * bin.n as f32));
    let right = right.round().min(n as f32);
    let (count, data, split) = (right as u32, &evaluation.data, evaluation.split.name());
    Some(if right >= n as f32 {
        // The rule of three: with none wrong of n, the 95 % upper bound is 3 / n (Hanley and Lippman-Hand, 1983).
        let least = (100.0 - (300.0 / n as f32).ceil()).max(0.0);
        text::trust::right_at_least(groups, least, count, n, data, split)
    } else {
        let share = right / n as f32 * 100.0;
        text::trust::right_about(groups, share.min(99.0), count, n, data, split)
    })
}

/// Headline where no class is shown: of labels that are judged each by itself, which of them stand out.
#[must_use]
pub fn abstention_title(answer: &ClassAnswer, why: Abstention) -> Message {
    if let Some(found) = answer.judged() {
        return super::labels_title(found);
    }
    match (why, answer.provenance.refusal()) {
        (Abstention::EmptySet, _) => text::trust::fits_none(),
        (Abstention::FullSet, _) => text::trust::fits_any(),
        (Abstention::Unclear, _) => text::trust::unclear(),
        (Abstention::NoFinding, _) => none_stood_out(answer.classes.probabilities.len().saturating_sub(1)),
        (Abstention::Gate, None) => text::trust::turned_away(),
        (Abstention::Gate, Some((_, refusal))) => refusal_title(refusal),
    }
}

/// What the abstention means and what would help: one sentence each. How often the model is wrong is stated beside it,
/// once.
#[must_use]
pub fn abstention_help(answer: &ClassAnswer, why: Abstention) -> (Message, Message) {
    if answer.judged().is_some() {
        return (text::answer::judged(), text::answer::judged_help());
    }
    match (why, answer.provenance.refusal()) {
        (Abstention::Gate, Some((_, refusal))) => (refusal.beyond_headline(), refusal.hint.clone()),
        (Abstention::Gate, None) => (text::trust::turned_away_means(), text::trust::turned_away_help()),
        (Abstention::EmptySet, _) => (text::trust::fits_none_means(), text::trust::fits_none_help(unit())),
        (Abstention::FullSet, _) => (text::trust::fits_any_means(), text::trust::fits_any_help(unit())),
        (Abstention::Unclear, _) => {
            let open = answer.classes.prediction_sets.first().map(|set| set.labels.as_slice()).unwrap_or_default();
            (text::trust::unclear_means(one_of(open)), text::trust::unclear_help(unit()))
        }
        (Abstention::NoFinding, _) => (text::trust::no_finding_means(finding()), text::trust::no_finding_help()),
    }
}

/// The word in `data-reason`: the kind of the refusal, or of the set.
#[must_use]
pub fn abstention_reason(answer: &ClassAnswer, why: Abstention) -> &'static str {
    match (why, answer.provenance.refusal()) {
        (Abstention::Gate, Some((_, refusal))) => refusal.kind.name(),
        (why, _) => why.name(),
    }
}

/// Whether the picture was refused for its kind: another model may read it, or none does.
#[must_use]
pub fn is_of_other_kind(answer: &ClassAnswer) -> bool {
    let is_gate = answer.classes.decision == (Decision::Abstain { why: Abstention::Gate });
    let kind = answer.provenance.refusal().map(|(_, refusal)| refusal.kind);
    let of_kind = [
        RefusalKind::OtherModality,
        RefusalKind::OtherRegion,
        RefusalKind::NotMedical,
        RefusalKind::OtherTask,
        RefusalKind::OtherMedical,
        RefusalKind::UnsureModality,
    ];
    is_gate && kind.is_some_and(|kind| of_kind.contains(&kind))
}

fn refusal_title(refusal: &Refusal) -> Message {
    match refusal.kind {
        RefusalKind::Blank => text::trust::blank(),
        RefusalKind::Blurred => text::trust::blurred(),
        RefusalKind::TooDark => text::trust::too_dark(),
        RefusalKind::TooBright => text::trust::too_bright(),
        RefusalKind::Upscaled => text::trust::upscaled(),
        RefusalKind::Borders => text::trust::borders(),
        RefusalKind::Coloured => text::trust::coloured(),
        RefusalKind::Screenshot => text::trust::screenshot(),
        RefusalKind::Moire => text::trust::moire(),
        RefusalKind::Photographed => text::trust::photographed(),
        RefusalKind::OtherModality => text::trust::other_modality(),
        RefusalKind::OtherRegion => text::trust::other_region(),
        RefusalKind::NotMedical => text::trust::not_medical(),
        RefusalKind::OtherTask => {
            kind_of_picture(refusal).map_or_else(text::trust::other_kind, text::trust::other_task)
        }
        RefusalKind::OtherMedical => text::trust::other_medical(),
        RefusalKind::UnsureModality => text::trust::unsure(),
        RefusalKind::Unlike => text::trust::unlike(),
        RefusalKind::OtherAcquisition => text::trust::other_acquisition(),
    }
}

/// "a chest X-ray": what the refusal says that it looks like, in the terms of the refusing model.
pub(super) fn kind_of_picture(refusal: &Refusal) -> Option<Message> {
    refusal.looks_like().cloned()
}

/// A gate's name in the list.
#[must_use]
pub fn gate_name(gate: Gate) -> Message {
    match gate {
        Gate::File => text::trust::gate_file(),
        Gate::Quality => text::trust::gate_quality(),
        Gate::Modality => text::trust::gate_modality(),
        Gate::Likeness => text::trust::gate_likeness(),
    }
}

/// The word in `data-state`.
#[must_use]
pub fn gate_state(outcome: &GateOutcome) -> &'static str {
    match outcome {
        GateOutcome::Passed => "passed",
        GateOutcome::Refused(_) => "refused",
        GateOutcome::NotRun => "not_run",
    }
}

/// The result of a gate, beside its name.
#[must_use]
pub fn gate_outcome(outcome: &GateOutcome) -> Message {
    match outcome {
        GateOutcome::Passed => text::trust::passed(),
        GateOutcome::Refused(_) => text::trust::refused(),
        GateOutcome::NotRun => text::trust::not_run(),
    }
}

/// The note on an answer to one of the page's own drawings, whose gates only report.
#[must_use]
pub fn drawn(answer: &ClassAnswer) -> Message {
    if answer.classes.decision == (Decision::Abstain { why: Abstention::Gate }) {
        text::trust::drawn_refused()
    } else if answer.provenance.refusal().is_some() {
        text::trust::drawn_told()
    } else {
        text::trust::drawn_answered()
    }
}

/// "sharpness 0.420, at least 0.100".
#[must_use]
pub fn measure(measure: &Measure) -> Message {
    // Pixels and grey levels are whole numbers: with decimals, "320.000" reads as thousands in some languages.
    let is_whole = matches!(measure.name.as_str(), "side" | "white" | "black");
    let said = |value: f32| if is_whole { text::number::whole(value) } else { text::number::score(value) };
    text::trust::measure(measure.name.as_str(), said(measure.value), said(measure.limit))
}

/// The second run on the CPU, in one sentence.
#[must_use]
pub fn cross_check(cross: CrossCheck) -> Message {
    if cross.agreed {
        text::trust::cross_agreed(cross.largest_deviation)
    } else {
        text::trust::cross_differed(cross.largest_deviation)
    }
}

/// The result of an operating point for this picture.
#[must_use]
pub fn point_line(point: &MeasuredPoint, probability: f32) -> Message {
    let class = class_name(&point.label);
    if probability >= point.threshold {
        text::trust::point_above(class, point.threshold, probability)
    } else {
        text::trust::point_below(class, point.threshold, probability)
    }
}

/// The measured performance of an operating point.
#[must_use]
pub fn point_measured(point: &MeasuredPoint, evaluation: &Evaluation) -> Message {
    let [sensitivity, specificity] = [point.sensitivity, point.specificity].map(percent_between);
    text::trust::point_measured(sensitivity, specificity, evaluation.n, &evaluation.data, evaluation.split.name())
}

/// "Specificity at least 90 %".
#[must_use]
pub fn point_name(held: HeldMeasure, level: f32) -> Message {
    match held {
        HeldMeasure::Sensitivity => text::trust::point_sensitivity(percent(level)),
        HeldMeasure::Specificity => text::trust::point_specificity(percent(level)),
    }
}
