//! From the bytes of a file to an upright picture.

use super::decode::{Decoded, Scale, decode};
use super::described::Described;
use super::error::ImagingError;
use super::format::{Format, Sniffed, sniff};
use super::image::Image;
use super::image_plane::ImagePlane;
use super::limits::Limits;
use super::orient::upright;
use text::Message;

/// A picture and its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Upright: the orientation is applied. At half its size where the file holds a large photograph.
    pub image: Image,
    /// Width and height that the file states, upright.
    pub size: (u32, u32),
    /// Found by content.
    pub format: Format,
    /// EXIF orientation that was applied, 1…8; 1 where the file says nothing.
    pub orientation: u8,
    /// What in the file was not followed, and what was done instead, a sentence or two each; the picture is complete
    /// nevertheless.
    pub warnings: Vec<Message>,
    /// The kind of picture according to the file.
    pub described: Described,
    /// Its size and orientation in the patient, as far as the file states them.
    pub plane: ImagePlane,
    /// The mapping of greys to the file's numbers, where they differ.
    pub scale: Option<Scale>,
}

impl Picture {
    /// Applies the orientation to a decoded picture.
    pub fn of(decoded: Decoded, format: Format) -> Self {
        let Decoded { image, orientation, size: (width, height), scale, warnings } = decoded;
        let size = if orientation >= 5 { (height, width) } else { (width, height) };
        Self {
            image: upright(image, orientation),
            size,
            format,
            orientation,
            warnings,
            described: Described::default(),
            plane: ImagePlane::default(),
            scale,
        }
    }
}

/// Reads the first picture of a file. JPEG files with both sides of 2,048 pixels or more are decoded at half size: more
/// is neither shown nor used by a network.
///
/// Grey stays grey, with 8 or 16 bit; everything else becomes RGB of 8 bit (16-bit colour is
/// rounded). Transparent pixels are blended over black. 16-bit numbers that use less than half of the range are scaled
/// to all of it, with a warning.
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
    Ok(Picture::of(decode(bytes, format, limits)?, format))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().take(8).map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" ")
}
