//! What the image pixel module says of the pixels (PS3.3, C.7.6.3).

use crate::dicom::error::DicomError;
use crate::dicom::field::View;
use crate::imaging::Limits;
use dicom_core::Tag;
use dicom_dictionary_std::tags;

/// Frames that a file may have; a whole-slide object has some 100,000.
const MOST_FRAMES: f64 = 1_000_000.0;

/// What the samples mean (PS3.3, C.7.6.3.1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Photometric {
    /// Grey, the smallest value white.
    Monochrome1,
    /// Grey, the smallest value black.
    Monochrome2,
    /// Places in a colour table.
    Palette,
    /// Red, green, blue.
    Rgb,
    /// Luma and colour differences over the full range.
    YbrFull,
    /// The same with colour differences for every other column.
    YbrFull422,
    /// What JPEG 2000 turns into red, green, blue by itself.
    YbrJpeg2000,
}

/// Kind of stored numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// Whole numbers without sign.
    Unsigned,
    /// Whole numbers, two's complement.
    Signed,
    /// Floating point, of 32 or 64 bits (PS3.3, C.7.6.24 and C.7.6.25).
    Float,
}

/// How pixels are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Description {
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Frames, at least 1.
    pub frames: u32,
    /// Samples a pixel: 1 or 3.
    pub samples: usize,
    /// 1, 8, 16, 32 or 64.
    pub bits_allocated: u32,
    /// At most the bits allocated.
    pub bits_stored: u32,
    /// Place of the highest stored bit.
    pub high_bit: u32,
    /// Kind of number.
    pub number: Number,
    /// Whether each sample has a plane of its own.
    pub planar: bool,
    /// What the samples mean.
    pub photometric: Photometric,
}

impl Description {
    /// Pixels of one frame.
    #[must_use]
    pub fn pixels(&self) -> usize {
        self.width as usize * self.height as usize
    }

    /// Whether stored numbers carry a sign.
    #[must_use]
    pub fn signed(&self) -> bool {
        self.number == Number::Signed
    }

    /// Reads the module; the size is held against the limits.
    pub(in crate::dicom) fn read(view: View<'_>, limits: &Limits) -> Result<Self, DicomError> {
        let side = |tag| whole(view, tag, 1.0, 65_535.0).map(|side| side as u32);
        let (height, width) = (side(tags::ROWS)?, side(tags::COLUMNS)?);
        check_size(width, height, limits)?;
        let frames = view.number(tags::NUMBER_OF_FRAMES).unwrap_or(1.0);
        if !(0.0..=MOST_FRAMES).contains(&frames) {
            return Err(DicomError::value(tags::NUMBER_OF_FRAMES, "1 to 1,000,000", frames));
        }
        let photometric = photometric(view)?;
        let expected = samples_of(photometric);
        let samples = view.number(tags::SAMPLES_PER_PIXEL).map_or(expected, |samples| samples as usize);
        if samples != expected {
            let expected = format!("{expected}, as the photometric interpretation asks for");
            return Err(DicomError::value(tags::SAMPLES_PER_PIXEL, expected, samples));
        }
        let bits_allocated = whole(view, tags::BITS_ALLOCATED, 1.0, 64.0)? as u32;
        if view.element(tags::FLOAT_PIXEL_DATA).is_some() || view.element(tags::DOUBLE_FLOAT_PIXEL_DATA).is_some() {
            let bits = if view.element(tags::FLOAT_PIXEL_DATA).is_some() { 32 } else { 64 };
            return Ok(Self {
                width,
                height,
                frames: (frames as u32).max(1),
                samples,
                bits_allocated: bits,
                bits_stored: bits,
                high_bit: bits - 1,
                number: Number::Float,
                planar: false,
                photometric,
            });
        }
        if !matches!(bits_allocated, 1 | 8 | 16 | 32) {
            let part = crate::dicom::dictionary::named(tags::BITS_ALLOCATED);
            return Err(DicomError::unsupported(part, "1, 8, 16 or 32", bits_allocated));
        }
        let most = f64::from(bits_allocated);
        let stored = view.number(tags::BITS_STORED).map_or(Ok(most), |_| whole(view, tags::BITS_STORED, 1.0, most))?;
        let high = view.number(tags::HIGH_BIT);
        let high = high.map_or(Ok(stored - 1.0), |_| whole(view, tags::HIGH_BIT, stored - 1.0, most - 1.0))?;
        let signed = view.number(tags::PIXEL_REPRESENTATION) == Some(1.0);
        Ok(Self {
            width,
            height,
            frames: (frames as u32).max(1),
            samples,
            bits_allocated,
            bits_stored: stored as u32,
            high_bit: high as u32,
            number: if signed { Number::Signed } else { Number::Unsigned },
            planar: samples > 1 && view.number(tags::PLANAR_CONFIGURATION) == Some(1.0),
            photometric,
        })
    }
}

/// # Errors
/// `TooManyPixels` or `TooSmall`.
pub(in crate::dicom) fn check_size(width: u32, height: u32, limits: &Limits) -> Result<(), DicomError> {
    if u64::from(width) * u64::from(height) > limits.pixels || width.max(height) > limits.longest_side {
        return Err(DicomError::TooManyPixels { width, height, limit: limits.pixels });
    }
    let minimum = limits.shortest_side.max(1);
    if width.min(height) < minimum {
        return Err(DicomError::TooSmall { width, height, minimum });
    }
    Ok(())
}

/// A whole number between two bounds.
fn whole(view: View<'_>, tag: Tag, least: f64, most: f64) -> Result<f64, DicomError> {
    let value = view.number(tag).ok_or_else(|| DicomError::missing(tag))?;
    if !(least..=most).contains(&value) || value.fract() != 0.0 {
        return Err(DicomError::value(tag, format!("{least} to {most}"), value));
    }
    Ok(value)
}

fn photometric(view: View<'_>) -> Result<Photometric, DicomError> {
    let tag = tags::PHOTOMETRIC_INTERPRETATION;
    let name = view.text(tag).ok_or_else(|| DicomError::missing(tag))?;
    Ok(match name.to_ascii_uppercase().as_str() {
        "MONOCHROME1" => Photometric::Monochrome1,
        "MONOCHROME2" => Photometric::Monochrome2,
        "PALETTE COLOR" => Photometric::Palette,
        "RGB" => Photometric::Rgb,
        "YBR_FULL" => Photometric::YbrFull,
        "YBR_FULL_422" => Photometric::YbrFull422,
        "YBR_ICT" | "YBR_RCT" => Photometric::YbrJpeg2000,
        _ => {
            let expected = "MONOCHROME1, MONOCHROME2, PALETTE COLOR, RGB, YBR_FULL, YBR_FULL_422, YBR_ICT or YBR_RCT";
            return Err(DicomError::unsupported(crate::dicom::dictionary::named(tag), expected, name));
        }
    })
}

fn samples_of(photometric: Photometric) -> usize {
    match photometric {
        Photometric::Monochrome1 | Photometric::Monochrome2 | Photometric::Palette => 1,
        _ => 3,
    }
}
