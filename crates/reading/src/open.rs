//! From the bytes of any file that is read to the one picture that a network gets.

use dicom::model_window::Windows;
use dicom::{DicomError, Window};
use imaging::{ImagingError, Limits, Picture};
use protocol::{Failure, FailureKind, MAX_FILE_BYTES};
use task::{First, Windowing};

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
    /// What kind of fault it is.
    #[must_use]
    pub fn kind(&self) -> FailureKind {
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
        Self { kind: error.kind(), message: error.to_string(), hint: error.hint().into() }
    }
}

/// The picture in a file of any format; of a DICOM file the first frame through the window of its modality's rule, of a
/// NIfTI volume the middle axial slice. As the light box shows it, which knows no task.
///
/// # Errors
/// When the bytes are no picture that is taken, or more than a program takes.
pub fn open(bytes: &[u8]) -> Result<Picture, OpenError> {
    open_with(bytes, None)
}

/// The same, with the windows of a task where it has some.
///
/// # Errors
/// As [`open`].
pub fn open_with(bytes: &[u8], windowing: Option<&Windowing>) -> Result<Picture, OpenError> {
    let limits = Limits { bytes: MAX_FILE_BYTES, ..Limits::default() };
    match dicom::open_with(bytes, &limits, &windowing.map_or_else(Windows::default, windows)) {
        Some((_, opened)) => Ok(opened?),
        None => Ok(formats::open(bytes, &limits)?),
    }
}

/// A manifest's windows as `dicom` takes them.
fn windows(rule: &Windowing) -> Windows {
    // The one order that there is; another must be written in `dicom` first.
    let First::File = rule.first;
    let [black, white] = rule.percentiles;
    let of_modality = rule.modalities.iter().map(|of| (of.modality.clone(), Window::linear(of.center, of.width)));
    Windows { modalities: of_modality.collect(), percentiles: (black, white) }
}
