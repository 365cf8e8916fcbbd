//! Class activation maps (Zhou et al., "Learning Deep Features for Discriminative Localization",
//! CVPR 2016).
//!
//! The network averages its last feature grid and multiplies the mean with the classifier's
//! weights. Both are linear, so the order can be swapped: weighting each cell first gives a map
//! whose mean, plus the bias, *is* the logit. Nothing is approximated.

use finding::Map;

/// The last feature grid of one picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FeatureGrid<'a> {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `height * width * channels` values, row by row from the top, channels innermost.
    pub values: &'a [f32],
}

/// The classifier's weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Head<'a> {
    /// Number of classes.
    pub labels: usize,
    /// `channels * labels` values, labels innermost.
    pub weight: &'a [f32],
}

/// One map per class, in logit order.
///
/// All maps of a picture are divided by the largest absolute value over all of them, which
/// becomes 1: maps of one picture can be compared, maps of two pictures cannot. The bias has no position and is left
/// out. Where there is no evidence at all, every value is 0. `None` where a length does not match: a map of zeros would
/// claim that there is no evidence.
///
/// ```
/// use explain::{FeatureGrid, Head, class_activation_maps};
///
/// let grid = FeatureGrid { width: 2, height: 2, values: &[0.0, 0.0, 1.0, 4.0] };
/// let maps = class_activation_maps(grid, Head { labels: 2, weight: &[1.0, -0.5] }).unwrap();
/// assert_eq!(maps[0].values, [0.0, 0.0, 0.25, 1.0]);
/// assert_eq!(maps[1].values, [0.0, 0.0, -0.125, -0.5]);
/// assert_eq!(class_activation_maps(grid, Head { labels: 2, weight: &[1.0] }), None);
/// ```
#[must_use]
pub fn class_activation_maps(grid: FeatureGrid<'_>, head: Head<'_>) -> Option<Vec<Map>> {
    let mut maps = raw_maps(grid, head)?;
    let largest = maps.iter().flat_map(|map| &map.values).fold(0.0f32, |most, value| most.max(value.abs()));
    if largest > 0.0 && largest.is_finite() {
        maps.iter_mut().flat_map(|map| &mut map.values).for_each(|value| *value /= largest);
    }
    Some(maps)
}

/// The maps in units of logits: mean over the cells plus bias is the logit.
fn raw_maps(grid: FeatureGrid<'_>, head: Head<'_>) -> Option<Vec<Map>> {
    let cells = grid.width * grid.height;
    let channels = head.weight.len().checked_div(head.labels)?;
    if channels == 0 || head.weight.len() != channels * head.labels || grid.values.len() != cells * channels {
        return None;
    }
    let mut values = vec![vec![0.0; cells]; head.labels];
    for (cell, features) in grid.values.chunks_exact(channels).enumerate() {
        let mut evidence = vec![0.0; head.labels];
        for (feature, weights) in features.iter().zip(head.weight.chunks_exact(head.labels)) {
            evidence.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += feature * weight);
        }
        for (map, evidence) in values.iter_mut().zip(evidence) {
            map.iter_mut().skip(cell).take(1).for_each(|value| *value = evidence);
        }
    }
    Some(values.into_iter().map(|values| Map { width: grid.width, height: grid.height, values }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEIGHT: [f32; 6] = [1.0, -1.0, 0.5, 2.0, 0.0, -3.0];
    const FEATURES: [f32; 12] = [0.0, 1.0, 2.0, 3.0, 0.5, 0.0, 1.0, 1.0, 1.0, 0.0, 4.0, 0.25];

    fn grid() -> FeatureGrid<'static> {
        FeatureGrid { width: 2, height: 2, values: &FEATURES }
    }

    fn head() -> Head<'static> {
        Head { labels: 2, weight: &WEIGHT }
    }

    #[test]
    fn the_mean_of_a_raw_map_is_the_logit_without_bias() {
        let maps = raw_maps(grid(), head()).unwrap();
        for (label, map) in maps.iter().enumerate() {
            let logit: f32 = (0..3)
                .map(|channel| {
                    let mean = (0..4).map(|cell| FEATURES[cell * 3 + channel]).sum::<f32>() / 4.0;
                    mean * WEIGHT[channel * 2 + label]
                })
                .sum();
            let mean = map.values.iter().sum::<f32>() / 4.0;
            assert!((mean - logit).abs() < 1e-6, "label {label}: {mean} against {logit}");
        }
    }

    #[test]
    fn the_largest_value_over_all_maps_is_one_and_signs_stay() {
        let maps = class_activation_maps(grid(), head()).unwrap();
        let all: Vec<f32> = maps.iter().flat_map(|map| map.values.clone()).collect();
        assert!((all.iter().fold(0.0f32, |most, value| most.max(value.abs())) - 1.0).abs() < 1e-6);
        let raw: Vec<f32> = raw_maps(grid(), head()).unwrap().into_iter().flat_map(|map| map.values).collect();
        assert!(all.iter().zip(&raw).all(|(scaled, raw)| scaled.signum() == raw.signum() || *raw == 0.0));
    }

    #[test]
    fn lengths_that_do_not_fit_give_no_map() {
        let short = FeatureGrid { values: &FEATURES[1..], ..grid() };
        assert_eq!(class_activation_maps(short, head()), None);
        for (labels, weight) in [(2, &WEIGHT[1..]), (2, &[][..]), (0, &WEIGHT[..]), (4, &WEIGHT[..])] {
            assert_eq!(class_activation_maps(grid(), Head { labels, weight }), None, "{labels}");
        }
    }
}
