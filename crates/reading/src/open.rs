//! From the bytes of any supported file to the one picture for a network.

use super::LIMITS;
use dicom::model_window::Windows;
use dicom::{DicomError, Slice, VoiWindow};
use imaging::{ImagingError, Limits, Picture};
use protocol::{Failure, FailureKind, MAX_FILE_BYTES, SliceAddress};
use task::{First, Windowing};
use text::Message;

/// Why a file yielded no picture.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum OpenError {
    /// It is not a picture, or damaged.
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

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Imaging(error) => error.message(),
            Self::Dicom(error) => error.message(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Message {
        match self {
            Self::Imaging(error) => error.help(),
            Self::Dicom(error) => error.help(),
        }
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        Self { kind: error.kind(), message: error.message(), hint: error.help() }
    }
}

/// The picture in a file of any format; of a DICOM file the first frame through the window of its modality's rule, of a
/// NIfTI volume the middle axial slice. As shown in the light box, which has no task.
///
/// # Errors
/// When the bytes are not an acceptable picture, or exceed a limit.
pub fn open(bytes: &[u8]) -> Result<Picture, OpenError> {
    open_with(bytes, None)
}

/// The same, with the windows of a task, if any.
///
/// # Errors
/// As [`open`].
pub fn open_with(bytes: &[u8], windowing: Option<&Windowing>) -> Result<Picture, OpenError> {
    opened(bytes, MAX_FILE_BYTES, windowing, None)
}

/// The picture of a slice of the light box: the same as [`open_with`] returns for a file with only this slice. The file
/// may be as large as the light box allows, see [`LIMITS`]; its number in the list does not matter.
///
/// # Errors
/// As [`open`], and where the file has no such slice.
///
/// ```
/// use protocol::SliceAddress;
/// use reading::open_slice;
///
/// let refused = open_slice(b"no picture", SliceAddress::Frame { instance: 0, frame: 0 }, None).unwrap_err();
/// assert_eq!(refused.kind().name(), "unknown_format");
/// ```
pub fn open_slice(bytes: &[u8], slice: SliceAddress, windowing: Option<&Windowing>) -> Result<Picture, OpenError> {
    let slice = match slice {
        SliceAddress::Frame { frame, .. } => Slice::Frame(frame),
        SliceAddress::Cut { plane, at, volume, .. } => Slice::Cut(plane, at as usize, volume as usize),
    };
    opened(bytes, LIMITS.bytes, windowing, Some(slice))
}

fn opened(bytes: &[u8], most: u64, windowing: Option<&Windowing>, slice: Option<Slice>) -> Result<Picture, OpenError> {
    let limits = Limits { bytes: most, ..Limits::default() };
    match dicom::open_slice(bytes, &limits, &windowing.map_or_else(Windows::default, windows), slice) {
        Some((_, opened)) => Ok(opened?),
        None => Ok(formats::open(bytes, &limits)?),
    }
}

/// A manifest's windows converted for `dicom`.
fn windows(rule: &Windowing) -> Windows {
    // The only order that exists; another must be implemented in `dicom` first.
    let First::File = rule.first;
    let [black, white] = rule.percentiles;
    let of_modality = rule.modalities.iter().map(|of| (of.modality.clone(), VoiWindow::linear(of.center, of.width)));
    Windows { modalities: of_modality.collect(), percentiles: (black, white) }
}
