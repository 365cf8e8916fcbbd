//! One step of a network: its kernel, and the location of its values.

use super::block::{IntegerBlock, WorkerMemory};
use super::layers::{LayerSource, RELU6};
use super::window::WindowLayer;
use super::{Bounds, JoinedGrid, Lines, Pointwise, Residual, SLACK, concatenate, upsample};
use crate::NnError;
use crate::graph::fused::{FusedKind, FusedStep, ValueSlots};
use crate::graph::{GraphError, Upsampling};
use crate::kernels::Activation;
use crate::thread_pool::{Shares, ThreadPool, rows_of_part};
use std::sync::Mutex;

/// A step for grids of one size.
#[derive(Clone, Debug)]
pub(super) struct IntegerStep {
    layer: IntegerLayer,
    /// Slots that it reads.
    reads: Vec<usize>,
    /// The slot that it writes.
    to: usize,
    /// Rows and columns of its value.
    size: (usize, usize),
    /// Channels of its value.
    channels: usize,
    bounds: Bounds,
}

#[derive(Clone, Debug)]
enum IntegerLayer {
    Window(WindowLayer),
    Block(Box<IntegerBlock>),
    /// With the ratio of the other addend's levels to those of the result.
    Pointwise(Pointwise, f32),
    /// A pointwise layer whose results leave the network.
    Dequantised(Pointwise),
    Upsample(Upsampling),
    /// For each part its channels, and the ratio of its levels to those of the result.
    Concatenate(Vec<(usize, f32)>),
}

/// Words of each part of a run's memory: planned once, at load.
#[derive(Clone, Debug, Default)]
pub(super) struct MemoryPlan {
    /// Of each slot.
    pub(super) values: Vec<usize>,
    /// Where threads share a picture at its widest.
    pub(super) whole: usize,
    /// Of [`WorkerMemory`].
    pub(super) wide: usize,
    pub(super) deep: usize,
}

/// Inputs for planning steps.
pub(super) struct StepSource<'a> {
    pub(super) layers: LayerSource<'a>,
    /// Rows and columns of each node's value.
    pub(super) sizes: &'a [(usize, usize)],
    pub(super) slots: &'a ValueSlots,
    /// Whether one channel of the picture represents three equal ones.
    pub(super) summed: bool,
}

impl IntegerStep {
    /// `counts` holds the step of each node's levels; this step's own, where it follows from its inputs, is written
    /// there. Reserves memory in `plan`.
    pub(super) fn load(
        source: &StepSource<'_>,
        step: &FusedStep,
        counts: &mut [f32],
        plan: &mut MemoryPlan,
    ) -> Result<Self, NnError> {
        let layers = &source.layers;
        let (graph, node) = (layers.graph, layers.node(step.node));
        let unsupported = || NnError::from(GraphError::Unsupported { name: node.name.clone() });
        // Outputs are floats, and only the weights of a window are summed over equal channels.
        let one_channel = source.summed && step.reads.contains(&0) && !matches!(step.kind, FusedKind::Window(_));
        if one_channel || step.reads.iter().any(|read| graph.outputs().contains(*read)) {
            return Err(unsupported());
        }
        let leaves = graph.outputs().contains(step.node);
        // A step without inputs would otherwise read the picture.
        let first = step.reads.first().copied().ok_or_else(unsupported)?;
        let from = source.sizes[first];
        let mut bounds = layers.bounds(step.node);
        let layer = match &step.kind {
            FusedKind::Pointwise(layer) if leaves && step.reads.len() == 1 => {
                bounds = match node.convolution().activation {
                    Activation::Relu6 => Bounds { low: 0.0, high: RELU6 },
                    Activation::None => Bounds { low: f32::MIN, high: f32::MAX },
                };
                IntegerLayer::Dequantised(layers.pointwise(*layer, [counts[first], 1.0])?)
            }
            _ if leaves => return Err(unsupported()),
            FusedKind::Pointwise(layer) => {
                bounds = layers.bounds(*layer);
                let ratio = step.reads.get(1).map_or(0.0, |added| counts[*added] / counts[step.node]);
                IntegerLayer::Pointwise(layers.pointwise(*layer, [counts[first], counts[step.node]])?, ratio)
            }
            FusedKind::Window(layer) if !node.convolution().is_depthwise() => {
                let summed = source.summed && first == 0;
                let window = WindowLayer::load(layers, *layer, from, [counts[first], counts[step.node]], summed)?;
                plan.deep = plan.deep.max(window.patch_words());
                IntegerLayer::Window(window)
            }
            FusedKind::Block(block) => {
                let around = layers.node(block.depthwise).convolution();
                if ![3, 5].contains(&around.kernel) || ![1, 2].contains(&around.stride) {
                    return Err(unsupported());
                }
                let adds = step.reads.len() > 1;
                let block = IntegerBlock::load(layers, *block, from, [counts[first], counts[step.node]], adds)?;
                let (wide, deep) = block.between_words();
                plan.whole = plan.whole.max(block.whole_words());
                (plan.wide, plan.deep) = (plan.wide.max(wide), plan.deep.max(deep));
                IntegerLayer::Block(Box::new(block))
            }
            FusedKind::Upsample(how) => {
                counts[step.node] = counts[first];
                IntegerLayer::Upsample(*how)
            }
            FusedKind::Concatenate => {
                // The coarsest step covers the values of all parts.
                let largest = layers.levels.positive.max(layers.levels.signed);
                bounds = Bounds { low: -largest, high: largest };
                let most = step.reads.iter().map(|read| counts[*read]).fold(0.0, f32::max);
                counts[step.node] = most;
                let part = |read: &usize| (layers.node(*read).channels, counts[*read] / most);
                IntegerLayer::Concatenate(step.reads.iter().map(part).collect())
            }
            FusedKind::Window(_) | FusedKind::Add => return Err(unsupported()),
        };
        let slot = |node: &usize| source.slots.of_node[*node];
        let (size, channels, to) = (source.sizes[step.node], node.channels, slot(&step.node));
        if !leaves {
            plan.values[to] = plan.values[to].max(size.0 * size.1 * channels + SLACK);
        }
        Ok(Self { layer, reads: step.reads.iter().map(slot).collect(), to, size, channels, bounds })
    }

