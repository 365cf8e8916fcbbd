//! Comparison of two models' answers to one picture: two versions of a model, or the models of two tasks.
//!
//! Invariant: nothing is said about either answer that the page would not say by itself, and neither is called the
//! right one. Probabilities of models with different questions are not compared.

use crate::state::{ClassAnswer, Reading};
use crate::words;
use protocol::{Decision, ModelReport};
use text::Message;

/// Digits of a hash that are shown: enough to distinguish two models.
const SHOWN_DIGITS: usize = 16;

/// The minimum difference of two probabilities, 0…1, that is mentioned: one visible in whole percents.
const LEAST_MOVE: f32 = 0.01;

/// An answer to the picture, and the model that gave it.
#[derive(Clone, Copy, Debug)]
pub struct AnsweredBy<'a> {
    /// The answer.
    pub answer: &'a ClassAnswer,
    /// The model's report; `None` where another version of it runs by now.
    pub model: Option<&'a ModelReport>,
    /// Name of its task.
    pub task: &'a str,
}

/// The texts about one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedAnswer {
    /// Task and version: "Leaf colour, version 0.2.0".
    pub model: Message,
    /// Its performance on patients of other hospitals; `None` where unknown.
    pub elsewhere: Option<Message>,
    /// The class, or why there is none.
    pub headline: Message,
    /// What cannot be ruled out, or what prevents an answer; `None` where neither applies.
    pub beside: Option<Message>,
    /// For clinicians: the basis of the score, the sets, the result of each gate, the weights.
    pub details: Vec<Message>,
}

/// A class of either model.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedClass {
    /// Its name.
    pub name: String,
    /// Each model's probability of it, 0…1; otherwise the reason why there is none.
    pub shares: [Result<f32, Message>; 2],
}

/// Both answers: the one that the page shows, and the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The texts about each.
    pub answers: [ComparedAnswer; 2],
    /// The classes of the first, then those that only the second has; empty where neither answers.
    pub classes: Vec<ComparedClass>,
    /// What differs.
    pub differences: Vec<Message>,
}

impl Comparison {
    /// Compares the answer that the page shows with another one to the same picture.
    #[must_use]
    pub fn new(shown: AnsweredBy<'_>, other: AnsweredBy<'_>) -> Self {
        let (first, first_classes) = told(shown);
        let (second, second_classes) = told(other);
        let is_same_task = task_of(shown) == task_of(other);
        let classes = joined(&first_classes, &second_classes, is_same_task);
        let differences = differences(shown, other, [&first, &second], &classes, is_same_task);
        Self { answers: [first, second], classes, differences }
    }

    /// The texts about each answer beyond its headline.
    #[must_use]
    pub fn details(&self, at: usize, reading: Reading) -> &[Message] {
        let details = self.answers.get(at).map_or(&[] as &[Message], |answer| answer.details.as_slice());
        if reading == Reading::Clinician { details } else { &[] }
    }
}

/// A class of one model: label, name, probability.
type OwnClass = (String, String, f32);

fn task_of(given: AnsweredBy<'_>) -> &str {
    &given.answer.provenance.model.task
}

/// The texts about an answer, in the terms of its own model, and the classes as far as they may be shown.
fn told(given: AnsweredBy<'_>) -> (ComparedAnswer, Vec<OwnClass>) {
    let AnsweredBy { answer, model, task } = given;
    // For a model that is no longer known the translations are used, and never the terms of another model.
    let own = model.map(|model| (*model.text).clone()).unwrap_or_default();
    words::install(task_of(given), own);
    let said = words::said(answer, model);
    let refusal = answer.provenance.refusal().map(|(_, refusal)| refusal.beyond_headline());
    let why = match answer.classes.decision {
        Decision::Abstain { why } => Some(words::abstention_help(answer, why).0),
        Decision::Class { .. } | Decision::Set { .. } => None,
    };
    let identity = &answer.provenance.model;
    let sets = answer.classes.prediction_sets.iter().map(|set| {
        let level = words::percent(set.level);
        if set.labels.is_empty() {
            text::comparison::set_empty(level)
        } else {
            text::comparison::set(level, words::one_of(&set.labels))
        }
    });
    let gates = answer
        .provenance
        .gates
        .iter()
        .map(|report| text::comparison::gate(words::gate_name(report.gate), words::gate_outcome(&report.outcome)));
    let digits: String = identity.weights_sha256.chars().take(SHOWN_DIGITS).collect();
    let measured = model.and_then(words::elsewhere_measured);
    let details = measured.into_iter().chain(sets).chain(gates).chain([text::comparison::weights(digits)]).collect();
    let told = ComparedAnswer {
        model: text::storage::model_version(task, &identity.version),
        elsewhere: model.and_then(words::elsewhere).map(|(_, said)| said),
        headline: said.headline,
        beside: said.second.or(why).or(refusal),
        details,
    };
    let own = |label: &String, value: f32| (label.clone(), words::class_name(label), value);
    let classes = match answer.judged() {
        Some(labels) => labels.iter().map(|one| own(&one.label, one.probability)).collect(),
        None => answer.classes.shown_probabilities().iter().map(|one| own(&one.label, one.value)).collect(),
    };
    (told, classes)
}

