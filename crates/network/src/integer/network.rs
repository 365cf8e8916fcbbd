//! A network of integers: its graph, step by step, and the processing of its output grids.

use super::block::WorkerMemory;
use super::layers::LayerSource;
use super::step::{IntegerStep, MemoryPlan, StepSource};
use super::{Processor, SLACK};
use crate::graph::{GraphOutputs, LayerGraph, Operation};
use crate::input::{InputError, Lookup};
use crate::outline::{self, Evidence, OutlineMap};
use crate::thread_pool::{SingleThread, ThreadPool, locked};
use crate::{Architecture, NnError, Output};
use imaging::Image;
use model::{Activations, InputSpec, StoredWeights};
use std::sync::Mutex;

/// A network for pictures of one size, batch normalisation folded into the convolutions.
#[derive(Debug)]
pub struct IntegerNetwork {
    lookup: Lookup,
    /// Each with the node whose value it computes.
    steps: Vec<(usize, IntegerStep)>,
    outputs: GraphOutputs,
    /// Rows and columns of the features.
    grid: (usize, usize),
    /// Those of the map.
    map_size: (usize, usize),
    /// `[channels, labels]`, in floats like its bias: it has only one product in two thousand.
    classifier_weight: Vec<f32>,
    /// `[labels]`; empty without a classifier.
    classifier_bias: Vec<f32>,
    /// How map and features become logits.
    evidence: Option<Evidence>,
    plan: MemoryPlan,
    pool: &'static dyn ThreadPool,
    /// Reused memory of earlier runs.
    arenas: Mutex<Vec<Arenas>>,
}

/// Memory of one run.
#[derive(Debug)]
struct Arenas {
    /// The picture, then the other slots.
    values: Vec<Vec<i16>>,
    whole: Vec<i16>,
    /// One for each thread.
    workers: Vec<Mutex<WorkerMemory>>,
}

impl IntegerNetwork {
    /// Builds the network called `architecture` with `labels` outputs for pictures of `input`, on the best
    /// instructions of this machine.
    ///
    /// Arrays: those of [`Architecture::graph`], each `.weight` quantised and each `.bias` plain.
    ///
    /// # Errors
    /// When the architecture is unknown, an array is missing, is not quantised or has another shape, or
    /// `activations` names no range for a block.
    pub fn new(
        architecture: &str,
        labels: usize,
        weights: &StoredWeights,
        input: &InputSpec,
        activations: &Activations,
    ) -> Result<Self, NnError> {
        Self::with_processor(Processor::best(), architecture, labels, weights, input, activations)
    }

    /// The same on instructions of choice: all give the same bits.
    ///
    /// # Errors
    /// As [`IntegerNetwork::new`].
    pub fn with_processor(
        processor: Processor,
        architecture: &str,
        labels: usize,
        weights: &StoredWeights,
        input: &InputSpec,
        activations: &Activations,
    ) -> Result<Self, NnError> {
        let shape = Architecture::named(architecture)
            .ok_or_else(|| NnError::Architecture { found: architecture.to_owned() })?;
        Self::from_graph(processor, &shape.graph(labels)?, weights, input, activations)
    }

