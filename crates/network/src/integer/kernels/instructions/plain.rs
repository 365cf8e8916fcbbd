//! The definition, in ordinary Rust.

use super::{Bounds, Instructions, MAGIC};
use crate::integer::kernels::packing::PanelRequantisation;

/// Arrays instead of vectors.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Plain;

impl Instructions for Plain {
    const LANES: usize = 4;
    const UNROLLS: bool = false;
    type Words = [i16; 8];
    type Sums = [i32; 4];

    #[inline(always)]
    fn zero() -> [i32; 4] {
        [0; 4]
    }

    #[inline(always)]
    unsafe fn load(from: *const i16) -> [i16; 8] {
        // SAFETY: the caller's promise; alignment is not asked for.
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
    unsafe fn quantised_from_sums(
        sums: [[i32; 4]; 2],
        requantisation: PanelRequantisation,
        bounds: Bounds,
        residual: *const i16,
        ratio: f32,
    ) -> [i16; 8] {
        // SAFETY: the caller's promise.
        let [scale, bias] =
            unsafe { [requantisation.scale, requantisation.bias].map(|from| from.cast::<[f32; 8]>().read_unaligned()) };
        let mut values = values(sums, scale, bias);
        if !residual.is_null() {
            // SAFETY: as above.
            let residual = unsafe { Self::load(residual) };
            for (value, residual) in values.iter_mut().zip(residual) {
                *value += f32::from(residual) * ratio;
            }
        }
        values.map(|value| {
            let rounded = within(value, bounds) + MAGIC;
            // Bounds lie within 16 bits.
            rounded.to_bits().wrapping_sub(MAGIC.to_bits()) as i16
        })
    }

    #[inline(always)]
    unsafe fn store(words: [i16; 8], to: *mut i16) {
        // SAFETY: the caller's promise.
        unsafe { to.cast::<[i16; 8]>().write_unaligned(words) }
    }

    #[inline(always)]
    unsafe fn store_dequantised(
        sums: [[i32; 4]; 2],
        requantisation: PanelRequantisation,
        bounds: Bounds,
        to: *mut f32,
    ) {
        // SAFETY: the caller's promise.
        unsafe {
            let [scale, bias] =
                [requantisation.scale, requantisation.bias].map(|from| from.cast::<[f32; 8]>().read_unaligned());
            let values = values(sums, scale, bias).map(|value| within(value, bounds));
            to.cast::<[f32; 8]>().write_unaligned(values);
        }
    }
}

#[inline(always)]
fn values(sums: [[i32; 4]; 2], scale: [f32; 8], bias: [f32; 8]) -> [f32; 8] {
    std::array::from_fn(|index| sums[index / 4][index % 4] as f32 * scale[index] + bias[index])
}

#[inline(always)]
fn within(value: f32, bounds: Bounds) -> f32 {
    let raised = if value < bounds.low { bounds.low } else { value };
    if raised > bounds.high { bounds.high } else { raised }
}
