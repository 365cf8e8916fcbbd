//! The loss of a step: the class or the labels of every picture, its outline, and the order of mirrored pairs.

use super::batch;
use super::drawn::DrawnBatch;
use super::label_sets::LabelSets;
use super::options::{Ingredient, TrainOptions};
use super::outline::{self, OutlineTarget};
use super::{pairs, worst_group};
use anyhow::Result;
use burn::tensor::{Device, Tensor, activation::log_softmax};

/// What a picture is to be answered with, and how much it counts.
pub(super) enum Truth {
    /// One of the classes: softmax. The weight of each, by label of the data set.
    Classes(Vec<f32>),
    /// Any of the labels: a sigmoid for each.
    Labels {
        /// Which apply.
        sets: LabelSets,
        /// For each label the weight of pictures without it, and that of pictures with it.
        weights: Vec<[f32; 2]>,
    },
}

impl Truth {
    /// Classes that occur so many times in an epoch, or with `sets` the labels that those combine; weighted by the inverse
    /// of their frequency to that power, as [`batch::class_weights`] has it.
    pub(super) fn weighted(counts: &[f32], sets: Option<LabelSets>, power: f32) -> Self {
        match sets {
            None => Self::Classes(batch::class_weights(counts, power)),
            Some(sets) => {
                let of = |count: [f32; 2]| {
                    let weights = batch::class_weights(&count, power);
                    [weights[0], weights[1]]
                };
                let weights = sets.counts(counts).into_iter().map(of).collect();
                Self::Labels { sets, weights }
            }
        }
    }

    /// Which labels apply; `None` where one class does.
    pub(super) fn sets(&self) -> Option<&LabelSets> {
        match self {
            Self::Classes(_) => None,
            Self::Labels { sets, .. } => Some(sets),
        }
    }
}

/// The parameters that are constant over all steps.
pub(super) struct Objective<'a> {
    /// The weights of the individual losses.
    pub(super) options: &'a TrainOptions,
    /// What is to be answered.
    pub(super) truth: &'a Truth,
    /// The class without a finding.
    pub(super) none: Option<usize>,
}

impl Objective<'_> {
    /// Loss of a batch from `logits` `[n, labels]` and, for a network with a decoder, `map` `[n, h, w, 1]`. With group
    /// distributionally robust optimisation, `groups` are the group weights, which are updated.
    ///
    /// # Errors
    /// When the losses of the groups cannot be read back from the device.
    pub(super) fn loss(
        &self,
        logits: Tensor<2>,
        map: Option<Tensor<4>>,
        drawn: &DrawnBatch,
        groups: &mut [f32],
        device: &Device,
    ) -> Result<Tensor<1>> {
        let options = self.options;
        let mut loss = match self.truth {
            Truth::Classes(weights) => {
                let targets = batch::targets(&drawn.labels, weights, options.smoothing, &drawn.shares);
                let targets: Tensor<2> = Tensor::from_data(targets, device);
                let fit = log_softmax(logits.clone(), 1) * targets;
                if options.worst_group > 0.0 {
                    worst_group::loss(fit.sum_dim(1).neg(), &drawn.groups, groups, options.worst_group, device)?
                } else {
                    -fit.sum() / drawn.images.len() as f32
                }
            }
            Truth::Labels { sets, weights } => {
                let targets = batch::label_targets(&drawn.labels, sets, weights, options.smoothing, &drawn.shares);
                let [applies, absent] = targets.map(|data| -> Tensor<2> { Tensor::from_data(data, device) });
                labels_loss(logits.clone(), applies, absent)
            }
        };
        if let Some(map) = map.filter(|_| !options.is_without(Ingredient::Outline)) {
            let [n, height, width, _] = map.dims();
            let cells = height * width;
            let target = OutlineTarget::new(&drawn.outlines, cells, device);
            loss = loss + outline::loss(map.reshape([n, cells]), &target) * options.outline;
        }
        if let Some(none) = self.none.filter(|_| options.pairs > 0.0)
            && let Some(order) = pairs::loss(logits, &drawn.pairs, none, device)
        {
            loss = loss + order * options.pairs;
        }
        Ok(loss)
    }
}