/// The classes of both, equal labels in one row where both models mean the same by them.
fn joined(first: &[OwnClass], second: &[OwnClass], is_same_task: bool) -> Vec<ComparedClass> {
    let missing =
        |of: &[OwnClass]| Err(if of.is_empty() { text::comparison::unshown() } else { text::comparison::unknown() });
    let same = |of: &[OwnClass], label: &str| -> Option<f32> {
        of.iter().find(|(other, ..)| is_same_task && other == label).map(|(.., share)| *share)
    };
    let own = first.iter().map(|(label, name, share)| ComparedClass {
        name: name.clone(),
        shares: [Ok(*share), same(second, label).map_or_else(|| missing(second), Ok)],
    });
    let others = second.iter().filter(|(label, ..)| same(first, label).is_none());
    let others =
        others.map(|(_, name, share)| ComparedClass { name: name.clone(), shares: [missing(first), Ok(*share)] });
    own.chain(others).collect()
}

fn differences(
    shown: AnsweredBy<'_>,
    other: AnsweredBy<'_>,
    told: [&ComparedAnswer; 2],
    classes: &[ComparedClass],
    is_same_task: bool,
) -> Vec<Message> {
    let mut all = Vec::new();
    let both = [shown, other];
    match both.map(|given| given.answer.is_answer()) {
        [true, false] => all.push(text::comparison::one_answers(told[0].model.clone())),
        [false, true] => all.push(text::comparison::one_answers(told[1].model.clone())),
        _ => {}
    }
    if is_same_task {
        all.extend(of_shares(classes));
        let open = both.map(|given| {
            let mut labels = given.answer.classes.prediction_sets.first()?.labels.clone();
            labels.sort();
            Some(labels)
        });
        if let [Some(first), Some(second)] = &open
            && first != second
        {
            all.push(text::comparison::set_differs());
        }
    } else {
        all.push(text::comparison::other_task());
    }
    for report in &shown.answer.provenance.gates {
        let beside = other.answer.provenance.gates.iter().find(|beside| beside.gate == report.gate);
        if let Some(beside) =
            beside.filter(|beside| words::gate_state(&beside.outcome) != words::gate_state(&report.outcome))
        {
            let [first, second] = [&report.outcome, &beside.outcome].map(words::gate_outcome);
            all.push(text::comparison::gate_differs(words::gate_name(report.gate), first, second));
        }
    }
    if all.is_empty() {
        all.push(text::comparison::alike());
    }
    all
}

