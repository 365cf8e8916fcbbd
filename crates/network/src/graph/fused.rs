//! Fusion of layers into single passes on the CPU, and buffer sharing: planned once, when a network is built.
//!
//! An inverted residual block is one step, so that its intermediate values stay in the cache. So is a pointwise layer
//! with the following sum.

use super::{ConvolutionShape, LayerGraph, Operation, Upsampling};
use crate::kernels::Activation;

/// Nodes that run as one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FusedStep {
    /// The fused operation.
    pub kind: FusedKind,
    /// The last of them, whose value is the step's result.
    pub node: usize,
    /// Nodes whose values it reads: the input, then the value that is added or concatenated.
    pub reads: Vec<usize>,
}

/// What a step computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FusedKind {
    /// A convolution that is not pointwise.
    Window(usize),
    /// A pointwise convolution, and the sum with the second value that is read, where there is one.
    Pointwise(usize),
    /// A block, and the sum with its own input, where that is read twice.
    Block(FusedBlock),
    /// A sum on its own.
    Add,
    /// Upsampling by two.
    Upsample(Upsampling),
    /// Concatenation.
    Concatenate,
}

/// Expansion, depthwise convolution, projection: pointwise, depthwise, pointwise. ReLU6 follows the first two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FusedBlock {
    /// The expansion, where there is one.
    pub expand: Option<usize>,
    /// The depthwise node.
    pub depthwise: usize,
    /// The projection.
    pub project: usize,
}

/// The buffer of each value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueSlots {
    /// By node; 0 is the picture's, and also stands for values that are never stored as a whole.
    pub of_node: Vec<usize>,
    /// The number of slots.
    pub count: usize,
}

impl LayerGraph {
    /// The steps in running order, up to where grids end.
    #[must_use]
    pub fn steps(&self) -> Vec<FusedStep> {
        let readers = self.readers();
        let mut fused = vec![false; self.nodes().len()];
        let mut steps = Vec::new();
        for index in (0..self.nodes().len()).rev() {
            if let Some(step) = self.step(index, &readers).filter(|_| !fused[index]) {
                match step.kind {
                    FusedKind::Pointwise(layer) => fused[layer] = true,
                    FusedKind::Block(FusedBlock { expand, depthwise, project }) => {
                        [Some(depthwise), Some(project), expand].into_iter().flatten().for_each(|at| fused[at] = true);
                    }
                    _ => {}
                }
                steps.push(step);
            }
        }
        steps.reverse();
        steps
    }

    /// Steps whose values have both signs and are read by further layers: the integer network needs their ranges.
    #[must_use]
    pub fn ranged(&self, steps: &[FusedStep]) -> Vec<usize> {
        let is_ranged = |step: &&FusedStep| match step.kind {
            FusedKind::Window(layer) | FusedKind::Pointwise(layer) => self.is_signed(layer),
            FusedKind::Block(block) => self.is_signed(block.project),
            FusedKind::Add => true,
            FusedKind::Upsample(_) | FusedKind::Concatenate => false,
        };
        let inner = steps.iter().filter(|step| !self.outputs().contains(step.node));
        inner.filter(is_ranged).map(|step| step.node).collect()
    }

    /// Assigns buffers so that values that are never alive together share them. The picture and the outputs share none.
    #[must_use]
    pub fn slots(&self, steps: &[FusedStep]) -> ValueSlots {
        // The last step that reads a value.
        let mut last = vec![0; self.nodes().len()];
        for (at, step) in steps.iter().enumerate() {
            step.reads.iter().for_each(|read| last[*read] = at);
        }
        let mut of_node = vec![0; self.nodes().len()];
        // The step until which a slot is in use.
        let mut until = vec![usize::MAX];
        for (at, step) in steps.iter().enumerate() {
            let end = if self.outputs().contains(step.node) { usize::MAX } else { last[step.node] };
            let slot = until.iter().position(|until| *until < at).unwrap_or(until.len());
            if slot == until.len() {
                until.push(end);
            } else {
                until[slot] = end;
            }
            of_node[step.node] = slot;
        }
        ValueSlots { of_node, count: until.len() }
    }

    /// The step that ends with this node; none where no grid comes out, or it is the picture.
    fn step(&self, index: usize, readers: &[usize]) -> Option<FusedStep> {
        let node = self.nodes().get(index)?;
        let kind = match node.operation {
            Operation::Convolution(shape) if shape.is_pointwise() => {
                return Some(self.chain(index, index, None, readers));
            }
            Operation::Convolution(_) => FusedKind::Window(index),
            Operation::Add => {
                let added = node.inputs.first().copied().zip(node.inputs.get(1).copied());
                for (other, layer) in added.into_iter().flat_map(|(a, b)| [(a, b), (b, a)]) {
                    let shape = self.inner(layer, readers);
                    if shape.is_some_and(|shape| shape.is_pointwise()) && self.is_signed(layer) {
                        return Some(self.chain(index, layer, Some(other), readers));
                    }
                }
                FusedKind::Add
            }
            Operation::Upsample(how) => FusedKind::Upsample(how),
            Operation::Concatenate => FusedKind::Concatenate,
            _ => return None,
        };
        Some(FusedStep { kind, node: index, reads: node.inputs.clone() })
    }

    /// A pointwise layer with what runs before it in the same pass; `node` is itself, or the sum with `added`.
    fn chain(&self, node: usize, project: usize, added: Option<usize>, readers: &[usize]) -> FusedStep {
        let source = |of: usize| self.nodes()[of].inputs[0];
        let relu6 = |shape: &ConvolutionShape| shape.activation == Activation::Relu6;
        let from = source(project);
        if self.inner(from, readers).filter(relu6).is_some_and(|shape| shape.is_depthwise()) {
            let wide = source(from);
            let expand = self.inner(wide, readers).filter(relu6).filter(ConvolutionShape::is_pointwise).map(|_| wide);
            let input = expand.map_or(wide, source);
            if added.is_none_or(|added| added == input) {
                let kind = FusedKind::Block(FusedBlock { expand, depthwise: from, project });
                return FusedStep { kind, node, reads: [input].into_iter().chain(added).collect() };
            }
        }
        FusedStep { kind: FusedKind::Pointwise(project), node, reads: [from].into_iter().chain(added).collect() }
    }

    /// The convolution at a node whose value is read by one operation only and is not an output.
    fn inner(&self, index: usize, readers: &[usize]) -> Option<ConvolutionShape> {
        match self.nodes()[index].operation {
            Operation::Convolution(shape) if readers[index] == 1 && !self.outputs().contains(index) => Some(shape),
            _ => None,
        }
    }

    /// Whether both signs occur after a convolution.
    fn is_signed(&self, layer: usize) -> bool {
        self.nodes()[layer].convolution().activation == Activation::None
    }
}
