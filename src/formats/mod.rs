//! Rare picture formats: WebP, BMP, TIFF and GIF, beside the JPEG and PNG of `imaging`.
//!
//! Their decoders weigh more than all of the CPU worker's own code, and few visitors need them: the `reader` bundle
//! and `lab` have them, the workers ask the reader.
//!
//! Invariant: pure. No IO, no clock; never panics on any bytes, and allocates no more than the limits allow.

mod fields;
mod gif;
mod tiff;
mod webp;

use crate::imaging::{self, Described, Format, Image, ImagingError, Limits, Picture, decode::read, upright};
use image::codecs::{bmp::BmpDecoder, gif::GifDecoder, tiff::TiffDecoder, webp::WebPDecoder};
use std::io::Cursor;

/// Reads the first picture of a file of any picture format, as [`imaging::open`] does for the common ones.
///
/// # Errors
/// See [`ImagingError`]; the limits are checked against the header, before decoding.
pub fn open(bytes: &[u8], limits: &Limits) -> Result<Picture, ImagingError> {
    let format = match imaging::open(bytes, limits) {
        Err(ImagingError::Elsewhere { format }) => format,
        opened => return opened,
    };
    let (image, orientation) = decode(bytes, format, limits)?;
    let image = upright(image, orientation);
    let size = (image.width(), image.height());
    Ok(Picture { image, size, format, orientation, warnings: Vec::new(), described: Described::default() })
}

/// Decodes; the orientation found is not applied.
fn decode(bytes: &[u8], format: Format, limits: &Limits) -> Result<(Image, u8), ImagingError> {
    let source = Cursor::new(bytes);
    match format {
        Format::WebP => {
            let orientation = webp::check(bytes, limits)?;
            Ok((read(WebPDecoder::new(source), format, limits)?.0, orientation))
        }
        Format::Bmp => read(BmpDecoder::new(source), format, limits),
        Format::Tiff => {
            tiff::check(bytes, limits)?;
            read(TiffDecoder::new(source), format, limits)
        }
        Format::Gif => {
            gif::check(bytes, limits)?;
            read(GifDecoder::new(source), format, limits)
        }
        Format::Jpeg | Format::Png | Format::Dicom | Format::Nifti => Err(ImagingError::Elsewhere { format }),
    }
}
