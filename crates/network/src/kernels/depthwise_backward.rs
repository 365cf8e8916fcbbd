//! Gradients of the depthwise convolution: what makes training on a CPU bearable.
//!
//! Burn 0.22 computes the weight gradient of a grouped convolution one group at a time,
//! some nine thousand tiny convolutions per step for this network; these two loops
//! replace them.

use super::{Activation, LANES, depthwise, lanes, taps};
use crate::KernelWindow;
use multiversion::multiversion;
use std::ops::Range;

/// Gradient with respect to the input: `gradient` is `[rows, columns, channels]`,
/// `weight` `[kernel * kernel, channels]`, `output` `[height, width, channels]`.
///
/// # Panics
/// When a length does not match the window.
pub fn depthwise_input_gradient(window: KernelWindow, gradient: &[f32], weight: &[f32], output: &mut [f32]) {
    let channels = check(window, gradient, weight.len(), output.len());
    if window.stride == 1 && window.kernel % 2 == 1 {
        // With the same border on both sides the adjoint is the convolution with the kernel turned by half a circle, for
        // which the forward pass has the faster loops.
        let mut turned = Vec::with_capacity(weight.len());
        for tap in weight.rchunks_exact(channels.max(1)) {
            turned.extend_from_slice(tap);
        }
        return depthwise(window, gradient, &turned, &[], Activation::None, output);
    }
    input_gradient(window, channels, gradient, weight, output);
}

/// Gradient with respect to the weight, added to `output` `[kernel * kernel, channels]`.
///
/// # Panics
/// When a length does not match the window.
pub fn depthwise_weight_gradient(window: KernelWindow, input: &[f32], gradient: &[f32], output: &mut [f32]) {
    let channels = check(window, gradient, output.len(), input.len());
    weight_gradient(window, channels, input, gradient, output);
}

fn check(window: KernelWindow, gradient: &[f32], weight: usize, input: usize) -> usize {
    let (rows, columns) = window.output();
    let channels = gradient.len() / (rows * columns);
    assert_eq!(gradient.len(), rows * columns * channels, "depthwise gradient");
    assert_eq!(weight, window.kernel * window.kernel * channels, "depthwise weight");
    assert_eq!(input, window.height * window.width * channels, "depthwise input");
    channels
}

#[multiversion(targets("x86_64+avx+avx2+fma"))]
fn input_gradient(window: KernelWindow, channels: usize, gradient: &[f32], weight: &[f32], output: &mut [f32]) {
    let (rows, columns) = window.output();
    let (top, _, left, _) = window.padding();
    let (kernel, stride) = (window.kernel, window.stride);
    let whole = channels - channels % LANES;
    // Output rows that read input row `at`: those with `row * stride + tap == at + before`.
    let touching = |at: usize, before: usize, extent: usize| {
        let reach = at + before;
        let first_tap = reach % stride;
        (first_tap..kernel)
            .step_by(stride)
            .filter(move |tap| *tap <= reach && (reach - tap) / stride < extent)
            .map(move |tap| (tap, (reach - tap) / stride))
    };
    let across: Vec<Vec<(usize, usize)>> = (0..window.width).map(|x| touching(x, left, columns).collect()).collect();
    for (y, line) in output.chunks_exact_mut(window.width * channels).enumerate() {
        let down: Vec<(usize, usize)> = touching(y, top, rows).collect();
        for start in (0..whole).step_by(LANES) {
            for (pixel, across) in line.chunks_exact_mut(channels).zip(&across) {
                let mut sum = [0.0f32; LANES];
                for &(ky, row) in &down {
                    for &(kx, column) in across {
                        let values = lanes(gradient, (row * columns + column) * channels + start);
                        let factors = lanes(weight, (ky * kernel + kx) * channels + start);
                        for lane in 0..LANES {
                            sum[lane] += values[lane] * factors[lane];
                        }
                    }
                }
                pixel[start..start + LANES].copy_from_slice(&sum);
            }
        }
        for channel in whole..channels {
            for (pixel, across) in line.chunks_exact_mut(channels).zip(&across) {
                pixel[channel] = down
                    .iter()
                    .flat_map(|down| across.iter().map(move |across| (down, across)))
                    .map(|(&(ky, row), &(kx, column))| {
                        gradient[(row * columns + column) * channels + channel]
                            * weight[(ky * kernel + kx) * channels + channel]
                    })
                    .sum();
            }
        }
    }
}

