//! Similarity of a picture to the training data, from the network's features and logits.
//!
//! Three scores, higher is more similar; `lab` fits all and keeps the best:
//!
//! - *energy* (Liu et al. 2020): `ln Σ exp(logit)`. Needs no numbers.
//! - *mahalanobis* (Lee et al. 2018): minus the squared distance to the nearest class mean under one shared
//!   covariance. Features are first folded to a few sums ([`folded`]), so that means and covariance fit into a manifest. Numbers:
//!   classes, sums; the means, class by class; the inverse covariance's upper triangle, row by row.
//! - *head* (Cao et al. 2020, best on average there): a linear classifier of pictures inside and outside the training
//!   distribution. Numbers: the bias; one weight per feature.

use evaluation::LikenessScore;

/// Mean of each channel over the cells of a feature grid, channels innermost; empty for no cells.
///
/// ```
/// assert_eq!(trust::likeness::pooled(&[1.0, 10.0, 3.0, 30.0], 2), [2.0, 20.0]);
/// ```
#[must_use]
pub fn pooled(features: &[f32], cells: usize) -> Vec<f32> {
    let channels = features.len().checked_div(cells).unwrap_or(0);
    let mut sums = vec![0.0f32; channels];
    for cell in features.chunks_exact(channels.max(1)) {
        for (sum, value) in sums.iter_mut().zip(cell) {
            *sum += value;
        }
    }
    sums.iter_mut().for_each(|sum| *sum /= cells.max(1) as f32);
    sums
}

/// A score; `None` for numbers of the wrong count, or a result that is NaN or infinite.
///
/// ```
/// use evaluation::LikenessScore;
/// use trust::likeness::likeness;
///
/// // A bias, and a weight for each feature.
/// assert_eq!(likeness(LikenessScore::Head, &[0.5, 1.0, -1.0], &[3.0, 2.0], &[]), Some(1.5));
/// assert_eq!(likeness(LikenessScore::Head, &[0.5, 1.0], &[3.0, 2.0], &[]), None);
/// ```
#[must_use]
pub fn likeness(score: LikenessScore, numbers: &[f32], pooled: &[f32], logits: &[f32]) -> Option<f32> {
    let value = match score {
        LikenessScore::Energy => energy(logits),
        LikenessScore::Mahalanobis => mahalanobis(numbers, pooled)?,
        LikenessScore::Head => head(numbers, pooled)?,
    };
    value.is_finite().then_some(value)
}

/// `ln Σ exp(logit)`, without overflow.
#[must_use]
pub fn energy(logits: &[f32]) -> f32 {
    let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    most + logits.iter().map(|logit| (logit - most).exp()).sum::<f32>().ln()
}

/// Features folded to `sums` numbers: each is added to or subtracted from one of them, by a hash of its index (the
/// count sketch of Charikar et al. 2002). Preserves distances on average, and needs no matrix.
#[must_use]
pub fn folded(pooled: &[f32], sums: usize) -> Vec<f32> {
    let mut folded = vec![0.0f32; sums];
    for (place, value) in pooled.iter().enumerate() {
        // Fibonacci hashing (Knuth): the upper bits of a product with 2^64 / golden ratio, mixed once more.
        let hash = (place as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let hash = (hash ^ (hash >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 24;
        let sign = if hash & 1 == 0 { 1.0 } else { -1.0 };
        if let Some(sum) = folded.get_mut((hash >> 1) as usize % sums.max(1)) {
            *sum += sign * value;
        }
    }
    folded
}

fn head(numbers: &[f32], pooled: &[f32]) -> Option<f32> {
    let (bias, weights) = numbers.split_first()?;
    (weights.len() == pooled.len())
        .then(|| bias + weights.iter().zip(pooled).map(|(weight, value)| weight * value).sum::<f32>())
}

fn mahalanobis(numbers: &[f32], pooled: &[f32]) -> Option<f32> {
    let (&[classes, sums], rest) = numbers.split_first_chunk::<2>()?;
    let (classes, sums) = (classes as usize, sums as usize);
    let means = rest.get(..classes.checked_mul(sums)?)?;
    let triangle = rest.get(means.len()..)?;
    if sums == 0 || triangle.len() != sums * (sums + 1) / 2 {
        return None;
    }
    let point = folded(pooled, sums);
    let distance = |mean: &[f32]| {
        let from: Vec<f32> = point.iter().zip(mean).map(|(value, mean)| value - mean).collect();
        let mut entries = triangle.iter();
        let mut sum = 0.0;
        for (row, a) in from.iter().enumerate() {
            for (column, b) in from.iter().enumerate().skip(row) {
                let twice = if column == row { 1.0 } else { 2.0 };
                sum += twice * a * b * entries.next().copied().unwrap_or(0.0);
            }
        }
        sum
    };
    means.chunks_exact(sums).map(distance).min_by(f32::total_cmp).map(|nearest| -nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_averaged_over_cells() {
        assert_eq!(pooled(&[1.0, 10.0, 3.0, 30.0], 2), [2.0, 20.0]);
        assert_eq!(pooled(&[], 0), Vec::<f32>::new());
    }

    #[test]
    fn energy_grows_with_the_logits_and_does_not_overflow() {
        assert!((energy(&[0.0, 0.0]) - 2.0f32.ln()).abs() < 1e-6);
        assert!((energy(&[1000.0, 0.0]) - 1000.0).abs() < 1e-3);
    }

    #[test]
    fn a_head_is_a_weighted_sum() {
        assert_eq!(likeness(LikenessScore::Head, &[0.5, 2.0, -1.0], &[3.0, 1.0], &[]), Some(5.5));
        assert_eq!(likeness(LikenessScore::Head, &[0.5, 2.0], &[3.0, 1.0], &[]), None);
    }

    #[test]
    fn the_nearest_class_mean_counts() {
        // Two classes in one sum, inverse covariance 4.
        let point = [1.5f32];
        let value = folded(&point, 1)[0];
        let numbers = [2.0, 1.0, value + 1.0, value - 3.0, 4.0];
        assert_eq!(likeness(LikenessScore::Mahalanobis, &numbers, &point, &[]), Some(-4.0));
        assert_eq!(likeness(LikenessScore::Mahalanobis, &numbers[..4], &point, &[]), None);
    }

    #[test]
    fn folding_spreads_over_all_sums_with_both_signs() {
        let ones = vec![1.0; 1280];
        let one = |place: usize| {
            let mut only = vec![0.0; 1280];
            only[place] = 1.0;
            folded(&only, 32)
        };
        let hit: std::collections::BTreeSet<usize> =
            (0..1280).filter_map(|place| one(place).iter().position(|value| *value != 0.0)).collect();
        assert_eq!(hit.len(), 32);
        assert!(folded(&ones, 32).iter().all(|sum| sum.abs() < 30.0));
    }

    #[test]
    fn what_is_no_number_gives_no_score() {
        assert_eq!(likeness(LikenessScore::Energy, &[], &[], &[f32::NAN, 0.0]), None);
        assert_eq!(likeness(LikenessScore::Energy, &[], &[], &[]), None);
    }
}
