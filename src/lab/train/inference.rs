//! Inference while training: the frozen first part of a step, and the scores on `val`.

use super::ARCHITECTURE;
use super::compute::Computer;
use super::trainable::folded;
use crate::imaging::Image;
use crate::weights::{self, InputSpec, Weights};
use crate::{gpu, nn};
use anyhow::{Result, anyhow, ensure};
use burn::tensor::{Tensor, TensorData};
use rayon::prelude::*;

/// The network as it will be shipped: folded, and rounded to int8.
pub(super) struct Shipped {
    network: Place,
    input: InputSpec,
}

/// On the CPU pictures are shared out over threads; a GPU takes them together.
enum Place {
    Cpu(nn::float::Network),
    Gpu(Box<gpu::Network>, Computer),
}

impl Shipped {
    /// Folds and rounds `state`, and puts it where the run computes.
    pub(super) fn new(state: &Weights, labels: usize, input: &InputSpec, computer: &Computer) -> Result<Self> {
        let weights = weights::rounded(&folded(state)?)?;
        let network = if computer.is_cpu() {
            Place::Cpu(nn::float::Network::from_weights(ARCHITECTURE, labels, &weights)?)
        } else {
            let network = gpu::Network::from_weights(ARCHITECTURE, labels, &weights, &computer.device)?;
            Place::Gpu(Box::new(network), computer.clone())
        };
        Ok(Self { network, input: input.clone() })
    }

    /// Stem and the first `blocks` blocks of every picture: `[n, h, w, c]`.
    pub(super) fn first(&self, blocks: usize, images: &[Image]) -> Result<TensorData> {
        let side = self.input.size as usize;
        match &self.network {
            Place::Cpu(network) => {
                let of_one = |image: &Image| Ok(network.forward_first(blocks, &self.values(image)?, side));
                let grids: Vec<nn::Grid> = images.par_iter().map(of_one).collect::<Result<_>>()?;
                ensure!(!grids.is_empty(), "an empty batch");
                let (height, width) = (grids[0].height, grids[0].width);
                let values: Vec<f32> = grids.into_iter().flat_map(|grid| grid.values).collect();
                let channels = values.len() / (images.len() * height * width);
                Ok(TensorData::new(values, [images.len(), height, width, channels]))
            }
            Place::Gpu(network, computer) => {
                Ok(network.forward_first(blocks, self.tensor(images, computer)?).into_data())
            }
        }
    }

    /// Logits of every picture, in order.
    pub(super) fn logits(&self, images: &[&Image]) -> Result<Vec<Vec<f32>>> {
        let side = self.input.size as usize;
        match &self.network {
            Place::Cpu(network) => {
                images.par_iter().map(|image| Ok(network.forward(&self.values(image)?, side).logits)).collect()
            }
            Place::Gpu(network, computer) => {
                let mut logits = Vec::with_capacity(images.len());
                for chunk in images.chunks(CHUNK) {
                    let chunk: Vec<Image> = chunk.iter().map(|image| (*image).clone()).collect();
                    let data = network.forward(self.tensor(&chunk, computer)?).logits.into_data();
                    let values = data.try_into_vec::<f32>().map_err(|error| anyhow!("{error:?}"))?;
                    logits.extend(values.chunks_exact(values.len() / chunk.len()).map(<[f32]>::to_vec));
                }
                Ok(logits)
            }
        }
    }

    fn values(&self, image: &Image) -> Result<Vec<f32>> {
        Ok(nn::input::values_from_images(std::slice::from_ref(image), &self.input)?)
    }

    fn tensor(&self, images: &[Image], computer: &Computer) -> Result<Tensor<4>> {
        let side = self.input.size as usize;
        let values = nn::input::values_from_images(images, &self.input)?;
        Ok(Tensor::from_data(TensorData::new(values, [images.len(), side, side, 3]), &computer.device))
    }
}

/// Pictures that a GPU takes at a time.
const CHUNK: usize = 32;
