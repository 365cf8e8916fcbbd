//! WebAssembly's 128-bit vectors.
//!
//! `unsafe` for loads and stores at pointers, which the kernels have checked once for the whole picture.

use super::{Bounds, Instructions, MAGIC};
use crate::integer::kernels::packing::PanelRequantisation;
use core::arch::wasm32::*;

/// `simd128`.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Wasm;

impl Instructions for Wasm {
    const LANES: usize = 4;
    const UNROLLS: bool = true;
    type QuantisedVector = v128;
    type Sums = v128;
    type DequantisedVector = v128;

    #[inline(always)]
    fn zero() -> v128 {
        i32x4_splat(0)
    }

    #[inline(always)]
    unsafe fn load(from: *const i16) -> v128 {
        // SAFETY: the caller's promise; alignment is not asked for.
        unsafe { v128_load(from.cast()) }
    }

    #[inline(always)]
    unsafe fn pair(from: *const i16) -> v128 {
        // SAFETY: as above.
        unsafe { v128_load32_splat(from.cast()) }
    }

    #[inline(always)]
    fn add_products(sums: v128, a: v128, b: v128) -> v128 {
        i32x4_add(sums, i32x4_dot_i16x8(a, b))
    }

    #[inline(always)]
    fn interleave(a: v128, b: v128) -> [v128; 2] {
        [i16x8_shuffle::<0, 8, 1, 9, 2, 10, 3, 11>(a, b), i16x8_shuffle::<4, 12, 5, 13, 6, 14, 7, 15>(a, b)]
    }

    #[inline(always)]
    fn interleave_zeros(a: v128) -> [v128; 2] {
        Self::interleave(a, i16x8_splat(0))
    }

    #[inline(always)]
    unsafe fn requantisation(PanelRequantisation { scale, bias }: PanelRequantisation) -> [[v128; 2]; 2] {
        // SAFETY: the caller's promise.
        unsafe { [scale, bias].map(|from| [v128_load(from.cast()), v128_load(from.add(4).cast())]) }
    }

    #[inline(always)]
    fn dequantised(sums: [v128; 2], [scale, bias]: [[v128; 2]; 2]) -> [v128; 2] {
        let number = |half: usize| f32x4_add(f32x4_mul(f32x4_convert_i32x4(sums[half]), scale[half]), bias[half]);
        [number(0), number(1)]
    }

    #[inline(always)]
    unsafe fn add_residual([low, high]: [v128; 2], residual: *const i16, ratio: f32) -> [v128; 2] {
        // SAFETY: the caller's promise.
        let residual = unsafe { v128_load(residual.cast()) };
        let number = |quantised| f32x4_mul(f32x4_convert_i32x4(quantised), f32x4_splat(ratio));
        [
            f32x4_add(low, number(i32x4_extend_low_i16x8(residual))),
            f32x4_add(high, number(i32x4_extend_high_i16x8(residual))),
        ]
    }

    #[inline(always)]
    fn limits(bounds: Bounds) -> (v128, v128) {
        (f32x4_splat(bounds.low), i16x8_splat(bounds.highest_quantised()))
    }

    #[inline(always)]
    fn quantised(dequantised: [v128; 2], (lowest, highest): (v128, v128)) -> v128 {
        let [low, high] = dequantised.map(|values| {
            // With the constant added, a number this far above every bound still gives a larger integer than those
            // below it.
            let shifted = f32x4_add(f32x4_pmax(values, lowest), f32x4_splat(MAGIC));
            i32x4_sub(shifted, f32x4_splat(MAGIC))
        });
        i16x8_min(i16x8_narrow_i32x4(low, high), highest)
    }

    #[inline(always)]
    unsafe fn store(quantised: v128, to: *mut i16) {
        // SAFETY: the caller's promise; alignment is not asked for.
        unsafe { v128_store(to.cast(), quantised) }
    }

    #[inline(always)]
    unsafe fn store_dequantised([low, high]: [v128; 2], bounds: Bounds, to: *mut f32) {
        // SAFETY: as above.
        unsafe {
            v128_store(to.cast(), within(low, bounds));
            v128_store(to.add(4).cast(), within(high, bounds));
        }
    }
}

/// `pmax` and `pmin` are one instruction on x86, where `max` and `min` need several because of NaN.
#[inline(always)]
fn within(values: v128, bounds: Bounds) -> v128 {
    f32x4_pmin(f32x4_pmax(values, f32x4_splat(bounds.low)), f32x4_splat(bounds.high))
}
