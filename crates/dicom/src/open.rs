//! From the bytes of a file to the picture that a network gets.

use super::error::DicomError;
use super::file::is_dicom;
use super::frame::Frame;
use super::model_window::Windows;
use super::nifti::{self, AnatomicalPlane};
use super::object::read;
use super::orientation::Directions;
use super::spacing::Plane;
use containers::gzip;
use imaging::{Described, Format, ImagePlane, Limits, Picture};

/// The format, and the first frame by the rule of its modality, or the middle axial slice of a NIfTI volume; `None` for
/// bytes that are neither.
pub fn open(bytes: &[u8], limits: &Limits) -> Option<(Format, Result<Picture, DicomError>)> {
    open_with(bytes, limits, &Windows::default())
}

/// One picture of a file that may contain many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slice {
    /// A frame of an object, counted from 0.
    Frame(u32),
    /// Of a volume: the plane, and the slice and the volume, both counted from 0.
    Cut(AnatomicalPlane, usize, usize),
}

/// The same through these windows.
pub fn open_with(bytes: &[u8], limits: &Limits, windows: &Windows) -> Option<(Format, Result<Picture, DicomError>)> {
    open_slice(bytes, limits, windows, None)
}

/// The same for a given slice, if any.
pub fn open_slice(
    bytes: &[u8],
    limits: &Limits,
    windows: &Windows,
    slice: Option<Slice>,
) -> Option<(Format, Result<Picture, DicomError>)> {
    if is_dicom(bytes) {
        return Some((Format::Dicom, of_object(bytes, limits, windows, slice)));
    }
    if nifti::is_nifti(bytes) {
        return Some((Format::Nifti, of_volume(bytes, limits, windows, slice)));
    }
    // A gzipped object, as archives deliver it.
    if gzip::is_gzip(bytes) && gzip::start(bytes, START).is_ok_and(|start| is_dicom(&start)) {
        let most = usize::try_from(limits.bytes).unwrap_or(usize::MAX);
        let unpacked = gzip::unpack(bytes, most).map_err(DicomError::of_container);
        return Some((Format::Dicom, unpacked.and_then(|bytes| of_object(&bytes, limits, windows, slice))));
    }
    None
}

/// Bytes that suffice to recognise an object.
const START: usize = 4096;

fn of_object(bytes: &[u8], limits: &Limits, windows: &Windows, slice: Option<Slice>) -> Result<Picture, DicomError> {
    let object = read(bytes, limits)?;
    let number = match slice {
        None => 0,
        Some(Slice::Frame(number)) => number,
        Some(Slice::Cut(..)) => return Err(DicomError::Damaged(text::dicom::no_volume())),
    };
    let frame = object.frame(number)?;
    let directions = object.directions(number);
    let picture = opened((frame, directions), (&object.modality(), windows), Format::Dicom, limits)?;
    Ok(Picture { described: object.kind(number), ..picture })
}

fn of_volume(bytes: &[u8], limits: &Limits, windows: &Windows, slice: Option<Slice>) -> Result<Picture, DicomError> {
    let volume = nifti::read(bytes, limits)?;
    let (cut, at, time) = match slice {
        None => (AnatomicalPlane::Axial, volume.slices(AnatomicalPlane::Axial) / 2, 0),
        Some(Slice::Cut(cut, at, time)) => (cut, at, time),
        Some(Slice::Frame(_)) => return Err(DicomError::Damaged(text::dicom::no_object())),
    };
    let frame = volume.slice(cut, at, time)?;
    opened((frame, volume.directions(cut)), ("", windows), Format::Nifti, limits)
}

fn opened(
    (frame, directions): (Frame, Option<Directions>),
    (modality, windows): (&str, &Windows),
    format: Format,
    limits: &Limits,
) -> Result<Picture, DicomError> {
    let image = windows.picture(&frame, modality, limits).ok_or_else(damaged)?;
    let size = (image.width(), image.height());
    let plane = ImagePlane { millimetres: millimetres(&frame), directions };
    let (described, warnings) = (Described::default(), frame.warnings);
    Ok(Picture { image, size, format, orientation: 1, warnings, described, plane, scale: None })
}

/// Width and height of a frame in the patient.
fn millimetres(frame: &Frame) -> Option<[f64; 2]> {
    let spacing = frame.spacing.filter(|spacing| spacing.plane == Plane::Patient)?;
    let sides = [f64::from(frame.width) * spacing.column, f64::from(frame.height) * spacing.row];
    sides.iter().all(|side| side.is_finite()).then_some(sides)
}

fn damaged() -> DicomError {
    DicomError::Damaged(text::dicom_pixels::too_few())
}
