//! Upsampling and concatenation.
//!
//! In ordinary Rust for every processor: these only move words, so they are bound by memory, and the compiler
//! vectorises the loops.

use super::instructions::{Bounds, MAGIC};
use crate::graph::Upsampling;

/// Makes `input` `[height, width, channels]` into `output` `[2 × height, 2 × width, channels]`. Levels keep their step;
/// halves are rounded up.
///
/// # Panics
/// When a slice is too short, or the grid is empty.
pub fn upsample(how: Upsampling, [height, width, channels]: [usize; 3], input: &[i16], output: &mut [i16]) {
    let line = width * channels;
    assert!(line > 0 && input.len() >= height * line && output.len() >= 4 * height * line, "upsampled grids");
    let row = |at: usize| &input[at * line..(at + 1) * line];
    for (at, to) in output.chunks_exact_mut(2 * line).take(2 * height).enumerate() {
        let near = row(at / 2);
        match how {
            Upsampling::Nearest => {
                for (cells, from) in to.chunks_exact_mut(2 * channels).zip(near.chunks_exact(channels)) {
                    let (left, right) = cells.split_at_mut(channels);
                    left.copy_from_slice(from);
                    right.copy_from_slice(from);
                }
            }
            Upsampling::Bilinear => {
                // The upper of two rows is closer to the one above, the lower to the one below.
                let far = if at % 2 == 0 { (at / 2).saturating_sub(1) } else { (at / 2 + 1).min(height - 1) };
                bilinear(near, row(far), channels, to);
            }
        }
    }
}

/// One row of twice the width from its own row and the next nearest.
fn bilinear(near: &[i16], far: &[i16], channels: usize, to: &mut [i16]) {
    let columns = near.len() / channels;
    for (at, cell) in to.chunks_exact_mut(channels).enumerate() {
        let beside = if at % 2 == 0 { (at / 2).saturating_sub(1) } else { (at / 2 + 1).min(columns - 1) };
        let [a, b] = [near, far].map(|row| &row[at / 2 * channels..]);
        let [c, d] = [near, far].map(|row| &row[beside * channels..]);
        for ((((word, a), b), c), d) in cell.iter_mut().zip(a).zip(b).zip(c).zip(d) {
            let [a, b, c, d] = [a, b, c, d].map(|&word| i32::from(word));
            // At most 16 times a 16-bit word, and in the range of the four.
            *word = ((9 * a + 3 * b + 3 * c + d + 8) >> 4) as i16;
        }
    }
}

/// One of the concatenated grids.
#[derive(Clone, Copy, Debug)]
pub struct JoinedGrid<'a> {
    /// `[pixels, channels]`.
    pub quantised: &'a [i16],
    /// Its channels.
    pub channels: usize,
    /// The ratio of its levels to those of the output.
    pub ratio: f32,
}

/// Concatenates the channels of all parts, pixel by pixel, in the output's levels: rounded to nearest, ties to even,
/// within `bounds`. `output` is `[pixels, sum of channels]`.
///
/// # Panics
/// When a part is too short.
pub fn concatenate(parts: &[JoinedGrid<'_>], bounds: Bounds, output: &mut [i16]) {
    let channels: usize = parts.iter().map(|part| part.channels).sum();
    let mut start = 0;
    for part in parts {
        assert!(part.quantised.len() >= output.len() / channels * part.channels, "grids side by side");
        let pixels = output.chunks_exact_mut(channels).zip(part.quantised.chunks_exact(part.channels));
        for (to, from) in pixels {
            for (to, from) in to.iter_mut().skip(start).zip(from) {
                let value = (f32::from(*from) * part.ratio).clamp(bounds.low, bounds.high);
                // Bounds are within 16 bits.
                *to = (value + MAGIC).to_bits().wrapping_sub(MAGIC.to_bits()) as i16;
            }
        }
        start += part.channels;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::integer::kernels::testing::Draw;

    const SHAPES: [[usize; 3]; 6] = [[1, 1, 1], [1, 5, 3], [4, 1, 7], [3, 4, 16], [7, 7, 33], [2, 9, 40]];

    /// The definition: at each place of the larger grid, its own place in the smaller one.
    fn defined(how: Upsampling, [height, width, channels]: [usize; 3], input: &[i16]) -> Vec<i16> {
        let at =
            |row: usize, column: usize, channel: usize| f64::from(input[(row * width + column) * channels + channel]);
        let mut output = Vec::new();
        for (row, column) in (0..2 * height).flat_map(|row| (0..2 * width).map(move |column| (row, column))) {
            for channel in 0..channels {
                if how == Upsampling::Nearest {
                    output.push(at(row / 2, column / 2, channel) as i16);
                    continue;
                }
                let place = |at: usize, most: usize| ((at as f64 + 0.5) / 2.0 - 0.5).clamp(0.0, (most - 1) as f64);
                let (y, x) = (place(row, height), place(column, width));
                let [below, right] = [(y as usize + 1).min(height - 1), (x as usize + 1).min(width - 1)];
                let across =
                    |row| at(row, x as usize, channel) * (1.0 - x.fract()) + at(row, right, channel) * x.fract();
                let value = across(y as usize) * (1.0 - y.fract()) + across(below) * y.fract();
                output.push((value + 0.5).floor() as i16);
            }
        }
        output
    }

    #[test]
    fn a_grid_twice_as_large_is_that_of_the_definition_over_odd_shapes() {
        let mut draw = Draw::new(3);
        for (shape, how) in
            SHAPES.into_iter().flat_map(|shape| [(shape, Upsampling::Nearest), (shape, Upsampling::Bilinear)])
        {
            let input = draw.integers(shape.iter().product(), i16::MAX);
            let mut output = vec![0; 4 * input.len()];
            upsample(how, shape, &input, &mut output);
            assert_eq!(output, defined(how, shape, &input), "{shape:?} {how:?}");
        }
    }

    #[test]
    #[should_panic(expected = "upsampled grids")]
    fn an_output_that_is_too_short_is_a_fault() {
        upsample(Upsampling::Nearest, [1, 1, 1], &[5], &mut [7; 3]);
    }

    #[test]
    fn parts_stand_side_by_side_in_the_levels_of_the_output() {
        let mut draw = Draw::new(5);
        let bounds = Bounds { low: -8191.0, high: 8191.0 };
        for [height, width, channels] in SHAPES {
            let (pixels, others) = (height * width, channels + 2);
            let (one, other) = (draw.integers(pixels * channels, 8191), draw.integers(pixels * others, 8191));
            let mut output = vec![0; pixels * (channels + others)];
            let parts = [
                JoinedGrid { quantised: &one, channels, ratio: 0.731 },
                JoinedGrid { quantised: &other, channels: others, ratio: 1.9 },
            ];
            concatenate(&parts, bounds, &mut output);
            for (pixel, cell) in output.chunks_exact(channels + others).enumerate() {
                let level =
                    |word: i16, ratio: f32| (f32::from(word) * ratio).clamp(-8191.0, 8191.0).round_ties_even() as i16;
                let first = one[pixel * channels..].iter().take(channels).map(|&word| level(word, 0.731));
                let second = other[pixel * others..].iter().take(others).map(|&word| level(word, 1.9));
                assert!(
                    cell.iter().copied().eq(first.chain(second)),
                    "pixel {pixel} of {height} x {width} x {channels}"
                );
            }
        }
    }
}
