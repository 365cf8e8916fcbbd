//! The network in floats on the CPU: plain loops over plain memory. Used by the trainer, and the reference for the
//! other runtimes.
//!
//! Weights are laid out for the loops once, at load. An inverted residual block goes through its
//! three layers a few rows at a time, so that intermediate values stay in the cache and the widest grid never exists as
//! a whole.
//!
//! Invariant: pure. The same picture gives the same bits on every run on one machine.

mod layers;

use super::architecture::Architecture;
use super::error::NnError;
use super::graph::fused::{FusedStep, ValueSlots};
use super::graph::{LayerGraph, Operation};
use super::kernels::{self, Activation, Packed};
use super::outline::{self, Evidence, OutlineMap};
use layers::{FloatLayer, packed};
use model::Weights;
use std::sync::{Mutex, PoisonError};

/// A network's graph with its weights, batch normalisation folded into the convolutions.
#[derive(Debug)]
pub struct FloatNetwork {
    graph: LayerGraph,
    steps: Vec<(FusedStep, FloatLayer)>,
    slots: ValueSlots,
    /// Nodes whose value range the integer network needs.
    ranged: Vec<usize>,
    classifier: Option<Packed>,
    /// How map and features become logits.
    evidence: Option<Evidence>,
    /// Buffers reused between runs.
    scratch: Mutex<Vec<Scratch>>,
}

/// The result of a forward pass.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `[labels]`.
    pub logits: Vec<f32>,
    /// Rows and columns of the last feature grid: 7 and 7 at 224 × 224.
    pub grid: (usize, usize),
    /// Last feature grid, `[rows, columns, 1280]`; without a map, its mean over the grid times the classifier's
    /// weight, plus bias, is `logits`, which makes the class activation map exact.
    pub features: Vec<f32>,
    /// What a network with a decoder outlines; its logits then come from [`outline::Evidence::logits`]. Without pooling,
    /// the last grid, `[rows, columns, channels]`, and there are no features and logits.
    pub outline: Option<OutlineMap>,
}

/// A grid of channels, an intermediate value of the network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// Rows.
    pub height: usize,
    /// Columns.
    pub width: usize,
    /// `[height, width, channels]`.
    pub values: Vec<f32>,
}

impl Grid {
    /// Channels; 0 of an empty grid.
    #[must_use]
    pub fn channels(&self) -> usize {
        self.values.len().checked_div(self.height * self.width).unwrap_or(0)
    }

    /// Resizes the grid; its content is unspecified.
    fn reshape(&mut self, (height, width): (usize, usize), channels: usize) {
        (self.height, self.width) = (height, width);
        fit(&mut self.values, height * width * channels);
    }
}

/// Buffers of one run.
#[derive(Debug, Default)]
struct Scratch {
    /// One for each of [`ValueSlots`].
    values: Vec<Grid>,
    memory: FloatMemory,
}

/// Intermediate rows of a block.
#[derive(Debug, Default)]
struct FloatMemory {
    /// Rows between its expansion and its depthwise layer.
    wide: Vec<f32>,
    /// Rows between its depthwise layer and its projection.
    deep: Vec<f32>,
}

impl FloatNetwork {
    /// Builds the network called `architecture` with `labels` outputs. Arrays: those of [`Architecture::graph`].
    ///
    /// ```
    /// use model::{Array, Weights};
    /// use network::Architecture;
    /// use network::float::FloatNetwork;
    ///
    /// // A network that knows nothing: zeros everywhere but in the last bias.
    /// let shape = Architecture::named("efficientnet-lite0-front").unwrap();
    /// let mut weights = Weights::new();
    /// let mut layer = |name: String, inputs: usize, bias: Vec<f32>| {
    ///     let weight = Array { shape: vec![inputs, bias.len()], data: vec![0.0; inputs * bias.len()] };
    ///     weights.insert(format!("{name}.weight"), weight);
    ///     weights.insert(format!("{name}.bias"), Array { shape: vec![bias.len()], data: bias });
    /// };
    /// layer("stem".into(), 27, vec![0.0; shape.stem]);
    /// for (index, block) in shape.blocks.iter().enumerate() {
    ///     if block.expands() {
    ///         layer(format!("blocks.{index}.expand"), block.input, vec![0.0; block.middle]);
    ///     }
    ///     layer(format!("blocks.{index}.depthwise"), block.kernel * block.kernel, vec![0.0; block.middle]);
    ///     layer(format!("blocks.{index}.project"), block.middle, vec![0.0; block.output]);
    /// }
    /// layer("head".into(), shape.last_block_output(), vec![0.0; shape.head]);
    /// layer("classifier".into(), shape.head, vec![1.0, -1.0]);
    ///
    /// let network = FloatNetwork::from_weights(shape.name, 2, &weights).unwrap();
    /// let output = network.forward(&[0.5; 32 * 32 * 3], 32);
    /// assert_eq!(output.logits, [1.0, -1.0]);
    /// assert_eq!((output.grid, output.outline), ((2, 2), None));
    /// ```
    ///
    /// # Errors
    /// When the architecture is unknown, or an array is missing or has another shape.
    pub fn from_weights(architecture: &str, labels: usize, weights: &Weights) -> Result<Self, NnError> {
        let shape = Architecture::named(architecture)
            .ok_or_else(|| NnError::Architecture { found: architecture.to_owned() })?;
        Self::from_graph(&shape.graph(labels)?, weights)
    }

