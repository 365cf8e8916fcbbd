//! The content of a report and its order, at both reading levels.

use super::*;
use crate::report::tests::fixture;
use crate::words::tests::brain;
use fixtures::answered::answer;
use protocol::{
    Classes, Found, Gate, GateOutcome, GateReport, Measure, PredictionSet, Probability, Refusal, RefusalKind,
};

fn found(decision: Decision) -> ClassAnswer {
    let probability = |label: &str, value| Probability { label: label.into(), value };
    let classes = Classes {
        probabilities: vec![probability("glioma", 0.25), probability("pituitary", 0.75)],
        decision,
        prediction_sets: vec![PredictionSet { level: 0.95, labels: vec!["pituitary".into(), "glioma".into()] }],
        maps: Vec::new(),
        outline: None,
    };
    let mut made = ClassAnswer::try_from(answer(Found::Classes(classes))).unwrap();
    let measures = vec![Measure { name: "sharpness".into(), value: 0.42, limit: 0.1 }];
    made.provenance.gates = vec![GateReport { gate: Gate::Quality, outcome: GateOutcome::Passed, measures }];
    made.provenance.timing.inference_ms = 30.0;
    made
}

fn told(answer: &ClassAnswer, reading: Reading, has_pictures: bool) -> String {
    told_at(answer, reading, has_pictures, "2024-02-29 13:05 UTC")
}

fn told_at(answer: &ClassAnswer, reading: Reading, has_pictures: bool, written: &str) -> String {
    told_of(answer, reading, has_pictures, written, false)
}

fn told_of(answer: &ClassAnswer, reading: Reading, has_pictures: bool, written: &str, is_drawn: bool) -> String {
    words::install("made-up", brain());
    let model = fixture::model(Some(fixture::full()));
    let case = CaseReport {
        answer,
        model: Some(&model),
        task: "Brain MRI",
        reading,
        language: "en",
        has_pictures,
        is_drawn,
        written,
        version: "9.8.7",
    };
    document_from_case(&case, &text::english).markdown()
}

fn set() -> ClassAnswer {
    found(Decision::Set { labels: vec!["pituitary".into(), "glioma".into()] })
}

/// Whether these occur in a text in this order.
fn in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let at = rest.find(part).unwrap_or_else(|| panic!("`{part}` is not in, or not behind the others:\n{text}"));
        rest = &rest[at + part.len()..];
    }
}

#[test]
fn a_model_without_sets_promises_no_rate_of_them() {
    let promise = "among those that are left open";
    let mut answer = found(Decision::Class { label: "pituitary".into() });
    assert!(told(&answer, Reading::Patient, false).contains(promise));
    answer.classes.prediction_sets.clear();
    let text = told(&answer, Reading::Clinician, false);
    assert!(!text.contains(promise), "{text}");
}

#[test]
fn the_score_comes_first_and_everything_follows() {
    for reading in [Reading::Patient, Reading::Clinician] {
        let text = told(&set(), reading, false);
        in_order(
            &text,
            &[
                "# Report on one picture",
                "Brain MRI",
                "2024-02-29 13:05 UTC",
                "How often is it right?",
                "## What the model found",
                "Pituitary tumour",
                "## What cannot be ruled out",
                "Glioma cannot be ruled out.",
                "## Checks before the answer",
                "## What this is not",
                "## How this answer came about",
                "a-model",
            ],
        );
        assert!(text.contains(&text::english(&words::not_a_diagnosis(reading))), "{text}");
        assert!(!text.contains("!["), "no picture goes along by itself: {text}");
    }
}

#[test]
fn the_score_elsewhere_comes_before_the_models_own_and_a_caution_stands_with_the_class_that_it_is_for() {
    let caution = "One picture does not rule it out.";
    let score = |metric: Metric, split: Split, value: f32| Score {
        metric,
        value,
        interval: [value - 0.05, value + 0.05],
        data: "made-up".into(),
        split,
        weights: "int8".into(),
        n: 200,
        groups: 150,
    };
    let mut model = fixture::model(Some(fixture::full()));
    model.scores = vec![
        score(Metric::Accuracy, Split::Test, 0.9),
        score(Metric::RecallOf("glioma,pituitary".into()), Split::External, 0.54),
    ];
    let mut known = brain();
    let at = known.labels.iter().position(|label| label == "pituitary").unwrap();
    // Behind its name, its headline and its meaning.
    known.classes[at * 4 + 3] = caution.into();
    for reading in [Reading::Patient, Reading::Clinician] {
        words::install("made-up", known.clone());
        let of = |label: &str| {
            let answer = found(Decision::Class { label: label.into() });
            let case = CaseReport {
                answer: &answer,
                model: Some(&model),
                task: "Brain MRI",
                reading,
                language: "en",
                has_pictures: false,
                is_drawn: false,
                written: "",
                version: "9.8.7",
            };
            document_from_case(&case, &text::english).markdown()
        };
        let text = of("pituitary");
        let own = text::english(&words::score(&model, &model.scores[0]));
        in_order(
            &text,
            &[
                "How often is it right?",
                "On pictures of other hospitals this model was no better than guessing",
                &own,
                "## What the model found",
                "Pituitary tumour",
                caution,
            ],
        );
        assert_eq!(text.contains("mean of their recalls"), reading == Reading::Clinician, "{text}");
        let other = of("glioma");
        assert!(other.contains("no better than guessing") && !other.contains(caution), "{other}");
    }
}

