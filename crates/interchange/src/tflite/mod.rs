//! The network as a TFLite file, schema version 3: read by LiteRT.js, tfjs-tflite and MediaPipe.
//!
//! Fields, operators and their options by number: `tensorflow/lite/schema/schema.fbs`. Grids have our layout, `[1,
//! rows, columns, channels]`; in dense weights the output channel comes first. The 8-bit form is fully quantised, as by
//! TensorFlow's converter: the shipped weights with a scale for each channel, 32-bit biases, 8-bit activations within
//! the ranges of the manifest. Input and outputs are floats, and what follows the features (a two thousandth of the
//! products) is computed in floats, as in our own integers.
//!
//! Invariant: every file holds the shipped network: [`ranges`] lists what is rounded.

mod builder;
mod outline;
pub mod ranges;
#[cfg(test)]
mod tests;

use super::flatbuffer::FlatTable;
use super::plan::ExportPlan;
use anyhow::{Context, Result, bail, ensure};
use builder::{ElementKind, OperatorKind, Rounding, TfliteBuilder};
use model::{Quantised, Stored, StoredWeights, Weights};
use network::error::array;
use network::graph::{LayerNode, Operation, Upsampling};
use network::kernels::Activation;
use ranges::ByteScale;

/// What a file computes with.
#[derive(Clone, Copy, Debug)]
pub enum TfliteNumbers<'a> {
    /// Floats.
    F32,
    /// 8-bit integers up to the outputs.
    Int8 {
        /// The shipped weights unchanged.
        stored: &'a StoredWeights,
        /// By node, from [`ranges::byte_scales`].
        scales: &'a [Option<ByteScale>],
    },
}

/// Of `Padding` in the schema.
const SAME: u8 = 0;
/// Of `ActivationFunctionType`.
const NO_ACTIVATION: u8 = 0;
const RELU6: u8 = 3;
/// Axes of a grid.
const ROWS_AND_COLUMNS: [i32; 2] = [1, 2];
const CHANNELS: i32 = 3;

/// The model: `input` `[1, side, side, 3]` to `logits` `[1, labels]`, and for a network with a decoder to
/// `outline.map`, logits of cells, `[1, rows, columns, 1]`.
///
/// # Errors
/// When an array is missing, has another shape or is not quantised, a node has no range, or the network's last grid is
/// not from a convolution.
pub fn model(plan: &ExportPlan, weights: &Weights, numbers: TfliteNumbers<'_>) -> Result<Vec<u8>> {
    let mut writer = TfliteWriter { graph: TfliteBuilder::default(), plan, weights, numbers, values: Vec::new() };
    let mut classes = None;
    for (index, node) in plan.graph.nodes().iter().enumerate() {
        let value = match (node.operation, node.inputs.as_slice()) {
            (Operation::Input { .. }, _) => writer.picture(index),
            (Operation::Convolution(_), [_]) => writer.convolution(index)?,
            (Operation::Add, [_, _]) => {
                let read = writer.read(node);
                let options = FlatTable::default().byte(0, NO_ACTIVATION);
                writer.grid(index, OperatorKind::ADD, &read, options)?
            }
            (Operation::Upsample(how), [_]) => writer.upsample(index, how)?,
            (Operation::Concatenate, [_, _, ..]) => writer.concatenate(index)?,
            (Operation::Pool, read) => {
                let features = writer.floating(index, 0)?;
                match read {
                    [_] => writer.graph.mean(features, &ROWS_AND_COLUMNS, "pooled", &[1, node.channels]),
                    [_, map] => {
                        let (map, side) = (writer.tensor(*map), plan.sizes[*map].0);
                        let (rows, columns) = plan.input_size(index);
                        outline::pooled(&mut writer.graph, [features, map], side, [rows, columns, node.channels])?
                    }
                    _ => bail!("layer `{}` reads {} values", node.name, read.len()),
                }
            }
            (Operation::Linear { .. }, [from]) => {
                let from = writer.tensor(*from);
                let found = writer.linear(node, from)?;
                classes = Some(found);
                found
            }
            (Operation::Evidence, [map, found]) => {
                let tensors = [writer.tensor(*map), writer.tensor(*found)];
                let logits = outline::logits(&mut writer.graph, tensors, plan.sizes[*map], plan.labels, weights)?;
                classes = Some(logits);
                logits
            }
            (_, read) => bail!("layer `{}` reads {} values", node.name, read.len()),
        };
        writer.values.push(value);
    }
    let map = plan.graph.outputs().map;
    ensure!(
        map.is_none_or(|map| matches!(plan.graph.nodes()[map].operation, Operation::Convolution(_))),
        "a grid leaves the network that no convolution gives"
    );
    let picture = writer.graph.input().context("the network reads no picture")?;
    let outputs: Vec<i32> = classes.into_iter().chain(map.map(|map| writer.tensor(map))).collect();
    Ok(writer.graph.finish(&[picture], &outputs))
}

