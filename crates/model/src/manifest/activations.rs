//! Quantisation of activations where the network runs in integers.

use evaluation::Split;
use serde::{Deserialize, Serialize};

/// Resolution and range of activations. Behind a ReLU6 they lie within 0…6 by
/// definition; behind a block, where both signs occur, within what was seen on `val`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Activations {
    /// The number of levels.
    pub levels: Levels,
    /// Which rule chose the ranges: `min_max`, `percentile` or `mse`.
    pub rule: String,
    /// Per block, the magnitude of the largest level; larger values are clipped to it.
    pub block_peaks: Vec<f32>,
    /// Every combination that `lab quantise` tried, on `val`; the one above is among them.
    pub compared: Vec<Compared>,
}

impl Activations {
    /// The [`Self::rule`] whose ranges hold the largest value seen, and [`Self::ROOM`].
    pub const MIN_MAX: &str = "min_max";

    /// Factor above the largest value seen, before [`Self::MIN_MAX`] clips. Costs a third of a bit.
    pub const ROOM: f32 = 1.25;
}

/// Levels of values between layers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Levels {
    /// The largest behind a ReLU6; the smallest is 0.
    pub positive: f32,
    /// The largest where both signs occur; the smallest is its negative.
    pub signed: f32,
}

impl Levels {
    /// The maximum for 32-bit sums and 16-bit lanes: 2064 products of such a value and an 8-bit weight.
    pub const WIDE: Self = Self { positive: 8191.0, signed: 8191.0 };

    /// Those of 8-bit integers.
    pub const EIGHT_BITS: Self = Self { positive: 255.0, signed: 127.0 };
}

impl Default for Levels {
    fn default() -> Self {
        Self::WIDE
    }
}

/// One way to quantise activations, compared with the same weights and float activations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// Levels tried.
    pub levels: Levels,
    /// Rule that chose the ranges.
    pub rule: String,
    /// Mean absolute difference of a logit, over all labels and pictures.
    pub mean_deviation: f32,
    /// Largest absolute difference of a logit.
    pub largest_deviation: f32,
    /// Share of pictures whose predicted class changed, 0…1.
    pub changed: f32,
    /// Accuracy, 0…1.
    pub accuracy: f32,
    /// Split it was tried on: `val`.
    pub split: Split,
    /// Number of pictures.
    pub n: u32,
}
