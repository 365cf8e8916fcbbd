//! Depthwise convolution of integers.
//!
//! Rows of a window are taken two by two: the channels of two pixels, one above the other, are interleaved
//! and multiplied with weights laid out alike. Two output rows, and two neighbouring pixels of each, are computed
//! together and share their inputs. The picture has a frame of zeros, so that windows need no special case at the
//! edges.
//!
//! `unsafe`: inner loops without a bounds check; every length is checked once a call, before them. Every
//! processor's version equals the definition bit for bit (tests below).
#![allow(unsafe_code, reason = "a SIMD kernel")]

use super::SLACK;
#[cfg(target_arch = "wasm32")]
use super::instructions::Wasm;
use super::instructions::{Bounds, Instructions, Plain, Processor, Set};
use super::packing::{PanelLayout, Requantisation, first_of_panel};
use super::row_pair::{RowPair, add_pair, phases};

/// A depthwise layer, laid out for one processor.
#[derive(Clone, Debug)]
pub struct Depthwise {
    processor: Processor,
    channels: usize,
    kernel: usize,
    stride: usize,
    /// `[panels][pairs of rows][phases][kernel][panel][2]`, zeros beside the first and last row and behind the last
    /// channel.
    weight: Vec<i16>,
    requantisation: Requantisation,
}

impl Depthwise {
    /// Lays out `weight` `[kernel * kernel, channels]`; `scale` and `bias` `[channels]`: a result is
    /// `sum × scale + bias`.
    ///
    /// # Panics
    /// When a length does not match, the kernel is not 3 or 5, or the stride not 1 or 2.
    #[must_use]
    pub fn new(processor: Processor, stride: usize, weight: &[i16], scale: &[f32], bias: &[f32]) -> Self {
        let channels = bias.len();
        let kernel = (weight.len() / channels.max(1)).isqrt();
        assert!(kernel * kernel * channels == weight.len() && scale.len() == channels, "depthwise weight");
        assert!([3, 5].contains(&kernel) && [1, 2].contains(&stride), "depthwise kernel and stride");
        // Vectors write whole panels, and the time of layers with few channels is negligible.
        let processor = if channels < processor.panel() { Processor::PLAIN } else { processor };
        let layout = PanelLayout::new(processor, channels);
        let phases = phases(stride);
        let weight = layout.pairs(kernel.div_ceil(2) * phases * kernel, |pair, half, channel| {
            let (line, x) = (pair / kernel, pair % kernel);
            // Above the window's first row, this wraps to a large number.
            let y = (line / phases * 2 + half).wrapping_sub(line % phases);
            if y < kernel { weight[(y * kernel + x) * channels + channel] } else { 0 }
        });
        Self { processor, channels, kernel, stride, weight, requantisation: layout.requantisation(scale, bias) }
    }

