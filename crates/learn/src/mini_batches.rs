//! Adam on small batches, for hundreds of columns and many thousands of rows.

use crate::{LinearHead, TrainingRow};
use fastrand::Rng;
use std::f32::consts::PI;

/// Adam (Kingma and Ba, ICLR 2015) in single precision, with a cosine learning rate schedule that decays to 0.
///
/// The loss of a batch is the mean of its rows' cross entropies, each times its weight, plus `penalty / 2` times the
/// squared weights; biases are free.
///
/// ```
/// use learn::{LinearHead, MiniBatches, TrainingRow};
///
/// let features = [[1.0, 0.0], [-1.0, 1.0], [-1.0, -1.0]];
/// let rows = [0, 1, 2].map(|class| TrainingRow { features: &features[class][..], class, weight: 1.0 });
/// let fit = MiniBatches { epochs: 300, batch: 3, rate: 0.05, penalty: 1e-4, seed: 1 };
/// let head = fit.fit(LinearHead::multinomial(3, 2), &rows);
/// assert!(rows.iter().all(|row| head.probabilities(row.features)[row.class] > 0.9));
/// // The same seed gives the same bits.
/// assert_eq!(head, fit.fit(LinearHead::multinomial(3, 2), &rows));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MiniBatches {
    /// How often every row is seen.
    pub epochs: usize,
    /// Rows of a batch, 1 or more.
    pub batch: usize,
    /// The learning rate at the beginning.
    pub rate: f32,
    /// Strength of the L2 penalty; 0 for none.
    pub penalty: f32,
    /// Decides the order of the rows.
    pub seed: u64,
}

impl MiniBatches {
    /// Fits a head, starting from its current values, to rows whose mean weight is 1.
    #[must_use]
    pub fn fit(&self, mut head: LinearHead<f32>, rows: &[TrainingRow<'_, f32>]) -> LinearHead<f32> {
        let size = self.batch.max(1);
        let batches = rows.len().div_ceil(size).max(1);
        let mut adam = Adam::new(head.values().count());
        let mut order: Vec<usize> = (0..rows.len()).collect();
        let mut random = Rng::with_seed(self.seed);
        for epoch in 0..self.epochs {
            random.shuffle(&mut order);
            for (step, batch) in order.chunks(size).enumerate() {
                let done = (epoch * batches + step) as f32 / (self.epochs * batches) as f32;
                let rate = self.rate * 0.5 * (1.0 + (PI * done).cos());
                let batch: Vec<TrainingRow<'_, f32>> = batch.iter().filter_map(|&at| rows.get(at).copied()).collect();
                let mut slopes = head.zeros();
                head.add_slopes(&mut slopes, &batch, batch.len() as f32);
                slopes.add_penalty(&head, self.penalty);
                adam.step(&mut head, &slopes, rate);
            }
        }
        head
    }
}

/// Mean and mean square of each parameter's gradients, with Kingma and Ba's defaults.
struct Adam {
    moments: Vec<(f32, f32)>,
    steps: i32,
}

impl Adam {
    fn new(count: usize) -> Self {
        Self { moments: vec![(0.0, 0.0); count], steps: 0 }
    }

    fn step(&mut self, head: &mut LinearHead<f32>, slopes: &LinearHead<f32>, rate: f32) {
        self.steps += 1;
        let (one, two) = (1.0 - 0.9f32.powi(self.steps), 1.0 - 0.999f32.powi(self.steps));
        for ((value, (first, second)), slope) in head.values_mut().zip(&mut self.moments).zip(slopes.values()) {
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
    fn the_first_step_is_as_long_as_the_rate() {
        // After one step Adam's mean over its deviation is the gradient's sign (section 2.1).
        let features = [2.0, -0.5];
        let rows = [TrainingRow { features: &features[..], class: 1, weight: 1.0 }];
        let fit = MiniBatches { epochs: 1, batch: 64, rate: 0.01, penalty: 0.0, seed: 0 };
        let head = fit.fit(LinearHead::binary(2), &rows);
        for (value, expected) in head.values().zip([0.01, -0.01, 0.01]) {
            assert!((value - expected).abs() < 1e-6, "{head:?}");
        }
    }

    #[test]
    fn without_rows_or_columns_nothing_is_learnt() {
        let fit = MiniBatches { epochs: 2, batch: 0, rate: 0.01, penalty: 0.1, seed: 0 };
        assert_eq!(fit.fit(LinearHead::multinomial(3, 0), &[]), LinearHead::multinomial(3, 0));
    }
}
