//! The modality classifier's linear head: multinomial logistic regression on pooled features.
//!
//! There are hundreds of columns and tens of thousands of rows, so it is fitted in mini-batches.

use learn::{LeastDeviation, LinearHead, MiniBatches, Standardiser, TrainingRow};

/// A row of features with its class and weight.
#[derive(Clone, Debug)]
pub(super) struct LabelledFeatures {
    pub(super) features: Vec<f32>,
    pub(super) label: usize,
    pub(super) weight: f32,
}

/// A linear classifier on raw features, in the order of the weights file.
#[derive(Clone, Debug)]
pub(super) struct ModalityHead {
    /// `[channels, labels]`, row by row.
    pub(super) weight: Vec<f32>,
    /// `[labels]`.
    pub(super) bias: Vec<f32>,
}

const EPOCHS: usize = 40;
const BATCH: usize = 64;
const RATE: f32 = 3e-3;

/// A constant column keeps its scale.
const LEAST: LeastDeviation = LeastDeviation::OrOne(1e-6);

impl ModalityHead {
    /// Minimises the weighted mean cross entropy plus `penalty / 2` times the squared weights of the
    /// standardised columns. Empty without points.
    pub(super) fn fit(points: &[LabelledFeatures], labels: usize, penalty: f32, seed: u64) -> Self {
        let features = points.iter().map(|point| point.features.as_slice());
        let Some(standardiser) = Standardiser::fit(features, LEAST) else {
            return Self { weight: Vec::new(), bias: vec![0.0; labels] };
        };
        let standardised: Vec<Vec<f32>> = points.iter().map(|point| standardiser.apply(&point.features)).collect();
        let rows: Vec<TrainingRow<'_, f32>> = standardised
            .iter()
            .zip(points)
            .map(|(features, point)| TrainingRow { features, class: point.label, weight: point.weight })
            .collect();
        let fit = MiniBatches { epochs: EPOCHS, batch: BATCH, rate: RATE, penalty, seed };
        let head = fit.fit(LinearHead::multinomial(labels, standardiser.columns.len()), &rows);
        let raw = head.on_raw_features(&standardiser).rules;
        let channels = 0..standardiser.columns.len();
        let weight = channels.flat_map(|channel| raw.iter().filter_map(move |rule| rule.weights.get(channel).copied()));
        Self { weight: weight.collect(), bias: raw.iter().map(|rule| rule.bias).collect() }
    }

    /// One logit per label.
    pub(super) fn logits(&self, features: &[f32]) -> Vec<f32> {
        let mut logits = self.bias.clone();
        for (value, row) in features.iter().zip(self.weight.chunks_exact(self.bias.len().max(1))) {
            logits.iter_mut().zip(row).for_each(|(logit, weight)| *logit += value * weight);
        }
        logits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_clouds_are_told_apart_on_raw_features() {
        let mut random = fastrand::Rng::with_seed(3);
        let centres = [[50.0, 0.0, 7.0], [60.0, 0.1, 7.0], [50.0, 0.2, 7.0]];
        let points: Vec<LabelledFeatures> = (0..300)
            .map(|index| {
                let [a, b, c] = centres[index % 3];
                let features = vec![a + random.f32(), b + 0.05 * random.f32(), c];
                LabelledFeatures { features, label: index % 3, weight: 1.0 }
            })
            .collect();
        let head = ModalityHead::fit(&points, 3, 1e-4, 1);
        let right = points.iter().filter(|point| trust::argmax(&head.logits(&point.features)) == point.label);
        assert!(right.count() > 295);
    }
}
