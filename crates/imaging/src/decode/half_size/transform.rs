//! The inverse cosine transform of a block of 8 × 8 at half its size, or at its own in a direction in which the component
//! has half the pixels of the picture already: 4 or 8 pixels each way.
//!
//! At half the size a pixel is the mean of two neighbours. Of the cosine of frequency `k` of eight pixels that is
//! `cos kπ/16` times the one of four pixels, and the frequencies above 4 look like those below: `8 − k` as `−k`, and
//! nothing is left of 4. So each coefficient is multiplied by its gain when it is read, beside its step, and added to the
//! lower one that it looks like ([`Folding`]); four of each direction remain.
//!
//! With orthonormal transforms a block of 8 × 8 has twice the frequencies of one of 4 × 4 of the same picture, so each
//! direction leaves out a factor of `√½`, that of eight pixels as well. In one direction, four frequencies `f` give
//! `(f0 ± f2) / 2` and, added and subtracted, `√½ (f1 cos π/8 + f3 sin π/8)` and `√½ (f1 sin π/8 − f3 cos π/8)`. Eight
//! give this of the even ones, and, added and subtracted, `√½ cos (2 x + 1) kπ/16` times each odd one.

use ::jpeg::ZIGZAG;

/// `cos kπ/16` of the frequencies below 4, less than nothing above: see the top.
const GAINS: [f64; 8] = [
    1.0,
    0.980_785_280_403_230_4,
    0.923_879_532_511_286_7,
    0.831_469_612_302_545_2,
    0.0,
    -0.555_570_233_019_602_2,
    -0.382_683_432_365_089_8,
    -0.195_090_322_016_128_28,
];

/// Bits behind the point of a factor.
const FACTOR: u32 = 12;
/// Bits behind the point of frequencies, and of what the first direction keeps for the second.
const KEPT: u32 = 3;
/// Bits behind the point of the cosines.
const POINT: u32 = 13;
/// Bits to leave at the end: the factors that were left out are a half.
const LAST: u32 = POINT + KEPT + 1;
/// `√½ cos π/8` and `√½ sin π/8`.
const COSINE: i32 = 5_352;
const SINE: i32 = 2_217;
/// `√½ cos kπ/16` of 1, 3, 5 and 7.
const ODD: [i32; 4] = [5_681, 4_816, 3_218, 1_130];

/// Where the frequencies of a file, in zigzag order (ITU-T T.81, figure A.6), go, and what each is multiplied with. Blocks
/// of 4 × 4 pixels have four places a line, others eight.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Folding {
    places: [u8; 64],
    factors: [i32; 64],
}

impl Folding {
    /// For steps in zigzag order, to 4 or 8 pixels across and down.
    pub(super) fn new(steps: &[u16; 64], [wide, high]: [usize; 2]) -> Self {
        let mut folding = Self { places: [0; 64], factors: [0; 64] };
        let line = if (wide, high) == (4, 4) { 4 } else { 8 };
        let targets = folding.places.iter_mut().zip(&mut folding.factors);
        for ((place, factor), (&index, &step)) in targets.zip(ZIGZAG.iter().zip(steps)) {
            let ((x, across), (y, down)) = (folded(index % 8, wide), folded(index / 8, high));
            *place = line * y + x;
            // At most 65,535 × 4,096.
            *factor = (f64::from(step) * across * down * f64::from(1 << FACTOR)).round() as i32;
        }
        folding
    }

    /// The place of the frequency at a place of the zigzag, and what a coefficient there adds to it.
    #[inline(always)]
    pub(super) fn part(&self, place: usize, coefficient: i32) -> (usize, i32) {
        let place = place & 63;
        let product = coefficient.wrapping_mul(self.factors[place]);
        (usize::from(self.places[place] & 63), rounded(product, FACTOR - KEPT))
    }
}

/// Where a frequency of one direction goes that has so many pixels, and its gain.
fn folded(frequency: u8, pixels: usize) -> (u8, f64) {
    match frequency {
        frequency if pixels == 8 => (frequency, 1.0),
        0..4 => (frequency, GAINS[usize::from(frequency)]),
        above => ((8 - above) & 3, GAINS[usize::from(above & 7)]),
    }
}

