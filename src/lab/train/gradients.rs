//! Layers with hand-written backward passes, registered with Burn's autodiff.
//!
//! Two layers carry nearly all of the time that is not a matrix product: depthwise
//! convolution and batch normalisation with ReLU6. Pictures are shared out over threads.

use crate::nn::Window;
use crate::nn::kernels::{self, Activation};
use burn::tensor::{Tensor, TensorData};
use burn_autodiff::Autodiff;
use burn_autodiff::checkpoint::{base::Checkpointer, strategy::NoCheckpointing};
use burn_autodiff::grads::Gradients;
use burn_autodiff::ops::{Backward, Ops, OpsKind};
use burn_flex::{Flex, FlexTensor};
use multiversion::multiversion;
use rayon::prelude::*;

type Ad = Autodiff<Flex, NoCheckpointing>;

/// Depthwise convolution of `[n, h, w, c]` with `[kernel * kernel, c]`; no bias, no activation.
///
/// # Panics
/// When a tensor is not on the differentiated CPU device.
#[allow(
    clippy::expect_used,
    reason = "a tensor of another device is a programming error of the trainer"
)]
pub(super) fn depthwise(
    x: Tensor<4>,
    weight: Tensor<2>,
    kernel: usize,
    stride: usize,
) -> Tensor<4> {
    let [n, height, width, channels] = x.dims();
    let window = Window {
        kernel,
        stride,
        height,
        width,
    };
    let x = x
        .try_into_primitive::<Ad>()
        .expect("differentiated CPU tensor");
    let weight = weight
        .try_into_primitive::<Ad>()
        .expect("differentiated CPU tensor");
    let (x_value, weight_value) = (contiguous(x.primitive()), contiguous(weight.primitive()));

    let (rows, columns) = window.output();
    let mut output = vec![0.0; n * rows * columns * channels];
    output
        .par_chunks_exact_mut(rows * columns * channels)
        .zip(values(&x_value).par_chunks_exact(height * width * channels))
        .for_each(|(output, image)| {
            kernels::depthwise(
                window,
                image,
                values(&weight_value),
                &[],
                Activation::None,
                output,
            )
        });
    let output = tensor(output, [n, rows, columns, channels]);

    let output = match DepthwiseStep
        .prepare::<NoCheckpointing>([x.node(), weight.node()])
        .compute_bound()
        .stateful()
    {
        OpsKind::Tracked(prepared) => prepared.finish((x_value, weight_value, window), output),
        OpsKind::UnTracked(prepared) => prepared.finish(output),
    };
    Tensor::from_primitive::<Ad>(output)
}

#[derive(Debug)]
struct DepthwiseStep;

impl Backward<Flex, 2> for DepthwiseStep {
    type State = (FlexTensor, FlexTensor, Window);

    fn backward(self, ops: Ops<Self::State, 2>, grads: &mut Gradients, _: &mut Checkpointer) {
        let gradient = contiguous(&grads.consume::<Flex>(&ops.node));
        let (x, weight, window) = ops.state;
        let (gradient, x, weight) = (values(&gradient), values(&x), values(&weight));
        let channels = weight.len() / (window.kernel * window.kernel);
        let (rows, columns) = window.output();
        let (outer, inner) = (
            rows * columns * channels,
            window.height * window.width * channels,
        );
        let n = x.len() / inner;
        let [x_node, weight_node] = ops.parents;
        if let Some(node) = x_node {
            let mut output = vec![0.0; x.len()];
            output
                .par_chunks_exact_mut(inner)
                .zip(gradient.par_chunks_exact(outer))
                .for_each(|(output, gradient)| {
                    kernels::depthwise_input_gradient(window, gradient, weight, output)
                });
            grads.register::<Flex>(
                node.id,
                tensor(output, [n, window.height, window.width, channels]),
            );
        }
        if let Some(node) = weight_node {
            let output = x
                .par_chunks_exact(inner)
                .zip(gradient.par_chunks_exact(outer))
                .fold(
                    || vec![0.0; weight.len()],
                    |mut sum, (image, gradient)| {
                        kernels::depthwise_weight_gradient(window, image, gradient, &mut sum);
                        sum
                    },
                )
                .reduce(|| vec![0.0; weight.len()], add);
            grads.register::<Flex>(
                node.id,
                tensor(output, [window.kernel * window.kernel, channels]),
            );
        }
    }
}

