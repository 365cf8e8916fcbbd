//! Errors of files.

use super::format::{Foreign, Format};
use finding::FailureKind;
use std::fmt;
use text::Message;

/// Why a file yielded no picture: what was expected and what was found. [`message`](Self::message) gives it in any
/// language, `Display` in English.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImagingError {
    /// No bytes at all.
    EmptyFile,
    /// More bytes than [`Limits::bytes`](super::Limits::bytes).
    TooLarge {
        /// Size of the file in bytes.
        found: u64,
        /// What is allowed, in bytes.
        limit: u64,
    },
    /// The content is unknown; file names are not considered.
    UnknownFormat {
        /// First bytes in hex, at most eight.
        start: String,
    },
    /// The content is known, but not a supported picture.
    Foreign(Foreign),
    /// The content is known to `formats`, but not a supported picture.
    Known {
        /// What it is.
        name: Message,
        /// What to do about it.
        help: Message,
    },
    /// The file ends before the picture does.
    Truncated {
        /// Format found by content.
        format: Format,
        /// What was missing.
        detail: Message,
    },
    /// The file contradicts its format.
    Damaged {
        /// Format found by content.
        format: Format,
        /// What was wrong.
        detail: Message,
    },
    /// More pixels, or a longer side, than the limits allow; read from the header.
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
    TooSmall {
        /// Columns.
        width: u32,
        /// Rows.
        height: u32,
        /// Allowed length of a side.
        minimum: u32,
    },
    /// A picture of a format that `formats` and `dicom` read, in a program that has only the common ones.
    Elsewhere {
        /// Format found by content.
        format: Format,
    },
    /// A valid file of an unsupported kind.
    Unsupported {
        /// Format found by content.
        format: Format,
        /// The kind found.
        detail: Message,
    },
}

impl fmt::Display for ImagingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::english(&self.message()))
    }
}

impl std::error::Error for ImagingError {}

impl Format {
    /// A file of this format that ends early, and what is missing.
    #[must_use]
    pub fn truncated(self, detail: Message) -> ImagingError {
        ImagingError::Truncated { format: self, detail }
    }

    /// A file of this format that is damaged, and what is wrong.
    #[must_use]
    pub fn damaged(self, detail: Message) -> ImagingError {
        ImagingError::Damaged { format: self, detail }
    }

    /// A file of an unsupported kind of this format.
    #[must_use]
    pub fn unsupported(self, detail: Message) -> ImagingError {
        ImagingError::Unsupported { format: self, detail }
    }
}

impl ImagingError {
    /// Whether another part of the program may still read the file: rare pictures, and what only `dicom` recognises by
    /// content.
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

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::EmptyFile => text::imaging::empty_file(),
            Self::TooLarge { found, limit } => text::imaging::too_large(*limit, *found),
            Self::UnknownFormat { start } => text::imaging::unknown_format(start),
            Self::Foreign(foreign) => text::imaging::foreign(foreign.name()),
            Self::Known { name, .. } => text::imaging::foreign(name.clone()),
            Self::Truncated { format, detail } => text::imaging::truncated(format.name(), detail.clone()),
            Self::Damaged { format, detail } => text::imaging::damaged(format.name(), detail.clone()),
            Self::TooManyPixels { width, height, limit, side } => {
                text::imaging::too_many_pixels(*limit, *side, *width, *height)
            }
            Self::TooSmall { width, height, minimum } => text::imaging::too_small(*minimum, *width, *height),
            Self::Elsewhere { format } => text::imaging::elsewhere(format.name()),
            Self::Unsupported { format, detail } => text::imaging::unsupported(format.name(), detail.clone()),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Message {
        match self {
            Self::EmptyFile | Self::Truncated { .. } => text::imaging::help_again(),
            Self::TooLarge { .. } | Self::TooManyPixels { .. } => text::imaging::help_scale(),
            Self::UnknownFormat { .. } => text::imaging::help_rename(),
            Self::Damaged { .. } => text::imaging::help_viewer(),
            Self::TooSmall { .. } => text::imaging::help_original(),
            Self::Foreign(foreign) => foreign.help(),
            Self::Known { help, .. } => help.clone(),
            Self::Elsewhere { .. } | Self::Unsupported { .. } => text::imaging::help_convert(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Format::Jpeg;

    #[test]
    fn an_error_is_said_as_it_was_before_it_had_a_catalogue() {
        let says = |error: ImagingError, expected: &str| assert_eq!(error.to_string(), expected);
        says(ImagingError::TooLarge { found: 100, limit: 99 }, "Expected a file of at most 99 bytes, found 100 bytes.");
        says(
            ImagingError::Foreign(Foreign::Pdf),
            "Expected JPEG, PNG, WebP, BMP, TIFF, GIF, DICOM or NIfTI, found a PDF document.",
        );
        says(
            Jpeg.truncated(text::imaging::no_end_marker()),
            "Expected a whole JPEG file, found one that ends early: no end-of-image marker.",
        );
        says(
            Jpeg.damaged(text::imaging::scans(100_u8)),
            "Expected a valid JPEG file, found a fault in it: more than 100 scans.",
        );
        says(Jpeg.unsupported(text::imaging::words("X")), "Expected a common kind of JPEG, found X.");
        says(
            ImagingError::TooManyPixels { width: 20_000, height: 10_000, limit: 100_000_000, side: 65_535 },
            "Expected at most 100,000,000 pixels and sides of at most 65,535, found 20,000 × 10,000.",
        );
        says(
            ImagingError::TooSmall { width: 8, height: 9, minimum: 32 },
            "Expected sides of at least 32 pixels, found 8 × 9.",
        );
    }
}
