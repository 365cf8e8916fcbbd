//! Loops of batch normalisation: every value with its channel's numbers.

use multiversion::multiversion;
use network::kernels::Activation;
use rayon::prelude::*;

/// Pixels a thread takes at a time.
pub(super) const PIXELS: usize = 1024;

/// Mean and variance of one batch per channel; the variance is the biased one.
#[derive(Clone, Debug)]
pub(in crate::train) struct BatchStatistics {
    /// `[channels]`.
    pub(in crate::train) mean: Vec<f32>,
    /// `[channels]`.
    pub(in crate::train) variance: Vec<f32>,
}

/// Mean and biased variance per channel, summed in blocks, blocks in f64.
pub(super) fn statistics(x: &[f32], channels: usize) -> BatchStatistics {
    let pixels = (x.len() / channels) as f64;
    let sum = |shift: &[f32], power: Power| -> Vec<f64> {
        x.par_chunks(channels * PIXELS)
            .map(|x| {
                let mut sums = vec![0.0f32; channels];
                channel_sums(x, shift, power, &mut sums);
                sums.into_iter().map(f64::from).collect::<Vec<_>>()
            })
            .reduce(|| vec![0.0; channels], |a, b| a.iter().zip(b).map(|(a, b)| a + b).collect())
    };
    let mean: Vec<f32> = sum(&vec![0.0; channels], Power::One).iter().map(|s| (s / pixels) as f32).collect();
    let variance = sum(&mean, Power::Two).iter().map(|s| (s / pixels) as f32).collect();
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
pub(super) fn affine(input: &[f32], scale: &[f32], shift: &[f32], activation: Activation, output: &mut [f32]) {
    let channels = scale.len();
    for (output, input) in output.chunks_exact_mut(channels).zip(input.chunks_exact(channels)) {
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
#[allow(clippy::too_many_arguments, reason = "per-channel vectors of one formula")]
pub(super) fn gradient_sums(
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
    for (x, gradient) in x.chunks_exact(channels).zip(gradient.chunks_exact(channels)) {
        for c in 0..channels {
            let g = gradient[c] * passes(activation, x[c] * scale[c] + shift[c]);
            sum[c] += g;
            sum_x[c] += g * (x[c] - mean[c]);
        }
    }
}

#[multiversion(targets("x86_64+avx+avx2+fma"))]
#[allow(clippy::too_many_arguments, reason = "per-channel vectors of one formula")]
pub(super) fn input_gradient(
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
    let pixels = output.chunks_exact_mut(channels).zip(x.chunks_exact(channels)).zip(gradient.chunks_exact(channels));
    for ((output, x), gradient) in pixels {
        for c in 0..channels {
            let g = gradient[c] * passes(activation, x[c] * scale[c] + shift[c]);
            output[c] = scale[c] * g + slope[c] * (x[c] - mean[c]) + offset[c];
        }
    }
}
