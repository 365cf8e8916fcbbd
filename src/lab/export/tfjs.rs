//! The network as a list of layers and one block of weights, for a graph that is built in JavaScript.
//!
//! TensorFlow.js computes in NHWC with the output channel last, as we do: no value changes its place.

use super::plan::{Layer, Plan};
use crate::nn::error::array;
use crate::weights::Weights;
use anyhow::Result;
use serde::Serialize;

/// `layers.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Layers {
    /// Rows and columns of the input.
    pub side: usize,
    /// Convolutions in running order.
    pub layers: Vec<Placed>,
    /// Where the classifier's weights begin, `[channels, labels]`, counted in values.
    pub weight: usize,
    /// Where its biases begin.
    pub bias: usize,
    /// Channels that enter the classifier.
    pub channels: usize,
    /// Logits.
    pub labels: usize,
}

/// A layer with the places of its values in `weights.bin`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Placed {
    /// The layer.
    #[serde(flatten)]
    pub layer: Layer,
    /// Where its weights begin, `[kernel, kernel, inputs, outputs]`, counted in values.
    pub weight: usize,
    /// Where its biases begin.
    pub bias: usize,
}

/// The list and the values.
///
/// # Errors
/// When an array is missing or has another shape.
pub fn model(plan: &Plan, weights: &Weights) -> Result<(Layers, Vec<f32>)> {
    let mut values = Vec::new();
    let mut place = |name: &str, shape: [usize; 2]| -> Result<[usize; 2]> {
        let weight = values.len();
        values.extend_from_slice(&array(weights, &format!("{name}.weight"), &shape)?.data);
        let bias = values.len();
        let [_, outputs] = shape;
        values.extend_from_slice(&array(weights, &format!("{name}.bias"), &[outputs])?.data);
        Ok([weight, bias])
    };
    let mut layers = Vec::new();
    for layer in &plan.layers {
        let [weight, bias] = place(&layer.name, layer.shape())?;
        layers.push(Placed { layer: layer.clone(), weight, bias });
    }
    let [weight, bias] = place("classifier", [plan.channels, plan.labels])?;
    let (side, channels, labels) = (plan.side, plan.channels, plan.labels);
    Ok((Layers { side, layers, weight, bias, channels, labels }, values))
}
