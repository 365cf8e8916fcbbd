//! The trainable decoder, its initialisation, and the loss of its map.
//!
//! A picture teaches the map only where an outline is known: drawn by somebody, empty because there is no finding, or
//! known because the finding was inserted. The loss is binary cross entropy over all cells, and soft Dice (Milletari et
//! al., "V-Net", 3DV 2016) over pictures in which something is outlined.

use super::trainable::Trainable;
use anyhow::Result;
use burn::tensor::activation::sigmoid;
use burn::tensor::{Device, Tensor, TensorData};
use fastrand::Rng;
use model::{Array, Weights};
use network::LayerGraph;
use network::graph::{LayerNode, Operation};
use network::outline::FLOOR;

/// Weight of the cross entropy of cells relative to that of classes.
const CELLS: f32 = 2.0;
/// Weight of soft Dice.
const DICE: f32 = 1.0;
/// Added to numerator and denominator of soft Dice, in cells: keeps it defined for the smallest outlines.
const SMOOTH: f32 = 1.0;

/// The target of the map.
pub(super) struct OutlineTarget {
    /// `[n, cells]`: share of the cell that is outlined.
    pub(super) shares: Tensor<2>,
    /// `[n, 1]`: 1 where that is known.
    pub(super) known: Tensor<2>,
}

impl OutlineTarget {
    /// From one outline per picture, `None` where it is not known; all of `cells` cells.
    pub(super) fn new(outlines: &[Option<Vec<f32>>], cells: usize, device: &Device) -> Self {
        let known: Vec<f32> = outlines.iter().map(|outline| f32::from(u8::from(outline.is_some()))).collect();
        let empty = vec![0.0; cells];
        let shares: Vec<f32> = outlines.iter().flat_map(|outline| outline.as_ref().unwrap_or(&empty).clone()).collect();
        let n = outlines.len();
        Self {
            shares: Tensor::from_data(TensorData::new(shares, [n, cells]), device),
            known: Tensor::from_data(TensorData::new(known, [n, 1]), device),
        }
    }
}

/// Loss of `map` `[n, cells]`, logits.
pub(super) fn loss(map: Tensor<2>, target: &OutlineTarget) -> Tensor<1> {
    let OutlineTarget { shares, known } = target;
    let counted = known.clone().sum().clamp_min(1.0);
    // ln(1 + exp(x)) - x t, in a form that does not overflow.
    let softplus = map.clone().clamp_min(0.0) + ((-map.clone().abs()).exp() + 1.0).log();
    let cells = (softplus - map.clone() * shares.clone()).mean_dim(1) * known.clone();

    let area = shares.clone().sum_dim(1);
    let outlined = known.clone() * area.clone().greater_elem(0.0).float();
    let some = outlined.clone().sum().clamp_min(1.0);
    let probability = sigmoid(map);
    let both = (probability.clone() * shares.clone()).sum_dim(1);
    let dice = (both * 2.0 + SMOOTH) / (probability.sum_dim(1) + area + SMOOTH);
    let missed = (dice.neg() + 1.0) * outlined;
    cells.sum() / counted * CELLS + missed.sum() / some * DICE
}

/// Arrays of a decoder before training, in `state` and by their names: He et al. (ICCV 2015) for layers followed by a
/// ReLU6, and a map that is initially empty. `none` is the class of an empty map.
pub(super) fn start(state: &mut Weights, graph: &LayerGraph, labels: usize, none: usize, random: &mut Rng) {
    let layers =
        graph.nodes().iter().enumerate().filter(|(_, node)| {
            node.name.starts_with("outline.") && matches!(node.operation, Operation::Convolution(_))
        });
    for (index, LayerNode { name, weight: [inputs, outputs], .. }) in layers {
        let (inputs, outputs) = (*inputs, *outputs);
        let mut insert = |field: &str, shape: Vec<usize>, data: Vec<f32>| {
            state.insert(format!("{name}.{field}"), Array { shape, data });
        };
        if graph.outputs().map == Some(index) {
            let weight = (0..inputs * outputs).map(|_| (random.f32() - 0.5) * 0.2).collect();
            insert("weight", vec![inputs, outputs], weight);
            insert("bias", vec![outputs], vec![-4.0; outputs]);
            continue;
        }
        // A sum of twelve uniform samples has the variance of a standard normal one.
        let mut normal = || (0..12).map(|_| random.f32()).sum::<f32>() - 6.0;
        let spread = (2.0 / inputs as f32).sqrt();
        let weight = (0..inputs * outputs).map(|_| normal() * spread).collect();
        insert("weight", vec![inputs, outputs], weight);
        for (field, value) in [("gamma", 1.0), ("beta", 0.0), ("mean", 0.0), ("variance", 1.0)] {
            insert(field, vec![outputs], vec![value; outputs]);
        }
    }
    let plain = |data: Vec<f32>| Array { shape: vec![data.len()], data };
    // An empty map starts at even odds.
    state.insert("outline.evidence".into(), plain(vec![1.0, 4.0]));
    state
        .insert("outline.present".into(), plain((0..labels).map(|label| f32::from(u8::from(label != none))).collect()));
}

impl Trainable<'_> {
    /// The weight of each cell of a grid of `rows` × `columns`, `[n, cells, 1]`: see `network::outline::attention`. The
    /// outline determines the attention; no gradient of the class loss flows back into it.
    pub(super) fn attention(map: &Tensor<4>, rows: usize, columns: usize) -> Tensor<3> {
        let [n, h, w, _] = map.dims();
        let probability = sigmoid(map.clone().detach()).reshape([n * rows, h / rows, columns, w / columns]);
        let cells = probability.mean_dim(1).mean_dim(3).reshape([n, rows * columns]) + FLOOR;
        let total = cells.clone().sum_dim(1);
        (cells / total).reshape([n, rows * columns, 1])
    }

    /// Logits from the map and the classifier's output, `[n, labels]`: see `network::outline::Evidence`.
    pub(super) fn evidence(&self, map: &Tensor<4>, classes: Tensor<2>, present: Tensor<1>) -> Result<Tensor<2>> {
        let [n, h, w, _] = map.dims();
        let map = map.clone().reshape([n, h * w]);
        let most = map.clone().max_dim(1).detach();
        let soft = (map - most.clone()).exp().mean_dim(1).log() + most;
        let numbers = self.vector("outline.evidence")?;
        let any = soft * numbers.clone().narrow(0, 0, 1).unsqueeze() + numbers.narrow(0, 1, 1).unsqueeze();
        let present: Tensor<2> = present.unsqueeze();
        let most = classes.clone().max_dim(1).detach();
        let classes = classes - most;
        let all = (classes.clone().exp() * present.clone()).sum_dim(1).log();
        Ok((classes - all + any) * present)
    }
}

#[cfg(test)]
mod tests;
