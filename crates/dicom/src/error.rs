//! What can be wrong with a file.

use super::dictionary::named;
use containers::ContainerError;
use deface::DefaceRefusal;
use dicom_core::Tag;
use finding::FailureKind;
use std::fmt;
use text::Message;

/// Why a DICOM or NIfTI file gave no picture: what was expected and what was found. `Display` is in English.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DicomError {
    /// The content is neither DICOM nor NIfTI; file names are not considered.
    NotDicom {
        /// First bytes in hex, at most eight.
        start: String,
    },
    /// More bytes than the limits allow, as stored or once unpacked.
    TooLarge {
        /// Size in bytes.
        found: u64,
        /// What is allowed, in bytes.
        limit: u64,
    },
    /// A valid object of a kind that holds no picture: a plan, a report, a directory.
    NoPicture {
        /// The code of its modality; empty where it states none.
        modality: String,
    },
    /// An element that a picture needs is not there.
    Missing {
        /// Number and name of the element.
        tag: String,
    },
    /// An element, or another part of the file, with an impossible value: what was found.
    Damaged(Message),
    /// A valid value that is not supported: which one.
    Unsupported(Message),
    /// A field of a volume's header with an impossible value: what was found.
    Volume(Message),
    /// A volume of an unsupported data type.
    VolumeKind {
        /// Number of the kind (`datatype` of nifti1.h).
        code: i64,
    },
    /// The header of a volume whose voxels are in a file of their own.
    Half {
        /// Whether it is older than NIfTI (Analyze 7.5).
        is_analyze: bool,
    },
    /// A gzip stream that is cut off or damaged.
    Packed(ContainerError),
    /// The data end before the picture is complete: where.
    Truncated(Message),
    /// More pixels, or a longer side, than the limits allow; read from the header.
    TooManyPixels {
        /// Columns.
        width: u32,
        /// Rows.
        height: u32,
        /// Allowed number of pixels.
        limit: u64,
    },
    /// More samples than the limits allow: colour has several per pixel.
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
    /// Compressed pixels (JPEG 2000) whose decoding would take disproportionate memory; determined from their header.
    TooMuchMemory {
        /// Megabytes that it would take.
        found: u64,
        /// Megabytes allowed.
        limit: u64,
    },
    /// A side shorter than the limits allow.
    TooSmall {
        /// Columns.
        width: u32,
        /// Rows.
        height: u32,
        /// Allowed length of a side.
        minimum: u32,
    },
    /// A de-identified file still contains something of the original: what and where, never the value itself.
    Identifying(Message),
    /// The face cannot be removed: why.
    Face(DefaceRefusal),
    /// A frame that the file does not have.
    NoSuchFrame {
        /// Which was asked for, counted from 0.
        asked: u32,
        /// How many there are.
        count: u32,
    },
}

impl fmt::Display for DicomError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::english(&self.message()))
    }
}

impl std::error::Error for DicomError {}

impl DicomError {
    pub(super) fn missing(tag: Tag) -> Self {
        Self::Missing { tag: named(tag) }
    }

    /// The file ends at an element.
    pub(super) fn cut(tag: Tag) -> Self {
        Self::Truncated(text::dicom::cut(named(tag)))
    }

