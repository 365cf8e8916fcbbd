//! The network in floats on the CPU: plain loops over plain memory. The trainer's, and the measure of the others.
//!
//! Weights are laid out for the loops once, at load. An inverted residual block goes through its
//! three layers a few rows at a time, so that what lies between them stays in the cache and the
//! whole picture never exists at its widest.
//!
//! Invariant: pure. The same picture gives the same bits on every run on one machine.

mod decoder;

use super::architecture::{Architecture, Block, Window};
use super::error::{NnError, array};
use super::kernels::{self, Activation, Packed};
use super::outline::{self, OutlineMap};
use decoder::FloatDecoder;
use model::Weights;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// An EfficientNet-Lite classifier, batch normalisation folded into the convolutions, with a decoder where its
/// architecture has one.
#[derive(Debug)]
pub struct Network {
    stem: Packed,
    blocks: Vec<InvertedResidual>,
    head: Packed,
    classifier: Packed,
    decoder: Option<FloatDecoder>,
    /// Memory of earlier runs, used again.
    scratch: Mutex<Vec<Scratch>>,
}

/// What one forward pass gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// `[labels]`.
    pub logits: Vec<f32>,
    /// Rows and columns of the last feature grid: 7 and 7 at 224 × 224.
    pub grid: (usize, usize),
    /// Last feature grid, `[rows, columns, 1280]`; without a map, its mean over the grid times the classifier's
    /// weight, plus bias, is `logits`, which makes the class activation map exact.
    pub features: Vec<f32>,
    /// What a network with a decoder outlines; its logits then come from [`outline::Evidence::logits`].
    pub outline: Option<OutlineMap>,
}

/// A grid of channels on its way through the network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// Rows.
    pub height: usize,
    /// Columns.
    pub width: usize,
    /// `[height, width, channels]`.
    pub values: Vec<f32>,
}

/// Buffers of one run.
#[derive(Debug, Default)]
struct Scratch {
    input: Grid,
    output: Grid,
    /// Rows between a block's expansion and its depthwise layer.
    wide: Vec<f32>,
    /// Rows between its depthwise layer and its projection.
    deep: Vec<f32>,
}

impl Network {
    /// Builds the network called `architecture` with `labels` outputs.
    ///
    /// Arrays: `stem`, `blocks.I.expand`, `blocks.I.depthwise`, `blocks.I.project`, `head` and
    /// `classifier`, each with `.weight` (last axis: output channel) and `.bias`; with a decoder also its layers
    /// ([`super::architecture::Decoder`]), `outline.present` and `outline.evidence` ([`outline::Evidence`]).
    ///
    /// ```
    /// use model::{Array, Weights};
    /// use network::Architecture;
    /// use network::float::Network;
    ///
    /// // A network that knows nothing: zeros everywhere but in the last bias.
    /// let shape = Architecture::named("efficientnet-lite0-front").unwrap();
    /// let mut weights = Weights::new();
    /// let mut layer = |name: String, inputs: usize, bias: Vec<f32>| {
    ///     let weight = Array { shape: vec![inputs, bias.len()], data: vec![0.0; inputs * bias.len()] };
    ///     weights.insert(format!("{name}.weight"), weight);
    ///     weights.insert(format!("{name}.bias"), Array { shape: vec![bias.len()], data: bias });
    /// };
    /// layer("stem".into(), 27, vec![0.0; shape.stem]);
    /// for (index, block) in shape.blocks.iter().enumerate() {
    ///     if block.expands() {
    ///         layer(format!("blocks.{index}.expand"), block.input, vec![0.0; block.middle]);
    ///     }
    ///     layer(format!("blocks.{index}.depthwise"), block.kernel * block.kernel, vec![0.0; block.middle]);
    ///     layer(format!("blocks.{index}.project"), block.middle, vec![0.0; block.output]);
    /// }
    /// layer("head".into(), shape.last_block_output(), vec![0.0; shape.head]);
    /// layer("classifier".into(), shape.head, vec![1.0, -1.0]);
    ///
    /// let network = Network::from_weights(shape.name, 2, &weights).unwrap();
    /// let output = network.forward(&[0.5; 32 * 32 * 3], 32);
    /// assert_eq!(output.logits, [1.0, -1.0]);
    /// assert_eq!((output.grid, output.outline), ((2, 2), None));
    /// ```
    ///
    /// # Errors
    /// When the architecture is unknown, or an array is missing or has another shape.
    pub fn from_weights(architecture: &str, labels: usize, weights: &Weights) -> Result<Self, NnError> {
        let shape = Architecture::named(architecture)
            .ok_or_else(|| NnError::Architecture { found: architecture.to_owned() })?;
        let blocks = shape.blocks.iter().enumerate();
        Ok(Self {
            stem: packed(weights, "stem", [27, shape.stem])?,
            blocks: blocks
                .map(|(index, block)| InvertedResidual::load(weights, index, *block))
                .collect::<Result<_, _>>()?,
            head: packed(weights, "head", [shape.last_block_output(), shape.head])?,
            classifier: packed(weights, "classifier", [shape.head, labels])?,
            decoder: shape.outline.as_ref().map(|decoder| FloatDecoder::load(decoder, labels, weights)).transpose()?,
            scratch: Mutex::default(),
        })
    }