#[multiversion(targets("x86_64+avx+avx2+fma"))]
fn weight_gradient(window: KernelWindow, channels: usize, input: &[f32], gradient: &[f32], output: &mut [f32]) {
    let (_, columns) = window.output();
    let (top, _, left, _) = window.padding();
    let (kernel, stride) = (window.kernel, window.stride);
    let whole = channels - channels % LANES;
    let inside = inside(window);
    for (row, line) in gradient.chunks_exact(columns * channels).enumerate() {
        let (ky, y, taps_y) = taps(row, stride, top, kernel, window.height);
        for start in (0..whole).step_by(LANES) {
            for dy in 0..taps_y {
                // One kernel row of sums stays in registers while the picture row is walked.
                let source = (y + dy) * window.width;
                let picture = &input[source * channels..];
                let mut sums = match kernel {
                    3 => whole_windows::<3>(inside.clone(), stride, left, channels, picture, line, start),
                    5 => whole_windows::<5>(inside.clone(), stride, left, channels, picture, line, start),
                    _ => [[0.0f32; LANES]; 5],
                };
                for column in (0..inside.start).chain(inside.end..columns) {
                    let (kx, x, taps_x) = taps(column, stride, left, kernel, window.width);
                    let slope = *lanes(line, column * channels + start);
                    for (dx, sum) in sums.iter_mut().enumerate().skip(kx).take(taps_x) {
                        let values = lanes(input, (source + x + dx - kx) * channels + start);
                        for lane in 0..LANES {
                            sum[lane] += values[lane] * slope[lane];
                        }
                    }
                }
                for (kx, sum) in sums.iter().enumerate().take(kernel) {
                    let at = ((ky + dy) * kernel + kx) * channels + start;
                    for (out, value) in output[at..at + LANES].iter_mut().zip(sum) {
                        *out += value;
                    }
                }
            }
        }
        for channel in whole..channels {
            for dy in 0..taps_y {
                for column in 0..columns {
                    let (kx, x, taps_x) = taps(column, stride, left, kernel, window.width);
                    for dx in 0..taps_x {
                        output[((ky + dy) * kernel + kx + dx) * channels + channel] += input
                            [((y + dy) * window.width + x + dx) * channels + channel]
                            * line[column * channels + channel];
                    }
                }
            }
        }
    }
}

/// Output columns whose windows lie wholly inside the picture; none for kernels that [`whole_windows`] is not called for.
fn inside(window: KernelWindow) -> Range<usize> {
    let (_, columns) = window.output();
    let (_, _, left, _) = window.padding();
    let first = left.div_ceil(window.stride);
    let reach = (window.width + left).checked_sub(window.kernel);
    let last = reach.map_or(0, |reach| reach / window.stride + 1).min(columns);
    if matches!(window.kernel, 3 | 5) && first < last { first..last } else { 0..0 }
}

