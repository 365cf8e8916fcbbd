//! Scores on `val` after each epoch, by the inference network that the page runs.

use super::compute::Computer;
use crate::imaging::Image;
use crate::nn::{Network, input};
use crate::weights::InputSpec;
use anyhow::Result;
use burn::tensor::activation::log_softmax;
use rayon::prelude::*;

/// What chooses the epoch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scores {
    /// Mean cross entropy in nats.
    pub(super) loss: f64,
    /// 0…1.
    pub(super) accuracy: f64,
    /// 0…1.
    pub(super) macro_recall: f64,
}

/// Pictures that go through the network at a time.
const CHUNK: usize = 8;

/// Runs `network` over prepared pictures with their labels.
pub(super) fn scores(
    network: &Network,
    pictures: &[(Image, usize)],
    labels: usize,
    spec: &InputSpec,
    computer: &Computer,
) -> Result<Scores> {
    let of_chunk = |chunk: &[(Image, usize)]| -> Result<Vec<Vec<f32>>> {
        let images: Vec<Image> = chunk.iter().map(|(image, _)| image.clone()).collect();
        let x = input::tensor_from_images(&images, spec, &computer.device)?;
        let data = log_softmax(network.forward(x).logits, 1).into_data();
        let values = data.try_into_vec::<f32>().map_err(|error| anyhow::anyhow!("{error:?}"))?;
        Ok(values.chunks_exact(labels).map(<[f32]>::to_vec).collect())
    };
    // A GPU shares its own work out.
    let chunks: Result<Vec<_>> = if computer.is_cpu() {
        pictures.par_chunks(CHUNK).map(of_chunk).collect()
    } else {
        pictures.chunks(CHUNK).map(of_chunk).collect()
    };
    let log_probabilities: Vec<Vec<f32>> = chunks?.into_iter().flatten().collect();

    let mut right = vec![0usize; labels];
    let mut count = vec![0usize; labels];
    let mut loss = 0.0;
    for ((_, label), row) in pictures.iter().zip(&log_probabilities) {
        let top = row.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(index, _)| index);
        loss -= f64::from(row.get(*label).copied().unwrap_or(f32::NEG_INFINITY));
        if let (Some(count), Some(right)) = (count.get_mut(*label), right.get_mut(*label)) {
            *count += 1;
            *right += usize::from(top == *label);
        }
    }
    let present = count.iter().filter(|count| **count > 0).count().max(1);
    let recalls =
        right.iter().zip(&count).filter(|(_, count)| **count > 0).map(|(right, count)| *right as f64 / *count as f64);
    Ok(Scores {
        loss: loss / pictures.len() as f64,
        accuracy: right.iter().sum::<usize>() as f64 / pictures.len() as f64,
        macro_recall: recalls.sum::<f64>() / present as f64,
    })
}