/// Writes the pixels of a block, 0…255, into lines of `stride`, 4 or 8 `across` and `down`. `is_flat` says that only the
/// mean is not 0.
#[inline(always)]
pub(super) fn pixels_from_frequencies(
    frequencies: &[i32; 64],
    is_flat: bool,
    size: [usize; 2],
    (pixels, stride): (&mut [u8], usize),
) {
    if is_flat {
        let level = level(rounded(frequencies[0], KEPT + 3));
        for line in pixels.chunks_mut(stride).take(size[1]) {
            match (size[0], line.first_chunk_mut::<8>()) {
                (8, Some(eight)) => *eight = [level; 8],
                _ => line.iter_mut().take(4).for_each(|pixel| *pixel = level),
            }
        }
        return;
    }
    if size == [4, 4] {
        let lines: [[i32; 4]; 4] = std::array::from_fn(|y| std::array::from_fn(|x| frequencies[4 * y + x]));
        let lines = four(lines).map(|line| line.map(|sum| rounded(sum, POINT)));
        let columns = four(turned(lines)).map(|column| column.map(|sum| level(rounded(sum, LAST))));
        write(&turned(columns), pixels, stride);
    } else {
        any_size(frequencies, size, pixels, stride);
    }
}

/// The same of blocks that are 8 across or down, in lines of eight whatever of them counts. Loops over whole lines, which
/// the compiler turns into vectors.
#[inline(never)]
fn any_size(frequencies: &[i32; 64], [across, down]: [usize; 2], pixels: &mut [u8], stride: usize) {
    let (mut lines, mut columns) = ([[0; 8]; 8], [[0; 8]; 8]);
    lines.as_flattened_mut().copy_from_slice(frequencies);
    one_direction(&mut lines, down, POINT);
    for (x, column) in columns.iter_mut().enumerate() {
        *column = lines.each_ref().map(|line| line[x & 7]);
    }
    one_direction(&mut columns, across, LAST);
    for value in columns.as_flattened_mut() {
        *value = i32::from(level(*value));
    }
    for (y, out) in pixels.chunks_mut(stride).take(down).enumerate() {
        for (out, column) in out.iter_mut().take(across).zip(&columns) {
            // A level.
            *out = column[y & 7] as u8;
        }
    }
}

/// One direction of eight columns at once, to 4 pixels or 8, with so many bits less.
#[inline(never)]
fn one_direction(lines: &mut [[i32; 8]; 8], pixels: usize, bits: u32) {
    if pixels == 8 {
        for x in 0..8 {
            let sums = eight(lines.each_ref().map(|line| line[x]));
            lines.iter_mut().zip(sums).for_each(|(line, sum)| line[x] = rounded(sum, bits));
        }
    } else {
        for x in 0..8 {
            let [f0, f1, f2, f3, ..] = lines.each_ref().map(|line| line[x]);
            let sums = four_frequencies(f0, f1, f2, f3);
            lines.iter_mut().zip(sums).for_each(|(line, sum)| line[x] = rounded(sum, bits));
        }
    }
}

#[inline(always)]
fn write<const WIDE: usize>(levels: &[[u8; WIDE]], pixels: &mut [u8], stride: usize) {
    for (out, line) in pixels.chunks_mut(stride).zip(levels) {
        if let Some(out) = out.first_chunk_mut() {
            *out = *line;
        }
    }
}

/// One direction of four lines at once, times 2 to the power of [`POINT`].
#[inline(always)]
fn four([f0, f1, f2, f3]: [[i32; 4]; 4]) -> [[i32; 4]; 4] {
    let mut out = [[0; 4]; 4];
    for x in 0..4 {
        let sums = four_frequencies(f0[x], f1[x], f2[x], f3[x]);
        out.iter_mut().zip(sums).for_each(|(line, sum)| line[x] = sum);
    }
    out
}

/// One direction of four frequencies, times 2 to the power of [`POINT`].
#[inline(always)]
fn four_frequencies(f0: i32, f1: i32, f2: i32, f3: i32) -> [i32; 4] {
    let sum = f0.wrapping_add(f2) << (POINT - 1);
    let difference = f0.wrapping_sub(f2) << (POINT - 1);
    let outer = f1.wrapping_mul(COSINE).wrapping_add(f3.wrapping_mul(SINE));
    let inner = f1.wrapping_mul(SINE).wrapping_sub(f3.wrapping_mul(COSINE));
    [sum.wrapping_add(outer), difference.wrapping_add(inner), difference.wrapping_sub(inner), sum.wrapping_sub(outer)]
}

/// The same of eight.
#[inline(always)]
fn eight([f0, f1, f2, f3, f4, f5, f6, f7]: [i32; 8]) -> [i32; 8] {
    let even = four_frequencies(f0, f2, f4, f6);
    let [c1, c3, c5, c7] = ODD;
    let odd = |k1: i32, k3: i32, k5: i32, k7: i32| {
        let lower = f1.wrapping_mul(k1).wrapping_add(f3.wrapping_mul(k3));
        lower.wrapping_add(f5.wrapping_mul(k5)).wrapping_add(f7.wrapping_mul(k7))
    };
    let odd = [odd(c1, c3, c5, c7), odd(c3, -c7, -c1, -c5), odd(c5, -c1, c7, c3), odd(c7, -c5, c3, -c1)];
    std::array::from_fn(|at| match at {
        0..4 => even[at].wrapping_add(odd[at]),
        _ => even[7 - at].wrapping_sub(odd[7 - at]),
    })
}

