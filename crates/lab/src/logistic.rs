//! Multinomial logistic regression with an L2 penalty, for the trivial baseline.
//!
//! Invariant: pure and deterministic: f64, whole-batch steps from zero, no random start.

/// Brings every column to mean 0 and deviation 1, as on the data it was fitted on.
#[derive(Clone, Debug, PartialEq)]
pub struct Standardiser {
    /// `(mean, deviation)` per column.
    columns: Vec<(f64, f64)>,
}

impl Standardiser {
    /// Mean and deviation of every column; `None` without rows.
    pub fn fit<'a>(rows: impl Iterator<Item = &'a [f64]> + Clone) -> Option<Self> {
        let n = rows.clone().count() as f64;
        let width = rows.clone().next()?.len();
        let columns = (0..width)
            .map(|column| {
                let values = || rows.clone().filter_map(|row| row.get(column));
                let mean = values().sum::<f64>() / n;
                let deviation = (values().map(|value| (value - mean).powi(2)).sum::<f64>() / n).sqrt();
                // A constant column carries nothing; it becomes 0 instead of a division by 0.
                (mean, if deviation > 1e-12 { deviation } else { 1.0 })
            })
            .collect();
        Some(Self { columns })
    }

    /// One row, standardised.
    #[must_use]
    pub fn apply(&self, row: &[f64]) -> Vec<f64> {
        row.iter().zip(&self.columns).map(|(value, (mean, deviation))| (value - mean) / deviation).collect()
    }
}

/// Gradient steps of one fit; the loss is convex, and at this count its change is below 1e-6
/// on a dozen standardised columns.
const STEPS: usize = 1500;

/// A fitted rule: per class one weight per column, and a bias at the end.
#[derive(Clone, Debug, PartialEq)]
pub struct Logistic {
    weights: Vec<Vec<f64>>,
}

impl Logistic {
    /// Minimises the mean cross entropy, every class weighing the same however rare it is,
    /// plus `penalty / 2` times the squared weights (biases are free).
    ///
    /// `points` are standardised rows with their class, below `classes`.
    #[must_use]
    pub fn fit(points: &[(Vec<f64>, usize)], classes: usize, penalty: f64) -> Self {
        let width = points.first().map_or(0, |point| point.0.len()) + 1;
        let weighting = class_weights(points, classes);
        // Nesterov's method with the step of the loss's largest curvature: at most half the
        // mean squared length of a row, plus the penalty.
        let curvature: f64 = points
            .iter()
            .map(|(row, truth)| weighting.get(*truth).unwrap_or(&0.0) * (1.0 + row.iter().map(|x| x * x).sum::<f64>()))
            .sum();
        let step = 1.0 / (0.5 * curvature + penalty);
        let mut weights = vec![vec![0.0; width]; classes];
        let mut ahead = weights.clone();
        for iteration in 0..STEPS {
            let gradient = Self { weights: ahead.clone() }.gradient(points, &weighting, penalty);
            let momentum = iteration as f64 / (iteration as f64 + 3.0);
            for ((weights, ahead), gradient) in weights.iter_mut().zip(&mut ahead).zip(&gradient) {
                for ((weight, ahead), slope) in weights.iter_mut().zip(ahead.iter_mut()).zip(gradient) {
                    let next = *ahead - step * slope;
                    *ahead = next + momentum * (next - *weight);
                    *weight = next;
                }
            }
        }
        Self { weights }
    }

    /// One probability per class for a standardised row.
    #[must_use]
    pub fn probabilities(&self, row: &[f64]) -> Vec<f64> {
        let logits: Vec<f64> =
            self.weights.iter().map(|weights| weights.iter().zip(with_one(row)).map(|(w, x)| w * x).sum()).collect();
        let largest = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let powers: Vec<f64> = logits.iter().map(|logit| (logit - largest).exp()).collect();
        let sum: f64 = powers.iter().sum();
        powers.into_iter().map(|power| power / sum).collect()
    }

    fn gradient(&self, points: &[(Vec<f64>, usize)], weighting: &[f64], penalty: f64) -> Vec<Vec<f64>> {
        let mut gradient: Vec<Vec<f64>> = self
            .weights
            .iter()
            .map(|weights| {
                let mut slopes: Vec<f64> = weights.iter().map(|weight| penalty * weight).collect();
                if let Some(bias) = slopes.last_mut() {
                    *bias = 0.0;
                }
                slopes
            })
            .collect();
        for (row, truth) in points {
            let share = weighting.get(*truth).copied().unwrap_or(0.0);
            for (class, (slopes, probability)) in gradient.iter_mut().zip(self.probabilities(row)).enumerate() {
                let error = share * (probability - if class == *truth { 1.0 } else { 0.0 });
                for (slope, x) in slopes.iter_mut().zip(with_one(row)) {
                    *slope += error * x;
                }
            }
        }
        gradient
    }
}

/// A row with the bias's constant 1 at its end.
fn with_one(row: &[f64]) -> impl Iterator<Item = f64> + '_ {
    row.iter().copied().chain(std::iter::once(1.0))
}

/// Weight of one point of each class: all weights together make 1, each class an equal part.
fn class_weights(points: &[(Vec<f64>, usize)], classes: usize) -> Vec<f64> {
    let counts: Vec<usize> = (0..classes).map(|class| points.iter().filter(|point| point.1 == class).count()).collect();
    let present = counts.iter().filter(|&&count| count > 0).count().max(1) as f64;
    counts.into_iter().map(|count| 1.0 / (present * count.max(1) as f64)).collect()
}
