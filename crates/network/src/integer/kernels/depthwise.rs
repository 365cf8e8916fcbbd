//! Depthwise convolution of integers.
//!
//! Rows of a window are taken two by two: the channels of two pixels, one above the other, are interleaved
//! and multiplied with weights laid out alike. Two neighbouring output pixels are worked on together and
//! share what they both look at. The picture has a frame of zeros, so that no window needs care at the edge.
//!
//! `unsafe`: inner loops without a bounds check; every length is checked once a call, before them. Every
//! processor's version equals the definition bit for bit (tests below).
#![allow(unsafe_code, reason = "a SIMD kernel")]

use super::SLACK;
use super::instructions::{Bounds, Instructions, Plain, Processor, Set};
use super::packing::{PanelLayout, Requantisation, first_of_panel};

/// A depthwise layer, laid out for one processor.
#[derive(Clone, Debug)]
pub struct Depthwise {
    processor: Processor,
    channels: usize,
    kernel: usize,
    stride: usize,
    /// `[panels][pairs of rows][kernel][panel][2]`, zeros behind the last row and channel.
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
        // Vectors write whole panels, and a layer of a few channels is nobody's time.
        let processor = if channels < processor.panel() { Processor::PLAIN } else { processor };
        let layout = PanelLayout::new(processor, channels);
        let weight = layout.pairs(kernel.div_ceil(2) * kernel, |pair, half, channel| {
            let (y, x) = (pair / kernel * 2 + half, pair % kernel);
            if y < kernel { weight[(y * kernel + x) * channels + channel] } else { 0 }
        });
        Self { processor, channels, kernel, stride, weight, requantisation: layout.requantisation(scale, bias) }
    }

    /// `rows × columns` output pixels, `[rows, columns, channels]`, within `bounds`, from a
    /// framed picture `[(rows - 1) × stride + kernel, (columns - 1) × stride + kernel, channels]` and
    /// [`SLACK`] words.
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
        // SAFETY: all lengths were just checked, and the processor has the instructions it was made for.
        unsafe {
            match self.processor.set() {
                Set::Plain => self.run::<Plain>(size, input.as_ptr(), bounds, output.as_mut_ptr()),
                #[cfg(target_arch = "wasm32")]
                Set::Wasm => {
                    self.run::<super::instructions::Wasm>(size, input.as_ptr(), bounds, output.as_mut_ptr());
                }
                #[cfg(target_arch = "x86_64")]
                Set::Avx2 => self.run_avx2(size, input.as_ptr(), bounds, output.as_mut_ptr()),
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    unsafe fn run_avx2(&self, size: [usize; 2], input: *const i16, bounds: Bounds, output: *mut i16) {
        // SAFETY: handed on.
        unsafe { self.run::<super::instructions::Avx2>(size, input, bounds, output) }
    }

    #[inline(always)]
    unsafe fn run<I: Instructions>(&self, size: [usize; 2], input: *const i16, bounds: Bounds, output: *mut i16) {
        // SAFETY: handed on. Constants for kernel and stride let the compiler unroll the window.
        unsafe {
            if !I::UNROLLS {
                return self.any_window::<I>(size, input, bounds, output);
            }
            match (self.kernel, self.stride) {
                (3, 1) => self.window::<I, 3, 1>(size, input, bounds, output),
                (3, _) => self.window::<I, 3, 2>(size, input, bounds, output),
                (_, 1) => self.window::<I, 5, 1>(size, input, bounds, output),
                _ => self.window::<I, 5, 2>(size, input, bounds, output),
            }
        }
    }

    #[inline(always)]
    unsafe fn window<I: Instructions, const K: usize, const S: usize>(
        &self,
        [rows, columns]: [usize; 2],
        input: *const i16,
        bounds: Bounds,
        output: *mut i16,
    ) {
        let line = ((columns - 1) * S + K) * self.channels;
        for row in 0..rows {
            // SAFETY: `row` and `column` are output pixels; the frame holds what their windows look at.
            unsafe {
                let from = input.add(row * S * line);
                let to = output.add(row * columns * self.channels);
                let mut column = 0;
                while column + 2 <= columns {
                    let (from, to) = (from.add(column * S * self.channels), to.add(column * self.channels));
                    self.pixels::<I, K, S, 2>(from, line, bounds, to);
                    column += 2;
                }
                if column < columns {
                    let (from, to) = (from.add(column * S * self.channels), to.add(column * self.channels));
                    self.pixels::<I, K, S, 1>(from, line, bounds, to);
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
        bounds: Bounds,
        output: *mut i16,
    ) {
        let (kernel, stride, panel) = (self.kernel, self.stride, 2 * I::LANES);
        let line = ((columns - 1) * stride + kernel) * self.channels;
        let upper_rows = kernel.div_ceil(2);
        for pixel in 0..rows * columns {
            for index in 0..self.channels.div_ceil(panel) {
                let start = first_of_panel(index, panel, self.channels);
                // SAFETY: as in `pixels`.
                unsafe {
                    let from = input.add(pixel / columns * stride * line + pixel % columns * stride * self.channels);
                    let weight = self.weight.as_ptr().add(index * 2 * panel * upper_rows * kernel);
                    let mut sums = [I::zero(); 2];
                    for pair in 0..upper_rows * kernel {
                        let (upper, x) = (pair / kernel, pair % kernel);
                        let above = from.add(2 * upper * line + x * self.channels + start);
                        let [low, high] = if 2 * upper + 1 < kernel {
                            I::interleave(I::load(above), I::load(above.add(line)))
                        } else {
                            I::interleave_zeros(I::load(above))
                        };
                        let with = weight.add(pair * 2 * panel);
                        sums[0] = I::add_products(sums[0], low, I::load(with));
                        sums[1] = I::add_products(sums[1], high, I::load(with.add(panel)));
                    }
                    let requantisation = I::requantisation(self.requantisation.at(index * panel));
                    let words = I::words(I::numbers(sums, requantisation), bounds);
                    let to = output.add(pixel * self.channels + start);
                    if self.channels >= panel {
                        I::store(words, to);
                    } else {
                        let mut part = [0; SLACK];
                        I::store(words, part.as_mut_ptr());
                        std::ptr::copy_nonoverlapping(part.as_ptr(), to, self.channels);
                    }
                }
            }
        }
    }

    /// `N` neighbouring output pixels.
    #[inline(always)]
    unsafe fn pixels<I: Instructions, const K: usize, const S: usize, const N: usize>(
        &self,
        from: *const i16,
        line: usize,
        bounds: Bounds,
        to: *mut i16,
    ) {
        let panel = 2 * I::LANES;
        let pairs = K.div_ceil(2) * K;
        for index in 0..self.channels.div_ceil(panel) {
            let start = first_of_panel(index, panel, self.channels);
            // SAFETY: one whole panel of channels at a time.
            unsafe {
                let weight = self.weight.as_ptr().add(index * panel * 2 * pairs);
                let mut sums = [[I::zero(); 2]; N];
                for upper in 0..K.div_ceil(2) {
                    let rows = from.add(2 * upper * line + start);
                    for x in 0..K + (N - 1) * S {
                        let above = I::load(rows.add(x * self.channels));
                        let [low, high] = if 2 * upper + 1 < K {
                            I::interleave(above, I::load(rows.add(line + x * self.channels)))
                        } else {
                            I::interleave_zeros(above)
                        };
                        for (pixel, sums) in sums.iter_mut().enumerate() {
                            // Below the first tap of this pixel's window, this wraps to a large number.
                            let tap = x.wrapping_sub(pixel * S);
                            if tap < K {
                                let with = weight.add((upper * K + tap) * 2 * panel);
                                sums[0] = I::add_products(sums[0], low, I::load(with));
                                sums[1] = I::add_products(sums[1], high, I::load(with.add(panel)));
                            }
                        }
                    }
                }
                let requantisation = I::requantisation(self.requantisation.at(index * panel));
                let words = sums.map(|sums| I::words(I::numbers(sums, requantisation), bounds));
                for (pixel, words) in words.into_iter().enumerate() {
                    I::store(words, to.add(pixel * self.channels + start));
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
                let input = draw.words(height * width * channels + SLACK, 8191);
                let weight = draw.words(kernel * kernel * channels, 127);
                let (scale, bias) = (draw.numbers(channels, 5e-3), draw.numbers(channels, 900.0));
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
