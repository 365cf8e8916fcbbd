//! The network's graph and one block of weights, for a graph that is built in JavaScript.
//!
//! TensorFlow.js computes in NHWC with the output channel last, as we do: nothing is transposed.

use super::plan::ExportPlan;
use anyhow::Result;
use model::Weights;
use network::error::array;
use network::graph::{LayerNode, Operation, Upsampling};
use network::kernels::Activation;
use network::outline::FLOOR;
use serde::Serialize;

/// `layers.json`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Layers {
    /// Rows and columns of the input.
    pub side: usize,
    /// Nodes in running order; the last one gives the logits.
    pub nodes: Vec<PlacedNode>,
    /// The parameters that combine a map and the class scores to logits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<PlacedEvidence>,
}

/// One operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlacedNode {
    /// Name of the node.
    pub name: String,
    /// `input`, `convolution`, `add`, `nearest`, `bilinear`, `concatenate`, `pool`, `linear` or `evidence`.
    pub operation: &'static str,
    /// Nodes whose values it reads.
    pub inputs: Vec<usize>,
    /// What a convolution or linear layer computes with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<PlacedLayer>,
}

/// A layer with the offsets of its values in `weights.bin`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlacedLayer {
    /// Shape of its weights: `[kernel, kernel, inputs, outputs]`, of a depthwise layer `[kernel, kernel, outputs, 1]`,
    /// of a linear one `[inputs, outputs]`.
    pub shape: Vec<usize>,
    /// Stride.
    pub stride: usize,
    /// Whether each channel has a kernel of its own.
    pub depthwise: bool,
    /// Whether the output is clamped to 0…6 (ReLU6).
    pub relu6: bool,
    /// Where its weights begin, counted in values.
    pub weight: usize,
    /// Where its biases begin.
    pub bias: usize,
    /// Channels out.
    pub outputs: usize,
}

/// Parameters of a network with a decoder.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlacedEvidence {
    /// 1 for every label, 0 for that of an empty map.
    pub present: Vec<f32>,
    /// Factor and offset of the map's log-mean-exp.
    pub line: Vec<f32>,
    /// Added to each cell's probability.
    pub floor: f32,
}

/// The nodes and the values.
///
/// # Errors
/// When an array is missing or has another shape.
pub fn model(plan: &ExportPlan, weights: &Weights) -> Result<(Layers, Vec<f32>)> {
    let (mut values, mut evidence) = (Vec::new(), None);
    let mut nodes = Vec::with_capacity(plan.graph.nodes().len());
    for node in plan.graph.nodes() {
        let has_weights = matches!(node.operation, Operation::Convolution(_) | Operation::Linear { .. });
        let layer = if has_weights { Some(placed(node, weights, &mut values)?) } else { None };
        if node.operation == Operation::Evidence {
            evidence = Some(PlacedEvidence {
                present: array(weights, "outline.present", &[plan.labels])?.data.clone(),
                line: array(weights, "outline.evidence", &[2])?.data.clone(),
                floor: FLOOR,
            });
        }
        let operation = name_of(node.operation);
        nodes.push(PlacedNode { name: node.name.clone(), operation, inputs: node.inputs.clone(), layer });
    }
    Ok((Layers { side: plan.side, nodes, evidence }, values))
}

/// Appends a layer's arrays to `values`.
fn placed(node: &LayerNode, weights: &Weights, values: &mut Vec<f32>) -> Result<PlacedLayer> {
    let (shape, outputs) = (node.convolution(), node.channels);
    let weight = values.len();
    values.extend_from_slice(&array(weights, &format!("{}.weight", node.name), &node.weight)?.data);
    let bias = values.len();
    values.extend_from_slice(&array(weights, &format!("{}.bias", node.name), &[outputs])?.data);
    let [rows, _] = node.weight;
    let sides = [shape.kernel, shape.kernel];
    let (depthwise, relu6) = (shape.is_depthwise(), shape.activation == Activation::Relu6);
    let shape_of_weights = match node.operation {
        Operation::Linear { .. } => vec![rows, outputs],
        _ if depthwise => [&sides[..], &[outputs, 1]].concat(),
        _ => [&sides[..], &[rows / (shape.kernel * shape.kernel), outputs]].concat(),
    };
    Ok(PlacedLayer { shape: shape_of_weights, stride: shape.stride, depthwise, relu6, weight, bias, outputs })
}

fn name_of(operation: Operation) -> &'static str {
    match operation {
        Operation::Input { .. } => "input",
        Operation::Convolution(_) => "convolution",
        Operation::Add => "add",
        Operation::Upsample(Upsampling::Nearest) => "nearest",
        Operation::Upsample(Upsampling::Bilinear) => "bilinear",
        Operation::Concatenate => "concatenate",
        Operation::Pool => "pool",
        Operation::Linear { .. } => "linear",
        Operation::Evidence => "evidence",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Array;
    use network::Architecture;

    #[test]
    fn every_value_has_one_place_and_every_layer_the_shape_that_tensorflow_wants() {
        let shape = Architecture::named("efficientnet-lite0-outline").unwrap();
        let plan = ExportPlan::from_architecture(&shape, 64, 3).unwrap();
        let mut weights = Weights::new();
        let mut insert = |name: String, shape: Vec<usize>| {
            let data = vec![0.5; shape.iter().product()];
            weights.insert(name, Array { shape, data });
        };
        for node in plan.graph.nodes().iter().filter(|node| node.weight != [0; 2]) {
            insert(format!("{}.weight", node.name), node.weight.to_vec());
            insert(format!("{}.bias", node.name), vec![node.channels]);
        }
        insert("outline.present".into(), vec![3]);
        insert("outline.evidence".into(), vec![2]);
        let (layers, values) = model(&plan, &weights).unwrap();
        let mut end = 0;
        for layer in layers.nodes.iter().filter_map(|node| node.layer.as_ref()) {
            assert_eq!((layer.weight, layer.bias), (end, end + layer.shape.iter().product::<usize>()));
            end = layer.bias + layer.outputs;
        }
        assert_eq!(values.len(), end);
        let of = |name: &str| layers.nodes.iter().find(|node| node.name == name).unwrap();
        assert_eq!(of("stem").layer.as_ref().unwrap().shape, [3, 3, 3, 32]);
        assert_eq!(of("blocks.0.depthwise").layer.as_ref().unwrap().shape, [3, 3, 32, 1]);
        assert_eq!(of("classifier").layer.as_ref().unwrap().shape, [1280, 3]);
        assert_eq!(layers.nodes.last().unwrap().operation, "evidence");
    }
}
