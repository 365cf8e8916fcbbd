//! From a map and a grid of features to logits: the class of what is outlined.
//!
//! Whether there is anything is read from the map alone: its log-mean-exp, a soft maximum (Pinheiro and Collobert,
//! "From image-level to pixel-level labeling", CVPR 2015), scaled and shifted by two trained numbers. Which it is, is read
//! from the features averaged under the map; only how these classes compare to each other counts, so that only the map
//! counts for or against "none".
//!
//! Invariant: pure; the same numbers for the trainer, the float network and the one of integers.

use super::error::{NnError, array};
use model::Weights;

/// Added to every cell's probability before features are averaged: where nothing is outlined, all cells count alike.
pub const FLOOR: f32 = 0.01;

/// A network's output for every cell of a grid a quarter of the picture's side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutlineMap {
    /// Rows.
    pub height: usize,
    /// Columns.
    pub width: usize,
    /// `[height, width]`: the logit that the cell belongs to a finding.
    pub logits: Vec<f32>,
}

/// How map and features become logits.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// For every label whether it needs something outlined.
    pub present: Vec<bool>,
    /// Factor of the map's log-mean-exp.
    pub slope: f32,
    /// Offset added to it.
    pub offset: f32,
}

impl Evidence {
    /// From `outline.present` `[labels]`, 0 for the class of an empty map, and `outline.evidence` `[2]`.
    ///
    /// # Errors
    /// When one is missing or has another shape.
    pub fn from_weights(labels: usize, weights: &Weights) -> Result<Self, NnError> {
        let present = array(weights, "outline.present", &[labels])?;
        Self::new(&present.data, &array(weights, "outline.evidence", &[2])?.data)
    }

    /// From the numbers of these arrays.
    ///
    /// ```
    /// use network::outline::Evidence;
    ///
    /// let evidence = Evidence::new(&[1.0, 0.0], &[2.0, 1.0]).unwrap();
    /// // A map of one value is its own log-mean-exp: 2 × 3 + 1.
    /// assert_eq!(evidence.any(&[3.0]), 7.0);
    /// assert!(Evidence::new(&[1.0, 0.0], &[2.0]).is_err());
    /// ```
    ///
    /// # Errors
    /// When there are not exactly two numbers: a slope and an offset.
    pub fn new(present: &[f32], numbers: &[f32]) -> Result<Self, NnError> {
        let &[slope, offset] = numbers else {
            return Err(NnError::Shape {
                name: "outline.evidence".into(),
                expected: vec![2],
                found: vec![numbers.len()],
            });
        };
        Ok(Self { present: present.iter().map(|value| *value > 0.5).collect(), slope, offset })
    }

    /// Log odds that anything is there.
    #[must_use]
    pub fn any(&self, map: &[f32]) -> f32 {
        self.slope * log_mean_exp(map) + self.offset
    }

    /// Logits from the map and the classifier's output for the features under it: 0 for a class of an empty map, for
    /// the others the log odds that anything is there plus the log probability among them.
    #[must_use]
    pub fn logits(&self, map: &[f32], classes: &[f32]) -> Vec<f32> {
        let any = self.any(map);
        let found: Vec<f32> =
            classes.iter().zip(&self.present).filter(|(_, present)| **present).map(|(value, _)| *value).collect();
        let all = log_mean_exp(&found) + (found.len().max(1) as f32).ln();
        classes
            .iter()
            .zip(&self.present)
            .map(|(value, present)| if *present { any + value - all } else { 0.0 })
            .collect()
    }
}

/// `ln(mean(exp(values)))`.
#[must_use]
pub fn log_mean_exp(values: &[f32]) -> f32 {
    let most = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if !most.is_finite() {
        return 0.0;
    }
    let sum: f32 = values.iter().map(|value| (value - most).exp()).sum();
    most + (sum / values.len() as f32).ln()
}