    /// Runs one picture of `[side, side, 3]`, normalised by [`super::input`].
    ///
    /// # Panics
    /// When `input` has another length.
    #[must_use]
    pub fn forward(&self, input: &[f32], side: usize) -> Output {
        let mut scratch = self.scratch();
        let map = self.run_all(input, side, &mut scratch, |_, _| {});
        let grid = &scratch.input;
        let (cells, channels) = (grid.height * grid.width, self.head.outputs());
        let mut features = vec![0.0; cells * channels];
        kernels::pointwise(&grid.values, &self.head, Activation::Relu6, &[], &mut features);
        let size = (grid.height, grid.width);
        let weights = map.as_ref().map(|map| outline::attention(map, size));
        let pooled = outline::pooled(&features, &weights.unwrap_or_else(|| vec![(cells as f32).recip(); cells]));
        let mut logits = vec![0.0; self.classifier.outputs()];
        kernels::pointwise(&pooled, &self.classifier, Activation::None, &[], &mut logits);
        if let (Some(map), Some(decoder)) = (&map, &self.decoder) {
            logits = decoder.evidence.logits(&map.logits, &logits);
        }
        let output = Output { logits, grid: size, features, outline: map };
        self.give_back(scratch);
        output
    }

    /// Shows the values behind each block, with the block's index, then each sum of the decoder, numbered on.
    ///
    /// # Panics
    /// When `input` is not `[side, side, 3]`.
    pub fn observe_blocks(&self, input: &[f32], side: usize, observe: impl FnMut(usize, &[f32])) {
        let mut scratch = self.scratch();
        self.run_all(input, side, &mut scratch, observe);
        self.give_back(scratch);
    }

    /// Stem, blocks and decoder; the last block's grid is left in `scratch.input`.
    fn run_all(
        &self,
        input: &[f32],
        side: usize,
        scratch: &mut Scratch,
        mut observe: impl FnMut(usize, &[f32]),
    ) -> Option<OutlineMap> {
        self.run_first(0, input, side, scratch);
        let mut grids: BTreeMap<usize, Grid> = BTreeMap::new();
        for (index, block) in self.blocks.iter().enumerate() {
            block.run(scratch);
            std::mem::swap(&mut scratch.input, &mut scratch.output);
            observe(index, &scratch.input.values);
            if let Some(level) = self.decoder.as_ref().and_then(|decoder| decoder.level_of(index)) {
                grids.insert(level, scratch.input.clone());
            }
        }
        let grids: Vec<Grid> = grids.into_values().collect();
        let behind = self.blocks.len();
        self.decoder.as_ref().map(|decoder| decoder.run(&grids, |level, values| observe(behind + level, values)))
    }

    /// Stem and the first `blocks` blocks only: the trainer's frozen part.
    ///
    /// # Panics
    /// When `input` is not `[side, side, 3]`.
    #[must_use]
    pub fn forward_first(&self, blocks: usize, input: &[f32], side: usize) -> Grid {
        let mut scratch = self.scratch();
        self.run_first(blocks, input, side, &mut scratch);
        let grid = scratch.input.clone();
        self.give_back(scratch);
        grid
    }

    fn run_first(&self, blocks: usize, input: &[f32], side: usize, scratch: &mut Scratch) {
        assert_eq!(input.len(), side * side * 3, "a picture of three channels");
        let window = Window { kernel: 3, stride: 2, height: side, width: side };
        let (rows, columns) = window.output();
        let patches = kernels::patches(window, input, 3);
        let grid = &mut scratch.input;
        (grid.height, grid.width) = (rows, columns);
        fit(&mut grid.values, rows * columns * self.stem.outputs());
        kernels::pointwise(&patches, &self.stem, Activation::Relu6, &[], &mut grid.values);
        for block in self.blocks.iter().take(blocks) {
            block.run(scratch);
            std::mem::swap(&mut scratch.input, &mut scratch.output);
        }
    }

