//! The network as an ONNX file, operator set 13: convolutions in NCHW with batch normalisation folded.
//!
//! Message and field numbers: `onnx.proto` of ONNX 1.8, the first with operator set 13.

use super::onnx_outline;
use super::plan::ExportPlan;
use super::protobuf::ProtobufMessage;
use anyhow::{Result, bail};
use model::Weights;
use network::error::array;
use network::graph::{ConvolutionShape, LayerNode, Operation, Upsampling};
use network::kernels::Activation;

/// How the weights are stored; biases are always f32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeightStorage {
    /// As f32.
    F32,
    /// As int8 with one scale per output channel and a `DequantizeLinear` before each layer: the shipped
    /// integers, computed with in f32.
    Int8,
}

/// ONNX's codes of element types and attribute types.
const FLOAT: i64 = 1;
const INT8: i64 = 3;
const INT64: i64 = 7;
const ATTRIBUTE_INTEGER: i64 = 2;
const ATTRIBUTE_TEXT: i64 = 3;
const ATTRIBUTE_INTEGERS: i64 = 7;

/// The model: `input` `[1, 3, side, side]` to `logits` `[1, labels]`, and for a network with a decoder to `outline`,
/// logits of cells, `[1, 1, side / 4, side / 4]`.
///
/// # Errors
/// When an array is missing or has another shape.
pub fn model(plan: &ExportPlan, weights: &Weights, stored: WeightStorage) -> Result<Vec<u8>> {
    let mut graph = Graph { stored, ..Graph::default() };
    for limit in ["0", "6"] {
        graph.tensor(limit, &[], FLOAT, &limit.parse::<f32>()?.to_le_bytes());
    }
    let nodes = plan.graph.nodes();
    if nodes.iter().any(|node| matches!(node.operation, Operation::Upsample(_))) {
        graph.floats("doubling", &[4], &[1.0, 1.0, 2.0, 2.0]);
    }
    let map = plan.graph.outputs().map;
    // The name of each node's value.
    let mut values: Vec<String> = Vec::with_capacity(nodes.len());
    for (index, node) in nodes.iter().enumerate() {
        let read: Vec<&str> = node.inputs.iter().map(|input| values[*input].as_str()).collect();
        let is_last = index + 1 == nodes.len();
        let value = match (node.operation, read.as_slice()) {
            (Operation::Input { .. }, _) => node.name.clone(),
            (Operation::Convolution(shape), [from]) => {
                let padding = node.window(plan.input_size(index)).padding();
                graph.convolution(node, shape, padding, weights, from)?
            }
            (Operation::Upsample(how), [from]) => graph.upsample(&node.name, how, from),
            (Operation::Add, read) => graph.node("Add", read, &node.name, &[]),
            (Operation::Concatenate, read) => graph.node("Concat", read, &node.name, &[integer("axis", 1)]),
            (Operation::Pool, [features]) => {
                graph.node("GlobalAveragePool", &[features], "pooled", &[]);
                graph.node("Flatten", &["pooled"], "flat", &[integer("axis", 1)])
            }
            (Operation::Pool, [features, _]) => {
                let side = map.map_or(0, |map| plan.sizes[map].0);
                onnx_outline::pooled(&mut graph, side, features, plan.input_size(index).0)?
            }
            (Operation::Linear { .. }, [from]) => {
                graph.linear(node, weights, from, if is_last { "logits" } else { "classes" })?
            }
            (Operation::Evidence, _) => onnx_outline::logits(&mut graph, plan, plan.input_size(index).0, weights)?,
            _ => bail!("layer `{}` reads {} values", node.name, read.len()),
        };
        // The name under which runtimes request it.
        let value = if map == Some(index) { graph.node("Identity", &[&value], "outline", &[]) } else { value };
        values.push(value);
    }
    let (side, labels) = (plan.side as i64, plan.labels as i64);
    let input = ("input", &[1, 3, side, side][..]);
    let Some(map) = map else {
        return Ok(graph.finish(input, &[("logits", &[1, labels])]));
    };
    let (rows, columns) = plan.sizes[map];
    let outline = [1, nodes[map].channels as i64, rows as i64, columns as i64];
    Ok(graph.finish(input, &[("logits", &[1, labels]), ("outline", &outline)]))
}

/// The identity of four numbers.
#[must_use]
pub fn empty() -> Vec<u8> {
    let mut graph = Graph::default();
    graph.node("Identity", &["input"], "output", &[]);
    graph.finish(("input", &[1, 4]), &[("output", &[1, 4])])
}

/// A graph under construction.
#[derive(Debug)]
pub(super) struct Graph {
    stored: WeightStorage,
    nodes: Vec<ProtobufMessage>,
    tensors: Vec<ProtobufMessage>,
}

impl Default for Graph {
    fn default() -> Self {
        Self { stored: WeightStorage::F32, nodes: Vec::new(), tensors: Vec::new() }
    }
}