    /// `rows × columns` output pixels, `[rows, columns, channels]`, within `bounds`, from a framed picture `[(rows - 1)
    /// × stride + kernel, (columns - 1) × stride + kernel, channels]` and [`SLACK`] words.
    ///
    /// # Panics
    /// When a slice is too short.
    pub fn quantised(&self, [rows, columns]: [usize; 2], input: &[i16], bounds: Bounds, output: &mut [i16]) {
        if rows == 0 || columns == 0 {
            return;
        }
        let [height, width] = [rows, columns].map(|count| (count - 1) * self.stride + self.kernel);
        assert!(input.len() >= height * width * self.channels + SLACK, "depthwise input");
        assert!(output.len() >= rows * columns * self.channels, "depthwise output");
        let size = [rows, columns];
        // SAFETY: all lengths were just checked, and the processor has the instructions it was built for.
        unsafe {
            match self.processor.set() {
                Set::Plain => self.run::<Plain>(size, input.as_ptr(), Plain::limits(bounds), output.as_mut_ptr()),
                #[cfg(target_arch = "wasm32")]
                Set::Wasm => self.run_wasm(size, input.as_ptr(), Wasm::limits(bounds), output.as_mut_ptr()),
                #[cfg(target_arch = "x86_64")]
                Set::Avx2 => self.run_avx2(size, input.as_ptr(), bounds, output.as_mut_ptr()),
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    unsafe fn run_avx2(&self, size: [usize; 2], input: *const i16, bounds: Bounds, output: *mut i16) {
        // SAFETY: passed on to the caller.
        unsafe {
            let limits = super::instructions::Avx2::limits(bounds);
            self.run::<super::instructions::Avx2>(size, input, limits, output);
        }
    }

    /// Not inlined, so that limits are computed once: inlined, they would be for every tile.
    #[cfg(target_arch = "wasm32")]
    #[inline(never)]
    unsafe fn run_wasm(
        &self,
        size: [usize; 2],
        input: *const i16,
        limits: (<Wasm as Instructions>::DequantisedVector, <Wasm as Instructions>::QuantisedVector),
        output: *mut i16,
    ) {
        // SAFETY: passed on to the caller.
        unsafe { self.run::<Wasm>(size, input, limits, output) }
    }

    #[inline(always)]
    unsafe fn run<I: Instructions>(
        &self,
        size: [usize; 2],
        input: *const i16,
        limits: (I::DequantisedVector, I::QuantisedVector),
        output: *mut i16,
    ) {
        // SAFETY: passed on to the caller.
        unsafe {
            if !I::UNROLLS {
                self.any_window::<I>(size, input, limits, output);
            } else if self.stride == 1 {
                self.window::<I, 1>(size, input, limits, output);
            } else {
                self.window::<I, 2>(size, input, limits, output);
            }
        }
    }

    #[inline(always)]
    unsafe fn window<I: Instructions, const S: usize>(
        &self,
        [rows, columns]: [usize; 2],
        input: *const i16,
        limits: (I::DequantisedVector, I::QuantisedVector),
        output: *mut i16,
    ) {
        let line = ((columns - 1) * S + self.kernel) * self.channels;
        for row in (0..rows).step_by(2) {
            let count = 2.min(rows - row);
            // What is below the last row in use is multiplied by zero.
            let last = self.kernel - 1 + (count - 1) * S;
            let pairs = std::array::from_fn(|pair| [2 * pair, 2 * pair + 1].map(|row| row.min(last) * line));
            let rows = RowPair { pairs, count, step: columns * self.channels };
            // SAFETY: `row` and `column` are output pixels; the frame contains their windows.
            unsafe {
                let from = input.add(row * S * line);
                let to = output.add(row * columns * self.channels);
                let mut column = 0;
                while column + 2 <= columns {
                    let (from, to) = (from.add(column * S * self.channels), to.add(column * self.channels));
                    self.pixels::<I, S, 2>(from, &rows, limits, to);
                    column += 2;
                }
                if column < columns {
                    let (from, to) = (from.add(column * S * self.channels), to.add(column * self.channels));
                    self.pixels::<I, S, 1>(from, &rows, limits, to);
                }
            }
        }
    }

    /// Every window, one output pixel at a time.
    #[inline(always)]
    unsafe fn any_window<I: Instructions>(
        &self,
        [rows, columns]: [usize; 2],
        input: *const i16,
        limits: (I::DequantisedVector, I::QuantisedVector),
        output: *mut i16,
    ) {
        let (kernel, stride, panel) = (self.kernel, self.stride, 2 * I::LANES);
        let line = ((columns - 1) * stride + kernel) * self.channels;
        let (upper_rows, phases) = (kernel.div_ceil(2), phases(stride));
        for pixel in 0..rows * columns {
            for index in 0..self.channels.div_ceil(panel) {
                let start = first_of_panel(index, panel, self.channels);
                // SAFETY: as in `pixels`.
                unsafe {
                    let from = input.add(pixel / columns * stride * line + pixel % columns * stride * self.channels);
                    let weight = self.weight.as_ptr().add(index * 2 * panel * upper_rows * phases * kernel);
                    let mut sums = [I::zero(); 2];
                    for pair in 0..upper_rows * kernel {
                        let (upper, x) = (pair / kernel, pair % kernel);
                        let above = from.add(2 * upper * line + x * self.channels + start);
                        let [low, high] = if 2 * upper + 1 < kernel {
                            I::interleave(I::load(above), I::load(above.add(line)))
                        } else {
                            I::interleave_zeros(I::load(above))
                        };
                        let with = weight.add((upper * phases * kernel + x) * 2 * panel);
                        sums[0] = I::add_products(sums[0], low, I::load(with));
                        sums[1] = I::add_products(sums[1], high, I::load(with.add(panel)));
                    }
                    let requantisation = I::requantisation(self.requantisation.at(index * panel));
                    let quantised = I::quantised(I::dequantised(sums, requantisation), limits);
                    let to = output.add(pixel * self.channels + start);
                    if self.channels >= panel {
                        I::store(quantised, to);
                    } else {
                        let mut part = [0; SLACK];
                        I::store(quantised, part.as_mut_ptr());
                        std::ptr::copy_nonoverlapping(part.as_ptr(), to, self.channels);
                    }
                }
            }
        }
    }

    /// `N` neighbouring output pixels of two rows, or of one.
    #[inline(always)]
    unsafe fn pixels<I: Instructions, const S: usize, const N: usize>(
        &self,
        from: *const i16,
        rows: &RowPair,
        limits: (I::DequantisedVector, I::QuantisedVector),
        to: *mut i16,
    ) {
        let (panel, kernel, channels) = (2 * I::LANES, self.kernel, self.channels);
        let half = kernel.div_ceil(2);
        // Weights of a pair of rows, and of one phase of them.
        let (each, phase) = (phases(S) * kernel * 2 * panel, kernel * 2 * panel);
        for index in 0..channels.div_ceil(panel) {
            let start = first_of_panel(index, panel, channels);
            // SAFETY: one whole panel of channels at a time.
            unsafe {
                let weight = self.weight.as_ptr().add(index * half * each);
                let from = from.add(start);
                let shape = [kernel, channels];
                let mut pairs = rows.pairs.iter().map(|pair| pair.map(|row| from.add(row)));
                let mut sums = [[[I::zero(); 2]; N]; 2];
                if S == 1 {
                    for (upper, pair) in pairs.take(half).enumerate() {
                        let weight = weight.add(upper * each);
                        sums = add_pair::<I, S, N, 2>(sums, pair, shape, [weight, weight.add(phase)]);
                    }
                } else {
                    if let Some(pair) = pairs.next() {
                        [sums[0]] = add_pair::<I, S, N, 1>([sums[0]], pair, shape, [weight]);
                    }
                    for (upper, pair) in pairs.by_ref().take(half - 1).enumerate() {
                        let weight = weight.add(upper * each);
                        sums = add_pair::<I, S, N, 2>(sums, pair, shape, [weight.add(each), weight]);
                    }
                    if let Some(pair) = pairs.next() {
                        let weight = weight.add((half - 1) * each);
                        [sums[1]] = add_pair::<I, S, N, 1>([sums[1]], pair, shape, [weight]);
                    }
                }
                let requantisation = I::requantisation(self.requantisation.at(index * panel));
                let to = to.add(start);
                for (row, sums) in sums.into_iter().enumerate().take(rows.count) {
                    for (pixel, sums) in sums.into_iter().enumerate() {
                        let quantised = I::quantised(I::dequantised(sums, requantisation), limits);
                        I::store(quantised, to.add(row * rows.step + pixel * channels));
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::integer::kernels::testing::Draw;

    #[test]
    fn every_processor_equals_the_definition_bit_for_bit_over_odd_shapes() {
        let mut draw = Draw::new(7);
        let bounds = Bounds { low: 0.0, high: 8191.0 };
        for (kernel, stride) in [(3, 1), (3, 2), (5, 1), (5, 2)] {
            for (rows, columns, channels) in [(1, 1, 3), (2, 3, 16), (7, 7, 33), (3, 4, 48), (1, 6, 5), (2, 5, 8)] {
                let [height, width] = [rows, columns].map(|count| (count - 1) * stride + kernel);
                let input = draw.integers(height * width * channels + SLACK, 8191);
                let weight = draw.integers(kernel * kernel * channels, 127);
                let (scale, bias) = (draw.floats(channels, 5e-3), draw.floats(channels, 900.0));
                let mut expected = Vec::new();
                for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
                    for channel in 0..channels {
                        let taps = (0..kernel).flat_map(|y| (0..kernel).map(move |x| (y, x)));
                        let products = taps.map(|(y, x)| {
                            let at = (row * stride + y) * width + column * stride + x;
                            let value = i32::from(input[at * channels + channel]);
                            value * i32::from(weight[(y * kernel + x) * channels + channel])
                        });
                        let value = products.sum::<i32>() as f32 * scale[channel] + bias[channel];
                        expected.push(value.clamp(0.0, 8191.0).round_ties_even() as i16);
                    }
                }
                for processor in Processor::all() {
                    let layer = Depthwise::new(processor, stride, &weight, &scale, &bias);
                    let mut output = vec![-1; expected.len()];
                    layer.quantised([rows, columns], &input, bounds, &mut output);
                    assert_eq!(output, expected, "{processor:?} {kernel} {stride} {rows} {columns}");
                }
            }
        }
    }
}
