//! Depthwise convolution.

use super::{LANES, elementwise::Activation, lanes, taps};
use crate::KernelWindow;
use multiversion::multiversion;
use std::ops::Range;

/// Depthwise convolution of one picture with bias and activation.
///
/// `input` is `[height, width, channels]`, `weight` `[kernel * kernel, channels]`, `bias`
/// `[channels]` or empty, `output` `[rows, columns, channels]`.
///
/// # Panics
/// When a length does not match the window.
pub fn depthwise(
    window: KernelWindow,
    input: &[f32],
    weight: &[f32],
    bias: &[f32],
    activation: Activation,
    output: &mut [f32],
) {
    let (rows, _) = window.output();
    let channels = weight.len() / (window.kernel * window.kernel);
    assert_eq!(input.len(), window.height * window.width * channels, "depthwise input");
    depthwise_rows(window, 0..rows, 0, input, weight, bias, activation, output);
}

/// Some rows of it: `input` begins at input row `first_input` and holds at least what
/// [`KernelWindow::input_rows`] asks for, `output` is `[rows.len(), columns, channels]`.
///
/// # Panics
/// When a length does not match the window.
#[allow(clippy::too_many_arguments, reason = "a kernel: each is one more number for the loops")]
pub fn depthwise_rows(
    window: KernelWindow,
    rows: Range<usize>,
    first_input: usize,
    input: &[f32],
    weight: &[f32],
    bias: &[f32],
    activation: Activation,
    output: &mut [f32],
) {
    let channels = weight.len() / (window.kernel * window.kernel);
    let (all_rows, columns) = window.output();
    let needed = window.input_rows(rows.clone());
    assert_eq!(weight.len(), window.kernel * window.kernel * channels, "depthwise weight");
    assert!(rows.end <= all_rows && first_input <= needed.start, "depthwise rows");
    assert!(input.len() >= (needed.end - first_input) * window.width * channels, "depthwise input");
    assert_eq!(output.len(), rows.len() * columns * channels, "depthwise output");
    assert!(bias.is_empty() || bias.len() == channels, "depthwise bias");
    run(window, rows.start, first_input, channels, input, weight, bias, activation, output);
}

#[allow(clippy::too_many_arguments, reason = "as above")]
#[multiversion(targets("x86_64+avx+avx2+fma"))]
fn run(
    window: KernelWindow,
    first_row: usize,
    first_input: usize,
    channels: usize,
    input: &[f32],
    weight: &[f32],
    bias: &[f32],
    activation: Activation,
    output: &mut [f32],
) {
    let (_, columns) = window.output();
    let (top, _, left, _) = window.padding();
    let whole = channels - channels % LANES;
    for (row, line) in output.chunks_exact_mut(columns * channels).enumerate() {
        let (ky, y, taps_y) = taps(first_row + row, window.stride, top, window.kernel, window.height);
        let y = y - first_input;
        for (column, pixel) in line.chunks_exact_mut(channels).enumerate() {
            let (kx, x, taps_x) = taps(column, window.stride, left, window.kernel, window.width);
            let from = &input[(y * window.width + x) * channels..];
            let with = &weight[(ky * window.kernel + kx) * channels..];
            let steps = [window.width * channels, window.kernel * channels, channels];
            // Inside the picture the compiler knows the number of taps and unrolls them.
            match (taps_y, taps_x) {
                (3, 3) => whole_lanes([3, 3], from, with, bias, steps, activation, pixel),
                (5, 5) => whole_lanes([5, 5], from, with, bias, steps, activation, pixel),
                taps => whole_lanes(taps.into(), from, with, bias, steps, activation, pixel),
            }
            for channel in whole..channels {
                let mut sum = bias.get(channel).copied().unwrap_or(0.0);
                for dy in 0..taps_y {
                    for dx in 0..taps_x {
                        sum += from[dy * steps[0] + dx * steps[2] + channel]
                            * with[dy * steps[1] + dx * steps[2] + channel];
                    }
                }
                pixel[channel] = activation.apply(sum);
            }
        }
    }
}

/// One output pixel, as many whole [`LANES`] of channels as there are; `steps` are those from row to
/// row of the picture and of the kernel, and from pixel to pixel.
#[inline(always)]
fn whole_lanes(
    [taps_y, taps_x]: [usize; 2],
    from: &[f32],
    with: &[f32],
    bias: &[f32],
    [row, kernel_row, step]: [usize; 3],
    activation: Activation,
    pixel: &mut [f32],
) {
    for (chunk, target) in pixel.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
        let start = chunk * LANES;
        let mut sum = if bias.is_empty() { [0.0; LANES] } else { *lanes(bias, start) };
        for dy in 0..taps_y {
            for dx in 0..taps_x {
                let values = lanes(from, dy * row + dx * step + start);
                let factors = lanes(with, dy * kernel_row + dx * step + start);
                for lane in 0..LANES {
                    sum[lane] += values[lane] * factors[lane];
                }
            }
        }
        *target = sum.map(|value| activation.apply(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seven nested loops straight from the definition.
    fn reference(window: KernelWindow, channels: usize, input: &[f32], weight: &[f32], bias: &[f32]) -> Vec<f32> {
        let (rows, columns) = window.output();
        let (top, _, left, _) = window.padding();
        let mut output = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                for channel in 0..channels {
                    let mut sum = bias[channel];
                    for ky in 0..window.kernel {
                        for kx in 0..window.kernel {
                            let y = (row * window.stride + ky).checked_sub(top);
                            let x = (column * window.stride + kx).checked_sub(left);
                            if let (Some(y), Some(x)) = (y, x)
                                && y < window.height
                                && x < window.width
                            {
                                sum += input[(y * window.width + x) * channels + channel]
                                    * weight[(ky * window.kernel + kx) * channels + channel];
                            }
                        }
                    }
                    output.push(sum.clamp(0.0, 6.0));
                }
            }
        }
        output
    }

    #[test]
    fn equals_the_definition_over_odd_shapes() {
        let mut random = fastrand::Rng::with_seed(7);
        for kernel in [3, 5] {
            for stride in [1, 2] {
                for (height, width, channels) in [(1, 1, 3), (2, 3, 16), (7, 7, 33), (8, 5, 48), (9, 12, 5)] {
                    let window = KernelWindow { kernel, stride, height, width };
                    let mut draw = |n: usize| (0..n).map(|_| random.f32() * 4.0 - 2.0).collect::<Vec<_>>();
                    let input = draw(height * width * channels);
                    let weight = draw(kernel * kernel * channels);
                    let bias = draw(channels);
                    let (rows, columns) = window.output();
                    let mut output = vec![f32::NAN; rows * columns * channels];
                    depthwise(window, &input, &weight, &bias, Activation::Relu6, &mut output);
                    let expected = reference(window, channels, &input, &weight, &bias);
                    for (found, expected) in output.iter().zip(&expected) {
                        assert!((found - expected).abs() < 1e-4, "{window:?}: {found} against {expected}");
                    }
                }
            }
        }
    }
}
