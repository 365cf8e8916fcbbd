//! An inverted residual block: expansion, depthwise convolution, projection.
//!
//! The three layers go through the picture a few rows at a time, so that intermediate values stay in the cache and the
//! expanded picture never exists as a whole. Several threads take some rows each; in a small picture, expanding the
//! rows at the seams twice would cost too much, so there all threads first expand the whole picture together.

use super::layers::LayerSource;
use super::{Bounds, Depthwise, Lines, Pointwise, Residual, SLACK};
use crate::graph::fused::FusedBlock;
use crate::thread_pool::{Shares, ThreadPool, locked, rows_of_part};
use crate::{BlockShape, KernelWindow, NnError};
use std::sync::Mutex;

/// Words that a block may hold between its expansion and its depthwise layer: a quarter of a megabyte, which
/// with the weights beside it fits a second-level cache.
const WIDE_WORDS: usize = 128 * 1024;
/// Most words of a whole expanded picture that several threads share: their combined caches.
const WHOLE_WORDS: usize = 256 * 1024;
/// Bands of a larger picture per thread, so that faster threads can take more.
const BANDS_A_THREAD: usize = 4;

/// A block for pictures of one size.
#[derive(Clone, Debug)]
pub(super) struct IntegerBlock {
    shape: BlockShape,
    window: KernelWindow,
    expand: Option<Pointwise>,
    depthwise: Depthwise,
    project: Pointwise,
    /// The ratio of an input level to an output level, where the input is added.
    residual: Option<f32>,
    relu6: Bounds,
    /// Bounds of the output.
    bounds: Bounds,
}

/// A thread's own memory.
#[derive(Debug)]
pub(super) struct WorkerMemory {
    /// Framed rows between expansion and depthwise layer.
    pub(super) wide: Vec<i16>,
    /// Rows between depthwise layer and projection.
    pub(super) deep: Vec<i16>,
}

impl IntegerBlock {
    /// A block for an input of `size`, rows and columns, whose levels have the step `input_step`, to levels with the
    /// step `output_step`; `adds` says whether the input is added.
    pub(super) fn load(
        source: &LayerSource<'_>,
        block: FusedBlock,
        size: (usize, usize),
        [input_step, output_step]: [f32; 2],
        adds: bool,
    ) -> Result<Self, NnError> {
        let relu6 = source.relu6_step();
        let expand = block.expand.map(|expand| source.pointwise(expand, [input_step, relu6])).transpose()?;
        let middle_step = if expand.is_some() { relu6 } else { input_step };
        let around = source.node(block.depthwise);
        let window = around.window(size);
        let shape = BlockShape {
            input: expand.as_ref().map_or(around.channels, Pointwise::inputs),
            middle: around.channels,
            output: source.node(block.project).channels,
            kernel: window.kernel,
            stride: window.stride,
        };
        Ok(Self {
            shape,
            window,
            expand,
            depthwise: source.depthwise(block.depthwise, [middle_step, relu6])?,
            project: source.pointwise(block.project, [relu6, output_step])?,
            residual: adds.then_some(input_step / output_step),
            relu6: source.relu6_bounds(),
            bounds: source.bounds(block.project),
        })
    }

    /// Rows and columns of the output.
    pub(super) fn output(&self) -> (usize, usize) {
        self.window.output()
    }

    /// Words of [`WorkerMemory::wide`] and [`WorkerMemory::deep`].
    pub(super) fn between_words(&self) -> (usize, usize) {
        let (_, columns) = self.output();
        let rows = self.rows_at_once();
        let framed = (rows - 1) * self.shape.stride + self.shape.kernel;
        (framed * self.framed_line() + SLACK, rows * columns * self.shape.middle + SLACK)
    }

    /// Words of the whole picture at its widest; 0 where it is too large to be held.
    pub(super) fn whole_words(&self) -> usize {
        let words = self.framed_rows() * self.framed_line();
        if words <= WHOLE_WORDS { words + SLACK } else { 0 }
    }

    /// Rows of the framed picture.
    fn framed_rows(&self) -> usize {
        let (rows, _) = self.output();
        (rows - 1) * self.shape.stride + self.shape.kernel
    }

    /// Words of a framed row.
    fn framed_line(&self) -> usize {
        let (_, columns) = self.output();
        ((columns - 1) * self.shape.stride + self.shape.kernel) * self.shape.middle
    }

    /// Output rows worked on together.
    fn rows_at_once(&self) -> usize {
        let (rows, _) = self.output();
        let held = WIDE_WORDS / self.framed_line().max(1);
        let most = held.saturating_sub(self.shape.kernel) / self.shape.stride + 1;
        // Bands of equal size, an even number of rows where that adds no band: six rows and then one would take longer.
        let each = rows.div_ceil(rows.div_ceil(most).max(1));
        each.next_multiple_of(2).min(most).clamp(1, rows.max(1))
    }

