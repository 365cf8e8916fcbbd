//! The layers in Burn's own operations: for GPUs, and as the reference for tests of the loops.

use super::BatchStatistics;
use anyhow::{Result, anyhow};
use burn::tensor::{Tensor, module::conv2d, ops::ConvOptions};
use network::KernelWindow;
use network::kernels::Activation;

/// Depthwise convolution of `[n, h, w, c]` with `[kernel * kernel, c]`.
pub(super) fn depthwise(x: Tensor<4>, weight: Tensor<2>, kernel: usize, stride: usize) -> Tensor<4> {
    let [_, height, width, channels] = x.dims();
    let window = KernelWindow { kernel, stride, height, width };
    let (top, bottom, left, right) = window.padding();
    let weight = weight.reshape([kernel, kernel, 1, channels]).permute([3, 2, 0, 1]);
    let x = x.permute([0, 3, 1, 2]).pad((left, right, top, bottom), 0.0);
    let options = ConvOptions::new([stride, stride], [0, 0], [1, 1], channels);
    conv2d(x, weight, None, options).permute([0, 2, 3, 1])
}

/// Every cell of `[n, h, w, c]` four times.
pub(super) fn doubled(x: Tensor<4>) -> Tensor<4> {
    let [n, height, width, channels] = x.dims();
    let wide = x.reshape([n * height, 1, width, channels]).repeat_dim(1, 2);
    let columns = wide.reshape([n * height * 2, width, 1, channels]).repeat_dim(2, 2);
    columns.reshape([n, 2 * height, 2 * width, channels])
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
    let [n, h, w, channels] = x.dims();
    let flat = x.reshape([n * h * w, channels]);
    let mean = flat.clone().mean_dim(0);
    let centred = flat - mean.clone();
    let variance = (centred.clone() * centred.clone()).mean_dim(0);
    let y = centred / (variance.clone() + epsilon).sqrt() * gamma.unsqueeze() + beta.unsqueeze();
    let y = match activation {
        Activation::None => y,
        Activation::Relu6 => y.clamp(0.0, 6.0),
    };
    let read = |tensor: Tensor<2>| tensor.into_data().try_into_vec::<f32>().map_err(|error| anyhow!("{error:?}"));
    Ok((y.reshape([n, h, w, channels]), BatchStatistics { mean: read(mean)?, variance: read(variance)? }))
}
