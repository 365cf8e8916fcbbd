//! The whole of it: stem, blocks, head, classifier.

use super::block::{IntegerBlock, WorkerMemory};
use super::decoder::{self, IntegerDecoder};
use super::layers::{LayerSource, RELU6};
use super::stem::Stem;
use super::{Bounds, Pointwise, Processor, SLACK};
use crate::input::{InputError, Lookup};
use crate::outline::{self, OutlineMap};
use crate::thread_pool::{Shares, SingleThread, ThreadPool, locked, rows_of_part};
use crate::{Architecture, NnError, Output};
use imaging::Image;
use model::{Activations, InputSpec, StoredWeights};
use std::sync::Mutex;

/// An EfficientNet-Lite classifier for pictures of one size, batch normalisation folded into the convolutions.
#[derive(Debug)]
pub struct Network {
    lookup: Lookup,
    stem: Stem,
    blocks: Vec<IntegerBlock>,
    head: Pointwise,
    /// `[head, labels]`, in floats as its bias: one product in two thousand is its.
    classifier_weight: Vec<f32>,
    /// `[labels]`.
    classifier_bias: Vec<f32>,
    decoder: Option<IntegerDecoder>,
    plan: MemoryPlan,
    pool: &'static dyn ThreadPool,
    /// Memory of earlier runs, used again.
    arenas: Mutex<Vec<Arenas>>,
}

/// Words of each part of a run's memory: planned once, at load.
#[derive(Clone, Copy, Debug)]
struct MemoryPlan {
    picture: usize,
    grid: usize,
    /// Where threads share a picture at its widest.
    whole: usize,
    wide: usize,
    deep: usize,
}

/// Memory of one run.
#[derive(Debug)]
struct Arenas {
    picture: Vec<i16>,
    from: Vec<i16>,
    to: Vec<i16>,
    whole: Vec<i16>,
    /// One for each thread.
    workers: Vec<Mutex<WorkerMemory>>,
    /// The decoder's.
    outline: decoder::Memory,
}

impl Network {
    /// Builds the network called `architecture` with `labels` outputs for pictures of `input`, on the best
    /// instructions of this machine.
    ///
    /// Arrays: `stem`, `blocks.I.expand`, `blocks.I.depthwise`, `blocks.I.project`, `head` and
    /// `classifier`, each with `.weight` (quantised; last axis: output channel) and `.bias` (plain).
    ///
    /// # Errors
    /// When the architecture is unknown, an array is missing, is not quantised or has another shape, or
    /// `activations` names no range for a block.
    pub fn new(
        architecture: &str,
        labels: usize,
        weights: &StoredWeights,
        input: &InputSpec,
        activations: &Activations,
    ) -> Result<Self, NnError> {
        Self::with_processor(Processor::best(), architecture, labels, weights, input, activations)
    }

    /// The same on instructions of choice: all give the same bits.
    ///
    /// # Errors
    /// As [`Network::new`].
    pub fn with_processor(
        processor: Processor,
        architecture: &str,
        labels: usize,
        weights: &StoredWeights,
        input: &InputSpec,
        activations: &Activations,
    ) -> Result<Self, NnError> {
        let shape = Architecture::named(architecture)
            .ok_or_else(|| NnError::Architecture { found: architecture.to_owned() })?;
        let peaks = &activations.block_peaks;
        // Those of the decoder's sums stand behind those of the blocks.
        let expected = shape.blocks.len() + shape.outline.as_ref().map_or(0, |decoder| decoder.levels.len());
        if peaks.len() != expected || peaks.iter().any(|peak| !(peak.is_finite() && *peak > 0.0)) {
            return Err(NnError::Ranges { expected, found: peaks.len() });
        }
        let levels = activations.levels;
        let source = LayerSource { weights, levels, processor };
        let side = input.size as usize;
        let lookup = Lookup::new(input, levels.signed);
        let stem = Stem::load(&source, shape.stem, side, &lookup)?;
        let mut size = stem.output();
        let mut plan = MemoryPlan {
            picture: side * side * lookup.channels() + SLACK,
            grid: size.0 * size.1 * shape.stem + SLACK,
            whole: 0,
            wide: 0,
            deep: stem.patch_words(),
        };
        let mut step = source.relu6_step();
        let mut blocks = Vec::with_capacity(shape.blocks.len());
        let mut given = Vec::with_capacity(shape.blocks.len());
        for (index, (block, peak)) in shape.blocks.iter().zip(peaks).enumerate() {
            let output_step = peak / levels.signed;
            let block = IntegerBlock::load(&source, index, *block, size, [step, output_step])?;
            let (wide, deep) = block.between_words();
            plan.grid = plan.grid.max(block.output_words());
            plan.whole = plan.whole.max(block.whole_words());
            (plan.wide, plan.deep) = (plan.wide.max(wide), plan.deep.max(deep));
            (size, step) = (block.output(), output_step);
            given.push((size, step));
            blocks.push(block);
        }
        let behind = peaks.get(shape.blocks.len()..).unwrap_or_default();
        let decoder =
            shape.outline.as_ref().map(|decoder| IntegerDecoder::load(&source, decoder, labels, &given, behind));
        let decoder = decoder.transpose()?;
        plan.deep = plan.deep.max(decoder.as_ref().map_or(0, IntegerDecoder::deep_words));
        let head = source.pointwise("head", [shape.last_block_output(), shape.head], [step, 1.0])?;
        // A level of 1 leaves the weight's own scale.
        let classifier = source.array("classifier", [shape.head, labels], 1.0, 1.0)?;
        let scaled = classifier.weight.iter().zip(classifier.scale.iter().cycle());
        Ok(Self {
            lookup,
            stem,
            blocks,
            head,
            classifier_weight: scaled.map(|(integer, scale)| f32::from(*integer) * scale).collect(),
            classifier_bias: classifier.bias,
            decoder,
            plan,
            pool: &SingleThread,
            arenas: Mutex::default(),
        })
    }

