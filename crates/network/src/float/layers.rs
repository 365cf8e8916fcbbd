//! The layers of a network in floats, each from grid to grid.

use super::{FloatMemory, Grid, fit};
use crate::architecture::KernelWindow;
use crate::error::{NnError, array};
use crate::graph::fused::{FusedBlock, FusedKind, FusedStep};
use crate::graph::{LayerGraph, LayerNode, Upsampling};
use crate::kernels::{self, Activation, Packed};
use model::Weights;

/// The layers of a step.
#[derive(Debug)]
pub(super) enum FloatLayer {
    /// A dense convolution over a window.
    Window {
        node: LayerNode,
        dense: Packed,
    },
    /// A depthwise convolution on its own.
    Depthwise {
        node: LayerNode,
        depthwise: FloatDepthwise,
    },
    Block(InvertedResidual),
    Pointwise {
        dense: Packed,
        activation: Activation,
    },
    Add,
    Upsample(Upsampling),
    Concatenate,
}

impl FloatLayer {
    pub(super) fn load(graph: &LayerGraph, step: &FusedStep, weights: &Weights) -> Result<Self, NnError> {
        let node = |index: usize| &graph.nodes()[index];
        Ok(match step.kind {
            FusedKind::Window(layer) if node(layer).convolution().is_depthwise() => {
                let depthwise = FloatDepthwise::load(node(layer), weights)?;
                Self::Depthwise { node: node(layer).clone(), depthwise }
            }
            FusedKind::Window(layer) => {
                Self::Window { node: node(layer).clone(), dense: packed(weights, node(layer))? }
            }
            FusedKind::Pointwise(layer) => {
                let activation = node(layer).convolution().activation;
                Self::Pointwise { dense: packed(weights, node(layer))?, activation }
            }
            FusedKind::Block(block) => Self::Block(InvertedResidual::load(graph, block, weights)?),
            FusedKind::Add => Self::Add,
            FusedKind::Upsample(how) => Self::Upsample(how),
            FusedKind::Concatenate => Self::Concatenate,
        })
    }

    /// From the grids that the step reads to `output`.
    ///
    /// # Panics
    /// When grids that come together differ in size.
    pub(super) fn run(&self, inputs: &[&Grid], output: &mut Grid, memory: &mut FloatMemory) {
        let [input, rest @ ..] = inputs else { return };
        let (height, width) = (input.height, input.width);
        let added = rest.first().map_or(&[][..], |grid| grid.values.as_slice());
        match self {
            Self::Window { node, dense } => {
                let window = node.window((height, width));
                let patches = kernels::patches(window, &input.values, input.values.len() / (height * width));
                output.reshape(window.output(), dense.outputs());
                kernels::pointwise(&patches, dense, node.convolution().activation, &[], &mut output.values);
            }
            Self::Depthwise { node, depthwise } => {
                let window = node.window((height, width));
                output.reshape(window.output(), node.channels);
                let FloatDepthwise { weight, bias } = depthwise;
                let activation = node.convolution().activation;
                kernels::depthwise(window, &input.values, weight, bias, activation, &mut output.values);
            }
            Self::Block(block) => block.run(input, !rest.is_empty(), output, memory),
            Self::Pointwise { dense, activation } => {
                output.reshape((height, width), dense.outputs());
                kernels::pointwise(&input.values, dense, *activation, added, &mut output.values);
            }
            Self::Add => {
                assert_eq!(added.len(), input.values.len(), "grids that are added");
                output.reshape((height, width), input.channels());
                output.values.copy_from_slice(&input.values);
                kernels::add_in_place(&mut output.values, added);
            }
            Self::Upsample(how) => upsample(*how, input, output),
            Self::Concatenate => {
                let channels: usize = inputs.iter().map(|grid| grid.channels()).sum();
                output.reshape((height, width), channels);
                let mut start = 0;
                for grid in inputs {
                    assert_eq!((grid.height, grid.width), (height, width), "grids side by side");
                    let cells = output.values.chunks_exact_mut(channels).zip(grid.values.chunks_exact(grid.channels()));
                    cells.for_each(|(to, from)| to[start..start + from.len()].copy_from_slice(from));
                    start += grid.channels();
                }
            }
        }
    }
}

/// `[height, width, channels]` to twice the rows and columns.
fn upsample(how: Upsampling, input: &Grid, output: &mut Grid) {
    let (height, width, channels) = (input.height, input.width, input.channels());
    output.reshape((2 * height, 2 * width), channels);
    let cell = |row: usize, column: usize| &input.values[(row * width + column) * channels..][..channels];
    for (index, to) in output.values.chunks_exact_mut(channels.max(1)).enumerate() {
        let (row, column) = (index / (2 * width), index % (2 * width));
        let near = cell(row / 2, column / 2);
        match how {
            Upsampling::Nearest => to.copy_from_slice(near),
            Upsampling::Bilinear => {
                // The next nearest row and column; at the border there is none further out.
                let next = |at: usize, most: usize| match at % 2 {
                    0 => (at / 2).saturating_sub(1),
                    _ => (at / 2 + 1).min(most - 1),
                };
                let (far_row, far_column) = (next(row, height), next(column, width));
                let others = [cell(far_row, column / 2), cell(row / 2, far_column), cell(far_row, far_column)];
                for (channel, to) in to.iter_mut().enumerate() {
                    let [below, beside, across] = others.map(|cell| cell[channel]);
                    *to = (9.0 * near[channel] + 3.0 * below + 3.0 * beside + across) / 16.0;
                }
            }
        }
    }
}

