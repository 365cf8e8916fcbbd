//! Thresholds on one class's probability, for readers who prefer high sensitivity or high specificity.

use super::conformal::GroupAnswer;
use evaluation::HeldMeasure;
use model::OperatingPoint;

/// Sensitivity or specificity guaranteed on `val`.
const LEVELS: [f64; 2] = [0.90, 0.95];

/// For each class the thresholds of highest sensitivity at a specificity of at least 0.90 and 0.95 on `val`,
/// and the reverse. A threshold lies half-way between two probabilities that occur, so that it does not depend on the
/// last digit of one picture. A class without pictures in `val`, or that is the only one there, has none.
#[must_use]
pub fn operating_points(answers: &[GroupAnswer<'_>], labels: &[String]) -> Vec<OperatingPoint> {
    let of = |(class, label): (usize, &String)| {
        let value = |answer: &GroupAnswer<'_>| answer.2[class];
        let (own, rest): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.0 == class);
        let own = falling(own.into_iter().map(value));
        let rest = falling(rest.into_iter().map(value));
        let point = |held, level: f64, threshold: Option<f32>| {
            Some(OperatingPoint { label: label.clone(), held, level: level as f32, threshold: threshold? })
        };
        let points = LEVELS.into_iter().flat_map(|level| {
            [
                point(HeldMeasure::Specificity, level, at_specificity(&own, &rest, level)),
                point(HeldMeasure::Sensitivity, level, at_sensitivity(&own, &rest, level)),
            ]
        });
        points.flatten().collect::<Vec<_>>()
    };
    labels.iter().enumerate().flat_map(of).collect()
}

/// Lowest threshold that calls at most `1 - level` of `rest` positive. Both lists are in descending order.
fn at_specificity(own: &[f32], rest: &[f32], level: f64) -> Option<f32> {
    let most = ((1.0 - level) * rest.len() as f64 + 1e-9).floor() as usize;
    // The first that must not be called positive; the threshold is above it and all equal values.
    let first = *rest.get(most)?;
    let above = own.iter().chain(rest).copied().filter(|value| *value > first).min_by(f32::total_cmp)?;
    let middle = f32::midpoint(first, above);
    (!own.is_empty()).then_some(if middle > first { middle } else { above })
}

/// Highest threshold that calls at least `level` of `own` positive. Both lists are in descending order.
fn at_sensitivity(own: &[f32], rest: &[f32], level: f64) -> Option<f32> {
    let least = (level * own.len() as f64 - 1e-9).ceil() as usize;
    let last = *own.get(least.checked_sub(1)?)?;
    let below = own.iter().chain(rest).copied().filter(|value| *value < last).max_by(f32::total_cmp);
    (!rest.is_empty()).then_some(below.map_or(last, |below| f32::midpoint(below, last)))
}

fn falling(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(|a, b| b.total_cmp(a));
    values
}
