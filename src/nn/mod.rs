//! The network, its input, its device: used by worker and lab alike.
//!
//! [`architecture`] says what a network looks like, [`network`] runs it for inference,
//! [`ops`] picks the fastest way to run one layer on the device at hand, and
//! [`kernels`] are the plain loops behind the CPU path. The trainer in `lab` builds its
//! trainable twin from the same [`architecture`] and the same [`kernels`].
//!
//! All activations are NHWC: the last axis is the channel. Pointwise convolutions are
//! then plain matrix products, and depthwise loops vectorise over channels.
//!
//! Invariant: `input.rs` is the one place where a picture becomes a tensor.

pub mod architecture;
pub mod input;
pub mod kernels;
pub mod network;
pub mod ops;

pub use architecture::{Architecture, Block, Window};
pub use network::{Network, NnError, Output};