    /// Builds the network of a graph.
    ///
    /// # Errors
    /// When an array is missing, is not quantised or has another shape, `activations` does not name one range for each
    /// node of [`LayerGraph::ranged`], or integers have no kernel for a layer.
    pub fn from_graph(
        processor: Processor,
        graph: &LayerGraph,
        weights: &StoredWeights,
        input: &InputSpec,
        activations: &Activations,
    ) -> Result<Self, NnError> {
        let fused = graph.steps();
        let ranged = graph.ranged(&fused);
        let peaks = &activations.block_peaks;
        if peaks.len() != ranged.len() || peaks.iter().any(|peak| !(peak.is_finite() && *peak > 0.0)) {
            return Err(NnError::Ranges { expected: ranged.len(), found: peaks.len() });
        }
        let levels = activations.levels;
        let layers = LayerSource { graph, weights, levels, processor };
        let side = input.size as usize;
        let (sizes, slots) = (graph.sizes(side)?, graph.slots(&fused));
        let lookup = Lookup::new(input, levels.signed);
        // The step of one level of each node's value.
        let mut counts = vec![layers.relu6_step(); graph.nodes().len()];
        counts[0] = lookup.step();
        for (node, peak) in ranged.iter().zip(peaks) {
            counts[*node] = peak / levels.signed;
        }
        let mut plan = MemoryPlan { values: vec![0; slots.count], ..MemoryPlan::default() };
        plan.values[0] = side * side * lookup.channels() + SLACK;
        let source = StepSource { layers, sizes: &sizes, slots: &slots, summed: lookup.channels() == 1 };
        let mut steps = Vec::with_capacity(fused.len());
        for step in &fused {
            steps.push((step.node, IntegerStep::load(&source, step, &mut counts, &mut plan)?));
        }
        let (mut classifier_weight, mut classifier_bias, mut evidence) = (Vec::new(), Vec::new(), None);
        for node in graph.nodes() {
            if let Operation::Linear { .. } = node.operation {
                // A level of 1 leaves the weight's own scale.
                let classifier = layers.array(node, [1.0, 1.0])?;
                let scaled = classifier.weight.iter().zip(classifier.scale.iter().cycle());
                classifier_weight = scaled.map(|(integer, scale)| f32::from(*integer) * scale).collect();
                classifier_bias = classifier.bias;
            } else if node.operation == Operation::Evidence {
                let present = layers.plain("outline.present", node.channels)?;
                evidence = Some(Evidence::new(present, layers.plain("outline.evidence", 2)?)?);
            }
        }
        let outputs = graph.outputs();
        let size = |node: Option<usize>| node.map_or((0, 0), |node| sizes[node]);
        Ok(Self {
            lookup,
            steps,
            outputs,
            grid: size(outputs.features),
            map_size: size(outputs.map),
            classifier_weight,
            classifier_bias,
            evidence,
            plan,
            pool: &SingleThread,
            arenas: Mutex::default(),
        })
    }

    /// The same network computed by these threads: the same bits, sooner.
    #[must_use]
    pub fn with_pool(self, pool: &'static dyn ThreadPool) -> Self {
        Self { pool, arenas: Mutex::default(), ..self }
    }

    /// Runs one picture that `imaging::prepare` made for this network's input.
    ///
    /// # Errors
    /// When it has another size or depth.
    pub fn forward(&self, picture: &Image) -> Result<Output, InputError> {
        let mut arenas = locked(&self.arenas).pop();
        let memory = arenas.get_or_insert_with(|| Arenas::new(&self.plan, self.pool.size()));
        let read = self.lookup.quantised_from_image(picture, &mut memory.values[0]);
        let output = read.map(|()| self.run(memory));
        locked(&self.arenas).extend(arenas);
        output
    }

    fn run(&self, memory: &mut Arenas) -> Output {
        let Arenas { values, whole, workers } = memory;
        let (mut features, mut map) = (Vec::new(), None);
        for (node, step) in &self.steps {
            let Some(numbers) = step.run(self.pool, values, whole, workers) else { continue };
            if self.outputs.features == Some(*node) {
                features = numbers;
            } else {
                let (height, width) = self.map_size;
                map = Some(OutlineMap { height, width, logits: numbers });
            }
        }
        let logits = self.logits(&features, map.as_ref());
        Output { logits, grid: self.grid, features, outline: map }
    }

    /// The mean over the cells, under the map where there is one, times the classifier's weight, plus its bias.
    fn logits(&self, features: &[f32], map: Option<&OutlineMap>) -> Vec<f32> {
        let cells = self.grid.0 * self.grid.1;
        if cells == 0 || self.classifier_bias.is_empty() {
            return Vec::new();
        }
        let mean = match map {
            Some(map) => outline::pooled(features, &outline::attention(map, self.grid)),
            None => {
                let mut sums = vec![0.0; features.len() / cells];
                for cell in features.chunks_exact(sums.len()) {
                    for (sum, value) in sums.iter_mut().zip(cell) {
                        *sum += value;
                    }
                }
                sums.iter_mut().for_each(|sum| *sum /= cells as f32);
                sums
            }
        };
        let mut logits = self.classifier_bias.clone();
        for (mean, weights) in mean.iter().zip(self.classifier_weight.chunks_exact(logits.len())) {
            for (logit, weight) in logits.iter_mut().zip(weights) {
                *logit += mean * weight;
            }
        }
        match (map, &self.evidence) {
            (Some(map), Some(evidence)) => evidence.logits(&map.logits, &logits),
            _ => logits,
        }
    }
}

impl Arenas {
    fn new(plan: &MemoryPlan, threads: usize) -> Self {
        let words = |count: usize| vec![0; count];
        let worker = |_| Mutex::new(WorkerMemory { wide: words(plan.wide), deep: words(plan.deep) });
        Self {
            values: plan.values.iter().map(|count| words(*count)).collect(),
            whole: words(if threads > 1 { plan.whole } else { 0 }),
            workers: (0..threads).map(worker).collect(),
        }
    }
}
