//! Pointwise convolution of integers: a matrix product, with what follows it in the same pass.
//!
//! Weights are laid out once, at load, in panels of output channels. A tile of [`ROWS`] pixels times one
//! panel stays in registers while the input channels are walked, two at a time, and [`BLOCK`] pixels are
//! taken through all panels before the next ones, so that they stay in the cache (Goto and van de Geijn,
//! "Anatomy of High-Performance Matrix Multiplication", ACM TOMS 2008).
//!
//! `unsafe`: inner loops without a bounds check; every length is checked once a call, before them. Every
//! processor's version equals the definition bit for bit (tests below).
#![allow(unsafe_code, reason = "a SIMD kernel")]

use super::SLACK;
use super::instructions::{Bounds, Instructions, Plain, Processor, Set};
use super::packing::{PanelLayout, PanelRequantisation, Requantisation, first_of_panel};

/// Pixels a tile covers. With two vectors of sums each, two of weights and one input, registers hold it;
/// six were slower in V8, two and three equal.
const ROWS: usize = 4;
/// Pixels that go through all panels together.
const BLOCK: usize = 12 * ROWS;

/// A pointwise layer, laid out for one processor.
#[derive(Clone, Debug)]
pub struct Pointwise {
    processor: Processor,
    inputs: usize,
    outputs: usize,
    /// `[panels][pairs of inputs][panel][2]`, zeros behind the last input and output.
    weight: Vec<i16>,
    requantisation: Requantisation,
}

/// Destination of pixels: line by line in a picture that may have a frame around it.
#[derive(Debug)]
pub struct Lines<'a> {
    /// Begins with the first pixel.
    pub quantised: &'a mut [i16],
    /// Pixels of a line.
    pub width: usize,
    /// Words from line to line, at least `width × outputs`.
    pub step: usize,
}

/// The residual added to a result before it is clamped to its range.
#[derive(Clone, Copy, Debug)]
pub struct Residual<'a> {
    /// `[pixels, outputs]` and [`SLACK`] words; empty for nothing.
    pub quantised: &'a [i16],
    /// The ratio of their levels to those of the result.
    pub ratio: f32,
}

impl Residual<'_> {
    /// Nothing is added.
    pub const NONE: Residual<'static> = Residual { quantised: &[], ratio: 0.0 };
}

/// What the inner loops need.
#[derive(Clone, Copy)]
enum OutputTarget {
    Quantised { to: *mut i16, width: usize, step: usize, residual: *const i16, ratio: f32 },
    Dequantised(*mut f32),
}

impl Pointwise {
    /// Lays out `weight` `[inputs, outputs]`, `scale` and `bias` `[outputs]`: a result is
    /// `sum × scale + bias`.
    ///
    /// # Panics
    /// When a length does not match.
    #[must_use]
    pub fn new(processor: Processor, weight: &[i16], scale: &[f32], bias: &[f32]) -> Self {
        let outputs = bias.len();
        assert!(outputs > 0 && scale.len() == outputs && weight.len().is_multiple_of(outputs), "pointwise weight");
        let inputs = weight.len() / outputs;
        let layout = PanelLayout::new(processor, outputs);
        let weight = layout.pairs(inputs.div_ceil(2), |pair, half, output| {
            let input = 2 * pair + half;
            if input < inputs { weight[input * outputs + output] } else { 0 }
        });
        Self { processor, inputs, outputs, weight, requantisation: layout.requantisation(scale, bias) }
    }

    /// Input channels.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Output channels.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// From `input` `[pixels, inputs]` and [`SLACK`] words to levels within `bounds`.
    ///
    /// # Panics
    /// When a slice is too short.
    pub fn quantised(&self, pixels: usize, input: &[i16], bounds: Bounds, residual: Residual<'_>, output: Lines<'_>) {
        let Lines { quantised, width, step } = output;
        assert!(input.len() >= pixels * self.inputs + SLACK, "pointwise input");
        assert!(width > 0 && step >= width * self.outputs, "pointwise lines");
        let whole = pixels / width * step + pixels % width * self.outputs;
        let last = if pixels.is_multiple_of(width) { whole.saturating_sub(step - width * self.outputs) } else { whole };
        assert!(quantised.len() >= last, "pointwise output");
        let added = residual.quantised;
        assert!(added.is_empty() || added.len() >= pixels * self.outputs + SLACK, "pointwise residual");
        let residual_at = if added.is_empty() { std::ptr::null() } else { added.as_ptr() };
        let to = quantised.as_mut_ptr();
        let target = OutputTarget::Quantised { to, width, step, residual: residual_at, ratio: residual.ratio };
        // SAFETY: all lengths were just checked, and the processor has the instructions it was built for.
        unsafe { self.dispatch(pixels, input.as_ptr(), bounds, target) };
    }

