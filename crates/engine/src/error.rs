//! Errors and their messages.

use super::DeviceFault;
use imaging::ImagingError;
use model::WeightsError;
use network::NnError;
use protocol::{Failure, FailureKind};
use std::error::Error;
use std::fmt;
use text::Message;

/// Why there is no answer. [`message`](Self::message) gives it in any language, `Display` in English.
#[derive(Clone, Debug, PartialEq)]
pub enum EngineError {
    /// The file yielded no picture.
    Imaging(ImagingError),
    /// Another part of the program was asked to read the file, and failed.
    Reader(Failure),
    /// The weights are not the ones that the manifest names.
    Integrity(OtherWeights),
    /// Another model than the page was built with, under its name.
    Manifest {
        /// SHA-256 of the manifest, in hex.
        expected: String,
        /// That of the received file.
        found: String,
    },
    /// The weights or the manifest cannot be read.
    Weights(WeightsError),
    /// The weights do not make the network that the manifest names.
    Network(NnError),
    /// Even the CPU fails its check.
    Device {
        /// What it did.
        why: DeviceFault,
    },
    /// The visitor stopped the case.
    Cancelled,
    /// An inconsistency inside the program: better no answer than a plausible one.
    Program(ProgramFault),
}

/// How weights differ from those that the manifest names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OtherWeights {
    /// A different number of bytes.
    Bytes {
        /// In the manifest.
        expected: u64,
        /// Received.
        found: u64,
    },
    /// Different bytes.
    Sum {
        /// SHA-256 in the manifest, in hex.
        expected: String,
        /// That of the received file.
        found: String,
    },
    /// Different bytes in one of the chunk files.
    Part {
        /// SHA-256 in the manifest, in hex.
        expected: String,
        /// Name of the file.
        part: String,
        /// Number of bytes received.
        found: usize,
    },
}

/// What is inconsistent inside the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgramFault {
    /// A mask that is not as large as its picture.
    Mask {
        /// Width of the picture, in pixels.
        width: u32,
        /// Its height.
        height: u32,
        /// Bytes of the mask.
        found: usize,
    },
    /// No weights for the CPU beside a GPU.
    Weights,
    /// No map of a class.
    Map {
        /// Its index, counted from 0.
        place: usize,
    },
}

impl EngineError {
    /// What kind of fault it is.
    #[must_use]
    pub fn kind(&self) -> FailureKind {
        match self {
            Self::Imaging(error) => error.kind(),
            Self::Reader(failure) => failure.kind,
            Self::Integrity(_) | Self::Manifest { .. } => FailureKind::Integrity,
            Self::Weights(_) | Self::Network(_) => FailureKind::Manifest,
            Self::Device { .. } => FailureKind::Device,
            Self::Cancelled => FailureKind::Cancelled,
            Self::Program(_) => FailureKind::Program,
        }
    }

    /// What was expected and what was found.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Imaging(error) => error.message(),
            Self::Reader(failure) => failure.message.clone(),
            Self::Integrity(other) => other.message(),
            Self::Manifest { expected, found } => text::engine::other_model(expected, found),
            Self::Weights(error) => text::engine::unreadable_model(error.message()),
            Self::Network(error) => text::engine::unfit_model(error.message()),
            Self::Device { why } => text::engine::device(why.message()),
            Self::Cancelled => text::engine::stopped(),
            Self::Program(fault) => fault.message(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Message {
        match self {
            Self::Imaging(error) => error.help(),
            Self::Reader(failure) => failure.hint.clone(),
            Self::Integrity(_) => text::engine::help_damaged(),
            Self::Manifest { .. } => text::engine::help_newer(),
            Self::Weights(_) | Self::Network(_) => text::engine::help_reload(),
            Self::Device { .. } => text::engine::help_device(),
            Self::Cancelled => text::engine::help_again(),
            Self::Program(_) => text::engine::help_tell(),
        }
    }
}

impl OtherWeights {
    fn message(&self) -> Message {
        match self {
            Self::Bytes { expected, found } => text::engine::other_size(*expected, *found),
            Self::Sum { expected, found } => text::engine::other_sum(expected, found),
            Self::Part { expected, part, found } => text::engine::other_part(expected, part, *found),
        }
    }
}

impl ProgramFault {
    fn message(self) -> Message {
        match self {
            Self::Mask { width, height, found } => text::engine::fault_mask(width, height, found),
            Self::Weights => text::engine::fault_weights(),
            Self::Map { place } => text::engine::fault_map(place),
        }
    }
}

impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::english(&self.message()))
    }
}

impl Error for EngineError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Imaging(error) => error.source(),
            Self::Weights(error) => Some(error),
            Self::Network(error) => Some(error),
            _ => None,
        }
    }
}

impl From<ImagingError> for EngineError {
    fn from(error: ImagingError) -> Self {
        Self::Imaging(error)
    }
}

impl From<WeightsError> for EngineError {
    fn from(error: WeightsError) -> Self {
        Self::Weights(error)
    }
}

impl From<NnError> for EngineError {
    fn from(error: NnError) -> Self {
        Self::Network(error)
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        Self { kind: error.kind(), message: error.message(), hint: error.help() }
    }
}