/// Mean and variance of one batch per channel; the variance is the biased one.
#[derive(Clone, Debug)]
pub(super) struct BatchStatistics {
    /// `[channels]`.
    pub(super) mean: Vec<f32>,
    /// `[channels]`.
    pub(super) variance: Vec<f32>,
}

/// Batch normalisation over all axes but the last, then the activation.
///
/// # Panics
/// When a tensor is not on the differentiated CPU device.
#[allow(
    clippy::expect_used,
    reason = "a tensor of another device is a programming error of the trainer"
)]
pub(super) fn normalise(
    x: Tensor<4>,
    gamma: Tensor<1>,
    beta: Tensor<1>,
    epsilon: f32,
    activation: Activation,
) -> (Tensor<4>, BatchStatistics) {
    let dims = x.dims();
    let x = x
        .try_into_primitive::<Ad>()
        .expect("differentiated CPU tensor");
    let gamma = gamma
        .try_into_primitive::<Ad>()
        .expect("differentiated CPU tensor");
    let beta = beta
        .try_into_primitive::<Ad>()
        .expect("differentiated CPU tensor");
    let (x_value, gamma_value, beta_value) = (
        contiguous(x.primitive()),
        contiguous(gamma.primitive()),
        contiguous(beta.primitive()),
    );

    let channels = values(&gamma_value).len();
    let statistics = statistics(values(&x_value), channels);
    let deviations: Vec<f32> = statistics
        .variance
        .iter()
        .map(|v| (v + epsilon).sqrt().recip())
        .collect();
    // y = x * scale + shift
    let scale: Vec<f32> = values(&gamma_value)
        .iter()
        .zip(&deviations)
        .map(|(g, d)| g * d)
        .collect();
    let shift: Vec<f32> = values(&beta_value)
        .iter()
        .zip(&scale)
        .zip(&statistics.mean)
        .map(|((b, s), m)| b - m * s)
        .collect();
    let mut output = vec![0.0; values(&x_value).len()];
    output
        .par_chunks_mut(channels * PIXELS)
        .zip(values(&x_value).par_chunks(channels * PIXELS))
        .for_each(|(output, input)| affine(input, &scale, &shift, activation, output));
    let output = tensor(output, dims);

    let step = NormaliseStep.prepare::<NoCheckpointing>([x.node(), gamma.node(), beta.node()]);
    let output = match step.compute_bound().stateful() {
        OpsKind::Tracked(prepared) => {
            let state = NormaliseState {
                x: x_value,
                mean: statistics.mean.clone(),
                deviations,
                scale,
                shift,
                activation,
            };
            prepared.finish(state, output)
        }
        OpsKind::UnTracked(prepared) => prepared.finish(output),
    };
    (Tensor::from_primitive::<Ad>(output), statistics)
}

/// Pixels a thread takes at a time.
const PIXELS: usize = 1024;

#[derive(Debug)]
struct NormaliseStep;

#[derive(Clone, Debug)]
struct NormaliseState {
    x: FlexTensor,
    mean: Vec<f32>,
    /// `1 / sqrt(variance + epsilon)`.
    deviations: Vec<f32>,
    scale: Vec<f32>,
    shift: Vec<f32>,
    activation: Activation,
}

impl Backward<Flex, 3> for NormaliseStep {
    type State = NormaliseState;

