//! The network for inference, as tensors: batch normalisation folded into the convolutions.

use super::ops::{Convolution, Dense};
use super::outline::GpuDecoder;
use burn::tensor::{Device, Tensor};
use model::Weights;
use network::kernels::Activation;
use network::{Architecture, Block, NnError};
use std::collections::BTreeMap;

/// An EfficientNet-Lite classifier on one device.
#[derive(Clone, Debug)]
pub struct Network {
    stem: Convolution,
    blocks: Vec<GpuBlock>,
    head: Dense,
    classifier: Dense,
    decoder: Option<GpuDecoder>,
}

/// What one forward pass gives.
#[derive(Clone, Debug)]
pub struct GpuOutput {
    /// `[n, labels]`.
    pub logits: Tensor<2>,
    /// Last feature grid, `[n, 7, 7, 1280]` at 224 × 224; without a map, its mean over the grid times the
    /// classifier's weight, plus bias, is `logits`, which makes the class activation map exact.
    pub features: Tensor<4>,
    /// What a network with a decoder outlines, logits, `[n, 56, 56, 1]` at 224 × 224.
    pub outline: Option<Tensor<4>>,
}

impl Network {
    /// Builds the network called `architecture` with `labels` outputs on `device`.
    ///
    /// Arrays: those of [`network::float::Network::from_weights`].
    ///
    /// # Errors
    /// When the architecture is unknown, or an array is missing or has another shape.
    pub fn from_weights(
        architecture: &str,
        labels: usize,
        weights: &Weights,
        device: &Device,
    ) -> Result<Self, NnError> {
        let shape = Architecture::named(architecture)
            .ok_or_else(|| NnError::Architecture { found: architecture.to_owned() })?;
        let blocks = shape
            .blocks
            .iter()
            .enumerate()
            .map(|(index, block)| GpuBlock::load(weights, index, *block, device))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            stem: Convolution::stem(weights, shape.stem, device)?,
            blocks,
            head: Dense::load(weights, "head", [shape.last_block_output(), shape.head], Activation::Relu6, device)?,
            classifier: Dense::load(weights, "classifier", [shape.head, labels], Activation::None, device)?,
            decoder: shape
                .outline
                .as_ref()
                .map(|decoder| GpuDecoder::load(decoder, labels, weights, device))
                .transpose()?,
        })
    }

    /// Runs `[n, size, size, 3]`, NHWC, normalised by `network::input`.
    #[must_use]
    pub fn forward(&self, x: Tensor<4>) -> GpuOutput {
        let mut grids = BTreeMap::new();
        let level_of = |index| self.decoder.as_ref().and_then(|decoder| decoder.level_of(index));
        let x = self.blocks.iter().enumerate().fold(self.stem.forward(x), |x, (index, block)| {
            let y = block.forward(x);
            if let Some(level) = level_of(index) {
                grids.insert(level, y.clone());
            }
            y
        });
        let features = self.head.forward_grid(x);
        let [n, h, w, channels] = features.dims();
        let outlined = self.decoder.as_ref().and_then(|decoder| Some((decoder, decoder.map(grids.into_values())?)));
        let Some((decoder, map)) = outlined else {
            let pooled = features.clone().reshape([n, h * w, channels]).mean_dim(1).reshape([n, channels]);
            return GpuOutput { logits: self.classifier.forward(pooled), features, outline: None };
        };
        let classes = self.classifier.forward(GpuDecoder::pooled(&map, features.clone()));
        GpuOutput { logits: decoder.logits(&map, classes), features, outline: Some(map) }
    }

    /// Stem and the first `blocks` blocks only: the trainer's frozen part.
    #[must_use]
    pub fn forward_first(&self, blocks: usize, x: Tensor<4>) -> Tensor<4> {
        self.blocks.iter().take(blocks).fold(self.stem.forward(x), |x, block| block.forward(x))
    }
}

#[derive(Clone, Debug)]
struct GpuBlock {
    shape: Block,
    expand: Option<Dense>,
    depthwise: Convolution,
    project: Dense,
}

impl GpuBlock {
    fn load(weights: &Weights, index: usize, shape: Block, device: &Device) -> Result<Self, NnError> {
        let name = |layer: &str| format!("blocks.{index}.{layer}");
        let expand = shape
            .expands()
            .then(|| Dense::load(weights, &name("expand"), [shape.input, shape.middle], Activation::Relu6, device))
            .transpose()?;
        Ok(Self {
            shape,
            expand,
            depthwise: Convolution::depthwise(weights, &name("depthwise"), shape, device)?,
            project: Dense::load(weights, &name("project"), [shape.middle, shape.output], Activation::None, device)?,
        })
    }

    fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let wide = match &self.expand {
            Some(expand) => expand.forward_grid(x.clone()),
            None => x.clone(),
        };
        let y = self.project.forward_grid(self.depthwise.forward(wide));
        if self.shape.is_residual() { x + y } else { y }
    }
}
