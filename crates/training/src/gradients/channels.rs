//! Loops of batch normalisation: every value with its channel's parameters.

use multiversion::multiversion;
use network::kernels::Activation;
use rayon::prelude::*;

/// Pixels that a thread processes at a time.
pub(super) const PIXELS: usize = 1024;

/// Mean and variance of one batch per channel; the variance is the biased one.
#[derive(Clone, Debug)]
pub(crate) struct BatchStatistics {
    /// `[channels]`.
    pub(crate) mean: Vec<f32>,
    /// `[channels]`.
    pub(crate) variance: Vec<f32>,
}

/// Pixels for the first estimate of a mean.
const GUESSED: usize = 64;

/// Mean and biased variance per channel in one pass over memory, summed in blocks, blocks in f64. Both are computed
/// from the differences to an estimate near the mean, so that nothing cancels: Chan, Golub and LeVeque, "Algorithms for
/// computing the sample variance" (The American Statistician 37, 1983), with shifted data.
pub(super) fn statistics(x: &[f32], channels: usize) -> BatchStatistics {
    let pixels = (x.len() / channels) as f64;
    let guess = guess(x, channels);
    let zeros = || (vec![0.0f64; channels], vec![0.0f64; channels]);
    let doubled = |sums: Vec<f32>| sums.into_iter().map(f64::from).collect::<Vec<f64>>();
    let plus = |a: Vec<f64>, b: Vec<f64>| a.iter().zip(b).map(|(a, b)| a + b).collect::<Vec<f64>>();
    let (sums, squares) = x
        .par_chunks(channels * PIXELS)
        .map(|x| {
            let (mut sums, mut squares) = (vec![0.0f32; channels], vec![0.0f32; channels]);
            difference_sums(x, &guess, &mut sums, &mut squares);
            (doubled(sums), doubled(squares))
        })
        .reduce(zeros, |a, b| (plus(a.0, b.0), plus(a.1, b.1)));
    let mean = guess.iter().zip(&sums).map(|(guess, sum)| (f64::from(*guess) + sum / pixels) as f32).collect();
    let variance = sums.iter().zip(&squares).map(|(sum, square)| {
        let off = sum / pixels;
        (square / pixels - off * off).max(0.0) as f32
    });
    BatchStatistics { mean, variance: variance.collect() }
}

/// Means of pixels that are evenly spaced over the batch.
fn guess(x: &[f32], channels: usize) -> Vec<f32> {
    let step = (x.len() / channels / GUESSED).max(1);
    let mut sums = vec![0.0f32; channels];
    let mut pixels = 0.0f32;
    for pixel in x.chunks_exact(channels).step_by(step) {
        sums.iter_mut().zip(pixel).for_each(|(sum, x)| *sum += x);
        pixels += 1.0;
    }
    sums.iter_mut().for_each(|sum| *sum /= pixels.max(1.0));
    sums
}

#[multiversion(targets("x86_64+avx+avx2+fma"))]
fn difference_sums(x: &[f32], guess: &[f32], sums: &mut [f32], squares: &mut [f32]) {
    for pixel in x.chunks_exact(guess.len()) {
        for (((sum, square), x), guess) in sums.iter_mut().zip(squares.iter_mut()).zip(pixel).zip(guess) {
            let difference = x - guess;
            *sum += difference;
            *square += difference * difference;
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
        // Without a branch, so that eight are processed at once.
        Activation::Relu6 => {
            if (before > 0.0) & (before < 6.0) {
                1.0
            } else {
                0.0
            }
        }
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
    // All of one length that the compiler knows: no bounds check is left in the loop.
    let (shift, mean) = (&shift[..channels], &mean[..channels]);
    let (sum, sum_x) = (&mut sum[..channels], &mut sum_x[..channels]);
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
    // As above.
    let (shift, mean, slope, offset) = (&shift[..channels], &mean[..channels], &slope[..channels], &offset[..channels]);
    let pixels = output.chunks_exact_mut(channels).zip(x.chunks_exact(channels)).zip(gradient.chunks_exact(channels));
    for ((output, x), gradient) in pixels {
        for c in 0..channels {
            let g = gradient[c] * passes(activation, x[c] * scale[c] + shift[c]);
            output[c] = scale[c] * g + slope[c] * (x[c] - mean[c]) + offset[c];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fastrand::Rng;

    #[test]
    fn means_and_variances_are_exact_far_from_zero_and_where_the_first_pixels_are_like_no_others() {
        let (channels, pixels) = (3, 5000);
        let mut random = Rng::with_seed(2);
        // The first rows are an even border; the second channel has a large offset, the third is constant.
        let x: Vec<f32> = (0..pixels)
            .flat_map(|pixel| {
                let noise = if pixel < 1500 { 0.0 } else { random.f32() - 0.5 };
                [noise * 4.0, 1000.0 + noise, 7.5]
            })
            .collect();
        let found = statistics(&x, channels);
        for channel in 0..channels {
            let values = || x.iter().skip(channel).step_by(channels).map(|value| f64::from(*value));
            let mean = values().sum::<f64>() / pixels as f64;
            let variance = values().map(|value| (value - mean).powi(2)).sum::<f64>() / pixels as f64;
            let (mean_error, variance_error) =
                (f64::from(found.mean[channel]) - mean, f64::from(found.variance[channel]) - variance);
            assert!(mean_error.abs() < 1e-4 * (1.0 + mean.abs()), "{channel}: {mean_error}");
            assert!(variance_error.abs() < 1e-5 * (1.0 + variance), "{channel}: {variance_error}");
        }
    }
}
