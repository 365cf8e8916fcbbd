//! The trainable counterpart of `network::float::FloatNetwork`: the same graph with batch normalisation.

use super::gradients::{self, BatchStatistics};
use anyhow::{Context, Result, ensure};
use burn::tensor::{Device, Gradients, Tensor, TensorData};
use gpu::GridValues;
use model::{Array, Weights};
use network::graph::{LayerNode, Operation, Upsampling};
use network::{GraphError, LayerGraph, NnError};
use std::collections::BTreeMap;

/// Batch-norm epsilon of TensorFlow's EfficientNets, and so of the ImageNet weights.
pub(super) const EPSILON: f32 = 1e-3;

/// Parameters as leaves of one step's graph, and what the forward pass records.
pub(super) struct Trainable<'a> {
    graph: &'a LayerGraph,
    /// The last node of the frozen part.
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
    /// Leaves for every parameter after the stem and the first `frozen` blocks.
    ///
    /// # Errors
    /// When the graph has no blocks, or uses frozen outputs later on.
    pub(super) fn new(graph: &'a LayerGraph, frozen: usize, state: &Weights, device: &Device) -> Result<Self> {
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
        let frozen = graph.behind(frozen).context("expected a graph with a stem and blocks")?;
        for node in graph.nodes().iter().skip(frozen + 1) {
            ensure!(
                node.inputs.iter().all(|input| *input >= frozen),
                "`{}` reads what is frozen: freeze fewer",
                node.name
            );
        }
        Ok(Self { graph, frozen, leaves, present })
    }

    /// `x` is the output of the frozen part, `[n, h, w, c]`; `keep` `[n, 1280]` is the dropout
    /// mask, already divided by the share kept.
    pub(super) fn forward(&self, x: Tensor<4>, keep: Tensor<2>) -> Result<Forward> {
        let mut statistics = Vec::new();
        let mut grids = GridValues::new(self.graph);
        grids.put(self.frozen, x);
        for (index, node) in self.graph.nodes().iter().enumerate().skip(self.frozen + 1) {
            if node.is_grid() {
                let grid = self.grid(node, &mut grids, &mut statistics)?;
                grids.put(index, grid);
            }
        }
        let outputs = self.graph.outputs();
        let features = grids.read(outputs.features.context("a graph that classifies pools a grid")?);
        let map = outputs.map.map(|map| grids.read(map));
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

    /// A node's grid from its inputs.
    fn grid(&self, node: &LayerNode, grids: &mut GridValues, notes: &mut BatchNotes) -> Result<Tensor<4>> {
        match (node.operation, node.inputs.as_slice()) {
            (Operation::Convolution(shape), &[from]) if shape.is_pointwise() => {
                let x = grids.read(from);
                let [n, h, w, inputs] = x.dims();
                let y = x.reshape([n * h * w, inputs]).matmul(self.matrix(&format!("{}.weight", node.name))?);
                if !self.leaves.contains_key(&format!("{}.gamma", node.name)) {
                    let y = y + self.vector(&format!("{}.bias", node.name))?.unsqueeze();
                    return Ok(y.reshape([n, h, w, node.channels]));
                }
                self.normalise(node, y.reshape([n, h, w, node.channels]), notes)
            }
            (Operation::Convolution(shape), &[from]) if shape.is_depthwise() => {
                let weight = self.matrix(&format!("{}.weight", node.name))?;
                let y = gradients::depthwise(grids.read(from), weight, shape.kernel, shape.stride);
                self.normalise(node, y, notes)
            }
            (Operation::Add, &[a, b]) => {
                let (a, b) = (grids.read(a), grids.read(b));
                ensure!(a.dims() == b.dims(), "expected pictures whose side is a multiple of 32");
                Ok(a + b)
            }
            (Operation::Upsample(Upsampling::Nearest), &[from]) => Ok(gradients::doubled(grids.read(from))),
            _ => Err(NnError::from(GraphError::Unsupported { name: node.name.clone() }).into()),
        }
    }

    /// Batch normalisation of a layer's sums, and its activation.
    fn normalise(&self, node: &LayerNode, x: Tensor<4>, notes: &mut BatchNotes) -> Result<Tensor<4>> {
        let unit = &node.name;
        let (gamma, beta) = (self.vector(&format!("{unit}.gamma"))?, self.vector(&format!("{unit}.beta"))?);
        let activation = node.convolution().activation;
        let (y, statistics) = gradients::normalise(x, gamma, beta, EPSILON, activation)?;
        notes.push((unit.clone(), statistics));
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
    // Which class has no outline is fixed, not a parameter.
    let running = name.ends_with(".mean") || name.ends_with(".variance") || name == "outline.present";
    let early = match name.strip_prefix("blocks.").and_then(|rest| rest.split('.').next()) {
        Some(index) => index.parse::<usize>().is_ok_and(|index| index < frozen),
        None => name.starts_with("stem."),
    };
    !running && !early
}

/// Batch normalisation folded into the weights: what `network::float::FloatNetwork` reads.
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
        // Two layers have their own bias and no batch normalisation.
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
