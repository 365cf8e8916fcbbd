//! How far to believe one answer.

use super::catalogue::unit;
use super::{class_name, none_stood_out, percent, percent_score};
use crate::ui::state::ClassAnswer;
use evaluation::{Bin, Evaluation, MeasuredPoint, SetCoverage};
use protocol::{Abstention, CrossCheck, Decision, Gate, GateOutcome, Measure, Refusal, RefusalKind};

/// Answers whose certainty differs by at most this are taken together when their errors are counted: bins of
/// equal mass lie closer than this where most answers are.
const SIMILAR: f32 = 0.02;

/// "Pneumonia or oedema"; three or more with commas.
#[must_use]
pub fn one_of(labels: &[String]) -> String {
    let names = labels.iter().map(|label| class_name(label));
    let names: Vec<String> =
        names.enumerate().map(|(at, name)| if at == 0 { name } else { name.to_ascii_lowercase() }).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} or {last}", first.join(", ")),
        None => String::new(),
    }
}

/// What a set of classes promises, and what was measured of that promise.
#[must_use]
pub fn set_meaning(level: f32, evaluation: Option<&Evaluation>) -> String {
    let promise = format!(
        "The true class is among those that are left open in about {:.0} of 100 pictures like the test pictures.",
        level * 100.0
    );
    let measured = evaluation.and_then(|test| Some((test, coverage_at(test, level)?)));
    measured.map_or(promise.clone(), |(test, set)| {
        format!(
            "{promise} Measured: {} of {} pictures ({} to {}; “{}”, split {}).",
            percent_score(set.coverage.value),
            test.n,
            percent_score(set.coverage.low),
            percent_score(set.coverage.high),
            test.data,
            test.split
        )
    })
}

/// What was measured of the sets of one level.
#[must_use]
pub fn coverage_at(evaluation: &Evaluation, level: f32) -> Option<&SetCoverage> {
    evaluation.sets.iter().find(|set| (set.level - level).abs() < 1e-3)
}

/// "Right in about 96 of 100 such answers", from the answers of similar certainty, with their data and split. `None`
/// where no bin was measured.
#[must_use]
pub fn right_in_100(evaluation: &Evaluation, confidence: f32) -> Option<String> {
    let bins = &evaluation.reliability.after;
    let off = |bin: &Bin| (bin.confidence - confidence).abs();
    let nearest = bins.iter().filter(|bin| bin.n > 0).min_by(|a, b| off(a).total_cmp(&off(b)))?;
    let alike = bins.iter().filter(|bin| bin.n > 0 && (bin.confidence - nearest.confidence).abs() <= SIMILAR);
    let (n, right) = alike.fold((0, 0.0), |(n, right), bin| (n + bin.n, right + bin.accuracy * bin.n as f32));
    let right = right.round().min(n as f32);
    let share = right / n as f32 * 100.0;
    let said = if right >= n as f32 {
        // The rule of three: with none wrong of n, the 95 % upper bound is 3 / n (Hanley and Lippman-Hand, 1983).
        format!("at least {:.0}", (100.0 - (300.0 / n as f32).ceil()).max(0.0))
    } else {
        format!("about {:.0}", share.min(99.0))
    };
    Some(format!(
        "Right in {said} of 100 such answers: in {right} of the {n} test pictures that it answered with similar certainty (“{}”, split {}).",
        evaluation.data, evaluation.split
    ))
}

/// Headline where no class is shown.
#[must_use]
pub fn abstention_title(answer: &ClassAnswer, why: Abstention) -> String {
    let title = match (why, answer.provenance.refusal()) {
        (Abstention::EmptySet, _) => "This picture fits none of the answers the model knows",
        (Abstention::FullSet, _) => "This picture could be any of the answers the model knows",
        (Abstention::Unclear, _) => "The model cannot tell whether there is anything to find",
        (Abstention::NoFinding, _) => return none_stood_out(answer.classes.probabilities.len().saturating_sub(1)),
        (Abstention::Gate, None) => "This picture was turned away",
        (Abstention::Gate, Some((_, refusal))) => return refusal_title(refusal),
    };
    title.to_owned()
}

/// What the abstention means and what would help: one sentence each. How often the model is wrong stands beside it, once.
#[must_use]
pub fn abstention_help(answer: &ClassAnswer, why: Abstention) -> (String, String) {
    let unit = unit();
    let (means, helps) = match (why, answer.provenance.refusal()) {
        (Abstention::Gate, Some((_, refusal))) => {
            // The headline has said it already.
            let said = format!("{}. ", refusal_title(refusal));
            let rest = refusal.message.strip_prefix(&said).unwrap_or(&refusal.message);
            return (rest.to_owned(), refusal.hint.clone());
        }
        (Abstention::Gate, None) => ("A check turned it away.", "Try another picture.".to_owned()),
        (Abstention::EmptySet, _) => (
            "Every answer fits it worse than it fits nearly all pictures of its kind, so none is named.",
            format!("Another {unit} may help, or the original file instead of a copy or a screenshot."),
        ),
        (Abstention::FullSet, _) => (
            "No answer can be ruled out with the promised certainty, so none is named.",
            format!(
                "Another {unit} of the same place may help, or the original file instead of a copy or a screenshot."
            ),
        ),
        (Abstention::Unclear, _) => {
            let open = answer.classes.prediction_sets.first().map_or(String::new(), |set| one_of(&set.labels));
            return (
                format!("It cannot choose: {open}. Where both a finding and none are left open, no class is named."),
                format!(
                    "Ask a radiologist, who sees the whole study. Another {unit} of the same place may help the model."
                ),
            );
        }
        (Abstention::NoFinding, _) => (
            "The picture looks most like those without a finding. That is not an all-clear.",
            "Only somebody who sees the whole study can say that there is nothing. Ask your doctor, or a radiologist."
                .to_owned(),
        ),
    };
    (means.to_owned(), helps)
}

