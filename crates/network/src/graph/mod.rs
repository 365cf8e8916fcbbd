//! A network as a graph: the one description that every runtime executes and from which every exported format is
//! written.
//!
//! A node names the arrays of its weights, what it computes and which values it reads; nodes are in an order in which
//! they can run. Channels and the shapes of weights are inferred and checked when the graph is built, rows and columns
//! by [`LayerGraph::sizes`] for a picture of one size. What runs in one pass over memory, and which memory values
//! share, is planned in [`fused`], for the CPU's two runtimes alike.
//!
//! Invariant: pure data. Nothing here holds a weight or computes a value.
//!
//! ```
//! use network::graph::{ConvolutionShape, GraphBuilder, Operation};
//! use network::kernels::Activation;
//!
//! let mut graph = GraphBuilder::default();
//! let picture = graph.add("input", Operation::Input { channels: 3 }, &[]);
//! let half = ConvolutionShape { outputs: 8, kernel: 3, stride: 2, groups: 1, activation: Activation::Relu6 };
//! let half = graph.add("stem", Operation::Convolution(half), &[picture]);
//! let graph = graph.finish().unwrap();
//! assert_eq!(graph.nodes()[half].weight, [27, 8]);
//! assert_eq!(graph.sizes(33).unwrap()[half], (17, 17));
//! ```

mod efficientnet;
pub mod fused;
mod rules;
#[cfg(test)]
mod tests;

use crate::KernelWindow;
use crate::kernels::Activation;
use std::fmt;
use text::Message;

/// What a node computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// The picture: the first node, and only that.
    Input {
        /// Its channels.
        channels: usize,
    },
    /// A convolution with bias and activation over one grid.
    Convolution(ConvolutionShape),
    /// The sum of two grids of one shape, the older one first.
    Add,
    /// A grid of twice the rows and columns.
    Upsample(Upsampling),
    /// The channels of two or more grids of one size after each other.
    Concatenate,
    /// The mean of a grid's cells, one value per channel; with a map of one channel as second input, the mean under the
    /// map ([`crate::outline::attention`]).
    Pool,
    /// A matrix product with bias, from one value per channel.
    Linear {
        /// Number of output values.
        outputs: usize,
    },
    /// Logits from a map and a linear layer on the features under it ([`crate::outline::Evidence`]).
    Evidence,
}

/// A convolution; its padding is TensorFlow's "same" ([`KernelWindow::padding`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConvolutionShape {
    /// Output channels.
    pub outputs: usize,
    /// Rows and columns of the kernel.
    pub kernel: usize,
    /// Stride.
    pub stride: usize,
    /// 1, or as many as there are channels: then each has a kernel of its own (depthwise).
    pub groups: usize,
    /// The activation.
    pub activation: Activation,
}

/// Upsampling method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upsampling {
    /// Nearest neighbour.
    Nearest,
    /// Between the centres of cells, weights 9, 3, 3 and 1 of 16; the border's cells reach outwards (ONNX `Resize`:
    /// `half_pixel`, `linear`; PyTorch: `align_corners=False`). Integers round half up.
    Bilinear,
}

impl ConvolutionShape {
    /// Whether it is a matrix product, pixel by pixel.
    #[must_use]
    pub fn is_pointwise(&self) -> bool {
        self.kernel == 1 && self.stride == 1 && self.groups == 1
    }

    /// Whether each channel has a kernel of its own.
    #[must_use]
    pub fn is_depthwise(&self) -> bool {
        self.groups > 1
    }
}

/// One operation with what it reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerNode {
    /// Its name, once in a graph: that of its arrays without `.weight` and `.bias`, where it has some.
    pub name: String,
    /// What it computes.
    pub operation: Operation,
    /// Nodes whose values it reads.
    pub inputs: Vec<usize>,
    /// Channels of its value.
    pub channels: usize,
    /// Shape of its weights: `[kernel² × input channels of a group, outputs]`; zeros where it has none.
    pub weight: [usize; 2],
}

impl LayerNode {
    /// Whether its value is a grid, not one value per channel.
    #[must_use]
    pub fn is_grid(&self) -> bool {
        !matches!(self.operation, Operation::Pool | Operation::Linear { .. } | Operation::Evidence)
    }

    /// Its convolution: that of one cell, which changes nothing, for another operation.
    #[must_use]
    pub fn convolution(&self) -> ConvolutionShape {
        match self.operation {
            Operation::Convolution(shape) => shape,
            _ => ConvolutionShape {
                outputs: self.channels,
                kernel: 1,
                stride: 1,
                groups: 1,
                activation: Activation::None,
            },
        }
    }

    /// Placement of its kernel on a grid of `height` × `width`.
    #[must_use]
    pub fn window(&self, (height, width): (usize, usize)) -> KernelWindow {
        let ConvolutionShape { kernel, stride, .. } = self.convolution();
        KernelWindow { kernel, stride, height, width }
    }
}

/// Outputs of a network, as nodes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GraphOutputs {
    /// The grid that is pooled.
    pub features: Option<usize>,
    /// The map under which it is pooled, or the last grid of a network that pools nothing.
    pub map: Option<usize>,
}

