//! From the bytes of a file to the picture that a network gets.

use super::error::DicomError;
use super::file::is_dicom;
use super::frame::Frame;
use super::model_window::Windows;
use super::nifti::{self, Cut};
use super::object::read;
use containers::gzip;
use imaging::{Described, Format, Limits, Picture};

/// The format, and the first frame by the rule of its modality, or the middle axial slice of a NIfTI volume; `None` for
/// bytes that are neither.
pub fn open(bytes: &[u8], limits: &Limits) -> Option<(Format, Result<Picture, DicomError>)> {
    open_with(bytes, limits, &Windows::default())
}

/// The same through these windows.
pub fn open_with(bytes: &[u8], limits: &Limits, windows: &Windows) -> Option<(Format, Result<Picture, DicomError>)> {
    if is_dicom(bytes) {
        return Some((Format::Dicom, first(bytes, limits, windows)));
    }
    if nifti::is_nifti(bytes) {
        return Some((Format::Nifti, middle(bytes, limits, windows)));
    }
    // An object packed by itself, as archives hand it out.
    if gzip::is_gzip(bytes) && gzip::start(bytes, START).is_ok_and(|start| is_dicom(&start)) {
        let most = usize::try_from(limits.bytes).unwrap_or(usize::MAX);
        let unpacked = gzip::unpack(bytes, most).map_err(DicomError::of_container);
        return Some((Format::Dicom, unpacked.and_then(|bytes| first(&bytes, limits, windows))));
    }
    None
}

/// Bytes that tell an object.
const START: usize = 4096;

fn first(bytes: &[u8], limits: &Limits, windows: &Windows) -> Result<Picture, DicomError> {
    let object = read(bytes, limits)?;
    let frame = object.frame(0)?;
    let picture = opened(frame, (&object.modality(), windows), Format::Dicom, limits)?;
    Ok(Picture { described: object.kind(0), ..picture })
}

fn middle(bytes: &[u8], limits: &Limits, windows: &Windows) -> Result<Picture, DicomError> {
    let volume = nifti::read(bytes, limits)?;
    let frame = volume.slice(Cut::Axial, volume.slices(Cut::Axial) / 2, 0)?;
    opened(frame, ("", windows), Format::Nifti, limits)
}

fn opened(
    frame: Frame,
    (modality, windows): (&str, &Windows),
    format: Format,
    limits: &Limits,
) -> Result<Picture, DicomError> {
    let image = windows.picture(&frame, modality, limits).ok_or_else(damaged)?;
    let size = (image.width(), image.height());
    let (described, warnings) = (Described::default(), frame.warnings);
    Ok(Picture { image, size, format, orientation: 1, warnings, described, scale: None })
}

fn damaged() -> DicomError {
    DicomError::damaged("the frame", "samples of every pixel", "fewer")
}
