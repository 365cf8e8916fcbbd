//! The network, its input, and how it runs on the CPU: used by worker and lab alike.
//!
//! [`architecture`] says what a network looks like, [`cpu`] runs it on the CPU, and [`kernels`]
//! are the plain loops behind that. `crate::gpu` runs the same network in Burn's operations, and
//! the trainer in `lab` builds its trainable twin from the same [`architecture`] and [`kernels`].
//!
//! All activations are NHWC: the last axis is the channel. Pointwise convolutions are
//! then plain matrix products, and depthwise loops vectorise over channels.
//!
//! Invariant: `input.rs` is the one place where a picture becomes numbers for a network.

pub mod architecture;
pub mod cpu;
pub mod error;
pub mod input;
pub mod kernels;

pub use architecture::{Architecture, Block, Window};
pub use cpu::{Grid, Network, Output};
pub use error::NnError;
