//! AdamW on named arrays, and the running average of the weights.
//!
//! Our own rather than `burn-optim`'s: its records are keyed by parameter ids that are random in every process, and
//! this state must be restored from a checkpoint bit for bit.

use model::{Array, Weights};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Decay rates of Kingma and Ba, "Adam" (ICLR 2015), algorithm 1.
const BETA1: f32 = 0.9;
const BETA2: f32 = 0.999;
const EPSILON: f32 = 1e-8;

/// First and second moments and the number of steps taken.
#[derive(Clone, Debug, Default)]
pub(super) struct AdamW {
    /// Means of the gradients.
    pub(super) first: Weights,
    /// Means of their squares.
    pub(super) second: Weights,
    /// Steps taken.
    pub(super) steps: u32,
}

impl AdamW {
    /// One step; weight decay is decoupled (Loshchilov and Hutter, ICLR 2019) and touches
    /// matrices only, not biases and batch-norm parameters.
    pub(super) fn step(&mut self, state: &mut Weights, gradients: &BTreeMap<String, Vec<f32>>, rate: f32, decay: f32) {
        self.steps += 1;
        let steps = i32::try_from(self.steps).unwrap_or(i32::MAX);
        let (correct1, correct2) = (1.0 - BETA1.powi(steps), 1.0 - BETA2.powi(steps));
        for (name, gradient) in gradients {
            let Some(array) = state.get_mut(name) else {
                continue;
            };
            let zeros = || Array { shape: array.shape.clone(), data: vec![0.0; array.data.len()] };
            let first = self.first.entry(name.clone()).or_insert_with(zeros);
            let second = self.second.entry(name.clone()).or_insert_with(zeros);
            let keep = if array.shape.len() > 1 { 1.0 - rate * decay } else { 1.0 };
            array
                .data
                .par_iter_mut()
                .with_min_len(16_384)
                .zip(&mut first.data)
                .zip(&mut second.data)
                .zip(gradient)
                .for_each(|(((value, first), second), gradient)| {
                    *first = BETA1 * *first + (1.0 - BETA1) * gradient;
                    *second = BETA2 * *second + (1.0 - BETA2) * gradient * gradient;
                    let update = (*first / correct1) / ((*second / correct2).sqrt() + EPSILON);
                    *value = *value * keep - rate * update;
                });
        }
    }
}

/// Scales all gradients so that their joint norm is at most `limit`; returns the norm before.
pub(super) fn clip(gradients: &mut BTreeMap<String, Vec<f32>>, limit: f32) -> f32 {
    let norm = gradients.values().flatten().map(|g| f64::from(*g).powi(2)).sum::<f64>().sqrt() as f32;
    if norm > limit {
        gradients.values_mut().flatten().for_each(|g| *g *= limit / norm);
    }
    norm
}

/// `average += (1 - decay) * (state - average)` for every array.
pub(super) fn average(average: &mut Weights, state: &Weights, decay: f32) {
    for (name, array) in average {
        if let Some(current) = state.get(name) {
            for (mean, value) in array.data.iter_mut().zip(&current.data) {
                *mean += (1.0 - decay) * (value - *mean);
            }
        }
    }
}

/// Learning rate at `step` of `steps`: a linear rise over the first tenth, then a half cosine to 0.
pub(super) fn learning_rate(peak: f32, step: usize, steps: usize) -> f32 {
    let rise = (steps / 10).max(1);
    if step < rise {
        return peak * (step + 1) as f32 / rise as f32;
    }
    let share = (step - rise) as f32 / (steps - rise).max(1) as f32;
    peak * 0.5 * (1.0 + (std::f32::consts::PI * share).cos())
}
