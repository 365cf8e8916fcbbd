//! The part that is not trained: stem and first blocks, by the inference network.

use super::trainable::folded;
use crate::imaging::Image;
use crate::nn::{Architecture, Network, NnError, input};
use crate::weights::{InputSpec, Weights};
use anyhow::{Context, Result};
use burn::tensor::{Device, TensorData};
use rayon::prelude::*;

/// The frozen part as an inference network on `device`.
pub(super) fn part(
    architecture: &Architecture,
    state: &Weights,
    labels: usize,
    device: &Device,
) -> Result<Network, NnError> {
    Network::from_weights(architecture.name, labels, &folded(state)?, device)
}

/// Stem and the first `blocks` blocks of every picture, shared out over threads: `[n, h, w, c]`.
pub(super) fn forward(network: &Network, blocks: usize, images: &[Image], spec: &InputSpec) -> Result<TensorData> {
    let device = Device::flex();
    let parts = images
        .par_chunks(images.len().div_ceil(rayon::current_num_threads()).max(1))
        .map(|chunk| -> Result<_> {
            let x = input::tensor_from_images(chunk, spec, &device)?;
            let data = network.forward_first(blocks, x).into_data();
            let shape: Vec<usize> = data.shape().to_vec();
            Ok((data.try_into_vec::<f32>().map_err(|error| anyhow::anyhow!("{error:?}"))?, shape))
        })
        .collect::<Result<Vec<_>>>()?;
    let mut shape = parts.first().map(|(_, shape)| shape.clone()).context("an empty batch")?;
    if let Some(pictures) = shape.first_mut() {
        *pictures = images.len();
    }
    let values: Vec<f32> = parts.into_iter().flat_map(|(values, _)| values).collect();
    Ok(TensorData::new(values, shape))
}
