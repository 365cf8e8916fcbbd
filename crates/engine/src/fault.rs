//! What a device did instead of what it should.

use network::NnError;
use network::input::InputError;
use trust::device_check::LogitsFault;

/// What a device did instead of answering, or of answering right. Its words go on from "Expected this device to compute
/// the known answers, but …".
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DeviceFault {
    /// There is no such device here.
    #[error("{why}")]
    Absent {
        /// In one short sentence without its stop.
        why: &'static str,
    },
    /// What the driver, or the library above it, said.
    #[error("{said}")]
    Driver {
        /// In its own words.
        said: String,
    },
    /// The network cannot be built there.
    #[error(transparent)]
    Network(#[from] NnError),
    /// The picture was not prepared for this network.
    #[error(transparent)]
    Input(#[from] InputError),
    /// Nothing came in time.
    #[error("it gave no answer within {seconds} s")]
    Silent {
        /// How long was waited, in seconds.
        seconds: u32,
    },
    /// Nothing came.
    #[error("it gave no answer")]
    NoAnswer,
    /// More or fewer answers than pictures.
    #[error("it answered {found} of {expected} pictures")]
    Count {
        /// Pictures.
        expected: usize,
        /// Answers.
        found: usize,
    },
    /// Logits that are too few, no numbers, or not the known ones.
    #[error(transparent)]
    Logits(#[from] LogitsFault),
    /// It failed a check before this picture, and is not asked.
    #[error("it failed its last check")]
    Distrusted,
    /// The CPU, asked beside it, leads to something else.
    #[error("the CPU said otherwise by {deviation} in a logit")]
    Contradicted {
        /// Largest absolute difference of a logit.
        deviation: f32,
    },
    /// The CPU fails its check as well.
    #[error("the CPU failed run {run} of the check: {fault}")]
    CpuCheck {
        /// Which run, counted from 1.
        run: u32,
        /// What it did.
        fault: Box<Self>,
    },
    /// The CPU fails the check of the modality classifier.
    #[error("its CPU failed the modality classifier's check: {0}")]
    ModalityCheck(Box<Self>),
}

/// Why the GPU is not used, in one sentence for the visitor.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(super) enum GpuRefused {
    /// It cannot be opened.
    #[error("WebGPU cannot be used here ({0}), so the CPU is used.")]
    Closed(DeviceFault),
    /// It opens too slowly.
    #[error("WebGPU did not start in time, so the CPU is used.")]
    Late,
    /// It does not compute what it should.
    #[error("WebGPU failed its check on this device ({0}), so the CPU is used.")]
    Failed(DeviceFault),
}