#[test]
fn clinicians_get_all_figures_and_patients_what_they_mean() {
    let [patient, clinician] = [Reading::Patient, Reading::Clinician].map(|reading| told(&set(), reading, false));
    let hash = "ab".repeat(32);
    assert!(clinician.contains(&hash) && !patient.contains(&hash) && patient.contains(&hash[..12]));
    assert!(clinician.contains("75.00 %") && patient.contains("75 %"), "{clinician}\n{patient}");
    assert!(clinician.contains("sharpness 0.420, at least 0.100") && !patient.contains("sharpness"));
    assert!(clinician.contains("224 × 224") && clinician.contains("127.00") && !patient.contains("127.00"));
    assert!(patient.contains("A growth of a gland under the brain.") && !clinician.contains("A growth of"));
}

#[test]
fn pictures_stand_in_it_where_they_were_asked_for() {
    let text = told(&set(), Reading::Patient, true);
    assert!(text.contains("(original)") && text.contains("(model-input)"), "{text}");
}

#[test]
fn neither_the_graphics_card_nor_the_hour_of_the_check_goes_along() {
    let mut answer = set();
    answer.provenance.device.adapter = "a rare card".into();
    answer.provenance.device.check.at_ms = 1_709_211_907_000.0;
    for reading in [Reading::Patient, Reading::Clinician] {
        let text = told_at(&answer, reading, false, "");
        assert!(!text.contains("a rare card") && !text.contains("2024-02-29") && !text.contains("1709"), "{text}");
        assert!(text.contains("Runs on the CPU of this device."), "{text}");
    }
}

#[test]
fn a_drawing_is_called_one_before_anything_is_said_of_it() {
    let drawn = told_of(&set(), Reading::Patient, false, "", true);
    in_order(&drawn, &["A drawing, not a patient", "How often is it right?"]);
    assert!(!told(&set(), Reading::Patient, false).contains("A drawing, not a patient"));
}

#[test]
fn a_date_that_is_left_out_leaves_no_gap() {
    let text = told_at(&set(), Reading::Clinician, false, "");
    assert!(text.contains("For clinicians, with all figures. Written by Onsight 9.8.7."), "{text}");
}

#[test]
fn an_answer_that_leaves_nothing_open_does_not_rule_out_what_the_model_does_not_know() {
    let text = told(&found(Decision::Class { label: "pituitary".into() }), Reading::Patient, false);
    assert!(text.contains(&text::english(&text::case_report::none_open())), "{text}");
}

#[test]
fn what_was_turned_away_says_why_and_nothing_of_the_model() {
    let mut turned = found(Decision::Abstain { why: Abstention::Gate });
    let (message, hint) = (text::failure::said("Too blurred to see."), text::failure::said("Take the original."));
    let refusal = Refusal { kind: RefusalKind::Blurred, message, hint, task: None };
    turned.provenance.gates[0].outcome = GateOutcome::Refused(refusal);
    for reading in [Reading::Patient, Reading::Clinician] {
        let text = told(&turned, reading, false);
        let parts = ["This picture is blurred", "Too blurred to see.", "Take the original.", "turned away"];
        in_order(&text, &parts);
        assert!(!text.contains("How often is it right?") && !text.contains("Glioma |"), "{text}");
    }
}

#[test]
fn labels_are_reported_one_by_one_and_no_class_is_named() {
    let labelled = ClassAnswer::try_from(answer(fixtures::exported::labels().found)).unwrap();
    let patient = told(&labelled, Reading::Patient, false);
    let parts = [
        "Each judged by itself, says the model",
        "Stands out: lump",
        "stands out, 80 %",
        "does not stand out, 2 %",
        "left open, 31 %",
        "None of these, one or several may apply to one picture.",
    ];
    in_order(&patient, &parts);
    let clinician = told(&labelled, Reading::Clinician, false);
    assert!(clinician.contains("stands out, 80.00 %") && clinician.contains("about 95 % of those"), "{clinician}");
    for said in [patient, clinician] {
        assert!(!said.contains("Closest match") && !said.contains("No answer for this picture"), "{said}");
    }
}
