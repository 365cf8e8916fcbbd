//! The network on the CPU, in integers: used wherever there is no GPU, in the page and in `lab` alike.
//!
//! Weights are the file's own 8-bit integers. Values between layers are integers too, in 16-bit lanes: the dominant
//! instruction multiplies 16-bit pairs on every relevant processor, so a value of 13 bits costs no more than one of 8,
//! and the result is within a few thousandths of a logit of the same weights in floats, without retraining for coarse
//! activations and on a GPU and a CPU alike. (The scheme is the 16x8 one of TensorFlow Lite's quantisation
//! specification, with ranges measured by `lab quantise`.)
//!
//! Not used: the relaxed dot product of WebAssembly and the 8-bit products of VNNI. They take values of 7 or 8 bits,
//! and by the model card 8 bits move a logit by thirty times as much as 13 do (0.066 against 0.0022 on average, and
//! other answers for 0.3 % of the pictures). Without VNNI they are no faster (`docs/performance.md`). VNNI's 16-bit product would fit, and waits for a processor to test it on.
//!
//! Sums are exact in 32 bits and followed by single IEEE operations in a fixed order: every
//! processor gives the same bits.
//!
//! Invariant: pure. No IO, no clock; the same picture gives the same bits everywhere.

mod block;
mod kernels;
mod layers;
mod network;
mod step;
mod window;

pub use kernels::{Bounds, Depthwise, JoinedGrid, Lines, Pointwise, Processor, Residual, SLACK, concatenate, upsample};
pub use network::IntegerNetwork;
