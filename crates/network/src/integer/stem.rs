//! The first convolution: windows of the picture laid out as rows, then a matrix product.

use super::block::WorkerMemory;
use super::layers::{Integers, LayerSource};
use super::{Bounds, Lines, Pointwise, Residual, SLACK};
use crate::input::Lookup;
use crate::thread_pool::{Shares, ThreadPool, locked, rows_of_part};
use crate::{NnError, Window};
use std::sync::Mutex;

/// Rows that are laid out together, so that they stay in the cache.
const ROWS: usize = 8;

/// A 3 × 3 convolution with stride 2 over one or three channels.
#[derive(Clone, Debug)]
pub(super) struct Stem {
    window: Window,
    channels: usize,
    layer: Pointwise,
    bounds: Bounds,
}

impl Stem {
    /// `outputs` channels from pictures of `side` × `side`. Where all three channels of the picture are the
    /// same, their weights are added up once, here.
    pub(super) fn load(
        source: &LayerSource<'_>,
        outputs: usize,
        side: usize,
        lookup: &Lookup,
    ) -> Result<Self, NnError> {
        let array = source.array("stem", [27, outputs], lookup.step(), source.relu6_step())?;
        let channels = lookup.channels();
        let array = if channels == 1 { summed(array, outputs) } else { array };
        let layer = Pointwise::new(source.processor, &array.weight, &array.scale, &array.bias);
        Ok(Self {
            window: Window { kernel: 3, stride: 2, height: side, width: side },
            channels,
            layer,
            bounds: source.relu6_bounds(),
        })
    }

    /// Rows and columns that come out.
    pub(super) fn output(&self) -> (usize, usize) {
        self.window.output()
    }

    /// Words that are needed of [`WorkerMemory::deep`].
    pub(super) fn patch_words(&self) -> usize {
        let (_, columns) = self.output();
        ROWS * columns * self.layer.inputs() + SLACK
    }

    /// From a picture `[side, side, channels]` to `[rows, columns, outputs]`.
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
        let shares = Shares::new(output.get_mut(..rows * line).unwrap_or_default(), each * line);
        pool.each(rows.div_ceil(each), &|part, worker| {
            let Some(worker) = workers.get(worker) else { return };
            shares.with(part, |mine| {
                for (index, words) in mine.chunks_mut(ROWS * line).enumerate() {
                    self.band(part * each + index * ROWS, picture, &mut locked(worker).deep, words);
                }
            });
        });
    }

    /// The output rows from `first` on that fill `words`.
    fn band(&self, first: usize, picture: &[i16], patches: &mut [i16], words: &mut [i16]) {
        let (_, columns) = self.output();
        let pixels = words.len() / self.layer.outputs();
        let (top, _, left, _) = self.window.padding();
        let line = 3 * self.channels;
        for (index, patch) in patches.chunks_exact_mut(3 * line).take(pixels).enumerate() {
            let (row, column) = ((first + index / columns) * 2, index % columns * 2);
            for (dy, part) in patch.chunks_exact_mut(line).enumerate() {
                let y = (row + dy).wrapping_sub(top);
                let from = (y.wrapping_mul(self.window.width)).wrapping_add(column).wrapping_sub(left);
                let inside = y < self.window.height && column >= left && column - left + 3 <= self.window.width;
                let whole = inside.then(|| picture.get(from * self.channels..(from + 3) * self.channels)).flatten();
                match whole {
                    Some(whole) => part.copy_from_slice(whole),
                    None => self.edge(picture, y, column.wrapping_sub(left), part),
                }
            }
        }
        let lines = Lines { words, width: columns, step: columns * self.layer.outputs() };
        self.layer.quantised(pixels, patches, self.bounds, Residual::NONE, lines);
    }

    /// A window's row that may hang over an edge.
    fn edge(&self, picture: &[i16], y: usize, x: usize, part: &mut [i16]) {
        for (dx, pixel) in part.chunks_exact_mut(self.channels).enumerate() {
            let x = x.wrapping_add(dx);
            let inside = y < self.window.height && x < self.window.width;
            let at = inside.then(|| (y * self.window.width + x) * self.channels);
            match at.and_then(|at| picture.get(at..at + self.channels)) {
                Some(values) => pixel.copy_from_slice(values),
                None => pixel.fill(0),
            }
        }
    }
}

/// Weights `[9, 3, outputs]` added up over the channels: `[9, outputs]`.
fn summed(array: Integers, outputs: usize) -> Integers {
    let weight = array.weight.chunks_exact(3 * outputs).flat_map(|tap| {
        (0..outputs).map(|output| tap.iter().skip(output).step_by(outputs).sum::<i16>()).collect::<Vec<_>>()
    });
    Integers { weight: weight.collect(), ..array }
}
