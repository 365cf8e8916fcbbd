//! Percentiles and extremes of a frame's values.

use super::frame::{Frame, Meaning};
use super::pixels::modality::ModalityLut;

/// Most values that are sampled where they cannot be counted: enough for percentiles to a thousandth, and quickly
/// sorted.
const MOST: usize = 1 << 18;

/// Statistics over all pixels of a frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FrameStatistics {
    /// Smallest value.
    pub lowest: f64,
    /// Sum of the values over their number.
    pub mean: f64,
    /// Largest value.
    pub highest: f64,
}

impl Frame {
    /// Lowest, mean and highest value after the modality step, of every pixel except padding and NaN; for colour, of
    /// its samples. `None` when nothing is left.
    #[must_use]
    pub fn measured(&self) -> Option<FrameStatistics> {
        let (mut lowest, mut highest, mut sum, mut count) = (f64::INFINITY, f64::NEG_INFINITY, 0.0, 0_u64);
        let mut add = |value: f64| {
            if value.is_finite() {
                (lowest, highest) = (lowest.min(value), highest.max(value));
                sum += value;
                count += 1;
            }
        };
        let all = (0..self.samples.len()).filter_map(|at| self.samples.get(at));
        match &self.meaning {
            Meaning::Grey { modality, padding, .. } => all
                .filter(|&stored| !padding.is_some_and(|padding| padding.holds(stored)))
                .for_each(|stored| add(modality.value(stored))),
            Meaning::Colour { .. } => all.for_each(&mut add),
        }
        (count > 0).then(|| FrameStatistics { lowest, mean: sum / count as f64, highest })
    }

    /// The values below which the given shares (0…1) of the picture lie. Padding and NaN do not count,
    /// of large frames of more than 16 bits only every n-th pixel does; for colour, of its samples. Zeros when nothing
    /// is left.
    #[must_use]
    pub fn percentiles<const N: usize>(&self, shares: [f64; N]) -> [f64; N] {
        if let Some(values) = self.by_counting(shares) {
            return values;
        }
        let mut values = self.counted(MOST);
        values.sort_unstable_by(f64::total_cmp);
        let last = values.len().saturating_sub(1) as f64;
        shares.map(|share| values.get((share.clamp(0.0, 1.0) * last).round() as usize).copied().unwrap_or_default())
    }

    /// The same over all pixels, by a histogram of stored numbers: only the requested values are converted. `None`
    /// where numbers have more than 16 bits, or values do not rise or fall with them, or nothing is left.
    pub(super) fn by_counting<const N: usize>(&self, shares: [f64; N]) -> Option<[f64; N]> {
        let Meaning::Grey { modality, padding, .. } = &self.meaning else { return None };
        let ModalityLut::Linear { slope, intercept } = *modality else { return None };
        if !(slope.is_finite() && intercept.is_finite()) || slope == 0.0 {
            return None;
        }
        let (mut counts, least) = self.samples.counts()?;
        let number = |place: usize| f64::from(least) + place as f64;
        if let Some(padding) = padding {
            let held = counts.iter_mut().enumerate().filter(|(place, _)| padding.holds(number(*place)));
            held.for_each(|(_, count)| *count = 0);
        }
        let last = counts.iter().map(|&count| u64::from(count)).sum::<u64>().checked_sub(1)?;
        Some(shares.map(|share| {
            let rank = ((share.clamp(0.0, 1.0) * last as f64).round() as u64).min(last);
            // With a negative slope the largest number has the smallest value.
            let rank = if slope < 0.0 { last - rank } else { rank };
            let mut below = 0;
            let place = counts.iter().position(|&count| {
                below += u64::from(count);
                below > rank
            });
            modality.value(number(place.unwrap_or_default()))
        }))
    }
}
