//! x86's 256-bit vectors.
//!
//! `unsafe` for loads and stores at pointers, which the kernels have checked once for the whole picture, and because
//! the compiler cannot know that the processor's support was checked. Everything here is inlined into functions that
//! are compiled for AVX2.

use super::{Bounds, Instructions, MAGIC};
use crate::integer::kernels::packing::PanelRequantisation;
use core::arch::x86_64::*;

/// AVX2.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Avx2;

impl Instructions for Avx2 {
    const LANES: usize = 8;
    const UNROLLS: bool = true;
    type QuantisedVector = __m256i;
    type Sums = __m256i;
    type DequantisedVector = __m256;

    #[inline(always)]
    fn zero() -> __m256i {
        // SAFETY: this is inlined into code for a processor on which `Processor` found AVX2.
        unsafe { _mm256_setzero_si256() }
    }

    #[inline(always)]
    unsafe fn load(from: *const i16) -> __m256i {
        // SAFETY: the caller's promise; alignment is not asked for.
        unsafe { _mm256_loadu_si256(from.cast()) }
    }

    #[inline(always)]
    unsafe fn pair(from: *const i16) -> __m256i {
        // SAFETY: as above.
        unsafe { _mm256_set1_epi32(from.cast::<i32>().read_unaligned()) }
    }

    #[inline(always)]
    fn add_products(sums: __m256i, a: __m256i, b: __m256i) -> __m256i {
        // SAFETY: as in `zero`.
        unsafe { _mm256_add_epi32(sums, _mm256_madd_epi16(a, b)) }
    }

    #[inline(always)]
    fn interleave(a: __m256i, b: __m256i) -> [__m256i; 2] {
        // SAFETY: as in `zero`.
        unsafe { [_mm256_unpacklo_epi16(a, b), _mm256_unpackhi_epi16(a, b)] }
    }

    #[inline(always)]
    fn interleave_zeros(a: __m256i) -> [__m256i; 2] {
        Self::interleave(a, Self::zero())
    }

    #[inline(always)]
    unsafe fn requantisation(PanelRequantisation { scale, bias }: PanelRequantisation) -> [[__m256; 2]; 2] {
        // SAFETY: the caller's promise; alignment is not asked for.
        unsafe {
            [
                [_mm256_loadu_ps(scale), _mm256_loadu_ps(scale.add(8))],
                [_mm256_loadu_ps(bias), _mm256_loadu_ps(bias.add(8))],
            ]
        }
    }

    #[inline(always)]
    fn dequantised(sums: [__m256i; 2], [scale, bias]: [[__m256; 2]; 2]) -> [__m256; 2] {
        // Not fused: both roundings are part of the definition.
        // SAFETY: as in `zero`.
        let number = |half: usize| unsafe {
            _mm256_add_ps(_mm256_mul_ps(_mm256_cvtepi32_ps(sums[half]), scale[half]), bias[half])
        };
        [number(0), number(1)]
    }

    #[inline(always)]
    unsafe fn add_residual([low, high]: [__m256; 2], residual: *const i16, ratio: f32) -> [__m256; 2] {
        // SAFETY: the caller's promise.
        unsafe {
            let residual = Self::load(residual);
            let ratio = _mm256_set1_ps(ratio);
            let number = |doubled| _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_srai_epi32::<16>(doubled)), ratio);
            [
                _mm256_add_ps(low, number(_mm256_unpacklo_epi16(residual, residual))),
                _mm256_add_ps(high, number(_mm256_unpackhi_epi16(residual, residual))),
            ]
        }
    }

    #[inline(always)]
    fn limits(bounds: Bounds) -> (__m256, __m256i) {
        // SAFETY: as in `zero`.
        unsafe { (_mm256_set1_ps(bounds.low), _mm256_set1_epi16(bounds.highest_quantised())) }
    }

    #[inline(always)]
    fn quantised(dequantised: [__m256; 2], (lowest, highest): (__m256, __m256i)) -> __m256i {
        // SAFETY: as in `zero`.
        unsafe {
            let magic = _mm256_set1_ps(MAGIC);
            let rounded = |values| {
                // As in `Wasm`.
                let raised = _mm256_max_ps(values, lowest);
                _mm256_sub_epi32(_mm256_castps_si256(_mm256_add_ps(raised, magic)), _mm256_castps_si256(magic))
            };
            _mm256_min_epi16(_mm256_packs_epi32(rounded(dequantised[0]), rounded(dequantised[1])), highest)
        }
    }

    #[inline(always)]
    unsafe fn store(quantised: __m256i, to: *mut i16) {
        // SAFETY: the caller's promise; alignment is not asked for.
        unsafe { _mm256_storeu_si256(to.cast(), quantised) }
    }

    #[inline(always)]
    unsafe fn store_dequantised(dequantised: [__m256; 2], bounds: Bounds, to: *mut f32) {
        // SAFETY: the caller's promise; alignment is not asked for.
        unsafe {
            let [low, high] = [within(dequantised[0], bounds), within(dequantised[1], bounds)];
            _mm256_storeu_ps(to, _mm256_permute2f128_ps::<0x20>(low, high));
            _mm256_storeu_ps(to.add(8), _mm256_permute2f128_ps::<0x31>(low, high));
        }
    }
}

#[inline(always)]
unsafe fn within(values: __m256, bounds: Bounds) -> __m256 {
    // SAFETY: as in `Avx2::zero`.
    unsafe { _mm256_min_ps(_mm256_max_ps(values, _mm256_set1_ps(bounds.low)), _mm256_set1_ps(bounds.high)) }
}
