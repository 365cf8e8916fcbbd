//! Ordinary pictures, all formats by their content.

use imaging::{Limits, Pixels};

/// Small, so that exaggerated claims of a header soon exceed them.
const LIMITS: Limits = Limits { bytes: 1 << 20, pixels: 1 << 20, longest_side: 4096, shortest_side: 1 };

/// Decodes the first picture; a refusal must give a reason.
pub fn picture(bytes: &[u8]) -> Option<u64> {
    match formats::open(bytes, &LIMITS) {
        Ok(picture) => {
            let (width, height) = (picture.image.width(), picture.image.height());
            assert!(u64::from(width) * u64::from(height) <= LIMITS.pixels, "{width} × {height} pixels");
            Some(match picture.image.pixels() {
                Pixels::Grey8(samples) | Pixels::Rgb8(samples) => samples.len() as u64,
                Pixels::Grey16(samples) => 2 * samples.len() as u64,
            })
        }
        Err(error) => {
            assert!(!error.to_string().is_empty() && !text::english(&error.help()).is_empty());
            None
        }
    }
}
