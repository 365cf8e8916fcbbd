//! The part that is not trained: stem and first blocks, by the inference network.

use super::compute::Computer;
use super::trainable::folded;
use crate::imaging::Image;
use crate::nn::{Architecture, Network, input};
use crate::weights::{self, InputSpec, Weights};
use anyhow::{Context, Result};
use burn::tensor::{Device, TensorData};
use rayon::prelude::*;

/// The frozen part as an inference network on `device`, rounded from the start: it ships so.
pub(super) fn part(architecture: &Architecture, state: &Weights, labels: usize, device: &Device) -> Result<Network> {
    Ok(Network::from_weights(architecture.name, labels, &weights::rounded(&folded(state)?)?, device)?)
}

/// Stem and the first `blocks` blocks of every picture: `[n, h, w, c]`. Pictures are shared out
/// over threads on the CPU, and kept together on a GPU.
pub(super) fn forward(
    network: &Network,
    blocks: usize,
    images: &[Image],
    spec: &InputSpec,
    computer: &Computer,
) -> Result<TensorData> {
    let threads = if computer.is_cpu() { rayon::current_num_threads() } else { 1 };
    let parts = images
        .par_chunks(images.len().div_ceil(threads).max(1))
        .map(|chunk| -> Result<_> {
            let x = input::tensor_from_images(chunk, spec, &computer.device)?;
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
