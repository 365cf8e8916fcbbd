//! From the bytes of a file to the picture that a network gets.

use super::error::DicomError;
use super::file::is_dicom;
use super::network::picture;
use super::nifti::{self, Cut};
use super::object::read;
use crate::imaging::{Format, Image, Limits};

/// The format, and the first frame by the rule of its modality, or the middle axial slice of a NIfTI volume; `None` for bytes that
/// are neither.
pub fn open(bytes: &[u8], limits: &Limits) -> Option<(Format, Result<Image, DicomError>)> {
    if is_dicom(bytes) {
        return Some((Format::Dicom, first(bytes, limits)));
    }
    nifti::is_nifti(bytes).then(|| (Format::Nifti, middle(bytes, limits)))
}

fn first(bytes: &[u8], limits: &Limits) -> Result<Image, DicomError> {
    let object = read(bytes, limits)?;
    let frame = object.frame(0)?;
    picture(&frame, &object.modality(), limits).ok_or_else(damaged)
}

fn middle(bytes: &[u8], limits: &Limits) -> Result<Image, DicomError> {
    let volume = nifti::read(bytes, limits)?;
    let frame = volume.slice(Cut::Axial, volume.slices(Cut::Axial) / 2, 0)?;
    picture(&frame, "", limits).ok_or_else(damaged)
}

fn damaged() -> DicomError {
    DicomError::damaged("the frame", "samples of every pixel", "fewer")
}
