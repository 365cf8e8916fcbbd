//! Where a network runs, and whether that device computes what it should.

use serde::{Deserialize, Serialize};
use text::Message;

/// Which of the two paths runs the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Backend {
    /// `webgpu` in `data-backend`.
    WebGpu,
    /// `cpu` in `data-backend`.
    Cpu,
}

impl Backend {
    /// The word used in the page, in JSON and in tests.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::WebGpu => "webgpu",
            Self::Cpu => "cpu",
        }
    }
}

/// Where the network runs, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeviceReport {
    /// The path.
    pub backend: Backend,
    /// Adapter name on WebGPU; on the CPU the number of threads, empty for one.
    pub adapter: String,
    /// One short sentence or two: "The CPU was asked for."
    pub reason: Message,
    /// Result of the golden inputs.
    pub check: CheckReport,
}

/// Result of running golden inputs on the device.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckReport {
    /// Whether every run stayed within tolerance.
    pub passed: bool,
    /// How many runs since the device was chosen.
    pub runs: u32,
    /// Largest absolute difference from the expected logits in all these runs.
    pub largest_deviation: f32,
    /// The tolerance.
    pub tolerance: f32,
    /// The reason for the latest check.
    pub occasion: CheckOccasion,
    /// When it ended, in milliseconds since 1970 by this device's clock; 0 before any check.
    pub at_ms: f64,
}

/// The reason for a check of the device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckOccasion {
    /// The model was loaded.
    #[default]
    Start,
    /// This many answers since then.
    Answers(u32),
    /// The visitor asked for it.
    Asked,
}

/// A second run of the same picture on the CPU.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CrossCheck {
    /// Largest absolute difference of a logit.
    pub largest_deviation: f32,
    /// Whether both lead to the same decision.
    pub agreed: bool,
}
