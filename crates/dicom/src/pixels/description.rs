//! The image pixel module (PS3.3, C.7.6.3).

use crate::dictionary::named;
use crate::error::DicomError;
use crate::field::View;
use crate::notes::Notes;
use dicom_core::Tag;
use dicom_dictionary_std::tags;
use imaging::Limits;

/// Frames that a file may have; a whole-slide object has some 100,000.
const MOST_FRAMES: f64 = 1_000_000.0;

/// Photometric interpretation (PS3.3, C.7.6.3.1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Photometric {
    /// Grey, the smallest value white.
    Monochrome1,
    /// Grey, the smallest value black.
    Monochrome2,
    /// Indices into a colour table.
    Palette,
    /// Red, green, blue.
    Rgb,
    /// Opacity, red, green, blue (retired).
    Argb,
    /// Luma and colour differences over the full range.
    YbrFull,
    /// The same with colour differences for every other column.
    YbrFull422,
    /// A JPEG 2000 colour transform, undone by its decoder.
    YbrJpeg2000,
}

/// Kind of stored numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// Unsigned integers.
    Unsigned,
    /// Signed integers, two's complement.
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
    /// Samples per pixel as stored: 1 to 4.
    pub samples: usize,
    /// 1, 8, 16, 32 or 64.
    pub bits_allocated: u32,
    /// At most the bits allocated.
    pub bits_stored: u32,
    /// Index of the highest stored bit.
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

    /// Whether stored numbers are signed.
    #[must_use]
    pub fn signed(&self) -> bool {
        self.number == Number::Signed
    }

    /// The smallest and the largest number that the stored bits can represent.
    #[must_use]
    pub(crate) fn range(&self) -> (f64, f64) {
        let whole = |bits: u32| (1_u64 << bits.min(63)) as f64;
        match self.number {
            Number::Unsigned => (0.0, whole(self.bits_stored) - 1.0),
            Number::Signed => {
                (-whole(self.bits_stored.saturating_sub(1)), whole(self.bits_stored.saturating_sub(1)) - 1.0)
            }
            Number::Float => (f64::MIN, f64::MAX),
        }
    }

    /// Checks the number of samples of a frame against the limits: colour has three per pixel, and a palette yields
    /// three.
    ///
    /// # Errors
    /// `TooManySamples`.
    pub(crate) fn check_samples(&self, limits: &Limits) -> Result<(), DicomError> {
        let a_pixel = if self.photometric == Photometric::Palette { 3 } else { self.samples };
        if self.pixels() as u64 * a_pixel as u64 > limits.pixels {
            let (width, height) = (self.width, self.height);
            return Err(DicomError::TooManySamples { width, height, samples: a_pixel, limit: limits.pixels });
        }
        Ok(())
    }

    /// Whether the byte count is three per pixel where two are declared.
    fn is_whole_colour(&self, bytes: u64) -> bool {
        let pixels = self.pixels() as u64;
        let (halved, whole) = (pixels.div_ceil(2) * 4, pixels * 3);
        let frames = u64::from(self.frames);
        self.photometric == Photometric::YbrFull422
            && (self.samples, self.bits_allocated) == (3, 8)
            && bytes > halved * frames + 1
            && (whole * frames..=whole * frames + 1).contains(&bytes)
    }

    /// Reads the module; the size is checked against the limits. `native` is the number of bytes of uncompressed
    /// pixels: it determines the samples per pixel where the elements disagree.
    pub(crate) fn read(
        view: View<'_>,
        limits: &Limits,
        native: Option<usize>,
        notes: &mut Notes,
    ) -> Result<Self, DicomError> {
        let side = |tag| whole(view, tag, 1.0, 65_535.0).map(|side| side as u32);
        let (height, width) = (side(tags::ROWS)?, side(tags::COLUMNS)?);
        check_size(width, height, limits)?;
        let frames = match view.number(tags::NUMBER_OF_FRAMES) {
            Some(frames) => frames,
            None => match view.text(tags::NUMBER_OF_FRAMES) {
                Some(found) => {
                    let why = text::dicom_pixels::frames_no_number(named(tags::NUMBER_OF_FRAMES), found);
                    notes.instead(&DicomError::Damaged(why), text::dicom_pixels::one_frame());
                    1.0
                }
                None => 1.0,
            },
        };
        if !(0.0..=MOST_FRAMES).contains(&frames) {
            let tag = named(tags::NUMBER_OF_FRAMES);
            return Err(DicomError::Damaged(text::dicom_pixels::too_many_frames(tag, frames.to_string())));
        }
        let photometric = photometric(view, notes)?;
        let bits_allocated = whole(view, tags::BITS_ALLOCATED, 1.0, 64.0)? as u32;
        if view.element(tags::FLOAT_PIXEL_DATA).is_some() || view.element(tags::DOUBLE_FLOAT_PIXEL_DATA).is_some() {
            let bits = if view.element(tags::FLOAT_PIXEL_DATA).is_some() { 32 } else { 64 };
            return Ok(Self {
                width,
                height,
                frames: (frames as u32).max(1),
                samples: 1,
                bits_allocated: bits,
                bits_stored: bits,
                high_bit: bits - 1,
                number: Number::Float,
                planar: false,
                photometric,
            });
        }
        if !matches!(bits_allocated, 1 | 8 | 16 | 32) {
            let part = named(tags::BITS_ALLOCATED);
            return Err(DicomError::Unsupported(text::dicom_pixels::bits_allocated(part, bits_allocated)));
        }
        let most = f64::from(bits_allocated);
        let stored = view.number(tags::BITS_STORED).map_or(Ok(most), |_| whole(view, tags::BITS_STORED, 1.0, most))?;
        let high = view.number(tags::HIGH_BIT);
        let high = high.map_or(Ok(stored - 1.0), |_| whole(view, tags::HIGH_BIT, stored - 1.0, most - 1.0))?;
        let signed = view.number(tags::PIXEL_REPRESENTATION) == Some(1.0);
        let frames = (frames as u32).max(1);
        let fits = native.map(|bytes| {
            let bits = u64::from(width) * u64::from(height) * u64::from(frames) * u64::from(bits_allocated);
            move |samples: u64| (bits * samples).div_ceil(8) <= bytes as u64
        });
        let samples = samples(view, photometric, fits, notes)?;
        let mut described = Self {
            width,
            height,
            frames,
            samples,
            bits_allocated,
            bits_stored: stored as u32,
            high_bit: high as u32,
            number: if signed { Number::Signed } else { Number::Unsigned },
            planar: samples > 1 && view.number(tags::PLANAR_CONFIGURATION) == Some(1.0),
            photometric,
        };
        described.check_samples(limits)?;
        if native.is_some_and(|bytes| described.is_whole_colour(bytes as u64)) {
            described.photometric = Photometric::YbrFull;
            let tag = named(tags::PHOTOMETRIC_INTERPRETATION);
            notes.say(text::dicom_pixels::not_halved(tag));
        }
        Ok(described)
    }
}

