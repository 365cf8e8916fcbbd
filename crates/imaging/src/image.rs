//! A decoded picture.

use std::fmt;

/// A decoded, upright picture: row by row from the top left.
#[derive(Clone, PartialEq, Eq)]
pub struct Image {
    width: u32,
    height: u32,
    pixels: Pixels,
}

/// Sample storage; lengths are `width * height * samples per pixel`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pixels {
    /// One 8-bit sample per pixel, 0 black.
    Grey8(Vec<u8>),
    /// One 16-bit sample per pixel, 0 black.
    Grey16(Vec<u16>),
    /// Red, green, blue, 8 bit each, interleaved.
    Rgb8(Vec<u8>),
}

impl Image {
    /// Builds a picture; `None` when the sample count does not match the size or a side is 0.
    ///
    /// ```
    /// use imaging::{Image, Pixels};
    ///
    /// assert_eq!(Image::new(2, 1, Pixels::Grey8(vec![0, 255])).unwrap().width(), 2);
    /// assert!(Image::new(2, 1, Pixels::Rgb8(vec![0, 255])).is_none());
    /// ```
    #[must_use]
    pub fn new(width: u32, height: u32, pixels: Pixels) -> Option<Self> {
        let area = (width as usize).checked_mul(height as usize)?;
        let (samples, per_pixel) = match &pixels {
            Pixels::Grey8(v) => (v.len(), 1),
            Pixels::Grey16(v) => (v.len(), 1),
            Pixels::Rgb8(v) => (v.len(), 3),
        };
        (area > 0 && area.checked_mul(per_pixel)? == samples).then_some(Self { width, height, pixels })
    }

    /// Pixels per row.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The samples.
    #[must_use]
    pub fn pixels(&self) -> &Pixels {
        &self.pixels
    }

    /// Moves the samples out: a large picture must not be in memory twice.
    #[must_use]
    pub fn into_pixels(self) -> Pixels {
        self.pixels
    }

    /// The same size with other samples; the former picture when the count does not fit.
    pub(super) fn with_pixels(&self, pixels: Pixels) -> Self {
        Self::new(self.width, self.height, pixels).unwrap_or_else(|| self.clone())
    }

    /// A generated square; black where the count does not match.
    pub(super) fn square(side: u32, pixels: Pixels) -> Self {
        Self::new(side, side, pixels).unwrap_or_else(|| Self {
            width: side,
            height: side,
            pixels: Pixels::Grey8(vec![0; side as usize * side as usize]),
        })
    }
}

impl fmt::Debug for Image {
    /// Size and kind; never the samples, which would fill every log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.pixels {
            Pixels::Grey8(_) => "Grey8",
            Pixels::Grey16(_) => "Grey16",
            Pixels::Rgb8(_) => "Rgb8",
        };
        write!(f, "Image({} × {} {kind})", self.width, self.height)
    }
}