    /// Ioffe and Szegedy, "Batch Normalization" (ICML 2015), section 3: with `g` the gradient
    /// behind the activation and `h` the normalised input over `m` pixels,
    /// `dx = gamma * deviation * (g - mean(g) - h * mean(g * h))`.
    fn backward(self, ops: Ops<Self::State, 3>, grads: &mut Gradients, _: &mut Checkpointer) {
        let gradient = contiguous(&grads.consume::<Flex>(&ops.node));
        let NormaliseState {
            x,
            mean,
            deviations,
            scale,
            shift,
            activation,
        } = ops.state;
        let shape = x.layout().shape().clone();
        let (gradient, x) = (values(&gradient), values(&x));
        let channels = mean.len();
        let pixels = (x.len() / channels) as f32;
        let (sum, sum_x) = x
            .par_chunks(channels * PIXELS)
            .zip(gradient.par_chunks(channels * PIXELS))
            .map(|(x, gradient)| {
                let (mut sum, mut sum_x) = (vec![0.0; channels], vec![0.0; channels]);
                gradient_sums(
                    x, gradient, &scale, &shift, &mean, activation, &mut sum, &mut sum_x,
                );
                (sum, sum_x)
            })
            .reduce(
                || (vec![0.0; channels], vec![0.0; channels]),
                |a, b| (add(a.0, b.0), add(a.1, b.1)),
            );
        let d_gamma: Vec<f32> = sum_x.iter().zip(&deviations).map(|(s, d)| s * d).collect();
        // dx = scale * g + slope * (x - mean) + offset
        let slope: Vec<f32> = scale
            .iter()
            .zip(&deviations)
            .zip(&d_gamma)
            .map(|((s, d), dg)| -s * d * dg / pixels)
            .collect();
        let offset: Vec<f32> = scale
            .iter()
            .zip(&sum)
            .map(|(s, db)| -s * db / pixels)
            .collect();
        let [x_node, gamma_node, beta_node] = ops.parents;
        if let Some(node) = x_node {
            let mut output = vec![0.0; x.len()];
            output
                .par_chunks_mut(channels * PIXELS)
                .zip(x.par_chunks(channels * PIXELS))
                .zip(gradient.par_chunks(channels * PIXELS))
                .for_each(|((output, x), gradient)| {
                    input_gradient(
                        x, gradient, &scale, &shift, &mean, &slope, &offset, activation, output,
                    );
                });
            grads.register::<Flex>(
                node.id,
                FlexTensor::from_data(TensorData::new(output, shape)),
            );
        }
        if let Some(node) = gamma_node {
            grads.register::<Flex>(node.id, tensor(d_gamma, [channels]));
        }
        if let Some(node) = beta_node {
            grads.register::<Flex>(node.id, tensor(sum, [channels]));
        }
    }
}

/// Mean and biased variance per channel, summed in blocks, blocks in f64.
fn statistics(x: &[f32], channels: usize) -> BatchStatistics {
    let pixels = (x.len() / channels) as f64;
    let sum = |shift: &[f32], power: Power| -> Vec<f64> {
        x.par_chunks(channels * PIXELS)
            .map(|x| {
                let mut sums = vec![0.0f32; channels];
                channel_sums(x, shift, power, &mut sums);
                sums.into_iter().map(f64::from).collect::<Vec<_>>()
            })
            .reduce(
                || vec![0.0; channels],
                |a, b| a.iter().zip(b).map(|(a, b)| a + b).collect(),
            )
    };
    let mean: Vec<f32> = sum(&vec![0.0; channels], Power::One)
        .iter()
        .map(|s| (s / pixels) as f32)
        .collect();
    let variance = sum(&mean, Power::Two)
        .iter()
        .map(|s| (s / pixels) as f32)
        .collect();
    BatchStatistics { mean, variance }
}

#[derive(Clone, Copy)]
enum Power {
    One,
    Two,
}