impl Graph {
    /// Adds a convolution and its activation; returns the name of the result.
    fn convolution(
        &mut self,
        node: &LayerNode,
        shape: ConvolutionShape,
        (top, bottom, left, right): (usize, usize, usize, usize),
        weights: &Weights,
        input: &str,
    ) -> Result<String> {
        let name = node.name.as_str();
        let [weight_name, bias_name] = ["weight", "bias"].map(|part| format!("{name}.{part}"));
        let weight = array(weights, &weight_name, &node.weight)?;
        let ConvolutionShape { outputs, groups, .. } = shape;
        let ([rows, _], taps) = (node.weight, shape.kernel * shape.kernel);
        let (kernel, stride) = (shape.kernel as i64, shape.stride as i64);
        let values = outputs_first(&weight.data, taps, rows / taps, outputs);
        self.weight(&weight_name, &[outputs as i64, (rows / taps) as i64, kernel, kernel], 0, &values, rows);
        self.floats(&bias_name, &[outputs as i64], &array(weights, &bias_name, &[outputs])?.data);
        let attributes = [
            integers("kernel_shape", &[kernel, kernel]),
            integers("strides", &[stride, stride]),
            integers("pads", &[top, left, bottom, right].map(|pixels| pixels as i64)),
            integer("group", groups as i64),
        ];
        let result = self.node("Conv", &[input, &weight_name, &bias_name], name, &attributes);
        Ok(match shape.activation {
            Activation::None => result,
            Activation::Relu6 => self.node("Clip", &[name, "0", "6"], &format!("{name}.relu6"), &[]),
        })
    }

    /// Adds an upsampling by two.
    fn upsample(&mut self, name: &str, how: Upsampling, input: &str) -> String {
        let attributes = match how {
            Upsampling::Nearest => vec![
                text("mode", "nearest"),
                text("coordinate_transformation_mode", "asymmetric"),
                text("nearest_mode", "floor"),
            ],
            Upsampling::Bilinear => {
                vec![text("mode", "linear"), text("coordinate_transformation_mode", "half_pixel")]
            }
        };
        self.node("Resize", &[input, "", "doubling"], name, &attributes)
    }

    /// Adds a matrix product whose result is called `result`.
    fn linear(&mut self, node: &LayerNode, weights: &Weights, input: &str, result: &str) -> Result<String> {
        let name = node.name.as_str();
        let [weight_name, bias_name] = ["weight", "bias"].map(|part| format!("{name}.{part}"));
        let [_, outputs] = node.weight;
        let shape = node.weight.map(|extent| extent as i64);
        self.weight(&weight_name, &shape, 1, &array(weights, &weight_name, &node.weight)?.data, outputs);
        self.floats(&bias_name, &shape[1..], &array(weights, &bias_name, &[outputs])?.data);
        Ok(self.node("Gemm", &[input, &weight_name, &bias_name], result, &[]))
    }

    /// Adds a weight whose output channels are along `axis`; `run` consecutive values share a channel where that is the
    /// first axis, else the channels repeat every `run` values.
    fn weight(&mut self, name: &str, shape: &[i64], axis: i64, values: &[f32], run: usize) {
        if self.stored == WeightStorage::F32 {
            self.floats(name, shape, values);
            return;
        }
        let channel = |index: usize| if axis == 0 { index / run } else { index % run };
        let mut largest = vec![0.0f32; if axis == 0 { values.len() / run } else { run }];
        for (index, value) in values.iter().enumerate() {
            let most = &mut largest[channel(index)];
            *most = most.max(value.abs());
        }
        // As in `model::write_quantised`, so that the integers are the shipped ones.
        let scales: Vec<f32> = largest.iter().map(|most| if *most > 0.0 { most / 127.0 } else { 1.0 }).collect();
        let scale = |index: usize| scales[channel(index)];
        let quantised = |(index, value): (usize, &f32)| (value / scale(index)).round().clamp(-127.0, 127.0) as i8;
        let bytes: Vec<u8> = values.iter().enumerate().map(quantised).map(i8::cast_unsigned).collect();
        let [integers_name, scale_name] = ["int8", "scale"].map(|part| format!("{name}.{part}"));
        self.tensor(&integers_name, shape, INT8, &bytes);
        self.floats(&scale_name, &[scales.len() as i64], &scales);
        self.node("DequantizeLinear", &[&integers_name, &scale_name], name, &[integer("axis", axis)]);
    }

    pub(super) fn floats(&mut self, name: &str, shape: &[i64], values: &[f32]) {
        self.tensor(name, shape, FLOAT, &super::little_endian(values));
    }

    /// 64-bit integers, for shapes and axes.
    pub(super) fn longs(&mut self, name: &str, values: &[i64]) {
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.tensor(name, &[values.len() as i64], INT64, &bytes);
    }

    /// `TensorProto`: dims 1, data_type 2, name 8, raw_data 9.
    fn tensor(&mut self, name: &str, shape: &[i64], kind: i64, bytes: &[u8]) {
        let tensor = ProtobufMessage::default().integers(1, shape).integer(2, kind).text(8, name).bytes(9, bytes);
        self.tensors.push(tensor);
    }

