//! The trainable twin of `network::float::Network`: the same architecture with batch normalisation.

use super::gradients::{self, BatchStatistics};
use anyhow::Result;
use burn::tensor::{Device, Gradients, Tensor, TensorData};
use model::{Array, Weights};
use network::kernels::Activation;
use network::{Architecture, Block, NnError};
use std::collections::BTreeMap;

/// Batch-norm epsilon of TensorFlow's EfficientNets, and so of the ImageNet weights.
pub(super) const EPSILON: f32 = 1e-3;

/// Parameters as leaves of one step's graph, and what the forward pass notes on its way.
pub(super) struct Trainable<'a> {
    architecture: &'a Architecture,
    frozen: usize,
    leaves: BTreeMap<String, Leaf>,
    /// `outline.present`, where there is a decoder.
    present: Option<Tensor<1>>,
}

enum Leaf {
    Matrix(Tensor<2>),
    Vector(Tensor<1>),
}

/// One forward pass.
pub(super) struct Forward {
    /// `[n, labels]`.
    pub(super) logits: Tensor<2>,
    /// `[n, h, w, 1]`, logits, of a network with a decoder.
    pub(super) map: Option<Tensor<4>>,
    /// Batch statistics by unit name.
    pub(super) statistics: Vec<(String, BatchStatistics)>,
}

impl<'a> Trainable<'a> {
    /// Leaves for every parameter behind the stem and the first `frozen` blocks.
    pub(super) fn new(architecture: &'a Architecture, frozen: usize, state: &Weights, device: &Device) -> Self {
        let leaves = state
            .iter()
            .filter(|(name, _)| is_trained(name, frozen))
            .map(|(name, array)| {
                let data = TensorData::new(array.data.clone(), array.shape.clone());
                let leaf = match array.shape.len() {
                    1 => Leaf::Vector(Tensor::from_data(data, device).require_grad()),
                    _ => Leaf::Matrix(Tensor::from_data(data, device).require_grad()),
                };
                (name.clone(), leaf)
            })
            .collect();
        let present = state.get("outline.present");
        let present =
            present.map(|array| Tensor::from_data(TensorData::new(array.data.clone(), array.shape.clone()), device));
        Self { architecture, frozen, leaves, present }
    }

    /// `x` is the output of the frozen part, `[n, h, w, c]`; `keep` `[n, 1280]` is the dropout
    /// mask, already divided by the share kept.
    pub(super) fn forward(&self, x: Tensor<4>, keep: Tensor<2>) -> Result<Forward> {
        let mut statistics = Vec::new();
        let decoder = self.architecture.outline.as_ref();
        let mut grids = BTreeMap::new();
        let mut keep_grid = |behind: Option<usize>, x: &Tensor<4>| {
            let read = behind.filter(|block| decoder.is_some_and(|decoder| decoder.level_of(*block).is_some()));
            read.map(|block| grids.insert(block, x.clone()))
        };
        let mut x = x;
        keep_grid(self.frozen.checked_sub(1), &x);
        for (index, block) in self.architecture.blocks.iter().enumerate().skip(self.frozen) {
            x = self.block(&format!("blocks.{index}"), *block, x, &mut statistics)?;
            keep_grid(Some(index), &x);
        }
        let map = decoder.map(|decoder| self.map(decoder, &grids, &mut statistics)).transpose()?;
        let features = self.pointwise("head", x, Activation::Relu6, &mut statistics)?;
        let [n, h, w, channels] = features.dims();
        let cells = features.reshape([n, h * w, channels]);
        let pooled = match &map {
            Some(map) => (cells * Self::attention(map, h, w)).sum_dim(1),
            None => cells.mean_dim(1),
        };
        let mut logits = (pooled.reshape([n, channels]) * keep).matmul(self.matrix("classifier.weight")?)
            + self.vector("classifier.bias")?.unsqueeze();
        if let (Some(map), Some(present)) = (&map, &self.present) {
            logits = self.evidence(map, logits, present.clone())?;
        }
        Ok(Forward { logits, map, statistics })
    }

    /// Gradients by parameter name.
    pub(super) fn gradients(&self, gradients: &Gradients) -> BTreeMap<String, Vec<f32>> {
        self.leaves
            .iter()
            .filter_map(|(name, leaf)| {
                let data = match leaf {
                    Leaf::Matrix(leaf) => leaf.grad(gradients)?.into_data(),
                    Leaf::Vector(leaf) => leaf.grad(gradients)?.into_data(),
                };
                Some((name.clone(), data.try_into_vec::<f32>().ok()?))
            })
            .collect()
    }

