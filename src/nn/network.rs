//! The network for inference: batch normalisation folded into the convolutions.

use super::kernels::Activation;
use super::ops::{Dense, Depthwise, Stem};
use super::{Architecture, Block};
use crate::weights::Weights;
use burn::tensor::{Device, Tensor};

/// An EfficientNet-Lite classifier on one device.
#[derive(Clone, Debug)]
pub struct Network {
    stem: Stem,
    blocks: Vec<InvertedResidual>,
    head: Dense,
    classifier: Dense,
}

/// What one forward pass gives.
#[derive(Clone, Debug)]
pub struct Output {
    /// `[n, labels]`.
    pub logits: Tensor<2>,
    /// Last feature grid, `[n, 7, 7, 1280]` at 224 × 224; its mean over the grid times the
    /// classifier's weight, plus bias, is `logits`, which makes the class activation map exact.
    pub features: Tensor<4>,
}

/// A network could not be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NnError {
    /// The manifest names an architecture that this version does not know.
    #[error("expected a known architecture, found `{found}`")]
    Architecture {
        /// Name in the manifest.
        found: String,
    },
    /// An array is missing in the weights file.
    #[error("expected an array `{name}` in the weights file, found none")]
    Missing {
        /// Its name.
        name: String,
    },
    /// An array has another shape.
    #[error("array `{name}`: expected shape {expected:?}, found {found:?}")]
    Shape {
        /// Its name.
        name: String,
        /// What the architecture asks for.
        expected: Vec<usize>,
        /// What the file holds.
        found: Vec<usize>,
    },
}

impl Network {
    /// Builds the network called `architecture` with `labels` outputs on `device`.
    ///
    /// Arrays: `stem`, `blocks.I.expand`, `blocks.I.depthwise`, `blocks.I.project`, `head` and
    /// `classifier`, each with `.weight` (last axis: output channel) and `.bias`.
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
            .map(|(index, block)| InvertedResidual::load(weights, index, *block, device))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            stem: Stem::load(weights, shape.stem, device)?,
            blocks,
            head: Dense::load(weights, "head", [shape.last_block_output(), shape.head], Activation::Relu6, device)?,
            classifier: Dense::load(weights, "classifier", [shape.head, labels], Activation::None, device)?,
        })
    }

    /// Runs `[n, size, size, 3]`, NHWC, normalised by [`super::input`].
    #[must_use]
    pub fn forward(&self, x: Tensor<4>) -> Output {
        let x = self.forward_first(self.blocks.len(), x);
        let features = self.head.forward_grid(x);
        let [n, h, w, channels] = features.dims();
        let pooled = features.clone().reshape([n, h * w, channels]).mean_dim(1).reshape([n, channels]);
        Output { logits: self.classifier.forward(pooled), features }
    }

    /// Stem and the first `blocks` blocks only: the trainer's frozen part.
    #[must_use]
    pub fn forward_first(&self, blocks: usize, x: Tensor<4>) -> Tensor<4> {
        self.blocks.iter().take(blocks).fold(self.stem.forward(x), |x, block| block.forward(x))
    }
}

#[derive(Clone, Debug)]
struct InvertedResidual {
    shape: Block,
    expand: Option<Dense>,
    depthwise: Depthwise,
    project: Dense,
}

impl InvertedResidual {
    fn load(weights: &Weights, index: usize, shape: Block, device: &Device) -> Result<Self, NnError> {
        let name = |layer: &str| format!("blocks.{index}.{layer}");
        let expand = shape
            .expands()
            .then(|| Dense::load(weights, &name("expand"), [shape.input, shape.middle], Activation::Relu6, device))
            .transpose()?;
        Ok(Self {
            shape,
            expand,
            depthwise: Depthwise::load(weights, &name("depthwise"), shape.kernel, shape.stride, shape.middle, device)?,
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
