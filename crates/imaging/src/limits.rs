//! Resource limits of a file.

use super::error::ImagingError;

/// Checked against the header, before anything of the picture's size is allocated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Width times height.
    pub pixels: u64,
    /// Longest side in pixels.
    pub longest_side: u32,
    /// Shortest side in pixels.
    pub shortest_side: u32,
}

impl Default for Limits {
    /// 64 MiB, 100 megapixels, sides of 32 to 65,535 pixels (65,535 is the most that JPEG can say).
    fn default() -> Self {
        Self { bytes: 64 << 20, pixels: 100_000_000, longest_side: 65_535, shortest_side: 32 }
    }
}

impl Limits {
    /// Limit of bytes of a picture's samples in the file's format, before conversion: 384 MiB. 8-bit RGBA takes 4 per
    /// pixel, and stays below with the 100 megapixels of [`Limits::pixels`]; 16-bit takes 8, so that 50 megapixels
    /// remain; floating point takes 4 or 8 per sample.
    pub const SAMPLES: u64 = 384 << 20;

    /// Checks the samples of a picture of that size, `bytes` in total, against [`Limits::SAMPLES`].
    ///
    /// # Errors
    /// `TooManyPixels`, with the number allowed for such samples.
    pub fn check_samples(&self, width: u32, height: u32, bytes: u64) -> Result<(), ImagingError> {
        if bytes <= Self::SAMPLES {
            return Ok(());
        }
        let each = bytes / (u64::from(width) * u64::from(height)).max(1);
        let limit = self.pixels.min(Self::SAMPLES / each.max(1));
        Err(ImagingError::TooManyPixels { width, height, limit, side: self.longest_side })
    }

    /// Checks the size stated in a header against these limits.
    ///
    /// ```
    /// use imaging::{ImagingError, Limits};
    ///
    /// let limits = Limits::default();
    /// assert!(limits.check_size(512, 512).is_ok());
    /// assert!(matches!(limits.check_size(60_000, 60_000), Err(ImagingError::TooManyPixels { .. })));
    /// assert!(matches!(limits.check_size(2, 512), Err(ImagingError::TooSmall { .. })));
    /// ```
    ///
    /// # Errors
    /// `TooManyPixels` or `TooSmall`.
    pub fn check_size(&self, width: u32, height: u32) -> Result<(), ImagingError> {
        let area = u64::from(width) * u64::from(height);
        if area > self.pixels || width.max(height) > self.longest_side {
            return Err(ImagingError::TooManyPixels { width, height, limit: self.pixels, side: self.longest_side });
        }
        if width.min(height) < self.shortest_side.max(1) {
            return Err(ImagingError::TooSmall { width, height, minimum: self.shortest_side.max(1) });
        }
        Ok(())
    }

    /// Maximum allocation for opening a picture of this size, besides the file itself: eight bytes per pixel (16-bit
    /// RGBA) for the result, as much again for the decoder, and 32 MiB.
    #[must_use]
    pub fn decoder_bytes(width: u32, height: u32) -> u64 {
        u64::from(width).saturating_mul(u64::from(height)).saturating_mul(16).saturating_add(32 << 20)
    }
}