/// The most probable class where it differs, and the class whose probability differs most.
fn of_shares(classes: &[ComparedClass]) -> Vec<Message> {
    let shared: Vec<(&str, [f32; 2])> = classes
        .iter()
        .filter_map(|class| match &class.shares {
            [Ok(first), Ok(second)] => Some((class.name.as_str(), [*first, *second])),
            _ => None,
        })
        .collect();
    let top =
        |at: usize| shared.iter().max_by(|(_, one), (_, next)| one[at].total_cmp(&next[at])).map(|(name, _)| *name);
    let mut all = Vec::new();
    if let (Some(first), Some(second)) = (top(0), top(1))
        && first != second
    {
        all.push(text::comparison::top(first, second));
    }
    let apart = |[first, second]: &[f32; 2]| (first - second).abs();
    let most = shared.iter().max_by(|(_, one), (_, next)| apart(one).total_cmp(&apart(next)));
    if let Some((name, shares)) = most.filter(|(_, shares)| apart(shares) >= LEAST_MOVE) {
        let [first, second] = shares.map(words::percent);
        all.push(text::comparison::share(*name, first, second));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::fixture;
    use crate::words::tests::brain;
    use fixtures::answered::answer;
    use protocol::{
        Abstention, Classes, Found, Gate, GateOutcome, GateReport, PredictionSet, Probability, Refusal, RefusalKind,
    };
    use text::english;

    fn model() -> ModelReport {
        ModelReport { text: Box::new(brain()), ..fixture::model(Some(fixture::full())) }
    }

    fn answered(version: &str, shares: [f32; 2], decision: Decision, open: &[&str]) -> ClassAnswer {
        let labels = ["glioma", "pituitary"].map(str::to_owned);
        let probabilities = labels.into_iter().zip(shares).map(|(label, value)| Probability { label, value }).collect();
        let open = open.iter().map(|label| (*label).to_owned()).collect();
        let prediction_sets = vec![PredictionSet { level: 0.95, labels: open }];
        let classes = Classes { probabilities, decision, prediction_sets, maps: Vec::new(), outline: None };
        let mut answer = ClassAnswer::try_from(answer(Found::Classes(classes))).unwrap();
        answer.provenance.model.version = version.to_owned();
        answer
    }

    fn class(label: &str) -> Decision {
        Decision::Class { label: label.into() }
    }

    fn gates(outcome: GateOutcome) -> Vec<GateReport> {
        vec![GateReport { gate: Gate::Quality, outcome, measures: Vec::new() }]
    }

    fn compared(first: &ClassAnswer, second: &ClassAnswer) -> Comparison {
        let model = model();
        let by = |answer| AnsweredBy { answer, model: Some(&model), task: "Brain MRI" };
        Comparison::new(by(first), by(second))
    }

    fn said(messages: &[Message]) -> Vec<String> {
        messages.iter().map(english).collect()
    }

    #[test]
    fn two_versions_stand_beside_each_other_with_what_differs() {
        let first = answered("0.5.0", [0.9, 0.1], class("glioma"), &["glioma"]);
        let second = answered("0.4.0", [0.25, 0.7], class("pituitary"), &["pituitary", "glioma"]);
        let found = compared(&first, &second);
        let models = found.answers.each_ref().map(|answer| english(&answer.model));
        assert_eq!(models, ["Brain MRI, version 0.5.0", "Brain MRI, version 0.4.0"]);
        assert_eq!(found.answers.each_ref().map(|answer| english(&answer.headline)), ["Glioma", "Pituitary tumour"]);
        assert_eq!(found.classes.len(), 2, "one line for a class of both");
        assert_eq!(found.classes[0].shares, [Ok(0.9), Ok(0.25)]);
        assert_eq!(
            said(&found.differences),
            [
                "Closest match: Glioma (shown), Pituitary tumour (other model).",
                "Glioma: 90 % (shown), 25 % (other model).",
                "They leave different classes open.",
            ]
        );
        assert!(found.details(1, Reading::Patient).is_empty());
        let details = said(found.details(1, Reading::Clinician)).join("\n");
        for part in ["Left open at 95 %: Pituitary tumour or glioma", "SHA-256 of its weights: abababababababab…"] {
            assert!(details.contains(part), "{part} in {details}");
        }
    }

    #[test]
    fn the_same_answer_twice_differs_in_nothing_that_is_shown() {
        let first = answered("0.5.0", [0.9, 0.1], class("glioma"), &["glioma"]);
        let second = answered("0.4.0", [0.904, 0.096], class("glioma"), &["glioma"]);
        assert_eq!(said(&compared(&first, &second).differences), ["Nothing of what is shown here differs."]);
    }

    #[test]
    fn what_a_gate_keeps_back_has_no_share_and_the_gate_is_named() {
        let mut first = answered("0.5.0", [0.9, 0.1], class("glioma"), &["glioma"]);
        first.provenance.gates = gates(GateOutcome::Passed);
        let gate = Decision::Abstain { why: Abstention::Gate };
        let mut second = answered("0.4.0", [0.2, 0.8], gate, &[]);
        let (message, hint) = (text::failure::said("It is blurred."), text::failure::said("Take another one."));
        let refusal = Refusal { kind: RefusalKind::Blurred, message, hint, task: None };
        second.provenance.gates = gates(GateOutcome::Refused(refusal));
        second.classes.prediction_sets.clear();
        let found = compared(&first, &second);
        let hidden = found.classes[0].shares[1].clone().map_err(|why| english(&why));
        assert_eq!(hidden, Err("not answered".to_owned()));
        let differences = said(&found.differences);
        assert_eq!(
            differences,
            [
                "Only one of them gives an answer: Brain MRI, version 0.5.0.",
                "Good enough: passed (shown), turned away (other model).",
            ]
        );
    }

    #[test]
    fn shares_of_models_with_different_questions_are_not_held_against_each_other() {
        let first = answered("0.5.0", [0.9, 0.1], class("glioma"), &["glioma"]);
        let mut second = answered("0.1.0", [0.3, 0.7], class("pituitary"), &["pituitary"]);
        second.provenance.model.task = "another".into();
        let found = compared(&first, &second);
        assert_eq!(found.classes.len(), 4, "a class of the same label may mean something else");
        assert!(found.classes.iter().all(|class| class.shares.iter().filter(|share| share.is_ok()).count() == 1));
        assert_eq!(said(&found.differences), [english(&text::comparison::other_task())]);
    }
}
