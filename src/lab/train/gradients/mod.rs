//! Layers with hand-written backward passes, registered with Burn's autodiff.
//!
//! Two layers carry nearly all of the time that is not a matrix product: depthwise
//! convolution and batch normalisation with ReLU6. Pictures are shared out over threads.
//!
//! Invariant: every gradient is tested against plain differences or Burn's own operations.

mod channels;
mod depthwise;
mod normalise;
#[cfg(test)]
mod portable;
#[cfg(test)]
mod testing;

pub(super) use channels::BatchStatistics;
pub(super) use depthwise::depthwise;
pub(super) use normalise::normalise;

use crate::nn::kernels;
use burn::tensor::TensorData;
use burn_autodiff::Autodiff;
use burn_autodiff::checkpoint::strategy::NoCheckpointing;
use burn_flex::{Flex, FlexTensor};

/// The backend behind a differentiated CPU device.
type Ad = Autodiff<Flex, NoCheckpointing>;

fn add(mut a: Vec<f32>, b: Vec<f32>) -> Vec<f32> {
    kernels::add_in_place(&mut a, &b);
    a
}

fn contiguous(tensor: &FlexTensor) -> FlexTensor {
    if tensor.as_slice::<f32>().is_some() { tensor.clone() } else { tensor.to_contiguous() }
}

fn values(tensor: &FlexTensor) -> &[f32] {
    tensor.as_slice().unwrap_or_default()
}

fn tensor<const D: usize>(values: Vec<f32>, shape: [usize; D]) -> FlexTensor {
    FlexTensor::from_data(TensorData::new(values, shape))
}
