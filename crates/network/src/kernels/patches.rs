//! Windows laid out as rows, so that a dense convolution becomes a matrix product.

use super::taps;
use crate::KernelWindow;

/// Rows of `kernel * kernel * channels` values, one per output pixel, zero outside the picture.
/// Of an EfficientNet only the stem needs it: everything after it is pointwise or depthwise.
///
/// # Panics
/// When `input` is shorter than the window's picture.
#[must_use]
pub fn patches(window: KernelWindow, input: &[f32], channels: usize) -> Vec<f32> {
    let (rows, columns) = window.output();
    let (top, _, left, _) = window.padding();
    let size = window.kernel * window.kernel * channels;
    let mut output = vec![0.0; rows * columns * size];
    for (index, patch) in output.chunks_exact_mut(size).enumerate() {
        let (ky, y, taps_y) = taps(index / columns, window.stride, top, window.kernel, window.height);
        let (kx, x, taps_x) = taps(index % columns, window.stride, left, window.kernel, window.width);
        for dy in 0..taps_y {
            let from = ((y + dy) * window.width + x) * channels;
            let to = ((ky + dy) * window.kernel + kx) * channels;
            patch[to..to + taps_x * channels].copy_from_slice(&input[from..from + taps_x * channels]);
        }
    }
    output
}