#[multiversion(targets("x86_64+avx+avx2+fma"))]
fn channel_sums(x: &[f32], shift: &[f32], power: Power, sums: &mut [f32]) {
    for pixel in x.chunks_exact(shift.len()) {
        match power {
            Power::One => sums.iter_mut().zip(pixel).for_each(|(sum, x)| *sum += x),
            Power::Two => {
                for ((sum, x), shift) in sums.iter_mut().zip(pixel).zip(shift) {
                    let difference = x - shift;
                    *sum += difference * difference;
                }
            }
        }
    }
}

#[multiversion(targets("x86_64+avx+avx2+fma"))]
fn affine(input: &[f32], scale: &[f32], shift: &[f32], activation: Activation, output: &mut [f32]) {
    let channels = scale.len();
    for (output, input) in output
        .chunks_exact_mut(channels)
        .zip(input.chunks_exact(channels))
    {
        for (((y, x), scale), shift) in output.iter_mut().zip(input).zip(scale).zip(shift) {
            *y = activation.apply(x * scale + shift);
        }
    }
}

/// 1 where the activation lets the gradient through, 0 elsewhere.
#[inline(always)]
fn passes(activation: Activation, before: f32) -> f32 {
    match activation {
        Activation::None => 1.0,
        Activation::Relu6 => f32::from(u8::from(before > 0.0 && before < 6.0)),
    }
}

#[multiversion(targets("x86_64+avx+avx2+fma"))]
#[allow(
    clippy::too_many_arguments,
    reason = "per-channel vectors of one formula"
)]
fn gradient_sums(
    x: &[f32],
    gradient: &[f32],
    scale: &[f32],
    shift: &[f32],
    mean: &[f32],
    activation: Activation,
    sum: &mut [f32],
    sum_x: &mut [f32],
) {
    let channels = scale.len();
    for (x, gradient) in x
        .chunks_exact(channels)
        .zip(gradient.chunks_exact(channels))
    {
        for c in 0..channels {
            let g = gradient[c] * passes(activation, x[c] * scale[c] + shift[c]);
            sum[c] += g;
            sum_x[c] += g * (x[c] - mean[c]);
        }
    }
}

#[multiversion(targets("x86_64+avx+avx2+fma"))]
#[allow(
    clippy::too_many_arguments,
    reason = "per-channel vectors of one formula"
)]
fn input_gradient(
    x: &[f32],
    gradient: &[f32],
    scale: &[f32],
    shift: &[f32],
    mean: &[f32],
    slope: &[f32],
    offset: &[f32],
    activation: Activation,
    output: &mut [f32],
) {
    let channels = scale.len();
    let pixels = output
        .chunks_exact_mut(channels)
        .zip(x.chunks_exact(channels))
        .zip(gradient.chunks_exact(channels));
    for ((output, x), gradient) in pixels {
        for c in 0..channels {
            let g = gradient[c] * passes(activation, x[c] * scale[c] + shift[c]);
            output[c] = scale[c] * g + slope[c] * (x[c] - mean[c]) + offset[c];
        }
    }
}

fn add(mut a: Vec<f32>, b: Vec<f32>) -> Vec<f32> {
    kernels::add_in_place(&mut a, &b);
    a
}

fn contiguous(tensor: &FlexTensor) -> FlexTensor {
    if tensor.as_slice::<f32>().is_some() {
        tensor.clone()
    } else {
        tensor.to_contiguous()
    }
}

fn values(tensor: &FlexTensor) -> &[f32] {
    tensor.as_slice().unwrap_or_default()
}

