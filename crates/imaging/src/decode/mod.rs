//! JPEG and PNG, and what all decoders share; each container is parsed before its decoder allocates anything. The rarer
//! formats are in `formats`, so that the program that most visitors download does not include them.
//!
//! Invariant: no decoder allocates more than the limits allow, whatever the bytes say.

mod half_size;
pub mod jpeg;
mod png;
mod range;
mod samples;

use crate::{Format, Image, ImagingError, Limits, Pixels};
use image::codecs::png::PngDecoder;
use image::error::{ImageError, UnsupportedErrorKind};
use image::metadata::Orientation;
use image::{ColorType, ImageDecoder, ImageResult};
use std::io::{Cursor, ErrorKind};
use text::Message;

pub use range::Range;
pub use range::Scale;

/// The result of decoding a file.
pub struct Decoded {
    /// As stored, at full or half size.
    pub image: Image,
    /// EXIF orientation that was found, not applied.
    pub orientation: u8,
    /// Width and height that the file states.
    pub size: (u32, u32),
    /// The mapping between its greys and the file's numbers, where they differ.
    pub scale: Option<Scale>,
    /// Warnings: what was done differently from the file.
    pub warnings: Vec<Message>,
}

/// The warning for a file with more frames than the one that is read.
pub fn several_frames(count: usize) -> Option<Message> {
    (count > 1).then(|| text::imaging::several_frames(count))
}

/// Decodes.
pub(super) fn decode(bytes: &[u8], format: Format, limits: &Limits) -> Result<Decoded, ImagingError> {
    match format {
        Format::Jpeg => jpeg::decode(bytes, limits),
        Format::Png => {
            let png::Checked { most, frames } = png::check(bytes, limits)?;
            // The decoder applies these limits to profiles and texts only.
            let decoder = PngDecoder::with_limits(Cursor::new(bytes), image_limits(0, 0));
            let mut decoded = read(decoder, format, limits, most)?;
            decoded.warnings.extend(several_frames(frames));
            Ok(decoded)
        }
        Format::WebP | Format::Bmp | Format::Tiff | Format::Gif | Format::Dicom | Format::Nifti => {
            Err(ImagingError::Elsewhere { format })
        }
    }
}

fn image_limits(width: u32, height: u32) -> image::Limits {
    let mut ours = image::Limits::no_limits();
    ours.max_alloc = Some(Limits::decoder_bytes(width, height));
    ours
}

/// Reads a picture of `format` with a decoder of `image`; the orientation found is not applied. `most` is the largest
/// 16-bit number according to the file.
///
/// # Errors
/// `TooManyPixels` and `TooSmall` before anything is allocated, then what the decoder finds wrong.
pub fn read(
    decoder: ImageResult<impl ImageDecoder>,
    format: Format,
    limits: &Limits,
    most: Option<u16>,
) -> Result<Decoded, ImagingError> {
    let fail = |error| fault(format, &error);
    let mut decoder = decoder.map_err(fail)?;
    let (width, height) = decoder.dimensions();
    limits.check_size(width, height)?;
    decoder.set_limits(image_limits(width, height)).map_err(fail)?;
    // A picture is not rejected for its tags: an unreadable orientation means upright. The WebP
    // decoder would allocate the tag by its stated length; `webp::check` has read it already.
    let orientation = match format {
        Format::WebP => 1,
        _ => decoder.orientation().map_or(1, Orientation::to_exif),
    };
    let colour = decoder.color_type();
    limits.check_samples(width, height, decoder.total_bytes())?;
    let length = usize::try_from(decoder.total_bytes()).map_err(|_| too_big(width, height, limits))?;
    let mut buffer = Vec::new();
    buffer.try_reserve_exact(length).map_err(|_| too_big(width, height, limits))?;
    buffer.resize(length, 0);
    decoder.read_image(&mut buffer).map_err(fail)?;
    let (pixels, range) = pixels(buffer, colour, most)
        .ok_or_else(|| format.unsupported(text::imaging::samples_kind(format!("{colour:?}"))))?;
    let image = Image::new(width, height, pixels).ok_or_else(|| format.damaged(text::imaging::size_disagrees()))?;
    let scale = range.as_ref().map(Range::scale);
    let warnings = range.iter().map(Range::message).collect();
    Ok(Decoded { image, orientation, size: (width, height), scale, warnings })
}

/// Grey stays grey (8 or 16 bit); alpha is blended over black; colour becomes 8 bit. 16-bit numbers that use only a
/// part of the range are scaled to all of it.
fn pixels(mut buffer: Vec<u8>, colour: ColorType, most: Option<u16>) -> Option<(Pixels, Option<Range>)> {
    let grey = |mut samples: Vec<u16>| {
        let range = Range::of(samples.iter().copied(), most);
        if let Some(range) = &range {
            samples.iter_mut().for_each(|sample| *sample = range.spread(*sample));
        }
        (Pixels::Grey16(samples), range)
    };
    Some(match colour {
        ColorType::L8 => (Pixels::Grey8(buffer), None),
        ColorType::La8 => (Pixels::Grey8(samples::over_black::<1, 2>(buffer)), None),
        ColorType::Rgb8 => (Pixels::Rgb8(buffer), None),
        ColorType::Rgba8 => (Pixels::Rgb8(samples::over_black::<3, 4>(buffer)), None),
        ColorType::L16 => grey(samples::wide(&buffer)),
        ColorType::La16 => {
            let range = samples::spread::<1, 2>(&mut buffer, most);
            (Pixels::Grey16(samples::wide_over_black(&buffer)), range)
        }
        ColorType::Rgb16 => {
            let range = samples::spread::<3, 3>(&mut buffer, most);
            (Pixels::Rgb8(samples::narrowed(buffer)), range)
        }
        ColorType::Rgba16 => {
            let range = samples::spread::<3, 4>(&mut buffer, most);
            (Pixels::Rgb8(samples::narrowed_over_black(buffer)), range)
        }
        _ => return None,
    })
}

fn too_big(width: u32, height: u32, limits: &Limits) -> ImagingError {
    ImagingError::TooManyPixels { width, height, limit: limits.pixels, side: limits.longest_side }
}

/// The tag in an EXIF block, with or without JPEG's `Exif` before it; some WebP writers keep that.
pub fn exif_orientation(block: &[u8]) -> Option<u8> {
    let block = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
    Orientation::from_exif_chunk(block).map(Orientation::to_exif)
}

fn fault(format: Format, error: &ImageError) -> ImagingError {
    match error {
        ImageError::Unsupported(error) => format.unsupported(match error.kind() {
            UnsupportedErrorKind::Color(colour) => text::imaging::samples_kind(format!("{colour:?}")),
            UnsupportedErrorKind::GenericFeature(feature) => text::imaging::words(feature),
            _ => text::imaging::words(error.to_string()),
        }),
        _ if ends_early(error) => format.truncated(text::imaging::data_stop()),
        _ => format.damaged(text::imaging::words(innermost(error))),
    }
}

/// Whether the reader ran out of bytes, however deep the error is wrapped.
fn ends_early(error: &ImageError) -> bool {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = next {
        if error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == ErrorKind::UnexpectedEof) {
            return true;
        }
        next = error.source();
    }
    matches!(error, ImageError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof)
}

/// The message of the first cause, without the wrapping.
fn innermost(error: &ImageError) -> String {
    let mut inner: &dyn std::error::Error = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string()
}
