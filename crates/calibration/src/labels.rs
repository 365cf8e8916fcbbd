//! The calibration of one label that is judged by itself.

use super::operating_points::operating_points;
use super::quantile::{Caution, GroupedScores};
use super::temperature::valley;
use evaluation::Split;
use model::LabelCalibration;
use std::collections::BTreeMap;
use trust::sigmoid;

/// Search range of the temperature, as for classes.
const TEMPERATURES: [f64; 2] = [0.2, 5.0];

/// Search range of the shift: weights of rare labels add up to ln 10,000 to a logit.
const SHIFTS: [f64; 2] = [-10.0, 10.0];

/// Steps of the golden section, which then is narrower than four digits.
const STEPS: usize = 40;

/// Required coverage of the sets, of either kind of picture.
const LEVEL: f64 = 0.95;

/// One answered picture of `val`.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelAnswer {
    /// Whether the label applies.
    pub applies: bool,
    /// Patient or near-duplicate cluster.
    pub group: String,
    /// The label's logit.
    pub logit: f32,
}

/// Fits probability, threshold and sets of a label on answers of the data set with that name.
///
/// Temperature and shift have the least cross entropy against Platt's smoothed targets. The sets are conformal for each kind
/// by itself (Vovk 2013): the quantile over pictures or over groups, whichever is wider, so that a label that rarely applies
/// is held to its rate where it does. `None` where the label applies to all of the pictures, or to none.
#[must_use]
pub fn label_calibration(label: &str, data: &str, answers: &[LabelAnswer]) -> Option<LabelCalibration> {
    let positives = answers.iter().filter(|answer| answer.applies).count();
    if !(1..answers.len()).contains(&positives) {
        return None;
    }
    let (temperature, shift) = platt(answers, positives as f64);
    let scored: Vec<(f32, bool)> =
        answers.iter().map(|answer| (sigmoid(answer.logit, temperature, shift), answer.applies)).collect();
    let named: Vec<(usize, &str, Vec<f32>)> = answers
        .iter()
        .zip(&scored)
        .map(|(answer, (value, applies))| (usize::from(!applies), answer.group.as_str(), vec![*value, 1.0 - *value]))
        .collect();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Some(LabelCalibration {
        label: label.to_owned(),
        data: data.to_owned(),
        split: Split::Val,
        n: count(answers.len()),
        positives: count(positives),
        temperature,
        shift,
        threshold: threshold(&scored, positives as f64),
        level: LEVEL as f32,
        // Of a picture to which it applies a lower probability is the odder one, and the other way round.
        applies_from: (-quantile(answers, &scored, true)).max(0.0),
        absent_up_to: quantile(answers, &scored, false).min(1.0),
        operating_points: operating_points(&named, &[label.to_owned()]),
    })
}

/// Temperature and shift of least cross entropy against the targets of Platt 1999: `(n + 1) / (n + 2)` instead of 1 for
/// `n` pictures of a kind, so that a network that is right on all of `val` does not become certain. The loss is convex in
/// the shift and the inverse of the temperature together, so the one may be searched within the other.
fn platt(answers: &[LabelAnswer], positives: f64) -> (f32, f32) {
    let negatives = answers.len() as f64 - positives;
    let targets = [1.0 / (negatives + 2.0), (positives + 1.0) / (positives + 2.0)];
    let loss = |temperature: f64, shift: f64| -> f64 {
        let each = answers.iter().map(|answer| {
            let x = f64::from(answer.logit) / temperature + shift;
            // ln(1 + exp(x)) - x t, in a form that does not overflow.
            x.max(0.0) + (-x.abs()).exp().ln_1p() - x * targets[usize::from(answer.applies)]
        });
        each.sum()
    };
    let shift_at = |log: f64| valley(SHIFTS, STEPS, |shift| loss(log.exp(), shift));
    let log = valley(TEMPERATURES.map(f64::ln), STEPS, |log| loss(log.exp(), shift_at(log)));
    (log.exp() as f32, shift_at(log) as f32)
}

/// The probability of the highest sum of sensitivity and specificity, half-way between two that occur; even odds where only
/// one occurs.
fn threshold(scored: &[(f32, bool)], positives: f64) -> f32 {
    let negatives = scored.len() as f64 - positives;
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let tied: Vec<&[(f32, bool)]> = sorted.chunk_by(|a, b| a.0 == b.0).collect();
    let (mut best, mut found) = (f64::NEG_INFINITY, 0.5);
    // Pictures below the threshold to which it does not apply, and to which it does.
    let mut below = [0.0, 0.0];
    for pair in tied.windows(2) {
        for (_, applies) in pair[0] {
            below[usize::from(*applies)] += 1.0;
        }
        let sum = below[0] / negatives + (positives - below[1]) / positives;
        if sum > best {
            let (low, high) = (pair[0][0].0, pair[1][0].0);
            let middle = f32::midpoint(low, high);
            (best, found) = (sum, if middle > low { middle } else { high });
        }
    }
    found
}

