//! Faults of a device.

use network::NnError;
use network::input::InputError;
use std::fmt;
use text::Message;
use trust::device_check::LogitsFault;

/// Why a device gave no answer, or a wrong one. Its message continues "Expected this device to compute the known
/// answers, but …".
#[derive(Clone, Debug, PartialEq)]
pub enum DeviceFault {
    /// There is no such device.
    Absent {
        /// A short sentence without full stop.
        why: Message,
    },
    /// An error of the driver, or of the library above it.
    Driver {
        /// Its message.
        said: String,
    },
    /// What it computed could not be read.
    Unread(Unread),
    /// The network cannot be built there.
    Network(NnError),
    /// The picture was not prepared for this network.
    Input(InputError),
    /// No result within the time limit.
    Silent {
        /// The time limit, in seconds.
        seconds: u32,
    },
    /// No result.
    NoAnswer,
    /// More or fewer answers than pictures.
    Count {
        /// Pictures.
        expected: usize,
        /// Answers.
        found: usize,
    },
    /// Logits that are too few, NaN or infinite, or not the known ones.
    Logits(LogitsFault),
    /// It failed a check before this picture, and is not used.
    Distrusted,
    /// The cross-check on the CPU leads to another answer.
    Contradicted {
        /// Largest absolute difference of a logit.
        deviation: f32,
    },
    /// The CPU fails its check as well.
    CpuCheck {
        /// Which run, counted from 1.
        run: u32,
        /// What it did.
        fault: Box<Self>,
    },
    /// The CPU fails the check of the modality classifier.
    ModalityCheck(Box<Self>),
}

/// Why the result of a device could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It failed before.
    Failed {
        /// The driver's message.
        said: String,
    },
    /// Fewer arrays than requested.
    Nothing,
    /// Numbers of another type.
    Other {
        /// The library's message.
        said: String,
    },
}

impl DeviceFault {
    /// The fault, as a part of a sentence.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Absent { why } => why.clone(),
            Self::Driver { said } => text::failure::said(said),
            Self::Unread(Unread::Failed { said }) => text::engine::read_failed(said),
            Self::Unread(Unread::Nothing) => text::engine::read_nothing(),
            Self::Unread(Unread::Other { said }) => text::engine::read_other(said),
            Self::Network(error) => error.message(),
            Self::Input(error) => error.message(),
            Self::Silent { seconds } => text::engine::silent(*seconds),
            Self::NoAnswer => text::engine::no_answer(),
            Self::Count { expected, found } => text::engine::fewer_answers(*expected, *found),
            Self::Logits(fault) => fault.message(),
            Self::Distrusted => text::engine::distrusted(),
            Self::Contradicted { deviation } => text::engine::contradicted(deviation.to_string()),
            Self::CpuCheck { run, fault } => text::engine::cpu_check(*run, fault.message()),
            Self::ModalityCheck(fault) => text::engine::modality_check(fault.message()),
        }
    }
}

impl fmt::Display for DeviceFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::english(&self.message()))
    }
}

impl std::error::Error for DeviceFault {}

impl From<NnError> for DeviceFault {
    fn from(error: NnError) -> Self {
        Self::Network(error)
    }
}

impl From<InputError> for DeviceFault {
    fn from(error: InputError) -> Self {
        Self::Input(error)
    }
}

impl From<LogitsFault> for DeviceFault {
    fn from(fault: LogitsFault) -> Self {
        Self::Logits(fault)
    }
}

/// Why the GPU is not used.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum GpuRefused {
    /// It cannot be opened.
    Closed(DeviceFault),
    /// It opens too slowly.
    Late,
    /// It failed its check.
    Failed(DeviceFault),
}

impl GpuRefused {
    /// The text for the visitor.
    pub(super) fn message(&self) -> Message {
        match self {
            Self::Closed(fault) => text::engine::gpu_closed(fault.message()),
            Self::Late => text::engine::gpu_late(),
            Self::Failed(fault) => text::engine::gpu_failed(fault.message()),
        }
    }
}
