//! The decoder in integers: grids of several sizes become one map.
//!
//! Level by level, coarse to fine. The doubled level before is the residual of the lateral layer, whose results go
//! straight into a picture with a frame, as the depthwise layer wants it. Threads share the rows.

use super::block::WorkerMemory;
use super::layers::LayerSource;
use super::{Bounds, Depthwise, Lines, Pointwise, Residual, SLACK, Upsampling, upsample};
use crate::architecture;
use crate::outline::{Evidence, OutlineMap};
use crate::thread_pool::{Shares, ThreadPool, locked, rows_of_part};
use crate::{Block, NnError};
use std::sync::Mutex;

/// Rows worked on between depthwise layer and projection: with 64 channels and 56 columns a tenth of a megabyte.
const ROWS: usize = 8;

/// See [`architecture::Decoder`].
#[derive(Clone, Debug)]
pub(super) struct IntegerDecoder {
    shape: architecture::Decoder,
    levels: Vec<IntegerLevel>,
    map: Pointwise,
    /// How map and features become logits.
    pub(super) evidence: Evidence,
    relu6: Bounds,
    signed: Bounds,
}

#[derive(Clone, Debug)]
struct IntegerLevel {
    height: usize,
    width: usize,
    lateral: Pointwise,
    /// What a level of the doubled grid counts in levels of the sum.
    ratio: f32,
    refine: Option<(Depthwise, Pointwise)>,
}

/// Memory of one run.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    /// What each level reads, `[height, width, channels]`.
    grids: Vec<Vec<i16>>,
    coarse: Vec<i16>,
    doubled: Vec<i16>,
    framed: Vec<i16>,
}

/// A grid that the trunk gives: rows, columns, and what one of its levels counts.
pub(super) type Given = ((usize, usize), f32);

impl IntegerDecoder {
    /// `given` holds what lies behind each block; `peaks` the largest value of each level's sum.
    pub(super) fn load(
        source: &LayerSource<'_>,
        shape: &architecture::Decoder,
        labels: usize,
        given: &[Given],
        peaks: &[f32],
    ) -> Result<Self, NnError> {
        let (width, relu6) = (shape.width, source.relu6_step());
        let mut levels: Vec<IntegerLevel> = Vec::with_capacity(shape.levels.len());
        let mut coarse_step = relu6;
        for (index, (level, peak)) in shape.levels.iter().zip(peaks).enumerate() {
            let ((rows, columns), step) = given.get(level.block).copied().unwrap_or(((0, 0), 1.0));
            let doubled = levels.last().map(|before: &IntegerLevel| (2 * before.height, 2 * before.width));
            if doubled.is_some_and(|doubled| doubled != (rows, columns)) {
                return Err(NnError::Side { rows, columns });
            }
            let sum_step = peak / source.levels.signed;
            let refine = format!("outline.refine.{index}");
            let refine = (index > 0).then(|| {
                let around = source.depthwise(&format!("{refine}.depthwise"), [3, 1, width], [sum_step, relu6])?;
                Ok((around, source.pointwise(&format!("{refine}.project"), [width, width], [relu6, relu6])?))
            });
            let lateral = format!("outline.lateral.{index}");
            levels.push(IntegerLevel {
                height: rows,
                width: columns,
                lateral: source.pointwise(&lateral, [level.channels, width], [step, sum_step])?,
                ratio: coarse_step / sum_step,
                refine: refine.transpose()?,
            });
            coarse_step = if index > 0 { relu6 } else { sum_step };
        }
        let evidence = Evidence::new(source.plain("outline.present", labels)?, source.plain("outline.evidence", 2)?);
        Ok(Self {
            map: source.pointwise("outline.map", [width, 1], [coarse_step, 1.0])?,
            shape: shape.clone(),
            levels,
            evidence,
            relu6: source.relu6_bounds(),
            signed: source.signed_bounds(),
        })
    }

    /// Words of [`WorkerMemory::deep`].
    pub(super) fn deep_words(&self) -> usize {
        self.levels.iter().map(|level| ROWS * level.width * self.shape.width).max().unwrap_or(0) + SLACK
    }

    /// Memory for one run.
    pub(super) fn memory(&self) -> Memory {
        let most = |words: &dyn Fn(&IntegerLevel) -> usize| self.levels.iter().map(words).max().unwrap_or(0) + SLACK;
        let plain = most(&|level| level.height * level.width * self.shape.width);
        let framed = most(&|level| (level.height + 2) * (level.width + 2) * self.shape.width);
        let of_level = |(level, shape): (&IntegerLevel, &architecture::DecoderLevel)| {
            vec![0; level.height * level.width * shape.channels + SLACK]
        };
        Memory {
            grids: self.levels.iter().zip(&self.shape.levels).map(of_level).collect(),
            coarse: vec![0; plain],
            doubled: vec![0; plain],
            framed: vec![0; framed],
        }
    }

