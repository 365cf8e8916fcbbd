//! The network as an ONNX file, operator set 13: convolutions in NCHW with batch normalisation folded.
//!
//! Message and field numbers: `onnx.proto` of ONNX 1.8, the first with operator set 13.

use super::onnx_outline;
use super::plan::{ExportPlan, Layer};
use super::protobuf::Message;
use anyhow::Result;
use model::Weights;
use network::error::array;

/// How the weights are stored; biases are always f32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeightStorage {
    /// As f32.
    F32,
    /// As int8 with one scale per output channel and a `DequantizeLinear` before each layer: the shipped
    /// integers, computed with in f32.
    Int8,
}

/// ONNX's numbers of element types and attribute types.
const FLOAT: i64 = 1;
const INT8: i64 = 3;
const INT64: i64 = 7;
const ATTRIBUTE_INTEGER: i64 = 2;
const ATTRIBUTE_TEXT: i64 = 3;
const ATTRIBUTE_INTEGERS: i64 = 7;

/// The model: `input` `[1, 3, side, side]` to `logits` `[1, labels]`, and of a network that outlines to `outline`, logits
/// of cells, `[1, 1, side / 4, side / 4]`.
///
/// # Errors
/// When an array is missing or has another shape.
pub fn model(plan: &ExportPlan, weights: &Weights, stored: WeightStorage) -> Result<Vec<u8>> {
    let mut graph = Graph { stored, ..Graph::default() };
    for limit in ["0", "6"] {
        graph.tensor(limit, &[], FLOAT, &limit.parse::<f32>()?.to_le_bytes());
    }
    let mut results = Vec::new();
    let (mut current, mut kept) = ("input".to_owned(), String::new());
    for layer in &plan.layers {
        if layer.kept {
            kept.clone_from(&current);
        }
        current = graph.convolution(layer, weights, &current, &kept)?;
        results.push(current.clone());
    }
    if let Some(outline) = &plan.outline {
        onnx_outline::map(&mut graph, outline, weights, &results)?;
        onnx_outline::pooled(&mut graph, outline, &current, plan.layers.last().map_or(0, |head| head.side))?;
    } else {
        graph.node("GlobalAveragePool", &[&current], "pooled", &[]);
        graph.node("Flatten", &["pooled"], "flat", &[integer("axis", 1)]);
    }
    let weight = array(weights, "classifier.weight", &[plan.channels, plan.labels])?;
    let shape = [plan.channels, plan.labels].map(|extent| extent as i64);
    graph.weight("classifier.weight", &shape, 1, &weight.data, plan.labels);
    graph.floats("classifier.bias", &[shape[1]], &array(weights, "classifier.bias", &[plan.labels])?.data);
    let product = if plan.outline.is_some() { "classes" } else { "logits" };
    graph.node("Gemm", &["flat", "classifier.weight", "classifier.bias"], product, &[]);
    let side = plan.side as i64;
    let input = ("input", &[1, 3, side, side][..]);
    let Some(outline) = &plan.outline else {
        return Ok(graph.finish(input, &[("logits", &[1, shape[1]])]));
    };
    onnx_outline::logits(&mut graph, plan, outline, weights)?;
    let cells = outline.side as i64;
    Ok(graph.finish(input, &[("logits", &[1, shape[1]]), ("outline", &[1, 1, cells, cells])]))
}

/// A model that gives back what it gets, four numbers.
#[must_use]
pub fn empty() -> Vec<u8> {
    let mut graph = Graph::default();
    graph.node("Identity", &["input"], "output", &[]);
    graph.finish(("input", &[1, 4]), &[("output", &[1, 4])])
}

/// A graph that is being written.
#[derive(Debug)]
pub(super) struct Graph {
    stored: WeightStorage,
    nodes: Vec<Message>,
    tensors: Vec<Message>,
}

impl Default for Graph {
    fn default() -> Self {
        Self { stored: WeightStorage::F32, nodes: Vec::new(), tensors: Vec::new() }
    }
}

impl Graph {
    /// Adds a layer, its activation, and what it adds; gives the name of the result.
    pub(super) fn convolution(&mut self, layer: &Layer, weights: &Weights, input: &str, kept: &str) -> Result<String> {
        let name = layer.name.as_str();
        let [weight_name, bias_name] = ["weight", "bias"].map(|part| format!("{name}.{part}"));
        let weight = array(weights, &weight_name, &layer.shape())?;
        let groups = if layer.depthwise { layer.outputs } else { 1 };
        let (kernel, stride) = (layer.kernel as i64, layer.stride as i64);
        let inputs = if layer.depthwise { 1 } else { layer.inputs };
        let values = outputs_first(&weight.data, layer.kernel * layer.kernel, inputs, layer.outputs);
        self.weight(
            &weight_name,
            &[layer.outputs as i64, inputs as i64, kernel, kernel],
            0,
            &values,
            weight.data.len() / layer.outputs,
        );
        self.floats(&bias_name, &[layer.outputs as i64], &array(weights, &bias_name, &[layer.outputs])?.data);
        let attributes = [
            integers("kernel_shape", &[kernel, kernel]),
            integers("strides", &[stride, stride]),
            integers("pads", &layer.padding()),
            integer("group", groups as i64),
        ];
        self.node("Conv", &[input, &weight_name, &bias_name], name, &attributes);
        let mut result = name.to_owned();
        if layer.relu6 {
            result = format!("{name}.relu6");
            self.node("Clip", &[name, "0", "6"], &result, &[]);
        }
        if layer.adds {
            let sum = format!("{name}.sum");
            self.node("Add", &[&result, kept], &sum, &[]);
            result = sum;
        }
        Ok(result)
    }

