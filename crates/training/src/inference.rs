//! Inference while training: the frozen first part of a step, and the scores on `val`.

use super::compute::Computer;
use super::trainable::folded;
use anyhow::{Result, anyhow, ensure};
use burn::tensor::{Tensor, TensorData};
use imaging::Image;
use model::{self, InputSpec, Weights};
use rayon::prelude::*;

/// The network as it will be shipped: folded, and rounded to int8.
pub(super) struct Shipped {
    network: InferenceDevice,
    input: InputSpec,
}

/// Its output for one picture.
pub(super) struct NetworkOutput {
    /// `[labels]`.
    pub(super) logits: Vec<f32>,
    /// The outline map.
    pub(super) map: Option<network::OutlineMap>,
}

/// On the CPU pictures are distributed over threads; a GPU processes them in batches.
enum InferenceDevice {
    Cpu(Box<network::float::FloatNetwork>),
    Gpu(Box<gpu::GpuNetwork>, Computer),
}

impl Shipped {
    /// Folds and rounds `state`, and moves it to the run's device.
    pub(super) fn new(
        architecture: &str,
        state: &Weights,
        labels: usize,
        input: &InputSpec,
        computer: &Computer,
    ) -> Result<Self> {
        let weights = model::rounded(&folded(state)?)?;
        let network = if computer.is_cpu() {
            InferenceDevice::Cpu(Box::new(network::float::FloatNetwork::from_weights(architecture, labels, &weights)?))
        } else {
            let network = gpu::GpuNetwork::from_weights(architecture, labels, &weights, &computer.device)?;
            InferenceDevice::Gpu(Box::new(network), computer.clone())
        };
        Ok(Self { network, input: input.clone() })
    }

    /// Stem and the first `blocks` blocks of every picture: `[n, h, w, c]`.
    pub(super) fn first(&self, blocks: usize, images: &[Image]) -> Result<TensorData> {
        let side = self.input.size as usize;
        match &self.network {
            InferenceDevice::Cpu(network) => {
                let of_one = |image: &Image| Ok(network.forward_first(blocks, &self.values(image)?, side));
                let grids: Vec<network::Grid> = images.par_iter().map(of_one).collect::<Result<_>>()?;
                ensure!(!grids.is_empty(), "an empty batch");
                let (height, width) = (grids[0].height, grids[0].width);
                let values: Vec<f32> = grids.into_iter().flat_map(|grid| grid.values).collect();
                let channels = values.len() / (images.len() * height * width);
                Ok(TensorData::new(values, [images.len(), height, width, channels]))
            }
            InferenceDevice::Gpu(network, computer) => {
                Ok(network.forward_first(blocks, self.tensor(images, computer)?).into_data())
            }
        }
    }

    /// Logits of every picture, in order, and the map of a network with a decoder.
    pub(super) fn answers(&self, images: &[&Image]) -> Result<Vec<NetworkOutput>> {
        let side = self.input.size as usize;
        match &self.network {
            InferenceDevice::Cpu(network) => {
                let one = |image: &&Image| {
                    let output = network.forward(&self.values(image)?, side);
                    Ok(NetworkOutput { logits: output.logits, map: output.outline })
                };
                images.par_iter().map(one).collect()
            }
            InferenceDevice::Gpu(network, computer) => {
                let mut answers = Vec::with_capacity(images.len());
                for chunk in images.chunks(CHUNK) {
                    let chunk: Vec<Image> = chunk.iter().map(|image| (*image).clone()).collect();
                    let output = network.forward(self.tensor(&chunk, computer)?);
                    let size = output.outline.as_ref().map(Tensor::dims);
                    let maps = output.outline.map(|map| read(map.into_data())).transpose()?.unwrap_or_default();
                    let mut maps = maps.chunks_exact((maps.len() / chunk.len()).max(1));
                    let values = read(output.logits.into_data())?;
                    answers.extend(values.chunks_exact(values.len() / chunk.len()).map(|logits| {
                        let map = size.zip(maps.next());
                        let map = map.map(|([_, height, width, _], map)| network::OutlineMap {
                            height,
                            width,
                            logits: map.to_vec(),
                        });
                        NetworkOutput { logits: logits.to_vec(), map }
                    }));
                }
                Ok(answers)
            }
        }
    }

    fn values(&self, image: &Image) -> Result<Vec<f32>> {
        Ok(network::input::values_from_images(std::slice::from_ref(image), &self.input)?)
    }

    fn tensor(&self, images: &[Image], computer: &Computer) -> Result<Tensor<4>> {
        let side = self.input.size as usize;
        let values = network::input::values_from_images(images, &self.input)?;
        Ok(Tensor::from_data(TensorData::new(values, [images.len(), side, side, 3]), &computer.device))
    }
}

fn read(data: TensorData) -> Result<Vec<f32>> {
    data.try_into_vec::<f32>().map_err(|error| anyhow!("{error:?}"))
}

/// Pictures that a GPU processes at a time.
const CHUNK: usize = 32;