    /// From the slots that it reads to the one it writes; gives a value that leaves the network, dequantised.
    pub(super) fn run(
        &self,
        pool: &dyn ThreadPool,
        values: &mut [Vec<i16>],
        whole: &mut [i16],
        workers: &[Mutex<WorkerMemory>],
    ) -> Option<Vec<f32>> {
        let mut output = std::mem::take(&mut values[self.to]);
        let read = |at: usize| self.reads.get(at).map(|slot| values[*slot].as_slice()).unwrap_or_default();
        let (input, (rows, columns)) = (read(0), self.size);
        let mut dequantised = None;
        match &self.layer {
            IntegerLayer::Window(window) => window.run(pool, input, &mut output, workers),
            IntegerLayer::Block(block) => block.run(pool, input, &mut output, whole, workers),
            IntegerLayer::Pointwise(layer, ratio) => {
                let line = columns * self.channels;
                let each = rows_of_part(rows, pool.size());
                let shares = Shares::new(&mut output[..rows * line], each * line);
                let added = read(1);
                pool.each(rows.div_ceil(each), &|part, _| {
                    shares.with(part, |quantised| {
                        let (pixels, first) = (quantised.len() / self.channels, part * each * columns);
                        let residual = match self.reads.len() {
                            1 => Residual::NONE,
                            _ => Residual { quantised: &added[first * self.channels..], ratio: *ratio },
                        };
                        let from = &input[first * layer.inputs()..];
                        layer.quantised(
                            pixels,
                            from,
                            self.bounds,
                            residual,
                            Lines { quantised, width: columns, step: line },
                        );
                    });
                });
            }
            IntegerLayer::Dequantised(layer) => {
                let cells = rows * columns;
                let mut found = vec![0.0; cells * self.channels];
                let each = rows_of_part(cells, pool.size());
                let shares = Shares::new(&mut found, each * self.channels);
                pool.each(cells.div_ceil(each), &|part, _| {
                    let from = &input[part * each * layer.inputs()..];
                    shares.with(part, |mine| {
                        layer.dequantised(mine.len() / self.channels, from, self.bounds, mine);
                    });
                });
                dequantised = Some(found);
            }
            IntegerLayer::Upsample(how) => {
                upsample(*how, [rows / 2, columns / 2, self.channels], input, &mut output);
            }
            IntegerLayer::Concatenate(parts) => {
                let part = |(at, &(channels, ratio)): (usize, &(usize, f32))| JoinedGrid {
                    quantised: read(at),
                    channels,
                    ratio,
                };
                let parts: Vec<JoinedGrid<'_>> = parts.iter().enumerate().map(part).collect();
                concatenate(&parts, self.bounds, &mut output[..rows * columns * self.channels]);
            }
        }
        values[self.to] = output;
        dequantised
    }
}