/// Mean binary cross entropy in nats of `logits` `[n, labels]`, over pictures and labels: `applies` and `absent`, as large,
/// are the weighted shares of "applies" and of "does not apply".
fn labels_loss(logits: Tensor<2>, applies: Tensor<2>, absent: Tensor<2>) -> Tensor<1> {
    let [n, labels] = logits.dims();
    // ln(1 + exp(x)), in a form that does not overflow.
    let softplus = logits.clone().clamp_min(0.0) + ((-logits.clone().abs()).exp() + 1.0).log();
    let losses = (applies.clone() + absent) * softplus - applies * logits;
    losses.sum() / (n * labels) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label_sets::tests::data;
    use burn::tensor::TensorData;

    /// Rust and holes, holes alone, and neither, in the data set's order: `-`, `holes`, `holes;rust`.
    fn sets() -> LabelSets {
        LabelSets::of(&data(&["holes;rust", "holes", "-"])).unwrap()
    }

    #[test]
    fn each_label_is_weighed_by_how_often_it_applies() {
        let truth = Truth::weighted(&[6.0, 1.0, 1.0], Some(sets()), 1.0);
        let Truth::Labels { weights, .. } = &truth else { panic!("labels") };
        let close = |found: [f32; 2], expected: [f32; 2]| {
            assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-5), "{found:?} against {expected:?}");
        };
        // Holes: 6 without, 2 with; rust: 7 without, 1 with. Both kinds weigh half of the 8 pictures.
        close(weights[0], [4.0 / 6.0, 2.0]);
        close(weights[1], [4.0 / 7.0, 4.0]);
        let Truth::Labels { weights, .. } = Truth::weighted(&[6.0, 1.0, 1.0], Some(sets()), 0.0) else { panic!() };
        assert_eq!(weights, [[1.0; 2]; 2]);
        assert!(Truth::weighted(&[1.0, 1.0], None, 0.5).sets().is_none());
    }

    #[test]
    fn targets_are_smoothed_towards_one_half_and_mixed() {
        let [applies, absent] = batch::label_targets(&[2, 0], &sets(), &[[1.0, 2.0], [1.0, 1.0]], 0.2, &[1.0, 0.75]);
        let [applies, absent] = [applies, absent].map(|data| data.try_into_vec::<f32>().unwrap());
        let close = |found: &[f32], expected: [f32; 4]| {
            assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6), "{found:?} against {expected:?}");
        };
        // The first shows both labels; the second shows neither, and a quarter of it is the first.
        close(&applies, [1.8, 0.9, 0.75 * 0.2 + 0.25 * 1.8, 0.75 * 0.1 + 0.25 * 0.9]);
        close(&absent, [0.1, 0.1, 0.75 * 0.9 + 0.25 * 0.1, 0.75 * 0.9 + 0.25 * 0.1]);
    }

    #[test]
    fn the_loss_is_the_binary_cross_entropy_and_does_not_overflow() {
        let device = Device::flex().autodiff();
        let tensor =
            |values: [f32; 4]| -> Tensor<2> { Tensor::from_data(TensorData::new(values.to_vec(), [2, 2]), &device) };
        let logits = tensor([2.0, -1.0, 1.0, 500.0]).require_grad();
        let value = labels_loss(logits.clone(), tensor([1.0, 0.0, 1.0, 1.0]), tensor([0.0, 1.0, 0.0, 0.0]));
        let slope = logits.grad(&value.clone().backward()).unwrap().into_data();
        // ln(1 + exp(-2)), twice ln(1 + exp(-1)), and 0, over four.
        let expected = ((-2.0f32).exp().ln_1p() + 2.0 * (-1.0f32).exp().ln_1p()) / 4.0;
        assert!((value.into_scalar::<f32>() - expected).abs() < 1e-5);
        let slope = slope.as_slice::<f32>().unwrap();
        // (sigmoid - target) / 4.
        assert!((slope[2] + 0.067_235).abs() < 1e-5 && slope.iter().all(|value| value.is_finite()), "{slope:?}");
    }
}
