//! Selection on `val`: the penalty, the temperature, and the probability threshold for passing.

use super::head::{LabelledFeatures, ModalityHead};
use super::kinds::{is_task, labels};
use rayon::prelude::*;
use trust::{argmax, softmax};

/// Candidate penalties.
const PENALTIES: [f32; 4] = [1e-4, 1e-3, 3e-3, 1e-2];

/// Share of pictures without a task that may pass on `val`: half of the target on `test`.
pub(super) const MOST_PASSING: f32 = 0.005;

/// Lower bound of the threshold, so that the best class is more probable than all others together.
const LEAST_THRESHOLD: f32 = 0.5;

/// A fitted classifier with its scores on `val`.
#[derive(Clone, Debug)]
pub(super) struct FittedModality {
    pub(super) head: ModalityHead,
    pub(super) penalty: f32,
    pub(super) temperature: f32,
    pub(super) threshold: f32,
    /// Weighted cross entropy on `val` at that temperature, in nats.
    pub(super) val_loss: f32,
    /// Mean recall of the classes on `val`.
    pub(super) val_macro_recall: f32,
    /// Share of the pictures without a task that pass on `val`.
    pub(super) val_passing: f32,
    /// Share of the pictures with a task that are refused on `val`.
    pub(super) val_turned_away: f32,
}

/// Fits on `train` with every penalty and keeps the one with the lowest loss on `val`.
pub(super) fn fit(train: &[LabelledFeatures], val: &[LabelledFeatures], seed: u64) -> Option<FittedModality> {
    let fits = PENALTIES
        .into_par_iter()
        .map(|penalty| judged(ModalityHead::fit(train, labels().len(), penalty, seed), penalty, val))
        .collect::<Vec<_>>();
    fits.iter().for_each(|fitted| eprintln!("{}", line(fitted)));
    fits.into_iter().min_by(|a, b| a.val_loss.total_cmp(&b.val_loss))
}

fn line(fitted: &FittedModality) -> String {
    format!(
        "penalty {}: val loss {:.4}, macro recall {:.4}, temperature {:.3}, threshold {:.3}, passing {:.4}, turned away {:.4}",
        fitted.penalty,
        fitted.val_loss,
        fitted.val_macro_recall,
        fitted.temperature,
        fitted.threshold,
        fitted.val_passing,
        fitted.val_turned_away
    )
}

fn judged(head: ModalityHead, penalty: f32, val: &[LabelledFeatures]) -> FittedModality {
    let logits: Vec<Vec<f32>> = val.iter().map(|point| head.logits(&point.features)).collect();
    let (temperature, val_loss) = temperature(&logits, val);
    let probabilities: Vec<Vec<f32>> = logits.iter().map(|logits| cooled(logits, temperature)).collect();
    let threshold = threshold(&probabilities, val);
    let share = |with_task: bool, hit: &dyn Fn(&[f32], usize) -> bool| {
        let of = || probabilities.iter().zip(val).filter(|(_, point)| is_task(point.label) == with_task);
        of().filter(|(p, point)| hit(p, point.label)).count() as f32 / of().count().max(1) as f32
    };
    FittedModality {
        penalty,
        temperature,
        threshold,
        val_loss,
        val_macro_recall: macro_recall(&probabilities, val),
        val_passing: share(false, &|p, _| passes(p, threshold)),
        val_turned_away: share(true, &|p, label| !(passes(p, threshold) && argmax(p) == label)),
        head,
    }
}

/// Whether some classifier would accept a picture with these probabilities.
pub(super) fn passes(probabilities: &[f32], threshold: f32) -> bool {
    let best = argmax(probabilities);
    is_task(best) && probabilities.get(best).is_some_and(|probability| *probability >= threshold)
}

fn cooled(logits: &[f32], temperature: f32) -> Vec<f32> {
    softmax(&logits.iter().map(|logit| logit / temperature).collect::<Vec<_>>())
}

/// The temperature between 1/4 and 4 with the lowest weighted cross entropy, and that cross entropy.
fn temperature(logits: &[Vec<f32>], val: &[LabelledFeatures]) -> (f32, f32) {
    let loss = |temperature: f32| {
        let terms = logits.iter().zip(val).map(|(logits, point)| {
            let probability = cooled(logits, temperature)[point.label];
            f64::from(-point.weight * probability.max(1e-12).ln())
        });
        (terms.sum::<f64>() / val.len().max(1) as f64) as f32
    };
    let steps = (-100..=100).map(|step| 4f32.powf(step as f32 / 100.0));
    steps.map(|step| (step, loss(step))).min_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((1.0, f32::INFINITY))
}

/// The least probability at which at most [`MOST_PASSING`] of the pictures without a task pass.
fn threshold(probabilities: &[Vec<f32>], val: &[LabelledFeatures]) -> f32 {
    let outsiders = || probabilities.iter().zip(val).filter(|(_, point)| !is_task(point.label));
    let mut passing: Vec<f32> = outsiders()
        .filter(|(p, _)| passes(p, LEAST_THRESHOLD))
        .filter_map(|(p, _)| p.get(argmax(p)).copied())
        .collect();
    passing.sort_by(|a, b| b.total_cmp(a));
    let allowed = (MOST_PASSING * outsiders().count() as f32) as usize;
    // The next value above the first that may not pass.
    passing.get(allowed).map_or(LEAST_THRESHOLD, |&most| (most + 1e-4).clamp(LEAST_THRESHOLD, 0.999))
}

fn macro_recall(probabilities: &[Vec<f32>], val: &[LabelledFeatures]) -> f32 {
    let count = labels().len();
    let recalls = (0..count).map(|label| {
        let of = || probabilities.iter().zip(val).filter(|(_, point)| point.label == label);
        of().filter(|(p, _)| argmax(p) == label).count() as f32 / of().count().max(1) as f32
    });
    recalls.sum::<f32>() / count as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(label: usize) -> LabelledFeatures {
        LabelledFeatures { features: Vec::new(), label, weight: 1.0 }
    }

    #[test]
    fn the_threshold_lets_no_more_pass_than_allowed() {
        let place = |name: &str| labels().iter().position(|label| *label == name).unwrap();
        let (outsider, xray) = (place("not-medical"), place("chest-xray"));
        let val: Vec<LabelledFeatures> = (0..400).map(|_| point(outsider)).collect();
        // Five of 400 look like a chest X-ray, to an increasing degree.
        let row = |index: usize| {
            let p = if index < 5 { 0.7 + 0.05 * index as f32 } else { 0.0 };
            let mut row = vec![0.0; labels().len()];
            (row[xray], row[outsider]) = (p, 1.0 - p);
            row
        };
        let rows: Vec<Vec<f32>> = (0..400).map(row).collect();
        let threshold = threshold(&rows, &val);
        assert_eq!(rows.iter().filter(|p| passes(p, threshold)).count(), 2);
        assert!(rows.iter().filter(|p| passes(p, threshold - 2e-4)).count() > 2);
    }

    #[test]
    fn the_temperature_undoes_a_factor() {
        // Two classes at 3 to 1: the correct difference of logits is ln 3; the given one is three times as large.
        let right = 3f32.ln();
        let val: Vec<LabelledFeatures> = (0..4).map(|index| point(usize::from(index == 0))).collect();
        let logits = vec![vec![3.0 * right, 0.0]; 4];
        let (found, _) = temperature(&logits, &val);
        assert!((found - 3.0).abs() < 0.05, "{found}");
    }
}