    fn block(&self, name: &str, block: Block, x: Tensor<4>, notes: &mut BatchNotes) -> Result<Tensor<4>> {
        let wide = if block.expands() {
            self.pointwise(&format!("{name}.expand"), x.clone(), Activation::Relu6, notes)?
        } else {
            x.clone()
        };
        let unit = format!("{name}.depthwise");
        let weight = self.matrix(&format!("{unit}.weight"))?;
        let y = gradients::depthwise(wide, weight, block.kernel, block.stride);
        let y = self.normalise(&unit, y, Activation::Relu6, notes)?;
        let y = self.pointwise(&format!("{name}.project"), y, Activation::None, notes)?;
        Ok(if block.is_residual() { x + y } else { y })
    }

    pub(super) fn pointwise(
        &self,
        unit: &str,
        x: Tensor<4>,
        activation: Activation,
        notes: &mut BatchNotes,
    ) -> Result<Tensor<4>> {
        let [n, h, w, inputs] = x.dims();
        let y = x.reshape([n * h * w, inputs]).matmul(self.matrix(&format!("{unit}.weight"))?);
        let [_, outputs] = y.dims();
        self.normalise(unit, y.reshape([n, h, w, outputs]), activation, notes)
    }

    pub(super) fn normalise(
        &self,
        unit: &str,
        x: Tensor<4>,
        activation: Activation,
        notes: &mut BatchNotes,
    ) -> Result<Tensor<4>> {
        let (gamma, beta) = (self.vector(&format!("{unit}.gamma"))?, self.vector(&format!("{unit}.beta"))?);
        let (y, statistics) = gradients::normalise(x, gamma, beta, EPSILON, activation)?;
        notes.push((unit.to_owned(), statistics));
        Ok(y)
    }

    pub(super) fn matrix(&self, name: &str) -> Result<Tensor<2>> {
        match self.leaves.get(name) {
            Some(Leaf::Matrix(tensor)) => Ok(tensor.clone()),
            _ => Err(NnError::Missing { name: name.to_owned() }.into()),
        }
    }

    pub(super) fn vector(&self, name: &str) -> Result<Tensor<1>> {
        match self.leaves.get(name) {
            Some(Leaf::Vector(tensor)) => Ok(tensor.clone()),
            _ => Err(NnError::Missing { name: name.to_owned() }.into()),
        }
    }
}

/// Batch statistics by unit name.
pub(super) type BatchNotes = Vec<(String, BatchStatistics)>;

/// Whether the optimiser may change this array.
pub(super) fn is_trained(name: &str, frozen: usize) -> bool {
    // Which class goes without an outline is a fact, not a parameter.
    let running = name.ends_with(".mean") || name.ends_with(".variance") || name == "outline.present";
    let early = match name.strip_prefix("blocks.").and_then(|rest| rest.split('.').next()) {
        Some(index) => index.parse::<usize>().is_ok_and(|index| index < frozen),
        None => name.starts_with("stem."),
    };
    !running && !early
}

/// Batch normalisation folded into the weights: what `network::float::Network` reads.
///
/// `weight' = weight * gamma / sqrt(variance + epsilon)`, per output channel, and
/// `bias' = beta - mean * gamma / sqrt(variance + epsilon)`.
///
/// # Errors
/// When one of a unit's four batch-norm arrays is missing.
pub fn folded(state: &Weights) -> Result<Weights, NnError> {
    let get = |name: String| state.get(&name).ok_or(NnError::Missing { name });
    let mut weights = Weights::new();
    for (name, array) in state {
        if ["outline.present", "outline.evidence"].contains(&name.as_str()) {
            weights.insert(name.clone(), array.clone());
        }
        let Some(unit) = name.strip_suffix(".weight") else {
            continue;
        };
        // Two layers have a bias of their own and no batch normalisation.
        if ["classifier", "outline.map"].contains(&unit) {
            let bias = format!("{unit}.bias");
            weights.insert(name.clone(), array.clone());
            weights.insert(bias.clone(), get(bias)?.clone());
            continue;
        }
        let [gamma, beta, mean, variance] =
            ["gamma", "beta", "mean", "variance"].map(|field| get(format!("{unit}.{field}")));
        let (gamma, beta, mean, variance) = (gamma?, beta?, mean?, variance?);
        let scale: Vec<f32> = gamma.data.iter().zip(&variance.data).map(|(g, v)| g / (v + EPSILON).sqrt()).collect();
        let bias = beta.data.iter().zip(&mean.data).zip(&scale).map(|((b, m), s)| b - m * s).collect();
        let data = array.data.iter().zip(scale.iter().cycle()).map(|(w, s)| w * s).collect();
        weights.insert(name.clone(), Array { shape: array.shape.clone(), data });
        weights.insert(format!("{unit}.bias"), Array { shape: vec![scale.len()], data: bias });
    }
    Ok(weights)
}
