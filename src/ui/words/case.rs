//! Cases and answers.

use super::{class_name, percent};
use crate::ui::state::CaseState;
use protocol::{Abstention, Decision, Probability, SourceReport};

/// Live-region text after pictures were added.
#[must_use]
pub fn added(count: usize) -> String {
    if count == 1 { "One picture added.".to_owned() } else { format!("{count} pictures added.") }
}

/// What several files are called together: "IM1 and 11 others".
#[must_use]
pub fn several(first: &str, count: usize) -> String {
    match count {
        0 | 1 => first.to_owned(),
        2 => format!("{first} and one other"),
        n => format!("{first} and {} others", n - 1),
    }
}

/// How certain the model is, in a sentence: the share, and what comes second.
#[must_use]
pub fn lead(value: f32, second: Option<&Probability>) -> String {
    let first = format!("The model puts {} of its certainty here", percent(value));
    match second {
        Some(next) if value < 0.6 => {
            format!("{first}. It is not sure: {} follows with {}.", class_name(&next.label), percent(next.value))
        }
        Some(next) => format!("{first}; {} follows with {}.", class_name(&next.label), percent(next.value)),
        None => format!("{first}."),
    }
}

/// What was opened: "JPEG, 288 × 288, turned upright".
#[must_use]
pub fn source(source: &SourceReport) -> String {
    let turned = if source.orientation > 1 { ", turned upright" } else { "" };
    format!("{}, {} × {}{turned}", source.format, source.width, source.height)
}

/// What was chosen in the light box: "MR, T1, slice 2 of 12, 12 bits; 200 × 200 pixels".
#[must_use]
pub fn made_of(source: &SourceReport, origin: &str) -> String {
    format!("{origin}; {} × {} pixels", source.width, source.height)
}

/// How far a case is, for the list.
#[must_use]
pub fn case_state(state: &CaseState) -> String {
    match state {
        CaseState::Waiting => "Waiting".to_owned(),
        CaseState::Working(stage) => super::case_stage(*stage).to_owned(),
        CaseState::Answered(found) => {
            match (&found.answer().classes.decision, found.answer().classes.most_probable()) {
                (Decision::Class { .. } | Decision::Set { .. }, Some(top)) => {
                    format!("{}, {}", class_name(&top.label), percent(top.value))
                }
                (Decision::Class { .. } | Decision::Set { .. }, None) => String::new(),
                (Decision::Abstain { why: Abstention::NoFinding }, _) => "None stood out".to_owned(),
                (Decision::Abstain { why }, _) => not_answered(&super::abstention_title(found.answer(), *why)),
            }
        }
        CaseState::Failed(failure) => super::failure_title(failure).to_owned(),
    }
}

/// "Not answered: blurred": the headline of the card, as short as a row of the list wants it.
fn not_answered(title: &str) -> String {
    let starts = ["This looks like ", "This picture is ", "This picture ", "This is "];
    let reason = starts.into_iter().find_map(|start| title.strip_prefix(start)).unwrap_or(title);
    format!("Not answered: {reason}")
}

/// The state of the whole list.
#[must_use]
pub fn queue(count: usize, open: usize) -> String {
    match (count, open) {
        (1, 0) => "1 done".to_owned(),
        (n, 0) => format!("all {n} done"),
        (n, open) => format!("{} of {n} done", n - open.min(n)),
    }
}

/// Which of a long list stand there: "41 to 80 of 1000".
#[must_use]
pub fn leaf(before: usize, shown: usize, count: usize) -> String {
    format!("{} to {} of {count}", before + 1, before + shown)
}

/// Where a map is strongest, for a class.
#[must_use]
pub fn map_summary(label: &str, summary: &str) -> String {
    let summary = summary.trim_end_matches('.');
    if summary.is_empty() {
        return format!("There is no map for “{}”.", class_name(label));
    }
    format!("What speaks for “{}”: {summary}.", class_name(label))
}
