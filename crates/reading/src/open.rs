//! From the bytes of any file that is read to the one picture that a network gets.

use dicom::DicomError;
use imaging::{ImagingError, Limits, Picture};
use protocol::{Failure, MAX_FILE_BYTES};

/// Why a file gave no picture.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum OpenError {
    /// It is no picture, or a damaged one.
    #[error(transparent)]
    Imaging(#[from] ImagingError),
    /// It is a DICOM object or a NIfTI volume without one.
    #[error(transparent)]
    Dicom(#[from] DicomError),
}

impl OpenError {
    /// Stable machine-readable kind, see [`Failure::kind`].
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Imaging(error) => error.kind(),
            Self::Dicom(error) => error.kind(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Imaging(error) => error.hint(),
            Self::Dicom(error) => error.hint(),
        }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        Self { kind: error.kind().into(), message: error.to_string(), hint: error.hint().into() }
    }
}

/// The picture in a file of any format; of a DICOM file the first frame through the window of its modality's rule, of a
/// NIfTI volume the middle axial slice.
///
/// # Errors
/// When the bytes are no picture that is taken, or more than a program takes.
pub fn open(bytes: &[u8]) -> Result<Picture, OpenError> {
    let limits = Limits { bytes: MAX_FILE_BYTES, ..Limits::default() };
    match dicom::open(bytes, &limits) {
        Some((_, opened)) => Ok(opened?),
        None => Ok(formats::open(bytes, &limits)?),
    }
}