/// The quantile of the pictures of one kind: of minus their probability where the label applies, else of the probability.
fn quantile(answers: &[LabelAnswer], scored: &[(f32, bool)], applies: bool) -> f32 {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let own = answers.iter().zip(scored).filter(|(answer, _)| answer.applies == applies);
    let scores: Vec<(f32, usize)> = own
        .map(|(answer, (value, _))| {
            let next = numbers.len();
            let group = *numbers.entry(answer.group.as_str()).or_insert(next);
            (if applies { -*value } else { *value }, group)
        })
        .collect();
    let grouped = GroupedScores::new(scores.into_iter());
    grouped.quantile(LEVEL, Caution::Pictures).max(grouped.quantile(LEVEL, Caution::Groups))
}

#[cfg(test)]
mod tests {
    use super::label_calibration as fit;
    use super::*;

    /// Logits -3…3 in steps, each label true with the probability that `odds` gives its logit, in 20 pictures.
    fn answers(odds: impl Fn(f32) -> f32) -> Vec<LabelAnswer> {
        let steps = (0..25).map(|step| step as f32 / 4.0 - 3.0);
        steps
            .flat_map(|logit| {
                let positives = (odds(logit) * 20.0).round() as usize;
                (0..20).map(move |at| LabelAnswer { applies: at < positives, group: format!("{logit} {at}"), logit })
            })
            .collect()
    }

    #[test]
    fn temperature_and_shift_are_found_again() {
        let fitted = fit("rust", "leaves", &answers(|logit| sigmoid(logit, 2.0, -0.5))).unwrap();
        assert!((fitted.temperature - 2.0).abs() < 0.2 && (fitted.shift + 0.5).abs() < 0.1, "{fitted:?}");
        assert_eq!((fitted.n, fitted.level, fitted.label.as_str()), (500, 0.95, "rust"));
        assert!(fitted.operating_points.len() == 4 && fitted.operating_points.iter().all(|one| one.label == "rust"));
    }

    #[test]
    fn a_network_that_is_right_on_all_is_not_certain_and_its_sets_hold_one() {
        let fitted = fit("rust", "leaves", &answers(|logit| f32::from(u8::from(logit >= 0.5)))).unwrap();
        assert!((0.0..1.0).contains(&sigmoid(3.0, fitted.temperature, fitted.shift)), "{fitted:?}");
        let at = |logit: f32| sigmoid(logit, fitted.temperature, fitted.shift);
        assert!(at(0.25) < fitted.threshold && fitted.threshold < at(0.5), "{fitted:?}");
        assert!(fitted.absent_up_to < fitted.threshold && fitted.threshold <= fitted.applies_from, "{fitted:?}");
    }

    #[test]
    fn sets_hold_either_kind_at_the_level_and_overlap_where_it_is_unclear() {
        let answers = answers(|logit| sigmoid(logit, 2.0, -0.5));
        let fitted = fit("rust", "leaves", &answers).unwrap();
        let share = |applies: bool, holds: &dyn Fn(f32) -> bool| {
            let own: Vec<f32> = answers
                .iter()
                .filter(|answer| answer.applies == applies)
                .map(|answer| sigmoid(answer.logit, fitted.temperature, fitted.shift))
                .collect();
            own.iter().filter(|value| holds(**value)).count() as f64 / own.len() as f64
        };
        assert!(share(true, &|value| value >= fitted.applies_from) >= 0.95);
        assert!(share(false, &|value| value <= fitted.absent_up_to) >= 0.95);
        assert!(fitted.applies_from < fitted.absent_up_to, "{fitted:?}");
    }

    #[test]
    fn of_few_pictures_nothing_is_promised_and_of_one_kind_nothing_is_fitted() {
        let few: Vec<LabelAnswer> =
            answers(|logit| f32::from(u8::from(logit >= 0.5))).into_iter().step_by(50).collect();
        let fitted = fit("rust", "leaves", &few).unwrap();
        assert_eq!((fitted.applies_from, fitted.absent_up_to), (0.0, 1.0), "the set holds both, whatever it is");
        assert_eq!(fit("rust", "leaves", &answers(|_| 0.0)), None);
        assert_eq!(fit("rust", "leaves", &answers(|_| 1.0)), None);
    }
}
