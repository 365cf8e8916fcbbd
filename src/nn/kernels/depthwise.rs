//! Depthwise convolution.

use super::{LANES, elementwise::Activation, lanes, taps};
use crate::nn::Window;
use multiversion::multiversion;

/// Depthwise convolution of one picture with bias and activation.
///
/// `input` is `[height, width, channels]`, `weight` `[kernel * kernel, channels]`, `bias`
/// `[channels]` or empty, `output` `[rows, columns, channels]`.
///
/// # Panics
/// When a length does not match the window.
pub fn depthwise(
    window: Window,
    input: &[f32],
    weight: &[f32],
    bias: &[f32],
    activation: Activation,
    output: &mut [f32],
) {
    let channels = input.len() / (window.height * window.width);
    let (rows, columns) = window.output();
    assert_eq!(input.len(), window.height * window.width * channels, "depthwise input");
    assert_eq!(weight.len(), window.kernel * window.kernel * channels, "depthwise weight");
    assert_eq!(output.len(), rows * columns * channels, "depthwise output");
    assert!(bias.is_empty() || bias.len() == channels, "depthwise bias");
    run(window, channels, input, weight, bias, activation, output);
}

#[multiversion(targets("x86_64+avx+avx2+fma"))]
fn run(
    window: Window,
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
        let (ky, y, taps_y) = taps(row, window.stride, top, window.kernel, window.height);
        for start in (0..whole).step_by(LANES) {
            let base = if bias.is_empty() { [0.0; LANES] } else { *lanes(bias, start) };
            for (column, pixel) in line.chunks_exact_mut(channels).enumerate() {
                let (kx, x, taps_x) = taps(column, window.stride, left, window.kernel, window.width);
                let mut sum = base;
                for dy in 0..taps_y {
                    let from = ((y + dy) * window.width + x) * channels + start;
                    let with = ((ky + dy) * window.kernel + kx) * channels + start;
                    for dx in 0..taps_x {
                        let values = lanes(input, from + dx * channels);
                        let factors = lanes(weight, with + dx * channels);
                        for lane in 0..LANES {
                            sum[lane] += values[lane] * factors[lane];
                        }
                    }
                }
                for (out, value) in pixel[start..start + LANES].iter_mut().zip(sum) {
                    *out = activation.apply(value);
                }
            }
        }
        for channel in whole..channels {
            for (column, pixel) in line.chunks_exact_mut(channels).enumerate() {
                let (kx, x, taps_x) = taps(column, window.stride, left, window.kernel, window.width);
                let mut sum = bias.get(channel).copied().unwrap_or(0.0);
                for dy in 0..taps_y {
                    for dx in 0..taps_x {
                        sum += input[((y + dy) * window.width + x + dx) * channels + channel]
                            * weight[((ky + dy) * window.kernel + kx + dx) * channels + channel];
                    }
                }
                pixel[channel] = activation.apply(sum);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seven nested loops straight from the definition.
    fn reference(window: Window, channels: usize, input: &[f32], weight: &[f32], bias: &[f32]) -> Vec<f32> {
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
                    let window = Window { kernel, stride, height, width };
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
