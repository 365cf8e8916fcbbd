//! Why there is no finding.

use serde::{Deserialize, Serialize};
use text::Message;

/// What went wrong, in sentences for the visitor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What kind of fault it is, the page's `data-kind`.
    pub kind: FailureKind,
    /// What was expected and what was found.
    pub message: Message,
    /// What to do.
    pub hint: Message,
}

/// Kinds of faults. The word of each, in JSON and in `data-kind`, never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// A file without a byte.
    EmptyFile,
    /// More bytes than allowed, compressed or decompressed.
    TooLarge,
    /// Bytes of an unknown format.
    UnknownFormat,
    /// A file that ends early.
    Truncated,
    /// A file that contradicts itself.
    Damaged,
    /// A picture of more pixels than allowed.
    TooManyPixels,
    /// A picture of fewer pixels than required.
    TooSmall,
    /// A valid file of an unsupported kind.
    Unsupported,
    /// A file that the system does not allow to be read.
    Unreadable,
    /// A file that would still name its patient.
    Identifying,
    /// The visitor stopped it.
    Cancelled,
    /// A part of the website that could not be fetched.
    Network,
    /// A model file that is not the one expected.
    Integrity,
    /// A model that this program cannot use.
    Manifest,
    /// A device that does not compute what it should.
    Device,
    /// A worker that stopped, or never started.
    Worker,
    /// A fault of this program: an impossible internal state.
    Program,
}

impl FailureKind {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::EmptyFile,
        Self::TooLarge,
        Self::UnknownFormat,
        Self::Truncated,
        Self::Damaged,
        Self::TooManyPixels,
        Self::TooSmall,
        Self::Unsupported,
        Self::Unreadable,
        Self::Identifying,
        Self::Cancelled,
        Self::Network,
        Self::Integrity,
        Self::Manifest,
        Self::Device,
        Self::Worker,
        Self::Program,
    ];

    /// The word in JSON and in `data-kind`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::EmptyFile => "empty_file",
            Self::TooLarge => "too_large",
            Self::UnknownFormat => "unknown_format",
            Self::Truncated => "truncated",
            Self::Damaged => "damaged",
            Self::TooManyPixels => "too_many_pixels",
            Self::TooSmall => "too_small",
            Self::Unsupported => "unsupported",
            Self::Unreadable => "unreadable",
            Self::Identifying => "identifying",
            Self::Cancelled => "cancelled",
            Self::Network => "network",
            Self::Integrity => "integrity",
            Self::Manifest => "manifest",
            Self::Device => "device",
            Self::Worker => "worker",
            Self::Program => "program",
        }
    }

    /// The kind for a word.
    ///
    /// ```
    /// use finding::FailureKind;
    ///
    /// assert_eq!(FailureKind::from_name(FailureKind::Program.name()), Some(FailureKind::Program));
    /// assert_eq!(FailureKind::from_name("no such word"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::FailureKind;

    #[test]
    fn every_kind_has_one_word() {
        for kind in FailureKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
            assert_eq!(FailureKind::from_name(kind.name()), Some(kind));
        }
        assert_eq!(FailureKind::from_name("no_webgpu"), None);
    }
}
