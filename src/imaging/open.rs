//! From the bytes of a file to an upright picture.

use super::decode::decode;
use super::error::ImagingError;
use super::format::{Format, Sniffed, sniff};
use super::image::Image;
use super::limits::Limits;
use super::orient::upright;

/// A picture and what it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Upright: the orientation is applied.
    pub image: Image,
    /// Found by content.
    pub format: Format,
    /// EXIF orientation that was applied, 1…8; 1 where the file says nothing.
    pub orientation: u8,
}

/// Reads the first picture of a file.
///
/// Grey stays grey, with 8 or 16 bit; everything else becomes RGB of 8 bit (16-bit colour is
/// rounded). Transparent pixels are laid over black.
///
/// # Errors
/// See [`ImagingError`]; the limits are checked against the header, before decoding.
pub fn open(bytes: &[u8], limits: &Limits) -> Result<Picture, ImagingError> {
    if bytes.is_empty() {
        return Err(ImagingError::EmptyFile);
    }
    let found = bytes.len() as u64;
    if found > limits.bytes {
        return Err(ImagingError::TooLarge { found, limit: limits.bytes });
    }
    let format = match sniff(bytes) {
        Sniffed::Picture(format) => format,
        Sniffed::Foreign(foreign) => return Err(ImagingError::Foreign(foreign)),
        Sniffed::Unknown => return Err(ImagingError::UnknownFormat { start: hex(bytes) }),
    };
    let (image, orientation) = decode(bytes, format, limits)?;
    Ok(Picture { image: upright(image, orientation), format, orientation })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().take(8).map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" ")
}