    /// Keeps what lies behind a block, where a level reads it.
    pub(super) fn keep(&self, block: usize, shape: &Block, output: &[i16], memory: &mut Memory) {
        let Some(index) = self.shape.level_of(block) else { return };
        let (Some(level), Some(grid)) = (self.levels.get(index), memory.grids.get_mut(index)) else { return };
        let words = level.height * level.width * shape.output;
        if let (Some(to), Some(from)) = (grid.get_mut(..words), output.get(..words)) {
            to.copy_from_slice(from);
        }
    }

    /// The map from the grids that were kept.
    pub(super) fn run(
        &self,
        pool: &dyn ThreadPool,
        memory: &mut Memory,
        workers: &[Mutex<WorkerMemory>],
    ) -> OutlineMap {
        let Memory { grids, coarse, doubled, framed } = memory;
        let channels = self.shape.width;
        let mut before = [0, 0];
        for (level, grid) in self.levels.iter().zip(grids) {
            let size = [level.height, level.width];
            match &level.refine {
                None => {
                    let words = coarse.get_mut(..size[0] * size[1] * channels).unwrap_or_default();
                    self.sum(pool, level, grid, &[], (words, size[1] * channels));
                }
                Some((around, project)) => {
                    upsample(Upsampling::Nearest, [before[0], before[1], channels], coarse, doubled);
                    let line = (level.width + 2) * channels;
                    framed.get_mut(..(level.height + 2) * line).unwrap_or_default().fill(0);
                    // From the first pixel inside the frame to the end of the last line's frame.
                    let inside = line + channels..(level.height + 1) * line + channels;
                    self.sum(pool, level, grid, doubled, (framed.get_mut(inside).unwrap_or_default(), line));
                    self.refine(pool, level, (around, project), framed, coarse, workers);
                }
            }
            before = size;
        }
        let [height, width] = before;
        let mut logits = vec![0.0; height * width];
        self.map.dequantised(height * width, coarse, Bounds { low: f32::MIN, high: f32::MAX }, &mut logits);
        OutlineMap { height, width, logits }
    }

    /// The lateral layer and what is doubled, into lines of `step` words.
    fn sum(
        &self,
        pool: &dyn ThreadPool,
        level: &IntegerLevel,
        grid: &[i16],
        doubled: &[i16],
        (words, step): (&mut [i16], usize),
    ) {
        let width = level.width;
        let each = rows_of_part(level.height, pool.size());
        let shares = Shares::new(words, each * step);
        pool.each(level.height.div_ceil(each), &|part, _| {
            let first = part * each * width;
            let rows = each.min(level.height - part * each);
            let from = grid.get(first * level.lateral.inputs()..).unwrap_or_default();
            let residual = doubled.get(first * self.shape.width..).unwrap_or_default();
            let residual = Residual { words: residual, ratio: level.ratio };
            shares.with(part, |words| {
                level.lateral.quantised(rows * width, from, self.signed, residual, Lines { words, width, step });
            });
        });
    }

    /// From the framed sum to the level's grid.
    fn refine(
        &self,
        pool: &dyn ThreadPool,
        level: &IntegerLevel,
        (around, project): (&Depthwise, &Pointwise),
        framed: &[i16],
        output: &mut [i16],
        workers: &[Mutex<WorkerMemory>],
    ) {
        let (width, channels) = (level.width, self.shape.width);
        let (line, out) = ((width + 2) * channels, width * channels);
        let each = rows_of_part(level.height, pool.size());
        let shares = Shares::new(output.get_mut(..level.height * out).unwrap_or_default(), each * out);
        pool.each(level.height.div_ceil(each), &|part, worker| {
            let Some(worker) = workers.get(worker) else { return };
            let deep = &mut locked(worker).deep;
            shares.with(part, |mine| {
                for (index, words) in mine.chunks_mut(ROWS * out).enumerate() {
                    let (first, rows) = (part * each + index * ROWS, words.len() / out);
                    let from = framed.get(first * line..).unwrap_or_default();
                    around.quantised([rows, width], from, self.relu6, deep);
                    let lines = Lines { words, width, step: out };
                    project.quantised(rows * width, deep, self.relu6, Residual::NONE, lines);
                }
            });
        });
    }
}
