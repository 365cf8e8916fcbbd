//! The graph of an EfficientNet-Lite, with and without a decoder that draws an outline.

use super::{ConvolutionShape, GraphBuilder, GraphError, LayerGraph, Operation, Upsampling};
use crate::architecture::{Architecture, Decoder};
use crate::kernels::Activation;

impl Architecture {
    /// Its layers, with `labels` logits.
    ///
    /// Arrays: `stem`, `blocks.I.expand`, `blocks.I.depthwise`, `blocks.I.project`, `head` and `classifier`, each with
    /// `.weight` (last axis: output channel) and `.bias`; with a decoder also its layers ([`Decoder`]), and
    /// `outline.present` and `outline.evidence` ([`crate::outline::Evidence`]).
    ///
    /// ```
    /// use network::Architecture;
    ///
    /// let graph = Architecture::named("efficientnet-lite0").unwrap().graph(4).unwrap();
    /// let features = graph.outputs().features.unwrap();
    /// assert_eq!((graph.nodes()[features].channels, graph.sizes(224).unwrap()[features]), (1280, (7, 7)));
    /// ```
    ///
    /// # Errors
    /// When blocks do not match, which those of [`Architecture::named`] do.
    pub fn graph(&self, labels: usize) -> Result<LayerGraph, GraphError> {
        let mut graph = GraphBuilder::default();
        let picture = graph.add("input", Operation::Input { channels: 3 }, &[]);
        let window = |outputs, kernel, stride| dense(outputs, kernel, stride, Activation::Relu6);
        let mut x = graph.add("stem", window(self.stem, 3, 2), &[picture]);
        let mut behind = Vec::with_capacity(self.blocks.len());
        for (index, block) in self.blocks.iter().enumerate() {
            let name = |layer: &str| format!("blocks.{index}.{layer}");
            let from = x;
            if block.expands() {
                x = graph.add(&name("expand"), window(block.middle, 1, 1), &[x]);
            }
            x = graph.add(&name("depthwise"), depthwise(block.middle, block.kernel, block.stride), &[x]);
            x = graph.add(&name("project"), dense(block.output, 1, 1, Activation::None), &[x]);
            if block.is_residual() {
                x = graph.add(&name("project.sum"), Operation::Add, &[from, x]);
            }
            behind.push(x);
        }
        let features = graph.add("head", window(self.head, 1, 1), &[x]);
        let map = self.outline.as_ref().map(|decoder| decode(&mut graph, decoder, &behind));
        let read: Vec<usize> = [features].into_iter().chain(map).collect();
        let pooled = graph.add("pooled", Operation::Pool, &read);
        let classes = graph.add("classifier", Operation::Linear { outputs: labels }, &[pooled]);
        if let Some(map) = map {
            graph.add("outline", Operation::Evidence, &[map, classes]);
        }
        graph.finish()
    }
}

/// Adds a decoder over the grids `behind` each block; returns its map.
fn decode(graph: &mut GraphBuilder, decoder: &Decoder, behind: &[usize]) -> usize {
    let width = decoder.width;
    // A missing block is refused when the graph is finished.
    let mut fine = usize::MAX;
    for (index, level) in decoder.levels.iter().enumerate() {
        let from = behind.get(level.block).copied().unwrap_or(usize::MAX);
        let name = |part: &str| format!("outline.{part}");
        let lateral = name(&format!("lateral.{index}"));
        let x = graph.add(&lateral, dense(width, 1, 1, Activation::None), &[from]);
        if index == 0 {
            fine = x;
            continue;
        }
        let doubled = graph.add(&format!("{lateral}.doubled"), Operation::Upsample(Upsampling::Nearest), &[fine]);
        let sum = graph.add(&format!("{lateral}.sum"), Operation::Add, &[x, doubled]);
        let around = graph.add(&name(&format!("refine.{index}.depthwise")), depthwise(width, 3, 1), &[sum]);
        fine = graph.add(&name(&format!("refine.{index}.project")), dense(width, 1, 1, Activation::Relu6), &[around]);
    }
    graph.add("outline.map", dense(1, 1, 1, Activation::None), &[fine])
}

/// A dense pointwise layer.
fn dense(outputs: usize, kernel: usize, stride: usize, activation: Activation) -> Operation {
    Operation::Convolution(ConvolutionShape { outputs, kernel, stride, groups: 1, activation })
}

/// A depthwise layer.
fn depthwise(channels: usize, kernel: usize, stride: usize) -> Operation {
    let activation = Activation::Relu6;
    Operation::Convolution(ConvolutionShape { outputs: channels, kernel, stride, groups: channels, activation })
}
