//! From the arrays of a weights file to layers of integers.

use super::{Bounds, Depthwise, Pointwise, Processor};
use crate::NnError;
use crate::graph::{LayerGraph, LayerNode};
use crate::kernels::Activation;
use model::{Levels, Stored, StoredWeights};

/// Inputs for building layers.
#[derive(Clone, Copy, Debug)]
pub(super) struct LayerSource<'a> {
    pub(super) graph: &'a LayerGraph,
    pub(super) weights: &'a StoredWeights,
    pub(super) levels: Levels,
    pub(super) processor: Processor,
}

/// Value of the largest level after a ReLU6.
pub(super) const RELU6: f32 = 6.0;

impl<'a> LayerSource<'a> {
    /// The step of one level after a ReLU6.
    pub(super) fn relu6_step(&self) -> f32 {
        RELU6 / self.levels.positive
    }

    /// Clamping bounds of results after a ReLU6.
    pub(super) fn relu6_bounds(&self) -> Bounds {
        Bounds { low: 0.0, high: self.levels.positive }
    }

    /// Clamping bounds of results after a layer.
    pub(super) fn bounds(&self, layer: usize) -> Bounds {
        match self.node(layer).convolution().activation {
            Activation::Relu6 => self.relu6_bounds(),
            Activation::None => Bounds { low: -self.levels.signed, high: self.levels.signed },
        }
    }

    pub(super) fn node(&self, index: usize) -> &'a LayerNode {
        &self.graph.nodes()[index]
    }

    /// A pointwise layer from levels with the step `input_step` to levels with the step `output_step`, or to plain
    /// numbers with an `output_step` of 1.
    pub(super) fn pointwise(&self, layer: usize, steps: [f32; 2]) -> Result<Pointwise, NnError> {
        let array = self.array(self.node(layer), steps)?;
        Ok(Pointwise::new(self.processor, &array.weight, &array.scale, &array.bias))
    }

    /// A depthwise layer, likewise.
    pub(super) fn depthwise(&self, layer: usize, steps: [f32; 2]) -> Result<Depthwise, NnError> {
        let node = self.node(layer);
        let array = self.array(node, steps)?;
        let stride = node.convolution().stride;
        Ok(Depthwise::new(self.processor, stride, &array.weight, &array.scale, &array.bias))
    }

    /// The integers of a layer's weight with the requantisation of sums to levels.
    pub(super) fn array(&self, node: &LayerNode, [input_step, output_step]: [f32; 2]) -> Result<Integers, NnError> {
        let (name, shape) = (&node.name, node.weight);
        let weight_name = format!("{name}.weight");
        let missing = || NnError::Missing { name: weight_name.clone() };
        let Stored::Quantised(weight) = self.weights.get(&weight_name).ok_or_else(missing)? else {
            return Err(NnError::Plain { name: weight_name });
        };
        let [inputs, outputs] = shape;
        if weight.shape.iter().product::<usize>() != inputs * outputs || weight.shape.last() != Some(&outputs) {
            return Err(NnError::Shape { name: weight_name, expected: shape.to_vec(), found: weight.shape.clone() });
        }
        // Levels times weights must add up within 32 bits.
        let most = f64::from(self.levels.positive.max(self.levels.signed)) * 127.0 * inputs as f64;
        if most > f64::from(i32::MAX) {
            return Err(NnError::TooWide { name: weight_name, inputs });
        }
        let bias = self.plain(&format!("{name}.bias"), outputs)?;
        Ok(Integers {
            weight: weight.integers.iter().map(|integer| i16::from(*integer)).collect(),
            scale: weight.scale.iter().map(|scale| scale * input_step / output_step).collect(),
            bias: bias.iter().map(|bias| bias / output_step).collect(),
        })
    }

    /// The numbers of a plain array of one axis.
    pub(super) fn plain(&self, name: &str, length: usize) -> Result<&'a [f32], NnError> {
        match self.weights.get(name) {
            Some(Stored::Plain(array)) if array.data.len() == length => Ok(&array.data),
            Some(Stored::Plain(array)) => {
                Err(NnError::Shape { name: name.to_owned(), expected: vec![length], found: array.shape.clone() })
            }
            _ => Err(NnError::Missing { name: name.to_owned() }),
        }
    }
}

/// A layer before it is laid out: a result is `sum × scale + bias`.
#[derive(Clone, Debug)]
pub(super) struct Integers {
    /// `[inputs, outputs]`.
    pub(super) weight: Vec<i16>,
    /// `[outputs]`.
    pub(super) scale: Vec<f32>,
    /// `[outputs]`.
    pub(super) bias: Vec<f32>,
}
