//! The network for inference, as tensors: batch normalisation folded into the convolutions.

use super::grids::GridValues;
use super::ops::{Convolution, Dense, doubled};
use super::outline::GpuEvidence;
use burn::tensor::{Device, Tensor};
use model::Weights;
use network::graph::{LayerNode, Operation, Upsampling};
use network::kernels::Activation;
use network::{Architecture, GraphError, LayerGraph, NnError};

/// A classifier's graph with its weights on one device.
#[derive(Clone, Debug)]
pub struct GpuNetwork {
    graph: LayerGraph,
    /// By node, where it is a convolution.
    layers: Vec<Option<GpuLayer>>,
    classifier: Dense,
    /// The node whose grid the classifier pools.
    features: usize,
    evidence: Option<GpuEvidence>,
}

/// The result of a forward pass.
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

#[derive(Clone, Debug)]
enum GpuLayer {
    Window(Convolution),
    Pointwise(Dense),
}

impl GpuNetwork {
    /// Builds the network called `architecture` with `labels` outputs on `device`.
    ///
    /// Arrays: those of [`Architecture::graph`].
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
        Self::from_graph(shape.graph(labels)?, weights, device)
    }

    /// Builds the network of a graph that classifies.
    ///
    /// ```
    /// use burn::tensor::{Device, Tensor, TensorData};
    /// use gpu::GpuNetwork;
    /// use model::{Array, Weights};
    /// use network::graph::{GraphBuilder, Operation};
    ///
    /// // The mean of a picture's cells, times a matrix, plus a bias.
    /// let mut graph = GraphBuilder::default();
    /// let picture = graph.add("input", Operation::Input { channels: 3 }, &[]);
    /// let pooled = graph.add("pool", Operation::Pool, &[picture]);
    /// graph.add("classifier", Operation::Linear { outputs: 2 }, &[pooled]);
    /// let matrix = Array { shape: vec![3, 2], data: vec![1.0, 0.0, 0.0, 1.0, 0.0, 1.0] };
    /// let bias = Array { shape: vec![2], data: vec![0.0, 10.0] };
    /// let weights = Weights::from([("classifier.weight".to_owned(), matrix), ("classifier.bias".to_owned(), bias)]);
    ///
    /// let device = Device::flex();
    /// let network = GpuNetwork::from_graph(graph.finish().unwrap(), &weights, &device).unwrap();
    /// // Two cells in a row: [1, 2, 3] and [3, 2, 1].
    /// let cells = TensorData::new(vec![1.0_f32, 2.0, 3.0, 3.0, 2.0, 1.0], [1, 1, 2, 3]);
    /// let logits = network.forward(Tensor::from_data(cells, &device)).logits;
    /// assert_eq!(logits.into_data().try_into_vec::<f32>().unwrap(), [2.0, 14.0]);
    /// ```
    ///
    /// # Errors
    /// When an array is missing or has another shape, a layer has no operation here, or nothing is classified.
    pub fn from_graph(graph: LayerGraph, weights: &Weights, device: &Device) -> Result<Self, NnError> {
        let (mut classifier, mut evidence) = (None, None);
        let mut layers = Vec::with_capacity(graph.nodes().len());
        for node in graph.nodes() {
            let layer = match node.operation {
                Operation::Convolution(shape) if shape.is_pointwise() => {
                    Some(GpuLayer::Pointwise(Dense::load(weights, node, shape.activation, device)?))
                }
                Operation::Convolution(shape) => {
                    Some(GpuLayer::Window(Convolution::load(weights, node, shape, device)?))
                }
                Operation::Linear { .. } => {
                    classifier = Some(Dense::load(weights, node, Activation::None, device)?);
                    None
                }
                Operation::Evidence => {
                    evidence = Some(GpuEvidence::load(node.channels, weights, device)?);
                    None
                }
                // No shipped network has one, so shaders for them are not included.
                Operation::Concatenate | Operation::Upsample(Upsampling::Bilinear) => return Err(unsupported(node)),
                Operation::Input { .. } | Operation::Add | Operation::Upsample(_) | Operation::Pool => None,
            };
            layers.push(layer);
        }
        let classifier = classifier.ok_or_else(|| NnError::Missing { name: "classifier.weight".to_owned() })?;
        let features = graph.outputs().features.ok_or_else(|| NnError::Missing { name: "features".to_owned() })?;
        Ok(Self { graph, layers, classifier, features, evidence })
    }

    /// The layers it executes.
    #[must_use]
    pub fn graph(&self) -> &LayerGraph {
        &self.graph
    }

    /// Runs `[n, size, size, 3]`, NHWC, normalised by `network::input`.
    #[must_use]
    pub fn forward(&self, x: Tensor<4>) -> GpuOutput {
        let outputs = self.graph.outputs();
        let mut values = self.run(x, usize::MAX);
        let features = values.read(self.features);
        let [n, h, w, channels] = features.dims();
        let map = outputs.map.map(|map| values.read(map));
        let pooled = match &map {
            Some(map) => GpuEvidence::pooled(map, features.clone()),
            None => features.clone().reshape([n, h * w, channels]).mean_dim(1).reshape([n, channels]),
        };
        let classes = self.classifier.forward(pooled);
        let logits = match (&map, &self.evidence) {
            (Some(map), Some(evidence)) => evidence.logits(map, classes),
            _ => classes,
        };
        GpuOutput { logits, features, outline: map }
    }

    /// Stem and the first `blocks` blocks only: the trainer's frozen part.
    ///
    /// # Panics
    /// When the graph has neither, unlike those of an [`Architecture`].
    #[must_use]
    pub fn forward_first(&self, blocks: usize, x: Tensor<4>) -> Tensor<4> {
        // A missing node cannot be read.
        let last = self.graph.behind(blocks).unwrap_or(self.layers.len());
        self.run(x, last).read(last)
    }

    /// The grids of all nodes up to `last`: those that are still to be read remain.
    fn run(&self, x: Tensor<4>, last: usize) -> GridValues {
        let mut values = GridValues::new(&self.graph);
        values.keep(last);
        values.put(0, x);
        for (index, (node, layer)) in self.graph.nodes().iter().zip(&self.layers).enumerate().skip(1) {
            if index > last {
                break;
            }
            let grid = match (node.operation, layer, node.inputs.as_slice()) {
                (_, Some(GpuLayer::Window(layer)), &[from]) => layer.forward(values.read(from)),
                (_, Some(GpuLayer::Pointwise(layer)), &[from]) => layer.forward_grid(values.read(from)),
                (Operation::Add, _, &[a, b]) => values.read(a) + values.read(b),
                (Operation::Upsample(_), _, &[from]) => doubled(values.read(from)),
                _ => continue,
            };
            values.put(index, grid);
        }
        values
    }
}

fn unsupported(node: &LayerNode) -> NnError {
    GraphError::Unsupported { name: node.name.clone() }.into()
}
