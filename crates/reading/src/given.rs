//! De-identified files for sharing, without the face on request.

use super::held::Held;
use super::{LIMITS, wording};
use deface::{Ears, FaceRegion, FaceReport, HeadSlices};
use dicom::DicomError;
use dicom::deidentify::{Salt, deidentified_without_face};
use protocol::{CoverBox, Failure};
use text::Message;

/// A file that was created, but is not saved yet.
#[derive(Clone, Debug)]
pub struct GivenFile {
    /// The file: DICOM, or uncompressed NIfTI.
    pub file: Vec<u8>,
    /// What was removed of the face, if requested.
    pub face: Option<FaceReport>,
    /// What was changed, one sentence per line.
    pub lines: Vec<Message>,
}

impl Held {
    /// Adds all frames to those in which a face is searched for; a volume replaces earlier ones.
    ///
    /// # Errors
    /// What is wrong with the file, or that its position is unknown.
    pub fn add_to_head(&self, slices: &mut HeadSlices) -> Result<(), Failure> {
        match self {
            Self::Bytes(bytes) => {
                let object = dicom::read(bytes, &LIMITS).map_err(wording::of_dicom)?;
                let frames = object.frames().map_err(wording::of_dicom)?;
                (0..frames).try_for_each(|frame| object.add_to_head(frame, slices)).map_err(wording::of_dicom)
            }
            Self::Volume(volume) => {
                *slices = volume.head_slices().map_err(wording::of_dicom)?;
                Ok(())
            }
            Self::Picture(_) => Err(wording::no_object()),
        }
    }

    /// The de-identified file; boxes are covered in DICOM files only.
    ///
    /// # Errors
    /// What is wrong with the file, what keeps it from being judged, or that it is an ordinary picture.
    pub fn given(&self, salt: &Salt, boxes: &[CoverBox], face: Option<&FaceRegion>) -> Result<GivenFile, Failure> {
        match self {
            Self::Bytes(bytes) => {
                let object = dicom::read(bytes, &LIMITS).map_err(wording::of_dicom)?;
                let made = deidentified_without_face(&object, salt, boxes, face).map_err(wording::of_dicom)?;
                Ok(GivenFile { file: made.file, face: made.report.face, lines: made.report.lines() })
            }
            Self::Volume(volume) => {
                let (file, face) = volume.saved(face).map_err(wording::of_dicom)?;
                let mut lines = vec![text::deface::header()];
                match &face {
                    Some(report) => lines.extend(report.lines()),
                    None => lines.push(text::deface::warning()),
                }
                Ok(GivenFile { file, face, lines })
            }
            Self::Picture(_) => Err(wording::no_object()),
        }
    }
}

/// Where the face is in the slices that were added.
///
/// # Errors
/// Why that cannot be said.
pub fn face_of(slices: &HeadSlices, ears: Ears) -> Result<FaceRegion, Failure> {
    slices.face(ears).map_err(|refusal| wording::of_dicom(DicomError::Face(refusal)))
}