    /// `NodeProto`: input 1, output 2, name 3, op_type 4, attribute 5. Gives the name of the output.
    pub(super) fn node(
        &mut self,
        operator: &str,
        inputs: &[&str],
        output: &str,
        attributes: &[ProtobufMessage],
    ) -> String {
        let node = inputs.iter().fold(ProtobufMessage::default(), |node, input| node.text(1, input));
        let node = node.text(2, output).text(3, output).text(4, operator);
        self.nodes.push(attributes.iter().fold(node, |node, attribute| node.message(5, attribute)));
        output.to_owned()
    }

    /// `GraphProto`: node 1, name 2, initializer 5, input 11, output 12. `ModelProto`: ir_version 1,
    /// producer_name 2, graph 7, opset_import 8.
    fn finish(self, (input, input_shape): (&str, &[i64]), outputs: &[(&str, &[i64])]) -> Vec<u8> {
        let graph = self.nodes.iter().fold(ProtobufMessage::default(), |graph, node| graph.message(1, node));
        let graph = self.tensors.iter().fold(graph.text(2, "onsight"), |graph, tensor| graph.message(5, tensor));
        let graph = graph.message(11, &value(input, input_shape));
        let graph = outputs.iter().fold(graph, |graph, (output, shape)| graph.message(12, &value(output, shape)));
        let operators = ProtobufMessage::default().text(1, "").integer(2, 13);
        ProtobufMessage::default()
            .integer(1, 7)
            .text(2, "onsight lab")
            .message(7, &graph)
            .message(8, &operators)
            .into_bytes()
    }
}

/// `[taps, inputs, outputs]` to `[outputs, inputs, taps]`.
fn outputs_first(values: &[f32], taps: usize, inputs: usize, outputs: usize) -> Vec<f32> {
    let at = |tap: usize, input: usize, output: usize| (tap * inputs + input) * outputs + output;
    (0..outputs)
        .flat_map(|output| (0..inputs).flat_map(move |input| (0..taps).map(move |tap| at(tap, input, output))))
        .map(|index| values[index])
        .collect()
}

/// `ValueInfoProto` of an f32 tensor: name 1, type 2 { tensor_type 1 { elem_type 1, shape 2 { dim 1 { dim_value 1 } } } }.
fn value(name: &str, shape: &[i64]) -> ProtobufMessage {
    let extent =
        |shape: ProtobufMessage, extent: &i64| shape.message(1, &ProtobufMessage::default().integer(1, *extent));
    let shape = shape.iter().fold(ProtobufMessage::default(), extent);
    let tensor = ProtobufMessage::default().integer(1, FLOAT).message(2, &shape);
    ProtobufMessage::default().text(1, name).message(2, &ProtobufMessage::default().message(1, &tensor))
}

/// `AttributeProto`: name 1, i 3, s 4, ints 8, type 20.
pub(super) fn integer(name: &str, value: i64) -> ProtobufMessage {
    ProtobufMessage::default().text(1, name).integer(3, value).integer(20, ATTRIBUTE_INTEGER)
}

pub(super) fn integers(name: &str, values: &[i64]) -> ProtobufMessage {
    ProtobufMessage::default().text(1, name).integers(8, values).integer(20, ATTRIBUTE_INTEGERS)
}

pub(super) fn text(name: &str, value: &str) -> ProtobufMessage {
    ProtobufMessage::default().text(1, name).text(4, value).integer(20, ATTRIBUTE_TEXT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use network::Architecture;

    /// The padding of the stem at 224 × 224, in the order of ONNX.
    #[test]
    fn a_row_below_and_a_column_to_the_right_are_padded_as_tensorflow_does() {
        let shape = Architecture::named("efficientnet-lite0").unwrap();
        let plan = ExportPlan::from_architecture(&shape, 224, 4).unwrap();
        let padding = plan.graph.nodes()[1].window(plan.input_size(1)).padding();
        assert_eq!(padding, (0, 1, 0, 1), "top, bottom, left, right");
        let mut graph = Graph::default();
        let weights: Weights = [("stem.weight", [27, 32].to_vec()), ("stem.bias", vec![32])]
            .map(|(name, shape)| {
                let data = vec![0.5; shape.iter().product()];
                (name.to_owned(), model::Array { shape, data })
            })
            .into_iter()
            .collect();
        let stem = &plan.graph.nodes()[1];
        assert_eq!(graph.convolution(stem, stem.convolution(), padding, &weights, "input").unwrap(), "stem.relu6");
        let pads = integers("pads", &[0, 0, 1, 1]).into_bytes();
        let written = graph.nodes[0].clone().into_bytes();
        assert!(written.windows(pads.len()).any(|part| part == pads));
    }

    #[test]
    fn output_channels_come_first() {
        // Two taps, two inputs, three outputs; each value encodes its position: tap, input, output.
        let values: Vec<f32> =
            [0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112].iter().map(|value| *value as f32).collect();
        let expected = [0, 100, 10, 110, 1, 101, 11, 111, 2, 102, 12, 112].map(|value| value as f32);
        assert_eq!(outputs_first(&values, 2, 2, 3), expected);
    }
}
