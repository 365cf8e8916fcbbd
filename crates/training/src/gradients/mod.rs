//! Depthwise convolution and batch normalisation, each by the fastest method for its device.
//!
//! On the CPU these two take nearly all of the time that is not a matrix product, so there
//! they have hand-written backward passes, registered with Burn's autodiff, with pictures distributed over threads. On
//! a GPU they are Burn's own operations.
//!
//! Invariant: every hand-written gradient is tested against Burn's own operations.

mod channels;
mod depthwise;
mod double;
mod normalise;
mod portable;
#[cfg(test)]
mod testing;

pub(super) use channels::BatchStatistics;

use anyhow::Result;
use burn::tensor::{Device, Tensor, TensorData};
use burn_autodiff::Autodiff;
use burn_autodiff::checkpoint::strategy::NoCheckpointing;
use burn_flex::{Flex, FlexTensor};
use network::kernels::{self, Activation};

/// The backend behind a differentiated CPU device.
type Ad = Autodiff<Flex, NoCheckpointing>;

/// Depthwise convolution of `[n, h, w, c]` with `[kernel * kernel, c]`; no bias, no activation.
pub(super) fn depthwise(x: Tensor<4>, weight: Tensor<2>, kernel: usize, stride: usize) -> Tensor<4> {
    if is_cpu(&x.device()) {
        depthwise::depthwise(x, weight, kernel, stride)
    } else {
        portable::depthwise(x, weight, kernel, stride)
    }
}

/// Every cell of `[n, h, w, c]` four times: `[n, 2h, 2w, c]`.
pub(super) fn doubled(x: Tensor<4>) -> Tensor<4> {
    if is_cpu(&x.device()) { double::doubled(x) } else { portable::doubled(x) }
}

/// Batch normalisation over all axes but the last, then the activation.
///
/// # Errors
/// When the batch statistics cannot be read back from the device.
pub(super) fn normalise(
    x: Tensor<4>,
    gamma: Tensor<1>,
    beta: Tensor<1>,
    epsilon: f32,
    activation: Activation,
) -> Result<(Tensor<4>, BatchStatistics)> {
    if is_cpu(&x.device()) {
        Ok(normalise::normalise(x, gamma, beta, epsilon, activation))
    } else {
        portable::normalise(x, gamma, beta, epsilon, activation)
    }
}

fn is_cpu(device: &Device) -> bool {
    *device == Device::flex() || *device == Device::flex().autodiff()
}

fn add(mut a: Vec<f32>, b: Vec<f32>) -> Vec<f32> {
    kernels::add_in_place(&mut a, &b);
    a
}

fn contiguous(tensor: &FlexTensor) -> FlexTensor {
    if tensor.as_slice::<f32>().is_some() { tensor.clone() } else { tensor.to_contiguous() }
}

/// The values of a [`contiguous`] tensor.
#[allow(clippy::expect_used, reason = "a tensor of other values is a programming error of the trainer")]
fn values(tensor: &FlexTensor) -> &[f32] {
    tensor.as_slice().expect("contiguous values of 32 bits")
}

fn tensor<const D: usize>(values: Vec<f32>, shape: [usize; D]) -> FlexTensor {
    FlexTensor::from_data(TensorData::new(values, shape))
}
