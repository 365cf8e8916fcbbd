//! What can be wrong with a file.

use super::dictionary::named;
use containers::ContainerError;
use dicom_core::Tag;
use finding::FailureKind;

/// Why a DICOM or NIfTI file gave no picture: what was expected and what was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DicomError {
    /// The content is neither DICOM nor NIfTI; names play no part.
    #[error("Expected a DICOM file, found one that starts with {start}.")]
    NotDicom {
        /// First bytes in hex, at most eight.
        start: String,
    },
    /// More bytes than the limits allow, as stored or once unpacked.
    #[error("Expected a file of at most {limit} bytes, found {found} bytes.")]
    TooLarge {
        /// Size in bytes.
        found: u64,
        /// What is allowed, in bytes.
        limit: u64,
    },
    /// A valid object of a kind that holds no picture: a plan, a report, a directory.
    #[error("Expected a DICOM file with a picture, found one without: {found}.")]
    NoPicture {
        /// What it says it is.
        found: String,
    },
    /// An element that a picture needs is not there.
    #[error("Expected {tag} in the file, found none.")]
    Missing {
        /// Number and name of the element.
        tag: String,
    },
    /// An element, or another part of the file, with a value that cannot be.
    #[error("Expected {expected} in {part}, found {found}.")]
    Damaged {
        /// Number and name of the element, or the part of the file.
        part: String,
        /// What may stand there.
        expected: String,
        /// What stands there.
        found: String,
    },
    /// A valid value of a kind that is not read here.
    #[error("Expected {expected} in {part}, found {found}, which is not read here.")]
    Unsupported {
        /// Number and name of the element, or the part of the file.
        part: String,
        /// What is read.
        expected: String,
        /// What stands there.
        found: String,
    },
    /// A field of a volume's header with a value that cannot be.
    #[error("Expected {expected} in {part}, found {found}.")]
    Volume {
        /// The field.
        part: String,
        /// What may stand there.
        expected: String,
        /// What stands there.
        found: String,
    },
    /// A volume of a kind of number that is not read here.
    #[error("Expected a volume of whole numbers, floating point, complex numbers or colours, found {found}.")]
    VolumeKind {
        /// The kind.
        found: String,
    },
    /// One of two files that belong together.
    #[error("Expected a volume with its voxels, found {has} alone: the {lacks} file beside it is missing.")]
    Half {
        /// Which half it is.
        has: &'static str,
        /// Ending of the other half.
        lacks: &'static str,
    },
    /// A gzip stream that is cut or spoilt.
    #[error(transparent)]
    Packed(ContainerError),
    /// The data end before the picture does.
    #[error("Expected {expected} in {part}, found {found}: the file ends early.")]
    Truncated {
        /// Number and name of the element, or the part of the file.
        part: String,
        /// How much is needed.
        expected: String,
        /// How much there is.
        found: String,
    },
    /// More pixels, or a longer side, than the limits allow; read from the header.
    #[error("Expected at most {limit} pixels, found {width} × {height}.")]
    TooManyPixels {
        /// Columns.
        width: u32,
        /// Rows.
        height: u32,
        /// Allowed number of pixels.
        limit: u64,
    },
    /// More samples than the limits allow: colour has several a pixel.
    #[error("Expected at most {limit} samples, found {width} × {height} pixels of {samples}.")]
    TooManySamples {
        /// Columns.
        width: u32,
        /// Rows.
        height: u32,
        /// Samples a pixel.
        samples: usize,
        /// Allowed number of samples.
        limit: u64,
    },
    /// Compressed pixels whose decoding would take memory out of proportion; told from their header.
    #[error("Expected {part} to take at most {limit} MB of memory, found {found} MB by its header.")]
    TooMuchMemory {
        /// The part of the file.
        part: String,
        /// Megabytes that it would take.
        found: u64,
        /// Megabytes allowed.
        limit: u64,
    },
    /// A side shorter than the limits allow.
    #[error("Expected sides of at least {minimum} pixels, found {width} × {height}.")]
    TooSmall {
        /// Columns.
        width: u32,
        /// Rows.
        height: u32,
        /// Allowed length of a side.
        minimum: u32,
    },
    /// Something of the original is left in a file that was made without what names the patient.
    #[error("Expected nothing that names the patient in the file that was made, found {what} in {part}.")]
    Identifying {
        /// Number and name of the element where it is.
        part: String,
        /// What it is; never the value itself.
        what: String,
    },
    /// A frame that the file does not have.
    #[error("Expected a frame below {count}, found a request for frame {asked}, counted from 0.")]
    NoSuchFrame {
        /// Which was asked for, counted from 0.
        asked: u32,
        /// How many there are.
        count: u32,
    },
}

