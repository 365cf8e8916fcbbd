//! Cases and answers.

use super::catalogue::speaking_of;
use super::{class_name, is_of_other_kind, percent};
use crate::state::{Case, CaseState, ChosenBy, ClassAnswer};
use protocol::{Abstention, Decision, Probability, Refusal, RefusalKind, SourceReport};
use text::Message;

/// Live-region text after pictures were added.
#[must_use]
pub fn added(count: usize) -> Message {
    text::case::added(count)
}

/// The collective name of several files: "IM1 and 11 others".
#[must_use]
pub fn several(first: &str, count: usize) -> Message {
    text::case::several(first, count.saturating_sub(1))
}

/// The model's certainty in a sentence: the probability, and the second class.
#[must_use]
pub fn lead(value: f32, second: Option<&Probability>) -> Message {
    let share = percent(value);
    match second {
        Some(next) if value < 0.6 => text::case::lead_unsure(share, class_name(&next.label), percent(next.value)),
        Some(next) => text::case::lead(share, class_name(&next.label), percent(next.value)),
        None => text::case::lead_alone(share),
    }
}

/// What was opened: "JPEG, 288 × 288, turned upright".
#[must_use]
pub fn source(source: &SourceReport) -> Message {
    let SourceReport { format, width, height, .. } = source;
    if source.orientation > 1 {
        text::case::source_turned(format, *width, *height)
    } else {
        text::case::source(format, *width, *height)
    }
}

/// What was chosen in the light box: "MR, T1, slice 2 of 12, 12 bits; 200 × 200 pixels".
#[must_use]
pub fn made_of(source: &SourceReport, origin: &str) -> Message {
    text::case::made_of(origin, source.width, source.height)
}

/// The status of a case for the list: with its task, where a page has several.
#[must_use]
pub fn case_state(case: &Case) -> Message {
    let task = &case.asked.task;
    let said = speaking_of(&task.task, || state_of(case));
    match &case.state {
        CaseState::Needs => text::routing::needs(task.clone()),
        _ if case.asked.by == ChosenBy::Nobody => said,
        CaseState::Answered(found) if case.asked.by == ChosenBy::Router && is_read_by_none(found.answer()) => {
            text::routing::none_reads(said)
        }
        CaseState::Answered(_) => text::routing::of_task(task.clone(), said),
        CaseState::Waiting | CaseState::Working(_) | CaseState::Failed(_) => said,
    }
}

/// Whether the actual kind of a picture is known. For one of undetermined kind, or one refused only by its file's
/// attributes, it is not known that no other model reads it.
fn is_read_by_none(answer: &ClassAnswer) -> bool {
    let is_known = |refusal: &Refusal| {
        let of_kind = [RefusalKind::NotMedical, RefusalKind::OtherMedical, RefusalKind::OtherTask];
        refusal.task.is_some() || of_kind.contains(&refusal.kind)
    };
    is_of_other_kind(answer) && answer.provenance.refusal().is_some_and(|(_, refusal)| is_known(refusal))
}

fn state_of(case: &Case) -> Message {
    match &case.state {
        CaseState::Waiting | CaseState::Needs => text::case::waiting(),
        CaseState::Working(stage) => super::case_stage(*stage),
        CaseState::Answered(found) => {
            if let Some(labels) = found.answer().judged() {
                return super::labels_title(labels);
            }
            match (&found.answer().classes.decision, found.answer().classes.most_probable()) {
                (Decision::Class { .. } | Decision::Set { .. }, Some(top)) => {
                    text::case::answered(class_name(&top.label), percent(top.value))
                }
                (Decision::Class { .. } | Decision::Set { .. }, None) => text::case::answered_alone(),
                (Decision::Abstain { why: Abstention::NoFinding }, _) => text::case::none_stood_out(),
                (Decision::Abstain { why }, _) => not_answered(found.answer(), *why),
            }
        }
        CaseState::Failed(failure) => super::failure_title(failure),
    }
}

/// "Not answered: blurred": the headline of the card, short enough for a row of the list.
fn not_answered(answer: &ClassAnswer, why: Abstention) -> Message {
    let refusal = answer.provenance.refusal().map(|(_, refusal)| refusal);
    let of_task = refusal.filter(|refusal| refusal.kind == RefusalKind::OtherTask);
    match of_task.and_then(|refusal| refusal.looks_like()) {
        Some(kind) => text::case::not_answered_kind(kind.clone()),
        None => text::case::not_answered(super::abstention_reason(answer, why)),
    }
}

/// The state of the whole list.
#[must_use]
pub fn queue(count: usize, open: usize) -> Message {
    match open {
        0 => text::case::queue_done(count),
        open => text::case::queue_part(count - open.min(count), count),
    }
}

/// The visible range of a long list: "41 to 80 of 1000".
#[must_use]
pub fn leaf(before: usize, shown: usize, count: usize) -> Message {
    text::case::leaf(before + 1, before + shown, count)
}

/// Where a map is strongest, for a class.
#[must_use]
pub fn map_summary(label: &str, summary: &Message) -> Message {
    text::case::map(class_name(label), summary.clone())
}
