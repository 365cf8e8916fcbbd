//! What an answer says, put together: headline, how often that is right, what cannot be ruled out, what to do.
//!
//! Invariant: headline, bars and set never contradict each other: the headline is the most probable class, and what
//! cannot be ruled out follows it without a gap.

use super::{abstention_title, class_headline, class_name, percent, right_in_100};
use crate::ui::state::{ClassAnswer, Reading};
use evaluation::Split;
use protocol::{Abstention, Classes, Decision, ModelReport};

/// An answer in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Label of the class in the headline; `None` where no class is given.
    pub label: Option<String>,
    /// The headline.
    pub headline: String,
    /// How often such answers are right, measured; `None` where nothing was measured, or no class is given.
    pub right: Option<String>,
    /// Labels of the headline and of what cannot be ruled out beside it, most probable first; the headline alone where
    /// everything else can.
    pub open: Vec<String>,
    /// What cannot be ruled out; `None` where nothing else is left open.
    pub second: Option<String>,
}

/// What the page says of an answer.
#[must_use]
pub fn said(answer: &ClassAnswer, model: Option<&ModelReport>) -> Said {
    let open = match &answer.classes.decision {
        Decision::Class { label } => vec![label.clone()],
        Decision::Set { labels } => labels.clone(),
        Decision::Abstain { why } => {
            let headline = abstention_title(answer, *why);
            return Said { label: None, headline, right: None, open: Vec::new(), second: None };
        }
    };
    let label = open.first().cloned();
    let test = model.and_then(|model| {
        model.measured.as_ref()?.evaluations.iter().find(|evaluation| evaluation.split == Split::Test)
    });
    let right = test.zip(answer.classes.most_probable()).and_then(|(test, top)| right_in_100(test, top.value));
    let headline = label.as_deref().map(class_headline).unwrap_or_default();
    Said { label, headline, right, second: not_ruled_out(&open), open }
}

/// Whether a map is shown: the network has run, and its most probable class is what the page speaks of. Where it leaves
/// more open than it may, there is no class to show a map of.
#[must_use]
pub fn has_map(classes: &Classes) -> bool {
    !matches!(&classes.decision, Decision::Abstain { why } if *why != Abstention::NoFinding)
}

/// "Pneumonia and oedema cannot be ruled out.", of a set with its headline first.
#[must_use]
pub fn not_ruled_out(labels: &[String]) -> Option<String> {
    let names = labels.iter().skip(1).map(|label| class_name(label)).enumerate();
    let names: Vec<String> = names.map(|(at, name)| if at == 0 { name } else { name.to_ascii_lowercase() }).collect();
    let (last, first) = names.split_last()?;
    let all = if first.is_empty() { last.clone() } else { format!("{} and {last}", first.join(", ")) };
    Some(format!("{all} cannot be ruled out."))
}

/// What the answer is not, and what to do next: stands in every card with an answer.
#[must_use]
pub fn not_a_diagnosis(reading: Reading) -> &'static str {
    match reading {
        Reading::Patient => {
            "This is not a diagnosis. Show your pictures to your doctor, who sees the whole study, and please do not wait, worry or stop a treatment because of this."
        }
        Reading::Clinician => {
            "Not a diagnosis, and not a medical device. Read the whole series, earlier studies and the clinical question; base no decision on this output."
        }
    }
}

/// The same, as short as a sentence that is read out may be.
pub(super) const ASK_A_DOCTOR: &str = "Ask a doctor who sees the whole study.";

/// Live-region text of an answer.
#[must_use]
pub fn answered(name: &str, answer: &ClassAnswer) -> String {
    let found = said(answer, None);
    match (&answer.classes.decision, answer.classes.most_probable()) {
        (Decision::Abstain { why }, _) if found.label.is_none() => {
            let turned_away = *why == Abstention::Gate;
            let next = if turned_away { String::new() } else { format!(" Not a diagnosis. {ASK_A_DOCTOR}") };
            format!("{name}: no answer. {}.{next}", found.headline)
        }
        (_, Some(top)) => {
            let second = found.second.map_or(String::new(), |second| format!(" {second}"));
            format!(
                "{name}: not a diagnosis. Closest match {}, {}.{second} {ASK_A_DOCTOR}",
                found.headline,
                percent(top.value)
            )
        }
        (_, None) => String::new(),
    }
}
