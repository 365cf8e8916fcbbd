//! An answer in a few sentences, for formats with a single text field and readers who see nothing else.
//!
//! Invariant: nothing is stated with more certainty than on the page: a class comes with what cannot be ruled out, a
//! missing answer with its reason, and both are followed by the model's performance on patients of other hospitals and
//! the statement that this is no diagnosis.

use crate::state::{ClassAnswer, Reading};
use crate::words::{self, Said};
use protocol::{Abstention, Decision, LabelFound, LabelState, ModelReport};
use text::Message;

/// The sentences in the order in which they are read. `model` is the one that gave the answer, where known.
#[must_use]
pub fn conclusion(answer: &ClassAnswer, model: Option<&ModelReport>) -> Vec<Message> {
    let said = words::said(answer, model);
    let mut all = if let Some(found) = answer.judged() { judged(found, said.headline) } else { named(answer, said) };
    all.extend(words::cautions(answer, model));
    all.extend(words::outlined_in(answer, model));
    all.extend(elsewhere_of(answer, model));
    all.push(words::not_a_diagnosis(Reading::Clinician));
    all
}

/// Each label by itself, the headline first.
fn judged(found: &[LabelFound], headline: Message) -> Vec<Message> {
    let first = text::reports::concluded(text::answer::judged_kicker(), headline);
    let open = found.iter().any(|one| one.state == LabelState::Unclear).then(text::answer::judged_help);
    std::iter::once(first).chain(found.iter().map(words::label_line)).chain(open).collect()
}

/// The class with what cannot be ruled out, or why there is none.
fn named(answer: &ClassAnswer, said: Said) -> Vec<Message> {
    match answer.classes.decision {
        Decision::Abstain { why } => {
            let kicker = if why == Abstention::NoFinding { text::answer::no_all_clear() } else { text::answer::none() };
            vec![text::reports::concluded(kicker, said.headline), words::abstention_help(answer, why).0]
        }
        Decision::Class { .. } | Decision::Set { .. } => vec![
            text::reports::concluded(text::answer::kicker(), said.headline),
            said.second.unwrap_or_else(text::case_report::none_open),
        ],
    }
}

/// The one class that an answer names; `None` where several are left open and where nothing is named.
///
/// It alone is exported with its code of a public terminology: whoever searches files for that code must not find
/// pictures on which the model saw something else, or nothing.
#[must_use]
pub fn named_class(answer: &ClassAnswer) -> Option<&str> {
    match &answer.classes.decision {
        Decision::Class { label } => Some(label),
        Decision::Set { .. } | Decision::Abstain { .. } => None,
    }
}

/// The model's performance on patients of other hospitals, shown beside each of its answers; `None` where unknown, and
/// for a picture that a gate refused: the model was not applied, so nothing is said about it.
#[must_use]
pub fn elsewhere_of(answer: &ClassAnswer, model: Option<&ModelReport>) -> Option<Message> {
    let is_turned_away = answer.classes.decision == (Decision::Abstain { why: Abstention::Gate });
    let told = model.filter(|_| !is_turned_away).and_then(words::elsewhere);
    told.map(|(_, told)| told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::fixture;
    use crate::words::tests::brain;
    use fixtures::answered::answer;
    use protocol::{Classes, Found, Outline, OutlinedRegion, Part, Probability};
    use text::english;

    fn decided(decision: Decision) -> ClassAnswer {
        let probability = |label: &str, value| Probability { label: label.into(), value };
        let region = OutlinedRegion { share: 0.04, part: Part::Centre, square_millimetres: None, patient_sides: None };
        let outline = Outline {
            width: 1,
            height: 1,
            probabilities: vec![255],
            threshold: 0.5,
            regions: vec![region],
            specks: 0,
            mask: Vec::new(),
        };
        let classes = Classes {
            probabilities: vec![probability("glioma", 0.75), probability("pituitary", 0.25)],
            decision,
            prediction_sets: Vec::new(),
            maps: Vec::new(),
            outline: Some(outline),
        };
        ClassAnswer::try_from(answer(Found::Classes(classes))).unwrap()
    }

    fn told(decision: Decision) -> String {
        let model = ModelReport { negative: Some("pituitary".into()), ..fixture::model(Some(fixture::full())) };
        words::install("made-up", brain());
        conclusion(&decided(decision), Some(&model)).iter().map(english).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_is_left_open_or_not_answered_names_no_class() {
        assert_eq!(named_class(&decided(Decision::Class { label: "glioma".into() })), Some("glioma"));
        assert_eq!(named_class(&decided(Decision::Set { labels: vec!["glioma".into(), "pituitary".into()] })), None);
        for why in [Abstention::Gate, Abstention::EmptySet, Abstention::FullSet, Abstention::NoFinding] {
            assert_eq!(named_class(&decided(Decision::Abstain { why })), None, "{why:?}");
        }
    }

    #[test]
    fn a_class_stands_beside_what_cannot_be_ruled_out_and_is_no_diagnosis() {
        let set = told(Decision::Set { labels: vec!["glioma".into(), "pituitary".into()] });
        assert!(set.starts_with("Closest match, says the model: "), "{set}");
        assert!(set.contains("cannot be ruled out.") && set.contains("outlined one region"), "{set}");
        assert!(set.contains("Nobody has measured on patients of other hospitals"), "{set}");
        assert!(set.ends_with(&english(&words::not_a_diagnosis(Reading::Clinician))), "{set}");
        let alone = told(Decision::Class { label: "glioma".into() });
        assert!(alone.contains(&english(&text::case_report::none_open())), "{alone}");
    }

    #[test]
    fn where_there_is_no_answer_no_class_is_named() {
        for why in [Abstention::Gate, Abstention::EmptySet, Abstention::FullSet] {
            let said = told(Decision::Abstain { why });
            assert!(said.starts_with("No answer for this picture: "), "{said}");
            let said = said.to_lowercase();
            assert!(!said.contains("glioma") && !said.contains("pituitary") && !said.contains("outlined"), "{said}");
            assert_eq!(said.contains("other hospitals"), why != Abstention::Gate, "{said}");
        }
        let nothing = told(Decision::Abstain { why: Abstention::NoFinding });
        assert!(nothing.starts_with("No all-clear from this model: "), "{nothing}");
        assert!(nothing.contains("outlined"), "what speaks against it: {nothing}");
    }
}
