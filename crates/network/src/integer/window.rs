//! A dense convolution over a window, such as the stem: windows laid out as rows (im2col), then a matrix product.

use super::block::WorkerMemory;
use super::layers::{Integers, LayerSource};
use super::{Bounds, Lines, Pointwise, Residual, SLACK};
use crate::thread_pool::{Shares, ThreadPool, locked, rows_of_part};
use crate::{KernelWindow, NnError};
use std::sync::Mutex;

/// Rows that are laid out together, so that they stay in the cache.
const ROWS: usize = 8;

/// A dense convolution that is not pointwise.
#[derive(Clone, Debug)]
pub(super) struct WindowLayer {
    window: KernelWindow,
    channels: usize,
    layer: Pointwise,
    bounds: Bounds,
}

impl WindowLayer {
    /// The layer for grids of a size. Where one channel of the picture represents three equal ones (`summed`), their
    /// weights are summed once, here.
    pub(super) fn load(
        source: &LayerSource<'_>,
        layer: usize,
        size: (usize, usize),
        steps: [f32; 2],
        summed: bool,
    ) -> Result<Self, NnError> {
        let node = source.node(layer);
        let window = node.window(size);
        let (array, outputs) = (source.array(node, steps)?, node.channels);
        let array = if summed { sum_of_channels(array, outputs) } else { array };
        let layer_weights = Pointwise::new(source.processor, &array.weight, &array.scale, &array.bias);
        Ok(Self {
            window,
            channels: layer_weights.inputs() / (window.kernel * window.kernel),
            layer: layer_weights,
            bounds: source.bounds(layer),
        })
    }

    /// Rows and columns of the output.
    pub(super) fn output(&self) -> (usize, usize) {
        self.window.output()
    }

    /// Words that are needed of [`WorkerMemory::deep`].
    pub(super) fn patch_words(&self) -> usize {
        let (_, columns) = self.output();
        ROWS * columns * self.layer.inputs() + SLACK
    }

    /// From `[height, width, channels]` to `[rows, columns, outputs]`.
    pub(super) fn run(
        &self,
        pool: &dyn ThreadPool,
        picture: &[i16],
        output: &mut [i16],
        workers: &[Mutex<WorkerMemory>],
    ) {
        let (rows, columns) = self.output();
        let line = columns * self.layer.outputs();
        let each = rows_of_part(rows, pool.size());
        let shares = Shares::new(&mut output[..rows * line], each * line);
        pool.each(rows.div_ceil(each), &|part, worker| {
            let Some(worker) = workers.get(worker) else { return };
            shares.with(part, |mine| {
                for (index, quantised) in mine.chunks_mut(ROWS * line).enumerate() {
                    self.band(part * each + index * ROWS, picture, &mut locked(worker).deep, quantised);
                }
            });
        });
    }

    /// The output rows from `first` on that fill `quantised`.
    fn band(&self, first: usize, picture: &[i16], patches: &mut [i16], quantised: &mut [i16]) {
        let (_, columns) = self.output();
        let pixels = quantised.len() / self.layer.outputs();
        let (top, _, left, _) = self.window.padding();
        let KernelWindow { kernel, stride, height, width } = self.window;
        let line = kernel * self.channels;
        for (index, patch) in patches.chunks_exact_mut(kernel * line).take(pixels).enumerate() {
            let (row, column) = ((first + index / columns) * stride, index % columns * stride);
            for (dy, part) in patch.chunks_exact_mut(line).enumerate() {
                let y = (row + dy).wrapping_sub(top);
                if y < height && column >= left && column - left + kernel <= width {
                    let from = (y * width + column - left) * self.channels;
                    copy(&picture[from..from + line], part);
                } else {
                    self.edge(picture, y, column.wrapping_sub(left), part);
                }
            }
        }
        let lines = Lines { quantised, width: columns, step: columns * self.layer.outputs() };
        self.layer.quantised(pixels, patches, self.bounds, Residual::NONE, lines);
    }

    /// A window's row that may extend over an edge.
    fn edge(&self, picture: &[i16], y: usize, x: usize, part: &mut [i16]) {
        for (dx, pixel) in part.chunks_exact_mut(self.channels).enumerate() {
            let x = x.wrapping_add(dx);
            if y < self.window.height && x < self.window.width {
                let at = (y * self.window.width + x) * self.channels;
                pixel.copy_from_slice(&picture[at..at + self.channels]);
            } else {
                pixel.fill(0);
            }
        }
    }
}

/// Copies a window's row, three words at a time and word by word: most are so short that the `memcpy` call to which
/// anything else compiles takes longer than the copy.
fn copy(from: &[i16], to: &mut [i16]) {
    let ((from, rest), (to, to_rest)) = (from.as_chunks::<3>(), to.as_chunks_mut::<3>());
    for (to, &[first, second, third]) in to.iter_mut().zip(from) {
        *to = [first, second, third];
    }
    to_rest.copy_from_slice(rest);
}

/// Weights `[taps, 3, outputs]` summed over the channels: `[taps, outputs]`.
fn sum_of_channels(array: Integers, outputs: usize) -> Integers {
    let weight = array.weight.chunks_exact(3 * outputs).flat_map(|tap| {
        (0..outputs).map(|output| tap.iter().skip(output).step_by(outputs).sum::<i16>()).collect::<Vec<_>>()
    });
    Integers { weight: weight.collect(), ..array }
}
