//! A linear classifier of in-distribution against foreign pictures, on pooled features.

use learn::{Curvature, FullBatch, LeastDeviation, LinearHead, LinearRule, Standardiser, Summation, TrainingRow};
use rayon::prelude::*;

/// Gradient steps; after them the loss is stable to three digits.
const STEPS: usize = 300;

/// Least scale of a feature, so that one that is nearly constant is not amplified.
const LEAST: LeastDeviation = LeastDeviation::AtLeast(1e-3);

/// One picture: its features, whether it is in-distribution, and its weight in the loss.
pub(super) struct WeightedFeatures<'a> {
    pub(super) features: &'a [f32],
    pub(super) belongs: bool,
    pub(super) weight: f32,
}

/// Logistic regression with `penalty / 2` times the squared weights, on standardised features. Returns the bias and one
/// weight per raw feature, as `trust::likeness` takes them. Deterministic; empty without points.
pub(super) fn fit(points: &[WeightedFeatures<'_>], penalty: f32) -> Vec<f32> {
    let Some(standardiser) = Standardiser::fit(points.iter().map(|point| point.features), LEAST) else {
        return Vec::new();
    };
    let standardised: Vec<Vec<f32>> = points.iter().map(|point| standardiser.apply(point.features)).collect();
    let total: f32 = points.iter().map(|point| point.weight).sum();
    let rows: Vec<TrainingRow<'_, f32>> = standardised
        .iter()
        .zip(points)
        .map(|(features, point)| TrainingRow {
            features,
            class: usize::from(point.belongs),
            weight: point.weight / total,
        })
        .collect();
    let summation: Summation<'_, f32> = Summation::InParts(&on_all_threads);
    let fit = FullBatch { steps: STEPS, penalty, curvature: Curvature::Power, summation };
    let head = fit.fit(LinearHead::binary(standardiser.columns.len()), &rows);
    head.rules.first().map(|rule| unstandardised(rule, &standardiser)).unwrap_or_default()
}

pub(super) fn on_all_threads(count: usize, part: &(dyn Fn(usize) -> LinearHead<f32> + Sync)) -> Vec<LinearHead<f32>> {
    (0..count).into_par_iter().map(part).collect()
}

/// Weights for raw features. [`LinearHead::on_raw_features`] rounds the bias at another point; this keeps the values in
/// manifests unchanged.
fn unstandardised(rule: &LinearRule<f32>, standardiser: &Standardiser<f32>) -> Vec<f32> {
    let columns = &standardiser.columns;
    let raw: Vec<f32> = rule.weights.iter().zip(columns).map(|(weight, (_, deviation))| weight / deviation).collect();
    let shift: f32 = raw.iter().zip(columns).map(|(weight, (mean, _))| weight * mean).sum();
    std::iter::once(rule.bias - shift).chain(raw).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use evaluation::LikenessScore;
    use trust::likeness::likeness;

    #[test]
    fn two_clouds_are_told_apart() {
        let mut random = fastrand::Rng::with_seed(1);
        let mut cloud = |centre: f32| -> Vec<Vec<f32>> {
            (0..300).map(|_| (0..8).map(|_| centre + random.f32() * 4.0).collect()).collect()
        };
        let (near, far) = (cloud(0.0), cloud(2.0));
        let point = |features, belongs| WeightedFeatures { features, belongs, weight: 1.0 };
        let points: Vec<WeightedFeatures<'_>> =
            near.iter().map(|row| point(row.as_slice(), true)).chain(far.iter().map(|row| point(row, false))).collect();
        let rule = fit(&points, 1e-3);
        let right = points.iter().filter(|point| {
            likeness(LikenessScore::Head, &rule, point.features, &[])
                .is_some_and(|score| (score > 0.0) == point.belongs)
        });
        assert!(right.count() > 590);
    }
}
