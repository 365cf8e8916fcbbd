//! The definition, in ordinary Rust.

use super::{Bounds, Instructions, MAGIC};
use crate::integer::kernels::packing::PanelRequantisation;

/// Arrays instead of vectors.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Plain;

impl Instructions for Plain {
    const LANES: usize = 4;
    const UNROLLS: bool = false;
    type QuantisedVector = [i16; 8];
    type Sums = [i32; 4];
    type DequantisedVector = [f32; 4];

    #[inline(always)]
    fn zero() -> [i32; 4] {
        [0; 4]
    }

    #[inline(always)]
    unsafe fn load(from: *const i16) -> [i16; 8] {
        // SAFETY: the caller's promise; alignment is not required.
        unsafe { from.cast::<[i16; 8]>().read_unaligned() }
    }

    #[inline(always)]
    unsafe fn pair(from: *const i16) -> [i16; 8] {
        // SAFETY: as above.
        let [first, second] = unsafe { from.cast::<[i16; 2]>().read_unaligned() };
        [first, second, first, second, first, second, first, second]
    }

    #[inline(always)]
    fn add_products(sums: [i32; 4], a: [i16; 8], b: [i16; 8]) -> [i32; 4] {
        let product = |index: usize| i32::from(a[index]) * i32::from(b[index]);
        std::array::from_fn(|lane| sums[lane] + product(2 * lane) + product(2 * lane + 1))
    }

    #[inline(always)]
    fn interleave(a: [i16; 8], b: [i16; 8]) -> [[i16; 8]; 2] {
        let half = |start: usize| {
            std::array::from_fn(|index| if index % 2 == 0 { a[start + index / 2] } else { b[start + index / 2] })
        };
        [half(0), half(4)]
    }

    #[inline(always)]
    fn interleave_zeros(a: [i16; 8]) -> [[i16; 8]; 2] {
        Self::interleave(a, [0; 8])
    }

    #[inline(always)]
    unsafe fn requantisation(PanelRequantisation { scale, bias }: PanelRequantisation) -> [[[f32; 4]; 2]; 2] {
        // SAFETY: the caller's promise.
        unsafe { [scale, bias].map(|from| from.cast::<[[f32; 4]; 2]>().read_unaligned()) }
    }

    #[inline(always)]
    fn dequantised(sums: [[i32; 4]; 2], [scale, bias]: [[[f32; 4]; 2]; 2]) -> [[f32; 4]; 2] {
        let number = |half: usize, lane: usize| sums[half][lane] as f32 * scale[half][lane] + bias[half][lane];
        [0, 1].map(|half| std::array::from_fn(|lane| number(half, lane)))
    }

    #[inline(always)]
    unsafe fn add_residual(dequantised: [[f32; 4]; 2], residual: *const i16, ratio: f32) -> [[f32; 4]; 2] {
        // SAFETY: the caller's promise.
        let residual = unsafe { Self::load(residual) };
        let sum = |half: usize, lane: usize| dequantised[half][lane] + f32::from(residual[4 * half + lane]) * ratio;
        [0, 1].map(|half| std::array::from_fn(|lane| sum(half, lane)))
    }

    #[inline(always)]
    fn limits(bounds: Bounds) -> ([f32; 4], [i16; 8]) {
        ([bounds.low; 4], [bounds.highest_quantised(); 8])
    }

    #[inline(always)]
    fn quantised(dequantised: [[f32; 4]; 2], (lowest, highest): ([f32; 4], [i16; 8])) -> [i16; 8] {
        std::array::from_fn(|index| {
            let (number, lowest) = (dequantised[index / 4][index % 4], lowest[index % 4]);
            let shifted = if number < lowest { lowest } else { number } + MAGIC;
            // Above the bounds, where this no longer counts in ones, it is still larger than any integer of 16 bits.
            let rounded = shifted.to_bits().wrapping_sub(MAGIC.to_bits()).cast_signed();
            // Bounds are within 16 bits.
            rounded.min(i32::from(highest[index])) as i16
        })
    }

    #[inline(always)]
    unsafe fn store(quantised: [i16; 8], to: *mut i16) {
        // SAFETY: the caller's promise.
        unsafe { to.cast::<[i16; 8]>().write_unaligned(quantised) }
    }

    #[inline(always)]
    unsafe fn store_dequantised(dequantised: [[f32; 4]; 2], bounds: Bounds, to: *mut f32) {
        let dequantised = dequantised.map(|half| half.map(|value| within(value, bounds)));
        // SAFETY: the caller's promise.
        unsafe { to.cast::<[[f32; 4]; 2]>().write_unaligned(dequantised) }
    }
}

#[inline(always)]
fn within(value: f32, bounds: Bounds) -> f32 {
    let raised = if value < bounds.low { bounds.low } else { value };
    if raised > bounds.high { bounds.high } else { raised }
}