    /// From `input` `[height, width, channels]` to `output`, each followed by [`SLACK`] words. `whole` has
    /// [`IntegerBlock::whole_words`] words where the pool is more than one.
    pub(super) fn run(
        &self,
        pool: &dyn ThreadPool,
        input: &[i16],
        output: &mut [i16],
        whole: &mut [i16],
        workers: &[Mutex<WorkerMemory>],
    ) {
        let (rows, columns) = self.output();
        let (out, size) = (columns * self.shape.output, pool.size());
        let quantised = &mut output[..rows * out];
        if size > 1 && self.whole_words() > 0 {
            self.widen(pool, input, whole);
            let each = rows_of_part(rows, size);
            let shares = Shares::new(quantised, each * out);
            pool.each(rows.div_ceil(each), &|part, worker| {
                let Some(worker) = workers.get(worker) else { return };
                shares.with(part, |mine| self.narrow(part * each, input, whole, mine, &mut locked(worker)));
            });
        } else {
            let each = rows_of_part(rows, if size > 1 { size * BANDS_A_THREAD } else { 1 });
            let shares = Shares::new(quantised, each * out);
            pool.each(rows.div_ceil(each), &|part, worker| {
                let Some(worker) = workers.get(worker) else { return };
                shares.with(part, |mine| self.bands(part * each, input, mine, &mut locked(worker)));
            });
        }
    }

    /// All three layers for the output rows from `first` on that fill `output`, a few rows at a time.
    fn bands(&self, first: usize, input: &[i16], output: &mut [i16], worker: &mut WorkerMemory) {
        let (_, columns) = self.output();
        let (line, out) = (self.framed_line(), columns * self.shape.output);
        let BlockShape { kernel, stride, .. } = self.shape;
        // Framed rows that `wide` holds from the band before.
        let mut held = 0..0;
        for (index, quantised) in output.chunks_mut(self.rows_at_once() * out).enumerate() {
            let start = first + index * self.rows_at_once();
            let needed = start * stride..(start + quantised.len() / out - 1) * stride + kernel;
            let kept = usize::saturating_sub(held.end, needed.start);
            worker.wide.copy_within((held.len() - kept) * line..held.len() * line, 0);
            let fresh = &mut worker.wide[kept * line..needed.len() * line];
            self.fill(input, needed.start + kept..needed.end, fresh);
            self.depthwise_and_project(start, input, &worker.wide, quantised, &mut worker.deep);
            held = needed;
        }
    }

    /// The first layer for the whole picture, including the frame.
    fn widen(&self, pool: &dyn ThreadPool, input: &[i16], whole: &mut [i16]) {
        let (line, rows) = (self.framed_line(), self.framed_rows());
        let each = rows_of_part(rows, pool.size());
        let shares = Shares::new(&mut whole[..rows * line], each * line);
        pool.each(rows.div_ceil(each), &|part, _| {
            shares.with(part, |mine| self.fill(input, part * each..part * each + mine.len() / line, mine));
        });
    }

    /// The other two layers for the output rows from `first` on that fill `output`.
    fn narrow(&self, first: usize, input: &[i16], whole: &[i16], output: &mut [i16], worker: &mut WorkerMemory) {
        let (_, columns) = self.output();
        for (index, quantised) in output.chunks_mut(self.rows_at_once() * columns * self.shape.output).enumerate() {
            let start = first + index * self.rows_at_once();
            let wide = &whole[start * self.shape.stride * self.framed_line()..];
            self.depthwise_and_project(start, input, wide, quantised, &mut worker.deep);
        }
    }

    /// The output rows from `first` on that fill `quantised`; `wide` begins with the first framed row they look at.
    fn depthwise_and_project(
        &self,
        first: usize,
        input: &[i16],
        wide: &[i16],
        quantised: &mut [i16],
        deep: &mut [i16],
    ) {
        let (_, columns) = self.output();
        let out = columns * self.shape.output;
        let rows = quantised.len() / out;
        self.depthwise.quantised([rows, columns], wide, self.relu6, deep);
        let residual = match self.residual {
            Some(ratio) => Residual { quantised: &input[first * out..], ratio },
            None => Residual::NONE,
        };
        let lines = Lines { quantised, width: columns, step: out };
        self.project.quantised(rows * columns, deep, self.bounds, residual, lines);
    }

    /// Rows of the framed picture at its widest, zeros where the frame is.
    fn fill(&self, input: &[i16], framed: std::ops::Range<usize>, wide: &mut [i16]) {
        let (top, _, left, _) = self.window.padding();
        let KernelWindow { height, width, .. } = self.window;
        let (line, middle) = (self.framed_line(), self.shape.middle);
        // Rows of the picture among them.
        let start = framed.start.clamp(top, top + height);
        let inside = start..framed.end.clamp(start, top + height);
        for (row, quantised) in framed.clone().zip(wide.chunks_exact_mut(line)) {
            if inside.contains(&row) {
                quantised[..left * middle].fill(0);
                quantised[(left + width) * middle..].fill(0);
            } else {
                quantised.fill(0);
            }
        }
        if inside.is_empty() {
            return;
        }
        let begin = (inside.start - framed.start) * line + left * middle;
        let from = &input[(inside.start - top) * width * self.shape.input..];
        let quantised = &mut wide[begin..];
        match &self.expand {
            Some(expand) => {
                let lines = Lines { quantised, width, step: line };
                expand.quantised(inside.len() * width, from, self.relu6, Residual::NONE, lines);
            }
            None => {
                let rows = from.chunks_exact(width * middle).zip(quantised.chunks_mut(line)).take(inside.len());
                rows.for_each(|(from, to)| to[..width * middle].copy_from_slice(from));
            }
        }
    }
}