    /// Builds the network of a graph.
    ///
    /// # Errors
    /// When an array is missing or has another shape.
    pub fn from_graph(graph: &LayerGraph, weights: &Weights) -> Result<Self, NnError> {
        let steps = graph.steps();
        let (slots, ranged) = (graph.slots(&steps), graph.ranged(&steps));
        let (mut classifier, mut evidence) = (None, None);
        for node in graph.nodes() {
            match node.operation {
                Operation::Linear { .. } => classifier = Some(packed(weights, node)?),
                Operation::Evidence => evidence = Some(Evidence::from_weights(node.channels, weights)?),
                _ => {}
            }
        }
        let loaded = steps.into_iter().map(|step| {
            let layer = FloatLayer::load(graph, &step, weights)?;
            Ok((step, layer))
        });
        Ok(Self {
            graph: graph.clone(),
            steps: loaded.collect::<Result<_, NnError>>()?,
            slots,
            ranged,
            classifier,
            evidence,
            scratch: Mutex::default(),
        })
    }

    /// Runs one picture of `[side, side, 3]`, normalised by [`super::input`].
    ///
    /// # Panics
    /// When `input` has another length, or grids that come together differ in size ([`LayerGraph::sizes`]).
    #[must_use]
    pub fn forward(&self, input: &[f32], side: usize) -> Output {
        let mut scratch = self.scratch();
        self.run(input, side, &mut scratch, None, |_, _| {});
        let mut taken = |node: usize| std::mem::take(&mut scratch.values[self.slots.of_node[node]]);
        let outputs = self.graph.outputs();
        let features = outputs.features.map(&mut taken).unwrap_or_default();
        let map = outputs.map.map(&mut taken);
        let outline = map.map(|Grid { height, width, values }| OutlineMap { height, width, logits: values });
        self.give_back(scratch);
        let logits = self.logits(&features, outline.as_ref());
        Output { logits, grid: (features.height, features.width), features: features.values, outline }
    }

    /// The mean over the cells, under the map where there is one, and what follows it.
    fn logits(&self, features: &Grid, map: Option<&OutlineMap>) -> Vec<f32> {
        let Some(classifier) = &self.classifier else { return Vec::new() };
        let (size, cells) = ((features.height, features.width), features.height * features.width);
        let weights = map.map(|map| outline::attention(map, size));
        let weights = weights.unwrap_or_else(|| vec![(cells as f32).recip(); cells]);
        let pooled = outline::pooled(&features.values, &weights);
        let mut logits = vec![0.0; classifier.outputs()];
        kernels::pointwise(&pooled, classifier, Activation::None, &[], &mut logits);
        match (map, &self.evidence) {
            (Some(map), Some(evidence)) => evidence.logits(&map.logits, &logits),
            _ => logits,
        }
    }

    /// Passes on the values of each node of [`LayerGraph::ranged`], counted from 0: the output of each block, then each
    /// sum of the decoder.
    ///
    /// # Panics
    /// As [`FloatNetwork::forward`].
    pub fn observe_ranged(&self, input: &[f32], side: usize, mut observe: impl FnMut(usize, &[f32])) {
        let mut scratch = self.scratch();
        let mut ranged = self.ranged.iter().copied().enumerate().peekable();
        self.run(input, side, &mut scratch, None, |node, values| {
            if let Some((index, _)) = ranged.next_if(|(_, ranged)| *ranged == node) {
                observe(index, values);
            }
        });
        self.give_back(scratch);
    }

    /// Stem and the first `blocks` blocks only, or all of them: the trainer's frozen part.
    ///
    /// # Panics
    /// As [`FloatNetwork::forward`].
    #[must_use]
    pub fn forward_first(&self, blocks: usize, input: &[f32], side: usize) -> Grid {
        let Some(last) = self.graph.behind(blocks) else { return Grid::default() };
        let mut scratch = self.scratch();
        self.run(input, side, &mut scratch, Some(last), |_, _| {});
        let grid = scratch.values[self.slots.of_node[last]].clone();
        self.give_back(scratch);
        grid
    }

    /// Runs the steps up to `last`; `observe` gets each one's node and values.
    fn run(
        &self,
        input: &[f32],
        side: usize,
        scratch: &mut Scratch,
        last: Option<usize>,
        mut observe: impl FnMut(usize, &[f32]),
    ) {
        assert_eq!(input.len(), side * side * 3, "a picture of three channels");
        let Scratch { values, memory } = scratch;
        values.resize_with(self.slots.count, Grid::default);
        values[0].reshape((side, side), 3);
        values[0].values.copy_from_slice(input);
        for (step, layer) in &self.steps {
            let slot = self.slots.of_node[step.node];
            let mut output = std::mem::take(&mut values[slot]);
            let inputs: Vec<&Grid> = step.reads.iter().map(|read| &values[self.slots.of_node[*read]]).collect();
            layer.run(&inputs, &mut output, memory);
            observe(step.node, &output.values);
            values[slot] = output;
            if last == Some(step.node) {
                return;
            }
        }
    }

    fn scratch(&self) -> Scratch {
        self.scratch.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    fn give_back(&self, scratch: Scratch) {
        self.scratch.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
    }
}

/// Resizes to exactly `length` values; their content is unspecified.
fn fit(values: &mut Vec<f32>, length: usize) {
    values.resize(length, 0.0);
}