    /// The error for bytes of an unknown format.
    pub(super) fn not_dicom(bytes: &[u8]) -> Self {
        let start = bytes.iter().take(8).map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" ");
        Self::NotDicom { start }
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
            Self::NoPicture { .. }
            | Self::Unsupported(_)
            | Self::VolumeKind { .. }
            | Self::Half { .. }
            | Self::Face(_) => FailureKind::Unsupported,
            Self::Packed(error) => error.kind(),
            Self::Volume(_) | Self::Missing { .. } | Self::Damaged(_) | Self::NoSuchFrame { .. } => {
                FailureKind::Damaged
            }
            Self::Truncated(_) => FailureKind::Truncated,
            Self::TooManyPixels { .. } => FailureKind::TooManyPixels,
            Self::TooSmall { .. } => FailureKind::TooSmall,
            Self::Identifying(_) => FailureKind::Identifying,
        }
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NotDicom { start } => text::dicom::none(start),
            Self::TooLarge { found, limit } => text::dicom::too_large(*limit, *found),
            Self::NoPicture { modality } if modality.is_empty() => text::dicom::no_picture_no_modality(),
            Self::NoPicture { modality } => text::dicom::no_picture(modality),
            Self::Missing { tag } => text::dicom::missing(tag),
            Self::Damaged(message)
            | Self::Unsupported(message)
            | Self::Volume(message)
            | Self::Truncated(message)
            | Self::Identifying(message) => message.clone(),
            Self::VolumeKind { code } => text::nifti::kind(code.to_string()),
            Self::Half { is_analyze: true } => text::nifti::half_analyze(),
            Self::Half { is_analyze: false } => text::nifti::half(),
            Self::Packed(error) => error.message(),
            Self::Face(refusal) => refusal.message(),
            Self::TooManyPixels { width, height, limit } => text::dicom::too_many_pixels(*limit, *width, *height),
            Self::TooManySamples { width, height, samples, limit } => {
                text::dicom::too_many_samples(*limit, *width, *height, *samples)
            }
            Self::TooMuchMemory { found, limit } => text::dicom_codec::jpeg2000_memory(*limit, *found),
            Self::TooSmall { width, height, minimum } => text::dicom::too_small(*minimum, *width, *height),
            Self::NoSuchFrame { asked, count } => text::dicom::no_such_frame(*count, *asked),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Message {
        match self {
            Self::NotDicom { .. } => text::dicom::help_none(),
            Self::TooLarge { .. }
            | Self::TooManyPixels { .. }
            | Self::TooManySamples { .. }
            | Self::TooMuchMemory { .. } => text::dicom::help_large(),
            Self::NoPicture { .. } => text::dicom::help_no_picture(),
            Self::Missing { .. } | Self::Damaged(_) => text::dicom::help_damaged(),
            Self::Unsupported(_) => text::dicom::help_unsupported(),
            Self::Volume(_) => text::nifti::help_damaged(),
            Self::VolumeKind { .. } => text::nifti::help_kind(),
            Self::Half { .. } => text::nifti::help_half(),
            Self::Packed(error) => error.help(),
            Self::Face(refusal) => refusal.help(),
            Self::Truncated(_) => text::dicom::help_truncated(),
            Self::TooSmall { .. } => text::dicom::help_small(),
            Self::Identifying(_) => text::deidentify::help(),
            Self::NoSuchFrame { .. } => text::dicom::help_frame(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dicom_dictionary_std::tags;

    #[test]
    fn an_error_is_said_as_it_was_before_it_had_a_catalogue() {
        let says = |error: DicomError, expected: &str| assert_eq!(error.to_string(), expected);
        says(DicomError::TooLarge { found: 11, limit: 10 }, "Expected a file of at most 10 bytes, found 11 bytes.");
        says(
            DicomError::NoPicture { modality: "RTPLAN".into() },
            "Expected a DICOM file with a picture, found one without: modality RTPLAN.",
        );
        says(DicomError::missing(tags::ROWS), "Expected (0028,0010) Rows in the file, found none.");
        says(
            DicomError::cut(tags::PIXEL_DATA),
            "Expected the rest of the file in (7FE0,0010) PixelData, found its end: the file ends early.",
        );
        says(
            DicomError::VolumeKind { code: 1536 },
            "Expected a volume of whole numbers, floating point, complex numbers or colours, found type 1536, floating point of 128 bits.",
        );
        says(
            DicomError::VolumeKind { code: -3 },
            "Expected a volume of whole numbers, floating point, complex numbers or colours, found type -3.",
        );
        says(
            DicomError::Half { is_analyze: true },
            "Expected a volume with its voxels, found the header of an Analyze pair alone: the .img file beside it is missing.",
        );
        says(
            DicomError::TooManySamples { width: 3, height: 2, samples: 3, limit: 9 },
            "Expected at most 9 samples, found 3 × 2 pixels of 3.",
        );
        says(
            DicomError::TooMuchMemory { found: 70, limit: 64 },
            "Expected the JPEG 2000 data to take at most 64 MB of memory, found 70 MB by its header.",
        );
        says(
            DicomError::Identifying(text::deidentify::left("(0010,0010) PatientName", "(0008,0060) Modality")),
            "Expected nothing that names the patient in the file that was made, found what stood in (0010,0010) PatientName in (0008,0060) Modality.",
        );
    }
}
