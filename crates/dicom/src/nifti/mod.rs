//! NIfTI volumes, `.nii` and `.nii.gz`, and pairs of `.hdr` and `.img` as NIfTI and Analyze 7.5 have them: a slice in
//! one of three planes, turned as the patient lay.
//!
//! Ours rather than the crate `nifti` 0.18, which reads a volume whole into arrays of `ndarray`: here a slice is read
//! directly from the file's bytes.
//!
//! Invariant: nothing is decompressed beyond what the header requires and the limits allow.
//!
//! ```
//! use dicom::nifti::{AnatomicalPlane, is_nifti, read};
//! use imaging::Limits;
//!
//! // A header of 348 bytes and 4 more, then 3 × 2 × 1 voxels of 16 bits and 1 mm, from the right and from the back.
//! let mut file = vec![0_u8; 352];
//! let mut set = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
//! set(0, &348_u32.to_le_bytes());
//! set(40, &[3_u16, 3, 2, 1, 1, 1, 1, 1].map(u16::to_le_bytes).concat());
//! set(70, &[4_u16, 16].map(u16::to_le_bytes).concat());
//! set(76, &[1_f32; 4].map(f32::to_le_bytes).concat());
//! set(108, &352_f32.to_le_bytes());
//! set(123, &[2]);
//! set(254, &[1, 0]);
//! set(280, &[-1_f32, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0].map(f32::to_le_bytes).concat());
//! set(344, b"n+1\0");
//! file.extend([1_i16, 2, 3, 4, 5, 6].map(i16::to_le_bytes).concat());
//!
//! assert!(is_nifti(&file));
//! let volume = read(&file, &Limits { shortest_side: 1, ..Limits::default() }).unwrap();
//! assert_eq!([AnatomicalPlane::Axial, AnatomicalPlane::Coronal, AnatomicalPlane::Sagittal].map(|cut| volume.slices(cut)), [1, 2, 3]);
//! // The front of the patient is on top, the right on the left.
//! assert_eq!(volume.slice(AnatomicalPlane::Axial, 0, 0).unwrap().values(), [4.0, 5.0, 6.0, 1.0, 2.0, 3.0]);
//! ```

mod affine;
mod fields;
mod header;
mod kind;
mod pair;
mod saved;

pub use finding::AnatomicalPlane;
pub use pair::{Half, half, joined};

use super::error::DicomError;
use super::frame::{Frame, Meaning};
use super::orientation::Directions;
use super::pixels::description::check_size;
use super::pixels::modality::ModalityLut;
use super::pixels::samples::Samples;
use super::pixels::voi::{Voi, VoiWindow};
use super::spacing::{Plane, Spacing};
use affine::Axes;
use containers::gzip;
use header::NiftiHeader;
use imaging::Limits;
use std::borrow::Cow;
use text::Message;

/// Factor by which an unpacked volume may exceed the file's limit: 1 GiB in the light box. While its buffer grows, more
/// than half as much again is allocated, and a tab has at most 4 GiB.
const PACKED: u64 = 4;

/// Bytes that contain either kind of header completely.
const HEAD: usize = 544;

/// A read volume; slices are taken from it one at a time.
#[derive(Debug)]
pub struct Volume<'a> {
    bytes: Cow<'a, [u8]>,
    header: NiftiHeader,
    axes: Axes,
    limits: Limits,
}

/// Whether the bytes are NIfTI, plain or gzipped; by content alone.
#[must_use]
pub fn is_nifti(bytes: &[u8]) -> bool {
    NiftiHeader::is(bytes) || packed_head(bytes).is_some_and(|head| NiftiHeader::is(&head))
}

/// Whether the bytes are a header, plain or gzipped, whose voxels are in another file.
#[must_use]
pub fn is_half(bytes: &[u8]) -> bool {
    NiftiHeader::is_half(bytes) || packed_head(bytes).is_some_and(|head| NiftiHeader::is_half(&head))
}

/// Reads the header, and unpacks a gzipped volume.
///
/// # Errors
/// `NotDicom`, `TooLarge`, `Damaged`, `Unsupported`, `Truncated`.
pub fn read<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Volume<'a>, DicomError> {
    let found = bytes.len() as u64;
    if found > limits.bytes {
        return Err(DicomError::TooLarge { found, limit: limits.bytes });
    }
    let Some(head) = packed_head(bytes) else {
        return Volume::new(NiftiHeader::read(bytes)?, Cow::Borrowed(bytes), limits);
    };
    let header = NiftiHeader::read(&head)?;
    let (found, limit) = (header.end(), limits.bytes.saturating_mul(PACKED));
    if found > limit {
        return Err(DicomError::TooLarge { found, limit });
    }
    // Below the limit, which fits.
    let unpacked = gzip::first(bytes, found as usize).map_err(DicomError::of_container)?;
    Volume::new(header, Cow::Owned(unpacked), limits)
}

impl<'a> Volume<'a> {
    fn new(header: NiftiHeader, bytes: Cow<'a, [u8]>, limits: &Limits) -> Result<Self, DicomError> {
        if header.end() > bytes.len() as u64 {
            return Err(DicomError::Truncated(text::nifti::cut(header.end(), bytes.len())));
        }
        let axes = Axes::of(&header.placing.affine);
        let mut volume = Self { bytes, header, axes, limits: *limits };
        if volume.is_out_of_range() {
            volume.header.range = None;
            volume.header.warnings.push(text::nifti::range());
        }
        Ok(volume)
    }

