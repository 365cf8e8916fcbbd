//! How the values of a frame spread.

use super::frame::Frame;

/// Values looked at at most: they tell percentiles to a thousandth and are sorted in a blink.
const MOST: usize = 1 << 18;

impl Frame {
    /// The values below which the given shares (0…1) of the picture lie. Padding and what is no number do not count,
    /// of large frames only every n-th pixel; colour counts its samples. Zeros when nothing is left.
    #[must_use]
    pub fn percentiles<const N: usize>(&self, shares: [f64; N]) -> [f64; N] {
        let mut values = self.counted(MOST);
        values.sort_unstable_by(f64::total_cmp);
        let last = values.len().saturating_sub(1) as f64;
        shares.map(|share| values.get((share.clamp(0.0, 1.0) * last).round() as usize).copied().unwrap_or_default())
    }
}