    fn scratch(&self) -> Scratch {
        self.scratch.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    fn give_back(&self, scratch: Scratch) {
        self.scratch.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
    }
}

#[derive(Debug)]
struct InvertedResidual {
    shape: Block,
    expand: Option<Packed>,
    /// `[kernel * kernel, middle]`.
    depthwise_weight: Vec<f32>,
    depthwise_bias: Vec<f32>,
    project: Packed,
}

/// Values that a block may hold between its expansion and its depthwise layer: with the weights
/// beside them they should fit a second-level cache of half a megabyte.
const WIDE_VALUES: usize = 64 * 1024;

impl InvertedResidual {
    fn load(weights: &Weights, index: usize, shape: Block) -> Result<Self, NnError> {
        let name = |layer: &str| format!("blocks.{index}.{layer}");
        let expand =
            shape.expands().then(|| packed(weights, &name("expand"), [shape.input, shape.middle])).transpose()?;
        let depthwise = name("depthwise");
        let taps = shape.kernel * shape.kernel;
        Ok(Self {
            shape,
            expand,
            depthwise_weight: array(weights, &format!("{depthwise}.weight"), &[taps, shape.middle])?.data.clone(),
            depthwise_bias: array(weights, &format!("{depthwise}.bias"), &[shape.middle])?.data.clone(),
            project: packed(weights, &name("project"), [shape.middle, shape.output])?,
        })
    }

    /// From `scratch.input` to `scratch.output`.
    fn run(&self, scratch: &mut Scratch) {
        let Scratch { input, output, wide, deep } = scratch;
        let Block { kernel, stride, middle, .. } = self.shape;
        let window = Window { kernel, stride, height: input.height, width: input.width };
        let (rows, columns) = window.output();
        (output.height, output.width) = (rows, columns);
        fit(&mut output.values, rows * columns * self.shape.output);

        let at_once = (WIDE_VALUES / (input.width * middle)).saturating_sub(kernel) / stride;
        let at_once = at_once.clamp(1, rows);
        let mut first = 0;
        // Input rows that `wide` holds.
        let mut held = 0..0usize;
        while first < rows {
            let last = (first + at_once).min(rows);
            let band = window.input_rows(first..last);
            let source: &[f32] = match &self.expand {
                Some(expand) => {
                    let line = input.width * middle;
                    // Rows that the band before has expanded already.
                    let kept = held.end.saturating_sub(band.start);
                    if kept > 0 {
                        wide.copy_within((held.len() - kept) * line..held.len() * line, 0);
                    }
                    fit(wide, band.len() * line);
                    let fresh = band.start + kept..band.end;
                    let from = &input.values
                        [fresh.start * input.width * self.shape.input..fresh.end * input.width * self.shape.input];
                    kernels::pointwise(from, expand, Activation::Relu6, &[], &mut wide[kept * line..]);
                    held = band.clone();
                    wide
                }
                None => &input.values[band.start * input.width * middle..band.end * input.width * middle],
            };
            fit(deep, (last - first) * columns * middle);
            kernels::depthwise_rows(
                window,
                first..last,
                band.start,
                source,
                &self.depthwise_weight,
                &self.depthwise_bias,
                Activation::Relu6,
                deep,
            );
            let span = first * columns * self.shape.output..last * columns * self.shape.output;
            let residual = if self.shape.is_residual() { &input.values[span.clone()] } else { &[][..] };
            kernels::pointwise(deep, &self.project, Activation::None, residual, &mut output.values[span]);
            first = last;
        }
    }
}

/// Makes room for exactly `length` values; what is in them does not matter.
fn fit(values: &mut Vec<f32>, length: usize) {
    values.resize(length, 0.0);
}

fn packed(weights: &Weights, name: &str, [inputs, outputs]: [usize; 2]) -> Result<Packed, NnError> {
    let weight = array(weights, &format!("{name}.weight"), &[inputs, outputs])?;
    let bias = array(weights, &format!("{name}.bias"), &[outputs])?;
    Ok(Packed::new(&weight.data, &bias.data))
}
