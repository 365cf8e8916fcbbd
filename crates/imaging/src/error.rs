//! What can be wrong with a file.

use super::format::{Foreign, Format};
use finding::FailureKind;

/// Why a file gave no picture: what was expected and what was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImagingError {
    /// No bytes at all.
    #[error("Expected a picture, found an empty file.")]
    EmptyFile,
    /// More bytes than [`Limits::bytes`](super::Limits::bytes).
    #[error("Expected a file of at most {limit} bytes, found {found} bytes.")]
    TooLarge {
        /// Size of the file in bytes.
        found: u64,
        /// What is allowed, in bytes.
        limit: u64,
    },
    /// The content is none that is known; names play no part.
    #[error("Expected JPEG, PNG, WebP, BMP, TIFF, GIF, DICOM or NIfTI, found a file that starts with {start}.")]
    UnknownFormat {
        /// First bytes in hex, at most eight.
        start: String,
    },
    /// The content is known, but not as a picture that is read here.
    #[error("Expected JPEG, PNG, WebP, BMP, TIFF, GIF, DICOM or NIfTI, found {}.", .0.name())]
    Foreign(Foreign),
    /// The content is known to `formats`, but not as a picture that is read here.
    #[error("Expected JPEG, PNG, WebP, BMP, TIFF, GIF, DICOM or NIfTI, found {name}.")]
    Known {
        /// Name for people, with its article.
        name: String,
        /// What to do about it.
        hint: &'static str,
    },
    /// The file ends before the picture does.
    #[error("Expected a whole {} file, found one that ends early: {detail}.", .format.name())]
    Truncated {
        /// Format found by content.
        format: Format,
        /// What was missing.
        detail: String,
    },
    /// The file contradicts its format.
    #[error("Expected a valid {} file, found a fault in it: {detail}.", .format.name())]
    Damaged {
        /// Format found by content.
        format: Format,
        /// What was wrong.
        detail: String,
    },
    /// More pixels, or a longer side, than the limits allow; read from the header.
    #[error("Expected at most {limit} pixels and sides of at most {side}, found {width} × {height}.")]
    TooManyPixels {
        /// Columns.
        width: u32,
        /// Rows.
        height: u32,
        /// Allowed number of pixels.
        limit: u64,
        /// Allowed length of a side.
        side: u32,
    },
    /// A side shorter than [`Limits::shortest_side`](super::Limits::shortest_side).
    #[error("Expected sides of at least {minimum} pixels, found {width} × {height}.")]
    TooSmall {
        /// Columns.
        width: u32,
        /// Rows.
        height: u32,
        /// Allowed length of a side.
        minimum: u32,
    },
    /// A picture of a format that `formats` and `dicom` read, in a program that has only the common ones.
    #[error("Expected the part of this program that reads {} files, but it could not be started.", .format.name())]
    Elsewhere {
        /// Format found by content.
        format: Format,
    },
    /// A valid file of a kind that is not read here.
    #[error("Expected a common kind of {}, found {detail}.", .format.name())]
    Unsupported {
        /// Format found by content.
        format: Format,
        /// The kind found.
        detail: String,
    },
}

impl Format {
    /// A file of this format that ends early.
    #[must_use]
    pub fn truncated(self, detail: &str) -> ImagingError {
        ImagingError::Truncated { format: self, detail: detail.into() }
    }

    /// A file of this format that is damaged.
    #[must_use]
    pub fn damaged(self, detail: &str) -> ImagingError {
        ImagingError::Damaged { format: self, detail: detail.into() }
    }

    /// A file of a kind of this format that is not read.
    #[must_use]
    pub fn unsupported(self, detail: &str) -> ImagingError {
        ImagingError::Unsupported { format: self, detail: detail.into() }
    }
}

impl ImagingError {
    /// Whether another part of the program may still read the file: rare pictures, and what `dicom` tells apart
    /// from their content alone.
    #[must_use]
    pub fn may_be_read_elsewhere(&self) -> bool {
        let medical = [Foreign::Dicom, Foreign::Nifti, Foreign::Gzip];
        match self {
            Self::Elsewhere { .. } | Self::UnknownFormat { .. } => true,
            Self::Foreign(foreign) => medical.contains(foreign),
            _ => false,
        }
    }

    /// What kind of fault it is.
    #[must_use]
    pub fn kind(&self) -> FailureKind {
        match self {
            Self::EmptyFile => FailureKind::EmptyFile,
            Self::TooLarge { .. } => FailureKind::TooLarge,
            Self::UnknownFormat { .. } => FailureKind::UnknownFormat,
            Self::Truncated { .. } => FailureKind::Truncated,
            Self::Damaged { .. } => FailureKind::Damaged,
            Self::TooManyPixels { .. } => FailureKind::TooManyPixels,
            Self::TooSmall { .. } => FailureKind::TooSmall,
            Self::Foreign(_) | Self::Known { .. } | Self::Elsewhere { .. } | Self::Unsupported { .. } => {
                FailureKind::Unsupported
            }
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::EmptyFile | Self::Truncated { .. } => "Save or download the file again, and try once more.",
            Self::TooLarge { .. } | Self::TooManyPixels { .. } => {
                "Scale the picture down, for instance to 2000 pixels a side."
            }
            Self::UnknownFormat { .. } => "Save the picture as PNG or JPEG. Renaming the file does not help.",
            Self::Damaged { .. } => "Open the file in a picture viewer and save it again as PNG.",
            Self::TooSmall { .. } => "Use the original picture, not a thumbnail.",
            Self::Foreign(foreign) => foreign.hint(),
            Self::Known { hint, .. } => hint,
            Self::Elsewhere { .. } | Self::Unsupported { .. } => {
                "Open the file in a picture viewer and save it as PNG or JPEG."
            }
        }
    }
}
