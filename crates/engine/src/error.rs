//! What can go wrong, and how it is told.

use super::DeviceFault;
use imaging::ImagingError;
use model::WeightsError;
use network::NnError;
use protocol::{Failure, FailureKind};

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EngineError {
    /// The file gave no picture.
    #[error(transparent)]
    Imaging(#[from] ImagingError),
    /// Another part of the program was asked to read the file, and could not.
    #[error("{}", .0.message)]
    Reader(Failure),
    /// The weights are not the ones that the manifest names.
    #[error("Expected model weights with {expected}, found {found}.")]
    Integrity {
        /// Size or SHA-256 in the manifest.
        expected: String,
        /// Size or SHA-256 of what came.
        found: String,
    },
    /// Another model than the page was built with, under its name.
    #[error("Expected the model that this page was built with (manifest {expected}), found another ({found}).")]
    Manifest {
        /// SHA-256 of the manifest, in hex.
        expected: String,
        /// That of what came.
        found: String,
    },
    /// The weights or the manifest cannot be read.
    #[error("Expected a model that can be read, but {0}.")]
    Weights(#[from] WeightsError),
    /// The weights do not make the network that the manifest names.
    #[error("Expected a model that fits this version, but {0}.")]
    Network(#[from] NnError),
    /// Not even the CPU computes what it should.
    #[error("Expected this device to compute the known answers, but {why}.")]
    Device {
        /// What it did.
        why: DeviceFault,
    },
    /// The visitor stopped the case.
    #[error("Stopped before there was an answer.")]
    Cancelled,
    /// What the program found inside itself cannot be: better no answer than a plausible one.
    #[error("This program has a fault: expected {expected}, found {found}.")]
    Program {
        /// What must have been there.
        expected: String,
        /// What was.
        found: String,
    },
}

impl EngineError {
    /// What kind of fault it is.
    #[must_use]
    pub fn kind(&self) -> FailureKind {
        match self {
            Self::Imaging(error) => error.kind(),
            Self::Reader(failure) => failure.kind,
            Self::Integrity { .. } | Self::Manifest { .. } => FailureKind::Integrity,
            Self::Weights(_) | Self::Network(_) => FailureKind::Manifest,
            Self::Device { .. } => FailureKind::Device,
            Self::Cancelled => FailureKind::Cancelled,
            Self::Program { .. } => FailureKind::Program,
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> &str {
        match self {
            Self::Imaging(error) => error.hint(),
            Self::Reader(failure) => &failure.hint,
            Self::Integrity { .. } => {
                "Reload the page. If it happens again, the website's files are damaged: tell whoever runs it."
            }
            Self::Manifest { .. } => {
                "Reload the page: a newer version may be there. If it happens again, tell whoever runs this website."
            }
            Self::Weights(_) | Self::Network(_) => {
                "Reload the page. If it happens again, tell whoever runs this website."
            }
            Self::Device { .. } => "Close other tabs and try again, or use another browser.",
            Self::Cancelled => "Add the picture again to classify it.",
            Self::Program { .. } => "Reload the page and try again, and tell whoever runs this website what you did.",
        }
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        Self { kind: error.kind(), message: error.to_string(), hint: error.hint().into() }
    }
}
