//! From the bytes of a file to the picture that a network gets.

use super::error::DicomError;
use super::file::is_dicom;
use super::frame::Frame;
use super::network::picture;
use super::nifti::{self, Cut};
use super::object::read;
use crate::imaging::{Described, Format, Limits, Picture};

/// The format, and the first frame by the rule of its modality, or the middle axial slice of a NIfTI volume; `None` for bytes that
/// are neither.
pub fn open(bytes: &[u8], limits: &Limits) -> Option<(Format, Result<Picture, DicomError>)> {
    if is_dicom(bytes) {
        return Some((Format::Dicom, first(bytes, limits)));
    }
    nifti::is_nifti(bytes).then(|| (Format::Nifti, middle(bytes, limits)))
}

fn first(bytes: &[u8], limits: &Limits) -> Result<Picture, DicomError> {
    let object = read(bytes, limits)?;
    let frame = object.frame(0)?;
    let picture = opened(frame, &object.modality(), Format::Dicom, limits)?;
    Ok(Picture { described: object.kind(0), ..picture })
}

fn middle(bytes: &[u8], limits: &Limits) -> Result<Picture, DicomError> {
    let volume = nifti::read(bytes, limits)?;
    let frame = volume.slice(Cut::Axial, volume.slices(Cut::Axial) / 2, 0)?;
    opened(frame, "", Format::Nifti, limits)
}

fn opened(frame: Frame, modality: &str, format: Format, limits: &Limits) -> Result<Picture, DicomError> {
    let image = picture(&frame, modality, limits).ok_or_else(damaged)?;
    let size = (image.width(), image.height());
    Ok(Picture { image, size, format, orientation: 1, warnings: frame.warnings, described: Described::default() })
}

fn damaged() -> DicomError {
    DicomError::damaged("the frame", "samples of every pixel", "fewer")
}
