//! What can be wrong with an archive.

use finding::FailureKind;

/// Why an archive gave no file: what was expected and what was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ContainerError {
    /// The directory at the end, or an entry, is not as the format has it.
    #[error("Expected {expected} in the ZIP archive, found {found}.")]
    Damaged {
        /// What should stand there.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
    /// More entries or bytes than are allowed.
    #[error("Expected an archive of at most {limit} {what}, found {found}.")]
    TooLarge {
        /// Of what there is too much.
        what: &'static str,
        /// How much is allowed.
        limit: u64,
        /// How much the archive states.
        found: u64,
    },
    /// A gzip stream that is spoilt.
    #[error("Expected {expected} in the gzip file, found {found}.")]
    Packed {
        /// What should come out.
        expected: String,
        /// What comes out.
        found: String,
    },
    /// A gzip stream that ends before all of it is there.
    #[error("Expected {expected} in the gzip file, found {found}: the file ends early.")]
    Short {
        /// How much should come out.
        expected: String,
        /// How much does.
        found: String,
    },
    /// An entry that is locked or packed in a way that is not read here.
    #[error("Expected an entry that is stored or deflated, found {found}.")]
    Unsupported {
        /// How it is packed.
        found: String,
    },
}

impl ContainerError {
    pub(super) fn damaged(expected: &'static str, found: impl ToString) -> Self {
        Self::Damaged { expected, found: found.to_string() }
    }

    /// What kind of fault it is.
    #[must_use]
    pub fn kind(&self) -> FailureKind {
        match self {
            Self::Damaged { .. } | Self::Packed { .. } => FailureKind::Damaged,
            Self::Short { .. } => FailureKind::Truncated,
            Self::TooLarge { .. } => FailureKind::TooLarge,
            Self::Unsupported { .. } => FailureKind::Unsupported,
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Packed { .. } | Self::Short { .. } => "Save or download the file again, and try once more.",
            Self::Damaged { .. } => "Download the archive again, or unpack it and choose the folder.",
            Self::TooLarge { .. } | Self::Unsupported { .. } => {
                "Unpack the archive on this device and choose the folder."
            }
        }
    }
}
