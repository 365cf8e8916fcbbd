//! The inverse cosine transform (T.81, A.3.3).
//!
//! After Loeffler, Ligtenberg and Moschytz, "Practical fast 1-D DCT algorithms with 11 multiplications"
//! (ICASSP 1989), in integer arithmetic, so that every platform gives equal samples.

/// Fractional bits of the fixed-point numbers.
const POINT: u32 = 13;

/// A factor in fixed point, rounded.
const fn fixed(factor: f64) -> i64 {
    (factor * (1 << POINT) as f64 + 0.5) as i64
}

/// Samples of a block, row by row: level-shifted, clamped to the precision.
pub(super) fn samples_from_coefficients(block: &[i64; 64], precision: u32) -> [u16; 64] {
    // Extra bits between the passes; twelve-bit pictures need them for their range.
    let extra = if precision > 8 { 1 } else { 2 };
    let mut between = [0_i64; 64];
    for column in 0..8 {
        let line = std::array::from_fn(|row| block.get(row * 8 + column).copied().unwrap_or_default());
        for (row, sum) in transformed(line).into_iter().enumerate() {
            if let Some(place) = between.get_mut(row * 8 + column) {
                *place = rounded(sum, POINT - extra);
            }
        }
    }
    let mut samples = [0_u16; 64];
    let (middle, most) = (1_i64 << (precision - 1), (1_i64 << precision) - 1);
    for (line, target) in between.as_chunks::<8>().0.iter().zip(samples.as_chunks_mut::<8>().0) {
        for (sum, sample) in transformed(*line).into_iter().zip(target) {
            // The two passes together scale by 8.
            *sample = (rounded(sum, POINT + extra + 3) + middle).clamp(0, most) as u16;
        }
    }
    samples
}

fn rounded(sum: i64, bits: u32) -> i64 {
    (sum + (1 << (bits - 1))) >> bits
}

/// One dimension, scaled by the square root of 8 and by [`POINT`] bits.
fn transformed([c0, c1, c2, c3, c4, c5, c6, c7]: [i64; 8]) -> [i64; 8] {
    // Even part: a rotation by 3π/8 for the second and the sixth.
    let turn = (c2 + c6) * fixed(0.541_196_100);
    let (low, high) = (turn + c2 * fixed(0.765_366_865), turn - c6 * fixed(1.847_759_065));
    let (sum, difference) = ((c0 + c4) << POINT, (c0 - c4) << POINT);
    let even = [sum + low, difference + high, difference - high, sum - low];
    // Odd part: two rotations and a butterfly that share the product of all four.
    let all = (c7 + c3 + c5 + c1) * fixed(1.175_875_602);
    let s73 = all - (c7 + c3) * fixed(1.961_570_560);
    let s51 = all - (c5 + c1) * fixed(0.390_180_644);
    let s71 = (c7 + c1) * fixed(0.899_976_223);
    let s53 = (c5 + c3) * fixed(2.562_915_447);
    let odd = [
        c1 * fixed(1.501_321_110) - s71 + s51,
        c3 * fixed(3.072_711_026) - s53 + s73,
        c5 * fixed(2.053_119_869) - s53 + s51,
        c7 * fixed(0.298_631_336) - s71 + s73,
    ];
    let ([e0, e1, e2, e3], [o0, o1, o2, o3]) = (even, odd);
    [e0 + o0, e1 + o1, e2 + o2, e3 + o3, e3 - o3, e2 - o2, e1 - o1, e0 - o0]
}

#[test]
fn it_is_the_transform_of_the_standard() {
    // T.81, A.3.3, as it stands there.
    let exact = |block: &[i64; 64], x: usize, y: usize| -> f64 {
        let c = |at: usize| if at == 0 { 0.5_f64.sqrt() } else { 1.0 };
        let cos = |at: usize, f: usize| ((2 * at + 1) as f64 * f as f64 * std::f64::consts::PI / 16.0).cos();
        let term = |(at, &value): (usize, &i64)| c(at % 8) * c(at / 8) * value as f64 * cos(x, at % 8) * cos(y, at / 8);
        block.iter().enumerate().map(term).sum::<f64>() / 4.0
    };
    let mut seed = 1_u32;
    for precision in [8, 12] {
        for _ in 0..200 {
            let block: [i64; 64] = std::array::from_fn(|at| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                i64::from(seed.cast_signed() >> 23) / (1 + at as i64 / 4)
            });
            let samples = samples_from_coefficients(&block, precision);
            let (middle, most) = (f64::from(1 << (precision - 1)), f64::from((1 << precision) - 1));
            for (at, &sample) in samples.iter().enumerate() {
                let expected = (exact(&block, at % 8, at / 8) + middle).clamp(0.0, most);
                assert!((f64::from(sample) - expected).abs() < 0.75, "{precision}: {sample} for {expected}");
            }
        }
    }
}