    /// Whether the file's display range would make the middle slice all white, or nearly all black.
    fn is_out_of_range(&self) -> bool {
        let (Some((black, white)), false) = (self.header.range, self.header.kind.is_colour()) else { return false };
        let Ok(frame) = self.slice(AnatomicalPlane::Axial, self.slices(AnatomicalPlane::Axial) / 2, 0) else {
            return false;
        };
        let values = || frame.values().into_iter().filter(|value| value.is_finite());
        let (least, most) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        // A sixteenth is the ratio of 12 bits to 16.
        least >= white || most - black < (white - black) / 16.0
    }

    /// The same with owned bytes: those of a decompressed volume are kept, others copied.
    #[must_use]
    pub fn into_owned(self) -> Volume<'static> {
        let Self { bytes, header, axes, limits } = self;
        Volume { bytes: Cow::Owned(bytes.into_owned()), header, axes, limits }
    }

    /// What the file says that was not followed, or leaves open.
    #[must_use]
    pub fn warnings(&self) -> &[Message] {
        &self.header.warnings
    }

    /// How many volumes follow each other in time, at least 1.
    #[must_use]
    pub fn volumes(&self) -> usize {
        self.header.volumes
    }

    /// How many slices a plane has.
    #[must_use]
    pub fn slices(&self, plane: AnatomicalPlane) -> usize {
        let [across, up, front] = self.extent();
        match plane {
            AnatomicalPlane::Axial => up,
            AnatomicalPlane::Coronal => front,
            AnatomicalPlane::Sagittal => across,
        }
    }

    /// The position of the slices of a plane in the patient, where the file states it; oblique volumes as the nearest
    /// plane.
    #[must_use]
    pub fn directions(&self, plane: AnatomicalPlane) -> Option<Directions> {
        let (left, back, feet) = ([1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, -1.0]);
        self.header.placing.is_oriented.then_some(match plane {
            AnatomicalPlane::Axial => [left, back],
            AnatomicalPlane::Coronal => [left, feet],
            AnatomicalPlane::Sagittal => [back, feet],
        })
    }

    /// A slice: axial ones counted from the feet, coronal ones from the back, sagittal ones from the left.
    ///
    /// # Errors
    /// `NoSuchFrame`, `TooManyPixels`, `TooSmall`.
    pub fn slice(&self, plane: AnatomicalPlane, at: usize, volume: usize) -> Result<Frame, DicomError> {
        let none = |asked: usize, count: usize| DicomError::NoSuchFrame { asked: asked as u32, count: count as u32 };
        if at >= self.slices(plane) {
            return Err(none(at, self.slices(plane)));
        }
        if volume >= self.header.volumes {
            return Err(none(volume, self.header.volumes));
        }
        let [across, up, front] = self.extent();
        // World axes: 0 to the right, 1 to the front, 2 to the head. Both picture axes are reversed.
        let (fixed, columns, rows) = match plane {
            AnatomicalPlane::Axial => (2, (0, across), (1, front)),
            AnatomicalPlane::Coronal => (1, (0, across), (2, up)),
            AnatomicalPlane::Sagittal => (0, (1, front), (2, up)),
        };
        let (width, height) = (columns.1, rows.1);
        check_size(width as u32, height as u32, &self.limits)?;
        let place = |row: usize, column: usize| {
            let mut world = [0; 3];
            for (axis, value) in [(fixed, at), (columns.0, width - 1 - column), (rows.0, height - 1 - row)] {
                if let Some(target) = world.get_mut(axis) {
                    *target = value;
                }
            }
            self.header.place(self.axes.voxel(world, self.header.size), volume)
        };
        let places = (0..height).flat_map(|row| (0..width).map(move |column| (row, column)));
        let samples = self.header.samples(&self.bytes, places.map(|(row, column)| place(row, column)));
        let spacing =
            Spacing { row: self.axes.length(rows.0), column: self.axes.length(columns.0), plane: Plane::Patient };
        Ok(Frame {
            width: width as u32,
            height: height as u32,
            aspect: spacing.row / spacing.column,
            spacing: self.header.placing.is_sized.then_some(spacing),
            meaning: self.meaning(&samples),
            samples,
            unit: String::new(),
            regions: Vec::new(),
            overlays: Vec::new(),
            warnings: self.header.warnings.clone(),
        })
    }

    /// Voxels to the right, to the head, to the front.
    fn extent(&self) -> [usize; 3] {
        [0, 2, 1].map(|world| self.axes.extent(world, self.header.size))
    }

    fn meaning(&self, samples: &Samples) -> Meaning {
        if self.header.kind.is_colour() && matches!(samples, Samples::U8(_)) {
            return Meaning::Colour { bits: 8 };
        }
        let (slope, intercept) = self.header.scale;
        // The calibrated range, where the file gives one.
        let window = self.header.range.map(|(least, most)| Voi::Window(VoiWindow::between(least, most)));
        Meaning::Grey {
            modality: ModalityLut::Linear { slope, intercept },
            padding: None,
            vois: window.into_iter().collect(),
            inverted: false,
        }
    }
}

/// The first decompressed bytes of a gzip file; `None` for another file.
fn packed_head(bytes: &[u8]) -> Option<Vec<u8>> {
    if gzip::is_gzip(bytes) { gzip::start(bytes, HEAD).ok() } else { None }
}