/// Weight `[taps, channels]` and bias `[channels]`.
#[derive(Debug)]
pub(super) struct FloatDepthwise {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl FloatDepthwise {
    fn load(node: &LayerNode, weights: &Weights) -> Result<Self, NnError> {
        let name = &node.name;
        Ok(Self {
            weight: array(weights, &format!("{name}.weight"), &node.weight)?.data.clone(),
            bias: array(weights, &format!("{name}.bias"), &[node.channels])?.data.clone(),
        })
    }
}

/// An inverted residual block.
#[derive(Debug)]
pub(super) struct InvertedResidual {
    around: LayerNode,
    expand: Option<Packed>,
    depthwise: FloatDepthwise,
    project: Packed,
    activation: Activation,
}

/// Values that a block may hold between its expansion and its depthwise layer: with the weights
/// beside them they should fit a second-level cache of half a megabyte.
const WIDE_VALUES: usize = 64 * 1024;

impl InvertedResidual {
    fn load(graph: &LayerGraph, block: FusedBlock, weights: &Weights) -> Result<Self, NnError> {
        let node = |index: usize| &graph.nodes()[index];
        Ok(Self {
            around: node(block.depthwise).clone(),
            expand: block.expand.map(|expand| packed(weights, node(expand))).transpose()?,
            depthwise: FloatDepthwise::load(node(block.depthwise), weights)?,
            project: packed(weights, node(block.project))?,
            activation: node(block.project).convolution().activation,
        })
    }

    /// From `input` to `output`; `adds` says whether the input is added.
    fn run(&self, input: &Grid, adds: bool, output: &mut Grid, memory: &mut FloatMemory) {
        let FloatMemory { wide, deep } = memory;
        let middle = self.around.channels;
        let channels = self.expand.as_ref().map_or(middle, Packed::inputs);
        let window = self.around.window((input.height, input.width));
        let KernelWindow { kernel, stride, .. } = window;
        let (rows, columns) = window.output();
        output.reshape((rows, columns), self.project.outputs());

        let at_once = (WIDE_VALUES / (input.width * middle)).saturating_sub(kernel) / stride;
        let at_once = at_once.clamp(1, rows);
        let mut first = 0;
        // Input rows that `wide` holds.
        let mut held = 0..0usize;
        while first < rows {
            let last = (first + at_once).min(rows);
            let band = window.input_rows(first..last);
            let source: &[f32] = match &self.expand {
                Some(expand) => {
                    let line = input.width * middle;
                    // Rows that the band before has expanded already.
                    let kept = held.end.saturating_sub(band.start);
                    if kept > 0 {
                        wide.copy_within((held.len() - kept) * line..held.len() * line, 0);
                    }
                    fit(wide, band.len() * line);
                    let fresh = band.start + kept..band.end;
                    let from = &input.values[fresh.start * input.width * channels..fresh.end * input.width * channels];
                    kernels::pointwise(from, expand, Activation::Relu6, &[], &mut wide[kept * line..]);
                    held = band.clone();
                    wide
                }
                None => &input.values[band.start * input.width * middle..band.end * input.width * middle],
            };
            fit(deep, (last - first) * columns * middle);
            kernels::depthwise_rows(
                window,
                first..last,
                band.start,
                source,
                &self.depthwise.weight,
                &self.depthwise.bias,
                Activation::Relu6,
                deep,
            );
            let span = first * columns * self.project.outputs()..last * columns * self.project.outputs();
            let residual = if adds { &input.values[span.clone()] } else { &[][..] };
            kernels::pointwise(deep, &self.project, self.activation, residual, &mut output.values[span]);
            first = last;
        }
    }
}

/// The weights of a dense layer.
pub(super) fn packed(weights: &Weights, node: &LayerNode) -> Result<Packed, NnError> {
    let weight = array(weights, &format!("{}.weight", node.name), &node.weight)?;
    let bias = array(weights, &format!("{}.bias", node.name), &[node.channels])?;
    Ok(Packed::new(&weight.data, &bias.data))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_is_repeated_to_twice_the_rows_and_columns() {
        let grid = Grid { height: 1, width: 2, values: vec![1.0, 2.0, 3.0, 4.0] };
        let mut output = Grid::default();
        upsample(Upsampling::Nearest, &grid, &mut output);
        let row = [1.0, 2.0, 1.0, 2.0, 3.0, 4.0, 3.0, 4.0];
        assert_eq!(output, Grid { height: 2, width: 4, values: [row, row].concat() });
    }

    #[test]
    fn between_cells_values_are_weighed_by_nearness() {
        let grid = Grid { height: 2, width: 2, values: vec![0.0, 16.0, 32.0, 48.0] };
        let mut output = Grid::default();
        upsample(Upsampling::Bilinear, &grid, &mut output);
        assert_eq!(output.values[..4], [0.0, 4.0, 12.0, 16.0]);
        assert_eq!(output.values[4..8], [8.0, 12.0, 20.0, 24.0]);
    }
}
