//! Group distributionally robust optimisation: the groups with the highest loss get the highest weight.
//!
//! Sagawa et al., "Distributionally robust neural networks for group shifts" (ICLR 2020), algorithm 1: a group's weight is
//! multiplied by `exp(step * loss)` at every step, `loss` being the group's mean over the batch and 0 where the batch
//! has none of it; the weights are scaled to sum 1; the sum of weight times loss is minimised. Groups are the pictures
//! of one source with or without a finding. A picture's loss is that of its class, smoothing, mixing and class weight
//! included.
//!
//! Invariant: the weights belong to the caller, which stores them in the checkpoint.

use anyhow::{Result, anyhow};
use burn::tensor::{Device, Tensor, TensorData};

/// Initial weights: uniform over the groups that occur, 0 for the others, which stays 0.
pub(super) fn even(groups: &[Option<String>]) -> Vec<f32> {
    let count = groups.iter().flatten().count().max(1) as f32;
    groups.iter().map(|group| if group.is_some() { count.recip() } else { 0.0 }).collect()
}

/// Sum of weight times mean loss over groups; `losses` is `[n, 1]`, `groups` the group of each row. The weights are changed
/// first, as in the paper.
///
/// # Errors
/// When the losses cannot be read back from the device.
///
/// # Panics
/// When a group has no weight.
pub(super) fn loss(
    losses: Tensor<2>,
    groups: &[usize],
    weights: &mut [f32],
    step: f32,
    device: &Device,
) -> Result<Tensor<1>> {
    let values = losses.clone().into_data().try_into_vec::<f32>().map_err(|error| anyhow!("{error:?}"))?;
    let (means, counts) = means(&values, groups, weights.len());
    raise(weights, &means, step);
    let shares: Vec<f32> = groups.iter().map(|&group| weights[group] / counts[group].max(1.0)).collect();
    let shares: Tensor<2> = Tensor::from_data(TensorData::new(shares, [groups.len(), 1]), device);
    Ok((losses * shares).sum())
}

/// Mean loss and number of rows by group; 0 for a group without any.
fn means(losses: &[f32], groups: &[usize], count: usize) -> (Vec<f32>, Vec<f32>) {
    let (mut sums, mut counts) = (vec![0.0f32; count], vec![0.0f32; count]);
    for (loss, group) in losses.iter().zip(groups) {
        if let (Some(sum), Some(count)) = (sums.get_mut(*group), counts.get_mut(*group)) {
            *sum += loss;
            *count += 1.0;
        }
    }
    (sums.iter().zip(&counts).map(|(sum, count)| sum / count.max(1.0)).collect(), counts)
}

/// Lines 5 and 6 of the algorithm. A loss of NaN changes nothing: the training step itself reports it.
fn raise(weights: &mut [f32], means: &[f32], step: f32) {
    let raised: Vec<f32> = weights.iter().zip(means).map(|(weight, mean)| weight * (step * mean).exp()).collect();
    let sum: f32 = raised.iter().sum();
    if sum.is_finite() && sum > 0.0 {
        weights.iter_mut().zip(raised).for_each(|(weight, raised)| *weight = raised / sum);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_that_never_occur_have_no_weight() {
        let groups = [Some("a, none".to_owned()), None, Some("b, none".to_owned())];
        assert_eq!(even(&groups), [0.5, 0.0, 0.5]);
        let mut weights = even(&groups);
        raise(&mut weights, &[1.0, 9.0, 1.0], 0.1);
        assert_eq!(weights, [0.5, 0.0, 0.5]);
    }

    #[test]
    fn the_group_that_is_read_worst_gains_weight_and_the_loss_is_the_weighted_sum() {
        let device = Device::flex().autodiff();
        let rows = vec![2.0f32, 1.0, 0.5, 4.0];
        let losses: Tensor<2> = Tensor::from_data(TensorData::new(rows, [4, 1]), &device).require_grad();
        let mut weights = vec![0.25f32, 0.25, 0.5];
        // Means of 1.5 and 2.25; the third group is not in the batch.
        let value = loss(losses.clone(), &[0, 0, 1, 1], &mut weights, 0.2, &device).unwrap();
        let raised = [0.25 * 0.3f32.exp(), 0.25 * 0.45f32.exp(), 0.5];
        let sum: f32 = raised.iter().sum();
        for (found, expected) in weights.iter().zip(raised) {
            assert!((found - expected / sum).abs() < 1e-6, "{found} against {}", expected / sum);
        }
        let slope = losses.grad(&value.clone().backward()).unwrap().into_data();
        let value = value.into_scalar::<f32>();
        assert!((value - (weights[0] * 1.5 + weights[1] * 2.25)).abs() < 1e-5, "{value}");
        for (found, group) in slope.as_slice::<f32>().unwrap().iter().zip([0, 0, 1, 1]) {
            assert!((found - weights[group] / 2.0).abs() < 1e-6, "{found}");
        }
    }

    #[test]
    fn a_diverged_loss_leaves_the_weights() {
        let mut weights = vec![0.5f32, 0.5];
        raise(&mut weights, &[f32::NAN, 1.0], 0.1);
        raise(&mut weights, &[f32::INFINITY, 1.0], 0.1);
        assert_eq!(weights, [0.5, 0.5]);
    }
}
