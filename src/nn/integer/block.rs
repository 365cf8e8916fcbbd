//! An inverted residual block: widen, look around, narrow.
//!
//! The three layers go through the picture a few rows at a time, so that what lies between them stays in
//! the cache and the whole picture never exists at its widest.

use super::layers::Source;
use super::{Bounds, Depthwise, Lines, Pointwise, Residual, SLACK};
use crate::nn::{Block, NnError, Window};

/// Words that a block may hold between its expansion and its depthwise layer: a quarter of a megabyte, which
/// with the weights beside it fits a second-level cache.
const WIDE_WORDS: usize = 128 * 1024;

/// A block for pictures of one size.
#[derive(Clone, Debug)]
pub(super) struct InvertedResidual {
    shape: Block,
    window: Window,
    expand: Option<Pointwise>,
    depthwise: Depthwise,
    project: Pointwise,
    /// What a level of the input counts in levels of the output.
    ratio: f32,
    relu6: Bounds,
    signed: Bounds,
}

/// What a block works with, beside its input and its output.
#[derive(Debug)]
pub(super) struct Between<'a> {
    /// Framed rows between expansion and depthwise layer.
    pub(super) wide: &'a mut [i16],
    /// Rows between depthwise layer and projection.
    pub(super) deep: &'a mut [i16],
}

impl InvertedResidual {
    /// The block at `index`, for an input of `height` × `width` whose levels count `steps[0]`, to levels that
    /// count `steps[1]`.
    pub(super) fn load(
        source: &Source<'_>,
        index: usize,
        shape: Block,
        (height, width): (usize, usize),
        [input_step, output_step]: [f32; 2],
    ) -> Result<Self, NnError> {
        let name = |layer: &str| format!("blocks.{index}.{layer}");
        let relu6 = source.relu6_step();
        let widened = [shape.input, shape.middle];
        let expand =
            shape.expands().then(|| source.pointwise(&name("expand"), widened, [input_step, relu6])).transpose()?;
        let middle_step = if expand.is_some() { relu6 } else { input_step };
        let around = [shape.kernel, shape.stride, shape.middle];
        Ok(Self {
            shape,
            window: Window { kernel: shape.kernel, stride: shape.stride, height, width },
            expand,
            depthwise: source.depthwise(&name("depthwise"), around, [middle_step, relu6])?,
            project: source.pointwise(&name("project"), [shape.middle, shape.output], [relu6, output_step])?,
            ratio: input_step / output_step,
            relu6: source.relu6_bounds(),
            signed: source.signed_bounds(),
        })
    }

    /// Rows and columns that come out.
    pub(super) fn output(&self) -> (usize, usize) {
        self.window.output()
    }

    /// Words of the output.
    pub(super) fn output_words(&self) -> usize {
        let (rows, columns) = self.output();
        rows * columns * self.shape.output + SLACK
    }

    /// Words of [`Between::wide`] and [`Between::deep`].
    pub(super) fn between_words(&self) -> (usize, usize) {
        let (_, columns) = self.output();
        let rows = self.rows_at_once();
        let framed = (rows - 1) * self.shape.stride + self.shape.kernel;
        (framed * self.framed_line() + SLACK, rows * columns * self.shape.middle + SLACK)
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
        (held.saturating_sub(self.shape.kernel) / self.shape.stride + 1).clamp(1, rows.max(1))
    }

    /// From `input` `[height, width, channels]` to `output`, each with [`SLACK`] words behind.
    pub(super) fn run(&self, input: &[i16], output: &mut [i16], between: Between<'_>) {
        let Between { wide, deep } = between;
        let (rows, columns) = self.output();
        let (line, out) = (self.framed_line(), columns * self.shape.output);
        let Block { kernel, stride, .. } = self.shape;
        let mut first = 0;
        // Framed rows that `wide` holds from the band before.
        let mut held = 0..0;
        while first < rows {
            let last = (first + self.rows_at_once()).min(rows);
            let needed = first * stride..(last - 1) * stride + kernel;
            let kept = usize::saturating_sub(held.end, needed.start);
            wide.copy_within((held.len() - kept) * line..held.len() * line, 0);
            self.fill(input, needed.start + kept..needed.end, wide.get_mut(kept * line..).unwrap_or_default());
            self.depthwise.words([last - first, columns], wide, self.relu6, deep);
            let residual = if self.shape.is_residual() { input.get(first * out..).unwrap_or_default() } else { &[] };
            let residual = Residual { words: residual, ratio: self.ratio };
            let words = output.get_mut(first * out..).unwrap_or_default();
            let lines = Lines { words, width: columns, step: out };
            self.project.words((last - first) * columns, deep, self.signed, residual, lines);
            held = needed;
            first = last;
        }
    }

    /// Rows of the framed picture at its widest, zeros where the frame is.
    fn fill(&self, input: &[i16], framed: std::ops::Range<usize>, wide: &mut [i16]) {
        let (top, _, left, _) = self.window.padding();
        let Window { height, width, .. } = self.window;
        let (line, middle) = (self.framed_line(), self.shape.middle);
        // Rows of the picture among them.
        let start = framed.start.clamp(top, top + height);
        let inside = start..framed.end.clamp(start, top + height);
        for (row, words) in framed.clone().zip(wide.chunks_exact_mut(line)) {
            if inside.contains(&row) {
                words.get_mut(..left * middle).unwrap_or_default().fill(0);
                words.get_mut((left + width) * middle..).unwrap_or_default().fill(0);
            } else {
                words.fill(0);
            }
        }
        if inside.is_empty() {
            return;
        }
        let begin = (inside.start - framed.start) * line + left * middle;
        let from = input.get((inside.start - top) * width * self.shape.input..).unwrap_or_default();
        let words = wide.get_mut(begin..).unwrap_or_default();
        match &self.expand {
            Some(expand) => {
                let lines = Lines { words, width, step: line };
                expand.words(inside.len() * width, from, self.relu6, Residual::NONE, lines);
            }
            None => {
                let rows = from.chunks_exact(width * middle).zip(words.chunks_mut(line)).take(inside.len());
                for (from, to) in rows {
                    if let Some(to) = to.get_mut(..width * middle) {
                        to.copy_from_slice(from);
                    }
                }
            }
        }
    }
}