/// A logistic function of four numbers: it initialises a runtime without any weights.
#[must_use]
pub fn empty() -> Vec<u8> {
    let mut graph = TfliteBuilder::default();
    let input = graph.picture("input", &[1, 4]);
    let output = graph.node(OperatorKind::LOGISTIC, &[input], "output", &[1, 4]);
    graph.finish(&[input], &[output])
}

/// A file under construction, node by node.
struct TfliteWriter<'a> {
    graph: TfliteBuilder,
    plan: &'a ExportPlan,
    weights: &'a Weights,
    numbers: TfliteNumbers<'a>,
    /// The tensor of each node.
    values: Vec<i32>,
}

impl TfliteWriter<'_> {
    /// Quantisation of a node's value; `None` where it is float.
    fn scale(&self, node: usize) -> Option<ByteScale> {
        match self.numbers {
            TfliteNumbers::F32 => None,
            TfliteNumbers::Int8 { scales, .. } => scales.get(node).copied().flatten(),
        }
    }

    fn tensor(&self, node: usize) -> i32 {
        self.values[node]
    }

    fn read(&self, node: &LayerNode) -> Vec<i32> {
        node.inputs.iter().map(|input| self.tensor(*input)).collect()
    }

    /// `[1, rows, columns, channels]` of a node's value.
    fn shape(&self, node: usize) -> [usize; 4] {
        let (rows, columns) = self.plan.sizes[node];
        [1, rows, columns, self.plan.graph.nodes()[node].channels]
    }

    /// The input in floats, quantised where the network is.
    fn picture(&mut self, index: usize) -> i32 {
        let shape = self.shape(index);
        let picture = self.graph.picture("input", &shape);
        let Some(scale) = self.scale(index) else { return picture };
        let rounded = self.graph.value("input.int8", &shape, Some(scale));
        self.graph.operator(OperatorKind::QUANTIZE, &[picture], rounded, FlatTable::default())
    }

    /// A node's input at that index, in floats.
    fn floating(&mut self, index: usize, place: usize) -> Result<i32> {
        let node = self.plan.graph.nodes()[index].inputs.get(place).copied();
        let node = node.context("a layer reads too few values")?;
        let tensor = self.tensor(node);
        if self.scale(node).is_none() {
            return Ok(tensor);
        }
        let name = format!("{}.f32", self.plan.graph.nodes()[node].name);
        let floats = self.graph.value(&name, &self.shape(node), None);
        Ok(self.graph.operator(OperatorKind::DEQUANTIZE, &[tensor], floats, FlatTable::default()))
    }

    /// Adds an operator whose result is a node's grid.
    fn grid(&mut self, index: usize, kind: OperatorKind, inputs: &[i32], options: FlatTable) -> Result<i32> {
        let node = &self.plan.graph.nodes()[index];
        let scale = self.scale(index);
        // In a quantised network, only the outputs are floats.
        let is_rounded = matches!(self.numbers, TfliteNumbers::Int8 { .. });
        let leaves = self.plan.graph.outputs().contains(index);
        ensure!(scale.is_some() || !is_rounded || leaves, "layer `{}` has no range", node.name);
        let output = self.graph.value(&node.name, &self.shape(index), scale);
        Ok(self.graph.operator(kind, inputs, output, options))
    }

    fn convolution(&mut self, index: usize) -> Result<i32> {
        let node = &self.plan.graph.nodes()[index];
        let (shape, [rows, outputs], name) = (node.convolution(), node.weight, node.name.as_str());
        let (kernel, is_depthwise) = (shape.kernel, shape.is_depthwise());
        let inputs = rows / (kernel * kernel);
        let extents = if is_depthwise { [1, kernel, kernel, outputs] } else { [outputs, kernel, kernel, inputs] };
        let [weight_name, bias_name] = ["weight", "bias"].map(|part| format!("{name}.{part}"));
        let bias = &array(self.weights, &bias_name, &[outputs])?.data;
        let read = node.inputs.first().copied().context("a convolution reads nothing")?;
        let rounded = match self.numbers {
            TfliteNumbers::Int8 { stored, .. } => self.scale(index).and(self.scale(read)).map(|read| (stored, read)),
            TfliteNumbers::F32 => None,
        };
        let tensors = if let Some((stored, read_scale)) = rounded {
            let weight = quantised(stored, &weight_name, node)?;
            let integers = if is_depthwise { weight.integers.clone() } else { turned(&weight.integers, outputs) };
            let bytes = integers.into_iter().map(i8::cast_unsigned).collect();
            let axis = if is_depthwise { CHANNELS } else { 0 };
            let by_channel = Rounding { scales: weight.scale.clone(), axis };
            // One unit of a sum is an input step times a weight step.
            let scales: Vec<f32> = weight.scale.iter().map(|scale| scale * read_scale.scale).collect();
            let sums = bias.iter().zip(&scales).map(|(bias, scale)| as_sum(*bias, *scale));
            let sums: Vec<u8> = sums.flat_map(i32::to_le_bytes).collect();
            let by_sum = Rounding { scales, axis: 0 };
            let weight = self.graph.constant(&weight_name, &extents, ElementKind::Int8, bytes, Some(by_channel));
            let bias = self.graph.constant(&bias_name, &[outputs], ElementKind::Int32, sums, Some(by_sum));
            [self.tensor(read), weight, bias]
        } else {
            let weight = &array(self.weights, &weight_name, &node.weight)?.data;
            let values = if is_depthwise { weight.clone() } else { turned(weight, outputs) };
            let weight = self.graph.floats(&weight_name, &extents, &values);
            let bias = self.graph.floats(&bias_name, &[outputs], bias);
            [self.floating(index, 0)?, weight, bias]
        };
        let activation = match shape.activation {
            Activation::None => NO_ACTIVATION,
            Activation::Relu6 => RELU6,
        };
        let stride = shape.stride as i32;
        let options = FlatTable::default().byte(0, SAME).integer(1, stride).integer(2, stride);
        // Depthwise options have one more field: the depth multiplier. Dilation comes last.
        let (kind, options) = if is_depthwise {
            let options = options.integer(3, 1).byte(4, activation).integer(5, 1).integer(6, 1);
            (OperatorKind::DEPTHWISE_CONVOLUTION, options)
        } else {
            (OperatorKind::CONVOLUTION, options.byte(3, activation).integer(4, 1).integer(5, 1))
        };
        self.grid(index, kind, &tensors, options)
    }

    fn upsample(&mut self, index: usize, how: Upsampling) -> Result<i32> {
        let node = &self.plan.graph.nodes()[index];
        let (rows, columns) = self.plan.sizes[index];
        let size = self.graph.integers(&format!("{}.size", node.name), &[rows as i32, columns as i32]);
        let (kind, options) = match how {
            Upsampling::Nearest => (OperatorKind::NEAREST, FlatTable::default()),
            // Fields 2 and 3: align_corners and half_pixel_centers.
            Upsampling::Bilinear => (OperatorKind::BILINEAR, FlatTable::default().byte(2, 0).byte(3, 1)),
        };
        let inputs: Vec<i32> = self.read(node).into_iter().chain([size]).collect();
        self.grid(index, kind, &inputs, options)
    }

    /// Concatenation; in 8 bits all parts need the same scale.
    fn concatenate(&mut self, index: usize) -> Result<i32> {
        let node = &self.plan.graph.nodes()[index];
        let own = self.scale(index);
        let mut parts = Vec::with_capacity(node.inputs.len());
        for (place, input) in node.inputs.iter().enumerate() {
            let tensor = self.tensor(*input);
            parts.push(if self.scale(*input) == own {
                tensor
            } else {
                let part = self.graph.value(&format!("{}.part.{place}", node.name), &self.shape(*input), own);
                self.graph.operator(OperatorKind::QUANTIZE, &[tensor], part, FlatTable::default())
            });
        }
        let options = FlatTable::default().integer(0, CHANNELS).byte(1, NO_ACTIVATION);
        self.grid(index, OperatorKind::CONCATENATE, &parts, options)
    }

    /// A matrix product in floats.
    fn linear(&mut self, node: &LayerNode, from: i32) -> Result<i32> {
        let [inputs, outputs] = node.weight;
        let [weight_name, bias_name] = ["weight", "bias"].map(|part| format!("{}.{part}", node.name));
        let values = turned(&array(self.weights, &weight_name, &node.weight)?.data, outputs);
        let weight = self.graph.floats(&weight_name, &[outputs, inputs], &values);
        let bias = self.graph.floats(&bias_name, &[outputs], &array(self.weights, &bias_name, &[outputs])?.data);
        let output = self.graph.value(&node.name, &[1, outputs], None);
        let options = FlatTable::default().byte(0, NO_ACTIVATION);
        Ok(self.graph.operator(OperatorKind::FULLY_CONNECTED, &[from, weight, bias], output, options))
    }
}

/// A layer's weight as stored in the file.
fn quantised<'a>(stored: &'a StoredWeights, name: &str, node: &LayerNode) -> Result<&'a Quantised> {
    let Some(Stored::Quantised(weight)) = stored.get(name) else {
        bail!("`{name}` is missing, or is not rounded");
    };
    let [rows, outputs] = node.weight;
    ensure!(
        weight.integers.len() == rows * outputs && weight.scale.len() == outputs,
        "`{name}`: expected {rows} × {outputs} integers, found {}",
        weight.integers.len()
    );
    Ok(weight)
}

/// `[rows, outputs]` to `[outputs, rows]`.
fn turned<T: Copy>(values: &[T], outputs: usize) -> Vec<T> {
    (0..outputs).flat_map(|output| values.iter().skip(output).step_by(outputs.max(1)).copied()).collect()
}

/// A bias in units of the accumulator.
fn as_sum(bias: f32, scale: f32) -> i32 {
    (f64::from(bias) / f64::from(scale)).round().clamp(f64::from(i32::MIN), f64::from(i32::MAX)) as i32
}