fn tensor<const D: usize>(values: Vec<f32>, shape: [usize; D]) -> FlexTensor {
    FlexTensor::from_data(TensorData::new(values, shape))
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::{Device, module::conv2d, ops::ConvOptions};
    use fastrand::Rng;

    fn drawn<const D: usize>(random: &mut Rng, shape: [usize; D], device: &Device) -> Tensor<D> {
        let values: Vec<f32> = (0..shape.iter().product())
            .map(|_| random.f32() * 4.0 - 2.0)
            .collect();
        Tensor::from_data(TensorData::new(values, shape), device).require_grad()
    }

    fn assert_close<const D: usize>(what: &str, found: Tensor<D>, expected: Tensor<D>) {
        let (found, expected) = (found.into_data(), expected.into_data());
        for (found, expected) in found
            .as_slice::<f32>()
            .unwrap()
            .iter()
            .zip(expected.as_slice::<f32>().unwrap())
        {
            assert!(
                (found - expected).abs() < 2e-3 * (1.0 + expected.abs()),
                "{what}: {found} against {expected}"
            );
        }
    }

    #[test]
    fn depthwise_gradients_equal_those_of_burns_grouped_convolution() {
        let device = Device::flex().autodiff();
        let mut random = Rng::with_seed(3);
        for (kernel, stride) in [(3, 1), (3, 2), (5, 1), (5, 2)] {
            let x = drawn(&mut random, [2, 7, 6, 18], &device);
            let weight = drawn(&mut random, [kernel * kernel, 18], &device);
            let window = Window {
                kernel,
                stride,
                height: 7,
                width: 6,
            };
            let (rows, columns) = window.output();
            let slope = drawn(&mut random, [2, rows, columns, 18], &device).detach();

            let ours = (depthwise(x.clone(), weight.clone(), kernel, stride) * slope.clone())
                .sum()
                .backward();
            let (top, bottom, left, right) = window.padding();
            let grouped = weight
                .clone()
                .reshape([kernel, kernel, 1, 18])
                .permute([3, 2, 0, 1]);
            let padded = x
                .clone()
                .permute([0, 3, 1, 2])
                .pad((left, right, top, bottom), 0.0);
            let y = conv2d(
                padded,
                grouped,
                None,
                ConvOptions::new([stride, stride], [0, 0], [1, 1], 18),
            );
            let theirs = (y.permute([0, 2, 3, 1]) * slope).sum().backward();
            assert_close("input", x.grad(&ours).unwrap(), x.grad(&theirs).unwrap());
            assert_close(
                "weight",
                weight.grad(&ours).unwrap(),
                weight.grad(&theirs).unwrap(),
            );
        }
    }

    #[test]
    fn normalisation_gradients_equal_those_of_the_formula_in_tensors() {
        let device = Device::flex().autodiff();
        let mut random = Rng::with_seed(5);
        for activation in [Activation::None, Activation::Relu6] {
            let x = drawn(&mut random, [3, 4, 5, 19], &device);
            let gamma = drawn(&mut random, [19], &device);
            let beta = drawn(&mut random, [19], &device);
            let slope = drawn(&mut random, [3, 4, 5, 19], &device).detach();

            let (y, statistics) =
                normalise(x.clone(), gamma.clone(), beta.clone(), 1e-3, activation);
            let ours = (y.clone() * slope.clone()).sum().backward();

            let flat = x.clone().reshape([60, 19]);
            let mean = flat.clone().mean_dim(0);
            let centred = flat - mean.clone();
            let variance = (centred.clone() * centred.clone()).mean_dim(0);
            let z = centred / (variance.clone() + 1e-3).sqrt() * gamma.clone().unsqueeze()
                + beta.clone().unsqueeze();
            let z = match activation {
                Activation::None => z,
                Activation::Relu6 => z.clamp(0.0, 6.0),
            };
            let z = z.reshape([3, 4, 5, 19]);
            let theirs = (z.clone() * slope).sum().backward();
            assert_close("output", y, z);
            assert_close("x", x.grad(&ours).unwrap(), x.grad(&theirs).unwrap());
            assert_close(
                "gamma",
                gamma.grad(&ours).unwrap(),
                gamma.grad(&theirs).unwrap(),
            );
            assert_close(
                "beta",
                beta.grad(&ours).unwrap(),
                beta.grad(&theirs).unwrap(),
            );
            let expected = mean.into_data();
            for (found, expected) in statistics
                .mean
                .iter()
                .zip(expected.as_slice::<f32>().unwrap())
            {
                assert!((found - expected).abs() < 1e-4);
            }
        }
    }
}
