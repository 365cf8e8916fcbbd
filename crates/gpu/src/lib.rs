//! The network in Burn's operations: for WebGPU in the browser, and for training on a GPU.
//!
//! The same [graph](network::graph), weights and input as on the CPU. It runs on any of Burn's
//! devices, so tests compare it with the CPU path where there is no GPU.
//! Features of Burn that are not used, and why: `docs/webgpu.md`.
//!
//! Invariant: nothing here decides whether a device is to be trusted; the engine checks each one.

mod grids;
mod network;
mod ops;
mod outline;
mod runner;

pub use grids::GridValues;
pub use network::{GpuNetwork, GpuOutput};
pub use runner::GpuRunner;
