//! Near a threshold a small error can change the answer: there the CPU computes it too, and both must agree.

use super::gates;
use super::labels::judged;
use super::report::decide;
use super::{Manifest, Run, steps};
use model::AnswerKind;
use protocol::{CrossCheck, Decision, GateOutcome, LabelState, RefusalKind};
use trust::is_stable;

/// Distance from its limit below which a likeness score is cross-checked, as a share of the larger of the two. Features
/// deviate as logits do, by far less than a hundredth where the device passes its check at all.
const NEAR_LIKENESS: f32 = 0.02;

/// What is shown of an answer, by the kind of it.
#[derive(PartialEq)]
enum Decided {
    Classes(Decision),
    /// One per label.
    Labels(Vec<LabelState>),
}

/// The result of the CPU.
pub(super) struct Opinion {
    pub(super) report: CrossCheck,
    pub(super) run: Run,
}

/// Whether a deviation that the golden check of a GPU allows could change the answer for this picture: the
/// classes that are named, their order, or whether the picture is like the training data.
pub(super) fn is_near_threshold(run: &Run, manifest: &Manifest) -> bool {
    let decision = |logits: &[f32]| decision(logits, manifest);
    let near = gates::likeness(run, manifest, None).measures.iter().any(|measure| {
        (measure.value - measure.limit).abs() <= NEAR_LIKENESS * measure.value.abs().max(measure.limit.abs())
    });
    near || !is_stable(&run.logits, manifest.tolerance.webgpu, decision)
}

/// Compares the GPU's run with the CPU's. They agree when every logit is within the tolerance and both lead to the
/// same answer.
pub(super) fn compare(gpu: &Run, cpu: Run, manifest: &Manifest) -> Opinion {
    let pairs = gpu.logits.iter().zip(&cpu.logits);
    let largest_deviation = pairs.map(|(gpu, cpu)| (gpu - cpu).abs()).fold(0.0, f32::max);
    let said = |run: &Run| (decision(&run.logits, manifest), refusal(run, manifest));
    let agreed = largest_deviation <= manifest.tolerance.webgpu && said(gpu) == said(&cpu);
    Opinion { report: CrossCheck { largest_deviation, agreed }, run: cpu }
}

fn decision(logits: &[f32], manifest: &Manifest) -> Decided {
    let probabilities = steps::probabilities(logits, manifest);
    match manifest.answer {
        AnswerKind::Classes => Decided::Classes(decide(manifest, &probabilities).0),
        AnswerKind::Labels => {
            Decided::Labels(judged(manifest, &probabilities).into_iter().map(|found| found.state).collect())
        }
    }
}

/// Why the likeness gate refuses; `None` where it does not.
fn refusal(run: &Run, manifest: &Manifest) -> Option<RefusalKind> {
    match gates::likeness(run, manifest, None).outcome {
        GateOutcome::Refused(refusal) => Some(refusal.kind),
        GateOutcome::Passed | GateOutcome::NotRun => None,
    }
}