    /// Adds a weight of which `axis` counts the output channels; `run` values in a row share a channel where that
    /// is the first axis, else the channels go round every `run` values.
    fn weight(&mut self, name: &str, shape: &[i64], axis: i64, values: &[f32], run: usize) {
        if self.stored == WeightStorage::F32 {
            self.floats(name, shape, values);
            return;
        }
        let channel = |index: usize| if axis == 0 { index / run } else { index % run };
        let mut largest = vec![0.0f32; if axis == 0 { values.len() / run } else { run }];
        for (index, value) in values.iter().enumerate() {
            largest.iter_mut().skip(channel(index)).take(1).for_each(|most| *most = most.max(value.abs()));
        }
        // As `model::write_quantised` has it, so that the integers are the shipped ones.
        let scales: Vec<f32> = largest.iter().map(|most| if *most > 0.0 { most / 127.0 } else { 1.0 }).collect();
        let scale = |index: usize| scales.get(channel(index)).copied().unwrap_or(1.0);
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

    /// Integers of 64 bits, as shapes and axes are.
    pub(super) fn longs(&mut self, name: &str, values: &[i64]) {
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.tensor(name, &[values.len() as i64], INT64, &bytes);
    }

    /// `TensorProto`: dims 1, data_type 2, name 8, raw_data 9.
    fn tensor(&mut self, name: &str, shape: &[i64], kind: i64, bytes: &[u8]) {
        let tensor = Message::default().integers(1, shape).integer(2, kind).text(8, name).bytes(9, bytes);
        self.tensors.push(tensor);
    }

    /// `NodeProto`: input 1, output 2, name 3, op_type 4, attribute 5.
    pub(super) fn node(&mut self, operator: &str, inputs: &[&str], output: &str, attributes: &[Message]) {
        let node = inputs.iter().fold(Message::default(), |node, input| node.text(1, input));
        let node = node.text(2, output).text(3, output).text(4, operator);
        self.nodes.push(attributes.iter().fold(node, |node, attribute| node.message(5, attribute)));
    }

    /// `GraphProto`: node 1, name 2, initializer 5, input 11, output 12. `ModelProto`: ir_version 1,
    /// producer_name 2, graph 7, opset_import 8.
    fn finish(self, (input, input_shape): (&str, &[i64]), outputs: &[(&str, &[i64])]) -> Vec<u8> {
        let graph = self.nodes.iter().fold(Message::default(), |graph, node| graph.message(1, node));
        let graph = self.tensors.iter().fold(graph.text(2, "onsight"), |graph, tensor| graph.message(5, tensor));
        let graph = graph.message(11, &value(input, input_shape));
        let graph = outputs.iter().fold(graph, |graph, (output, shape)| graph.message(12, &value(output, shape)));
        let operators = Message::default().text(1, "").integer(2, 13);
        Message::default().integer(1, 7).text(2, "onsight lab").message(7, &graph).message(8, &operators).into_bytes()
    }
}

/// `[taps, inputs, outputs]` to `[outputs, inputs, taps]`.
fn outputs_first(values: &[f32], taps: usize, inputs: usize, outputs: usize) -> Vec<f32> {
    let at = |tap: usize, input: usize, output: usize| (tap * inputs + input) * outputs + output;
    (0..outputs)
        .flat_map(|output| (0..inputs).flat_map(move |input| (0..taps).map(move |tap| at(tap, input, output))))
        .map(|index| values.get(index).copied().unwrap_or_default())
        .collect()
}

/// `ValueInfoProto` of an f32 tensor: name 1, type 2 { tensor_type 1 { elem_type 1, shape 2 { dim 1 { dim_value 1 } } } }.
fn value(name: &str, shape: &[i64]) -> Message {
    let extent = |shape: Message, extent: &i64| shape.message(1, &Message::default().integer(1, *extent));
    let shape = shape.iter().fold(Message::default(), extent);
    let tensor = Message::default().integer(1, FLOAT).message(2, &shape);
    Message::default().text(1, name).message(2, &Message::default().message(1, &tensor))
}

/// `AttributeProto`: name 1, i 3, s 4, ints 8, type 20.
pub(super) fn integer(name: &str, value: i64) -> Message {
    Message::default().text(1, name).integer(3, value).integer(20, ATTRIBUTE_INTEGER)
}

pub(super) fn integers(name: &str, values: &[i64]) -> Message {
    Message::default().text(1, name).integers(8, values).integer(20, ATTRIBUTE_INTEGERS)
}

pub(super) fn text(name: &str, value: &str) -> Message {
    Message::default().text(1, name).text(4, value).integer(20, ATTRIBUTE_TEXT)
}

#[cfg(test)]
mod tests {
    use super::outputs_first;

    #[test]
    fn output_channels_come_first() {
        // Two taps, two inputs, three outputs; the value says where it stood: tap, input, output.
        let values: Vec<f32> =
            [0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112].iter().map(|value| *value as f32).collect();
        let expected = [0, 100, 10, 110, 1, 101, 11, 111, 2, 102, 12, 112].map(|value| value as f32);
        assert_eq!(outputs_first(&values, 2, 2, 3), expected);
    }
}
