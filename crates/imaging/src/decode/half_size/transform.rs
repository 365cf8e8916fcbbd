//! The inverse cosine transform of the lower frequencies: 4 × 4 pixels of a block.
//!
//! With orthonormal transforms a block of 8 × 8 has twice the frequencies of one of 4 × 4 of the same picture, so half
//! of each is taken. In one direction, four frequencies `f` give `(f0 ± f2) / 2` and, added and subtracted,
//! `√½ (f1 cos π/8 + f3 sin π/8)` and `√½ (f1 sin π/8 − f3 cos π/8)`.

use ::jpeg::ZIGZAG;

/// Index of each coefficient, in zigzag order (ITU-T T.81, figure A.6), among the lower frequencies, four per line; the
/// slot after them is for all others.
pub(super) const PLACES: [u8; 64] = places();

const fn places() -> [u8; 64] {
    let mut places = [16; 64];
    let mut at = 0;
    while at < 64 {
        let (x, y) = (ZIGZAG[at] % 8, ZIGZAG[at] / 8);
        if x < 4 && y < 4 {
            places[at] = 4 * y + x;
        }
        at += 1;
    }
    places
}

/// Fractional bits.
const POINT: u32 = 13;
/// `√½ cos π/8` and `√½ sin π/8`.
const COSINE: i32 = 5_352;
const SINE: i32 = 2_217;
/// Bits that the first direction keeps for the second.
const KEPT: u32 = 2;

/// Writes the 4 × 4 pixels of a block, 0…255, into lines of `stride`. `is_flat` means that only the DC coefficient is
/// not 0.
#[inline(always)]
pub(super) fn pixels_from_frequencies(frequencies: &[i32; 17], is_flat: bool, (pixels, stride): (&mut [u8], usize)) {
    if is_flat {
        let level = level((frequencies[0].wrapping_add(4)) >> 3);
        for line in pixels.chunks_mut(stride).take(4) {
            if let Some(four) = line.first_chunk_mut() {
                *four = [level; 4];
            }
        }
        return;
    }
    let line = |y: usize| -> [i32; 4] { std::array::from_fn(|x| frequencies[(4 * y + x) & 15]) };
    let down = four(std::array::from_fn(line)).map(|line| line.map(|value| rounded(value, POINT - KEPT)));
    let across = four(turned(down)).map(|line| line.map(|value| level(rounded(value, POINT + KEPT + 1))));
    for (out, four) in pixels.chunks_mut(stride).zip(turned(across)) {
        if let Some(out) = out.first_chunk_mut() {
            *out = four;
        }
    }
}

/// One direction of four lines at once, times 2 to the power of [`POINT`].
#[inline(always)]
fn four([f0, f1, f2, f3]: [[i32; 4]; 4]) -> [[i32; 4]; 4] {
    let mut out = [[0; 4]; 4];
    for x in 0..4 {
        let sum = f0[x].wrapping_add(f2[x]) << (POINT - 1);
        let difference = f0[x].wrapping_sub(f2[x]) << (POINT - 1);
        let outer = f1[x].wrapping_mul(COSINE).wrapping_add(f3[x].wrapping_mul(SINE));
        let inner = f1[x].wrapping_mul(SINE).wrapping_sub(f3[x].wrapping_mul(COSINE));
        out[0][x] = sum.wrapping_add(outer);
        out[1][x] = difference.wrapping_add(inner);
        out[2][x] = difference.wrapping_sub(inner);
        out[3][x] = sum.wrapping_sub(outer);
    }
    out
}

#[inline(always)]
fn turned<T: Copy>(lines: [[T; 4]; 4]) -> [[T; 4]; 4] {
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

#[test]
fn a_block_of_one_cosine_is_that_cosine() {
    // `F(0, 1) = 8 a` of an orthonormal transform of 8 × 8 is `a √2 cos((2 x + 1) π / 16)` along x.
    let (mut frequencies, mut pixels) = ([0; 17], [0; 16]);
    frequencies[1] = 8 * 40;
    pixels_from_frequencies(&frequencies, false, (&mut pixels, 4));
    for (at, &pixel) in pixels.iter().enumerate() {
        // The middle between two of eight pixels.
        let angle = (2.0 * (at % 4) as f64 + 1.0) * std::f64::consts::PI / 8.0;
        let expected = 128.0 + 40.0 * 2f64.sqrt() * angle.cos();
        assert!((f64::from(pixel) - expected).abs() <= 1.0, "{at}: {pixel}, {expected}");
    }
    let mut flat = [0; 16];
    frequencies = [0; 17];
    frequencies[0] = 8 * 50 + 3;
    for is_flat in [true, false] {
        pixels_from_frequencies(&frequencies, is_flat, (&mut flat, 4));
        assert_eq!(flat, [178; 16]);
    }
}

#[test]
fn the_lower_frequencies_lie_where_the_standard_has_them() {
    let first: Vec<u8> = PLACES[..14].to_vec();
    assert_eq!(first, [0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 16, 13, 10, 7]);
    assert_eq!((PLACES[24], PLACES[63], PLACES.iter().filter(|&&place| place < 16).count()), (15, 16, 16));
}