/// Weight of each cell of a grid of `rows` × `columns` in the average, summing to 1: the mean probability of the map's
/// cells in it, plus [`FLOOR`].
///
/// ```
/// use network::outline::{OutlineMap, attention};
///
/// let map = OutlineMap { height: 1, width: 2, logits: vec![-9.0, 9.0] };
/// let weights = attention(&map, (1, 2));
/// assert!((weights[0] + weights[1] - 1.0).abs() < 1e-6 && weights[1] > 0.9);
/// ```
#[must_use]
pub fn attention(map: &OutlineMap, (rows, columns): (usize, usize)) -> Vec<f32> {
    let mut sums = vec![0.0f32; rows * columns];
    let mut counts = vec![0.0f32; rows * columns];
    for (index, logit) in map.logits.iter().enumerate() {
        let (y, x) = (index / map.width.max(1), index % map.width.max(1));
        let cell = y * rows / map.height.max(1) * columns + x * columns / map.width.max(1);
        if let (Some(sum), Some(count)) = (sums.get_mut(cell), counts.get_mut(cell)) {
            *sum += probability(*logit);
            *count += 1.0;
        }
    }
    let weights: Vec<f32> = sums.iter().zip(&counts).map(|(sum, count)| sum / count.max(1.0) + FLOOR).collect();
    let total: f32 = weights.iter().sum();
    weights.iter().map(|weight| weight / total).collect()
}

/// The logistic function.
#[must_use]
pub fn probability(logit: f32) -> f32 {
    (1.0 + (-logit).exp()).recip()
}

/// The mean over cells of `features` `[cells, channels]`, each cell counted by its weight.
///
/// ```
/// assert_eq!(network::outline::pooled(&[1.0, 10.0, 3.0, 30.0], &[0.5, 0.5]), [2.0, 20.0]);
/// ```
#[must_use]
pub fn pooled(features: &[f32], weights: &[f32]) -> Vec<f32> {
    let channels = features.len() / weights.len().max(1);
    let mut mean = vec![0.0f32; channels];
    for (cell, weight) in features.chunks_exact(channels.max(1)).zip(weights) {
        for (mean, value) in mean.iter_mut().zip(cell) {
            *mean += weight * value;
        }
    }
    mean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_without_its_two_numbers_is_refused() {
        assert_eq!(Evidence::new(&[1.0, 0.0], &[2.0, 1.0]).unwrap().present, [true, false]);
        for numbers in [&[2.0][..], &[], &[2.0, 1.0, 0.0]] {
            assert!(matches!(Evidence::new(&[1.0, 0.0], numbers), Err(NnError::Shape { .. })), "{numbers:?}");
        }
    }

    fn softmax(logits: &[f32]) -> Vec<f32> {
        let powers: Vec<f32> = logits.iter().map(|logit| logit.exp()).collect();
        powers.iter().map(|power| power / powers.iter().sum::<f32>()).collect()
    }

    fn evidence() -> Evidence {
        Evidence { present: vec![true, true, false, true], slope: 2.0, offset: 1.0 }
    }

    #[test]
    fn only_the_map_speaks_for_or_against_none() {
        let map = [-3.0, 2.0, -3.0, -3.0];
        for classes in [[0.0, 0.0, 9.0, 0.0], [20.0, 10.0, -5.0, 10.0]] {
            let probabilities = softmax(&evidence().logits(&map, &classes));
            let none = 1.0 - probability(evidence().any(&map));
            assert!((probabilities[2] - none).abs() < 1e-5, "{probabilities:?} against {none}");
        }
    }

    #[test]
    fn the_log_mean_exp_lies_between_mean_and_maximum_and_does_not_overflow() {
        let value = log_mean_exp(&[0.0, 0.0, 0.0, 4.0]);
        assert!(value > 1.0 && value < 4.0, "{value}");
        assert!((log_mean_exp(&[200.0, 200.0]) - 200.0).abs() < 1e-3);
        assert_eq!(log_mean_exp(&[]), 0.0);
    }

    #[test]
    fn features_are_averaged_where_the_map_is() {
        let mut map = OutlineMap { height: 8, width: 8, logits: vec![-20.0; 64] };
        let even = attention(&map, (2, 2));
        assert!(even.iter().all(|weight| (weight - 0.25).abs() < 1e-6), "{even:?}");
        for row in 4..8 {
            map.logits[row * 8..row * 8 + 4].fill(20.0);
        }
        let weights = attention(&map, (2, 2));
        assert!((weights[2] - 1.01 / 1.04).abs() < 1e-4, "{weights:?}");
        let mean = pooled(&[0.0, 1.0, 0.0, 1.0, 5.0, 1.0, 0.0, 1.0], &weights);
        assert!((mean[0] - 5.0 * weights[2]).abs() < 1e-4 && (mean[1] - 1.0).abs() < 1e-4, "{mean:?}");
    }
}
