//! Is the picture good enough to be read? Measures of sharpness, exposure, size, frame, colour,
//! straight lines and periodic patterns.
//!
//! Measures only: the limits are in the model's manifest, fitted by `lab` on good pictures. All but the measures of
//! size are taken on a copy of at most 512 pixels, so that they mean the same for a picture of 300 pixels and for a
//! scan of 4,000.
//!
//! Invariant: every measure is finite for every picture, however small, large or flat.

mod exposure;
mod frame;
mod lines;
mod mend;
mod repetition;
mod sharpness;
mod spectrum;

pub use mend::{QualityFault, mended};

use super::image::{Image, Pixels};
use super::luma::{eight_bits, grey_from_image};
use super::resize::{fit_within, with_longest_side};
use finding::QualityMeasure;

/// Longest side of the copy that is measured, in pixels.
const COPY_SIDE: u32 = 512;
/// Side at which sharpness is measured: about that of the networks' inputs, since detail that is
/// lost there is lost to them.
const SHARPNESS_SIDE: u32 = 224;

/// The measurements of one picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QualityMeasures {
    /// Longest side of the original picture, in pixels.
    pub side: f32,
    /// 0…1: share of the columns (or rows, whichever has less) that only repeat their neighbour, as after
    /// nearest-neighbour upscaling.
    pub repeated: f32,
    /// 0…1: `1 −` the perceptual blur of Crété et al. 2007, at 224 pixels. Sharp pictures have more.
    pub sharpness: f32,
    /// 0…255: the 99th percentile of grey, the picture's white.
    pub white: f32,
    /// 0…255: the 2nd percentile of grey, the picture's black.
    pub black: f32,
    /// 0…1: share of pixels at 250 or above.
    pub clipped: f32,
    /// 0…255: between the 0.1st and the 99.9th percentile of grey.
    pub contrast: f32,
    /// 0…1: share of the area that lies outside the smallest box around everything that differs
    /// from the frame.
    pub border: f32,
    /// 0…1: distance between the largest and the smallest channel, relative to the largest, summed over the picture.
    pub colour: f32,
    /// Straight axis-parallel edges of at least a quarter of a side, each counted by its share of
    /// the side; 0 for none.
    pub lines: f32,
    /// Powers of ten by which the strongest single frequency stands out from its ring of the spectrum.
    pub moire: f32,
}

impl QualityMeasures {
    /// One of them.
    #[must_use]
    pub fn value(&self, of: QualityMeasure) -> f32 {
        match of {
            QualityMeasure::Side => self.side,
            QualityMeasure::Repeated => self.repeated,
            QualityMeasure::Sharpness => self.sharpness,
            QualityMeasure::White => self.white,
            QualityMeasure::Black => self.black,
            QualityMeasure::Clipped => self.clipped,
            QualityMeasure::Contrast => self.contrast,
            QualityMeasure::Border => self.border,
            QualityMeasure::Colour => self.colour,
            QualityMeasure::Lines => self.lines,
            QualityMeasure::Moire => self.moire,
        }
    }
}

/// Measures an upright picture.
///
/// ```
/// use imaging::quality::{LEAST_CONTRAST, measure};
/// use imaging::{Image, Pixels};
///
/// let nothing = Image::new(300, 200, Pixels::Grey8(vec![40; 300 * 200])).unwrap();
/// let measures = measure(&nothing);
/// assert_eq!((measures.side, measures.white, measures.colour), (300.0, 40.0, 0.0));
/// assert!(measures.contrast < LEAST_CONTRAST);
/// ```
#[must_use]
pub fn measure(image: &Image) -> QualityMeasures {
    let copy = fit_within(image, COPY_SIDE);
    let grey = Grey::of(&copy);
    let turned = grey.transposed();
    let levels = exposure::GreyHistogram::of(&grey);
    QualityMeasures {
        side: image.width().max(image.height()) as f32,
        repeated: repetition::repeated(image),
        sharpness: sharpness::sharpness(&Grey::of(&with_longest_side(&copy, SHARPNESS_SIDE))),
        white: levels.percentile(0.99),
        black: levels.percentile(0.02),
        clipped: levels.share_from(250),
        contrast: levels.percentile(0.999) - levels.percentile(0.001),
        border: frame::border(&grey, &turned),
        colour: exposure::colour(&copy),
        lines: lines::lines(&grey, &turned),
        moire: spectrum::strongest_peak(&Grey::of(&with_longest_side(&copy, spectrum::SIDE as u32))),
    }
}

/// Difference between dark and bright below which a picture is blank: a uniform area keeps some noise and JPEG blocks.
pub const LEAST_CONTRAST: f32 = 8.0;

/// 8-bit grey samples, row by row.
struct Grey {
    width: usize,
    height: usize,
    samples: Vec<u8>,
}

impl Grey {
    fn of(image: &Image) -> Self {
        let samples = match grey_from_image(image).pixels() {
            Pixels::Grey8(samples) => samples.clone(),
            Pixels::Grey16(samples) => samples.iter().map(|&sample| eight_bits(sample)).collect(),
            Pixels::Rgb8(samples) => samples.iter().step_by(3).copied().collect(),
        };
        Self { width: image.width() as usize, height: image.height() as usize, samples }
    }

    fn rows(&self) -> impl DoubleEndedIterator<Item = &[u8]> + ExactSizeIterator {
        self.samples.chunks_exact(self.width.max(1))
    }

    /// Rows become columns.
    fn transposed(&self) -> Self {
        let mut samples = vec![0; self.samples.len()];
        for (column, row) in self.rows().enumerate() {
            for (target, sample) in samples.iter_mut().skip(column).step_by(self.height.max(1)).zip(row) {
                *target = *sample;
            }
        }
        Self { width: self.height, height: self.width, samples }
    }
}

#[cfg(test)]
mod tests;