/// The word in `data-reason`: the refusal's kind, or that of the set.
#[must_use]
pub fn abstention_reason(answer: &ClassAnswer, why: Abstention) -> &'static str {
    match (why, answer.provenance.refusal()) {
        (Abstention::Gate, Some((_, refusal))) => refusal.kind.name(),
        (why, _) => why.name(),
    }
}

fn refusal_title(refusal: &Refusal) -> String {
    let title = match refusal.kind {
        RefusalKind::Blank => "This picture is blank",
        RefusalKind::Blurred => "This picture is blurred",
        RefusalKind::TooDark => "This picture is too dark",
        RefusalKind::TooBright => "This picture is too bright",
        RefusalKind::Upscaled => "This picture was enlarged from a small one",
        RefusalKind::Borders => "Most of this picture is border",
        RefusalKind::Coloured => "This picture has colours where none belong",
        RefusalKind::Screenshot => "This looks like a screenshot",
        RefusalKind::Moire => "This looks like a photograph of a screen",
        RefusalKind::Photographed => "This looks like a photograph of a screen or of film",
        RefusalKind::OtherModality => "The file says that this is another kind of picture",
        RefusalKind::OtherRegion => "The file says that this is another part of the body",
        RefusalKind::NotMedical => "This does not look like a medical picture",
        RefusalKind::OtherTask => return format!("This looks like {}", kind_of_picture(refusal)),
        RefusalKind::OtherMedical => "This looks like a medical picture of another kind",
        RefusalKind::UnsureModality => "It is not clear what kind of picture this is",
        RefusalKind::Unlike => "This is unlike the pictures the model learned from",
    };
    title.to_owned()
}

/// "a chest X-ray": what the refusal says that it looks like, in the words of the model that told it.
fn kind_of_picture(refusal: &Refusal) -> &str {
    let kind = refusal.message.split_once(" looks like ").and_then(|(_, rest)| rest.split_once('.'));
    kind.map_or("another kind of picture", |(kind, _)| kind)
}

/// A gate's name in the list.
#[must_use]
pub fn gate_name(gate: Gate) -> &'static str {
    match gate {
        Gate::File => "A readable picture",
        Gate::Quality => "Good enough",
        Gate::Modality => "The right kind of picture",
        Gate::Likeness => "Like the training pictures",
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

/// What a gate said, beside its name.
#[must_use]
pub fn gate_outcome(outcome: &GateOutcome) -> &'static str {
    match outcome {
        GateOutcome::Passed => "passed",
        GateOutcome::Refused(_) => "turned away",
        GateOutcome::NotRun => "not run",
    }
}

/// What an answer to one of the page's own drawings is worth; its gates only tell.
#[must_use]
pub fn drawn(answer: &ClassAnswer) -> &'static str {
    if answer.classes.decision == (Decision::Abstain { why: Abstention::Gate }) {
        "A drawing, not a patient, made so that the checks turn it away. It shows what a refusal looks like."
    } else if answer.provenance.refusal().is_some() {
        "A drawing, not a patient, chosen because the model answers it like this. The checks below would turn a real picture like it away; it is answered only to show what an answer looks like."
    } else {
        "A drawing, not a patient, chosen because the model answers it like this. It shows what an answer looks like."
    }
}

/// "sharpness 0.420, limit 0.100".
#[must_use]
pub fn measure(measure: &Measure) -> String {
    format!("{} {:.3}, limit {:.3}", measure.name.replace('_', " "), measure.value, measure.limit)
}

/// The second run on the CPU, in one sentence.
#[must_use]
pub fn cross_check(cross: CrossCheck) -> String {
    let end = if cross.agreed { "Both agree" } else { "They did not agree, so the answer shown is that of the CPU" };
    format!(
        "This answer lay near a threshold, so the same picture was also computed on the CPU. {end} (largest difference {:.5}).",
        cross.largest_deviation
    )
}

/// What an operating point says of this picture.
#[must_use]
pub fn point_line(point: &MeasuredPoint, probability: f32) -> String {
    let side = if probability >= point.threshold { "above" } else { "below" };
    format!(
        "“{}” is called from {:.4} on. This picture has {probability:.4}: {side} the threshold.",
        class_name(&point.label),
        point.threshold
    )
}

/// What was measured at an operating point.
#[must_use]
pub fn point_measured(point: &MeasuredPoint, evaluation: &Evaluation) -> String {
    let interval = |figure: evaluation::Figure| {
        format!("{} ({} to {})", percent_score(figure.value), percent_score(figure.low), percent_score(figure.high))
    };
    format!(
        "Measured there: sensitivity {}, specificity {}; {} pictures of “{}”, split {}, 95 % intervals.",
        interval(point.sensitivity),
        interval(point.specificity),
        evaluation.n,
        evaluation.data,
        evaluation.split
    )
}

/// "Specificity at least 90 %".
#[must_use]
pub fn point_name(held: &str, level: f32) -> String {
    let held = if held == "sensitivity" { "Sensitivity" } else { "Specificity" };
    format!("{held} at least {} on val", percent(level))
}
