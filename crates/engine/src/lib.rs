//! The use case: open a picture, prepare it, run the network, explain, report.
//!
//! [`Engine`] does it for the worker, with a device that is never trusted; [`steps`] are the same
//! steps one by one, for `lab`. What its environment must provide (a clock, a timer, a GPU) is its [`EngineHost`].
//!
//! Invariant: no threads, no DOM, no clock of its own. No logits leave the engine unless the
//! device they come from has passed its golden check and they are finite.
//!
//! ```
//! use engine::{decide, steps};
//! use protocol::Decision;
//!
//! let manifest = r#"{
//!     "format": 1, "task": "leaf-colour", "name": "example", "version": "1.0.0",
//!     "architecture": "efficientnet-lite0", "licence": "CC-BY-4.0",
//!     "labels": ["rust", "none"], "negative": "none",
//!     "input": {
//!         "size": 224, "colour": "grey", "mean": [127, 127, 127], "deviation": [128, 128, 128],
//!         "resize": { "fit": "contain", "filter": "catmull-rom", "fill": 0 }
//!     },
//!     "weights": {
//!         "file": "weights.safetensors", "bytes": 3,
//!         "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
//!     },
//!     "goldens": [{ "seed": 1, "logits": [0.5, -0.5] }],
//!     "tolerance": { "cpu": 0.01, "webgpu": 0.05 },
//!     "scores": []
//! }"#;
//! let manifest = steps::manifest_from_json(manifest.as_bytes()).unwrap();
//! let probabilities = steps::probabilities(&[2.0, -2.0], &manifest);
//! assert!((probabilities[0] - 0.982).abs() < 0.001);
//! // Without a calibration there are no prediction sets, and the most probable class is named.
//! assert_eq!(decide(&manifest, &probabilities), (Decision::Class { label: "rust".into() }, vec![]));
//! ```

mod acquisition;
mod check;
mod cpu_runner;
mod cross_check;
mod device;
mod error;
mod fault;
mod gates;
mod host;
mod infer;
mod intended;
mod kind;
mod labels;
mod modality;
mod network_time;
mod outline;
mod probe;
mod quality_gate;
mod report;
mod self_check;
mod session;
mod source;
pub mod steps;

pub use cpu_runner::CpuRunner;
pub use error::{EngineError, OtherWeights, ProgramFault};
pub use fault::{DeviceFault, Unread};
pub use host::{Accelerator, EngineHost, LocalBoxFuture, Native, Open, OpenGpu, block_on};
pub use labels::judged;
pub use modality::ModalityClassifier;
pub use model::{Chunk, Manifest, Weights, WeightsFile, Windowing};
pub use network::OutlineMap;
pub use report::{decide, says_none};
pub use session::{Choice, Engine, Loading, Progress};
pub use source::CaseSource;

use imaging::Image;

/// A network on a device.
pub trait Runner {
    /// Runs prepared pictures, in order.
    ///
    /// # Errors
    /// The device's fault.
    fn run<'a>(&'a self, pictures: &'a [Image]) -> LocalBoxFuture<'a, Result<Vec<Run>, DeviceFault>>;
}

/// The network's output for one picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// One per label.
    pub logits: Vec<f32>,
    /// Columns of the last feature grid.
    pub width: usize,
    /// Rows of the last feature grid.
    pub height: usize,
    /// The grid, row by row from the top, channels innermost.
    pub features: Vec<f32>,
    /// What a network with a decoder outlines.
    pub outline: Option<OutlineMap>,
}
