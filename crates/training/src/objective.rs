//! The loss of a step: the class of every picture, its outline, and the order of mirrored pairs.

use super::batch;
use super::drawn::DrawnBatch;
use super::options::{Ingredient, TrainOptions};
use super::outline::{self, OutlineTarget};
use super::{pairs, worst_group};
use anyhow::Result;
use burn::tensor::{Device, Tensor, activation::log_softmax};

/// The parameters that are constant over all steps.
pub(super) struct Objective<'a> {
    /// The weights of the individual losses.
    pub(super) options: &'a TrainOptions,
    /// By label.
    pub(super) class_weights: &'a [f32],
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
        let targets = batch::targets(&drawn.labels, self.class_weights, options.smoothing, &drawn.shares);
        let targets: Tensor<2> = Tensor::from_data(targets, device);
        let fit = log_softmax(logits.clone(), 1) * targets;
        let mut loss = if options.worst_group > 0.0 {
            worst_group::loss(fit.sum_dim(1).neg(), &drawn.groups, groups, options.worst_group, device)?
        } else {
            -fit.sum() / drawn.images.len() as f32
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
