//! The modality classifier's linear head: multinomial logistic regression on pooled features.
//!
//! The baseline's regression (`lab::logistic`) takes whole-batch steps in f64, which suits a dozen columns;
//! here there are hundreds of columns and ten thousands of rows, so it is Adam (Kingma and Ba, ICLR 2015) on
//! small batches, with a learning rate that falls to nothing along half a cosine.

use fastrand::Rng;

/// A row of features with its class and how much it counts.
#[derive(Clone, Debug)]
pub(super) struct LabelledFeatures {
    pub(super) features: Vec<f32>,
    pub(super) label: usize,
    pub(super) weight: f32,
}

/// A linear classifier on features as they come.
#[derive(Clone, Debug)]
pub(super) struct LinearHead {
    /// `[channels, labels]`, row by row.
    pub(super) weight: Vec<f32>,
    /// `[labels]`.
    pub(super) bias: Vec<f32>,
}

const EPOCHS: usize = 40;
const BATCH: usize = 64;
const RATE: f32 = 3e-3;

impl LinearHead {
    /// Minimises the weighted mean cross entropy plus `penalty / 2` times the squared weights of the
    /// standardised columns. Empty without points.
    pub(super) fn fit(points: &[LabelledFeatures], labels: usize, penalty: f32, seed: u64) -> Self {
        let channels = points.first().map_or(0, |point| point.features.len());
        let (mean, deviation) = moments(points, channels);
        let rows: Vec<Vec<f32>> = points
            .iter()
            .map(|point| {
                let pairs = point.features.iter().zip(&mean).zip(&deviation);
                pairs.map(|((value, mean), deviation)| (value - mean) / deviation).chain([1.0]).collect()
            })
            .collect();
        // One row of weights per label, the bias last.
        let width = channels + 1;
        let mut adam = Adam::new(labels * width);
        let mut order: Vec<usize> = (0..points.len()).collect();
        let mut random = Rng::with_seed(seed);
        let batches = points.len().div_ceil(BATCH).max(1);
        for epoch in 0..EPOCHS {
            random.shuffle(&mut order);
            for (step, batch) in order.chunks(BATCH).enumerate() {
                let done = (epoch * batches + step) as f32 / (EPOCHS * batches) as f32;
                let rate = RATE * 0.5 * (1.0 + (std::f32::consts::PI * done).cos());
                let mut gradient = vec![0.0; labels * width];
                for (row, point) in batch.iter().filter_map(|&index| Some((rows.get(index)?, points.get(index)?))) {
                    let probabilities = trust::softmax(&products(&adam.values, row));
                    let slopes = gradient.chunks_exact_mut(width).zip(probabilities).enumerate();
                    for (label, (slope, probability)) in slopes {
                        let hit = if label == point.label { 1.0 } else { 0.0 };
                        let error = point.weight * (probability - hit) / batch.len() as f32;
                        slope.iter_mut().zip(row).for_each(|(slope, value)| *slope += error * value);
                    }
                }
                for (slopes, weights) in gradient.chunks_exact_mut(width).zip(adam.values.chunks_exact(width)) {
                    let pairs = slopes.iter_mut().zip(weights).take(channels);
                    pairs.for_each(|(slope, weight)| *slope += penalty * weight);
                }
                adam.step(&gradient, rate);
            }
        }
        Self::on_raw_features(&adam.values, width, &mean, &deviation)
    }

    /// One logit per label.
    pub(super) fn logits(&self, features: &[f32]) -> Vec<f32> {
        let mut logits = self.bias.clone();
        for (value, row) in features.iter().zip(self.weight.chunks_exact(self.bias.len().max(1))) {
            logits.iter_mut().zip(row).for_each(|(logit, weight)| *logit += value * weight);
        }
        logits
    }

    /// `w·(x − m)/d + b` as `w'·x + b'`.
    fn on_raw_features(values: &[f32], width: usize, mean: &[f32], deviation: &[f32]) -> Self {
        let labels: Vec<&[f32]> = values.chunks_exact(width).collect();
        let of = |row: &[f32], channel: usize| row.get(channel).copied().unwrap_or(0.0);
        let scaled = |(channel, deviation): (usize, &f32)| {
            labels.iter().map(move |row| of(row, channel) / deviation).collect::<Vec<f32>>()
        };
        let weight: Vec<f32> = deviation.iter().enumerate().flat_map(scaled).collect();
        let bias = labels.iter().map(|row| {
            let shift: f32 = row.iter().zip(mean).zip(deviation).map(|((weight, m), d)| weight * m / d).sum();
            of(row, width - 1) - shift
        });
        Self { weight, bias: bias.collect() }
    }
}

/// One product per label of the rows of `values` with `row`.
fn products(values: &[f32], row: &[f32]) -> Vec<f32> {
    values.chunks_exact(row.len()).map(|weights| weights.iter().zip(row).map(|(w, x)| w * x).sum()).collect()
}

/// Mean and deviation of every column; a constant column keeps its scale.
fn moments(points: &[LabelledFeatures], channels: usize) -> (Vec<f32>, Vec<f32>) {
    let n = points.len().max(1) as f64;
    let column = |channel: usize| points.iter().filter_map(move |point| point.features.get(channel));
    (0..channels)
        .map(|channel| {
            let mean = column(channel).map(|&value| f64::from(value)).sum::<f64>() / n;
            let variance = column(channel).map(|&value| (f64::from(value) - mean).powi(2)).sum::<f64>() / n;
            (mean as f32, if variance > 1e-12 { variance.sqrt() as f32 } else { 1.0 })
        })
        .unzip()
}

/// Kingma and Ba's defaults.
struct Adam {
    values: Vec<f32>,
    first: Vec<f32>,
    second: Vec<f32>,
    steps: i32,
}

impl Adam {
    fn new(count: usize) -> Self {
        Self { values: vec![0.0; count], first: vec![0.0; count], second: vec![0.0; count], steps: 0 }
    }

    fn step(&mut self, gradient: &[f32], rate: f32) {
        self.steps += 1;
        let (one, two) = (1.0 - 0.9f32.powi(self.steps), 1.0 - 0.999f32.powi(self.steps));
        let moments = self.first.iter_mut().zip(&mut self.second);
        for ((value, (first, second)), slope) in self.values.iter_mut().zip(moments).zip(gradient) {
            *first = 0.9 * *first + 0.1 * slope;
            *second = 0.999 * *second + 0.001 * slope * slope;
            *value -= rate * (*first / one) / ((*second / two).sqrt() + 1e-8);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_clouds_are_told_apart_on_raw_features() {
        let mut random = Rng::with_seed(3);
        let centres = [[50.0, 0.0, 7.0], [60.0, 0.1, 7.0], [50.0, 0.2, 7.0]];
        let points: Vec<LabelledFeatures> = (0..300)
            .map(|index| {
                let [a, b, c] = centres[index % 3];
                let features = vec![a + random.f32(), b + 0.05 * random.f32(), c];
                LabelledFeatures { features, label: index % 3, weight: 1.0 }
            })
            .collect();
        let head = LinearHead::fit(&points, 3, 1e-4, 1);
        let right = points.iter().filter(|point| trust::argmax(&head.logits(&point.features)) == point.label);
        assert!(right.count() > 295);
    }
}
