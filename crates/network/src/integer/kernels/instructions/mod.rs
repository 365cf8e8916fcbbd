//! The vector instructions that the kernels need, with an implementation for each processor.
//!
//! Sixteen-bit integers are multiplied in neighbouring pairs and the two products added in 32 bits: one
//! instruction in WebAssembly (`i32x4.dot_i16x8_s`), on x86 (`pmaddwd`) and on many others. Everything after it is
//! single, correctly rounded additions and multiplications of IEEE 754, in a fixed order, so that every implementation
//! gives the same bits.
//!
//! Rounding by one integer multiplication (`i16x8.q15mulr_sat_s`, or 32-bit products) was considered: three float
//! roundings are between a sum and its level, the first two at 24 bits, and no single integer product gives the same
//! level everywhere. The floats take about one cycle per value without branches and spills between them.
//!
//! Invariant: [`plain`] defines the required results in ordinary Rust.

#![allow(unsafe_code, reason = "vectors are read and written at pointers")]

use super::packing::PanelRequantisation;

#[cfg(target_arch = "x86_64")]
mod avx2;
mod plain;
#[cfg(target_arch = "wasm32")]
mod wasm;

#[cfg(target_arch = "x86_64")]
pub(super) use avx2::Avx2;
pub(super) use plain::Plain;
#[cfg(target_arch = "wasm32")]
pub(super) use wasm::Wasm;

/// Added to a number below 2^22 in magnitude, leaves it rounded to an integer, ties to even, in the low bits:
/// 1.5 × 2^23, where neighbouring floats are 1 apart.
pub(super) const MAGIC: f32 = 12_582_912.0;

/// What results are kept within: at most 16 bits with a sign, where they are quantised.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Smallest value.
    pub low: f32,
    /// Largest value.
    pub high: f32,
}

impl Bounds {
    /// The greatest integer: [`Bounds::high`], rounded as values are.
    #[inline(always)]
    pub(super) fn highest_quantised(self) -> i16 {
        self.high.round_ties_even() as i16
    }
}

/// Vectors of one processor. `LANES` sums of 32 bits fit one; a *panel* is `2 × LANES` channels.
///
/// # Safety
/// Every pointer must be good for what is read or written there, and the processor must have the instructions.
pub(super) trait Instructions: Copy {
    /// Sums in a vector: 4 or 8.
    const LANES: usize;
    /// Whether tiles and windows are worth unrolling: not for scalar code, where it would only enlarge every visitor's
    /// download.
    const UNROLLS: bool;
    /// `2 × LANES` integers of 16 bits.
    type QuantisedVector: Copy;
    /// `LANES` integers of 32 bits.
    type Sums: Copy;
    /// `LANES` floats.
    type DequantisedVector: Copy;

    fn zero() -> Self::Sums;
    /// `2 × LANES` integers.
    unsafe fn load(from: *const i16) -> Self::QuantisedVector;
    /// Two integers, repeated.
    unsafe fn pair(from: *const i16) -> Self::QuantisedVector;
    /// `sums + a[2i] × b[2i] + a[2i + 1] × b[2i + 1]`.
    fn add_products(sums: Self::Sums, a: Self::QuantisedVector, b: Self::QuantisedVector) -> Self::Sums;
    /// Integers of two vectors in turns, in the order of [`order`].
    fn interleave(a: Self::QuantisedVector, b: Self::QuantisedVector) -> [Self::QuantisedVector; 2];
    /// [`Instructions::interleave`] with zeros.
    fn interleave_zeros(a: Self::QuantisedVector) -> [Self::QuantisedVector; 2];
    /// What dequantises a panel of sums, scale and bias, in registers: read it before the first result is written, because
    /// the compiler cannot know that results lie elsewhere.
    unsafe fn requantisation(from: PanelRequantisation) -> [[Self::DequantisedVector; 2]; 2];
    /// A panel of sums dequantised, not yet within bounds: `sum × scale + bias`.
    fn dequantised(
        sums: [Self::Sums; 2],
        requantisation: [[Self::DequantisedVector; 2]; 2],
    ) -> [Self::DequantisedVector; 2];
    /// `dequantised + residual × ratio`; `residual` points to a panel of integers in natural order.
    unsafe fn add_residual(
        dequantised: [Self::DequantisedVector; 2],
        residual: *const i16,
        ratio: f32,
    ) -> [Self::DequantisedVector; 2];
    /// `bounds` for [`Instructions::quantised`]: the least float and the greatest integer.
    fn limits(bounds: Bounds) -> (Self::DequantisedVector, Self::QuantisedVector);
    /// Floats rounded to integers within limits, ties to even, in natural order.
    fn quantised(
        dequantised: [Self::DequantisedVector; 2],
        limits: (Self::DequantisedVector, Self::QuantisedVector),
    ) -> Self::QuantisedVector;
    /// Writes `2 × LANES` integers.
    unsafe fn store(quantised: Self::QuantisedVector, to: *mut i16);
    /// Writes a panel of floats within `bounds`, in natural order.
    unsafe fn store_dequantised(dequantised: [Self::DequantisedVector; 2], bounds: Bounds, to: *mut f32);
}

/// The channel of a panel at `index` of its two vectors of sums. With 256 bits, x86 interleaves within halves of 128
/// bits.
pub(super) fn order(lanes: usize, index: usize) -> usize {
    if lanes == 8 {
        let (vector, lane) = (index / 8, index % 8);
        (lane / 4) * 8 + vector * 4 + lane % 4
    } else {
        index
    }
}

/// The instructions of this processor. Opaque: only detected ones can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Processor(Set);

/// Instruction sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Set {
    /// Ordinary Rust.
    Plain,
    /// 128-bit vectors of WebAssembly.
    #[cfg(target_arch = "wasm32")]
    Wasm,
    /// 256-bit vectors of x86.
    #[cfg(target_arch = "x86_64")]
    Avx2,
}

impl Processor {
    /// Ordinary Rust, which every machine has.
    pub const PLAIN: Self = Self(Set::Plain);

    /// The best set of this machine.
    #[must_use]
    pub fn best() -> Self {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            return Self(Set::Avx2);
        }
        #[cfg(target_arch = "wasm32")]
        if cfg!(target_feature = "simd128") {
            return Self(Set::Wasm);
        }
        Self::PLAIN
    }

    /// All sets of this machine.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let best = Self::best();
        if best == Self::PLAIN { vec![best] } else { vec![Self::PLAIN, best] }
    }

    /// The instruction set.
    pub(super) fn set(self) -> Set {
        self.0
    }

    /// Sums in a vector.
    #[must_use]
    pub(super) fn lanes(self) -> usize {
        match self.0 {
            Set::Plain => Plain::LANES,
            #[cfg(target_arch = "wasm32")]
            Set::Wasm => Wasm::LANES,
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => Avx2::LANES,
        }
    }

    /// Channels in a panel.
    #[must_use]
    pub(super) fn panel(self) -> usize {
        2 * self.lanes()
    }
}
