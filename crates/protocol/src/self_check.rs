//! Checks of the device, on their occasions and on demand.

use super::{DeviceReport, ModelReport, Timing};
use serde::{Deserialize, Serialize};

/// All of the worker's checks of the device, run again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SelfCheck {
    /// The device in use after the check: a device that fails is abandoned.
    pub device: DeviceReport,
    /// The CPU path beside it, where the device is a GPU.
    pub cpu: Option<DeviceReport>,
    /// The running model.
    pub model: ModelReport,
    /// Adapter limits and features, empty on the CPU: `(name, value)`.
    pub adapter: Vec<(String, String)>,
    /// Time per step of a golden picture.
    pub timing: Timing,
    /// Time per run of the golden pictures, in order.
    pub runs: Vec<GoldenRun>,
}

/// The time of one run of a golden picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoldenRun {
    /// Index of the golden picture, from 1.
    pub picture: u32,
    /// Milliseconds.
    pub ms: f64,
}