/// Sums of one kernel row over these output columns: the compiler knows the number of taps and keeps the sums in
/// registers. `picture` begins with the row that the kernel row reads, `line` is the row of the gradient.
#[inline(always)]
fn whole_windows<const K: usize>(
    columns: Range<usize>,
    stride: usize,
    left: usize,
    channels: usize,
    picture: &[f32],
    line: &[f32],
    start: usize,
) -> [[f32; LANES]; 5] {
    let mut sums = [[0.0f32; LANES]; K];
    for column in columns {
        let slope = lanes(line, column * channels + start);
        let from = (column * stride - left) * channels + start;
        for (dx, sum) in sums.iter_mut().enumerate() {
            let values = lanes(picture, from + dx * channels);
            for lane in 0..LANES {
                sum[lane] += values[lane] * slope[lane];
            }
        }
    }
    let mut row = [[0.0; LANES]; 5];
    row.iter_mut().zip(sums).for_each(|(to, sum)| *to = sum);
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Straight from the definition: what the loops for known kernels and for stride 1 must give.
    #[test]
    fn both_gradients_equal_the_definition_over_odd_shapes() {
        let mut random = fastrand::Rng::with_seed(13);
        for kernel in [3, 5, 4] {
            for stride in [1, 2] {
                for (height, width, channels) in [(1, 1, 16), (2, 3, 17), (7, 7, 33), (8, 13, 16), (9, 12, 5)] {
                    let window = KernelWindow { kernel, stride, height, width };
                    let (rows, columns) = window.output();
                    let (top, _, left, _) = window.padding();
                    let mut draw = |n: usize| (0..n).map(|_| random.f32() * 2.0 - 1.0).collect::<Vec<_>>();
                    let input = draw(height * width * channels);
                    let weight = draw(kernel * kernel * channels);
                    let gradient = draw(rows * columns * channels);
                    let mut expected = (vec![0.0f32; input.len()], vec![0.0f32; weight.len()]);
                    for (at, slope) in gradient.iter().enumerate() {
                        let (row, column, channel) = (at / channels / columns, at / channels % columns, at % channels);
                        for (ky, kx) in (0..kernel * kernel).map(|tap| (tap / kernel, tap % kernel)) {
                            let y = (row * stride + ky).checked_sub(top).filter(|y| *y < height);
                            let x = (column * stride + kx).checked_sub(left).filter(|x| *x < width);
                            if let (Some(y), Some(x)) = (y, x) {
                                let (from, with) =
                                    ((y * width + x) * channels + channel, (ky * kernel + kx) * channels + channel);
                                expected.0[from] += slope * weight[with];
                                expected.1[with] += slope * input[from];
                            }
                        }
                    }
                    let mut d_input = vec![f32::NAN; input.len()];
                    depthwise_input_gradient(window, &gradient, &weight, &mut d_input);
                    let mut d_weight = vec![0.0; weight.len()];
                    depthwise_weight_gradient(window, &input, &gradient, &mut d_weight);
                    for (found, expected) in [(d_input, expected.0), (d_weight, expected.1)] {
                        for (found, expected) in found.iter().zip(&expected) {
                            assert!((found - expected).abs() < 1e-4, "{window:?}: {found} against {expected}");
                        }
                    }
                }
            }
        }
    }

    /// The convolution is bilinear, so `<g, conv(x, w)>` must equal `<dx, x>` and `<dw, w>`.
    #[test]
    fn both_gradients_are_the_adjoints_of_the_convolution() {
        let mut random = fastrand::Rng::with_seed(11);
        for kernel in [3, 5] {
            for stride in [1, 2] {
                for (height, width, channels) in [(2, 3, 16), (7, 7, 33), (8, 5, 48), (9, 12, 5)] {
                    let window = KernelWindow { kernel, stride, height, width };
                    let (rows, columns) = window.output();
                    let mut draw = |n: usize| (0..n).map(|_| random.f32() * 2.0 - 1.0).collect::<Vec<_>>();
                    let input = draw(height * width * channels);
                    let weight = draw(kernel * kernel * channels);
                    let gradient = draw(rows * columns * channels);
                    let mut output = vec![0.0; gradient.len()];
                    depthwise(window, &input, &weight, &[], Activation::None, &mut output);
                    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(a * b)).sum::<f64>();
                    let expected = dot(&output, &gradient);
                    let mut d_input = vec![f32::NAN; input.len()];
                    depthwise_input_gradient(window, &gradient, &weight, &mut d_input);
                    let mut d_weight = vec![0.0; weight.len()];
                    depthwise_weight_gradient(window, &input, &gradient, &mut d_weight);
                    assert!((dot(&d_input, &input) - expected).abs() < 1e-3, "{window:?} input");
                    assert!((dot(&d_weight, &weight) - expected).abs() < 1e-3, "{window:?} weight");
                }
            }
        }
    }
}