#[inline(always)]
fn turned<T: Copy, const N: usize>(lines: [[T; N]; N]) -> [[T; N]; N] {
    std::array::from_fn(|y| std::array::from_fn(|x| lines[x][y]))
}

#[inline(always)]
fn rounded(value: i32, bits: u32) -> i32 {
    value.wrapping_add(1 << (bits - 1)) >> bits
}

/// Levels are stored shifted to be centred on 0 (T.81, A.3.1).
#[inline(always)]
fn level(value: i32) -> u8 {
    value.wrapping_add(128).clamp(0, 255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    /// A block of coefficients in zigzag order, decoded as the standard has it (T.81, A.3.3), and the means of its pixels.
    fn reference(coefficients: &[i32; 64], steps: &[u16; 64], [wide, high]: [usize; 2]) -> Vec<f64> {
        let scale = |k: u8| if k == 0 { 0.5f64.sqrt() } else { 1.0 };
        let cosine = |k: u8, x: usize| ((2 * x + 1) as f64 * f64::from(k) * PI / 16.0).cos();
        let pixel = |x: usize, y: usize| {
            let terms = ZIGZAG.iter().zip(coefficients).zip(steps).map(|((&index, &coefficient), &step)| {
                let (u, v) = (index % 8, index / 8);
                let value = f64::from(coefficient) * f64::from(step) * scale(u) * scale(v);
                value * cosine(u, x) * cosine(v, y)
            });
            128.0 + terms.sum::<f64>() / 4.0
        };
        let (each_x, each_y) = (8 / wide, 8 / high);
        let mean = |at: usize| {
            let (x, y) = (at % wide * each_x, at / wide * each_y);
            let sum: f64 = (0..each_x * each_y).map(|part| pixel(x + part % each_x, y + part / each_x)).sum();
            sum / (each_x * each_y) as f64
        };
        (0..wide * high).map(mean).collect()
    }

    fn found(coefficients: &[i32; 64], steps: &[u16; 64], size: [usize; 2]) -> Vec<u8> {
        let (folding, mut frequencies) = (Folding::new(steps, size), [0; 64]);
        for (place, &coefficient) in coefficients.iter().enumerate() {
            let (at, part) = folding.part(place, coefficient);
            frequencies[at] += part;
        }
        let mut pixels = vec![0; size[0] * size[1]];
        pixels_from_frequencies(&frequencies, false, size, (&mut pixels, size[0]));
        pixels
    }

    #[test]
    fn pixels_are_the_means_of_those_of_the_whole_block() {
        let mut state = 5_u32;
        let mut draw = |most: i32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8).cast_signed() % (2 * most + 1) - most
        };
        for size in [[4, 4], [8, 4], [4, 8], [8, 8]] {
            for _ in 0..200 {
                let steps: [u16; 64] = std::array::from_fn(|_| (1 + draw(10).unsigned_abs()) as u16);
                // As large as leaves most pixels within 0…255.
                let coefficients: [i32; 64] =
                    std::array::from_fn(|at| draw(160 / (1 + at as i32)) / i32::from(steps[at]));
                for (found, mean) in
                    found(&coefficients, &steps, size).iter().zip(reference(&coefficients, &steps, size))
                {
                    assert!((f64::from(*found) - mean.clamp(0.0, 255.0)).abs() < 0.6, "{size:?}: {found}, {mean}");
                }
            }
        }
    }

    #[test]
    fn each_frequency_alone_is_its_cosine() {
        for size in [[4, 4], [8, 4], [4, 8], [8, 8]] {
            for place in 0..64 {
                let mut coefficients = [0; 64];
                coefficients[place] = 60;
                for (found, mean) in
                    found(&coefficients, &[8; 64], size).iter().zip(reference(&coefficients, &[8; 64], size))
                {
                    assert!((f64::from(*found) - mean).abs() < 0.6, "{size:?}, {place}: {found}, {mean}");
                }
            }
        }
    }

    #[test]
    fn a_flat_block_is_its_mean_either_way() {
        let mut frequencies = [0; 64];
        frequencies[0] = (8 * 50 + 3) << KEPT;
        for size in [[4, 4], [8, 4], [4, 8], [8, 8]] {
            for is_flat in [true, false] {
                // A line that is longer than the block, of which the rest is left alone.
                let mut pixels = [7; 9 * 8];
                pixels_from_frequencies(&frequencies, is_flat, size, (&mut pixels, 9));
                for (at, &pixel) in pixels.iter().enumerate() {
                    let is_inside = at % 9 < size[0] && at / 9 < size[1];
                    assert_eq!(pixel, if is_inside { 178 } else { 7 }, "{size:?} {is_flat} {at}");
                }
            }
        }
    }
}
