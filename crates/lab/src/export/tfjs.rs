//! The network as a list of layers and one block of weights, for a graph that is built in JavaScript.
//!
//! TensorFlow.js computes in NHWC with the output channel last, as we do: no value changes its place.

use super::plan::{ExportPlan, Layer, LevelPlan, OutlinePlan};
use anyhow::Result;
use model::Weights;
use network::error::array;
use network::outline::FLOOR;
use serde::Serialize;

/// `layers.json`.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    /// What follows in a network that outlines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outline: Option<PlacedOutline>,
}

/// A decoder with the places of its values.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlacedOutline {
    /// Coarse to fine.
    pub levels: Vec<PlacedLevel>,
    /// From the last level to the map.
    pub map: Placed,
    /// Rows and columns of the map.
    pub side: usize,
    /// For every label 1, and 0 for that of an empty map.
    pub present: Vec<f32>,
    /// What the map's log-mean-exp is multiplied with, and what is added then.
    pub evidence: Vec<f32>,
    /// Added to each cell's probability.
    pub floor: f32,
}

/// One level of a decoder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlacedLevel {
    /// Index in [`Layers::layers`] of the layer whose result the level reads.
    pub from: usize,
    /// To the decoder's width.
    pub lateral: Placed,
    /// Applied to the sum with what is doubled.
    pub refine: Vec<Placed>,
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
pub fn model(plan: &ExportPlan, weights: &Weights) -> Result<(Layers, Vec<f32>)> {
    let mut values = Vec::new();
    let mut place = |name: &str, shape: [usize; 2]| -> Result<[usize; 2]> {
        let weight = values.len();
        values.extend_from_slice(&array(weights, &format!("{name}.weight"), &shape)?.data);
        let bias = values.len();
        let [_, outputs] = shape;
        values.extend_from_slice(&array(weights, &format!("{name}.bias"), &[outputs])?.data);
        Ok([weight, bias])
    };
    let mut placed = |layer: &Layer| -> Result<Placed> {
        let [weight, bias] = place(&layer.name, layer.shape())?;
        Ok(Placed { layer: layer.clone(), weight, bias })
    };
    let layers = plan.layers.iter().map(&mut placed).collect::<Result<_>>()?;
    let mut outlined = |outline: &OutlinePlan| -> Result<PlacedOutline> {
        let mut level = |level: &LevelPlan| -> Result<PlacedLevel> {
            let refine = level.refine.iter().map(&mut placed).collect::<Result<_>>()?;
            Ok(PlacedLevel { from: level.from, lateral: placed(&level.lateral)?, refine })
        };
        Ok(PlacedOutline {
            levels: outline.levels.iter().map(&mut level).collect::<Result<_>>()?,
            map: placed(&outline.map)?,
            side: outline.side,
            present: array(weights, "outline.present", &[plan.labels])?.data.clone(),
            evidence: array(weights, "outline.evidence", &[2])?.data.clone(),
            floor: FLOOR,
        })
    };
    let outline = plan.outline.as_ref().map(&mut outlined).transpose()?;
    let [weight, bias] = place("classifier", [plan.channels, plan.labels])?;
    let (side, channels, labels) = (plan.side, plan.channels, plan.labels);
    Ok((Layers { side, layers, weight, bias, channels, labels, outline }, values))
}