impl DicomError {
    pub(super) fn missing(tag: Tag) -> Self {
        Self::Missing { tag: named(tag) }
    }

    pub(super) fn value(tag: Tag, expected: impl Into<String>, found: impl ToString) -> Self {
        Self::Damaged { part: named(tag), expected: expected.into(), found: found.to_string() }
    }

    pub(super) fn unsupported(part: impl Into<String>, expected: impl Into<String>, found: impl ToString) -> Self {
        Self::Unsupported { part: part.into(), expected: expected.into(), found: found.to_string() }
    }

    pub(super) fn damaged(part: impl Into<String>, expected: impl Into<String>, found: impl ToString) -> Self {
        Self::Damaged { part: part.into(), expected: expected.into(), found: found.to_string() }
    }

    pub(super) fn truncated(part: impl Into<String>, expected: impl ToString, found: impl ToString) -> Self {
        Self::Truncated { part: part.into(), expected: expected.to_string(), found: found.to_string() }
    }

    pub(super) fn identifying(tag: Tag, what: impl Into<String>) -> Self {
        Self::Identifying { part: named(tag), what: what.into() }
    }

    pub(super) fn of_container(error: ContainerError) -> Self {
        Self::Packed(error)
    }

    /// What kind of fault it is.
    #[must_use]
    pub fn kind(&self) -> FailureKind {
        match self {
            Self::NotDicom { .. } => FailureKind::UnknownFormat,
            Self::TooLarge { .. } | Self::TooManySamples { .. } | Self::TooMuchMemory { .. } => FailureKind::TooLarge,
            Self::NoPicture { .. } | Self::Unsupported { .. } | Self::VolumeKind { .. } | Self::Half { .. } => {
                FailureKind::Unsupported
            }
            Self::Packed(error) => error.kind(),
            Self::Volume { .. } | Self::Missing { .. } | Self::Damaged { .. } | Self::NoSuchFrame { .. } => {
                FailureKind::Damaged
            }
            Self::Truncated { .. } => FailureKind::Truncated,
            Self::TooManyPixels { .. } => FailureKind::TooManyPixels,
            Self::TooSmall { .. } => FailureKind::TooSmall,
            Self::Identifying { .. } => FailureKind::Identifying,
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotDicom { .. } => "Choose a DICOM or NIfTI file, or a picture saved as PNG or JPEG.",
            Self::TooLarge { .. }
            | Self::TooManyPixels { .. }
            | Self::TooManySamples { .. }
            | Self::TooMuchMemory { .. } => "Export the slice that matters as a file of its own, or as PNG.",
            Self::NoPicture { .. } => "Choose the file of one image of the study, not its plan, report or directory.",
            Self::Missing { .. } | Self::Damaged { .. } => {
                "Export the picture again from the viewer or archive that it came from."
            }
            Self::Unsupported { .. } => {
                "Export the picture uncompressed (Explicit VR Little Endian), or as PNG, from its viewer."
            }
            Self::Volume { .. } => "Export the volume again from the program that it came from.",
            Self::VolumeKind { .. } => {
                "Convert the volume to numbers of 16 or 32 bits, or export one slice of it as PNG."
            }
            Self::Half { .. } => "Give both files, .hdr and .img, together: choose both, or their folder.",
            Self::Packed(ContainerError::TooLarge { .. }) => "Unpack the archive on this device and choose the folder.",
            Self::Packed(_) | Self::Truncated { .. } => "Save or download the file again, and try once more.",
            Self::TooSmall { .. } => "Use the original picture, not a thumbnail or a localiser.",
            Self::Identifying { .. } => {
                "Nothing was saved. Export the picture as PNG from its viewer, and look at it before you give it away."
            }
            Self::NoSuchFrame { .. } => "Choose one of the frames that the file has.",
        }
    }
}
