//! Brightness and colour.

use super::Grey;
use crate::{Image, Pixels};

/// Histogram of grey levels.
pub(super) struct GreyHistogram {
    counts: [u32; 256],
    total: u32,
}

impl GreyHistogram {
    pub(super) fn of(grey: &Grey) -> Self {
        let mut counts = [0; 256];
        for &sample in &grey.samples {
            if let Some(count) = counts.get_mut(usize::from(sample)) {
                *count += 1;
            }
        }
        Self { counts, total: grey.samples.len() as u32 }
    }

    /// The lowest level that at least `share` of the pixels do not exceed, 0…255.
    pub(super) fn percentile(&self, share: f64) -> f32 {
        let wanted = share * f64::from(self.total);
        let mut below = 0;
        for (level, count) in self.counts.iter().enumerate() {
            below += count;
            if f64::from(below) >= wanted {
                return level as f32;
            }
        }
        255.0
    }

    /// Share of pixels at `level` or above, 0…1.
    pub(super) fn share_from(&self, level: usize) -> f32 {
        self.counts.iter().skip(level).sum::<u32>() as f32 / self.total.max(1) as f32
    }
}

/// `Σ (max − min) / Σ max` over the pixels' channels: the saturation of HSV weighted by brightness, since
/// near black it is noise. 0 for grey and for black, 1 for pure colours.
pub(super) fn colour(image: &Image) -> f32 {
    let Pixels::Rgb8(samples) = image.pixels() else {
        return 0.0;
    };
    let mut distance = 0u64;
    let mut brightness = 0u64;
    for &[r, g, b] in samples.as_chunks::<3>().0 {
        let (least, most) = (r.min(g).min(b), r.max(g).max(b));
        distance += u64::from(most - least);
        brightness += u64::from(most);
    }
    distance as f32 / brightness.max(1) as f32
}