impl GraphOutputs {
    /// Whether the node is one of them.
    #[must_use]
    pub fn contains(&self, node: usize) -> bool {
        self.features == Some(node) || self.map == Some(node)
    }
}

/// A network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerGraph {
    nodes: Vec<LayerNode>,
    outputs: GraphOutputs,
}

/// A graph under construction: nothing is checked before [`GraphBuilder::finish`].
#[derive(Clone, Debug, Default)]
pub struct GraphBuilder(Vec<LayerNode>);

impl GraphBuilder {
    /// Adds a node that reads those of `inputs`; gives its index.
    pub fn add(&mut self, name: &str, operation: Operation, inputs: &[usize]) -> usize {
        let (name, inputs) = (name.to_owned(), inputs.to_vec());
        self.0.push(LayerNode { name, operation, inputs, channels: 0, weight: [0; 2] });
        self.0.len() - 1
    }

    /// The graph, checked, with channels and shapes of weights.
    ///
    /// # Errors
    /// When there are no nodes, or one reads a node that does not precede it, cannot be computed from its inputs, or
    /// has a duplicate name.
    pub fn finish(self) -> Result<LayerGraph, GraphError> {
        let Self(mut nodes) = self;
        if nodes.is_empty() {
            return Err(GraphError::Order { name: String::new() });
        }
        for index in 0..nodes.len() {
            let (before, rest) = nodes.split_at_mut(index);
            if let [node, ..] = rest {
                (node.channels, node.weight) = rules::shapes(node, before)?;
            }
        }
        let pool = nodes.iter().find(|node| node.operation == Operation::Pool);
        let outputs = match pool {
            Some(pool) => GraphOutputs { features: pool.inputs.first().copied(), map: pool.inputs.get(1).copied() },
            None => GraphOutputs { features: None, map: nodes.len().checked_sub(1) },
        };
        Ok(LayerGraph { nodes, outputs })
    }
}

impl LayerGraph {
    /// Its nodes, in the order in which they run; the first is the picture.
    #[must_use]
    pub fn nodes(&self) -> &[LayerNode] {
        &self.nodes
    }

    /// Its outputs.
    #[must_use]
    pub fn outputs(&self) -> GraphOutputs {
        self.outputs
    }

    /// Rows and columns of every node's value for a picture of `side` × `side`; 1 × 1 where it is no grid.
    ///
    /// # Errors
    /// When grids that come together differ in size.
    pub fn sizes(&self, side: usize) -> Result<Vec<(usize, usize)>, GraphError> {
        rules::sizes(&self.nodes, side)
    }

    /// The last node of the stem and the first `blocks` blocks, or of all of them, of an
    /// [`Architecture`](crate::Architecture)'s graph.
    #[must_use]
    pub fn behind(&self, blocks: usize) -> Option<usize> {
        (0..=blocks.min(self.nodes.len())).rev().find_map(|blocks| {
            let prefix = blocks.checked_sub(1).map_or("stem".to_owned(), |block| format!("blocks.{block}."));
            self.nodes.iter().rposition(|node| node.name.starts_with(&prefix))
        })
    }

    /// How many operations read each node's value.
    #[must_use]
    pub fn readers(&self) -> Vec<usize> {
        let mut readers = vec![0; self.nodes.len()];
        for input in self.nodes.iter().flat_map(|node| &node.inputs) {
            readers[*input] += 1;
        }
        readers
    }
}

/// A graph that cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GraphError {
    /// Two nodes of one name.
    Twice {
        /// Their name.
        name: String,
    },
    /// A node reads a value that no earlier node produces.
    Order {
        /// Its name.
        name: String,
    },
    /// Too many or too few values, or a grid where one value per channel is needed, or the other way round.
    Inputs {
        /// Its name.
        name: String,
        /// How many values it reads.
        found: usize,
    },
    /// Channels that do not fit.
    Channels {
        /// Its name.
        name: String,
        /// What is expected.
        expected: usize,
        /// What it reads or produces.
        found: usize,
    },
    /// Grids of different sizes come together: a picture's side does not halve evenly.
    Grids {
        /// Its name.
        name: String,
        /// Rows and columns of the first grid.
        expected: (usize, usize),
        /// Those of another.
        found: (usize, usize),
    },
    /// A runtime has no kernel for a node in its position.
    Unsupported {
        /// Its name.
        name: String,
    },
}

impl GraphError {
    /// What is wrong, as it stands inside a sentence.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Twice { name } => text::network::twice(name),
            Self::Order { name } => text::network::order(name),
            Self::Inputs { name, found } => text::network::inputs(name, *found),
            Self::Channels { name, expected, found } => text::network::channels(name, *expected, *found),
            Self::Grids { name, expected: (rows, columns), found: (other_rows, other_columns) } => {
                text::network::grids(name, *rows, *columns, *other_rows, *other_columns)
            }
            Self::Unsupported { name } => text::network::unsupported(name),
        }
    }
}

impl fmt::Display for GraphError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::english(&self.message()))
    }
}

impl std::error::Error for GraphError {}
