//! Checks of the device, on their occasions and on demand.

use super::{DeviceReport, ModelReport, Timing};
use serde::{Deserialize, Serialize};

/// Everything that the worker can check of the device, run again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SelfCheck {
    /// The device that answers, after the check: a device that fails is left.
    pub device: DeviceReport,
    /// The CPU path beside it, where the device is a GPU.
    pub cpu: Option<DeviceReport>,
    /// What runs.
    pub model: ModelReport,
    /// Adapter limits and features, or none on the CPU: `(name, value)`.
    pub adapter: Vec<(String, String)>,
    /// Time per step of a golden picture.
    pub timing: Timing,
    /// Time per run of the golden pictures, in order.
    pub runs: Vec<GoldenRun>,
}

/// The time of one run of a golden picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoldenRun {
    /// Which of the golden pictures, from 1.
    pub picture: u32,
    /// Milliseconds.
    pub ms: f64,
}
