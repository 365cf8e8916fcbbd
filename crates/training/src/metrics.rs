//! Scores from answers: accuracy, recall, precision, F1, AUC, calibration, confusion.
//!
//! Invariant: pure. A score that the data cannot give (recall of a class that never occurs)
//! is `None`, never 0; averages run over the classes that have one.

use serde::Serialize;
use trust::{Confidence, argmax, expected_calibration_error};

/// One picture, answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Index of the true class.
    pub truth: usize,
    /// One probability per class.
    pub probabilities: Vec<f32>,
    /// Patient or near-duplicate cluster.
    pub group: String,
    /// Where the picture came from.
    pub source: String,
}

/// Scores of a set of answers. Every score is 0…1.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Metrics {
    /// Pictures.
    pub n: usize,
    /// Share answered correctly.
    pub accuracy: Option<f64>,
    /// Mean recall over the classes that occur.
    pub macro_recall: Option<f64>,
    /// Mean precision over the classes that occur.
    pub macro_precision: Option<f64>,
    /// Mean F1 over the classes that occur.
    pub macro_f1: Option<f64>,
    /// Mean one-versus-rest area under the ROC curve.
    pub macro_auc: Option<f64>,
    /// Expected calibration error, 15 bins of equal mass.
    pub ece: Option<f64>,
    /// `confusion[truth][predicted]`, in pictures.
    pub confusion: Vec<Vec<usize>>,
    /// One per class, in logit order.
    pub per_class: Vec<ClassMetrics>,
}

/// Scores of one class against the rest.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassMetrics {
    /// Pictures of this class.
    pub n: usize,
    /// Share of this class's pictures found (sensitivity).
    pub recall: Option<f64>,
    /// Share of answers naming this class that were right; `None` when none named it.
    pub precision: Option<f64>,
    /// `2 * hits / (pictures + answers)`, the harmonic mean of the two.
    pub f1: Option<f64>,
    /// One-versus-rest area under the ROC curve.
    pub auc: Option<f64>,
}

/// Scores `outcomes` over `classes` classes.
///
/// # Panics
/// When the true class of an outcome is none of them, or an outcome has too few probabilities: a score without such
/// pictures would look like one of all.
#[must_use]
pub fn measure(outcomes: &[&Outcome], classes: usize) -> Metrics {
    let n = outcomes.len();
    let confusion = confusion(outcomes, classes);
    let hits: usize = confusion.iter().enumerate().filter_map(|(class, row)| row.get(class)).sum();
    let per_class: Vec<ClassMetrics> = (0..classes).map(|class| class_metrics(outcomes, &confusion, class)).collect();
    let present = || per_class.iter().filter(|class| class.n > 0);
    Metrics {
        n,
        accuracy: ratio(hits, n),
        macro_recall: mean(present().filter_map(|class| class.recall)),
        // A class that occurs and is never named has precision 0 in the average: it was missed.
        macro_precision: mean(present().map(|class| class.precision.unwrap_or(0.0))),
        macro_f1: mean(present().filter_map(|class| class.f1)),
        macro_auc: mean(present().filter_map(|class| class.auc)),
        ece: (n > 0).then(|| expected_calibration_error(&confidences(outcomes))),
        confusion,
        per_class,
    }
}

fn confusion(outcomes: &[&Outcome], classes: usize) -> Vec<Vec<usize>> {
    let mut confusion = vec![vec![0; classes]; classes];
    for outcome in outcomes {
        let predicted = argmax(&outcome.probabilities);
        confusion[outcome.truth][predicted] += 1;
    }
    confusion
}

/// How sure each answer was, and whether it was right.
///
/// # Panics
/// When an outcome has no probabilities.
#[must_use]
pub fn confidences(outcomes: &[&Outcome]) -> Vec<Confidence> {
    outcomes
        .iter()
        .map(|outcome| {
            let predicted = argmax(&outcome.probabilities);
            let value = outcome.probabilities[predicted];
            Confidence { value: f64::from(value), correct: predicted == outcome.truth }
        })
        .collect()
}

fn class_metrics(outcomes: &[&Outcome], confusion: &[Vec<usize>], class: usize) -> ClassMetrics {
    let at = |truth: usize, predicted: usize| confusion[truth][predicted];
    let hits = at(class, class);
    let pictures: usize = (0..confusion.len()).map(|predicted| at(class, predicted)).sum();
    let answers: usize = (0..confusion.len()).map(|truth| at(truth, class)).sum();
    let scored: Vec<(f32, bool)> =
        outcomes.iter().map(|outcome| (outcome.probabilities[class], outcome.truth == class)).collect();
    ClassMetrics {
        n: pictures,
        recall: ratio(hits, pictures),
        precision: ratio(hits, answers),
        f1: ratio(2 * hits, pictures + answers),
        auc: auc(scored),
    }
}

/// Area under the ROC curve of `(score, is of the class)` pairs, by the rank sum of
/// Mann and Whitney; equal scores share their mean rank. `None` unless both kinds occur.
///
/// ```
/// use training::metrics::auc;
///
/// assert_eq!(auc(vec![(0.9, true), (0.8, true), (0.1, false)]), Some(1.0));
/// assert_eq!(auc(vec![(0.5, true), (0.5, false)]), Some(0.5), "equal scores");
/// assert_eq!(auc(vec![(0.9, true)]), None);
/// ```
#[must_use]
pub fn auc(mut scored: Vec<(f32, bool)>) -> Option<f64> {
    scored.sort_by(|a, b| a.0.total_cmp(&b.0));
    let positives = scored.iter().filter(|pair| pair.1).count() as f64;
    let negatives = scored.len() as f64 - positives;
    let mut rank_sum = 0.0;
    let mut below = 0;
    for tied in scored.chunk_by(|a, b| a.0 == b.0) {
        // Ranks count from 1: the tied pairs hold ranks below+1 … below+len.
        let middle_rank = below as f64 + (tied.len() as f64 + 1.0) / 2.0;
        rank_sum += middle_rank * tied.iter().filter(|pair| pair.1).count() as f64;
        below += tied.len();
    }
    let wins = rank_sum - positives * (positives + 1.0) / 2.0;
    (positives > 0.0 && negatives > 0.0).then(|| wins / (positives * negatives))
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0usize), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / count as f64)
}
