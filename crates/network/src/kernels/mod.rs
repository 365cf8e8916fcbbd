//! Plain loops on NHWC slices: used by the CPU path and the trainer.
//!
//! Safe Rust, written so that the compiler vectorises over channels: [`LANES`] channels
//! are held in registers while a window is walked. One picture per call; callers distribute pictures over threads.
//!
//! Invariant: pure. No IO, no clock, no tensor; lengths are checked once, at the top.

mod depthwise;
mod depthwise_backward;
mod elementwise;
mod patches;
mod pointwise;

pub use depthwise::{depthwise, depthwise_rows};
pub use depthwise_backward::{depthwise_input_gradient, depthwise_weight_gradient};
pub use elementwise::{Activation, add_bias, add_in_place};
pub use patches::patches;
pub use pointwise::{Packed, pointwise};

/// Channels worked on at a time. Every channel count of the EfficientNet family from the
/// first block on is a multiple of it; what is left over is done one by one.
pub(crate) const LANES: usize = 16;

/// `LANES` consecutive values from `start`.
///
/// # Panics
/// When the slice is too short, which the length checks of the callers rule out: never zeros in place of values.
#[inline(always)]
pub(crate) fn lanes(slice: &[f32], start: usize) -> &[f32; LANES] {
    &slice[start..start + LANES].as_chunks::<LANES>().0[0]
}

/// The part of a window that lies inside the picture along one axis: `(first tap, first
/// input index, number of taps)`.
#[inline(always)]
pub(crate) fn taps(output: usize, stride: usize, before: usize, kernel: usize, extent: usize) -> (usize, usize, usize) {
    let origin = output * stride;
    let first = before.saturating_sub(origin);
    let input = (origin + first).saturating_sub(before);
    let count = kernel.saturating_sub(first).min(extent.saturating_sub(input));
    (first, input, count)
}

#[cfg(test)]
mod tests {
    use super::{LANES, lanes};

    #[test]
    fn lanes_are_those_from_the_start_on() {
        let values: Vec<f32> = (0..20_u8).map(f32::from).collect();
        assert_eq!(lanes(&values, 3)[..2], [3.0, 4.0]);
        assert_eq!(lanes(&values, 4)[LANES - 1], 19.0);
    }

    #[test]
    #[should_panic(expected = "out of range")]
    fn a_slice_that_is_too_short_gives_no_zeros() {
        let _ = lanes(&[1.0; LANES], 1);
    }
}
