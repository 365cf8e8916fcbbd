//! The texts of an answer: headline, how often that is right, what cannot be ruled out, what to do.
//!
//! Invariant: headline, bars and set never contradict each other: the headline is the most probable class, and what
//! cannot be ruled out follows in order of probability.

use super::catalogue::{class_caution, class_name_inside, speaking_of};
use super::{abstention_title, class_headline, class_name, percent, right_in_100};
use crate::state::{ClassAnswer, Reading};
use evaluation::Split;
use protocol::{Abstention, Classes, Decision, LabelState, ModelReport};
use text::Message;

/// An answer in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Label of the class in the headline; `None` where no class is shown.
    pub label: Option<String>,
    /// The headline.
    pub headline: Message,
    /// How often such answers are right, measured; `None` where nothing was measured, or no class is shown.
    pub right: Option<Message>,
    /// Labels of the headline and of what cannot be ruled out beside it, most probable first; the headline alone where
    /// everything else can.
    pub open: Vec<String>,
    /// What cannot be ruled out; `None` where nothing else is left open.
    pub second: Option<Message>,
}

/// The page's texts about an answer.
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
    let right = model.zip(answer.classes.most_probable()).and_then(|(model, top)| {
        let evaluations = &model.measured.as_ref()?.evaluations;
        let test = evaluations.iter().find(|evaluation| evaluation.split == Split::Test)?;
        right_in_100(test, top.value, &model.text.groups)
    });
    let headline = text::said::name(label.as_deref().map(class_headline).unwrap_or_default());
    Said { label, headline, right, second: not_ruled_out(&open), open }
}

/// Whether a map is shown: the network has run, and the answer is about its most probable class. Where the model
/// abstains, there is no class to show a map for.
#[must_use]
pub fn has_map(classes: &Classes) -> bool {
    classes.decision.shows_places()
}

/// "Mildew and rust cannot be ruled out.", of a set with its headline first.
#[must_use]
pub fn not_ruled_out(labels: &[String]) -> Option<Message> {
    let all = named(labels.get(1..)?, text::said::all)?;
    Some(text::said::not_ruled_out(all))
}

/// "Mildew or rust"; three or more with commas. Empty where there is none.
#[must_use]
pub fn one_of(labels: &[String]) -> Message {
    named(labels, text::said::either).unwrap_or_else(|| text::said::name(""))
}

/// The names of classes, the last joined by `join` and the others by commas; only the first is capitalised. `None` for
/// none.
pub(super) fn named(labels: &[String], join: fn(Message, Message) -> Message) -> Option<Message> {
    let name = |(at, label): (usize, &String)| if at == 0 { class_name(label) } else { class_name_inside(label) };
    let mut names: Vec<Message> = labels.iter().enumerate().map(name).map(text::said::name).collect();
    let last = names.pop()?;
    Some(match listed(names) {
        Some(first) => join(first, last),
        None => last,
    })
}

/// Several with commas between them; `None` for none.
pub(super) fn listed(all: impl IntoIterator<Item = Message>) -> Option<Message> {
    all.into_iter().reduce(text::said::list)
}

/// What must stand beside an answer, by the classes or labels that it leaves open, and by that without a finding where nothing
/// stood out.
#[must_use]
pub fn cautions(answer: &ClassAnswer, model: Option<&ModelReport>) -> Vec<Message> {
    if let Some(found) = answer.judged() {
        let open = found.iter().filter(|one| one.state != LabelState::Absent);
        return open.filter_map(|one| class_caution(&one.label)).map(text::said::name).collect();
    }
    let labels: &[String] = match &answer.classes.decision {
        Decision::Class { label } => std::slice::from_ref(label),
        Decision::Set { labels } => labels,
        Decision::Abstain { why: Abstention::NoFinding } => {
            model.and_then(|model| model.negative.as_ref()).map(std::slice::from_ref).unwrap_or_default()
        }
        Decision::Abstain { .. } => &[],
    };
    labels.iter().filter_map(|label| class_caution(label)).map(text::said::name).collect()
}

/// The disclaimer, and what to do next: in every card with an answer.
#[must_use]
pub fn not_a_diagnosis(reading: Reading) -> Message {
    match reading {
        Reading::Patient => text::said::next_patient(),
        Reading::Clinician => text::said::next_clinician(),
    }
}

/// Live-region text of an answer, in the terms of the model that gave it.
#[must_use]
pub fn answered(name: &str, answer: &ClassAnswer) -> Message {
    speaking_of(&answer.provenance.model.task, || told(name, answer))
}

fn told(name: &str, answer: &ClassAnswer) -> Message {
    let found = said(answer, None);
    if answer.judged().is_some() {
        return text::said::judged(name, found.headline);
    }
    match (&answer.classes.decision, answer.classes.most_probable()) {
        (Decision::Abstain { why: Abstention::Gate }, _) if found.label.is_none() => {
            text::said::turned_away(name, found.headline)
        }
        (Decision::Abstain { .. }, _) if found.label.is_none() => text::said::abstained(name, found.headline),
        (_, Some(top)) => {
            let share = percent(top.value);
            match found.second {
                Some(beside) => text::said::answered_beside(name, found.headline, share, beside),
                None => text::said::answered(name, found.headline, share),
            }
        }
        (_, None) => text::said::name(""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::english;

    #[test]
    fn names_are_listed_as_a_sentence_has_them() {
        let labels = ["Rust", "Mould", "Scab", "Blight"].map(str::to_owned);
        let either = |count: usize| english(&one_of(&labels[..count]));
        assert_eq!([0, 1, 2, 4].map(either), ["", "Rust", "Rust or mould", "Rust, mould, scab or blight"]);
        let capitals = ["Early pre-B", "Late pre-B", "COVID-19"].map(str::to_owned);
        assert_eq!(english(&one_of(&capitals)), "Early pre-B, late pre-B or COVID-19");
        let beside = |count: usize| not_ruled_out(&labels[..count]).map(|said| english(&said));
        assert_eq!((beside(0), beside(1)), (None, None));
        assert_eq!(beside(2).as_deref(), Some("Mould cannot be ruled out."));
        assert_eq!(beside(4).as_deref(), Some("Mould, scab and blight cannot be ruled out."));
    }
}
