//! Scores compared with examples worked out by hand.

use lab::bootstrap::{group_count, intervals};
use training::metrics::{Metrics, Outcome, auc, measure};
use trust::{Confidence, argmax, expected_calibration_error, softmax};

/// An answer that gives `predicted` almost all of the probability.
fn outcome(truth: usize, predicted: usize, classes: usize, group: &str) -> Outcome {
    let rest = 0.1 / (classes - 1) as f32;
    let probabilities = (0..classes).map(|class| if class == predicted { 0.9 } else { rest }).collect();
    Outcome { truth, probabilities, group: group.to_owned(), source: "drawn".to_owned() }
}

fn close(found: Option<f64>, expected: f64) {
    let found = found.expect("a score");
    assert!((found - expected).abs() < 1e-12, "expected {expected}, found {found}");
}

#[test]
fn three_classes_by_hand() {
    let pairs = [(0, 0), (0, 0), (0, 1), (1, 1), (1, 1), (2, 0)];
    let outcomes: Vec<Outcome> = pairs.iter().map(|&(truth, predicted)| outcome(truth, predicted, 3, "g")).collect();
    let metrics = measure(&outcomes.iter().collect::<Vec<_>>(), 3);
    assert_eq!(metrics.n, 6);
    assert_eq!(metrics.confusion, vec![vec![2, 1, 0], vec![0, 2, 0], vec![1, 0, 0]]);
    close(metrics.accuracy, 4.0 / 6.0);
    close(metrics.macro_recall, 5.0 / 9.0);
    close(metrics.macro_precision, (2.0 / 3.0 + 2.0 / 3.0 + 0.0) / 3.0);
    close(metrics.macro_f1, (2.0 / 3.0 + 0.8 + 0.0) / 3.0);
    close(metrics.per_class[1].recall, 1.0);
    assert_eq!(metrics.per_class[2].precision, None, "no answer named the third class");
    // Class 0: scores 0.9 0.9 0.05 | 0.05 0.05 0.9; wins and half ties of 9 pairs: 2*(2+0.5)+2*0.5 = 6.
    close(metrics.per_class[0].auc, 6.0 / 9.0);
}

#[test]
#[should_panic(expected = "out of bounds")]
fn a_picture_of_no_class_is_not_left_out_of_the_scores() {
    let _ = measure(&[&outcome(3, 0, 3, "a")], 3);
}

#[test]
fn a_class_that_never_occurs_has_no_recall() {
    let outcomes = [outcome(0, 0, 3, "a"), outcome(1, 1, 3, "b")];
    let metrics = measure(&outcomes.iter().collect::<Vec<_>>(), 3);
    assert_eq!(metrics.per_class[2].recall, None);
    assert_eq!(metrics.per_class[2].auc, None);
    close(metrics.macro_recall, 1.0);
}

#[test]
fn auc_gives_ties_their_middle_rank() {
    close(auc(vec![(0.1, false), (0.4, false), (0.35, true), (0.8, true)]), 0.75);
    close(auc(vec![(0.2, false), (0.5, false), (0.5, true), (0.9, true)]), 3.5 / 4.0);
    close(auc(vec![(0.5, false), (0.5, true), (0.5, true)]), 0.5);
    assert_eq!(auc(vec![(0.5, true)]), None);
}

#[test]
fn calibration_error_by_hand() {
    let answers = |n: usize, value: f64, right: usize| (0..n).map(move |i| Confidence { value, correct: i < right });
    // Confidence equals accuracy: no error, although two bins hold both right and wrong answers.
    assert!(expected_calibration_error(&answers(30, 0.8, 24).collect::<Vec<_>>()) < 1e-12);
    // 30 answers, bins of two: seven bins of (0.6, all right), seven of (0.9, 9 of 15 right),
    // and one bin that holds one answer of each: (7 * 0.8 + 7 * 0.6 + 0.1) / 30 = 0.33.
    let mixed: Vec<_> = answers(15, 0.6, 15).chain(answers(15, 0.9, 9)).collect();
    assert!((expected_calibration_error(&mixed) - 0.33).abs() < 1e-12);
    let reversed: Vec<_> = mixed.iter().rev().copied().collect();
    assert_eq!(expected_calibration_error(&mixed), expected_calibration_error(&reversed));
    assert_eq!(expected_calibration_error(&[]), 0.0);
}

#[test]
fn softmax_sums_to_one_and_never_overflows() {
    let probabilities = softmax(&[3.0e38, -3.0e38, 0.0]);
    assert_eq!(probabilities, vec![1.0, 0.0, 0.0]);
    let even = softmax(&[2.0f32.ln(), 0.0]);
    assert!((even[0] - 2.0 / 3.0).abs() < 1e-6);
    assert_eq!(argmax(&[0.25, 0.5, 0.5]), 1);
}

fn accuracy(metrics: &Metrics) -> Vec<(String, Option<f64>)> {
    vec![("accuracy".to_owned(), metrics.accuracy)]
}

#[test]
fn interval_of_single_pictures_is_the_binomial_one() {
    let outcomes: Vec<Outcome> = (0..100).map(|i| outcome(0, usize::from(i >= 80), 2, &format!("p{i}"))).collect();
    let outcomes: Vec<&Outcome> = outcomes.iter().collect();
    let [low, high] = intervals(&outcomes, 2, accuracy)["accuracy"];
    // 0.8 ± 1.96 * sqrt(0.8 * 0.2 / 100) = 0.72 … 0.88.
    assert!((low - 0.72).abs() < 0.015 && (high - 0.88).abs() < 0.015, "{low} … {high}");
    assert_eq!(intervals(&outcomes, 2, accuracy)["accuracy"], [low, high], "the seed is fixed");
}

#[test]
fn interval_widens_when_patients_bring_many_pictures() {
    // The same 100 answers, from ten patients who are all right or all wrong.
    let outcomes: Vec<Outcome> =
        (0..100).map(|i| outcome(0, usize::from(i >= 80), 2, &format!("p{}", i / 10))).collect();
    let outcomes: Vec<&Outcome> = outcomes.iter().collect();
    assert_eq!(group_count(&outcomes), 10);
    let [low, high] = intervals(&outcomes, 2, accuracy)["accuracy"];
    // 0.8 ± 1.96 * sqrt(0.8 * 0.2 / 10) = 0.55 … 1.
    assert!(low < 0.6 && high > 0.99, "{low} … {high}");
}

#[test]
fn metrics_of_earlier_files_are_read_and_written_by_the_same_names() {
    for name in ["accuracy", "baseline_macro_recall", "recall_a_b", "accuracy_source_ct-dicom -600/1500", "unheard_of"]
    {
        let name = format!("{name:?}");
        let metric: evaluation::Metric = serde_json::from_str(&name).unwrap();
        assert_eq!(serde_json::to_string(&metric).unwrap(), name);
    }
}
