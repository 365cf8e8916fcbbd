//! Periodic patterns: the moiré of a photographed screen.

use super::Grey;
use std::f32::consts::TAU;

/// Side of the spectrum, a power of two.
pub(super) const SIDE: usize = 256;
/// Frequencies that are searched, in periods per [`SIDE`]: below lies anatomy, above lies the corner of the spectrum.
const RINGS: std::ops::Range<usize> = 20..120;
/// Frequencies this near to an axis are passed over: the blocks of JPEG and the picture's edges lie there.
const AXIS: usize = 2;

/// How far the strongest single frequency stands out from the median of its ring, in powers of ten. Smooth
/// anatomy and noise alike spread over a ring: the largest of some thousand random powers is about 16 times
/// the median (1.2). A screen's grid puts all its power into a few places. 0 for an even picture.
pub(super) fn strongest_peak(grey: &Grey) -> f32 {
    let power = power_spectrum(grey);
    let mut rings: Vec<Vec<f32>> = vec![Vec::new(); RINGS.end];
    for (index, &value) in power.iter().enumerate() {
        let [row, column] = [index / SIDE, index % SIDE].map(|frequency| frequency.min(SIDE - frequency));
        let ring = ((row * row + column * column) as f32).sqrt() as usize;
        if row > AXIS
            && column > AXIS
            && RINGS.contains(&ring)
            && let Some(ring) = rings.get_mut(ring)
        {
            ring.push(value);
        }
    }
    rings.iter_mut().map(|ring| peak_over_median(ring)).fold(0.0, f32::max)
}

fn peak_over_median(ring: &mut [f32]) -> f32 {
    let most = ring.iter().copied().fold(0.0, f32::max);
    let middle = ring.len() / 2;
    if ring.is_empty() {
        return 0.0;
    }
    let (_, median, _) = ring.select_nth_unstable_by(middle, f32::total_cmp);
    // One grey level of rounding spread over all frequencies: less than this is not in the picture.
    let floor = (SIDE * SIDE) as f32 / 12.0 * 0.14;
    (most / median.max(floor)).max(1.0).log10()
}

/// Squared magnitude of the two-dimensional Fourier transform under a Hann window, `SIDE × SIDE`, transposed
/// (which changes no ring).
fn power_spectrum(grey: &Grey) -> Vec<f32> {
    let mean = grey.samples.iter().map(|&s| f64::from(s)).sum::<f64>() / grey.samples.len().max(1) as f64;
    let [across, down] = [grey.width, grey.height].map(hann);
    let mut values = vec![(0.0f32, 0.0f32); SIDE * SIDE];
    for ((row, target), down) in grey.rows().zip(values.chunks_exact_mut(SIDE)).zip(&down) {
        for ((sample, target), across) in row.iter().zip(target).zip(&across) {
            target.0 = (f32::from(*sample) - mean as f32) * across * down;
        }
    }
    let turns: Vec<(f32, f32)> = (0..SIDE / 2).map(|k| (TAU * k as f32 / SIDE as f32).sin_cos()).collect();
    for _ in 0..2 {
        for row in values.chunks_exact_mut(SIDE) {
            transform(row, &turns);
        }
        values = (0..SIDE).flat_map(|column| values.iter().skip(column).step_by(SIDE).copied()).collect();
    }
    values.into_iter().map(|(re, im)| re * re + im * im).collect()
}

/// Hann window over `length` samples.
fn hann(length: usize) -> Vec<f32> {
    (0..length).map(|at| 0.5 - 0.5 * (TAU * (at as f32 + 0.5) / length as f32).cos()).collect()
}

/// Fast Fourier transform in place (Cooley and Tukey 1965, radix 2). `turns` holds sine and cosine of the first half turn.
fn transform(values: &mut [(f32, f32)], turns: &[(f32, f32)]) {
    let count = values.len();
    let bits = count.trailing_zeros();
    for index in 0..count {
        let mirrored = index.reverse_bits() >> (usize::BITS - bits);
        if index < mirrored {
            values.swap(index, mirrored);
        }
    }
    let mut half = 1;
    while half < count {
        let stride = count / (2 * half);
        for block in values.chunks_exact_mut(2 * half) {
            let (low, high) = block.split_at_mut(half);
            for ((a, b), (sine, cosine)) in low.iter_mut().zip(high).zip(turns.iter().step_by(stride)) {
                let turned = (b.0 * cosine + b.1 * sine, b.1 * cosine - b.0 * sine);
                *b = (a.0 - turned.0, a.1 - turned.1);
                *a = (a.0 + turned.0, a.1 + turned.1);
            }
        }
        half *= 2;
    }
}