/// # Errors
/// `TooManyPixels` or `TooSmall`.
pub(crate) fn check_size(width: u32, height: u32, limits: &Limits) -> Result<(), DicomError> {
    if u64::from(width) * u64::from(height) > limits.pixels || width.max(height) > limits.longest_side {
        return Err(DicomError::TooManyPixels { width, height, limit: limits.pixels });
    }
    let minimum = limits.shortest_side.max(1);
    if width.min(height) < minimum {
        return Err(DicomError::TooSmall { width, height, minimum });
    }
    Ok(())
}

/// An integer between two bounds.
fn whole(view: View<'_>, tag: Tag, least: f64, most: f64) -> Result<f64, DicomError> {
    let value = view.number(tag).ok_or_else(|| DicomError::missing(tag))?;
    if !(least..=most).contains(&value) || value.fract() != 0.0 {
        let [least, most, found] = [least, most, value].map(|number| number.to_string());
        return Err(DicomError::Damaged(text::dicom_pixels::out_of_range(least, most, named(tag), found)));
    }
    Ok(value)
}

/// PS3.3, C.7.6.3.1.2. Old files and ACR-NEMA state none: three or four samples mean colour, a palette means palette
/// colour, and everything else is grey with the smallest value black.
fn photometric(view: View<'_>, notes: &mut Notes) -> Result<Photometric, DicomError> {
    let tag = tags::PHOTOMETRIC_INTERPRETATION;
    let Some(name) = view.text(tag) else {
        let (taken, word) = match view.number(tags::SAMPLES_PER_PIXEL) {
            Some(3.0 | 4.0) => (Photometric::Rgb, "RGB"),
            _ if view.element(tags::RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR).is_some() => {
                (Photometric::Palette, "PALETTE COLOR")
            }
            _ => (Photometric::Monochrome2, "MONOCHROME2"),
        };
        notes.say(text::dicom_pixels::taken(named(tag), word));
        return Ok(taken);
    };
    // Writers confuse spaces and underscores.
    let squeezed: String = name.chars().filter(|letter| !matches!(letter, ' ' | '_')).collect();
    Ok(match squeezed.to_ascii_uppercase().as_str() {
        "MONOCHROME1" => Photometric::Monochrome1,
        "MONOCHROME2" => Photometric::Monochrome2,
        "PALETTECOLOR" => Photometric::Palette,
        "RGB" | "RGBA" => Photometric::Rgb,
        "ARGB" => Photometric::Argb,
        "YBRFULL" => Photometric::YbrFull,
        "YBRFULL422" => Photometric::YbrFull422,
        "YBRICT" | "YBRRCT" => Photometric::YbrJpeg2000,
        _ => {
            return Err(DicomError::Unsupported(text::dicom_pixels::photometric(named(tag), name)));
        }
    })
}

/// Samples per pixel as stored: as the file states, or as the photometric interpretation requires where the file does
/// not state it, or where there are too few bytes for the stated number and enough for the required one.
fn samples(
    view: View<'_>,
    photometric: Photometric,
    fits: Option<impl Fn(u64) -> bool>,
    notes: &mut Notes,
) -> Result<usize, DicomError> {
    let (tag, expected) = (tags::SAMPLES_PER_PIXEL, samples_of(photometric));
    let Some(found) = view.number(tag) else {
        notes.say(text::dicom_pixels::taken(named(tag), expected.to_string()));
        return Ok(expected as usize);
    };
    if !(1.0..=4.0).contains(&found) || found.fract() != 0.0 {
        return Err(DicomError::Damaged(text::dicom_pixels::samples(named(tag), found.to_string())));
    }
    let found = found as u64;
    if found == expected {
        return Ok(found as usize);
    }
    let taken = if fits.is_some_and(|fits| !fits(found) && fits(expected)) { expected } else { found };
    let why = DicomError::Damaged(text::dicom_pixels::other_samples(expected, named(tag), found));
    notes.instead(&why, text::dicom_pixels::read_with(taken));
    Ok(taken as usize)
}

fn samples_of(photometric: Photometric) -> u64 {
    match photometric {
        Photometric::Monochrome1 | Photometric::Monochrome2 | Photometric::Palette => 1,
        Photometric::Argb => 4,
        _ => 3,
    }
}