    /// The same network computed by these threads: the same bits, sooner.
    #[must_use]
    pub fn with_pool(self, pool: &'static dyn ThreadPool) -> Self {
        Self { pool, arenas: Mutex::default(), ..self }
    }

    /// Runs one picture that `imaging::prepare` made for this network's input.
    ///
    /// # Errors
    /// When it has another size or depth.
    pub fn forward(&self, picture: &Image) -> Result<Output, InputError> {
        let mut arenas = locked(&self.arenas).pop();
        let memory = arenas.get_or_insert_with(|| Arenas::new(self.plan, self.pool.size(), self.decoder.as_ref()));
        let read = self.lookup.words_from_image(picture, &mut memory.picture);
        let output = read.map(|()| self.run(memory));
        locked(&self.arenas).extend(arenas);
        output
    }

    fn run(&self, memory: &mut Arenas) -> Output {
        let Arenas { picture, from, to, whole, workers, outline } = memory;
        self.stem.run(self.pool, picture, from, workers);
        for (index, block) in self.blocks.iter().enumerate() {
            block.run(self.pool, from, to, whole, workers);
            std::mem::swap(from, to);
            if let Some(decoder) = &self.decoder {
                decoder.keep(index, block.shape(), from, outline);
            }
        }
        let grid = self.blocks.last().map_or(self.stem.output(), IntegerBlock::output);
        let (cells, channels) = (grid.0 * grid.1, self.head.outputs());
        let mut features = vec![0.0; cells * channels];
        let each = rows_of_part(cells, self.pool.size());
        let shares = Shares::new(&mut features, each * channels);
        self.pool.each(cells.div_ceil(each), &|part, _| {
            let from = from.get(part * each * self.head.inputs()..).unwrap_or_default();
            let bounds = Bounds { low: 0.0, high: RELU6 };
            shares.with(part, |mine| self.head.dequantised(mine.len() / channels, from, bounds, mine));
        });
        let map = self.decoder.as_ref().map(|decoder| decoder.run(self.pool, outline, workers));
        let logits = self.logits(&features, grid, map.as_ref());
        Output { logits, grid, features, outline: map }
    }

    /// The mean over the cells, under the map where there is one, times the classifier's weight, plus its bias.
    fn logits(&self, features: &[f32], grid: (usize, usize), map: Option<&OutlineMap>) -> Vec<f32> {
        let cells = grid.0 * grid.1;
        let mean = match map {
            Some(map) => outline::pooled(features, &outline::attention(map, grid)),
            None => {
                let mut sums = vec![0.0; self.head.outputs()];
                for cell in features.chunks_exact(sums.len()) {
                    for (sum, value) in sums.iter_mut().zip(cell) {
                        *sum += value;
                    }
                }
                sums.iter_mut().for_each(|sum| *sum /= cells as f32);
                sums
            }
        };
        let mut logits = self.classifier_bias.clone();
        for (mean, weights) in mean.iter().zip(self.classifier_weight.chunks_exact(logits.len())) {
            for (logit, weight) in logits.iter_mut().zip(weights) {
                *logit += mean * weight;
            }
        }
        match (map, &self.decoder) {
            (Some(map), Some(decoder)) => decoder.evidence.logits(&map.logits, &logits),
            _ => logits,
        }
    }
}

impl Arenas {
    fn new(plan: MemoryPlan, threads: usize, decoder: Option<&IntegerDecoder>) -> Self {
        let words = |count: usize| vec![0; count];
        let worker = |_| Mutex::new(WorkerMemory { wide: words(plan.wide), deep: words(plan.deep) });
        Self {
            picture: words(plan.picture),
            from: words(plan.grid),
            to: words(plan.grid),
            whole: words(if threads > 1 { plan.whole } else { 0 }),
            workers: (0..threads).map(worker).collect(),
            outline: decoder.map(IntegerDecoder::memory).unwrap_or_default(),
        }
    }
}
