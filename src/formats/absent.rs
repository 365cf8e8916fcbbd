//! `formats` in a program that is built without it: the workers, which ask the reader for what is rare.

use crate::imaging::{self, ImagingError, Limits, Picture};

/// JPEG and PNG.
///
/// # Errors
/// See [`imaging::open`]; `Elsewhere` for the rare formats.
pub fn open(bytes: &[u8], limits: &Limits) -> Result<Picture, ImagingError> {
    imaging::open(bytes, limits)
}