    /// From `input` `[pixels, inputs]` and [`SLACK`] words to floats within `bounds`, `[pixels, outputs]`.
    ///
    /// # Panics
    /// When a length does not match.
    pub fn dequantised(&self, pixels: usize, input: &[i16], bounds: Bounds, output: &mut [f32]) {
        assert!(input.len() >= pixels * self.inputs + SLACK, "pointwise input");
        assert_eq!(output.len(), pixels * self.outputs, "pointwise output");
        // SAFETY: as above.
        unsafe { self.dispatch(pixels, input.as_ptr(), bounds, OutputTarget::Dequantised(output.as_mut_ptr())) };
    }

    unsafe fn dispatch(&self, pixels: usize, input: *const i16, bounds: Bounds, target: OutputTarget) {
        // SAFETY: passed on to the caller.
        unsafe {
            match self.processor.set() {
                Set::Plain => self.run::<Plain>(pixels, input, bounds, target),
                #[cfg(target_arch = "wasm32")]
                Set::Wasm => self.run::<super::instructions::Wasm>(pixels, input, bounds, target),
                #[cfg(target_arch = "x86_64")]
                Set::Avx2 => self.run_avx2(pixels, input, bounds, target),
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    unsafe fn run_avx2(&self, pixels: usize, input: *const i16, bounds: Bounds, target: OutputTarget) {
        // SAFETY: passed on to the caller.
        unsafe { self.run::<super::instructions::Avx2>(pixels, input, bounds, target) }
    }

    #[inline(always)]
    unsafe fn run<I: Instructions>(&self, pixels: usize, input: *const i16, bounds: Bounds, target: OutputTarget) {
        let panel = 2 * I::LANES;
        let pairs = self.inputs.div_ceil(2);
        let (width, step) = match target {
            OutputTarget::Quantised { width, step, .. } => (width, step),
            OutputTarget::Dequantised(_) => (pixels, 0),
        };
        // Destination of the next pixel's first channel: the line's offset, and the column.
        let (mut line, mut column) = (0, 0);
        let mut places = [0; BLOCK + ROWS];
        let mut first = 0;
        while first < pixels {
            // A rest smaller than a tile is joined to the previous block, so that the weights are not read once more
            // for it.
            let left = pixels - first;
            let count = if left < places.len() { left } else { BLOCK };
            for place in places.iter_mut().take(count) {
                *place = line + column * self.outputs;
                column += 1;
                if column == width {
                    (line, column) = (line + step, 0);
                }
            }
            // Tiles write whole panels.
            let tiled = if I::UNROLLS && self.outputs >= panel { count / ROWS * ROWS } else { 0 };
            for index in 0..self.outputs.div_ceil(panel) {
                let start = first_of_panel(index, panel, self.outputs);
                // SAFETY: `index` is a panel of the weights, `first + done` a pixel.
                unsafe {
                    let weight = self.weight.as_ptr().add(index * pairs * panel * 2);
                    let requantisation = self.requantisation.at(index * panel);
                    let mut done = 0;
                    while done < tiled {
                        let from = input.add((first + done) * self.inputs);
                        let sums = tile::<I, ROWS>(from, self.inputs, pairs, weight);
                        let at = places.as_ptr().add(done);
                        self.finish::<I, ROWS>(sums, requantisation, first + done, at, start, bounds, target);
                        done += ROWS;
                    }
                    while done < count {
                        let sums = tile::<I, 1>(input.add((first + done) * self.inputs), self.inputs, pairs, weight);
                        let at = places.as_ptr().add(done);
                        self.finish::<I, 1>(sums, requantisation, first + done, at, start, bounds, target);
                        done += 1;
                    }
                }
            }
            first += count;
        }
    }

    /// Writes a tile whose first pixel is `pixel` and first channel `start`; `places` are those of its pixels. What
    /// depends only on the layer is decided once per tile, so that the rest runs without branches. A panel that is not
    /// whole is written by tiles of one pixel.
    #[expect(clippy::too_many_arguments, reason = "inlined into the loop that has them all in registers")]
    #[inline(always)]
    unsafe fn finish<I: Instructions, const R: usize>(
        &self,
        sums: [[I::Sums; 2]; R],
        requantisation: PanelRequantisation,
        pixel: usize,
        places: *const usize,
        start: usize,
        bounds: Bounds,
        target: OutputTarget,
    ) {
        let whole = R > 1 || self.outputs >= 2 * I::LANES;
        // SAFETY: `start` is a panel of the layer, `places` are those of pixels.
        unsafe {
            let (requantisation, limits) = (I::requantisation(requantisation), I::limits(bounds));
            let mut dequantised = [I::dequantised(sums[0], requantisation); R];
            for (dequantised, sums) in dequantised.iter_mut().zip(sums).skip(1) {
                *dequantised = I::dequantised(sums, requantisation);
            }
            match target {
                OutputTarget::Quantised { to, residual, ratio, .. } => {
                    if !residual.is_null() {
                        let from = residual.add(pixel * self.outputs + start);
                        for (row, dequantised) in dequantised.iter_mut().enumerate() {
                            *dequantised = I::add_residual(*dequantised, from.add(row * self.outputs), ratio);
                        }
                    }
                    for (row, dequantised) in dequantised.into_iter().enumerate() {
                        let (quantised, to) = (I::quantised(dequantised, limits), to.add(*places.add(row) + start));
                        if whole {
                            I::store(quantised, to);
                        } else {
                            let mut part = [0; SLACK];
                            I::store(quantised, part.as_mut_ptr());
                            std::ptr::copy_nonoverlapping(part.as_ptr(), to, self.outputs);
                        }
                    }
                }
                OutputTarget::Dequantised(to) => {
                    for (row, dequantised) in dequantised.into_iter().enumerate() {
                        let to = to.add(*places.add(row) + start);
                        if whole {
                            I::store_dequantised(dequantised, bounds, to);
                        } else {
                            let mut part = [0.0; SLACK];
                            I::store_dequantised(dequantised, bounds, part.as_mut_ptr());
                            std::ptr::copy_nonoverlapping(part.as_ptr(), to, self.outputs);
                        }
                    }
                }
            }
        }
    }
}

/// Sums of `R` pixels times one panel.
#[inline(always)]
unsafe fn tile<I: Instructions, const R: usize>(
    input: *const i16,
    inputs: usize,
    pairs: usize,
    weight: *const i16,
) -> [[I::Sums; 2]; R] {
    let mut sums = [[I::zero(); 2]; R];
    for pair in 0..pairs {
        // SAFETY: pair by pair through one panel and `R` pixels; an odd last input is followed by one more word.
        unsafe {
            let at = weight.add(pair * 4 * I::LANES);
            let (low, high) = (I::load(at), I::load(at.add(2 * I::LANES)));
            for (row, sums) in sums.iter_mut().enumerate() {
                let value = I::pair(input.add(row * inputs + 2 * pair));
                sums[0] = I::add_products(sums[0], value, low);
                sums[1] = I::add_products(sums[1], value, high);
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::integer::kernels::testing::Draw;

    #[test]
    fn every_processor_equals_the_definition_bit_for_bit_over_odd_shapes() {
        let mut draw = Draw::new(11);
        let shapes = [(1, 1, 1), (5, 3, 7), (6, 27, 32), (49, 40, 24), (98, 17, 33), (13, 96, 4), (51, 9, 17)];
        for (pixels, inputs, outputs) in shapes {
            for (low, with_residual) in [(0.0, false), (-8191.0, true)] {
                let bounds = Bounds { low, high: 8191.0 };
                let input = draw.integers(pixels * inputs + SLACK, 8191);
                let weight = draw.integers(inputs * outputs, 381);
                let (scale, bias) = (draw.floats(outputs, 2e-3), draw.floats(outputs, 900.0));
                let residual = if with_residual { draw.integers(pixels * outputs + SLACK, 8191) } else { Vec::new() };
                let residual = Residual { quantised: &residual, ratio: 0.37 };
                let sum = |pixel: usize, output: usize| {
                    let product =
                        |k: usize| i32::from(input[pixel * inputs + k]) * i32::from(weight[k * outputs + output]);
                    (0..inputs).map(product).sum::<i32>() as f32 * scale[output] + bias[output]
                };
                for processor in Processor::all() {
                    let layer = Pointwise::new(processor, &weight, &scale, &bias);
                    // Lines of three pixels with a frame of five words.
                    let step = 3 * outputs + 5;
                    let mut quantised = vec![-1; pixels.div_ceil(3) * step];
                    let lines = Lines { quantised: &mut quantised, width: 3, step };
                    layer.quantised(pixels, &input, bounds, residual, lines);
                    let mut dequantised = vec![f32::NAN; pixels * outputs];
                    layer.dequantised(pixels, &input, bounds, &mut dequantised);
                    for pixel in 0..pixels {
                        for output in 0..outputs {
                            let mut value = sum(pixel, output);
                            assert_eq!(
                                dequantised[pixel * outputs + output],
                                value.max(low).min(8191.0),
                                "{processor:?}"
                            );
                            if with_residual {
                                value += f32::from(residual.quantised[pixel * outputs + output]) * residual.ratio;
                            }
                            let expected = value.max(low).min(8191.0).round_ties_even() as i16;
                            let found = quantised[pixel / 3 * step + pixel % 3 * outputs + output];
                            assert_eq!(found, expected, "{processor:?} {pixels} {inputs} {outputs}: {pixel} {output}");
                        }
                    }
                    assert!(pixels < 3 || quantised[3 * outputs..step].iter().all(|word| *word == -1), "the frame");
                }
            }
        }
    }
}
