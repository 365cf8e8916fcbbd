//! Two output rows of a depthwise layer, and the contribution of a pair of input rows to them.
#![allow(unsafe_code, reason = "a SIMD kernel")]

use super::instructions::Instructions;

/// Output rows that are computed together: they share their inputs.
pub(super) struct RowPair {
    /// Offsets of their input rows, two by two.
    pub(super) pairs: [[usize; 2]; MOST_PAIRS],
    /// Two, or one.
    pub(super) count: usize,
    /// Words of an output row.
    pub(super) step: usize,
}

/// Maximum number of pairs of input rows of two output rows.
const MOST_PAIRS: usize = 4;

/// Possible alignments of an output row's window to the pairs of input rows: with a stride of 1 the second of two
/// begins in the middle of a pair.
pub(super) const fn phases(stride: usize) -> usize {
    3 - stride
}

/// Adds the contribution of a pair of input rows to `N` pixels of each of `R` output rows, with the given weights.
///
/// Tap by tap, and for each the pixels: a weight is read once and held by no register, and a column is interleaved once.
#[inline(always)]
pub(super) unsafe fn add_pair<I: Instructions, const S: usize, const N: usize, const R: usize>(
    mut sums: [[[I::Sums; 2]; N]; R],
    rows: [*const i16; 2],
    [kernel, channels]: [usize; 2],
    weights: [*const i16; R],
) -> [[[I::Sums; 2]; N]; R] {
    let panel = 2 * I::LANES;
    // Column stride between pixels.
    let ahead = (N - 1) * S;
    // SAFETY: the caller's promise.
    unsafe {
        let (mut first, mut second) = (column::<I>(rows, 0), column::<I>(rows, ahead / 2 * channels));
        for tap in 0..kernel {
            let last = column::<I>(rows, (tap + ahead) * channels);
            for (sums, weights) in sums.iter_mut().zip(weights) {
                let with = weights.add(tap * 2 * panel);
                let weight = [I::load(with), I::load(with.add(panel))];
                for (pixel, sum) in sums.iter_mut().enumerate() {
                    let input = if pixel + 1 == N { last } else { first };
                    sum[0] = I::add_products(sum[0], input[0], weight[0]);
                    sum[1] = I::add_products(sum[1], input[1], weight[1]);
                }
            }
            (first, second) = if ahead == 2 { (second, last) } else { (last, last) };
        }
    }
    sums
}

/// A panel of one pixel above another, `at` words from the beginning of their rows. No closure, and no array's `map` in
/// these loops: they may be compiled on their own, for processors without the instructions.
#[inline(always)]
unsafe fn column<I: Instructions>([above, below]: [*const i16; 2], at: usize) -> [I::QuantisedVector; 2] {
    // SAFETY: the caller's promise.
    unsafe { I::interleave(I::load(above.add(at)), I::load(below.add(at))) }
}
